//! English messages of all pricing problems.

use std::fmt;

use super::Problem;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(problem) => problem.fmt(f),
            Self::DuplicateOffer { value } => {
                write!(
                    f,
                    "'{value}' is the name of two offers; expected a unique name"
                )
            }
            Self::StepTooSmall { value, limit } => write!(
                f,
                "'{value}' is too small a step; expected at most {limit} steps from the opening price to the floor"
            ),
            Self::DuplicateSeller { value } => {
                write!(
                    f,
                    "'{value}' is the name of two sellers; expected a unique name"
                )
            }
            Self::MissingPrices { value } => write!(
                f,
                "there is no total, since no price is known for {}; expected a price for every usage line",
                listed(value)
            ),
            Self::UnknownSku { value, known } => {
                write!(f, "'{value}' is not in the price book; expected {known}")
            }
            Self::DuplicateLine { value } => {
                write!(
                    f,
                    "'{value}' is the name of two usage lines; expected a unique name"
                )
            }
            Self::DuplicateTerm { value } => {
                write!(
                    f,
                    "'{value}' is the name of two terms; expected a unique name"
                )
            }
            Self::UnknownProvider { value, known } => write!(
                f,
                "'{value}' is not the provider of the price book; expected {known}"
            ),
            Self::UnknownRegion { value, known } => write!(
                f,
                "'{value}' is not the region of the price book; expected {known}"
            ),
            Self::UnknownPurchaseOption { value, known } => write!(
                f,
                "'{value}' is not a purchase option of the price book; expected {known}"
            ),
            Self::DuplicateAdjustment { value } => write!(
                f,
                "'{value}' is the name of two line minimums, vouchers or tax rates; expected a unique name"
            ),
            Self::DuplicateEquivalent { value } => write!(
                f,
                "'{value}' is defined twice; expected one equivalent for each unit"
            ),
            Self::EndsBeforeStart { value, from } => write!(
                f,
                "'{value}' is before the first day; expected {from} or a later day"
            ),
            Self::NoTerms => write!(f, "there are no terms; expected at least one"),
            Self::ZeroPrice => write!(
                f,
                "the price is '0', and its source does not say that it is free; expected a price above zero, or free = true"
            ),
            Self::AboveLastTier { value, limit } => write!(
                f,
                "'{value}' is above the last tier of the price; expected at most {limit}"
            ),
            Self::NotDecimal { value } => write!(
                f,
                "'{value}' has a minor unit that is not a power of ten, and is not converted; expected another currency"
            ),
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
                "the tax is unknown, and the comparison is on one tax basis; expected its percent and whether prices include it"
            ),
            Self::EmptyPackage => write!(f, "'0' is not a package size; expected more than zero"),
            Self::FeeAtZeroInside => write!(
                f,
                "'true' is set on a later tier; expected it on the first tier only"
            ),
            Self::HoursOverlap { value, other } => {
                write!(
                    f,
                    "'{value}' overlaps {other}; expected each hour in one window"
                )
            }
            Self::NoHoursOfDay => write!(
                f,
                "the usage has no hours of the day, and the price depends on them; expected a span such as 00:00/08:00"
            ),
            Self::OutsideHours { value } => write!(
                f,
                "'{value}' does not lie within one time window of the price; expected hours that do not cross a window"
            ),
            Self::NoDay => write!(
                f,
                "the usage has no day, and prices or terms have dates; expected YYYY-MM-DD"
            ),
            Self::DayDescends { value, before } => write!(
                f,
                "'{value}' is not after the day before it; expected a day after {before}"
            ),
            Self::EndsEarly { value, from } => {
                write!(
                    f,
                    "'{value}' is before {from}, the first day; expected that day or a later one"
                )
            }
            Self::FactorCount { value, expected } => write!(
                f,
                "the line gives '{value}' factors; expected {expected}, as the SKU has them"
            ),
            Self::TwoTerms { value } => write!(
                f,
                "'{value}' months beside a term in hours; expected one of the two"
            ),
            Self::NoExchangeRate { value, known } => {
                write!(f, "'{value}' has no exchange rate; expected {known}")
            }
            Self::BaseRate { value } => write!(
                f,
                "'{value}' is the base currency and has a rate of its own; expected none, since it is 1"
            ),
            Self::NeededBy { value } => write!(
                f,
                "is absent, and '{value}' does nothing without it; expected both or neither"
            ),
            Self::StageBeforeBill => write!(
                f,
                "is a rounding before the bill, which an agreement does not change; expected it in the price book"
            ),
            Self::NoRateYet { value, from } => write!(
                f,
                "'{value}' is before the first exchange rate; expected {from} or a later day"
            ),
            Self::ZeroRate { value } => write!(
                f,
                "'{value}' has an exchange rate of 0; expected more than zero"
            ),
            Self::DuplicateCommitment { value } => write!(
                f,
                "'{value}' is the name of two commitments; expected a unique name"
            ),
            Self::DuplicateTimeBlock { value } => write!(
                f,
                "'{value}' is the name of two time blocks; expected a unique name"
            ),
            Self::NoTimeBlock { known } if known.names.is_empty() => write!(
                f,
                "the usage has no time blocks, and a commitment counts by the hour; expected at least one, with its hours"
            ),
            Self::NoTimeBlock { known } => write!(
                f,
                "the usage line names no time block, and a commitment counts by the hour; expected {known}"
            ),
            Self::UnknownTimeBlock { value, known } => write!(
                f,
                "'{value}' is not a time block of this usage; expected {known}"
            ),
            Self::NothingCovered => {
                write!(f, "the commitment names no SKU; expected at least one SKU")
            }
            Self::UnitOfMeasure => write!(
                f,
                "the unit of the price does not fit the metering; expected GB or GiB for a volume, Mbps for a bandwidth, and Mbps-day for each day's peak"
            ),
            Self::StageInGroup { value } => write!(
                f,
                "'{value}' is the stage of a term in a group; expected none, since the group has the stage"
            ),
            Self::WrongStage { value, expected } => write!(
                f,
                "'{value}' is a stage that the change cannot apply to; expected one of {}",
                expected.join(", ")
            ),
            Self::CountsNoSpend => write!(
                f,
                "fees count on a promise of spend only; expected draws = 'spend' and over = 'period'"
            ),
            Self::NamedLikeLine { value } => write!(
                f,
                "'{value}' is also the name of a usage line; expected another name"
            ),
            Self::UnknownService { value, known } => write!(
                f,
                "'{value}' is not a service of the price book; expected {known}"
            ),
            Self::UnknownLine { value, known } => {
                write!(f, "'{value}' is not a usage line; expected {known}")
            }
            Self::UnknownAccount { value, known } if known.names.is_empty() => write!(
                f,
                "'{value}' owns no usage and no commitment; expected an account that is an `owner`"
            ),
            Self::UnknownAccount { value, known } => write!(
                f,
                "'{value}' owns no usage and no commitment; expected {known}"
            ),
            Self::RuleOfFactor { value } => write!(
                f,
                "'{value}' counts each line alone, and a SKU counts its lines together; expected it as the rule of a factor"
            ),
            Self::NegativeOff { value } => write!(
                f,
                "'{value}' off would be added; expected zero or more, or a `markup`"
            ),
            Self::PacksOverlap { value, other, sku } => write!(
                f,
                "'{value}' and {other} are both exclusive for {sku}; expected one exclusive pack for each SKU"
            ),
            Self::CurveGap { value, expected } => write!(
                f,
                "the next hour of the curve is '{value}'; expected {expected}, so that every hour is known"
            ),
            Self::DuplicateTime { value } => {
                write!(f, "'{value}' occurs twice; expected each time once")
            }
            Self::TimeDescends { value } => {
                write!(
                    f,
                    "'{value}' is earlier than the previous row; expected ascending times"
                )
            }
            Self::OffInterval { value, interval } => write!(
                f,
                "'{value}' is not on the sampling interval; expected whole steps of {interval} minutes from the first"
            ),
            Self::PartOfABit { value } => write!(
                f,
                "'{value}' Mbps is not a whole number of bits per second; expected at most 6 decimals"
            ),
            Self::MissingSample { value, of } => write!(
                f,
                "sample '{value}' of {of} is missing; expected all samples, or a rule for missing ones"
            ),
        }
    }
}

fn listed<T: fmt::Display>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
