//! How usage draws on the capacity of one commitment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bucket::{Bucket, buckets};
use super::partial::{Cut, PartialCharge};
use super::unused::{paid_fee, unused_charge};
use crate::agreement::commitment::{Basis, Commitment, First, Unused};
use crate::problem::Problem;
use crate::rating::charge::{OneOff, UnusedCommitment};
use crate::rating::context::Context;
use crate::usage::Usage;
use crate::value::decimal::NonNegative;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::ratio::Ratio;

/// The use of a commitment over the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentResult {
    /// The commitment.
    pub id: CommitmentId,
    /// The capacity over all hours.
    pub capacity: NonNegative,
    /// The capacity that was drawn.
    pub drawn: NonNegative,
    /// The fee for the period.
    pub fee: Money,
    /// The part of the fee for capacity that expired unused.
    pub unused: Money,
    /// The part of the fee for capacity that carries over to the next period.
    pub kept: Money,
    /// The part of the fee that the fees of other commitments meet, and that is owed there.
    pub counted: Money,
}

/// The result of a commitment, with the charges for undrawn capacity and for its fee.
pub(super) struct Drawn {
    pub(super) result: CommitmentResult,
    pub(super) unused: Vec<UnusedCommitment>,
    /// The fee on the bill of the period, if it is billed as it is paid.
    pub(super) fee: Option<OneOff>,
}

/// Draws usage on each bucket of a commitment.
pub(super) fn draw_all(
    held: &Commitment,
    (lines, in_block): (&mut [PartialCharge], &BTreeMap<usize, Vec<usize>>),
    context: &Context<'_>,
    fees: Money,
    usage: &Usage,
) -> Result<Drawn, Problem> {
    let zero = Money::zero(context.book.currency);
    let (mut capacity, mut drawn) = (Ratio::ZERO, Ratio::ZERO);
    let (mut fee, mut lost, mut kept, mut counted) = (zero, zero, zero, zero);
    let mut unused = Vec::new();
    let all: Vec<usize> = (0..lines.len()).collect();
    for bucket in buckets(held, context, fees, usage)? {
        let then = match bucket.time_block {
            Some(block) => in_block.get(&block).map_or(&[][..], Vec::as_slice),
            None => &all,
        };
        let (left, fee_left) = draw(held, &bucket, (lines, then), context)?;
        capacity = capacity.plus(bucket.capacity)?;
        drawn = drawn.plus(bucket.capacity.minus(left)?)?;
        fee = fee.plus(bucket.fee)?;
        counted = counted.plus(bucket.counted.1)?;
        match held.unused {
            Unused::Kept => kept = kept.plus(fee_left)?,
            Unused::Lost => {
                lost = lost.plus(fee_left)?;
                if !fee_left.is_zero() {
                    unused.push(unused_charge(held, &bucket, left, fee_left, usage)?);
                }
            }
        }
    }
    Ok(Drawn {
        result: CommitmentResult {
            id: held.id.clone(),
            capacity: NonNegative::new(capacity.shown()?)?,
            drawn: NonNegative::new(drawn.shown()?)?,
            fee,
            unused: lost,
            kept,
            counted,
        },
        unused,
        fee: paid_fee(held, counted, usage)?,
    })
}

/// Draws the usage at some positions on a bucket, and returns the remaining capacity and fee.
fn draw(
    held: &Commitment,
    bucket: &Bucket,
    (lines, then): (&mut [PartialCharge], &[usize]),
    context: &Context<'_>,
) -> Result<(Ratio, Money), Problem> {
    let mut wanting = Vec::new();
    for index in then {
        let Some(line) = lines.get(*index) else {
            continue;
        };
        let need = line.need(held, context)?;
        if let Some(need) = need.filter(|need| !need.is_zero()) {
            wanting.push((rank(held, line, need)?, *index, need));
        }
    }
    wanting.sort();
    let (counted, counted_fee) = bucket.counted;
    let mut left = bucket.capacity.minus(counted)?;
    let mut fee_left = bucket.fee.minus(counted_fee)?;
    for (_, index, need) in wanting {
        let drawn = need.min(left);
        if drawn.is_zero() {
            break;
        }
        left = left.minus(drawn)?;
        let share = drawn.over(bucket.capacity)?;
        let share = share.times(bucket.fee.amount().into())?.shown()?;
        let share = if left.is_zero() {
            fee_left.amount()
        } else {
            share.min(fee_left.amount())
        };
        let cost = Money::new(share, bucket.fee.currency());
        fee_left = fee_left.minus(cost)?;
        if let Some(line) = lines.get_mut(index) {
            line.cover(held, Cut { drawn, need }, cost)?;
        }
    }
    Ok((left, fee_left))
}

/// The sort key of usage; the lowest is covered first.
///
/// Every unit of capacity has the same share of the fee, so that the usage on which it saves most is
/// the usage with the highest cost for the capacity that it needs, whatever the fee. The need of a
/// unit is that of a second, a byte or a single count, so that units compare.
fn rank(
    held: &Commitment,
    line: &PartialCharge,
    need: Ratio,
) -> Result<(bool, Ratio, Ratio), Problem> {
    let a_unit = || {
        if line.quantity.is_zero() {
            return Ok(Ratio::ZERO);
        }
        need.over(line.quantity.times(line.unit_size)?)
    };
    match held.first {
        First::Listed => Ok((false, Ratio::ZERO, Ratio::ZERO)),
        First::Smallest => Ok((false, a_unit()?, Ratio::ZERO)),
        First::HighestSaving => {
            let contracted = line.amount(Basis::Contracted)?;
            if contracted.is_zero() {
                // A free charge saves nothing, so it is covered last.
                return Ok((true, Ratio::ZERO, a_unit()?));
            }
            Ok((false, need.over(contracted)?, a_unit()?))
        }
    }
}
