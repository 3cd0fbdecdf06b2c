//! The exports of monitoring tools in `tests/traffic`, and tables that hold one trap each.

use netprice::bandwidth::samples::{Samples, Zone, mbps};
use netprice_import::traffic::{Assumed, ImportedTraffic, Tool, TrafficHints, read};
use netprice_import::{ImportProblem, Problems};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const CHINA: Zone = Zone(480);

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/traffic")
}

fn rows(name: &str) -> Vec<csv::StringRecord> {
    let reader = csv::Reader::from_path(folder().join(name));
    reader.unwrap().into_records().map(Result::unwrap).collect()
}

/// The known rates of both directions in bit/s, in chronological order.
fn rates(samples: &Samples) -> Vec<[Decimal; 2]> {
    let million = Decimal::from(1_000_000);
    let known = samples.values.iter().flatten();
    let each =
        known.map(|sample| [sample.inbound, sample.outbound].map(|rate| mbps(rate) * million));
    each.collect()
}

/// Every export gives the figures that its own digits imply, to a bit a second: some are printed with as many digits.
#[test]
fn exports_are_read_as_they_come() {
    let mut expected: BTreeMap<String, Vec<(String, [Decimal; 2])>> = BTreeMap::new();
    for row in rows("expected.csv") {
        let rate = |place: usize| row[place].parse().unwrap_or_default();
        let all = expected.entry(row[0].to_owned()).or_default();
        if !row[2].is_empty() || !row[3].is_empty() {
            all.push((row[1].to_owned(), [rate(2), rate(3)]));
        }
    }
    let (mut tools, mut wrong) = (Vec::new(), Vec::new());
    let hints = rows("hints.csv");
    assert_eq!(hints.len(), expected.len());
    for row in hints {
        let text = fs::read_to_string(folder().join(&row[0])).unwrap();
        let hints: TrafficHints = serde_json::from_str(&row[1]).unwrap();
        let is_hinted = hints != TrafficHints::default();
        let found = match read(&text, &hints, CHINA) {
            Ok(found) => found,
            Err(problems) => {
                wrong.push(format!("{}: {problems}", &row[0]));
                continue;
            }
        };
        let mut right = expected[&row[0]].clone();
        right.sort_by(|one, other| one.0.cmp(&other.0));
        let found_rates = rates(&found.samples);
        let is_near = |found: &[Decimal; 2], right: &[Decimal; 2]| {
            let pairs = found.iter().zip(right);
            pairs.fold(true, |near, (found, right)| {
                near && (found - right).abs() <= Decimal::ONE
            })
        };
        let is_right = found_rates.len() == right.len()
            && found_rates
                .iter()
                .zip(&right)
                .all(|(found, (_, right))| is_near(found, right));
        if !is_right {
            wrong.push(format!("{}: {found_rates:?}, not {right:?}", &row[0]));
        }
        if !found.report.refused.is_empty() {
            wrong.push(format!("{}: {:?}", &row[0], found.report.refused));
        }
        if !is_hinted && found.report.tool != Tool::Table && !tools.contains(&found.report.tool) {
            tools.push(found.report.tool);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tools.len() >= 12, "{tools:?}");
}

fn of(text: &str) -> Result<ImportedTraffic, Problems> {
    read(text, &TrafficHints::default(), CHINA)
}

fn out(text: &str) -> Vec<String> {
    let read = of(text).unwrap_or_else(|problems| panic!("{text}: {problems}"));
    let all = read.samples.values.iter();
    let all =
        all.map(|sample| sample.map_or("-".to_owned(), |sample| mbps(sample.outbound).to_string()));
    all.collect()
}

/// A table of five-minute rows with these numbers below a name.
fn table(name: &str, numbers: &[&str]) -> String {
    let rows = numbers
        .iter()
        .enumerate()
        .map(|(index, number)| format!("2026-11-01T00:{:02},{number}\n", index * 5));
    format!("time,{name}\n{}", rows.collect::<String>())
}

#[test]
fn units_are_those_of_the_name_in_the_case_it_has() {
    for (name, number, mbps) in [
        ("out (MB/s)", "125", "1000"),
        ("out (MBps)", "125", "1000"),
        ("out (KB/s)", "125000", "1000"),
        ("out (Mb/s)", "1000", "1000"),
        // 119.20928955078125 × 1,048,576 × 8 = 1,000,000,000 bit/s.
        ("out (MiB/s)", "119.20928955078125", "1000"),
        ("流出（MB/s）", "125", "1000"),
        ("out", "2 Gbps", "2000"),
        ("out", "1.2e+08 bit/s", "120"),
        // A gigabyte in five minutes is 8,000 ÷ 300 Mbps.
        ("out (GB)", "1", "26.666666666667"),
    ] {
        assert_eq!(out(&table(name, &[number])), [mbps], "{name}");
    }
}

#[test]
fn missing_samples_totals_comments_and_order() {
    assert_eq!(
        out(&table("out", &["1", "NaN", "3", "", "U", "-nan", "7"])),
        ["1", "-", "3", "-", "-", "-", "7"]
    );
    assert_eq!(
        out("# exported by tool\ntime,out\n2026-11-01T00:05,3\n2026-11-01T00:00,1\n"),
        ["1", "3"]
    );
    let totals = of(&format!(
        "{}Total,5\nAverage,2.5\n",
        table("out", &["3", "2"])
    ))
    .unwrap();
    assert_eq!(totals.samples.values.len(), 2);
    assert!(
        totals
            .report
            .assumed
            .contains(&Assumed::TotalsLeftOut { rows: 2 })
    );
    assert_eq!(
        out(&table("out", &["\"1,234.5\"", "\"1,200.0\""])),
        ["1234.5", "1200"]
    );
    assert_eq!(
        out("Zeit;out\n01.11.2026 00:00;0,4\n01.11.2026 00:05;12,5\n"),
        ["0.4", "12.5"]
    );
}

/// 100, 350, 50 bytes: 250, and 50 after a restart, each over 300 seconds.
#[test]
fn a_counter_that_falls_has_started_again() {
    let rounded = out(&table("out_counter", &["100", "350", "50"]));
    assert_eq!(rounded, ["0.000006666667", "0.000001333333"]);
}

#[test]
fn ports_are_added_interval_by_interval() {
    let wide =
        of("time,port1 out,port2 out\n2026-11-01T00:00,1,10\n2026-11-01T00:05,2,20\n").unwrap();
    assert_eq!(
        rates(&wide.samples),
        [
            [0, 11_000_000].map(Decimal::from),
            [0, 22_000_000].map(Decimal::from)
        ]
    );
    let long = "time,port,in,out\n2026-11-01T00:00,a,1,2\n2026-11-01T00:00,b,3,4\n2026-11-01T00:05,a,5,6\n2026-11-01T00:05,b,7,8\n";
    assert_eq!(
        rates(&of(long).unwrap().samples),
        [
            [4_000_000, 6_000_000].map(Decimal::from),
            [12_000_000, 14_000_000].map(Decimal::from)
        ]
    );
}

/// A day of minutes with a clock that moves has as many samples as it has real minutes.
#[test]
fn local_days_have_23_or_25_hours() {
    let hours = |hours: &[u32]| {
        let rows = hours
            .iter()
            .map(|hour| format!("2026-03-08T{hour:02}:00,1\n"));
        format!("time,out\n{}", rows.collect::<String>())
    };
    let hints = |zone: &str| TrafficHints {
        zone: Some(zone.to_owned()),
        ..TrafficHints::default()
    };
    let spring = hours(&[0, 1, 3, 4]);
    let read_spring = read(&spring, &hints("America/New_York"), CHINA)
        .unwrap()
        .samples;
    assert_eq!(
        (read_spring.values.len(), read_spring.clock_changes.len()),
        (4, 1)
    );
    // The third sample is at three o'clock, 180 minutes after midnight.
    assert_eq!(read_spring.minute_of(2) - read_spring.minute_of(0), 180);
    assert_eq!(of(&spring).unwrap().report.missing, 1);
    let autumn = "time,out\n2026-11-01T00:00,1\n2026-11-01T01:00,2\n2026-11-01T01:00,3\n2026-11-01T02:00,4\n";
    let read_autumn = read(autumn, &hints("America/New_York"), CHINA);
    assert_eq!(
        read_autumn.unwrap_err().first().problem.code(),
        "duplicate_time"
    );
    let halves = "time,out\n2026-11-01T00:30,1\n2026-11-01T01:00,2\n2026-11-01T01:30,3\n2026-11-01T01:00,4\n2026-11-01T01:30,5\n2026-11-01T02:00,6\n";
    let read_halves = read(halves, &hints("America/New_York"), CHINA).unwrap();
    assert_eq!(read_halves.samples.values.len(), 6);
    assert_eq!(
        of(halves).unwrap_err().first().problem.code(),
        "time_goes_back"
    );
    let wrong = read(halves, &hints("Mars/Olympus"), CHINA).unwrap_err();
    assert!(matches!(
        wrong.first().problem,
        ImportProblem::UnknownZone { .. }
    ));
}

#[test]
fn what_a_file_does_not_state_is_asked() {
    for (text, code) in [
        (
            "\"Date\",\"Inbound\",\"Outbound\"\n\"2021-01-10 13:06\",\"279882\",\"306893\"\n",
            "unit_not_stated",
        ),
        (
            "Time,eth0 out\n1772323200000,10000000\n1772323500000,12000000\n",
            "unit_not_stated",
        ),
        ("time,OUT (MBPS)\n2026-11-01 00:00,1\n", "unclear_unit"),
        ("时间,出带宽(M)\n2026-11-01 00:00,1\n", "unclear_unit"),
        ("time,port1,port2\n2026-11-01 00:00,1,2\n", "which_columns"),
        ("time,out\n11/1/2026 0:00,1\n", "unclear_dates"),
        ("time;out\n2026-11-01 00:00;1,234\n", "unclear_comma"),
        ("{\"a\": 1}", "unknown_format"),
        ("<html></html>", "unknown_format"),
        ("{\"a\": ", "unreadable"),
        ("a,b\n1,2\n", "no_times"),
        ("", "empty"),
    ] {
        let found = of(text).unwrap_err();
        assert_eq!(found.first().problem.code(), code, "{text}: {found}");
    }
    // A month of days shows which of the numbers is the day.
    let days: String = (1..=14)
        .map(|day| format!("{day}/11/2026 0:00,{day}\n"))
        .collect();
    let month = of(&format!("time,out\n{days}")).unwrap().samples;
    assert_eq!((month.interval, month.values.len()), (1_440, 14));
}

#[test]
fn a_refused_number_is_missing_at_its_time() {
    let head = "time,out\n2026-11-01 00:00,10\n";
    // Between samples of five minutes, so the interval stays; the same time again, so the number that is known counts.
    for (rest, values, missing) in [
        ("2026-11-01 00:05,x\n2026-11-01 00:10,10\n", 3, 1),
        ("2026-11-01 00:00,x\n2026-11-01 00:05,10\n", 2, 0),
    ] {
        let found = of(&format!("{head}{rest}")).unwrap();
        let samples = &found.samples;
        let unknown = samples.values.iter().filter(|value| value.is_none());
        assert_eq!(
            (samples.interval, samples.values.len(), unknown.count()),
            (5, values, missing),
            "{rest}"
        );
        assert_eq!(found.report.refused.len(), 1, "{rest}");
    }
    // The whole file cannot be read, and the row is still named.
    let wrong = of(&format!("{head}2026-11-01 00:00,20\n2026-11-01 00:05,x\n")).unwrap_err();
    let codes: Vec<&str> = wrong.iter().map(|one| one.problem.code()).collect();
    assert_eq!(codes, ["not_a_decimal", "duplicate_time"], "{wrong}");
}

/// What the documentation of a monitor does not state is asked for, and no figure is made of it.
#[test]
fn a_unit_that_no_documentation_states_is_asked() {
    // A mean of the bytes of samples whose number is not stated tells no rate.
    let mean = r#"{ "Label": "NetworkOut", "Datapoints": [
        { "Timestamp": "2026-03-01T00:00:00Z", "Average": 18750000.0, "Unit": "Bytes" },
        { "Timestamp": "2026-03-01T00:05:00Z", "Average": 24000000.0, "Unit": "Bytes" } ] }"#;
    // Whether a MB of accumulated traffic has 1,000,000 bytes is not stated.
    let accumulated = r#"{ "Response": { "Period": 300, "MetricName": "AccOuttraffic", "DataPoints": [
        { "Timestamps": [1772323200, 1772323500], "Values": [93.75, 120.0] } ] } }"#;
    for text in [mean, accumulated] {
        let asked = of(text).unwrap_err();
        let problem = &asked.first().problem;
        assert!(
            matches!(problem, ImportProblem::UnitNotStated { .. }),
            "{problem}"
        );
    }
}

