//! The context in which usage is rated.

use crate::book::price_book::PriceBook;
use crate::book::rounding::RoundingPolicy;
use crate::problem::Located;
use crate::usage::Usage;
use crate::value::day::Day;
use crate::value::id::{Provider, Region};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::ratio::Ratio;

/// The currency and the rounding policy of a price book, and how its prices are converted.
#[derive(Clone, Copy, Debug)]
pub struct BookTerms {
    /// The currency of all prices.
    pub currency: Currency,
    /// The stages at which bills are rounded.
    pub rounding: RoundingPolicy,
    /// The currency of the prices and the rate at which they are converted; `None` for prices in
    /// `currency`.
    pub listed_in: Option<(Currency, Ratio)>,
    /// The part of the period for which flat fees are owed; 1 for the whole fee.
    pub part: Ratio,
}

impl BookTerms {
    /// The currency and the rounding of a price book.
    #[must_use]
    pub fn of(book: &PriceBook) -> Self {
        Self {
            rounding: book.rounding,
            ..Self::unrounded(book.currency)
        }
    }

    /// The same with the rate at which the prices of a price book are converted on a day.
    ///
    /// # Errors
    /// Those of [`ExchangeRates::exchange`](crate::book::exchange::ExchangeRates::exchange).
    pub(crate) fn on(self, book: &PriceBook, day: Option<Day>) -> Result<Self, Located> {
        let Some(listed) = &book.listed_in else {
            return Ok(self);
        };
        let exchange = listed.rates.exchange(listed.currency, self.currency, day)?;
        Ok(Self {
            listed_in: exchange.map(|exchange| (exchange.from, exchange.rate)),
            ..self
        })
    }

    /// A currency without any rounding.
    #[must_use]
    pub fn unrounded(currency: Currency) -> Self {
        Self {
            currency,
            rounding: RoundingPolicy::default(),
            listed_in: None,
            part: Ratio::ONE,
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
    /// The part of the billing period that the usage is of; 1 for the whole period.
    pub part: Ratio,
}

impl<'a> Context<'a> {
    /// The context of usage that is priced from a price book.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`](crate::value::problem::ValueProblem::DividedByZero) for a part
    /// of nothing, at `usage.part`.
    pub fn of(book: &'a PriceBook, usage: &Usage) -> Result<Self, Located> {
        let part = usage.part_ratio();
        let part = part.map_err(|problem| problem.at(Path::from("usage").field("part")))?;
        Ok(Self {
            provider: &book.provider,
            region: &book.region,
            book: BookTerms::of(book),
            day: usage.day,
            part,
        })
    }
}
