//! What one offer commits to, as it is chosen and kept in the plan. Pure.
//!
//! The plan keeps the commitment itself; its name says which published one it is and how many, such
//! as `3 × reserved 12 none m6a.xlarge`, so that the page can show the choice again.

use netprice::decimal::Amount;
use netprice::error::Problem;
use netprice::id::SkuId;
use netprice::price::PriceModel;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::choose::{Choice, choose, machines_for};
use netprice_catalog::commitments::{Kind, Payment, PublishedCommitment};
use netprice_catalog::need::Need;
use serde_json::{Value, json};

const TIMES: &str = " × ";

/// A published commitment that an offer can choose, with the on-demand price of its machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// Its name in the plan.
    pub key: String,
    /// What is published.
    pub published: PublishedCommitment,
    /// The price of an hour of the offer's machine.
    pub on_demand: Amount,
}

/// What an offer can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnOffer {
    /// The machines that are large enough, the cheapest first.
    pub machines: Vec<SkuId>,
    /// What is sold ahead for what it uses.
    pub ahead: Vec<Choosable>,
}

/// What the offer of a price book can choose for a need, whatever else its contract says; nothing
/// where the catalog does not list the book or none of its machines is large enough.
#[must_use]
pub fn on_offer(catalog: &Catalog, need: &Need, book: &str, machine: &str) -> OnOffer {
    let known = book.parse().ok().and_then(|id| catalog.books.get(&id));
    let Some(known) = known else {
        return OnOffer::default();
    };
    let chosen = choose(need, known, machine.parse().ok().as_ref());
    let chosen = chosen.map(|chosen| choosable(catalog, book, &chosen.choices));
    OnOffer {
        machines: machines_for(need, known).unwrap_or_default(),
        ahead: chosen.unwrap_or_default(),
    }
}

/// The name of a published commitment in the plan, the same in every language.
#[must_use]
pub fn key(published: &PublishedCommitment) -> String {
    let kind = match published.kind {
        Kind::Reserved => "reserved",
        Kind::SavingsPlan => "savings_plan",
        Kind::CommittedUse => "committed_use",
        Kind::Subscription => "subscription",
        Kind::Pack => "pack",
    };
    let payment = match published.payment {
        Payment::None => "none",
        Payment::All => "all",
    };
    let months = published.months;
    match &published.sku {
        Some(sku) => format!("{kind} {months} {payment} {sku}"),
        None => format!("{kind} {months} {payment}"),
    }
}

/// What is sold ahead for the machine that an offer's need chose, and for its other SKUs.
#[must_use]
pub fn choosable(catalog: &Catalog, book: &str, choices: &[Choice]) -> Vec<Choosable> {
    let skus = choices.iter().filter_map(|choice| match choice {
        Choice::Machine { sku, .. } | Choice::Only { sku, .. } => Some(sku),
        Choice::NoMachine { .. } | Choice::Nothing { .. } => None,
    });
    let skus: Vec<_> = skus.collect();
    let machine = choices.iter().find_map(|choice| match choice {
        Choice::Machine { sku, .. } => Some(sku),
        Choice::Only { .. } | Choice::NoMachine { .. } | Choice::Nothing { .. } => None,
    });
    let prices = book.parse().ok().and_then(|id| catalog.books.get(&id));
    let sku = machine.and_then(|sku| prices?.prices.skus.get(sku));
    let on_demand = match sku.and_then(|sku| sku.price.as_ref()) {
        Some(PriceModel::Flat(price)) => *price,
        _ => Amount::default(),
    };
    let fits = |one: &&PublishedCommitment| {
        let is_for = match &one.sku {
            Some(sku) => skus.contains(&sku),
            None => machine.is_some(),
        };
        one.book.as_str() == book && is_for
    };
    let fitting = catalog.commitments.iter().filter(fits);
    fitting
        .map(|published| Choosable {
            key: key(published),
            published: published.clone(),
            on_demand,
        })
        .collect()
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
pub fn write(choice: &Choosable, count: &str) -> Value {
    let id = format!("{count}{TIMES}{}", choice.key);
    let held = count
        .parse::<Amount>()
        .and_then(|count| choice.published.held(&id, count, choice.on_demand));
    match held.ok().and_then(|held| serde_json::to_value(held).ok()) {
        Some(held) => json!({ "held": [held] }),
        None => json!({ "held": [{ "id": id, "capacity": count, "fee": {} }] }),
    }
}

/// What is wrong with the count of a commitment.
#[must_use]
pub fn problem(commitments: &Value) -> Option<Problem> {
    let (count, _) = read(commitments)?;
    match count.parse::<Amount>() {
        Ok(count) if count.is_zero() => Some(Problem::Zero),
        Ok(_) => None,
        Err(problem) => Some(problem),
    }
}

/// The published commitment behind a name in the plan, and how many.
#[must_use]
pub fn published<'a>(catalog: &'a Catalog, id: &str) -> Option<(String, &'a PublishedCommitment)> {
    let (count, wanted) = id.split_once(TIMES.trim_start())?;
    let count = count.trim_end();
    let found = catalog.commitments.iter().find(|one| key(one) == wanted)?;
    Some((count.to_owned(), found))
}