/// A row of MRTG's log in a longer step than five minutes is refused with its line, and the others are read.
#[test]
fn rows_in_a_longer_step_are_refused() {
    let log = "1772325604 1 1\n1772325604 125 250 0 0\n1772325304 125 250 0 0\n1772325300 125 250 0 0\n\
        1772325000 250 500 0 0\n1772323200 1 1 0 0\n";
    let read = of(log).unwrap();
    assert_eq!(read.report.taken, 2);
    assert_eq!(
        read.report.refused[0].to_string(),
        "line 6, time: '1772323200' is not on the sampling interval; expected whole steps of 5 minutes from the first"
    );
}

/// An XML document that is cut, declares entities, or is of no monitor is refused, and not taken for a table.
#[test]
fn xml_of_no_monitor_is_refused() {
    for text in [
        "<xport><meta><start>1</start>",
        "<html><body>1,2</body></html>",
        "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><xport>&d;</xport>",
    ] {
        assert!(of(text).is_err(), "{text}");
    }
}

/// The names of each case say something beside a unit or a direction: the figures are the same 20 and 30 Mbps out.
#[test]
fn words_beside_units_and_directions_change_nothing() {
    for (head, rows) in [
        ("Time,Bandwidth in Mbps", ["20", "30"]),
        ("Time,Traffic (in Mbps)", ["20", "30"]),
        ("Time,in mbps,out mbps", ["7,20", "8,30"]),
        ("Time,Out (bps)", ["20000000", "30000000"]),
        // A number as large as the seconds since 1970 is one beside a dated time.
        ("Time,Out (bit/s)", ["20000000", "30000000"]),
        ("Time,ISP-A 1 Gbps Out", ["20", "30"]),
        ("Time,Uplink In (Mbps),Uplink Out (Mbps)", ["7,20", "8,30"]),
        ("Time,Out (bps),Out (Mbps)", ["20000000,20", "30000000,30"]),
        ("时间,输入速率(Mbps),输出速率(Mbps)", ["7,20", "8,30"]),
        ("Time,Link B In,Link B Out", ["0,20", "0,30"]),
        ("Time,tx_bytes (MB),tx_dropped", ["750,9", "1125,9"]),
        ("Time,Out (Mbps),Out p95 (Mbps)", ["20,500", "30,500"]),
        ("Time,流出(Mbps),流出最高(Mbps)", ["20,500", "30,500"]),
        (
            "Time,eth0 Out (Mbps),eth1 Out (Mbps),Total Out (Mbps)",
            ["15,5,20", "25,5,30"],
        ),
        ("Time,Out (Mbps),Out util pct", ["20,7", "30,8"]),
        ("Time,NetworkOut (Mbps)", ["20", "30"]),
        ("Time,Received,Sent", ["0,20", "0,30"]),
        ("Time,Out Mo/s", ["2.5", "3.75"]),
    ] {
        let rows = rows.iter().enumerate();
        let rows: String = rows
            .map(|(place, row)| format!("2026-11-01 00:0{},{row}\n", place * 5))
            .collect();
        assert_eq!(out(&format!("{head}\n{rows}")), ["20", "30"], "{head}");
    }
    let fast = "Time,Out (bps)\n2026-11-01 00:00,650000000\n2026-11-01 00:05,700000000\n";
    assert_eq!(out(fast), ["650", "700"]);
    let circuit =
        "Circuit: ABC-123 (1 Gbps)\nTime,In,Out\n2026-11-01 00:00,0,20\n2026-11-01 00:05,0,30\n";
    assert_eq!(out(circuit), ["20", "30"]);
    // Six gigabytes an hour more each hour are volumes and no counter: 8,000 ÷ 3,600 Mbps for a gigabyte.
    let rising: String = (0..7)
        .map(|hour| format!("2026-11-01 0{hour}:00,{}\n", 9 * (hour + 1)))
        .collect();
    assert_eq!(out(&format!("Time,Out (GB)\n{rising}"))[..2], ["20", "40"]);
    // A counter of bytes, which as volumes would be 200 Gbit/s.
    let counter: String = (0..7)
        .map(|row| {
            format!(
                "2026-11-01 00:{:02},{}\n",
                row * 5,
                7_000_000_000_000_u64 + row * 750_000_000
            )
        })
        .collect();
    assert_eq!(
        out(&format!("time,out bytes\n{counter}"))[..2],
        ["20", "20"]
    );
    // Times of digits alone, and a German table whose points may part thousands.
    assert_eq!(
        out("time,out_mbps\n20261103000000,20\n20261103000500,30\n"),
        ["20", "30"]
    );
    assert!(
        of("Datum;Ausgehend (kbit/s)\n03.11.2026 00:00;20.000\n03.11.2026 00:05;30.000\n").is_err()
    );
    // By the minute or the hour: asked.
    assert!(of(&table("out_bytes_per_min", &["1", "2"])).is_err());
    // Rows at the end whose times cannot be read are refused, and are no totals.
    let tail = of("Time,Out (Mbps)\n2026-11-01 00:00,1\n2026-11-01 00:05,2\n2026-99-01 00:10,3\n")
        .unwrap();
    assert_eq!(tail.report.refused.len(), 1);
}
