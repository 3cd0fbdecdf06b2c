//! Samples of traffic at even intervals.

use crate::value::problem::ValueProblem;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use rust_decimal::Decimal;

use crate::problem::{Located, Problem, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::path::Path;
use serde::{Deserialize, Serialize};

/// The minutes of a day.
pub(super) const DAY: i64 = 1_440;

/// The direction of traffic that counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Outbound traffic.
    #[default]
    Out,
    /// Inbound traffic.
    In,
    /// The larger of both, sample by sample.
    Larger,
    /// The sum of both.
    Sum,
}

impl Direction {
    /// The rate of a sample in this direction.
    pub(super) fn of(self, sample: Sample) -> Result<u64, ValueProblem> {
        let Sample { inbound, outbound } = sample;
        match self {
            Self::Out => Ok(outbound),
            Self::In => Ok(inbound),
            Self::Larger => Ok(inbound.max(outbound)),
            Self::Sum => inbound
                .checked_add(outbound)
                .ok_or_else(|| ValueProblem::too_large(format!("{inbound} + {outbound}"))),
        }
    }

    /// The rate of each sample, zero for a missing one, and whether any is missing.
    pub(super) fn of_all(
        self,
        values: &[Option<Sample>],
    ) -> Result<(Vec<u64>, bool), ValueProblem> {
        let mut is_missing = false;
        let each = values.iter().map(|sample| {
            is_missing |= sample.is_none();
            sample.unwrap_or_default()
        });
        // A separate loop for each direction tests the direction once instead of for each sample.
        let bits = match self {
            Self::Out => each.map(|sample| sample.outbound).collect(),
            Self::In => each.map(|sample| sample.inbound).collect(),
            Self::Larger => each.map(|s| s.inbound.max(s.outbound)).collect(),
            Self::Sum => each
                .map(|sample| self.of(sample))
                .collect::<Result<_, ValueProblem>>()?,
        };
        Ok((bits, is_missing))
    }
}

/// Traffic over one interval, in millionths of a bit a second.
///
/// The mean of five rates of a minute, and bytes over five minutes, are rarely whole bits a second; in this unit they are
/// whole or rounded once, at the twelfth decimal of a Mbps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Inbound traffic.
    pub inbound: u64,
    /// Outbound traffic.
    pub outbound: u64,
}

/// Traffic at even intervals from a first minute on; a missing sample is `None`.
///
/// Minutes are on the local clock of the provider, counted from 1970-01-01 00:00 on that clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// The minute where the first sample starts.
    pub first_minute: i64,
    /// The number of minutes that a sample covers.
    pub interval: i64,
    /// The samples in chronological order.
    pub values: Vec<Option<Sample>>,
    /// The changes of the local clock within the samples, such as summer time, in chronological order.
    pub clock_changes: Vec<ClockChange>,
}

/// A change of the local clock: from a sample on, the clock shows other minutes than the intervals add up to.
///
/// In New York, the clock goes forward by 60 minutes in March, so that day has 23 hours, and back by 60 (-60) in November.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockChange {
    /// The index of the first sample on the changed clock.
    pub sample: usize,
    /// The minutes by which the clock went forward.
    pub minutes: i64,
}

/// The traffic that replaces a missing sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// No traffic.
    Zero,
    /// The traffic of the sample before it.
    Last,
}

/// A row of a table of traffic: a time, and the traffic in the interval that starts at this time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRow<'a> {
    /// The time: `2026-11-01T00:05`, with or without a zone such as `Z` or `+08:00`.
    pub time: &'a str,
    /// Inbound traffic in Mbps.
    pub inbound: &'a str,
    /// Outbound traffic in Mbps.
    pub outbound: &'a str,
}

/// The offset of a clock from UTC in minutes: 480 for China.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(pub i64);

/// The decimals of a Mbps that a sample keeps.
const PLACES: u32 = 12;

/// The samples of one Mbps: a megabit has 10⁶ bits, and a sample counts millionths of a bit.
pub const MEGABIT: u64 = 1_000_000_000_000;

