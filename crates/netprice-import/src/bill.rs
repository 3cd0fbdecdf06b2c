//! Bills of clouds: from an export to what was used and what it cost, added up by what is charged.

mod format;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod pieces;
mod reading;
mod row;
mod source;

use std::collections::HashMap;
use std::fmt;

use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::format::BillFormat;
#[cfg(feature = "parquet")]
pub use self::parquet::read_parquet;
pub use self::pieces::{BillPieces, Next};
pub use self::reading::BillReading;
pub use self::row::{BillCategory, BillKey};
pub(crate) use self::row::{block, instance_in, unit_name};

use self::format::Columns;
use self::row::BillRow;
use crate::problem::{ImportProblem, Located, Problems};

/// The most refused rows that are kept; the others are counted.
const REFUSED: usize = 1_000;

/// What was used of one thing, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// What it is.
    #[serde(flatten)]
    pub key: BillKey,
    /// The quantity; absent for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Ratio>,
    /// The cost at list prices, as far as the rows state it.
    #[serde(with = "crate::number::text")]
    pub list: Decimal,
    /// The cost on the invoice.
    #[serde(with = "crate::number::text")]
    pub billed: Decimal,
    /// The cost after commitments, with their fees spread over usage.
    #[serde(with = "crate::number::text")]
    pub effective: Decimal,
    /// The number of rows.
    pub rows: u64,
}

/// What was read of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillReport {
    /// The format.
    pub format: BillFormat,
    /// The rows.
    pub rows: u64,
    /// The rows that are in the lines.
    pub taken: u64,
    /// The rows that only sum up others.
    pub totals: u64,
    /// The rows that were refused.
    pub refused_rows: u64,
    /// The first of them.
    pub refused: Vec<Located>,
    /// The number of columns that were not used.
    pub unused_columns: usize,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedBill {
    /// The lines, in the order of their keys.
    pub lines: Vec<BillLine>,
    /// What was read, taken and refused.
    pub report: BillReport,
}

impl fmt::Display for BillReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, taken, totals, refused) =
            (self.rows, self.taken, self.totals, self.refused_rows);
        write!(
            f,
            "{}: {rows} rows, {taken} taken, {totals} totals left out, {refused} refused",
            self.format.name()
        )?;
        match self.unused_columns {
            0 => Ok(()),
            columns => write!(f, "; {columns} columns not used"),
        }
    }
}

/// Rows of a bill that are added up by what is charged.
struct Sums {
    columns: Columns,
    lines: HashMap<BillKey, BillLine>,
    report: BillReport,
}

impl Sums {
    fn new(columns: Columns) -> Self {
        Self {
            report: BillReport::empty(columns.format, columns.unused),
            lines: HashMap::new(),
            columns,
        }
    }

    /// Takes a row, or refuses it with its number.
    fn row(&mut self, record: &csv::StringRecord) {
        self.report.rows = self.report.rows.saturating_add(1);
        match row::row(&self.columns, record) {
            Ok(Some(row)) => match add(&mut self.lines, row) {
                Ok(()) => self.report.taken = self.report.taken.saturating_add(1),
                Err(problem) => self.refuse("quantity", problem.into()),
            },
            Ok(None) => self.report.totals = self.report.totals.saturating_add(1),
            Err((column, problem)) => self.refuse(column, problem),
        }
    }

    /// Refuses the last row.
    fn refuse(&mut self, column: &'static str, problem: ImportProblem) {
        let row = usize::try_from(self.report.rows).unwrap_or(usize::MAX);
        self.report
            .refuse(problem.at(Path::from("rows").index(row).field(column)));
    }

    fn finish(self) -> ImportedBill {
        ImportedBill::of(self.lines, self.report)
    }
}

impl BillReport {
    fn empty(format: BillFormat, unused_columns: usize) -> Self {
        Self {
            format,
            rows: 0,
            taken: 0,
            totals: 0,
            refused_rows: 0,
            refused: Vec::new(),
            unused_columns,
        }
    }

    fn refuse(&mut self, problem: Located) {
        self.refused_rows = self.refused_rows.saturating_add(1);
        if self.refused.len() < REFUSED {
            self.refused.push(problem);
        }
    }
}

