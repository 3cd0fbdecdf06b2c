//! The core compiled to wasm gives the figures that the native tests give, and refuses the same.
#![cfg(target_arch = "wasm32")]

use netprice::gpu::paths::Process;
use netprice_js::answer;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn from_json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap()
}

fn at(value: &JsValue, path: &str) -> String {
    let found = path.split('.').fold(value.clone(), |value, key| {
        js_sys::Reflect::get(&value, &key.into()).unwrap()
    });
    found.as_string().unwrap_or_else(|| format!("{found:?}"))
}

#[wasm_bindgen_test]
fn traffic_out_of_aws() {
    let plan = r#"{
        "currency": "USD",
        "need": { "machines": "0", "vcpus": "0", "memory_gib": "0", "hours": "0",
                  "stored_gb": "0", "egress_gb": "100000" },
        "offers": [{ "price_book": "aws-us-east-1",
                     "terms": [{ "id": "contract", "change": { "pay": "4.5折" } }] }]
    }"#;
    let answer = answer(from_json(plan)).unwrap();
    // By hand: 921.6 + 3,481.6 + 3,416, and 45% of it.
    assert_eq!(at(&answer, "comparison.ranked.0.costs.list"), "7819.2 USD");
    assert_eq!(
        at(&answer, "comparison.ranked.0.costs.effective"),
        "3518.64 USD"
    );
}

#[wasm_bindgen_test]
fn a_misspelt_field_is_refused() {
    let error = answer(from_json(r#"{ "currency": "USD", "offer": [] }"#)).unwrap_err();
    assert_eq!(at(&error, "problems.0.field"), "offer");
    assert!(at(&error, "message").contains("unknown field `offer`"));
}

#[wasm_bindgen_test]
fn a_number_is_refused_where_text_is_expected() {
    let plan = r#"{ "currency": "USD", "offers": [],
        "need": { "machines": 1, "vcpus": "4", "memory_gib": "16", "hours": "730",
                  "stored_gb": "0", "egress_gb": "0" } }"#;
    let error = answer(from_json(plan)).unwrap_err();
    assert_eq!(at(&error, "problems.0.field"), "need.machines");
    assert!(at(&error, "message").contains("expected a decimal number as text"));
}

#[wasm_bindgen_test]
fn paths_are_the_same_bits_as_natively() {
    // The native test of `netprice` holds the same file.
    let reference = include_str!("../../netprice/tests/reference/paths.json");
    let reference: serde_json::Value = serde_json::from_str(reference).unwrap();
    for (name, case) in reference.as_object().unwrap() {
        let process: Process = serde_json::from_value(case["process"].clone()).unwrap();
        let paths = process.paths(36, 1_000, 20_261_122).unwrap();
        let shares = ["0.05", "0.5", "0.95"].map(|share| share.parse().unwrap());
        for (index, month) in paths.quantiles(&shares).unwrap().iter().enumerate() {
            let found: Vec<String> = month.iter().map(ToString::to_string).collect();
            assert_eq!(
                serde_json::json!(found),
                case["quantiles"][index],
                "{name}, {index}"
            );
        }
    }
}
