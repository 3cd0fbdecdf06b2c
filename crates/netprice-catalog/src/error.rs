//! The error of a table of the catalogue.

use std::fmt;

/// A table that is not there or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogError {
    /// The table is not loaded: [`Catalog::with_table`](crate::Catalog::with_table) gives it.
    NotLoaded {
        /// The name of the table.
        table: String,
    },
    /// The table has something else than expected.
    Wrong {
        /// The name of the table.
        table: String,
        /// The problem in it, in English.
        message: String,
    },
}

impl CatalogError {
    pub(crate) fn at(table: &str, message: impl fmt::Display) -> Self {
        Self::Wrong {
            table: table.to_owned(),
            message: message.to_string(),
        }
    }

    /// The name of the table.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::NotLoaded { table } | Self::Wrong { table, .. } => table,
        }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoaded { table } => write!(f, "the table {table} is not loaded"),
            Self::Wrong { table, message } => write!(f, "{table}: {message}"),
        }
    }
}

impl std::error::Error for CatalogError {}