impl ImportedBill {
    /// The lines in the order of their keys.
    fn of(lines: HashMap<BillKey, BillLine>, report: BillReport) -> Self {
        let mut lines: Vec<BillLine> = lines.into_values().collect();
        lines.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        Self { lines, report }
    }
}

/// Reads a bill of which all text is there: a table, the JSON lines of Google, or the JSON of Infracost.
///
/// - **Formats**: FOCUS 1.0 to 1.4; the Cost and Usage Reports of AWS with their names in either spelling; the cost exports
///   of Azure; the export and the cost table of Google Cloud; the bills of Alibaba, Tencent and Huawei Cloud in Chinese;
///   Infracost. Columns are found by their names, in any order.
/// - **Costs**: the billed cost is that of the invoice and includes credits; the effective cost spreads the fees of
///   commitments over the usage that they cover, where the bill states it.
/// - **Quantities**: blocks such as `100 Hours` are multiplied out, seconds at prices by the hour are hours, and packages
///   that cover usage are subtracted.
///
/// Rows are added up by what is charged; sums are exact. The cost grows with the rows.
///
/// # Errors
/// [`ImportProblem::UnknownFormat`] and [`ImportProblem::Unreadable`]; a row that cannot be read is in the report.
///
/// ```
/// use netprice_import::bill::{BillFormat, read};
/// let text = "identity/LineItemId,lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedRate,lineItem/UnblendedCost,pricing/unit\n\
///     1,BoxUsage:t3.medium,24.0,USD,0.0416000000,0.9984000000,Hrs\n2,BoxUsage:t3.medium,6,USD,0.0416,0.2496,Hrs\n";
/// let bill = read(text).unwrap();
/// assert_eq!((bill.report.format, bill.report.taken), (BillFormat::AwsCur, 2));
/// // 30 hours at 0.0416.
/// assert_eq!((bill.lines[0].key.instance.as_str(), bill.lines[0].billed.normalize().to_string().as_str()), ("t3.medium", "1.248"));
/// ```
pub fn read(text: &str) -> Result<ImportedBill, Problems> {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    if content.trim_start().starts_with(['{', '[']) {
        return json::read(content.trim_start());
    }
    let mut reading = BillReading::new(content.as_bytes())?;
    while reading.advance(u64::MAX) {}
    Ok(reading.finish())
}

/// Adds a row to the line of its key.
fn add(sums: &mut HashMap<BillKey, BillLine>, row: BillRow) -> Result<(), ValueProblem> {
    let BillRow {
        key,
        quantity,
        list,
        billed,
        effective,
    } = row;
    let line = sums.entry(key).or_insert_with_key(|key| BillLine {
        key: key.clone(),
        quantity: None,
        list: Decimal::ZERO,
        billed: Decimal::ZERO,
        effective: Decimal::ZERO,
        rows: 0,
    });
    let plus = netprice::value::decimal::plus;
    let quantity = match (line.quantity, quantity) {
        (Some(sum), Some(quantity)) => Some(sum.plus(quantity)?),
        (sum, quantity) => sum.or(quantity),
    };
    let (list, billed) = (
        plus(line.list, list.unwrap_or_default())?,
        plus(line.billed, billed)?,
    );
    let effective = plus(line.effective, effective)?;
    (line.quantity, line.list, line.billed, line.effective) = (quantity, list, billed, effective);
    line.rows = line.rows.saturating_add(1);
    Ok(())
}

fn unreadable(message: &str, line: usize) -> Problems {
    let message = message.to_owned();
    ImportProblem::Unreadable { message }
        .at(Path::line(
            u64::try_from(line).unwrap_or_default().saturating_add(1),
        ))
        .into()
}

/// The cells of a line of names.
pub(crate) fn names(line: &str) -> Vec<String> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter(line))
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record
            .iter()
            .map(|cell| crate::table::unwrapped(cell).to_owned())
            .collect(),
        Ok(false) | Err(_) => Vec::new(),
    }
}

/// The most frequent separator of a line.
pub(crate) fn delimiter(line: &str) -> u8 {
    let count = |sign: u8| line.bytes().filter(|byte| *byte == sign).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}
