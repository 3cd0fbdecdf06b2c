//! What a file leaves open or has wrong, as data.

use netprice::Problem;
use netprice::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A problem of a file, and its place.
pub type Located = netprice::problem::Located<ImportProblem>;

/// All problems of a file.
pub type Problems = netprice::Problems<ImportProblem>;

/// A problem of a file: a question that it leaves open, or a cell that cannot be read.
///
/// The enum is exhaustive on purpose, so a translation that lacks a case does not compile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ImportProblem {
    /// No row has a time.
    #[error(
        "no column of times is found in '{value}'; expected a table or an export with times such as 2026-11-01 00:05"
    )]
    NoTimes {
        /// The first line of the file, or its columns.
        value: String,
    },
    /// No column has numbers.
    #[error("no column of traffic is found in '{value}'; expected numbers beside the times")]
    NoTraffic {
        /// The columns.
        value: String,
    },
    /// The text is in no format that is known.
    #[error("'{value}' is the start of no known format; expected {expected}")]
    UnknownFormat {
        /// The start of the text.
        value: String,
        /// What is known.
        expected: String,
    },
    /// The columns of one direction do not say which of them counts.
    #[error(
        "the columns '{value}' do not say which is outbound and which is inbound; state them by the hints 'out' and 'in'"
    )]
    WhichColumns {
        /// The columns.
        value: String,
    },
    /// A column or a region that is asked is not there.
    #[error("'{value}' is not in the file; expected one of {expected}")]
    NoSuchColumn {
        /// The given name.
        value: String,
        /// Those that are there.
        expected: String,
    },
    /// The unit of a column is not stated.
    #[error(
        "the unit of '{value}' is not stated, and its values reach {highest}; state it by the hint 'unit', such as bit/s, Mbps, MB/s or MB"
    )]
    UnitNotStated {
        /// The column.
        value: String,
        /// Its highest value.
        highest: String,
    },
    /// The unit of a column can be read in several ways, or in none.
    #[error(
        "'{value}' is not clearly a unit of bits or bytes; state it by the hint 'unit', such as bit/s, Mbps, MB/s or MB"
    )]
    UnclearUnit {
        /// The unit as written.
        value: String,
    },
    /// Dates may be written with the day or with the month first.
    #[error(
        "'{value}' may have its day or its month first; state it by the hint 'dates', as day_first or month_first"
    )]
    UnclearDates {
        /// The first such date.
        value: String,
    },
    /// A comma may separate thousands or decimals.
    #[error(
        "'{value}' may have a comma before thousands or before decimals; state it by the hint 'comma', as thousands or decimals"
    )]
    UnclearComma {
        /// The first such number.
        value: String,
    },
    /// Times go back, as on the day when clocks do.
    #[error(
        "'{value}' comes after a later time, as when clocks go back; state the clock of the times by the hint 'zone', such as America/New_York, or sort the rows"
    )]
    TimeGoesBack {
        /// The time.
        value: String,
    },
    /// A time that the clocks of a zone skip.
    #[error("the clocks of {zone} never show '{value}'; expected a time on them")]
    SkippedTime {
        /// The time.
        value: String,
        /// The zone.
        zone: String,
    },
    /// A time zone that the IANA does not list.
    #[error(
        "'{value}' is no time zone; expected a name of the IANA database such as Asia/Shanghai"
    )]
    UnknownZone {
        /// The given name.
        value: String,
    },
    /// The reader of a format reports an error.
    #[error("the file cannot be read: {message}")]
    Unreadable {
        /// The message.
        message: String,
    },
    /// A problem of a value.
    #[error(transparent)]
    #[serde(untagged)]
    #[strum(serialize = "value")]
    Value(#[from] ValueProblem),
    /// A problem of samples.
    #[error(transparent)]
    #[serde(untagged)]
    #[strum(serialize = "samples")]
    Samples(#[from] Problem),
}

impl ImportProblem {
    /// Adds the place of the problem.
    #[must_use]
    pub fn at(self, path: impl Into<netprice::value::path::Path>) -> Located {
        Located {
            path: path.into(),
            problem: self,
        }
    }

    /// The code of the problem, such as `unit_not_stated`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if let Self::Value(problem) = self {
            return problem.code();
        }
        if let Self::Samples(problem) = self {
            return problem.code();
        }
        self.into()
    }
}

/// A cell that is no number and does not mean a missing one.
pub(crate) fn not_a_number(value: String) -> ImportProblem {
    ValueProblem::NotADecimal { value }.into()
}

/// A rate, a volume or a price below zero.
pub(crate) fn negative(value: String) -> ImportProblem {
    ValueProblem::Negative { value }.into()
}

/// A cell that is no time.
pub(crate) fn not_a_time(value: String) -> ImportProblem {
    ValueProblem::NotATime { value }.into()
}

/// A rate in Mbps above a terabit a second, which is in another unit.
pub(crate) fn too_fast(rate: &str) -> ImportProblem {
    let (value, limit) = (format!("{rate} Mbps"), "1000000 Mbps".to_owned());
    ValueProblem::AboveLimit { value, limit }.into()
}

/// A time that comes twice.
pub(crate) fn time_twice(value: String) -> ImportProblem {
    Problem::DuplicateTime { value }.into()
}

/// A time that is not a whole number of intervals after the first.
pub(crate) fn off_interval(value: String, interval: i64) -> ImportProblem {
    Problem::OffInterval { value, interval }.into()
}

/// A file that is no export of traffic.
pub(crate) fn unknown_traffic(value: String) -> ImportProblem {
    let expected = "a table with times, or the JSON of a monitoring tool".to_owned();
    ImportProblem::UnknownFormat { value, expected }
}

/// A file that is no bill.
pub(crate) fn unknown_bill(value: String) -> ImportProblem {
    let expected = "FOCUS, a cost export of AWS, Azure, Google, Alibaba, Tencent or Huawei Cloud, or Infracost".to_owned();
    ImportProblem::UnknownFormat { value, expected }
}

/// A file that is no price list.
pub(crate) fn unknown_list(value: String) -> ImportProblem {
    let expected =
        "a price list of AWS, Azure, Google, Alibaba or Oracle Cloud, or of OpenCost".to_owned();
    ImportProblem::UnknownFormat { value, expected }
}

/// The start of a text, as an error shows it.
pub(crate) fn start(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}
