//! The mechanism: usage draws on commitments in order, and costs its share of their fees.

use std::collections::{BTreeMap, VecDeque};

use super::checks::{self, Held, positions};
use super::draw::{CommitmentResult, Drawing};
use super::partial::PartialCharge;
#[cfg(doc)]
use crate::agreement::commitment::First;
use crate::agreement::commitment::{Commitment, Commitments, Order, Turn};
use crate::agreement::scope::ScopeNames;
use crate::book::price_book::PriceBook;
use crate::problem::{Problem, Problems};
use crate::rating::charge::{Charge, UsageCharge};
use crate::rating::context::Context;
use crate::usage::Usage;
use crate::value::day::is_over;
use crate::value::id::{CommitmentId, LineId, SkuId};
use crate::value::money::Money;
use crate::value::ordered::{map_of, sort_by};
#[cfg(doc)]
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

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
    let mut problems =
        commitments.problems(book, &ScopeNames::of(book, usage, commitments.owners()));
    problems.extend(checks::problems(&charges, &context, usage, commitments));
    Problems::none_of(problems)?;
    let committed = Committed {
        charges,
        results: Vec::new(),
        expired: in_order(commitments, usage).0,
    };
    let covered = covered(committed, false, commitments, (book, &context, usage));
    covered.map_err(|problem| problem.at("commitments").into())
}

