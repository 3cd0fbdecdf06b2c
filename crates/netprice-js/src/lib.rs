//! netprice for JavaScript: a study in, its answers out.
//!
//! ```js
//! const { Netprice } = require("./netprice_js.js");
//! const netprice = new Netprice();
//! const study = {
//!   currency: "USD",
//!   workload: { machines: "1", vcpus: "4", memory_gib: "16", hours: "730", stored_gb: "0", egress_gb: "100" },
//!   offers: [{ price_book: "aws-us-east-1" }],
//! };
//! netprice.compare(study).comparison.ranked[0].costs.list; // "134.56 USD": 730 × 0.172 + 100 × 0.09
//! ```

mod problems;

use netprice_study::study::read;
use netprice_study::{Catalog, Problems, Study, StudyProblem};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::problems::{thrown, told};

/// The published catalogue, and every question that can be asked of a study.
///
/// A study is the document that scenario files and the command take too, and an answer the one that the
/// command prints with `--json`, with decimals as text. A study that cannot be read, and a question that
/// it does not ask, throw an `Error` whose `problems` list each `{ path, code, message }`: a misspelt
/// field and a number where text is expected are problems too. What is wrong with one offer, tariff,
/// seller or machine throws nothing: it has `problems`, such a list, in place of its `answer`.
#[wasm_bindgen]
pub struct Netprice {
    catalog: Catalog,
}

#[wasm_bindgen]
impl Netprice {
    /// Opens the catalogue; each of its files is read once, when a question first needs it.
    ///
    /// # Errors
    /// Throws an `Error` for a catalogue that cannot be read, which no release has.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Netprice, JsValue> {
        let catalog = Catalog::published();
        let catalog = catalog.map_err(|error| js_sys::Error::new(&error.to_string()))?;
        Ok(Self { catalog })
    }

    /// Answers every question that a study asks; a study that asks none has a problem.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read.
    pub fn answer(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, |study, catalog| {
            Ok(netprice_study::answer(study, catalog))
        })
    }

    /// What each offer of a study costs, ranked.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read or has no offers.
    pub fn compare(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, |study, catalog| {
            if study.offers.is_empty() {
                Err(StudyProblem::no_question(&["offers"]).at("offers").into())
            } else {
                Ok(netprice_study::compare(study, catalog))
            }
        })
    }

    /// What a month of traffic costs under each tariff and contract.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read, without traffic, or with
    /// samples that cannot be read.
    pub fn traffic(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::traffic)
    }

    /// How much of a load to buy ahead at each offer.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read or without a load.
    pub fn commit(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::commit)
    }

    /// What may become of a price, and what sellers, a tender and a buyer should make of it.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read or without that question.
    pub fn market(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::market)
    }

    /// Whether tokens are cheaper from an API or from machines.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` for a study that cannot be read or without that question.
    pub fn tokens(&self, study: JsValue) -> Result<JsValue, JsValue> {
        self.ask(study, netprice_study::tokens)
    }

    fn ask<A: Serialize>(
        &self,
        study: JsValue,
        question: impl FnOnce(&Study, &Catalog) -> Result<A, Problems>,
    ) -> Result<JsValue, JsValue> {
        // A JsValue goes through serde_json, since its own reader overlooks unknown fields.
        let document: serde_json::Value = serde_wasm_bindgen::from_value(study)?;
        let study: Study = read(document).map_err(|problems| thrown(&problems))?;
        let answer = question(&study, &self.catalog).map_err(|problems| thrown(&problems))?;
        let answer = serde_json::to_value(answer);
        let mut answer = answer.map_err(|error| js_sys::Error::new(&error.to_string()))?;
        told(&mut answer)?;
        Ok(answer.serialize(&Serializer::json_compatible())?)
    }
}
