//! The minimums of a bill and its charges, and its maximum.

use crate::agreement::billing::{Billing, LineMinimum};
use crate::bill::draft::Draft;
use crate::bill::line::BillLineKind;
use crate::rating::charge::LeftOver;
use crate::rating::ledger::Sum;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

impl Draft<'_> {
    pub(super) fn line_minimum(&mut self, minimum: &LineMinimum) -> Result<(), ValueProblem> {
        let mut added = Vec::new();
        let least = self.for_part(minimum.amount)?;
        let (scope, context) = (minimum.scope.selector(), self.context);
        for item in &mut self.items {
            let lacking = least.minus(item.owed)?;
            let usage = item.first.usage();
            let Some(usage) = usage.filter(|usage| scope.matches(&usage.key(&context))) else {
                continue;
            };
            if lacking > Money::zero(self.currency) {
                item.owed = least;
                item.left_over = LeftOver::default();
                let (id, line) = (minimum.id.clone(), usage.line.clone());
                added.push((BillLineKind::LineMinimum { id, line }, lacking));
            }
        }
        for (kind, lacking) in added {
            self.add(kind, lacking);
        }
        Ok(())
    }

    /// Brings the bill, without corrections, to its minimum and its maximum.
    pub(super) fn bounds(&mut self, billing: &Billing) -> Result<(), ValueProblem> {
        if billing.minimum.is_none() && billing.maximum.is_none() {
            return Ok(());
        }
        let bounds = [
            (billing.minimum, BillLineKind::Minimum),
            (billing.maximum, BillLineKind::Maximum),
        ];
        let counted = || self.items.iter().filter(|item| !item.is_correction());
        let mut shown = Money::sum(self.currency, counted().map(|item| item.owed))?;
        let left_over = Sum::of(counted().map(|item| item.left_over.get()))?.get()?;
        let zero = Money::zero(self.currency);
        for (bound, kind) in bounds {
            let Some(bound) = bound else { continue };
            let change = self.for_part(bound)?.minus(shown)?;
            let is_needed = if kind == BillLineKind::Maximum {
                change < zero
            } else {
                change > zero
            };
            if is_needed {
                self.add(kind, change);
                shown = shown.plus(change)?;
                self.beside.amount = self.beside.amount.plus(change)?;
                // An amount that is brought to a minimum or a maximum leaves nothing over.
                self.beside.left_over = Ratio::ZERO.minus(left_over)?;
            }
        }
        Ok(())
    }

    /// An amount for the whole period, for the part of it that the usage is of; rounded as the lines
    /// of the bill, or else as the bill.
    fn for_part(&self, amount: Money) -> Result<Money, ValueProblem> {
        let of_period = self.context.part;
        if of_period == Ratio::ONE {
            return Ok(amount);
        }
        let exact = of_period.times(amount.amount().into())?;
        let part = match self.policy.line.or(self.policy.invoice) {
            Some(rounding) => exact.rounded(rounding)?,
            None => exact.shown()?,
        };
        Ok(Money::new(part, amount.currency()))
    }
}
