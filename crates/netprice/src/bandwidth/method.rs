//! Peak methods: the figure that is billed, and the samples that are discarded.

use crate::value::problem::ValueProblem;
use std::ops::Range;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bandwidth::samples::{Direction, Samples, mbps, sum_mbps};
use crate::problem::Problem;
use crate::rating::ledger::Sum;
use crate::value::decimal::{self, NonNegative};
use crate::value::figure::Figure;
use crate::value::limits::at_most;
use crate::value::money::Rounding;
use crate::value::ratio::Ratio;

/// A peak method: the rules that reduce samples to one Mbps figure.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// The direction of traffic that counts.
    #[serde(default)]
    pub direction: Direction,
    /// How a missing sample counts.
    #[serde(default)]
    pub missing: Missing,
    /// The minutes of a sample that the method bills: shorter samples are averaged to it; the samples as they are if
    /// absent.
    pub interval: Option<u32>,
    /// How samples are grouped.
    #[serde(default)]
    pub group: Group,
    /// The statistic taken within each group.
    pub within: Within,
    /// How the figures of the groups are combined into one.
    #[serde(default)]
    pub across: Across,
    /// How the figure is rounded, in Mbps; unrounded if absent.
    pub rounding: Option<Rounding>,
}

/// How a missing sample counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is an error, which names the first missing sample.
    #[default]
    Refuse,
    /// It counts as no traffic.
    Zero,
    /// It is left out, so that fewer samples count.
    Drop,
}

/// How samples are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// All samples of the period are one group.
    #[default]
    All,
    /// The samples of each day are a group, on the local clock of the provider.
    Day,
}

/// The statistic taken within each group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The percentile by discarding: this share of the samples, rounded down, is discarded from the
    /// top, and the next sample is billed. 5% of 8,928 are 446.4, so 446 are discarded and the
    /// 447th is billed.
    ///
    /// Source: Alibaba Cloud, CDN billing of basic services.
    DiscardTop {
        /// The share in percent.
        percent: NonNegative,
    },
    /// The same with the number of discarded samples rounded up: 5% of 288 are 14.4, so 15 are discarded and the 16th
    /// is billed.
    DiscardTopRoundedUp {
        /// The share in percent.
        percent: NonNegative,
    },
    /// The percentile by nearest rank: the sample at ⌈share × count⌉ from the bottom. The 95th
    /// percentile of 5, 10 … 100 is 95.
    ///
    /// Source: BSI, calculating 95th percentile bandwidth usage.
    NearestRank {
        /// The share in percent.
        percent: NonNegative,
    },
    /// The percentile interpolated between the two nearest ranks, at (count − 1) × share from the
    /// bottom: the 95th percentile of 5, 10 … 100 is 95.25.
    Interpolated {
        /// The share in percent.
        percent: NonNegative,
    },
    /// The n-th highest sample: 1 is the highest; the lowest sample if there are fewer.
    Highest(usize),
    /// The mean of all values.
    Mean,
}

/// How the figures of the groups are combined into one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// The largest.
    #[default]
    Max,
    /// The mean of all values.
    Mean,
    /// The mean of the n largest values, or of all if there are fewer.
    ///
    /// Source: Tencent Cloud, enhanced 95 (the mean of the month's five highest days).
    MeanOfTop(usize),
    /// The n-th largest value, or zero if there are fewer: of the peaks of four days, 4 is the
    /// smallest.
    ///
    /// Source: Volcengine, CDN billing (the fourth peak of the month).
    Highest(usize),
    /// The sum, which bills each day separately.
    Sum,
}

/// The figure of a peak method, and the groups from which it results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peak {
    /// The figure in Mbps.
    pub mbps: Figure,
    /// The number of samples above the billed ones, in all groups together.
    pub discarded_count: usize,
    /// The figure of each group, in chronological order.
    pub groups: Vec<GroupPeak>,
    /// The minutes of the samples that were used; the indices of discarded samples count them.
    pub interval: i64,
}

impl Method {
    /// Whether samples are longer than those that the method bills, or cannot be averaged to them, so that the figure is
    /// of other samples than the bill's.
    ///
    /// ```
    /// use netprice::bandwidth::method::Method;
    /// use netprice::bandwidth::samples::Samples;
    /// let method: Method = serde_json::from_str(r#"{ "interval": 5, "within": "mean" }"#).unwrap();
    /// let of = |interval| Samples { first_minute: 0, interval, values: Vec::new(), clock_changes: Vec::new() };
    /// assert!(method.is_finer_than(&of(60)) && method.is_finer_than(&of(3)));
    /// assert!(!method.is_finer_than(&of(1)));
    /// ```
    #[must_use]
    pub fn is_finer_than(&self, samples: &Samples) -> bool {
        self.interval
            .is_some_and(|interval| !samples.fits(interval.into()))
    }
}

