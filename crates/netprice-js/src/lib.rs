//! The JavaScript binding of netprice: answers studies that are given as JavaScript objects.
//!
//! ```js
//! const { Netprice } = require("./netprice_js.js");
//! const netprice = new Netprice();
//! const study = {
//!   currency: "USD",
//!   workload: { lines: [
//!     { id: "web", ask: { machines: { count: "1", vcpus: "4", memory_gib: "16" } } },
//!     { id: "out", ask: { traffic: { gb: "100" } } },
//!   ] },
//!   offers: [{ price_book: "aws-us-east-1" }],
//! };
//! netprice.compare(study).comparison.ranked[0].costs.list; // "134.56 USD": 730 × 0.172 + 100 × 0.09
//! ```

mod problems;
mod rater;

use netprice_study::overrides::list;
use netprice_study::{Catalog, Problems, Study, StudyProblem, bill};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

pub use crate::rater::Rater;

use crate::problems::{thrown, told};

/// The published catalogue, with a method for each question of a study.
///
/// Scenario files and the command take the same studies, and the command prints the same answers with
/// `--json`: decimals are text. A method throws an `Error` if the study cannot be read or does not ask
/// the question; its `problems` are a list of `{ path, code, message }`. A misspelt field and a number
/// in place of text are such problems. A problem with one offer, tariff, seller or machine is not
/// thrown: its outcome has `problems`, a list of the same form, in place of `answer`.
#[wasm_bindgen]
pub struct Netprice {
    catalog: Catalog,
}

#[wasm_bindgen]
impl Netprice {
    /// Opens the catalogue. Each of its files is read once, when a question first needs it.
    ///
    /// # Errors
    /// Throws an `Error` if the built-in catalogue cannot be read, which the tests rule out.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Netprice, JsValue> {
        let catalog = Catalog::published();
        let catalog = catalog.map_err(|error| js_sys::Error::new(&error.to_string()))?;
        Ok(Self { catalog })
    }

    /// Answers all questions of a study. The answer to a study without questions has a problem.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study cannot be read.
    pub fn answer(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, |study, catalog| {
            Ok(netprice_study::answer(study, catalog))
        })
    }

    /// Calculates the cost of each offer of a study, and ranks the offers.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study cannot be read or has no offers.
    pub fn compare(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, |study, catalog| {
            if study.offers.is_empty() {
                Err(StudyProblem::no_question(&["offers"]).at("offers").into())
            } else {
                Ok(netprice_study::compare(study, catalog))
            }
        })
    }

    /// Calculates the cost of a month of traffic under each tariff and contract.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study or its samples cannot be read, or if it has no
    /// `traffic`.
    pub fn traffic(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::traffic)
    }

    /// Finds the cheapest commitments for a load at each offer.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study cannot be read or has no load.
    pub fn commit(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::commit)
    }

    /// Simulates a price, and evaluates sales, a tender, and renting, buying or waiting.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study cannot be read or has no `market`.
    pub fn market(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::market)
    }

    /// Compares the token price of an API with the cost of own machines.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the study cannot be read or has no `tokens`.
    pub fn tokens(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::tokens)
    }

    /// Reads the text of a bill: `bill` has its lines and a report, and `workload` its usage as a workload, with what was paid. For a
    /// file of traffic, ask a study with `traffic: { table: { text } }`.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the text is no bill; a row that cannot be read is in the report.
    #[wasm_bindgen(js_name = readBill)]
    pub fn read_bill(&self, text: &str) -> Result<JsValue, JsValue> {
        let bill = bill::read(text).map_err(|problems| thrown(&problems.lift()))?;
        let workload = bill::workload_of(&bill, &self.catalog);
        let workload = workload.map_err(|error| js_sys::Error::new(&error.to_string()))?;
        answered(&serde_json::json!({ "bill": bill, "workload": workload }))
    }

    /// Reads the text of a price list, or of answers of price queries: `report`, and a `book` of a region for the `price_books` of a
    /// study. The region may be left out for a list of one; the currency is for lists that state none.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if the text is no price list or has no such region.
    #[wasm_bindgen(js_name = readPrices)]
    pub fn read_prices(
        &self,
        text: &str,
        region: Option<String>,
        currency: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let list = list::read(text.as_bytes()).map_err(|problems| thrown(&problems.lift()))?;
        let book = list.book(region.as_deref(), currency.as_deref());
        let book = book.map_err(|problems| thrown(&problems.lift()))?;
        answered(&serde_json::json!({ "report": list.report, "book": book.book }))
    }

    fn ask<A: Serialize>(
        &self,
        study: JsValue,
        question: impl FnOnce(&Study, &Catalog) -> Result<A, Problems>,
    ) -> Result<JsValue, JsValue> {
        // The study is converted to JSON first, since serde_wasm_bindgen ignores unknown fields.
        let document: serde_json::Value = serde_wasm_bindgen::from_value(study)?;
        let study = Study::from_document(document).map_err(|problems| thrown(&problems))?;
        let answer = question(&study, &self.catalog).map_err(|problems| thrown(&problems))?;
        let answer = serde_json::to_value(answer);
        let mut answer = answer.map_err(|error| js_sys::Error::new(&error.to_string()))?;
        told(&mut answer)?;
        answered(&answer)
    }
}

/// A document as a JavaScript object.
fn answered(document: &serde_json::Value) -> Result<JsValue, JsValue> {
    Ok(document.serialize(&Serializer::json_compatible())?)
}
