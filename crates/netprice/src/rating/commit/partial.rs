//! Charges that commitments split into covered and uncovered parts.

use crate::problem::Problem;
use crate::value::problem::ValueProblem;

use super::checks::may_cover;
use crate::agreement::commitment::{Basis, Commitment, Draws};
use crate::rating::charge::{LeftOver, UsageCharge};
use crate::rating::context::Context;
use crate::rating::step::{Part, Reason, Step};
use crate::value::decimal::NonNegative;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// A charge and the part of it that is not covered yet.
pub(super) struct PartialCharge {
    pub(super) charge: UsageCharge,
    /// The position of its time block; `None` if it names none and the usage does not have exactly
    /// one.
    pub(super) time_block: Option<usize>,
    pub(super) quantity: Ratio,
    /// The uncovered amounts after each step; the first is list, the last contracted cost.
    amounts: Vec<Money>,
    /// The exact contracted cost of the uncovered part, less the amount that is shown.
    left_over: Ratio,
    covered: Vec<UsageCharge>,
}

/// The share that a commitment covers: `drawn` ÷ `need`.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) drawn: Ratio,
    pub(super) need: Ratio,
}

impl PartialCharge {
    /// A charge with the position of its time block in the usage.
    pub(super) fn of(charge: UsageCharge, time_block: Option<usize>) -> Self {
        Self {
            time_block,
            quantity: charge.quantity.exact(),
            left_over: charge.left_over.get(),
            amounts: charge.steps.iter().map(|step| step.to).collect(),
            covered: Vec::new(),
            charge,
        }
    }

    /// The exact list or contracted cost of the uncovered part.
    pub(super) fn amount(&self, basis: Basis) -> Result<Ratio, ValueProblem> {
        let (shown, left_over) = match basis {
            Basis::List => (self.amounts.first(), Ratio::ZERO),
            Basis::Contracted => (self.amounts.last(), self.left_over),
        };
        shown.map_or(Ok(Ratio::ZERO), |shown| {
            Ratio::from(shown.amount()).plus(left_over)
        })
    }

    /// The capacity that the uncovered part would draw; `None` if the commitment cannot cover it.
    pub(super) fn need(
        &self,
        held: &Commitment,
        context: &Context<'_>,
    ) -> Result<Option<Ratio>, Problem> {
        if !may_cover(held, context, &self.charge) {
            return Ok(None);
        }
        let weight = match &held.draws {
            Draws::Quantity => Some(Ratio::ONE),
            Draws::Factors(factors) => {
                let factor = factors.get(&self.charge.sku);
                factor.map(|factor| factor.get().into())
            }
            Draws::Rates(rates) => {
                let rate = rates.get(&self.charge.sku);
                rate.map(|rate| rate.amount().into())
            }
            Draws::Spend(basis) => return Ok(Some(self.amount(*basis)?)),
        };
        weight
            .map(|weight: Ratio| self.quantity.times(weight))
            .transpose()
            .map_err(Problem::from)
    }

    /// Takes a share of the uncovered part, and returns its quantity and its amounts after each
    /// step; what rounding the amounts leaves over stays with the rest.
    fn cut(&mut self, cut: Cut) -> Result<(Ratio, Vec<Money>), Problem> {
        if cut.drawn == cut.need {
            let amounts = self.amounts.clone();
            for amount in &mut self.amounts {
                *amount = Money::zero(amount.currency());
            }
            self.left_over = Ratio::ZERO;
            return Ok((std::mem::take(&mut self.quantity), amounts));
        }
        let share = cut.drawn.over(cut.need)?;
        let quantity = self.quantity.times(share)?;
        self.quantity = self.quantity.minus(quantity)?;
        let exact = self.amount(Basis::Contracted)?;
        let exact = exact.minus(exact.times(share)?)?;
        let mut parts = Vec::with_capacity(self.amounts.len());
        for amount in &mut self.amounts {
            let part = Ratio::from(amount.amount()).times(share)?.shown()?;
            let part = Money::new(part, amount.currency());
            *amount = amount.minus(part)?;
            parts.push(part);
        }
        let shown = self.amounts.last().map(|rest| rest.amount().into());
        self.left_over = exact.minus(shown.unwrap_or_default())?;
        Ok((quantity, parts))
    }

    /// A charge for a part, with its steps scaled accordingly.
    fn part(&self, quantity: Ratio, amounts: &[Money]) -> Result<UsageCharge, Problem> {
        let whole = &self.charge;
        let quantity = Quantity::new(quantity, whole.quantity.unit().clone())?;
        let mut charge = whole.clone();
        let is_all = whole
            .steps
            .iter()
            .map(|step| step.to)
            .eq(amounts.iter().copied());
        if !is_all || quantity != whole.quantity {
            let (list, of) = (whole.costs.list, whole.quantity.clone());
            let mut from = Money::zero(list.currency());
            for (step, to) in charge.steps.iter_mut().zip(amounts) {
                (step.from, step.to) = (from, *to);
                from = *to;
                if let Reason::ListPrice { part, .. } = &mut step.reason {
                    let (quantity, of) = (quantity.clone(), of.clone());
                    *part = Some(Box::new(Part { quantity, of, list }));
                }
            }
            charge.quantity = quantity;
        }
        if let (Some(list), Some(contracted)) = (amounts.first(), amounts.last()) {
            charge.costs.list = *list;
            charge.costs.contracted = *contracted;
            charge.costs.effective = *contracted;
            charge.costs.billed = *contracted;
        }
        Ok(charge)
    }

    pub(super) fn cover(
        &mut self,
        held: &Commitment,
        cut: Cut,
        cost: Money,
    ) -> Result<(), Problem> {
        let (quantity, amounts) = self.cut(cut)?;
        let mut charge = self.part(quantity, &amounts)?;
        let commitment = held.id.clone();
        charge.covered_by = Some(commitment.clone());
        // A fee is split to 12 decimals, and the last part takes the rest of it.
        charge.left_over = LeftOver::default();
        charge.steps.push(Step {
            reason: Reason::Covered {
                commitment,
                drawn: NonNegative::new(cut.drawn.shown()?)?,
            },
            from: charge.costs.effective,
            to: cost,
        });
        charge.costs.effective = cost;
        charge.costs.billed = held.fee.billed_as_spread(cost);
        self.covered.push(charge);
        Ok(())
    }

    /// The covered parts, then the uncovered part with its overage.
    pub(super) fn finish(
        mut self,
        overage: Option<(&CommitmentId, NonNegative)>,
    ) -> Result<Vec<UsageCharge>, Problem> {
        let is_all_covered = self.quantity.is_zero() && !self.covered.is_empty();
        if is_all_covered && self.amounts.iter().all(Money::is_zero) {
            return Ok(self.covered);
        }
        let mut rest = if self.covered.is_empty() {
            self.charge.clone()
        } else {
            self.part(self.quantity, &self.amounts)?
        };
        rest.left_over = LeftOver::of(self.left_over);
        if let Some((commitment, factor)) = overage {
            let from = rest.costs.effective;
            let exact = Ratio::from(from.amount()).plus(self.left_over)?;
            let exact = exact.times(factor.get().into())?;
            let to = Money::new(exact.shown()?, from.currency());
            rest.left_over = LeftOver::of(exact.minus(to.amount().into())?);
            let commitment = commitment.clone();
            let reason = Reason::Overage { commitment, factor };
            rest.steps.push(Step { reason, from, to });
            rest.costs.effective = to;
            rest.costs.billed = to;
        }
        self.covered.push(rest);
        Ok(self.covered)
    }
}
