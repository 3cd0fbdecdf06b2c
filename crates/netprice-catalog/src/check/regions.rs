//! The same SKU in all regions of a provider.

use std::collections::BTreeMap;

use netprice::PriceModel;
use netprice::value::decimal;
use netprice::value::id::{BookId, SkuId};
use rust_decimal::Decimal;

use crate::book::Book;
use crate::check::{Finding, Rule};

/// The fewest regions of which one can differ.
const FEWEST: usize = 3;
/// How many times the usual price looks wrong.
const TIMES: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The units and prices of a SKU, by region.
#[derive(Default)]
struct Seen<'a> {
    units: BTreeMap<&'a str, usize>,
    prices: Vec<Decimal>,
}

pub(super) fn check(
    books: &BTreeMap<&BookId, &Book>,
    asked: &BTreeMap<&BookId, &Book>,
) -> Vec<Finding> {
    // Prices of one currency only are compared.
    let mut all: BTreeMap<(&SkuId, String), Seen<'_>> = BTreeMap::new();
    for book in books.values() {
        let currency = book.prices.currency.to_string();
        for (name, sku) in &book.prices.skus {
            let seen = all.entry((name, currency.clone())).or_default();
            let units = seen.units.entry(sku.unit.as_str()).or_default();
            *units = units.saturating_add(1);
            seen.prices.extend(flat(sku.price.as_ref()));
        }
    }
    for seen in all.values_mut() {
        seen.prices.sort_unstable();
    }
    let mut findings = Vec::new();
    for (id, book) in asked {
        let currency = book.prices.currency.to_string();
        for (name, sku) in &book.prices.skus {
            let Some(seen) = all.get(&(name, currency.clone())) else {
                continue;
            };
            let finding = |rule, value, expected| Finding {
                book: (*id).clone(),
                sku: name.clone(),
                rule,
                value,
                expected,
            };
            let count: usize = seen.units.values().sum();
            let usual = seen.units.iter().max_by_key(|(_, count)| **count);
            if let Some((usual, most)) = usual
                && *usual != sku.unit.as_str()
                && count >= FEWEST
                && most.saturating_mul(2) > count
            {
                let (value, usual) = (sku.unit.to_string(), (*usual).to_owned());
                findings.push(finding(
                    Rule::Unit,
                    value,
                    format!("{usual}, as in {most} of {count} regions"),
                ));
                continue;
            }
            let middle = seen.prices.get(seen.prices.len().div_euclid(2));
            if let (Some(price), Some(middle)) = (flat(sku.price.as_ref()), middle)
                && seen.prices.len() >= FEWEST
                && (is_times(price, *middle) || is_times(*middle, price))
            {
                let expected = format!(
                    "about {middle}, the middle of {} regions",
                    seen.prices.len()
                );
                findings.push(finding(Rule::Region, price.to_string(), expected));
            }
        }
    }
    findings
}

fn flat(price: Option<&PriceModel>) -> Option<Decimal> {
    match price {
        Some(PriceModel::Flat(price)) if !price.is_zero() => Some(price.get()),
        _ => None,
    }
}

fn is_times(high: Decimal, low: Decimal) -> bool {
    decimal::times(low, TIMES).is_ok_and(|least| high >= least)
}
