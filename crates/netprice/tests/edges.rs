//! Edges of the arithmetic that a wrong comparison or a lost digit would move.

use netprice::allocate::{LeftOver, allocate};
use netprice::bill::Billing;
use netprice::decimal::{self, parse};
use netprice::measure::measure;
use netprice::price::{PriceModel, Tier};
use netprice::price_book::Sku;
use netprice::prorate::{Ends, MonthLength, Share};
use netprice::published::Published;
use netprice::quantity::Quantity;
use netprice::rule::{QuantityRule, apply_all};
use netprice::usage::UsageLine;
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

#[test]
fn ties_go_to_the_even_neighbour_on_both_sides_of_zero() {
    // 13 decimals, so that the last is cut off: by hand.
    let cases = [
        ("0.0000000000005", "0"),
        ("0.0000000000015", "0.000000000002"),
        ("0.0000000000025", "0.000000000002"),
        ("0.0000000000026", "0.000000000003"),
        ("0.0000000000024", "0.000000000002"),
        ("-0.0000000000015", "-0.000000000002"),
        ("-0.0000000000025", "-0.000000000002"),
        ("-0.0000000000026", "-0.000000000003"),
    ];
    for (exact, rounded) in cases {
        assert_eq!(
            decimal::times(d(exact), d("1")).unwrap(),
            d(rounded),
            "{exact}"
        );
    }
}

#[test]
fn trailing_zeros_make_room_and_lost_digits_are_refused() {
    let most = d("9999999999999999999999999999");
    assert_eq!(decimal::plus(most, d("0.0")), Ok(most));
    assert!(decimal::plus(most, d("0.1")).is_err());
    assert!(decimal::times(most, d("10")).is_err());
}

#[test]
fn a_least_quantity_is_for_use_only_and_rules_that_change_nothing_are_no_steps() {
    let quantity = |text: &str| text.parse::<Quantity>().unwrap();
    let minute = [QuantityRule::AtLeast(quantity("60 Seconds"))];
    let applied = |given: &str, rules: &[QuantityRule]| {
        let (quantity, steps) = apply_all(rules, quantity(given), &[]).unwrap();
        (quantity.to_string(), steps.len())
    };
    assert_eq!(applied("0 Seconds", &minute), ("0 Seconds".to_owned(), 0));
    assert_eq!(applied("1 Seconds", &minute), ("60 Seconds".to_owned(), 1));
    assert_eq!(applied("60 Seconds", &minute), ("60 Seconds".to_owned(), 0));
    let always = [QuantityRule::AlwaysAtLeast(quantity("60 Seconds"))];
    assert_eq!(applied("0 Seconds", &always), ("60 Seconds".to_owned(), 1));
    let down = [QuantityRule::RoundDown(quantity("60 Seconds"))];
    assert_eq!(applied("119 Seconds", &down), ("60 Seconds".to_owned(), 1));
    assert_eq!(applied("120 Seconds", &down), ("120 Seconds".to_owned(), 0));
}

#[test]
fn spans_of_one_day_end_at_a_month_and_backwards() {
    let parts = |from: &str, to: &str, length, ends| {
        let share = Share::between(from.parse().unwrap(), to.parse().unwrap(), length, ends)?;
        let parts = share
            .parts
            .iter()
            .map(|part| format!("{}/{}", part.used, part.of));
        Ok::<Vec<String>, netprice::error::Problem>(parts.collect())
    };
    let calendar = MonthLength::Calendar;
    assert_eq!(
        parts("2026-04-30", "2026-04-30", calendar, Ends::Both).unwrap(),
        ["1/30"]
    );
    assert_eq!(
        parts("2026-04-30", "2026-05-01", calendar, Ends::FirstOnly).unwrap(),
        ["1/30"]
    );
    assert_eq!(
        parts("2026-04-30", "2026-05-01", calendar, Ends::Both).unwrap(),
        ["1/30", "1/31"]
    );
    let backwards = parts("2026-05-01", "2026-04-30", MonthLength::Days30, Ends::Both);
    assert_eq!(
        backwards.unwrap_err().to_string(),
        "'2026-04-30' does not come after the price before; expected a day after 2026-05-01"
    );
}

#[test]
fn what_is_not_said_is_not_written() {
    let price = PriceModel::Graduated(vec![Tier::open("0.09".parse().unwrap())]);
    let json = serde_json::to_string(&price).unwrap();
    assert_eq!(json, r#"{"graduated":[{"from":"0","unit_price":"0.09"}]}"#);
    let read: PriceModel = serde_json::from_str(&json).unwrap();
    assert_eq!(read, price);
    let with_fee = Tier {
        flat_fee: "5".parse().unwrap(),
        ..Tier::open("0.09".parse().unwrap())
    };
    let json = serde_json::to_string(&with_fee).unwrap();
    assert_eq!(json, r#"{"from":"0","unit_price":"0.09","flat_fee":"5"}"#);
}

#[test]
fn a_quantity_in_the_unit_of_its_price_needs_no_conversion_step() {
    let sku = Sku::new(
        "storage".parse().unwrap(),
        "GB".parse().unwrap(),
        None,
        Published::new("a page", "2026-01-31".parse().unwrap()),
    );
    let factors = |quantity: &str| {
        let (id, name) = ("line".parse().unwrap(), "sku".parse().unwrap());
        let line = UsageLine::new(id, name, quantity.parse().unwrap());
        measure(&line, &sku).unwrap().factors.len()
    };
    assert_eq!(factors("5 GB"), 0);
    assert_eq!(factors("5 TB"), 1);
}

#[test]
fn a_billing_is_nothing_only_if_nothing_is_agreed() {
    assert!(Billing::default().is_nothing());
    let minimum = Some("1 USD".parse().unwrap());
    assert!(
        !Billing {
            minimum,
            ..Billing::default()
        }
        .is_nothing()
    );
}

#[test]
fn what_is_smaller_than_a_unit_goes_to_a_part_that_has_a_weight() {
    let split = allocate(
        d("0.015"),
        &[d("0"), d("1")],
        d("0.01"),
        LeftOver::LargestRemainder,
    );
    assert_eq!(split.unwrap().parts, [d("0"), d("0.015")]);
}
