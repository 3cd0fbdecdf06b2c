//! The charges of a commitment that no usage causes: undrawn capacity, and the fee as it is paid.

use std::sync::Arc;

use super::bucket::{Bucket, hours};
use crate::agreement::commitment::{Commitment, Fee, Unused};
use crate::agreement::scope::Scope;
use crate::problem::Problem;
use crate::rating::charge::{Costs, LeftOver, OneOff, OneOffReason, UnusedCommitment};
use crate::rating::step::{Reason, Step};
use crate::usage::Usage;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::money::Money;
use crate::value::ratio::Ratio;

/// The fee that is paid in the calendar month of the usage, less the part that other fees meet;
/// `None` if it is billed as it is spread, or nothing is paid.
pub(super) fn paid_fee(
    held: &Commitment,
    covers: Scope,
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
    let upfront = fee.upfront.map_or(Ratio::ZERO, Money::exact);
    let recurring = fee.recurring(hours(usage)?, usage.part_ratio()?)?;
    let billed = Money::of(recurring.plus(upfront)?, counted.currency())?;
    let billed = billed.minus(counted)?;
    let zero = Costs::zero(counted.currency());
    Ok((!billed.is_zero()).then(|| OneOff {
        reason: OneOffReason::Fee(held.id.clone()),
        covers: Box::new(covers),
        costs: Costs { billed, ..zero },
    }))
}

/// The charge for what is left of a bucket.
pub(super) fn unused_charge(
    held: &Commitment,
    covers: &Scope,
    bucket: &Bucket,
    usage: &Usage,
) -> Result<UnusedCommitment, Problem> {
    let fee_left = bucket.fee_left;
    let several = usage.time_blocks.len() > 1;
    let block = bucket.time_block.filter(|_| several);
    let block = block.and_then(|index| usage.time_blocks.get(index));
    let unused = NonNegative::new(bucket.left.shown()?)?;
    let capacity = NonNegative::new(bucket.capacity.shown()?)?;
    let zero = Money::zero(fee_left.currency());
    Ok(UnusedCommitment {
        commitment: held.id.clone(),
        covers: Box::new(covers.clone()),
        time_block: block.map(|block| block.id.clone()),
        unused,
        capacity,
        costs: Costs {
            effective: fee_left,
            billed: held.fee.billed_as_spread(fee_left),
            ..Costs::all(zero)
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
        left_over: LeftOver::default(),
    })
}
