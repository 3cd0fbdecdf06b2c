//! Compares the expectations of a case with the answer.

use std::collections::BTreeMap;

use netprice::value::decimal;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_study::Located;
use serde_json::Value;

use crate::expected::{Expected, Nearness, What, number};
use crate::view::problems_of;

/// An expectation that does not match the answer, with its path.
pub(crate) struct Difference {
    pub line: usize,
    pub path: Vec<String>,
    pub expected: String,
    pub got: String,
    /// Whether the answer has a value at the path.
    pub is_there: bool,
}

/// The fields that identify an element of a list: a table selects elements by their values.
const NAMES: [&str; 10] = [
    "id",
    "line",
    "offer",
    "commitment",
    "name",
    "seller",
    "month",
    "day",
    "factor",
    "at",
];

/// Returns all differences between an answer and the expectations, ordered by name.
pub(crate) fn differences(expected: &Expected, actual: &Value, path: &[String]) -> Vec<Difference> {
    let differs = |got: String| {
        vec![Difference {
            line: expected.line,
            path: path.to_vec(),
            expected: expected.to_string(),
            got,
            is_there: true,
        }]
    };
    let is_held = || single(actual).is_some_and(|single| holds(&expected.what, &single));
    match (&expected.what, actual) {
        (what, _) if let Some(problems) = problems_of(actual).filter(|_| !asks_problems(what)) => {
            differs(format!("problems: {}", said(problems)))
        }
        (What::Is(_) | What::Near(..), _) if is_held() => Vec::new(),
        (What::List(list), Value::Array(elements)) if list.len() == elements.len() => {
            let pairs = list.iter().zip(elements).enumerate();
            let pairs = pairs.map(|(index, (one, element))| {
                differences(one, element, &below(path, &format!("[{index}]")))
            });
            pairs.flatten().collect()
        }
        (What::Table(table), _) if table.is_empty() && is_empty(actual) => Vec::new(),
        (What::Table(table), Value::Object(_) | Value::Array(_)) if !table.is_empty() => {
            of_table(table, actual, path)
        }
        _ => differs(shown(actual)),
    }
}

/// Whether an expectation concerns only the problems of an outcome.
fn asks_problems(what: &What) -> bool {
    matches!(what, What::Table(table) if table.len() == 1 && table.contains_key("problems"))
}

fn of_table(
    table: &BTreeMap<String, Expected>,
    actual: &Value,
    path: &[String],
) -> Vec<Difference> {
    let each = table.iter().map(|(name, one)| {
        let path = below(path, name);
        match find(actual, name) {
            Ok(found) => differences(one, found, &path),
            Err(got) => vec![Difference {
                line: one.line,
                path,
                expected: one.to_string(),
                got,
                is_there: false,
            }],
        }
    });
    each.flatten().collect()
}

/// Finds the value with a name. The error describes the value that is there instead.
fn find<'a>(actual: &'a Value, name: &str) -> Result<&'a Value, String> {
    let none = |names: Vec<String>| {
        if names.is_empty() {
            format!("no '{name}': there is nothing")
        } else {
            format!("no '{name}': there are {}", names.join(", "))
        }
    };
    match actual {
        Value::Object(fields) => {
            let found = fields.get(name);
            found.ok_or_else(|| none(fields.keys().cloned().collect()))
        }
        Value::Array(elements) => {
            let is_it = |element: &&Value| {
                let mut names = names(element).into_iter();
                names.any(|one| is_same(name, &one))
            };
            let mut found = elements.iter().filter(is_it);
            match (found.next(), found.next()) {
                (Some(one), None) => Ok(one),
                (Some(_), Some(_)) => Err(format!("several elements with the name '{name}'")),
                (None, _) if elements.iter().all(|one| names(one).is_empty()) => Err(shown(actual)),
                (None, _) => Err(none(elements.iter().flat_map(names).collect())),
            }
        }
        other => Err(shown(other)),
    }
}

/// Returns the values of an element's identifying fields; an enum variant around it is unwrapped.
fn names(element: &Value) -> Vec<String> {
    let inner = element.as_object().filter(|fields| fields.len() == 1);
    let inner = inner.and_then(|fields| fields.values().next());
    let element = inner.filter(|inner| inner.is_object()).unwrap_or(element);
    let names = NAMES.iter().filter_map(|name| element.get(name));
    names.filter_map(single).collect()
}

fn below(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}

fn is_empty(value: &Value) -> bool {
    let is_empty_object = value.as_object().is_some_and(serde_json::Map::is_empty);
    is_empty_object || value.as_array().is_some_and(Vec::is_empty)
}

/// Whether a scalar value matches the expectation.
fn holds(expected: &What, actual: &str) -> bool {
    match expected {
        What::Is(text) => is_same(text, actual),
        What::Near(value, nearness) => is_near(value, *nearness, actual),
        What::List(_) | What::Table(_) => false,
    }
}

/// Compares two numbers by value and unit, and other texts character by character.
fn is_same(expected: &str, actual: &str) -> bool {
    match (number(expected), number(actual)) {
        (Some(expected), Some(actual)) => expected == actual,
        _ => expected == actual,
    }
}

fn is_near(expected: &str, nearness: Nearness, actual: &str) -> bool {
    let (Some((expected, unit)), Some((actual, of))) = (number(expected), number(actual)) else {
        return false;
    };
    let mode = RoundingMode::HalfUp;
    unit == of
        && match nearness {
            Nearness::Places(places) => Rounding { places, mode }.apply(actual) == expected,
            Nearness::Within(most) => {
                decimal::minus(expected, actual).is_ok_and(|apart| apart.abs() <= most)
            }
        }
}

/// Returns a scalar value as the text that is compared; `None` for a table or a list.
fn single(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("none".to_owned()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Formats a value for a failure message.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(elements) if elements.is_empty() => "nothing".to_owned(),
        Value::Object(fields) if fields.is_empty() => "nothing".to_owned(),
        Value::Array(elements) => elements
            .iter()
            .map(shown)
            .collect::<Vec<String>>()
            .join(", "),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| match value {
                Value::Object(_) | Value::Array(_) => name.clone(),
                _ => format!("{name} {}", shown(value)),
            });
            format!("({})", fields.collect::<Vec<String>>().join(", "))
        }
    }
}

/// Formats problems for a failure message.
fn said(problems: &Value) -> String {
    let located = serde_json::from_value::<Vec<Located>>(problems.clone());
    let located = located.unwrap_or_default();
    let texts = located.iter().map(ToString::to_string);
    texts.collect::<Vec<String>>().join("; ")
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.what {
            What::Is(text) => f.write_str(text),
            What::Near(value, Nearness::Places(places)) => {
                write!(f, "{value} rounded to {places} places")
            }
            What::Near(value, Nearness::Within(most)) => {
                write!(f, "{value} within {}", decimal::print(*most))
            }
            What::List(list) if list.is_empty() => f.write_str("nothing"),
            What::List(list) => {
                let list = list.iter().map(ToString::to_string);
                f.write_str(&list.collect::<Vec<String>>().join(", "))
            }
            What::Table(table) if table.is_empty() => f.write_str("nothing"),
            What::Table(table) => {
                let parts = table.iter().map(|(name, one)| format!("{name} {one}"));
                f.write_str(&parts.collect::<Vec<String>>().join(", "))
            }
        }
    }
}
