//! The history of a price and what may become of it.

use netprice::Money;
use netprice::market::paths::{Paths, Reversion, Shock};
use netprice::market::volatility::{Divisor, Year};
use netprice::value::decimal::{self, NonNegative};
use netprice::value::problem::ValueProblem;
use netprice_catalog::hardware::{Hardware, PublishedSeries};
use netprice_study::market::outlook::{OutlookDrawing, PriceHistory, history};
use netprice_study::market::{Market, Moves, SEED, SeriesSource};
use netprice_study::{Catalog, Problems, StudyProblem};
use rust_decimal::Decimal;

use crate::kit::form::Form;
use crate::market::LONGEST;
use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::{Reader, Wrong, at};

/// The name of moves that are drawn from the history, and not made up.
pub const OBSERVED: &str = "observed";
/// The shares of the fan.
pub const FAN: [i64; 5] = [5, 25, 50, 75, 95];

/// The history of a price and what may become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Its last price.
    pub last: Money,
    /// The volatility of a year that the paths have.
    pub volatility: NonNegative,
    /// Whether that is the series' own, and not typed.
    pub is_own: bool,
    /// The largest fall in the history, as a share.
    pub largest_fall: Decimal,
    /// The paths.
    pub paths: Paths,
    /// The quantiles of each month, as multiples of the last price.
    pub fan: Vec<Vec<NonNegative>>,
    /// The share of paths on which it is ever half as much again.
    pub ever_half_more: NonNegative,
    /// The share of paths on which it ends lower.
    pub ends_lower: NonNegative,
}

impl Outlook {
    /// How many months are drawn.
    #[must_use]
    pub fn months(&self) -> u32 {
        u32::try_from(self.paths.months.len()).unwrap_or(u32::MAX)
    }
}

/// The series that is chosen; the first for one that is not there.
#[must_use]
pub fn chosen<'a>(hardware: &'a Hardware, form: &MarketForm) -> Option<&'a PublishedSeries> {
    let chosen = form.text(MarketField::Series);
    let mut series = hardware.series.iter();
    series
        .find(|one| one.id == chosen)
        .or(hardware.series.first())
}

/// The form that the outlook depends on, and no others.
#[must_use]
pub fn outlook_settings(form: &MarketForm) -> [String; 10] {
    [
        MarketField::Moves,
        MarketField::Block,
        MarketField::PullLevel,
        MarketField::PullSpeed,
        MarketField::Series,
        MarketField::Volatility,
        MarketField::Horizon,
        MarketField::ShockFactor,
        MarketField::ShockMonth,
        MarketField::ShockChance,
    ]
    .map(|field| form.text(field).to_owned())
}

/// Draws the paths.
///
/// # Errors
/// What is wrong, by field.
pub fn outlook(catalog: &Catalog, form: &MarketForm) -> Result<Outlook, Wrong> {
    let mut drawn = drawn(catalog, form, super::PATHS)?;
    while drawn.month()? {}
    drawn.seen()
}

/// Makes ready to draw so many paths.
pub(super) fn drawn(catalog: &Catalog, form: &MarketForm, count: u32) -> Result<Drawn, Wrong> {
    let wrong = |problem: StudyProblem| Wrong::from([(MarketField::Series, problem)]);
    let hardware = catalog.hardware().map_err(|error| wrong(error.into()))?;
    let series = chosen(hardware, form).ok_or_else(|| wrong(ValueProblem::Empty.into()))?;
    let mut reader = Reader::new(form);
    let months = reader.whole(MarketField::Horizon, LONGEST);
    let (volatility, is_own) = volatility(&mut reader, series);
    let shocks = shocks(&mut reader, months);
    let speed = reader.percent(MarketField::PullSpeed, 100);
    let reversion = (!speed.is_zero()).then(|| Reversion {
        level: reader.percent(MarketField::PullLevel, 10_000),
        speed,
    });
    let is_observed = form.text(MarketField::Moves) == OBSERVED;
    let (moves, block) = if is_observed {
        (Moves::Observed, reader.whole(MarketField::Block, LONGEST))
    } else {
        (Moves::Lognormal(Some(volatility)), 1)
    };
    reader.done(())?;
    let question = Market {
        series: Some(SeriesSource::Published(series.id.clone())),
        moves,
        block,
        reversion,
        shocks,
        months: Some(months),
        paths: count,
        seed: SEED,
        divisor: Divisor::Sample,
        year: Year::OwnSpacing,
        quantiles: Vec::new(),
        sellers: [].into(),
        tender: None,
        buyer: None,
        own_or_rent: None,
        servers: [].into(),
    };
    let drawing = OutlookDrawing::begin(&question, catalog);
    Ok(Drawn {
        history: history(&question, &series.prices).map_err(at(MarketField::Series))?,
        volatility,
        is_own,
        drawing: drawing.map_err(|problems| by_setting(problems, is_observed))?,
    })
}

