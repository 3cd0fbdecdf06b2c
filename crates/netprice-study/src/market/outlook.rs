//! The history of a price, and what may become of it.

use std::collections::BTreeMap;

use netprice::market::paths::{self, Paths, Process, lognormal};
use netprice::market::series::{Move, PriceSeries};
use netprice::market::volatility::Return;
use netprice::value::decimal::Number;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative};
use netprice_catalog::Catalog;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::question::{Market, Moves};
use crate::outcome::Outcome;
use crate::problem::{Located, Problems, StudyProblem};

/// Equally likely factors of a month of a lognormal price.
const FACTORS: u32 = 128;
/// The days between two prices that count as a month.
const MONTH: std::ops::RangeInclusive<i64> = 25..=38;

/// How a price moved so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceHistory {
    /// Its last price.
    pub last: Money,
    /// The moves of the market, oldest first; a correction of the data is none.
    pub moves: Vec<Move>,
    /// The log return of each move.
    pub log_returns: Vec<Number>,
    /// The volatility of a year; `None` for fewer moves than it needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<NonNegative>,
    /// The largest fall from a high to a later low, as a share of the high.
    pub largest_fall: Number,
}

/// What may become of a price, in multiples of what it is today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The volatility of a year that the paths have; `None` for factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<NonNegative>,
    /// How many paths were drawn.
    pub paths: usize,
    /// The quantiles of each month, by month and share.
    pub fan: BTreeMap<u32, BTreeMap<NonNegative, NonNegative>>,
    /// The mean at the end of the last month.
    pub mean: NonNegative,
    /// The share of the paths on which the price is ever half as much again.
    pub ever_half_more: NonNegative,
    /// The share of the paths on which it ends lower.
    pub ends_lower: NonNegative,
}

/// How the series of a question moved so far.
///
/// # Errors
/// [`ValueProblem::Empty`] for a series without prices, and [`ValueProblem::TooLarge`].
pub fn history(question: &Market, series: &PriceSeries) -> Outcome<PriceHistory> {
    let read = || -> Result<PriceHistory, ValueProblem> {
        let last = series.prices.last().ok_or(ValueProblem::Empty)?;
        let returns = series.returns(Return::Log)?.into_iter();
        Ok(PriceHistory {
            last: Money::new(last.price.get(), series.currency),
            moves: series.moves()?,
            log_returns: returns.map(Number).collect(),
            volatility: series.volatility(question.divisor, question.year).ok(),
            largest_fall: Number(series.largest_fall()?),
        })
    };
    read().map_err(|problem| at("series", problem).into())
}

fn at(field: &'static str, problem: impl Into<StudyProblem>) -> Located {
    problem.into().at(Path::from("market").field(field))
}

/// The paths of a question being drawn, a month at a time: a page does something else in between.
pub struct OutlookDrawing {
    drawing: paths::Drawing,
    shares: Vec<NonNegative>,
    volatility: Option<NonNegative>,
    months: u32,
    paths: Paths,
    fan: BTreeMap<u32, BTreeMap<NonNegative, NonNegative>>,
}

impl OutlookDrawing {
    /// Looks up how the price moves; nothing is drawn yet.
    ///
    /// # Errors
    /// What is wrong with the question, with paths from `market`.
    pub fn begin(question: &Market, catalog: &Catalog) -> Result<Self, Problems> {
        let series = question.series(catalog);
        let series = series.map_err(|problems| problems.under("market"));
        Self::of(question, &series, question.months.unwrap_or_default())
    }

    fn of(
        question: &Market,
        series: &Outcome<Option<PriceSeries>>,
        months: u32,
    ) -> Result<Self, Problems> {
        let (process, volatility) = process(question, series)?;
        let drawing = process.drawing(months, question.paths, question.seed);
        let mut shares = question.shares();
        shares.sort_unstable();
        Ok(Self {
            drawing: drawing.map_err(|problems| problems.lift().map_each(in_market))?,
            shares,
            volatility,
            months,
            paths: Paths { months: Vec::new() },
            fan: BTreeMap::new(),
        })
    }

