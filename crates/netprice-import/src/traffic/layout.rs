//! The series of a table of text.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::number;
use crate::problem::{ImportProblem, Located, start};
use crate::table::Row;
use crate::traffic::direction::{Part, Way, part_of, way_of, words};
use crate::traffic::report::Tool;
use crate::traffic::sheet::{Series, Sheet, WrittenTime};
use crate::traffic::stamp::{Shown, parse, shown};
use crate::traffic::unit::{BYTES, Kind, Said, Unit, unit_in};
use netprice::value::path::Path;

/// The rows that are looked at to find the columns.
const LOOKED_AT: usize = 400;

/// Finds the series of a table.
///
/// The first row with a time and a number is the first of the data; the row above it has the names. Text columns whose
/// values differ while times repeat are labels: each of their values is a series of its own.
///
/// # Errors
/// [`ImportProblem::NoTimes`] and [`ImportProblem::NoTraffic`].
pub(crate) fn sheet(rows: Vec<Row>) -> Result<Sheet, Located> {
    let rows: Vec<Row> = rows.into_iter().filter_map(without_comment).collect();
    let seen = || {
        rows.first()
            .map(|row| start(&row.cells.join(", ")))
            .unwrap_or_default()
    };
    let first = rows.iter().position(is_data).or_else(|| named_data(&rows));
    let Some(first) = first else {
        return Err(ImportProblem::NoTimes { value: seen() }
            .at(Path::line(rows.first().map_or(1, |row| row.line))));
    };
    let (head, data) = rows.split_at(first);
    let count = data.first().map_or(0, |row| row.cells.len());
    let names = names(head, count);
    // The row of names states no unit for other columns.
    let titles = head
        .iter()
        .filter(|row| row.cells != names || row.cells.len() < 2);
    let preamble = titles.map(|row| row.cells.join(" ")).collect();
    let time = time_column(&names, data).unwrap_or_default();
    let mut found = Table {
        is_split: is_split_clock(data, time),
        names,
        time,
    };
    found.normalise(data);
    let mut sheet = Sheet {
        preamble,
        ..Sheet::default()
    };
    found.tool(&mut sheet, data);
    let (numbers, labels) = found.columns(data, &mut sheet);
    if numbers.is_empty() {
        let value = found.names.join(", ");
        return Err(ImportProblem::NoTraffic { value }
            .at(Path::line(data.first().map_or(1, |row| row.line))));
    }
    found.fill(data, &numbers, &labels, &mut sheet);
    Ok(sheet)
}

/// A row without the sign of a comment; `None` for a comment that is no row of names.
fn without_comment(mut row: Row) -> Option<Row> {
    let Some(first) = row.cells.first_mut().filter(|cell| cell.starts_with('#')) else {
        return Some(row);
    };
    *first = first.trim_start_matches('#').trim().to_owned();
    let names = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_names = names > 2 && row.cells.iter().any(|cell| is_time_name(cell));
    is_names.then_some(row)
}

fn is_data(row: &Row) -> bool {
    let times = row
        .cells
        .iter()
        .filter(|cell| shown(cell) != Shown::NoTime)
        .count();
    let numbers = row
        .cells
        .iter()
        .filter(|cell| is_number(cell) || number::is_missing(cell))
        .count();
    // Beside a dated time, every number is one.
    let has_date = row
        .cells
        .iter()
        .any(|cell| shown(cell) != Shown::NoTime && !is_number(cell));
    if has_date {
        return numbers > 0 && row.cells.len() > 1;
    }
    // A time since 1970 is a number too.
    let epochs = row
        .cells
        .iter()
        .filter(|cell| shown(cell) != Shown::NoTime && is_number(cell))
        .count();
    times > 0 && row.cells.len() > 1 && numbers > epochs.min(1)
        || (epochs > 1 && row.cells.len() > 1)
}

/// The first row with a time, below a row that names a column of times.
fn named_data(rows: &[Row]) -> Option<usize> {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let mut pairs = pairs.map(|(names, row)| {
        let mut cells = names.cells.iter().zip(&row.cells);
        cells.any(|(name, cell)| is_time_name(name) && shown(cell) != Shown::NoTime)
    });
    pairs.position(|is_data| is_data)?.checked_add(1)
}

/// Whether a cell is a number, with or without a unit.
fn is_number(cell: &str) -> bool {
    let (digits, rest) = number::split(cell);
    let is_plain = digits.bytes().any(|byte| byte.is_ascii_digit());
    let is_unit = rest.is_empty() || matches!(unit_in(rest), Said::Unit(_) | Said::Unclear(_));
    is_plain
        && is_unit
        && number::parse(digits, None)
            .or_else(|| number::parse(digits, Some(number::Comma::Decimals)))
            .is_some()
}

