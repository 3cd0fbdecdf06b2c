//! The reader of traffic samples in the text of a table.

use netprice::value::problem::ValueProblem;
use std::collections::BTreeMap;

use netprice::bandwidth::samples::{SampleRow, Samples, Zone, minute};
use netprice::value::decimal::{self, NonNegative, print};
use netprice::value::path::{Path, Segment};
use rust_decimal::Decimal;

use crate::problem::{Located, Problems, StudyProblem};
use crate::table::{delimiter, line_of, unix};

/// The highest rate in Mbps, a terabit a second: a higher one is in another unit.
const HIGHEST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Reads a table of traffic: CSV with a time, inbound and outbound traffic.
///
/// - **Columns**: by the names in the first row, in any order: `time` (or `timestamp`, `date`, 时间),
///   `in` (`inbound`, `rx`, 流入), `out` (`outbound`, `tx`, 流出); other columns are ignored. Without
///   names, the columns are time, in, out, or time, out if there are two. The separator is a comma,
///   a semicolon or a tab.
/// - **Unit**: Mbps, or the unit at the end of the name: `out_bps`, `out (kbps)`, `out Gbps`; at most a
///   million Mbps.
/// - **Time**: `2026-11-01T00:05`, with or without seconds and a zone, or `2026/11/1 0:05`, the format of
///   spreadsheets in China.
/// - **Interval**: the most frequent difference between neighbouring times.
/// - **Zone**: times with a zone are converted to the clock of `zone`; the others are on it already.
///
/// # Errors
/// All problems at once, each at `line N`, counted from 1: those of [`Samples::read`], a
/// missing column, unknown units, and rates above the limit. [`ValueProblem::Empty`] at `rows` for no row.
///
/// ```
/// use netprice_study::traffic::table::read_samples;
/// use netprice::bandwidth::samples::Zone;
/// let samples = read_samples("time,out\n2026-11-01T00:00Z,10\n2026-11-01T00:05Z,12.5\n", Zone(0)).unwrap();
/// assert_eq!((samples.interval, samples.values.len()), (5, 2));
/// assert_eq!(samples.values[1].unwrap().outbound, 12_500_000);
/// let pasted = read_samples("2026/11/1 0:00\t10\n2026/11/1 0:05\t12.5\n", Zone(0)).unwrap();
/// assert_eq!(pasted, samples);
/// assert!(read_samples("11/1/2026 0:00\t10\n", Zone(0)).is_err());
/// let errors = read_samples("time,out\n2026-11-01T00:00Z,-1\n", Zone(0)).unwrap_err();
/// assert_eq!(errors.first().path.to_string(), "line 2, out");
/// ```
pub fn read_samples(text: &str, zone: Zone) -> Result<Samples, Problems> {
    let text = &unix(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut table: Vec<(u64, csv::StringRecord)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| malformed(text, &error))?;
        let line = line_of(text, record.position());
        if record.iter().any(|cell| !cell.is_empty()) {
            table.push((line, record));
        }
    }
    let named = table.first().map(|(_, first)| Columns::named(first));
    let columns = match named.transpose()? {
        Some(Some(named)) => {
            table.remove(0);
            named
        }
        Some(None) => Columns::by_place(table.first().map_or(0, |(_, first)| first.len())),
        None => return Err(StudyProblem::from(ValueProblem::Empty).at("rows").into()),
    };
    let rows = rows(&table, &columns)?;
    let borrowed: Vec<SampleRow<'_>> = rows
        .iter()
        .map(|[time, inbound, outbound]| SampleRow {
            time,
            inbound,
            outbound,
        })
        .collect();
    let lines: Vec<u64> = table.iter().map(|(line, _)| *line).collect();
    Samples::read(&borrowed, interval(&borrowed, zone), zone)
        .map_err(|errors| at_lines(errors, &lines))
}