/// Converts Mbps to millionths of a bit a second; a megabit has 10⁶ bits.
///
/// # Errors
/// [`Problem::TooFineRate`] for more than 12 decimals, [`ValueProblem::TooLarge`] for 18.4 million Mbps and more.
///
/// ```
/// use netprice::bandwidth::samples::of_mbps;
/// assert_eq!(of_mbps("1.5".parse()?), Ok(1_500_000_000_000));
/// assert!(of_mbps("0.0000000000001".parse()?).is_err());
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn of_mbps(mbps: NonNegative) -> Result<u64, Problem> {
    let rate = mbps.get().normalize();
    if rate.scale() > PLACES {
        let value = mbps.to_string();
        return Err(Problem::TooFineRate { value });
    }
    let rate = decimal::times(rate, Decimal::from(MEGABIT))?;
    u64::try_from(rate).map_err(|_| {
        let value = format!("{mbps} × {MEGABIT}");
        ValueProblem::TooLarge { value }.into()
    })
}

/// Converts millionths of a bit a second to Mbps.
#[must_use]
pub fn mbps(rate: u64) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(rate), PLACES).normalize()
}

/// The sum of rates in Mbps.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub fn sum_mbps(rates: impl Iterator<Item = u64>) -> Result<Decimal, ValueProblem> {
    let sum = rates.fold(0_u128, |sum, rate| sum.saturating_add(u128::from(rate)));
    decimal::of_units(sum, PLACES, "the sum of all samples")
}

