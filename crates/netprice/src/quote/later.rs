//! The terms of the stages after commitments.

use std::collections::BTreeSet;

use crate::agreement::Agreement;
use crate::agreement::terms::{Stage, Term, Terms};
use crate::problem::{Problem, Problems};
use crate::rating::charge::Charge;
use crate::rating::commit::paid::Spread;
use crate::rating::context::Context;
use crate::rating::draft::Draft;
use crate::rating::negotiate::{self, TermChange};
use crate::value::id::CommitmentId;

/// Applies the terms of the stages after commitments, if there are any, and changes the fees that are paid apart in
/// the proportion of their costs.
pub(super) fn negotiated_later(
    (agreement, change): (&Agreement, TermChange),
    charges: Vec<Charge>,
    context: Context<'_>,
) -> Result<Vec<Charge>, Problems> {
    if !has_later(&agreement.terms) {
        return Ok(charges);
    }
    let at_total = |problem: Problem| problem.at("total");
    let spread = Spread::of(&charges).map_err(|problem| at_total(problem.into()))?;
    let paid_apart = agreement.commitments.paid_apart();
    let terms = (&agreement.terms, change);
    let mut charges = in_later_stages(terms, charges, &paid_apart, context)?;
    spread.bill(&mut charges).map_err(at_total)?;
    Ok(charges)
}

/// Whether a term is of a stage after commitments.
pub(super) fn has_later(terms: &Terms) -> bool {
    let mut stages = terms.0.iter().map(Term::stage);
    stages.any(|stage| Stage::LATER.contains(&stage))
}

/// Applies the terms of the stages after commitments.
pub(super) fn in_later_stages(
    terms: (&Terms, TermChange),
    charges: Vec<Charge>,
    paid_apart: &BTreeSet<&CommitmentId>,
    context: Context<'_>,
) -> Result<Vec<Charge>, Problems> {
    let drafts = charges.into_iter();
    let drafts = drafts.map(|charge| Draft::of(charge, paid_apart));
    let drafts = drafts.collect::<Result<Vec<_>, _>>();
    let mut drafts = drafts.map_err(|problem| problem.at("total"))?;
    negotiate::apply(terms, &Stage::LATER, &mut drafts, context)?;
    finished(drafts)
}

/// The charges of drafts.
pub(super) fn finished(drafts: Vec<Draft>) -> Result<Vec<Charge>, Problems> {
    let charges = drafts.into_iter().map(Draft::finish);
    let charges = charges.collect::<Result<_, _>>();
    Ok(charges.map_err(|problem| problem.at("total"))?)
}
