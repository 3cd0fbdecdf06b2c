//! Terms that hold other terms: additive ones, the best one, the first one.
//!
//! Each inner term is tried on the charges themselves and taken back, so that a choice among many
//! charges needs no copies of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{apply_term, change, date_of, is_changed};
use crate::agreement::scope::Selector;
use crate::agreement::terms::Term;
use crate::problem::{Located, Problem};
use crate::rating::context::Context;
use crate::rating::draft::{Change, Draft, Mark};
use crate::rating::ledger::{Ledger, Sum};
use crate::rating::step::Reason;
use crate::value::day::Day;
use crate::value::ordered::map_of;
use crate::value::path::Path;
use crate::value::ratio::{Kept, Ratio};

fn marks(charges: &[&mut Draft]) -> Vec<Mark> {
    charges.iter().map(|charge| charge.mark()).collect()
}

pub(super) fn additive(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let at = |index: usize| Path::from("additive").index(index);
    let marks = marks(charges);
    // Each term starts from the same amounts.
    let mut changes: Vec<Vec<(usize, Arc<Reason>, Ratio)>> = Vec::with_capacity(terms.len());
    for (index, term) in terms.iter().enumerate() {
        let applied = apply_term((term, change), charges, context);
        applied.map_err(|located| located.under(at(index)))?;
        let mut changed = Vec::new();
        for (position, (charge, mark)) in charges.iter_mut().zip(&marks).enumerate() {
            let change = charge.undo(mark);
            if let Some(reason) = change.last().filter(|_| change.now() != charge.exact()) {
                let off = charge.exact().minus(change.now());
                let off = off.map_err(|problem| problem.at(at(index)))?;
                changed.push((position, Arc::clone(reason), off));
            }
        }
        changes.push(changed);
    }
    // The sums of all reductions so far may be below zero, but no cost is.
    let mut sums: Vec<Kept> = charges.iter().map(|charge| charge.exact().into()).collect();
    for (index, changed) in changes.into_iter().enumerate() {
        let mut ledger = Ledger::empty();
        for (position, reason, off) in changed {
            let (Some(charge), Some(sum)) = (charges.get_mut(position), sums.get_mut(position))
            else {
                continue;
            };
            let stepped = sum.get().minus(off).and_then(|to| {
                *sum = to.into();
                charge.step(reason, to.max(Ratio::ZERO), &mut ledger)
            });
            stepped.map_err(|problem| problem.at(at(index)))?;
        }
    }
    Ok(())
}

pub(super) fn best_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let marks = marks(charges);
    let mut best: Option<(Ratio, Vec<Change>)> = None;
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("best_of").index(index));
        apply_term((term, change), charges, context).map_err(at)?;
        let sum = Sum::of(charges.iter().map(|charge| charge.exact())).and_then(Sum::get);
        let sum = sum.map_err(|problem| at(problem.at(Path::default())))?;
        let undone = charges.iter_mut().zip(&marks);
        let undone = undone.map(|(charge, mark)| charge.undo(mark));
        if best.as_ref().is_none_or(|(least, _)| sum < *least) {
            // Only the changes of one term are kept at a time.
            drop(best.take());
            best = Some((sum, undone.collect()));
        } else {
            undone.for_each(drop);
        }
    }
    let changes = best.into_iter().flat_map(|(_, changes)| changes);
    for (charge, change) in charges.iter_mut().zip(changes) {
        charge.redo(change);
    }
    Ok(())
}

pub(super) fn first_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let at = |index: usize| Path::from("first_of").index(index);
    // Without a day it is unknown whether a dated term is in force, so it cannot be skipped.
    let is_undated = context.day.is_none() && charges.iter().any(|charge| charge.day().is_none());
    let undated = |term: &Term| term.is_dated() && is_undated;
    if let Some(index) = terms.iter().position(undated) {
        let date = terms.get(index).map_or("from", date_of);
        return Err(Problem::NoDay.at(at(index).field(date)));
    }
    let scopes: Vec<Selector<'_>> = terms.iter().map(|term| term.scope.selector()).collect();
    let mut by_day: BTreeMap<Option<Day>, Vec<&Draft>> = BTreeMap::new();
    for charge in charges.iter() {
        by_day.entry(charge.day()).or_default().push(charge);
    }
    let first = by_day.into_iter().filter_map(|(day, of_day)| {
        let holds = |(term, scope): (&Term, &Selector<'_>)| {
            let mut of_day = of_day.iter();
            of_day.any(|charge| is_changed(term, scope, charge, context))
        };
        Some((day, terms.iter().zip(&scopes).position(holds)?))
    });
    let first: BTreeMap<Option<Day>, usize> = map_of(first);
    // The days on which a term is the first in force are priced together, as one charge.
    let mut by_term: BTreeMap<usize, Vec<&mut Draft>> = BTreeMap::new();
    for charge in charges.iter_mut() {
        if let Some(index) = first.get(&charge.day()) {
            by_term.entry(*index).or_default().push(charge);
        }
    }
    for (index, mut of_term) in by_term {
        let Some(term) = terms.get(index) else {
            continue;
        };
        let applied = apply_term((term, change), &mut of_term, context);
        applied.map_err(|located| located.under(at(index)))?;
    }
    Ok(())
}
