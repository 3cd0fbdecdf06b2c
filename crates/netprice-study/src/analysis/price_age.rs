//! The age of prices.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::step::Reason;
use netprice::value::day::{AsOf, Date};

/// The age in months from which a price counts as old: providers change their lists within a year.
pub const OLD: i64 = 12;

/// The number of whole months from the last day of a date range to a day; 0 for an earlier day.
///
/// ```
/// use netprice_study::analysis::months_since;
/// let (as_of, today) = ("2025-11-22".parse()?, "2026-11-22".parse().unwrap());
/// assert_eq!(months_since(as_of, today), 12);
/// // On the day before, the year is not yet full.
/// assert_eq!(months_since(as_of, "2026-11-21".parse().unwrap()), 11);
/// # Ok::<(), netprice::Problems>(())
/// ```
#[must_use]
pub fn months_since(as_of: AsOf, today: Date) -> i64 {
    months_between(as_of.latest(), today)
}

/// The age in months of a figure that is at least [`OLD`]; `None` for a newer one.
#[must_use]
pub fn old_since(as_of: AsOf, today: Date) -> Option<i64> {
    Some(months_since(as_of, today)).filter(|months| *months >= OLD)
}

/// The age in months of the oldest price that a quote used, if it is at least [`OLD`].
///
/// A price that holds for a range of days counts from its first day, since it may be as old as that.
#[must_use]
pub fn oldest_price(quote: &ConvertedQuote, today: Date) -> Option<i64> {
    let ages = quote.quote.steps().filter_map(|step| {
        let Reason::ListPrice { published, .. } = &step.reason else {
            return None;
        };
        let published = published.as_ref()?;
        Some(months_between(published.as_of.earliest(), today))
    });
    ages.max().filter(|months| *months >= OLD)
}

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
