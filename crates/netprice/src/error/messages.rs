//! Every problem in English.

use std::fmt;

use super::Problem;

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
            Self::MissingColumn { value, expected } => write!(
                f,
                "'{value}' are the columns of the table; expected '{expected}' among them"
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
            Self::Zero => write!(f, "'0' is zero; expected more than zero"),
            Self::TooFewPrices { value, expected } => write!(
                f,
                "'{value}' is the number of prices; expected at least {expected}"
            ),
            Self::DuplicateCommitment { value } => write!(
                f,
                "'{value}' names two commitments; expected a name used once"
            ),
            Self::DuplicateStretch { value } => write!(
                f,
                "'{value}' names two stretches of hours; expected a name used once"
            ),
            Self::NoStretch { known } if known.is_empty() => write!(
                f,
                "'' has no stretches of hours, and a commitment counts by the hour; expected at least one, with its hours"
            ),
            Self::NoStretch { known } => write!(
                f,
                "'' is no stretch of hours, and a commitment counts by the hour; expected {}",
                one_of(known)
            ),
            Self::UnknownStretch { value, known } => write!(
                f,
                "'{value}' is no stretch of hours of this usage; expected {}",
                one_of(known)
            ),
            Self::NothingCovered => write!(
                f,
                "'' names nothing that is covered; expected at least one SKU"
            ),
            Self::BelowLimit { value, limit } => {
                write!(f, "'{value}' is too small; expected at least {limit}")
            }
            Self::NotAProbability { value } => {
                write!(
                    f,
                    "'{value}' is not between 0 and 1; expected a share such as 0.95"
                )
            }
            Self::NoRateOfReturn => write!(
                f,
                "the cash flows have no single rate of return; expected one change of sign"
            ),
            Self::UnitOfMeasure => write!(
                f,
                "the unit is not one of what is measured; expected GB or GiB for a volume, Mbps for a bandwidth, and Mbps-day for each day's peak"
            ),
            Self::CountsNoSpend => write!(
                f,
                "fees count on a promise of spend only; expected draws = 'spend' and over = 'period'"
            ),
            Self::NamedLikeLine { value } => write!(
                f,
                "'{value}' is the name of a usage line too; expected another name"
            ),
            Self::UnknownService { value, known } => write!(
                f,
                "'{value}' is no service of the price book; expected {}",
                one_of(known)
            ),
            Self::UnknownLine { value, known } => {
                write!(f, "'{value}' is no usage line; expected {}", one_of(known))
            }
            Self::NotLargeEnough { value, known } => write!(
                f,
                "'{value}' is not a machine that is large enough; expected {}",
                one_of(known)
            ),
            Self::PacksOverlap { value, other, sku } => write!(
                f,
                "'{value}' and {other} are both exclusive for {sku}; expected one exclusive pack for each SKU"
            ),
            Self::CurveGap { value, expected } => write!(
                f,
                "the curve goes on at '{value}'; expected {expected}, so that every hour is known"
            ),
            Self::NotATime { value } => write!(
                f,
                "'{value}' is not a time; expected YYYY-MM-DDTHH:MM, with Z or a zone such as +08:00 if it has one"
            ),
            Self::DuplicateTime { value } => {
                write!(f, "'{value}' was there already; expected each time once")
            }
            Self::TimeDescends { value } => {
                write!(
                    f,
                    "'{value}' is before the row before; expected rising times"
                )
            }
            Self::OffInterval { value, interval } => write!(
                f,
                "'{value}' is off the interval; expected whole steps of {interval} minutes from the first"
            ),
            Self::PartOfABit { value } => write!(
                f,
                "'{value}' Mbps are no whole bits a second; expected at most 6 decimals"
            ),
            Self::MissingSample { value, of } => write!(
                f,
                "sample '{value}' of {of} is missing; expected all, or a rule for those that are not there"
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
