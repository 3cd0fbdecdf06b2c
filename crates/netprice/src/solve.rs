//! Inverse questions: which pay rate meets a target, what one more unit costs.
//!
//! Where two costs cross is in [`crossing`](crate::crossing).

use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimal;
#[cfg(doc)]
use crate::error::Problem;
use crate::error::R;
use crate::money::Money;
use crate::rate::PayRate;

/// The pay rate that brings an amount to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NeededRate {
    /// This rate of the amount is at most the target, and no higher rate of 12 decimals is.
    Pay(PayRate),
    /// The amount is at or below the target as it is.
    AlreadyMet,
    /// Even nothing to pay is above the target, which is negative.
    Impossible,
}

/// The highest pay rate that brings an amount down to a target.
///
/// The rate is target ÷ amount, cut off at 12 decimals; pricing with it gives the target or falls
/// short of it by less than the amount × 10⁻¹².
///
/// # Errors
/// [`Problem::CurrencyMismatch`] and [`Problem::TooLarge`].
///
/// ```
/// use netprice::solve::{NeededRate, needed_rate};
/// let of = |amount: &str, target: &str| {
///     needed_rate(amount.parse().unwrap(), target.parse().unwrap()).unwrap()
/// };
/// assert_eq!(of("200 CNY", "90 CNY"), NeededRate::Pay("4.5折".parse().unwrap()));
/// assert_eq!(of("90 CNY", "90 CNY"), NeededRate::AlreadyMet);
/// ```
pub fn needed_rate(amount: Money, target: Money) -> R<NeededRate> {
    let above = amount.minus(target)?;
    if target.amount() < Decimal::ZERO {
        return Ok(NeededRate::Impossible);
    }
    if above.amount() <= Decimal::ZERO {
        return Ok(NeededRate::AlreadyMet);
    }
    let units = decimal::times_over_floor(target.amount(), trillion(), amount.amount())?;
    PayRate::of(decimal::over(units, trillion())?).map(NeededRate::Pay)
}

/// The highest pay rate of a clause with which a cost that depends on it is within a target.
///
/// `cost` prices with the clause at a rate: the whole contract, its floors, tables and shared
/// amounts included. It must not fall as the rate rises. The target is reached along the line
/// between the nearest rates below and above it, which is the answer at once where the cost is
/// linear; each rate tried is kept as a bound, so that the answer is exact to the 12th decimal
/// however the contract bends the cost. Where a cost falls as the rate rises (a table by spend whose
/// next tier pays less for everything), the rate meets the target, and a higher one may too.
///
/// # Errors
/// Those of `cost`, [`Problem::CurrencyMismatch`] and [`Problem::TooLarge`].
///
/// ```
/// use netprice::money::Money;
/// use netprice::rate::PayRate;
/// use netprice::solve::{NeededRate, needed_rate_of};
/// let m = |text: &str| text.parse::<Money>().unwrap();
/// // 200 at the rate, and 50 for support beside it: 4.5折 brings it to 140.
/// let cost = |pay: PayRate| m("200 CNY").paid_at(pay)?.plus(m("50 CNY"));
/// let needed = |target: &str| needed_rate_of(m(target), cost).unwrap();
/// assert_eq!(needed("140 CNY"), NeededRate::Pay("4.5折".parse().unwrap()));
/// assert_eq!(needed("250 CNY"), NeededRate::AlreadyMet);
/// assert_eq!(needed("49 CNY"), NeededRate::Impossible);
/// ```
pub fn needed_rate_of(target: Money, cost: impl Fn(PayRate) -> R<Money>) -> R<NeededRate> {
    let ends = Ends {
        nothing: cost(PayRate::of(Decimal::ZERO)?)?,
        list: cost(PayRate::LIST)?,
    };
    needed_rate_between(target, ends, cost)
}

/// What a cost that depends on a pay rate is at both ends of the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// With nothing paid of the list price.
    pub nothing: Money,
    /// With all of it paid.
    pub list: Money,
}

/// The same as [`needed_rate_of`] where the cost at both ends is known: they do not depend on the
/// target, and take half of the work.
///
/// # Errors
/// Those of [`needed_rate_of`].
///
/// ```
/// use netprice::money::Money;
/// use netprice::rate::PayRate;
/// use netprice::solve::{Ends, NeededRate, needed_rate_between};
/// let m = |text: &str| text.parse::<Money>().unwrap();
/// let cost = |pay: PayRate| m("200 CNY").paid_at(pay)?.plus(m("50 CNY"));
/// let ends = Ends { nothing: m("50 CNY"), list: m("250 CNY") };
/// let needed = needed_rate_between(m("140 CNY"), ends, cost).unwrap();
/// assert_eq!(needed, NeededRate::Pay("4.5折".parse().unwrap()));
/// let all = needed_rate_between(m("250 CNY"), ends, cost).unwrap();
/// assert_eq!(all, NeededRate::AlreadyMet);
/// ```
pub fn needed_rate_between(
    target: Money,
    ends: Ends,
    cost: impl Fn(PayRate) -> R<Money>,
) -> R<NeededRate> {
    let above = |cost: Money| -> R<Decimal> { Ok(cost.minus(target)?.amount()) };
    let (mut low, mut high) = (Decimal::ZERO, trillion());
    let (mut below, mut over) = (above(ends.nothing)?, above(ends.list)?);
    if over <= Decimal::ZERO {
        return Ok(NeededRate::AlreadyMet);
    }
    if below > Decimal::ZERO {
        return Ok(NeededRate::Impossible);
    }
    loop {
        let width = decimal::minus(high, low)?;
        if width <= Decimal::ONE {
            return PayRate::of(decimal::over(low, trillion())?).map(NeededRate::Pay);
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
            let pay = PayRate::of(decimal::over(tried, trillion())?)?;
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

/// What one more unit costs, and whether the bill jumps or falls there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneMore {
    /// Cost of one unit more than the quantity, less the cost of the quantity.
    pub cost: Decimal,
    /// The same for the unit before.
    pub cost_of_last: Decimal,
    /// Whether one more makes the bill fall, so that less is paid for more.
    pub falls: bool,
}

/// What one more unit costs at a quantity.
///
/// # Errors
/// Those of `cost`, and [`Problem::TooLarge`].
///
/// ```
/// use netprice::decimal::{parse, times};
/// use netprice::solve::one_more;
/// let d = |text: &str| parse(text).unwrap();
/// // Up to 15 at 10 each, above at 5: the 16th unit takes the bill from 150 to 80.
/// let cost = |units| times(units, if units > d("15") { d("5") } else { d("10") });
/// let there = one_more(d("15"), cost).unwrap();
/// assert_eq!((there.cost, there.cost_of_last, there.falls), (d("-70"), d("10"), true));
/// ```
///
/// Source of the example: OpenMeter, volume tiers ("one more unit nearly halves the bill").
pub fn one_more(quantity: Decimal, cost: impl Fn(Decimal) -> R<Decimal>) -> R<OneMore> {
    let here = cost(quantity)?;
    let next = cost(decimal::plus(quantity, Decimal::ONE)?)?;
    let before = decimal::minus(quantity, Decimal::ONE)?.max(Decimal::ZERO);
    let difference = decimal::minus(next, here)?;
    Ok(OneMore {
        cost: difference,
        cost_of_last: decimal::minus(here, cost(before)?)?,
        falls: difference < Decimal::ZERO,
    })
}
