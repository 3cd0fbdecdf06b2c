//! The rounding of lines so that they add up to their rounded sum.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::rating::ledger::Sum;
use crate::value::money::{Rounding, RoundingMode};
use crate::value::ordered::sort_by;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// Rounds exact amounts so that they add up to their rounded sum: each is rounded down, and the
/// units that are missing go to the largest remainders, among equals to the first.
///
/// # Errors
/// [`ValueProblem::TooLarge`].
pub(super) fn rounded_to_sum(
    amounts: &[Ratio],
    rounding: Rounding,
) -> Result<Vec<Decimal>, ValueProblem> {
    let down = Rounding {
        mode: RoundingMode::Floor,
        ..rounding
    };
    let unit = Decimal::try_from_i128_with_scale(1, rounding.places);
    let unit = Ratio::from(unit.map_err(|_| ValueProblem::too_large(rounding.places.to_string()))?);
    let sum = Sum::of(amounts.iter().copied())?.get()?;
    let mut missing = Ratio::ZERO;
    let mut parts = Vec::with_capacity(amounts.len());
    let mut remainders = Vec::with_capacity(amounts.len());
    for (index, amount) in amounts.iter().enumerate() {
        let part = amount.rounded(down)?;
        missing = missing.minus(part.into())?;
        remainders.push((Reverse(amount.minus(part.into())?), index));
        parts.push(Ratio::from(part));
    }
    missing = missing.plus(sum.rounded(rounding)?.into())?;
    sort_by(&mut remainders, Ord::cmp);
    for (_, index) in remainders {
        if missing < unit {
            break;
        }
        if let Some(part) = parts.get_mut(index) {
            *part = part.plus(unit)?;
            missing = missing.minus(unit)?;
        }
    }
    parts.into_iter().map(Ratio::decimal).collect()
}
