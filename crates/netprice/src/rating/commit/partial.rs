//! Charges that commitments split into covered and uncovered parts.

use std::sync::Arc;

use crate::problem::Problem;
use crate::value::problem::ValueProblem;

use super::checks::Held;
use crate::agreement::commitment::{Basis, Commitment, Draws};
use crate::rating::charge::{LeftOver, UsageCharge};
use crate::rating::context::Context;
use crate::rating::step::{Part, Reason, Step};
use crate::value::decimal::NonNegative;
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// A charge and the part of it that is not covered yet.
pub(super) struct PartialCharge {
    pub(super) charge: UsageCharge,
    /// The position of its time block; `None` if it names none and the usage does not have exactly
    /// one.
    pub(super) time_block: Option<usize>,
    /// The size of a unit of the quantity in the smallest unit of its measure.
    pub(super) unit_size: Kept,
    /// The uncovered part; `None` while nothing is covered.
    rest: Option<Box<Piece>>,
    covered: Vec<UsageCharge>,
}

/// A part of a charge.
struct Piece {
    /// The exact share of the charge that it is, also of a charge for nothing that costs something.
    share: Ratio,
    /// Its amounts after each step: from list cost to the cost without commitments.
    amounts: Vec<Money>,
    contracted: Money,
    /// Its exact last amount, less the amount that is shown.
    left_over: Ratio,
    /// The same of its list cost.
    list_left_over: Ratio,
}

/// The capacity that is drawn, and the share of the uncovered part that it covers.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) drawn: Ratio,
    pub(super) share: Ratio,
}

impl PartialCharge {
    /// A charge with the position of its time block in the usage, and the size of its unit.
    pub(super) fn of(charge: UsageCharge, time_block: Option<usize>, unit_size: Kept) -> Self {
        Self {
            charge,
            time_block,
            unit_size,
            rest: None,
            covered: Vec::new(),
        }
    }

    /// The quantity that is not covered.
    pub(super) fn quantity(&self) -> Result<Ratio, ValueProblem> {
        let whole = self.charge.quantity.exact();
        self.rest
            .as_ref()
            .map_or(Ok(whole), |rest| whole.times(rest.share))
    }

    /// The exact list or contracted cost of the uncovered part.
    pub(super) fn amount(&self, basis: Basis) -> Result<Ratio, ValueProblem> {
        let Some(rest) = &self.rest else {
            let costs = self.charge.costs;
            return match basis {
                Basis::List => costs.list.exact().plus(self.charge.list_left_over.get()),
                Basis::Contracted => costs.effective.exact().plus(self.charge.left_over.get()),
            };
        };
        match basis {
            Basis::List => rest.list(),
            Basis::Contracted => rest.exact(),
        }
    }

    /// The capacity that the uncovered part would draw; `None` if the commitment cannot cover it.
    pub(super) fn need(
        &self,
        held: &Held<'_>,
        context: &Context<'_>,
    ) -> Result<Option<Ratio>, Problem> {
        if !held.may_cover(context, &self.charge) {
            return Ok(None);
        }
        let held = held.held;
        if let Draws::Spend(basis) = held.draws {
            return Ok(Some(self.amount(basis)?));
        }
        let Some(weight) = held.draws.weight(&self.charge.sku) else {
            return Ok(None);
        };
        let need = self.quantity()?.times(weight)?;
        if held.at_most_contracted && matches!(held.draws, Draws::Rates(_)) {
            return Ok(Some(need.min(self.amount(Basis::Contracted)?)));
        }
        Ok(Some(need))
    }

    /// Takes a share of the uncovered part. The list cost of both parts stays exact; what rounding the other
    /// amounts leaves over stays with the rest.
    fn cut(&mut self, share: Ratio) -> Result<Piece, Problem> {
        let mut rest = match self.rest.take() {
            Some(rest) => *rest,
            None => Piece::all(&self.charge),
        };
        let of_charge = rest.share.times(share)?;
        rest.share = rest.share.minus(of_charge)?;
        let (exact, list) = (rest.exact()?, rest.list()?);
        let (exact, list_part) = (exact.minus(exact.times(share)?)?, list.times(share)?);
        let take = |amount: &mut Money| -> Result<Money, ValueProblem> {
            let part = Money::of(amount.exact().times(share)?, amount.currency())?;
            *amount = amount.minus(part)?;
            Ok(part)
        };
        let amounts = rest.amounts.iter_mut().map(take);
        let amounts = amounts.collect::<Result<Vec<_>, _>>()?;
        let contracted = take(&mut rest.contracted)?;
        let left_over = |exact: Ratio, shown: Option<&Money>| {
            exact.minus(shown.map_or(Ratio::ZERO, |shown| shown.exact()))
        };
        rest.left_over = left_over(exact, rest.amounts.last())?;
        rest.list_left_over = left_over(list.minus(list_part)?, rest.amounts.first())?;
        let list_left_over = left_over(list_part, amounts.first())?;
        self.rest = Some(Box::new(rest));
        Ok(Piece {
            share: of_charge,
            amounts,
            contracted,
            left_over: Ratio::ZERO,
            list_left_over,
        })
    }