/// Whether a file can be a table: pictures, archives and workbooks start with bytes that no text has.
///
/// ```
/// use netprice_study::traffic::table::is_text;
/// assert!(is_text("time,out\r\n2026-11-01T00:00,10\r\n"));
/// assert!(!is_text("\u{fffd}PNG\r\n\u{1a}\n"));
/// ```
#[must_use]
pub fn is_text(text: &str) -> bool {
    const START: usize = 4_096;
    let length = text.len().min(START);
    let start = text.as_bytes().get(..length).unwrap_or_default();
    let is_control = |byte: &u8| *byte < b' ' && !matches!(*byte, b'\t' | b'\n' | b'\r');
    // What stands for a byte that is no character.
    let mut replaced = [0; 4];
    let replaced = char::REPLACEMENT_CHARACTER
        .encode_utf8(&mut replaced)
        .as_bytes();
    let has_replaced = start.windows(replaced.len()).any(|bytes| bytes == replaced);
    !has_replaced && !start.iter().any(is_control)
}

/// The index of a column, and the power of ten that converts its unit to Mbps.
#[derive(Clone, Copy)]
struct Column {
    place: usize,
    power: i64,
}

struct Columns {
    /// The first row, for error messages.
    names: String,
    time: usize,
    inbound: Option<Column>,
    outbound: Option<Column>,
}

impl Columns {
    /// Finds the columns by the names in the first row; `None` if the row has no names.
    fn named(first: &csv::StringRecord) -> Result<Option<Self>, Problems> {
        let names: Vec<String> = first.iter().map(str::to_lowercase).collect();
        // `out_mbps`, `out mbps` and `out (Mbps)` are `out`, in Mbps.
        let parted = |name: &str| {
            let (name, unit) = name.split_once(['_', ' ', '(', '（']).unwrap_or((name, ""));
            let unit = unit.trim_matches(|sign: char| "()（）_ ".contains(sign));
            (name.trim().to_owned(), unit.to_owned())
        };
        let place = |all: &[&str]| {
            let mut names = names.iter();
            names.position(|name| all.contains(&parted(name).0.as_str()))
        };
        let column = |all: &[&str]| -> Result<Option<Column>, Problems> {
            let Some(place) = place(all) else {
                return Ok(None);
            };
            let name = names.get(place).map(String::as_str).unwrap_or_default();
            // A capital B means bytes, which are not a supported unit: 10 MB/s are 80 Mbps.
            let written = first.get(place).unwrap_or_default();
            let is_bytes = written.split_once(['_', ' ', '(', '（']);
            let is_bytes = is_bytes.is_some_and(|(_, unit)| unit.contains('B'));
            let power = power_of(&parted(name).1).filter(|_| !is_bytes);
            let power = power.ok_or_else(|| {
                let value = written.to_owned();
                StudyProblem::UnknownColumnUnit { value }.at(Path::line(1))
            })?;
            Ok(Some(Column { place, power }))
        };
        let Some(time) = place(&["time", "timestamp", "date", "datetime", "时间", "時間"])
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            names: first.iter().collect::<Vec<&str>>().join(", "),
            time,
            inbound: column(&["in", "inbound", "rx", "流入", "入"])?,
            outbound: column(&["out", "outbound", "tx", "流出", "出"])?,
        }))
    }

    fn by_place(count: usize) -> Self {
        let at = |place| Some(Column { place, power: 0 });
        match count {
            0..=2 => Self {
                names: String::new(),
                time: 0,
                inbound: None,
                outbound: at(1),
            },
            _ => Self {
                names: String::new(),
                time: 0,
                inbound: at(1),
                outbound: at(2),
            },
        }
    }
}

/// The power of ten that converts a unit to Mbps.
fn power_of(unit: &str) -> Option<i64> {
    match unit {
        "" | "mbps" | "mb/s" | "mbit/s" => Some(0),
        "gbps" | "gb/s" | "gbit/s" => Some(3),
        "kbps" | "kb/s" | "kbit/s" => Some(-3),
        "bps" | "b/s" | "bit/s" => Some(-6),
        _ => None,
    }
}

