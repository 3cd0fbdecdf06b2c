//! The discounts with which an offer would match the cheapest offer and meet a budget.

use netprice::comparison::compare::Comparison;
use netprice::inverse::target::NeededDiscount;
use netprice::value::id::OfferId;
use netprice::{Money, NonNegative};

use super::verdict::rounded_down;

/// The decimals of the paid share: a hundredth of a percent.
const PLACES: u32 = 4;

/// The discounts that an offer needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferTargets<'a> {
    /// The cheapest offer, and the discount that matches it: `Pay` or `Impossible`. `None` for an offer
    /// that costs as little.
    pub cheapest: Option<(&'a OfferId, NeededDiscount)>,
    /// The discount that meets the budget; `None` without a budget.
    pub budget: Option<NeededDiscount>,
}

/// Computes the discounts with which a ranked offer would match the cheapest one and meet a budget in
/// the currency of the comparison; `None` for an offer that is not ranked.
///
/// `needed` is the discount that brings the offer to a target, such as
/// [`needed_discount`](super::needed_discount) computes it; where it is `None`, the target is left out.
/// An offer whose cost is within the budget needs none, whatever its discount is now. The paid share is rounded down to
/// a hundredth of a percent, so that the offer still meets its target.
#[must_use]
pub fn offer_targets<'a>(
    comparison: &'a Comparison,
    offer: &OfferId,
    budget: Option<NonNegative>,
    needed: impl Fn(Money) -> Option<NeededDiscount>,
) -> Option<OfferTargets<'a>> {
    let own = comparison.ranked.iter().find(|one| one.offer == *offer)?;
    let cost = own.costs.effective;
    let above = |target: Money| match needed(target)? {
        NeededDiscount::Pay(pay) => Some(NeededDiscount::Pay(rounded_down(pay, PLACES)?)),
        NeededDiscount::Impossible => Some(NeededDiscount::Impossible),
        NeededDiscount::AlreadyMet => None,
    };
    let first = comparison.ranked.first();
    let first = first.filter(|first| first.costs.effective != cost);
    let cheapest = first.and_then(|first| Some((&first.offer, above(first.costs.effective)?)));
    let budget = budget.and_then(|budget| {
        if cost.amount() <= budget.get() {
            return Some(NeededDiscount::AlreadyMet);
        }
        above(Money::new(budget.get(), cost.currency()))
    });
    Some(OfferTargets { cheapest, budget })
}
