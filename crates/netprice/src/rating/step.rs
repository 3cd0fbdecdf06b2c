//! The steps that explain a cost, as data; their `Display` is English.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::book::citation::Citation;
use crate::book::rule::RuleStep;
use crate::rating::meter::Factor;
use crate::value::decimal::NonNegative;
use crate::value::discount::Discount;
use crate::value::id::{AccountId, CommitmentId, TermId};
use crate::value::money::Money;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// One step of a charge: the amounts before and after, and the reason.
///
/// The steps of a charge form a chain: the first ends at the list cost, each further step starts
/// where the previous one ended, and the last ends at the effective cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The reason for the change; charges that a clause changes alike share it.
    pub reason: Arc<Reason>,
    /// The amount before; zero for the first step.
    pub from: Money,
    /// The amount after.
    pub to: Money,
}

/// The reason for a change of an amount.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The published price of the quantity.
    ListPrice {
        /// The quantity used, in the unit of the usage line.
        used: Quantity,
        /// The number of machines that each count from zero, each using the quantity; `None` if the
        /// lines of the SKU are counted together.
        counted_apart: Option<NonNegative>,
        /// The factors of the quantity, before and after conversion and rules.
        factors: Vec<Factor>,
        /// The effects of the SKU's rules on its count.
        rules: Vec<RuleStep>,
        /// The pricing quantity, in the unit of the price.
        pricing_quantity: Quantity,
        /// The quantity cut at the bounds of the tiers, each slice at its own price.
        slices: Vec<Slice>,
        /// The citation of the price, if given.
        published: Option<Citation>,
        /// The part of the usage line that the charge is for, if a commitment split it; the amounts
        /// of all steps are then those of the part.
        part: Option<Box<Part>>,
    },
    /// A clause under which a share of the price is paid.
    Pay {
        /// The clause.
        term: TermId,
        /// The share.
        pay: Discount,
    },
    /// A clause that adds a percentage to the price.
    Markup {
        /// The clause.
        term: TermId,
        /// The percentage.
        percent: NonNegative,
    },
    /// A clause that takes an amount off each unit.
    UnitOff {
        /// The clause.
        term: TermId,
        /// The amount deducted per unit.
        off: Money,
    },
    /// A clause that takes an amount off a total, shared among its charges.
    AmountOff {
        /// The clause.
        term: TermId,
        /// The amount deducted from the total.
        off: Money,
    },
    /// A clause that replaces the list price.
    Fixed {
        /// The clause.
        term: TermId,
        /// The slices of the quantity at the agreed prices.
        slices: Vec<Slice>,
    },
    /// A clause whose paid share depends on the spend.
    BySpend {
        /// The clause.
        term: TermId,
        /// The spend in its scope.
        spend: Money,
        /// The part of the spend that is paid.
        paid: Money,
    },
    /// A clause whose paid share depends on the quantity used.
    ByQuantity {
        /// The clause.
        term: TermId,
        /// The quantity used of the SKU.
        quantity: Quantity,
        /// The share that is paid, shown at 12 decimals.
        paid_share: NonNegative,
    },
    /// A clause that keeps the price from falling below a share of list.
    NotBelow {
        /// The clause.
        term: TermId,
        /// The share.
        pay: Discount,
    },
    /// A clause that keeps the price from rising above a share of today's list.
    NotAbove {
        /// The clause.
        term: TermId,
        /// The share.
        pay: Discount,
    },
    /// A clause that keeps a charge from falling below an amount.
    AtLeast {
        /// The clause.
        term: TermId,
        /// The amount.
        amount: Money,
    },
    /// A clause that keeps a charge from rising above an amount.
    AtMost {
        /// The clause.
        term: TermId,
        /// The amount.
        amount: Money,
    },
    /// A commitment that covers the usage, which then costs a share of the fee.
    Covered {
        /// The commitment.
        commitment: CommitmentId,
        /// The account that owns the commitment, if it states one.
        owner: Option<AccountId>,
        /// The capacity that the usage draws.
        drawn: NonNegative,
    },
    /// The unused part of a commitment.
    Unused {
        /// The commitment.
        commitment: CommitmentId,
        /// The capacity that was not drawn.
        left: NonNegative,
        /// The capacity that could be drawn.
        capacity: NonNegative,
    },
    /// A commitment with an overage factor for usage that it does not cover.
    Overage {
        /// The commitment.
        commitment: CommitmentId,
        /// The multiple of the contracted cost that is paid.
        factor: NonNegative,
    },
    /// A fee that is a share of other charges.
    ShareFee {
        /// The fee.
        fee: TermId,
        /// The sum of the charges.
        base: Money,
    },
}

/// The part of a usage line that a charge is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The quantity of the part.
    pub quantity: Quantity,
    /// The quantity of the whole line.
    pub of: Quantity,
    /// The list cost of the whole line.
    pub list: Money,
    /// The exact share of the whole line, which a line for nothing has too: 2 of the 3,000 that a
    /// minimum quantity costs are 1/1500 of its units.
    pub share: Ratio,
}

impl Reason {
    /// The commitment behind the step; `None` for the list price and for clauses.
    #[must_use]
    pub fn commitment(&self) -> Option<&CommitmentId> {
        let (Self::Covered { commitment, .. }
        | Self::Unused { commitment, .. }
        | Self::Overage { commitment, .. }) = self
        else {
            return None;
        };
        Some(commitment)
    }

