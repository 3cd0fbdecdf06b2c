//! Numbers that are exact inside and shown at 12 decimals.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::value::decimal::{parse_non_negative, shown};
use crate::value::problem::ValueProblem;
use crate::value::ratio::{Kept, Ratio};
use crate::value::text::{padded, serde_as_text};

/// A number of zero or more that is exact inside, such as a mean that meets a price.
///
/// Its text shows all decimals where there are at most 28, and otherwise 12, rounded half-even; a number that
/// is read from text is exact.
///
/// ```
/// use netprice::value::figure::Figure;
/// use netprice::value::ratio::Ratio;
/// let mean = Figure::of(Ratio::of(100, 3)?)?;
/// assert_eq!(mean.to_string(), "33.333333333333");
/// assert_eq!(mean.exact().times(15.into())?, 500.into());
/// # Ok::<(), netprice::Problems>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Figure(Kept);

impl Figure {
    /// A number of zero or more.
    ///
    /// # Errors
    /// [`ValueProblem::Negative`], and [`ValueProblem::TooLarge`] for a whole part beyond 28 digits.
    pub fn of(exact: Ratio) -> Result<Self, ValueProblem> {
        if exact.is_negative() {
            let value = exact.to_string();
            return Err(ValueProblem::Negative { value });
        }
        exact.decimal()?;
        Ok(Self(exact.into()))
    }

    /// The exact number.
    #[must_use]
    pub fn exact(&self) -> Ratio {
        self.0.get()
    }

    /// The number as its text shows it.
    #[must_use]
    pub fn get(&self) -> Decimal {
        // It was checked that there is one.
        self.exact().decimal().unwrap_or(Decimal::MAX)
    }
}

impl FromStr for Figure {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        Self::of(parse_non_negative(text)?.into())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, &shown(self.get(), f.precision()))
    }
}

serde_as_text!(Figure, "a decimal number as text, such as \"0.09\"");
