//! What one offer commits to, as it is chosen and kept in the study. Pure.
//!
//! The study keeps the commitment itself; its name says which published one it is and how many, such
//! as `3 × reserved 12 none m6a.xlarge`, so that the page can show the choice again.

use netprice::NonNegative;
use netprice::value::id::{BookId, SkuId};
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;
use netprice_catalog::commitments::PublishedCommitment;
use netprice_study::Workload;
use netprice_study::commit::{SoldAhead, sold_for};
use netprice_study::sku_match::{Shelf, machines_for, match_workload};
use serde_json::{Value, json};

const TIMES: &str = " × ";

/// What an offer can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnOffer {
    /// The machines that are large enough, the cheapest first.
    pub machines: Vec<SkuId>,
    /// What is sold ahead for what it uses.
    pub ahead: Vec<SoldAhead>,
}

/// What the offer of a price book can choose for a workload, whatever else its contract says; nothing
/// where the catalog does not list the book or none of its machines is large enough.
#[must_use]
pub fn on_offer(catalog: &Catalog, workload: &Workload, book: &str, machine: &str) -> OnOffer {
    let Ok((id, Some(book))) = book.parse::<BookId>().map(|id| {
        let book = catalog.book(id.as_str()).ok().flatten();
        (id, book)
    }) else {
        return OnOffer::default();
    };
    let shelf = Shelf::from(book);
    let matched = match_workload(workload, shelf, machine.parse().ok().as_ref());
    let ahead = matched.and_then(|matched| sold_for(&book.prices, &id, &matched.matches, catalog));
    OnOffer {
        machines: machines_for(workload, shelf).unwrap_or_default(),
        ahead: ahead.unwrap_or_default(),
    }
}

/// How many of which commitment an offer holds; `None` for none, or one that the page did not make.
#[must_use]
pub fn read(commitments: &Value) -> Option<(String, String)> {
    let [only] = commitments.get("held")?.as_array()?.as_slice() else {
        return None;
    };
    let (count, key) = only.get("id")?.as_str()?.split_once(TIMES)?;
    Some((count.to_owned(), key.to_owned()))
}

/// The commitments of an offer that chooses one, or what keeps a count that cannot be read.
#[must_use]
pub fn write(choice: &SoldAhead, count: &str) -> Value {
    let id = format!("{count}{TIMES}{}", choice.published.key());
    let held = count
        .parse::<NonNegative>()
        .and_then(|count| choice.published.held(&id, count, choice.on_demand));
    match held.ok().and_then(|held| serde_json::to_value(held).ok()) {
        Some(held) => json!({ "held": [held] }),
        None => json!({ "held": [{ "id": id, "capacity": count, "fee": {} }] }),
    }
}

/// What is wrong with the count of a commitment.
#[must_use]
pub fn problem(commitments: &Value) -> Option<ValueProblem> {
    let (count, _) = read(commitments)?;
    match count.parse::<NonNegative>() {
        Ok(count) if count.is_zero() => Some(ValueProblem::Zero),
        Ok(_) => None,
        Err(problem) => Some(problem),
    }
}

/// The published commitment behind a name in the study, and how many.
#[must_use]
pub fn published<'a>(catalog: &'a Catalog, id: &str) -> Option<(String, &'a PublishedCommitment)> {
    let (count, wanted) = id.split_once(TIMES.trim_start())?;
    let count = count.trim_end();
    let mut commitments = catalog.commitments().ok()?.iter();
    let found = commitments.find(|one| one.key() == wanted)?;
    Some((count.to_owned(), found))
}