    /// A charge for a part, with its steps scaled accordingly.
    fn part(&self, piece: &Piece) -> Result<UsageCharge, Problem> {
        let whole = &self.charge;
        let amounts = &piece.amounts;
        let mut charge = whole.clone();
        if piece.share != Ratio::ONE {
            let quantity = whole.quantity.exact().times(piece.share)?;
            let quantity = Quantity::new(quantity, whole.quantity.unit().clone())?;
            let (list, of) = (whole.costs.list, whole.quantity.clone());
            let mut from = Money::zero(list.currency());
            for (step, to) in charge.steps.iter_mut().zip(amounts) {
                (step.from, step.to) = (from, *to);
                from = *to;
                if !matches!(*step.reason, Reason::ListPrice { .. }) {
                    continue;
                }
                if let Reason::ListPrice { part, .. } = Arc::make_mut(&mut step.reason) {
                    // A part of a part is a part of the whole line too.
                    let (of, list, share) = match part.take() {
                        Some(part) => (part.of, part.list, part.share.times(piece.share)?),
                        None => (of.clone(), list, piece.share),
                    };
                    let quantity = quantity.clone();
                    *part = Some(Box::new(Part {
                        quantity,
                        of,
                        list,
                        share,
                    }));
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
        let piece = self.cut(cut.share)?;
        let mut charge = self.part(&piece)?;
        let commitment = held.id.clone();
        charge.covered_by = Some(commitment.clone());
        // A fee is split to 12 decimals, and the last part takes the rest of it.
        charge.left_over = LeftOver::default();
        charge.list_left_over = LeftOver::of(piece.list_left_over);
        charge.steps.push(Step {
            reason: Arc::new(Reason::Covered {
                commitment,
                owner: held.owner.clone(),
                drawn: NonNegative::new(cut.drawn.shown()?)?,
            }),
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
        let mut rest = match self.rest.take() {
            None => self.charge,
            Some(rest) if rest.is_nothing() => return Ok(self.covered),
            Some(rest) => {
                let mut charge = self.part(&rest)?;
                charge.left_over = LeftOver::of(rest.left_over);
                charge.list_left_over = LeftOver::of(rest.list_left_over);
                charge
            }
        };
        if let Some((commitment, factor)) = overage {
            let from = rest.costs.effective;
            let exact = from.exact().plus(rest.left_over.get())?;
            let exact = exact.times(factor.get().into())?;
            let to = Money::of(exact, from.currency())?;
            rest.left_over = LeftOver::of(exact.minus(to.amount().into())?);
            let commitment = commitment.clone();
            let reason = Arc::new(Reason::Overage { commitment, factor });
            rest.steps.push(Step { reason, from, to });
            rest.costs.effective = to;
            rest.costs.billed = to;
        }
        self.covered.push(rest);
        Ok(self.covered)
    }
}

impl Piece {
    fn all(charge: &UsageCharge) -> Self {
        Self {
            share: Ratio::ONE,
            amounts: charge.steps.iter().map(|step| step.to).collect(),
            contracted: charge.costs.contracted,
            left_over: charge.left_over.get(),
            list_left_over: charge.list_left_over.get(),
        }
    }

    /// The exact list cost.
    fn list(&self) -> Result<Ratio, ValueProblem> {
        let list = self.amounts.first();
        list.map_or(Ok(Ratio::ZERO), |list| {
            list.exact().plus(self.list_left_over)
        })
    }

    /// The exact last amount.
    fn exact(&self) -> Result<Ratio, ValueProblem> {
        let last = self.amounts.last();
        last.map_or(Ok(Ratio::ZERO), |last| last.exact().plus(self.left_over))
    }

    fn is_nothing(&self) -> bool {
        self.share.is_zero() && self.amounts.iter().all(Money::is_zero)
    }
}
