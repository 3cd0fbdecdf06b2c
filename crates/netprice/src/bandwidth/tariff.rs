//! Tariffs: the cost of a month of traffic under one way of billing it.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bandwidth::method::{Method, peak};
use crate::bandwidth::samples::{DAY, Direction, Samples, mbps};
use crate::bandwidth::volume::total;
use crate::book::price::{PriceModel, Window};
use crate::problem::{Located, Problem, under};
use crate::rating::context::BookTerms;
use crate::rating::rate::plain_cost;
use crate::rating::step::Slice;
use crate::value::decimal::NonNegative;
use crate::value::figure::Figure;
use crate::value::money::{Currency, Money};
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// One way of billing a month of traffic: a metering rule, a unit and a price.
///
/// 300 GB at 0.8 a GB, a link of 5 Mbps at 125 a month, and a 95th percentile of 40 Mbps at 100 are
/// three tariffs. Source: the network prices of Alibaba Cloud and Tencent Cloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// The rule that meters the traffic.
    pub metering: Metering,
    /// The unit to which the price applies.
    pub unit: TariffUnit,
    /// The currency of the price.
    pub currency: Currency,
    /// The price, with tier bounds in the unit.
    pub price: PriceModel,
    /// Whether the source says that the traffic is free; a price of zero without that is refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub free: bool,
}

/// The minutes of a sample of daily peaks, and the most of one of a fixed bandwidth.
const FIVE: u32 = 5;

/// The rule that meters traffic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metering {
    /// The volume in a direction: 1 Mbps over a day is 10.8 GB. Missing samples count as zero. A
    /// price by the hour of the day has the volume of each of its windows, on the local clock of
    /// the provider.
    Volume(Direction),
    /// A fixed bandwidth for the whole time: the highest sample, rounded up to whole Mbps. 4.2 Mbps
    /// needs a link of 5.
    Fixed(Direction),
    /// The highest sample of five minutes of each day; each day is billed separately, so 3 and 5 Mbps are
    /// two figures.
    DailyPeak(Direction),
    /// The figure of a peak method.
    Peak(Method),
}

impl Metering {
    /// The minutes of the samples that a bill counts; `None` where any samples do.
    ///
    /// A peak method states its own, and daily peaks are of five minutes. A fixed bandwidth has to carry the highest sample
    /// of any length up to five minutes.
    #[must_use]
    pub fn interval(&self) -> Option<u32> {
        match self {
            Self::Volume(_) => None,
            Self::Fixed(_) | Self::DailyPeak(_) => Some(FIVE),
            Self::Peak(method) => method.interval,
        }
    }

    /// Whether samples are too long for the peak that is metered, or cannot be averaged to it: the highest mean of an
    /// hour says nothing of the highest mean of five minutes in it.
    #[must_use]
    pub fn is_finer_than(&self, samples: &Samples) -> bool {
        match self {
            Self::Volume(_) => false,
            Self::Fixed(_) => samples.interval > FIVE.into(),
            Self::DailyPeak(_) => !samples.fits(FIVE.into()),
            Self::Peak(method) => method.is_finer_than(samples),
        }
    }
}

/// The unit of a traffic price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TariffUnit {
    /// 10⁹ bytes.
    #[serde(rename = "GB")]
    Gb,
    /// 2³⁰ bytes.
    #[serde(rename = "GiB")]
    Gib,
    /// One Mbps over the whole of the samples, taken as one month.
    #[serde(rename = "Mbps-month")]
    MbpsMonth,
    /// One Mbps over a day; started days are charged as whole ones.
    #[serde(rename = "Mbps-day")]
    MbpsDay,
    /// One Mbps over an hour; started hours are charged as whole ones.
    #[serde(rename = "Mbps-hour")]
    MbpsHour,
}

impl TariffUnit {
    /// The unit of a metered figure, such as Mbps for prices by the Mbps-day.
    ///
    /// ```
    /// use netprice::bandwidth::tariff::TariffUnit;
    /// assert_eq!(TariffUnit::MbpsDay.of_figure(), "Mbps");
    /// assert_eq!(TariffUnit::Gib.of_figure(), "GiB");
    /// ```
    #[must_use]
    pub fn of_figure(self) -> &'static str {
        match self {
            Self::Gb => "GB",
            Self::Gib => "GiB",
            Self::MbpsMonth | Self::MbpsDay | Self::MbpsHour => "Mbps",
        }
    }
}

/// The figures that a tariff metered from some traffic, before pricing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metered {
    /// The billed figures in GB, GiB or Mbps: one in all, or one for each day or window of the day.
    pub figures: Vec<Figure>,
    /// The number of months, days or hours for which each figure is billed; 1 for volumes and daily
    /// peaks.
    pub times: NonNegative,
    /// The indices of the samples that a peak method discarded.
    pub discarded: Vec<usize>,
}

/// The cost of traffic under a tariff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffBill {
    /// The metered figures.
    pub metered: Metered,
    /// The slices of each figure by the price's tiers, for one month, day or hour.
    pub slices: Vec<Vec<Slice>>,
    /// The sum of all slices × times.
    pub cost: Money,
}

