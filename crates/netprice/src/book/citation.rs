//! The source and the date of a price, and the confidence in it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::value::day::AsOf;

/// The source and the date of a price, and the confidence in it; copies share the texts.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The page, file or document.
    pub source: Arc<str>,
    /// The day of the price in the source, or a span of days if the source names no day.
    pub as_of: AsOf,
    /// The confidence in the price.
    #[serde(default)]
    pub confidence: Confidence,
    /// A remark for the reader.
    pub note: Option<Arc<str>>,
}

impl Citation {
    /// A citation of a source and a date, with high confidence and no note.
    #[must_use]
    pub fn new(source: &str, as_of: AsOf) -> Self {
        Self {
            source: source.into(),
            as_of,
            confidence: Confidence::High,
            note: None,
        }
    }
}

/// The confidence in a published price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from the provider's own document or interface.
    #[default]
    High,
    /// Read from a third party's copy, or from an undated document.
    Medium,
    /// Reported by one party, and not confirmed elsewhere.
    Low,
}
