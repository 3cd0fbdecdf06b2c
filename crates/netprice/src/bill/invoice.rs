//! The bill: how minimums, vouchers, tax and rounding turn effective cost into the amount due.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::agreement::billing::{Billing, LineMinimum, Voucher};
use crate::agreement::scope::{ChargeKey, Scope};
use crate::book::price_book::RoundingPolicy;
use crate::book::tax::{Tax, TaxInclusion};
use crate::problem::{Problem, Problems};
use crate::rating::charge::{Charge, UsageCharge};
use crate::rating::context::Context;
use crate::rating::ledger::Sum;
use crate::value::day::Day;
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
    /// The change of amounts by rounding, stage by stage.
    pub rounded: Rounded,
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
    /// The changes by rounding before the bill. The parts of a split line all carry the slices of
    /// the whole line, so each line counts once.
    fn at_list(items: &[Item<'_>], currency: Currency) -> Result<Self, ValueProblem> {
        let zero = Money::zero(currency);
        let slices = items.iter().filter_map(|item| item.usage);
        let mut slices = slices.flat_map(UsageCharge::list_slices);
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
    /// The tax added to the lines above.
    Tax,
    /// The change of the bill by rounding its sum.
    InvoiceRounding,
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
}

impl fmt::Display for BillItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(line) => write!(f, "{line}"),
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
            Self::Tax => f.write_str("tax"),
            Self::InvoiceRounding => f.write_str("rounding of the bill"),
        }
    }
}

/// Computes the bill for charges.
///
/// The lines are computed in this order: each usage line at effective cost, its covered and
/// uncovered parts together, and each unused commitment, rounded by the policy; line minimums; the
/// bill's minimum, then its maximum; vouchers, earliest expiry first, then in their listed order,
/// each paying at most what the charges in its scope still owe; the tax, unless the prices include
/// it; the rounding of the sum. Each is a separate line, and the lines add up exactly.
///
/// A rounding policy in `billing` replaces the price book's line and invoice stages; the stages
/// before the bill always follow the price book.
///
/// A voucher's threshold is compared with the charges in its scope before any voucher is applied.
/// The bill's minimum and maximum belong to no charge, so only a voucher for everything pays for
/// them; no voucher pays more than the bill still comes to.
///
/// The running time grows with the number of charges times the number of vouchers and line
/// minimums.
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
    let vouchers = billing.vouchers.iter().enumerate();
    let undated = vouchers.filter(|(_, voucher)| voucher.until.is_some() && context.day.is_none());
    let undated = undated.map(|(index, _)| {
        let path = Path::from("billing").field("vouchers").index(index);
        Problem::NoDay.at(path.field("until"))
    });
    Problems::none_of(undated)?;
    let policy = billing.rounding.unwrap_or(context.book.rounding);
    let draft = Draft::of(charges, context, policy);
    let done = draft.and_then(|draft| draft.finish(policy, tax, billing));
    done.map_err(|problem| problem.at("billing").into())
}

/// A charge on the bill, with the amount of it that is still owed.
struct Item<'a> {
    key: ChargeKey<'a>,
    /// The first part of the usage line; `None` for unused commitment.
    usage: Option<&'a UsageCharge>,
    /// The effective cost before rounding, as it is shown.
    cost: Money,
    /// What the exact amount still owed has beyond the amount that is shown.
    left_over: Ratio,
    /// The amount still owed, without the bill's minimum and maximum.
    owed: Money,
}

impl Item<'_> {
    fn name(&self, charge: &Charge) -> BillItem {
        match charge {
            Charge::Usage(charge) => BillItem::Usage(charge.line.clone()),
            Charge::UnusedCommitment(charge) => BillItem::UnusedCommitment {
                commitment: charge.commitment.clone(),
                time_block: charge.time_block.clone(),
            },
            Charge::Fee(charge) => BillItem::Fee(charge.fee.clone()),
        }
    }
}

/// A bill under construction.
struct Draft<'a> {
    currency: Currency,
    day: Option<Day>,
    lines: Vec<BillLine>,
    items: Vec<Item<'a>>,
    rounded: Rounded,
}

impl<'a> Draft<'a> {
    fn of(
        charges: &'a [Charge],
        context: &Context<'a>,
        policy: RoundingPolicy,
    ) -> Result<Self, ValueProblem> {
        let currency = context.book.currency;
        let (items, firsts) = items(charges, context)?;
        let mut draft = Self {
            currency,
            day: context.day,
            lines: Vec::new(),
            rounded: Rounded::at_list(&items, currency)?,
            items,
        };
        for (item, first) in draft.items.iter_mut().zip(firsts) {
            let name = item.name(first);
            draft.lines.push(BillLine {
                kind: BillLineKind::Charge(name.clone()),
                amount: item.cost,
            });
            if let Some(rounding) = policy.line {
                item.owed = rounded(item.cost, item.left_over, rounding)?;
                item.left_over = Ratio::ZERO;
            }
            let moved = item.owed.minus(item.cost)?;
            draft.rounded.line = draft.rounded.line.plus(moved)?;
            if !moved.is_zero() {
                let kind = BillLineKind::LineRounding(name);
                draft.lines.push(BillLine {
                    kind,
                    amount: moved,
                });
            }
        }
        Ok(draft)
    }

