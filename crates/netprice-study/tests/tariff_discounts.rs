//! Discounts on published tariffs, and contracts ranked with tariffs.
//!
//! 5 Mbps over 720 hours are 1,620 GB. At the list prices of Alibaba Cloud (EIP: 0.8 a GB; 125 a month for
//! 5 Mbps and 80 for each further one) they cost 1,296 by the GB and 125 by the Mbps.

use netprice_catalog::Catalog;
use netprice_study::{Study, StudyProblem, TrafficAnswer, traffic};

const BY_GB: &str = "alibaba-eip-traffic-cn-mainland";
const BY_MBPS: &str = "alibaba-eip-month-cn-mainland";

fn answer(offers: &str, question: &str) -> TrafficAnswer {
    let text = format!(
        r#"{{ "currency": "CNY", "day": "2026-11-22", "offers": [{offers}], "traffic": {{
            "samples": {{ "steady": {{ "mbps": 5, "hours": 720 }} }},
            "published": ["{BY_GB}", "{BY_MBPS}"] {question}
        }} }}"#
    );
    let study = Study::from_json(&text).unwrap();
    traffic(&study, &Catalog::published().unwrap()).unwrap()
}

/// An offer in Hangzhou with these terms.
fn offer(terms: &str) -> String {
    format!(r#"{{ "price_book": "alibaba-cn-hangzhou", "terms": [{terms}] }}"#)
}

fn term(id: &str, pay: &str, more: &str) -> String {
    format!(r#"{{ "id": "{id}", {more} "change": {{ "pay": "{pay}" }} }}"#)
}

/// A floor on the days of a whole month; the traffic above it is billed apart.
fn guarantee(floor: &str) -> String {
    format!(
        r#"{{ "floor": "{floor}", "excess": "apart", "valid_days": 1, "existing_days": 1, "month_days": 1 }}"#
    )
}

fn cost(answer: &TrafficAnswer, id: &str) -> String {
    let id = id.parse().unwrap();
    answer.cost_of(&id).unwrap().to_string()
}

#[test]
fn the_discount_of_an_offer_is_that_of_the_tariffs_of_its_provider() {
    let with_offer = answer(&offer(&term("contract", "6折", "")), "");
    // 1,296 × 0.6; 125 × 0.6.
    assert_eq!(cost(&with_offer, BY_GB), "777.6 CNY");
    assert_eq!(cost(&with_offer, BY_MBPS), "75 CNY");
    let bill = with_offer.bill_of(&BY_GB.parse().unwrap()).unwrap();
    let discount = bill.discount.as_ref().unwrap();
    assert_eq!(discount.list.to_string(), "1296 CNY");
    assert_eq!(discount.pay.in_tenths(), "6");
    assert_eq!(
        discount.offer.as_ref().unwrap().as_str(),
        "alibaba-cn-hangzhou"
    );
    // A discount that the question states replaces that of the offer, and needs no offer.
    let stated = r#", "discounts": { "alibaba": "5折" }"#;
    for offers in [String::new(), offer(&term("contract", "6折", ""))] {
        assert_eq!(cost(&answer(&offers, stated), BY_GB), "648 CNY");
    }
    let at_list = answer(
        &offer(&term("contract", "6折", "")),
        r#", "at_list_prices": true"#,
    );
    assert_eq!(cost(&at_list, BY_GB), "1296 CNY");
    assert_eq!(
        at_list.bill_of(&BY_GB.parse().unwrap()).unwrap().discount,
        None
    );
}

/// Discounts on one service, of a past year or on fees of commitments are not on traffic; two on everything
/// multiply: 0.8 × 0.9 of 1,296.
#[test]
fn only_terms_on_everything_that_hold_on_the_day_count() {
    let narrow = [
        term("a", "5折", r#""scope": { "services": ["compute"] },"#),
        term("b", "5折", r#""until": "2025-12-31","#),
        term("c", "5折", r#""stage": "commitment_fees","#),
    ];
    assert_eq!(
        cost(&answer(&offer(&narrow.join(",")), ""), BY_GB),
        "1296 CNY"
    );
    let both = [term("a", "8折", ""), term("b", "9折", "")];
    assert_eq!(
        cost(&answer(&offer(&both.join(",")), ""), BY_GB),
        "933.12 CNY"
    );
}

/// Of two offers of a provider, the first with a discount decides; another provider has no part in it.
#[test]
fn the_first_offer_of_a_provider_that_gives_a_discount_decides() {
    let at = |book: &str, id: &str, terms: &str| {
        format!(r#"{{ "id": "{id}", "price_book": "{book}", "terms": [{terms}] }}"#)
    };
    let offers = [
        at("tencent-ap-guangzhou", "tencent", &term("a", "2折", "")),
        at("alibaba-cn-hangzhou", "list", ""),
        at("alibaba-cn-hangzhou", "deal", &term("a", "6折", "")),
        at("alibaba-cn-beijing", "better", &term("a", "3折", "")),
    ];
    assert_eq!(cost(&answer(&offers.join(","), ""), BY_GB), "777.6 CNY");
}

#[test]
fn a_provider_without_tariffs_is_named_with_those_that_are_near() {
    let found = answer("", r#", "discounts": { "alibabba": "5折" }"#);
    let problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert!(
        problems[0].starts_with("traffic.discounts.alibabba: "),
        "{problems:?}"
    );
    assert!(problems[0].contains("alibaba"), "{problems:?}");
}

/// A floor of 10 Mbps at 7 costs 70, less than 75 by the Mbps at 6折. At 2.05 times the traffic, the excess of
/// 0.25 Mbps at 2,000 makes it 570, and 11 Mbps cost (125 + 6 × 80) × 0.6 = 363.
#[test]
fn a_contract_is_ranked_with_the_tariffs_and_overtaken_by_them() {
    let contract = format!(
        r#", "contracts": {{ "own": {{
            "guarantee": {}, "price": "7 CNY", "excess_price": "2000 CNY",
            "figure": {{ "method": "nearest-rank-95" }}
        }} }}"#,
        guarantee("10")
    );
    let found = answer(&offer(&term("contract", "6折", "")), &contract);
    let ranked: Vec<&str> = found
        .ranked
        .iter()
        .map(netprice::value::id::TariffId::as_str)
        .collect();
    assert_eq!(ranked, ["own", BY_MBPS, BY_GB]);
    assert_eq!(cost(&found, "own"), "70 CNY");
    let network = Catalog::published().unwrap();
    let cheapest = found.cheapest(network.network().unwrap()).unwrap();
    assert_eq!(cheapest.as_str(), "own");
    let overtaken = found.overtaken.unwrap().unwrap();
    assert_eq!((overtaken.percent, overtaken.by.as_str()), (205, BY_MBPS));
}

#[test]
fn a_contract_in_another_currency_is_ranked_by_its_cost_in_that_of_the_study() {
    let contract = format!(
        r#", "contracts": {{ "own": {{
            "guarantee": {}, "price": "10 USD", "figure": {{ "mbps": "5" }}
        }} }} }},
        "exchange_rates": {{
            "source": "made up", "as_of": "2026-11-22", "base": "USD", "rates": {{ "CNY": "7" }}
        "#,
        guarantee("0")
    );
    let found = answer("", &contract);
    // 50 × 7.
    assert_eq!(cost(&found, "own"), "350 CNY");
    let bill = found.contracts["own"].as_ref().unwrap();
    assert_eq!(bill.cost.to_string(), "50 USD");
}

#[test]
fn a_contract_cannot_have_the_name_of_a_tariff() {
    let contract = format!(
        r#", "contracts": {{ "{BY_GB}": {{
            "guarantee": {}, "price": "7 CNY", "figure": {{ "mbps": "5" }}
        }} }}"#,
        guarantee("1")
    );
    let found = answer("", &contract);
    let problems = found.contracts[BY_GB].as_ref().unwrap_err();
    assert!(matches!(
        problems.first().problem,
        StudyProblem::DuplicateTariff { .. }
    ));
    assert_eq!(found.ranked.len(), 2);
}
