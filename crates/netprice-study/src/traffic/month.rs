//! A month of samples without gaps, and its figures.

use netprice::NonNegative;
use netprice::bandwidth::method::{Method, Missing};
use netprice::bandwidth::samples::{Direction, Fill, MEGABIT, Samples, mbps, sum_mbps};
use netprice::bandwidth::tariff::Metering;
use netprice::bandwidth::volume::total;
use netprice::value::day::{Date, DateTime};
use netprice::value::decimal;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice_import::traffic::TrafficReport;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::traffic::samples::{MissingSamples, time};

/// The minutes of a day.
const DAY: i64 = 1_440;

/// The traffic of a day, of some days or of an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficSpan {
    /// The number of its first day, counted from 1.
    pub number: i64,
    /// Its first day; `None` for samples without times.
    pub day: Option<Date>,
    /// The hour of the day, if it is an hour.
    pub hour: Option<i64>,
    /// The highest outbound sample in Mbps.
    pub highest_mbps: Decimal,
    /// The mean outbound traffic in Mbps, rounded half-even to 12 decimals.
    pub mean_mbps: Decimal,
}

impl TrafficSpan {
    /// The highest and the mean of samples, without a time.
    fn of(bits: &[u64]) -> Self {
        let sum = sum_mbps(bits.iter().copied()).unwrap_or_default();
        let count = Decimal::from(bits.len().max(1));
        Self {
            number: 0,
            day: None,
            hour: None,
            highest_mbps: mbps(bits.iter().copied().max().unwrap_or_default()),
            mean_mbps: decimal::over(sum, count).unwrap_or_default().normalize(),
        }
    }
}

/// Samples as they are known, and with their gaps filled, as far as the question asks for it.
///
/// A peak method with a rule of its own for missing samples uses the known ones, and everything else the filled ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The samples with their gaps filled.
    pub samples: Samples,
    /// The samples as they are known; `None` if there is no gap.
    pub known: Option<Samples>,
    /// The number of samples that were missing.
    pub missing: usize,
    /// What was read of the file of the samples; `None` if there is no file.
    pub report: Option<TrafficReport>,
}

impl Month {
    /// Fills the gaps of samples; with [`MissingSamples::Keep`] they stay.
    #[must_use]
    pub fn of(samples: &Samples, missing: MissingSamples) -> Self {
        let known = samples;
        let (samples, missing) = match missing {
            MissingSamples::Zero => samples.filled(Fill::Zero),
            MissingSamples::Last => samples.filled(Fill::Last),
            MissingSamples::Keep => {
                let missing = samples.values.iter().filter(|value| value.is_none());
                let missing = missing.count();
                (samples.clone(), missing)
            }
        };
        Self {
            samples,
            known: (missing > 0).then(|| known.clone()),
            missing,
            report: None,
        }
    }

    /// The samples that a peak method uses: the known ones if it has a rule for missing samples, else the filled ones.
    #[must_use]
    pub fn for_method(&self, method: &Method) -> &Samples {
        match (method.missing, &self.known) {
            (Missing::Zero | Missing::Drop, Some(known)) => known,
            (Missing::Refuse, _) | (_, None) => &self.samples,
        }
    }

    /// The samples that a tariff meters; those of [`Month::for_method`] for a peak method.
    #[must_use]
    pub fn for_metering(&self, metering: &Metering) -> &Samples {
        match metering {
            Metering::Peak(method) => self.for_method(method),
            Metering::Volume(_) | Metering::Fixed(_) | Metering::DailyPeak(_) => &self.samples,
        }
    }

