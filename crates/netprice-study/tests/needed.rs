//! The discount that an offer would need, by hand.

use netprice::inverse::target::NeededDiscount;
use netprice_study::analysis::needed_discount;
use netprice_study::{Catalog, Study};

fn needed(terms: &str, target: &str) -> NeededDiscount {
    let text = format!(
        r#"{{ "currency": "USD",
            "price_books": {{ "acme": {{ "provider": "acme", "region": "north", "currency": "USD",
                "skus": {{ "vm": {{ "service": "compute", "unit": "Hours", "price": {{ "flat": "1" }},
                    "published": {{ "source": "price page", "as_of": "2026-01-31" }} }} }} }} }},
            "offers": [{{ "price_book": "acme", "terms": {terms},
                "usage": {{ "lines": [{{ "id": "a", "sku": "vm", "quantity": "100 Hours" }}] }} }}] }}"#
    );
    let study = Study::from_json(&text).unwrap();
    let catalog = Catalog::published().unwrap();
    let (offer, target) = ("acme".parse().unwrap(), target.parse().unwrap());
    needed_discount(&study, &offer, target, &catalog).unwrap()
}

fn pay(discount: &str) -> NeededDiscount {
    NeededDiscount::Pay(discount.parse().unwrap())
}

/// 100 of list, 10 off afterwards: 50 is left at 60%. Without a discount, one is put first.
#[test]
fn other_terms_count() {
    let off = r#"{ "id": "o", "change": { "amount_off": "10 USD" } }"#;
    let paid = r#"{ "id": "p", "change": { "pay": "9折" } }"#;
    assert_eq!(needed(&format!("[{off}]"), "50 USD"), pay("6折"));
    assert_eq!(needed(&format!("[{paid}, {off}]"), "50 USD"), pay("6折"));
    assert_eq!(needed("[]", "50 USD"), pay("5折"));
}

/// 80 at most off a total with 20% off beside it: 50 is left at 30% off for the first term itself.
#[test]
fn a_stacked_term_is_found() {
    let stacked = r#"[{ "id": "s", "change": { "additive": [
        { "id": "p", "change": { "pay": "9折" } }, { "id": "q", "change": { "pay": "8折" } } ] } }]"#;
    assert_eq!(needed(stacked, "50 USD"), pay("7折"));
}

/// A floor of 3折 of list cannot be undercut by any discount.
#[test]
fn a_floor_makes_it_impossible() {
    let floor = r#"[{ "id": "f", "change": { "not_below": "3折" } }]"#;
    assert_eq!(needed(floor, "29.99 USD"), NeededDiscount::Impossible);
    assert_eq!(needed(floor, "30 USD"), pay("3折"));
    assert_eq!(needed(floor, "100 USD"), NeededDiscount::AlreadyMet);
}

/// 100 at list and 10% off after commitments: 45 is left at 50%. The later discount stays as agreed;
/// replacing it would need 45%.
#[test]
fn a_discount_after_commitments_is_another_term() {
    let later = r#"[{ "id": "e", "stage": "after_commitments", "change": { "pay": "9折" } }]"#;
    assert_eq!(needed(later, "45 USD"), pay("5折"));
}
