//! netprice for JavaScript: a plan in, an answer out.
//!
//! ```js
//! const { answer } = require("./netprice_js.js");
//! const plan = {
//!   currency: "USD",
//!   need: { machines: "1", vcpus: "4", memory_gib: "16", hours: "730", stored_gb: "0", egress_gb: "100" },
//!   offers: [{ price_book: "aws-us-east-1" }],
//! };
//! answer(plan).comparison.ranked[0].costs.list; // "134.56 USD": 730 × 0.172 + 100 × 0.09
//! ```

use netprice::decimal::Amount;
use netprice::error::PricingErrors;
use netprice::gpu::paths::Process;
use netprice_catalog::answer as priced;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::{Plan, read};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Prices every offer of a plan and compares them.
///
/// The plan is the document that scenario files and the command take too, with decimals as text;
/// so is the answer.
///
/// # Errors
/// Throws an `Error` whose `problems` list each `field` and `message`. A misspelt field and a
/// number where text is expected are problems too.
#[wasm_bindgen]
pub fn answer(plan: JsValue) -> Result<JsValue, JsValue> {
    // A JsValue goes through serde_json, since its own reader overlooks unknown fields.
    let document: serde_json::Value = serde_wasm_bindgen::from_value(plan)?;
    let plan: Plan = read(document).map_err(|errors| thrown(&errors))?;
    let catalog = Catalog::published().map_err(|error| js_sys::Error::new(&error.to_string()))?;
    let answer = priced::answer(&plan, &catalog).map_err(|errors| thrown(&errors))?;
    Ok(answer.serialize(&Serializer::json_compatible())?)
}

/// What [`fan`] takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FanRequest {
    process: Process,
    months: u32,
    paths: u32,
    seed: u32,
    shares: Vec<Amount>,
}

/// Draws paths of a price and gives quantiles of each month, as multiples of today's price.
///
/// Takes `{ process: { factors: ["0.9", "1.1"] }, months: 36, paths: 10000, seed: 7, shares:
/// ["0.05", "0.5", "0.95"] }`; the same seed gives the same digits everywhere.
///
/// # Errors
/// Throws as [`answer`] does.
#[wasm_bindgen]
pub fn fan(request: JsValue) -> Result<JsValue, JsValue> {
    let document: serde_json::Value = serde_wasm_bindgen::from_value(request)?;
    let request: FanRequest = read(document).map_err(|errors| thrown(&errors))?;
    let FanRequest {
        process,
        months,
        paths,
        seed,
        shares,
    } = request;
    let drawn = process.paths(months, paths, seed.into());
    let drawn = drawn.map_err(|errors| thrown(&errors))?;
    let fan = drawn.fan(&shares);
    let fan = fan.map_err(|problem| thrown(&problem.at("shares").into()))?;
    Ok(fan.serialize(&Serializer::json_compatible())?)
}

#[derive(Serialize)]
struct ThrownProblem {
    field: String,
    message: String,
}

fn thrown(errors: &PricingErrors) -> JsValue {
    let error = js_sys::Error::new(&errors.to_string());
    let problems = errors.0.iter().map(|error| ThrownProblem {
        field: error.field.clone(),
        message: error.problem.to_string(),
    });
    let problems: Vec<ThrownProblem> = problems.collect();
    if let Ok(problems) = problems.serialize(&Serializer::json_compatible()) {
        // Setting a property of an object that was just made cannot be refused.
        let _ = js_sys::Reflect::set(&error, &"problems".into(), &problems);
    }
    error.into()
}
