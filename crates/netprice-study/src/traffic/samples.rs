//! The forms of traffic in a study: values, a series, rows with times, a table, generated traffic.

use netprice::NonNegative;
use std::time::Duration;

use netprice::bandwidth::samples::{
    ClockChange, MEGABIT, Sample, SampleRow, Samples, Zone, mbps, minute, of_mbps,
};
use netprice::bandwidth::shapes::{Shape, month};
use netprice::value::day::{Date, DateTime};
use netprice::value::decimal::print;
use netprice::value::limits::{HOURS, INTERVAL_MINUTES, SAMPLES, at_most};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_import::traffic::TrafficReport;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problems, StudyProblem};
use crate::traffic::table::Table;

/// The clock of China, UTC+8, on which providers in China count the days that they bill.
pub const CHINA: Zone = Zone(480);

/// The default interval of samples, in minutes.
const FIVE_MINUTES: u32 = 5;

/// Traffic, in one of several forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TrafficSamples {
    /// Outbound Mbps, one value every five minutes.
    Values(Vec<NonNegative>),
    /// This number of outbound values 1, 2, 3 … Mbps, one every five minutes.
    Ramp(u32),
    /// Inbound and outbound Mbps at even intervals.
    Series(SampleSeries),
    /// Rows with times; a missing time is a gap.
    Rows(Rows),
    /// The text of a file: the export of a monitoring tool, or a table with times.
    Table(Table),
    /// A constant rate in both directions.
    Steady(Steady),
    /// Traffic generated from a seed.
    MadeUp(MadeUp),
}

/// Inbound and outbound Mbps at even intervals; an empty text is a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SampleSeries {
    /// The time of the first sample, such as `2026-11-01T00:00`; 1970-01-01 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The minutes of an interval; five if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// Inbound Mbps; no traffic if absent.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub inbound: Vec<String>,
    /// Outbound Mbps; no traffic if absent.
    #[serde(rename = "out", skip_serializing_if = "Vec::is_empty")]
    pub outbound: Vec<String>,
    /// The changes of the local clock within the samples, such as summer time; none if absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clock_changes: Vec<ClockChange>,
}

/// Rows with times, in chronological order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// The minutes of an interval; five if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// The clock of whoever bills, in minutes east of UTC: 480 for China; UTC if absent.
    #[serde(default, skip_serializing_if = "is_utc")]
    pub utc_offset_minutes: i64,
    /// The rows.
    pub rows: Vec<TrafficRow>,
}

/// A time, and the traffic in the interval that starts at this time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrafficRow {
    /// The time: `2026-11-01T00:05`, with a zone such as `Z` or `+08:00` or without one.
    pub time: String,
    /// Inbound Mbps; no traffic if absent.
    #[serde(rename = "in", default)]
    pub inbound: NonNegative,
    /// Outbound Mbps; no traffic if absent.
    #[serde(rename = "out", default)]
    pub outbound: NonNegative,
}

/// A constant rate in both directions, in samples of five minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steady {
    /// The rate in whole Mbps.
    pub mbps: u32,
    /// The number of hours, at most 8,784.
    pub hours: u32,
}

/// Traffic generated from a seed: the same seed yields the same samples on every platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeUp {
    /// The course over a day and over the month.
    pub shape: Shape,
    /// The number of days, at most 366.
    pub days: u32,
    /// The outbound rate in the evening, in Mbps.
    pub highest_mbps: u32,
    /// The seed of the random variation.
    pub seed: u64,
}

fn is_utc(offset: &i64) -> bool {
    *offset == 0
}

/// The value that replaces a missing sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingSamples {
    /// None: the sample stays missing, and a bill that needs it reports that.
    #[default]
    Keep,
    /// No traffic.
    Zero,
    /// The traffic of the sample before it.
    Last,
}

impl TrafficSamples {
    /// Reads or generates the samples.
    ///
    /// # Errors
    /// All problems, each with its path.
    pub fn samples(&self) -> Result<Samples, Problems> {
        Ok(self.read()?.0)
    }

