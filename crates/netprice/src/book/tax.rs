//! Tax, included in prices or added on top, and the tax basis of comparisons.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal::{self, NonNegative};
use crate::value::money::Money;

/// The tax on a price list: at 6%, 100 before tax is 106 with tax, and at 0% it stays 100.
///
/// The examples are computed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// The rate in percent of the price before tax: 6 of 100, not of 106.
    pub percent: NonNegative,
    /// Whether the listed prices include the tax.
    pub listed: TaxInclusion,
}

/// Whether listed prices include tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxInclusion {
    /// Prices include tax: a list price of 106 at 6% is 100 before tax, and a bill adds no tax.
    WithTax,
    /// Prices exclude tax: a list price of 100 at 6% is 106 with tax, and a bill adds 6.
    BeforeTax,
}

/// The tax basis on which prices are compared.
///
/// If the tax of a price list is unknown, only [`TaxBasis::AsListed`] is possible. The examples are
/// computed by hand: a list with 106 that includes 6%, and a list with 100 that excludes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxBasis {
    /// Prices as listed, with or without tax: 106 and 100.
    #[default]
    AsListed,
    /// All before tax: 106 ÷ 1.06 = 100, and 100.
    BeforeTax,
    /// All with tax: 106, and 100 × 1.06 = 106.
    WithTax,
}

impl Tax {
    /// Converts a listed amount to a tax basis, rounded half-even to 12 decimals if it changes.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    ///
    /// ```
    /// use netprice::book::tax::{Tax, TaxBasis, TaxInclusion};
    /// let vat = Tax { percent: "6".parse()?, listed: TaxInclusion::WithTax };
    /// let on = |basis| vat.on(basis, "106 CNY".parse().unwrap()).unwrap().to_string();
    /// assert_eq!(on(TaxBasis::BeforeTax), "100 CNY");
    /// assert_eq!(on(TaxBasis::WithTax), "106 CNY");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn on(self, basis: TaxBasis, listed: Money) -> Result<Money, ValueProblem> {
        let with_tax = decimal::plus(Decimal::ONE_HUNDRED, self.percent.get())?;
        let (times, over) = match (basis, self.listed) {
            (TaxBasis::BeforeTax, TaxInclusion::WithTax) => (Decimal::ONE_HUNDRED, with_tax),
            (TaxBasis::WithTax, TaxInclusion::BeforeTax) => (with_tax, Decimal::ONE_HUNDRED),
            (TaxBasis::AsListed, _)
            | (TaxBasis::BeforeTax, TaxInclusion::BeforeTax)
            | (TaxBasis::WithTax, TaxInclusion::WithTax) => return Ok(listed),
        };
        let amount = decimal::times_over(listed.amount(), times, over)?;
        Ok(Money::new(amount, listed.currency()))
    }

    /// The tax on a listed amount: the difference between its gross and its net amount.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn of(self, listed: Money) -> Result<Money, ValueProblem> {
        self.on(TaxBasis::WithTax, listed)?
            .minus(self.on(TaxBasis::BeforeTax, listed)?)
    }
}