fn is_time_name(name: &str) -> bool {
    const WORDS: [&str; 7] = [
        "time",
        "timestamp",
        "date",
        "datetime",
        "clock",
        "datum",
        "zeit",
    ];
    const CHINESE: [&str; 4] = ["时间", "時間", "日期", "时刻"];
    let is_chinese = CHINESE.iter().any(|part| name.contains(part));
    is_chinese
        || words(name)
            .iter()
            .any(|word| WORDS.contains(&word.as_str()))
}

/// The names of the columns: the last row of at least two cells before the data, and a row of labels above it.
fn names(head: &[Row], count: usize) -> Vec<String> {
    // A row of digits alone has no names.
    let fits = |row: &&Row| {
        row.cells.len() > 1
            && row.cells.len() <= count.saturating_add(1)
            && row
                .cells
                .iter()
                .any(|cell| cell.chars().any(char::is_alphabetic))
    };
    let Some(last) = head.iter().rev().find(fits).or_else(|| head.last()) else {
        return Vec::new();
    };
    let mut names = last.cells.clone();
    // Consoles write the metric above its identifier.
    const ABOVE: [&str; 4] = ["Label", "ID", "TimeSeries ID", "Full label"];
    for row in head {
        let is_above = ABOVE
            .iter()
            .any(|name| row.cell(0).eq_ignore_ascii_case(name))
            && row.line != last.line;
        for (name, above) in names
            .iter_mut()
            .zip(&row.cells)
            .skip(1)
            .filter(|_| is_above)
        {
            *name = format!("{above} {name}");
        }
    }
    // rrdtool names its sources only.
    if names.len().saturating_add(1) == count && !names.iter().any(|name| is_time_name(name)) {
        names.insert(0, "time".to_owned());
    }
    names
}

/// The column of times: by its name, or the first whose cells are times.
fn time_column(names: &[String], data: &[Row]) -> Option<usize> {
    let rows = data.get(..LOOKED_AT.min(data.len())).unwrap_or_default();
    let width = rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or_default();
    let share = |place: usize| {
        rows.iter()
            .filter(|row| shown(row.cell(place)) != Shown::NoTime)
            .count()
            .saturating_mul(2)
            > rows.len()
    };
    let is_named = |place: &usize| names.get(*place).is_some_and(|name| is_time_name(name));
    let is_dated = |place: &usize| {
        rows.first().is_some_and(|row| {
            shown(row.cell(*place)) != Shown::NoTime && !is_number(row.cell(*place))
        })
    };
    let mut named = (0..width).filter(is_named).filter(|place| share(*place));
    let mut dated = (0..width).filter(is_dated).filter(|place| share(*place));
    let named = named.find(|place| {
        !names
            .get(*place)
            .is_some_and(|name| name.starts_with("_st"))
    });
    named
        .or_else(|| dated.next())
        .or_else(|| (0..width).find(|place| share(*place)))
}

/// Whether the clock stands in the column after that of the date.
fn is_split_clock(data: &[Row], time: usize) -> bool {
    let rows = data.get(..LOOKED_AT.min(data.len())).unwrap_or_default();
    let next = time.saturating_add(1);
    let is_clock = |cell: &str| {
        cell.contains(':')
            && cell
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_digit())
            && shown(cell) == Shown::NoTime
    };
    rows.iter()
        .all(|row| !row.cell(time).contains(':') && is_clock(row.cell(next)))
}

/// A table whose columns are being found.
struct Table {
    names: Vec<String>,
    time: usize,
    is_split: bool,
}

/// A column of numbers and what it is.
struct Numbers {
    place: usize,
    unit: Option<Unit>,
    kind: Option<Kind>,
    way: Option<Way>,
}