    /// Reads or generates the samples, with the report of a file.
    ///
    /// # Errors
    /// All problems, each with its path; a row of a file that cannot be read is in the report.
    pub fn read(&self) -> Result<(Samples, Option<TrafficReport>), Problems> {
        let samples = match self {
            Self::Values(values) => of_values(values),
            Self::Ramp(count) => ramp(*count),
            Self::Series(series) => series.samples().map_err(|p| p.under("series")),
            Self::Rows(rows) => rows.samples().map_err(|p| p.under("rows")),
            Self::Table(table) => {
                let read = table.read().map_err(|problems| problems.under("table"))?;
                return Ok((read.samples, Some(read.report)));
            }
            Self::Steady(steady) => steady.samples().map_err(|p| p.under("steady").into()),
            Self::MadeUp(made_up) => made_up.samples().map_err(|p| p.under("made_up").into()),
        };
        Ok((samples?, None))
    }
}

fn of_values(values: &[NonNegative]) -> Result<Samples, Problems> {
    within(values.len(), SAMPLES, "values")?;
    let mut samples = Vec::with_capacity(values.len());
    let mut problems = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match of_mbps(*value) {
            Ok(outbound) => samples.push(Some(Sample {
                inbound: 0,
                outbound,
            })),
            Err(problem) => {
                let path = Path::from("values").index(index);
                problems.push(StudyProblem::from(problem).at(path));
            }
        }
    }
    Problems::none_of(problems)?;
    Ok(every_five_minutes(samples))
}

fn ramp(count: u32) -> Result<Samples, Problems> {
    within(
        usize::try_from(count).unwrap_or(usize::MAX),
        SAMPLES,
        "ramp",
    )?;
    let samples = (1..=u64::from(count)).map(|mbps| {
        Some(Sample {
            inbound: 0,
            outbound: mbps.saturating_mul(MEGABIT),
        })
    });
    Ok(every_five_minutes(samples.collect()))
}

pub(super) fn within<N: Copy + PartialOrd + ToString>(
    count: N,
    limit: N,
    at: &'static str,
) -> Result<(), Located> {
    at_most(count, limit).map_err(|problem| StudyProblem::from(problem).at(at))
}

fn every_five_minutes(values: Vec<Option<Sample>>) -> Samples {
    Samples {
        first_minute: 0,
        interval: i64::from(FIVE_MINUTES),
        values,
        clock_changes: Vec::new(),
    }
}

/// The minutes of an interval: five if absent, at most those of a day.
fn interval(given: Option<u32>) -> Result<i64, Located> {
    let minutes = given.unwrap_or(FIVE_MINUTES);
    if minutes == 0 {
        return Err(StudyProblem::from(ValueProblem::Zero).at("interval"));
    }
    within(minutes, INTERVAL_MINUTES, "interval")?;
    Ok(minutes.into())
}

impl From<&Samples> for SampleSeries {
    /// The series that reads as these samples; a time beyond the calendar is left out.
    fn from(samples: &Samples) -> Self {
        let each = |of: fn(Sample) -> u64| {
            let texts = samples.values.iter().map(|sample| match sample {
                Some(sample) => print(mbps(of(*sample))),
                None => String::new(),
            });
            texts.collect::<Vec<String>>()
        };
        let mut known = samples.values.iter().flatten();
        let is_inbound = known.any(|sample| sample.inbound > 0);
        Self {
            first: time(samples.first_minute).map(|time| time.to_string()),
            interval: u32::try_from(samples.interval).ok(),
            inbound: if is_inbound {
                each(|sample| sample.inbound)
            } else {
                Vec::new()
            },
            outbound: each(|sample| sample.outbound),
            clock_changes: samples.clock_changes.clone(),
        }
    }
}

/// The time of a minute that is counted from 1970-01-01 00:00.
pub(super) fn time(minute: i64) -> Option<DateTime> {
    let epoch = Date::constant(1970, 1, 1).at(0, 0, 0, 0);
    let distance = Duration::from_secs(minute.unsigned_abs().saturating_mul(60));
    let time = if minute < 0 {
        epoch.checked_sub(distance)
    } else {
        epoch.checked_add(distance)
    };
    time.ok()
}

