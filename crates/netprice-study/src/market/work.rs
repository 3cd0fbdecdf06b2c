//! The market question, answered in steps.

use std::collections::btree_map;
use std::ops::ControlFlow;
use std::sync::Arc;

use netprice::value::decimal;
use netprice::value::id::SellerId;
use netprice::value::path::Path;
use netprice_catalog::Catalog;
use rust_decimal::Decimal;

use crate::market::answer::MarketAnswer;
use crate::market::buyer;
use crate::market::question::Market;
use crate::market::seller::{self, SellerAnswer, SellerQuestion};
use crate::market::simulation::{Simulation, SimulationWork};
use crate::market::tender;
use crate::outcome::{Outcome, Outcomes};
use crate::problem::Problems;
use crate::resumable::Resumable;

/// The market question being answered: a step draws one month, adds one month to a heat table, or answers
/// one of the other parts.
///
/// A question with a list that is longer than its limit is refused in the first step.
///
/// ```
/// use netprice_study::market::MarketWork;
/// use netprice_study::{Catalog, Resumable, Study, market};
///
/// let study = Study::from_json(
///     r#"{"currency": "CNY", "market": {"moves": {"factors": ["2"]}, "months": 2, "paths": 4}}"#,
/// )?;
/// let catalog = Catalog::published()?;
/// let work = MarketWork::begin(study.market.as_ref().unwrap(), &catalog);
/// assert_eq!(work.finish()?, market(&study, &catalog)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct MarketWork {
    question: Market,
    stage: Stage,
    /// The number of steps that are done.
    done: u64,
}

enum Stage {
    Refused(Problems),
    Drawing(Box<SimulationWork>),
    Answering(Box<Answering>),
}

/// The parts that are answered on a simulation.
struct Answering {
    simulation: Arc<Simulation>,
    left: btree_map::IntoIter<SellerId, SellerQuestion>,
    seller: Option<Seller>,
    sellers: Outcomes<SellerId, SellerAnswer>,
}

/// A seller whose heat table is being filled.
struct Seller {
    name: SellerId,
    question: SellerQuestion,
    answer: Outcome<SellerAnswer>,
    /// The number of months in the heat table.
    months: usize,
}

impl MarketWork {
    /// Starts with the simulation of the price.
    #[must_use]
    pub fn begin(question: &Market, catalog: &Catalog) -> Self {
        Self {
            stage: within_limits(question, || {
                Stage::Drawing(Box::new(SimulationWork::begin(question, catalog)))
            }),
            question: question.clone(),
            done: 0,
        }
    }

    /// Starts from a simulation that is already drawn for the [`Market::outlook_part`] of the question.
    ///
    /// The answer is the same as from [`MarketWork::begin`], without drawing the paths again.
    #[must_use]
    pub fn on(simulation: Arc<Simulation>, question: &Market) -> Self {
        Self {
            stage: within_limits(question, || {
                Stage::Answering(Box::new(Answering::begin(simulation, question)))
            }),
            question: question.clone(),
            done: u64::from(question.months.unwrap_or_default()),
        }
    }

    /// The number of all steps, or a few more.
    fn steps(&self) -> u64 {
        let months = u64::from(self.question.months.unwrap_or_default());
        let sellers = self.question.sellers.values().map(|seller| {
            let heats = |delivery: &seller::Delivery| delivery.heat;
            let table = seller.delivery.as_ref().is_some_and(heats);
            if table { months.saturating_add(2) } else { 2 }
        });
        sellers.fold(months.saturating_add(2), u64::saturating_add)
    }
}

impl Resumable for MarketWork {
    type Answer = Outcome<MarketAnswer>;

    fn share(&self) -> Decimal {
        let share = decimal::over(Decimal::from(self.done), Decimal::from(self.steps()));
        share.unwrap_or_default().min(Decimal::ONE)
    }

