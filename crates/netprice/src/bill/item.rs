//! The items of a bill: charges with what is still owed of them.

use rust_decimal::Decimal;

use crate::bill::line::BillItem;
use crate::bill::spread::rounded_to_sum;
use crate::book::rounding::RoundingPolicy;
use crate::rating::charge::{Charge, LeftOver, OneOffReason};
use crate::value::money::Money;
use crate::value::numbered::Numbered;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A charge on the bill, with the amount of it that is still owed.
pub(super) struct Item<'a> {
    /// The first charge of the item.
    pub(super) first: &'a Charge,
    /// The billed cost before rounding, as it is shown.
    pub(super) cost: Money,
    /// What the exact amount still owed has beyond the amount that is shown.
    pub(super) left_over: LeftOver,
    /// The amount still owed, without the bill's minimum and maximum.
    pub(super) owed: Money,
}

impl Item<'_> {
    pub(super) fn name(&self) -> BillItem {
        match self.first {
            Charge::Usage(charge) => BillItem::Usage(charge.line.clone()),
            Charge::UnusedCommitment(charge) => BillItem::UnusedCommitment {
                commitment: charge.commitment.clone(),
                time_block: charge.time_block.clone(),
            },
            Charge::Fee(charge) => BillItem::Fee(charge.fee.clone()),
            Charge::OneOff(charge) => BillItem::OneOff(charge.reason.clone()),
        }
    }

    pub(super) fn exact(&self) -> Result<Ratio, ValueProblem> {
        self.left_over.get().plus(self.owed.amount().into())
    }

    /// Whether it is a correction of an earlier bill, which the minimum and the maximum ignore.
    pub(super) fn is_correction(&self) -> bool {
        match self.first {
            Charge::OneOff(charge) => matches!(charge.reason, OneOffReason::Correction(_)),
            Charge::Usage(_) | Charge::UnusedCommitment(_) | Charge::Fee(_) => false,
        }
    }
}

/// The rounded amounts of the items; `None` where the policy does not round them.
pub(super) fn owed(
    items: &[Item<'_>],
    policy: RoundingPolicy,
) -> Result<Vec<Option<Decimal>>, ValueProblem> {
    let Some(rounding) = policy.line else {
        return Ok(vec![None; items.len()]);
    };
    let exact = items.iter().map(Item::exact);
    let exact: Vec<Ratio> = exact.collect::<Result<_, ValueProblem>>()?;
    let rounded = if policy.lines_to_sum {
        rounded_to_sum(&exact, rounding)?
    } else {
        let rounded = exact.into_iter().map(|amount| amount.rounded(rounding));
        rounded.collect::<Result<_, ValueProblem>>()?
    };
    Ok(rounded.into_iter().map(Some).collect())
}

/// The items of a bill in the order of their first charges.
pub(super) fn items(charges: &[Charge]) -> Result<Vec<Item<'_>>, ValueProblem> {
    let mut items: Vec<Item<'_>> = Vec::with_capacity(charges.len());
    let mut by_line = Numbered::with_room(charges.len());
    for charge in charges {
        let cost = charge.costs().billed;
        let usage = charge.usage();
        // What is left over belongs to the effective cost.
        let left_over = if cost == charge.costs().effective {
            charge.left_over()
        } else {
            Ratio::ZERO
        };
        let known = usage.and_then(|usage| by_line.known(usage.line.as_str(), items.len()));
        if let Some(item) = known.and_then(|index| items.get_mut(index)) {
            item.cost = item.cost.plus(cost)?;
            item.owed = item.cost;
            item.left_over = LeftOver::of(item.left_over.get().plus(left_over)?);
            continue;
        }
        items.push(Item {
            first: charge,
            cost,
            left_over: LeftOver::of(left_over),
            owed: cost,
        });
    }
    Ok(items)
}
