//! Exports of monitoring tools.

use std::path::PathBuf;

use crate::{Ran, netprice};

/// Runs the command on a file of this text.
fn on(text: &[u8], arguments: &[&str]) -> Ran {
    let folder = std::env::temp_dir().join(format!("netprice-traffic-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let name = format!("{:?}.csv", std::thread::current().id());
    let file: PathBuf = folder.join(name.replace(['(', ')'], ""));
    std::fs::write(&file, text).unwrap();
    let samples = [
        "traffic",
        "--area",
        "us",
        "--samples",
        file.to_str().unwrap(),
    ];
    let ran = netprice(&[&samples, arguments].concat());
    std::fs::remove_file(&file).unwrap();
    ran
}

const CACTI: &str = "\"Vertical Label:\",\"bits per second\"\n\"Date\",\"Inbound\",\"Outbound\"\n\
    \"2026-11-01 00:05\",\"1000000.50\",\"100000000\"\n\"2026-11-01 00:10\",\"NaN\",\"NaN\"\n\"2026-11-01 00:15\",\"3000000\",\"200000000\"\n";

#[test]
fn an_export_is_billed_without_a_study() {
    let ran = on(CACTI.as_bytes(), &[]);
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    assert!(
        ran.out.starts_with(
            "Cacti: 3 rows, 2 taken, 1 blank, 0 refused\ninbound: Inbound; outbound: Outbound\n"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("3 samples, 1 missing"), "{}", ran.out);
}

#[test]
fn an_open_unit_is_asked_and_answered() {
    let text = CACTI
        .replace("bits per second", "traffic")
        .replace("100000000", "1000000");
    let asked = on(text.as_bytes(), &[]);
    assert_eq!(asked.code, Some(1));
    assert!(
        asked.err.contains("the unit of 'Outbound' is not stated"),
        "{}",
        asked.err
    );
    assert_eq!(on(text.as_bytes(), &["--unit", "bit/s"]).code, Some(0));
    let wrong = on(text.as_bytes(), &["--unit", "furlongs"]);
    assert!(
        wrong.err.contains("'furlongs' is not clearly a unit"),
        "{}",
        wrong.err
    );
}

/// A refused row makes the command fail, unless it is allowed; the other rows are billed.
#[test]
fn refused_rows_are_told() {
    let text = "time,out\n2026-11-01T00:00,10\n2026-11-01T00:05,x\n2026-11-01T00:10,10\n";
    let refused = on(text.as_bytes(), &[]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("line 3, out: 'x' is not a number"),
        "{}",
        refused.err
    );
    assert!(
        refused.out.contains("3 samples, 1 missing"),
        "{}",
        refused.out
    );
    assert_eq!(on(text.as_bytes(), &["--allow-refused"]).code, Some(0));
}

/// 100 Mbps in each hour: a volume is known, a peak of five minutes is not.
#[test]
fn peaks_of_hours_are_ranked_apart() {
    let rows = (0..24).map(|hour| format!("2026-11-01T{hour:02}:00,100\n"));
    let ran = on(
        format!("time,out\n{}", rows.collect::<String>()).as_bytes(),
        &["--allow-refused"],
    );
    assert!(
        ran.out.contains("shorter samples than 60 minutes"),
        "{}",
        ran.out
    );
}

/// GBK with tabs, as consoles in China write it.
#[test]
fn an_export_in_gbk_is_read() {
    let (text, _, _) = encoding_rs::GBK.encode("时间,流出(bps),流入(bps)\n2026/11/1 0:00\t,12500000,1000\n2026/11/1 0:05\t,13500000,1000\n");
    let ran = on(&text, &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("13.00 Mbps on average"), "{}", ran.out);
}
