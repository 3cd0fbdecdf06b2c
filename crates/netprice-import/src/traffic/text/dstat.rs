//! The CSV of dstat and of its successor dool: groups above names, bytes a second, dates without a year.

use crate::traffic::report::Tool;
use crate::traffic::sheet::Sheet;
use crate::traffic::text::add;
use crate::traffic::unit::BYTE_RATE;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads the rows below the names; of `net/total` and the interfaces it is the sum that counts.
pub(super) fn rows(text: &str) -> Option<Sheet> {
    let title = text.lines().next()?.to_ascii_lowercase();
    let is_it = title.contains("csv output") && (title.contains("dstat") || title.contains("dool"));
    is_it.then_some(())?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet {
        tool: Tool::Dstat,
        is_end: true,
        ..Sheet::default()
    };
    let mut started: Option<(i16, usize)> = None;
    let mut groups: Vec<String> = Vec::new();
    let mut columns: Option<Columns> = None;
    for record in reader.records().filter_map(Result::ok) {
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        if let Some(place) = cells.iter().position(|cell| *cell == "Date:") {
            started = cells
                .get(place.saturating_add(1))
                .and_then(|date| started_on(date));
        } else if cells.iter().any(|cell| cell.starts_with("net/"))
            && columns.is_none()
            && groups.is_empty()
        {
            groups = filled(&cells);
        } else if !groups.is_empty() && columns.is_none() {
            columns = Some(Columns::of(&groups, &cells)?);
        } else if let Some(columns) = &columns {
            let time = cells.get(columns.time).copied().unwrap_or_default();
            let time = with_year(time, started).unwrap_or_else(|| time.to_owned());
            for (place, name) in &columns.traffic {
                let value = cells.get(*place).copied().unwrap_or_default();
                add(&mut sheet, line, &time, (name, value), Some(BYTE_RATE));
            }
        }
    }
    Some(sheet)
}

/// The groups, each repeated for the columns that it spans.
fn filled(cells: &[&str]) -> Vec<String> {
    let mut last = String::new();
    let group = |cell: &&str| {
        if !cell.is_empty() {
            (*cell).clone_into(&mut last);
        }
        last.clone()
    };
    cells.iter().map(group).collect()
}

struct Columns {
    time: usize,
    traffic: Vec<(usize, String)>,
}

impl Columns {
    fn of(groups: &[String], names: &[&str]) -> Option<Self> {
        let time = names
            .iter()
            .position(|name| ["time", "epoch"].contains(name))?;
        let of = |place: usize| groups.get(place).map_or("", String::as_str);
        let has_total = groups.iter().any(|group| group == "net/total");
        let is_counted = |place: usize| {
            let group = of(place);
            group == "net/total" || (!has_total && group.starts_with("net/"))
        };
        let traffic = names
            .iter()
            .enumerate()
            .filter(|(place, _)| is_counted(*place));
        let traffic = traffic.filter_map(|(place, name)| {
            let name = name.rsplit(':').next()?;
            let is_traffic = ["recv", "send"].contains(&name);
            is_traffic.then(|| (place, format!("{} {name}", of(place))))
        });
        Some(Self {
            time,
            traffic: traffic.collect(),
        })
    }
}

/// The year and the month in `01 Mar 2026 00:00:00 UTC`.
fn started_on(date: &str) -> Option<(i16, usize)> {
    let mut parts = date.split_whitespace().skip(1);
    let month = month_of(parts.next()?)?;
    Some((parts.next()?.parse().ok()?, month))
}

fn month_of(name: &str) -> Option<usize> {
    let place = MONTHS.iter().position(|month| *month == name)?;
    place.checked_add(1)
}

/// A time `01-03 00:05:00`, day first, or `Mar-01 00:05:00` with the year of the start; a month before that of the start is in
/// the next year.
fn with_year(time: &str, started: Option<(i16, usize)>) -> Option<String> {
    let (date, clock) = time.split_once(' ')?;
    let (first, second) = date.split_once('-')?;
    let (day, month) = match month_of(first) {
        Some(month) => (second, month),
        None => (first, second.parse().ok()?),
    };
    let (year, start) = started?;
    let year = year.checked_add(i16::from(month < start))?;
    Some(format!("{year:04}-{month:02}-{day} {clock}"))
}
