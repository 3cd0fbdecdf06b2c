//! Money: an exact amount in one currency, with explicit rounding.

use crate::value::problem::ValueProblem;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::value::decimal::{self, Running};
use crate::value::discount::Discount;
use crate::value::ratio::Ratio;
pub use crate::value::rounding::{Rounding, RoundingMode};
use crate::value::text::{cut, padded, serde_as_text};

/// A currency, identified by its ISO 4217 code.
///
/// # Errors
/// Parsing returns [`ValueProblem::UnknownCurrency`] for any other text, lower case included.
///
/// ```
/// use netprice::value::money::Currency;
/// assert_eq!("CNY".parse::<Currency>().unwrap().to_string(), "CNY");
/// assert!("RMB".parse::<Currency>().is_err()); // the renminbi's code is CNY
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The Chinese yuan.
    pub const CNY: Self = Self(iso_currency::Currency::CNY);

    /// The US dollar.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The number of decimals on a bill in this currency, such as 2 for USD and 0 for JPY.
    ///
    /// Source: ISO 4217, minor units. Currencies without minor units, such as gold, have 0.
    ///
    /// ```
    /// use netprice::value::money::Currency;
    /// assert_eq!("USD".parse::<Currency>().unwrap().minor_digits(), 2);
    /// assert_eq!("JPY".parse::<Currency>().unwrap().minor_digits(), 0);
    /// ```
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// Whether its minor unit is a power of ten of its unit; of ariary and ouguiya it is a fifth.
    ///
    /// Source: ISO 4217, list one, note on MGA and MRU.
    ///
    /// ```
    /// use netprice::value::money::Currency;
    /// assert!("USD".parse::<Currency>().unwrap().is_decimal());
    /// assert!(!"MGA".parse::<Currency>().unwrap().is_decimal()); // 5 iraimbilanja
    /// ```
    #[must_use]
    pub fn is_decimal(self) -> bool {
        !matches!(
            self.0,
            iso_currency::Currency::MGA | iso_currency::Currency::MRU
        )
    }
}

impl FromStr for Currency {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        iso_currency::Currency::from_code(text)
            .map(Self)
            .ok_or_else(|| ValueProblem::UnknownCurrency { value: cut(text) })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, self.0.code())
    }
}

serde_as_text!(Currency, "an ISO 4217 currency code as text");

