//! Rows of the data files, and their sources.

use std::collections::BTreeMap;
use std::fmt;

use netprice::Citation;
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use serde::de::DeserializeOwned;

use crate::files;

/// A data file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    /// The name of the file, or of its price book.
    pub file: String,
    /// The problem in it, in English.
    pub message: String,
}

impl CatalogError {
    pub(crate) fn at(file: &str, message: impl fmt::Display) -> Self {
        Self {
            file: file.to_owned(),
            message: message.to_string(),
        }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for CatalogError {}

/// Reads the rows of a data file.
pub(crate) fn rows<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, CatalogError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<Vec<T>, csv::Error>>()
        .map_err(|error| CatalogError::at(file, error))
}

/// Reads a data file of two columns: the second by the first.
pub(crate) fn pairs(file: &str, text: &str) -> Result<BTreeMap<String, String>, CatalogError> {
    let pairs: Vec<(String, String)> = rows(file, text)?;
    Ok(pairs.into_iter().collect())
}

/// The names of the sources by their ids in the data files.
pub(crate) struct Sources(BTreeMap<String, String>);

impl Sources {
    pub(crate) fn read() -> Result<Self, CatalogError> {
        pairs("sources.csv", files::SOURCES).map(Self)
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
            source: self.name(id)?.into(),
            as_of,
            confidence,
            note: note.map(Into::into),
        })
    }
}
