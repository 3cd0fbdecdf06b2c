//! Tax: in the price or on top of it, and the footing on which prices are compared.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::R;
use crate::money::Money;

/// The tax on a price list: at 6%, 100 before tax are 106 with tax, and at 0% they stay 100.
///
/// The examples here are by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// Its rate in percent of the price before tax: 6 of 100, not of 106.
    pub percent: Amount,
    /// Whether the listed prices have it in them.
    pub listed: Listed,
}

/// Whether listed prices have the tax in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// They have: a list price of 106 at 6% is 100 before tax, and a bill adds none.
    WithTax,
    /// They have not: a list price of 100 at 6% is 106 with tax, and a bill adds 6.
    BeforeTax,
}

/// The footing on which prices are compared.
///
/// Where the tax of a price list is not known, only [`Footing::AsListed`] can be had. The examples
/// are by hand: a list that has 6% in its 106, and one that has not in its 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Footing {
    /// As each list has them, whatever that is: 106 and 100.
    #[default]
    AsListed,
    /// All before tax: 106 ÷ 1.06 = 100, and 100.
    BeforeTax,
    /// All with tax: 106, and 100 × 1.06 = 106.
    WithTax,
}

impl Tax {
    /// A listed amount on a footing, rounded half-even to 12 decimals if it changes.
    ///
    /// # Errors
    /// [`crate::error::Problem::TooLarge`] beyond 28 digits.
    ///
    /// ```
    /// use netprice::tax::{Footing, Listed, Tax};
    /// let vat = Tax { percent: "6".parse()?, listed: Listed::WithTax };
    /// let on = |footing| vat.on(footing, "106 CNY".parse().unwrap()).unwrap().to_string();
    /// assert_eq!(on(Footing::BeforeTax), "100 CNY");
    /// assert_eq!(on(Footing::WithTax), "106 CNY");
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    pub fn on(self, footing: Footing, listed: Money) -> R<Money> {
        let with_tax = decimal::plus(Decimal::ONE_HUNDRED, self.percent.get())?;
        let (times, over) = match (footing, self.listed) {
            (Footing::BeforeTax, Listed::WithTax) => (Decimal::ONE_HUNDRED, with_tax),
            (Footing::WithTax, Listed::BeforeTax) => (with_tax, Decimal::ONE_HUNDRED),
            (Footing::AsListed, _)
            | (Footing::BeforeTax, Listed::BeforeTax)
            | (Footing::WithTax, Listed::WithTax) => return Ok(listed),
        };
        let amount = decimal::times_over(listed.amount(), times, over)?;
        Ok(Money::new(amount, listed.currency()))
    }

    /// The tax in or on a listed amount: what lies between its two footings.
    ///
    /// # Errors
    /// [`crate::error::Problem::TooLarge`] beyond 28 digits.
    pub fn of(self, listed: Money) -> R<Money> {
        self.on(Footing::WithTax, listed)?
            .minus(self.on(Footing::BeforeTax, listed)?)
    }
}
