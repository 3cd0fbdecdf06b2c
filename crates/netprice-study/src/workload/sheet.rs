//! Workloads as tables: CSV, or a range that is pasted from a spreadsheet.

mod columns;
mod row;

use std::collections::BTreeMap;

use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;

use self::columns::{Column, column};
use self::row::Row;
use crate::problem::{Located, StudyProblem};
use crate::table::{delimiter, unix};
use crate::workload::Workload;

/// Reads a workload from a table: a header line, and a row for each line of the workload.
///
/// The columns may be in any order, in English or Chinese, in capitals or not, and be separated by commas,
/// semicolons or tabs. `kind` is the ask (`machines`, `block_storage`, …; machines if there is no such
/// column), `id` the line (the kind and the number of the row if absent). The other columns are the fields
/// of the asks; `label:team` is the label `team`, and `group` the label `group`. Cells that the ask of a row
/// does not use may be empty, and a number may have commas between its thousands.
///
/// All that can be read is returned, with the problems of the rest at `line N` and the column: a column that
/// is not known, a required cell that is empty, a cell that cannot be read or that the ask of its row does
/// not have. A row with a problem is left out.
///
/// ```
/// use netprice_study::workload::sheet::read;
/// let (workload, problems) = read("名称\t数量\tvCPU\t内存\nweb\t120\t2\t4\napp\tx\t4\t16\n");
/// assert_eq!(workload.lines.len(), 1);
/// assert_eq!(workload.lines[0].id, "web");
/// assert!(problems[0].to_string().starts_with("line 3, count"));
/// ```
#[must_use]
pub fn read(text: &str) -> (Workload, Vec<Located>) {
    let text = &unix(text);
    let (mut workload, mut problems) = (Workload::default(), Vec::new());
    if text.trim().is_empty() {
        problems.push(StudyProblem::from(ValueProblem::Empty).at(Path::line(1)));
        return (workload, problems);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let malformed = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let message = error.to_string();
        StudyProblem::Unreadable { message }.at(Path::line(line))
    };
    let columns = match reader.headers() {
        Ok(names) => columns_of(names, &mut problems),
        Err(error) => {
            problems.push(malformed(&error));
            return (workload, problems);
        }
    };
    let mut seen = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(malformed(&error));
                continue;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let mut row = Row::new(&record, &columns, line, &mut problems);
        let Some(read) = row.line() else {
            continue;
        };
        if seen.insert(read.id.clone(), line).is_some() {
            let value = read.id.clone();
            let twice = netprice::Problem::DuplicateLine { value };
            let at = Path::line(line).field("id");
            problems.push(StudyProblem::from(twice).at(at));
            continue;
        }
        workload.lines.push(read);
    }
    if workload.lines.is_empty() && problems.is_empty() {
        problems.push(StudyProblem::from(ValueProblem::Empty).at(Path::line(2)));
    }
    (workload, problems)
}

/// The columns of a header line, each with its place; the unknown ones are problems.
fn columns_of(names: &csv::StringRecord, problems: &mut Vec<Located>) -> BTreeMap<Column, usize> {
    let mut columns = BTreeMap::new();
    for (place, name) in names.iter().enumerate() {
        match column(name) {
            Some(column) => {
                columns.entry(column).or_insert(place);
            }
            None if name.is_empty() => {}
            None => {
                let value = name.to_owned();
                let problem = StudyProblem::UnknownColumn { value };
                problems.push(problem.at(Path::line(1)));
            }
        }
    }
    columns
}