/// The time, inbound and outbound Mbps of each row as text; an absent column is zero.
fn rows(
    table: &[(u64, csv::StringRecord)],
    columns: &Columns,
) -> Result<Vec<[String; 3]>, Problems> {
    let mut too_large = Vec::new();
    let mut cell =
        |line: u64, name: &'static str, record: &csv::StringRecord, column: Option<Column>| {
            let Some(column) = column else {
                return "0".to_owned();
            };
            let text = record.get(column.place).unwrap_or_default();
            // Samples::read reports a number that cannot be read here.
            let read = in_mbps(text, column.power).unwrap_or_else(|_| text.to_owned());
            if read
                .parse::<NonNegative>()
                .is_ok_and(|mbps| mbps.get() > HIGHEST)
            {
                let (value, limit) = (format!("{read} Mbps"), format!("{HIGHEST} Mbps"));
                let problem = ValueProblem::AboveLimit { value, limit };
                too_large.push(StudyProblem::from(problem).at(Path::line(line).field(name)));
            }
            read
        };
    if columns.inbound.is_none() && columns.outbound.is_none() {
        let problem = StudyProblem::MissingColumn {
            value: columns.names.clone(),
            expected: "out".to_owned(),
        };
        return Err(problem.at(Path::line(1)).into());
    }
    let each = table.iter().map(|(line, record)| {
        let time = record.get(columns.time).unwrap_or_default();
        let time = of_spreadsheet(time).unwrap_or_else(|| time.to_owned());
        let inbound = cell(*line, "in", record, columns.inbound);
        [time, inbound, cell(*line, "out", record, columns.outbound)]
    });
    let rows = each.collect();
    Problems::none_of(too_large)?;
    Ok(rows)
}

/// Converts a time in the format of spreadsheets in China, year first: `2026/11/1 0:05` is
/// 2026-11-01T00:05.
///
/// Returns `None` for other formats: `11/1/2026` is January in one country and November in another.
fn of_spreadsheet(time: &str) -> Option<String> {
    let (date, clock) = time.split_once(' ')?;
    let mut parts = date.split('/');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (hour, rest) = clock.trim_start().split_once(':')?;
    let is_it = year.len() == 4 && parts.next().is_none();
    is_it.then(|| format!("{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{rest}"))
}

fn in_mbps(text: &str, power: i64) -> Result<String, ValueProblem> {
    let amount: NonNegative = text.parse()?;
    let factor = match power {
        0 => Decimal::ONE,
        3 => Decimal::ONE_THOUSAND,
        -3 => Decimal::new(1, 3),
        _ => Decimal::new(1, 6),
    };
    Ok(print(decimal::times(amount.get(), factor)?))
}

/// The most frequent difference between neighbouring times that can be read; five if there is none.
fn interval(rows: &[SampleRow<'_>], zone: Zone) -> i64 {
    const FIVE: i64 = 5;
    let minutes: Vec<i64> = rows
        .iter()
        .filter_map(|row| minute(row.time, zone).ok())
        .collect();
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for (before, after) in minutes.iter().zip(minutes.iter().skip(1)) {
        let difference = after.saturating_sub(*before);
        if difference > 0 {
            let count = counts.entry(difference).or_default();
            *count = count.saturating_add(1);
        }
    }
    // The shortest of equally frequent differences.
    let most = counts.iter().rev().max_by_key(|(_, count)| **count);
    most.map_or(FIVE, |(difference, _)| *difference)
}

/// Replaces `rows[index]` in paths by the line of the text.
fn at_lines(problems: netprice::Problems, lines: &[u64]) -> Problems {
    problems.lift().map_each(|located: Located| {
        let path = match located.path.segments() {
            [Segment::Name(rows), Segment::Index(index), rest @ ..] if rows == "rows" => {
                let line = lines.get(*index).copied().map(Path::line);
                line.map(|line| rest.iter().cloned().collect::<Path>().under(line))
            }
            _ => None,
        };
        Located {
            path: path.unwrap_or_else(|| located.path.clone()),
            ..located
        }
    })
}

fn malformed(text: &str, error: &csv::Error) -> Problems {
    let line = line_of(text, error.position());
    let message = error.to_string();
    StudyProblem::Unreadable { message }
        .at(Path::line(line))
        .into()
}
