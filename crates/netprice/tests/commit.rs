//! Commitments calculated by hand: break-even, payback, order of use, and expiry.

use netprice::agreement::commitment::Basis;
use netprice::bill::chargeback::by_owner;
use netprice::rating::commit::worth::{coverage, price_of_useful_hour, savings_rate};
use netprice::sizing::cash::{by_month, pay_back_month};
use netprice::sizing::demand::{CapacityOption, Curve, best_ladder};
use netprice::value::decimal::{parse, print};
use netprice::{
    Agreement, Charge, Commitment, Fee, Money, NonNegative, PriceBook, Quote, Usage, quote,
};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn offer(fee: &str, use_price: &str) -> CapacityOption {
    CapacityOption {
        id: "offer".parse().unwrap(),
        fee: money(fee),
        use_price: money(use_price),
    }
}

#[test]
fn an_offer_breaks_even_at_its_fee_over_what_use_saves() {
    let at = |fee: &str, used: &str| {
        let share = offer(fee, used).break_even_utilisation(money("0.1 USD"));
        share.unwrap().map(print)
    };
    assert_eq!(at("0.06 USD", "0 USD").as_deref(), Some("0.6"));
    assert_eq!(at("0.03 USD", "0.05 USD").as_deref(), Some("0.6"));
    // At all of the hours it is still break-even, above them never.
    assert_eq!(at("0.1 USD", "0 USD").as_deref(), Some("1"));
    assert_eq!(at("0.101 USD", "0 USD"), None);
    // An offer whose use saves nothing never breaks even.
    assert_eq!(at("0.01 USD", "0.1 USD"), None);
    assert_eq!(at("0.01 USD", "0.2 USD"), None);
}

#[test]
fn a_curve_knows_its_hours_and_equal_costs_are_not_committed() {
    let hours = |hours: &str, demand: &str| (hours.parse().unwrap(), demand.parse().unwrap());
    let curve = Curve::of_blocks(&[hours("12", "1"), hours("12", "0")]).unwrap();
    assert_eq!(curve.hours(), d("24"));
    // In use for half of the hours, and half the price: the same either way.
    let same = best_ladder(&curve, money("1 USD"), &[offer("0.5 USD", "0 USD")]).unwrap();
    assert!(same.ladder.is_empty());
    assert_eq!(same.cost, money("12 USD"));
    let cheaper = best_ladder(&curve, money("1 USD"), &[offer("0.49 USD", "0 USD")]).unwrap();
    assert_eq!(cheaper.ladder.len(), 1);
    assert_eq!(cheaper.cost, money("11.76 USD"));
}

#[test]
fn an_upfront_fee_pays_back_in_the_month_where_it_is_saved() {
    let fee = Fee {
        upfront: Some(money("100 USD")),
        term_hours: Some("730".parse().unwrap()),
        ..Fee::default()
    };
    let months = by_month(&fee, &[d("73"); 10], "USD".parse().unwrap()).unwrap();
    let within = |on_demand: &str| pay_back_month(&months, &[money(on_demand); 10]).unwrap();
    assert_eq!(within("40 USD"), Some(3));
    assert_eq!(within("50 USD"), Some(2));
    assert_eq!(within("10 USD"), Some(10));
    assert_eq!(within("9.99 USD"), None);
}

/// Small and large machines under an agreement given as JSON.
fn agreed(usage: &str, agreement: &str) -> Quote {
    let book: PriceBook = serde_json::from_str(
        r#"{ "provider": "acme", "region": "north", "currency": "USD", "skus": {
            "small": { "service": "compute", "unit": "Hours", "price": { "flat": "1" } },
            "large": { "service": "compute", "unit": "Hours", "price": { "flat": "4" },
                "purchase_option": "on_demand" } } }"#,
    )
    .unwrap();
    let usage: Usage = serde_json::from_str(usage).unwrap();
    let agreement: Agreement = serde_json::from_str(agreement).unwrap();
    quote(&book, &usage, &agreement).unwrap()
}

