//! Tables of traffic as text.

use netprice_import::traffic::ImportedTraffic;
use netprice_study::Problems;
use netprice_study::traffic::Table;

fn read(text: &str, utc_offset_minutes: i64) -> Result<ImportedTraffic, Problems> {
    let text = text.to_owned();
    Table {
        text,
        utc_offset_minutes,
        ..Table::default()
    }
    .read()
}

#[test]
fn tables_of_traffic_are_read_however_they_are_laid_out() {
    let plain = read(
        "time,in,out\n2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4\n",
        480,
    );
    let plain = plain.unwrap().samples;
    let same = [
        "2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4",
        "\u{feff}Out_Mbps;note;Time;IN\n2;x;2026-11-01 00:00;1\n\n4;y;2026-11-01 00:05;3\n",
        "timestamp\tinbound_bps\toutbound_kbps\n2026-10-31T16:00Z\t1000000\t2000\n2026-11-01T00:05+08:00\t3000000\t4000\n",
        "time,in (kbps),out Mb/s\n2026-11-01T00:00,1000,2\n2026-11-01T00:05,3000,4\n",
        "时间,流入,流出\r\n2026-11-01T00:00,1,2\r\n2026-11-01T00:05,3,4\r\n",
        "time,out,in\n2026-11-01T00:05,4,3\n2026-11-01T00:00,2,1\n",
    ];
    for text in same {
        assert_eq!(read(text, 480).unwrap().samples, plain, "{text}");
    }
    // Every ten minutes; one is missing.
    let text = "time,out\n2026-11-01T00:00Z,1\n2026-11-01T00:10Z,1\n2026-11-01T00:20Z,1\n2026-11-01T00:40Z,1\n";
    let read = read(text, 0).unwrap().samples;
    assert_eq!(
        (read.interval, read.values.len(), read.values[3]),
        (10, 5, None)
    );
}

/// Rows that cannot be read are told with their line, and the others are read.
#[test]
fn every_wrong_line_of_a_table_is_told() {
    let text = "time,in,out\n2026-11-01T00:00Z,1,1\n2026-11-01T00:05Z,x,-1\n\n2026-11-01T00:10Z,1,1\n\
        yesterday,1,1\n2026-11-01T00:15Z,1\n2026-11-01T00:17Z,1,1\n2026-11-01T00:20Z,0.0000001,1\n\
        2026-11-01T00:25Z,1,1\n2026-11-01T00:30Z,1,1\n";
    let read_all = read(text, 0).unwrap();
    let refused = read_all.report.refused.iter().map(ToString::to_string);
    let fields: Vec<String> = refused
        .map(|error| error.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        fields,
        ["line 3, in", "line 3, out", "line 6, time", "line 8, time"]
    );
    assert_eq!(
        (read_all.samples.interval, read_all.samples.values.len()),
        (5, 7)
    );
    assert_eq!(read_all.samples.values[1], None);
    // A rate below a bit a second is kept.
    assert_eq!(read_all.samples.values[4].unwrap().inbound, 100_000);
}

#[test]
fn what_a_table_leaves_open_is_asked() {
    let told = |text: &str| -> Vec<String> {
        let errors = read(text, 0).unwrap_err();
        errors
            .iter()
            .map(|located| format!("{}: {}", located.path, located.problem.code()))
            .collect()
    };
    assert_eq!(told(""), ["rows: empty"]);
    assert_eq!(told("time,out\n"), ["line 1: no_times"]);
    // Bits taken for Mbps.
    assert_eq!(
        told("2026-11-01T00:00Z,1,100000000\n"),
        ["unit: unit_not_stated"]
    );
    assert_eq!(
        told("time,OUT (MBPS)\n2026-11-01T00:00Z,1\n"),
        ["unit: unclear_unit"]
    );
    assert_eq!(
        told("time,out (foo)\n2026-11-01T00:00Z,1\n"),
        ["unit: unclear_unit"]
    );
    assert_eq!(
        told("time,a,b\n2026-11-01T00:00Z,1,2\n"),
        ["columns: which_columns"]
    );
    assert_eq!(
        told("time,out\n11/1/2026 0:00,1\n"),
        ["dates: unclear_dates"]
    );
    assert_eq!(
        told("time;out\n2026-11-01 0:00;1,234\n"),
        ["comma: unclear_comma"]
    );
    // A clock that is put back: an hour comes twice.
    let local = "time,out\n2026-10-25T01:00,1\n2026-10-25T02:00,1\n2026-10-25T02:00,1\n2026-10-25T03:00,1\n";
    assert_eq!(told(local), ["line 4, time: duplicate_time"]);
    // A clock that is put forward on one day: the hour that it skips is not missing.
    let forward =
        "time,out\n2026-03-29T01:00+01:00,1\n2026-03-29T03:00+02:00,1\n2026-03-29T04:00+02:00,1\n";
    let read = read(forward, 60).unwrap().samples;
    assert_eq!((read.interval, read.values.len()), (60, 3));
}
