//! The tables that vnStat prints: `vnstat -5`, `-h` and `-d`, in units of 1,024 bytes.

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::text::{add, is_clock, numbered};
use crate::traffic::unit::{BYTES, Kind};

/// The seconds of a row by the title of a table.
fn interval(title: &str) -> Option<i64> {
    match title.trim() {
        "5 minute" => Some(300),
        "hourly" => Some(3_600),
        "daily" => Some(86_400),
        _ => None,
    }
}

/// Reads the tables of all interfaces; the column of the mean rate is of both directions, and is left out.
pub(super) fn tables(text: &str) -> Option<Sheet> {
    let mut sheet = Sheet {
        tool: Tool::VnStat,
        ..Sheet::default()
    };
    let (mut interface, mut date) = (String::new(), String::new());
    for (number, line) in numbered(text) {
        let line = line.trim();
        if let Some((name, title)) = line.split_once("  /  ") {
            sheet.interval = Some(interval(title)?);
            name.trim().clone_into(&mut interface);
            continue;
        }
        if interface.is_empty() {
            if line.is_empty() {
                continue;
            }
            return None;
        }
        let mut cells = line.split('|').map(str::trim);
        let (first, tx) = (cells.next().unwrap_or_default(), cells.next());
        let mut words = first.split_whitespace();
        let Some(time) = words.next() else {
            continue;
        };
        let is_date = time.len() == 10 && time.bytes().filter(|byte| *byte == b'-').count() == 2;
        let rx: Vec<&str> = words.collect();
        if is_date {
            time.clone_into(&mut date);
        } else if !is_clock(time) {
            continue;
        }
        let Some(tx) = tx.filter(|_| !rx.is_empty()) else {
            continue;
        };
        let time = if is_date {
            date.clone()
        } else {
            format!("{date} {time}")
        };
        for (name, value) in [("rx", rx.join(" ").as_str()), ("tx", tx)] {
            let name = format!("{interface} {name}");
            add(&mut sheet, number, &time, (&name, value), Some(BYTES));
            sheet.series(&name).kind = Some(Kind::Volume);
        }
    }
    Some(sheet)
}
