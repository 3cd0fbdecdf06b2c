//! Tax, included in prices or added on top, and the tax basis of comparisons.

use crate::value::problem::ValueProblem;
use serde::{Deserialize, Serialize};

use crate::value::decimal::NonNegative;
use crate::value::money::Money;
use crate::value::ratio::Ratio;

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
        let share = self.share(basis)?;
        if share == Ratio::ONE {
            return Ok(listed);
        }
        Money::of(share.times(listed.exact())?, listed.currency())
    }

    /// The exact tax on a listed amount: the difference between its gross and its net amount.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    ///
    /// ```
    /// use netprice::book::tax::{Tax, TaxInclusion};
    /// use netprice::value::ratio::Ratio;
    /// let vat = Tax { percent: "6".parse()?, listed: TaxInclusion::WithTax };
    /// assert_eq!(vat.of(Ratio::from(106))?, Ratio::from(6));
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn of(self, listed: Ratio) -> Result<Ratio, ValueProblem> {
        let gross = self.share(TaxBasis::WithTax)?;
        gross.minus(self.share(TaxBasis::BeforeTax)?)?.times(listed)
    }

    /// The amount on a tax basis, as a multiple of the listed amount.
    pub(crate) fn share(self, basis: TaxBasis) -> Result<Ratio, ValueProblem> {
        let rate = Ratio::from(self.percent.get()).times(Ratio::of(1, 100)?)?;
        let gross = rate.plus(Ratio::ONE)?;
        match (basis, self.listed) {
            (TaxBasis::BeforeTax, TaxInclusion::WithTax) => Ratio::ONE.over(gross),
            (TaxBasis::WithTax, TaxInclusion::BeforeTax) => Ok(gross),
            (TaxBasis::AsListed, _)
            | (TaxBasis::BeforeTax, TaxInclusion::BeforeTax)
            | (TaxBasis::WithTax, TaxInclusion::WithTax) => Ok(Ratio::ONE),
        }
    }
}