fn covered(usage: &str, held: &str) -> Quote {
    agreed(usage, &format!(r#"{{ "commitments": {held} }}"#))
}

/// The name and the effective cost of each charge.
fn told(quote: &Quote) -> Vec<String> {
    let name = |charge: &Charge| match charge {
        Charge::Fee(charge) => charge.fee.to_string(),
        Charge::Usage(charge) => charge.line.to_string(),
        Charge::UnusedCommitment(charge) => match &charge.time_block {
            Some(block) => format!("{} ({block})", charge.commitment),
            None => charge.commitment.to_string(),
        },
        Charge::OneOff(charge) => charge.reason.to_string(),
    };
    let charges = quote.charges.iter();
    charges
        .map(|charge| format!("{} {}", name(charge), charge.costs().effective))
        .collect()
}

const BOTH: &str = r#"{ "day": "2026-06-15", "time_blocks": [{ "id": "hour", "hours": "1" }], "lines": [
    { "id": "l", "sku": "large", "quantity": "1 Hours" },
    { "id": "s", "sku": "small", "quantity": "4 Hours" } ] }"#;

#[test]
fn the_smallest_the_first_listed_or_what_saves_most_is_covered_first() {
    let with = |first: &str| {
        let held = format!(
            r#"{{ "held": [{{ "id": "r", "capacity": "4", "fee": {{ "hourly": "2 USD" }},
                "draws": {{ "factors": {{ "small": "1", "large": "4" }} }}, "first": "{first}" }}] }}"#
        );
        told(&covered(BOTH, &held))
    };
    assert_eq!(with("smallest"), ["l 4 USD", "s 2 USD"]);
    assert_eq!(with("listed"), ["l 2 USD", "s 4 USD"]);
    // Both save half; a unit of the small one is cheaper.
    assert_eq!(with("highest_saving"), ["l 4 USD", "s 2 USD"]);
}

#[test]
fn units_come_before_money_and_the_narrow_before_the_wide() {
    let held = |order: &str| {
        format!(
            r#"{{ "order": "{order}", "held": [
            {{ "id": "plan", "capacity": "2", "fee": {{ "hourly": "2 USD" }},
               "draws": {{ "rates": {{ "small": "0.5 USD", "large": "2 USD" }} }} }},
            {{ "id": "wide", "capacity": "2", "fee": {{ "hourly": "1.6 USD" }} }},
            {{ "id": "narrow", "capacity": "2", "fee": {{ "hourly": "1 USD" }},
               "scope": {{ "skus": ["small"] }} }} ] }}"#
        )
    };
    let applied = |quote: &Quote| -> Vec<String> {
        quote
            .commitments
            .iter()
            .map(|one| one.id.to_string())
            .collect()
    };
    assert_eq!(
        applied(&covered(BOTH, &held("narrow_first"))),
        ["narrow", "wide", "plan"]
    );
    assert_eq!(
        applied(&covered(BOTH, &held("listed"))),
        ["plan", "wide", "narrow"]
    );
    // Narrow takes two small ones, wide the large one and one small one, the plan the last: 0.5.
    assert_eq!(
        told(&covered(BOTH, &held("narrow_first"))),
        [
            "l 0.8 USD",
            "s 1 USD",
            "s 0.8 USD",
            "s 0.5 USD",
            "plan 1.5 USD"
        ]
    );
}

#[test]
fn the_first_to_expire_is_drawn_first_and_what_expired_is_not_there() {
    let held = r#"{ "held": [
        { "id": "late", "capacity": "3", "over": "period", "fee": { "period": "3 USD" }, "unused": "kept",
          "until": "2026-12-31", "scope": { "skus": ["small"] } },
        { "id": "soon", "capacity": "3", "over": "period", "fee": { "period": "3 USD" }, "unused": "kept",
          "until": "2026-06-15", "scope": { "skus": ["small"] } },
        { "id": "gone", "capacity": "3", "over": "period", "fee": { "period": "3 USD" },
          "until": "2026-06-14", "scope": { "skus": ["small"] } } ] }"#;
    let quote = covered(BOTH, held);
    let drawn: Vec<String> = quote
        .commitments
        .iter()
        .map(|one| format!("{} {}", one.id, one.drawn))
        .collect();
    assert_eq!(drawn, ["soon 3", "late 1"]);
    assert_eq!(quote.expired, ["gone"]);
    assert_eq!(quote.commitments[1].kept, money("2 USD"));
}

