//! Samples with what is missing filled in, and what they say by themselves.

use netprice::NonNegative;
use netprice::bandwidth::samples::{Fill, Samples};
use netprice::value::decimal;
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::traffic::samples::MissingSamples;

/// Samples with what is missing filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The samples.
    pub samples: Samples,
    /// How many of them were missing.
    pub missing: usize,
}

impl Month {
    /// The samples, with something for each that is missing.
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

    /// The days that the samples cover, started ones whole.
    #[must_use]
    pub fn days(&self) -> i64 {
        const DAY: i64 = 1_440;
        let started = self.minutes().saturating_add(DAY).saturating_sub(1);
        started.div_euclid(DAY)
    }

    /// The whole hours that the samples cover, at least one.
    #[must_use]
    pub fn hours(&self) -> u32 {
        let hours = self.minutes().div_euclid(60);
        u32::try_from(hours.max(1)).unwrap_or(u32::MAX)
    }

    /// Whether there are samples that are no month, and are billed as one all the same.
    #[must_use]
    pub fn is_no_month(&self) -> bool {
        !self.samples.values.is_empty() && !(28..=31).contains(&self.days())
    }

    /// The bandwidth that the traffic out needs, in whole Mbps, at least one.
    #[must_use]
    pub fn link_mbps(&self) -> u32 {
        let highest = self.samples.values.iter().flatten();
        let highest = highest.map(|sample| sample.outbound).max();
        let mbps = highest.unwrap_or_default().div_ceil(1_000_000).max(1);
        u32::try_from(mbps).unwrap_or(u32::MAX)
    }

    /// The mean of what went out, in Mbps; what is missing counts as nothing.
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
        let mean = decimal::over(Decimal::from(sum), count)?;
        NonNegative::new(decimal::over(mean, Decimal::from(1_000_000))?)
    }
}