impl Table {
    fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }

    /// Names columns that have no names: time, out; time, in, out.
    fn normalise(&mut self, data: &[Row]) {
        let width = data.first().map_or(0, |row| row.cells.len());
        if self.names.is_empty() {
            let others: &[&str] = match width
                .saturating_sub(1)
                .saturating_sub(usize::from(self.is_split))
            {
                1 => &["out"],
                2 => &["in", "out"],
                _ => &[],
            };
            let mut names = others.iter();
            self.names = (0..width)
                .map(|place| {
                    if place == self.time || (self.is_split && place == self.time.saturating_add(1))
                    {
                        "time".to_owned()
                    } else {
                        names.next().map_or_else(
                            || format!("column {}", place.saturating_add(1)),
                            |name| (*name).to_owned(),
                        )
                    }
                })
                .collect();
        }
    }

    /// Recognises the program that wrote the table, by names that no other has.
    fn tool(&self, sheet: &mut Sheet, data: &[Row]) {
        let lower: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        let has = |name: &str| lower.iter().any(|one| one == name);
        let with = |part: &str| lower.iter().any(|one| one.contains(part));
        let titled = |part: &str| {
            sheet
                .preamble
                .iter()
                .any(|line| line.to_lowercase().contains(part))
        };
        let is_colon = data
            .first()
            .is_some_and(|row| row.cell(self.time).ends_with(':'));
        let is_milli = data
            .first()
            .is_some_and(|row| row.cell(self.time).len() == 13 && is_number(row.cell(self.time)));
        sheet.tool =
            if titled("vertical label") || (has("date") && has("inbound") && has("outbound")) {
                Tool::Cacti
            } else if with("(raw)") {
                Tool::Prtg
            } else if with("pdh-csv") {
                Tool::Perfmon
            } else if with("rxkb/s") {
                Tool::Sysstat
            } else if has("_value") && has("_time") {
                Tool::Influx
            } else if with("networkin") || with("networkout") {
                Tool::CloudWatch
            } else if has("in_delta") && has("out_delta") {
                Tool::LibreNms
            } else if has("received") && has("sent") && self.has_mirrored(data) {
                Tool::Netdata
            } else if is_colon {
                Tool::RrdFetch
            } else if has("series") && has("value")
                || is_milli
                || (self.name(self.time) == "Time" && data.first().is_some_and(has_unit))
            {
                Tool::Grafana
            } else {
                Tool::Table
            };
        sheet.is_end = matches!(
            sheet.tool,
            Tool::Cacti
                | Tool::RrdFetch
                | Tool::LibreNms
                | Tool::Sysstat
                | Tool::Netdata
                | Tool::Influx
        );
        if sheet.tool == Tool::Perfmon {
            sheet.is_month_first = true;
            sheet.offset =
                minutes_west(self.name(self.time)).and_then(|west| west.checked_mul(-60));
        }
    }

    /// Whether a column is below zero, as netdata shows what is sent.
    fn has_mirrored(&self, data: &[Row]) -> bool {
        let sent = self
            .names
            .iter()
            .position(|name| name.eq_ignore_ascii_case("sent"));
        sent.is_some_and(|place| data.iter().any(|row| row.cell(place).starts_with('-')))
    }

    /// The columns of numbers and those of labels; the others are not used.
    fn columns(&self, data: &[Row], sheet: &mut Sheet) -> (Vec<Numbers>, Vec<usize>) {
        let rows = data.get(..LOOKED_AT.min(data.len())).unwrap_or_default();
        let width = rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or_default();
        let (mut numbers, mut labels) = (Vec::new(), Vec::new());
        for place in 0..width {
            let is_clock = self.is_split && place == self.time.saturating_add(1);
            if place == self.time || is_clock || self.is_period(place) {
                continue;
            }
            let cells = || {
                rows.iter()
                    .map(|row| row.cell(place))
                    .filter(|cell| !number::is_missing(cell))
            };
            let has_numbers = data.iter().any(|row| is_number(row.cell(place)));
            let is_text = cells().any(|cell| !is_number(cell))
                && cells()
                    .filter(|cell| !is_number(cell))
                    .count()
                    .saturating_mul(2)
                    > cells().count();
            let name = self.name(place);
            let is_traffic = way_of(name).is_some() && part_of(name) == Part::Mean;
            if is_text && !is_traffic {
                if cells().all(|cell| shown(cell) == Shown::NoTime) {
                    labels.push(place);
                } else {
                    sheet.unused.push(name.to_owned());
                }
            } else if (has_numbers || is_traffic)
                && !matches!(part_of(name), Part::Other | Part::Total)
                && name != "table"
            {
                numbers.push(self.numbers(place, sheet.tool));
            } else if !name.is_empty() {
                sheet.unused.push(name.to_owned());
            }
        }
        prefer(&mut numbers, self, sheet);
        (numbers, labels)
    }

    fn numbers(&self, place: usize, tool: Tool) -> Numbers {
        let name = self.name(place);
        let lower = name.to_lowercase();
        let mut numbers = Numbers {
            place,
            unit: None,
            kind: None,
            way: way_of(name),
        };
        match tool {
            Tool::Prtg if lower.contains("(raw)") => {
                numbers.unit = Some(Unit {
                    is_rate: is_speed(&lower),
                    ..BYTES
                });
            }
            // A unit in the name is that of its column.
            Tool::CloudWatch | Tool::Netdata if matches!(unit_in(name), Said::Unit(_)) => {}
            Tool::CloudWatch | Tool::LibreNms => numbers.unit = Some(BYTES),
            Tool::Netdata => {
                numbers.unit = Some(Unit {
                    bits: 1_000,
                    is_rate: true,
                });
            }
            // A kB of sysstat has 1,024 bytes.
            Tool::Sysstat => {
                numbers.unit = Some(Unit {
                    bits: 8_192,
                    is_rate: true,
                });
            }
            Tool::RrdFetch if is_octets(&lower) => {
                numbers.unit = Some(Unit {
                    is_rate: true,
                    ..BYTES
                });
            }
            Tool::Table
            | Tool::Cacti
            | Tool::RrdXport
            | Tool::Zabbix
            | Tool::Grafana
            | Tool::VnStat
            | Tool::Prometheus
            | Tool::Influx
            | Tool::Alibaba
            | Tool::Tencent
            | Tool::Huawei
            | Tool::Azure
            | Tool::Google
            | Tool::Mrtg
            | Tool::RrdDump
            | Tool::Dstat
            | Tool::Graphite
            | Tool::Collectd
            | Tool::Telegraf
            | Tool::Ntopng
            | Tool::Baidu
            | Tool::Perfmon
            | Tool::Prtg
            | Tool::RrdFetch => {}
        }
        let is_counter = words(name)
            .iter()
            .any(|word| word == "counter" || word == "counters");
        numbers.kind = is_counter.then_some(Kind::Counter);
        numbers
    }

    /// Whether a column has the seconds of each row.
    fn is_period(&self, place: usize) -> bool {
        ["period", "interval", "step"]
            .iter()
            .any(|name| self.name(place).eq_ignore_ascii_case(name))
    }

    /// Puts the rows into series.
    fn fill(&self, data: &[Row], numbers: &[Numbers], labels: &[usize], sheet: &mut Sheet) {
        let is_long = is_long(data, self.time, self.is_split, labels);
        let labels: &[usize] = if is_long { labels } else { &[] };
        let varied = varied(data, labels);
        let period = (0..self.names.len()).find(|place| self.is_period(*place));
        let mut places: HashMap<(usize, String), usize> = HashMap::new();
        let mut pending: Vec<(u64, String)> = Vec::new();
        for row in data {
            let time = self.time_of(row);
            if parse_any(&time).is_none() {
                pending.push((row.line, time));
                continue;
            }
            sheet.no_times.append(&mut pending);
            let label: Vec<&str> = varied.iter().map(|place| row.cell(*place)).collect();
            let label = label.join(" ");
            if label == "lo" || label.starts_with("lo ") {
                continue;
            }
            let index = sheet.times.len();
            let seconds = period.and_then(|place| row.cell(place).parse().ok());
            let seconds = seconds.filter(|seconds| *seconds > 0);
            sheet.times.push(WrittenTime {
                line: row.line,
                text: time,
                seconds,
            });
            for (order, column) in numbers.iter().enumerate() {
                let key = (order, label.clone());
                let place = *places.entry(key).or_insert_with(|| {
                    sheet.series.push(self.series(column, &label));
                    sheet.series.len().saturating_sub(1)
                });
                // The counters of Windows are -1 where a sample failed.
                let is_failed = sheet.tool == Tool::Perfmon && row.cell(column.place) == "-1";
                let cell = if is_failed {
                    ""
                } else {
                    row.cell(column.place)
                };
                if let Some(series) = sheet.series.get_mut(place) {
                    series.values.push((index, cell.to_owned()));
                }
            }
        }
        let names: BTreeSet<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        // What follows the last row of data is totals, or the names again; a time that cannot be read has many digits.
        let is_time = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= 6;
        let (times, totals): (Vec<_>, Vec<_>) =
            pending.into_iter().partition(|(_, text)| is_time(text));
        sheet.totals = totals.into_iter().map(|(line, _)| line).collect();
        sheet.no_times.extend(times);
        sheet
            .no_times
            .retain(|(_, text)| !names.contains(&text.to_lowercase()) && !text.is_empty());
        let unused = labels.iter().filter(|place| !varied.contains(place));
        sheet
            .unused
            .extend(unused.map(|place| self.name(*place).to_owned()));
        if !is_long {
            // Labels of a wide table say nothing.
            sheet.unused.retain(|name| !name.is_empty());
        }
    }

    fn time_of(&self, row: &Row) -> String {
        let time = row.cell(self.time);
        if self.is_split {
            format!("{time} {}", row.cell(self.time.saturating_add(1)))
        } else {
            time.to_owned()
        }
    }

    fn series(&self, column: &Numbers, label: &str) -> Series {
        let name = self.name(column.place);
        let name = format!("{label} {name}").trim().to_owned();
        Series {
            way: column.way.or_else(|| way_of(&name)),
            unit: column.unit,
            kind: column.kind,
            name,
            values: Vec::new(),
        }
    }
}