#[test]
fn a_pack_is_suspended_under_another_billing_mode() {
    let held = r#"{ "held": [{ "id": "pack", "capacity": "9", "over": "period",
        "fee": { "period": "9 USD" }, "scope": { "purchase_options": ["on_demand"] } }] }"#;
    let quote = covered(BOTH, held);
    // Only the large one is bought on demand: one of nine is drawn.
    assert_eq!(told(&quote), ["l 1 USD", "s 4 USD", "pack 8 USD"]);
}

#[test]
fn time_blocks_are_on_their_own_and_rates_name_their_baseline() {
    let usage = r#"{ "time_blocks": [{ "id": "peak", "hours": "2" }, { "id": "valley", "hours": "8" }],
        "lines": [{ "id": "p", "sku": "small", "quantity": "20 Hours", "during": "peak" },
                  { "id": "v", "sku": "small", "quantity": "8 Hours", "during": "valley" }] }"#;
    let held = r#"{ "held": [{ "id": "r", "capacity": "5", "fee": { "hourly": "2 USD" } }] }"#;
    let quote = covered(usage, held);
    // 5 of 10 machines in the peak; 1 of 5 in the valley, and 4 × 8 hours for nothing.
    assert_eq!(
        told(&quote),
        ["p 4 USD", "p 10 USD", "v 3.2 USD", "r (valley) 12.8 USD"]
    );
    let share = |share: Option<Decimal>| share.map(print);
    // 18 of 28 at list are covered; 30 are paid for 28.
    assert_eq!(
        share(coverage(&quote.charges, quote.currency, Basis::List).unwrap()).as_deref(),
        Some("0.642857142857")
    );
    assert_eq!(
        share(savings_rate(&quote.charges, quote.currency, Basis::Contracted).unwrap()).as_deref(),
        Some("-0.071428571429")
    );
    assert_eq!(print(quote.commitments[0].utilisation().unwrap()), "0.36");
}

#[test]
fn spot_without_interruptions_costs_its_price() {
    let price = |share: &str| price_of_useful_hour(money("0.3 USD"), d(share));
    assert_eq!(price("0"), Ok(money("0.3 USD")));
    assert_eq!(price("0.5"), Ok(money("0.6 USD")));
    assert!(price("-0.1").is_err());
    assert!(price("1").is_err());
    assert!(price("1.5").is_err());
}

#[test]
fn an_upfront_fee_is_spread_and_a_monthly_one_is_not() {
    let fee: Fee = serde_json::from_str(
        r#"{ "upfront": "100 USD", "term_hours": "50", "hourly": "1 USD", "period": "7 USD" }"#,
    )
    .unwrap();
    let of = |hours: &str| fee.over(d(hours), "USD".parse().unwrap()).unwrap();
    assert_eq!(of("10"), money("37 USD"));
    assert_eq!(of("0"), money("7 USD"));
    let hours: NonNegative = "50".parse().unwrap();
    assert_eq!(of(&hours.to_string()), money("157 USD"));
}

#[test]
fn overage_is_for_what_the_commitment_could_cover() {
    let held = r#"{ "held": [{ "id": "r", "capacity": "1", "over": "period", "fee": { "period": "1 USD" },
        "draws": { "rates": { "small": "0.5 USD" } }, "overage": "1.5" }] }"#;
    // Two small machines are covered, two cost 1.5 each; the large one has no rate in the
    // commitment.
    assert_eq!(
        told(&covered(BOTH, held)),
        ["l 4 USD", "s 1 USD", "s 3 USD"]
    );
}

