//! What has to hold between usage and commitments before any is applied.

use std::collections::BTreeSet;

use super::offer::{Commitment, Commitments, Draws, Over};
use crate::error::{PricingError, Problem};
use crate::id::LineId;
use crate::quote::{Charge, Quote};
use crate::usage::Usage;

/// Whether a charge may draw on a commitment.
pub(super) fn may_cover(held: &Commitment, quote: &Quote, charge: &Charge) -> bool {
    held.scope.holds(quote, charge) && held.draws_on(&charge.sku)
}

/// What is missing to say which usage falls into which hours, and which commitments still hold.
pub(super) fn problems(
    quote: &Quote,
    usage: &Usage,
    commitments: &Commitments,
) -> Vec<PricingError> {
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    let known: Vec<_> = usage.stretches.iter().map(|s| s.id.clone()).collect();
    for (index, stretch) in usage.stretches.iter().enumerate() {
        let at = format!("usage.stretches[{index}]");
        if !names.insert(&stretch.id) {
            let value = stretch.id.clone();
            problems.push(Problem::DuplicateStretch { value }.at(format!("{at}.id")));
        }
        if stretch.hours.is_zero() {
            problems.push(Problem::Zero.at(format!("{at}.hours")));
        }
    }
    let by_hour = |held: &Commitment| held.over == Over::Hour;
    let any_by_hour = commitments.held.iter().any(by_hour);
    let needs_hours = commitments
        .held
        .iter()
        .any(|held| held.fee.upfront.is_some() || held.fee.hourly.is_some());
    if known.is_empty() && (any_by_hour || needs_hours) {
        let known = known.clone();
        problems.push(Problem::NoStretch { known }.at("usage.stretches"));
    }
    for (index, line) in usage.lines.iter().enumerate() {
        let at = format!("usage.lines[{index}].during");
        let charge = quote.charges.iter().find(|charge| charge.line == line.id);
        let is_by_hour = charge.is_some_and(|charge| {
            let mut held = commitments.held.iter().filter(|held| by_hour(held));
            held.any(|held| may_cover(held, quote, charge))
        });
        match &line.during {
            Some(during) if !names.contains(during) => {
                let (value, known) = (during.clone(), known.clone());
                problems.push(Problem::UnknownStretch { value, known }.at(at));
            }
            None if known.len() > 1 && is_by_hour => {
                let known = known.clone();
                problems.push(Problem::NoStretch { known }.at(at));
            }
            Some(_) | None => {}
        }
    }
    problems.extend(named_like_usage(usage, commitments));
    problems.extend(mixed_units(quote, commitments));
    problems.extend(unknown_lines(usage, commitments));
    for (index, held) in commitments.held.iter().enumerate() {
        if held.until.is_some() && usage.day.is_none() {
            problems.push(Problem::NoDay.at(format!("commitments.held[{index}].until")));
        }
    }
    problems
}

/// Commitments named like a usage line, whose charges could not be told apart.
fn named_like_usage(usage: &Usage, commitments: &Commitments) -> Vec<PricingError> {
    let held = commitments.held.iter().enumerate();
    held.filter_map(|(index, held)| {
        let mut lines = usage.lines.iter();
        let same = lines.find(|line| line.id.as_str() == held.id.as_str())?;
        let value = same.id.clone();
        Some(Problem::NamedLikeLine { value }.at(format!("commitments.held[{index}].id")))
    })
    .collect()
}

/// Scopes that name a usage line that is not there, and would cover nothing without a word.
fn unknown_lines(usage: &Usage, commitments: &Commitments) -> Vec<PricingError> {
    let lines = usage.lines.iter().map(|line| line.id.clone());
    let unmatched = usage.unmatched.iter().map(|line| line.id.clone());
    let known: Vec<LineId> = lines.chain(unmatched).collect();
    let held = commitments.held.iter().enumerate();
    let named =
        held.flat_map(|(index, held)| held.scope.lines.iter().map(move |line| (index, line)));
    let unknown = named.filter(|(_, line)| !known.contains(line));
    let told = unknown.map(|(index, line)| {
        let (value, known) = (line.clone(), known.clone());
        let problem = Problem::UnknownLine { value, known };
        problem.at(format!("commitments.held[{index}].scope.lines"))
    });
    told.collect()
}

/// Commitments to units that would add up hours and gigabytes.
fn mixed_units(quote: &Quote, commitments: &Commitments) -> Vec<PricingError> {
    let held = commitments.held.iter().enumerate();
    let counts_units = held.filter(|(_, held)| held.draws == Draws::Quantity);
    counts_units
        .filter_map(|(index, held)| {
            let charges = quote.charges.iter();
            let mut charges = charges.filter(|charge| may_cover(held, quote, charge));
            let expected = charges.next()?.quantity.unit().clone();
            let other = charges.find(|charge| *charge.quantity.unit() != expected)?;
            let value = other.quantity.clone();
            let problem = Problem::UnitMismatch { value, expected };
            Some(problem.at(format!("commitments.held[{index}].scope")))
        })
        .collect()
}
