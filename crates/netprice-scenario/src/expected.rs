//! Reads the expectations of a case from its tree.

use std::collections::BTreeMap;

use netprice::value::decimal;
use netprice_study::Located;
use rust_decimal::Decimal;

use crate::outcome::Failure;
use crate::tree::{Tree, Value};

/// The expectation for a part of the answer, and its line in the file.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub line: usize,
    pub what: What,
}

/// The expectation for a part of the answer.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Is(String),
    Near(String, Nearness),
    List(Vec<Expected>),
    Table(BTreeMap<String, Expected>),
}

/// The tolerance for a number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Nearness {
    /// The answer equals the value after rounding half up to this number of decimals.
    Places(u32),
    /// The difference is at most this number.
    Within(Decimal),
}

/// A problem that the answer must have: its whole text, or some of its parts.
#[derive(Clone, Debug)]
pub(crate) enum ExpectedProblem {
    Text(String),
    Parts(BTreeMap<String, String>),
}

impl Expected {
    pub(crate) fn of(tree: &Tree, path: &str) -> Result<Self, Failure> {
        let what = match &tree.value {
            Value::Text(text) => What::Is(text.clone()),
            Value::Float(number) => {
                let got = format!("the number {number}");
                return Err(unread(tree.line, path, "a decimal in quotes", &got));
            }
            Value::List(list) => {
                let list = list.iter().enumerate();
                let list = list.map(|(index, one)| Self::of(one, &format!("{path}[{index}]")));
                What::List(list.collect::<Result<_, Failure>>()?)
            }
            Value::Table(table) if is_near(table) => near(tree.line, table, path)?,
            Value::Table(table) => {
                let table = table.iter().map(|(name, one)| {
                    let one = Self::of(one, &format!("{path}.{name}"))?;
                    Ok((name.clone(), one))
                });
                What::Table(table.collect::<Result<_, Failure>>()?)
            }
        };
        let line = tree.line;
        Ok(Self { line, what })
    }
}

/// The failure of an expectation or a case that cannot be read.
pub(crate) fn unread(line: usize, path: &str, expected: &str, got: &str) -> Failure {
    Failure {
        line,
        path: path.to_owned(),
        expected: expected.to_owned(),
        got: got.to_owned(),
        steps: Vec::new(),
    }
}

fn is_near(table: &BTreeMap<String, Tree>) -> bool {
    let has = |name: &str| table.contains_key(name);
    has("value") && (has("places") || has("within")) && table.len() == 2
}

fn near(line: usize, table: &BTreeMap<String, Tree>, path: &str) -> Result<What, Failure> {
    let text = |name: &str| match table.get(name).map(|tree| &tree.value) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let value = text("value").filter(|value| number(value).is_some());
    let value =
        value.ok_or_else(|| unread(line, path, "a number in quotes as value", "something else"))?;
    let places = text("places").and_then(|places| places.parse().ok());
    let places = places
        .filter(|places| *places <= decimal::PLACES)
        .map(Nearness::Places);
    let within = text("within").and_then(|within| decimal::parse_non_negative(within).ok());
    let nearness = places.or(within.map(Nearness::Within));
    let nearness = nearness.ok_or_else(|| {
        let expected = "at most 12 places, or within a decimal in quotes";
        unread(line, path, expected, "something else")
    })?;
    Ok(What::Near(value.to_owned(), nearness))
}

/// Splits a text into a number and the unit after it, such as a currency.
pub(crate) fn number(text: &str) -> Option<(Decimal, &str)> {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let number = decimal::parse(number).ok()?;
    Some((number, unit))
}

impl ExpectedProblem {
    /// Reads `expect.problems`.
    pub(crate) fn list(tree: &Tree) -> Result<Vec<Self>, Failure> {
        let path = "expect.problems";
        let Value::List(list) = &tree.value else {
            return Err(unread(tree.line, path, "a list", "something else"));
        };
        list.iter().map(|one| Self::of(one, path)).collect()
    }

    fn of(tree: &Tree, path: &str) -> Result<Self, Failure> {
        match &tree.value {
            Value::Text(text) => Ok(Self::Text(text.clone())),
            Value::Table(table) if !table.is_empty() => {
                let parts = table
                    .iter()
                    .map(|(name, part)| match (name.as_str(), &part.value) {
                        ("path" | "code" | "message", Value::Text(text)) => {
                            Ok((name.clone(), text.clone()))
                        }
                        _ => {
                            let expected = "path, code or message as text";
                            Err(unread(part.line, path, expected, name))
                        }
                    });
                Ok(Self::Parts(parts.collect::<Result<_, Failure>>()?))
            }
            _ => {
                let expected = "'path: message', or path, code or message";
                Err(unread(tree.line, path, expected, "something else"))
            }
        }
    }

    pub(crate) fn is(&self, located: &Located) -> bool {
        match self {
            Self::Text(text) => *text == located.to_string(),
            Self::Parts(parts) => parts.iter().all(|(name, part)| match name.as_str() {
                "path" => *part == located.path.to_string(),
                "code" => part == located.problem.code(),
                _ => *part == located.problem.to_string(),
            }),
        }
    }
}

impl std::fmt::Display for ExpectedProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Parts(parts) => {
                let parts = parts.iter().map(|(name, part)| format!("{name} '{part}'"));
                f.write_str(&parts.collect::<Vec<String>>().join(", "))
            }
        }
    }
}
