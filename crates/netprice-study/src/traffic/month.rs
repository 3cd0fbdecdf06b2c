//! A month of samples without gaps, and its figures.

use netprice::NonNegative;
use netprice::bandwidth::samples::{Direction, Fill, Samples, mbps};
use netprice::bandwidth::volume::total;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::traffic::samples::MissingSamples;

/// Samples whose gaps are filled, as far as the question asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The samples.
    pub samples: Samples,
    /// The number of samples that were missing.
    pub missing: usize,
}

impl Month {
    /// Fills the gaps of samples; with [`MissingSamples::Keep`] they stay.
    #[must_use]
    pub fn of(samples: &Samples, missing: MissingSamples) -> Self {
        let (samples, missing) = match missing {
            MissingSamples::Zero => samples.filled(Fill::Zero),
            MissingSamples::Last => samples.filled(Fill::Last),
            MissingSamples::Keep => {
                let missing = samples.values.iter().filter(|value| value.is_none());
                let missing = missing.count();
                (samples.clone(), missing)
            }
        };
        Self { samples, missing }
    }

    fn minutes(&self) -> i64 {
        let count = i64::try_from(self.samples.values.len()).unwrap_or(i64::MAX);
        count.saturating_mul(self.samples.interval)
    }

    /// The number of days that the samples cover; a started day counts as a whole one.
    #[must_use]
    pub fn days(&self) -> i64 {
        const DAY: i64 = 1_440;
        let started = self.minutes().saturating_add(DAY).saturating_sub(1);
        started.div_euclid(DAY)
    }

    /// The number of whole hours that the samples cover, at least 1.
    #[must_use]
    pub fn hours(&self) -> u32 {
        let hours = self.minutes().div_euclid(60);
        u32::try_from(hours.max(1)).unwrap_or(u32::MAX)
    }

    /// Whether the samples cover fewer than 28 or more than 31 days; they are billed as one month.
    #[must_use]
    pub fn is_no_month(&self) -> bool {
        !self.samples.values.is_empty() && !(28..=31).contains(&self.days())
    }

    fn highest_bits(&self) -> u64 {
        let each = self.samples.values.iter().flatten();
        let highest = each.map(|sample| sample.outbound).max();
        highest.unwrap_or_default()
    }

    /// The highest outbound sample in Mbps; 0 without samples.
    #[must_use]
    pub fn highest_mbps(&self) -> Decimal {
        mbps(self.highest_bits())
    }

    /// The bandwidth that the outbound traffic needs, in whole Mbps, at least 1.
    #[must_use]
    pub fn link_mbps(&self) -> u32 {
        let mbps = self.highest_bits().div_ceil(1_000_000).max(1);
        u32::try_from(mbps).unwrap_or(u32::MAX)
    }

    /// The outbound volume in GB of 10⁹ bytes; a missing sample counts as no traffic.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn volume_gb(&self) -> Result<NonNegative, ValueProblem> {
        NonNegative::new(total(&self.samples, Direction::Out)?.decimal()?)
    }

    /// The mean outbound traffic in Mbps; a missing sample counts as no traffic.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn mean_mbps(&self) -> Result<NonNegative, ValueProblem> {
        let each = self.samples.values.iter().flatten();
        let sum: u128 = each.map(|sample| u128::from(sample.outbound)).sum();
        let sum = u64::try_from(sum).map_err(|_| ValueProblem::TooLarge {
            value: format!("{sum} bits"),
        })?;
        let count = Decimal::from(self.samples.values.len().max(1));
        let megabits = Ratio::from(Decimal::from(sum)).over(1_000_000.into())?;
        NonNegative::new(megabits.over(count.into())?.decimal()?)
    }
}
