//! The vouchers that pay for the charges of a bill.

use crate::agreement::billing::Voucher;
use crate::agreement::scope::Selector;
use crate::bill::draft::Draft;
use crate::bill::item::Item;
use crate::bill::line::BillLineKind;
use crate::rating::charge::LeftOver;
use crate::value::day::{Day, is_over};
use crate::value::id::TermId;
use crate::value::money::Money;
use crate::value::ordered::{set_of, sort_by};
use crate::value::problem::ValueProblem;

impl Draft<'_> {
    /// Applies vouchers, and returns the names of those that pay nothing: they have expired, their
    /// threshold is not reached, or nothing is left for them to pay.
    pub(super) fn vouchers(&mut self, vouchers: &[Voucher]) -> Result<Vec<TermId>, ValueProblem> {
        let mut unused = set_of(vouchers.iter().map(|voucher| &voucher.id));
        let came_to: Vec<Money> = self.items.iter().map(|item| item.owed).collect();
        for voucher in usable(vouchers, self.context.day) {
            let scope = voucher.scope.selector();
            let reached = self.in_scope(&scope, |index, _| came_to.get(index).copied())?;
            let is_below = |least: Money| reached.amount() < least.amount();
            if voucher.at_least.is_some_and(is_below) {
                continue;
            }
            let mut payable = self.in_scope(&scope, |_, item| Some(item.owed))?;
            if voucher.scope.is_everything() {
                payable = payable.plus(self.beside.amount)?;
            }
            // What the maximum took off the whole bill is no longer owed by any part of it.
            let pays = voucher.amount.min(payable)?.min(self.sum()?)?;
            if pays <= Money::zero(self.currency) {
                continue;
            }
            let taken_off = Money::zero(self.currency).minus(pays)?;
            unused.remove(&voucher.id);
            self.add(BillLineKind::Voucher(voucher.id.clone()), taken_off);
            let left = self.pay(&scope, pays)?;
            self.beside.amount = self.beside.amount.minus(left)?;
        }
        Ok(unused.into_iter().cloned().collect())
    }

    /// Sums an amount over the items in a scope.
    fn in_scope(
        &self,
        scope: &Selector<'_>,
        amount: impl Fn(usize, &Item<'_>) -> Option<Money>,
    ) -> Result<Money, ValueProblem> {
        let items = self.items.iter().enumerate();
        let items = items.filter(|(_, item)| scope.matches(&item.first.key(&self.context)));
        Money::sum(
            self.currency,
            items.filter_map(|(index, item)| amount(index, item)),
        )
    }

    /// Pays for the items in a scope, one after the other, and returns what is left of the amount.
    fn pay(&mut self, scope: &Selector<'_>, amount: Money) -> Result<Money, ValueProblem> {
        let mut left = amount;
        for item in &mut self.items {
            // A correction below zero owes nothing, and stays as it is.
            let is_in_scope = scope.matches(&item.first.key(&self.context));
            if is_in_scope && item.owed > Money::zero(amount.currency()) {
                let part = item.owed.min(left)?;
                item.owed = item.owed.minus(part)?;
                left = left.minus(part)?;
                if item.owed.is_zero() {
                    item.left_over = LeftOver::default();
                }
            }
        }
        Ok(left)
    }
}

/// The vouchers that have not expired, the earliest to expire first, then as listed.
fn usable(vouchers: &[Voucher], day: Option<Day>) -> Vec<&Voucher> {
    let valid = vouchers
        .iter()
        .filter(|voucher| !is_over(voucher.until, day));
    let mut usable: Vec<&Voucher> = valid.collect();
    // A stable sort keeps the listed order of vouchers with the same expiry date.
    let expiry = |voucher: &Voucher| (voucher.until.is_none(), voucher.until);
    sort_by(&mut usable, |one, other| expiry(one).cmp(&expiry(other)));
    usable
}
