//! A tender, played round by round, and the outcome for its winner.

use std::collections::BTreeMap;

use netprice::market::tender::{Aftermath, Seller, TenderResult, aftermath, play};
use netprice::value::id::SellerId;
use netprice::value::path::Path;
use netprice::{Discount, Money, NonNegative};
use rust_decimal::Decimal;
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
    /// The highest floor, in whole hundredths of list, with which each other seller would win; those that cannot
    /// win, and all sellers of a tender with more than 1,000 turns, are left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wins_with: BTreeMap<SellerId, Discount>,
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
    Ok(TenderAnswer {
        wins_with: wins_with(question, &result),
        result,
        aftermath,
    })
}

/// The turns up to which a tender is played again with other floors.
const MOST_TURNS: usize = 1_000;

fn wins_with(question: &TenderQuestion, result: &TenderResult) -> BTreeMap<SellerId, Discount> {
    let losers = question.sellers.iter().enumerate();
    let losers = losers.filter(|(_, seller)| Some(&seller.name) != result.winner.as_ref());
    let is_short = result.rounds.len() <= MOST_TURNS;
    let losers = losers.filter(|_| is_short && result.winner.is_some());
    let found = losers.filter_map(|(index, seller)| {
        let floor = highest_winning_floor(question, index)?;
        Some((seller.name.clone(), floor))
    });
    found.collect()
}

/// The highest floor in whole hundredths with which a seller wins, by halving the range up to the opening price.
fn highest_winning_floor(question: &TenderQuestion, index: usize) -> Option<Discount> {
    let mut sellers = question.sellers.clone();
    let name = sellers.get(index)?.name.clone();
    let mut wins = |hundredths: i64| {
        let floor = Discount::of(Decimal::new(hundredths, 2)).ok()?;
        sellers.get_mut(index)?.floor = floor;
        let played = play(&sellers, question.opening).ok()?;
        (played.winner.as_ref() == Some(&name)).then_some(floor)
    };
    let mut highest = wins(0)?;
    let (mut won, mut lost) = (0_i64, 101_i64);
    while lost.saturating_sub(won) > 1 {
        let between = won.midpoint(lost);
        match wins(between) {
            Some(floor) => (won, highest) = (between, floor),
            None => lost = between,
        }
    }
    Some(highest)
}
