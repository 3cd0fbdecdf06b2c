//! What is worked out in steps, or after something else, is what is worked out at once.

use netprice_catalog::catalog::Catalog;
use netprice_catalog::hardware::Hardware;
use netprice_page::contract::Contract;
use netprice_page::document::{Document, NeedField};
use netprice_page::evaluate::{Evaluation, evaluate, evaluate_after};
use netprice_page::market::{PATHS, Work, bought, outlook, sold, tendered};
use netprice_page::settings::{Setting, Settings};

#[test]
fn paths_in_steps_are_the_paths_at_once() {
    let hardware = Hardware::published().unwrap();
    let settings = Settings::default().with(Setting::Horizon, "7");
    let mut work = Work::new(&hardware, &settings, PATHS).unwrap();
    let mut shares = Vec::new();
    let computed = loop {
        shares.push(work.share());
        work = match work.step(&settings).unwrap() {
            Work::Done(computed) => break computed,
            going_on => going_on,
        };
    };
    let at_once = outlook(&hardware, &settings).unwrap();
    assert_eq!(*computed.outlook, at_once);
    assert_eq!(computed.sold, sold(&settings, &at_once));
    assert_eq!(computed.tendered, tendered(&settings, &at_once));
    assert_eq!(computed.bought, bought(&settings, &at_once));
    // A step a month for the paths and for the heat table, and one to go from one to the other.
    assert!(shares.is_sorted() && shares.len() >= 15, "{shares:?}");
}

/// Each change is one that a person makes; the others keep what was priced before.
#[test]
fn an_evaluation_after_another_is_the_same() {
    let catalog = Catalog::published().unwrap();
    let pay = |document: Document, offer: usize, pay: &str| {
        let contract = Contract {
            pay: pay.to_owned(),
            ..Contract::default()
        };
        document.with_contract(offer, &contract, "CNY")
    };
    let first = Document::six_clouds();
    let documents = [
        first.clone(),
        pay(first.clone(), 0, "4.5折"),
        pay(first.clone(), 2, "45"),
        pay(first.clone(), 2, "pay 45%"),
        first.clone().with_need_text(NeedField::EgressGb, "1"),
        first.clone().with_need_text(NeedField::EgressGb, "x"),
        first.clone().with_footing("before_tax"),
        first.with_currency("USD"),
    ];
    let mut before = Evaluation::default();
    for document in documents.iter().chain(documents.iter().rev()) {
        let after = evaluate_after(&before, document, &catalog);
        assert_eq!(after, evaluate(document, &catalog));
        before = after;
    }
}
