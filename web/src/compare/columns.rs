//! The offers as columns, in their order.

use std::collections::BTreeSet;

use netprice::value::id::OfferId;
use netprice::{Costs, Money};
use netprice_study::OfferAnswer;

use crate::compare::evaluate::Evaluation;
use crate::compare::words::offers::OfferText;
use crate::kit::number::at_least;
use crate::language::Language;

/// An offer.
pub(crate) struct Column<'a> {
    pub(crate) position: usize,
    pub(crate) rank: Option<usize>,
    /// How much more it costs than the cheapest.
    pub(crate) above: Option<Money>,
    pub(crate) costs: Costs,
    /// `None` for an offer that cannot be priced.
    pub(crate) priced: Option<&'a OfferAnswer>,
}

impl Column<'_> {
    /// Whether no price is missing.
    pub(crate) fn is_complete(&self) -> bool {
        self.rank.is_some()
    }

    /// A cost of the offer, with “at least” where a price is missing.
    pub(crate) fn shown(&self, language: Language, money: Money) -> String {
        if self.is_complete() {
            language.money(money)
        } else {
            let least = language.money(at_least(money));
            language.say(&OfferText::MoreThan(&least))
        }
    }
}

/// The offers by rank, then those with a missing price, then those that cannot be priced.
pub(crate) fn columns(evaluation: &Evaluation) -> Vec<Column<'_>> {
    let Some(comparison) = &evaluation.comparison else {
        return Vec::new();
    };
    let column = |offer: &OfferId, rank, above, costs| {
        let position = *evaluation.positions.get(offer)?;
        let priced = evaluation.priced.get(offer).map(|priced| &**priced);
        Some(Column {
            position,
            rank,
            above,
            costs,
            priced,
        })
    };
    let ranked = comparison.ranked.iter();
    let ranked = ranked.filter_map(|one| {
        column(
            &one.offer,
            Some(one.rank),
            Some(one.above_cheapest),
            one.costs,
        )
    });
    let incomplete = comparison.incomplete.iter();
    let incomplete = incomplete.filter_map(|one| column(&one.offer, None, None, one.known));
    let nothing = Costs::zero(comparison.currency);
    let wrong = evaluation.offers.keys().map(|position| Column {
        position: *position,
        rank: None,
        above: None,
        costs: nothing,
        priced: None,
    });
    ranked.chain(incomplete).chain(wrong).collect()
}

/// Columns in the order of positions, if it is one of the same offers.
pub(crate) fn in_order<'a>(columns: Vec<Column<'a>>, order: Option<&[usize]>) -> Vec<Column<'a>> {
    let Some(order) = order else {
        return columns;
    };
    let now: BTreeSet<usize> = columns.iter().map(|column| column.position).collect();
    if now != order.iter().copied().collect() {
        return columns;
    }
    let places: std::collections::BTreeMap<usize, usize> = order.iter().copied().zip(0..).collect();
    let mut columns = columns;
    columns.sort_by_key(|column| places.get(&column.position).copied());
    columns
}
