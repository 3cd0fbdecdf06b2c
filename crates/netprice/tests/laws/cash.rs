//! Laws of cash: over the term of a commitment, as much is billed as it costs.

use netprice::{Agreement, Commitment, Costs, Fee, Money, PriceBook, Quote, Usage, quote};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use crate::inputs::{config, usd};

/// An amount of whole cents.
fn cents(cents: u32) -> Money {
    Money::new(Decimal::new(cents.into(), 2), usd())
}

/// A capacity of 730 hours a month, paid on 1 January 2026: an amount upfront of so much for each month of
/// the term, and an amount by the month.
fn commitment(months: u32, (upfront, period): (u32, u32)) -> Commitment {
    let fee = Fee {
        upfront: Some(cents(upfront * months)),
        term_months: Some(months.into()),
        period: Some(cents(period)),
        paid_on: Some("2026-01-01".parse().unwrap()),
        ..Fee::default()
    };
    let over = json!({ "id": "plan", "capacity": "730", "over": "period", "fee": fee });
    serde_json::from_value(over).unwrap()
}

/// The quote of a month of the term, the first of which is January 2026.
fn month(index: usize, hours: u32, agreement: &Agreement) -> Quote {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let book = book.with_flat("vm", "compute", "Hours", "1").unwrap();
    let hours = format!("{hours} Hours");
    let mut usage = Usage::default().with("machines", "vm", hours).unwrap();
    let day = format!("{}-{:02}-15", 2026 + index / 12, index % 12 + 1);
    usage.day = Some(day.parse().unwrap());
    quote(&book, &usage, agreement).unwrap()
}

proptest! {
    #![proptest_config(config())]

    // All upfront, half upfront and by the month; used in part, not at all, and beyond the capacity. Source:
    // FOCUS specification, `BilledCost` and `EffectiveCost`. All products end within 12 decimals.
    #[test]
    fn over_its_term_a_commitment_bills_what_it_costs(
        fee in (prop_oneof![Just(0_u32), 1..100_000_u32], prop_oneof![Just(0_u32), 1..100_000_u32]),
        hours in proptest::collection::vec(prop_oneof![Just(0_u32), Just(730), 1..2_000_u32], 1..=18),
        percent in 0..=100_u32,
    ) {
        let months = u32::try_from(hours.len()).unwrap();
        let off = json!([{ "id": "off", "stage": "after_commitments", "change": { "pay": format!("pay {percent}%") } }]);
        let agreement = Agreement {
            terms: serde_json::from_value(off).unwrap(),
            ..Agreement::default().with_commitment(commitment(months, fee))
        };
        let quotes = hours.iter().enumerate();
        let quotes = quotes.map(|(index, hours)| month(index, *hours, &agreement).costs().unwrap());
        let term = Costs::sum(usd(), quotes).unwrap();
        prop_assert_eq!(term.billed, term.effective);
    }
}
