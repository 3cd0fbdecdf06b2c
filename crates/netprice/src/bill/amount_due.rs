//! The amount due: how minimums, vouchers, tax and rounding turn billed cost into it.

use crate::agreement::billing::Billing;
use crate::bill::draft::Draft;
use crate::bill::invoice::{Bill, Unrounded};
use crate::bill::line::BillLineKind;
use crate::book::tax::Tax;
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Charge, LeftOver};
use crate::rating::context::Context;
use crate::rating::ledger::Sum;
use crate::value::day::Day;
use crate::value::id::TermId;
use crate::value::money::{Money, Rounding};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// Computes the bill for charges.
///
/// The lines are computed in this order: each usage line at its billed cost, its covered and
/// uncovered parts together, then unused commitments, fees that are billed as they are paid, fees
/// that are a share of other charges, and corrections, rounded by the policy; line minimums; the bill's minimum, then its maximum, to which
/// corrections do not count; vouchers, earliest expiry first, then in their listed order, each
/// paying at most what the charges in its scope still owe; the tax by rate, unless the prices
/// include it; the rounding of the sum; the credit of earlier bills, or what is carried over of a
/// bill below zero. Each is a separate line, and the lines add up exactly.
///
/// Minimums and the maximum are owed for the part of the period that the usage is of, and rounded
/// like the lines of the bill, or else like the bill.
///
/// A rounding policy in `billing` replaces the price book's line, tax and invoice stages; the stages
/// before the bill always follow the price book.
///
/// A voucher's threshold is compared with the charges in its scope before any voucher is applied.
/// The bill's minimum and maximum belong to no charge, so only a voucher for everything pays for
/// them; no voucher pays more than the bill still comes to.
///
/// The running time grows with the number of charges times the number of vouchers, line
/// minimums and tax rates.
///
/// # Errors
/// With paths from `billing`: [`Problem::NoDay`] for a voucher with an expiry date and usage
/// without a date, [`ValueProblem::CurrencyMismatch`], [`ValueProblem::TooLarge`].
pub fn bill(
    charges: &[Charge],
    context: &Context<'_>,
    tax: Option<Tax>,
    billing: &Billing,
) -> Result<Bill, Problems> {
    Problems::none_of(undated(billing, context.day))?;
    bill_by(charges, context, tax, (billing, all_rules))
}

/// The rules of a bill that come before tax (minimums, the maximum and vouchers): applies them, and returns the
/// vouchers that pay nothing.
pub(crate) type Rules = fn(&mut Draft<'_>, &Billing) -> Result<Vec<TermId>, ValueProblem>;

/// The bill by rules.
pub(crate) fn bill_by(
    charges: &[Charge],
    context: &Context<'_>,
    tax: Option<Tax>,
    (billing, rules): (&Billing, Rules),
) -> Result<Bill, Problems> {
    let policy = billing.rounding.unwrap_or(context.book.rounding);
    let draft = Draft::of(charges, context, policy);
    let done = draft.and_then(|draft| draft.finish(tax, billing, rules));
    done.map_err(|problem| problem.at("billing").into())
}

/// The rules of a bill without terms of its own: none.
pub(crate) fn no_rules(_: &mut Draft<'_>, _: &Billing) -> Result<Vec<TermId>, ValueProblem> {
    Ok(Vec::new())
}

/// All rules of a bill.
pub(crate) fn all_rules(
    bill: &mut Draft<'_>,
    billing: &Billing,
) -> Result<Vec<TermId>, ValueProblem> {
    for minimum in &billing.line_minimums {
        bill.line_minimum(minimum)?;
    }
    bill.bounds(billing)?;
    bill.vouchers(&billing.vouchers)
}

/// The vouchers that expire, for usage without a day.
pub(crate) fn undated(billing: &Billing, day: Option<Day>) -> Vec<Located> {
    let vouchers = billing.vouchers.iter().enumerate();
    let undated = vouchers.filter(|(_, voucher)| voucher.until.is_some() && day.is_none());
    let undated = undated.map(|(index, _)| {
        let path = Path::from("billing").field("vouchers").index(index);
        Problem::NoDay.at(path.field("until"))
    });
    undated.collect()
}

impl Draft<'_> {
    fn finish(
        mut self,
        tax: Option<Tax>,
        billing: &Billing,
        rules: Rules,
    ) -> Result<Bill, ValueProblem> {
        let unused_vouchers = rules(&mut self, billing)?;
        let (tax, of_tax) = self.tax(tax, &billing.tax_rates)?;
        let left_over = self.items.iter().map(|item| item.left_over.get());
        let left_over = left_over.chain([self.beside.left_over, of_tax]);
        let mut left_over = Sum::of(left_over)?.get()?;
        let mut sum = self.sum()?;
        if let Some(rounding) = self.policy.invoice {
            let moved = rounded(sum, left_over, rounding)?.minus(sum)?;
            left_over = left_over.minus(moved.amount().into())?;
            self.rounded.invoice = moved;
            sum = sum.plus(moved)?;
            if !moved.is_zero() {
                self.add(BillLineKind::InvoiceRounding, moved);
            }
        }
        let (carried_over, amount_due) = self.carry_over(sum, billing.credit)?;
        if !carried_over.is_zero() {
            left_over = Ratio::ZERO;
        }
        self.lines.shrink_to_fit();
        Ok(Bill {
            amount_due,
            tax,
            carried_over,
            unused_vouchers,
            rounded: self.rounded,
            lines: self.lines,
            unrounded: Unrounded {
                left_over: LeftOver::of(left_over),
                rounding: self.policy.invoice,
            },
        })
    }

    /// Pays the sum of the bill from the credit of earlier bills, or carries an amount below zero over;
    /// returns the credit after the bill, and the amount due.
    fn carry_over(
        &mut self,
        sum: Money,
        credit: Option<Money>,
    ) -> Result<(Money, Money), ValueProblem> {
        let zero = Money::zero(self.currency);
        let change = zero.minus(sum.min(credit.unwrap_or(zero))?)?;
        if !change.is_zero() {
            self.add(BillLineKind::CarriedOver, change);
        }
        Ok((credit.unwrap_or(zero).plus(change)?, sum.plus(change)?))
    }
}

/// The exact amount that is shown as `amount`, rounded once.
fn rounded(amount: Money, left_over: Ratio, rounding: Rounding) -> Result<Money, ValueProblem> {
    let exact = left_over.plus(amount.amount().into())?;
    Ok(Money::new(exact.rounded(rounding)?, amount.currency()))
}
