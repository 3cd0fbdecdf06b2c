//! The capacity and the fee of a commitment, by time block or for the period.

use rust_decimal::Decimal;

use crate::agreement::commitment::{Commitment, Over};
use crate::problem::Problem;
use crate::rating::context::Context;
use crate::usage::Usage;
use crate::value::allocate::{LeftOver, allocate};
use crate::value::decimal;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The capacity of one time block, or of the period.
pub(super) struct Bucket {
    /// The position of the time block; `None` for the period.
    pub(super) time_block: Option<usize>,
    pub(super) capacity: Ratio,
    pub(super) fee: Money,
    /// The share of the fee for capacity that the fees of other commitments have drawn.
    pub(super) counted: Money,
    /// The capacity that is not drawn yet, and its share of the fee.
    pub(super) left: Ratio,
    pub(super) fee_left: Money,
    /// What is used of each allowance of a pack that ends with the first.
    pub(super) used: Vec<Ratio>,
}

/// The hours of all time blocks.
pub(super) fn hours(usage: &Usage) -> Result<Decimal, ValueProblem> {
    decimal::sum(usage.time_blocks.iter().map(|block| block.hours.get()))
}

/// The buckets of a commitment, given what is paid for other commitments.
pub(super) fn buckets(
    held: &Commitment,
    context: &Context<'_>,
    fees: Money,
    usage: &Usage,
) -> Result<Vec<Bucket>, Problem> {
    let hours: Vec<Decimal> = usage
        .time_blocks
        .iter()
        .map(|block| block.hours.get())
        .collect();
    let currency = context.book.currency;
    let fee = held
        .fee
        .exact_over(self::hours(usage)?, usage.part_ratio()?, currency)?;
    let fee = Money::of(fee, currency)?;
    let capacity = Ratio::from(held.capacity.get());
    if held.over == Over::Period {
        let (drawn, counted) = counted(held, fee, fees)?;
        return Ok(vec![Bucket {
            time_block: None,
            capacity,
            fee,
            counted,
            left: capacity.minus(drawn)?,
            fee_left: fee.minus(counted)?,
            used: Vec::new(),
        }]);
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let fees = allocate(fee.amount(), &hours, unit, LeftOver::LargestRemainder)?;
    let fees = hours.iter().zip(fees.parts).enumerate();
    fees.map(|(index, (hours, fee))| {
        let capacity = capacity.times((*hours).into())?;
        let fee = Money::new(fee, currency);
        Ok(Bucket {
            time_block: Some(index),
            capacity,
            fee,
            counted: Money::zero(currency),
            left: capacity,
            fee_left: fee,
            used: Vec::new(),
        })
    })
    .collect()
}

/// The capacity that the fees paid for other commitments draw on one that counts fees, and its share
/// of the fee.
fn counted(held: &Commitment, fee: Money, fees: Money) -> Result<(Ratio, Money), Problem> {
    if !held.counts_fees {
        return Ok((Ratio::ZERO, Money::zero(fee.currency())));
    }
    let drawn = fees.amount().min(held.capacity.get());
    let share = decimal::times_over(fee.amount(), drawn, held.capacity.get())?;
    Ok((drawn.into(), Money::new(share, fee.currency())))
}
