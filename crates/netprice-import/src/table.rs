//! Tables of text: their separator, their rows and the lines of these.

use std::io::Cursor;

use crate::problem::{ImportProblem, Located};
use netprice::value::path::Path;

/// A row of a table and the line on which it starts, counted from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The line.
    pub(crate) line: u64,
    /// The cells, without the spaces around them.
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// A cell; empty if the row is shorter.
    pub(crate) fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }
}

/// Reads the rows of a text part by part.
pub(crate) struct Rows {
    reader: csv::Reader<Cursor<Vec<u8>>>,
    record: csv::StringRecord,
    is_spaced: bool,
    /// The lines that a statement of the separator takes.
    skipped: u64,
    size: usize,
    is_over: bool,
}

/// How the cells of a row are separated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Sign(u8),
    Spaces,
}

impl Rows {
    /// Prepares to read a text; the separator is the one that a line `sep=;` states, or the most frequent in the rows.
    pub(crate) fn new(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (stated, text) = stated_separator(text);
        let separator = stated.map_or_else(|| separator_of(text), Separator::Sign);
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        let (sign, is_spaced) = match separator {
            Separator::Sign(sign) => (sign, false),
            Separator::Spaces => (b'\0', true),
        };
        let size = text.len();
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(sign)
            .quoting(!is_spaced)
            .trim(csv::Trim::All)
            .from_reader(Cursor::new(text.into_bytes()));
        Self {
            reader,
            record: csv::StringRecord::new(),
            is_spaced,
            skipped: u64::from(stated.is_some()),
            size,
            is_over: false,
        }
    }

    /// Reads up to a number of rows, and whether there are more.
    ///
    /// # Errors
    /// [`ImportProblem::Unreadable`] at its line.
    pub(crate) fn read(&mut self, most: usize, rows: &mut Vec<Row>) -> Result<bool, Located> {
        for _ in 0..most {
            let line = self.reader.position().line().saturating_add(self.skipped);
            let more = self.reader.read_record(&mut self.record);
            let more = more.map_err(|error| {
                let message = error.to_string();
                ImportProblem::Unreadable { message }.at(Path::line(line))
            })?;
            if !more {
                self.is_over = true;
                return Ok(false);
            }
            let place = self.record.position();
            let line = place.map_or(line, |place| place.line().saturating_add(self.skipped));
            let cells: Vec<String> = if self.is_spaced {
                let line = self.record.get(0).unwrap_or_default();
                line.split_whitespace().map(str::to_owned).collect()
            } else {
                let cells = self.record.iter().map(unwrapped);
                cells.map(str::to_owned).collect()
            };
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row { line, cells });
            }
        }
        Ok(true)
    }

    /// The bytes that are read, and all bytes.
    pub(crate) fn progress(&self) -> (u64, usize) {
        (self.reader.position().byte(), self.size)
    }
}

/// A cell without the tab that Chinese consoles put before numbers, and without the formula around a number
/// (`="0.4"`) by which a text survives a spreadsheet.
pub(crate) fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or(cell).trim()
}

/// The separator that the first line states for spreadsheets, and the text after it.
fn stated_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim().trim_matches('"');
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some([sign]) => (Some(*sign), rest),
        _ => (None, text),
    }
}

/// The separator of which most of the first lines have the same number; spaces if none has one.
fn separator_of(text: &str) -> Separator {
    const LINES: usize = 40;
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let lines = lines.get(..LINES.min(lines.len())).unwrap_or_default();
    let score = |sign: u8| {
        let mut counts: Vec<usize> = lines
            .iter()
            .map(|line| outside_quotes(line, sign))
            .collect();
        counts.sort_unstable();
        // The median, so that a title line does not count.
        counts.get(counts.len() / 2).copied().unwrap_or_default()
    };
    let signs = [b'|', b'\t', b';', b','];
    // Of equal counts, the later sign wins: a comma is the most common.
    let best = signs.into_iter().max_by_key(|sign| score(*sign));
    match best {
        Some(b',') if score(b';') > 0 => Separator::Sign(b';'),
        Some(sign) if score(sign) > 0 => Separator::Sign(sign),
        _ => Separator::Spaces,
    }
}

/// How often a sign is in a line outside of quotes.
fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut is_quoted = false;
    let mut count: usize = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            is_quoted = !is_quoted;
        } else if byte == sign && !is_quoted {
            count = count.saturating_add(1);
        }
    }
    count
}
