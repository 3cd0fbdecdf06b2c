//! Lines that are typed or pasted, read in a part of the page.

use netprice_study::workload::phrase::{Phrase, read};
use netprice_study::workload::{WorkloadLine, sheet};
use netprice_study::{Located, StudyProblem};

use crate::compare::document::in_words;

/// The most lines that the sheet holds.
pub const MOST_LINES: usize = 500;

/// The functions that read lines.
#[derive(Clone, Copy)]
pub struct LinesPart {
    /// Reads a line as it is said.
    pub said: fn(&str) -> Result<Phrase, StudyProblem>,
    /// Reads several lines, or a table.
    pub pasted: fn(&str) -> Pasted,
}

/// Lines that were pasted, with what could not be read of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The lines that were said, with their texts.
    pub said: Vec<(String, Phrase)>,
    /// The lines of a table, with their texts in both languages.
    pub lines: Vec<(WorkloadLine, [String; 2])>,
    /// What could not be read, by its line.
    pub problems: Vec<Located>,
}

/// The functions.
#[must_use]
pub fn lines_part() -> LinesPart {
    LinesPart { said: read, pasted }
}

/// Reads a table with a header, or lines that are said, one each.
///
/// It is a table if its first line has two tabs, commas or semicolons outside a number.
#[must_use]
pub fn pasted(text: &str) -> Pasted {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let is_table = first.is_some_and(|first| {
        let columns = |separator: char| first.matches(separator).count();
        columns('\t') > 0 || [',', ';', '，'].into_iter().any(|one| columns(one) > 1)
    });
    if is_table {
        let (workload, problems) = sheet::read(text);
        let lines = workload.lines.into_iter();
        return Pasted {
            lines: lines.map(|line| (line.clone(), in_words(&line))).collect(),
            problems,
            ..Pasted::default()
        };
    }
    let mut pasted = Pasted::default();
    for (number, line) in (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
    {
        match read(line) {
            Ok(phrase) => pasted.said.push((line.trim().to_owned(), phrase)),
            Err(problem) => pasted
                .problems
                .push(problem.at(netprice::value::path::Path::line(number))),
        }
    }
    pasted
}
