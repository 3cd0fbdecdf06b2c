//! The bill: how minimums, vouchers, tax and rounding turn effective cost into the amount due.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::agreement::billing::{Billing, LineMinimum, TaxRate, Voucher};
use crate::agreement::scope::{ChargeKey, Scope};
use crate::bill::spread::rounded_to_sum;
use crate::book::price_book::{RoundingPolicy, TaxUnit};
use crate::book::tax::{Tax, TaxInclusion};
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Charge, LeftOver, OneOffReason, UsageCharge};
use crate::rating::context::Context;
use crate::rating::ledger::Sum;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{CommitmentId, LineId, TermId, TimeBlockId};
use crate::value::money::{Currency, Money, Rounding};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A bill: the amount due and the lines that make it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// The lines, in the order in which they are computed.
    pub lines: Vec<BillLine>,
    /// The exact sum of the lines.
    pub amount_due: Money,
    /// The tax included in the amount due.
    pub tax: Money,
    /// The credit that is carried over to the next bill, as no amount due is below zero.
    pub carried_over: Money,
    /// The change of amounts by rounding, stage by stage.
    pub rounded: Rounded,
    /// What the amount due has left over of its exact amount, and the rounding of the bill, for a
    /// bill that is paid in another currency.
    #[serde(skip)]
    pub(crate) unrounded: Unrounded,
}

/// An amount due before the rounding of the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unrounded {
    /// The exact amount less the amount due.
    left_over: LeftOver,
    rounding: Option<Rounding>,
}

impl Bill {
    /// The amount due in another currency: the exact amount times the rate, rounded once.
    ///
    /// A bill that is rounded to the smallest unit of its currency is rounded to that of the other
    /// one: 100.00 USD at 0.92345 are 92.35 EUR, and at 152.405 they are 15,241 JPY. Otherwise the
    /// decimals of its rounding are kept, or 12 if it is not rounded.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    ///
    /// Source of the first example: FOCUS specification, issue 1997 (the total is converted).
    pub(crate) fn paid_in(&self, to: Currency, rate: Ratio) -> Result<Money, ValueProblem> {
        let due = self.amount_due;
        let exact = self.unrounded.left_over.get().plus(due.amount().into())?;
        let exact = exact.times(rate)?;
        let amount = match self.unrounded.rounding {
            Some(rounding) if rounding.places == due.currency().minor_digits() => {
                exact.rounded(Rounding {
                    places: to.minor_digits(),
                    ..rounding
                })?
            }
            Some(rounding) => exact.rounded(rounding)?,
            None => exact.shown()?,
        };
        Ok(Money::new(amount, to))
    }
}

/// Prints the lines, then the amount due.
impl fmt::Display for Bill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for BillLine { kind, amount } in &self.lines {
            write!(f, "{kind}: ")?;
            fmt::Display::fmt(amount, f)?;
            writeln!(f)?;
        }
        f.write_str("amount due: ")?;
        fmt::Display::fmt(&self.amount_due, f)
    }
}

/// The changes of amounts by the rounding policy, summed per stage; negative for a reduction.
///
/// A unit price of 0.0049 rounded to cents is 0, a change of −4.9 over 1,000 units. A policy
/// without rounding changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounded {
    /// The change of the list cost by rounding unit prices, before any term.
    pub unit_price: Money,
    /// The change of the list cost by rounding within tiers, before any term.
    pub tier: Money,
    /// The change of the bill by rounding each charge.
    pub line: Money,
    /// The change of the bill by rounding its sum.
    pub invoice: Money,
}

impl Rounded {
    /// The changes by rounding before the bill. The parts into which commitments split a charge all
    /// carry the slices of the whole charge, so each charge counts once.
    fn at_list(charges: &[Charge], currency: Currency) -> Result<Self, ValueProblem> {
        let zero = Money::zero(currency);
        let mut seen = BTreeSet::new();
        let usage = charges.iter().filter_map(Charge::usage);
        let once = usage.filter(|usage| seen.insert((&usage.line, usage.day)));
        let mut slices = once.flat_map(UsageCharge::list_slices);
        let start = Self {
            unit_price: zero,
            tier: zero,
            line: zero,
            invoice: zero,
        };
        slices.try_fold(start, |sum, slice| {
            Ok(Self {
                unit_price: sum.unit_price.plus(slice.unit_price_rounded_by)?,
                tier: sum.tier.plus(slice.tier_rounded_by)?,
                ..sum
            })
        })
    }

