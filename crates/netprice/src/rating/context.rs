//! The context in which usage is rated.

use crate::book::price_book::{PriceBook, RoundingPolicy};
use crate::value::day::Day;
use crate::value::id::{Provider, Region};
use crate::value::money::Currency;

/// The currency and the rounding policy of a price book.
#[derive(Clone, Copy, Debug)]
pub struct BookTerms {
    /// The currency of all prices.
    pub currency: Currency,
    /// The stages at which bills are rounded.
    pub rounding: RoundingPolicy,
}

impl BookTerms {
    /// The currency and the rounding of a price book.
    #[must_use]
    pub fn of(book: &PriceBook) -> Self {
        Self {
            currency: book.currency,
            rounding: book.rounding,
        }
    }

    /// A currency without any rounding.
    #[must_use]
    pub fn unrounded(currency: Currency) -> Self {
        Self {
            currency,
            rounding: RoundingPolicy::default(),
        }
    }
}

/// The provider, region, price book terms and day, which are the same for all charges.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The provider of the price book.
    pub provider: &'a Provider,
    /// The region of the price book.
    pub region: &'a Region,
    /// The currency and the rounding policy of the price book.
    pub book: BookTerms,
    /// The day of the usage.
    pub day: Option<Day>,
}

impl<'a> Context<'a> {
    /// The context of usage on a day that is priced from a price book.
    #[must_use]
    pub fn of(book: &'a PriceBook, day: Option<Day>) -> Self {
        Self {
            provider: &book.provider,
            region: &book.region,
            book: BookTerms::of(book),
            day,
        }
    }
}
