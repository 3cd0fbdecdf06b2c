//! What can be wrong with an input, as data: the field, the value and what was expected.
//!
//! The enum is exhaustive on purpose, so that a page in another language must translate every
//! case and a new case does not compile until it has.

use std::fmt;

use crate::id::{BookId, LineId, SkuId, TermId};
use crate::money::Currency;
use crate::quantity::{Quantity, Unit};

/// The result of every checked operation of this crate.
pub type R<T> = Result<T, Problem>;

/// One problem at one field of an input.
///
/// `field` is a path in the notation of the document, such as `usage[2].quantity`.
///
/// ```
/// use netprice::error::{PricingError, Problem};
/// let error = Problem::Negative { value: "-1".into() }.at("usage[0].quantity");
/// assert_eq!(error.to_string(), "usage[0].quantity: '-1' is negative; expected zero or more");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricingError {
    /// Where it is, as a path into the document.
    pub field: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for PricingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for PricingError {}

/// Everything that is wrong with an input, in the order of its fields; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricingErrors(pub Vec<PricingError>);

impl fmt::Display for PricingErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, error) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PricingErrors {}

impl From<PricingError> for PricingErrors {
    fn from(error: PricingError) -> Self {
        Self(vec![error])
    }
}

/// What is wrong with a value; [`Problem::at`] adds the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing where a value must be.
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
    /// More digits than 28, which is what an exact decimal holds here.
    TooManyDigits {
        /// The text as given.
        value: String,
    },
    /// More decimals than 12, which is what a share keeps.
    TooManyDecimals {
        /// The text as given.
        value: String,
    },
    /// A negative number where only zero or more makes sense.
    Negative {
        /// The text as given.
        value: String,
    },
    /// A fraction where only whole numbers make sense.
    NotWhole {
        /// The text as given.
        value: String,
    },
    /// A number above the most that the field can mean.
    AboveLimit {
        /// The text as given.
        value: String,
        /// The largest value that is accepted.
        limit: String,
    },
    /// A result that no exact decimal can hold.
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
    /// An amount in one currency where another was needed.
    CurrencyMismatch {
        /// The currency given.
        value: Currency,
        /// The currency needed.
        expected: Currency,
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
        value: Quantity,
        /// The unit that the price is for.
        expected: Unit,
    },
    /// A bare number as a pay rate, which could mean paying or saving that share.
    BarePayRate {
        /// The text as given.
        value: String,
        /// The number in it.
        number: String,
    },
    /// `10折`, which by tenths is the whole list price and by hundredths a tenth of it.
    AmbiguousZhe {
        /// The text as given.
        value: String,
    },
    /// Text in none of the pay-rate notations.
    NotAPayRate {
        /// The text as given.
        value: String,
    },
    /// A pay rate below 0% or above 100%.
    PayRateOutOfRange {
        /// The text as given.
        value: String,
    },
    /// Text that is not a date or a span of dates.
    NotADate {
        /// The text as given.
        value: String,
    },
    /// Usage of something that the price book does not list.
    UnknownSku {
        /// The SKU given.
        value: SkuId,
        /// The SKUs that the price book lists.
        known: Vec<SkuId>,
    },
    /// A price book that neither the plan nor the catalog holds.
    UnknownPriceBook {
        /// The name given.
        value: BookId,
        /// The names that there are.
        known: Vec<BookId>,
    },
    /// An offer with neither usage nor a need that could be turned into usage.
    NoUsage {
        /// The price book of the offer.
        value: BookId,
    },
    /// A document that does not have the shape of a plan.
    Malformed {
        /// What the reader of the document says.
        message: String,
    },
    /// Two usage lines of one name.
    DuplicateLine {
        /// The name given twice.
        value: LineId,
    },
    /// Two terms of one name in a contract.
    DuplicateTerm {
        /// The name given twice.
        value: TermId,
    },
    /// Two offers of one name in a comparison.
    DuplicateOffer {
        /// The name given twice.
        value: String,
    },
    /// A graduated price without tiers.
    NoTiers,
    /// A first tier that does not start at zero.
    TiersStartLate {
        /// Where the first tier starts.
        value: String,
    },
    /// Units between two tiers that neither prices.
    TierGap {
        /// Where the tier starts.
        value: String,
        /// Where the tier before it ends.
        expected: String,
    },
    /// Units that two tiers price.
    TierOverlap {
        /// Where the tier starts.
        value: String,
        /// Where the tier before it ends.
        expected: String,
    },
    /// A tier that ends where it starts, or before.
    TierDescends {
        /// Where the tier ends.
        value: String,
        /// Where the tier starts.
        from: String,
    },
    /// A tier with no end that is not the last.
    OpenTierInside,
    /// A last tier that ends, so that usage beyond it has no price.
    LastTierEnds {
        /// Where the last tier ends.
        value: String,
    },
    /// A comparison with or without tax, of a price list whose tax is not known.
    NoTax,
    /// Weights of which none is above zero.
    NoWeights,
    /// A package of no units.
    EmptyPackage,
    /// A fee owed at zero in a tier that zero does not reach.
    FeeAtZeroInside,
    /// Hours of the day that two windows price.
    HoursOverlap {
        /// The hours of the window.
        value: String,
        /// The hours of the window before.
        other: String,
    },
    /// Text that is not a span of hours of a day.
    NotHoursOfDay {
        /// The text as given.
        value: String,
    },
    /// Usage without hours, of something priced by the time of day.
    NoHoursOfDay,
    /// Usage in hours that no one window holds.
    OutsideHours {
        /// The hours given.
        value: String,
    },
    /// A price or a term with dates, and usage without a day.
    NoDay,
    /// Prices whose days do not follow each other.
    DayDescends {
        /// The day given.
        value: String,
        /// The day of the price before.
        before: String,
    },
    /// A usage line with another number of factors than its SKU.
    FactorCount {
        /// How many it has.
        value: usize,
        /// How many the SKU has.
        expected: usize,
    },
    /// A conversion that the exchange rates do not cover.
    NoExchangeRate {
        /// The currency without a rate.
        value: Currency,
        /// The currencies that have one.
        known: Vec<Currency>,
    },
    /// A rate of the base currency other than 1.
    BaseRate {
        /// The base currency.
        value: Currency,
    },
    /// An exchange rate of zero.
    ZeroRate {
        /// The currency whose rate it is.
        value: Currency,
    },
}

