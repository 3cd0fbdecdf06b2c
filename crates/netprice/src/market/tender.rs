//! A tender: sellers bid each other down, round by round, until one is left.

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
use crate::value::money::Money;
use crate::value::path::Path;

/// A seller in a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seller {
    /// Its name.
    pub name: SellerId,
    /// The lowest price that it bids, such as 3折.
    pub floor: Discount,
    /// By how much of list it goes below the standing bid, such as 0.2折.
    pub step: Discount,
    /// The share of what is asked that it has in stock; it must buy the rest.
    pub stock: NonNegative,
    /// What all of it costs at today's price, such as 3折.
    pub cost: Discount,
}

/// What a seller does when it is its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It opens at the opening price.
    Opens(Discount),
    /// It bids lower.
    Bids(Discount),
    /// Its next bid would be below its floor: it drops out.
    DropsOut {
        /// The bid that it would have had to make.
        needed: Discount,
    },
}

/// One turn of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The round, counted from 1.
    pub round: u32,
    /// The seller.
    pub seller: SellerId,
    /// What it did.
    pub turn: Turn,
}

/// The most steps from the opening price down to a seller's floor.
pub const MOST_BIDS: u32 = 10_000;

/// How a tender went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderResult {
    /// Every turn, in order.
    pub rounds: Vec<Round>,
    /// Who is left; `None` if nobody could open.
    pub winner: Option<SellerId>,
    /// The bid that stands.
    pub pay: Option<Discount>,
}

/// What is wrong with the sellers, with fields from `sellers`.
#[must_use]
pub fn problems(sellers: &[Seller]) -> Vec<Located> {
    let mut problems = Vec::new();
    if sellers.is_empty() {
        problems.push(ValueProblem::Empty.at("sellers"));
    }
    let mut names = BTreeSet::new();
    for (index, seller) in sellers.iter().enumerate() {
        let at = |name: &'static str| Path::from("sellers").index(index).field(name);
        if seller.step == Discount::ALL {
            // It would never end.
            problems.push(ValueProblem::Zero.at(at("step")));
        }
        if seller.stock > NonNegative::ONE {
            let value = seller.stock.to_string();
            problems.push(ValueProblem::NotAProbability { value }.at(at("stock")));
        }
        if !names.insert(&seller.name) {
            let value = seller.name.clone();
            problems.push(Problem::DuplicateSeller { value }.at(at("name")));
        }
    }
    problems
}

/// Plays a tender.
///
/// Sellers take turns in their order. The first that can opens at the opening price; each next goes
/// its own step below the standing bid, or to its floor if that is still below the bid, and drops out
/// otherwise. It ends when one is left that holds the standing bid.
///
/// # Errors
/// All of [`problems`] at once, then [`Problem::StepTooSmall`] for a seller with more than [`MOST_BIDS`]
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

/// The steps that are so small that a seller could bid more often than [`MOST_BIDS`] times.
fn endless(sellers: &[Seller], opening: Discount) -> Vec<Located> {
    let most = Decimal::from(MOST_BIDS);
    let mut problems = Vec::new();
    for (index, seller) in sellers.iter().enumerate() {
        let way = decimal::minus(opening.paid(), seller.floor.paid());
        let bids = way.and_then(|way| decimal::over(way, seller.step.paid()));
        if bids.is_ok_and(|bids| bids > most) {
            let (value, limit) = (seller.step, MOST_BIDS);
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
            let holds = outcome.winner.as_ref() == Some(&seller.name);
            if holds {
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

/// What may become of the winner by the time of delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aftermath {
    /// The price less the cost at today's price of the hardware.
    pub margin_today: Money,
    /// Quantiles of the margin at delivery: at 5%, 50% and 95% of the paths or better.
    pub margins: [Money; 3],
    /// The share of the paths on which it loses.
    pub probability_of_loss: NonNegative,
    /// The share of the paths on which buying the rest costs more than the price and the penalty for
    /// not delivering: it defaults.
    pub probability_of_default: NonNegative,
}

/// The winner's margin when what it has not in stock is bought at the price of delivery.
///
/// It defaults where the cost less the price is above `penalty`, a share of the price.
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
    // The dearer the hardware the smaller the margin.
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
