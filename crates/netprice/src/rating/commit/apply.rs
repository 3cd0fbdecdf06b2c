//! The mechanism: usage draws on commitments in order, and costs its share of their fees.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::checks::{self, may_cover, positions};
use super::partial::{Cut, PartialCharge};
use crate::agreement::commitment::{
    Basis, Commitment, Commitments, Fee, First, Order, Over, Unused,
};
use crate::agreement::scope::ScopeNames;
use crate::book::price_book::PriceBook;
use crate::problem::{Problem, Problems};
use crate::rating::charge::{
    self, Charge, Costs, OneOff, OneOffReason, UnusedCommitment, UsageCharge,
};
use crate::rating::context::Context;
use crate::rating::step::{Reason, Step};
use crate::usage::Usage;
use crate::value::allocate::{LeftOver, allocate};
use crate::value::day::Day;
use crate::value::decimal::{self, NonNegative};
use crate::value::id::{CommitmentId, LineId, SkuId};
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
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

/// Covers usage charges by commitments.
///
/// The commitments are applied in their [`Order`]. Each covers the charges in its scope, in the
/// order that its [`First`] defines, until its capacity is drawn: per time block, or over the
/// period. A charge that exceeds the remaining capacity is split.
///
/// Covered usage costs its share of the fee, fee × drawn ÷ capacity, rounded half-even to 12
/// decimals; the part that draws the last of the capacity takes the rest of the fee, and undrawn
/// capacity is a separate charge, so covered + unused is the fee exactly. Quantities and the
/// capacity that they draw are exact. List and contracted cost are split in proportion to the
/// capacity drawn; the last part takes the rest, so the parts add up to the charge exactly.
///
/// Promises that count fees are left to [`meet_promises`], so that terms can change those fees first.
/// They are drawn first by the fees of the other commitments, and do not charge them again: used +
/// unused + kept + counted is their fee.
///
/// # Errors
/// All at once: those of [`Commitments::problems`]; [`Problem::NoTimeBlock`],
/// [`Problem::UnknownTimeBlock`], [`Problem::DuplicateTimeBlock`] and [`ValueProblem::Zero`] in
/// `usage`; [`Problem::NamedLikeLine`], [`Problem::UnknownLine`] and [`ValueProblem::UnitMismatch`]
/// for a commitment; [`Problem::NoDay`] for a commitment that expires and usage without a day. Then
/// [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::{Agreement, PriceBook, Usage, quote};
///
/// // 15 machines at 1, for an hour; 5 an hour are committed, at 0.4 a machine.
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "1")?;
/// let usage = Usage::default().with_block("an hour", 1)?.with("machines", "vm", "15 Hours")?;
/// let plan = r#"{ "id": "plan", "capacity": "5", "draws": { "rates": { "vm": "0.4 USD" } },
///     "fee": { "hourly": "5 USD" } }"#;
/// let agreement = Agreement::default().with_commitment(serde_json::from_str(plan)?);
/// let quote = quote(&book, &usage, &agreement)?;
/// assert_eq!(quote.effective()?.to_string(), "7.5 USD"); // 12.5 machines for 5, and 2.5 at 1
/// assert_eq!(quote.charges[0].usage().unwrap().quantity.to_string(), "12.5 Hours");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source of the example: Alibaba Cloud, ECS savings plans.
pub fn apply_commitments(
    charges: Vec<Charge>,
    book: &PriceBook,
    usage: &Usage,
    commitments: &Commitments,
) -> Result<Committed, Problems> {
    let context = Context::of(book, usage)?;
    let mut problems = commitments.problems(book, &ScopeNames::of(book, usage));
    problems.extend(checks::problems(&charges, &context, usage, commitments));
    Problems::none_of(problems)?;
    let (expired, ordered) = in_order(commitments, usage);
    let committed = Committed {
        charges,
        results: Vec::new(),
        expired,
    };
    let held = ordered.into_iter().filter(|held| !held.counts_fees);
    covered(committed, &held.collect::<Vec<_>>(), book, &context, usage)
        .map_err(|problem| problem.at("commitments").into())
}