impl Samples {
    /// Reads a table whose times rise by whole intervals.
    ///
    /// A time with a zone is converted to the clock of `zone`; a time without one is already on it.
    /// The samples of missing times in between are `None`; the method of a
    /// [`peak`](fn@super::method::peak) decides how they count.
    ///
    /// # Errors
    /// All at once, each at `rows[index]`: a time or a number that cannot be read, a negative
    /// number, a time that is equal to or before the previous one, and a time off the interval.
    /// [`ValueProblem::Empty`] at `rows` for no rows; [`ValueProblem::Zero`] at `interval` for an
    /// interval of zero or less; [`ValueProblem::AboveLimit`] at `rows` for a span of more than ten
    /// years.
    ///
    /// ```
    /// use netprice::bandwidth::samples::{SampleRow, Samples, Zone};
    /// let row = |time| SampleRow { time, inbound: "1", outbound: "2.5" };
    /// let china = Zone(480);
    /// let samples = Samples::read(&[row("2026-10-31T16:00Z"), row("2026-11-01 00:10")], 5, china).unwrap();
    /// assert_eq!(samples.values.len(), 3); // 00:00, nothing at 00:05, 00:10
    /// assert_eq!(samples.values[0].unwrap().outbound, 2_500_000_000_000);
    /// let errors = Samples::read(&[row("2026-11-01T00:05"), row("2026-11-01T00:05")], 5, china);
    /// assert_eq!(errors.unwrap_err().first().path.to_string(), "rows[1].time");
    /// ```
    pub fn read(rows: &[SampleRow<'_>], interval: i64, zone: Zone) -> Result<Self, Problems> {
        if interval <= 0 {
            return Err(ValueProblem::Zero.at("interval").into());
        }
        let mut problems = Vec::new();
        let mut read: Vec<(i64, Sample)> = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let at = |name: &'static str, problem: Problem| {
                problem.at(Path::from("rows").index(index).field(name))
            };
            let minute = minute(row.time, zone).map_err(|problem| at("time", problem.into()));
            let inbound = rate(row.inbound).map_err(|problem| at("in", problem));
            let outbound = rate(row.outbound).map_err(|problem| at("out", problem));
            match (minute, inbound, outbound) {
                (Ok(minute), Ok(inbound), Ok(outbound)) => {
                    let problem = order_problem(&read, minute, interval, row.time);
                    problems.extend(problem.map(|problem| at("time", problem)));
                    read.push((minute, Sample { inbound, outbound }));
                }
                (minute, inbound, outbound) => {
                    let wrong = [minute.err(), inbound.err(), outbound.err()];
                    problems.extend(wrong.into_iter().flatten());
                }
            }
        }
        if rows.is_empty() {
            problems.push(ValueProblem::Empty.at("rows"));
        }
        let spread = spread(&read, interval);
        Problems::none_of(problems)?;
        Ok(spread?)
    }

    /// Appends later samples of the same interval; the gap in between becomes missing samples.
    ///
    /// # Errors
    /// [`Problem::OffInterval`] if `later` has another interval or is off this one, and
    /// [`Problem::TimeDescends`] if it does not begin after the last sample; the value of both is
    /// the first minute of `later`. [`ValueProblem::AboveLimit`] for more than ten years in all.
    ///
    /// ```
    /// use netprice::bandwidth::samples::{SampleRow, Samples, Zone};
    /// let at = |time| Samples::read(&[SampleRow { time, inbound: "1", outbound: "2" }], 5, Zone(0)).unwrap();
    /// let both = at("2026-11-01T00:00").followed_by(at("2026-11-01T00:10")).unwrap();
    /// assert_eq!(both.values.len(), 3); // 00:00, nothing at 00:05, 00:10
    /// assert!(at("2026-11-01T00:10").followed_by(at("2026-11-01T00:10")).is_err());
    /// ```
    pub fn followed_by(mut self, later: Self) -> Result<Self, Problem> {
        let value = format!("{} minutes", later.first_minute);
        let interval = self.interval;
        let since = later.first_minute.saturating_sub(self.first_minute);
        let place = since.checked_div(interval).unwrap_or_default();
        if later.interval != interval || since.checked_rem(interval) != Some(0) {
            return Err(Problem::OffInterval { value, interval });
        }
        let place = usize::try_from(place).unwrap_or_default();
        if place < self.values.len() {
            return Err(Problem::TimeDescends { value });
        }
        let count = place.saturating_add(later.values.len());
        let minutes = i64::try_from(count).unwrap_or(i64::MAX);
        let minutes = minutes.saturating_mul(interval);
        if minutes > TEN_YEARS {
            let limit = format!("{TEN_YEARS} minutes");
            let value = format!("{minutes} minutes");
            return Err(ValueProblem::AboveLimit { value, limit }.into());
        }
        self.values.resize(place, None);
        self.values.extend(later.values);
        let changes = later.clock_changes.into_iter();
        self.clock_changes.extend(changes.map(|change| ClockChange {
            sample: change.sample.saturating_add(place),
            ..change
        }));
        Ok(self)
    }

    /// Returns a link in full use in both directions over a number of hours, in samples of five minutes.
    #[must_use]
    pub fn steady(mbps: u32, hours: u32) -> Self {
        let rate = u64::from(mbps).saturating_mul(MEGABIT);
        let sample = Sample {
            inbound: rate,
            outbound: rate,
        };
        let count = usize::try_from(hours).unwrap_or(usize::MAX);
        Self {
            first_minute: 0,
            interval: 5,
            values: vec![Some(sample); count.saturating_mul(12)],
            clock_changes: Vec::new(),
        }
    }

    /// Replaces each missing sample, and returns the number of replaced samples.
    ///
    /// [`Fill::Zero`] inserts no traffic; [`Fill::Last`] repeats the sample before, or uses the
    /// first known sample at the start. The samples 3, missing, 5 become 3, 0, 5 or 3, 3, 5.
    #[must_use]
    pub fn filled(&self, fill: Fill) -> (Self, usize) {
        let missing = self.values.iter().filter(|value| value.is_none()).count();
        let first = self.values.iter().flatten().next().copied();
        let mut last = first.unwrap_or_default();
        let values = self.values.iter().map(|value| {
            let known = value.unwrap_or(match fill {
                Fill::Zero => Sample::default(),
                Fill::Last => last,
            });
            last = known;
            Some(known)
        });
        let filled = Self {
            values: values.collect(),
            ..self.clone()
        };
        (filled, missing)
    }

    /// The day of a sample, counted from 1970-01-01.
    #[must_use]
    pub fn day_of(&self, index: usize) -> i64 {
        self.minute_of(index).div_euclid(DAY)
    }

    /// Returns every sample in a direction with its index.
    ///
    /// # Errors
    /// [`Problem::MissingSample`] for the first missing sample.
    pub(super) fn known(&self, direction: Direction) -> Result<Vec<(usize, u64)>, Problem> {
        let each = self.values.iter().enumerate();
        each.map(|(index, sample)| match sample {
            Some(sample) => Ok((index, direction.of(*sample)?)),
            None => Err(Problem::MissingSample {
                value: index.saturating_add(1),
                of: self.values.len(),
            }),
        })
        .collect()
    }

    /// The minute at which a sample starts, on the local clock.
    #[must_use]
    pub fn minute_of(&self, index: usize) -> i64 {
        let forward = self.forward_at(index);
        self.elapsed_at(index).saturating_add(forward)
    }

    /// The minute at which a sample would start if the clock never changed.
    pub(super) fn elapsed_at(&self, index: usize) -> i64 {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let since = index.saturating_mul(self.interval);
        self.first_minute.saturating_add(since)
    }

    /// The minutes by which changes of the clock have moved it forward at a sample.
    fn forward_at(&self, index: usize) -> i64 {
        let before = self.clock_changes.iter();
        let before = before.take_while(|change| change.sample <= index);
        before.fold(0, |sum, change| sum.saturating_add(change.minutes))
    }

    /// The index of the first sample of the day after a sample, or the end; a sample belongs to the day in which it
    /// starts, and a local day with a change of the clock has 23 or 25 hours.
    pub(super) fn day_end(&self, index: usize) -> usize {
        let day = self.day_of(index);
        let next =
            (index.saturating_add(1)..self.values.len()).find(|next| self.day_of(*next) != day);
        next.unwrap_or(self.values.len())
    }
}

