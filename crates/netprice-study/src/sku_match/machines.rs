//! Matches machines: the cheapest that is nowhere smaller than asked, and what would be cheaper.

use std::collections::BTreeSet;

use netprice::value::decimal;
use netprice::value::id::SkuId;
use netprice::value::ratio::Ratio;
use netprice::{Money, NonNegative, Quantity};
use netprice_catalog::book::{CpuShare, Machine, Processor};
use netprice_catalog::goods::{self, Composed, Criterion, Flexible, Gpu, Purchase};
use netprice_catalog::index::{Item, SizedMachine, millionths};
use rust_decimal::Decimal;

use super::parts::{Part, sub_id};
use super::record::{Cheaper, Choice, ComposedPart, Condition, Found, Missing, Size};
use super::scan::{Scan, below, list_cost, scan};
use super::{Matching, Shelf, parts};
use crate::problem::StudyProblem;
use crate::workload::WorkloadLine;
use crate::workload::ask::{AskedProcessor, Machines};

/// The criteria of a machine, in numbers that compare quickly.
#[derive(Clone)]
pub(super) struct Criteria<'a> {
    vcpus: u64,
    memory_gib: u64,
    ask: &'a Machines,
    processor: AskedProcessor,
    burstable: bool,
    purchase: Purchase,
}

impl<'a> Criteria<'a> {
    pub(super) fn of(ask: &'a Machines) -> Self {
        Self {
            vcpus: millionths(ask.vcpus.get(), true),
            memory_gib: millionths(ask.memory_gib.get(), true),
            ask,
            processor: ask.processor,
            burstable: ask.burstable,
            purchase: ask.purchase,
        }
    }

    fn fits(&self, sized: &SizedMachine) -> bool {
        sized.vcpus >= self.vcpus
            && sized.memory_gib >= self.memory_gib
            && self.is_kind(&sized.machine)
            && self.has_gpus(sized.machine.gpu.as_ref())
    }

    fn is_kind(&self, machine: &Machine) -> bool {
        self.is_processor(machine.processor)
            && (self.burstable || machine.cpu_share == CpuShare::Full)
            && self.is_model(machine.gpu.as_ref())
    }

    fn is_processor(&self, processor: Processor) -> bool {
        match self.processor {
            AskedProcessor::X86 => processor == Processor::X86,
            AskedProcessor::Arm => processor == Processor::Arm,
            AskedProcessor::Any => true,
        }
    }

    fn is_model(&self, gpu: Option<&Gpu>) -> bool {
        match (&self.ask.gpu, gpu) {
            (None, None) => true,
            (Some(asked), Some(gpu)) => gpu.is_model(&asked.model),
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    fn has_gpus(&self, gpu: Option<&Gpu>) -> bool {
        let asked = self.ask.gpu.as_ref().map(|gpu| gpu.count);
        asked.unwrap_or_default() <= gpu.map(|gpu| gpu.count).unwrap_or_default()
    }

    /// The first criterion that a machine does not meet.
    pub(super) fn unmet_by(&self, machine: &Machine) -> Option<Criterion> {
        let share = self.burstable || machine.cpu_share == CpuShare::Full;
        let gpu = machine.gpu.as_ref();
        let criteria = [
            (machine.purchase == self.purchase, Criterion::Purchase),
            (self.is_model(gpu), Criterion::GpuModel),
            (self.is_processor(machine.processor), Criterion::Processor),
            (share, Criterion::CpuShare),
            (self.has_gpus(gpu), Criterion::Gpus),
            (machine.vcpus >= self.ask.vcpus, Criterion::Vcpus),
            (
                machine.memory_gib >= self.ask.memory_gib,
                Criterion::MemoryGib,
            ),
        ];
        let mut unmet = criteria.into_iter().filter(|(is_met, _)| !is_met);
        unmet.next().map(|(_, criterion)| criterion)
    }
}

pub(super) fn asked_size(ask: &Machines) -> Size {
    let gpus = ask.gpu.as_ref().map(|gpu| gpu.count);
    Size {
        vcpus: ask.vcpus,
        memory_gib: ask.memory_gib,
        gpus: gpus.unwrap_or_default(),
    }
}

/// Something composed, sized as asked.
pub(super) struct Fitted<'a> {
    flexible: &'a Flexible,
    size: Size,
    /// Each SKU with its quantity.
    parts: Vec<(&'a SkuId, Quantity)>,
    cost: Money,
}

impl Fitted<'_> {
    pub(super) fn size(&self) -> Size {
        self.size
    }

    pub(super) fn is_below(&self, cost: Money) -> bool {
        self.cost.amount() < cost.amount()
    }
}

impl Matching<'_> {
    /// Matches machines, and the licence of their operating system.
    pub(super) fn machine(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        ask: &Machines,
        named: Option<&SkuId>,
    ) -> Result<(), StudyProblem> {
        let id = part.id(line)?;
        let size = match named {
            Some(sku) => {
                let found = named_machine(self.shelf, sku, part, ask)?;
                let size = found_size(&found);
                self.used(line, id, (sku, part), found)?;
                size
            }
            None => self.choose(line, part, ask)?,
        };
        let vcpus = size.map_or(ask.vcpus, |size| size.vcpus);
        match parts::licence(ask, vcpus)? {
            Some(licence) => self.part(line, &licence, None),
            None => Ok(()),
        }
    }