    /// The traffic by day, or by hour if the samples cover at most two days; if there would be more than
    /// `most` days, some days each. Missing samples count as no traffic.
    ///
    /// ```
    /// use netprice_study::traffic::Month;
    /// use netprice_study::traffic::samples::MissingSamples;
    /// use netprice_study::traffic::Table;
    /// let table = "2026-11-01T23:00,10\n2026-11-01T23:30,30\n2026-11-02T00:00,2\n";
    /// let samples = Table { text: table.to_owned(), ..Table::default() }.read()?.samples;
    /// let spans = Month::of(&samples, MissingSamples::Zero).spans(31);
    /// assert_eq!((spans.len(), spans[0].hour, spans[1].hour), (2, Some(23), Some(0)));
    /// assert_eq!(spans[0].highest_mbps.to_string(), "30");
    /// assert_eq!(spans[0].mean_mbps.to_string(), "20"); // (10 + 30) ÷ 2
    /// assert_eq!(spans[1].day.unwrap().to_string(), "2026-11-02");
    /// # Ok::<(), netprice_study::Problems>(())
    /// ```
    #[must_use]
    pub fn spans(&self, most: u32) -> Vec<TrafficSpan> {
        const HOUR: i64 = 60;
        let days = self.days();
        let each = if days <= 2 {
            HOUR
        } else {
            let most = i64::from(most.max(1));
            let started = days.saturating_add(most).saturating_sub(1);
            started.div_euclid(most).saturating_mul(DAY)
        };
        let first = self.samples.first_minute;
        let start = first
            .div_euclid(each.min(DAY))
            .saturating_mul(each.min(DAY));
        let mut spans: Vec<(i64, Vec<u64>)> = Vec::new();
        for (index, sample) in self.samples.values.iter().enumerate() {
            let minute = self.samples.minute_of(index);
            let place = minute.saturating_sub(start).div_euclid(each);
            let bits = sample.map(|sample| sample.outbound).unwrap_or_default();
            match spans.last_mut() {
                Some((last, values)) if *last == place => values.push(bits),
                _ => spans.push((place, vec![bits])),
            }
        }
        // Samples without a time start at the first minute of 1970.
        let is_dated = first != 0;
        let spans = spans.into_iter().map(|(place, values)| {
            let begin = start.saturating_add(place.saturating_mul(each));
            let number = begin.div_euclid(DAY).saturating_sub(start.div_euclid(DAY));
            let hour = (each < DAY).then(|| begin.rem_euclid(DAY).div_euclid(HOUR));
            TrafficSpan {
                number: number.saturating_add(1),
                day: time(begin).filter(|_| is_dated).map(DateTime::date),
                hour,
                ..TrafficSpan::of(&values)
            }
        });
        spans.collect()
    }

    fn minutes(&self) -> i64 {
        let count = i64::try_from(self.samples.values.len()).unwrap_or(i64::MAX);
        count.saturating_mul(self.samples.interval)
    }

    /// The number of days that the samples cover; a started day counts as a whole one.
    #[must_use]
    pub fn days(&self) -> i64 {
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
        let mbps = self.highest_bits().div_ceil(MEGABIT).max(1);
        u32::try_from(mbps).unwrap_or(u32::MAX)
    }

    /// The outbound volume in GB of 10⁹ bytes; a missing sample counts as no traffic.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn volume_gb(&self) -> Result<NonNegative, ValueProblem> {
        NonNegative::new(total(&self.samples, Direction::Out)?.decimal()?)
    }

    /// The peak, in whole Mbps and rounded up, with which a made-up month has a volume in GB, if this is that month
    /// with another peak; `None` for no volume, and for one that no peak reaches.
    ///
    /// ```
    /// use netprice_study::traffic::Month;
    /// use netprice_study::traffic::samples::MissingSamples;
    /// use netprice_study::traffic::Table;
    /// // Half an hour at 8 Mbps and half an hour at 4 carry 1.8 and 0.9 GB.
    /// let text = "2026-11-01T23:00,8\n2026-11-01T23:30,4\n".to_owned();
    /// let samples = Table { text, ..Table::default() }.read()?.samples;
    /// let month = Month::of(&samples, MissingSamples::Zero);
    /// assert_eq!(month.peak_for(8, "5.4".parse()?), Some(16));
    /// assert_eq!(month.peak_for(8, "5.5".parse()?), Some(17));
    /// // A ten-thousandth of a billionth above 5.4 GB needs one Mbps more.
    /// assert_eq!(month.peak_for(8, "5.4000000000001".parse()?), Some(17));
    /// assert_eq!(month.peak_for(8, "0".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn peak_for(&self, peak: u32, gb: NonNegative) -> Option<u32> {
        let volume = total(&self.samples, Direction::Out).ok()?;
        let wanted = Ratio::from(Decimal::from(peak)).times(gb.get().into());
        let other = wanted.ok()?.over(volume).ok()?.ceiling().ok()?;
        other.decimal().ok()?.to_u32().filter(|other| *other > 0)
    }

    /// The mean outbound traffic in Mbps; a missing sample counts as no traffic.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn mean_mbps(&self) -> Result<NonNegative, ValueProblem> {
        let each = self.samples.values.iter().flatten();
        let sum = sum_mbps(each.map(|sample| sample.outbound))?;
        let count = Decimal::from(self.samples.values.len().max(1));
        NonNegative::new(Ratio::from(sum).over(count.into())?.decimal()?)
    }
}
