//! The capacity and the fee of a commitment, by time block or over the period.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::agreement::commitment::{Commitment, Fee, Over, Unused};
use crate::problem::Problem;
use crate::rating::charge::{self, Costs, OneOff, OneOffReason, UnusedCommitment};
use crate::rating::context::Context;
use crate::rating::step::{Reason, Step};
use crate::usage::Usage;
use crate::value::allocate::{LeftOver, allocate};
use crate::value::day::Day;
use crate::value::decimal::{self, NonNegative};
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The capacity of one time block, or of the period.
pub(super) struct Bucket {
    /// The position of the time block; `None` for the period.
    pub(super) time_block: Option<usize>,
    pub(super) capacity: Ratio,
    pub(super) fee: Money,
    /// The capacity that the fees of other commitments have drawn, and its share of the fee.
    pub(super) counted: (Ratio, Money),
}

/// The hours of all time blocks.
fn hours(usage: &Usage) -> Result<Decimal, ValueProblem> {
    let mut blocks = usage.time_blocks.iter();
    blocks.try_fold(Decimal::ZERO, |sum, block| {
        decimal::plus(sum, block.hours.get())
    })
}

/// The fee that is paid in the calendar month of the usage, less the part that other fees meet;
/// `None` if it is billed as it is spread, or nothing is paid.
pub(super) fn paid_fee(
    held: &Commitment,
    counted: Money,
    usage: &Usage,
) -> Result<Option<OneOff>, Problem> {
    let Some((paid_on, day)) = held.fee.paid_on.zip(usage.day) else {
        return Ok(None);
    };
    let month = |day: Day| (day.date().year(), day.date().month());
    let is_paid = month(paid_on) == month(day);
    let once = |amount: Option<Money>| amount.filter(|_| is_paid);
    let mut fee = Fee {
        upfront: once(held.fee.upfront),
        ..held.fee
    };
    if held.unused == Unused::Kept {
        fee.period = once(fee.period);
    }
    let upfront = fee.upfront.map_or(Ratio::ZERO, |paid| paid.amount().into());
    let recurring = fee.recurring(hours(usage)?, usage.part_ratio()?)?;
    let billed = Money::new(recurring.plus(upfront)?.shown()?, counted.currency());
    let billed = billed.minus(counted)?;
    let zero = Costs::zero(counted.currency());
    Ok((!billed.is_zero()).then(|| OneOff {
        reason: OneOffReason::Fee(held.id.clone()),
        service: None,
        costs: Costs { billed, ..zero },
    }))
}

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
    let fee = Money::new(fee.shown()?, currency);
    let capacity = Ratio::from(held.capacity.get());
    if held.over == Over::Period {
        return Ok(vec![Bucket {
            time_block: None,
            capacity,
            fee,
            counted: counted(held, fee, fees)?,
        }]);
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let fees = allocate(fee.amount(), &hours, unit, LeftOver::LargestRemainder)?;
    let fees = hours.iter().zip(fees.parts).enumerate();
    fees.map(|(index, (hours, fee))| {
        Ok(Bucket {
            time_block: Some(index),
            capacity: capacity.times((*hours).into())?,
            fee: Money::new(fee, context.book.currency),
            counted: (Ratio::ZERO, Money::zero(context.book.currency)),
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

pub(super) fn unused_charge(
    held: &Commitment,
    bucket: &Bucket,
    left: Ratio,
    fee_left: Money,
    usage: &Usage,
) -> Result<UnusedCommitment, Problem> {
    let several = usage.time_blocks.len() > 1;
    let block = bucket.time_block.filter(|_| several);
    let block = block.and_then(|index| usage.time_blocks.get(index));
    let unused = NonNegative::new(left.shown()?)?;
    let capacity = NonNegative::new(bucket.capacity.shown()?)?;
    let zero = Money::zero(fee_left.currency());
    Ok(UnusedCommitment {
        commitment: held.id.clone(),
        time_block: block.map(|block| block.id.clone()),
        unused,
        capacity,
        costs: Costs {
            list: zero,
            contracted: zero,
            effective: fee_left,
            billed: held.fee.billed_as_spread(fee_left),
        },
        steps: vec![Step {
            reason: Arc::new(Reason::Unused {
                commitment: held.id.clone(),
                left: unused,
                capacity,
            }),
            from: zero,
            to: fee_left,
        }],
        left_over: charge::LeftOver::default(),
    })
}
