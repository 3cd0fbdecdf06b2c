//! How old a price is. Pure.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::step::Reason;
use netprice::value::day::{AsOf, Date};

/// From how many months on a price is called old: providers change their lists within a year.
pub const OLD: i64 = 12;

/// The whole months from the last day of a figure to a day; 0 for a day before it.
///
/// ```
/// use netprice_page::age::months;
/// let (as_of, today) = ("2025-11-22".parse().unwrap(), "2026-11-22".parse().unwrap());
/// assert_eq!(months(as_of, today), 12);
/// // On the day before it is not yet a year.
/// assert_eq!(months(as_of, "2026-11-21".parse().unwrap()), 11);
/// ```
#[must_use]
pub fn months(as_of: AsOf, today: Date) -> i64 {
    since(as_of.latest(), today)
}

fn since(last: Date, today: Date) -> i64 {
    let of = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let started = i64::from(today.day() < last.day());
    (of(today) - of(last) - started).max(0)
}

/// The months of a figure that is old; nothing for one that is not.
#[must_use]
pub fn old(as_of: AsOf, today: Date) -> Option<i64> {
    Some(months(as_of, today)).filter(|months| *months >= OLD)
}

/// The months of the oldest price behind a quote, if it is old; of a price of a span of days its
/// first, since it may be as old as that.
#[must_use]
pub fn oldest(quote: &ConvertedQuote, today: Date) -> Option<i64> {
    let ages = quote.quote.steps().filter_map(|step| match &step.reason {
        Reason::ListPrice { published, .. } => {
            let published = published.as_ref()?;
            Some(since(published.as_of.earliest(), today))
        }
        _ => None,
    });
    ages.max().filter(|months| *months >= OLD)
}

#[cfg(test)]
mod tests {
    use netprice_catalog::Catalog;

    use super::oldest;
    use crate::document::Document;
    use crate::evaluate::evaluate;

    #[test]
    fn the_oldest_price_of_an_offer_counts_from_its_first_day() {
        let catalog = Catalog::published().unwrap();
        let evaluation = evaluate(&Document::six_clouds(), &catalog);
        let months = |offer, today: &str| {
            let name = evaluation.name(offer).unwrap();
            oldest(
                evaluation.quote(name).unwrap(),
                today.parse::<netprice::value::day::Day>().unwrap().date(),
            )
        };
        // Tencent Cloud's traffic is published for 2019-01-01/2022-12-31, before its other prices.
        assert_eq!(months(1, "2020-01-01"), Some(12));
        assert_eq!(months(1, "2019-12-31"), None);
        // Google Cloud's are all of 2026.
        assert_eq!(months(5, "2026-11-22"), None);
    }
}
