//! The buyer: rent, buy or wait; own or rent for known payments; a server of one's own.

use netprice::market::own_or_rent::{OwnOrRent, own_or_rent as compare};
use netprice::market::owning::{Server, ServerMonth};
use netprice::market::rent_or_buy::{RentOrBuy, Weighed};
use netprice::market::selling::{Waiting, waiting};
use netprice::value::decimal::Number;
use netprice::value::path::Path;
use netprice::{Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::{Located, StudyProblem};

/// Renting against buying, and waiting against both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyerQuestion {
    /// What is weighed.
    pub weigh: RentOrBuy,
    /// Waiting before buying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
}

/// Waiting some months before buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// How many months.
    pub months: u32,
    /// What a month without it costs.
    pub month_without: Money,
    /// The confidence of the worst that is told, such as 0.9.
    pub confidence: NonNegative,
}

/// What a buyer learns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerAnswer {
    /// Renting against buying.
    pub weighed: Weighed,
    /// Waiting against locking today's price; absent if it is not asked about.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Outcome<Waiting>>,
}

/// Owning against renting for known payments, the first of each today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnOrRentQuestion {
    /// The discount rate of a period, such as 0.1.
    pub rate: Number,
    /// What owning costs in each period; what comes in is negative.
    pub own: Vec<Money>,
    /// What renting costs in each period.
    pub rent: Vec<Money>,
}

/// A server of one's own against a rented hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnServer {
    /// The server.
    pub server: Server,
    /// The share of the hours that it is in use.
    pub utilisation: NonNegative,
    /// The rent of a GPU-hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rent: Option<Money>,
}

/// What a server of one's own costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnServerAnswer {
    /// A month of it.
    pub month: ServerMonth,
    /// The utilisation from which it beats the rent; `None` if it never does, or no rent is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even_utilisation: Option<NonNegative>,
}

/// What a buyer learns; `seed` is what the use of the machines is drawn from.
///
/// # Errors
/// What is wrong with what is weighed, and why there are no paths. What is wrong with waiting is said
/// there.
pub fn answer(question: &BuyerQuestion, paths: Drawn<'_>, seed: u64) -> Outcome<BuyerAnswer> {
    let here = || Path::from("market").field("buyer");
    let paths = paths.map_err(Clone::clone)?;
    let weighed = question.weigh.weigh(paths, seed);
    let weighed = weighed.map_err(|problems| problems.lift().under(here().field("weigh")))?;
    let today = question.weigh.capital;
    let waiting = question.wait.map(|wait| {
        let Wait {
            months,
            month_without,
            confidence,
        } = wait;
        let waited = waiting(today, month_without, paths, months, confidence);
        waited.map_err(|problem| StudyProblem::from(problem).at(here().field("wait")).into())
    });
    Ok(BuyerAnswer { weighed, waiting })
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
            // The use and the rent are beside the server, everything else is within it.
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
