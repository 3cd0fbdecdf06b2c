//! Splits an amount over weights without losing a unit.

use crate::value::ordered::sort_by;
use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal::{self, Rest};

/// The rule for the units that remain after shares are truncated to whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOver {
    /// The largest remainders get one unit each; among equal remainders, the first: 100 over
    /// 30:20:40 is 33.33, 22.22 and 44.45; 0.05 over 30:70, with equal remainders, is 0.02 and
    /// 0.03.
    ///
    /// Source: brick/money tests; Money for PHP, allocation, after Fowler.
    LargestRemainder,
    /// The first parts with a weight get one unit each: 1.00 over 2:3:1 is 0.34, 0.50 and 0.16;
    /// 0.02 over 1:1:1:1 is 0.01, 0.01, 0 and 0.
    ///
    /// Source: brick/money tests.
    First,
    /// The largest weights get one unit each; among equal weights, the first: 0.05 over 3:3:4 is
    /// 0.01, 0.01 and 0.03; 10.03 over 50:50 is 5.02 and 5.01.
    ///
    /// Source: brick/money and Dinero.js tests.
    LargestWeight,
    /// No part gets them; they are returned separately: 1.00 over 2:3:1 is 0.33, 0.50 and 0.16, and
    /// 0.01 is left.
    ///
    /// Source: brick/money tests.
    Apart,
    /// No part gets them, and the parts are whole multiples of the weights: 1.00 over 2:3:1 is
    /// 0.32, 0.48 and 0.16, and 0.04 is left.
    ///
    /// Source: brick/money tests.
    ApartInBlocks,
    /// From the last part to the first, each part gets its truncated share of the remaining amount,
    /// so the first part gets the rest: 0.10 over 1:1:2 is 0.03, 0.02 and 0.05; 1.00 over 1:1:0 is
    /// 0.50, 0.50 and 0.
    ///
    /// Source: Ruby Money, allocation tests (in cents).
    BackToFront,
}

/// An amount split over weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// One part for each weight, in their order.
    pub parts: Vec<Decimal>,
    /// The amount that no part gets; zero except for [`LeftOver::Apart`] and
    /// [`LeftOver::ApartInBlocks`].
    pub left: Decimal,
}

/// Splits an amount over weights in whole units; the parts and `left` add up to the amount exactly.
///
/// The unit is the smallest amount that can be paid: 0.01 for cents, 0.05 for Swiss cash. A part's
/// share is amount × weight ÷ sum of weights, truncated towards zero to whole units, so a negative
/// amount mirrors a positive one. A weight of zero gets nothing. A fraction of a unit in the amount
/// itself goes to the first part with a weight, or into `left` if undistributed units do.
///
/// # Errors
/// [`ValueProblem::NoWeights`] if no weight is above zero, [`ValueProblem::Negative`] for a negative
/// weight, [`ValueProblem::DividedByZero`] for a unit of zero, and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::allocate::{LeftOver, allocate};
/// use netprice::value::decimal::{parse, print};
/// let d = |text: &str| parse(text).unwrap();
/// let cents = |left_over| {
///     let split = allocate(d("0.05"), &[d("30"), d("70")], d("0.01"), left_over).unwrap();
///     split.parts.into_iter().map(print).collect::<Vec<String>>()
/// };
/// assert_eq!(cents(LeftOver::LargestRemainder), ["0.02", "0.03"]); // 0.015 and 0.035
/// assert_eq!(cents(LeftOver::LargestWeight), ["0.01", "0.04"]);
/// ```
///
/// Source of the example: Fowler, "Patterns of Enterprise Application Architecture", Money.
pub fn allocate(
    amount: Decimal,
    weights: &[Decimal],
    unit: Decimal,
    left_over: LeftOver,
) -> Result<Allocation, ValueProblem> {
    if let Some(negative) = weights.iter().find(|weight| **weight < Decimal::ZERO) {
        let value = decimal::print(*negative);
        return Err(ValueProblem::Negative { value });
    }
    let sum = total(weights)?;
    if sum.is_zero() {
        return Err(ValueProblem::NoWeights);
    }
    let size = amount.abs();
    let units = decimal::over_floor(size, unit)?;
    let split = match left_over {
        LeftOver::BackToFront => back_to_front(units, weights)?,
        LeftOver::ApartInBlocks => {
            let blocks = decimal::over_floor(units, sum)?;
            each(weights, |weight| decimal::times(weight, blocks))?
        }
        LeftOver::LargestRemainder
        | LeftOver::First
        | LeftOver::LargestWeight
        | LeftOver::Apart => shared(units, weights, left_over)?,
    };
    let mut parts = each(&split, |units| decimal::times(units, unit))?;
    let mut left = decimal::minus(size, total(&parts)?)?;
    let keeps_left = matches!(left_over, LeftOver::Apart | LeftOver::ApartInBlocks);
    let first = parts
        .iter_mut()
        .zip(weights)
        .find(|(_, weight)| !weight.is_zero());
    if let (false, Some((part, _))) = (keeps_left, first) {
        *part = decimal::plus(*part, left)?;
        left = Decimal::ZERO;
    }
    if amount < Decimal::ZERO {
        parts = each(&parts, |part| decimal::minus(Decimal::ZERO, part))?;
        left = decimal::minus(Decimal::ZERO, left)?;
    }
    Ok(Allocation { parts, left })
}

fn total(parts: &[Decimal]) -> Result<Decimal, ValueProblem> {
    decimal::sum(parts.iter().copied())
}

fn each(
    parts: &[Decimal],
    change: impl Fn(Decimal) -> Result<Decimal, ValueProblem>,
) -> Result<Vec<Decimal>, ValueProblem> {
    parts.iter().map(|part| change(*part)).collect()
}

/// Splits whole units over the weights, and distributes the remaining units by the rule.
fn shared(units: Decimal, weights: &[Decimal], to: LeftOver) -> Result<Vec<Decimal>, ValueProblem> {
    let (mut parts, rests): (Vec<Decimal>, Vec<Rest>) =
        decimal::floor_shares(units, weights)?.into_iter().unzip();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // A stable sort keeps the first of equals first.
    match to {
        LeftOver::LargestRemainder => sort_by(&mut order, |a, b| rests.get(*b).cmp(&rests.get(*a))),
        LeftOver::LargestWeight => {
            sort_by(&mut order, |a, b| weights.get(*b).cmp(&weights.get(*a)));
        }
        LeftOver::First => {}
        LeftOver::Apart | LeftOver::ApartInBlocks | LeftOver::BackToFront => return Ok(parts),
    }
    let mut left = decimal::minus(units, total(&parts)?)?;
    for index in order {
        let has_weight = weights.get(index).is_some_and(|weight| !weight.is_zero());
        if let (true, true, Some(part)) = (left > Decimal::ZERO, has_weight, parts.get_mut(index)) {
            *part = decimal::plus(*part, Decimal::ONE)?;
            left = decimal::minus(left, Decimal::ONE)?;
        }
    }
    Ok(parts)
}

fn back_to_front(units: Decimal, weights: &[Decimal]) -> Result<Vec<Decimal>, ValueProblem> {
    let mut units = units;
    let mut sum = total(weights)?;
    let mut parts = Vec::with_capacity(weights.len());
    for weight in weights.iter().rev() {
        let part = if sum.is_zero() {
            Decimal::ZERO
        } else {
            decimal::times_over_floor(units, *weight, sum)?
        };
        units = decimal::minus(units, part)?;
        sum = decimal::minus(sum, *weight)?;
        parts.push(part);
    }
    parts.reverse();
    Ok(parts)
}
