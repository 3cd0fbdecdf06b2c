//! Random inputs, and the functions with which the laws price them.

use netprice::agreement::terms::{RateTable, RateTier};
use netprice::book::exchange::ExchangeRates;
use netprice::book::price::BoundOwner;
use netprice::book::tax::TaxBasis;
use netprice::comparison::convert::{ConvertedQuote, convert};
use netprice::rating::charge::{Total, UsageCharge};
use netprice::rating::step::Reason;
use netprice::value::decimal;
use netprice::{
    Agreement, Costs, Currency, Discount, Money, NonNegative, PriceBook, PriceChange, PriceModel,
    Quantity, Quote, Sku, Term, Terms, Tier, Usage, quote,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rust_decimal::Decimal;

/// Ten thousand cases of each law, the same in each run, or as many as `PROPTEST_CASES` says.
pub fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => asked.cases,
        None => 10_000,
    };
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(16),
        ..asked
    }
}

/// A tenth of the cases.
pub fn fewer() -> ProptestConfig {
    let config = config();
    ProptestConfig {
        cases: config.cases.div_ceil(10),
        ..config
    }
}

pub fn usd() -> Currency {
    "USD".parse().unwrap()
}

/// Unit prices up to a million, with up to 10 decimals.
pub fn amounts() -> impl Strategy<Value = NonNegative> + Clone {
    (0_i64..1_000_000_000_000, 6_u32..=10)
        .prop_map(|(digits, scale)| NonNegative::new(Decimal::new(digits, scale)).unwrap())
}

/// Quantities up to a thousand million, with up to 9 decimals.
pub fn quantities() -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000_000_000_000, 6_u32..=9)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

pub fn pay_rates() -> impl Strategy<Value = Discount> + Clone {
    (0_i64..=1_000_000).prop_map(|ppm| Discount::of(Decimal::new(ppm, 6)).unwrap())
}

pub fn prices() -> impl Strategy<Value = PriceModel> {
    let package = proptest::option::weighted(0.2, 1_i64..1_000);
    let tiers = proptest::collection::vec((1_i64..100_000, amounts(), package), 1..6);
    prop_oneof![
        amounts().prop_map(PriceModel::Flat),
        tiers.prop_map(|widths| {
            let mut from = Decimal::ZERO;
            let last = widths.len() - 1;
            let tier = |(index, (width, unit_price, package)): (
                usize,
                (i64, NonNegative, Option<i64>),
            )| {
                let start = NonNegative::new(from).unwrap();
                from = decimal::plus(from, Decimal::new(width, 1)).unwrap();
                let up_to = (index < last).then(|| NonNegative::new(from).unwrap());
                Tier {
                    from: start,
                    up_to,
                    unit_price,
                    per: package.map(|size| NonNegative::new(Decimal::from(size)).unwrap()),
                    ..Tier::default()
                }
            };
            PriceModel::Graduated(widths.into_iter().enumerate().map(tier).collect())
        }),
    ]
}

pub fn term(index: usize, pay: Discount) -> Term {
    Term::new(
        format!("term {index}").parse().unwrap(),
        PriceChange::Pay(pay),
    )
}

pub fn book(prices: &[PriceModel]) -> PriceBook {
    let mut book = PriceBook::new("acme", "north", usd()).unwrap();
    for (index, price) in prices.iter().enumerate() {
        let mut sku = Sku::new("service", "GB", price.clone()).unwrap();
        // The laws are about amounts, zero among them.
        sku.free = true;
        book = book.with(format!("sku {index}"), sku).unwrap();
    }
    book
}

pub fn usage(quantities: &[Decimal]) -> Usage {
    let mut usage = Usage::default();
    for (index, value) in quantities.iter().enumerate() {
        let quantity = Quantity::new(*value, "GB".parse().unwrap()).unwrap();
        let (line, sku) = (format!("line {index}"), format!("sku {index}"));
        usage = usage.with(line, sku, quantity).unwrap();
    }
    usage
}

/// Prices a line of each SKU under an agreement.
pub fn quoted(lines: &[(PriceModel, Decimal)], agreement: &Agreement) -> Quote {
    let (prices, quantities): (Vec<_>, Vec<_>) = lines.iter().cloned().unzip();
    quote(&book(&prices), &usage(&quantities), agreement).unwrap()
}

pub fn under(terms: Vec<Term>) -> Agreement {
    Agreement {
        terms: Terms(terms),
        ..Agreement::default()
    }
}

pub fn priced(lines: &[(PriceModel, Decimal)], pays: &[Discount]) -> Quote {
    let terms = pays.iter().enumerate();
    let terms = terms.map(|(index, pay)| term(index, *pay)).collect();
    quoted(lines, &under(terms))
}

