//! Rows of the tables, and their sources.

use std::collections::BTreeMap;

use netprice::Citation;
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::CatalogError;
use crate::tables::Tables;

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
            source: self.name(id)?.into(),
            as_of,
            confidence,
            note: note.map(Into::into),
        })
    }
}
