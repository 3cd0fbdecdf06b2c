//! Laws of bills: roundings, taxes, vouchers, corrections and conversion.

use netprice::agreement::billing::Correction;
use netprice::book::rounding::{RoundingPolicy, TaxUnit};
use netprice::book::tax::{TaxBasis, TaxInclusion};
use netprice::comparison::convert::convert;
use netprice::value::decimal;
use netprice::value::money::{Currency, Rounding, RoundingMode};
use netprice::{Agreement, Billing, Money, PriceBook, Quote, Scope, Tax, Usage, Voucher, quote};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{config, rates, usd};

const MODES: [RoundingMode; 9] = [
    RoundingMode::HalfUp,
    RoundingMode::HalfDown,
    RoundingMode::HalfEven,
    RoundingMode::HalfOdd,
    RoundingMode::HalfCeiling,
    RoundingMode::Up,
    RoundingMode::Truncate,
    RoundingMode::Ceiling,
    RoundingMode::Floor,
];
/// Currencies of 2, 0 and 3 decimals.
const CURRENCIES: [&str; 3] = ["USD", "JPY", "KWD"];

fn billed(amounts: &[i64], currency: &str, policy: RoundingPolicy, agreement: &Agreement) -> Quote {
    let mut book = PriceBook::new("acme", "north", currency).unwrap();
    let mut usage = Usage::default();
    book.rounding = policy;
    for (index, amount) in amounts.iter().enumerate() {
        let name = format!("line {index}");
        let price = Decimal::new(*amount, 4).to_string();
        let price = price.as_str();
        book = book
            .with_flat(name.as_str(), "service", "Units", price)
            .unwrap();
        usage = usage.with(name.as_str(), name.as_str(), "1 Units").unwrap();
    }
    quote(&book, &usage, agreement).unwrap()
}

fn money(cents: i64, currency: &str) -> Money {
    Money::new(Decimal::new(cents, 2), currency.parse().unwrap())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lines_in_the_smallest_unit_add_up_to_the_rounded_sum(
        amounts in proptest::collection::vec(1_i64..1_000_000, 1..8),
        mode in 0..MODES.len(), currency in 0..CURRENCIES.len(),
    ) {
        let code: Currency = CURRENCIES[currency].parse().unwrap();
        let rounding = Rounding { places: code.minor_digits(), mode: MODES[mode] };
        let policy = RoundingPolicy {
            line: Some(rounding), lines_to_sum: true, ..RoundingPolicy::default()
        };
        let quote = billed(&amounts, CURRENCIES[currency], policy, &Agreement::default());
        let due = quote.bill().unwrap().amount_due.amount();
        let exact = Decimal::new(amounts.iter().sum(), 4);
        prop_assert_eq!(due, rounding.apply(exact));
    }

    #[test]
    fn the_tax_by_line_is_that_of_the_bill_within_half_a_cent_a_line(
        amounts in proptest::collection::vec(1_i64..1_000_000, 1..8), percent in 0_i64..40,
    ) {
        let cents = Rounding { places: 2, mode: RoundingMode::HalfUp };
        let percent = netprice::NonNegative::new(Decimal::from(percent)).unwrap();
        let tax = Some(Tax { percent, listed: TaxInclusion::BeforeTax });
        let tax_of = |tax_on| {
            let policy = RoundingPolicy { tax: Some(cents), tax_on, ..RoundingPolicy::default() };
            let agreement = Agreement { tax, ..Agreement::default() };
            billed(&amounts, "USD", policy, &agreement).bill().unwrap().tax.amount()
        };
        let apart = decimal::minus(tax_of(TaxUnit::Charge), tax_of(TaxUnit::Bill)).unwrap().abs();
        // Each line and the bill are half a cent off at most.
        let half = i64::try_from(amounts.len()).unwrap() + 1;
        prop_assert!(apart <= Decimal::new(5 * half, 3), "{apart}");
    }

    #[test]
    fn what_is_due_is_never_below_zero_and_credit_is_kept(
        amounts in proptest::collection::vec(1_i64..1_000_000, 1..6),
        maximum in proptest::option::of(0_i64..20_000),
        vouchers in proptest::collection::vec((0_i64..20_000, proptest::option::of(0_usize..6)), 0..4),
        refund in proptest::option::of(0_i64..20_000), credit in 0_i64..20_000,
    ) {
        let lines = amounts.len();
        let vouchers = vouchers.iter().enumerate().map(|(index, (amount, line))| Voucher {
            id: format!("voucher {index}").parse().unwrap(), amount: money(*amount, "USD"), at_least: None,
            scope: Scope {
                lines: line.iter().map(|line| format!("line {}", line % lines).parse().unwrap()).collect(),
                ..Scope::default()
            },
            until: None,
        });
        let billing = Billing {
            maximum: maximum.map(|maximum| money(maximum, "USD")),
            vouchers: vouchers.collect(),
            corrections: refund.iter().map(|refund| Correction {
                id: "refund".parse().unwrap(), amount: money(-refund, "USD"), service: None,
            }).collect(),
            credit: Some(money(credit, "USD")),
            ..Billing::default()
        };
        let quote = billed(&amounts, "USD", RoundingPolicy::default(), &Agreement { billing, ..Agreement::default() });
        let bill = quote.bill().unwrap();
        prop_assert!(bill.amount_due.amount() >= Decimal::ZERO);
        prop_assert!(bill.carried_over.amount() >= Decimal::ZERO);
        // A credit that is left over and an amount that is due do not meet.
        prop_assert!(bill.carried_over.is_zero() || bill.amount_due.is_zero());
        let used = decimal::minus(credit_of(credit), bill.carried_over.amount()).unwrap();
        let before = decimal::plus(bill.amount_due.amount(), used).unwrap();
        let refunded = Decimal::new(-refund.unwrap_or_default(), 2);
        prop_assert!(before >= refunded, "{before}");
    }

    #[test]
    fn a_bill_is_converted_once(
        amounts in proptest::collection::vec(1_i64..1_000_000, 1..6), rate in 1_i64..100_000,
    ) {
        let cents = Rounding { places: 2, mode: RoundingMode::HalfUp };
        let policy = RoundingPolicy { invoice: Some(cents), ..RoundingPolicy::default() };
        let quote = billed(&amounts, "USD", policy, &Agreement::default());
        let rate = Decimal::new(rate, 4);
        let rates = rates(netprice::NonNegative::new(rate).unwrap());
        let converted = convert(quote, "CNY".parse().unwrap(), &rates, TaxBasis::AsListed).unwrap();
        let exact = decimal::times(Decimal::new(amounts.iter().sum(), 4), rate).unwrap();
        prop_assert_eq!(converted.amount_due.unwrap().amount(), cents.apply(exact));
        prop_assert_eq!(converted.quote.currency, usd());
    }
}

fn credit_of(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}
