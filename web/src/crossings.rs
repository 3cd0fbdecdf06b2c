//! Who becomes the cheapest as one number of the workload, the utilisation or a pay rate varies. Pure.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use netprice::crossing::{Cheaper, bends, crossings};
use netprice::decimal::{self, Amount};
use netprice::error::{Problem, R};
use netprice::price::PriceModel;
use netprice::quote::Total;
use netprice::rate::PayRate;
use netprice::solve::{OneMore, one_more};
use netprice_catalog::answer::price_offer;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::needed::{at_pay_rate, pay_rate};
use netprice_catalog::plan::Plan;
use rust_decimal::Decimal;

use crate::document::NeedField;

/// What can be varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// A number of the workload: what is measured, and not counted.
    Need(NeedField),
    /// How much of a month of 730 hours the machines run, in percent.
    Utilisation,
    /// What the contract of an offer leaves of the list price, in percent.
    Pay(usize),
}

impl Variable {
    /// All of them, for a number of offers.
    #[must_use]
    pub fn all(offers: usize) -> Vec<Self> {
        let needs = [NeedField::EgressGb, NeedField::StoredGb, NeedField::Hours];
        let needs = needs.into_iter().map(Self::Need);
        let pays = (0..offers).map(Self::Pay);
        needs.chain([Self::Utilisation]).chain(pays).collect()
    }

    /// Its name, for the choice.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Need(field) => field.name().to_owned(),
            Self::Utilisation => "utilisation".to_owned(),
            Self::Pay(offer) => format!("pay-{offer}"),
        }
    }
}

/// Hours of a month, as the price lists of machines count them, for each percent of it.
const HOURS_OF_PERCENT: Decimal = Decimal::from_parts(73, 0, 0, false, 1);

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

/// Works out the range of a number of the workload up to twice what it is, of hours up to a month's,
/// and of a percentage up to 100.
///
/// Costs are linear between the bounds of the tiers and the points where a contract bends them.
///
/// # Errors
/// Those of pricing an offer; [`Problem::Empty`] if one cannot be priced whole, or jumps too often.
pub fn range(plan: &Plan, offers: &[usize], variable: Variable, catalog: &Catalog) -> R<Range> {
    let limit = limit(plan, variable)?;
    let memo: RefCell<BTreeMap<(usize, Decimal), Decimal>> = RefCell::default();
    let cost = |offer: usize, at: Decimal| -> R<Decimal> {
        let known = memo.borrow().get(&(offer, at)).copied();
        if let Some(cost) = known {
            return Ok(cost);
        }
        let cost = cost_at(plan, offer, variable, at, catalog)?;
        memo.borrow_mut().insert((offer, at), cost);
        Ok(cost)
    };
    let mut bounds = BTreeSet::from([Decimal::ZERO, limit]);
    for index in offers {
        bounds.extend(tier_bounds(plan, *index, variable, catalog)?);
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

fn limit(plan: &Plan, variable: Variable) -> R<Decimal> {
    match variable {
        Variable::Utilisation | Variable::Pay(_) => Ok(Decimal::ONE_HUNDRED),
        Variable::Need(NeedField::Hours) => Ok(Decimal::from(744)),
        Variable::Need(_) => {
            let now = now(plan, variable)?;
            match now.is_zero() {
                true => Ok(Decimal::from(1_000)),
                false => decimal::times(now, Decimal::TWO),
            }
        }
    }
}

/// What a variable is in a plan.
///
/// # Errors
/// [`Problem::Empty`] for a plan without a need.
pub fn now(plan: &Plan, variable: Variable) -> R<Decimal> {
    if let Variable::Pay(offer) = variable {
        return decimal::times(pay_rate(plan, offer).paid(), Decimal::ONE_HUNDRED);
    }
    let need = plan.need.ok_or(Problem::Empty)?;
    match variable {
        Variable::Need(NeedField::Hours) => Ok(need.hours.get()),
        Variable::Need(NeedField::StoredGb) => Ok(need.stored_gb.get()),
        Variable::Utilisation => decimal::over(need.hours.get(), HOURS_OF_PERCENT),
        Variable::Need(_) | Variable::Pay(_) => Ok(need.egress_gb.get()),
    }
}

/// What one more of a number of the workload costs at an offer.
///
/// # Errors
/// Those of pricing an offer.
pub fn one_more_of(plan: &Plan, offer: usize, field: NeedField, catalog: &Catalog) -> R<OneMore> {
    let variable = Variable::Need(field);
    let now = now(plan, variable)?;
    one_more(now, |at| cost_at(plan, offer, variable, at, catalog))
}

/// The effective cost of an offer at another value of a variable.
///
/// # Errors
/// The first of pricing the offer; [`Problem::Empty`] if it cannot be priced whole.
pub fn cost_at(
    plan: &Plan,
    offer: usize,
    variable: Variable,
    at: Decimal,
    catalog: &Catalog,
) -> R<Decimal> {
    let plan = with(plan, variable, at)?;
    let priced = price_offer(&plan, offer, catalog).map_err(|mut errors| {
        let first = errors.0.drain(..).next();
        first.map_or(Problem::Empty, |error| error.problem)
    })?;
    match priced.quote.total {
        Total::Complete(costs) => Ok(costs.effective.amount()),
        Total::Incomplete { .. } => Err(Problem::Empty),
    }
}

/// A plan with another value of a variable.
fn with(plan: &Plan, variable: Variable, at: Decimal) -> R<Plan> {
    if let Variable::Pay(offer) = variable {
        let pay = PayRate::of(decimal::over(at, Decimal::ONE_HUNDRED)?)?;
        return at_pay_rate(plan, offer, pay);
    }
    let mut plan = plan.clone();
    if let Some(need) = &mut plan.need {
        let value = Amount::new(at)?;
        match variable {
            Variable::Need(NeedField::Hours) => need.hours = value,
            Variable::Need(NeedField::StoredGb) => need.stored_gb = value,
            Variable::Utilisation => {
                need.hours = Amount::new(decimal::times(at, HOURS_OF_PERCENT)?)?;
            }
            Variable::Need(_) | Variable::Pay(_) => need.egress_gb = value,
        }
    }
    Ok(plan)
}

/// The bounds of the tiers behind a number of the workload, in GB.
fn tier_bounds(
    plan: &Plan,
    offer: usize,
    variable: Variable,
    catalog: &Catalog,
) -> R<Vec<Decimal>> {
    let (service, unit) = match variable {
        Variable::Need(NeedField::StoredGb) => ("object-storage", "GB-Months"),
        Variable::Need(NeedField::EgressGb) => ("internet-egress", "GB"),
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
