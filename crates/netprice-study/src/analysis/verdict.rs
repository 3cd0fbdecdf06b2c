//! The findings of a comparison besides its ranking: the lowest bill, the budget, the runner-up.

use std::collections::BTreeMap;

use netprice::bill::line::BillLineKind;
use netprice::comparison::compare::{Comparison, Ranked};
use netprice::inverse::target::NeededDiscount;
use netprice::value::id::OfferId;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::ordered::map_of;
use netprice::{Discount, Money, NonNegative};

use crate::compare::OfferAnswer;

/// The decimals of the paid share that [`runner_up_match`] keeps: a tenth of a percent.
const PLACES: u32 = 3;

/// The ranked offer with the lowest amount due; `None` where no bill differs from the effective costs.
///
/// Only minimums, maximums, vouchers and tax count as a difference; rounding does not. Of equal amounts
/// the first in the ranking is returned.
///
/// ```
/// use netprice_study::analysis::lowest_bill;
/// use netprice_study::{Catalog, Study, compare};
/// let study = |billing: &str| Study::from_toml(&format!(r#"
///     currency = "USD"
///     [price_books.acme]
///     provider = "acme"
///     region = "north"
///     currency = "USD"
///     skus.vm = {{ service = "compute", unit = "Hours", price = {{ flat = "0.2" }} }}
///     [[offers]]
///     price_book = "acme"
///     usage.lines = [{{ id = "vm", sku = "vm", quantity = "10 Hours" }}]
///     {billing}
/// "#)).unwrap();
/// let lowest = |billing: &str| {
///     let answer = compare(&study(billing), &Catalog::published().unwrap());
///     let offers = answer.offers.iter().filter_map(|(id, one)| Some((id, one.as_ref().ok()?)));
///     lowest_bill(&answer.comparison, offers).map(|(id, due)| format!("{id} {due}"))
/// };
/// assert_eq!(lowest(""), None);
/// assert_eq!(lowest(r#"billing.minimum = "5 USD""#), Some("acme 5 USD".to_owned())); // 10 × 0.2 is less
/// ```
#[must_use]
pub fn lowest_bill<'a>(
    comparison: &'a Comparison,
    offers: impl IntoIterator<Item = (&'a OfferId, &'a OfferAnswer)>,
) -> Option<(&'a OfferId, Money)> {
    let offers: BTreeMap<&OfferId, &OfferAnswer> = map_of(offers);
    let bills = offers
        .values()
        .filter_map(|one| one.quote.quote.bill.as_ref());
    let mut lines = bills.flat_map(|bill| &bill.lines);
    if lines.all(|line| is_usage(&line.kind)) {
        return None;
    }
    let ranked = comparison.ranked.iter();
    let billed = ranked.filter_map(|one| {
        let due = offers.get(&one.offer)?.quote.amount_due?;
        Some((&one.offer, due))
    });
    billed.min_by_key(|(_, due)| due.amount())
}

/// Whether a line of a bill is the cost of usage, or a change of it by rounding.
fn is_usage(line: &BillLineKind) -> bool {
    match line {
        BillLineKind::Charge(_) | BillLineKind::LineRounding(_) | BillLineKind::InvoiceRounding => {
            true
        }
        BillLineKind::LineMinimum { .. }
        | BillLineKind::Minimum
        | BillLineKind::Maximum
        | BillLineKind::Voucher(_)
        | BillLineKind::Tax(_)
        | BillLineKind::CarriedOver => false,
    }
}

/// The number of ranked offers whose effective cost is at most a budget in the currency of the
/// comparison.
#[must_use]
pub fn within_budget(comparison: &Comparison, budget: NonNegative) -> usize {
    let costs = comparison.ranked.iter().map(|one| one.costs.effective);
    costs.filter(|cost| cost.amount() <= budget.get()).count()
}

/// The first ranked offer that costs more than the cheapest; `None` where all cost the same.
#[must_use]
pub fn runner_up(comparison: &Comparison) -> Option<&Ranked> {
    let first = comparison.ranked.first()?;
    comparison.ranked.iter().find(|one| one.rank != first.rank)
}

/// The [`runner_up`], and the discount with which it would cost no more than the cheapest; `None`
/// where all cost the same or no discount is enough.
///
/// `needed` is the discount that brings an offer to a target, such as
/// [`needed_discount`](super::needed_discount) computes it. The paid share is rounded down to a tenth of
/// a percent, so that the offer still matches.
#[must_use]
pub fn runner_up_match(
    comparison: &Comparison,
    needed: impl FnOnce(&OfferId, Money) -> Option<NeededDiscount>,
) -> Option<(&OfferId, Discount)> {
    let (first, next) = (comparison.ranked.first()?, runner_up(comparison)?);
    match needed(&next.offer, first.costs.effective)? {
        NeededDiscount::Pay(pay) => Some((&next.offer, rounded_down(pay, PLACES)?)),
        NeededDiscount::AlreadyMet | NeededDiscount::Impossible => None,
    }
}

/// A discount whose paid share is rounded down: the price at it is never above the price before.
pub(super) fn rounded_down(pay: Discount, places: u32) -> Option<Discount> {
    let mode = RoundingMode::Floor;
    Discount::of(Rounding { places, mode }.apply(pay.paid())).ok()
}
