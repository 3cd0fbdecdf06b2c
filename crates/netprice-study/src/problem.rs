//! The problems of studies, as data.

use std::fmt;

use netprice::bandwidth::tariff::TariffUnit;
use netprice::problem::Known;
use netprice::value::day::{AsOf, Day};
use netprice::value::id::{BookId, MethodId, OfferId, SeriesId, SkuId, TariffId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Problem};
use netprice_catalog::CatalogError;
pub use netprice_import::ImportProblem;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A problem of a study, and its path.
pub type Located = netprice::problem::Located<StudyProblem>;

/// All problems of a study or of a part of it.
pub type Problems = netprice::Problems<StudyProblem>;

/// A number that a line needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineNumber {
    /// Virtual processors.
    Vcpus,
    /// Memory.
    Memory,
    /// A volume of storage or traffic.
    Volume,
}

impl fmt::Display for LineNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Vcpus => "processors, such as 4 vCPU",
            Self::Memory => "memory, such as 16 GiB",
            Self::Volume => "a volume, such as 500 GB",
        })
    }
}

/// A problem of a study.
///
/// The enum is exhaustive on purpose, so a translation that lacks a case does not compile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StudyProblem {
    /// The document cannot be read.
    Unreadable {
        /// The message of the format's reader.
        message: String,
    },
    /// The study asks no question, or one of its questions asks for nothing.
    NoQuestion {
        /// The fields, at least one of which is needed.
        expected: Vec<String>,
    },
    /// The price book is neither in the study nor in the catalogue.
    UnknownPriceBook {
        /// The given name.
        value: BookId,
        /// The names of the known price books.
        known: Known<BookId>,
    },
    /// The offer has neither usage nor a workload that can be matched to SKUs, and its agreement owes
    /// nothing without usage.
    NoUsage {
        /// The price book of the offer.
        value: BookId,
    },
    /// The study has no offer with this name.
    UnknownOffer {
        /// The given name.
        value: OfferId,
        /// The names of the study's offers.
        known: Known<OfferId>,
    },
    /// The study has no workload, but the analysis needs one.
    NoWorkload,
    /// The offer runs no machine, but the question needs one.
    NoMachine {
        /// The offer.
        value: OfferId,
    },
    /// The cost has too many bends to list.
    TooManyBends,
    /// The number cannot be varied continuously.
    NotContinuous {
        /// The name of the number.
        value: String,
    },
    /// The table lacks a required column.
    MissingColumn {
        /// The columns of the table.
        value: String,
        /// The missing column.
        expected: String,
    },
    /// The table has a column of an unknown name.
    UnknownColumn {
        /// The name.
        value: String,
        /// The known names.
        known: Known<String>,
    },
    /// The table has two columns of one name.
    DuplicateColumn {
        /// The name.
        value: String,
    },
    /// A cell is filled that is in no named column, such as the rest of a number with commas.
    CellWithoutColumn {
        /// The text of the cell.
        value: String,
    },
    /// A cell is filled beside another that states the same.
    ContraryCell {
        /// The text of the cell.
        value: String,
        /// The text of the other cell.
        other: String,
        /// The column of the other cell.
        column: String,
    },
    /// The workload has no lines.
    NoLines,
    /// Nothing in a line that was said says what it asks for.
    LineNotUnderstood {
        /// The line.
        value: String,
    },
    /// A line that was said lacks a number.
    LineLacks {
        /// The line.
        value: String,
        /// The number.
        expected: LineNumber,
    },
    /// A word or a number of a line has no use for what the line asks, or says it again.
    WordWithoutUse {
        /// The word.
        value: String,
    },
    /// A cell is filled that the rest of its row has no use for.
    CellWithoutUse {
        /// The text of the cell.
        value: String,
    },
    /// A row of the table is a total of other rows; it is no line.
    TotalRow {
        /// The text that says so.
        value: String,
    },
    /// The price is a hundred times the published one or more.
    FarFromPublished {
        /// The price.
        value: String,
        /// The published price.
        expected: String,
    },
    /// The override adds a SKU that the price book does not list, but lacks a required column.
    NewSkuNeeds {
        /// The SKU.
        value: SkuId,
        /// The missing column.
        expected: String,
    },
    /// An override of a price book of the study itself, which holds its prices.
    OverridesOwnBook {
        /// The name of the price book.
        value: BookId,
    },
    /// The unit of the price differs from the unit of the SKU.
    OtherUnit {
        /// The given unit.
        value: String,
        /// The unit of the SKU.
        expected: String,
    },
    /// A free allowance that an offer names twice.
    DuplicateAllowance {
        /// The allowance.
        value: String,
    },
    /// The SKU that a line names for an offer is of a kind that answers no part of the line.
    OtherKind {
        /// The SKU.
        value: SkuId,
        /// What the line asks for.
        expected: String,
    },
    /// The name of a bandwidth contract is that of a tariff.
    DuplicateTariff {
        /// The name.
        value: TariffId,
    },
    /// The traffic is less than the least that a tariff is sold from.
    SoldFrom {
        /// The highest metered figure.
        value: NonNegative,
        /// The least figure for which it is sold.
        minimum: NonNegative,
        /// The unit of the tariff.
        unit: TariffUnit,
    },
    /// The traffic tariff is not published.
    UnknownTariff {
        /// The given name.
        value: TariffId,
        /// The names of the published tariffs.
        known: Known<TariffId>,
    },
    /// Nothing is published for the area or service.
    NotPublished {
        /// The given name.
        value: String,
        /// The known names.
        known: Known<String>,
    },
    /// A service is given without the area of its tariffs.
    NoArea {
        /// The known areas.
        known: Known<String>,
    },
    /// The peak method is neither in the study nor in the catalogue.
    UnknownMethod {
        /// The given name.
        value: MethodId,
        /// The known methods.
        known: Known<MethodId>,
    },
    /// The price series is not published.
    UnknownSeries {
        /// The given name.
        value: SeriesId,
        /// The published series.
        known: Known<SeriesId>,
    },
    /// No price is published for these tokens of a model that has others.
    UnknownModel {
        /// The model.
        value: String,
    },
    /// The day of the study is before the dates of all published prices that its offers use.
    BeforePrices {
        /// The day.
        value: Day,
        /// The dates of the prices.
        known: AsOf,
    },
    /// A table of the catalogue is needed that is not loaded.
    TableNotLoaded {
        /// The table.
        value: String,
    },
    /// A table of the catalogue cannot be read.
    CatalogFile {
        /// The table.
        value: String,
        /// The message of its reader.
        message: String,
    },
    /// A problem with prices, usage, agreements or values.
    #[serde(untagged)]
    Pricing(Problem),
    /// A problem of a file that is imported.
    #[serde(untagged)]
    Import(ImportProblem),
}

