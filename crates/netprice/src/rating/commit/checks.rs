//! Checks of usage and commitments before any commitment is applied.

use std::collections::{BTreeMap, BTreeSet};

use crate::agreement::commitment::{Commitment, Commitments, Draws, Over};
use crate::agreement::scope::Selector;
use crate::problem::{Known, Located, Problem};
use crate::rating::charge::{Charge, UsageCharge};
use crate::rating::context::Context;
use crate::usage::Usage;
use crate::value::day::is_over;
use crate::value::id::{LineId, TimeBlockId};
use crate::value::ordered::{map_of, set_of};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// A commitment and the choice of charges by its scope.
pub(super) struct Held<'a> {
    pub(super) held: &'a Commitment,
    scope: Selector<'a>,
}

impl<'a> Held<'a> {
    pub(super) fn of(held: &'a Commitment) -> Self {
        let scope = held.scope.selector();
        Self { held, scope }
    }

    /// Whether a charge may draw on the commitment: it is in its scope, and not after its last day.
    pub(super) fn may_cover(&self, context: &Context<'_>, charge: &UsageCharge) -> bool {
        !is_over(self.held.until, charge.day)
            && self.held.draws_on(&charge.sku)
            && self.scope.matches(&charge.key(context))
    }
}

/// The position of each name in a list; of duplicate names, the last position.
pub(super) fn positions<'a, T: AsRef<str> + 'a>(
    names: impl IntoIterator<Item = &'a T>,
) -> BTreeMap<&'a str, usize> {
    let names = names.into_iter().enumerate();
    map_of(names.map(|(index, name)| (name.as_ref(), index)))
}

/// The problems of time blocks, names, units, scopes and expiry dates.
pub(super) fn problems(
    charges: &[Charge],
    context: &Context<'_>,
    usage: &Usage,
    commitments: &Commitments,
) -> Vec<Located> {
    if commitments.held.is_empty() {
        return of_blocks(usage);
    }
    let charges: Vec<&UsageCharge> = charges.iter().filter_map(Charge::usage).collect();
    let charges = charges.as_slice();
    let held: Vec<Held<'_>> = commitments.held.iter().map(Held::of).collect();
    // Of the parts of a line, the first is before the end of a commitment if any is.
    let by_line = map_of(charges.iter().rev().map(|charge| (&charge.line, *charge)));
    let mut problems = time_blocks(usage);
    problems.extend(no_time_blocks(usage, commitments));
    problems.extend(lines_in_blocks(usage, &|line| {
        let mut held = held.iter().filter(|one| by_hour(one.held));
        let charge = by_line.get(line);
        charge.is_some_and(|charge| held.any(|held| held.may_cover(context, charge)))
    }));
    problems.extend(named_like_usage(usage, commitments));
    problems.extend(mixed_units(charges, context, &held));
    for (index, held) in commitments.held.iter().enumerate() {
        if held.until.is_some() && usage.day.is_none() {
            problems.push(Problem::NoDay.at(held_path(index).field("until")));
        }
        if held.fee.paid_on.is_some() && usage.day.is_none() {
            let path = held_path(index).field("fee").field("paid_on");
            problems.push(Problem::NoDay.at(path));
        }
    }
    problems
}

fn held_path(index: usize) -> Path {
    Path::from("commitments").field("held").index(index)
}

fn by_hour(held: &Commitment) -> bool {
    held.over == Over::Hour
}

/// The problems of time blocks that do not depend on commitments.
pub(super) fn of_blocks(usage: &Usage) -> Vec<Located> {
    let mut problems = time_blocks(usage);
    problems.extend(lines_in_blocks(usage, &|_| false));
    problems
}

fn blocks() -> Path {
    Path::from("usage").field("time_blocks")
}

/// Time blocks with duplicate names or zero hours.
fn time_blocks(usage: &Usage) -> Vec<Located> {
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    for (index, block) in usage.time_blocks.iter().enumerate() {
        if !names.insert(&block.id) {
            let value = block.id.clone();
            let twice = Problem::DuplicateTimeBlock { value };
            problems.push(twice.at(blocks().index(index).field("id")));
        }
        if block.hours.is_zero() {
            problems.push(ValueProblem::Zero.at(blocks().index(index).field("hours")));
        }
    }
    problems
}

/// Missing time blocks where fees or capacities count hours.
fn no_time_blocks(usage: &Usage, commitments: &Commitments) -> Option<Located> {
    let counts_hours = |held: &Commitment| {
        let by_months = held.fee.term_months.is_some();
        let spreads_hours = held.fee.upfront.is_some() && !by_months;
        by_hour(held) || spreads_hours || held.fee.hourly.is_some()
    };
    let is_missing = usage.time_blocks.is_empty() && commitments.held.iter().any(counts_hours);
    is_missing.then(|| {
        let known = Known::from(Vec::new());
        Problem::NoTimeBlock { known }.at(blocks())
    })
}

/// Usage lines with an unknown time block, or with none of several where a commitment counts by the
/// hour.
fn lines_in_blocks(usage: &Usage, counts_hours: &dyn Fn(&LineId) -> bool) -> Vec<Located> {
    let known: Vec<TimeBlockId> = usage.time_blocks.iter().map(|b| b.id.clone()).collect();
    let names = positions(&known);
    let mut problems = Vec::new();
    for (index, line) in usage.lines.iter().enumerate() {
        let at = || {
            let line = Path::from("usage").field("lines").index(index);
            line.field("during")
        };
        match &line.during {
            Some(during) if !names.contains_key(during.as_str()) => {
                let known = Known::near(during.as_str(), &known);
                let value = during.clone();
                problems.push(Problem::UnknownTimeBlock { value, known }.at(at()));
            }
            None if known.len() > 1 && counts_hours(&line.id) => {
                let known = Known::first(&known);
                problems.push(Problem::NoTimeBlock { known }.at(at()));
            }
            Some(_) | None => {}
        }
    }
    problems
}

/// Commitments with the name of a usage line, which a reader of the bill could not tell apart.
fn named_like_usage(usage: &Usage, commitments: &Commitments) -> Vec<Located> {
    let lines = set_of(usage.line_names().map(LineId::as_str));
    let held = commitments.held.iter().enumerate();
    let alike = held.filter(|(_, held)| lines.contains(held.id.as_str()));
    alike
        .filter_map(|(index, held)| {
            let value = held.id.as_str().parse().ok()?;
            let problem = Problem::NamedLikeLine { value };
            Some(problem.at(held_path(index).field("id")))
        })
        .collect()
}

/// Commitments in units that would add up different units, such as hours and gigabytes.
fn mixed_units(charges: &[&UsageCharge], context: &Context<'_>, held: &[Held<'_>]) -> Vec<Located> {
    let held = held.iter().enumerate();
    let counts_units = held.filter(|(_, one)| one.held.draws == Draws::Quantity);
    counts_units
        .filter_map(|(index, held)| {
            let mut charges = charges
                .iter()
                .filter(|charge| held.may_cover(context, charge));
            let expected = charges.next()?.quantity.unit();
            let other = charges.find(|charge| charge.quantity.unit() != expected)?;
            let problem = ValueProblem::unit_mismatch(&other.quantity, expected);
            Some(problem.at(held_path(index).field("scope")))
        })
        .collect()
}