    /// Chooses a machine, and returns its size.
    fn choose(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        ask: &Machines,
    ) -> Result<Option<Size>, StudyProblem> {
        let (shelf, id, criteria) = (self.shelf, part.id(line)?, Criteria::of(ask));
        let items = shelf.index.machines(ask.purchase);
        let found = scan(items, |one| criteria.fits(one), shelf.prices, part)?;
        let composed = composed(shelf, &criteria, part)?;
        let mut choice = Choice {
            asked: Some(asked_size(ask)),
            ..Choice::default()
        };
        choice.fitting = found.fitting.saturating_add(composed.len());
        let first = composed.first();
        let cheapest = found.cheapest.first();
        let is_composed = match (cheapest, first) {
            (Some((cost, _)), Some(first)) => first.cost.amount() < cost.amount(),
            (cheapest, first) => cheapest.is_none() && first.is_some(),
        };
        choice.second = second(&found, &composed, is_composed);
        if let (true, Some(first)) = (is_composed, first) {
            choice.size = Some(first.size);
            choice.cheaper = cheaper(shelf, &criteria, part, first.cost)?;
            let size = choice.size;
            self.compose(line, id, first, choice, None)?;
            return Ok(size);
        }
        let taken = match cheapest {
            Some((cost, item)) => {
                choice.cheaper = cheaper(shelf, &criteria, part, *cost)?;
                Some(*item)
            }
            None => found.unpriced,
        };
        let Some(taken) = taken else {
            let missing = missing(shelf, &criteria);
            self.miss(line, id, part.quantity.clone(), missing);
            return Ok(None);
        };
        choice.size = Some(Size::from(&taken.what.machine));
        let (sku, size) = (taken.sku.clone(), choice.size);
        self.used(line, id, (&taken.sku, part), Found::Chosen { sku, choice })?;
        Ok(size)
    }

    /// Adds the usage of something composed.
    pub(super) fn compose(
        &mut self,
        line: &WorkloadLine,
        id: netprice::value::id::LineId,
        sized: &Fitted<'_>,
        choice: Choice,
        unmet: Option<Criterion>,
    ) -> Result<(), StudyProblem> {
        let mut parts = Vec::new();
        for (sku, quantity) in &sized.parts {
            let usage = sub_id(&id, sku)?;
            let part = Part::of(None, parts::Want::Stated, quantity.clone());
            self.usage_line(usage.clone(), sku, &part)?;
            let sku = (*sku).clone();
            parts.push(ComposedPart { usage, sku });
        }
        let name = sized.flexible.name.clone();
        let composed = Found::Composed {
            name,
            parts,
            unmet,
            choice,
        };
        self.record(line, id, composed);
        Ok(())
    }
}

fn found_size(found: &Found) -> Option<Size> {
    match found {
        Found::Named { choice, .. } => choice.size,
        Found::Chosen { .. } | Found::Composed { .. } | Found::Given { .. } | Found::Missing(_) => {
            None
        }
    }
}

fn named_machine(
    shelf: Shelf<'_>,
    sku: &SkuId,
    part: &Part,
    ask: &Machines,
) -> Result<Found, StudyProblem> {
    let criteria = Criteria::of(ask);
    let machine = shelf.machines.get(sku);
    let mut choice = Choice {
        asked: Some(asked_size(ask)),
        size: machine.map(Size::from),
        fitting: 1,
        ..Choice::default()
    };
    if let Some(cost) = super::scan::cost(shelf.prices, sku, part)? {
        choice.cheaper = cheaper(shelf, &criteria, part, cost)?;
        let other = best(shelf, &criteria, part, cost)?;
        choice
            .cheaper
            .extend(other.into_iter().filter_map(|(cost_of, name, size)| {
                saving(Condition::OtherFamily, (cost, cost_of), name, size)
            }));
    }
    Ok(Found::Named {
        sku: sku.clone(),
        unmet: machine.and_then(|machine| criteria.unmet_by(machine)),
        choice,
    })
}

