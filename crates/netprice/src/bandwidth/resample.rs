//! The means of samples over longer intervals.

use std::borrow::Cow;

use crate::bandwidth::samples::{ClockChange, Sample, Samples};

impl Samples {
    /// Converts samples to a longer interval: each new sample is the mean of the known samples that start in it,
    /// rounded half-even to a millionth of a bit a second, and is missing if none of them is known.
    ///
    /// New intervals start at whole multiples since midnight. Samples whose interval is equal, or does not divide the
    /// longer one, are returned unchanged; [`Samples::fits`] tells which.
    ///
    /// ```
    /// use netprice::bandwidth::samples::{Sample, Samples};
    /// let at = |outbound| Some(Sample { inbound: 0, outbound });
    /// let values = vec![at(1_000), at(0), at(0), at(0), None, at(7)];
    /// let minutes = Samples { first_minute: 0, interval: 1, values, clock_changes: Vec::new() };
    /// let fives = minutes.resampled(5);
    /// assert_eq!(fives.values, [at(250), at(7)]); // 1,000 ÷ 4 known minutes, and the only one of the next five
    /// assert_eq!(fives.resampled(7).interval, 5); // seven minutes are no whole number of fives
    /// ```
    #[must_use]
    pub fn resampled(&self, interval: i64) -> Cow<'_, Self> {
        if interval <= self.interval || !self.fits(interval) {
            return Cow::Borrowed(self);
        }
        let place = |index: usize| self.elapsed_at(index).div_euclid(interval);
        let first = place(0);
        let mut values = Vec::new();
        let mut start = 0;
        while start < self.values.len() {
            let mut end = start.saturating_add(1);
            while end < self.values.len() && place(end) == place(start) {
                end = end.saturating_add(1);
            }
            values.push(mean(self.values.get(start..end).unwrap_or_default()));
            start = end;
        }
        let moved = |change: &ClockChange| ClockChange {
            sample: usize::try_from(place(change.sample).saturating_sub(first)).unwrap_or_default(),
            ..*change
        };
        Cow::Owned(Self {
            first_minute: first.saturating_mul(interval),
            interval,
            values,
            clock_changes: self.clock_changes.iter().map(moved).collect(),
        })
    }

    /// Whether whole samples make up an interval, so that means over it are known.
    ///
    /// ```
    /// use netprice::bandwidth::samples::Samples;
    /// let five = Samples { first_minute: 0, interval: 5, values: Vec::new(), clock_changes: Vec::new() };
    /// assert!(five.fits(5) && five.fits(10));
    /// assert!(!five.fits(1) && !five.fits(7));
    /// ```
    #[must_use]
    pub fn fits(&self, interval: i64) -> bool {
        interval.checked_rem(self.interval) == Some(0)
    }
}

/// The mean of the known samples; `None` if there is none.
fn mean(samples: &[Option<Sample>]) -> Option<Sample> {
    let known = || samples.iter().flatten();
    let count = u64::try_from(known().count()).unwrap_or(u64::MAX);
    let of = |rate: fn(&Sample) -> u64| {
        let sum = known()
            .map(rate)
            .fold(0_u128, |sum, rate| sum.saturating_add(rate.into()));
        half_even(sum, count.into())
    };
    Some(Sample {
        inbound: of(|sample| sample.inbound)?,
        outbound: of(|sample| sample.outbound)?,
    })
}

/// A quotient of whole numbers, rounded half-even; `None` for a divisor of zero.
fn half_even(number: u128, divisor: u128) -> Option<u64> {
    let (floor, rest) = (number.checked_div(divisor)?, number.checked_rem(divisor)?);
    let twice = rest.saturating_mul(2);
    let is_odd = floor.checked_rem(2) == Some(1);
    let is_up = twice > divisor || (twice == divisor && is_odd);
    u64::try_from(floor.saturating_add(u128::from(is_up))).ok()
}
