//! Where and when usage is rated.

use crate::book::price_book::{PriceBook, RoundingPolicy};
use crate::value::day::Day;
use crate::value::id::{Provider, Region};
use crate::value::money::Currency;

/// The currency of a price book and where its bills round.
#[derive(Clone, Copy, Debug)]
pub struct BookTerms {
    /// The currency of every price.
    pub currency: Currency,
    /// Where its bills round.
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

/// Where and when usage is rated: the same for all of its charges.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The provider of the price book.
    pub provider: &'a Provider,
    /// The region of the price book.
    pub region: &'a Region,
    /// The currency of the price book, and where its bills round.
    pub book: BookTerms,
    /// The day of the usage.
    pub day: Option<Day>,
}
