//! How usage draws on the capacity of one commitment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bucket::{Bucket, buckets};
use super::checks::Held;
use super::partial::{Cut, PartialCharge};
use super::unused::{paid_fee, unused_charge};
use crate::agreement::commitment::{Basis, Commitment, Draws, First, Turn, Unused, UsedUpBy};
use crate::book::price_book::PriceBook;
use crate::problem::Problem;
use crate::rating::charge::{OneOff, UnusedCommitment};
use crate::rating::context::Context;
use crate::usage::Usage;
use crate::value::decimal::NonNegative;
use crate::value::id::CommitmentId;
use crate::value::money::{Currency, Money};
use crate::value::ordered::sort_by;
use crate::value::problem::ValueProblem;
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

/// A commitment while usage draws on it.
pub(super) struct Drawing<'a> {
    pub(super) one: &'a Held<'a>,
    buckets: Vec<Bucket>,
    currency: Currency,
}

impl<'a> Drawing<'a> {
    /// A commitment on which no usage has drawn, given what is paid for other commitments.
    pub(super) fn of(
        one: &'a Held<'a>,
        context: &Context<'_>,
        fees: Money,
        usage: &Usage,
    ) -> Result<Self, Problem> {
        let buckets = buckets(one.held, context, fees, usage)?;
        let currency = context.book.currency;
        Ok(Self {
            one,
            buckets,
            currency,
        })
    }

    /// The fee for the period.
    fn fee(&self) -> Result<Money, ValueProblem> {
        let fees = self.buckets.iter().map(|bucket| bucket.fee);
        Money::sum(self.currency, fees)
    }

    /// The fee for the period, less the part that the fees of other commitments meet.
    pub(super) fn owed(&self) -> Result<Money, ValueProblem> {
        let counted = self.buckets.iter().map(|bucket| bucket.counted);
        self.fee()?.minus(Money::sum(self.currency, counted)?)
    }

    /// Draws the usage of the accounts of a turn on each bucket.
    pub(super) fn draw(
        &mut self,
        turn: Turn,
        (lines, in_block): (&mut [PartialCharge], &BTreeMap<usize, Vec<usize>>),
        context: &Context<'_>,
    ) -> Result<(), Problem> {
        if turn != Turn::Owner && !self.one.held.has_turns() {
            return Ok(());
        }
        let all: Vec<usize> = (0..lines.len()).collect();
        for bucket in &mut self.buckets {
            let then = match bucket.time_block {
                Some(block) => in_block.get(&block).map_or(&[][..], Vec::as_slice),
                None => &all,
            };
            draw(self.one, turn, bucket, (lines, then), context)?;
        }
        Ok(())
    }