    /// The clause behind the step; `None` for the list price and for commitments.
    #[must_use]
    pub fn term(&self) -> Option<&TermId> {
        match self {
            Self::ListPrice { .. }
            | Self::Covered { .. }
            | Self::Unused { .. }
            | Self::Overage { .. } => None,
            Self::Pay { term, .. }
            | Self::UnitOff { term, .. }
            | Self::AmountOff { term, .. }
            | Self::Fixed { term, .. }
            | Self::BySpend { term, .. }
            | Self::ByQuantity { term, .. }
            | Self::NotBelow { term, .. }
            | Self::NotAbove { term, .. }
            | Self::AtLeast { term, .. }
            | Self::AtMost { term, .. }
            | Self::Markup { term, .. }
            | Self::ShareFee { fee: term, .. } => Some(term),
        }
    }
}

/// A part of a quantity that has one unit price.
///
/// The quantities of all slices add up to the pricing quantity, and their costs to the list cost.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The start of the slice's tier, in units.
    pub from: NonNegative,
    /// The end of the slice's tier, in units; `None` if the tier is open.
    pub up_to: Option<NonNegative>,
    /// The part of the quantity that lies within the tier.
    pub quantity: Quantity,
    /// The price of one unit, or of one package if `per` is given.
    pub unit_price: Money,
    /// The listed unit price, if it is converted before anything is priced.
    pub listed: Option<Box<Listed>>,
    /// The package size in units, if the price is per package.
    pub per: Option<NonNegative>,
    /// The fee for reaching the tier.
    pub flat_fee: Money,
    /// Quantity × unit price, or packages × unit price, plus the fee.
    pub cost: Money,
    /// The change of the cost by rounding the unit price.
    pub unit_price_rounded_by: Money,
    /// The change of the cost by rounding within the tier.
    pub tier_rounded_by: Money,
}

/// A unit price in the currency of its list, and the rate at which it is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The listed unit price.
    pub unit_price: Money,
    /// What one unit of its currency buys in that of the price book.
    pub rate: Ratio,
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per {
            None => write!(f, "{} × {}", self.quantity, self.unit_price)?,
            Some(size) => write!(
                f,
                "{} in packages of {size} at {}",
                self.quantity, self.unit_price
            )?,
        }
        if let Some(listed) = &self.listed {
            write!(f, " ({} × {:.12})", listed.unit_price, listed.rate)?;
        }
        if self.flat_fee.amount().is_zero() {
            Ok(())
        } else {
            write!(f, " + {} fee", self.flat_fee)
        }
    }
}

fn sum(f: &mut fmt::Formatter<'_>, slices: &[Slice]) -> fmt::Result {
    for (position, slice) in slices.iter().enumerate() {
        let sign = if position == 0 { "" } else { " + " };
        write!(f, "{sign}{slice}")?;
    }
    Ok(())
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        match &*self.reason {
            Reason::ListPrice {
                used,
                counted_apart,
                factors,
                rules,
                pricing_quantity,
                slices,
                published,
                part,
            } => {
                let machines = counted_apart.filter(|machines| *machines != NonNegative::ONE);
                if let Some(machines) = machines {
                    write!(f, "{machines} machines, each {used}: ")?;
                }
                for factor in factors {
                    write!(f, "{} = {}; ", factor.given, factor.counted)?;
                }
                for rule in rules {
                    write!(f, "{} → {}; ", rule.from, rule.to)?;
                }
                let is_plain = factors.is_empty() && rules.is_empty();
                if machines.is_none() && is_plain && used != pricing_quantity {
                    write!(f, "{used} = {pricing_quantity}; ")?;
                }
                sum(f, slices)?;
                if let Some(part) = part {
                    write!(f, " = {}; {} of {}", part.list, part.quantity, part.of)?;
                }
                write!(f, " = {to} list")?;
                match published {
                    Some(Citation { source, as_of, .. }) => write!(f, " [{source}, {as_of}]"),
                    None => Ok(()),
                }
            }
            Reason::Pay { term, pay } => write!(f, "{term}: {pay} of {from} = {to}"),
            Reason::Markup { term, percent } => {
                write!(f, "{term}: {from} and {percent}% on top = {to}")
            }
            Reason::UnitOff { term, off } => write!(f, "{term}: {from} less {off} a unit = {to}"),
            Reason::AmountOff { term, off } => {
                write!(f, "{term}: {from} less its share of {off} = {to}")
            }
            Reason::Fixed { term, slices } => {
                write!(f, "{term}: ")?;
                sum(f, slices)?;
                write!(f, " = {to} instead of {from}")
            }
            Reason::BySpend { term, spend, paid } => {
                write!(f, "{term}: {spend} spent, {paid} paid; {from} becomes {to}")
            }
            Reason::ByQuantity {
                term,
                quantity,
                paid_share,
            } => write!(f, "{term}: at {quantity}, {from} × {paid_share} = {to}"),
            Reason::NotBelow { term, pay } => {
                write!(f, "{term}: not below {pay} of list; {from} becomes {to}")
            }
            Reason::NotAbove { term, pay } => {
                write!(f, "{term}: not above {pay} of list; {from} becomes {to}")
            }
            Reason::AtLeast { term, amount } => {
                write!(f, "{term}: at least {amount}; {from} becomes {to}")
            }
            Reason::AtMost { term, amount } => {
                write!(f, "{term}: at most {amount}; {from} becomes {to}")
            }
            Reason::Covered {
                commitment,
                owner,
                drawn,
            } => {
                write!(f, "{commitment}")?;
                if let Some(owner) = owner {
                    write!(f, " of {owner}")?;
                }
                write!(f, ": {drawn} drawn, so {from} becomes {to} of its fee")
            }
            Reason::Unused {
                commitment,
                left,
                capacity,
            } => write!(
                f,
                "{commitment}: {left} of {capacity} not drawn, {to} of its fee"
            ),
            Reason::Overage { commitment, factor } => {
                write!(f, "{commitment}: not covered, {from} × {factor} = {to}")
            }
            Reason::ShareFee { fee, base } => write!(f, "{fee}: {to} for charges of {base}"),
        }
    }
}