impl StudyProblem {
    /// A [`StudyProblem::NoQuestion`] that expects one of these fields.
    #[must_use]
    pub fn no_question(expected: &[&str]) -> Self {
        let expected = expected.iter().map(ToString::to_string).collect();
        Self::NoQuestion { expected }
    }

    /// Adds the path of the problem.
    #[must_use]
    pub fn at(self, path: impl Into<Path>) -> Located {
        let (path, problem) = (path.into(), self);
        Located { path, problem }
    }

    /// Returns the stable code of the kind of problem, such as `unknown_price_book`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if let Self::Pricing(problem) = self {
            return problem.code();
        }
        if let Self::Import(problem) = self {
            return problem.code();
        }
        self.into()
    }
}

impl From<Problem> for StudyProblem {
    fn from(problem: Problem) -> Self {
        Self::Pricing(problem)
    }
}

impl From<ValueProblem> for StudyProblem {
    fn from(problem: ValueProblem) -> Self {
        Self::Pricing(problem.into())
    }
}

impl From<ImportProblem> for StudyProblem {
    fn from(problem: ImportProblem) -> Self {
        if let ImportProblem::Value(problem) = problem {
            return problem.into();
        }
        if let ImportProblem::Samples(problem) = problem {
            return Self::Pricing(problem);
        }
        Self::Import(problem)
    }
}

impl From<CatalogError> for StudyProblem {
    fn from(error: CatalogError) -> Self {
        match error {
            CatalogError::NotLoaded { table } => Self::TableNotLoaded { value: table },
            CatalogError::Wrong { table, message } => Self::CatalogFile {
                value: table,
                message,
            },
        }
    }
}

impl std::error::Error for StudyProblem {}