    /// The use of the commitment, and its charges besides those of the usage that it covers.
    pub(super) fn finish(self, book: &PriceBook, usage: &Usage) -> Result<Drawn, Problem> {
        let held = self.one.held;
        let covers = held.covers(book);
        let zero = Money::zero(book.currency);
        let (mut capacity, mut drawn) = (Ratio::ZERO, Ratio::ZERO);
        let (mut lost, mut kept, mut counted) = (zero, zero, zero);
        let fee = self.fee()?;
        let mut unused = Vec::new();
        for bucket in &self.buckets {
            capacity = capacity.plus(bucket.capacity)?;
            drawn = drawn.plus(bucket.capacity.minus(bucket.left)?)?;
            counted = counted.plus(bucket.counted)?;
            match held.unused {
                Unused::Kept => kept = kept.plus(bucket.fee_left)?,
                Unused::Lost => {
                    lost = lost.plus(bucket.fee_left)?;
                    if !bucket.fee_left.is_zero() {
                        unused.push(unused_charge(held, &covers, bucket, usage)?);
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
            fee: paid_fee(held, covers, counted, usage)?,
        })
    }
}

/// Draws the usage at some positions on a bucket, if it is that of the accounts of a turn.
fn draw(
    one: &Held<'_>,
    turn: Turn,
    bucket: &mut Bucket,
    (lines, then): (&mut [PartialCharge], &[usize]),
    context: &Context<'_>,
) -> Result<(), Problem> {
    let held = one.held;
    let mut wanting = Vec::new();
    for index in then {
        let Some(line) = lines.get(*index) else {
            continue;
        };
        if held.turn(line.charge.owner.as_ref()) != turn {
            continue;
        }
        let need = line.need(one, context)?;
        if let Some(need) = need.filter(|need| !need.is_zero()) {
            wanting.push((rank(held, line, need)?, *index, need));
        }
    }
    sort_by(&mut wanting, Ord::cmp);
    let even = match &held.draws {
        Draws::FirstToEnd(allowances) => Some(evenly(allowances, &wanting, lines, bucket)?),
        Draws::Quantity | Draws::Factors(_) | Draws::Rates(_) | Draws::Spend(_) => None,
    };
    for (_, index, need) in wanting {
        let (drawn, share) = match even {
            Some((of_need, share)) => (need.times(of_need)?, share),
            None => {
                let drawn = need.min(bucket.left);
                (drawn, drawn.over(need)?)
            }
        };
        if share.is_zero() {
            break;
        }
        let cut = Cut { drawn, share };
        bucket.left = bucket.left.minus(drawn)?;
        let share = drawn.over(bucket.capacity)?;
        let share = share.times(bucket.fee.amount().into())?.shown()?;
        let share = if bucket.left.is_zero() {
            bucket.fee_left.amount()
        } else {
            share.min(bucket.fee_left.amount())
        };
        let cost = Money::new(share, bucket.fee.currency());
        bucket.fee_left = bucket.fee_left.minus(cost)?;
        if let Some(line) = lines.get_mut(index) {
            line.cover(held, cut, cost)?;
        }
    }
    Ok(())
}

/// What a pack whose allowances end together draws of what each line needs, and the share of each line that it
/// covers: up to the end of the allowance that has the least left for its usage, and nothing once one has ended.
///
/// The running time grows with lines × allowances.
fn evenly(
    allowances: &[UsedUpBy],
    wanting: &[Wanting],
    lines: &[PartialCharge],
    bucket: &mut Bucket,
) -> Result<(Ratio, Ratio), Problem> {
    bucket.used.resize(allowances.len(), Ratio::ZERO);
    let (mut share, mut all) = (Ratio::ONE, Ratio::ZERO);
    let mut needs = Vec::with_capacity(allowances.len());
    for (allowance, used) in allowances.iter().zip(&bucket.used) {
        let mut need = Ratio::ZERO;
        for line in wanting.iter().filter_map(|(_, index, _)| lines.get(*index)) {
            if let Some(of_unit) = allowance.share(&line.charge.sku) {
                need = need.plus(line.quantity()?.times(of_unit?)?)?;
            }
        }
        if !need.is_zero() {
            share = share.min(bucket.capacity.minus(*used)?.over(need)?);
        }
        all = all.plus(need)?;
        needs.push(need);
    }
    if all.is_zero() || bucket.left.is_zero() {
        return Ok((Ratio::ZERO, Ratio::ZERO));
    }
    let mut most = Ratio::ZERO;
    for (used, need) in bucket.used.iter_mut().zip(needs) {
        *used = used.plus(need.times(share)?)?;
        most = most.max(*used);
    }
    let left = bucket.capacity.minus(most)?;
    Ok((bucket.left.minus(left)?.over(all)?, share))
}

/// Usage that draws: its sort key, its position, and the capacity that it needs.
type Wanting = ((bool, Ratio, Ratio), usize, Ratio);

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
        let quantity = line.quantity()?;
        if quantity.is_zero() {
            return Ok(Ratio::ZERO);
        }
        need.over(quantity.times(line.unit_size.get())?)
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
