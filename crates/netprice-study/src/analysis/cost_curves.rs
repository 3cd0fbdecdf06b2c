//! Cost curves: the costs of offers as one number varies, and the changes of the cheapest offer.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use netprice::book::price_book::Pooling;
use netprice::inverse::crossing::{bends, crossings};
use netprice::value::decimal::{self, Number};
use netprice::value::hours::HOURS_OF_LONGEST_MONTH;
use netprice::value::id::OfferId;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Quantity;
use netprice::value::ratio::Ratio;
use netprice::{Money, PriceModel, Sku};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::vary::{HOURS_OF_PERCENT, Variable, effective_at};
use crate::compare::Stock;
use crate::overrides;
use crate::problem::{Problems, StudyProblem};
use crate::sku_match::quantity_of_one;
use crate::study::Study;
use crate::workload::ask::Ask;
use crate::workload::{Measure, WorkloadLine};

/// The costs of offers over a range of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCurves {
    /// The upper end of the range, which starts at zero.
    pub limit: Number,
    /// The effective cost of each offer at the ends of its linear pieces.
    pub curves: BTreeMap<OfferId, Vec<CurvePoint>>,
    /// The points where another offer becomes the cheapest, in ascending order.
    pub changes: Vec<LeadChange>,
}

/// A point of a cost curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The value of the number.
    pub at: Number,
    /// The effective cost at this value.
    pub cost: Money,
}

/// A point where another offer becomes the cheapest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadChange {
    /// The value of the number.
    pub at: Number,
    /// The lowest effective cost at this value: that of both offers, or of the cheaper one at a jump.
    pub cost: Money,
    /// The cheapest offer below this value.
    pub below: OfferId,
    /// The cheapest offer above this value.
    pub above: OfferId,
}

/// Calculates the costs of offers over a range of a variable.
///
/// The range ends at twice the current number (at 1,000 if that is zero), at the 744 hours
/// of the longest month, or at 100 percent. Costs are linear between tier bounds and the points where an
/// agreement bends them. The bounds are those of the price book that prices the offer, so the study's
/// own book comes before a published one.
///
/// # Errors
/// [`StudyProblem::NotContinuous`] for a number that changes in whole steps, such as machines;
/// [`StudyProblem::NoWorkload`]; the problems of pricing an offer; [`StudyProblem::TooManyBends`].
pub fn cost_curves(
    study: &Study,
    offers: &[OfferId],
    variable: &Variable,
    catalog: &Catalog,
) -> Result<CostCurves, Problems> {
    if !variable.is_continuous() {
        let value = variable.name();
        return Err(StudyProblem::NotContinuous { value }.at("workload").into());
    }
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    let range = Range {
        study,
        offers,
        variable,
        catalog: &catalog,
        known: RefCell::default(),
    };
    let limit = range.limit()?;
    let ends = range.ends(limit)?;
    let curve = |offer: &OfferId| -> Result<(OfferId, Vec<CurvePoint>), Problems> {
        let points = ends.iter().map(|at| {
            let cost = Money::new(range.cost(offer, *at)?, study.currency);
            Ok(CurvePoint {
                at: Number(*at),
                cost,
            })
        });
        Ok((offer.clone(), points.collect::<Result<_, Problems>>()?))
    };
    Ok(CostCurves {
        limit: Number(limit),
        curves: offers.iter().map(curve).collect::<Result<_, Problems>>()?,
        changes: range.lead_changes(&ends, limit)?,
    })
}

/// A range under calculation, with a cache of the costs priced so far.
struct Range<'a> {
    study: &'a Study,
    offers: &'a [OfferId],
    variable: &'a Variable,
    catalog: &'a Catalog,
    known: RefCell<BTreeMap<(OfferId, Decimal), Decimal>>,
}

