//! Edges of the arithmetic that a wrong comparison or a lost digit would move.

use netprice::bill::invoice::Rounded;
use netprice::bill::prorate::{CountedDays, MonthLength, Share};
use netprice::book::rule::{QuantityRule, apply_all};
use netprice::rating::charge;
use netprice::rating::meter::meter;
use netprice::value::allocate::{LeftOver, allocate};
use netprice::value::decimal::{self, parse};
use netprice::value::hours::HoursOfDay;
use netprice::value::quantity::Unit;
use netprice::value::ratio::Ratio;
use netprice::{
    Agreement, Billing, Currency, Discount, Money, PriceBook, PriceModel, Problem, Quantity, Sku,
    Tier, Usage, UsageLine, quote,
};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

#[test]
fn ties_go_to_the_even_neighbour_on_both_sides_of_zero() {
    // The text has 13 decimals, so the last is truncated: by hand.
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
        Ok::<Vec<String>, Problem>(parts.collect())
    };
    let calendar = MonthLength::Calendar;
    assert_eq!(
        parts("2026-04-30", "2026-04-30", calendar, CountedDays::Both).unwrap(),
        ["1/30"]
    );
    assert_eq!(
        parts("2026-04-30", "2026-05-01", calendar, CountedDays::FirstOnly).unwrap(),
        ["1/30"]
    );
    assert_eq!(
        parts("2026-04-30", "2026-05-01", calendar, CountedDays::Both).unwrap(),
        ["1/30", "1/31"]
    );
    let backwards = parts(
        "2026-05-01",
        "2026-04-30",
        MonthLength::Days30,
        CountedDays::Both,
    );
    assert_eq!(
        backwards.unwrap_err().to_string(),
        "'2026-04-30' is not after the day before it; expected a day after 2026-05-01"
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
    let sku = Sku::new("storage", "GB", None).unwrap();
    let factors = |quantity: &str| {
        let line = UsageLine::new("line", "sku", quantity).unwrap();
        meter(&line, &sku).unwrap().factors.len()
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

#[test]
fn what_rounding_moved_is_told_by_stage() {
    let moved = |stages: &str| {
        let book = PriceBook::new("acme", "north", "USD").unwrap();
        let mut book = book.with_flat("sku", "service", "GB", "0.0149").unwrap();
        book.rounding = serde_json::from_str(stages).unwrap();
        let usage = Usage::default().with("a", "sku", "50 GB").unwrap();
        let usage = usage.with("b", "sku", "50 GB").unwrap();
        let quote = quote(&book, &usage, &Agreement::default()).unwrap();
        let Rounded {
            unit_price,
            tier,
            line,
            invoice,
        } = quote.bill().unwrap().rounded;
        [unit_price, tier, line, invoice].map(Money::amount)
    };
    let cents = r#"{ "places": 2, "mode": "half_up" }"#;
    let stage = |name: &str| moved(&format!("{{ \"{name}\": {cents} }}"));
    let zero = d("0");
    // 0.0149 a unit becomes 0.01: 100 units cost 1 and not 1.49.
    assert_eq!(stage("unit_price"), [d("-0.49"), zero, zero, zero]);
    // The count reaches 0.745, then 1.49: rounded 0.75 and 1.49, so +0.005 and −0.005.
    assert_eq!(stage("tier"), [zero, zero, zero, zero]);
    // Each charge of 0.745 becomes 0.75.
    assert_eq!(stage("line"), [zero, zero, d("0.01"), zero]);
    // 1.49 has two decimals already.
    assert_eq!(stage("invoice"), [zero, zero, zero, zero]);
    let tenth = moved(
        r#"{ "tier": { "places": 1, "mode": "half_up" }, "invoice": { "places": 0, "mode": "up" } }"#,
    );
    // 1.49 becomes 1.5 in the tier, and 2 on the bill.
    assert_eq!(tenth, [zero, d("0.01"), zero, d("0.5")]);
}

#[test]
fn units_are_their_sizes() {
    let is = |from: &str, to: &str, by: &str| {
        let quantity = from.parse::<Quantity>().unwrap();
        let converted = quantity.in_unit(&to.parse().unwrap()).unwrap();
        assert_eq!(converted.to_string(), by, "{from}");
    };
    // Source: IEC 80000-13: a kibi is 2^10, and each next 2^10 more.
    is("1 KiB", "KB", "1.024 KB");
    is("1 MiB", "KiB", "1024 KiB");
    is("1 GiB", "MiB", "1024 MiB");
    is("1 TiB", "GiB", "1024 GiB");
    is("1 PiB", "TiB", "1024 TiB");
    is("1 TB", "GB", "1000 GB");
    is("1 PB", "TB", "1000 TB");
}

#[test]
fn names_and_units_have_a_longest() {
    let unit = |length: usize| "G".repeat(length).parse::<Unit>();
    assert_eq!(unit(60).unwrap().as_str().len(), 60);
    assert!(unit(61).is_err());
    let digits = |currency: &str| currency.parse::<Currency>().unwrap().minor_digits();
    // Source: ISO 4217, minor units.
    assert_eq!(["CNY", "JPY", "KWD"].map(digits), [2, 0, 3]);
}

#[test]
fn every_chinese_digit_is_read() {
    let digits = "零一二三四五六七八九".chars().enumerate();
    for (value, digit) in digits.skip(1) {
        let rate = format!("{digit}五折").parse::<Discount>().unwrap();
        let expected = format!("{value}.5折").parse::<Discount>().unwrap();
        assert_eq!(rate, expected, "{digit}");
    }
    for zero in ["零点五折", "〇点五折"] {
        let rate = zero.parse::<Discount>();
        assert_eq!(rate.unwrap(), "0.5折".parse().unwrap(), "{zero}");
    }
    // The texts have as many decimals as a share keeps, and one more.
    assert!("pay 45.1234567891%".parse::<Discount>().is_ok());
    assert!("pay 45.12345678912%".parse::<Discount>().is_err());
    assert_eq!("4.5折".parse::<Discount>().unwrap().saved_percent(), "55");
}

#[test]
fn spans_of_a_day() {
    let hours = |text: &str| text.parse::<HoursOfDay>();
    for wrong in [
        "00:60/08:00",
        "00:00/08:60",
        "25:00/26:00",
        "24:01/24:02",
        "8/10",
        "08:00",
        "8:00/09:00",
        "08:0/09:00",
        "+8:00/09:00",
        "008:00/09:00",
        "00:00/24:01",
    ] {
        assert!(hours(wrong).is_err(), "{wrong}");
    }
    for right in ["00:00/08:00", "08:00/24:00", "23:59/24:00", "07:30/07:31"] {
        assert!(hours(right).is_ok(), "{right}");
    }
    let overlap = |a: &str, b: &str| {
        let (a, b) = (hours(a).unwrap(), hours(b).unwrap());
        assert_eq!(a.overlaps(b), b.overlaps(a));
        a.overlaps(b)
    };
    assert!(!overlap("00:00/08:00", "08:00/24:00"));
    assert!(overlap("00:00/08:00", "07:59/24:00"));
    assert!(overlap("00:00/08:00", "02:00/03:00"));
    assert!(overlap("00:00/08:00", "00:00/08:00"));
    assert!(!overlap("00:00/08:00", "09:00/10:00"));
}

/// The contracted cost of each charge for two SKUs at 1 USD a unit, under terms given as JSON.
fn contracted(terms: &str) -> Vec<String> {
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    let mut usage = Usage::default();
    // SKU c is sold and not used.
    book = book.with_flat("c", "service", "GB", "1").unwrap();
    for (id, used) in [("a", "100 GB"), ("b", "50 GB")] {
        book = book.with_flat(id, "service", "GB", "1").unwrap();
        usage = usage.with(id, id, used).unwrap();
    }
    let agreement = Agreement {
        terms: serde_json::from_str(terms).unwrap(),
        ..Agreement::default()
    };
    let quote = quote(&book, &usage, &agreement).unwrap();
    let charges = quote.usage_charges();
    charges
        .map(|charge| charge.costs.contracted.to_string())
        .collect()
}

#[test]
fn each_sku_reaches_its_own_rate_by_quantity() {
    let table = r#"[{ "id": "t", "change": { "by_quantity": { "all_units": { "tiers": [
        { "from": "0", "up_to": "60", "pay": "pay 80%" },
        { "from": "60", "pay": "pay 50%" } ] } } } }]"#;
    assert_eq!(contracted(table), ["50 USD", "40 USD"]);
}