/// The figure of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPeak {
    /// The day, counted from 1970-01-01; `None` if the group is the whole period.
    pub day: Option<i64>,
    /// The figure in Mbps.
    pub mbps: Figure,
    /// Whether any sample of the group is above zero.
    pub has_traffic: bool,
    /// The number of samples that count.
    pub samples: usize,
    /// The rank from the top of the billed sample, 1 for the highest; for an interpolated figure
    /// that of the lower sample; `None` for a mean.
    pub rank: Option<usize>,
    /// The indices of the samples above the billed one, in chronological order; of equal samples
    /// the earliest. Empty if every sample counts.
    pub discarded: Vec<usize>,
}

/// Computes the figure of a peak method over samples.
///
/// # Errors
/// [`Problem::MissingSample`] if the method refuses missing samples, [`ValueProblem::Empty`] if no
/// sample is left, [`ValueProblem::AboveLimit`] for a percentage above 100,
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::bandwidth::method::{Method, peak};
/// use netprice::bandwidth::samples::{Sample, Samples};
/// let values = (1..=20).map(|n| Some(Sample { inbound: 0, outbound: n * 5_000_000_000_000 }));
/// let samples = Samples { first_minute: 0, interval: 5, values: values.collect(), clock_changes: Vec::new() };
/// let of = |within: &str| {
///     let method: Method = serde_json::from_str(&format!("{{ \"within\": {within} }}")).unwrap();
///     peak(&samples, &method).unwrap().mbps.to_string()
/// };
/// assert_eq!(of(r#"{ "nearest_rank": { "percent": "95" } }"#), "95");
/// assert_eq!(of(r#"{ "interpolated": { "percent": "95" } }"#), "95.25");
/// assert_eq!(of(r#"{ "discard_top": { "percent": "5" } }"#), "95"); // one of 20
/// assert_eq!(of(r#"{ "discard_top_rounded_up": { "percent": "6" } }"#), "90"); // 1.2 of 20: two
/// assert_eq!(of(r#"{ "highest": 4 }"#), "85");
/// assert_eq!(of(r#""mean""#), "52.5");
/// let method: Method = serde_json::from_str(r#"{ "within": { "highest": 4 } }"#).unwrap();
/// let fourth = peak(&samples, &method)?;
/// assert_eq!((fourth.discarded_count, fourth.groups[0].rank), (3, Some(4)));
/// # Ok::<(), netprice::Problem>(())
/// ```
pub fn peak(samples: &Samples, method: &Method) -> Result<Peak, Problem> {
    method.rounding.map_or(Ok(()), Rounding::check_places)?;
    let interval = method.interval.map_or(samples.interval, i64::from);
    let samples = samples.resampled(interval);
    let samples = samples.as_ref();
    let mut groups = Vec::new();
    let mut start = 0;
    while start < samples.values.len() {
        let (day, end) = match method.group {
            Group::All => (None, samples.values.len()),
            Group::Day => (Some(samples.day_of(start)), samples.day_end(start)),
        };
        let counted = Counted::of(day, samples, start..end, method)?;
        if !counted.bits.is_empty() {
            groups.push(within(&counted, method.within)?);
        }
        start = end;
    }
    if groups.is_empty() {
        return Err(ValueProblem::Empty.into());
    }
    let figures = groups.iter().map(|group| group.mbps.exact()).collect();
    let figure = across(figures, method.across)?;
    let figure = match method.rounding {
        Some(rounding) => figure.to_places(rounding)?,
        None => figure,
    };
    Ok(Peak {
        mbps: Figure::of(figure)?,
        discarded_count: groups.iter().map(|group| group.discarded.len()).sum(),
        groups,
        interval: samples.interval,
    })
}

/// The samples of a group as rates, with their indices among all samples.
struct Counted {
    day: Option<i64>,
    bits: Vec<u64>,
    /// The index of the first sample; `dropped` has the index of each if some are left out.
    first: usize,
    dropped: Option<Vec<usize>>,
}

impl Counted {
    fn of(
        day: Option<i64>,
        samples: &Samples,
        range: Range<usize>,
        method: &Method,
    ) -> Result<Self, Problem> {
        let first = range.start;
        let values = samples.values.get(range).unwrap_or_default();
        let (mut bits, is_missing) = method.direction.of_all(values)?;
        let mut dropped = None;
        match (is_missing, method.missing) {
            (false, _) | (true, Missing::Zero) => {}
            (true, Missing::Refuse) => {
                let offset = values.iter().position(Option::is_none).unwrap_or_default();
                let value = first.saturating_add(offset).saturating_add(1);
                let of = samples.values.len();
                return Err(Problem::MissingSample { value, of });
            }
            (true, Missing::Drop) => {
                let known = values.iter().zip(&bits).enumerate();
                let known = known.filter(|(_, (sample, _))| sample.is_some());
                let (places, kept) = known
                    .map(|(offset, (_, bits))| (first.saturating_add(offset), *bits))
                    .unzip();
                (dropped, bits) = (Some(places), kept);
            }
        }
        Ok(Self {
            day,
            bits,
            first,
            dropped,
        })
    }

