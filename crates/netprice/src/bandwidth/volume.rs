//! Rates as volumes, exactly.

use rust_decimal::Decimal;

use super::peak::Direction;
use super::samples::Samples;
use crate::decimal::{self, Amount};
use crate::error::{Problem, R};

/// The volume of a rate over a time, in GB of so many MB: Mbps × seconds ÷ 8 ÷ MB of a GB, rounded
/// half-even to 12 decimals.
///
/// A megabit has 10⁶ bits everywhere; whether a GB has 1,000 or 1,024 MB is the price list's.
///
/// # Errors
/// [`Problem::DividedByZero`] and [`Problem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::volume::gigabytes;
/// use netprice::decimal::{parse, print};
/// let a_day = |mb_of_gb| print(gigabytes("1".parse().unwrap(), 86_400, mb_of_gb).unwrap());
/// assert_eq!(a_day(1_024), "10.546875");
/// assert_eq!(a_day(1_000), "10.8");
/// ```
///
/// Source of the example: Huawei Cloud, CDN billing (printed cut off, 10.54).
pub fn gigabytes(mbps: Amount, seconds: u64, mb_of_gb: u64) -> R<Decimal> {
    let bits_of_gb = mb_of_gb.checked_mul(8).ok_or_else(|| Problem::TooLarge {
        value: format!("{mb_of_gb} × 8"),
    })?;
    decimal::times_ratio(mbps.get(), seconds, bits_of_gb)
}

/// What went in a direction over all samples, in GB of 1,000 MB; what is missing counts as nothing.
///
/// # Errors
/// [`Problem::TooLarge`].
pub fn total(samples: &Samples, direction: Direction) -> R<Decimal> {
    let mut bits: u128 = 0;
    for sample in samples.values.iter().flatten() {
        bits = bits.saturating_add(u128::from(direction.of(*sample)?));
    }
    let bits = i128::try_from(bits).ok();
    let megabits = bits.and_then(|bits| Decimal::try_from_i128_with_scale(bits, 6).ok());
    let megabits = megabits.ok_or_else(|| Problem::TooLarge {
        value: "the sum of all samples".to_owned(),
    })?;
    let seconds = u64::try_from(samples.interval.saturating_mul(60)).unwrap_or_default();
    gigabytes(Amount::new(megabits)?, seconds, 1_000)
}
