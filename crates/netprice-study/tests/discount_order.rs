//! A term that states no stage applies where its provider's documents say.

use netprice::agreement::terms::Stage;
use netprice_study::{Catalog, OfferAnswer, Study, compare};

/// An hour of one machine at 1, 0.70 under a plan that covers it, and 10% off.
fn answer(provider: &str, change: &str, plan: &str) -> OfferAnswer {
    let text = format!(
        r#"{{ "currency": "USD",
            "price_books": {{ "book": {{ "provider": "{provider}", "region": "r", "currency": "USD",
                "skus": {{ "vm": {{ "service": "compute", "unit": "Hours", "price": {{ "flat": "1" }} }} }} }} }},
            "offers": [{{ "price_book": "book",
                "usage": {{ "time_blocks": [{{ "id": "hour", "hours": "1" }}],
                    "lines": [{{ "id": "vm", "sku": "vm", "quantity": "1 Hours" }}] }},
                "terms": [{{ "id": "deal", "change": {change} }}],
                "commitments": {{ "held": [{{ "id": "plan", {plan} }}] }} }}] }}"#
    );
    let study = Study::from_json(&text).unwrap();
    let mut offers = compare(&study, &Catalog::published().unwrap()).offers;
    offers.remove("book").unwrap().unwrap()
}

const RATES: &str = r#""draws": { "rates": { "vm": "0.7 USD" } }, "capacity": "0.7", "fee": { "hourly": "0.7 USD" }"#;
const MACHINE: &str = r#""capacity": "1", "fee": { "hourly": "0.7 USD" }"#;

#[test]
fn every_published_order_is_applied() {
    let catalog = Catalog::published().unwrap();
    for published in catalog.stages().unwrap() {
        let change = match published.change.as_str() {
            "pay" => r#"{ "pay": "10% off" }"#,
            "amount_off" => r#"{ "amount_off": "0.1 USD" }"#,
            "by_quantity" => {
                r#"{ "by_quantity": { "graduated": [{ "from": "0", "pay": "90%" }] } }"#
            }
            other => panic!("{other} has no case here"),
        };
        let change = change.replace(r#""90%""#, r#""pay 90%""#);
        let answer = answer(published.provider.as_str(), &change, MACHINE);
        let [applied] = answer.stages.as_slice() else {
            panic!("{}: {:?}", published.provider, answer.stages);
        };
        assert_eq!(applied.stage, published.stage, "{}", published.provider);
        assert_eq!(applied.published, published.published);
        // The plan covers the whole hour for 0.7: 10% or 0.1 comes off it only after commitments.
        let expected = match (published.stage, published.change.as_str()) {
            (Stage::AfterCommitments, "pay") => "0.63 USD",
            (Stage::AfterCommitments, _) => "0.6 USD",
            _ => "0.7 USD",
        };
        let effective = answer.effective().unwrap().to_string();
        assert_eq!(effective, expected, "{}", published.provider);
    }
}

#[test]
fn what_nobody_publishes_applies_before_commitments() {
    let answer = answer("acme", r#"{ "pay": "10% off" }"#, RATES);
    assert!(answer.stages.is_empty());
    // 0.9 on demand, and the plan's 0.7 instead.
    assert_eq!(answer.effective().unwrap().to_string(), "0.7 USD");
}

#[test]
fn the_stage_is_told_with_its_source() {
    let answer = answer("azure", r#"{ "pay": "10% off" }"#, RATES);
    let told = answer.stages.first().unwrap().to_string();
    let source = "MicrosoftDocs/azure-docs@0203f46896c2, \
        articles/cost-management-billing/savings-plan/discount-application.md";
    assert_eq!(
        told,
        format!(
            "deal: at stage before_commitments, as azure applies consumption_discount; \
             a plan draws the lower of its rate and the rate after it [{source}, 2025-01-07]"
        )
    );
}