fn second(
    found: &Scan<'_, SizedMachine>,
    composed: &[Fitted<'_>],
    is_composed: bool,
) -> Option<String> {
    let (skus_left, composed_left) = if is_composed { (0, 1) } else { (1, 0) };
    let sku = found.cheapest.get(skus_left);
    let other = composed.get(composed_left);
    match (sku, other) {
        (Some((cost, _)), Some(other)) if other.cost.amount() < cost.amount() => {
            Some(other.flexible.name.clone())
        }
        (Some((_, item)), _) => Some(item.sku.to_string()),
        (None, other) => other.map(|other| other.flexible.name.clone()),
    }
}

/// Returns the machines of a price book that meet the criteria of an ask, the cheapest first.
///
/// # Errors
/// [`StudyProblem::Pricing`] beyond 28 digits.
pub fn machines_for(ask: &Machines, shelf: Shelf<'_>) -> Result<Vec<SkuId>, StudyProblem> {
    let (criteria, part) = (Criteria::of(ask), parts::machines(ask)?);
    let items = shelf.index.machines(ask.purchase).iter();
    let mut fitting = Vec::new();
    for item in items.filter(|item| criteria.fits(&item.what)) {
        let cost = super::scan::cost(shelf.prices, &item.sku, &part)?;
        fitting.extend(cost.map(|cost| (cost.amount(), &item.sku)));
    }
    fitting.sort();
    Ok(fitting.into_iter().map(|(_, sku)| sku.clone()).collect())
}

/// What can be composed to meet the criteria, the cheapest first.
fn composed<'a>(
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

pub(super) fn sort(all: &mut [Fitted<'_>]) {
    all.sort_by(|a, b| {
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

/// A cost, the name of what costs it, and its size.
type Other = (Money, String, Size);

/// The cheapest SKU or composition that meets the criteria and costs less than an amount.
fn best(
    shelf: Shelf<'_>,
    criteria: &Criteria<'_>,
    part: &Part,
    amount: Money,
) -> Result<Option<Other>, StudyProblem> {
    let items = shelf.index.machines(criteria.purchase);
    let sku = below(items, |one| criteria.fits(one), shelf.prices, part, amount)?;
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

fn saving(
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
fn cheaper(
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
    if criteria.processor == AskedProcessor::X86 {
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
            &Criteria::of(&ask),
            &parts::machines(&ask)?,
        )?;
    }
    if let Some(ask) = twice_the_size(criteria.ask)? {
        consider(
            Condition::TwiceTheSize,
            &Criteria::of(&ask),
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

/// The criterion that no machine meets, of those that meet the criteria before it.
fn missing(shelf: Shelf<'_>, criteria: &Criteria<'_>) -> Missing {
    let flexible = shelf.index.flexible();
    // What is sold by the piece is composed under its own name.
    let composed: BTreeSet<&str> = flexible.iter().map(|one| one.name.as_str()).collect();
    let items = shelf.machines.iter();
    let items = items.filter(|(sku, _)| !composed.contains(sku.as_str()));
    let items = items.map(|(_, machine)| machine);
    let flexible = flexible.iter().filter_map(|one| match &one.of {
        Composed::Machine(most) => Some(most),
        Composed::Database(_) => None,
    });
    let all: Vec<&Machine> = items.chain(flexible).collect();
    let unmet = all
        .iter()
        .filter_map(|machine| Some((criteria.unmet_by(machine)?, *machine)));
    let furthest = unmet.clone().map(|(criterion, _)| criterion).max();
    let at = unmet.filter(|(criterion, _)| Some(*criterion) == furthest);
    let machines: Vec<&Machine> = at.map(|(_, machine)| machine).collect();
    let sizes = machines.iter().map(|machine| Size::from(*machine));
    let largest = match furthest {
        Some(Criterion::Vcpus) => sizes.map(|size| size.vcpus).max(),
        Some(Criterion::MemoryGib) => sizes.map(|size| size.memory_gib).max(),
        Some(Criterion::Gpus) => sizes.map(|size| size.gpus).max(),
        _ => None,
    };
    let is_model = furthest == Some(Criterion::GpuModel) && criteria.ask.gpu.is_some();
    let models = all
        .iter()
        .filter(|_| is_model)
        .filter_map(|machine| machine.gpu.as_ref());
    let mut models: Vec<String> = models.map(|gpu| gpu.model.clone()).collect();
    models.sort();
    models.dedup();
    models.truncate(MODELS);
    Missing {
        criterion: furthest.or(Some(Criterion::Kind)),
        largest,
        models,
        considered: all.len(),
    }
}

/// The models of accelerators that are named where the one asked for is missing.
const MODELS: usize = 12;
