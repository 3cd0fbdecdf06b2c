//! Problems of a single value: its text, its range or its arithmetic.

use std::fmt;

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ValueProblem {
    /// An empty text or a missing value where one is required.
    Empty,
    /// Text that is not plain decimal notation, such as `1e5` or `1,000`.
    NotADecimal {
        /// The text as given.
        value: String,
    },
    /// Digits of another width or script, such as `１２`.
    NotAsciiDigits {
        /// The text as given.
        value: String,
    },
    /// More than 28 digits, the maximum of an exact decimal.
    TooManyDigits {
        /// The text as given.
        value: String,
    },
    /// More than 12 decimals, the maximum of a share.
    TooManyDecimals {
        /// The text as given.
        value: String,
    },
    /// A negative number where zero or more is required.
    Negative {
        /// The text as given.
        value: String,
    },
    /// A fraction where a whole number is required.
    NotWhole {
        /// The text as given.
        value: String,
    },
    /// A value above the largest that is accepted.
    AboveLimit {
        /// The text as given.
        value: String,
        /// The largest value that is accepted.
        limit: String,
    },
    /// A value below the smallest that is accepted.
    BelowLimit {
        /// The text as given.
        value: String,
        /// The smallest value that is accepted.
        limit: String,
    },
    /// A result that does not fit into an exact decimal.
    TooLarge {
        /// The operation that overflowed, such as `7 × 8`.
        value: String,
    },
    /// A division by zero.
    DividedByZero {
        /// The dividend.
        value: String,
    },
    /// A name that is blank, too long or holds control characters.
    NotAName {
        /// The text as given.
        value: String,
    },
    /// A currency that ISO 4217 does not list.
    UnknownCurrency {
        /// The text as given.
        value: String,
    },
    /// An amount in a currency other than the required one.
    CurrencyMismatch {
        /// The currency given.
        value: String,
        /// The currency required.
        expected: String,
    },
    /// Text that is not an amount with its currency.
    NotMoney {
        /// The text as given.
        value: String,
    },
    /// Text that is not a quantity with its unit.
    NotAQuantity {
        /// The text as given.
        value: String,
    },
    /// Text that is not a unit in FOCUS notation.
    NotAUnit {
        /// The text as given.
        value: String,
    },
    /// A quantity in a unit that does not convert to the unit of the price.
    UnitMismatch {
        /// The quantity given.
        value: String,
        /// The unit that the price is for.
        expected: String,
    },
    /// A bare number as a discount, which could mean paying or saving that share.
    BareDiscount {
        /// The text as given.
        value: String,
        /// The number in it.
        number: String,
    },
    /// `10折`, which is the whole list price if read as tenths, and a tenth of it if read as
    /// hundredths.
    AmbiguousZhe {
        /// The text as given.
        value: String,
    },
    /// Text in none of the discount notations.
    NotADiscount {
        /// The text as given.
        value: String,
    },
    /// A discount below 0% or above 100%.
    DiscountOutOfRange {
        /// The text as given.
        value: String,
    },
    /// Text that is not a date or a span of dates.
    NotADate {
        /// The text as given.
        value: String,
    },
    /// Fewer prices than a series needs.
    TooFewPrices {
        /// The number of prices given.
        value: usize,
        /// The smallest number accepted.
        expected: usize,
    },
    /// Cash flows whose sign does not change exactly once, so that there may be no rate of return
    /// or several.
    NoRateOfReturn,
    /// Weights that are all zero.
    NoWeights,
    /// Text that is not a span of hours of a day.
    NotHoursOfDay {
        /// The text as given.
        value: String,
    },
    /// Zero where a value above zero is required: a price in a series, the hours of a term, a
    /// capacity.
    Zero,
    /// A number outside 0 to 1, or equal to 0 or 1 where these are excluded.
    NotAProbability {
        /// The number.
        value: String,
    },
    /// Text that is not a date with a time.
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
    pub(crate) fn above(value: impl fmt::Display, limit: impl fmt::Display) -> Self {
        let (value, limit) = (value.to_string(), limit.to_string());
        Self::AboveLimit { value, limit }
    }

    /// A quantity in a unit that does not convert to the one expected.
    pub(crate) fn unit_mismatch(value: impl fmt::Display, expected: impl fmt::Display) -> Self {
        let (value, expected) = (value.to_string(), expected.to_string());
        Self::UnitMismatch { value, expected }
    }

    /// The stable code of the problem, such as `negative`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl std::error::Error for ValueProblem {}

impl fmt::Display for ValueProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRateOfReturn => write!(
                f,
                "the cash flows have no single rate of return; expected one change of sign"
            ),
            Self::TooFewPrices { value, expected } => write!(
                f,
                "'{value}' prices are too few; expected at least {expected}"
            ),
            Self::Empty => write!(f, "'' is empty; expected a value"),
            Self::NotADecimal { value } => write!(
                f,
                "'{value}' is not a plain decimal number; expected digits with at most one point, such as 1234.5"
            ),
            Self::NotAsciiDigits { value } => write!(
                f,
                "'{value}' has digits of another width or script; expected the digits 0 to 9"
            ),
            Self::TooManyDigits { value } => write!(
                f,
                "'{value}' has more digits than can be kept exactly; expected at most 28 digits"
            ),
            Self::TooManyDecimals { value } => write!(
                f,
                "'{value}' has too many decimals for a share; expected at most 12, or 10 in percent"
            ),
            Self::Negative { value } => {
                write!(f, "'{value}' is negative; expected zero or more")
            }
            Self::NotWhole { value } => {
                write!(f, "'{value}' is not whole; expected a whole number")
            }
            Self::AboveLimit { value, limit } => {
                write!(f, "'{value}' is too large; expected at most {limit}")
            }
            Self::TooLarge { value } => write!(
                f,
                "{value} is too large to be kept exactly; expected a result of at most 28 digits, decimals included"
            ),
            Self::DividedByZero { value } => {
                write!(f, "{value} ÷ 0 is undefined; expected a divisor above zero")
            }
            Self::NotAName { value } => write!(
                f,
                "'{value}' is not a name; expected 1 to 120 visible characters without spaces at the ends"
            ),
            Self::UnknownCurrency { value } => write!(
                f,
                "'{value}' is not a known currency; expected an ISO 4217 code such as CNY or USD"
            ),
            Self::CurrencyMismatch { value, expected } => {
                write!(f, "'{value}' is another currency; expected {expected}")
            }
            Self::NotMoney { value } => write!(
                f,
                "'{value}' is not an amount of money; expected a number and a currency, such as 12.34 USD"
            ),
            Self::NotAQuantity { value } => write!(
                f,
                "'{value}' is not a quantity; expected a number and a unit, such as 730 Hours"
            ),
            Self::NotAUnit { value } => write!(
                f,
                "'{value}' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months"
            ),
            Self::UnitMismatch { value, expected } => write!(
                f,
                "'{value}' does not convert to the unit of the price; expected {expected}"
            ),
            Self::BareDiscount { value, number } => write!(
                f,
                "'{value}' alone could mean paying {number}% or saving {number}%; expected 'pay {number}%', '{number}% off' or 折"
            ),
            Self::AmbiguousZhe { value } => write!(
                f,
                "'{value}' could mean paying 100% or 10%; expected 'pay 100%' or 1折"
            ),
            Self::NotADiscount { value } => write!(
                f,
                "'{value}' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'"
            ),
            Self::DiscountOutOfRange { value } => write!(
                f,
                "'{value}' is outside the range of a discount; expected to pay from 0% to 100% of list"
            ),
            Self::NotADate { value } => write!(
                f,
                "'{value}' is not a date; expected YYYY-MM-DD, or two such dates with a / between"
            ),
            Self::NoWeights => write!(f, "every weight is '0'; expected one above zero"),
            Self::NotHoursOfDay { value } => write!(
                f,
                "'{value}' is not a span of hours; expected HH:MM/HH:MM within one day, such as 00:00/08:00"
            ),
            Self::Zero => write!(f, "'0' is zero; expected more than zero"),
            Self::BelowLimit { value, limit } => {
                write!(f, "'{value}' is too small; expected at least {limit}")
            }
            Self::NotAProbability { value } => {
                write!(
                    f,
                    "'{value}' is not between 0 and 1; expected a share such as 0.95"
                )
            }
            Self::NotATime { value } => write!(
                f,
                "'{value}' is not a time; expected YYYY-MM-DDTHH:MM, with Z or a zone such as +08:00 if it has one"
            ),
        }
    }
}

impl From<std::convert::Infallible> for ValueProblem {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl ValueProblem {
    /// Builds a [`Self::CurrencyMismatch`] from two currencies or amounts.
    pub(crate) fn currency_mismatch(value: impl fmt::Display, expected: impl fmt::Display) -> Self {
        let (value, expected) = (value.to_string(), expected.to_string());
        Self::CurrencyMismatch { value, expected }
    }
}
