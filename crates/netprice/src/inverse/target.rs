//! The discount that brings a cost down to a target.
//!
//! The module [`crossing`](crate::inverse::crossing) finds where two costs cross.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal;
use crate::value::discount::Discount;
use crate::value::money::Money;

/// The discount that brings an amount to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeededDiscount {
    /// The highest pay rate, to 12 decimals, with which the cost is at most the target.
    Pay(Discount),
    /// The cost is at most the target without a discount.
    AlreadyMet,
    /// No discount reaches the target, because the cost at a pay rate of 0% is still above it.
    Impossible,
}

/// Computes the smallest discount that brings an amount down to a target.
///
/// The rate is target ÷ amount, truncated to 12 decimals; the price at this rate is the target, or
/// below it by less than the amount × 10⁻¹².
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::inverse::target::{NeededDiscount, needed_discount};
/// let of = |amount: &str, target: &str| {
///     needed_discount(amount.parse().unwrap(), target.parse().unwrap()).unwrap()
/// };
/// assert_eq!(of("200 CNY", "90 CNY"), NeededDiscount::Pay("4.5折".parse().unwrap()));
/// assert_eq!(of("90 CNY", "90 CNY"), NeededDiscount::AlreadyMet);
/// ```
pub fn needed_discount(amount: Money, target: Money) -> Result<NeededDiscount, ValueProblem> {
    let above = amount.minus(target)?;
    if target.amount() < Decimal::ZERO {
        return Ok(NeededDiscount::Impossible);
    }
    if above.amount() <= Decimal::ZERO {
        return Ok(NeededDiscount::AlreadyMet);
    }
    let units = decimal::times_over_floor(target.amount(), trillion(), amount.amount())?;
    Discount::of(decimal::over(units, trillion())?).map(NeededDiscount::Pay)
}

/// Finds the smallest discount of one term that brings the whole cost within a target.
///
/// `cost` prices the whole contract with the term at a pay rate, including floors, tables and
/// shared amounts. It must not fall as the rate rises. The search interpolates between the nearest
/// rates below and above the target, which finds the answer at once where the cost is linear; each
/// rate tried becomes a bound, so that the answer is exact to the 12th decimal however the contract
/// bends the cost. Where a cost falls as the rate rises (a spend table whose next tier discounts
/// everything more), the rate found meets the target, but a higher one may too.
///
/// # Errors
/// Those of `cost`, [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::money::Money;
/// use netprice::value::discount::Discount;
/// use netprice::inverse::target::{NeededDiscount, needed_discount_of};
/// let m = |text: &str| text.parse::<Money>().unwrap();
/// // 200 at the rate, and 50 for support beside it: 4.5折 brings it to 140.
/// let cost = |pay: Discount| m("200 CNY").paid_at(pay)?.plus(m("50 CNY"));
/// let needed = |target: &str| needed_discount_of(m(target), cost).unwrap();
/// assert_eq!(needed("140 CNY"), NeededDiscount::Pay("4.5折".parse().unwrap()));
/// assert_eq!(needed("250 CNY"), NeededDiscount::AlreadyMet);
/// assert_eq!(needed("49 CNY"), NeededDiscount::Impossible);
/// ```
pub fn needed_discount_of<E: From<ValueProblem>>(
    target: Money,
    cost: impl Fn(Discount) -> Result<Money, E>,
) -> Result<NeededDiscount, E> {
    let ends = CostRange {
        nothing: cost(Discount::ALL)?,
        list: cost(Discount::NONE)?,
    };
    needed_discount_between(target, ends, cost)
}

/// The cost at both ends of the range of pay rates: 0% and 100%.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostRange {
    /// The cost at a pay rate of 0%.
    pub nothing: Money,
    /// The cost at a pay rate of 100%.
    pub list: Money,
}

/// Does the same as [`needed_discount_of`] with known costs at both ends, which do not depend on
/// the target and take half of the work.
///
/// # Errors
/// Those of [`needed_discount_of`].
///
/// ```
/// use netprice::value::money::Money;
/// use netprice::value::discount::Discount;
/// use netprice::inverse::target::{CostRange, NeededDiscount, needed_discount_between};
/// let m = |text: &str| text.parse::<Money>().unwrap();
/// let cost = |pay: Discount| m("200 CNY").paid_at(pay)?.plus(m("50 CNY"));
/// let ends = CostRange { nothing: m("50 CNY"), list: m("250 CNY") };
/// let needed = needed_discount_between(m("140 CNY"), ends, cost).unwrap();
/// assert_eq!(needed, NeededDiscount::Pay("4.5折".parse().unwrap()));
/// let all = needed_discount_between(m("250 CNY"), ends, cost).unwrap();
/// assert_eq!(all, NeededDiscount::AlreadyMet);
/// ```
pub fn needed_discount_between<E: From<ValueProblem>>(
    target: Money,
    ends: CostRange,
    cost: impl Fn(Discount) -> Result<Money, E>,
) -> Result<NeededDiscount, E> {
    let above = |cost: Money| -> Result<Decimal, ValueProblem> { Ok(cost.minus(target)?.amount()) };
    let (mut low, mut high) = (Decimal::ZERO, trillion());
    let (mut below, mut over) = (above(ends.nothing)?, above(ends.list)?);
    if over <= Decimal::ZERO {
        return Ok(NeededDiscount::AlreadyMet);
    }
    if below > Decimal::ZERO {
        return Ok(NeededDiscount::Impossible);
    }
    loop {
        let width = decimal::minus(high, low)?;
        if width <= Decimal::ONE {
            let pay = Discount::of(decimal::over(low, trillion())?)?;
            return Ok(NeededDiscount::Pay(pay));
        }
        // Tries the rate on the line, its next neighbour, and the middle, which at least halves the
        // range.
        let down = decimal::minus(Decimal::ZERO, below)?;
        let along = decimal::times_over_floor(width, down, decimal::minus(over, below)?)?;
        let on_line = decimal::plus(low, along)?;
        let next = decimal::plus(on_line, Decimal::ONE)?;
        let half = decimal::over_floor(width, Decimal::TWO)?;
        let middle = decimal::plus(low, half)?;
        for tried in [on_line, next, middle] {
            if tried <= low || tried >= high {
                continue;
            }
            let pay = Discount::of(decimal::over(tried, trillion())?)?;
            let found = above(cost(pay)?)?;
            if found <= Decimal::ZERO {
                (low, below) = (tried, found);
            } else {
                (high, over) = (tried, found);
            }
        }
    }
}

/// The number of steps of 10⁻¹² from a pay rate of 0% to 100%.
fn trillion() -> Decimal {
    Decimal::new(1_000_000_000_000, 0)
}
