//! The history of a price, the statistics of its simulated paths, and the process that makes them.

use std::collections::BTreeMap;

use netprice::market::paths::{Process, lognormal};
use netprice::market::series::{Move, PriceSeries};
use netprice::market::volatility::Return;
use netprice::value::decimal::Number;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::market::question::{Market, Moves};
use crate::outcome::Outcome;
use crate::problem::{Located, Problems, StudyProblem};

/// The number of equally likely monthly factors of a lognormal price.
const FACTORS: u32 = 128;
/// The numbers of days between two prices that count as one month.
const MONTH: std::ops::RangeInclusive<i64> = 25..=38;

/// The history of a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceHistory {
    /// The last price of the series.
    pub last: Money,
    /// The moves of the market, oldest first, without corrections of the data.
    pub moves: Vec<Move>,
    /// The log return of each move.
    pub log_returns: Vec<Number>,
    /// The annual volatility; `None` if the series has too few moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<NonNegative>,
    /// The largest fall from a high to a later low, as a share of the high.
    pub largest_fall: Number,
}

/// Statistics of simulated price paths, as multiples of today's price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The annual volatility of the paths; `None` for observed or given factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<NonNegative>,
    /// The number of paths.
    pub paths: usize,
    /// Quantiles by month, counted from 1, and by share.
    pub fan: BTreeMap<u32, BTreeMap<NonNegative, NonNegative>>,
    /// The mean at the end of the last month.
    pub mean: NonNegative,
    /// The share of the paths that reach 1.5 times today's price in any month.
    pub ever_half_more: NonNegative,
    /// The share of the paths that end below today's price.
    pub ends_lower: NonNegative,
}

impl Outlook {
    /// The quantiles of each month as prices, from today's price on, in ascending order of the share.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn prices(&self, today: Money) -> Result<Vec<Vec<Money>>, ValueProblem> {
        let month = |quantiles: &BTreeMap<NonNegative, NonNegative>| {
            let multiples = quantiles.values();
            multiples
                .map(|multiple| today.times(multiple.get()))
                .collect()
        };
        self.fan.values().map(month).collect()
    }
}

/// Summarises the price series of a question.
///
/// # Errors
/// [`ValueProblem::Empty`] for a series without prices, and [`ValueProblem::TooLarge`].
pub(crate) fn history(question: &Market, series: &PriceSeries) -> Outcome<PriceHistory> {
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

/// The problem with the path of a field of the market question.
pub(crate) fn at(field: &'static str, problem: impl Into<StudyProblem>) -> Located {
    problem.into().at(Path::from("market").field(field))
}

/// The process by which the price moves, and its annual volatility if it is lognormal.
///
/// # Errors
/// The problems of the series, for moves that are read from it, and those of the moves.
pub(crate) fn process(
    question: &Market,
    series: &Outcome<Option<PriceSeries>>,
) -> Result<(Process, Option<NonNegative>), Problems> {
    // A problem of the series matters only if the moves are read from it.
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
            // Lognormal months are independent, so that there are no blocks to keep together.
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

/// The moves of a series between prices that are about one month apart.
fn observed(series: &PriceSeries) -> Result<Vec<NonNegative>, ValueProblem> {
    let moves = series.moves()?;
    let months = moves.iter().filter(|one| MONTH.contains(&one.days()));
    let factors: Vec<NonNegative> = months.map(|one| one.factor).collect();
    match factors.len() {
        value @ (0 | 1) => Err(ValueProblem::TooFewPrices { value, expected: 2 }),
        _ => Ok(factors),
    }
}
