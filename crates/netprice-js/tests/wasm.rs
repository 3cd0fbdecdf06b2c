//! The binding compiled to wasm gives the same figures and refuses the same input as native code.
#![cfg(target_arch = "wasm32")]

use netprice::market::paths::Process;
use netprice_js::Netprice;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn from_json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap()
}

fn at(value: &JsValue, path: &str) -> String {
    let found = path.split('/').fold(value.clone(), |value, key| {
        js_sys::Reflect::get(&value, &key.into()).unwrap()
    });
    found.as_string().unwrap_or_else(|| format!("{found:?}"))
}

fn netprice() -> Netprice {
    Netprice::new().ok().unwrap()
}

#[wasm_bindgen_test]
fn traffic_out_of_aws() {
    let study = r#"{
        "currency": "USD",
        "workload": { "lines": [{ "id": "out", "ask": { "traffic": { "gb": "100000" } } }] },
        "offers": [{ "price_book": "aws-us-east-1",
                     "terms": [{ "id": "contract", "change": { "pay": "4.5折" } }] }]
    }"#;
    let answer = netprice().compare(from_json(study)).unwrap();
    // By hand: 921.6 + 3,481.6 + 3,416 at list; 45% of it is effective.
    assert_eq!(at(&answer, "comparison/ranked/0/costs/list"), "7819.2 USD");
    assert_eq!(
        at(&answer, "comparison/ranked/0/costs/effective"),
        "3518.64 USD"
    );
    assert_eq!(
        at(&answer, "offers/aws-us-east-1/answer/quote/amount_due"),
        "3518.64 USD"
    );
}

#[wasm_bindgen_test]
fn a_misspelt_field_is_refused() {
    let study = from_json(r#"{ "currency": "USD", "offer": [] }"#);
    let error = netprice().answer(study).unwrap_err();
    assert_eq!(at(&error, "problems/0/path"), "offer");
    assert_eq!(at(&error, "problems/0/code"), "unreadable");
    assert!(at(&error, "message").contains("unknown field `offer`"));
}

#[wasm_bindgen_test]
fn a_number_is_refused_where_text_is_expected() {
    let study = r#"{ "currency": "USD", "offers": [],
        "workload": { "lines": [{ "id": "web", "ask": { "machines": { "count": 1 } } }] } }"#;
    let error = netprice().compare(from_json(study)).unwrap_err();
    assert_eq!(
        at(&error, "problems/0/path"),
        "workload.lines[0].ask.machines.count"
    );
    assert!(at(&error, "message").contains("expected a decimal number as text"));
}

#[wasm_bindgen_test]
fn each_question_that_is_not_asked_is_refused() {
    let netprice = netprice();
    let study = || from_json(r#"{ "currency": "USD" }"#);
    let refused = [
        ("offers", netprice.compare(study())),
        ("traffic", netprice.traffic(study())),
        ("commit", netprice.commit(study())),
        ("market", netprice.market(study())),
        ("tokens", netprice.tokens(study())),
    ];
    for (field, refused) in refused {
        let error = refused.unwrap_err();
        assert_eq!(at(&error, "problems/0/path"), field);
        assert_eq!(at(&error, "problems/0/code"), "no_question");
    }
    let answer = netprice.answer(study()).unwrap();
    assert_eq!(at(&answer, "problems/0/code"), "no_question");
}

#[wasm_bindgen_test]
fn what_is_wrong_with_one_machine_leaves_the_other() {
    let study = r#"{ "currency": "USD", "tokens": { "machines": {
        "idle": { "cost": { "month": "730 USD" }, "tokens_per_second": "1000", "utilisation": "0" },
        "busy": { "cost": { "month": "730 USD" }, "tokens_per_second": "1000", "utilisation": "1" } } } }"#;
    let answer = netprice().tokens(from_json(study)).unwrap();
    // 1 USD an hour ÷ 3.6 million tokens.
    assert_eq!(
        at(&answer, "machines/busy/answer/million"),
        "0.277777777778 USD"
    );
    let idle = "machines/idle/problems/0";
    assert_eq!(
        at(&answer, &format!("{idle}/path")),
        "tokens.machines.idle.utilisation"
    );
    assert_eq!(at(&answer, &format!("{idle}/code")), "zero");
    assert!(at(&answer, &format!("{idle}/message")).contains("expected"));
}

#[wasm_bindgen_test]
fn paths_are_the_same_bits_as_natively() {
    // A native test of `netprice` compares the same file.
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
