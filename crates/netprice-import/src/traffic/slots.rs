//! Readings at times, placed on even intervals.

use netprice::bandwidth::samples::{ClockChange, Sample, Samples, of_mbps};
use netprice::value::decimal::NonNegative;
use netprice::value::limits::SAMPLES;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::problem::{ImportProblem, too_fast};
use crate::traffic::clock::Clock;

/// What a row measured in one series: megabits a second, over some seconds.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) line: u64,
    /// The index of its time, for error messages.
    pub(crate) time: usize,
    /// The second in UTC at which the interval starts.
    pub(crate) start: i64,
    /// The rate; `None` if it is missing.
    pub(crate) mbps: Option<Ratio>,
    /// The seconds that the row covers.
    pub(crate) seconds: i64,
}

/// Even intervals: their length and where one of them starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The seconds of an interval, whole minutes.
    pub(crate) interval: i64,
    /// The second of an interval's start, below the interval.
    pub(crate) origin: i64,
    /// Whether the rows are shorter than the interval.
    pub(crate) is_finer: bool,
}

/// The most frequent difference of ascending times, in seconds; within a twentieth of whole minutes it is these.
///
/// A poll every five minutes comes some seconds early or late.
pub(crate) fn step(starts: &[i64]) -> Option<i64> {
    let mut counts: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for (before, after) in starts.iter().zip(starts.iter().skip(1)) {
        let difference = after.saturating_sub(*before);
        if difference > 0 {
            let count = counts.entry(snapped(difference)).or_default();
            *count = count.saturating_add(1);
        }
    }
    // The shortest of equally frequent differences.
    let most = counts.iter().rev().max_by_key(|(_, count)| **count);
    most.map(|(difference, _)| *difference)
}

/// Whole minutes for seconds that are within a twentieth of them.
fn snapped(seconds: i64) -> i64 {
    const MINUTE: i64 = 60;
    let minutes = seconds
        .saturating_add(30)
        .div_euclid(MINUTE)
        .saturating_mul(MINUTE);
    let distance = seconds.saturating_sub(minutes).abs();
    if minutes > 0 && distance.saturating_mul(20) <= seconds {
        minutes
    } else {
        seconds
    }
}

impl Grid {
    /// The grid of ascending starts that are some seconds apart.
    pub(crate) fn of(starts: &[i64], step: i64) -> Self {
        const MINUTE: i64 = 60;
        let is_finer = step.rem_euclid(MINUTE) != 0;
        let mut interval = if step < MINUTE { MINUTE } else { step };
        // Whole minutes: 90 seconds are the half of three minutes.
        while interval.rem_euclid(MINUTE) != 0 && interval < 3_600 {
            interval = interval.saturating_add(step);
        }
        interval = interval
            .saturating_sub(interval.rem_euclid(MINUTE))
            .max(MINUTE);
        if is_finer {
            return Self {
                interval,
                origin: 0,
                is_finer,
            };
        }
        let off = |start: &i64| start.rem_euclid(interval);
        let first = starts.first().map(off).unwrap_or_default();
        let is_even = starts.iter().all(|start| off(start) == first);
        let near = |origin: i64| {
            let rows = starts
                .iter()
                .filter(|start| distance(**start, origin, interval).saturating_mul(10) <= interval);
            rows.count().saturating_mul(10) >= starts.len().saturating_mul(9)
        };
        let origin = if near(0) && !(is_even && first.rem_euclid(MINUTE) == 0) {
            0
        } else {
            let mut offs: Vec<i64> = starts.iter().map(off).collect();
            offs.sort_unstable();
            let middle = offs
                .get(offs.len().div_euclid(2))
                .copied()
                .unwrap_or_default();
            let origin = if is_even { first } else { middle };
            origin.saturating_sub(origin.rem_euclid(MINUTE))
        };
        Self {
            interval,
            origin,
            is_finer,
        }
    }

