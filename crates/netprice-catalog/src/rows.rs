//! Rows of the tables, and their sources.

use std::collections::BTreeMap;
use std::fmt;

use netprice::Citation;
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::tables::Tables;

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

/// Reads the rows of a table.
pub(crate) fn rows<T: DeserializeOwned>(
    tables: &Tables,
    name: &str,
) -> Result<Vec<T>, CatalogError> {
    csv::Reader::from_reader(tables.text(name)?.as_bytes())
        .deserialize()
        .collect::<Result<Vec<T>, csv::Error>>()
        .map_err(|error| CatalogError::at(name, error))
}

/// Reads a table of two columns: the second by the first.
pub(crate) fn pairs(tables: &Tables, name: &str) -> Result<BTreeMap<String, String>, CatalogError> {
    let pairs: Vec<(String, String)> = rows(tables, name)?;
    Ok(pairs.into_iter().collect())
}

#[derive(Deserialize)]
struct SourceRow {
    id: String,
    source: String,
}

/// The names of the sources by their ids in the data files.
pub(crate) struct Sources(BTreeMap<String, String>);

impl Sources {
    pub(crate) fn read(tables: &Tables) -> Result<Self, CatalogError> {
        let rows = rows::<SourceRow>(tables, "sources.csv")?.into_iter();
        Ok(Self(rows.map(|row| (row.id, row.source)).collect()))
    }

    /// The name of a source; an unlisted id is an error.
    pub(crate) fn name(&self, id: &str) -> Result<&str, String> {
        let name = self.0.get(id).map(String::as_str);
        name.ok_or_else(|| format!("'{id}' is not in sources.csv"))
    }

    /// The citation of a row.
    pub(crate) fn citation(
        &self,
        id: &str,
        as_of: AsOf,
        confidence: Confidence,
        note: Option<String>,
    ) -> Result<Citation, String> {
        Ok(Citation {
            source: self.name(id)?.to_owned(),
            as_of,
            confidence,
            note,
        })
    }
}
