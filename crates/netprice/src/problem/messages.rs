//! Every problem of pricing in English.

use std::fmt;

use super::Problem;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(problem) => problem.fmt(f),
            Self::DuplicateOffer { value } => {
                write!(f, "'{value}' names two offers; expected a name used once")
            }
            Self::StepTooSmall { value, limit } => write!(
                f,
                "'{value}' is too small a step; expected at most {limit} steps from the opening price to the floor"
            ),
            Self::DuplicateSeller { value } => {
                write!(f, "'{value}' names two sellers; expected a name used once")
            }
            Self::MissingPrices { value } => write!(
                f,
                "there is no total, since no price is known for {}; expected a price for every usage line",
                listed(value)
            ),
            Self::UnknownSku { value, known } => write!(
                f,
                "'{value}' is not in the price book; expected {}",
                one_of(known)
            ),
            Self::DuplicateLine { value } => {
                write!(
                    f,
                    "'{value}' names two usage lines; expected a name used once"
                )
            }
            Self::DuplicateTerm { value } => {
                write!(f, "'{value}' names two terms; expected a name used once")
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
                "'' is no tax, and the comparison is on one tax basis; expected its percent and whether it is in the prices"
            ),
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
            Self::DuplicateCommitment { value } => write!(
                f,
                "'{value}' names two commitments; expected a name used once"
            ),
            Self::DuplicateTimeBlock { value } => write!(
                f,
                "'{value}' names two time blocks; expected a name used once"
            ),
            Self::NoTimeBlock { known } if known.is_empty() => write!(
                f,
                "'' has no time blocks, and a commitment counts by the hour; expected at least one, with its hours"
            ),
            Self::NoTimeBlock { known } => write!(
                f,
                "'' is no time block, and a commitment counts by the hour; expected {}",
                one_of(known)
            ),
            Self::UnknownTimeBlock { value, known } => write!(
                f,
                "'{value}' is no time block of this usage; expected {}",
                one_of(known)
            ),
            Self::NothingCovered => write!(
                f,
                "'' names nothing that is covered; expected at least one SKU"
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
            Self::PacksOverlap { value, other, sku } => write!(
                f,
                "'{value}' and {other} are both exclusive for {sku}; expected one exclusive pack for each SKU"
            ),
            Self::CurveGap { value, expected } => write!(
                f,
                "the curve goes on at '{value}'; expected {expected}, so that every hour is known"
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

/// The first few of a list in words, so that a message about a price book of a thousand stays readable.
///
/// ```
/// use netprice::problem::one_of;
/// assert_eq!(one_of(&["a", "b"]), "one of a, b");
/// assert_eq!(one_of::<&str>(&[]), "nothing, since none is listed");
/// ```
#[must_use]
pub fn one_of<T: fmt::Display>(known: &[T]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<String> = known.iter().take(SHOWN).map(ToString::to_string).collect();
    match known.len().checked_sub(SHOWN) {
        _ if known.is_empty() => "nothing, since none is listed".to_owned(),
        Some(more) if more > 0 => format!("one of {} (and {more} more)", shown.join(", ")),
        Some(_) | None => format!("one of {}", shown.join(", ")),
    }
}

fn listed<T: fmt::Display>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
