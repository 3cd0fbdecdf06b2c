//! The buyer: rent, buy or wait; owning against renting for known payments; the cost of an owned server.

use netprice::market::own_or_rent::{OwnOrRent, own_or_rent as compare};
use netprice::market::owning::{Server, ServerMonth};
use netprice::market::paths::Paths;
use netprice::market::rent_or_buy::{RentOrBuy, Weighed};
use netprice::market::selling::{Waiting, waiting};
use netprice::value::decimal::{self, Number};
use netprice::value::id::SkuId;
use netprice::value::limits::{GPUS, at_most};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::decision::{Choice, Decision, Inputs, decide};
use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::{Located, StudyProblem};

/// A choice between renting, reserving and buying, and optionally waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyerQuestion {
    /// The costs of buying and of renting: of one server if the question has an order, of everything else.
    pub weigh: RentOrBuy,
    /// The GPUs that are needed; without it the costs are those of everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// The price of a month that is reserved for all months, used or not; of one server if the question has
    /// an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_month: Option<Money>,
    /// A wait before buying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
}

/// The GPUs that a buyer needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The name of the GPU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu: Option<SkuId>,
    /// The number of GPUs.
    pub gpus: u32,
    /// The number of GPUs of a server.
    pub server_gpus: u32,
}

impl Order {
    /// The number of servers that have all GPUs.
    ///
    /// ```
    /// use netprice_study::market::buyer::Order;
    /// let order = Order { gpu: None, gpus: 65, server_gpus: 8 };
    /// assert_eq!(order.servers(), Some(9));
    /// ```
    #[must_use]
    pub fn servers(&self) -> Option<u32> {
        (self.server_gpus > 0).then(|| self.gpus.div_ceil(self.server_gpus))
    }
}

/// A wait of some months before buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The number of months, within the months of the market question.
    pub months: u32,
    /// The cost of a month without the hardware.
    pub month_without: Money,
    /// The confidence of the worst case, such as 0.9.
    pub confidence: NonNegative,
}

/// The answer to a buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerAnswer {
    /// The number of servers; absent if the question has no order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub servers: Option<u32>,
    /// The purchase price of everything.
    pub price: Money,
    /// What to choose, and what would change it.
    pub decision: Decision,
    /// Renting against buying.
    pub weighed: Weighed,
    /// Waiting against locking today's price; absent if the question has no wait.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Outcome<Waiting>>,
}

/// Known payments for owning and for renting; the first payment of each is due today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnOrRentQuestion {
    /// The interest rate per period, such as 0.1.
    pub rate: Number,
    /// The payments for owning by period; income is negative.
    pub own: Vec<Money>,
    /// The payments for renting by period.
    pub rent: Vec<Money>,
}

/// An owned server, compared with rented GPU-hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnServer {
    /// The hardware and its costs.
    pub server: Server,
    /// The share of the hours in use, from 0 to 1.
    pub utilisation: NonNegative,
    /// The rent of a GPU-hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent: Option<Money>,
}

/// The cost of an owned server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnServerAnswer {
    /// The cost of a month.
    pub month: ServerMonth,
    /// The utilisation from which owning is cheaper than renting; `None` if it never is, or if the question
    /// has no rent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even_utilisation: Option<NonNegative>,
}

/// Answers a buyer; `seed` seeds the draw of the utilisation.
///
/// # Errors
/// The problems of renting and buying, and the reason why there are no paths. Problems of waiting are in
/// its own outcome.
pub(crate) fn answer(
    question: &BuyerQuestion,
    paths: Drawn<'_>,
    seed: u64,
) -> Outcome<BuyerAnswer> {
    let here = || Path::from("market").field("buyer");
    let paths = paths.map_err(Clone::clone)?;
    let servers = question.servers()?;
    let weigh = question.weigh_all(servers.unwrap_or(1))?;
    let costs = weigh.costs(paths, seed);
    let costs = costs.map_err(|problems| problems.lift().under(here().field("weigh")))?;
    let at = |field: &'static str| {
        let path = here().field(field);
        move |problem: ValueProblem| StudyProblem::from(problem).at(path)
    };
    let inputs = Inputs {
        weigh: &question.weigh,
        reserved_month: question.reserved_month,
        servers: servers.unwrap_or(1),
    };
    let decision = decide(inputs, &costs).map_err(at("reserved_month"))?;
    let weighed = costs.weighed().map_err(at("weigh"))?;
    let today = weigh.capital;
    let waiting = question.wait.map(|wait| {
        let (without, confidence) = (wait.month_without, wait.confidence);
        let waited = waiting(today, without, paths, wait.months, confidence);
        waited.map_err(|problem| {
            let at = wait.problem_path(today, paths);
            StudyProblem::from(problem).at(at.under(here())).into()
        })
    });
    Ok(BuyerAnswer {
        servers,
        price: today,
        decision,
        weighed,
        waiting,
    })
}

