//! The price of a segment where nothing is rounded, converted or packed, in 128 bits.
//!
//! Nearly every segment is such a one. The costs are those of [`slice_of`](super::slice_of), many times
//! faster.

use rust_decimal::Decimal;

use super::touched;
use crate::book::price::Tier;
use crate::rating::context::BookTerms;
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::Segment;
use crate::rating::step::Slice;
use crate::value::decimal::{NonNegative, PLACES};
use crate::value::money::Money;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;
use crate::value::tens::Tens;

/// A segment with its ends in 128 bits.
struct Plain<'a> {
    segment: &'a Segment,
    start: Tens,
    end: Tens,
    listing: &'a BookTerms,
    owes_fee: Option<bool>,
}

/// The slices of a segment with their exact cost; `None` where they have to be worked out in all detail,
/// and then nothing is shown in the ledger.
pub(super) fn slices(
    tiers: &[Tier],
    segment: &Segment,
    listing: &BookTerms,
    owes_fee: Option<bool>,
    ledger: &mut ListLedger,
) -> Option<(Vec<Slice>, Ratio)> {
    let (start, end) = (segment.start.tens()?, segment.end.tens()?);
    if listing.listed_in.is_some() || segment.machines != Ratio::ONE || end < start {
        return None;
    }
    let plain = Plain {
        segment,
        start,
        end,
        listing,
        owes_fee,
    };
    let cost = ledger.of_cost()?;
    let mut tried = *cost;
    let is_before = |up_to: NonNegative| Tens::from(up_to.get()) <= start;
    let is_below = |from: NonNegative| Tens::from(from.get()) < end;
    let touched = touched(tiers, segment.is_first, is_before, is_below);
    let mut slices = Vec::with_capacity(touched.len());
    let mut exact = Tens::ZERO;
    for tier in touched {
        if let Some((slice, cost)) = plain.slice(tier, &mut tried)? {
            slices.push(slice);
            exact = exact.added(cost)?;
        }
    }
    if slices.is_empty() {
        return None;
    }
    slices.shrink_to_fit();
    *cost = tried;
    Some((slices, exact.into()))
}

impl Plain<'_> {
    /// The part of the segment within a tier and its exact cost, if the tier charges anything for it.
    fn slice(&self, tier: &Tier, ledger: &mut Ledger) -> Option<Option<(Slice, Tens)>> {
        let from = Tens::from(tier.from.get());
        let up_to = tier.up_to.map(|up_to| Tens::from(up_to.get()));
        let within = |count: Tens| up_to.map_or(count, |up_to| count.min(up_to)).max(from);
        let (start, end) = (within(self.start), within(self.end));
        let is_reached_here = self.owes_fee.unwrap_or(if tier.fee_at_zero {
            self.segment.is_first
        } else {
            start == from && end != from
        });
        let units = end.minus(start)?;
        if units.is_zero() && !is_reached_here {
            return Some(None);
        }
        let fee = Tens::from(tier.flat_fee.get());
        let has_fee = is_reached_here && !fee.is_zero();
        if tier.per.is_some() || has_fee && self.listing.part != Ratio::ONE {
            return None;
        }
        let mut cost = units.multiplied(tier.unit_price.get().into())?;
        let mut flat_fee = Decimal::ZERO;
        if has_fee {
            cost = cost.added(fee)?;
            flat_fee = fee.half_even(PLACES)?.decimal()?;
        }
        let money = |amount| Money::new(amount, self.listing.currency);
        let slice = Slice {
            from: tier.from,
            up_to: tier.up_to,
            quantity: Quantity::of_tens(units, self.segment.end.unit())?,
            unit_price: money(tier.unit_price.get()),
            listed: None,
            per: None,
            flat_fee: money(flat_fee),
            cost: money(ledger.show_tens(cost)?),
            unit_price_rounded_by: money(Decimal::ZERO),
            tier_rounded_by: money(Decimal::ZERO),
        };
        Some(Some((slice, cost)))
    }
}
