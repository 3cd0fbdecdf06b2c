//! What a customer agreed: an ordered list of changes to the list price.

use serde::{Deserialize, Serialize};

use crate::id::TermId;
use crate::rate::PayRate;

/// The terms of a contract, applied in the order in which they are listed.
///
/// No terms mean the list price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Vec<Term>);

/// One clause of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name.
    pub id: TermId,
    /// What it does to the price.
    pub change: PriceChange,
}

/// What a clause does to the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceChange {
    /// A share of the price is paid: after 80%, another 90% leaves 72%.
    Pay(PayRate),
}