    /// The number of the interval of a start; `None` if it is more than a tenth of an interval off the grid.
    fn place(self, start: i64) -> Option<i64> {
        let since = start.saturating_sub(self.origin);
        if self.is_finer {
            return Some(since.div_euclid(self.interval));
        }
        let half = self.interval.div_euclid(2);
        let is_near =
            distance(start, self.origin, self.interval).saturating_mul(10) <= self.interval;
        // Seconds within the first minute are the poller's.
        let is_late = since.rem_euclid(self.interval) < 60 && self.interval > 60;
        (is_near || is_late).then(|| since.saturating_add(half).div_euclid(self.interval))
    }
}

/// The seconds between a start and the nearest interval's.
fn distance(start: i64, origin: i64, interval: i64) -> i64 {
    let off = start.saturating_sub(origin).rem_euclid(interval);
    off.min(interval.saturating_sub(off))
}

/// The mean rates of a series by interval.
#[derive(Default)]
pub(crate) struct Means {
    /// The number of the first interval.
    first: i64,
    rates: Vec<Option<Mean>>,
    /// The rows that are off the grid.
    pub(crate) off: Vec<Reading>,
}

/// The sum of the rates of an interval by the seconds of their rows.
#[derive(Clone, Copy)]
struct Mean {
    sum: Ratio,
    seconds: i64,
    rows: usize,
    only: Ratio,
}

impl Means {
    /// The means of ascending readings; several rows of an interval count by their seconds.
    ///
    /// # Errors
    /// [`ValueProblem::AboveLimit`] for too many intervals, [`ValueProblem::TooLarge`].
    pub(crate) fn of(readings: &[Reading], grid: Grid) -> Result<Self, ImportProblem> {
        let mut means = Self::default();
        for reading in readings {
            let Some(place) = grid.place(reading.start) else {
                means.off.push(reading.clone());
                continue;
            };
            if means.rates.is_empty() {
                means.first = place;
            }
            let index = usize::try_from(place.saturating_sub(means.first)).unwrap_or(usize::MAX);
            if index >= SAMPLES {
                let (value, limit) = (index.to_string(), SAMPLES.to_string());
                return Err(ValueProblem::AboveLimit { value, limit }.into());
            }
            if index >= means.rates.len() {
                means.rates.resize(index.saturating_add(1), None);
            }
            if let (Some(rate), Some(slot)) = (reading.mbps, means.rates.get_mut(index)) {
                *slot = Some(added(*slot, rate, reading.seconds)?);
            }
        }
        Ok(means)
    }

    fn last(&self) -> i64 {
        let count = i64::try_from(self.rates.len()).unwrap_or(i64::MAX);
        self.first.saturating_add(count).saturating_sub(1)
    }

    fn at(&self, place: i64) -> Option<Mean> {
        let index = usize::try_from(place.checked_sub(self.first)?).ok()?;
        self.rates.get(index).copied().flatten()
    }
}

fn added(slot: Option<Mean>, rate: Ratio, seconds: i64) -> Result<Mean, ValueProblem> {
    let weighted = rate.times(Decimal::from(seconds.max(1)).into())?;
    Ok(match slot {
        None => Mean {
            sum: weighted,
            seconds: seconds.max(1),
            rows: 1,
            only: rate,
        },
        Some(mean) => Mean {
            sum: mean.sum.plus(weighted)?,
            seconds: mean.seconds.saturating_add(seconds.max(1)),
            rows: mean.rows.saturating_add(1),
            only: mean.only,
        },
    })
}

impl Mean {
    fn rate(self) -> Result<Ratio, ValueProblem> {
        if self.rows == 1 {
            Ok(self.only)
        } else {
            self.sum.over(Decimal::from(self.seconds).into())
        }
    }
}

/// What became of several series.
pub(crate) struct Placed {
    pub(crate) samples: Samples,
    /// The intervals with several rows of a series.
    pub(crate) averaged: usize,
    /// The intervals in which some series of a direction have a number and others none.
    pub(crate) partial: usize,
    /// The intervals with an outbound and without an inbound number.
    pub(crate) no_inbound: usize,
}