/// Applies the promises that count fees, after the terms that change those fees.
///
/// Such a promise is met by what the fees of the other commitments come to after terms, and by what
/// the uncovered usage in its scope costs: with fees of 30 less 10%, 27 of a promise of 100 are met.
///
/// # Errors
/// [`ValueProblem::TooLarge`]; [`apply_commitments`] tells all other problems.
pub fn meet_promises(
    committed: Committed,
    book: &PriceBook,
    usage: &Usage,
    commitments: &Commitments,
) -> Result<Committed, Problems> {
    let context = Context::of(book, usage)?;
    let (_, ordered) = in_order(commitments, usage);
    let held = ordered.into_iter().filter(|held| held.counts_fees);
    covered(committed, &held.collect::<Vec<_>>(), book, &context, usage)
        .map_err(|problem| problem.at("commitments").into())
}

/// The charges after commitments, and the use of each commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The charges of each usage line, then the unused commitments.
    pub charges: Vec<Charge>,
    /// The use of each commitment, in the order of application.
    pub results: Vec<CommitmentResult>,
    /// The commitments that have expired by the day of the usage.
    pub expired: Vec<CommitmentId>,
}

fn covered(
    committed: Committed,
    ordered: &[&Commitment],
    book: &PriceBook,
    context: &Context<'_>,
    usage: &Usage,
) -> Result<Committed, Problem> {
    if ordered.is_empty() {
        return Ok(committed);
    }
    let mut fees = fees(&committed, context)?;
    // Only uncovered usage draws; the other charges keep their places between it.
    let (mut wanting, mut places) = (Vec::new(), Vec::new());
    for charge in committed.charges {
        match charge {
            Charge::Usage(charge) if charge.covered_by.is_none() => {
                wanting.push(charge);
                places.push(None);
            }
            Charge::Usage(_) | Charge::UnusedCommitment(_) | Charge::OneOff(_) | Charge::Fee(_) => {
                places.push(Some(charge));
            }
        }
    }
    let sizes = unit_sizes(&wanting, book)?;
    let mut lines = partial_charges(wanting, &sizes, usage);
    let in_block = in_blocks(&lines);
    let (mut unused, mut results) = (Vec::new(), committed.results);
    for held in ordered {
        let drawn = apply(held, (&mut lines, &in_block), context, fees, usage)?;
        fees = fees.plus(drawn.result.fee)?.minus(drawn.result.counted)?;
        unused.extend(drawn.unused.into_iter().map(Charge::UnusedCommitment));
        unused.extend(drawn.fee.map(Charge::OneOff));
        results.push(drawn.result);
    }
    let mut charges = Vec::with_capacity(places.len());
    let mut lines = lines.into_iter();
    for place in places {
        match place {
            Some(charge) => charges.push(charge),
            None => {
                let parts = lines.next().map(|line| finish(line, ordered, context));
                charges.extend(parts.transpose()?.unwrap_or_default());
            }
        }
    }
    charges.extend(unused);
    Ok(Committed {
        charges,
        results,
        expired: committed.expired,
    })
}

/// The size of the unit of each SKU in the smallest unit of its measure.
fn unit_sizes(
    charges: &[UsageCharge],
    book: &PriceBook,
) -> Result<BTreeMap<SkuId, Ratio>, Problem> {
    let mut sizes = BTreeMap::new();
    for charge in charges {
        if let (false, Some(sku)) = (sizes.contains_key(&charge.sku), book.skus.get(&charge.sku)) {
            let one = Quantity::new(Ratio::ONE, charge.quantity.unit().clone())?;
            let size = one.in_smallest(&sku.equivalents)?;
            sizes.insert(charge.sku.clone(), size);
        }
    }
    Ok(sizes)
}

/// What is paid for commitments: the charges for covered usage and unused capacity, and the fees that
/// carry over.
fn fees(committed: &Committed, context: &Context<'_>) -> Result<Money, Problem> {
    let charges = committed.charges.iter();
    let paid = charges.filter(|charge| !charge.is_uncovered());
    let paid = paid.map(|charge| charge.costs().effective);
    let kept = committed.results.iter().map(|result| result.kept);
    Ok(Money::sum(context.book.currency, paid.chain(kept))?)
}