    fn place(&self, index: usize) -> usize {
        match &self.dropped {
            Some(places) => places.get(index).copied().unwrap_or_default(),
            None => self.first.saturating_add(index),
        }
    }

    /// The bits of the sample with `above` samples above it, and the indices of those, in
    /// chronological order.
    fn with_above(&self, above: usize) -> (u64, Vec<usize>) {
        let mut order = self.bits.clone();
        // The rank counts from the bottom, because selection is fast in ascending order.
        let rank = order.len().saturating_sub(above).saturating_sub(1);
        let (_, billed, top) = order.select_nth_unstable(rank);
        let billed = *billed;
        let higher = top.iter().filter(|bits| **bits > billed).count();
        // Of the samples equal to the billed one, the earliest count as above it.
        let mut equal = above.saturating_sub(higher);
        let mut places = Vec::with_capacity(above);
        for (index, bits) in self.bits.iter().enumerate() {
            if *bits < billed || (*bits == billed && equal == 0) {
                continue;
            }
            equal = equal.saturating_sub(usize::from(*bits == billed));
            places.push(self.place(index));
        }
        (billed, places)
    }
}

fn within(counted: &Counted, within: Within) -> Result<GroupPeak, ValueProblem> {
    let count = counted.bits.len();
    let has_traffic = counted.bits.iter().any(|bits| *bits > 0);
    let last = count.saturating_sub(1);
    let (above, figure) = match within {
        Within::DiscardTop { percent } => {
            let discarded = share(count, percent)?.floor();
            (decimal::whole(discarded.decimal()?)?.min(last), None)
        }
        Within::DiscardTopRoundedUp { percent } => {
            let discarded = share(count, percent)?.ceiling()?;
            (decimal::whole(discarded.decimal()?)?.min(last), None)
        }
        Within::NearestRank { percent } => {
            let rank = share(count, percent)?.ceiling()?;
            let rank = decimal::whole(rank.decimal()?)?.clamp(1, count);
            (count.saturating_sub(rank), None)
        }
        Within::Highest(nth) => (nth.saturating_sub(1).min(last), None),
        Within::Interpolated { percent } => {
            let at = share(last, percent)?;
            let above = last.saturating_sub(decimal::whole(at.floor().decimal()?)?);
            let between = at.minus(at.floor())?;
            (above, Some(interpolated(&counted.bits, above, between)?))
        }
        Within::Mean => (0, Some(mean(&counted.bits)?)),
    };
    let (rank, (billed, discarded)) = match within {
        Within::Mean => (None, (0, Vec::new())),
        Within::DiscardTop { .. }
        | Within::DiscardTopRoundedUp { .. }
        | Within::NearestRank { .. }
        | Within::Highest(_)
        | Within::Interpolated { .. } => (Some(above.saturating_add(1)), counted.with_above(above)),
    };
    Ok(GroupPeak {
        day: counted.day,
        mbps: Figure::of(figure.unwrap_or_else(|| mbps(billed).into()))?,
        has_traffic,
        samples: count,
        rank,
        discarded,
    })
}

fn share(count: usize, percent: NonNegative) -> Result<Ratio, ValueProblem> {
    at_most(percent, NonNegative::from(100_u32))?;
    let percent = Ratio::from(percent.get()).times(Decimal::from(count).into())?;
    percent.over(100.into())
}

/// Interpolates between the sample with `above` samples above it and the next higher one.
fn interpolated(bits: &[u64], above: usize, share: Ratio) -> Result<Ratio, ValueProblem> {
    let mut order = bits.to_vec();
    let (top, low, _) = order.select_nth_unstable_by(above, |a, b| b.cmp(a));
    let low = Ratio::from(mbps(*low));
    let high = top.iter().min().map_or(low, |bits| mbps(*bits).into());
    low.plus(high.minus(low)?.times(share)?)
}

fn mean(bits: &[u64]) -> Result<Ratio, ValueProblem> {
    let sum = sum_mbps(bits.iter().copied())?;
    Ratio::from(sum).over(Decimal::from(bits.len()).into())
}

fn across(mut figures: Vec<Ratio>, across: Across) -> Result<Ratio, ValueProblem> {
    let sum = |figures: &[Ratio]| Sum::of(figures.iter().copied())?.get();
    let mean = |figures: &[Ratio]| sum(figures)?.over(Decimal::from(figures.len()).into());
    match across {
        Across::Max => Ok(figures.into_iter().max().unwrap_or_default()),
        Across::Sum => sum(&figures),
        Across::Mean => mean(&figures),
        Across::Highest(nth) => {
            figures.sort_unstable_by(|a, b| b.cmp(a));
            let figure = figures.get(nth.saturating_sub(1));
            Ok(figure.copied().unwrap_or_default())
        }
        Across::MeanOfTop(count) => {
            figures.sort_unstable_by(|a, b| b.cmp(a));
            figures.truncate(count.max(1));
            mean(&figures)
        }
    }
}
