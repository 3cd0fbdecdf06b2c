//! What is composed of SKUs by size.

use netprice::value::decimal;
use netprice::value::id::SkuId;
use netprice::value::ordered::sort_by;
use netprice::value::ratio::Ratio;
use netprice::{Money, NonNegative, Quantity};
use netprice_catalog::goods::{self, Composed, Flexible};

use super::Shelf;
use super::criteria::{Criteria, asked_size};
use super::parts::Part;
use super::record::Size;
use super::scan::list_cost;
use crate::problem::StudyProblem;

/// Something composed, sized as asked.
pub(super) struct Fitted<'a> {
    pub(super) flexible: &'a Flexible,
    pub(super) size: Size,
    /// Each SKU with its quantity.
    pub(super) parts: Vec<(&'a SkuId, Quantity)>,
    pub(super) cost: Money,
}

impl Fitted<'_> {
    pub(super) fn size(&self) -> Size {
        self.size
    }

    pub(super) fn is_below(&self, cost: Money) -> bool {
        self.cost.amount() < cost.amount()
    }
}

/// What can be composed to meet the criteria, the cheapest first.
pub(super) fn composed<'a>(
    shelf: Shelf<'a>,
    criteria: &Criteria<'_>,
    part: &Part,
) -> Result<Vec<Fitted<'a>>, StudyProblem> {
    let mut all = Vec::new();
    for flexible in shelf.index.flexible() {
        let Composed::Machine(most) = &flexible.of else {
            continue;
        };
        if criteria.unmet_by(most).is_none() {
            let size = asked_size(criteria.ask);
            all.extend(sized(shelf, flexible, (size, Size::from(most)), part)?);
        }
    }
    sort(&mut all);
    Ok(all)
}

pub(super) fn sort(all: &mut Vec<Fitted<'_>>) {
    sort_by(all, |a, b| {
        let by_cost = a.cost.amount().cmp(&b.cost.amount());
        by_cost.then_with(|| a.flexible.name.cmp(&b.flexible.name))
    });
}

/// Sizes something composed: each size rounded up to its step, with memory within its bounds for each
/// processor. `None` beyond the largest size, and where a price is missing.
pub(super) fn sized<'a>(
    shelf: Shelf<'a>,
    flexible: &'a Flexible,
    (asked, most): (Size, Size),
    part: &Part,
) -> Result<Option<Fitted<'a>>, StudyProblem> {
    let size = size_of(flexible, asked)?;
    let is_larger = size.vcpus > most.vcpus || size.memory_gib > most.memory_gib;
    if is_larger || size.gpus > most.gpus {
        return Ok(None);
    }
    let mut of = Fitted {
        flexible,
        size,
        parts: Vec::new(),
        cost: Money::zero(shelf.prices.currency),
    };
    for piece in &flexible.parts {
        let measured = in_steps(measure_of(size, piece.measure), piece.step)?;
        let each = decimal::times(measured.get(), piece.each.get())?;
        let amount = part.quantity.exact().times(each.into())?;
        if amount.is_zero() {
            continue;
        }
        let Some(sku) = shelf.prices.skus.get(&piece.sku) else {
            return Ok(None);
        };
        // Hours of a measure are in the unit of their SKU, such as OCPU-Hours.
        let hours = Quantity::new(amount, part.quantity.unit().clone())?;
        let quantity = match hours.in_unit_by(&sku.unit, &sku.equivalents) {
            Ok(_) => hours,
            Err(_) => Quantity::new(amount, sku.unit.clone())?,
        };
        let Some(cost) = list_cost(shelf.prices, &piece.sku, &quantity)? else {
            return Ok(None);
        };
        of.cost = of.cost.plus(cost)?;
        of.parts.push((&piece.sku, quantity));
    }
    Ok(Some(of))
}

fn measure_of(size: Size, measure: goods::Measure) -> NonNegative {
    match measure {
        goods::Measure::Vcpus => size.vcpus,
        goods::Measure::MemoryGib => size.memory_gib,
        goods::Measure::Gpus => size.gpus,
        goods::Measure::Whole => NonNegative::ONE,
    }
}

/// The size of something composed: at least as asked, in its steps, and within its bounds of memory.
fn size_of(flexible: &Flexible, asked: Size) -> Result<Size, StudyProblem> {
    let stepped = |mut size: NonNegative, measure| {
        for piece in flexible
            .parts
            .iter()
            .filter(|piece| piece.measure == measure)
        {
            let is_of_gpus = measure == goods::Measure::Gpus;
            let least = if is_of_gpus {
                NonNegative::ZERO
            } else {
                piece.step
            };
            size = in_steps(size.max(least), piece.step)?;
        }
        Ok::<NonNegative, StudyProblem>(size)
    };
    let range = flexible.memory_gib_per_vcpu;
    let mut vcpus = stepped(asked.vcpus, goods::Measure::Vcpus)?;
    if let Some(most) = range.at_most.filter(|most| !most.is_zero()) {
        let needed = decimal::over(asked.memory_gib.get(), most.get())?;
        vcpus = stepped(vcpus.max(NonNegative::new(needed)?), goods::Measure::Vcpus)?;
    }
    let mut memory_gib = asked.memory_gib;
    if let Some(least) = range.at_least {
        let needed = decimal::times(vcpus.get(), least.get())?;
        memory_gib = memory_gib.max(NonNegative::new(needed)?);
    }
    Ok(Size {
        vcpus,
        memory_gib: stepped(memory_gib, goods::Measure::MemoryGib)?,
        gpus: stepped(asked.gpus, goods::Measure::Gpus)?,
    })
}

/// A size rounded up to a multiple of a step; for a size of zero it stays zero.
fn in_steps(size: NonNegative, step: NonNegative) -> Result<NonNegative, StudyProblem> {
    if step.is_zero() {
        return Ok(size);
    }
    let steps = Ratio::from(size.get()).over(step.get().into())?.ceiling()?;
    let whole = steps.times(step.get().into())?.shown()?;
    Ok(NonNegative::new(whole)?)
}
