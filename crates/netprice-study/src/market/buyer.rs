//! The buyer: rent, buy or wait; owning against renting for known payments; the cost of an owned server.

use netprice::market::own_or_rent::{OwnOrRent, own_or_rent as compare};
use netprice::market::owning::{Server, ServerMonth};
use netprice::market::paths::Paths;
use netprice::market::rent_or_buy::{RentOrBuy, Weighed};
use netprice::market::selling::{Waiting, waiting};
use netprice::value::decimal::Number;
use netprice::value::path::Path;
use netprice::{Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::{Located, StudyProblem};

/// A choice between renting and buying, and optionally waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyerQuestion {
    /// The costs of buying and of renting.
    pub weigh: RentOrBuy,
    /// A wait before buying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
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
    let weighed = question.weigh.weigh(paths, seed);
    let weighed = weighed.map_err(|problems| problems.lift().under(here().field("weigh")))?;
    let today = question.weigh.capital;
    let waiting = question.wait.map(|wait| {
        let (without, confidence) = (wait.month_without, wait.confidence);
        let waited = waiting(today, without, paths, wait.months, confidence);
        waited.map_err(|problem| {
            let at = wait.problem_path(today, paths);
            StudyProblem::from(problem).at(at.under(here())).into()
        })
    });
    Ok(BuyerAnswer { weighed, waiting })
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
