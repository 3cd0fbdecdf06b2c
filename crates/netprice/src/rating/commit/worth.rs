//! The worth of commitments: coverage, utilisation and effective savings rate.

use rust_decimal::Decimal;

use super::draw::CommitmentResult;
use crate::agreement::commitment::Basis;
use crate::rating::charge::{Charge, Costs};
use crate::value::decimal;
use crate::value::money::{Currency, Money};
use crate::value::problem::ValueProblem;

impl CommitmentResult {
    /// The share of the capacity that was drawn, rounded half-even to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::DividedByZero`] for a capacity of zero.
    pub fn utilisation(&self) -> Result<Decimal, ValueProblem> {
        decimal::over(self.drawn.get(), self.capacity.get())
    }
}

fn cost(costs: Costs, basis: Basis) -> Money {
    match basis {
        Basis::List => costs.list,
        Basis::Contracted => costs.contracted,
    }
}

/// The share of usage that commitments cover, by list or contracted cost.
///
/// With 12.5 of 15 at list covered, it is 12.5 ÷ 15. `None` if the usage costs nothing. Source:
/// FinOps Foundation, commitment discount coverage.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn coverage(
    charges: &[Charge],
    currency: Currency,
    basis: Basis,
) -> Result<Option<Decimal>, ValueProblem> {
    let usage = || charges.iter().filter_map(Charge::usage);
    let covered = usage().filter(|charge| charge.covered_by.is_some());
    let covered = Money::sum(currency, covered.map(|charge| cost(charge.costs, basis)))?;
    let all = Money::sum(currency, usage().map(|charge| cost(charge.costs, basis)))?;
    share(covered.amount(), all.amount())
}

/// The effective savings rate: 1 − effective cost ÷ baseline, unused commitments included.
///
/// Paying 7.5 instead of 15 at list saves 50%. The rate is negative if unused commitments cost more
/// than the rest saves. The baseline is a parameter, because the same bill saves less against
/// contracted cost. `None` for a baseline of zero. Source: FinOps Foundation, effective savings
/// rate.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn savings_rate(
    charges: &[Charge],
    currency: Currency,
    baseline: Basis,
) -> Result<Option<Decimal>, ValueProblem> {
    let costs = Costs::sum(currency, charges.iter().map(Charge::costs))?;
    let before = cost(costs, baseline);
    let saved = before.minus(costs.effective)?;
    share(saved.amount(), before.amount())
}

fn share(part: Decimal, whole: Decimal) -> Result<Option<Decimal>, ValueProblem> {
    if whole.is_zero() {
        return Ok(None);
    }
    decimal::over(part, whole).map(Some)
}

/// The cost of an hour of useful work on interruptible machines: price ÷ (1 − share lost).
///
/// At 0.3 per hour, with a quarter of the work lost to interruptions and repeated, it is 0.4; with
/// nothing lost, it is the price.
///
/// # Errors
/// [`ValueProblem::AboveLimit`] for a share of 1 or more, [`ValueProblem::Negative`] for one below zero.
///
/// ```
/// use netprice::rating::commit::worth::price_of_useful_hour;
/// use netprice::value::decimal::parse;
/// let spot = price_of_useful_hour("0.3 USD".parse()?, parse("0.25")?)?;
/// assert_eq!(spot.to_string(), "0.4 USD");
/// assert!(price_of_useful_hour("0.3 USD".parse()?, parse("1")?).is_err());
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn price_of_useful_hour(price: Money, share_lost: Decimal) -> Result<Money, ValueProblem> {
    let value = decimal::print(share_lost);
    if share_lost < Decimal::ZERO {
        return Err(ValueProblem::Negative { value });
    }
    if share_lost >= Decimal::ONE {
        let limit = "0.999999999999".to_owned();
        return Err(ValueProblem::AboveLimit { value, limit });
    }
    price.over(decimal::minus(Decimal::ONE, share_lost)?)
}
