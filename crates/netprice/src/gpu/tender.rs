//! A tender: sellers bid each other down, round by round, until one is left.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::risk::Distribution;
use super::selling::Sale;
use crate::decimal::{self, Amount};
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::money::Money;

/// A seller in a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seller {
    /// Its name.
    pub name: String,
    /// The lowest pay rate that it bids, as a share of list: 0.3 for 3折.
    pub floor: Amount,
    /// By how much it goes below the standing bid, as a share of list.
    pub step: Amount,
    /// The share of what is asked that it has in stock; it must buy the rest.
    pub stock: Amount,
    /// What all of it costs at today's price, as a share of list.
    pub cost: Amount,
}

/// What a seller does when it is its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It opens at the opening pay rate.
    Opens(Amount),
    /// It bids lower.
    Bids(Amount),
    /// Its next bid would be below its floor: it drops out.
    DropsOut {
        /// The bid that it would have had to make.
        needed: Amount,
    },
}

/// One turn of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// The round, counted from 1.
    pub round: u32,
    /// The seller.
    pub seller: String,
    /// What it did.
    pub turn: Turn,
}

/// How a tender went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Every turn, in order.
    pub rounds: Vec<Round>,
    /// Who is left; `None` if nobody could open.
    pub winner: Option<String>,
    /// The pay rate that stands.
    pub pay: Option<Amount>,
}

/// What is wrong with the sellers, with fields from `sellers`.
#[must_use]
pub fn problems(sellers: &[Seller]) -> Vec<PricingError> {
    let mut problems = Vec::new();
    if sellers.is_empty() {
        problems.push(Problem::Empty.at("sellers"));
    }
    for (index, seller) in sellers.iter().enumerate() {
        let at = |name: &str| format!("sellers[{index}].{name}");
        if seller.step.is_zero() {
            // It would never end.
            problems.push(Problem::Zero.at(at("step")));
        }
        for (name, share) in [
            ("floor", seller.floor),
            ("step", seller.step),
            ("stock", seller.stock),
        ] {
            if share.get() > Decimal::ONE {
                let value = share.to_string();
                problems.push(Problem::NotAProbability { value }.at(at(name)));
            }
        }
        let before = sellers.iter().take(index);
        if before.clone().any(|other| other.name == seller.name) {
            let message = format!("'{}' names two sellers", seller.name);
            problems.push(Problem::Malformed { message }.at(at("name")));
        }
    }
    problems
}

/// Plays a tender.
///
/// Sellers take turns in their order. The first that can opens at the opening pay rate; each next goes
/// its own step below the standing bid, or to its floor if that is still below the bid, and drops out
/// otherwise. It ends when one is left that holds the standing bid.
///
/// # Errors
/// All of [`problems`] at once; [`Problem::NotAProbability`] for an opening above one.
///
/// ```
/// use netprice::gpu::tender::{Seller, play};
/// let seller = |name: &str, floor: &str, step: &str| Seller {
///     name: name.into(), floor: floor.parse().unwrap(), step: step.parse().unwrap(),
///     stock: "1".parse().unwrap(), cost: "0.3".parse().unwrap(),
/// };
/// let sellers = [seller("A", "0.5", "0.02"), seller("B", "0.4", "0.02"), seller("C", "0.2", "0.25")];
/// let outcome = play(&sellers, "0.5".parse()?).unwrap();
/// // 5折, 4.8折, then 2.3折: A and B drop out.
/// assert_eq!((outcome.winner.as_deref(), outcome.pay), (Some("C"), Some("0.23".parse()?)));
/// assert_eq!(outcome.rounds.len(), 5);
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn play(sellers: &[Seller], opening: Amount) -> Result<Outcome, PricingErrors> {
    let mut problems = problems(sellers);
    if opening.get() > Decimal::ONE {
        let value = opening.to_string();
        problems.push(Problem::NotAProbability { value }.at("opening"));
    }
    match problems.is_empty() {
        true => played(sellers, opening).map_err(|problem| problem.at("sellers").into()),
        false => Err(PricingErrors(problems)),
    }
}

fn played(sellers: &[Seller], opening: Amount) -> R<Outcome> {
    let mut outcome = Outcome {
        rounds: Vec::new(),
        winner: None,
        pay: None,
    };
    let mut active: Vec<&Seller> = sellers.iter().collect();
    let mut round = 0_u32;
    while !active.is_empty() {
        round = round.saturating_add(1);
        for seller in active.clone() {
            let holds = outcome.winner.as_deref() == Some(seller.name.as_str());
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
            [only] => outcome.winner.as_deref() == Some(only.name.as_str()),
            _ => false,
        };
        if only {
            break;
        }
    }
    Ok(outcome)
}

fn turn(seller: &Seller, standing: Option<Amount>, opening: Amount) -> R<Turn> {
    let Some(standing) = standing else {
        return Ok(match seller.floor <= opening {
            true => Turn::Opens(opening),
            false => Turn::DropsOut { needed: opening },
        });
    };
    let lower = decimal::minus(standing.get(), seller.step.get())?;
    let needed = Amount::new(lower.max(Decimal::ZERO))?;
    Ok(match () {
        () if needed >= seller.floor && needed < standing => Turn::Bids(needed),
        () if seller.floor < standing => Turn::Bids(seller.floor),
        () => Turn::DropsOut { needed },
    })
}

/// What may become of the winner by the time of delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Aftermath {
    /// The price less the cost at today's price of the hardware.
    pub margin_today: Money,
    /// Quantiles of the margin at delivery: at 5%, 50% and 95% of the paths or better.
    pub margins: [Money; 3],
    /// The share of the paths on which it loses.
    pub probability_of_loss: Amount,
    /// The share of the paths on which buying the rest costs more than the price and the penalty for
    /// not delivering: it defaults.
    pub probability_of_default: Amount,
}

/// The winner's margin when what it has not in stock is bought at the price of delivery.
///
/// It defaults where the cost less the price is above `penalty`, a share of the price.
///
/// # Errors
/// [`Problem::Empty`], [`Problem::NotAProbability`], [`Problem::TooLarge`].
pub fn aftermath(
    winner: &Seller,
    pay: Amount,
    list: Money,
    penalty: Amount,
    at: &Distribution,
) -> R<Aftermath> {
    let bought = decimal::minus(Decimal::ONE, winner.stock.get())?;
    let sale = Sale {
        list,
        cost: list.times(winner.cost.get())?,
        follows: Amount::new(bought)?,
    };
    let quantile =
        |share: Decimal| -> R<Money> { sale.margin(pay, at.quantile(Amount::new(share)?)?) };
    // The dearer the hardware the smaller the margin.
    let margins = [
        quantile(Decimal::new(95, 2))?,
        quantile(Decimal::new(50, 2))?,
        quantile(Decimal::new(5, 2))?,
    ];
    let with_penalty = decimal::plus(Decimal::ONE, penalty.get())?;
    let bearable = Amount::new(decimal::times(pay.get(), with_penalty)?)?;
    Ok(Aftermath {
        margin_today: sale.margin(pay, Amount::new(Decimal::ONE)?)?,
        margins,
        probability_of_loss: sale.probability_of_loss(pay, at)?,
        probability_of_default: sale.probability_of_loss(bearable, at)?,
    })
}
