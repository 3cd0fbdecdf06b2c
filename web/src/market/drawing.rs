//! The history of a price and what may become of it.

use netprice::decimal::{self, Amount};
use netprice::error::{Problem, R};
use netprice::gpu::paths::{Drawing, Paths, Process, Reversion, Shock, lognormal};
use netprice::gpu::volatility::{Divisor, Year};
use netprice::money::Currency;
use netprice_catalog::hardware::{Hardware, PublishedSeries};
use rust_decimal::Decimal;

use super::reader::{Reader, Wrong, first};
use super::{LONGEST, SEED};
use crate::settings::{Setting, Settings};

/// How many paths are drawn while a person types.
pub const PATHS: u32 = 10_000;
/// Equally likely factors of a month.
const FACTORS: u32 = 128;
/// The days between two prices that count as a month.
const MONTH: std::ops::RangeInclusive<i64> = 25..=38;
/// The name of moves that are drawn from the history, and not made up.
pub const OBSERVED: &str = "observed";
/// The shares of the fan.
pub const FAN: [i64; 5] = [5, 25, 50, 75, 95];

/// The history of a price and what may become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The series.
    pub series: String,
    /// Its currency.
    pub currency: Currency,
    /// Its last price.
    pub last: Amount,
    /// The volatility of a year that the paths have.
    pub volatility: Amount,
    /// Whether that is the series' own, and not typed.
    pub is_own: bool,
    /// The largest fall in the history, as a share.
    pub largest_fall: Decimal,
    /// The paths.
    pub paths: Paths,
    /// The quantiles of each month, as multiples of the last price.
    pub fan: Vec<Vec<Amount>>,
    /// The share of paths on which it is ever half as much again.
    pub ever_half_more: Amount,
    /// The share of paths on which it ends lower.
    pub ends_lower: Amount,
}

/// The series that is chosen; the first for one that is not there.
#[must_use]
pub fn chosen<'a>(hardware: &'a Hardware, settings: &Settings) -> Option<&'a PublishedSeries> {
    let chosen = hardware.series_of(settings.get(Setting::Series));
    chosen.or(hardware.series.first())
}

/// The settings that the outlook depends on, and no others.
#[must_use]
pub fn outlook_settings(settings: &Settings) -> [String; 10] {
    [
        Setting::Moves,
        Setting::Block,
        Setting::PullLevel,
        Setting::PullSpeed,
        Setting::Series,
        Setting::Volatility,
        Setting::Horizon,
        Setting::ShockFactor,
        Setting::ShockMonth,
        Setting::ShockChance,
    ]
    .map(|setting| settings.get(setting).to_owned())
}

/// Draws the paths.
///
/// # Errors
/// What is wrong, by setting.
pub fn outlook(hardware: &Hardware, settings: &Settings) -> Result<Outlook, Wrong> {
    let at = |problem| Wrong::from([(Setting::Series, problem)]);
    let mut drawn = drawn(hardware, settings, PATHS)?;
    while drawn.month().map_err(at)? {}
    drawn.seen().map_err(at)
}

