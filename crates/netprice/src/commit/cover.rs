//! The mechanism: usage draws on commitments, in order, and pays its share of their fees.

use rust_decimal::Decimal;
use serde::Serialize;

use super::checks::{self, may_cover};
use super::left::{Cut, Left};
use super::offer::{Basis, Commitment, Commitments, First, Order, Over, Unused};
use crate::allocate::{LeftOver, allocate};
use crate::decimal::{self, Amount};
#[cfg(doc)]
use crate::error::Problem;
use crate::error::{PricingErrors, R};
use crate::id::CommitmentId;
use crate::money::Money;
use crate::price_book::PriceBook;
use crate::quantity::Quantity;
use crate::quote::{Charge, ChargeKind, Costs, Quote, Total};
use crate::step::{Reason, Step};
use crate::usage::Usage;

/// What became of a commitment over the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The commitment.
    pub id: CommitmentId,
    /// How much could be drawn, over all hours.
    pub capacity: Amount,
    /// How much was drawn.
    pub drawn: Amount,
    /// What is owed for it.
    pub fee: Money,
    /// What of the fee is for capacity that is lost.
    pub unused: Money,
    /// What of the fee is for capacity that is there in the next period.
    pub kept: Money,
    /// What of the fee is met by the fees of other commitments, and is owed there.
    pub counted: Money,
}

/// Covers the charges of a quote by commitments.
///
/// The commitments are applied in their [`Order`]. Each covers the charges in its scope, those
/// first that its [`First`] says, until its capacity is drawn: over each stretch of hours apart, or
/// over the period. A charge that no longer fits is split. What is covered costs its share of the
/// fee, fee × drawn ÷ capacity, rounded half-even to 12 decimals; the part that draws the last of
/// the capacity takes what is left of the fee, and what is not drawn is a charge of its own, so
/// covered + unused is the fee exactly. List and contracted cost of a part are its share of the
/// charge's, by what it draws; the last part takes what is left, so the parts are the charge
/// exactly. The quantity of a part is rounded down to 12 decimals. A promise that counts fees is
/// drawn by the fees of those applied before it, which it then does not ask for again: used +
/// unused + kept + counted is its fee.
///
/// # Errors
/// All at once: those of [`Commitments::problems`], [`Problem::NoStretch`],
/// [`Problem::UnknownStretch`] and [`Problem::DuplicateStretch`] in `usage`, [`Problem::NoDay`] for
/// one that expires and usage without a day; then [`Problem::TooLarge`].
///
/// ```
/// use netprice::commit::cover;
/// use netprice::commit::offer::Commitments;
/// use netprice::price_book::PriceBook;
/// use netprice::quote::{Total, quote};
/// use netprice::terms::Terms;
/// use netprice::usage::Usage;
///
/// // 15 machines at 1, for an hour; 5 an hour are committed, at 0.4 a machine.
/// let book: PriceBook = serde_json::from_str(r#"{ "provider": "acme", "region": "north",
///     "currency": "USD", "skus": { "vm": { "service": "compute", "unit": "Hours",
///     "price": { "flat": "1" }, "published": { "source": "a page", "as_of": "2026-01-31" } } } }"#)?;
/// let usage: Usage = serde_json::from_str(r#"{ "stretches": [{ "id": "an hour", "hours": "1" }],
///     "lines": [{ "id": "machines", "sku": "vm", "quantity": "15 Hours" }] }"#)?;
/// let held: Commitments = serde_json::from_str(r#"{ "held": [{ "id": "plan", "capacity": "5",
///     "draws": { "rates": { "vm": "0.4 USD" } }, "fee": { "hourly": "5 USD" } }] }"#)?;
/// let quote = quote(&book, &usage, &Terms::default()).unwrap();
/// let covered = cover(quote, &book, &usage, &held).unwrap();
/// let Total::Complete(costs) = covered.total else { panic!("a price is missing") };
/// assert_eq!(costs.effective.to_string(), "7.5 USD"); // 12.5 machines for 5, and 2.5 at 1
/// assert_eq!(covered.charges[0].quantity.to_string(), "12.5 Hours");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source of the example: Alibaba Cloud, ECS savings plans.
pub fn cover(
    quote: Quote,
    book: &PriceBook,
    usage: &Usage,
    commitments: &Commitments,
) -> Result<Quote, PricingErrors> {
    let mut problems = commitments.problems(book);
    problems.extend(checks::problems(&quote, usage, commitments));
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }
    if commitments.held.is_empty() {
        return Ok(quote);
    }
    covered(quote, usage, commitments).map_err(|problem| problem.at("commitments").into())
}