#[test]
fn of_equally_good_terms_the_first_is_taken() {
    // Both terms take 75 off in all: half of each, or 75 off a alone.
    let terms = |first: &str, second: &str| {
        contracted(&format!(
            r#"[{{ "id": "best", "change": {{ "best_of": [{first}, {second}] }} }}]"#
        ))
    };
    let half = r#"{ "id": "half", "change": { "pay": "pay 50%" } }"#;
    let of_a = r#"{ "id": "of a", "scope": { "skus": ["a"] }, "change": { "pay": "pay 25%" } }"#;
    assert_eq!(terms(half, of_a), ["50 USD", "25 USD"]);
    assert_eq!(terms(of_a, half), ["25 USD", "50 USD"]);
}

#[test]
fn the_first_of_undated_terms_needs_no_day() {
    let first = r#"[{ "id": "f", "change": { "first_of": [
        { "id": "g", "change": { "pay": "pay 50%" } } ] } }]"#;
    assert_eq!(contracted(first), ["50 USD", "25 USD"]);
}

#[test]
fn the_first_of_terms_is_one_with_a_charge_in_its_scope() {
    let first = r#"[{ "id": "f", "change": { "first_of": [
        { "id": "g", "scope": { "skus": ["c"] }, "change": { "pay": "pay 10%" } },
        { "id": "h", "change": { "pay": "pay 50%" } } ] } }]"#;
    assert_eq!(contracted(first), ["50 USD", "25 USD"]);
}

/// A number is kept in two words if 64 bits hold both parts, and otherwise whole: below zero too, and at
/// the ends of 64 bits.
#[test]
fn what_is_left_over_is_kept_exactly() {
    let third = Ratio::of(1, 3).unwrap();
    let largest = Ratio::of(u64::MAX, 1).unwrap();
    let smallest = Ratio::of(1, u64::MAX).unwrap();
    let below = Ratio::ZERO.minus(largest).unwrap();
    let wide = largest.times(largest).unwrap().plus(third).unwrap();
    for exact in [Ratio::ZERO, third, largest, smallest, below, wide] {
        assert_eq!(charge::LeftOver::of(exact).get(), exact);
    }
}
