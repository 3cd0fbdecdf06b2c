//! Where and when a price was read, and how far it can be trusted.

use serde::{Deserialize, Serialize};

use crate::value::day::AsOf;

/// Where and when a price was read, and how far it can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The page, file or document.
    pub source: String,
    /// The day the source gave it, or the span of days where the source names no day.
    pub as_of: AsOf,
    /// How far to trust it.
    #[serde(default)]
    pub confidence: Confidence,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Citation {
    /// A price read at a source on a date, with high confidence and no note.
    #[must_use]
    pub fn new(source: &str, as_of: AsOf) -> Self {
        Self {
            source: source.to_owned(),
            as_of,
            confidence: Confidence::High,
            note: None,
        }
    }
}

/// How far a published price can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from the provider's own document or interface.
    #[default]
    High,
    /// Read from another's copy of it, or from an undated document.
    Medium,
    /// Reported by someone, and not seen elsewhere.
    Low,
}
