//! A table of traffic that is too long for a link, read in parts. Pure.

use std::rc::Rc;

use netprice::Problem;
use netprice::bandwidth::samples::{Samples, Zone};
use netprice::value::decimal;
use netprice::value::path::{Path, Segment};
use netprice_study::traffic::table::read_samples;
use netprice_study::{Problems, StudyProblem};
use rust_decimal::Decimal;

/// The clock of China, where most of the tariffs are sold by the day.
pub const CHINA: Zone = Zone(480);

/// About how much is read at once, in bytes: some milliseconds.
const PART: usize = 200_000;

/// Samples that were read from a long table; they are in no link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file.
    pub name: Rc<str>,
    /// The samples.
    pub samples: Rc<Samples>,
}

/// A table being read.
pub struct Import {
    text: String,
    /// The names of the columns, if the table begins with them.
    names: Option<String>,
    /// How far it is read, in bytes and in lines.
    at: usize,
    lines: u64,
    read: Option<Samples>,
}

/// What a part of the work left.
pub enum Step {
    /// There is more to read.
    More(Import),
    /// All is read.
    Done(Samples),
}

impl Import {
    /// A table that is not read yet.
    #[must_use]
    pub fn new(text: String) -> Self {
        let first = text.lines().next().unwrap_or_default();
        // A row begins with a time, and a time with a digit.
        let is_names = !first
            .trim_start_matches('\u{feff}')
            .starts_with(|c: char| c.is_ascii_digit());
        let names = is_names.then(|| first.to_owned());
        Self {
            text,
            names,
            at: 0,
            lines: 0,
            read: None,
        }
    }

    /// How much of it is read, as a share.
    #[must_use]
    pub fn share(&self) -> Decimal {
        let (at, all) = (Decimal::from(self.at), Decimal::from(self.text.len()));
        decimal::over(at, all).unwrap_or_default()
    }

    /// Reads the next part.
    ///
    /// # Errors
    /// Those of [`read_samples`] in the part, with the lines of the whole table, and those of
    /// [`Samples::followed_by`].
    pub fn step(mut self) -> Result<Step, Problems> {
        let end = self.end();
        let part = self.text.get(self.at..end).unwrap_or_default();
        let names = self.names.as_ref().filter(|_| self.at > 0);
        let with_names = names.map(|names| format!("{names}\n{part}"));
        let before = self.lines.saturating_sub(u64::from(names.is_some()));
        let samples = read_samples(with_names.as_deref().unwrap_or(part), CHINA);
        let samples = samples.map_err(|errors| later_by(errors, before))?;
        let next = Path::line(self.lines.saturating_add(1));
        let at = |problem: Problem| StudyProblem::from(problem).at(next);
        let samples = match self.read.take() {
            Some(read) => read.followed_by(samples).map_err(at)?,
            None => samples,
        };
        if end == self.text.len() {
            return Ok(Step::Done(samples));
        }
        let lines = u64::try_from(part.lines().count()).unwrap_or_default();
        self.lines = self.lines.saturating_add(lines);
        (self.at, self.read) = (end, Some(samples));
        Ok(Step::More(self))
    }

    /// Where the next part ends: at the end of a line, and with no small rest behind it, from which
    /// no interval could be told.
    fn end(&self) -> usize {
        let length = self.text.len();
        let about = self.at.saturating_add(PART);
        if about.saturating_add(PART) >= length {
            return length;
        }
        let bytes = self.text.as_bytes().iter().enumerate().skip(about);
        let mut ends = bytes.filter(|(_, byte)| **byte == b'\n');
        ends.next()
            .map_or(length, |(place, _)| place.saturating_add(1))
    }
}

/// The problems of a part with the lines of the whole.
fn later_by(problems: Problems, lines: u64) -> Problems {
    problems.map_each(|mut located| {
        if let [Segment::Line(line), rest @ ..] = located.path.segments() {
            let line = Path::line(line.saturating_add(lines));
            located.path = rest.iter().cloned().collect::<Path>().under(line);
        }
        located
    })
}

#[cfg(test)]
mod tests {
    use netprice_study::traffic::table::read_samples;

    use super::{CHINA, Import, Step};

    fn table(rows: usize, at: impl Fn(usize) -> String) -> String {
        let rows = (0..rows).map(|row| {
            let (day, minute) = (row / 1_440, row % 1_440);
            let month = 1 + day / 28;
            format!(
                "2026-{month:02}-{:02}T{:02}:{:02},{}\n",
                1 + day % 28,
                minute / 60,
                minute % 60,
                at(row)
            )
        });
        format!("time,out\n{}", rows.collect::<String>())
    }

    fn read(text: &str) -> Result<netprice::bandwidth::samples::Samples, String> {
        let mut import = Import::new(text.to_owned());
        let mut steps = 0;
        loop {
            steps += 1;
            match import.step().map_err(|errors| errors.to_string())? {
                Step::More(more) => import = more,
                Step::Done(samples) => {
                    assert!(steps > 1, "{steps} steps");
                    return Ok(samples);
                }
            }
        }
    }

    #[test]
    fn parts_are_the_whole() {
        let text = table(30_000, |row| (row % 97).to_string());
        assert_eq!(read(&text), Ok(read_samples(&text, CHINA).unwrap()));
    }

    #[test]
    fn a_wrong_row_is_named_by_its_line_in_the_whole() {
        let text = table(30_000, |row| match row {
            25_000 => "x".to_owned(),
            row => row.to_string(),
        });
        // The names are line 1, so row 25,000, counted from 0, is line 25,002.
        let error = read(&text).unwrap_err();
        assert!(error.starts_with("line 25002, out"), "{error}");
    }
}
