//! The ranking of offers by effective cost.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::comparison::convert::ConvertedQuote;
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Costs, Total};
use crate::value::id::OfferId;
use crate::value::money::{Currency, Money};
use crate::value::ordered::sort_by;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// A ranking of offers in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The currency of all totals.
    pub currency: Currency,
    /// The complete offers, cheapest first; offers of equal cost are in the order of their ids.
    pub ranked: Vec<Ranked>,
    /// The offers with a missing price, in the order given; they are never ranked.
    pub incomplete: Vec<Unranked>,
}

/// An offer with its rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// The id of the offer, unique within the comparison.
    pub offer: OfferId,
    /// 1 for the cheapest; equal effective costs share a rank, and the next is skipped.
    pub rank: usize,
    /// The total list, contracted and effective cost.
    pub costs: Costs,
    /// List cost − effective cost.
    pub saving: Money,
    /// Effective cost − that of the cheapest offer; zero for the cheapest itself.
    pub above_cheapest: Money,
}

/// An offer that cannot be ranked, because some of its usage has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unranked {
    /// The id of the offer, unique within the comparison.
    pub offer: OfferId,
    /// The sum of the charges that have a price, which is only a part of the total.
    pub known: Costs,
}

/// Ranks offers by effective cost.
///
/// An offer with a missing price is listed separately, however cheap its known part is. The running
/// time grows with n log n for n offers.
///
/// # Errors
/// All at once, at `offers[n]`: [`Problem::DuplicateOffer`], and [`ValueProblem::CurrencyMismatch`]
/// for a quote that was not converted to `currency`.
pub fn compare<'a>(
    currency: Currency,
    offers: impl IntoIterator<Item = (&'a OfferId, &'a ConvertedQuote)>,
) -> Result<Comparison, Problems> {
    let mut problems: Vec<Located> = Vec::new();
    let mut names = BTreeSet::new();
    let mut complete = Vec::new();
    let mut incomplete = Vec::new();
    for (index, (offer, quote)) in offers.into_iter().enumerate() {
        let at = Path::from("offers").index(index);
        let given = quote.total.known().effective.currency();
        if given != currency {
            let problem = ValueProblem::currency_mismatch(given, currency);
            problems.push(problem.at(at.clone()));
        }
        let offer = offer.clone();
        if !names.insert(offer.clone()) {
            let value = offer.clone();
            problems.push(Problem::DuplicateOffer { value }.at(at.field("id")));
        }
        match quote.total {
            Total::Complete(costs) => complete.push((offer, costs)),
            Total::Incomplete { known } => incomplete.push(Unranked { offer, known }),
        }
    }
    Problems::none_of(problems)?;
    sort_by(&mut complete, |(a, a_costs), (b, b_costs)| {
        let by_cost = a_costs.effective.amount().cmp(&b_costs.effective.amount());
        by_cost.then_with(|| a.cmp(b))
    });
    let ranked = rank(complete).map_err(|problem| problem.at("offers"))?;
    Ok(Comparison {
        currency,
        ranked,
        incomplete,
    })
}

fn rank(sorted: Vec<(OfferId, Costs)>) -> Result<Vec<Ranked>, ValueProblem> {
    let Some(cheapest) = sorted.first().map(|(_, costs)| costs.effective) else {
        return Ok(Vec::new());
    };
    let mut ranked: Vec<Ranked> = Vec::with_capacity(sorted.len());
    for (offer, costs) in sorted {
        let rank = match ranked.last() {
            Some(before) if before.costs.effective == costs.effective => before.rank,
            _ => ranked.len().saturating_add(1),
        };
        ranked.push(Ranked {
            offer,
            rank,
            saving: costs.saving()?,
            above_cheapest: costs.effective.minus(cheapest)?,
            costs,
        });
    }
    Ok(ranked)
}
