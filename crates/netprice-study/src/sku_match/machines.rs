//! Matches machines: the cheapest that is nowhere smaller than asked.

use netprice::NonNegative;
use netprice::problem::Known;
use netprice::value::id::{LineId, SkuId};
use netprice::value::ordered::{set_of, sort_by};
use netprice_catalog::book::Machine;
use netprice_catalog::goods::{Composed, Criterion};
use netprice_catalog::index::SizedMachine;

use super::cards::cards;
use super::cheaper::{best, cheaper, saving};
use super::composed::{Fitted, composed};
use super::criteria::{Criteria, asked_size};
use super::parts::{Part, sub_id};
use super::record::{Choice, ComposedPart, Condition, Found, Missing, Size};
use super::scan::{Scan, scan};
use super::{Matching, Shelf, parts};
use crate::problem::StudyProblem;
use crate::workload::WorkloadLine;
use crate::workload::ask::Machines;

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
                let found = named_machine(self.shelf, sku, part, &self.criteria(ask)?)?;
                let size = found_size(&found);
                self.used(line, id, (sku, part), found)?;
                size
            }
            None => self.choose(line, part, ask)?,
        };
        self.licence(line, ask, size.map_or(ask.vcpus, |size| size.vcpus))
    }

    /// Matches the licence of machines with so many processors each; where these are not stated, it is
    /// missing.
    pub(super) fn licence(
        &mut self,
        line: &WorkloadLine,
        ask: &Machines,
        vcpus: NonNegative,
    ) -> Result<(), StudyProblem> {
        let Some(licence) = parts::licence(ask, vcpus)? else {
            return Ok(());
        };
        if !licence.is_zero() {
            return self.part(line, &licence, None);
        }
        let missing = Missing {
            criterion: Some(Criterion::Vcpus),
            largest: Some(NonNegative::ZERO),
            ..Missing::default()
        };
        self.miss(line, licence.id(line)?, licence.quantity, missing);
        Ok(())
    }

    /// Chooses a machine, and returns its size.
    fn choose(
        &mut self,
        line: &WorkloadLine,
        part: &Part,
        ask: &Machines,
    ) -> Result<Option<Size>, StudyProblem> {
        let (shelf, id, criteria) = (self.shelf, part.id(line)?, self.criteria(ask)?);
        let items = shelf.index.machines(ask.purchase);
        let found = scan(items, criteria.fitting(shelf.index), shelf.prices, part)?;
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
        id: LineId,
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
    criteria: &Criteria<'_>,
) -> Result<Found, StudyProblem> {
    let machine = shelf.machines.get(sku);
    let mut choice = Choice {
        asked: Some(asked_size(criteria.ask)),
        size: machine.map(Size::from),
        fitting: 1,
        ..Choice::default()
    };
    if let Some(cost) = super::scan::cost(shelf.prices, sku, part)? {
        choice.cheaper = cheaper(shelf, criteria, part, cost)?;
        let other = best(shelf, criteria, part, cost)?;
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
    let criteria = Criteria::of(ask, cards(shelf, ask)?);
    let part = parts::machines(ask)?;
    let items = shelf.index.machines(ask.purchase).iter();
    let mut fitting = Vec::new();
    for item in items.filter(|item| criteria.fits(&item.what)) {
        let cost = super::scan::cost(shelf.prices, &item.sku, &part)?;
        fitting.extend(cost.map(|cost| (cost.amount(), &item.sku)));
    }
    sort_by(&mut fitting, Ord::cmp);
    Ok(fitting.into_iter().map(|(_, sku)| sku.clone()).collect())
}

/// The criterion that no machine meets, of those that meet the criteria before it.
fn missing(shelf: Shelf<'_>, criteria: &Criteria<'_>) -> Missing {
    let flexible = shelf.index.flexible();
    // What is sold by the piece is composed under its own name.
    let composed = set_of(flexible.iter().map(|one| one.name.as_str()));
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
    sort_by(&mut models, Ord::cmp);
    models.dedup();
    if let (true, Some(asked)) = (models.len() > MODELS, &criteria.ask.gpu) {
        models = Known::near(&asked.model, &models).names;
    }
    Missing {
        criterion: furthest.or(Some(Criterion::Kind)),
        largest,
        models,
        considered: all.len(),
    }
}

/// The most models of accelerators that are all named where the one asked for is missing; of more, the nearest are.
const MODELS: usize = 12;