impl Range<'_> {
    fn cost(&self, offer: &OfferId, at: Decimal) -> Result<Decimal, Problems> {
        let key = (offer.clone(), at);
        let known = self.known.borrow().get(&key).copied();
        if let Some(cost) = known {
            return Ok(cost);
        }
        let cost = effective_at(self.study, offer, self.variable, at, self.catalog)?.amount();
        self.known.borrow_mut().insert(key, cost);
        Ok(cost)
    }

    fn limit(&self) -> Result<Decimal, Problems> {
        let now = self.variable.now(self.study)?;
        match self.variable {
            Variable::Utilisation | Variable::Discount(_) => Ok(Decimal::ONE_HUNDRED),
            Variable::Workload(field) if field.measure == Measure::Hours => {
                Ok(HOURS_OF_LONGEST_MONTH)
            }
            Variable::Workload(_) if now.is_zero() => Ok(Decimal::ONE_THOUSAND),
            Variable::Workload(_) => decimal::times(now, Decimal::TWO).map_err(wrong),
        }
    }

    /// Returns the points between which the cost of every offer is linear.
    fn ends(&self, limit: Decimal) -> Result<Vec<Decimal>, Problems> {
        let mut ends = BTreeSet::from([Decimal::ZERO, limit]);
        for offer in self.offers {
            ends.extend(self.tier_bounds(offer)?);
        }
        ends.retain(|end| *end <= limit);
        for offer in self.offers {
            let spans: Vec<Decimal> = ends.iter().copied().collect();
            for (start, end) in spans.iter().zip(spans.iter().skip(1)) {
                let bends = bends(*start, *end, &|at| self.cost(offer, at))?;
                let bends = bends.ok_or(StudyProblem::TooManyBends);
                ends.extend(bends.map_err(|problem| problem.at("offers"))?);
            }
        }
        Ok(ends.into_iter().collect())
    }

    /// Returns the tier bounds of the SKUs that the variable changes, in the unit of the variable.
    fn tier_bounds(&self, offer: &OfferId) -> Result<Vec<Decimal>, Problems> {
        let (_, found) = self.study.offer(offer).map_err(wrong)?;
        if found.usage.is_some() {
            return Ok(Vec::new());
        }
        let lines = self
            .study
            .workload
            .iter()
            .flat_map(|workload| &workload.lines);
        let (lines, measure, per): (Vec<&WorkloadLine>, _, _) = match self.variable {
            Variable::Workload(field) => {
                let of = lines.filter(|line| line.id == field.line);
                (of.collect(), field.measure, Decimal::ONE)
            }
            Variable::Utilisation => {
                let machines = lines.filter(|line| matches!(line.ask, Ask::Machines(_)));
                (machines.collect(), Measure::Hours, HOURS_OF_PERCENT)
            }
            Variable::Discount(_) => return Ok(Vec::new()),
        };
        let stock = Stock::enough(self.study, found, self.catalog).map_err(wrong)?;
        let mut bounds = Vec::new();
        for line in lines {
            let grows = quantity_of_one(line, measure).map_err(wrong)?;
            for (good, of_one) in grows {
                for sku in stock.candidates(&line.ask, good.as_ref()) {
                    let counted = of_machine(&line.ask, sku, &of_one, measure).map_err(wrong)?;
                    bounds.extend(bounds_of(sku, &counted, per).map_err(wrong)?);
                }
            }
        }
        Ok(bounds)
    }

    /// Returns the points where another offer becomes the cheapest, in ascending order.
    ///
    /// Between two adjacent crossings of any offers, a single offer is the cheapest.
    fn lead_changes(&self, ends: &[Decimal], limit: Decimal) -> Result<Vec<LeadChange>, Problems> {
        let mut points = BTreeSet::from([Decimal::ZERO, limit]);
        for (position, first) in self.offers.iter().enumerate() {
            for second in self.offers.iter().skip(position.saturating_add(1)) {
                let difference = |at| -> Result<Decimal, Problems> {
                    let (first, second) = (self.cost(first, at)?, self.cost(second, at)?);
                    Ok(decimal::minus(first, second)?)
                };
                let crossings = crossings(ends, limit, difference)?;
                points.extend(crossings.into_iter().map(|crossing| crossing.at));
            }
        }
        let mut changes = Vec::new();
        let mut below: Option<&OfferId> = None;
        for (start, end) in points.iter().zip(points.iter().skip(1)) {
            let width = decimal::minus(*end, *start)?;
            let middle = decimal::plus(*start, decimal::over(width, Decimal::TWO)?)?;
            let above = self.cheapest(middle)?.map(|(offer, _)| offer);
            if let (Some(below), Some(above)) = (below, above)
                && below != above
            {
                changes.extend(self.lead_change(*start, below, above)?);
            }
            below = above;
        }
        Ok(changes)
    }

    fn lead_change(
        &self,
        at: Decimal,
        below: &OfferId,
        above: &OfferId,
    ) -> Result<Option<LeadChange>, Problems> {
        let change = self.cheapest(at)?.map(|(_, cost)| LeadChange {
            at: Number(at),
            cost: Money::new(cost, self.study.currency),
            below: below.clone(),
            above: above.clone(),
        });
        Ok(change)
    }

    /// Returns the cheapest offer at a value, and its cost; the first on a tie.
    fn cheapest(&self, at: Decimal) -> Result<Option<(&OfferId, Decimal)>, Problems> {
        let mut cheapest: Option<(&OfferId, Decimal)> = None;
        for offer in self.offers {
            let cost = self.cost(offer, at)?;
            if cheapest.is_none_or(|(_, least)| cost < least) {
                cheapest = Some((offer, cost));
            }
        }
        Ok(cheapest)
    }
}

/// What one of a number uses of a SKU: of one machine, if the SKU counts machines apart.
fn of_machine(
    ask: &Ask,
    sku: &Sku,
    of_one: &Quantity,
    measure: Measure,
) -> Result<Quantity, ValueProblem> {
    let is_apart = sku.pooling == Pooling::Apart && measure == Measure::Hours;
    let count = ask
        .measures()
        .into_iter()
        .find(|(one, _)| *one == Measure::Count);
    match count.filter(|_| is_apart) {
        Some((_, count)) if !count.is_zero() => {
            let each = of_one.exact().over(count.get().into())?;
            Quantity::new(each, of_one.unit().clone())
        }
        _ => Ok(of_one.clone()),
    }
}

/// The tier bounds of a SKU, in units of a number of which one uses a quantity and `per` make a unit.
fn bounds_of(sku: &Sku, of_one: &Quantity, per: Decimal) -> Result<Vec<Decimal>, ValueProblem> {
    // A SKU with an incompatible unit has no bound for this variable.
    let Ok(of_one) = of_one.in_unit_by(&sku.unit, &sku.equivalents) else {
        return Ok(Vec::new());
    };
    let of_unit = of_one.exact().times(per.into())?;
    if of_unit.is_zero() {
        return Ok(Vec::new());
    }
    let bounds = sku.price.iter().flat_map(PriceModel::bounds);
    let bounds = bounds.map(|bound| Ratio::from(bound.get()).over(of_unit)?.shown());
    bounds.collect()
}

fn wrong<P: Into<StudyProblem>>(problem: P) -> Problems {
    problem.into().at("offers").into()
}
