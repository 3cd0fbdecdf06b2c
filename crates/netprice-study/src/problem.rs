//! What can be wrong with a study, as data.

use std::fmt;

use netprice::Problem;
use netprice::problem::Known;
use netprice::value::id::{BookId, MethodId, OfferId, SeriesId, SkuId, TariffId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_catalog::CatalogError;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// One problem of a study and where it is.
pub type Located = netprice::problem::Located<StudyProblem>;

/// Everything that is wrong with a study or a part of it.
pub type Problems = netprice::Problems<StudyProblem>;

/// What is wrong with a study.
///
/// The enum is exhaustive on purpose, so that a page in another language must translate every case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StudyProblem {
    /// A document that cannot be read, in the words of its reader.
    Unreadable {
        /// What the reader of the format says.
        message: String,
    },
    /// A study, or a question of it, that asks nothing.
    NoQuestion {
        /// The fields of which one is needed.
        expected: Vec<String>,
    },
    /// A price book that neither the study nor the catalogue holds.
    UnknownPriceBook {
        /// The name given.
        value: BookId,
        /// The names that there are.
        known: Known<BookId>,
    },
    /// An offer with neither usage nor a workload that could be turned into usage.
    NoUsage {
        /// The price book of the offer.
        value: BookId,
    },
    /// An offer that lists its usage and chooses a machine too.
    MachineBesideUsage {
        /// The machine.
        value: SkuId,
    },
    /// A machine chosen by name that the price book does not have, or that is too small.
    NotLargeEnough {
        /// The machine.
        value: SkuId,
        /// The machines that are large enough.
        known: Known<SkuId>,
    },
    /// An offer that the study does not have.
    UnknownOffer {
        /// The name given.
        value: OfferId,
        /// The offers that there are.
        known: Known<OfferId>,
    },
    /// A question about a workload, asked of a study without one.
    NoWorkload,
    /// An offer that runs no machine, where a machine is asked about.
    NoMachine {
        /// The offer.
        value: OfferId,
    },
    /// A cost that jumps too often for its bends to be listed.
    TooManyBends,
    /// A question about a number that cannot be varied continuously.
    NotContinuous {
        /// The number.
        value: String,
    },
    /// A table without a column that it needs.
    MissingColumn {
        /// The columns that it has.
        value: String,
        /// The column.
        expected: String,
    },
    /// A column whose name ends with a unit that is not known.
    UnknownColumnUnit {
        /// The name of the column.
        value: String,
    },
    /// A SKU that the price book does not list, without something that only the override can say.
    NewSkuNeeds {
        /// The SKU.
        value: SkuId,
        /// The column.
        expected: String,
    },
    /// An override of a price book that the study has itself, in which the price can be written.
    OverridesOwnBook {
        /// The price book.
        value: BookId,
    },
    /// A price by a unit that the SKU is not sold by.
    OtherUnit {
        /// The unit given.
        value: String,
        /// The unit by which it is sold.
        expected: String,
    },
    /// A tariff of traffic that is not published.
    UnknownTariff {
        /// The name given.
        value: TariffId,
    },
    /// An area or a service for which nothing is published.
    NotPublished {
        /// The name given.
        value: String,
        /// The names that there are.
        known: Known<String>,
    },
    /// A service without the area in which its tariffs are wanted.
    NoArea {
        /// The areas that there are.
        known: Known<String>,
    },
    /// A peak method that neither the study nor the catalogue has.
    UnknownMethod {
        /// The name given.
        value: MethodId,
        /// The methods that there are.
        known: Known<MethodId>,
    },
    /// A series of prices that is not published.
    UnknownSeries {
        /// The name given.
        value: SeriesId,
        /// The series that there are.
        known: Known<SeriesId>,
    },
    /// A price of tokens that is not published.
    UnknownModel {
        /// The model given.
        value: String,
    },
    /// A file of the catalogue that cannot be read.
    CatalogFile {
        /// The file.
        value: String,
        /// What is wrong in it, in the words of its reader.
        message: String,
    },
    /// What is wrong with prices, usage, agreements or values.
    #[serde(untagged)]
    Pricing(Problem),
}

impl StudyProblem {
    /// A study or a question without all of the fields of which it needs one.
    #[must_use]
    pub fn no_question(expected: &[&str]) -> Self {
        let expected = expected.iter().map(ToString::to_string).collect();
        Self::NoQuestion { expected }
    }

    /// The problem with the path where it is.
    #[must_use]
    pub fn at(self, path: impl Into<Path>) -> Located {
        let (path, problem) = (path.into(), self);
        Located { path, problem }
    }

    /// A stable name of the kind of problem, such as `unknown_price_book`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if let Self::Pricing(problem) = self {
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

impl From<CatalogError> for StudyProblem {
    fn from(error: CatalogError) -> Self {
        let CatalogError { file, message } = error;
        Self::CatalogFile {
            value: file,
            message,
        }
    }
}

impl std::error::Error for StudyProblem {}

impl fmt::Display for StudyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pricing(problem) => problem.fmt(f),
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
            Self::MachineBesideUsage { value } => write!(
                f,
                "'{value}' is a machine beside usage that is listed; expected one of both"
            ),
            Self::NotLargeEnough { value, known } => write!(
                f,
                "'{value}' is not a machine that is large enough; expected {known}"
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
                "'{value}' has whole steps; expected a number that varies continuously"
            ),
            Self::MissingColumn { value, expected } => write!(
                f,
                "'{value}' are the columns of the table; expected '{expected}' among them"
            ),
            Self::UnknownColumnUnit { value } => write!(
                f,
                "the unit of '{value}' is not known; expected bps, kbps, Mbps or Gbps"
            ),
            Self::NewSkuNeeds { value, expected } => write!(
                f,
                "'{value}' is not in the price book; expected a {expected} for it"
            ),
            Self::OverridesOwnBook { value } => write!(
                f,
                "'{value}' is a price book of the study; expected the price in that book, or a price book of the catalogue"
            ),
            Self::OtherUnit { value, expected } => {
                write!(f, "'{value}' is not how it is sold; expected {expected}")
            }
            Self::UnknownTariff { value } => write!(
                f,
                "'{value}' is not a published tariff; expected the name of one, or a tariff of the study"
            ),
            Self::NotPublished { value, known } => {
                write!(f, "nothing is published for '{value}'; expected {known}")
            }
            Self::NoArea { known } => {
                write!(f, "there is a service without an area; expected {known}")
            }
            Self::UnknownMethod { value, known } => {
                write!(f, "'{value}' is not a known peak method; expected {known}")
            }
            Self::UnknownSeries { value, known } => {
                write!(f, "'{value}' is not a published series; expected {known}")
            }
            Self::UnknownModel { value } => write!(
                f,
                "no price of tokens is published for '{value}'; expected a model of the catalogue, or a price"
            ),
            Self::CatalogFile { value, message } => write!(f, "{value}: {message}"),
        }
    }
}