impl TariffUnit {
    /// Whether the unit is a volume (and not a rate).
    #[must_use]
    pub fn is_volume(self) -> bool {
        matches!(self, Self::Gb | Self::Gib)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gb => "GB",
            Self::Gib => "GiB",
            Self::MbpsMonth | Self::MbpsDay | Self::MbpsHour => "Mbps",
        }
    }
}

impl Tariff {
    /// All problems of the tariff: a volume priced by the Mbps or the other way round, daily peaks
    /// not priced by the day, a peak method priced by the hour, a bandwidth priced by the hour of
    /// the day, a price of zero that is not said to be free, and tiers with gaps.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut problems: Vec<Located> = under(self.price.problems(), "price").collect();
        if self.price.is_zero() && !self.free {
            problems.push(Problem::ZeroPrice.at("price"));
        }
        let fits = match self.metering {
            Metering::Volume(_) => self.unit.is_volume(),
            Metering::Fixed(_) => !self.unit.is_volume(),
            Metering::DailyPeak(_) => self.unit == TariffUnit::MbpsDay,
            Metering::Peak(_) => matches!(self.unit, TariffUnit::MbpsMonth | TariffUnit::MbpsDay),
        };
        let is_timed = matches!(self.price, PriceModel::ByTimeOfDay(_));
        let fits = fits && (!is_timed || matches!(self.metering, Metering::Volume(_)));
        if !fits {
            problems.push(Problem::UnitOfMeasure.at("unit"));
        }
        problems
    }

    /// Meters traffic.
    ///
    /// # Errors
    /// [`Problem::MissingSample`] for a fixed bandwidth or daily peaks with a missing sample;
    /// [`Problem::OutsideHours`] for a sample outside every window of the price; those of [`peak`];
    /// [`ValueProblem::Empty`] for no samples; [`ValueProblem::TooLarge`].
    pub fn meter(&self, samples: &Samples) -> Result<Metered, Problem> {
        if samples.values.is_empty() {
            return Err(ValueProblem::Empty.into());
        }
        let one = |figure: Decimal| -> Result<Vec<Figure>, Problem> {
            Ok(vec![Figure::of(figure.into())?])
        };
        let (figures, discarded) = match &self.metering {
            Metering::Volume(direction) => (self.volumes(samples, *direction)?, Vec::new()),
            Metering::Fixed(direction) => {
                let known = samples.known(*direction)?;
                let highest = known.into_iter().map(|(_, bits)| bits).max();
                (one(mbps(highest.ok_or(ValueProblem::Empty)?))?, Vec::new())
            }
            Metering::DailyPeak(direction) => (
                daily_peaks(&samples.resampled(FIVE.into()), *direction)?,
                Vec::new(),
            ),
            Metering::Peak(method) => {
                let peak = peak(samples, method)?;
                let groups = peak.groups.into_iter();
                let discarded = groups.flat_map(|group| group.discarded).collect();
                (vec![peak.mbps], discarded)
            }
        };
        Ok(Metered {
            figures,
            times: NonNegative::new(self.times(samples))?,
            discarded,
        })
    }

    /// The volume, or the volume of each window of a price by the hour of the day.
    fn volumes(&self, samples: &Samples, direction: Direction) -> Result<Vec<Figure>, Problem> {
        let in_unit = |gb: Ratio| -> Result<Figure, Problem> {
            let is_binary = self.unit == TariffUnit::Gib;
            let size = if is_binary { 1 << 30 } else { 1_000_000_000 };
            Ok(Figure::of(gb.times(Ratio::of(1_000_000_000, size)?)?)?)
        };
        let PriceModel::ByTimeOfDay(windows) = &self.price else {
            return Ok(vec![in_unit(total(samples, direction)?)?]);
        };
        let minute_of_day = |index: usize| samples.minute_of(index).rem_euclid(DAY);
        let is_in = |window: &Window, index: usize| window.hours.has_minute(minute_of_day(index));
        let outside = (0..samples.values.len())
            .find(|index| !windows.iter().any(|window| is_in(window, *index)));
        if let Some(index) = outside {
            let minute = minute_of_day(index);
            let (hour, minute) = (minute.div_euclid(60), minute.rem_euclid(60));
            let value = format!("{hour:02}:{minute:02}");
            return Err(Problem::OutsideHours { value });
        }
        let of_window = |window: &Window| {
            let values = samples.values.iter().enumerate();
            let values = values.map(|(index, sample)| sample.filter(|_| is_in(window, index)));
            let part = Samples {
                values: values.collect(),
                ..samples.clone()
            };
            in_unit(total(&part, direction)?)
        };
        windows.iter().map(of_window).collect()
    }

    /// The number of months, days or hours for which each figure is billed.
    fn times(&self, samples: &Samples) -> Decimal {
        let count = i64::try_from(samples.values.len()).unwrap_or(i64::MAX);
        let minutes = count.saturating_mul(samples.interval);
        let started = |of: i64| {
            let last = minutes.saturating_add(of).saturating_sub(1);
            Decimal::from(last.checked_div(of).unwrap_or_default())
        };
        match (&self.metering, self.unit) {
            (Metering::DailyPeak(_), _)
            | (_, TariffUnit::Gb | TariffUnit::Gib | TariffUnit::MbpsMonth) => Decimal::ONE,
            (_, TariffUnit::MbpsDay) => started(DAY),
            (_, TariffUnit::MbpsHour) => started(60),
        }
    }

    /// Prices metered traffic after growth to `percent` of its size; 100 for no growth.
    ///
    /// Figures grow with the traffic; then a fixed bandwidth is rounded up to whole Mbps, and the
    /// figure of a peak method with a rounding is rounded.
    ///
    /// # Errors
    /// Those of [`plain_slices`](crate::rating::rate::plain_slices).
    pub fn price(&self, metered: &Metered, percent: u32) -> Result<TariffBill, Problem> {
        let currency = self.currency;
        let listing = BookTerms::unrounded(currency);
        let mut each = Vec::with_capacity(metered.figures.len());
        let mut exact = Ratio::ZERO;
        for (index, figure) in metered.figures.iter().enumerate() {
            let grown = figure.exact().times(Ratio::of(percent.into(), 100)?)?;
            let grown = match &self.metering {
                Metering::Fixed(_) => grown.ceiling()?,
                Metering::Peak(Method {
                    rounding: Some(rounding),
                    ..
                }) => grown.to_places(*rounding)?,
                Metering::Volume(_) | Metering::DailyPeak(_) | Metering::Peak(_) => grown,
            };
            let price = match &self.price {
                PriceModel::ByTimeOfDay(windows) => {
                    let window = windows.get(index).ok_or(Problem::NoHoursOfDay)?;
                    &window.price
                }
                PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::AllUnits(_) => {
                    &self.price
                }
            };
            let (slices, cost) = self.cost_of(price, grown, &listing)?;
            exact = exact.plus(cost)?;
            each.push(slices);
        }
        let cost = exact.times(metered.times.get().into())?;
        Ok(TariffBill {
            cost: Money::of(cost, currency)?,
            slices: each,
            metered: metered.clone(),
        })
    }

    /// Prices a figure for one month, day or hour.
    pub(super) fn slices(
        &self,
        figure: Decimal,
        listing: &BookTerms,
    ) -> Result<Vec<Slice>, Problem> {
        let cost = self.cost_of(&self.price, figure.into(), listing);
        cost.map(|(slices, _)| slices)
    }

    /// The slices of a figure and their exact cost.
    fn cost_of(
        &self,
        price: &PriceModel,
        figure: Ratio,
        listing: &BookTerms,
    ) -> Result<(Vec<Slice>, Ratio), Problem> {
        let quantity = Quantity::new(figure, self.unit.name().parse()?)?;
        plain_cost(price, &quantity, listing)
    }

    /// Meters and prices traffic.
    ///
    /// # Errors
    /// Those of [`Tariff::meter`] and [`Tariff::price`].
    ///
    /// ```
    /// use netprice::bandwidth::tariff::{Metering, Tariff, TariffUnit};
    /// use netprice::bandwidth::samples::Direction;
    /// use netprice::bandwidth::samples::{Sample, Samples};
    /// use netprice::book::price::PriceModel;
    ///
    /// // A day at 1 Mbps, but for five minutes at 4.2: 10.92 GB, or a link of 5 Mbps.
    /// let at = |outbound| Some(Sample { inbound: 0, outbound });
    /// let mut values = vec![at(1_000_000_000_000); 288];
    /// values[7] = at(4_200_000_000_000);
    /// let samples = Samples { first_minute: 0, interval: 5, values, clock_changes: Vec::new() };
    /// let cost = |metering, unit, price: &str| {
    ///     let (currency, price) = ("CNY".parse().unwrap(), PriceModel::Flat(price.parse().unwrap()));
    ///     let tariff = Tariff { metering, unit, currency, price, free: false };
    ///     tariff.bill(&samples).unwrap().cost.to_string()
    /// };
    /// assert_eq!(cost(Metering::Volume(Direction::Out), TariffUnit::Gb, "0.8"), "8.736 CNY");
    /// assert_eq!(cost(Metering::Fixed(Direction::Out), TariffUnit::MbpsMonth, "25"), "125 CNY");
    /// assert_eq!(cost(Metering::Fixed(Direction::Out), TariffUnit::MbpsHour, "0.1"), "12 CNY");
    /// ```
    pub fn bill(&self, samples: &Samples) -> Result<TariffBill, Problem> {
        self.price(&self.meter(samples)?, 100)
    }
}

/// The highest sample of each day, in Mbps.
fn daily_peaks(samples: &Samples, direction: Direction) -> Result<Vec<Figure>, Problem> {
    let mut peaks: Vec<(i64, u64)> = Vec::new();
    for (index, bits) in samples.known(direction)? {
        let day = samples.day_of(index);
        match peaks.last_mut() {
            Some((last, highest)) if *last == day => *highest = bits.max(*highest),
            Some(_) | None => peaks.push((day, bits)),
        }
    }
    let peaks = peaks.into_iter();
    peaks
        .map(|(_, bits)| Ok(Figure::of(mbps(bits).into())?))
        .collect()
}
