//! A bill that is read row by row.

use std::io::Read;

use netprice::value::path::Path;

use crate::bill::format::recognised;
use crate::bill::source::Source;
use crate::bill::{ImportedBill, Sums, delimiter, names, unreadable};
use crate::number::Comma;
use crate::problem::{ImportProblem, Problems, start, unknown_bill};

/// The lines that may stand before the names of the columns.
const PREAMBLE: usize = 40;

/// A bill that is being read part by part.
///
/// Memory grows with the different things that are charged, not with the rows; a row of more than a MiB ends the reading.
pub struct BillReading<R: Read> {
    rows: csv::Reader<Source<R>>,
    record: csv::StringRecord,
    sums: Sums,
}

impl<R: Read> BillReading<R> {
    /// Begins to read a table in UTF-8: lines before the names of the columns are passed over.
    ///
    /// # Errors
    /// [`ImportProblem::UnknownFormat`] for columns of no known bill, with the first line, and [`ImportProblem::Unreadable`].
    pub fn new(source: R) -> Result<Self, Problems> {
        let mut source = Source::new(source);
        let mut first = String::new();
        let mut skipped = 0;
        let (columns, delimiter) = loop {
            let line = source.line();
            let line = line.map_err(|error| unreadable(&error.to_string(), skipped))?;
            if line.is_empty() || skipped > PREAMBLE {
                return Err(unknown_bill(start(&first)).at(Path::line(1)).into());
            }
            if first.trim().is_empty() {
                first.clone_from(&line);
            }
            skipped = skipped.saturating_add(1);
            if let Some(mut columns) = recognised(&names(&line)) {
                let delimiter = delimiter(&line);
                // Where a comma parts no cells, it is before the decimals.
                if delimiter == b';' {
                    columns.comma = Comma::Decimals;
                }
                break (columns, delimiter);
            }
        };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(source);
        Ok(Self {
            rows,
            record: csv::StringRecord::new(),
            sums: Sums::new(columns),
        })
    }

    /// Reads up to a number of rows, and returns whether there are more.
    pub fn advance(&mut self, most: u64) -> bool {
        for _ in 0..most {
            self.rows.get_mut().begin_row();
            match self.rows.read_record(&mut self.record) {
                Ok(false) => return false,
                Ok(true) if self.record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => self.sums.row(&self.record),
                Err(error) => {
                    self.sums.report.rows = self.sums.report.rows.saturating_add(1);
                    let message = error.to_string();
                    self.sums
                        .refuse("row", ImportProblem::Unreadable { message });
                    // A row that is no text is passed over; a source that fails ends the reading.
                    if !matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// The number of rows that were read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.sums.report.rows
    }

    /// The lines of all rows that were read, in the order of their keys.
    #[must_use]
    pub fn finish(self) -> ImportedBill {
        self.sums.finish()
    }
}