#[test]
fn a_split_line_is_one_line_of_the_bill() {
    let quote = agreed(
        BOTH,
        r#"{ "commitments": { "held": [
            { "id": "r", "capacity": "9", "over": "period", "fee": { "period": "1.5 USD" },
              "scope": { "skus": ["small"] } },
            { "id": "t", "capacity": "0.5", "over": "period", "fee": { "period": "0.004 USD" },
              "scope": { "skus": ["large"] } } ] },
            "billing": { "line_minimums": [{ "id": "least", "amount": "2.5 USD" }],
                "rounding": { "line": { "places": 2, "mode": "up" } } } }"#,
    );
    assert_eq!(quote.charges.len(), 4);
    let bill = quote.bill().unwrap();
    let lines: Vec<String> = bill
        .lines
        .iter()
        .map(|line| line.amount.to_string())
        .collect();
    // The large one: 0.004 and 2, rounded up together, and up to 2.5. The small ones: a share of
    // 4 ninths of 1.5, rounded up, and up to 2.5. What is unused is no line of usage: 5 ninths.
    assert_eq!(
        lines,
        [
            "2.004 USD",
            "0.006 USD",
            "0.666666666667 USD",
            "0.003333333333 USD",
            "0.833333333333 USD",
            "0.006666666667 USD",
            "0.49 USD",
            "1.83 USD"
        ]
    );
    assert_eq!(bill.amount_due, money("5.84 USD"));
}

#[test]
fn what_rounding_moved_of_a_split_line_counts_once() {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let mut book = book.with_flat("gb", "storage", "GB", "0.0149").unwrap();
    book.rounding =
        serde_json::from_str(r#"{ "unit_price": { "places": 2, "mode": "half_up" } }"#).unwrap();
    let usage = Usage::default().with("files", "gb", "100 GB").unwrap();
    let agreement: Agreement = serde_json::from_str(
        r#"{ "commitments": { "held": [{ "id": "pack", "capacity": "40", "over": "period",
            "fee": { "period": "0.1 USD" } }] } }"#,
    )
    .unwrap();
    let quote = quote(&book, &usage, &agreement).unwrap();
    // 40 GB for the fee, and 60 at 0.01.
    assert_eq!(told(&quote), ["files 0.1 USD", "files 0.6 USD"]);
    // 100 × 0.01 instead of 100 × 0.0149, once for both parts.
    let rounded = quote.bill().unwrap().rounded;
    assert_eq!(rounded.unit_price, money("-0.49 USD"));
}

#[test]
fn usage_costs_the_account_that_uses_it_and_unused_commitment_its_owner() {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let book = book.with_flat("vm", "compute", "Hours", "1").unwrap();
    let usage = Usage::default().with_block("an hour", 1).unwrap();
    let usage = usage.with("bobs", "vm", "6 Hours").unwrap();
    let mut usage = usage.with("susans", "vm", "3 Hours").unwrap();
    usage.lines[0].owner = Some("Bob".parse().unwrap());
    usage.lines[1].owner = Some("Susan".parse().unwrap());
    let costs = |is_shared: bool| {
        let fee = Fee::hourly("2 USD").unwrap();
        let mut held = Commitment::new("five", 5, fee).unwrap();
        held.owner = Some("Susan".parse().unwrap());
        if !is_shared {
            held.scope.owners = vec!["Susan".parse().unwrap()];
        }
        let agreement = Agreement::default().with_commitment(held);
        let quote = quote(&book, &usage, &agreement).unwrap();
        let accounts = by_owner(&quote.charges, quote.currency).unwrap();
        let step = quote.steps().find_map(|step| {
            let text = step.to_string();
            text.starts_with("five of Susan: ").then_some(text)
        });
        assert!(step.is_some());
        let accounts = accounts.into_values();
        accounts
            .map(|costs| costs.effective.to_string())
            .collect::<Vec<_>>()
    };
    // Bob, then Susan: 2 × 0.4 + 4 and 3 × 0.4; then 6 and 3 × 0.4 + 2 × 0.4 unused.
    assert_eq!(costs(true), ["4.8 USD", "1.2 USD"]);
    assert_eq!(costs(false), ["6 USD", "2 USD"]);
}