    /// The change of the bill by rounding its charges and its sum.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn on_bill(self) -> Result<Money, ValueProblem> {
        self.line.plus(self.invoice)
    }
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// The reason for the line.
    pub kind: BillLineKind,
    /// The amount; negative for a deduction.
    pub amount: Money,
}

/// The kind of a bill line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillLineKind {
    /// The effective cost of a usage line or of unused commitment.
    Charge(BillItem),
    /// The change of a charge by rounding.
    LineRounding(BillItem),
    /// The top-up of a usage line to its minimum.
    LineMinimum {
        /// The minimum.
        id: TermId,
        /// The usage line.
        line: LineId,
    },
    /// The top-up of the bill to its minimum (true-up).
    Minimum,
    /// The deduction that brings the bill down to its maximum.
    Maximum,
    /// The deduction that a voucher pays.
    Voucher(TermId),
    /// The tax of a rate in percent, added to the lines above.
    Tax(NonNegative),
    /// The change of the bill by rounding its sum.
    InvoiceRounding,
    /// The credit of earlier bills that pays for this one (negative), or the part of a bill below
    /// zero that is carried over to the next (positive).
    CarriedOver,
}

/// The subject of a charge on the bill; the parts of a usage line split by commitments are one
/// item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillItem {
    /// A usage line.
    Usage(LineId),
    /// The unused part of a commitment.
    UnusedCommitment {
        /// The commitment.
        commitment: CommitmentId,
        /// The time block, where the usage has several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_block: Option<TimeBlockId>,
    },
    /// A fee that is a share of the other charges.
    Fee(TermId),
    /// A charge that no usage of the period causes.
    OneOff(OneOffReason),
}

impl fmt::Display for BillItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(line) => write!(f, "{line}"),
            Self::OneOff(reason) => write!(f, "{reason}"),
            Self::UnusedCommitment {
                commitment,
                time_block,
            } => match time_block {
                Some(block) => write!(f, "{commitment}, unused ({block})"),
                None => write!(f, "{commitment}, unused"),
            },
            Self::Fee(fee) => write!(f, "{fee}"),
        }
    }
}

impl fmt::Display for BillLineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charge(item) => write!(f, "{item}"),
            Self::LineRounding(item) => write!(f, "rounding of {item}"),
            Self::LineMinimum { id, line } => write!(f, "{id}: minimum of {line}"),
            Self::Minimum => f.write_str("minimum of the bill"),
            Self::Maximum => f.write_str("maximum of the bill"),
            Self::Voucher(id) => write!(f, "voucher {id}"),
            Self::Tax(percent) => write!(f, "{percent}% tax"),
            Self::InvoiceRounding => f.write_str("rounding of the bill"),
            Self::CarriedOver => f.write_str("carried over"),
        }
    }
}

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
    let policy = billing.rounding.unwrap_or(context.book.rounding);
    let draft = Draft::of(charges, context, policy);
    let done = draft.and_then(|draft| draft.finish(tax, billing));
    done.map_err(|problem| problem.at("billing").into())
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

/// A charge on the bill, with the amount of it that is still owed.
struct Item<'a> {
    key: ChargeKey<'a>,
    /// The first charge of the item.
    first: &'a Charge,
    /// The billed cost before rounding, as it is shown.
    cost: Money,
    /// What the exact amount still owed has beyond the amount that is shown.
    left_over: Ratio,
    /// The amount still owed, without the bill's minimum and maximum.
    owed: Money,
}

impl Item<'_> {
    fn name(&self) -> BillItem {
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

    fn exact(&self) -> Result<Ratio, ValueProblem> {
        self.left_over.plus(self.owed.amount().into())
    }

    /// Whether it is a correction of an earlier bill, which the minimum and the maximum ignore.
    fn is_correction(&self) -> bool {
        match self.first {
            Charge::OneOff(charge) => matches!(charge.reason, OneOffReason::Correction(_)),
            Charge::Usage(_) | Charge::UnusedCommitment(_) | Charge::Fee(_) => false,
        }
    }
}