/// The parts of a line, with the overage of the first commitment that has one.
fn finish(
    line: PartialCharge,
    ordered: &[&Commitment],
    context: &Context<'_>,
) -> Result<Vec<Charge>, Problem> {
    let overage = ordered.iter().find_map(|held| {
        let factor = held.overage?;
        may_cover(held, context, &line.charge).then_some((&held.id, factor))
    });
    let parts = line.finish(overage)?;
    Ok(parts.into_iter().map(Charge::Usage).collect())
}

/// Pairs each charge with the position of its time block and the size of its unit.
fn partial_charges(
    charges: Vec<UsageCharge>,
    sizes: &BTreeMap<SkuId, Ratio>,
    usage: &Usage,
) -> Vec<PartialCharge> {
    let blocks = positions(usage.time_blocks.iter().map(|block| &block.id));
    let lines = positions(usage.lines.iter().map(|line| &line.id));
    let only = (usage.time_blocks.len() == 1).then_some(0);
    let position = |line: &LineId| {
        let line = lines.get(line.as_str());
        let line = line.and_then(|index| usage.lines.get(*index));
        match line.and_then(|line| line.during.as_ref()) {
            Some(during) => blocks.get(during.as_str()).copied(),
            None => only,
        }
    };
    let with_block = |charge: UsageCharge| {
        let block = position(&charge.line);
        let size = sizes.get(&charge.sku).copied();
        PartialCharge::of(charge, block, size.unwrap_or(Ratio::ONE))
    };
    charges.into_iter().map(with_block).collect()
}

/// The positions of the lines in each time block, so that a block looks at its own lines only.
fn in_blocks(lines: &[PartialCharge]) -> BTreeMap<usize, Vec<usize>> {
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(block) = line.time_block {
            blocks.entry(block).or_default().push(index);
        }
    }
    blocks
}

/// The expired commitments, and the valid ones in the order of application.
fn in_order<'a>(
    commitments: &'a Commitments,
    usage: &Usage,
) -> (Vec<CommitmentId>, Vec<&'a Commitment>) {
    let has_expired = |held: &&Commitment| {
        let until = held.until.zip(usage.day);
        until.is_some_and(|(until, day)| until < day)
    };
    let (expired, mut held): (Vec<_>, Vec<_>) = commitments.held.iter().partition(has_expired);
    if commitments.order == Order::NarrowFirst {
        // A stable sort keeps the listed order of equals; commitments without an expiry come last.
        held.sort_by_key(|held| {
            let expiry = (held.until.is_none(), held.until);
            let is_in_money = !held.draws.is_in_units();
            (held.counts_fees, is_in_money, held.narrowness(), expiry)
        });
    }
    (expired.iter().map(|held| held.id.clone()).collect(), held)
}

/// The result of a commitment, with the charges for undrawn capacity and for its fee.
struct Drawn {
    result: CommitmentResult,
    unused: Vec<UnusedCommitment>,
    /// The fee on the bill of the period, if it is billed as it is paid.
    fee: Option<OneOff>,
}

/// The capacity of one time block, or of the period.
struct Bucket {
    /// The position of the time block; `None` for the period.
    time_block: Option<usize>,
    capacity: Ratio,
    fee: Money,
    /// The capacity that the fees of other commitments have drawn, and its share of the fee.
    counted: (Ratio, Money),
}

fn apply(
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

/// The hours of all time blocks.
fn hours(usage: &Usage) -> Result<Decimal, ValueProblem> {
    let mut blocks = usage.time_blocks.iter();
    blocks.try_fold(Decimal::ZERO, |sum, block| {
        decimal::plus(sum, block.hours.get())
    })
}

/// The fee that is paid in the calendar month of the usage, less the part that other fees meet;
/// `None` if it is billed as it is spread, or nothing is paid.
fn paid_fee(held: &Commitment, counted: Money, usage: &Usage) -> Result<Option<OneOff>, Problem> {
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

fn buckets(
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

fn unused_charge(
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
            reason: Reason::Unused {
                commitment: held.id.clone(),
                left: unused,
                capacity,
            },
            from: zero,
            to: fee_left,
        }],
        left_over: charge::LeftOver::default(),
    })
}