/// The charges without commitments; the time blocks of the usage are checked all the same.
///
/// # Errors
/// Those of [`apply_commitments`] in `usage`.
pub(crate) fn uncommitted(charges: Vec<Charge>, usage: &Usage) -> Result<Committed, Problems> {
    Problems::none_of(checks::of_blocks(usage))?;
    Ok(Committed {
        charges,
        results: Vec::new(),
        expired: Vec::new(),
    })
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
    let covered = covered(committed, true, commitments, (book, &context, usage));
    covered.map_err(|problem| problem.at("commitments").into())
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

/// Applies the commitments that count fees, or those that do not.
fn covered(
    committed: Committed,
    counts_fees: bool,
    commitments: &Commitments,
    (book, context, usage): (&PriceBook, &Context<'_>, &Usage),
) -> Result<Committed, Problem> {
    let ordered = in_order(commitments, usage).1.into_iter();
    let ordered = ordered.filter(|held| held.counts_fees == counts_fees);
    let ordered: Vec<Held<'_>> = ordered.map(Held::of).collect();
    if ordered.is_empty() {
        return Ok(committed);
    }
    let mut fees = fees(&committed, context)?;
    let mut charges = VecDeque::from(committed.charges);
    let (mut lines, are_lines) = partial_charges(&mut charges, &ordered, (book, context, usage))?;
    let in_block = in_blocks(&lines);
    let mut all = Vec::with_capacity(ordered.len());
    for one in &ordered {
        let drawing = Drawing::of(one, context, fees, usage)?;
        fees = fees.plus(drawing.owed()?)?;
        all.push(drawing);
    }
    let are_equal = |one: &Drawing<'_>, next: &Drawing<'_>| {
        commitments.order == Order::NarrowFirst && rank(one.one.held) == rank(next.one.held)
    };
    for equals in all.chunk_by_mut(are_equal) {
        for turn in Turn::ALL {
            for drawing in equals.iter_mut() {
                drawing.draw(turn, (&mut lines, &in_block), context)?;
            }
        }
    }
    let (mut unused, mut results) = (Vec::new(), committed.results);
    for drawing in all {
        let drawn = drawing.finish(book, usage)?;
        unused.extend(drawn.unused.into_iter().map(Charge::UnusedCommitment));
        unused.extend(drawn.fee.map(Charge::OneOff));
        results.push(drawn.result);
    }
    let parts = lines.into_iter();
    put_back(
        &mut charges,
        are_lines,
        parts.map(|line| finish(line, &ordered, context)),
    )?;
    charges.extend(unused);
    Ok(Committed {
        charges: charges.into(),
        results,
        expired: committed.expired,
    })
}

/// Puts the parts of lines between the other charges, to the places where the lines were.
fn put_back(
    charges: &mut VecDeque<Charge>,
    are_lines: Vec<bool>,
    mut parts: impl Iterator<Item = Result<Vec<Charge>, Problem>>,
) -> Result<(), Problem> {
    for is_line in are_lines {
        if is_line {
            charges.extend(parts.next().transpose()?.unwrap_or_default());
        } else {
            let charge = charges.pop_front();
            charges.extend(charge);
        }
    }
    Ok(())
}

/// The size of the unit of a charge in the smallest unit of its measure.
fn unit_size(charge: &UsageCharge, book: &PriceBook) -> Result<Kept, Problem> {
    let Some(sku) = book.skus.get(&charge.sku) else {
        return Ok(Ratio::ONE.into());
    };
    let one = Quantity::new(Ratio::ONE, charge.quantity.unit().clone())?;
    Ok(one.in_smallest(&sku.equivalents)?.into())
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
    ordered: &[Held<'_>],
    context: &Context<'_>,
) -> Result<Vec<Charge>, Problem> {
    let overage = ordered.iter().find_map(|one| {
        let factor = one.held.overage?;
        let may_cover = one.may_cover(context, &line.charge);
        may_cover.then_some((&one.held.id, factor))
    });
    let parts = line.finish(overage)?;
    Ok(parts.into_iter().map(Charge::Usage).collect())
}

/// Takes the uncovered usage that some commitment may cover out of the charges, with the positions of its
/// time blocks and the sizes of its units, and tells which charges it was.
///
/// The other charges go round within their list: a second list would be a sixth of all memory.
fn partial_charges(
    charges: &mut VecDeque<Charge>,
    ordered: &[Held<'_>],
    (book, context, usage): (&PriceBook, &Context<'_>, &Usage),
) -> Result<(Vec<PartialCharge>, Vec<bool>), Problem> {
    let blocks = positions(usage.time_blocks.iter().map(|block| &block.id));
    let during = usage.lines.iter().filter_map(|line| {
        let block = line.during.as_ref()?;
        Some((&line.id, blocks.get(block.as_str()).copied()))
    });
    let during: BTreeMap<&LineId, Option<usize>> = map_of(during);
    let only = (usage.time_blocks.len() == 1).then_some(0);
    let wants = |charge: &UsageCharge| {
        let mut ordered = ordered.iter();
        charge.covered_by.is_none() && ordered.any(|held| held.may_cover(context, charge))
    };
    let mut sizes: BTreeMap<SkuId, Kept> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut are_lines = Vec::with_capacity(charges.len());
    for _ in 0..charges.len() {
        match charges.pop_front() {
            Some(Charge::Usage(charge)) if wants(&charge) => {
                let time_block = during.get(&charge.line).copied().unwrap_or(only);
                let size = match sizes.get(&charge.sku) {
                    Some(size) => size.clone(),
                    None => unit_size(&charge, book)?,
                };
                sizes.insert(charge.sku.clone(), size.clone());
                lines.push(PartialCharge::of(charge, time_block, size));
                are_lines.push(true);
            }
            other => {
                charges.extend(other);
                are_lines.push(false);
            }
        }
    }
    lines.shrink_to_fit();
    Ok((lines, are_lines))
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
    let has_expired = |held: &&Commitment| is_over(held.until, usage.day);
    let (expired, mut held): (Vec<_>, Vec<_>) = commitments.held.iter().partition(has_expired);
    if commitments.order == Order::NarrowFirst {
        // A stable sort keeps the listed order of equals; commitments without an expiry come last.
        let rank = |held: &Commitment| {
            let expiry = (held.until.is_none(), held.until);
            (rank(held), expiry)
        };
        sort_by(&mut held, |one, other| rank(one).cmp(&rank(other)));
    }
    (expired.iter().map(|held| held.id.clone()).collect(), held)
}

/// The rank of a commitment in [`Order::NarrowFirst`], before its expiry; the lowest applies first.
fn rank(held: &Commitment) -> (bool, bool, u8) {
    let is_in_money = !held.draws.is_in_units();
    (held.counts_fees, is_in_money, held.narrowness())
}