/// The change by the minimum and the maximum of the bill as a whole: as it is shown, and what the
/// exact change has beyond it.
struct Beside {
    amount: Money,
    left_over: Ratio,
}

/// A bill under construction.
struct Draft<'a> {
    currency: Currency,
    day: Option<Day>,
    /// The part of the billing period that the usage is of.
    part: Ratio,
    policy: RoundingPolicy,
    lines: Vec<BillLine>,
    items: Vec<Item<'a>>,
    beside: Beside,
    rounded: Rounded,
}

impl<'a> Draft<'a> {
    fn of(
        charges: &'a [Charge],
        context: &Context<'a>,
        policy: RoundingPolicy,
    ) -> Result<Self, ValueProblem> {
        let currency = context.book.currency;
        let mut items = items(charges, context)?;
        let mut rounded = Rounded::at_list(charges, currency)?;
        let mut lines = Vec::new();
        let owed = owed(&items, policy)?;
        for (item, owed) in items.iter_mut().zip(owed) {
            let name = item.name();
            let amount = item.cost;
            lines.push(BillLine {
                kind: BillLineKind::Charge(name.clone()),
                amount,
            });
            if let Some(owed) = owed {
                item.owed = Money::new(owed, currency);
                item.left_over = Ratio::ZERO;
            }
            let moved = item.owed.minus(item.cost)?;
            rounded.line = rounded.line.plus(moved)?;
            if !moved.is_zero() {
                let kind = BillLineKind::LineRounding(name);
                let amount = moved;
                lines.push(BillLine { kind, amount });
            }
        }
        Ok(Self {
            currency,
            day: context.day,
            part: context.part,
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

    fn finish(mut self, tax: Option<Tax>, billing: &Billing) -> Result<Bill, ValueProblem> {
        for minimum in &billing.line_minimums {
            self.line_minimum(minimum)?;
        }
        self.bounds(billing)?;
        self.vouchers(&billing.vouchers)?;
        let (tax, of_tax) = self.tax(tax, &billing.tax_rates)?;
        let left_over = self.items.iter().map(|item| item.left_over);
        let left_over = left_over.chain([self.beside.left_over, of_tax]);
        let mut left_over = Sum::of(left_over)?.get()?;
        let sum = self.sum()?;
        if let Some(rounding) = self.policy.invoice {
            let moved = rounded(sum, left_over, rounding)?.minus(sum)?;
            left_over = left_over.minus(moved.amount().into())?;
            self.rounded.invoice = moved;
            if !moved.is_zero() {
                self.add(BillLineKind::InvoiceRounding, moved);
            }
        }
        let carried_over = self.carry_over(billing.credit)?;
        if !carried_over.is_zero() {
            left_over = Ratio::ZERO;
        }
        Ok(Bill {
            amount_due: self.sum()?,
            tax,
            carried_over,
            rounded: self.rounded,
            lines: self.lines,
            unrounded: Unrounded {
                left_over: LeftOver::of(left_over),
                rounding: self.policy.invoice,
            },
        })
    }

    /// An amount for the whole period, for the part of it that the usage is of; rounded as the lines
    /// of the bill, or else as the bill.
    fn for_part(&self, amount: Money) -> Result<Money, ValueProblem> {
        if self.part == Ratio::ONE {
            return Ok(amount);
        }
        let exact = self.part.times(amount.amount().into())?;
        let part = match self.policy.line.or(self.policy.invoice) {
            Some(rounding) => exact.rounded(rounding)?,
            None => exact.shown()?,
        };
        Ok(Money::new(part, amount.currency()))
    }

    /// Brings the bill, without corrections, to its minimum and its maximum.
    fn bounds(&mut self, billing: &Billing) -> Result<(), ValueProblem> {
        let bounds = [
            (billing.minimum, BillLineKind::Minimum),
            (billing.maximum, BillLineKind::Maximum),
        ];
        let counted = || self.items.iter().filter(|item| !item.is_correction());
        let mut shown = Money::sum(self.currency, counted().map(|item| item.owed))?;
        let left_over = Sum::of(counted().map(|item| item.left_over))?.get()?;
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

    /// Adds the taxes by rate, and returns the tax in all and what showing it left over.
    ///
    /// A charge has the tax of the first rate whose scope it is in, or else the general one.
    fn tax(
        &mut self,
        general: Option<Tax>,
        rates: &[TaxRate],
    ) -> Result<(Money, Ratio), ValueProblem> {
        let mut taxed: Vec<(Tax, Vec<Ratio>)> = Vec::new();
        let mut add = |tax: Option<Tax>, amount: Ratio| {
            let Some(tax) = tax else { return };
            match taxed.iter_mut().find(|(known, _)| *known == tax) {
                Some((_, amounts)) => amounts.push(amount),
                None => taxed.push((tax, vec![amount])),
            }
        };
        for item in &self.items {
            add(TaxRate::of(rates, &item.key).or(general), item.exact()?);
        }
        let beside = self.beside.left_over;
        let beside = beside.plus(self.beside.amount.amount().into())?;
        if !beside.is_zero() || self.items.is_empty() {
            add(general, beside);
        }
        let mut all = Money::zero(self.currency);
        let mut left_over = Ratio::ZERO;
        for (tax, amounts) in taxed {
            let exact = tax_on(tax, &amounts, self.policy)?;
            let amount = Money::new(exact.shown()?, self.currency);
            all = all.plus(amount)?;
            if tax.listed == TaxInclusion::BeforeTax {
                self.add(BillLineKind::Tax(tax.percent), amount);
                left_over = left_over.plus(exact)?.minus(amount.amount().into())?;
            }
        }
        Ok((all, left_over))
    }

    /// Pays the amount due from the credit of earlier bills, or carries an amount below zero over;
    /// returns the credit after the bill.
    fn carry_over(&mut self, credit: Option<Money>) -> Result<Money, ValueProblem> {
        let zero = Money::zero(self.currency);
        let sum = self.sum()?;
        let change = zero.minus(sum.min(credit.unwrap_or(zero))?)?;
        if !change.is_zero() {
            self.add(BillLineKind::CarriedOver, change);
        }
        credit.unwrap_or(zero).plus(change)
    }

    fn add(&mut self, kind: BillLineKind, amount: Money) {
        self.lines.push(BillLine { kind, amount });
    }

    fn sum(&self) -> Result<Money, ValueProblem> {
        Money::sum(self.currency, self.lines.iter().map(|line| line.amount))
    }

    fn line_minimum(&mut self, minimum: &LineMinimum) -> Result<(), ValueProblem> {
        let mut added = Vec::new();
        let least = self.for_part(minimum.amount)?;
        for item in &mut self.items {
            let lacking = least.minus(item.owed)?;
            let usage = item.first.usage();
            let Some(usage) = usage.filter(|_| minimum.scope.matches(&item.key)) else {
                continue;
            };
            if lacking > Money::zero(self.currency) {
                item.owed = least;
                item.left_over = Ratio::ZERO;
                let (id, line) = (minimum.id.clone(), usage.line.clone());
                added.push((BillLineKind::LineMinimum { id, line }, lacking));
            }
        }
        for (kind, lacking) in added {
            self.add(kind, lacking);
        }
        Ok(())
    }

    /// Applies vouchers.
    fn vouchers(&mut self, vouchers: &[Voucher]) -> Result<(), ValueProblem> {
        let came_to: Vec<Money> = self.items.iter().map(|item| item.owed).collect();
        for voucher in usable(vouchers, self.day) {
            let reached = self.in_scope(&voucher.scope, |index, _| came_to.get(index).copied())?;
            let is_below = |least: Money| reached.amount() < least.amount();
            if voucher.at_least.is_some_and(is_below) {
                continue;
            }
            let mut payable = self.in_scope(&voucher.scope, |_, item| Some(item.owed))?;
            if voucher.scope.is_everything() {
                payable = payable.plus(self.beside.amount)?;
            }
            // What the maximum took off the whole bill is no longer owed by any part of it.
            let pays = voucher.amount.min(payable)?.min(self.sum()?)?;
            if pays <= Money::zero(self.currency) {
                continue;
            }
            let taken_off = Money::zero(self.currency).minus(pays)?;
            self.add(BillLineKind::Voucher(voucher.id.clone()), taken_off);
            let left = self.pay(&voucher.scope, pays)?;
            self.beside.amount = self.beside.amount.minus(left)?;
        }
        Ok(())
    }

    /// Sums an amount over the items in a scope.
    fn in_scope(
        &self,
        scope: &Scope,
        amount: impl Fn(usize, &Item<'_>) -> Option<Money>,
    ) -> Result<Money, ValueProblem> {
        let items = self.items.iter().enumerate();
        let items = items.filter(|(_, item)| scope.matches(&item.key));
        Money::sum(
            self.currency,
            items.filter_map(|(index, item)| amount(index, item)),
        )
    }

    /// Pays for the items in a scope, one after the other, and returns what is left of the amount.
    fn pay(&mut self, scope: &Scope, amount: Money) -> Result<Money, ValueProblem> {
        let mut left = amount;
        for item in &mut self.items {
            if scope.matches(&item.key) {
                let part = item.owed.min(left)?;
                item.owed = item.owed.minus(part)?;
                left = left.minus(part)?;
                if item.owed.is_zero() {
                    item.left_over = Ratio::ZERO;
                }
            }
        }
        Ok(left)
    }
}

/// The exact amount that is shown as `amount`, rounded once.
fn rounded(amount: Money, left_over: Ratio, rounding: Rounding) -> Result<Money, ValueProblem> {
    let exact = left_over.plus(amount.amount().into())?;
    Ok(Money::new(exact.rounded(rounding)?, amount.currency()))
}

/// The exact tax on amounts of one rate, rounded as the policy says.
fn tax_on(tax: Tax, amounts: &[Ratio], policy: RoundingPolicy) -> Result<Ratio, ValueProblem> {
    let rounded = |amount: Ratio| -> Result<Ratio, ValueProblem> {
        let exact = tax.of(amount)?;
        match policy.tax {
            Some(rounding) => Ok(exact.rounded(rounding)?.into()),
            None => Ok(exact),
        }
    };
    match policy.tax_on {
        TaxUnit::Bill => rounded(Sum::of(amounts.iter().copied())?.get()?),
        TaxUnit::Charge => {
            let taxes = amounts.iter().map(|amount| rounded(*amount));
            let taxes: Vec<Ratio> = taxes.collect::<Result<_, ValueProblem>>()?;
            Sum::of(taxes)?.get()
        }
    }
}

/// The rounded amounts of the items; `None` where the policy does not round them.
fn owed(items: &[Item<'_>], policy: RoundingPolicy) -> Result<Vec<Option<Decimal>>, ValueProblem> {
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
fn items<'a>(charges: &'a [Charge], context: &Context<'a>) -> Result<Vec<Item<'a>>, ValueProblem> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let mut by_line: BTreeMap<&LineId, usize> = BTreeMap::new();
    for charge in charges {
        let cost = charge.costs().billed;
        let usage = charge.usage();
        // What is left over belongs to the effective cost.
        let left_over = if cost == charge.costs().effective {
            charge.left_over()
        } else {
            Ratio::ZERO
        };
        let known = usage.and_then(|usage| by_line.get(&usage.line));
        if let Some(item) = known.and_then(|index| items.get_mut(*index)) {
            item.cost = item.cost.plus(cost)?;
            item.owed = item.cost;
            item.left_over = item.left_over.plus(left_over)?;
            continue;
        }
        if let Some(usage) = usage {
            by_line.insert(&usage.line, items.len());
        }
        items.push(Item {
            key: charge.key(context),
            first: charge,
            cost,
            left_over,
            owed: cost,
        });
    }
    Ok(items)
}

/// The vouchers that have not expired, the earliest to expire first, then as listed.
fn usable(vouchers: &[Voucher], day: Option<Day>) -> Vec<&Voucher> {
    let has_expired = |voucher: &Voucher| {
        let until = voucher.until.zip(day);
        until.is_some_and(|(until, day)| until < day)
    };
    let mut usable: Vec<&Voucher> = vouchers.iter().filter(|v| !has_expired(v)).collect();
    // A stable sort keeps the listed order of vouchers with the same expiry date.
    usable.sort_by(|a, b| match (a.until, b.until) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    usable
}
