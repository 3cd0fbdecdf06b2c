//! What would cost less than a machine under one other condition.

use netprice::value::decimal;
use netprice::{Money, NonNegative};
use netprice_catalog::goods::{Gpu, OperatingSystem, Purchase};
use netprice_catalog::index::{Item, SizedMachine};
use rust_decimal::Decimal;

use super::Shelf;
use super::composed::composed;
use super::criteria::Criteria;
use super::parts::{self, Part};
use super::record::{Cheaper, Condition, Size};
use super::scan::below;
use crate::problem::StudyProblem;
use crate::workload::ask::{AskedProcessor, Machines};

/// A cost, the name of what costs it, and its size.
type Other = (Money, String, Size);

/// The cheapest SKU or composition that meets the criteria and costs less than an amount.
pub(super) fn best(
    shelf: Shelf<'_>,
    criteria: &Criteria<'_>,
    part: &Part,
    amount: Money,
) -> Result<Option<Other>, StudyProblem> {
    let items = shelf.index.machines(criteria.purchase);
    let sku = below(
        items,
        criteria.fitting(shelf.index),
        shelf.prices,
        part,
        amount,
    )?;
    let of = |(cost, item): (Money, &Item<SizedMachine>)| {
        (cost, item.sku.to_string(), Size::from(&item.what.machine))
    };
    let mut best = sku.map(of);
    let most = best.as_ref().map_or(amount, |(cost, ..)| *cost);
    let composed = composed(shelf, criteria, part)?;
    if let Some(first) = composed.first()
        && first.cost.amount() < most.amount()
    {
        best = Some((first.cost, first.flexible.name.clone(), first.size));
    }
    Ok(best)
}

pub(super) fn saving(
    condition: Condition,
    (now, then): (Money, Money),
    name: String,
    size: Size,
) -> Option<Cheaper> {
    let saving = now.minus(then).ok()?;
    Some(Cheaper {
        condition,
        name,
        size,
        saving,
    })
}

/// What would cost less than an amount if one criterion were another.
pub(super) fn cheaper(
    shelf: Shelf<'_>,
    criteria: &Criteria<'_>,
    part: &Part,
    amount: Money,
) -> Result<Vec<Cheaper>, StudyProblem> {
    let mut all = Vec::new();
    let mut consider = |condition, criteria: &Criteria<'_>, part: &Part| {
        let found = best(shelf, criteria, part, amount)?;
        all.extend(
            found.and_then(|(cost, name, size)| saving(condition, (amount, cost), name, size)),
        );
        Ok::<(), StudyProblem>(())
    };
    // Windows Server is not sold for Arm.
    let can_be_arm = criteria.ask.os != OperatingSystem::Windows;
    if criteria.processor == AskedProcessor::X86 && can_be_arm {
        let processor = AskedProcessor::Arm;
        let arm = Criteria {
            processor,
            ..criteria.clone()
        };
        consider(Condition::Arm, &arm, part)?;
    }
    if !criteria.burstable {
        let burstable = Criteria {
            burstable: true,
            ..criteria.clone()
        };
        consider(Condition::Burstable, &burstable, part)?;
    }
    if criteria.purchase == Purchase::OnDemand {
        let spot = Criteria {
            purchase: Purchase::Spot,
            ..criteria.clone()
        };
        consider(Condition::Spot, &spot, part)?;
        let ask = Machines {
            purchase: Purchase::Month,
            ..criteria.ask.clone()
        };
        consider(
            Condition::Month,
            &criteria.with(&ask),
            &parts::machines(&ask)?,
        )?;
    }
    if let Some(ask) = twice_the_size(criteria.ask)? {
        consider(
            Condition::TwiceTheSize,
            &criteria.with(&ask),
            &parts::machines(&ask)?,
        )?;
    }
    Ok(all)
}

/// Half as many machines of twice the size; `None` for an odd number.
fn twice_the_size(ask: &Machines) -> Result<Option<Machines>, StudyProblem> {
    let half = decimal::over(ask.count.get(), Decimal::TWO)?;
    if half.is_zero() || !half.fract().is_zero() {
        return Ok(None);
    }
    let twice = |number: NonNegative| NonNegative::new(decimal::times(number.get(), Decimal::TWO)?);
    let gpu = ask.gpu.as_ref().map(|gpu| {
        let (model, count) = (gpu.model.clone(), twice(gpu.count)?);
        Ok::<Gpu, StudyProblem>(Gpu { model, count })
    });
    Ok(Some(Machines {
        count: NonNegative::new(half)?,
        vcpus: twice(ask.vcpus)?,
        memory_gib: twice(ask.memory_gib)?,
        gpu: gpu.transpose()?,
        ..ask.clone()
    }))
}
