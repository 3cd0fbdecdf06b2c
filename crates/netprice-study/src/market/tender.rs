//! A tender, played round by round, and the outcome for its winner.

use netprice::market::tender::{Aftermath, Seller, TenderResult, aftermath, play};
use netprice::value::path::Path;
use netprice::{Discount, Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::StudyProblem;

/// A tender (reverse auction).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenderQuestion {
    /// The sellers, in the order of their turns.
    pub sellers: Vec<Seller>,
    /// The opening price.
    pub opening: Discount,
    /// The delivery by the winner, within the months of the market question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<TenderDelivery>,
}

/// The delivery of a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenderDelivery {
    /// The list price.
    pub list: Money,
    /// The month of delivery, 1 for the next one.
    pub month: u32,
    /// The penalty for not delivering, as a share of the price.
    pub penalty: NonNegative,
}

/// The course of a tender, and the outcome for its winner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderAnswer {
    /// Each round, the winner and its price.
    pub result: TenderResult,
    /// The winner's margin and risk at delivery; absent without a delivery or a winner.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub aftermath: Option<Outcome<Aftermath>>,
}

/// Plays a tender, and computes the outcome for the winner.
///
/// # Errors
/// The problems of the sellers. Problems of the delivery, and the reason why there are no paths for it,
/// are in the aftermath's own outcome.
pub(crate) fn answer(question: &TenderQuestion, paths: Drawn<'_>) -> Outcome<TenderAnswer> {
    let here = || Path::from("market").field("tender");
    let result = play(&question.sellers, question.opening);
    let result = result.map_err(|problems| problems.lift().under(here()))?;
    let mut sellers = question.sellers.iter();
    let winner = sellers.find(|seller| Some(&seller.name) == result.winner.as_ref());
    let aftermath = match (question.delivery, winner, result.pay) {
        (Some(delivery), Some(winner), Some(pay)) => {
            Some(paths.map_err(Clone::clone).and_then(|paths| {
                let at = |path: Path| move |problem| StudyProblem::from(problem).at(path);
                let path = here().field("delivery");
                let end = paths.at(delivery.month);
                let end = end.map_err(at(path.clone().field("month")))?;
                let found = aftermath(winner, pay, delivery.list, delivery.penalty, &end);
                Ok(found.map_err(at(path))?)
            }))
        }
        (None, _, _) | (_, None, _) | (_, _, None) => None,
    };
    Ok(TenderAnswer { result, aftermath })
}
