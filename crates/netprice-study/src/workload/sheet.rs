//! Workloads as tables: CSV, or a range that is pasted from a spreadsheet.

mod columns;
mod row;
mod words;

use std::collections::BTreeSet;

use netprice::value::id::LineId;
use netprice::value::path::Path;

use self::columns::Columns;
use self::row::{Row, Unread};
use crate::problem::{Located, StudyProblem};
use crate::table::{delimiter, line_of, unix};
use crate::workload::{Labels, Places, UnreadLine, Workload};

/// Reads a workload from a table: a header line, and a row for each line of the workload.
///
/// The columns may be in any order, in English or Chinese, in capitals or not, and be separated by commas,
/// semicolons or tabs. `kind` is the ask (`machines`, `block_storage`, …; machines if there is no such
/// column), `id` the line (the kind and the number of the row if absent). The other columns are the fields
/// of the asks; `label:team` is the label `team`, and `group` the label `group`. `sku:OFFER` is the SKU at an
/// offer, or `disk = 50 GB-Months; requests = 2 Calls` for the whole line, and `price:OFFER` a price by hand, as
/// in `0.1 USD`, or `100 USD for 1 Months` for the whole line. Cells that the ask of a row does not use may be
/// empty, and a number may have commas between its thousands. The README of the crate lists all columns.
///
/// Of two columns that mean the same, such as `gb` and `size`, each row fills one. A required column that is
/// missing is told once.
///
/// All that can be read is returned, with the problems of the rest at `line N` and the column: a column that
/// is not known, a required cell that is empty, a cell that cannot be read, that the ask of its row does not
/// have, that is in no column, or that states again what another cell states. A row with a problem is an
/// [unread line](Workload::unread), which is missing at every offer. A row that names a total of others (`Total`,
/// `合计`, `小计`) and states no kind is told and is no line.
///
/// ```
/// use netprice_study::workload::sheet::read;
/// let (workload, problems) = read("名称\t数量\tvCPU\t内存\nweb\t120\t2\t4\napp\tx\t4\t16\n");
/// assert_eq!(workload.lines.len(), 1);
/// assert_eq!(workload.lines[0].id, "web");
/// assert_eq!(workload.unread[0].id, "app");
/// assert!(problems[0].to_string().starts_with("line 3, count"));
/// ```
#[must_use]
pub fn read(text: &str) -> (Workload, Vec<Located>) {
    let table = read_table(text);
    (table.workload, table.problems)
}

/// A workload that was read from a table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The workload.
    pub workload: Workload,
    /// The problems of the table.
    pub problems: Vec<Located>,
    /// The rows of its lines.
    pub places: Places,
}

/// Reads a workload from a table like [`read`], with the rows of its lines.
#[must_use]
pub fn read_table(text: &str) -> Table {
    let text = &unix(text);
    let mut reading = Reading {
        text,
        ..Reading::default()
    };
    if text.trim().is_empty() {
        reading.failed(1, StudyProblem::NoLines);
        return reading.table;
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = match reader.headers() {
        Ok(names) => Columns::new(names, &mut reading.table.problems),
        Err(error) => {
            reading.malformed(&error);
            return reading.table;
        }
    };
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => reading.row(&record, &columns),
            Err(error) => {
                let line = reading.malformed(&error);
                reading.leave_out(line, None, Labels::new());
            }
        }
    }
    reading.lacks(&columns);
    if reading.table.workload.is_empty() && reading.table.problems.is_empty() {
        reading.failed(2, StudyProblem::NoLines);
    }
    reading.table
}

/// A table while it is read.
#[derive(Default)]
struct Reading<'a> {
    text: &'a str,
    table: Table,
    seen: BTreeSet<LineId>,
    /// The columns that rows require and the table lacks, in the order in which they were required.
    missing: Vec<&'static str>,
}

impl Reading<'_> {
    fn row(&mut self, record: &csv::StringRecord, columns: &Columns) {
        let line = line_of(self.text, record.position());
        let told = (&mut self.table.problems, &mut self.missing);
        let mut row = Row::new(record, columns, line, told);
        if let Some(value) = row.total().map(str::to_owned) {
            return self.failed(line, StudyProblem::TotalRow { value });
        }
        let read = row.line();
        match read {
            Ok(read) if self.seen.insert(read.id.clone()) => {
                self.table.workload.lines.push(read);
                self.table.places.push(Path::line(line));
            }
            Ok(read) => {
                let value = read.id.clone();
                let twice = netprice::Problem::DuplicateLine { value };
                let at = Path::line(line).field("id");
                self.table.problems.push(StudyProblem::from(twice).at(at));
                self.leave_out(line, Some(&read.id), read.labels);
            }
            Err(Unread { id, labels }) => self.leave_out(line, id.as_ref(), labels),
        }
    }

    /// Keeps a row with a problem, so that it is missing at every offer.
    fn leave_out(&mut self, line: u64, id: Option<&LineId>, labels: Labels) {
        let own = id.iter().map(ToString::to_string);
        let numbered = id.iter().map(|id| format!("{id} (line {line})"));
        let plain = (0..).map(|more: u64| match more {
            0 => format!("line {line}"),
            more => format!("line {line} ({more})"),
        });
        let names = own.chain(numbered).chain(plain);
        let mut ids = names.filter_map(|name| name.parse::<LineId>().ok());
        if let Some(id) = ids.find(|id| !self.seen.contains(id)) {
            self.seen.insert(id.clone());
            self.table.workload.unread.push(UnreadLine { id, labels });
        }
    }

    /// Tells once which columns are missing, and not in each row.
    fn lacks(&mut self, columns: &Columns) {
        if !self.missing.is_empty() {
            let (value, expected) = (columns.names.join(", "), self.missing.join(", "));
            let missing = StudyProblem::MissingColumn { value, expected };
            self.table.problems.insert(0, missing.at(Path::line(1)));
        }
    }

    fn failed(&mut self, line: u64, problem: StudyProblem) {
        self.table.problems.push(problem.at(Path::line(line)));
    }

    /// Notes a line that is no row at all, and returns its number.
    fn malformed(&mut self, error: &csv::Error) -> u64 {
        let line = line_of(self.text, error.position());
        let message = error.to_string();
        self.failed(line, StudyProblem::Unreadable { message });
        line
    }
}
