//! A TOML document in which each value has its line.

use std::collections::BTreeMap;

use netprice::value::path::{Path, Segment};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of a document and its line, counted from 1.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub line: usize,
    pub value: Value,
}

/// A value of a document.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A string, integer, boolean or date, as text.
    Text(String),
    /// A TOML float, which is refused where a decimal in quotes is expected.
    Float(String),
    List(Vec<Tree>),
    Table(BTreeMap<String, Tree>),
}

/// The positions of the line breaks of a text, in bytes.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n');
        Self(breaks.map(|(position, _)| position).collect())
    }

    /// Returns the line of a position in bytes, counted from 1.
    pub(crate) fn at(&self, position: usize) -> usize {
        let Self(breaks) = self;
        let before = breaks.partition_point(|one| *one < position);
        before.saturating_add(1)
    }
}

impl Tree {
    pub(crate) fn of(value: &Spanned<DeValue<'_>>, lines: &Lines) -> Self {
        let line = lines.at(value.span().start);
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => Value::Text(number.to_string()),
            DeValue::Float(number) => Value::Float(number.to_string()),
            DeValue::Boolean(truth) => Value::Text(truth.to_string()),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(list) => {
                Value::List(list.iter().map(|one| Self::of(one, lines)).collect())
            }
            DeValue::Table(table) => Value::Table(entries(table, lines)),
        };
        Self { line, value }
    }

    /// Returns the line of the value at a path, or of its nearest ancestor that exists.
    pub(crate) fn line_of(&self, path: &Path) -> usize {
        let mut tree = self;
        for segment in path.segments() {
            let next = match (&tree.value, segment) {
                (Value::Table(table), Segment::Name(name)) => table.get(name.as_ref()),
                (Value::List(list), Segment::Index(index)) => list.get(*index),
                _ => None,
            };
            match next {
                Some(next) => tree = next,
                None => break,
            }
        }
        tree.line
    }
}

/// Reads the entries of a table, each with the line of its key.
pub(crate) fn entries(table: &DeTable<'_>, lines: &Lines) -> BTreeMap<String, Tree> {
    let entries = table.iter().map(|(key, value)| {
        let line = lines.at(key.span().start);
        let tree = Tree::of(value, lines);
        (key.get_ref().to_string(), Tree { line, ..tree })
    });
    entries.collect()
}
