//! The explanation of a number, as data; its `Display` is English.

use std::fmt;

use serde::Serialize;

use crate::decimal::Amount;
use crate::id::TermId;
use crate::money::Money;
use crate::price_book::Published;
use crate::quantity::Quantity;
use crate::rate::PayRate;

/// One step of a charge: from one amount to the next, and why.
///
/// The steps of a charge chain: the first ends at the list cost, each next starts where the one
/// before ended, and the last ends at the effective cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Why the amount changes.
    pub reason: Reason,
    /// The amount before; zero for the first step.
    pub from: Money,
    /// The amount after.
    pub to: Money,
}

/// Why an amount changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The published price of the quantity.
    ListPrice {
        /// What was used, in the unit it was given in.
        used: Quantity,
        /// The same in the unit of the price.
        pricing_quantity: Quantity,
        /// The quantity cut at the bounds of the tiers, each slice at its own price.
        slices: Vec<Slice>,
        /// Where the price was read.
        published: Published,
    },
    /// A clause under which a share of the price is paid.
    Pay {
        /// The clause.
        term: TermId,
        /// The share.
        pay: PayRate,
    },
}

/// A part of a quantity that has one unit price.
///
/// The quantities of all slices add up to the pricing quantity, and their costs to the list cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slice {
    /// Where the slice's tier starts, in units.
    pub from: Amount,
    /// Where the slice's tier ends, in units; `None` if it is open.
    pub up_to: Option<Amount>,
    /// How much of the quantity is within it.
    pub quantity: Quantity,
    /// The price of one unit within it.
    pub unit_price: Money,
    /// Quantity × unit price.
    pub cost: Money,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::ListPrice {
                used,
                pricing_quantity,
                slices,
                published,
            } => {
                if used != pricing_quantity {
                    write!(f, "{used} = {pricing_quantity}; ")?;
                }
                for (position, slice) in slices.iter().enumerate() {
                    let sign = if position == 0 { "" } else { " + " };
                    write!(f, "{sign}{} × {}", slice.quantity, slice.unit_price)?;
                }
                write!(f, " = {} list", self.to)?;
                write!(f, " [{}, {}]", published.source, published.as_of)
            }
            Reason::Pay { term, pay } => {
                write!(f, "{term}: {pay} of {} = {}", self.from, self.to)
            }
        }
    }
}
