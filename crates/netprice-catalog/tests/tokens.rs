//! The prices of tokens and the daily prices of GPUs.

use std::collections::BTreeSet;

use netprice::value::day::{Date, Day};
use netprice_catalog::Catalog;
use netprice_catalog::tokens::{Side, TokenDirection, TokenPrice};

fn catalog() -> Catalog {
    Catalog::published().unwrap()
}

fn day(text: &str) -> Option<Date> {
    Some(text.parse::<Day>().unwrap().date())
}

/// 5,600 models by provider, each with a source and a date, and notes in both languages.
#[test]
fn there_are_enough_models_and_each_table_is_read() {
    let catalog = catalog();
    let chinese = catalog.chinese().unwrap();
    let mut models = 0;
    for provider in catalog.token_providers().unwrap() {
        let prices = catalog.tokens(provider.provider.as_str()).unwrap();
        let names: BTreeSet<&str> = prices.iter().map(|one| one.model.as_str()).collect();
        assert_eq!(names.len(), provider.models, "{}", provider.provider);
        models += names.len();
        for price in prices {
            assert!(!price.published.source.is_empty());
            assert!(price.free || !price.price.is_zero(), "{}", price.model);
            if let Some(note) = &price.published.note {
                assert!(chinese.contains_key(&**note), "{note}");
            }
        }
    }
    assert!(models >= 5_600, "{models}");
}

/// GPT-4o: 2.5 and 10 for a million tokens, 1.25 for cached input (genai-prices, 2026-08-21).
#[test]
fn a_model_has_prices_by_the_kind_of_tokens() {
    let catalog = catalog();
    let of = |direction| {
        let price = catalog.token_price("openai", "gpt-4o", direction, None);
        price.unwrap().unwrap().price.to_string()
    };
    assert_eq!(of(TokenDirection::Input), "2.5");
    assert_eq!(of(TokenDirection::CachedInput), "1.25");
    assert_eq!(of(TokenDirection::Output), "10");
    let none = catalog.token_price("openai", "gpt-0", TokenDirection::Input, None);
    assert_eq!(none.unwrap(), None);
    assert!(catalog.tokens("nobody").unwrap().is_empty());
}

/// At DeepSeek, deepseek-chat cost 0.07 cached from 00:30 to 16:30 UTC and 0.035 at other times
/// (genai-prices).
#[test]
fn a_price_by_the_hour_of_the_day_says_its_hours() {
    let catalog = catalog();
    let prices = catalog.tokens("deepseek").unwrap().iter();
    let cached = prices
        .filter(|one| one.model == "deepseek-chat" && one.direction == TokenDirection::CachedInput);
    let by_hour: Vec<(Side, String, String)> = cached
        .filter_map(|one| {
            let hours = one.hours.clone()?;
            (hours.zone == "UTC")
                .then(|| (hours.side, hours.hours.to_string(), one.price.to_string()))
        })
        .collect();
    let hours = || "00:30/16:30".to_owned();
    assert!(
        by_hour.contains(&(Side::Within, hours(), "0.07".to_owned())),
        "{by_hour:?}"
    );
    assert!(
        by_hour.contains(&(Side::Outside, hours(), "0.035".to_owned())),
        "{by_hour:?}"
    );
}

/// A price since 2026-03-13 (claude-opus-4-6, genai-prices) does not hold the day before.
#[test]
fn a_price_holds_from_its_day() {
    let catalog = catalog();
    let mut prices = catalog.tokens("anthropic").unwrap().iter();
    let since = |one: &&TokenPrice| one.model == "claude-opus-4-6" && one.since.is_some();
    let price = prices.find(since).unwrap();
    assert!(price.holds_on(day("2026-03-13")));
    assert!(!price.holds_on(day("2026-03-12")));
    assert!(price.holds_on(None));
}

/// A tier by the tokens of the input prices the whole request.
#[test]
fn the_plain_price_is_that_of_the_shortest_requests() {
    let catalog = catalog();
    let prices = catalog.tokens("openai").unwrap();
    let tiered = prices.iter().find(|one| !one.from.is_zero()).unwrap();
    let plain = catalog.token_price("openai", &tiered.model, tiered.direction, None);
    let plain = plain.unwrap().unwrap();
    assert!(plain.from.is_zero());
    assert!(plain.price < tiered.price, "{} {plain:?}", tiered.model);
}

/// Two sources that differ are both there: qwen-max at Alibaba is 20 CNY in one and 1.6 USD in another.
#[test]
fn two_sources_that_differ_are_both_kept() {
    let catalog = catalog();
    let prices = catalog.tokens("alibaba").unwrap().iter();
    let of = prices.filter(|one| one.model == "qwen-max" && one.direction == TokenDirection::Input);
    let found: BTreeSet<String> = of
        .map(|one| format!("{} {}", one.price, one.currency))
        .collect();
    assert!(found.contains("1.6 USD"), "{found:?}");
    assert!(found.len() >= 2, "{found:?}");
}

/// The daily panel: 49 days, prices that moved, and a series that a study can name.
#[test]
fn daily_prices_of_gpus_are_series() {
    let catalog = catalog();
    let series = catalog.gpu_days().unwrap();
    assert!(series.len() >= 300, "{}", series.len());
    let providers: BTreeSet<&str> = series.iter().map(|one| one.provider.as_str()).collect();
    assert!(providers.len() >= 30, "{providers:?}");
    let b200 = "daily lambda b200 on-demand".parse().unwrap();
    let b200 = catalog.series_of(&b200).unwrap().unwrap();
    // The first snapshot, 2026-07-05, has 6.69.
    assert_eq!(b200.prices.prices[0].price.to_string(), "6.69");
    assert_eq!(b200.prices.prices[0].day.to_string(), "2026-07-05");
    assert!(b200.prices.moves().is_ok());
    let unknown = "daily nobody b200".parse().unwrap();
    assert!(catalog.series_of(&unknown).unwrap().is_none());
}
