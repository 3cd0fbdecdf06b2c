//! Tables of traffic as text.

use netprice::bandwidth::samples::Zone;
use netprice_study::traffic::table::read_samples;

#[test]
fn tables_of_traffic_are_read_however_they_are_laid_out() {
    let plain = read_samples(
        "time,in,out\n2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4\n",
        Zone(480),
    );
    let plain = plain.unwrap();
    let same = [
        "2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4",
        "\u{feff}Out_Mbps;note;Time;IN\n2;x;2026-11-01 00:00;1\n\n4;y;2026-11-01 00:05;3\n",
        "timestamp\tinbound_bps\toutbound_kbps\n2026-10-31T16:00Z\t1000000\t2000\n2026-11-01T00:05+08:00\t3000000\t4000\n",
        "time,in (kbps),out Mb/s\n2026-11-01T00:00,1000,2\n2026-11-01T00:05,3000,4\n",
        "时间,流入,流出\r\n2026-11-01T00:00,1,2\r\n2026-11-01T00:05,3,4\r\n",
    ];
    for text in same {
        assert_eq!(read_samples(text, Zone(480)).unwrap(), plain, "{text}");
    }
    // Every ten minutes; one is missing.
    let text = "time,out\n2026-11-01T00:00Z,1\n2026-11-01T00:10Z,1\n2026-11-01T00:20Z,1\n2026-11-01T00:40Z,1\n";
    let read = read_samples(text, Zone(0)).unwrap();
    assert_eq!(
        (read.interval, read.values.len(), read.values[3]),
        (10, 5, None)
    );
}

#[test]
fn every_wrong_line_of_a_table_is_told() {
    let told = |text: &str| -> Vec<String> {
        let errors = read_samples(text, Zone(0)).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    };
    let text = "time,in,out\n2026-11-01T00:00Z,1,1\n2026-11-01T00:05Z,x,-1\n\n2026-11-01T00:05Z,1,1\n\
        2026-11-01T00:05Z,1,1\nyesterday,1,1\n2026-11-01T00:10Z,1\n2026-11-01T00:17Z,1,1\n\
        2026-11-01T00:20Z,0.0000001,1\n2026-11-01T00:00Z,1,1\n2026-11-01T00:25Z,1,1\n2026-11-01T00:30Z,1,1\n";
    let fields: Vec<String> = told(text)
        .iter()
        .map(|error| error.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        fields,
        [
            "line 3, in",
            "line 3, out",
            "line 6, time",
            "line 7, time",
            "line 8, out",
            "line 9, time",
            "line 10, in",
            "line 11, time"
        ]
    );
    assert_eq!(told("")[0].split(':').next(), Some("rows"));
    assert_eq!(told("time,out\n")[0].split(':').next(), Some("rows"));
    let no_traffic = told("time,bytes\n2026-11-01T00:00Z,1\n");
    assert_eq!(
        no_traffic,
        ["line 1: the columns of the table are 'time, bytes'; expected 'out' among them"]
    );
    // Bytes, and bits taken for Mbps.
    let bytes = told("time,in_bytes,out_bytes\n2026-11-01T00:00Z,1,1\n");
    assert_eq!(
        bytes,
        ["line 1: the unit of 'in_bytes' is not known; expected bps, kbps, Mbps or Gbps"]
    );
    let bits = told("2026-11-01T00:00Z,1,100000000\n");
    assert_eq!(
        bits,
        ["line 1, out: '100000000 Mbps' is too large; expected at most 1000000 Mbps"]
    );
    // A clock that is put forward on one day: an hour is missing; put back: an hour comes twice.
    let forward =
        "time,out\n2026-03-29T01:00+01:00,1\n2026-03-29T03:00+02:00,1\n2026-03-29T04:00+02:00,1\n";
    let read = read_samples(forward, Zone(60)).unwrap();
    assert_eq!((read.interval, read.values.len()), (60, 3));
    let local = "time,out\n2026-10-25T01:00,1\n2026-10-25T02:00,1\n2026-10-25T02:00,1\n2026-10-25T03:00,1\n";
    assert!(told(local)[0].starts_with("line 4, time"));
    assert!(
        told("time,out\n2026-11-31T00:00Z,1\n2026-12-01T00:00Z,1\n")[0].starts_with("line 2, time")
    );
}
