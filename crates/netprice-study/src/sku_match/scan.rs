//! Finds the cheapest of a list by money for the same use.

use netprice::problem::Problem;
use netprice::rating::context::BookTerms;
use netprice::rating::meter::Segment;
use netprice::rating::rate::{TierSelectors, price_segment};
use netprice::value::id::SkuId;
use netprice::value::ratio::Ratio;
use netprice::{Money, PriceBook, Quantity};
use netprice_catalog::index::Item;

use super::parts::Part;
use crate::problem::StudyProblem;

/// The two cheapest of a list that fit, and how many there are.
pub(super) struct Scan<'a, T> {
    /// The cheapest, and the second.
    pub cheapest: Vec<(Money, &'a Item<T>)>,
    /// The number that fit and have a price.
    pub fitting: usize,
    /// The first by name that fits, of those without a known price.
    pub unpriced: Option<&'a Item<T>>,
}

/// Finds the cheapest items of a list that is in the order of the least that they can cost.
pub(super) fn scan<'a, T>(
    items: &'a [Item<T>],
    fits: impl Fn(&T) -> bool,
    prices: &PriceBook,
    part: &Part,
) -> Result<Scan<'a, T>, StudyProblem> {
    let mut found = Scan {
        cheapest: Vec::new(),
        fitting: 0,
        unpriced: None,
    };
    let mut is_decided = false;
    for item in items.iter().filter(|item| fits(&item.what)) {
        let Some(least) = item.least else {
            found.unpriced = found.unpriced.or(Some(item));
            continue;
        };
        if let (false, [_, (second, _)]) = (is_decided, found.cheapest.as_slice()) {
            is_decided = least > unit_of(*second, part)?;
        }
        if is_decided {
            found.fitting = found.fitting.saturating_add(1);
        } else if let Some(cost) = cost(prices, &item.sku, part)? {
            found.fitting = found.fitting.saturating_add(1);
            let place = found.cheapest.partition_point(|(known, other)| {
                (known.amount(), &other.sku) < (cost.amount(), &item.sku)
            });
            found.cheapest.insert(place, (cost, item));
            found.cheapest.truncate(2);
        } else {
            found.unpriced = found.unpriced.or(Some(item));
        }
    }
    Ok(found)
}

/// The cheapest item that fits and costs less than an amount.
pub(super) fn below<'a, T>(
    items: &'a [Item<T>],
    fits: impl Fn(&T) -> bool,
    prices: &PriceBook,
    part: &Part,
    amount: Money,
) -> Result<Option<(Money, &'a Item<T>)>, StudyProblem> {
    let limit = unit_of(amount, part)?;
    let end = items.partition_point(|item| item.least.is_some_and(|least| least < limit));
    let mut best: Option<(Money, &Item<T>)> = None;
    for item in items.iter().take(end).filter(|item| fits(&item.what)) {
        if let (Some((cost, _)), Some(least)) = (best, item.least)
            && least > unit_of(cost, part)?
        {
            break;
        }
        let most = best.map_or(amount, |(cost, _)| cost);
        if let Some(cost) = cost(prices, &item.sku, part)?
            && cost.amount() < most.amount()
        {
            best = Some((cost, item));
        }
    }
    Ok(best)
}

/// What a unit of a part costs if the whole costs an amount.
fn unit_of(amount: Money, part: &Part) -> Result<Ratio, StudyProblem> {
    Ok(Ratio::from(amount.amount()).over(part.quantity.exact())?)
}

/// Calculates the list cost of a part; `None` if the price is missing.
pub(super) fn cost(
    book: &PriceBook,
    sku: &SkuId,
    part: &Part,
) -> Result<Option<Money>, StudyProblem> {
    let (machines, quantity) = part.counted(book.skus.get(sku));
    let cost = list_cost(book, sku, &quantity)?;
    Ok(match (cost, machines) {
        (Some(cost), Some(machines)) => Some(cost.times(machines.get())?),
        (cost, _) => cost,
    })
}

/// Calculates the list cost of a quantity; `None` if the price is missing.
pub(super) fn list_cost(
    book: &PriceBook,
    sku: &SkuId,
    quantity: &Quantity,
) -> Result<Option<Money>, StudyProblem> {
    let sku = book.skus.get(sku);
    let Some((sku, price)) = sku.and_then(|sku| Some((sku, sku.price_on(None).0?))) else {
        return Ok(None);
    };
    if !sku.free && sku.is_zero_on(None) {
        return Ok(None);
    }
    let quantity = quantity.in_unit_by(&sku.unit, &sku.equivalents)?;
    let segment = Segment::of(sku, None, &quantity)?;
    let selectors = TierSelectors {
        reached: segment.end.exact(),
        ..TierSelectors::default()
    };
    let slices = match price_segment(price, &segment, selectors, &BookTerms::of(book)) {
        Err(Problem::AboveLastTier { .. }) => return Ok(None),
        slices => slices?,
    };
    let cost = Money::sum(book.currency, slices.iter().map(|slice| slice.cost))?;
    Ok(Some(cost))
}