impl BuyerQuestion {
    /// The number of servers, if the question has an order.
    fn servers(&self) -> Outcome<Option<u32>> {
        let Some(order) = &self.order else {
            return Ok(None);
        };
        let wrong = |field: &'static str, problem: ValueProblem| {
            let at = Path::from("market").field("buyer").field("order");
            StudyProblem::from(problem).at(at.field(field))
        };
        at_most(order.gpus, GPUS).map_err(|problem| wrong("gpus", problem))?;
        if order.gpus == 0 {
            return Err(wrong("gpus", ValueProblem::Zero).into());
        }
        let servers = order.servers();
        Ok(Some(
            servers.ok_or_else(|| wrong("server_gpus", ValueProblem::Zero))?,
        ))
    }

    /// The costs of a number of servers.
    fn weigh_all(&self, servers: u32) -> Outcome<RentOrBuy> {
        let all = |money: Money, field: &'static str| {
            let at = Path::from("market").field("buyer").field("weigh");
            let all = money.times(Decimal::from(servers));
            all.map_err(|problem| StudyProblem::from(problem).at(at.field(field)))
        };
        Ok(RentOrBuy {
            capital: all(self.weigh.capital, "capital")?,
            own_month: all(self.weigh.own_month, "own_month")?,
            rent_month: all(self.weigh.rent_month, "rent_month")?,
            ..self.weigh
        })
    }
}

/// What waiting does to the median price of a purchase, its cost included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitEffect {
    /// It saves at least a hundredth of today's price.
    Saves,
    /// It changes the price by less than a hundredth.
    Equal,
    /// It costs at least a hundredth of today's price.
    Costs,
}

impl BuyerAnswer {
    /// What waiting does at the median; equal without a wait.
    #[must_use]
    pub fn wait_effect(&self) -> WaitEffect {
        let waiting = self
            .waiting
            .as_ref()
            .and_then(|waiting| waiting.as_ref().ok());
        let saving = waiting.map(|waiting| waiting.median_saving.amount());
        let least = decimal::over(self.price.amount(), Decimal::ONE_HUNDRED).unwrap_or_default();
        match saving.unwrap_or_default() {
            saving if saving.abs() < least => WaitEffect::Equal,
            saving if saving > Decimal::ZERO => WaitEffect::Saves,
            saving if saving < Decimal::ZERO => WaitEffect::Costs,
            _ => WaitEffect::Equal,
        }
    }

    /// Whether it is best to buy, and better to wait before.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.decision.choice == Choice::Buy && self.wait_effect() == WaitEffect::Saves
    }
}

impl Wait {
    /// The path, below the buyer, of the input that keeps waiting from being computed.
    fn problem_path(&self, today: Money, paths: &Paths) -> Path {
        let wait = Path::from("wait");
        if today.is_zero() {
            Path::from("weigh").field("capital")
        } else if paths.at(self.months).is_err() {
            wait.field("months")
        } else if self.confidence > NonNegative::ONE {
            wait.field("confidence")
        } else {
            wait
        }
    }
}

pub(crate) fn own_or_rent(question: &OwnOrRentQuestion) -> Outcome<OwnOrRent> {
    let OwnOrRentQuestion { rate, own, rent } = question;
    let here = || Path::from("market").field("own_or_rent");
    let found = compare(rate.0, own, rent);
    found.map_err(|problem| StudyProblem::from(problem).at(here()).into())
}

pub(crate) fn server(question: &OwnServer, at: &Path) -> Outcome<OwnServerAnswer> {
    let lifted = |problems: netprice::Problems| {
        problems.lift().map_each(|located: Located| {
            // The utilisation and the rent are beside the server; all other fields are within it.
            let mut beside = ["utilisation", "rent"].into_iter();
            if beside.any(|field| located.path.within(field).is_some()) {
                located.under(at.clone())
            } else {
                located.under(at.clone().field("server"))
            }
        })
    };
    let month = question.server.month(question.utilisation);
    let month = month.map_err(lifted)?;
    let from = question
        .rent
        .map(|rent| question.server.break_even_utilisation(rent));
    let from = from.transpose().map_err(lifted)?;
    Ok(OwnServerAnswer {
        month,
        break_even_utilisation: from.flatten(),
    })
}
