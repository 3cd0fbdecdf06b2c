//! The log of MRTG.

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::text::{add, numbered};
use crate::traffic::unit::BYTE_RATE;

/// The seconds of a row of the last two days.
const STEP: i64 = 300;

/// A line of counters, then lines of a time and the mean and highest bytes a second of each direction, newest first: every five
/// minutes, and further back in longer steps, which are left out.
///
/// The first two lines are of the interval that is not complete yet; in a log on an even grid, all lines off it are of that kind.
pub(super) fn log(text: &str) -> Option<Sheet> {
    let mut lines = numbered(text).filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next()?;
    let whole = |line: &str| -> Option<Vec<i64>> {
        line.split_whitespace()
            .map(|cell| cell.parse().ok())
            .collect()
    };
    (whole(first)?.len() == 3).then_some(())?;
    let mut sheet = Sheet {
        tool: Tool::Mrtg,
        is_end: true,
        interval: Some(STEP),
        ..Sheet::default()
    };
    let unused = ["max in", "max out"].map(str::to_owned);
    sheet.unused.extend(unused);
    let mut rows = Vec::new();
    for (number, line) in lines {
        let cells = whole(line)?;
        (cells.len() == 5).then_some(())?;
        rows.push((number, cells));
    }
    let is_even = |time: &i64| time.rem_euclid(STEP) == 0;
    let times = || rows.iter().filter_map(|(_, cells)| cells.first());
    let has_grid = times()
        .filter(|time| is_even(time))
        .count()
        .saturating_mul(2)
        > times().count();
    let mut before: Option<i64> = None;
    // The newest line repeats the one below it, at the time of the last poll.
    for (number, cells) in rows.iter().skip(1) {
        let &[time, inbound, outbound, ..] = cells.as_slice() else {
            return None;
        };
        if has_grid && !is_even(&time) {
            continue;
        }
        if before.is_some_and(|before| before.saturating_sub(time) > STEP.saturating_add(30)) {
            sheet.coarser.push((*number, time.to_string()));
            continue;
        }
        before = Some(time);
        for (name, value) in [("in", inbound), ("out", outbound)] {
            let value = value.to_string();
            add(
                &mut sheet,
                *number,
                &time.to_string(),
                (name, &value),
                Some(BYTE_RATE),
            );
        }
    }
    Some(sheet)
}
