//! Limits of what a study counts: each is told at its field, and nothing is worked with above it.

use std::sync::Arc;

use netprice::PriceBook;
use netprice_study::market::{Market, MarketWork, Simulation};
use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, MarketAnswer, Resumable, Study, commit, compare, market, tokens};
use serde_json::{Map, Value, json};

fn study(part: Value) -> Study {
    let mut all = json!({ "currency": "USD" });
    all.as_object_mut().unwrap().append(&mut object(part));
    Study::from_json(&all.to_string()).unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// An object with so many fields of one value.
fn many(count: usize, value: &Value) -> Value {
    let fields = (0..count).map(|index| (format!("n{index}"), value.clone()));
    Value::Object(fields.collect())
}

fn catalog() -> Catalog {
    Catalog::published().unwrap()
}

/// All that is wrong with a comparison, which then prices nothing.
fn told(study: &Study) -> Vec<String> {
    let answer = compare(study, &catalog());
    assert!(answer.offers.is_empty());
    answer.all_problems().map(ToString::to_string).collect()
}

#[test]
fn price_books_are_counted() {
    let mut study = study(json!({ "offers": [{ "price_book": "aws-us-east-1" }] }));
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let named = |index: usize| (format!("n{index}").parse().unwrap(), book.clone());
    study.price_books = (0..10_001).map(named).collect();
    let expected = "price_books: '10001' is too large; expected at most 10000";
    assert_eq!(told(&study), [expected]);
}

#[test]
fn entries_of_a_line_and_of_an_offer_are_counted() {
    let ask = json!({ "traffic": { "gb": "1" } });
    let labels = many(10_001, &json!("x"));
    let study = study(json!({
        "workload": { "lines": [{ "id": "out", "ask": ask, "labels": labels }] },
        "offers": [{ "price_book": "aws-us-east-1", "allowances": vec!["aws-egress"; 10_001] }],
    }));
    let expected = [
        "offers[0].allowances: '10001' is too large; expected at most 10000",
        "workload.lines[0].labels: '10001' is too large; expected at most 10000",
    ];
    assert_eq!(told(&study), expected);
    let mut with_load = study;
    let load = json!({ "load": { "hourly": ["1"] }, "offers": [] });
    with_load.commit = serde_json::from_value(load).unwrap();
    let problems = commit(&with_load, &catalog()).unwrap_err();
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, expected);
}

#[test]
fn lines_of_a_workload_are_counted() {
    let line = json!({ "id": "out", "ask": { "traffic": { "gb": "1" } } });
    let mut study = study(json!({
        "workload": { "lines": [line] },
        "offers": [{ "price_book": "aws-us-east-1" }],
    }));
    let lines = &mut study.workload.as_mut().unwrap().lines;
    *lines = vec![lines[0].clone(); 1_000_001];
    let expected = "workload.lines: '1000001' is too large; expected at most 1000000";
    assert_eq!(told(&study), [expected]);
}

#[test]
fn machines_of_tokens_are_counted() {
    let machine = json!({
        "cost": { "month": "100 USD" }, "tokens_per_second": "10", "utilisation": "0.5",
    });
    let study = study(json!({ "tokens": { "machines": many(1_001, &machine) } }));
    let problems = tokens(&study, &catalog()).unwrap_err();
    let expected = "tokens.machines: '1001' is too large; expected at most 1000";
    assert_eq!(problems.to_string(), expected);
}

#[test]
fn a_market_in_steps_has_the_limits_of_one_at_once() {
    let seller = json!({ "sale": { "list": "100 CNY", "cost": "30 CNY", "follows": "1" } });
    let study = study(json!({ "market": {
        "moves": { "factors": ["2"] }, "months": 2, "paths": 4, "sellers": many(1_001, &seller),
    } }));
    let (question, catalog) = (study.market.as_ref().unwrap(), catalog());
    let simulation = Arc::new(Simulation::of(&Market::outlook_part(question), &catalog));
    let said = |answer: Outcome<MarketAnswer>| answer.unwrap_err().to_string();
    let expected = "market.sellers: '1001' is too large; expected at most 1000";
    assert_eq!(said(market(&study, &catalog)), expected);
    assert_eq!(
        said(MarketWork::begin(question, &catalog).finish()),
        expected
    );
    assert_eq!(
        said(MarketWork::on(simulation, question).finish()),
        expected
    );
}
