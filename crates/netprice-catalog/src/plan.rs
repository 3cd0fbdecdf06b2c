//! The one document: what is used or needed, at which price books, under which terms.

use std::collections::BTreeMap;

use netprice::bill::Billing;
use netprice::commit::offer::Commitments;
use netprice::convert::ExchangeRates;
use netprice::error::{PricingErrors, Problem};
use netprice::id::{BookId, OfferId, SkuId};
use netprice::money::Currency;
use netprice::price_book::PriceBook;
use netprice::tax::{Footing, Tax};
use netprice::terms::Terms;
use netprice::usage::Usage;
use serde::{Deserialize, Serialize};

use crate::catalog::Machine;
use crate::need::Need;

/// Offers to compare: a scenario file holds it, the command and the JavaScript call take it, and
/// the page keeps it in its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The currency to compare in.
    pub currency: Currency,
    /// The footing to compare on: as listed, all before tax, or all with tax.
    #[serde(default, skip_serializing_if = "is_as_listed")]
    pub footing: Footing,
    /// The exchange rates; those of the catalog if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange_rates: Option<ExchangeRates>,
    /// What is wanted of every offer that does not list its own usage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Need>,
    /// Price books of the plan's own; they come before those of the catalog. One of a published name
    /// keeps what is known of the published machines, so that a need can be met at its prices.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub price_books: BTreeMap<BookId, PriceBook>,
    /// Machines among the SKUs of the plan's own price books besides the published ones, so that a
    /// need can be met with them too.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub machines: BTreeMap<BookId, BTreeMap<SkuId, Machine>>,
    /// What to compare.
    pub offers: Vec<Offer>,
}

/// A price book under the terms of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its name; that of the price book if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<OfferId>,
    /// The price book, of the plan or of the catalog.
    pub price_book: BookId,
    /// What is used of its SKUs; chosen by the need if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// The machine that meets the need; the cheapest that is large enough if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<SkuId>,
    /// What was agreed; the list price if empty.
    #[serde(default, skip_serializing_if = "no_terms")]
    pub terms: Terms,
    /// What was promised, and is drawn on before anything is paid on demand.
    #[serde(default, skip_serializing_if = "no_commitments")]
    pub commitments: Commitments,
    /// The tax on its prices, where the price book does not say or says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// What was agreed on the bill as a whole: minimums and vouchers.
    #[serde(default, skip_serializing_if = "Billing::is_nothing")]
    pub billing: Billing,
}

fn is_as_listed(footing: &Footing) -> bool {
    *footing == Footing::AsListed
}

fn no_terms(terms: &Terms) -> bool {
    terms.0.is_empty()
}

fn no_commitments(commitments: &Commitments) -> bool {
    commitments.held.is_empty()
}

impl Plan {
    /// Reads a plan from JSON text.
    ///
    /// # Errors
    /// [`Problem::Malformed`] with the path of the field and what was expected there. Decimals
    /// are text, and unknown fields are refused.
    ///
    /// ```
    /// use netprice_catalog::plan::Plan;
    /// let error = Plan::from_json(r#"{ "currency": "USD", "offer": [] }"#).unwrap_err();
    /// assert!(error.to_string().contains("unknown field `offer`"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, PricingErrors> {
        // Some editors put a byte order mark in front.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut json = serde_json::Deserializer::from_str(text);
        let plan = read(&mut json)?;
        json.end().map_err(|error| malformed("document", &error))?;
        Ok(plan)
    }
}

/// Reads a plan, or any part of one, from any serde format, with the path of what is wrong.
///
/// # Errors
/// [`Problem::Malformed`] with the path of the field and what was expected there.
pub fn read<'de, T, D>(document: D) -> Result<T, PricingErrors>
where
    T: Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    serde_path_to_error::deserialize(document).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." {
            "document"
        } else {
            path.as_str()
        };
        malformed(field, error.inner())
    })
}

fn malformed(field: &str, error: &impl std::fmt::Display) -> PricingErrors {
    let said = error.to_string();
    // The TOML reader ends with a line `in ...` that repeats the path without its positions.
    let lines = said.lines().filter(|line| !line.starts_with("in `"));
    let message = lines.collect::<Vec<&str>>().join("\n");
    Problem::Malformed { message }.at(field).into()
}