impl Problem {
    /// The problem with the path of the field where it is.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> PricingError {
        PricingError {
            field: field.into(),
            problem: self,
        }
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
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
                "'{value}' has more decimals than a share keeps; expected at most 12, or 10 in percent"
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
                write!(
                    f,
                    "{value} ÷ 0 has no answer; expected a divisor above zero"
                )
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
            Self::BarePayRate { value, number } => write!(
                f,
                "'{value}' alone could mean paying {number}% or saving {number}%; expected 'pay {number}%', '{number}% off' or 折"
            ),
            Self::AmbiguousZhe { value } => write!(
                f,
                "'{value}' could mean paying 100% or 10%; expected 'pay 100%' or 1折"
            ),
            Self::NotAPayRate { value } => write!(
                f,
                "'{value}' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'"
            ),
            Self::PayRateOutOfRange { value } => write!(
                f,
                "'{value}' is outside the range of a pay rate; expected to pay from 0% to 100% of list"
            ),
            Self::NotADate { value } => write!(
                f,
                "'{value}' is not a date; expected YYYY-MM-DD, or two such dates with a / between"
            ),
            Self::UnknownSku { value, known } => write!(
                f,
                "'{value}' is not in the price book; expected {}",
                one_of(known)
            ),
            Self::UnknownPriceBook { value, known } => write!(
                f,
                "'{value}' is not a known price book; expected {}",
                one_of(known)
            ),
            Self::NoUsage { value } => write!(
                f,
                "the offer of '{value}' has no usage; expected usage lines, or a need and a price book of the catalog"
            ),
            Self::Malformed { message } => f.write_str(message),
            Self::DuplicateLine { value } => {
                write!(
                    f,
                    "'{value}' names two usage lines; expected a name used once"
                )
            }
            Self::DuplicateTerm { value } => {
                write!(f, "'{value}' names two terms; expected a name used once")
            }
            Self::DuplicateOffer { value } => {
                write!(f, "'{value}' names two offers; expected a name used once")
            }
            Self::NoTiers => write!(f, "there are no tiers; expected at least one"),
            Self::TiersStartLate { value } => {
                write!(f, "the first tier starts at '{value}'; expected 0")
            }
            Self::TierGap { value, expected } => write!(
                f,
                "the tier starts at '{value}' and leaves a gap; expected {expected}, where the tier before ends"
            ),
            Self::TierOverlap { value, expected } => write!(
                f,
                "the tier starts at '{value}' and overlaps the one before; expected {expected}, where that one ends"
            ),
            Self::TierDescends { value, from } => write!(
                f,
                "the tier ends at '{value}'; expected more than {from}, where it starts"
            ),
            Self::OpenTierInside => write!(
                f,
                "the tier has no end; expected one, since only the last tier is open"
            ),
            Self::LastTierEnds { value } => write!(
                f,
                "the last tier ends at '{value}'; expected no end, so that all usage has a price"
            ),
            Self::NoTax => write!(
                f,
                "'' is no tax, and the comparison is on one footing; expected its percent and whether it is in the prices"
            ),
            Self::NoWeights => write!(f, "every weight is '0'; expected one above zero"),
            Self::EmptyPackage => write!(f, "'0' is no size of a package; expected more than zero"),
            Self::FeeAtZeroInside => write!(
                f,
                "'true' in a tier that zero does not reach; expected it in the first tier only"
            ),
            Self::HoursOverlap { value, other } => {
                write!(
                    f,
                    "'{value}' overlaps {other}; expected each hour in one window"
                )
            }
            Self::NotHoursOfDay { value } => write!(
                f,
                "'{value}' is not a span of hours; expected HH:MM/HH:MM within one day, such as 00:00/08:00"
            ),
            Self::NoHoursOfDay => write!(
                f,
                "'' has no hours, and the price depends on them; expected a span such as 00:00/08:00"
            ),
            Self::OutsideHours { value } => write!(
                f,
                "'{value}' lies in no one window of the price; expected hours that do not cross its windows"
            ),
            Self::NoDay => write!(
                f,
                "'' is no day, and prices or terms have dates; expected YYYY-MM-DD"
            ),
            Self::DayDescends { value, before } => write!(
                f,
                "'{value}' does not come after the price before; expected a day after {before}"
            ),
            Self::FactorCount { value, expected } => write!(
                f,
                "'{value}' factors are given; expected {expected}, as the SKU has them"
            ),
            Self::NoExchangeRate { value, known } => write!(
                f,
                "'{value}' has no exchange rate; expected {}",
                one_of(known)
            ),
            Self::BaseRate { value } => write!(
                f,
                "'{value}' is the base and has a rate of its own; expected none, since it is 1"
            ),
            Self::ZeroRate { value } => write!(
                f,
                "'{value}' has an exchange rate of 0; expected more than zero"
            ),
        }
    }
}

/// The first few of a list, so that a message about a price book of a thousand stays readable.
fn one_of<T: fmt::Display>(known: &[T]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = known.iter().take(SHOWN).map(ToString::to_string).collect();
    match known.len().checked_sub(SHOWN) {
        _ if known.is_empty() => "nothing, since none is listed".to_owned(),
        Some(more) if more > 0 => format!("one of {} (and {more} more)", shown.join(", ")),
        Some(_) | None => format!("one of {}", shown.join(", ")),
    }
}
