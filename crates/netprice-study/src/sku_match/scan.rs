//! Finds the cheapest of a list by money for the same use.

use netprice::problem::Problem;
use netprice::rating::context::BookTerms;
use netprice::rating::meter::Segment;
use netprice::rating::rate::{TierSelectors, price_segment};
use netprice::value::id::SkuId;
use netprice::value::ratio::Ratio;
use netprice::{Money, PriceBook, Quantity, Sku};
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

impl<'a, T> Scan<'a, T> {
    /// Counts the items at the last positions.
    fn count(&mut self, items: &'a [Item<T>], fitting: impl Iterator<Item = usize>) {
        let priced = items.partition_point(|item| item.least.is_some());
        let mut first = None;
        let counted = fitting.fold(0_usize, |counted, position| {
            if position < priced {
                return counted.saturating_add(1);
            }
            first = first.or(Some(position));
            counted
        });
        self.fitting = self.fitting.saturating_add(counted);
        let unpriced = first.and_then(|position| items.get(position));
        self.unpriced = self.unpriced.or(unpriced);
    }
}

/// Finds the cheapest of the items at some positions of a list that is in the order of the least that they
/// can cost.
pub(super) fn scan<'a, T>(
    items: &'a [Item<T>],
    mut fitting: impl Iterator<Item = usize>,
    prices: &PriceBook,
    part: &Part,
) -> Result<Scan<'a, T>, StudyProblem> {
    let mut found = Scan {
        cheapest: Vec::new(),
        fitting: 0,
        unpriced: None,
    };
    let is_decimal = is_decimal(part);
    while let Some(item) = fitting.next().and_then(|position| items.get(position)) {
        let Some(least) = item.least else {
            found.unpriced = found.unpriced.or(Some(item));
            continue;
        };
        if let [_, (second, _)] = found.cheapest.as_slice()
            && costs_more(least, part, *second)?
        {
            // So do all after it, which are only counted.
            found.fitting = found.fitting.saturating_add(1);
            found.count(items, fitting);
            break;
        }
        if let Some(cost) = cost_of_item(prices, item, part, is_decimal)? {
            found.fitting = found.fitting.saturating_add(1);
            let place = found.cheapest.partition_point(|(known, other)| {
                (known.amount(), &other.sku) < (cost.amount(), &item.sku)
            });
            if place < 2 {
                found.cheapest.insert(place, (cost, item));
                found.cheapest.truncate(2);
            }
        } else {
            found.unpriced = found.unpriced.or(Some(item));
        }
    }
    Ok(found)
}

/// The cheapest item that fits and costs less than an amount, given the positions of those that fit.
pub(super) fn below<'a, T>(
    items: &'a [Item<T>],
    fitting: impl Iterator<Item = usize>,
    prices: &PriceBook,
    part: &Part,
    amount: Money,
) -> Result<Option<(Money, &'a Item<T>)>, StudyProblem> {
    let mut best: Option<(Money, &Item<T>)> = None;
    let is_decimal = is_decimal(part);
    for item in fitting.filter_map(|position| items.get(position)) {
        let most = best.map_or(amount, |(cost, _)| cost);
        let Some(least) = item.least else { break };
        if !costs_less(least, part, amount)? || costs_more(least, part, most)? {
            break;
        }
        if let Some(cost) = cost_of_item(prices, item, part, is_decimal)?
            && cost.amount() < most.amount()
        {
            best = Some((cost, item));
        }
    }
    Ok(best)
}

/// Whether a part costs more than an amount at a price of a unit.
fn costs_more(price: Ratio, part: &Part, amount: Money) -> Result<bool, StudyProblem> {
    Ok(price.times(part.quantity.exact())? > amount.exact())
}

/// Whether a part costs less than an amount at a price of a unit.
fn costs_less(price: Ratio, part: &Part, amount: Money) -> Result<bool, StudyProblem> {
    Ok(price.times(part.quantity.exact())? < amount.exact())
}

/// Calculates the list cost of a part by an item. Where a flat price alone decides it, no slices are formed
/// and no SKU is looked up.
fn cost_of_item<T>(
    book: &PriceBook,
    item: &Item<T>,
    part: &Part,
    is_decimal: bool,
) -> Result<Option<Money>, StudyProblem> {
    match (item.least, &item.flat_by) {
        (Some(price), Some(unit)) if is_decimal && unit == part.quantity.unit() => {
            let cost = part.quantity.exact().times(price)?.shown()?;
            Ok(Some(Money::new(cost, book.currency)))
        }
        _ => cost(book, &item.sku, part),
    }
}

/// Whether a quantity is a decimal: its product with another is never cut before it is rounded.
fn is_decimal(part: &Part) -> bool {
    part.quantity.exact() == Ratio::from(part.quantity.value())
}

/// Calculates the list cost of a part; `None` if the price is missing.
pub(super) fn cost(
    book: &PriceBook,
    sku: &SkuId,
    part: &Part,
) -> Result<Option<Money>, StudyProblem> {
    let Some(sku) = book.skus.get(sku) else {
        return Ok(None);
    };
    let (machines, quantity) = part.counted(Some(sku));
    let cost = cost_of(book, sku, quantity)?;
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
    match book.skus.get(sku) {
        Some(sku) => cost_of(book, sku, quantity),
        None => Ok(None),
    }
}

fn cost_of(
    book: &PriceBook,
    sku: &Sku,
    quantity: &Quantity,
) -> Result<Option<Money>, StudyProblem> {
    let Some(price) = sku.price_on(None).0 else {
        return Ok(None);
    };
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
