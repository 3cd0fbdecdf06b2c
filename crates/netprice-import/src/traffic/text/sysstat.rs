//! sysstat: `sar -n DEV`, `sadf -p` and `sadf -dh`. A kB has 1,024 bytes, and a time is the end of its interval.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::text::{add, is_clock, numbered};
use crate::traffic::unit::{BYTE_RATE, KIBIBYTE_RATE, Unit};

fn empty() -> Sheet {
    Sheet {
        tool: Tool::Sysstat,
        is_end: true,
        ..Sheet::default()
    }
}

/// The unit of a column of traffic.
fn unit_of(column: &str) -> Option<Unit> {
    match column {
        "rxkB/s" | "txkB/s" => Some(KIBIBYTE_RATE),
        "rxbyt/s" | "txbyt/s" => Some(BYTE_RATE),
        _ => None,
    }
}

/// The day of a report, as far as its title says it.
enum Titled {
    Day(Date),
    /// A date whose order of day and month is open, as written.
    Text(String),
}

impl Titled {
    /// The date in a title line: ISO, `2026年03月01日`, the American `03/01/26` of the C locale, or as written.
    fn of(title: &str) -> Option<Self> {
        let parts = title.split_whitespace();
        let is_date = |part: &&str| {
            part.chars().filter(char::is_ascii_digit).count() >= 6
                && part.contains(['/', '-', '年', '.'])
                && part.starts_with(|sign: char| sign.is_ascii_digit())
        };
        // The kernel `6.1.0-18-amd64` comes before, with letters.
        let date = parts
            .filter(|part| !part.chars().any(|sign| sign.is_ascii_alphabetic()))
            .find(is_date)?;
        let numbers: Vec<i16> = date
            .split(|sign: char| !sign.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .filter_map(|part| part.parse().ok())
            .collect();
        let [first, second, third] = numbers.as_slice() else {
            return None;
        };
        let day = |year: i16, month: i16, day: i16| {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Date::new(year, month, day).ok().map(Self::Day)
        };
        if *first > 31 {
            return day(*first, *second, *third);
        }
        // Two digits of a year are those of the C locale.
        if *third < 100 && date.contains('/') {
            return day(third.saturating_add(2_000), *first, *second);
        }
        Some(Self::Text(date.to_owned()))
    }

    fn next(&mut self) {
        if let Self::Day(day) = self
            && let Ok(next) = day.checked_add(1.day())
        {
            *day = next;
        }
    }

    fn at(&self, clock: &str) -> String {
        match self {
            Self::Day(day) => format!("{day} {clock}"),
            Self::Text(text) => format!("{text} {clock}"),
        }
    }
}

/// `sar -n DEV`: titles with a date, names of columns again and again, a row an interface, means and restarts in between.
pub(super) fn report(text: &str) -> Option<Sheet> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let has_columns = text.lines().take(60).any(|line| {
        line.contains("IFACE") && (line.contains("rxkB/s") || line.contains("rxbyt/s"))
    });
    let mut titled = Titled::of(first).filter(|_| has_columns)?;
    let mut sheet = empty();
    let mut columns: Vec<&str> = Vec::new();
    let mut before = String::new();
    for (number, line) in numbered(text).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let Some((clock, rest)) = clock_of(&cells) else {
            if let Some(other) = Titled::of(line).filter(|_| line.contains('(')) {
                (titled, before) = (other, String::new());
            }
            continue;
        };
        sheet.is_month_first |= clock.ends_with('M');
        if rest.contains(&"IFACE") {
            columns = rest.to_vec();
            continue;
        }
        if rest.len() != columns.len() {
            // A restart.
            continue;
        }
        // Clocks with AM and PM do not sort as texts, and their reports have one day.
        if !clock.ends_with('M') && clock < before {
            titled.next();
        }
        before.clone_from(&clock);
        let time = titled.at(&clock);
        let place = columns.iter().position(|name| *name == "IFACE")?;
        let interface = rest.get(place).copied().unwrap_or_default();
        for (name, value) in columns.iter().zip(rest).filter(|_| interface != "lo") {
            if let Some(unit) = unit_of(name) {
                let name = format!("{interface} {name}");
                add(&mut sheet, number, &time, (&name, value), Some(unit));
            }
        }
    }
    Some(sheet)
}

/// The clock at the start of a line, as ISO 8601 or with AM or PM, and the other cells.
fn clock_of<'a, 'b>(cells: &'a [&'b str]) -> Option<(String, &'a [&'b str])> {
    let (first, rest) = cells.split_first()?;
    let chinese = first.replace(['时', '時', '分'], ":").replace('秒', "");
    let clock = if is_clock(first) {
        (*first).to_owned()
    } else {
        chinese
    };
    if !is_clock(&clock) {
        return None;
    }
    match rest.split_first() {
        Some((half @ (&"AM" | &"PM"), rest)) => Some((format!("{clock} {half}"), rest)),
        _ => Some((clock, rest)),
    }
}

/// `sadf -p`: a metric a line, as host, interval, time, interface, metric and value.
pub(super) fn metrics(text: &str) -> Option<Sheet> {
    let mut sheet = empty();
    for (number, line) in numbered(text).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let &[_, seconds, time, interface, metric, value] = cells.as_slice() else {
            // A restart has fewer cells.
            (cells.len() < 6 && !sheet.times.is_empty()).then_some(())?;
            continue;
        };
        let seconds: i64 = seconds.parse().ok()?;
        (metric.ends_with("/s") || metric.starts_with('%')).then_some(())?;
        let Some(unit) = unit_of(metric).filter(|_| interface != "lo") else {
            if sheet.times.is_empty() {
                sheet.time(number, time);
            }
            continue;
        };
        let name = format!("{interface} {metric}");
        add(&mut sheet, number, time, (&name, value), Some(unit));
        if let Some(last) = sheet.times.last_mut() {
            last.seconds = Some(seconds);
        }
    }
    Some(sheet)
}

/// `sadf -dh`: the columns of an interface repeat in a row for each.
pub(super) fn groups(text: &str) -> Option<Sheet> {
    const FIXED: usize = 3;
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let names = first.trim().trim_start_matches('#').strip_suffix("[...]")?;
    let names: Vec<&str> = names.split(';').map(str::trim).skip(FIXED).collect();
    names
        .iter()
        .any(|name| unit_of(name).is_some())
        .then_some(())?;
    let mut sheet = empty();
    for (number, line) in numbered(text).filter(|(_, line)| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(';').map(str::trim).collect();
        let (Some(time), Some(seconds)) = (cells.get(2), cells.get(1)) else {
            continue;
        };
        for group in cells.get(FIXED..)?.chunks_exact(names.len()) {
            let interface = group.first().copied().unwrap_or_default();
            for (name, value) in names.iter().zip(group).filter(|_| interface != "lo") {
                if let Some(unit) = unit_of(name) {
                    let name = format!("{interface} {name}");
                    add(&mut sheet, number, time, (&name, value), Some(unit));
                }
            }
        }
        if let Some(last) = sheet.times.last_mut().filter(|last| last.text == *time) {
            last.seconds = seconds.parse().ok();
        }
    }
    Some(sheet)
}
