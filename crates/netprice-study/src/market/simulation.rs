//! The simulated paths of a price, drawn one month a step.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use netprice::NonNegative;
use netprice::market::paths::{Drawing, Paths};
use netprice::market::risk::Distribution;
use netprice::market::series::PriceSeries;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use crate::market::drawn::Drawn;
use crate::market::outlook::{Outlook, PriceHistory, at, history, process};
use crate::market::question::Market;
use crate::outcome::Outcome;
use crate::problem::{Located, Problems};
use crate::resumable::Resumable;

/// The paths of a price with their statistics, which sellers, a tender and a buyer share.
///
/// It depends only on [`Market::outlook_part`]: a change of the sellers, the tender or the buyer needs no
/// other simulation.
///
/// ```
/// use netprice_study::market::Simulation;
/// use netprice_study::{Catalog, Study};
///
/// // The price doubles in each month.
/// let study = Study::from_json(
///     r#"{"currency": "CNY", "market": {"moves": {"factors": ["2"]}, "months": 2, "paths": 4}}"#,
/// )?;
/// let simulation = Simulation::of(&study.market.unwrap(), &Catalog::published()?);
/// assert_eq!(simulation.outlook.unwrap().unwrap().mean.to_string(), "4");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// The history of the series; absent without a series.
    pub history: Option<Outcome<PriceHistory>>,
    /// The statistics of the paths; absent without months.
    pub outlook: Option<Outcome<Outlook>>,
    paths: Outcome<Paths>,
    /// The months in ascending order, sorted when they are first needed.
    sorted: Vec<OnceLock<Distribution>>,
}

impl Simulation {
    /// Simulates the price of a question at once.
    #[must_use]
    pub fn of(question: &Market, catalog: &Catalog) -> Self {
        SimulationWork::begin(question, catalog).finish()
    }

    /// The distribution at the end of a month, counted from 0.
    pub(crate) fn month(&self, index: usize) -> Option<&Distribution> {
        let paths = self.paths.as_ref().ok()?;
        let month = u32::try_from(index).ok()?.checked_add(1)?;
        let sorted = self.sorted.get(index)?;
        if sorted.get().is_none() {
            // Another thread may have sorted the same month.
            let _ = sorted.set(paths.at(month).ok()?);
        }
        sorted.get()
    }

    /// The paths, or the reason why there are none.
    pub(crate) fn drawn(&self) -> Drawn<'_> {
        self.paths.as_ref()
    }
}

/// A simulation that is being drawn, one month a step.
pub struct SimulationWork {
    history: Option<Outcome<PriceHistory>>,
    /// Absent without months.
    months: Option<Outcome<Months>>,
}

impl SimulationWork {
    /// Reads the series and the moves; the steps draw the months.
    #[must_use]
    pub fn begin(question: &Market, catalog: &Catalog) -> Self {
        let series = question.series(catalog);
        let series = series.map_err(|problems| problems.under("market"));
        let history = match &series {
            Ok(None) => None,
            Ok(Some(series)) => Some(history(question, series)),
            Err(problems) => Some(Err(problems.clone())),
        };
        let months = question.months;
        let months = months.map(|months| Months::begin(question, &series, months));
        Self { history, months }
    }
}

impl Resumable for SimulationWork {
    type Answer = Simulation;

    fn share(&self) -> Decimal {
        match &self.months {
            Some(Ok(months)) => months.share(),
            Some(Err(_)) | None => Decimal::ONE,
        }
    }

    fn step(mut self) -> ControlFlow<Simulation, Self> {
        if let Some(Ok(months)) = &mut self.months
            && months.draw()
        {
            return ControlFlow::Continue(self);
        }
        let (outlook, paths) = match self.months {
            None => (None, Err(at("months", ValueProblem::Empty).into())),
            Some(Err(problems)) => (Some(Err(problems.clone())), Err(problems)),
            Some(Ok(months)) => (Some(months.outlook()), Ok(months.paths)),
        };
        let months = paths.as_ref().map_or(0, |paths| paths.months.len());
        ControlFlow::Break(Simulation {
            history: self.history,
            outlook,
            sorted: vec![OnceLock::new(); months],
            paths,
        })
    }
}

/// Quantiles by month and share.
type Fan = BTreeMap<u32, BTreeMap<NonNegative, NonNegative>>;

/// The months that are drawn so far.
struct Months {
    drawing: Drawing,
    months: u32,
    volatility: Option<NonNegative>,
    shares: Vec<NonNegative>,
    paths: Paths,
    fan: Outcome<Fan>,
}

impl Months {
    fn begin(
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
            months,
            volatility,
            shares,
            paths: Paths { months: Vec::new() },
            // A quantile that is not a share leaves the paths.
            fan: Problems::none_of(question.quantile_problems()).map(|()| Fan::new()),
        })
    }

    fn share(&self) -> Decimal {
        let drawn = Decimal::from(self.paths.months.len());
        let share = netprice::value::decimal::over(drawn, Decimal::from(self.months));
        share.unwrap_or(Decimal::ONE)
    }

    /// Draws the next month; `false` if there is none.
    fn draw(&mut self) -> bool {
        let Some(levels) = self.drawing.next() else {
            return false;
        };
        let month = Paths {
            months: vec![levels],
        };
        if let Ok(fan) = &mut self.fan {
            match month.fan(&self.shares) {
                Ok(quantiles) => {
                    let quantiles = quantiles.into_iter();
                    let shares = &self.shares;
                    let by_share = quantiles.map(|each| shares.iter().copied().zip(each).collect());
                    let first = self.paths.months.len().saturating_add(1);
                    fan.extend((u32::try_from(first).unwrap_or(u32::MAX)..).zip(by_share));
                }
                Err(problem) => self.fan = Err(at("quantiles", problem).into()),
            }
        }
        self.paths.months.extend(month.months);
        true
    }

    fn outlook(&self) -> Outcome<Outlook> {
        let fan = self.fan.clone()?;
        let read = || -> Result<Outlook, ValueProblem> {
            let half_more = NonNegative::new(Decimal::new(15, 1))?;
            let end = self.paths.at(self.months)?;
            Ok(Outlook {
                volatility: self.volatility,
                paths: end.count(),
                mean: end.mean()?,
                ever_half_more: self.paths.ever_at_least(half_more)?,
                ends_lower: end.share_below(NonNegative::ONE)?,
                fan,
            })
        };
        read().map_err(|problem| at("months", problem).into())
    }
}

/// A problem of the process with its path in the study.
fn in_market(located: Located) -> Located {
    match located.path.within("factors") {
        Some(_) => located.under(Path::from("market").field("moves")),
        None => located.under("market"),
    }
}