/// An exact amount in one currency; its text form is `12.34 USD`.
///
/// Sums are exact, products and quotients follow the rounding law of [`crate::value::decimal`], and
/// two currencies never mix.
///
/// ```
/// use netprice::value::money::Money;
/// let price: Money = "0.192 USD".parse().unwrap();
/// let cost = price.times("730".parse().unwrap()).unwrap();
/// assert_eq!(cost.to_string(), "140.16 USD");
/// assert!(cost.plus("1 CNY".parse().unwrap()).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// An amount of a currency.
    #[must_use]
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// An amount of zero.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// An exact amount, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn of(exact: Ratio, currency: Currency) -> Result<Self, ValueProblem> {
        Ok(Self::new(exact.shown()?, currency))
    }

    /// The amount as a ratio.
    #[must_use]
    pub fn exact(self) -> Ratio {
        self.amount.into()
    }

    /// Whether the amount is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }

    /// The number without its currency.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// Returns the amount if it is zero or more, as prices and fees must be.
    ///
    /// # Errors
    /// [`ValueProblem::Negative`].
    ///
    /// ```
    /// use netprice::Money;
    /// let refused = "-0.5 USD".parse::<Money>()?.not_negative().unwrap_err();
    /// assert_eq!(refused.to_string(), "'-0.5 USD' is negative; expected zero or more");
    /// assert!("0 USD".parse::<Money>()?.not_negative().is_ok());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn not_negative(self) -> Result<Self, ValueProblem> {
        if self.amount < Decimal::ZERO {
            let value = self.to_string();
            return Err(ValueProblem::Negative { value });
        }
        Ok(self)
    }

    /// Returns the amount if it is in a currency and zero or more, as every amount of an agreement
    /// must be.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`] with the given and the expected currency, else
    /// [`ValueProblem::Negative`].
    ///
    /// ```
    /// use netprice::Money;
    /// let refused = "10 EUR".parse::<Money>()?.payable_in("USD".parse()?).unwrap_err();
    /// assert_eq!(refused.to_string(), "'EUR' is another currency; expected USD");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn payable_in(self, currency: Currency) -> Result<Self, ValueProblem> {
        self.must_be(currency)?;
        self.not_negative()
    }

    /// The currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn plus(self, other: Self) -> Result<Self, ValueProblem> {
        other.must_be(self.currency)?;
        let amount = decimal::plus(self.amount, other.amount)?;
        Ok(Self { amount, ..self })
    }

    /// The exact difference, which may be negative.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn minus(self, other: Self) -> Result<Self, ValueProblem> {
        other.must_be(self.currency)?;
        let amount = decimal::minus(self.amount, other.amount)?;
        Ok(Self { amount, ..self })
    }

    /// The product with a number, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn times(self, factor: Decimal) -> Result<Self, ValueProblem> {
        let amount = decimal::times(self.amount, factor)?;
        Ok(Self { amount, ..self })
    }

    /// The quotient by a number, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn over(self, divisor: Decimal) -> Result<Self, ValueProblem> {
        let amount = decimal::over(self.amount, divisor)?;
        Ok(Self { amount, ..self })
    }

    /// The share of the amount that a discount leaves to pay, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    ///
    /// ```
    /// use netprice::value::money::Money;
    /// let list: Money = "100 CNY".parse().unwrap();
    /// let net = list.paid_at("4.5折".parse().unwrap()).unwrap();
    /// assert_eq!(net.to_string(), "45 CNY");
    /// ```
    pub fn paid_at(self, pay: Discount) -> Result<Self, ValueProblem> {
        self.times(pay.paid())
    }

    /// The exact sum of any number of amounts; zero of the currency if there are none.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`], and [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn sum(
        currency: Currency,
        parts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, ValueProblem> {
        let mut sum = Running::ZERO;
        for part in parts {
            part.must_be(currency)?;
            sum.add(part.amount)?;
        }
        Ok(Self::new(sum.get(), currency))
    }

    /// The lower of two amounts.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`].
    pub fn min(self, other: Self) -> Result<Self, ValueProblem> {
        other.must_be(self.currency)?;
        Ok(Self::new(self.amount.min(other.amount), self.currency))
    }

    /// The higher of two amounts.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`].
    pub fn max(self, other: Self) -> Result<Self, ValueProblem> {
        other.must_be(self.currency)?;
        Ok(Self::new(self.amount.max(other.amount), self.currency))
    }

    /// The amount rounded as on a bill; no other operation does this implicitly.
    ///
    /// ```
    /// use netprice::value::money::{Money, Rounding, RoundingMode};
    /// let cents = Rounding { places: 2, mode: RoundingMode::HalfUp };
    /// let cost: Money = "0.125 USD".parse().unwrap();
    /// assert_eq!(cost.round(cents).to_string(), "0.13 USD");
    /// ```
    #[must_use]
    pub fn round(self, rounding: Rounding) -> Self {
        Self::new(rounding.apply(self.amount), self.currency)
    }

    /// The amount rounded if a rounding is given, otherwise unchanged.
    #[must_use]
    pub fn round_if(self, rounding: Option<Rounding>) -> Self {
        rounding.map_or(self, |rounding| self.round(rounding))
    }

    pub(crate) fn must_be(self, expected: Currency) -> Result<(), ValueProblem> {
        if self.currency == expected {
            return Ok(());
        }
        Err(ValueProblem::currency_mismatch(self.currency, expected))
    }
}

impl FromStr for Money {
    type Err = ValueProblem;

    /// Reads `12.34 USD`: a decimal, one space and a currency code.
    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        let Some((amount, currency)) = text.split_once(' ') else {
            return Err(ValueProblem::NotMoney { value: cut(text) });
        };
        Ok(Self::new(decimal::parse(amount)?, currency.parse()?))
    }
}

/// Prints all digits; a precision sets the number of decimals, rounded half up: `{:.2}` shows
/// cents.
///
/// ```
/// let cost: netprice::Money = "63.075 USD".parse().unwrap();
/// assert_eq!(format!("{cost}|{cost:.2}|{cost:>12.1}"), "63.075 USD|63.08 USD|    63.1 USD");
/// ```
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = decimal::shown(self.amount, f.precision());
        padded(f, &format!("{number} {}", self.currency))
    }
}

/// Amounts in the same currency are ordered; amounts in different currencies are not comparable.
///
/// ```
/// let money = |text: &str| text.parse::<netprice::Money>().unwrap();
/// assert!(money("9 USD") < money("10 USD"));
/// assert_eq!(money("9 USD").partial_cmp(&money("10 CNY")), None);
/// ```
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let is_comparable = self.currency == other.currency;
        is_comparable.then(|| self.amount.cmp(&other.amount))
    }
}

serde_as_text!(Money, "an amount as text, such as \"12.34 USD\"");