/// The volatility that is typed, or else the series' own, and whether it is that.
fn volatility(reader: &mut Reader<'_>, series: &PublishedSeries) -> (NonNegative, bool) {
    if !reader.form.text(MarketField::Volatility).trim().is_empty() {
        return (reader.percent(MarketField::Volatility, 1_000), false);
    }
    let own = series.prices.volatility(Divisor::Sample, Year::OwnSpacing);
    // Too few prices have none: it must be typed.
    let own = own.map_err(|_| ValueProblem::Empty);
    (reader.keep(MarketField::Volatility, own), true)
}

/// What else may happen, once, if it has a chance.
fn shocks(reader: &mut Reader<'_>, months: u32) -> Vec<Shock> {
    let probability = reader.percent(MarketField::ShockChance, 100);
    if probability.is_zero() || months == 0 {
        return Vec::new();
    }
    let month = reader.whole(MarketField::ShockMonth, months);
    let factor = reader.amount(MarketField::ShockFactor);
    if factor.is_zero() && !reader.wrong.contains_key(&MarketField::ShockFactor) {
        let zero = ValueProblem::Zero.into();
        reader.wrong.insert(MarketField::ShockFactor, zero);
    }
    vec![Shock {
        month,
        factor,
        probability,
    }]
}

/// What keeps paths from being drawn, at the field that it was typed into.
fn by_setting(problems: Problems, is_observed: bool) -> Wrong {
    let path = problems.first().path.within("market");
    let is_at = |field: &str| {
        path.as_ref()
            .is_some_and(|path| path.within(field).is_some())
    };
    let field = if is_at("moves") {
        if is_observed {
            MarketField::Moves
        } else {
            MarketField::Volatility
        }
    } else if is_at("series") {
        MarketField::Series
    } else {
        MarketField::Horizon
    };
    at(field)(problems)
}

/// Paths being drawn, with what is known before.
pub struct Drawn {
    history: PriceHistory,
    volatility: NonNegative,
    is_own: bool,
    drawing: OutlookDrawing,
}

impl Drawn {
    /// Draws one month more; whether there was one to draw.
    pub(super) fn month(&mut self) -> Result<bool, Wrong> {
        self.drawing.month().map_err(at(MarketField::Series))
    }

    pub(super) fn share(&self) -> Decimal {
        let (drawn, months) = self.drawing.progress();
        decimal::over(drawn.into(), months.into()).unwrap_or_default()
    }

    pub(super) fn seen(self) -> Result<Outlook, Wrong> {
        let (seen, paths) = self.drawing.finish().map_err(at(MarketField::Series))?;
        let fan = seen.fan.into_values();
        Ok(Outlook {
            last: self.history.last,
            volatility: self.volatility,
            is_own: self.is_own,
            largest_fall: self.history.largest_fall.0,
            fan: fan.map(|month| month.into_values().collect()).collect(),
            ever_half_more: seen.ever_half_more,
            ends_lower: seen.ends_lower,
            paths,
        })
    }
}
