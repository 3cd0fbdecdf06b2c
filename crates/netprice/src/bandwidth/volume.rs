//! The conversion of rates to volumes.

use crate::value::problem::ValueProblem;

use crate::bandwidth::samples::{Direction, Samples, sum_mbps};
use crate::value::ratio::Ratio;

/// Converts a rate over a time to a volume in GB: Mbps × seconds ÷ 8 ÷ MB per GB.
///
/// A megabit always has 10⁶ bits; the price list states whether a GB has 1,000 or 1,024 MB.
///
/// # Errors
/// [`ValueProblem::DividedByZero`] and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::volume::gigabytes;
/// let a_day = |mb_of_gb| gigabytes("1".parse().unwrap(), 86_400, mb_of_gb).unwrap().to_string();
/// assert_eq!(a_day(1_024), "10.546875");
/// assert_eq!(a_day(1_000), "10.8");
/// ```
///
/// Source of the example: Huawei Cloud, CDN billing (printed cut off, 10.54).
pub fn gigabytes(mbps: Ratio, seconds: u64, mb_of_gb: u64) -> Result<Ratio, ValueProblem> {
    let megabytes = mbps.times(Ratio::of(seconds, 8)?)?;
    megabytes.over(Ratio::of(mb_of_gb, 1)?)
}

/// Computes the volume of all samples in a direction, in GB of 1,000 MB; missing samples count as
/// zero.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub fn total(samples: &Samples, direction: Direction) -> Result<Ratio, ValueProblem> {
    let mut rates = Vec::with_capacity(samples.values.len());
    for sample in samples.values.iter().flatten() {
        rates.push(direction.of(*sample)?);
    }
    let megabits = sum_mbps(rates.into_iter())?;
    let seconds = u64::try_from(samples.interval.saturating_mul(60)).unwrap_or_default();
    gigabytes(megabits.into(), seconds, 1_000)
}
