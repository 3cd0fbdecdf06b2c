//! Texts of stores of metrics: Graphite, collectd, the line protocol of InfluxDB, and the text output of the AWS command.

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::stamp::{Shown, shown};
use crate::traffic::text::{add, numbered};
use crate::traffic::unit::{BYTE_RATE, BYTES, Kind};

/// `format=raw` of Graphite: target, start, end, step and the values after a bar.
pub(super) fn graphite_raw(text: &str) -> Option<Sheet> {
    let mut sheet = Sheet {
        tool: Tool::Graphite,
        ..Sheet::default()
    };
    for (number, line) in numbered(text).filter(|(_, line)| !line.trim().is_empty()) {
        let (head, values) = line.split_once('|')?;
        // A target may have commas within brackets.
        let mut head = head.rsplitn(4, ',');
        let step: i64 = head.next()?.trim().parse().ok()?;
        let _end: i64 = head.next()?.trim().parse().ok()?;
        let start: i64 = head.next()?.trim().parse().ok()?;
        let target = head.next()?.trim().to_owned();
        sheet.interval = Some(step);
        for (place, value) in (0_i64..).zip(values.split(',')) {
            let time = start.checked_add(step.checked_mul(place)?)?;
            let index = sheet.time(number, time.to_string());
            sheet
                .series(&target)
                .values
                .push((index, value.trim().to_owned()));
        }
    }
    Some(sheet)
}

/// `format=csv` of Graphite: target, time and value, without names.
pub(super) fn graphite_csv(text: &str) -> Option<Sheet> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet {
        tool: Tool::Graphite,
        ..Sheet::default()
    };
    for record in reader.records() {
        let record = record.ok()?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        let &[target, time, value] = cells.as_slice() else {
            return None;
        };
        let is_target =
            target.contains('.') && target.starts_with(|sign: char| sign.is_alphabetic());
        let is_time = time.contains(':') && shown(time) != Shown::NoTime;
        (is_target && is_time && shown(target) == Shown::NoTime).then_some(())?;
        let index = sheet.time(line, time);
        sheet.series(target).values.push((index, value.to_owned()));
    }
    Some(sheet)
}

/// The CSV of collectd for an interface: counters of bytes as whole numbers, or bytes a second with six decimals.
pub(super) fn collectd(text: &str) -> Option<Sheet> {
    let mut lines = numbered(text).filter(|(_, line)| !line.trim().is_empty());
    (lines.next()?.1.trim() == "epoch,rx,tx").then_some(())?;
    let rows: Vec<(u64, Vec<&str>)> = lines
        .map(|(number, line)| (number, line.split(',').map(str::trim).collect()))
        .collect();
    let values = rows.iter().flat_map(|(_, cells)| cells.iter().skip(1));
    let is_rate = values.clone().any(|value| value.contains('.'));
    let mut sheet = Sheet {
        tool: Tool::Collectd,
        is_end: is_rate,
        ..Sheet::default()
    };
    for (number, cells) in &rows {
        for (name, value) in ["rx", "tx"].iter().zip(cells.iter().skip(1)) {
            let unit = if is_rate { BYTE_RATE } else { BYTES };
            add(
                &mut sheet,
                *number,
                cells.first()?,
                (name, value),
                Some(unit),
            );
            sheet.series(name).kind = (!is_rate).then_some(Kind::Counter);
        }
    }
    Some(sheet)
}

/// Points of Telegraf in the line protocol of InfluxDB: counters of the bytes of an interface.
pub(super) fn line_protocol(text: &str) -> Option<Sheet> {
    let mut sheet = Sheet {
        tool: Tool::Telegraf,
        ..Sheet::default()
    };
    for (number, line) in numbered(text).filter(|(_, line)| !line.trim().is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        let mut parts = line.rsplitn(3, ' ');
        let (time, fields, head) = (parts.next()?, parts.next()?, parts.next()?);
        let is_time = time.len() > 9 && time.bytes().all(|byte| byte.is_ascii_digit());
        (is_time && fields.contains('=')).then_some(())?;
        let interface = head
            .split(',')
            .find_map(|tag| tag.strip_prefix("interface="));
        let interface = interface.unwrap_or_default();
        for field in fields.split(',') {
            let Some((name @ ("bytes_recv" | "bytes_sent"), value)) = field.split_once('=') else {
                continue;
            };
            let name = format!("{interface} {name}");
            let value = value.trim_end_matches('i');
            add(&mut sheet, number, time, (&name, value), Some(BYTES));
            sheet.series(&name).kind = Some(Kind::Counter);
        }
    }
    Some(sheet)
}

/// `aws cloudwatch get-metric-statistics --output text`: a label, then sums of bytes with their times.
pub(super) fn cloudwatch(text: &str) -> Option<Sheet> {
    let mut lines = numbered(text).filter(|(_, line)| !line.trim().is_empty());
    let label = lines.next()?.1.trim().to_owned();
    let mut sheet = Sheet {
        tool: Tool::CloudWatch,
        ..Sheet::default()
    };
    for (number, line) in lines {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let &["DATAPOINTS", value, time, "Bytes"] = cells.as_slice() else {
            return None;
        };
        add(&mut sheet, number, time, (&label, value), Some(BYTES));
    }
    (!sheet.times.is_empty()).then_some(sheet)
}
