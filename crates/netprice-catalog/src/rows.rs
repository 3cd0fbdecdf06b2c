//! Rows of the tables, and their sources.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

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
    names: &'a [Cow<'a, str>],
    values: &'a [Cow<'a, str>],
}

impl Row<'_> {
    /// The text of a column.
    pub(crate) fn text(&self, column: &str) -> Result<&str, String> {
        let index = self.names.iter().position(|name| name == column);
        let text = index.and_then(|index| self.values.get(index));
        text.map(AsRef::as_ref)
            .ok_or_else(|| format!("there is no column {column}"))
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
    let mut all = Vec::new();
    let text = tables.text(name)?;
    records(&text, &mut |row| {
        all.push(read(row)?);
        Ok(())
    })
    .map_err(|message| CatalogError::at(name, message))?;
    Ok(all)
}

fn records(text: &str, read: &mut dyn FnMut(&Row<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut rest = text;
    let names = record(&mut rest).unwrap_or_default();
    let mut number: usize = 0;
    while let Some(values) = record(&mut rest) {
        number = number.saturating_add(1);
        let (names, values) = (names.as_slice(), values.as_slice());
        let read = match (values.len(), names.len()) {
            (is, expected) if is != expected => Err(format!(
                "it has {is} values, and there are {expected} columns"
            )),
            _ => read(&Row { names, values }),
        };
        read.map_err(|message| format!("row {number}: {message}"))?;
    }
    Ok(())
}

/// Takes the next record off a CSV text, after empty lines; `None` at its end.
///
/// The reader of the crate `csv` is many times as long.
fn record<'a>(rest: &mut &'a str) -> Option<Vec<Cow<'a, str>>> {
    *rest = rest.trim_start_matches(['\r', '\n']);
    if rest.is_empty() {
        return None;
    }
    let mut values = Vec::new();
    loop {
        values.push(value(rest));
        let Some(more) = rest.strip_prefix(',') else {
            return Some(values);
        };
        *rest = more;
    }
}

/// Takes a value off a record: up to a comma or the end of the line, or in quotes, where two are one.
fn value<'a>(rest: &mut &'a str) -> Cow<'a, str> {
    let mut quoted = String::new();
    while let Some(inner) = rest.strip_prefix('"') {
        let (text, after) = inner.split_once('"').unwrap_or((inner, ""));
        quoted.push_str(text);
        *rest = after;
        if after.starts_with('"') {
            quoted.push('"');
        }
    }
    let end = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
    let (plain, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    *rest = after;
    if quoted.is_empty() {
        Cow::Borrowed(plain)
    } else {
        Cow::Owned(quoted + plain)
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
