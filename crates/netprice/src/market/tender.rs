//! A tender (reverse auction): sellers underbid each other, round by round, until one is left.

use crate::value::problem::ValueProblem;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::risk::Distribution;
use crate::market::selling::Sale;
use crate::problem::{Located, Problem, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::id::SellerId;
use crate::value::limits::{TENDER_SELLERS, TENDER_STEPS, at_most};
use crate::value::money::Money;
use crate::value::path::Path;

/// A seller in a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seller {
    /// Unique within the tender.
    pub name: SellerId,
    /// The lowest pay rate that the seller bids, such as 3折.
    pub floor: Discount,
    /// The step of a bid below the standing one, as a share of list, such as 0.2折.
    pub step: Discount,
    /// The share of the order that the seller has in stock, from 0 to 1; it must buy the rest.
    pub stock: NonNegative,
    /// The cost of the whole order at today's hardware price, as a share of list, such as 3折.
    pub cost: Discount,
}

/// The action of a seller in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The seller opens at the opening price.
    Opens(Discount),
    /// The seller bids below the standing bid.
    Bids(Discount),
    /// The seller drops out, because its next bid would be below its floor.
    DropsOut {
        /// The bid that the seller would have had to make.
        needed: Discount,
    },
}

/// One turn of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The round, counted from 1.
    pub round: u32,
    /// The seller whose turn it was.
    pub seller: SellerId,
    /// The action of the seller.
    pub turn: Turn,
}

/// The course and the result of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderResult {
    /// Every turn, in order.
    pub rounds: Vec<Round>,
    /// The seller that is left; `None` if nobody could open.
    pub winner: Option<SellerId>,
    /// The winning bid; `None` if nobody could open.
    pub pay: Option<Discount>,
}

/// All problems of the sellers, with paths from `sellers`.
#[must_use]
pub fn problems(sellers: &[Seller]) -> Vec<Located> {
    let mut problems = Vec::new();
    if sellers.is_empty() {
        problems.push(ValueProblem::Empty.at("sellers"));
    }
    if let Err(problem) = at_most(sellers.len(), TENDER_SELLERS) {
        return vec![problem.at("sellers")];
    }
    let mut names = BTreeSet::new();
    for (index, seller) in sellers.iter().enumerate() {
        let at = |name: &'static str| Path::from("sellers").index(index).field(name);
        if seller.step == Discount::ALL {
            // With a step of zero the tender would never end.
            problems.push(ValueProblem::Zero.at(at("step")));
        }
        let stock = seller.stock.share().err();
        problems.extend(stock.map(|problem| problem.at(at("stock"))));
        if !names.insert(&seller.name) {
            let value = seller.name.clone();
            problems.push(Problem::DuplicateSeller { value }.at(at("name")));
        }
    }
    problems
}

/// Simulates a tender.
///
/// Sellers take turns in the order given. The first seller whose floor allows it opens at the
/// opening price. Each next seller bids its own step below the standing bid, or its floor if only
/// that is still below the standing bid, and drops out otherwise. The tender ends when the holder
/// of the standing bid is the only seller left.
///
/// # Errors
/// All of [`problems`] at once, then [`Problem::StepTooSmall`] for a seller with more than [`TENDER_STEPS`]
/// steps from the opening price to its floor.
///
/// ```
/// use netprice::market::tender::{Seller, play};
/// let seller = |name: &str, floor: &str, step: &str| Seller {
///     name: name.parse().unwrap(), floor: floor.parse().unwrap(), step: step.parse().unwrap(),
///     stock: "1".parse().unwrap(), cost: "3折".parse().unwrap(),
/// };
/// let sellers = [seller("A", "5折", "0.2折"), seller("B", "4折", "0.2折"), seller("C", "2折", "2.5折")];
/// let outcome = play(&sellers, "5折".parse()?)?;
/// // 5折, 4.8折, then 2.3折: A and B drop out.
/// assert_eq!(outcome.winner.unwrap(), "C");
/// assert_eq!(outcome.pay, Some("2.3折".parse()?));
/// assert_eq!(outcome.rounds.len(), 5);
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn play(sellers: &[Seller], opening: Discount) -> Result<TenderResult, Problems> {
    Problems::none_of(problems(sellers))?;
    Problems::none_of(endless(sellers, opening))?;
    played(sellers, opening).map_err(|problem| problem.at("sellers").into())
}