impl fmt::Display for StudyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pricing(problem) => problem.fmt(f),
            Self::Import(problem) => problem.fmt(f),
            Self::Unreadable { message } => f.write_str(message),
            Self::NoQuestion { expected } => {
                let expected = Known::from(expected.clone());
                write!(f, "there is no question; expected {expected}")
            }
            Self::UnknownPriceBook { value, known } => {
                write!(f, "'{value}' is not a known price book; expected {known}")
            }
            Self::NoUsage { value } => write!(
                f,
                "the offer of '{value}' has no usage; expected usage lines, or a workload and a price book of the catalogue"
            ),
            Self::UnknownOffer { value, known } => write!(
                f,
                "'{value}' is not an offer of the study; expected {known}"
            ),
            Self::NoWorkload => write!(f, "there is no workload; expected one"),
            Self::NoMachine { value } => write!(
                f,
                "the offer '{value}' runs no machine; expected a workload with machines"
            ),
            Self::TooManyBends => write!(
                f,
                "the cost bends more than a thousand times; expected a shorter range or a price with fewer steps"
            ),
            Self::NotContinuous { value } => write!(
                f,
                "'{value}' changes in whole steps; expected a number that varies continuously"
            ),
            Self::MissingColumn { value, expected } => write!(
                f,
                "the columns of the table are '{value}'; expected '{expected}' among them"
            ),
            Self::UnknownColumn { value, known } => write!(
                f,
                "'{value}' is not a known column and is not used; expected 'label:NAME', 'sku:OFFER', 'price:OFFER', or {known}"
            ),
            Self::DuplicateColumn { value } => {
                write!(f, "the table has two columns '{value}'; expected one")
            }
            Self::CellWithoutColumn { value } => write!(
                f,
                "'{value}' is in no named column; expected a name above it, or quotes around a number with commas"
            ),
            Self::ContraryCell {
                value,
                other,
                column,
            } => write!(
                f,
                "'{value}' is given beside '{other}' in the column '{column}'; expected only one of them"
            ),
            Self::NoLines => write!(f, "the workload has no lines; expected at least one"),
            Self::LineNotUnderstood { value } => write!(
                f,
                "'{value}' is not understood; expected, for example, 20 × 4 vCPU 16 GiB, 2 TB ssd, 100 TB out"
            ),
            Self::LineLacks { value, expected } => {
                write!(f, "'{value}' lacks a number; expected {expected}")
            }
            Self::WordWithoutUse { value } => {
                write!(
                    f,
                    "'{value}' is not needed here or is written twice; expected a line without it"
                )
            }
            Self::CellWithoutUse { value } => write!(
                f,
                "a line of this kind does not use '{value}'; expected an empty cell"
            ),
            Self::TotalRow { value } => write!(
                f,
                "the row '{value}' is a total of others and is not used; expected only lines"
            ),
            Self::FarFromPublished { value, expected } => write!(
                f,
                "{value} is a hundred times the published price of {expected} or more; expected a price by the unit, and not that of a reservation's whole term"
            ),
            Self::NewSkuNeeds { value, expected } => write!(
                f,
                "'{value}' is not in the price book; expected a {expected} for a new SKU"
            ),
            Self::OverridesOwnBook { value } => write!(
                f,
                "'{value}' is a price book of the study; expected the price in that book, or a price book of the catalogue"
            ),
            Self::OtherUnit { value, expected } => {
                write!(
                    f,
                    "'{value}' is not the unit of the SKU; expected {expected}"
                )
            }
            Self::DuplicateAllowance { value } => write!(
                f,
                "'{value}' is granted twice; expected each allowance once"
            ),
            Self::OtherKind { value, expected } => write!(
                f,
                "'{value}' is of another kind than the line asks for; expected a SKU for {expected}"
            ),
            Self::DuplicateTariff { value } => write!(
                f,
                "'{value}' is the name of a tariff and of a contract; expected a unique name"
            ),
            Self::SoldFrom {
                value,
                minimum,
                unit,
            } => {
                let unit = unit.of_figure();
                write!(
                    f,
                    "this plan is sold from {minimum} {unit}, and this traffic needs only {value} {unit}; expected at least {minimum} {unit}"
                )
            }
            Self::UnknownTariff { value, known } => write!(
                f,
                "'{value}' is not a published tariff; expected a tariff of the study, or {known}"
            ),
            Self::NotPublished { value, known } => {
                write!(f, "nothing is published for '{value}'; expected {known}")
            }
            Self::NoArea { known } => {
                write!(f, "the service needs an area; expected {known}")
            }
            Self::UnknownMethod { value, known } => {
                write!(f, "'{value}' is not a known peak method; expected {known}")
            }
            Self::UnknownSeries { value, known } => {
                write!(f, "'{value}' is not a published series; expected {known}")
            }
            Self::UnknownModel { value } => write!(
                f,
                "no price is published for these tokens of '{value}'; expected other tokens, another model, or a price"
            ),
            Self::BeforePrices { value, known } => write!(
                f,
                "no price is known of '{value}', and those used are of {known}; expected a day from {}",
                known.earliest()
            ),
            Self::TableNotLoaded { value } => write!(f, "the table {value} is not loaded"),
            Self::CatalogFile { value, message } => write!(f, "{value}: {message}"),
        }
    }
}
