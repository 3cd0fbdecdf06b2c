//! The text of a long table of traffic, read part by part.

use std::ops::ControlFlow;

use netprice::Problem;
use netprice::bandwidth::samples::{Samples, Zone};
use netprice::value::decimal;
use netprice::value::limits::SAMPLES;
use netprice::value::path::{Path, Segment};
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::outcome::Outcome;
use crate::problem::{Located, Problems, StudyProblem};
use crate::resumable::Resumable;
use crate::traffic::samples::within;
use crate::traffic::table::read_samples;

/// The approximate size of a part in bytes: about 1,500 rows.
const PART: usize = 30_000;

/// A job that reads the text of a long table part by part, by the rules of [`read_samples`].
///
/// Each part uses the column names of the first row. The interval is found in each part, so all parts
/// must have the same one.
///
/// # Errors
/// The answer has the errors of [`read_samples`] in the first part that has any, with the lines counted
/// in the whole text, and those of [`Samples::followed_by`].
///
/// ```
/// use netprice_study::Resumable;
/// use netprice_study::traffic::TableReading;
/// use netprice_study::traffic::samples::CHINA;
/// let reading = TableReading::new("time,out\n2026-11-01T00:00,10\n2026-11-01T00:10,12\n".to_owned(), CHINA);
/// assert_eq!(reading.finish().unwrap().interval, 10);
/// ```
pub struct TableReading {
    text: String,
    zone: Zone,
    /// The row of column names, if the table starts with one.
    names: Option<String>,
    /// The number of bytes and lines that are read.
    bytes: usize,
    lines: u64,
    read: Option<Samples>,
}

impl TableReading {
    /// Prepares to read a text; times without a zone are on the clock of `zone`.
    #[must_use]
    pub fn new(text: String, zone: Zone) -> Self {
        let first = text.lines().next().unwrap_or_default();
        // A row starts with a time, and a time with a digit.
        let is_names = !first
            .trim_start_matches('\u{feff}')
            .starts_with(|sign: char| sign.is_ascii_digit());
        Self {
            names: is_names.then(|| first.to_owned()),
            text,
            zone,
            bytes: 0,
            lines: 0,
            read: None,
        }
    }

    /// Reads the next part; returns whether it was the last.
    fn read_part(&mut self) -> Result<bool, Problems> {
        if self.bytes == 0 {
            within(self.text.lines().count(), SAMPLES, "table")?;
        }
        let end = self.part_end();
        let part = self.text.get(self.bytes..end).unwrap_or_default();
        let names = self.names.as_ref().filter(|_| self.bytes > 0);
        let with_names = names.map(|names| format!("{names}\n{part}"));
        let before = self.lines.saturating_sub(u64::from(names.is_some()));
        let samples = read_samples(with_names.as_deref().unwrap_or(part), self.zone);
        let samples = samples.map_err(|problems| later_by(problems, before))?;
        let next = Path::line(self.lines.saturating_add(1));
        let at = |problem: Problem| StudyProblem::from(problem).at(next);
        let lines = u64::try_from(part.lines().count()).unwrap_or_default();
        self.read = Some(match self.read.take() {
            Some(read) => read.followed_by(samples).map_err(at)?,
            None => samples,
        });
        self.lines = self.lines.saturating_add(lines);
        self.bytes = end;
        Ok(end == self.text.len())
    }

    /// The end of the next part: the end of a line. A rest that is too short to show an interval
    /// belongs to the part before it.
    fn part_end(&self) -> usize {
        let length = self.text.len();
        let about = self.bytes.saturating_add(PART);
        if about.saturating_add(PART) >= length {
            return length;
        }
        let bytes = self.text.as_bytes().iter().enumerate().skip(about);
        let mut ends = bytes.filter(|(_, byte)| **byte == b'\n');
        ends.next()
            .map_or(length, |(index, _)| index.saturating_add(1))
    }
}

impl Resumable for TableReading {
    type Answer = Outcome<Samples>;

    fn share(&self) -> Decimal {
        let (read, all) = (Decimal::from(self.bytes), Decimal::from(self.text.len()));
        decimal::over(read, all).unwrap_or_default()
    }

    fn step(mut self) -> ControlFlow<Self::Answer, Self> {
        match self.read_part() {
            Ok(false) => ControlFlow::Continue(self),
            Ok(true) => {
                let none = || StudyProblem::from(ValueProblem::Empty);
                let read = self.read.ok_or_else(|| none().at("rows").into());
                ControlFlow::Break(read)
            }
            Err(problems) => ControlFlow::Break(Err(problems)),
        }
    }
}

/// Counts the lines of a part's problems from the first line of the whole text.
fn later_by(problems: Problems, lines: u64) -> Problems {
    problems.map_each(|located| match located.path.segments() {
        [Segment::Line(line), rest @ ..] => {
            let line = Path::line(line.saturating_add(lines));
            let path = rest.iter().cloned().collect::<Path>().under(line);
            Located { path, ..located }
        }
        _ => located,
    })
}