/// Words of columns that add others up.
const SUMS: [&str; 4] = ["total", "sum", "gesamt", "all"];

/// Of several columns of a direction, those that say most: the raw speed of PRTG before its volume and its text, a mean
/// before the highest and the lowest.
fn prefer(numbers: &mut Vec<Numbers>, table: &Table, sheet: &mut Sheet) {
    let rank = |column: &Numbers| {
        let name = table.name(column.place).to_lowercase();
        let is_raw = sheet.tool != Tool::Prtg || name.contains("(raw)");
        let is_mean = part_of(&name) != Part::Extreme;
        let is_stated = column.unit.is_some() || unit_in(&name) != Said::Nothing;
        let is_rate = match unit_in(&name) {
            Said::Unit(unit) => unit.is_rate,
            Said::Unclear(_) | Said::Nothing => column.unit.is_none_or(|unit| unit.is_rate),
        };
        // A sum of ports is not added to them.
        let is_port = !words(&name)
            .iter()
            .any(|word| SUMS.contains(&word.as_str()));
        (is_raw, is_mean, is_stated, is_rate, is_port)
    };
    let mut best: BTreeMap<Option<&str>, (bool, bool, bool, bool, bool)> = BTreeMap::new();
    let key = |column: &Numbers| {
        column
            .way
            .map(|way| if way == Way::In { "in" } else { "out" })
    };
    for column in numbers.iter() {
        let entry = best.entry(key(column)).or_default();
        *entry = (*entry).max(rank(column));
    }
    let has_ways = best.keys().any(Option::is_some);
    let unused: HashSet<usize> = numbers
        .iter()
        .filter(|column| {
            best.get(&key(column))
                .is_some_and(|best| rank(column) < *best)
                || (has_ways && column.way.is_none())
        })
        .map(|column| column.place)
        .collect();
    sheet.unused.extend(
        numbers
            .iter()
            .filter(|column| unused.contains(&column.place))
            .map(|column| table.name(column.place).to_owned()),
    );
    numbers.retain(|column| !unused.contains(&column.place));
}

