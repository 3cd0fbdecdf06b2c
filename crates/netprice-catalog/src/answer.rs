//! A plan priced at every offer, and compared.

use std::collections::BTreeMap;

use netprice::bill::{Bill, bill};
use netprice::commit::cover;
use netprice::compare::{Comparison, compare};
use netprice::convert::{ConvertedQuote, convert};
use netprice::error::{PricingError, PricingErrors, Problem};
use netprice::id::OfferId;
use netprice::quote::{Total, quote};
use netprice::usage::Usage;
use serde::Serialize;

use crate::catalog::{Book, Catalog};
use crate::choose::{Choice, choose};
use crate::need::Need;
use crate::plan::{Offer, Plan};

/// What each offer of a plan costs, ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The offers side by side.
    pub comparison: Comparison,
    /// What each complete offer comes to as a bill, in its own currency.
    pub bills: BTreeMap<OfferId, Bill>,
    /// Why the usage of an offer is of those SKUs, where it was chosen by the need.
    pub choices: BTreeMap<OfferId, Vec<Choice>>,
}

/// One offer of a plan, priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Its name.
    pub id: OfferId,
    /// Its quote in the currency of the plan.
    pub quote: ConvertedQuote,
    /// What it comes to as a bill, in its own currency; `None` while a price is missing.
    pub bill: Option<Bill>,
    /// Why the usage is of those SKUs; empty where the offer lists its usage.
    pub choices: Vec<Choice>,
}

/// Prices every offer of a plan and compares them.
///
/// # Errors
/// All problems of all offers at once, with fields named from the plan.
///
/// See the [crate] page for an example.
pub fn answer(plan: &Plan, catalog: &Catalog) -> Result<Answer, PricingErrors> {
    if plan.offers.is_empty() {
        return Err(Problem::Empty.at("offers").into());
    }
    let mut problems = unlisted_machines(plan);
    let mut quotes = Vec::new();
    let mut choices = BTreeMap::new();
    let mut bills = BTreeMap::new();
    for index in 0..plan.offers.len() {
        match price_offer(plan, index, catalog) {
            Ok(priced) => {
                if let Some(bill) = priced.bill {
                    bills.insert(priced.id.clone(), bill);
                }
                if !priced.choices.is_empty() {
                    choices.insert(priced.id.clone(), priced.choices);
                }
                quotes.push((priced.id, priced.quote));
            }
            // What is wrong with the need is wrong at every offer: say it once.
            Err(errors) => {
                let new = errors.0.into_iter().filter(|e| !problems.contains(e));
                let new: Vec<PricingError> = new.collect();
                problems.extend(new);
            }
        }
    }
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }
    let comparison = compare(plan.currency, quotes)?;
    Ok(Answer {
        comparison,
        bills,
        choices,
    })
}

/// Prices one offer of a plan.
///
/// # Errors
/// All its problems at once, with fields named from the plan: [`Problem::UnknownPriceBook`],
/// [`Problem::NoUsage`], those of the need, of [`quote`] and of [`convert`]. An index beyond the
/// offers gives [`Problem::Empty`].
pub fn price_offer(plan: &Plan, index: usize, catalog: &Catalog) -> Result<Priced, PricingErrors> {
    match plan.offers.get(index) {
        Some(offer) => price_instead(plan, index, offer, catalog),
        None => Err(Problem::Empty.at(format!("offers[{index}]")).into()),
    }
}

/// Prices another offer in the place of one of a plan, such as the same under another clause.
///
/// # Errors
/// Those of [`price_offer`].
pub fn price_instead(
    plan: &Plan,
    index: usize,
    offer: &Offer,
    catalog: &Catalog,
) -> Result<Priced, PricingErrors> {
    let field = format!("offers[{index}]");
    let published = catalog.books.get(&offer.price_book);
    let own = plan.price_books.get(&offer.price_book);
    let Some(book) = own.or(published.map(|book| &book.prices)) else {
        return Err(unknown_book(plan, offer, catalog)
            .at(format!("{field}.price_book"))
            .into());
    };
    // What the published SKUs are stays known where a plan has other prices for them.
    let repriced = own.zip(published).map(|(own, published)| {
        let mut machines = published.machines.clone();
        let added = plan.machines.get(&offer.price_book);
        machines.extend(
            added
                .into_iter()
                .flatten()
                .map(|(id, one)| (id.clone(), *one)),
        );
        Book {
            names: published.names.clone(),
            prices: own.clone(),
            machines,
        }
    });
    let shaped = repriced.as_ref().or(published);
    let (usage, choices) = usage_of(plan, offer, shaped, &field)?;
    let renamed = |errors| in_plan(errors, offer, &usage, &field);
    let mut quote = quote(book, &usage, &offer.terms)
        .and_then(|quote| cover(quote, book, &usage, &offer.commitments))
        .map_err(renamed)?;
    quote.tax = offer.tax.or(quote.tax);
    let bill = match quote.total {
        Total::Incomplete { .. } => None,
        Total::Complete(_) => {
            let bill = bill(&quote, book.rounding, quote.tax, &offer.billing, usage.day);
            Some(bill.map_err(renamed)?)
        }
    };
    let rates = plan.exchange_rates.as_ref();
    let rates = rates.unwrap_or(&catalog.exchange_rates);
    let quote = convert(&quote, plan.currency, rates, plan.footing).map_err(renamed)?;
    Ok(Priced {
        id: name_of(offer)?,
        quote,
        bill,
        choices,
    })
}

