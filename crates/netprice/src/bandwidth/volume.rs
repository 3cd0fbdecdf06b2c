//! The conversion of rates to volumes.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::bandwidth::samples::{Direction, Samples};
use crate::value::decimal::{self, NonNegative};

/// Converts a rate over a time to a volume in GB: Mbps × seconds ÷ 8 ÷ MB per GB, rounded half-even
/// to 12 decimals.
///
/// A megabit always has 10⁶ bits; the price list states whether a GB has 1,000 or 1,024 MB.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::volume::gigabytes;
/// use netprice::value::decimal::{parse, print};
/// let a_day = |mb_of_gb| print(gigabytes("1".parse().unwrap(), 86_400, mb_of_gb).unwrap());
/// assert_eq!(a_day(1_024), "10.546875");
/// assert_eq!(a_day(1_000), "10.8");
/// ```
///
/// Source of the example: Huawei Cloud, CDN billing (printed cut off, 10.54).
pub fn gigabytes(mbps: NonNegative, seconds: u64, mb_of_gb: u64) -> Result<Decimal, ValueProblem> {
    let bits_of_gb = mb_of_gb
        .checked_mul(8)
        .ok_or_else(|| ValueProblem::too_large(format!("{mb_of_gb} × 8")))?;
    decimal::times_ratio(mbps.get(), seconds, bits_of_gb)
}

/// Computes the volume of all samples in a direction, in GB of 1,000 MB; missing samples count as
/// zero.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub fn total(samples: &Samples, direction: Direction) -> Result<Decimal, ValueProblem> {
    let mut bits: u128 = 0;
    for sample in samples.values.iter().flatten() {
        bits = bits.saturating_add(u128::from(direction.of(*sample)?));
    }
    let megabits = decimal::of_units(bits, 6, "the sum of all samples")?;
    let seconds = u64::try_from(samples.interval.saturating_mul(60)).unwrap_or_default();
    gigabytes(NonNegative::new(megabits)?, seconds, 1_000)
}