fn has_unit(row: &Row) -> bool {
    row.cells.iter().any(|cell| {
        let (digits, rest) = number::split(cell);
        !digits.is_empty() && matches!(unit_in(rest), Said::Unit(_))
    })
}

fn is_speed(name: &str) -> bool {
    ["speed", "geschwindigkeit", "速度", "vitesse", "velocidad"]
        .iter()
        .any(|word| name.contains(word))
}

/// The names by which graphing tools store the octets of a port.
fn is_octets(name: &str) -> bool {
    ["traffic_in", "traffic_out", "octets"]
        .iter()
        .any(|part| name.contains(part))
}

/// The minutes west of UTC in the names of the performance monitor: `(PDH-CSV 4.0) (China Standard Time)(-480)`.
fn minutes_west(name: &str) -> Option<i64> {
    name.trim_end_matches(')').rsplit('(').next()?.parse().ok()
}

fn parse_any(text: &str) -> Option<()> {
    match shown(text) {
        Shown::NoTime => None,
        Shown::Either | Shown::Order(_) => Some(()),
    }
}

/// Whether each time has several rows, one for each label.
fn is_long(data: &[Row], time: usize, is_split: bool, labels: &[usize]) -> bool {
    if labels.is_empty() {
        return false;
    }
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let clock = if is_split {
        time.saturating_add(1)
    } else {
        usize::MAX
    };
    let times = data.iter().map(|row| (row.cell(time), row.cell(clock)));
    let mut times = times.filter(|(time, _)| {
        parse(time, Some(crate::traffic::stamp::DateOrder::DayFirst)).is_some()
    });
    times.any(|time| !seen.insert(time))
}

/// The labels whose values differ.
fn varied(data: &[Row], labels: &[usize]) -> Vec<usize> {
    let differs = |place: &&usize| {
        let mut cells = data
            .iter()
            .map(|row| row.cell(**place))
            .filter(|cell| !cell.is_empty());
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    };
    labels.iter().filter(differs).copied().collect()
}
