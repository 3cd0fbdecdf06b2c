//! Finds everything that is wrong with a document, and not only the first of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use netprice::value::path::Segment;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use super::{typed, unreadable};
use crate::problem::Located;

/// The problems of a document that are looked for.
const MOST: usize = 100;

/// Reads a value of a document.
///
/// What is wrong is taken out and the rest is read again, until nothing is wrong. What is wrong only since
/// something was taken out is not told.
///
/// # Errors
/// All that is wrong, at most [`MOST`] problems, each with its path in the document as it was given.
pub(super) fn read_all<T: DeserializeOwned>(mut document: Value) -> Result<T, Vec<Located>> {
    let (mut problems, mut taken) = (Vec::new(), Taken::default());
    loop {
        let error = match serde_path_to_error::deserialize(&document) {
            Ok(read) if problems.is_empty() => return Ok(read),
            Ok::<T, _>(_) => return Err(problems),
            Err(error) => error,
        };
        let path = typed(error.path());
        let original = taken.original(path.segments());
        let message = error.inner().to_string();
        if !taken.is_consequence(&original, &message) {
            let value = at(&mut document, path.segments());
            let told = told(message, value.as_deref());
            problems.push(unreadable(original.into_iter().collect(), &told));
        }
        if problems.len() >= MOST || !taken.take(&mut document, path.segments()) {
            return Err(problems);
        }
    }
}

/// The message of a problem; one that says only what was expected gets the value, where it is short.
fn told(message: String, value: Option<&Value>) -> String {
    if message.contains("expected") || message.starts_with("missing field") {
        return message;
    }
    let value = match value {
        Some(Value::String(text)) => format!("'{text}'"),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => format!("'{value}'"),
        Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => "it".to_owned(),
    };
    format!("{value} cannot be read; expected {message}")
}

/// What was taken out of a document.
#[derive(Default)]
struct Taken {
    /// What something was taken out of, with the names of the fields.
    from: BTreeMap<Vec<Segment>, BTreeSet<String>>,
    /// The lists from which an element was taken, and its place in the document as it was given.
    elements: BTreeSet<(Vec<Segment>, usize)>,
}

impl Taken {
    /// Whether a problem is there only since something was taken out.
    fn is_consequence(&self, path: &[Segment], message: &str) -> bool {
        let Some(fields) = self.from.get(path) else {
            return false;
        };
        match message.strip_prefix("missing field `") {
            Some(rest) => fields
                .iter()
                .any(|field| rest.starts_with(&format!("{field}`"))),
            None => !message.starts_with("unknown field"),
        }
    }

    /// The path in the document as it was given.
    fn original(&self, path: &[Segment]) -> Vec<Segment> {
        let mut original: Vec<Segment> = Vec::new();
        for segment in path {
            let mut segment = segment.clone();
            if let Segment::Index(place) = &mut segment {
                let of_list = self.elements.iter().filter(|(list, _)| *list == original);
                for (_, before) in of_list {
                    if before <= place {
                        *place = place.saturating_add(1);
                    }
                }
            }
            original.push(segment);
        }
        original
    }

    /// Takes out what is at a path, or at the longest part of it that the document has.
    fn take(&mut self, document: &mut Value, path: &[Segment]) -> bool {
        let has = |length: &usize| {
            let part = path.get(..*length).unwrap_or_default();
            at(document, part).is_some()
        };
        let length = (1..=path.len()).rev().find(has);
        let part = length.and_then(|length| path.get(..length));
        let Some((last, within)) = part.and_then(|part| part.split_last()) else {
            return false;
        };
        let from = self.original(within);
        match (at(document, within), last) {
            (Some(Value::Object(fields)), Segment::Name(name)) => {
                fields.remove(name.as_ref());
                self.from.entry(from).or_default().insert(name.to_string());
            }
            (Some(Value::Array(elements)), Segment::Index(place)) => {
                if let Some(Segment::Index(original)) = self
                    .original(path.get(..=within.len()).unwrap_or_default())
                    .pop()
                {
                    self.elements.insert((from.clone(), original));
                }
                elements.remove(*place);
                self.from.entry(from).or_default();
            }
            _ => return false,
        }
        true
    }
}

/// What is at a path of a document.
fn at<'v>(document: &'v mut Value, path: &[Segment]) -> Option<&'v mut Value> {
    path.iter()
        .try_fold(document, |value, segment| match segment {
            Segment::Name(name) => value.get_mut(name.as_ref()),
            Segment::Index(place) => value.get_mut(*place),
            Segment::Line(_) => None,
        })
}

/// A document of which no field is given twice; anything else is allowed.
pub(super) struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(document: D) -> Result<Self, D::Error> {
        document.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while elements.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self, A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = fields.next_key::<String>()? {
            fields.next_value::<Self>()?;
            if let Some(name) = seen.replace(name) {
                let twice = format!("'{name}' is given twice; expected unique keys");
                return Err(A::Error::custom(twice));
            }
        }
        Ok(self)
    }
}
