//! Synthetic traffic from a seed, for demonstrations and tests.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::bandwidth::samples::{DAY, Sample, Samples};
use crate::value::limits::{DAYS, at_most};
use crate::value::problem::ValueProblem;

/// The shape of a month of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Low at night, highest in the evening.
    Diurnal,
    /// Constant, at 60% of the highest rate.
    Flat,
    /// Diurnal, and half as much again at weekends.
    Weekend,
    /// Diurnal, with ten times the highest rate for three hours of the twelfth day.
    LiveEvent,
}

/// Percent of the evening maximum in each hour of a day.
const HOURS: [u64; 24] = [
    45, 30, 20, 15, 12, 12, 18, 28, 40, 48, 52, 58, 62, 58, 55, 55, 58, 64, 74, 88, 98, 100, 90, 68,
];

/// Generates a month of samples of a shape, in five-minute intervals from a Thursday on.
///
/// Each sample is the shape's share of the highest rate, varied at random by up to ±5%. The same
/// seed yields the same samples, bit for bit, on every platform. Inbound traffic is a tenth of
/// outbound.
///
/// # Errors
/// [`ValueProblem::AboveLimit`] for more than 366 days.
pub fn month(
    shape: Shape,
    days: u32,
    highest_mbps: u32,
    seed: u64,
) -> Result<Samples, ValueProblem> {
    at_most(days, DAYS)?;
    const INTERVAL: i64 = 5;
    /// The millionths of a bit in 10⁻⁵ of a megabit, in a bit and in ten bits.
    const PARTS: u64 = 10_000_000;
    const BIT: u64 = 1_000_000;
    const TEN_BITS: u64 = 10_000_000;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let count = i64::from(days)
        .saturating_mul(DAY)
        .checked_div(INTERVAL)
        .unwrap_or_default();
    let values = (0..count).map(|index| {
        let minute = index.saturating_mul(INTERVAL);
        let percent = percent_at(shape, minute);
        let noise = u64::from(random.next_u32())
            .checked_rem(101)
            .unwrap_or_default();
        // Percent × per mille (950 to 1,050) is in parts of 10⁻⁵ of a Mbps.
        let parts = percent.saturating_mul(noise.saturating_add(950));
        let outbound = parts
            .saturating_mul(u64::from(highest_mbps))
            .saturating_mul(PARTS);
        Some(Sample {
            // The tenth part, in whole bits a second.
            inbound: outbound
                .checked_div(TEN_BITS)
                .unwrap_or_default()
                .saturating_mul(BIT),
            outbound,
        })
    });
    Ok(Samples {
        first_minute: 0,
        interval: INTERVAL,
        values: values.collect(),
        clock_changes: Vec::new(),
    })
}

fn percent_at(shape: Shape, minute: i64) -> u64 {
    let hour = minute.rem_euclid(DAY).checked_div(60).unwrap_or_default();
    let hour = usize::try_from(hour).unwrap_or_default();
    let of_day = HOURS.get(hour).copied().unwrap_or_default();
    let day = minute.div_euclid(DAY);
    // 1970-01-01 was a Thursday, so days 2 and 3 of each seven are a weekend.
    let is_weekend = matches!(day.rem_euclid(7), 2 | 3);
    match shape {
        Shape::Flat => 60,
        Shape::Diurnal => of_day,
        Shape::Weekend if is_weekend => of_day.saturating_mul(3).checked_div(2).unwrap_or_default(),
        Shape::LiveEvent if day == 11 && (19..22).contains(&hour) => 1_000,
        Shape::Weekend | Shape::LiveEvent => of_day,
    }
}
