//! The exchange rates of a study.

use netprice::Money;
use netprice::comparison::convert::{ExchangeRates, in_money};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;

use crate::problem::{Located, StudyProblem};
use crate::study::Study;

/// The exchange rates of a study; those of the catalogue if it has none of its own.
///
/// # Errors
/// [`StudyProblem::CatalogFile`].
pub(crate) fn rates<'a>(
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

/// The way into the currency of a study.
#[derive(Clone, Copy)]
pub(crate) struct Exchange<'a> {
    pub(crate) study: &'a Study,
    pub(crate) catalog: &'a Catalog,
}

impl Exchange<'_> {
    /// A price that must be known, in the currency of the study: zero is no price that anybody names.
    ///
    /// # Errors
    /// As [`Exchange::of`], and [`ValueProblem::Zero`].
    pub(crate) fn price(self, money: Money, path: Path) -> Result<Money, Located> {
        if money.is_zero() {
            return Err(StudyProblem::from(ValueProblem::Zero).at(path));
        }
        self.of(money, path)
    }

    /// A price or a fee that is given at a path, in the currency of the study; rates are looked up only for
    /// another currency.
    ///
    /// # Errors
    /// As [`in_money`], [`StudyProblem::CatalogFile`], and an amount below zero.
    pub(crate) fn of(self, money: Money, path: Path) -> Result<Money, Located> {
        let to = self.study.currency;
        if let Err(problem) = money.not_negative() {
            return Err(StudyProblem::from(problem).at(path));
        }
        if money.currency() == to {
            return Ok(money);
        }
        let converted = in_money(money, to, rates(self.study, self.catalog)?);
        converted.map_err(|problem| StudyProblem::from(problem).at(path))
    }
}