/// The machines of a plan that its own price books do not list.
fn unlisted_machines(plan: &Plan) -> Vec<PricingError> {
    let mut problems = Vec::new();
    for (id, machines) in &plan.machines {
        let field = format!("machines.{id}");
        let Some(book) = plan.price_books.get(id) else {
            let known = plan.price_books.keys().cloned().collect();
            let value = id.clone();
            problems.push(Problem::UnknownPriceBook { value, known }.at(field));
            continue;
        };
        let unlisted = machines.keys().filter(|sku| !book.skus.contains_key(*sku));
        problems.extend(unlisted.map(|sku| {
            let known = book.skus.keys().cloned().collect();
            let value = sku.clone();
            Problem::UnknownSku { value, known }.at(format!("{field}.{sku}"))
        }));
    }
    problems
}

fn name_of(offer: &Offer) -> Result<OfferId, PricingErrors> {
    match &offer.id {
        Some(id) => Ok(id.clone()),
        None => offer
            .price_book
            .as_str()
            .parse()
            .map_err(|problem: Problem| problem.at("offers").into()),
    }
}

fn unknown_book(plan: &Plan, offer: &Offer, catalog: &Catalog) -> Problem {
    let known = plan.price_books.keys().chain(catalog.books.keys());
    Problem::UnknownPriceBook {
        value: offer.price_book.clone(),
        known: known.cloned().collect(),
    }
}

fn usage_of(
    plan: &Plan,
    offer: &Offer,
    book: Option<&Book>,
    field: &str,
) -> Result<(Usage, Vec<Choice>), PricingErrors> {
    let is_empty = |usage: &Usage| usage.lines.is_empty() && usage.unmatched.is_empty();
    if offer.usage.as_ref().is_some_and(is_empty) {
        // It would cost nothing, and be the cheapest.
        let value = offer.price_book.clone();
        return Err(Problem::NoUsage { value }
            .at(format!("{field}.usage"))
            .into());
    }
    if let Some(usage) = &offer.usage {
        return match &offer.machine {
            None => Ok((usage.clone(), Vec::new())),
            Some(_) => {
                let message = "an offer that lists its usage chooses no machine".to_owned();
                let problem = Problem::Malformed { message };
                Err(problem.at(format!("{field}.machine")).into())
            }
        };
    }
    let (Some(need), Some(book)) = (&plan.need, book) else {
        let value = offer.price_book.clone();
        return Err(Problem::NoUsage { value }
            .at(format!("{field}.usage"))
            .into());
    };
    let problems = need.problems();
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }
    let chosen = choose(need, book, offer.machine.as_ref()).map_err(|problem| {
        let of_machine = matches!(problem, Problem::NotLargeEnough { .. });
        let machine = format!("{field}.machine");
        problem.at(if of_machine { machine.as_str() } else { "need" })
    })?;
    Ok((chosen.usage, chosen.choices))
}

/// The field of the need behind a line of usage that was made of it.
fn need_field(field: &str, usage: &Usage) -> String {
    let of_line = usage.lines.iter().enumerate().find_map(|(index, line)| {
        let is_it = field.starts_with(&format!("usage.lines[{index}]"));
        is_it.then(|| Need::field_of(line.id.as_str()))
    });
    format!("need.{}", of_line.unwrap_or_default())
}

/// The problems of one offer with their fields named from the plan.
fn in_plan(errors: PricingErrors, offer: &Offer, usage: &Usage, field: &str) -> PricingErrors {
    let book_field = format!("price_books.{}", offer.price_book);
    let renamed = errors.0.into_iter().map(|error| {
        let path = match error.field.strip_prefix("price_book.") {
            // The offer says the tax where the price book does not.
            Some("tax") => format!("{field}.tax"),
            Some(rest) => format!("{book_field}.{rest}"),
            None if error.field.starts_with("exchange_rates") => error.field.clone(),
            // Usage that was made of the need is not in the plan.
            None if offer.usage.is_none() && error.field.starts_with("usage.") => {
                need_field(&error.field, usage)
            }
            None => format!("{field}.{}", error.field),
        };
        error.problem.at(path)
    });
    PricingErrors(renamed.collect())
}
