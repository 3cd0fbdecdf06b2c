//! The marginal cost: the cost of one more unit.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::value::decimal;

/// The cost of one more unit, and whether the total cost falls with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneMore {
    /// The cost of the quantity + 1, minus the cost of the quantity.
    pub cost: Decimal,
    /// The cost of the quantity, minus the cost of the quantity − 1 (at least zero units).
    pub cost_of_last: Decimal,
    /// Whether one more unit lowers the total cost.
    pub falls: bool,
}

/// Computes the cost of one more unit at a quantity.
///
/// # Errors
/// Those of `cost`, and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::{parse, times};
/// use netprice::inverse::marginal::one_more;
/// let d = |text: &str| parse(text).unwrap();
/// // Up to 15 at 10 each, above at 5: the 16th unit takes the bill from 150 to 80.
/// let cost = |units| times(units, if units > d("15") { d("5") } else { d("10") });
/// let there = one_more(d("15"), cost).unwrap();
/// assert_eq!((there.cost, there.cost_of_last, there.falls), (d("-70"), d("10"), true));
/// ```
///
/// Source of the example: OpenMeter, volume tiers ("one more unit nearly halves the bill").
pub fn one_more<E: From<ValueProblem>>(
    quantity: Decimal,
    cost: impl Fn(Decimal) -> Result<Decimal, E>,
) -> Result<OneMore, E> {
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
