//! Lines that are pasted: a table, or lines as they are said. Pure.

use netprice_study::Located;

use crate::compare::lines::read;
use netprice_study::workload::phrase::Phrase;
use netprice_study::workload::{WorkloadLine, sheet};

/// The most lines that the sheet holds.
pub const MOST_LINES: usize = 500;

/// Lines that were pasted, with what could not be read of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The lines that were said, with their texts.
    pub said: Vec<(String, Phrase)>,
    /// The lines of a table.
    pub lines: Vec<WorkloadLine>,
    /// What could not be read, by its line.
    pub problems: Vec<Located>,
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
        return Pasted {
            lines: workload.lines,
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