/// Adds the series of each direction, interval by interval.
///
/// # Errors
/// [`ImportProblem::TooFast`], and [`ValueProblem::Empty`] for no interval.
pub(crate) fn added_up(
    inbound: &[Means],
    outbound: &[Means],
    grid: Grid,
    bill: &Clock,
) -> Result<Placed, ImportProblem> {
    let all = || {
        inbound
            .iter()
            .chain(outbound)
            .filter(|means| !means.rates.is_empty())
    };
    let first = all()
        .map(|means| means.first)
        .min()
        .ok_or(ValueProblem::Empty)?;
    let last = all().map(Means::last).max().ok_or(ValueProblem::Empty)?;
    let count = usize::try_from(last.saturating_sub(first))
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    if count > SAMPLES {
        let (value, limit) = (count.to_string(), SAMPLES.to_string());
        return Err(ValueProblem::AboveLimit { value, limit }.into());
    }
    let mut placed = Placed {
        samples: Samples {
            first_minute: 0,
            interval: grid.interval.div_euclid(60),
            values: Vec::with_capacity(count),
            clock_changes: Vec::new(),
        },
        averaged: 0,
        partial: 0,
        no_inbound: 0,
    };
    for place in first..=last {
        let (into, out) = (
            side(inbound, place, &mut placed)?,
            side(outbound, place, &mut placed)?,
        );
        let known = if outbound.is_empty() { into } else { out };
        let lacks = !inbound.is_empty() && into.is_none() && out.is_some();
        placed.no_inbound = placed.no_inbound.saturating_add(usize::from(lacks));
        placed.samples.values.push(match known {
            None => None,
            Some(_) => Some(Sample {
                inbound: units(into)?,
                outbound: units(out)?,
            }),
        });
    }
    let start = |index: usize| {
        let index = i64::try_from(index)
            .unwrap_or(i64::MAX)
            .saturating_add(first);
        index
            .saturating_mul(grid.interval)
            .saturating_add(grid.origin)
    };
    let ahead = |index: usize| bill.ahead(start(index));
    let mut now = ahead(0);
    placed.samples.first_minute = start(0).div_euclid(60).saturating_add(now);
    for sample in 1..count {
        let next = ahead(sample);
        if next != now {
            placed.samples.clock_changes.push(ClockChange {
                sample,
                minutes: next.saturating_sub(now),
            });
            now = next;
        }
    }
    Ok(placed)
}

/// The sum of the series of a direction in an interval; `None` if none has a number.
fn side(series: &[Means], place: i64, placed: &mut Placed) -> Result<Option<Ratio>, ImportProblem> {
    let mut sum: Option<Ratio> = None;
    let mut known: usize = 0;
    for mean in series.iter().filter_map(|means| means.at(place)) {
        placed.averaged = placed.averaged.saturating_add(usize::from(mean.rows > 1));
        sum = Some(sum.unwrap_or_default().plus(mean.rate()?)?);
        known = known.saturating_add(1);
    }
    placed.partial = placed
        .partial
        .saturating_add(usize::from(known > 0 && known < series.len()));
    Ok(sum)
}

/// The highest rate in Mbps, a terabit a second: a higher one is in another unit.
const HIGHEST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// A rate in millionths of a bit a second, rounded half-even at the twelfth decimal of a Mbps.
fn units(rate: Option<Ratio>) -> Result<u64, ImportProblem> {
    let Some(rate) = rate else {
        return Ok(0);
    };
    let rate = rate.to_places(Rounding {
        places: 12,
        mode: RoundingMode::HalfEven,
    })?;
    let rate = NonNegative::new(rate.decimal()?)?;
    if rate.get() > HIGHEST {
        return Err(too_fast(&rate.to_string()));
    }
    Ok(of_mbps(rate)?)
}
