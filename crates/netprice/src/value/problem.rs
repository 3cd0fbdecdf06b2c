//! Problems of a single value: its text, its range or its arithmetic.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A problem of a value, as data: the value as text, and the expectation.
///
/// The enum is exhaustive on purpose, so that a page in another language must translate every case.
///
/// ```
/// use netprice::value::problem::ValueProblem;
/// let problem = "-1".parse::<netprice::NonNegative>().unwrap_err();
/// assert_eq!(problem.to_string(), "'-1' is negative; expected zero or more");
/// assert_eq!(problem.code(), "negative");
/// assert_eq!(serde_json::to_string(&problem)?, r#"{"code":"negative","value":"-1"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ValueProblem {
    /// An empty text or a missing value where one is required.
    #[error("no value is given; expected one")]
    Empty,
    /// Text that is no number in plain decimal notation, such as `1e5` or `1,000`.
    #[error("'{value}' is not a number; expected a number such as 1234.5")]
    NotADecimal {
        /// The text as given.
        value: String,
    },
    /// Digits that are not 0 to 9, such as `１２`.
    #[error("'{value}' has digits that are not 0 to 9; expected the digits 0 to 9")]
    NotAsciiDigits {
        /// The text as given.
        value: String,
    },
    /// More than 28 digits, the maximum of an exact decimal.
    #[error("'{value}' has more digits than can be kept exactly; expected at most 28 digits")]
    TooManyDigits {
        /// The text as given.
        value: String,
    },
    /// More than 12 decimals, the maximum of a share.
    #[error("'{value}' has too many decimals for a share; expected at most 12, or 10 in percent")]
    TooManyDecimals {
        /// The text as given.
        value: String,
    },
    /// A negative number where zero or more is required.
    #[error("'{value}' is negative; expected zero or more")]
    Negative {
        /// The text as given.
        value: String,
    },
    /// A fraction where a whole number is required.
    #[error("'{value}' is not whole; expected a whole number")]
    NotWhole {
        /// The text as given.
        value: String,
    },
    /// A value above the largest that is accepted.
    #[error("'{value}' is too large; expected at most {limit}")]
    AboveLimit {
        /// The text as given.
        value: String,
        /// The largest value that is accepted.
        limit: String,
    },
    /// A value below the smallest that is accepted.
    #[error("'{value}' is too small; expected at least {limit}")]
    BelowLimit {
        /// The text as given.
        value: String,
        /// The smallest value that is accepted.
        limit: String,
    },
    /// A result that does not fit into an exact decimal.
    #[error(
        "{value} is too large to be kept exactly; expected a result of at most 28 digits, decimals included"
    )]
    TooLarge {
        /// The operation that overflowed, such as `7 × 8`.
        value: String,
    },
    /// A division by zero.
    #[error("{value} ÷ 0 is undefined; expected a divisor above zero")]
    DividedByZero {
        /// The dividend.
        value: String,
    },
    /// A name that is blank, too long or holds control characters.
    #[error(
        "'{value}' is not a name; expected 1 to 120 visible characters without spaces at the ends"
    )]
    NotAName {
        /// The text as given.
        value: String,
    },
    /// A currency that ISO 4217 does not list.
    #[error("'{value}' is not a known currency; expected an ISO 4217 code such as CNY or USD")]
    UnknownCurrency {
        /// The text as given.
        value: String,
    },
    /// An amount in a currency other than the required one.
    #[error("'{value}' is another currency; expected {expected}")]
    CurrencyMismatch {
        /// The currency given.
        value: String,
        /// The currency required.
        expected: String,
    },
    /// Text that is not an amount with its currency.
    #[error(
        "'{value}' is not an amount of money; expected a number and a currency, such as 12.34 USD"
    )]
    NotMoney {
        /// The text as given.
        value: String,
    },
    /// Text that is not a quantity with its unit.
    #[error("'{value}' is not a quantity; expected a number and a unit, such as 730 Hours")]
    NotAQuantity {
        /// The text as given.
        value: String,
    },
    /// Text that is not a unit in FOCUS notation.
    #[error("'{value}' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months")]
    NotAUnit {
        /// The text as given.
        value: String,
    },
    /// A quantity in a unit that does not convert to the unit of the price.
    #[error("'{value}' does not convert to the unit of the price; expected {expected}")]
    UnitMismatch {
        /// The quantity given.
        value: String,
        /// The unit that the price is for.
        expected: String,
    },
    /// A bare number as a discount, which could mean paying or saving that share.
    #[error(
        "'{value}' alone could mean paying {number}% or saving {number}%; expected 'pay {number}%', '{number}% off' or 折"
    )]
    BareDiscount {
        /// The text as given.
        value: String,
        /// The number in it.
        number: String,
    },
    /// `10折`, which is the whole list price if read as tenths, and a tenth of it if read as
    /// hundredths.
    #[error("'{value}' could mean paying 100% or 10%; expected 'pay 100%' or 1折")]
    AmbiguousZhe {
        /// The text as given.
        value: String,
    },
    /// Text in none of the discount notations.
    #[error("'{value}' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'")]
    NotADiscount {
        /// The text as given.
        value: String,
    },
    /// A discount below 0% or above 100%.
    #[error(
        "'{value}' is outside the range of a discount; expected to pay from 0% to 100% of list"
    )]
    DiscountOutOfRange {
        /// The text as given.
        value: String,
    },
    /// Text that is not a date or a span of dates.
    #[error("'{value}' is not a date; expected YYYY-MM-DD, or two such dates with a / between")]
    NotADate {
        /// The text as given.
        value: String,
    },
    /// Fewer prices than a series needs.
    #[error("'{value}' prices are too few; expected at least {expected}")]
    TooFewPrices {
        /// The number of prices given.
        value: usize,
        /// The smallest number accepted.
        expected: usize,
    },
    /// Cash flows whose sign does not change exactly once, so that there may be no rate of return
    /// or several.
    #[error("the cash flows have no single rate of return; expected one change of sign")]
    NoRateOfReturn,
    /// Weights that are all zero.
    #[error("every weight is '0'; expected one above zero")]
    NoWeights,
    /// Text that is not a span of hours of a day.
    #[error(
        "'{value}' is not a span of hours; expected HH:MM/HH:MM within one day, such as 00:00/08:00"
    )]
    NotHoursOfDay {
        /// The text as given.
        value: String,
    },
    /// Zero where a value above zero is required: a price in a series, the hours of a term, a
    /// capacity.
    #[error("'0' is zero; expected more than zero")]
    Zero,
    /// A number outside 0 to 1, or equal to 0 or 1 where these are excluded.
    #[error("'{value}' is not between 0 and 1; expected a share such as 0.95")]
    NotAProbability {
        /// The number.
        value: String,
    },
    /// Text that is not a date with a time.
    #[error(
        "'{value}' is not a time; expected YYYY-MM-DDTHH:MM, with Z or a zone such as +08:00 if it has one"
    )]
    NotATime {
        /// The text as given.
        value: String,
    },
}

impl ValueProblem {
    /// A number that cannot be kept exactly.
    pub(crate) fn too_large(value: impl Into<String>) -> Self {
        let value = value.into();
        Self::TooLarge { value }
    }

    /// A number above a limit.
    pub(crate) fn above(value: impl Display, limit: impl Display) -> Self {
        let (value, limit) = (value.to_string(), limit.to_string());
        Self::AboveLimit { value, limit }
    }

    /// A quantity in a unit that does not convert to the one expected.
    pub(crate) fn unit_mismatch(value: impl Display, expected: impl Display) -> Self {
        let (value, expected) = (value.to_string(), expected.to_string());
        Self::UnitMismatch { value, expected }
    }

    /// The stable code of the problem, such as `negative`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl From<std::convert::Infallible> for ValueProblem {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl ValueProblem {
    /// Builds a [`Self::CurrencyMismatch`] from two currencies or amounts.
    pub(crate) fn currency_mismatch(value: impl Display, expected: impl Display) -> Self {
        let (value, expected) = (value.to_string(), expected.to_string());
        Self::CurrencyMismatch { value, expected }
    }
}
