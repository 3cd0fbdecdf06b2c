//! What is used, in the terms of one price book.

use serde::{Deserialize, Serialize};

use crate::id::{LineId, SkuId};
use crate::quantity::Quantity;

/// What is used over the billing period, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// What is used of which SKU.
    #[serde(default)]
    pub lines: Vec<UsageLine>,
    /// What is used of something that the price book does not sell, as far as is known: it has
    /// no price, so it makes the quote incomplete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<UnmatchedLine>,
}

impl Usage {
    /// Usage whose every line names a SKU.
    #[must_use]
    pub fn of(lines: Vec<UsageLine>) -> Self {
        Self {
            lines,
            unmatched: Vec::new(),
        }
    }
}

/// A quantity of one SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageLine {
    /// Its name, used once.
    pub id: LineId,
    /// What is used.
    pub sku: SkuId,
    /// How much, in the unit of the SKU or one that converts to it.
    pub quantity: Quantity,
}

/// A quantity for which no SKU is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnmatchedLine {
    /// Its name, used once.
    pub id: LineId,
    /// How much.
    pub quantity: Quantity,
}