/// Finds the steps that are so small that a seller could bid more than [`TENDER_STEPS`] times.
fn endless(sellers: &[Seller], opening: Discount) -> Vec<Located> {
    let most = Decimal::from(TENDER_STEPS);
    let mut problems = Vec::new();
    for (index, seller) in sellers.iter().enumerate() {
        let way = decimal::minus(opening.paid(), seller.floor.paid());
        let bids = way.and_then(|way| decimal::over(way, seller.step.paid()));
        if bids.is_ok_and(|bids| bids > most) {
            let (value, limit) = (seller.step, TENDER_STEPS);
            let at = Path::from("sellers").index(index).field("step");
            problems.push(Problem::StepTooSmall { value, limit }.at(at));
        }
    }
    problems
}

fn played(sellers: &[Seller], opening: Discount) -> Result<TenderResult, ValueProblem> {
    let mut outcome = TenderResult {
        rounds: Vec::new(),
        winner: None,
        pay: None,
    };
    let mut active: Vec<&Seller> = sellers.iter().collect();
    let mut round = 0_u32;
    while !active.is_empty() {
        round = round.saturating_add(1);
        for seller in active.clone() {
            if outcome.winner.as_ref() == Some(&seller.name) {
                continue;
            }
            let turn = turn(seller, outcome.pay, opening)?;
            match turn {
                Turn::Opens(pay) | Turn::Bids(pay) => {
                    outcome.pay = Some(pay);
                    outcome.winner = Some(seller.name.clone());
                }
                Turn::DropsOut { .. } => active.retain(|other| other.name != seller.name),
            }
            outcome.rounds.push(Round {
                round,
                seller: seller.name.clone(),
                turn,
            });
        }
        let only = match active.as_slice() {
            [only] => outcome.winner.as_ref() == Some(&only.name),
            _ => false,
        };
        if only {
            break;
        }
    }
    Ok(outcome)
}

fn turn(
    seller: &Seller,
    standing: Option<Discount>,
    opening: Discount,
) -> Result<Turn, ValueProblem> {
    let Some(standing) = standing else {
        return Ok(if seller.floor <= opening {
            Turn::Opens(opening)
        } else {
            Turn::DropsOut { needed: opening }
        });
    };
    let lower = decimal::minus(standing.paid(), seller.step.paid())?;
    let needed = Discount::of(lower.max(Decimal::ZERO))?;
    Ok(if needed >= seller.floor && needed < standing {
        Turn::Bids(needed)
    } else if seller.floor < standing {
        Turn::Bids(seller.floor)
    } else {
        Turn::DropsOut { needed }
    })
}

/// The winner's margin and risk at delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aftermath {
    /// The price − the cost at today's hardware price.
    pub margin_today: Money,
    /// The margin at delivery at the 95%, 50% and 5% quantiles of the hardware price, so the
    /// smallest first.
    pub margins: [Money; 3],
    /// The share of the paths on which the winner makes a loss.
    pub probability_of_loss: NonNegative,
    /// The share of the paths on which the winner defaults, because its cost exceeds the price plus
    /// the penalty for not delivering.
    pub probability_of_default: NonNegative,
}

/// Computes the winner's margin if the part not in stock is bought at the hardware price at
/// delivery.
///
/// The winner defaults where cost − price is above `penalty`, which is a share of the price.
///
/// # Errors
/// [`ValueProblem::Empty`], [`ValueProblem::NotAProbability`], [`ValueProblem::TooLarge`].
pub fn aftermath(
    winner: &Seller,
    pay: Discount,
    list: Money,
    penalty: NonNegative,
    at: &Distribution,
) -> Result<Aftermath, ValueProblem> {
    let bought = decimal::minus(Decimal::ONE, winner.stock.get())?;
    let sale = Sale {
        list,
        cost: list.paid_at(winner.cost)?,
        follows: NonNegative::new(bought)?,
    };
    let quantile = |share: Decimal| -> Result<Money, ValueProblem> {
        sale.margin(pay, at.quantile(NonNegative::new(share)?)?)
    };
    // A higher hardware price means a smaller margin.
    let margins = [
        quantile(Decimal::new(95, 2))?,
        quantile(Decimal::new(50, 2))?,
        quantile(Decimal::new(5, 2))?,
    ];
    let with_penalty = decimal::plus(Decimal::ONE, penalty.get())?;
    let bearable = list.times(decimal::times(pay.paid(), with_penalty)?)?;
    Ok(Aftermath {
        margin_today: sale.margin(pay, NonNegative::ONE)?,
        margins,
        probability_of_loss: sale.probability_of_loss(pay, at)?,
        probability_of_default: sale.probability_above(bearable, at)?,
    })
}