/// Graduated prices in cents, with bounds at whole thousands.
pub fn plain_tiers() -> impl Strategy<Value = PriceModel> {
    proptest::collection::vec((1_i64..20, 0_i64..200), 1..5).prop_map(|widths| {
        let mut from = Decimal::ZERO;
        let last = widths.len() - 1;
        let tier = |(index, (width, cents)): (usize, (i64, i64))| {
            let start = NonNegative::new(from).unwrap();
            from = decimal::plus(from, Decimal::from(width * 1_000)).unwrap();
            Tier {
                from: start,
                up_to: (index < last).then(|| NonNegative::new(from).unwrap()),
                unit_price: NonNegative::new(Decimal::new(cents, 2)).unwrap(),
                ..Tier::default()
            }
        };
        PriceModel::Graduated(widths.into_iter().enumerate().map(tier).collect())
    })
}

pub fn bounds_of(price: &PriceModel) -> Vec<Decimal> {
    let PriceModel::Graduated(tiers) = price else {
        panic!("a graduated price")
    };
    tiers.iter().map(|tier| tier.from.get()).collect()
}

/// Any single price change with random figures.
pub fn changes() -> impl Strategy<Value = PriceChange> {
    let money = (0_i64..100_000_000).prop_map(|amount| Money::new(Decimal::new(amount, 3), usd()));
    let table = (1_i64..1_000_000, pay_rates(), pay_rates()).prop_map(|(bound, low, high)| {
        let bound = NonNegative::new(Decimal::from(bound)).unwrap();
        vec![
            RateTier {
                from: NonNegative::default(),
                up_to: Some(bound),
                pay: low,
            },
            RateTier {
                from: bound,
                up_to: None,
                pay: high,
            },
        ]
    });
    let bound = BoundOwner::Upper;
    prop_oneof![
        pay_rates().prop_map(PriceChange::Pay),
        pay_rates().prop_map(PriceChange::NotBelow),
        pay_rates().prop_map(PriceChange::NotAbove),
        money.clone().prop_map(PriceChange::UnitOff),
        money.clone().prop_map(PriceChange::AmountOff),
        money.clone().prop_map(PriceChange::AtLeast),
        money.prop_map(PriceChange::AtMost),
        prices().prop_map(PriceChange::Fixed),
        table
            .clone()
            .prop_map(|tiers| PriceChange::BySpend(RateTable::Graduated(tiers))),
        table
            .clone()
            .prop_map(move |tiers| PriceChange::BySpend(RateTable::AllUnits { tiers, bound })),
        table.prop_map(|tiers| PriceChange::ByQuantity(RateTable::Graduated(tiers))),
        (pay_rates(), pay_rates()).prop_map(|(a, b)| PriceChange::Additive(vec![
            Term::new("a".parse().unwrap(), PriceChange::Pay(a)),
            Term::new("b".parse().unwrap(), PriceChange::Pay(b)),
        ])),
    ]
}

pub fn changed(lines: &[(PriceModel, Decimal)], changes: &[PriceChange]) -> Quote {
    let term = |(index, change): (usize, &PriceChange)| {
        let mut change = change.clone();
        // Names are unique within a contract.
        if let PriceChange::Additive(terms) = &mut change {
            for (inner, term) in terms.iter_mut().enumerate() {
                term.id = format!("term {index}.{inner}").parse().unwrap();
            }
        }
        Term::new(format!("term {index}").parse().unwrap(), change)
    };
    quoted(
        lines,
        &under(changes.iter().enumerate().map(term).collect()),
    )
}

pub fn complete(quote: &Quote) -> Costs {
    let Total::Complete(costs) = quote.total else {
        panic!("every line has a price")
    };
    costs
}

pub fn list_slices(charge: &UsageCharge) -> (Decimal, Vec<(Decimal, Money)>) {
    let Reason::ListPrice {
        pricing_quantity,
        slices,
        ..
    } = &*charge.steps[0].reason
    else {
        panic!("the first step is the list price")
    };
    let parts = slices
        .iter()
        .map(|slice| (slice.quantity.value(), slice.cost));
    (pricing_quantity.value(), parts.collect())
}

pub fn rates(cny_per_usd: NonNegative) -> ExchangeRates {
    ExchangeRates {
        later: Vec::new(),
        source: "a bank".into(),
        as_of: "2026-10-30".parse().unwrap(),
        base: usd(),
        rates: [("CNY".parse().unwrap(), cny_per_usd)].into(),
    }
}

/// A converted quote; if `missing`, its line has no price.
pub fn perhaps_missing(line: &(PriceModel, Decimal), missing: bool) -> ConvertedQuote {
    let mut book = book(std::slice::from_ref(&line.0));
    if missing {
        book.skus.values_mut().for_each(|sku| sku.price = None);
    }
    let quote = quote(&book, &usage(&[line.1]), &Agreement::default()).unwrap();
    let rates = rates(NonNegative::default());
    convert(quote, usd(), &rates, TaxBasis::AsListed).unwrap()
}
