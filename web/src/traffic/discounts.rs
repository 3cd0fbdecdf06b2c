//! The typed discounts on the tariffs of providers: one text of the form for all of them. Pure.

use std::collections::BTreeMap;

use netprice::Discount;
use netprice::value::id::Provider;
use netprice::value::problem::ValueProblem;

use crate::kit::draft::Typed;

/// The typed discounts that are not empty: a line for each provider, its id and after a space what was typed.
pub fn typed_discounts(text: &str) -> impl Iterator<Item = (&str, Result<Discount, ValueProblem>)> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines.map(|(provider, typed)| (provider, Discount::read(typed.trim())))
}

/// What is typed for a provider; empty if nothing is.
#[must_use]
pub fn typed_for<'a>(text: &'a str, provider: &str) -> &'a str {
    let mut lines = text.lines().filter_map(|line| line.split_once(' '));
    let line = lines.find(|(id, _)| *id == provider);
    line.map_or("", |(_, typed)| typed)
}

/// The text after something was typed for a provider; an empty text takes its discount away.
///
/// ```
/// use netprice_page::traffic::discounts::{typed_for, with_typed};
/// let text = with_typed(&with_typed("", "alibaba", "6折"), "tencent", "65");
/// assert_eq!(typed_for(&text, "alibaba"), "6折");
/// assert_eq!(with_typed(&text, "alibaba", ""), "tencent 65");
/// ```
#[must_use]
pub fn with_typed(text: &str, provider: &str, typed: &str) -> String {
    let others = text.lines().filter(|line| {
        let id = line.split_once(' ').map(|(id, _)| id);
        id != Some(provider)
    });
    let own = (!typed.is_empty()).then(|| format!("{provider} {typed}"));
    let lines = others.map(str::to_owned).chain(own);
    lines.collect::<Vec<String>>().join("\n")
}

/// The discounts that can be read, by provider.
pub(crate) fn stated_discounts(text: &str) -> BTreeMap<Provider, Discount> {
    let read = typed_discounts(text)
        .filter_map(|(provider, discount)| Some((provider.parse().ok()?, discount.ok()?)));
    read.collect()
}

/// The text of discounts.
pub(crate) fn written(discounts: &BTreeMap<Provider, Discount>) -> String {
    let lines = discounts.iter();
    let lines = lines.map(|(provider, discount)| format!("{provider} {}", discount.write()));
    lines.collect::<Vec<String>>().join("\n")
}