impl SampleSeries {
    fn samples(&self) -> Result<Samples, Problems> {
        within(self.inbound.len(), SAMPLES, "in")?;
        within(self.outbound.len(), SAMPLES, "out")?;
        let mut problems = Vec::new();
        let interval = interval(self.interval).unwrap_or_else(|located| {
            problems.push(located);
            i64::from(FIVE_MINUTES)
        });
        let first = self.first.as_ref().map(|first| minute(first, Zone(0)));
        let first_minute = first.transpose().unwrap_or_else(|problem| {
            problems.push(StudyProblem::from(problem).at("first"));
            None
        });
        let inbound = bits(&self.inbound, "in", &mut problems);
        let outbound = bits(&self.outbound, "out", &mut problems);
        if inbound.is_empty() && outbound.is_empty() {
            problems.push(StudyProblem::from(ValueProblem::Empty).at("out"));
        }
        Problems::none_of(problems)?;
        let count = inbound.len().max(outbound.len());
        // An absent direction has no traffic; a direction that ends earlier has gaps.
        let of = |bits: &[Option<u64>], index: usize| {
            if bits.is_empty() {
                Some(0)
            } else {
                bits.get(index).copied().flatten()
            }
        };
        let values = (0..count).map(|index| {
            let (inbound, outbound) = (of(&inbound, index)?, of(&outbound, index)?);
            Some(Sample { inbound, outbound })
        });
        Ok(Samples {
            first_minute: first_minute.unwrap_or_default(),
            interval,
            values: values.collect(),
            clock_changes: self.clock_changes.clone(),
        })
    }
}

/// Converts rates in Mbps to those of samples; an empty text is a gap.
fn bits(texts: &[String], name: &'static str, problems: &mut Vec<Located>) -> Vec<Option<u64>> {
    let mut read = |(index, text): (usize, &String)| {
        if text.trim().is_empty() {
            return None;
        }
        let rate = text.trim().parse().map_err(StudyProblem::from);
        let rate = rate.and_then(|mbps: NonNegative| Ok(of_mbps(mbps)?));
        rate.map_err(|problem| problems.push(problem.at(Path::from(name).index(index))))
            .ok()
    };
    texts.iter().enumerate().map(&mut read).collect()
}

impl Rows {
    fn samples(&self) -> Result<Samples, Problems> {
        within(self.rows.len(), SAMPLES, "rows")?;
        let interval = interval(self.interval)?;
        let texts = self.rows.iter();
        let texts: Vec<[String; 2]> = texts
            .map(|row| [row.inbound.to_string(), row.outbound.to_string()])
            .collect();
        let rows = self.rows.iter().zip(&texts);
        let rows: Vec<SampleRow<'_>> = rows
            .map(|(row, [inbound, outbound])| SampleRow {
                time: &row.time,
                inbound,
                outbound,
            })
            .collect();
        let samples = Samples::read(&rows, interval, Zone(self.utc_offset_minutes));
        samples.map_err(netprice::Problems::lift)
    }
}

impl Steady {
    fn samples(self) -> Result<Samples, Located> {
        if self.hours == 0 {
            return Err(StudyProblem::from(ValueProblem::Zero).at("hours"));
        }
        within(self.hours, HOURS, "hours")?;
        Ok(Samples::steady(self.mbps, self.hours))
    }
}

impl MadeUp {
    fn samples(self) -> Result<Samples, Located> {
        for (name, count) in [("days", self.days), ("highest_mbps", self.highest_mbps)] {
            if count == 0 {
                return Err(StudyProblem::from(ValueProblem::Zero).at(name));
            }
        }
        let Self { shape, days, .. } = self;
        let made_up = month(shape, days, self.highest_mbps, self.seed);
        made_up.map_err(|problem| StudyProblem::from(problem).at("days"))
    }
}