fn rate(text: &str) -> Result<u64, Problem> {
    of_mbps(text.trim().parse()?)
}

/// The problem of a time relative to the times before it.
fn order_problem(
    read: &[(i64, Sample)],
    minute: i64,
    interval: i64,
    value: &str,
) -> Option<Problem> {
    let value = value.to_owned();
    let (first, _) = read.first()?;
    let (last, _) = read.last()?;
    let since = minute.saturating_sub(*first);
    match minute {
        minute if minute == *last => Some(Problem::DuplicateTime { value }),
        minute if minute < *last => Some(Problem::TimeDescends { value }),
        _ if since.checked_rem(interval) != Some(0) => {
            Some(Problem::OffInterval { value, interval })
        }
        _ => None,
    }
}

/// The longest span of samples, in minutes.
const TEN_YEARS: i64 = 3_653 * DAY;

/// Places samples on their intervals; gaps become missing samples.
fn spread(read: &[(i64, Sample)], interval: i64) -> Result<Samples, Located> {
    let (Some((first, _)), Some((last, _))) = (read.first(), read.last()) else {
        return Err(ValueProblem::Empty.at("rows"));
    };
    let minutes = last.saturating_sub(*first);
    if minutes > TEN_YEARS {
        let (value, limit) = (format!("{minutes} minutes"), format!("{TEN_YEARS} minutes"));
        return Err(ValueProblem::AboveLimit { value, limit }.at("rows"));
    }
    let place = |minute: i64| {
        let since = minute.saturating_sub(*first).checked_div(interval);
        since.and_then(|place| usize::try_from(place).ok())
    };
    let count = place(*last).unwrap_or_default().saturating_add(1);
    let mut values = vec![None; count];
    for (minute, sample) in read {
        if let Some(slot) = place(*minute).and_then(|place| values.get_mut(place)) {
            *slot = Some(*sample);
        }
    }
    Ok(Samples {
        first_minute: *first,
        interval,
        values,
        clock_changes: Vec::new(),
    })
}

/// Converts a time to minutes since 1970-01-01 00:00 on the clock of a zone; seconds must be zero.
///
/// # Errors
/// [`ValueProblem::NotATime`].
pub fn minute(text: &str, zone: Zone) -> Result<i64, ValueProblem> {
    let wrong = || ValueProblem::NotATime {
        value: text.chars().take(60).collect(),
    };
    let pieces = Pieces::parse(text.trim()).ok();
    let pieces = pieces.filter(|pieces| pieces.time_zone_annotation().is_none());
    let pieces = pieces.ok_or_else(wrong)?;
    let time = pieces.date().to_datetime(pieces.time().unwrap_or_default());
    if time.second() != 0 || time.subsec_nanosecond() != 0 {
        return Err(wrong());
    }
    let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let since = time.duration_since(epoch).as_mins();
    let shift = match pieces.to_numeric_offset() {
        Some(offset) => zone
            .0
            .saturating_sub(east_of_utc(offset).ok_or_else(wrong)?),
        None => 0,
    };
    Ok(since.saturating_add(shift))
}

/// The minutes by which a clock is ahead of UTC; `None` for parts of a minute and beyond 14 hours, where no
/// clock is.
fn east_of_utc(offset: Offset) -> Option<i64> {
    let seconds = i64::from(offset.seconds());
    let is_minute = seconds.checked_rem(60) == Some(0);
    let minutes = seconds.checked_div(60).filter(|_| is_minute)?;
    (minutes.unsigned_abs() <= 14 * 60).then_some(minutes)
}
