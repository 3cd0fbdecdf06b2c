//! The tender: round by round, and what may become of the winner.

use netprice::market::tender::{Aftermath, Seller, TenderResult, aftermath, play};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::{Problems, StudyProblem};

/// A tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenderQuestion {
    /// The sellers in their order.
    pub sellers: Vec<Seller>,
    /// The opening price.
    pub opening: Discount,
    /// What becomes of the winner; the market's paths must reach the delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<TenderDelivery>,
}

/// The delivery of a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenderDelivery {
    /// The list price.
    pub list: Money,
    /// The month.
    pub month: u32,
    /// The penalty for not delivering, as a share of the price.
    pub penalty: NonNegative,
}

/// How a tender went, and what may become of the winner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderAnswer {
    /// How it went.
    pub result: TenderResult,
    /// What may become of the winner by the delivery; absent without a delivery or a winner.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub aftermath: Option<Outcome<Aftermath>>,
}

/// How a tender goes, and what may become of the winner.
///
/// # Errors
/// What is wrong with the sellers. What is wrong with the delivery, or why there are no paths for it,
/// is said there.
pub fn answer(question: &TenderQuestion, paths: Drawn<'_>) -> Outcome<TenderAnswer> {
    let here = || Path::from("market").field("tender");
    let result = play(&question.sellers, question.opening);
    let result = result.map_err(|problems| problems.lift().under(here()))?;
    let mut sellers = question.sellers.iter();
    let winner = sellers.find(|seller| Some(&seller.name) == result.winner.as_ref());
    let aftermath = match (question.delivery, winner, result.pay) {
        (Some(delivery), Some(winner), Some(pay)) => {
            let at = |problem: ValueProblem| {
                Problems::from(StudyProblem::from(problem).at(here().field("delivery")))
            };
            Some(paths.map_err(Clone::clone).and_then(|paths| {
                let TenderDelivery {
                    list,
                    month,
                    penalty,
                } = delivery;
                let end = paths.at(month).map_err(at)?;
                aftermath(winner, pay, list, penalty, &end).map_err(at)
            }))
        }
        (None, _, _) | (_, None, _) | (_, _, None) => None,
    };
    Ok(TenderAnswer { result, aftermath })
}
