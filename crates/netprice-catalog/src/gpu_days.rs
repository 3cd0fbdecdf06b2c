//! Reads the daily prices of GPU hours: a series for each provider, GPU and way of buying.
//!
//! ```text
//! gpu_days 1
//! #GitHub adriannutiu/gpu-rental-prices|medium|USD|
//! >2026-07-05 2026-07-06 2026-07-07
//! lambda|b200|on-demand||6.69*2 -*1
//! ```
//!
//! `6.69*2` is the price of two days in a row, `-*1` a day without one.

use netprice::book::citation::Confidence;
use netprice::market::series::{ChangeReason, DatedPrice, PriceSeries};
use netprice::value::day::Day;

use crate::error::CatalogError;
use crate::hardware::PublishedSeries;
use crate::words::{split, word};

/// The beginning of the id of every daily series.
pub(crate) const PREFIX: &str = "daily ";

/// Reads the table; a series with fewer than two prices is no series and is left out.
pub(crate) fn read(name: &str, text: &str) -> Result<Vec<PublishedSeries>, CatalogError> {
    let wrong = |line: &str| CatalogError::at(name, format!("'{line}' is no line of daily prices"));
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let head = lines.next().and_then(|line| line.strip_prefix('#'));
    let head = head
        .filter(|_| first == "gpu_days 1")
        .and_then(|head| split(head, '|'));
    let [source, confidence, currency, note] = head.ok_or_else(|| wrong(first))?;
    let (mut days, mut all) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(list) = line.strip_prefix('>') {
            let list = list.split(' ').map(|day| day.parse::<Day>().ok());
            days = list.collect::<Option<_>>().ok_or_else(|| wrong(line))?;
            continue;
        }
        let read = || {
            let [provider, gpu, purchase, variant, prices] = split(line, '|')?;
            let id = format!("{PREFIX}{provider} {gpu} {purchase} {variant}");
            Some(PublishedSeries {
                id: id.trim_end().parse().ok()?,
                gpu: gpu.to_owned(),
                provider: provider.parse().ok()?,
                kind: purchase.to_owned(),
                per: "gpu_hour".to_owned(),
                prices: PriceSeries {
                    currency: currency.parse().ok()?,
                    prices: dated(prices, &days, source)?,
                },
                confidence: word::<Confidence>(confidence)?,
                source: source.to_owned(),
                note: (!note.is_empty()).then(|| note.to_owned()),
            })
        };
        let series = read().ok_or_else(|| wrong(line))?;
        if series.prices.problems().is_empty() {
            all.push(series);
        }
    }
    Ok(all)
}

fn dated(prices: &str, days: &[Day], source: &str) -> Option<Vec<DatedPrice>> {
    let (mut days, mut dated) = (days.iter(), Vec::new());
    for part in prices.split(' ') {
        let (price, count) = part.split_once('*')?;
        for _ in 0..count.parse::<usize>().ok()? {
            let day = *days.next()?;
            if price != "-" {
                dated.push(DatedPrice {
                    day,
                    price: price.parse().ok()?,
                    change: ChangeReason::Market,
                    source: source.to_owned(),
                });
            }
        }
    }
    Some(dated)
}
