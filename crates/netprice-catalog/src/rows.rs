//! Rows of the tables, and their sources.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::str::FromStr;

use csv::StringRecord;
use netprice::Citation;
use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use netprice::value::ordered::map_of;
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

/// A row whose values are read one by one, by the names of their columns.
///
/// It needs much less code than [`rows`], so tables that many programs read are read so.
pub(crate) struct Row<'a> {
    names: &'a StringRecord,
    values: &'a StringRecord,
    /// The column after the last that was read: columns are mostly read in their order.
    next: Cell<usize>,
}

impl Row<'_> {
    /// The text of a column.
    pub(crate) fn text(&self, column: &str) -> Result<&str, String> {
        let (next, all) = (self.next.get(), self.names.len());
        let is_it = |index: &usize| self.names.get(*index) == Some(column);
        let index = (next..all).chain(0..next).find(is_it);
        let after = index.and_then(|index| index.checked_add(1));
        self.next.set(after.unwrap_or_default());
        let text = index.and_then(|index| self.values.get(index));
        text.ok_or_else(|| format!("there is no column {column}"))
    }

    /// The value of a column.
    pub(crate) fn read<T>(
        &self,
        column: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, String> {
        let text = self.text(column)?;
        read(text).ok_or_else(|| format!("'{text}' is no value of {column}"))
    }

    /// Whether a column is `true`; an empty one is not.
    pub(crate) fn is_true(&self, column: &str) -> Result<bool, String> {
        self.read(column, |text| match text {
            "true" => Some(true),
            "false" | "" => Some(false),
            _ => None,
        })
    }
}

/// Reads a value of a type that has a text.
pub(crate) fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Reads a table row by row.
pub(crate) fn each_row<T>(
    tables: &Tables,
    name: &str,
    read: impl Fn(&Row<'_>) -> Result<T, String>,
) -> Result<Vec<T>, CatalogError> {
    rows_of(name, &tables.text(name)?, read)
}

/// Reads the text of a table row by row.
pub(crate) fn rows_of<T>(
    name: &str,
    text: &str,
    read: impl Fn(&Row<'_>) -> Result<T, String>,
) -> Result<Vec<T>, CatalogError> {
    let mut all = Vec::new();
    records(text, &mut |row| {
        all.push(read(row)?);
        Ok(())
    })
    .map_err(|message| CatalogError::at(name, message))?;
    Ok(all)
}

fn records(text: &str, read: &mut dyn FnMut(&Row<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut values = StringRecord::new();
    let mut number: usize = 0;
    loop {
        number = number.saturating_add(1);
        let at_row = |message: String| format!("row {number}: {message}");
        let is_there = reader.read_record(&mut values);
        if !is_there.map_err(|error| at_row(error.to_string()))? {
            return Ok(());
        }
        let row = Row {
            names: &names,
            values: &values,
            next: Cell::default(),
        };
        read(&row).map_err(at_row)?;
    }
}

/// Reads a table of two columns: the second by the first.
pub(crate) fn pairs(
    tables: &Tables,
    name: &str,
    columns: [&str; 2],
) -> Result<BTreeMap<String, String>, CatalogError> {
    let [key, value] = columns;
    let pairs = each_row(tables, name, |row| {
        Ok((row.text(key)?.to_owned(), row.text(value)?.to_owned()))
    })?;
    Ok(map_of(pairs))
}

/// The names of the sources by their ids in the data files.
pub(crate) struct Sources(BTreeMap<String, String>);

impl Sources {
    pub(crate) fn read(tables: &Tables) -> Result<Self, CatalogError> {
        pairs(tables, "sources.csv", ["id", "source"]).map(Self)
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
