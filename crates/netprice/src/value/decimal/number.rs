//! Decimals that are serialised as text.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::{is_exact, parse, parse_non_negative, print, shown};
use crate::value::problem::ValueProblem;
use crate::value::text::{padded, serde_as_text};

/// A decimal of any sign that is serialised as text, such as a rate of return.
///
/// ```
/// use netprice::value::decimal::Number;
/// let change: Number = "-0.250".parse().unwrap();
/// assert_eq!(change.to_string(), "-0.25");
/// assert!("1e3".parse::<Number>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl FromStr for Number {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        parse(text).map(Self)
    }
}

impl From<Decimal> for Number {
    fn from(number: Decimal) -> Self {
        Self(number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, &shown(self.0, f.precision()))
    }
}

serde_as_text!(Number, "a decimal number as text, such as \"-0.25\"");

/// A decimal of zero or more that is serialised as text: a price, a tier bound, an exchange rate.
///
/// ```
/// use netprice::value::decimal::NonNegative;
/// let price: NonNegative = "0.0900".parse().unwrap();
/// assert_eq!(price.to_string(), "0.09");
/// assert!("-1".parse::<NonNegative>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NonNegative(Decimal);

impl NonNegative {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// Wraps a number of zero or more.
    ///
    /// # Errors
    /// [`ValueProblem::Negative`], and [`ValueProblem::TooManyDigits`] beyond 28 digits.
    pub fn new(number: Decimal) -> Result<Self, ValueProblem> {
        if !is_exact(number) {
            let value = print(number);
            return Err(ValueProblem::TooManyDigits { value });
        }
        if number.is_sign_negative() && !number.is_zero() {
            return Err(ValueProblem::Negative {
                value: print(number),
            });
        }
        Ok(Self(number))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> Decimal {
        self.0
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Returns the number if it is a share, at most 1: 60 and 1.5 are none, although 60% is.
    ///
    /// # Errors
    /// [`ValueProblem::NotAProbability`].
    pub fn share(self) -> Result<Self, ValueProblem> {
        if self > Self::ONE {
            let value = self.to_string();
            return Err(ValueProblem::NotAProbability { value });
        }
        Ok(self)
    }
}

impl TryFrom<Decimal> for NonNegative {
    type Error = ValueProblem;

    fn try_from(number: Decimal) -> Result<Self, ValueProblem> {
        Self::new(number)
    }
}

impl From<u32> for NonNegative {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl From<u64> for NonNegative {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl TryFrom<i32> for NonNegative {
    type Error = ValueProblem;

    fn try_from(number: i32) -> Result<Self, ValueProblem> {
        Self::new(number.into())
    }
}

impl From<NonNegative> for Decimal {
    fn from(number: NonNegative) -> Self {
        number.0
    }
}

impl FromStr for NonNegative {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        parse_non_negative(text).map(Self)
    }
}

impl fmt::Display for NonNegative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, &shown(self.0, f.precision()))
    }
}

serde_as_text!(NonNegative, "a decimal number as text, such as \"0.09\"");

/// A count of units of a number of decimals, as a number.
pub(crate) fn of_units(count: u128, places: u32, name: &str) -> Result<Decimal, ValueProblem> {
    let count = i128::try_from(count).ok();
    let number = count.and_then(|count| Decimal::try_from_i128_with_scale(count, places).ok());
    number.ok_or_else(|| ValueProblem::too_large(name))
}

/// A whole number as a count.
pub(crate) fn whole(number: Decimal) -> Result<usize, ValueProblem> {
    usize::try_from(number).map_err(|_| ValueProblem::too_large(print(number)))
}
