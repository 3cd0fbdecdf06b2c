//! Charges while terms are applied to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::rating::charge::{Charge, Costs, LeftOver, UsageCharge};
use crate::rating::ledger::{Ledger, share_of};
use crate::rating::meter::Segment;
use crate::rating::rate::TierSelectors;
use crate::rating::step::{Reason, Step};
use crate::value::day::Day;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::{Kept, Ratio};

/// A charge while terms are applied to it, with its costs before they are rounded to 12 decimals.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The charge after the terms applied so far.
    pub charge: Charge,
    /// The inputs of its list price, by which an agreed price replaces it, with the part of flat fees that
    /// is owed; `None` without agreed prices, and after commitments.
    pub rated: Option<Box<(Segment, TierSelectors, Ratio)>>,
    /// The number of its SKU among those of the usage, so that scopes are resolved once for each SKU; `None`
    /// after commitments.
    pub(crate) sku: Option<usize>,
    list: Kept,
    now: Kept,
    /// Whether the bill of the period has its cost, and not a fee as it is paid.
    is_billed: bool,
}

/// The amounts of a draft, to which it can be taken back.
pub(crate) struct Mark {
    costs: Costs,
    now: Kept,
    steps: usize,
}

/// What terms did to a draft after a mark.
pub(crate) struct Change {
    costs: Costs,
    now: Kept,
    steps: Vec<Step>,
}

impl Change {
    /// The exact cost after the change.
    pub(crate) fn now(&self) -> Ratio {
        self.now.get()
    }

    /// The reason for the last step.
    pub(crate) fn last(&self) -> Option<&Arc<Reason>> {
        self.steps.last().map(|step| &step.reason)
    }
}

impl Draft {
    /// A usage charge at its exact list cost, with the number of its SKU.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn at_list(
        mut charge: UsageCharge,
        exact: Ratio,
        sku: usize,
    ) -> Result<Self, ValueProblem> {
        let exact = Kept::from(exact);
        charge.list_left_over = left_over(&exact, charge.costs.list)?;
        Ok(Self {
            charge: Charge::Usage(charge),
            rated: None,
            sku: Some(sku),
            list: exact.clone(),
            now: exact,
            is_billed: true,
        })
    }

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
        let now = charge.exact()?;
        let left_over = charge.usage().map(|usage| usage.list_left_over.get());
        let list = charge.costs().list.exact();
        let list = list.plus(left_over.unwrap_or_default())?;
        Ok(Self {
            list: list.into(),
            now: now.into(),
            charge,
            is_billed,
            rated: None,
            sku: None,
        })
    }

    /// The exact list cost.
    pub(crate) fn list(&self) -> Ratio {
        self.list.get()
    }

    /// The exact cost after the terms applied so far.
    pub(crate) fn exact(&self) -> Ratio {
        self.now.get()
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            costs: self.charge.costs(),
            now: self.now.clone(),
            steps: self.charge.steps().len(),
        }
    }

    /// Takes the draft back to a mark, and returns what terms did to it since.
    pub(crate) fn undo(&mut self, mark: &Mark) -> Change {
        let now = std::mem::replace(&mut self.now, mark.now.clone());
        let mut change = Change {
            costs: mark.costs,
            now,
            steps: Vec::new(),
        };
        if let Some(parts) = self.charge.parts_mut() {
            change.costs = std::mem::replace(parts.costs, mark.costs);
            change.steps = parts.steps.split_off(mark.steps);
        }
        change
    }

    /// Does again what terms did after a mark.
    pub(crate) fn redo(&mut self, change: Change) {
        self.now = change.now;
        if let Some(parts) = self.charge.parts_mut() {
            *parts.costs = change.costs;
            parts.steps.extend(change.steps);
        }
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
        let left_over = left_over(&self.now, self.now())?;
        if let Some(parts) = self.charge.parts_mut() {
            parts.steps.shrink_to_fit();
            *parts.left_over = left_over;
        }
        Ok(self.charge)
    }

    /// Makes room for steps, so that they are not moved one by one.
    pub(crate) fn expect_steps(&mut self, count: usize) {
        if let Some(parts) = self.charge.parts_mut() {
            parts.steps.reserve_exact(count);
        }
    }

    /// Adds a step to an exact amount, which the ledger shows at 12 decimals.
    ///
    /// The contracted cost follows where it is the effective cost, on usage that no commitment
    /// covers; the billed cost follows unless the bill has a fee as it is paid instead.
    pub(crate) fn step(
        &mut self,
        reason: Arc<Reason>,
        exact: Ratio,
        ledger: &mut Ledger,
    ) -> Result<(), ValueProblem> {
        let from = self.now();
        let to = if exact == self.exact() {
            from
        } else {
            Money::new(ledger.show(exact)?, from.currency())
        };
        self.push(reason, to, exact.into());
        Ok(())
    }

    /// Adds the step of a discount, after which a share of the cost is paid.
    pub(crate) fn pay(
        &mut self,
        reason: Arc<Reason>,
        share: Ratio,
        ledger: &mut Ledger,
    ) -> Result<(), ValueProblem> {
        let from = self.now.tens().zip(share.tens());
        let plain = from.and_then(|(now, share)| Some((now, now.multiplied(share)?)));
        let shown = plain.and_then(|(now, to)| {
            let shown = if to == now {
                self.now()
            } else {
                Money::new(ledger.show_tens(to)?, self.now().currency())
            };
            Some((shown, to))
        });
        let Some((shown, to)) = shown else {
            return self.step(reason, share_of(self.exact(), share)?, ledger);
        };
        self.push(reason, shown, to.into());
        Ok(())
    }

    fn push(&mut self, reason: Arc<Reason>, to: Money, now: Kept) {
        let is_uncovered = self.charge.is_uncovered();
        let Some(parts) = self.charge.parts_mut() else {
            return;
        };
        let from = parts.costs.effective;
        // Most charges have few steps; room for more would be most of what they take.
        parts.steps.reserve_exact(1);
        parts.steps.push(Step { reason, from, to });
        parts.costs.effective = to;
        if is_uncovered && parts.costs.contracted == from {
            parts.costs.contracted = to;
        }
        if self.is_billed {
            parts.costs.billed = to;
        }
        self.now = now;
    }
}

/// What an exact amount has beyond what is shown of it.
fn left_over(exact: &Kept, shown: Money) -> Result<LeftOver, ValueProblem> {
    let shown = shown.amount();
    let plain = exact.tens().and_then(|exact| exact.minus(shown.into()));
    match plain {
        Some(rest) => Ok(LeftOver::of(rest.into())),
        None => Ok(LeftOver::of(exact.get().minus(shown.into())?)),
    }
}
