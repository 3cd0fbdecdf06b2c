//! The bill, and its amount due in another currency.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bill::line::BillLine;
use crate::rating::charge::{Charge, LeftOver, UsageCharge};
use crate::rating::step::Slice;
use crate::value::id::TermId;
use crate::value::money::{Currency, Money, Rounding};
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A bill: the amount due and the lines that make it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// The lines, in the order in which they are computed.
    pub lines: Vec<BillLine>,
    /// The exact sum of the lines.
    pub amount_due: Money,
    /// The tax included in the amount due.
    pub tax: Money,
    /// The credit that is carried over to the next bill, as no amount due is below zero.
    pub carried_over: Money,
    /// The vouchers that pay nothing: they have expired, their threshold is not reached, or nothing is
    /// left for them to pay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused_vouchers: Vec<TermId>,
    /// The change of amounts by rounding, stage by stage.
    pub rounded: Rounded,
    /// What the amount due has left over of its exact amount, and the rounding of the bill, for a
    /// bill that is paid in another currency.
    #[serde(skip)]
    pub(crate) unrounded: Unrounded,
}

/// An amount due before the rounding of the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unrounded {
    /// The exact amount less the amount due.
    pub(super) left_over: LeftOver,
    pub(super) rounding: Option<Rounding>,
}

impl Bill {
    /// The amount due in another currency: the exact amount times the rate, rounded once.
    ///
    /// A bill that is rounded to the smallest unit of its currency is rounded to that of the other
    /// one: 100.00 USD at 0.92345 are 92.35 EUR, and at 152.405 they are 15,241 JPY. Otherwise the
    /// decimals of its rounding are kept, or 12 if it is not rounded.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    ///
    /// Source of the first example: FOCUS specification, issue 1997 (the total is converted).
    pub(crate) fn paid_in(&self, to: Currency, rate: Ratio) -> Result<Money, ValueProblem> {
        let due = self.amount_due;
        let exact = self.unrounded.left_over.get().plus(due.amount().into())?;
        let exact = exact.times(rate)?;
        let amount = match self.unrounded.rounding {
            Some(rounding) if rounding.places == due.currency().minor_digits() => {
                exact.rounded(Rounding {
                    places: to.minor_digits(),
                    ..rounding
                })?
            }
            Some(rounding) => exact.rounded(rounding)?,
            None => exact.shown()?,
        };
        Ok(Money::new(amount, to))
    }
}

/// Prints the lines, then the amount due.
impl fmt::Display for Bill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for BillLine { kind, amount } in &self.lines {
            write!(f, "{kind}: ")?;
            fmt::Display::fmt(amount, f)?;
            writeln!(f)?;
        }
        f.write_str("amount due: ")?;
        fmt::Display::fmt(&self.amount_due, f)
    }
}

/// The changes of amounts by the rounding policy, summed per stage; negative for a reduction.
///
/// A unit price of 0.0049 rounded to cents is 0, a change of −4.9 over 1,000 units. A policy
/// without rounding changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounded {
    /// The change of the list cost by rounding unit prices, before any term.
    pub unit_price: Money,
    /// The change of the list cost by rounding within tiers, before any term.
    pub tier: Money,
    /// The change of the bill by rounding each charge.
    pub line: Money,
    /// The change of the bill by rounding its sum.
    pub invoice: Money,
}

impl Rounded {
    /// The changes by rounding before the bill. The parts into which commitments split a charge all
    /// carry the slices of the whole charge, so each charge counts once.
    pub(super) fn at_list(charges: &[Charge], currency: Currency) -> Result<Self, ValueProblem> {
        let zero = Money::zero(currency);
        let start = Self {
            unit_price: zero,
            tier: zero,
            line: zero,
            invoice: zero,
        };
        let mut seen = BTreeSet::new();
        let is_rounded = |slice: &Slice| {
            !(slice.unit_price_rounded_by.is_zero() && slice.tier_rounded_by.is_zero())
        };
        let usage = charges.iter().filter_map(Charge::usage);
        let usage = usage.filter(|usage| usage.list_slices().iter().any(is_rounded));
        let once = usage.filter(|usage| seen.insert((&usage.line, usage.day)));
        let mut slices = once.flat_map(UsageCharge::list_slices);
        slices.try_fold(start, |sum, slice| {
            Ok(Self {
                unit_price: sum.unit_price.plus(slice.unit_price_rounded_by)?,
                tier: sum.tier.plus(slice.tier_rounded_by)?,
                ..sum
            })
        })
    }

    /// The change of the bill by rounding its charges and its sum.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn on_bill(self) -> Result<Money, ValueProblem> {
        self.line.plus(self.invoice)
    }
}
