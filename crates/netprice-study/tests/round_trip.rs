//! Studies and answers travel as JSON and come back as they were.

use std::fs;

use netprice_study::{Answer, Catalog, Study, answer};

/// A study of `tests/studies`, there and back.
fn study(name: &str) -> Study {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/studies");
    let text = fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    let study = Study::from_json(&text).unwrap();
    let json = serde_json::to_string(&study).unwrap();
    assert_eq!(Study::from_json(&json).unwrap(), study, "{name}");
    let toml = toml::to_string(&study).unwrap();
    assert_eq!(Study::from_toml(&toml).unwrap(), study, "{name}");
    study
}

/// The answer to a study, there and back.
fn answered(name: &str) -> Answer {
    let found = answer(&study(name), &Catalog::published().unwrap());
    let json = serde_json::to_string(&found).unwrap();
    let back: Answer = serde_json::from_str(&json).unwrap();
    assert_eq!(back, found, "{name}");
    found
}

#[test]
fn comparisons() {
    let [first, second] = ["compare_1", "compare_2"].map(answered);
    assert_eq!(first.compare.unwrap().comparison.ranked.len(), 6);
    assert_eq!(second.compare.unwrap().comparison.ranked.len(), 2);
}

#[test]
fn traffic() {
    let [first, second] = ["traffic_1", "traffic_2"].map(answered);
    // Three tariffs and a contract.
    assert_eq!(first.traffic.unwrap().unwrap().ranked.len(), 4);
    assert_eq!(second.traffic.unwrap().unwrap().ranked.len(), 3);
}

#[test]
fn commitments() {
    let [first, second] = ["commit_1", "commit_2"].map(answered);
    assert_eq!(first.commit.unwrap().unwrap().offers.len(), 1);
    assert_eq!(second.commit.unwrap().unwrap().offers.len(), 1);
}

#[test]
fn markets() {
    let [first, second] = ["market_1", "market_2"].map(answered);
    assert!(first.market.unwrap().unwrap().outlook.is_none());
    assert!(second.market.unwrap().unwrap().outlook.is_some());
}

#[test]
fn tokens() {
    let [first, second] = ["tokens_1", "tokens_2"].map(answered);
    assert_eq!(first.tokens.unwrap().unwrap().machines.len(), 2);
    assert_eq!(second.tokens.unwrap().unwrap().machines.len(), 1);
}
