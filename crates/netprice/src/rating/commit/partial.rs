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
    /// The size of a unit of the quantity in the smallest unit of its measure.
    pub(super) unit_size: Ratio,
    /// The uncovered amounts after each step: from list cost to the cost without commitments.
    amounts: Vec<Money>,
    /// The contracted cost of the uncovered part.
    contracted: Money,
    /// The exact last amount of the uncovered part, less the amount that is shown.
    left_over: Ratio,
    /// The same of its list cost.
    list_left_over: Ratio,
    covered: Vec<UsageCharge>,
}

/// A part of a charge: its quantity, its amounts after each step and its contracted cost.
struct Piece {
    quantity: Ratio,
    amounts: Vec<Money>,
    contracted: Money,
}

/// The share that a commitment covers: `drawn` ÷ `need`.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) drawn: Ratio,
    pub(super) need: Ratio,
}

impl PartialCharge {
    /// A charge with the position of its time block in the usage, and the size of its unit.
    pub(super) fn of(charge: UsageCharge, time_block: Option<usize>, unit_size: Ratio) -> Self {
        Self {
            time_block,
            unit_size,
            quantity: charge.quantity.exact(),
            left_over: charge.left_over.get(),
            list_left_over: charge.list_left_over.get(),
            contracted: charge.costs.contracted,
            amounts: charge.steps.iter().map(|step| step.to).collect(),
            covered: Vec::new(),
            charge,
        }
    }

    /// The exact list or contracted cost of the uncovered part.
    pub(super) fn amount(&self, basis: Basis) -> Result<Ratio, ValueProblem> {
        let (shown, left_over) = match basis {
            Basis::List => (self.amounts.first(), self.list_left_over),
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
        let Some(weight) = weight else {
            return Ok(None);
        };
        let need = self.quantity.times(weight)?;
        if held.at_most_contracted && matches!(held.draws, Draws::Rates(_)) {
            return Ok(Some(need.min(self.amount(Basis::Contracted)?)));
        }
        Ok(Some(need))
    }

    /// Takes a share of the uncovered part; what rounding its amounts leaves over stays with the rest.
    fn cut(&mut self, cut: Cut) -> Result<Piece, Problem> {
        let zero = Money::zero(self.contracted.currency());
        if cut.drawn == cut.need {
            let none = vec![zero; self.amounts.len()];
            (self.left_over, self.list_left_over) = (Ratio::ZERO, Ratio::ZERO);
            return Ok(Piece {
                quantity: std::mem::take(&mut self.quantity),
                amounts: std::mem::replace(&mut self.amounts, none),
                contracted: std::mem::replace(&mut self.contracted, zero),
            });
        }
        let share = cut.drawn.over(cut.need)?;
        let quantity = self.quantity.times(share)?;
        self.quantity = self.quantity.minus(quantity)?;
        let rest_of = |exact: Ratio| exact.minus(exact.times(share)?);
        let exact = rest_of(self.amount(Basis::Contracted)?)?;
        let list = rest_of(self.amount(Basis::List)?)?;
        let take = |amount: &mut Money| -> Result<Money, ValueProblem> {
            let part = Ratio::from(amount.amount()).times(share)?.shown()?;
            let part = Money::new(part, amount.currency());
            *amount = amount.minus(part)?;
            Ok(part)
        };
        let amounts = self.amounts.iter_mut().map(take);
        let amounts = amounts.collect::<Result<Vec<_>, _>>()?;
        let contracted = take(&mut self.contracted)?;
        let shown = self.amounts.last().map(|rest| rest.amount().into());
        self.left_over = exact.minus(shown.unwrap_or_default())?;
        let shown = self.amounts.first().map(|rest| rest.amount().into());
        self.list_left_over = list.minus(shown.unwrap_or_default())?;
        Ok(Piece {
            quantity,
            amounts,
            contracted,
        })
    }

    /// A charge for a part, with its steps scaled accordingly.
    fn part(&self, piece: &Piece) -> Result<UsageCharge, Problem> {
        let whole = &self.charge;
        let quantity = Quantity::new(piece.quantity, whole.quantity.unit().clone())?;
        let amounts = &piece.amounts;
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
                    // A part of a part is a part of the whole line too.
                    let (of, list) = match part.take() {
                        Some(part) => (part.of, part.list),
                        None => (of.clone(), list),
                    };
                    let quantity = quantity.clone();
                    *part = Some(Box::new(Part { quantity, of, list }));
                }
            }
            charge.quantity = quantity;
        }
        if let (Some(list), Some(now)) = (amounts.first(), amounts.last()) {
            charge.costs.list = *list;
            charge.costs.contracted = piece.contracted;
            charge.costs.effective = *now;
            charge.costs.billed = *now;
        }
        Ok(charge)
    }

    pub(super) fn cover(
        &mut self,
        held: &Commitment,
        cut: Cut,
        cost: Money,
    ) -> Result<(), Problem> {
        let piece = self.cut(cut)?;
        let mut charge = self.part(&piece)?;
        let commitment = held.id.clone();
        charge.covered_by = Some(commitment.clone());
        // A fee is split to 12 decimals, and the last part takes the rest of it.
        (charge.left_over, charge.list_left_over) = (LeftOver::default(), LeftOver::default());
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
            let rest = Piece {
                quantity: self.quantity,
                amounts: std::mem::take(&mut self.amounts),
                contracted: self.contracted,
            };
            self.part(&rest)?
        };
        rest.left_over = LeftOver::of(self.left_over);
        rest.list_left_over = LeftOver::of(self.list_left_over);
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