/// Makes ready to draw so many paths.
pub(super) fn drawn(hardware: &Hardware, settings: &Settings, count: u32) -> Result<Drawn, Wrong> {
    let mut reader = Reader::new(settings);
    let months = reader.whole(Setting::Horizon, LONGEST);
    let typed = settings.get(Setting::Volatility).trim();
    let at = |setting: Setting, problem: Problem| Wrong::from([(setting, problem)]);
    let series = chosen(hardware, settings).ok_or_else(|| at(Setting::Series, Problem::Empty))?;
    let (volatility, is_own) = match typed.is_empty() {
        true => {
            let own = series.prices.volatility(Divisor::Sample, Year::OwnSpacing);
            // Too few prices have none: it must be typed.
            let own = own.map_err(|_| Problem::Empty);
            (reader.keep(Setting::Volatility, own), true)
        }
        false => (reader.percent(Setting::Volatility, 1_000), false),
    };
    let chance = reader.percent(Setting::ShockChance, 100);
    let mut shocks = Vec::new();
    if !chance.is_zero() && months > 0 {
        let (month, factor) = (
            reader.whole(Setting::ShockMonth, months),
            reader.amount(Setting::ShockFactor),
        );
        if factor.is_zero() && !reader.wrong.contains_key(&Setting::ShockFactor) {
            reader.wrong.insert(Setting::ShockFactor, Problem::Zero);
        }
        shocks.push(Shock {
            month,
            factor,
            probability: chance,
        });
    }
    let speed = reader.percent(Setting::PullSpeed, 100);
    let reversion = (!speed.is_zero()).then(|| Reversion {
        level: reader.percent(Setting::PullLevel, 10_000),
        speed,
    });
    let is_observed = settings.get(Setting::Moves) == OBSERVED;
    let block = match is_observed {
        true => reader.whole(Setting::Block, LONGEST),
        // Made-up months follow each other in no order of their own.
        false => 1,
    };
    reader.done(())?;
    let factors = match is_observed {
        true => observed(series).map_err(|problem| at(Setting::Moves, problem))?,
        false => {
            let made_up = lognormal(volatility, FACTORS);
            made_up.map_err(|problem| at(Setting::Volatility, problem))?
        }
    };
    let process = Process {
        factors,
        block,
        reversion,
        shocks,
    };
    let drawing = process.drawing(months, count, SEED);
    Ok(Drawn {
        series: series.clone(),
        volatility,
        is_own,
        months,
        drawing: drawing.map_err(|errors| at(Setting::Horizon, first(errors)))?,
        paths: Paths { months: Vec::new() },
        fan: Vec::new(),
    })
}

/// The moves of a series from about one month to the next.
fn observed(series: &PublishedSeries) -> R<Vec<Amount>> {
    let moves = series.prices.moves()?;
    let months = moves.iter().filter(|one| MONTH.contains(&one.days()));
    let factors: Vec<Amount> = months.map(|one| one.factor).collect();
    match factors.len() {
        value @ (0 | 1) => Err(Problem::TooFewPrices { value, expected: 2 }),
        _ => Ok(factors),
    }
}

/// Paths being drawn, with the fan of the months so far.
pub struct Drawn {
    series: PublishedSeries,
    volatility: Amount,
    is_own: bool,
    months: u32,
    drawing: Drawing,
    paths: Paths,
    fan: Vec<Vec<Amount>>,
}

impl Drawn {
    /// Draws one month more; whether there are others to draw.
    pub(super) fn month(&mut self) -> R<bool> {
        let Some(levels) = self.drawing.next() else {
            return Ok(false);
        };
        let month = Paths {
            months: vec![levels],
        };
        self.fan.extend(month.fan(&fan_shares()?)?);
        self.paths.months.extend(month.months);
        Ok(true)
    }

    pub(super) fn share(&self) -> Decimal {
        let drawn = Decimal::from(self.paths.months.len());
        decimal::over(drawn, self.months.into()).unwrap_or_default()
    }

    pub(super) fn seen(self) -> R<Outlook> {
        let Self { series, paths, .. } = self;
        let end = paths.at(self.months)?;
        let one = Amount::new(Decimal::ONE)?;
        let last = series.prices.prices.last().ok_or(Problem::Empty)?;
        Ok(Outlook {
            series: series.id.clone(),
            currency: series.prices.currency,
            last: last.price,
            volatility: self.volatility,
            is_own: self.is_own,
            largest_fall: series.prices.largest_fall()?,
            fan: self.fan,
            ever_half_more: paths.ever_at_least(Amount::new(Decimal::new(15, 1))?)?,
            ends_lower: end.share_below(one)?,
            paths,
        })
    }
}

fn fan_shares() -> R<Vec<Amount>> {
    let shares = FAN.map(|share| Amount::new(Decimal::new(share, 2)));
    shares.into_iter().collect()
}
