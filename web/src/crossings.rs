//! Who becomes the cheapest as one number of the workload varies. Pure.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use netprice::crossing::{Cheaper, bends, crossings};
use netprice::decimal::{self, Amount};
use netprice::error::{Problem, R};
use netprice::price::PriceModel;
use netprice::quote::Total;
use netprice::solve::{OneMore, one_more};
use netprice_catalog::answer::price_offer;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::Plan;
use rust_decimal::Decimal;

use crate::document::NeedField;

/// The numbers of the workload that can be varied: what is measured, and not counted.
pub const VARIABLE: [NeedField; 3] = [NeedField::EgressGb, NeedField::StoredGb, NeedField::Hours];

/// The costs of some offers over a range of one number of the workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The end of the range, which starts at zero.
    pub limit: Decimal,
    /// The effective cost of each offer at some points of the range, in their order.
    pub lines: Vec<(usize, Vec<(Decimal, Decimal)>)>,
    /// Where another offer becomes the cheapest, in order.
    pub changes: Vec<Change>,
}

/// A point where another offer becomes the cheapest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub at: Decimal,
    /// The effective cost of both there.
    pub cost: Decimal,
    /// Who is cheapest below.
    pub below: usize,
    /// Who is cheapest above.
    pub above: usize,
}

/// Works out the range of a number of the workload up to twice what it is, or a month's hours.
///
/// Costs are linear between the bounds of the tiers and the points where a contract bends them.
///
/// # Errors
/// Those of pricing an offer; [`Problem::Empty`] if one cannot be priced whole, or jumps too often.
pub fn range(plan: &Plan, offers: &[usize], field: NeedField, catalog: &Catalog) -> R<Range> {
    let limit = limit(plan, field)?;
    let memo: RefCell<BTreeMap<(usize, Decimal), Decimal>> = RefCell::default();
    let cost = |offer: usize, at: Decimal| -> R<Decimal> {
        let known = memo.borrow().get(&(offer, at)).copied();
        if let Some(cost) = known {
            return Ok(cost);
        }
        let cost = cost_at(plan, offer, field, at, catalog)?;
        memo.borrow_mut().insert((offer, at), cost);
        Ok(cost)
    };
    let mut bounds = BTreeSet::from([Decimal::ZERO, limit]);
    for index in offers {
        bounds.extend(tier_bounds(plan, *index, field, catalog)?);
    }
    bounds.retain(|bound| *bound <= limit);
    for index in offers {
        let ends: Vec<Decimal> = bounds.iter().copied().collect();
        for pair in ends.windows(2) {
            if let [start, end] = pair {
                let bends = bends(*start, *end, &|at| cost(*index, at))?;
                bounds.extend(bends.ok_or(Problem::Empty)?);
            }
        }
    }
    let ends: Vec<Decimal> = bounds.into_iter().collect();
    let mut changes = Vec::new();
    for (position, first) in offers.iter().enumerate() {
        for second in offers.iter().skip(position + 1) {
            let difference = |at| decimal::minus(cost(*first, at)?, cost(*second, at)?);
            for crossing in crossings(&ends, limit, difference)? {
                let named = |cheaper: Cheaper| match cheaper {
                    Cheaper::First | Cheaper::Equal => *first,
                    Cheaper::Second => *second,
                };
                changes.push(Change {
                    at: crossing.at,
                    cost: cost(*first, crossing.at)?,
                    below: named(crossing.below),
                    above: named(crossing.above),
                });
            }
        }
    }
    changes.retain(|change| is_lowest(change, offers, &cost));
    changes.sort_by_key(|change| change.at);
    let line = |index: &usize| -> R<(usize, Vec<(Decimal, Decimal)>)> {
        let points = ends.iter().map(|at| Ok((*at, cost(*index, *at)?)));
        Ok((*index, points.collect::<R<_>>()?))
    };
    Ok(Range {
        limit,
        lines: offers.iter().map(line).collect::<R<_>>()?,
        changes,
    })
}

/// Whether nobody is cheaper at a crossing than the two that cross.
fn is_lowest(
    change: &Change,
    offers: &[usize],
    cost: &impl Fn(usize, Decimal) -> R<Decimal>,
) -> bool {
    // The point itself is rounded, so costs at it may differ in their last digits.
    let slack = Decimal::new(1, 6);
    offers.iter().all(|offer| {
        let above = cost(*offer, change.at).and_then(|cost| decimal::minus(cost, change.cost));
        above.is_ok_and(|above| above >= -slack)
    })
}

fn limit(plan: &Plan, field: NeedField) -> R<Decimal> {
    let need = plan.need.ok_or(Problem::Empty)?;
    let now = match field {
        NeedField::Hours => return Ok(Decimal::from(744)),
        NeedField::StoredGb => need.stored_gb,
        _ => need.egress_gb,
    };
    match now.get().is_zero() {
        true => Ok(Decimal::from(1_000)),
        false => decimal::times(now.get(), Decimal::TWO),
    }
}

/// What one more of a number of the workload costs at an offer.
///
/// # Errors
/// Those of pricing an offer.
pub fn one_more_of(plan: &Plan, offer: usize, field: NeedField, catalog: &Catalog) -> R<OneMore> {
    let need = plan.need.ok_or(Problem::Empty)?;
    let now = match field {
        NeedField::StoredGb => need.stored_gb,
        _ => need.egress_gb,
    };
    one_more(now.get(), |at| cost_at(plan, offer, field, at, catalog))
}

fn cost_at(
    plan: &Plan,
    offer: usize,
    field: NeedField,
    at: Decimal,
    catalog: &Catalog,
) -> R<Decimal> {
    let mut plan = plan.clone();
    if let Some(need) = &mut plan.need {
        let at = Amount::new(at)?;
        match field {
            NeedField::Hours => need.hours = at,
            NeedField::StoredGb => need.stored_gb = at,
            _ => need.egress_gb = at,
        }
    }
    let priced = price_offer(&plan, offer, catalog).map_err(|mut errors| {
        let first = errors.0.drain(..).next();
        first.map_or(Problem::Empty, |error| error.problem)
    })?;
    match priced.quote.total {
        Total::Complete(costs) => Ok(costs.effective.amount()),
        Total::Incomplete { .. } => Err(Problem::Empty),
    }
}

/// The bounds of the tiers behind a number of the workload, in GB.
fn tier_bounds(plan: &Plan, offer: usize, field: NeedField, catalog: &Catalog) -> R<Vec<Decimal>> {
    let (service, unit) = match field {
        NeedField::StoredGb => ("object-storage", "GB-Months"),
        NeedField::EgressGb => ("internet-egress", "GB"),
        _ => return Ok(Vec::new()),
    };
    let book = plan
        .offers
        .get(offer)
        .and_then(|offer| catalog.books.get(&offer.price_book));
    let skus = book.into_iter().flat_map(|book| book.prices.skus.values());
    let mut bounds = Vec::new();
    for sku in skus.filter(|sku| sku.service.as_str() == service) {
        let Some(PriceModel::Graduated(tiers)) = &sku.price else {
            continue;
        };
        for tier in tiers {
            let bound = netprice::quantity::Quantity::new(tier.from.get(), sku.unit.clone())?;
            bounds.push(bound.in_unit(&unit.parse()?)?.value());
        }
    }
    Ok(bounds)
}
