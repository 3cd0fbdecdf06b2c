//! The series in the texts of programs whose lines are no table.

mod dstat;
mod mrtg;
mod stores;
mod sysstat;
mod vnstat;
mod zabbix;

use crate::problem::{ImportProblem, Located};
use crate::traffic::sheet::Sheet;
use crate::traffic::unit::Unit;
use netprice::value::limits::SAMPLES;
use netprice::value::problem::ValueProblem;

/// Reads a text that one of the programs wrote; `None` for any other.
///
/// # Errors
/// [`ValueProblem::AboveLimit`] for more times than samples are allowed.
pub(crate) fn sheet(text: &str) -> Result<Option<Sheet>, Located> {
    let readers: [fn(&str) -> Option<Sheet>; 11] = [
        sysstat::report,
        sysstat::metrics,
        sysstat::groups,
        vnstat::tables,
        dstat::rows,
        mrtg::log,
        zabbix::lines,
        stores::graphite_raw,
        stores::graphite_csv,
        stores::collectd,
        stores::line_protocol,
    ];
    let mut found = readers.iter().filter_map(|reader| reader(text));
    let found = found
        .find(|sheet| !sheet.series.is_empty())
        .or_else(|| stores::cloudwatch(text));
    match found {
        Some(sheet) if sheet.times.len() > SAMPLES => {
            let (value, limit) = (sheet.times.len().to_string(), SAMPLES.to_string());
            Err(ImportProblem::from(ValueProblem::AboveLimit { value, limit }).at("rows"))
        }
        found => Ok(found),
    }
}

/// The lines with their numbers, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    (1..).zip(text.lines())
}

/// Adds a value of a series at a time that was added last, or at a new one.
fn add(sheet: &mut Sheet, line: u64, time: &str, (name, value): (&str, &str), unit: Option<Unit>) {
    let is_last = sheet.times.last().is_some_and(|last| last.text == time);
    let index = if is_last {
        sheet.times.len().saturating_sub(1)
    } else {
        sheet.time(line, time)
    };
    let series = sheet.series(name);
    series.unit = unit;
    series.values.push((index, value.to_owned()));
}

/// Whether a cell is a clock such as `00:05:01`.
fn is_clock(cell: &str) -> bool {
    let is_two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = cell.split(':');
    (2..=3).contains(&parts.clone().count()) && parts.all(is_two)
}