    fn finish(
        mut self,
        policy: RoundingPolicy,
        tax: Option<Tax>,
        billing: &Billing,
    ) -> Result<Bill, ValueProblem> {
        let zero = Money::zero(self.currency);
        for minimum in &billing.line_minimums {
            self.line_minimum(minimum)?;
        }
        let mut beside = zero;
        // An amount that is brought to a minimum or a maximum leaves nothing over.
        let mut is_exact = false;
        if let Some(minimum) = billing.minimum {
            let lacking = minimum.minus(self.sum()?)?;
            if lacking > zero {
                self.add(BillLineKind::Minimum, lacking);
                is_exact = true;
                beside = beside.plus(lacking)?;
            }
        }
        if let Some(maximum) = billing.maximum {
            let above = maximum.minus(self.sum()?)?;
            if above < zero {
                self.add(BillLineKind::Maximum, above);
                is_exact = true;
                beside = beside.plus(above)?;
            }
        }
        self.vouchers(&billing.vouchers, beside)?;
        let mut left_over = if is_exact {
            Ratio::ZERO
        } else {
            Sum::of(self.items.iter().map(|item| item.left_over))?.get()?
        };
        let mut of_tax = zero;
        if let Some(tax) = tax {
            let sum = self.sum()?;
            let exact = tax.of(left_over.plus(sum.amount().into())?)?;
            of_tax = Money::new(exact.shown()?, self.currency);
            if tax.listed == TaxInclusion::BeforeTax {
                self.add(BillLineKind::Tax, of_tax);
                left_over = left_over.plus(exact)?.minus(of_tax.amount().into())?;
            }
        }
        let sum = self.sum()?;
        let moved = match policy.invoice {
            Some(rounding) => rounded(sum, left_over, rounding)?.minus(sum)?,
            None => zero,
        };
        self.rounded.invoice = moved;
        if !moved.is_zero() {
            self.add(BillLineKind::InvoiceRounding, moved);
        }
        Ok(Bill {
            amount_due: self.sum()?,
            tax: of_tax,
            rounded: self.rounded,
            lines: self.lines,
        })
    }

    fn add(&mut self, kind: BillLineKind, amount: Money) {
        self.lines.push(BillLine { kind, amount });
    }

    fn sum(&self) -> Result<Money, ValueProblem> {
        Money::sum(self.currency, self.lines.iter().map(|line| line.amount))
    }

    fn line_minimum(&mut self, minimum: &LineMinimum) -> Result<(), ValueProblem> {
        let mut added = Vec::new();
        for item in &mut self.items {
            let lacking = minimum.amount.minus(item.owed)?;
            let Some(usage) = item.usage.filter(|_| minimum.scope.matches(&item.key)) else {
                continue;
            };
            if lacking > Money::zero(self.currency) {
                item.owed = minimum.amount;
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

    /// Applies vouchers; `beside` is the change by the minimum and maximum of the bill as a whole.
    fn vouchers(&mut self, vouchers: &[Voucher], beside: Money) -> Result<(), ValueProblem> {
        let came_to: Vec<Money> = self.items.iter().map(|item| item.owed).collect();
        let mut beside = beside;
        for voucher in usable(vouchers, self.day) {
            let reached = self.in_scope(&voucher.scope, |index, _| came_to.get(index).copied())?;
            let is_below = |least: Money| reached.amount() < least.amount();
            if voucher.at_least.is_some_and(is_below) {
                continue;
            }
            let mut payable = self.in_scope(&voucher.scope, |_, item| Some(item.owed))?;
            if voucher.scope.is_everything() {
                payable = payable.plus(beside)?;
            }
            // What the maximum took off the whole bill is no longer owed by any part of it.
            let pays = voucher.amount.min(payable)?.min(self.sum()?)?;
            if pays <= Money::zero(self.currency) {
                continue;
            }
            let taken_off = Money::zero(self.currency).minus(pays)?;
            self.add(BillLineKind::Voucher(voucher.id.clone()), taken_off);
            let left = self.pay(&voucher.scope, pays)?;
            beside = beside.minus(left)?;
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

/// The items of a bill in the order of their first charges, and that first charge of each item.
fn items<'a>(
    charges: &'a [Charge],
    context: &Context<'a>,
) -> Result<(Vec<Item<'a>>, Vec<&'a Charge>), ValueProblem> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let mut firsts = Vec::new();
    let mut by_line: BTreeMap<&LineId, usize> = BTreeMap::new();
    for charge in charges {
        let cost = charge.costs().effective;
        let usage = charge.usage();
        let left_over = charge.left_over();
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
        firsts.push(charge);
        items.push(Item {
            key: charge.key(context),
            usage,
            cost,
            left_over,
            owed: cost,
        });
    }
    Ok((items, firsts))
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