    fn step(self) -> ControlFlow<Outcome<MarketAnswer>, Self> {
        let Self {
            question,
            stage,
            done,
        } = self;
        let stage = match stage {
            Stage::Refused(problems) => return ControlFlow::Break(Err(problems)),
            Stage::Drawing(work) => match work.step() {
                ControlFlow::Continue(work) => Stage::Drawing(Box::new(work)),
                ControlFlow::Break(simulation) => {
                    let answering = Answering::begin(Arc::new(simulation), &question);
                    Stage::Answering(Box::new(answering))
                }
            },
            Stage::Answering(answering) => match answering.step() {
                ControlFlow::Continue(left) => Stage::Answering(Box::new(left)),
                ControlFlow::Break((simulation, sellers)) => {
                    return ControlFlow::Break(Ok(answer(&question, &simulation, sellers)));
                }
            },
        };
        ControlFlow::Continue(Self {
            question,
            stage,
            done: done.saturating_add(1),
        })
    }
}

/// The first stage of a question, if all its lists are within their limits.
fn within_limits(question: &Market, stage: impl FnOnce() -> Stage) -> Stage {
    match Problems::none_of(question.above_limits()) {
        Ok(()) => stage(),
        Err(problems) => Stage::Refused(problems),
    }
}

impl Answering {
    fn begin(simulation: Arc<Simulation>, question: &Market) -> Self {
        Self {
            simulation,
            left: question.sellers.clone().into_iter(),
            seller: None,
            sellers: Outcomes::new(),
        }
    }

    /// Adds a month to the heat table of the current seller, or takes the next seller.
    fn step(mut self) -> ControlFlow<(Arc<Simulation>, Outcomes<SellerId, SellerAnswer>), Self> {
        if let Some(mut seller) = self.seller.take() {
            if seller.add_month(&self.simulation) {
                self.seller = Some(seller);
            } else {
                self.sellers.insert(seller.name, seller.answer);
            }
            return ControlFlow::Continue(self);
        }
        match self.left.next() {
            Some((name, question)) => {
                self.seller = Some(Seller::begin(name, question, &self.simulation));
                ControlFlow::Continue(self)
            }
            None => ControlFlow::Break((self.simulation, self.sellers)),
        }
    }
}

impl Seller {
    fn begin(name: SellerId, question: SellerQuestion, simulation: &Simulation) -> Self {
        Self {
            answer: seller::answer(&question, simulation.drawn(), &path(&name)),
            name,
            question,
            months: 0,
        }
    }

    /// Adds the next month to the heat table; `false` if there is none to add.
    fn add_month(&mut self, simulation: &Simulation) -> bool {
        let asked = self.question.delivery.as_ref();
        let is_asked = asked.is_some_and(|delivery| delivery.heat);
        let (Ok(answer), true) = (&mut self.answer, is_asked) else {
            return false;
        };
        let (Some(Ok(delivery)), Some(month)) =
            (&mut answer.delivery, simulation.month(self.months))
        else {
            return false;
        };
        let added = seller::add_heat(delivery, &self.question, month, &path(&self.name));
        if let Err(problems) = added {
            answer.delivery = Some(Err(problems));
            return false;
        }
        self.months = self.months.saturating_add(1);
        true
    }
}

fn path(seller: &SellerId) -> Path {
    Path::from("market").field("sellers").key(seller)
}

/// The answer, with the sellers that are already answered.
fn answer(
    question: &Market,
    simulation: &Simulation,
    sellers: Outcomes<SellerId, SellerAnswer>,
) -> MarketAnswer {
    let paths = simulation.drawn();
    let servers = question.servers.iter().map(|(name, server)| {
        let at = Path::from("market").field("servers").key(name);
        (name.clone(), buyer::server(server, &at))
    });
    let (tender, buyer) = (question.tender.as_ref(), question.buyer.as_ref());
    MarketAnswer {
        history: simulation.history.clone(),
        outlook: simulation.outlook.clone(),
        sellers,
        tender: tender.map(|tender| tender::answer(tender, paths)),
        buyer: buyer.map(|buyer| buyer::answer(buyer, paths, question.seed)),
        own_or_rent: question.own_or_rent.as_ref().map(buyer::own_or_rent),
        servers: servers.collect(),
    }
}
