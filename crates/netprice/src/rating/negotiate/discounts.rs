//! Discounts in a row, applied charge by charge.
//!
//! What a discount leaves of a charge depends on this charge and on the ledger of the discount only, so that
//! the result is that of one discount after the other. Each charge is touched once, and the scopes are
//! resolved once for each SKU.

use std::sync::Arc;

use super::is_at_stage;
use crate::agreement::scope::Selector;
use crate::agreement::terms::{PriceChange, Term};
use crate::problem::Located;
use crate::rating::context::Context;
use crate::rating::draft::Draft;
use crate::rating::ledger::Ledger;
use crate::rating::step::Reason;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// Whether a term is a discount that depends on no day.
pub(super) fn is_plain(term: &Term) -> bool {
    matches!(term.change, PriceChange::Pay(_)) && !term.is_dated()
}

/// A discount with what it has shown so far.
struct Discount<'a> {
    /// Its position among the terms.
    index: usize,
    term: &'a Term,
    scope: Selector<'a>,
    share: Ratio,
    reason: Arc<Reason>,
    ledger: Ledger,
}

impl<'a> Discount<'a> {
    fn of((index, term): (usize, &'a Term)) -> Option<Self> {
        let PriceChange::Pay(pay) = term.change else {
            return None;
        };
        let id = term.id.clone();
        Some(Self {
            index,
            term,
            scope: term.scope.selector(),
            share: pay.paid().into(),
            reason: Arc::new(Reason::Pay { term: id, pay }),
            ledger: Ledger::empty(),
        })
    }
}

/// The discounts in a row, and those that each SKU may have.
struct Row<'a> {
    discounts: Vec<Discount<'a>>,
    /// The positions of the discounts whose scope allows a SKU, by the number of the SKU.
    of_skus: Vec<Option<Vec<usize>>>,
    /// The positions of all discounts.
    all: Vec<usize>,
    context: Context<'a>,
    /// The position of the first discount that cannot be applied, and the problem of its first charge.
    wrong: Option<(usize, ValueProblem)>,
}

/// Applies discounts that follow each other, given with their positions among the terms.
///
/// # Errors
/// That of the first discount which cannot be applied to a charge, at its position.
pub(super) fn apply(
    terms: &[(usize, &Term)],
    charges: &mut [Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let discounts = terms.iter().copied().filter_map(Discount::of);
    let discounts: Vec<Discount<'_>> = discounts.collect();
    let mut row = Row {
        all: (0..discounts.len()).collect(),
        discounts,
        of_skus: Vec::new(),
        context,
        wrong: None,
    };
    for draft in charges {
        row.apply(draft);
    }
    let Some((position, problem)) = row.wrong else {
        return Ok(());
    };
    let index = row.discounts.get(position).map_or(0, |one| one.index);
    let path = Path::default().index(index).field("change");
    Err(problem.at(path))
}

impl Row<'_> {
    fn apply(&mut self, draft: &mut Draft) {
        if let Some(number) = draft.sku {
            self.resolve(number, draft);
        }
        let of_sku = draft.sku.and_then(|number| self.of_skus.get(number));
        let of_sku = of_sku.and_then(Option::as_ref);
        let is_of_sku = of_sku.is_some();
        let positions = of_sku.unwrap_or(&self.all);
        draft.expect_steps(if is_of_sku { positions.len() } else { 0 });
        for position in positions {
            let is_later = |(first, _): &(usize, ValueProblem)| first <= position;
            if self.wrong.as_ref().is_some_and(is_later) {
                return;
            }
            let Some(discount) = self.discounts.get_mut(*position) else {
                continue;
            };
            let is_whole = is_of_sku && !discount.scope.names_usage();
            if !is_at_stage(discount.term, &draft.charge)
                || !(is_whole || discount.scope.matches(&draft.charge.key(&self.context)))
            {
                continue;
            }
            let reason = Arc::clone(&discount.reason);
            let paid = draft.pay(reason, discount.share, &mut discount.ledger);
            if let Err(problem) = paid {
                self.wrong = Some((*position, problem));
                return;
            }
        }
    }

    /// Finds the discounts of a SKU when its first charge is met.
    fn resolve(&mut self, number: usize, draft: &Draft) {
        if self.of_skus.len() <= number {
            self.of_skus.resize(number.saturating_add(1), None);
        }
        let Some(unknown @ None) = self.of_skus.get_mut(number) else {
            return;
        };
        let key = draft.charge.key(&self.context);
        let discounts = self.discounts.iter().enumerate();
        let of_sku = discounts.filter(|(_, one)| one.scope.matches_sku(&key));
        *unknown = Some(of_sku.map(|(position, _)| position).collect());
    }
}
