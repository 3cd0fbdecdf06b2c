//! Inverse questions: which discount meets a target, what one more unit costs.
//!
//! Where two costs cross is in [`crossing`](crate::inverse::crossing).

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
    /// This rate of the amount is at most the target, and no higher rate of 12 decimals is.
    Pay(Discount),
    /// The amount is at or below the target as it is.
    AlreadyMet,
    /// Even nothing to pay is above the target, which is negative.
    Impossible,
}

/// The smallest discount that brings an amount down to a target.
///
/// The rate is target ÷ amount, cut off at 12 decimals; pricing with it gives the target or falls
/// short of it by less than the amount × 10⁻¹².
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

/// The smallest discount of a term with which a cost that depends on it is within a target.
///
/// `cost` prices with the clause at a rate: the whole contract, its floors, tables and shared
/// amounts included. It must not fall as the rate rises. The target is reached along the line
/// between the nearest rates below and above it, which is the answer at once where the cost is
/// linear; each rate tried is kept as a bound, so that the answer is exact to the 12th decimal
/// however the contract bends the cost. Where a cost falls as the rate rises (a table by spend whose
/// next tier pays less for everything), the rate meets the target, and a higher one may too.
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

/// What a cost that depends on a discount is at both ends: nothing paid and the list price paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostRange {
    /// With nothing paid of the list price.
    pub nothing: Money,
    /// With all of it paid.
    pub list: Money,
}

/// The same as [`needed_discount_of`] where the cost at both ends is known: they do not depend on the
/// target, and take half of the work.
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
        // Along the line, its next neighbour, and the middle: at the latest the last halves.
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

/// How many steps there are from paying nothing to paying all.
fn trillion() -> Decimal {
    Decimal::new(1_000_000_000_000, 0)
}
