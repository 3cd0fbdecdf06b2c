//! Charges while terms are applied to them.

use std::collections::BTreeSet;

use crate::rating::charge::{Charge, Costs, LeftOver};
use crate::rating::ledger::Ledger;
use crate::rating::meter::Segment;
use crate::rating::rate::TierSelectors;
use crate::rating::step::{Reason, Step};
use crate::value::day::Day;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A charge while terms are applied to it, with its costs before they are rounded to 12 decimals.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The charge after the terms applied so far.
    pub charge: Charge,
    /// The inputs of its list price, by which an agreed price replaces it; `None` after commitments.
    pub rated: Option<(Segment, TierSelectors)>,
    /// Its costs before they are rounded.
    pub exact: Exact,
    /// Whether the bill of the period has its cost, and not a fee as it is paid.
    pub is_billed: bool,
}

/// The costs of a draft before they are rounded to 12 decimals.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    /// The list cost.
    pub list: Ratio,
    /// The cost after the terms applied so far.
    pub now: Ratio,
}

impl Draft {
    /// A charge to which terms are applied after commitments, given those that are billed as they are
    /// paid.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn of(
        charge: Charge,
        paid_apart: &BTreeSet<&CommitmentId>,
    ) -> Result<Self, ValueProblem> {
        let commitment = match &charge {
            Charge::Usage(usage) => usage.covered_by.as_ref(),
            Charge::UnusedCommitment(unused) => Some(&unused.commitment),
            Charge::Fee(_) | Charge::OneOff(_) => None,
        };
        let is_billed = commitment.is_none_or(|id| !paid_apart.contains(id));
        let Costs {
            list, effective, ..
        } = charge.costs();
        let left_over = charge.left_over();
        Ok(Self {
            exact: Exact {
                list: charge
                    .usage()
                    .map_or(Ratio::ZERO, |usage| usage.list_left_over.get())
                    .plus(list.amount().into())?,
                now: Ratio::from(effective.amount()).plus(left_over)?,
            },
            charge,
            is_billed,
            rated: None,
        })
    }

    /// The first day of its usage, if the usage line states one or was split by days.
    pub(crate) fn day(&self) -> Option<Day> {
        self.charge.usage().and_then(|charge| charge.day)
    }

    /// The cost after the terms applied so far, shown at 12 decimals.
    pub(crate) fn now(&self) -> Money {
        self.charge.costs().effective
    }

    /// The charge with what its cost left over when it was rounded to 12 decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn finish(mut self) -> Result<Charge, ValueProblem> {
        let left_over = self.exact.now.minus(self.now().amount().into())?;
        if let Some(parts) = self.charge.parts_mut() {
            parts.steps.shrink_to_fit();
            *parts.left_over = LeftOver::of(left_over);
        }
        Ok(self.charge)
    }

    /// Adds a step to an exact amount, which the ledger shows at 12 decimals.
    ///
    /// The contracted cost follows where it is the effective cost, on usage that no commitment
    /// covers; the billed cost follows unless the bill has a fee as it is paid instead.
    pub(crate) fn step(
        &mut self,
        reason: Reason,
        exact: Ratio,
        ledger: &mut Ledger,
    ) -> Result<(), ValueProblem> {
        let from = self.now();
        let to = if exact == self.exact.now {
            from
        } else {
            Money::new(ledger.show(exact)?, from.currency())
        };
        let is_contracted = self.charge.is_uncovered() && self.charge.costs().contracted == from;
        let Some(parts) = self.charge.parts_mut() else {
            return Ok(());
        };
        parts.steps.push(Step { reason, from, to });
        parts.costs.effective = to;
        if is_contracted {
            parts.costs.contracted = to;
        }
        if self.is_billed {
            parts.costs.billed = to;
        }
        self.exact.now = exact;
        Ok(())
    }
}
