//! The age of prices.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::step::Reason;
use netprice::value::day::{AsOf, Date};

/// The age in months from which a price counts as old: providers change their lists within a year.
const OLD: i64 = 12;

/// The age of a price in whole months, if it is at least 12.
///
/// The age of a price with a date range is counted from its last day.
///
/// ```
/// use netprice::value::day::Day;
/// use netprice_study::analysis::old_since;
/// let as_of = "2025-11-22".parse()?;
/// assert_eq!(old_since(as_of, "2026-11-22".parse::<Day>()?.date()), Some(12));
/// // One day earlier, the twelfth month is not over.
/// assert_eq!(old_since(as_of, "2026-11-21".parse::<Day>()?.date()), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn old_since(as_of: AsOf, today: Date) -> Option<i64> {
    Some(months_between(as_of.latest(), today)).filter(|months| *months >= OLD)
}

/// The age in whole months of the oldest list price in a quote, if it is at least 12.
///
/// The age of a price with a date range is counted from its last day, as [`old_since`] does.
#[must_use]
pub fn oldest_price(quote: &ConvertedQuote, today: Date) -> Option<i64> {
    let ages = published(quote).map(|as_of| months_between(as_of.latest(), today));
    ages.max().filter(|months| *months >= OLD)
}

/// The first and the last day of the list prices in some quotes; `None` if none of them states its day.
///
/// A price with a date range counts by its last day.
#[must_use]
pub fn price_days<'a>(
    quotes: impl IntoIterator<Item = &'a ConvertedQuote>,
) -> Option<(Date, Date)> {
    let days = quotes.into_iter().flat_map(published);
    days.fold(None, |range, as_of| {
        let day = as_of.latest();
        let (first, last) = range.unwrap_or((day, day));
        Some((first.min(day), last.max(day)))
    })
}

/// The days of the list prices in a quote.
fn published(quote: &ConvertedQuote) -> impl Iterator<Item = AsOf> {
    quote.quote.steps().filter_map(|step| {
        let Reason::ListPrice { published, .. } = &*step.reason else {
            return None;
        };
        published.as_ref().map(|one| one.as_of)
    })
}

/// The number of whole months from one day to another; 0 if the second is earlier.
fn months_between(from: Date, to: Date) -> i64 {
    let months = |day: Date| {
        i64::from(day.year())
            .saturating_mul(12)
            .saturating_add(i64::from(day.month()))
    };
    let started = i64::from(to.day() < from.day());
    months(to)
        .saturating_sub(months(from))
        .saturating_sub(started)
        .max(0)
}