fn covered(mut quote: Quote, usage: &Usage, commitments: &Commitments) -> R<Quote> {
    let mut lines: Vec<Left> = Vec::with_capacity(quote.charges.len());
    for charge in std::mem::take(&mut quote.charges) {
        lines.push(Left::of(charge, usage));
    }
    let mut unused = Vec::new();
    let (expired, ordered) = in_order(commitments, usage);
    quote.expired = expired;
    for held in &ordered {
        let drawn = apply(held, &mut lines, &quote, usage)?;
        unused.extend(drawn.unused);
        quote.commitments.push(drawn.held);
    }
    let mut charges = Vec::new();
    for line in lines {
        let overage = ordered.iter().find_map(|held| {
            let factor = held.overage?;
            may_cover(held, &quote, &line.charge).then_some((&held.id, factor))
        });
        charges.extend(line.finish(overage)?);
    }
    charges.extend(unused);
    let costs = Costs::sum(quote.currency, charges.iter().map(|charge| charge.costs))?;
    quote.total = match quote.total {
        Total::Complete(_) => Total::Complete(costs),
        Total::Incomplete { .. } => Total::Incomplete { known: costs },
    };
    quote.charges = charges;
    Ok(quote)
}

/// The commitments that hold no more on the day, and those that do in the order in which they are
/// applied.
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
        // A stable sort keeps the listed order of equals; without an expiry comes last.
        held.sort_by_key(|held| {
            let expiry = (held.until.is_none(), held.until);
            let is_in_money = !held.draws.is_in_units();
            (held.counts_fees, is_in_money, held.narrowness(), expiry)
        });
    }
    (expired.iter().map(|held| held.id.clone()).collect(), held)
}

/// What a commitment came to, with the charges for what was not drawn.
struct Drawn {
    held: Held,
    unused: Vec<Charge>,
}

/// The capacity of one stretch of hours, or of the period.
struct Bucket {
    /// The position of the stretch; `None` for the period.
    stretch: Option<usize>,
    capacity: Decimal,
    fee: Money,
    /// What the fees of other commitments have drawn already, and its share of the fee.
    counted: (Decimal, Money),
}

fn apply(held: &Commitment, lines: &mut [Left], quote: &Quote, usage: &Usage) -> R<Drawn> {
    let zero = Money::zero(quote.currency);
    let (mut capacity, mut drawn) = (Decimal::ZERO, Decimal::ZERO);
    let (mut fee, mut lost, mut kept, mut counted) = (zero, zero, zero, zero);
    let mut unused = Vec::new();
    for bucket in buckets(held, quote, usage)? {
        let (left, fee_left) = draw(held, &bucket, lines, quote)?;
        capacity = decimal::plus(capacity, bucket.capacity)?;
        drawn = decimal::plus(drawn, decimal::minus(bucket.capacity, left)?)?;
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
        held: Held {
            id: held.id.clone(),
            capacity: Amount::new(capacity)?,
            drawn: Amount::new(drawn)?,
            fee,
            unused: lost,
            kept,
            counted,
        },
        unused,
    })
}

