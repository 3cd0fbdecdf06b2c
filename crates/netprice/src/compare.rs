//! Step 6: who is cheapest, and by how much.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::convert::ConvertedQuote;
use crate::error::{PricingErrors, Problem};
use crate::id::OfferId;
use crate::money::{Currency, Money};
use crate::quote::{Costs, Total};

/// Offers side by side, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The currency of all its totals.
    pub currency: Currency,
    /// The complete offers, cheapest first; equal ones in the order of their names.
    pub ranked: Vec<Ranked>,
    /// The offers of which some price is missing, in the order given: never ranked.
    pub incomplete: Vec<Unranked>,
}

/// An offer with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranked {
    /// Its name.
    pub offer: OfferId,
    /// 1 for the cheapest; equal effective costs share a place, and the next is skipped.
    pub place: usize,
    /// Its total costs.
    pub costs: Costs,
    /// List − effective.
    pub saving: Money,
    /// Effective cost above that of the cheapest; zero for the cheapest itself.
    pub above_cheapest: Money,
    /// Its charges.
    pub quote: ConvertedQuote,
}

/// An offer that cannot be ranked, since some of its usage has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unranked {
    /// Its name.
    pub offer: OfferId,
    /// The sum of the charges that have a price: a part, not a total.
    pub known: Costs,
    /// Its charges, and what is missing.
    pub quote: ConvertedQuote,
}

/// Ranks offers by effective cost.
///
/// An offer of which any price is missing is set apart, however cheap its known part looks.
///
/// # Errors
/// All at once, at `offers[n]`: [`Problem::DuplicateOffer`], and [`Problem::CurrencyMismatch`]
/// for a quote that was not converted to `currency`.
pub fn compare(
    currency: Currency,
    offers: Vec<(OfferId, ConvertedQuote)>,
) -> Result<Comparison, PricingErrors> {
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    let mut complete = Vec::new();
    let mut incomplete = Vec::new();
    for (index, (offer, quote)) in offers.into_iter().enumerate() {
        let (Total::Complete(costs) | Total::Incomplete { known: costs }) = quote.total;
        if costs.effective.currency() != currency {
            let value = costs.effective.currency();
            let mismatch = Problem::CurrencyMismatch {
                value,
                expected: currency,
            };
            problems.push(mismatch.at(format!("offers[{index}]")));
        }
        if !names.insert(offer.clone()) {
            let value = offer.to_string();
            let twice = Problem::DuplicateOffer { value };
            problems.push(twice.at(format!("offers[{index}].id")));
        }
        match quote.total {
            Total::Complete(costs) => complete.push((offer, costs, quote)),
            Total::Incomplete { known } => incomplete.push(Unranked {
                offer,
                known,
                quote,
            }),
        }
    }
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }
    complete.sort_by(|(a, a_costs, _), (b, b_costs, _)| {
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

fn rank(sorted: Vec<(OfferId, Costs, ConvertedQuote)>) -> Result<Vec<Ranked>, Problem> {
    let Some(cheapest) = sorted.first().map(|(_, costs, _)| costs.effective) else {
        return Ok(Vec::new());
    };
    let mut ranked: Vec<Ranked> = Vec::with_capacity(sorted.len());
    for (offer, costs, quote) in sorted {
        let place = match ranked.last() {
            Some(before) if before.costs.effective == costs.effective => before.place,
            _ => ranked.len().saturating_add(1),
        };
        ranked.push(Ranked {
            offer,
            place,
            saving: costs.saving()?,
            above_cheapest: costs.effective.minus(cheapest)?,
            costs,
            quote,
        });
    }
    Ok(ranked)
}
