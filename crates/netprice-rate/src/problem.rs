//! What can be wrong with files and rows.

use std::fmt;

use netprice::problem::Problems;
use serde::{Deserialize, Serialize};

/// The wrong rows that are told; the others are counted.
pub(crate) const WRONG_ROWS: usize = 20;

/// What keeps files from being rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateError {
    /// A file cannot be read: its name and the reason.
    File {
        /// The name of the file.
        file: String,
        /// The reason.
        reason: String,
    },
    /// Something is asked that cannot be answered.
    Asked(String),
    /// The price book or the agreement has problems.
    Problems(Problems),
}

impl fmt::Display for RateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, reason } => write!(f, "{file}: {reason}"),
            Self::Asked(reason) => f.write_str(reason),
            Self::Problems(problems) => write!(f, "{problems}"),
        }
    }
}

impl std::error::Error for RateError {}

impl From<Problems> for RateError {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

/// A row that cannot be rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongRow {
    /// The name of the file.
    pub file: String,
    /// The number of the row: the first row below the heading is 1.
    pub row: u64,
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for WrongRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            row,
            column,
            value,
            expected,
        } = self;
        write!(
            f,
            "{file}: row {row}: {column} is '{value}'; expected {expected}"
        )
    }
}

/// The wrong rows of some files: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrong {
    pub(crate) count: u64,
    pub(crate) first: Vec<WrongRow>,
}

impl Wrong {
    pub(crate) fn push(&mut self, row: WrongRow) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < WRONG_ROWS {
            self.first.push(row);
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        let room = WRONG_ROWS.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }
}
