//! What is worked out in steps, or after something else, is what is worked out at once.

use netprice::bandwidth::side_by_side::side_by_side;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::hardware::Hardware;
use netprice_catalog::network::Network;
use netprice_page::billing::Billing;
use netprice_page::contract::Contract;
use netprice_page::document::{Document, NeedField};
use netprice_page::evaluate::{Evaluation, evaluate, evaluate_after};
use netprice_page::market::{Computed, PATHS, Work, outlook};
use netprice_page::settings::{Setting, Settings};
use netprice_page::traffic::samples;

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
    assert_eq!(*computed, Computed::at_once(&settings, at_once.into()));
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

/// A plan at a time, ranked at the end, is all plans at once.
#[test]
fn traffic_billed_a_plan_at_a_time_is_traffic_billed_at_once() {
    let (catalog, network) = (Catalog::published().unwrap(), Network::published().unwrap());
    let settings = Settings::default().with(Setting::Service, "all");
    let month = samples(&settings, None).unwrap();
    let (rates, currency) = (&catalog.exchange_rates, "USD".parse().unwrap());
    let billing = Billing::new(&month.samples, &network, rates, &settings, currency).unwrap();
    let found = billing.finish().unwrap();
    let billed: Vec<&str> = found
        .side
        .ranked
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let plans = network
        .plans
        .iter()
        .filter(|plan| billed.contains(&plan.id.as_str()));
    let plans: Vec<_> = plans.map(|plan| plan.named()).collect();
    let at_once = side_by_side(&month.samples, &plans, currency, rates).unwrap();
    assert!(billed.len() > 20);
    assert_eq!(found.side.ranked, at_once.ranked);
    assert_eq!(found.saved.len(), billed.len());
    assert_eq!(found.methods.len(), network.methods.len());
}
