//! The exchange rates of a study.

use std::borrow::Cow;

use netprice::book::exchange::{ExchangeRates, in_money};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_catalog::Catalog;

use crate::problem::{Located, StudyProblem};
use crate::study::Study;

/// Returns the exchange rates of a study on its day.
///
/// # Errors
/// Those of [`series`] and [`ExchangeRates::on`].
pub(crate) fn rates<'a>(
    study: &'a Study,
    catalog: &'a Catalog,
) -> Result<Cow<'a, ExchangeRates>, Located> {
    let rates = series(study, catalog)?.on(study.day);
    rates.map_err(in_study)
}

fn in_study(located: netprice::problem::Located) -> Located {
    let path = located.path.under("exchange_rates");
    StudyProblem::from(located.problem).at(path)
}

/// Returns the exchange rates of a study for every day; the catalogue's if the study has none.
///
/// # Errors
/// [`StudyProblem::CatalogFile`].
pub(crate) fn series<'a>(
    study: &'a Study,
    catalog: &'a Catalog,
) -> Result<&'a ExchangeRates, Located> {
    match &study.exchange_rates {
        Some(own) => Ok(own),
        None => {
            let published = catalog.exchange_rates();
            published.map_err(|error| StudyProblem::from(error).at("catalog"))
        }
    }
}

/// Converts amounts to the currency of a study.
#[derive(Clone, Copy)]
pub(crate) struct Exchange<'a> {
    pub(crate) study: &'a Study,
    pub(crate) catalog: &'a Catalog,
}

impl Exchange<'_> {
    /// Converts a price at a path of the study to the currency of the study; a price of zero is refused,
    /// because it means that the price is unknown.
    ///
    /// # Errors
    /// Those of [`Exchange::of`], and [`ValueProblem::Zero`].
    pub(crate) fn price(self, money: Money, path: Path) -> Result<Money, Located> {
        self.price_in(self.study.currency, money, path)
    }

    /// Converts a price to any currency; a price of zero is refused.
    ///
    /// # Errors
    /// Those of [`Exchange::price`].
    pub(crate) fn price_in(self, to: Currency, money: Money, path: Path) -> Result<Money, Located> {
        if money.is_zero() {
            return Err(StudyProblem::from(ValueProblem::Zero).at(path));
        }
        self.in_currency(to, money, path)
    }

    /// Converts a price or a fee at a path of the study to the currency of the study. Rates are looked
    /// up only for another currency.
    ///
    /// # Errors
    /// The errors of [`in_money`], [`StudyProblem::CatalogFile`], and a problem for a negative amount.
    pub(crate) fn of(self, money: Money, path: Path) -> Result<Money, Located> {
        self.in_currency(self.study.currency, money, path)
    }

    /// Converts a price or a fee that is given at a path to any currency.
    ///
    /// # Errors
    /// Those of [`Exchange::of`].
    pub(crate) fn in_currency(
        self,
        to: Currency,
        money: Money,
        path: Path,
    ) -> Result<Money, Located> {
        if let Err(problem) = money.not_negative() {
            return Err(StudyProblem::from(problem).at(path));
        }
        if money.currency() == to {
            return Ok(money);
        }
        let rates = series(self.study, self.catalog)?;
        let converted = in_money(money, to, rates, self.study.day);
        converted.map_err(|located| StudyProblem::from(located.problem).at(path))
    }
}