    /// Draws one month more; whether there was one.
    ///
    /// # Errors
    /// A quantile that is no share.
    pub fn month(&mut self) -> Result<bool, Problems> {
        let Some(levels) = self.drawing.next() else {
            return Ok(false);
        };
        let month = Paths {
            months: vec![levels],
        };
        let fan = month.fan(&self.shares);
        let fan = fan.map_err(|problem| at("quantiles", problem))?.into_iter();
        let shares = &self.shares;
        let quantiles = fan.map(|quantiles| shares.iter().copied().zip(quantiles).collect());
        self.paths.months.extend(month.months);
        let drawn = u32::try_from(self.paths.months.len()).unwrap_or(u32::MAX);
        self.fan.extend((drawn..).zip(quantiles));
        Ok(true)
    }

    /// How many months are drawn, and of how many.
    #[must_use]
    pub fn progress(&self) -> (usize, u32) {
        (self.paths.months.len(), self.months)
    }

    /// What the paths say, and the paths, once all months are drawn.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], and months that are not drawn yet.
    pub fn finish(self) -> Result<(Outlook, Paths), Problems> {
        let read = || -> Result<Outlook, ValueProblem> {
            let half_more = NonNegative::new(Decimal::new(15, 1))?;
            let end = self.paths.at(self.months)?;
            Ok(Outlook {
                volatility: self.volatility,
                paths: end.count(),
                mean: end.mean()?,
                ever_half_more: self.paths.ever_at_least(half_more)?,
                ends_lower: end.share_below(NonNegative::ONE)?,
                fan: self.fan.clone(),
            })
        };
        let outlook = read().map_err(|problem| at("months", problem))?;
        Ok((outlook, self.paths))
    }
}

/// A problem of the process with its path in the study.
fn in_market(located: Located) -> Located {
    match located.path.within("factors") {
        Some(_) => located.under(Path::from("market").field("moves")),
        None => located.under("market"),
    }
}

/// Draws the paths of a question at once, and what they say; a quantile that is no share leaves the
/// paths.
pub(crate) fn draw(
    question: &Market,
    series: &Outcome<Option<PriceSeries>>,
    months: u32,
) -> Result<(Outcome<Outlook>, Paths), Problems> {
    let mut drawing = OutlookDrawing::of(question, series, months)?;
    let shares = Problems::none_of(question.quantile_problems());
    if shares.is_err() {
        drawing.shares.clear();
    }
    while drawing.month()? {}
    let (outlook, paths) = drawing.finish()?;
    Ok((shares.map(|()| outlook), paths))
}

/// How the price moves, and the volatility of a year behind it.
fn process(
    question: &Market,
    series: &Outcome<Option<PriceSeries>>,
) -> Result<(Process, Option<NonNegative>), Problems> {
    // What is wrong with the series matters only to moves that are read from it.
    let series = || -> Outcome<&PriceSeries> {
        let series = series.as_ref().map_err(Clone::clone)?;
        let missing = || at("series", ValueProblem::Empty);
        Ok(series.as_ref().ok_or_else(missing)?)
    };
    let (factors, block, volatility) = match &question.moves {
        Moves::Factors(factors) => (factors.clone(), question.block, None),
        Moves::Observed => {
            let factors = observed(series()?).map_err(|problem| at("moves", problem))?;
            (factors, question.block, None)
        }
        Moves::Lognormal(given) => {
            let volatility = match given {
                Some(given) => *given,
                None => {
                    let own = series()?.volatility(question.divisor, question.year);
                    own.map_err(|problem| at("moves", problem))?
                }
            };
            let factors = lognormal(volatility, FACTORS);
            let factors = factors.map_err(|problem| at("moves", problem))?;
            // Made-up months follow each other in no order of their own.
            (factors, 1, Some(volatility))
        }
    };
    let process = Process {
        factors,
        block,
        reversion: question.reversion,
        shocks: question.shocks.clone(),
    };
    Ok((process, volatility))
}

/// The moves of a series from about one month to the next.
fn observed(series: &PriceSeries) -> Result<Vec<NonNegative>, ValueProblem> {
    let moves = series.moves()?;
    let months = moves.iter().filter(|one| MONTH.contains(&one.days()));
    let factors: Vec<NonNegative> = months.map(|one| one.factor).collect();
    match factors.len() {
        value @ (0 | 1) => Err(ValueProblem::TooFewPrices { value, expected: 2 }),
        _ => Ok(factors),
    }
}