fn buckets(held: &Commitment, quote: &Quote, usage: &Usage) -> R<Vec<Bucket>> {
    let hours: Vec<Decimal> = usage.stretches.iter().map(|s| s.hours.get()).collect();
    let mut each = hours.iter();
    let total = each.try_fold(Decimal::ZERO, |sum, hours| decimal::plus(sum, *hours))?;
    let fee = held.fee.over(total, quote.currency)?;
    let capacity = held.capacity.get();
    if held.over == Over::Period {
        return Ok(vec![Bucket {
            stretch: None,
            capacity,
            fee,
            counted: counted(held, fee, quote)?,
        }]);
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let fees = allocate(fee.amount(), &hours, unit, LeftOver::LargestRemainder)?;
    let fees = hours.iter().zip(fees.parts).enumerate();
    fees.map(|(index, (hours, fee))| {
        Ok(Bucket {
            stretch: Some(index),
            capacity: decimal::times(capacity, *hours)?,
            fee: Money::new(fee, quote.currency),
            counted: (Decimal::ZERO, Money::zero(quote.currency)),
        })
    })
    .collect()
}

/// What the fees of the commitments applied before draw on one that counts them.
fn counted(held: &Commitment, fee: Money, quote: &Quote) -> R<(Decimal, Money)> {
    if !held.counts_fees {
        return Ok((Decimal::ZERO, Money::zero(quote.currency)));
    }
    let fees = quote.commitments.iter().map(|before| before.fee);
    let fees = Money::sum(quote.currency, fees)?.amount();
    let drawn = fees.min(held.capacity.get());
    let share = decimal::times_over(fee.amount(), drawn, held.capacity.get())?;
    Ok((drawn, Money::new(share, quote.currency)))
}

/// Draws on a bucket; what is left of its capacity and of its fee.
fn draw(
    held: &Commitment,
    bucket: &Bucket,
    lines: &mut [Left],
    quote: &Quote,
) -> R<(Decimal, Money)> {
    let mut wanting = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_then = bucket.stretch.is_none() || line.stretch == bucket.stretch;
        let need = if is_then {
            line.need(held, quote)?
        } else {
            None
        };
        if let Some(need) = need.filter(|need| !need.is_zero()) {
            wanting.push((rank(held, bucket, line, need)?, index, need));
        }
    }
    wanting.sort();
    let (counted, counted_fee) = bucket.counted;
    let mut left = decimal::minus(bucket.capacity, counted)?;
    let mut fee_left = bucket.fee.minus(counted_fee)?;
    for (_, index, need) in wanting {
        let drawn = need.min(left);
        if drawn.is_zero() {
            break;
        }
        left = decimal::minus(left, drawn)?;
        let share = decimal::times_over(bucket.fee.amount(), drawn, bucket.capacity)?;
        let share = match left.is_zero() {
            true => fee_left.amount(),
            false => share.min(fee_left.amount()),
        };
        let cost = Money::new(share, bucket.fee.currency());
        fee_left = fee_left.minus(cost)?;
        if let Some(line) = lines.get_mut(index) {
            line.cover(held, Cut { drawn, need }, cost)?;
        }
    }
    Ok((left, fee_left))
}

/// What sorts usage by which is covered first.
fn rank(held: &Commitment, bucket: &Bucket, line: &Left, need: Decimal) -> R<(Decimal, Decimal)> {
    let a_unit = |amount: Decimal| match line.quantity.is_zero() {
        true => Ok(Decimal::ZERO),
        false => decimal::over(amount, line.quantity),
    };
    match held.first {
        First::Listed => Ok((Decimal::ZERO, Decimal::ZERO)),
        First::Smallest => Ok((a_unit(need)?, Decimal::ZERO)),
        First::HighestSaving => {
            let contracted = line.amount(Basis::Contracted);
            let cost = decimal::times_over(bucket.fee.amount(), need, bucket.capacity)?;
            let paid_share = match contracted.is_zero() {
                // Nothing can be saved on it.
                true => Decimal::MAX,
                false => decimal::over(cost, contracted)?,
            };
            Ok((paid_share, a_unit(cost)?))
        }
    }
}

fn unused_charge(
    held: &Commitment,
    bucket: &Bucket,
    left: Decimal,
    fee_left: Money,
    usage: &Usage,
) -> R<Charge> {
    let several = usage.stretches.len() > 1;
    let stretch = bucket.stretch.and_then(|index| usage.stretches.get(index));
    let name = match stretch.filter(|_| several) {
        Some(stretch) => format!("{} ({})", held.id, stretch.id),
        None => held.id.to_string(),
    };
    let zero = Money::zero(fee_left.currency());
    let commitment = held.id.clone();
    Ok(Charge {
        line: name.parse()?,
        kind: ChargeKind::Unused(commitment.clone()),
        sku: held.id.as_str().parse()?,
        service: "commitment".parse()?,
        purchase_option: None,
        quantity: Quantity::new(left, "Units".parse()?)?,
        costs: Costs {
            list: zero,
            contracted: zero,
            effective: fee_left,
        },
        steps: vec![Step {
            reason: Reason::Unused {
                commitment,
                left: Amount::new(left)?,
                capacity: Amount::new(bucket.capacity)?,
            },
            from: zero,
            to: fee_left,
        }],
    })
}
