//! A bill under construction.

use crate::bill::invoice::Rounded;
use crate::bill::item::{Item, items, owed};
use crate::bill::line::{BillLine, BillLineKind};
use crate::book::rounding::RoundingPolicy;
use crate::rating::charge::{Charge, LeftOver};
use crate::rating::context::Context;
use crate::value::money::{Currency, Money};
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// The change by the minimum and the maximum of the bill as a whole: as it is shown, and what the
/// exact change has beyond it.
pub(super) struct Beside {
    pub(super) amount: Money,
    pub(super) left_over: Ratio,
}

/// A bill under construction.
pub(crate) struct Draft<'a> {
    pub(super) context: Context<'a>,
    pub(super) currency: Currency,
    pub(super) policy: RoundingPolicy,
    pub(super) lines: Vec<BillLine>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) beside: Beside,
    pub(super) rounded: Rounded,
}

impl<'a> Draft<'a> {
    pub(super) fn of(
        charges: &'a [Charge],
        context: &Context<'a>,
        policy: RoundingPolicy,
    ) -> Result<Self, ValueProblem> {
        let currency = context.book.currency;
        let mut items = items(charges)?;
        let mut rounded = Rounded::at_list(charges, currency)?;
        let mut lines = Vec::with_capacity(items.len());
        let owed = owed(&items, policy)?;
        for (item, owed) in items.iter_mut().zip(owed) {
            lines.push(BillLine {
                kind: BillLineKind::Charge(item.name()),
                amount: item.cost,
            });
            let Some(owed) = owed else { continue };
            item.owed = Money::new(owed, currency);
            item.left_over = LeftOver::default();
            let moved = item.owed.minus(item.cost)?;
            rounded.line = rounded.line.plus(moved)?;
            if !moved.is_zero() {
                let kind = BillLineKind::LineRounding(item.name());
                let amount = moved;
                lines.push(BillLine { kind, amount });
            }
        }
        Ok(Self {
            context: *context,
            currency,
            policy,
            lines,
            items,
            beside: Beside {
                amount: Money::zero(currency),
                left_over: Ratio::ZERO,
            },
            rounded,
        })
    }

    pub(super) fn add(&mut self, kind: BillLineKind, amount: Money) {
        self.lines.push(BillLine { kind, amount });
    }

    pub(super) fn sum(&self) -> Result<Money, ValueProblem> {
        Money::sum(self.currency, self.lines.iter().map(|line| line.amount))
    }
}
