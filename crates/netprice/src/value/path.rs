//! Paths into a document, as typed segments.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One segment of a path: names and keys are written as strings, indices as numbers, and lines as
/// `{"line": 2}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// A line of a text, counted from 1.
    Line(u64),
    /// An element of a list, counted from 0.
    #[serde(untagged)]
    Index(usize),
    /// A field of a structure or an entry of a map, by its name in the document.
    #[serde(untagged)]
    Name(Cow<'static, str>),
}

/// A path into a document, such as `usage.lines[2].quantity`; empty for the document itself.
///
/// Paths are built from segments and never parsed from text, because a key may contain dots and
/// brackets, as in `m6a.xlarge`.
///
/// ```
/// use netprice::value::path::Path;
/// let quantity = Path::from("quantity");
/// let path = quantity.under(Path::from("usage").field("lines").index(2));
/// assert_eq!(path.to_string(), "usage.lines[2].quantity");
/// assert_eq!(Path::from("skus").key("m6a.xlarge").field("price").to_string(), "skus.m6a.xlarge.price");
/// assert_eq!(Path::default().to_string(), "document");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The path of a line of a text, counted from 1.
    #[must_use]
    pub fn line(line: u64) -> Self {
        Self(vec![Segment::Line(line)])
    }

    /// The path of a field below this one.
    #[must_use]
    pub fn field(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.and(Segment::Name(name.into()))
    }

    /// The path of an entry below this one.
    #[must_use]
    pub fn key(self, key: impl fmt::Display) -> Self {
        self.and(Segment::Name(key.to_string().into()))
    }

    /// The path of an element below this one, counted from 0.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        self.and(Segment::Index(index))
    }

    /// Prefixes the path with an outer path.
    #[must_use]
    pub fn under(self, outer: impl Into<Self>) -> Self {
        let Self(mut segments) = outer.into();
        segments.extend(self.0);
        Self(segments)
    }

    /// The segments, the outermost first.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The path without its outermost segment, if that segment is the given field.
    #[must_use]
    pub fn within(&self, field: &str) -> Option<Self> {
        match self.0.split_first() {
            Some((Segment::Name(first), rest)) if first == field => Some(Self(rest.to_vec())),
            Some(_) | None => None,
        }
    }

    fn and(mut self, segment: Segment) -> Self {
        self.0.push(segment);
        self
    }
}

impl From<&'static str> for Path {
    fn from(field: &'static str) -> Self {
        Self::default().field(field)
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("document");
        }
        let mut before: Option<&Segment> = None;
        for segment in &self.0 {
            let sign = match before {
                None => "",
                // The column of a line: `line 2, unit_price`.
                Some(Segment::Line(_)) => ", ",
                Some(Segment::Name(_) | Segment::Index(_)) => ".",
            };
            match segment {
                Segment::Name(name) => write!(f, "{sign}{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Line(line) if before.is_none() => write!(f, "line {line}")?,
                Segment::Line(line) => write!(f, ", line {line}")?,
            }
            before = Some(segment);
        }
        Ok(())
    }
}
