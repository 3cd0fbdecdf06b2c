//! From effective cost to the amount to pay: minimums, vouchers, tax, rounding.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::id::{LineId, TermId};
use crate::money::{Currency, Money};
use crate::price_book::RoundingPolicy;
use crate::published::Day;
use crate::quote::{Charge, ChargeKind, Quote};
use crate::tax::{Listed, Tax};
use crate::terms::Scope;

/// What is agreed on the bill as a whole, beyond the price of each charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Billing {
    /// The least that each charge in a scope costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line_minimums: Vec<LineMinimum>,
    /// The least that the bill comes to: with 100, one of 80 gets a true-up of 20, one of 120 none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
    /// The most that the bill comes to: with 100, one of 120 gets 20 taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Money>,
    /// Vouchers and credits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<Voucher>,
    /// Where this customer's bill rounds, instead of where the price book says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<RoundingPolicy>,
}

impl Billing {
    /// Whether nothing is agreed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The least that each charge in a scope costs: with 5, charges of 2, 5 and 8 get 3, 0 and 0 more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineMinimum {
    /// Its name.
    pub id: TermId,
    /// The charges; all, if it names nothing.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The least that each costs.
    pub amount: Money,
}

/// A voucher (代金券) or credit: an amount that pays for charges in its scope, and for no more.
///
/// 50 off a bill of 80 leaves 30, off one of 40 leaves nothing and 10 of it unused. With a threshold
/// (满减) of 100 it pays nothing of 99.99 and 50 of 100. It can be used on its last day and not after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voucher {
    /// Its name.
    pub id: TermId,
    /// How much it pays at most.
    pub amount: Money,
    /// What the charges in its scope must come to for it to be used at all (满减).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// The charges that it pays for; all, if it names nothing.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The last day that it can be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// The amount to pay, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bill {
    /// Its lines, in the order in which they are worked out.
    pub lines: Vec<BillLine>,
    /// The sum of the lines, exactly.
    pub billed: Money,
    /// The tax within the amount to pay.
    pub tax: Money,
    /// What rounding moved, stage by stage.
    pub rounded: Rounded,
}

/// What the rounding policy moved, up or down, in sum over each stage.
///
/// 0.0049 a unit rounded to cents is 0: over 1,000 units that moved −4.9. A policy that rounds
/// nowhere moves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rounded {
    /// What rounding unit prices moved of the list cost, before any term.
    pub unit_price: Money,
    /// What rounding within tiers moved of the list cost, before any term.
    pub tier: Money,
    /// What rounding the charges moved of the bill.
    pub line: Money,
    /// What rounding the whole moved of the bill.
    pub invoice: Money,
}

impl Rounded {
    /// What the stages before the bill moved.
    fn at_list(quote: &Quote) -> R<Self> {
        let zero = Money::zero(quote.currency);
        let slices = quote.charges.iter().flat_map(Charge::list_slices);
        let start = Self {
            unit_price: zero,
            tier: zero,
            line: zero,
            invoice: zero,
        };
        slices.into_iter().try_fold(start, |sum, slice| {
            Ok(Self {
                unit_price: sum.unit_price.plus(slice.unit_price_rounded_by)?,
                tier: sum.tier.plus(slice.tier_rounded_by)?,
                ..sum
            })
        })
    }

    /// What rounding moved of the bill itself.
    ///
    /// # Errors
    /// [`Problem::TooLarge`] beyond 28 digits.
    pub fn on_bill(self) -> R<Money> {
        self.line.plus(self.invoice)
    }
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BillLine {
    /// What it is for.
    pub kind: BillLineKind,
    /// How much; negative for what is taken off.
    pub amount: Money,
}

/// What a line of a bill is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BillLineKind {
    /// The effective cost of a charge.
    Charge(LineId),
    /// What rounding a charge moved.
    LineRounding(LineId),
    /// What a charge lacks to its minimum.
    LineMinimum {
        /// The minimum.
        id: TermId,
        /// The charge.
        line: LineId,
    },
    /// What the bill lacks to its minimum (true-up).
    Minimum,
    /// What the bill has above its maximum.
    Maximum,
    /// What a voucher pays.
    Voucher(TermId),
    /// The tax on top of the rest.
    Tax,
    /// What rounding the bill moved.
    InvoiceRounding,
}

/// Works out the amount to pay for a quote.
///
/// In this order: each usage line at effective cost, its covered and uncovered parts together, and
/// what commitments had left over, rounded as the policy says; line minimums; the
/// bill's minimum, then its maximum; vouchers, the earliest to expire first, then in their listed
/// order, each paying at most what the charges in its scope still owe; the tax, if it is not in the
/// prices; the rounding of the whole. Each is a line of its own, and the lines add up exactly.
///
/// A billing with a rounding of its own puts it in place of the policy's line and invoice stages;
/// the stages before the quote are the price book's.
///
/// A threshold looks at what the charges in the voucher's scope came to before any voucher.
/// What minimums and maximums add or take belongs to no charge, so that only a voucher for
/// everything pays for it.
///
/// # Errors
/// With fields from `billing`: [`Problem::NoDay`] for a voucher that expires and usage without a
/// day, [`Problem::CurrencyMismatch`], [`Problem::TooLarge`].
pub fn bill(
    quote: &Quote,
    policy: RoundingPolicy,
    tax: Option<Tax>,
    billing: &Billing,
    day: Option<Day>,
) -> Result<Bill, PricingErrors> {
    let undated = |(_, voucher): &(usize, &Voucher)| voucher.until.is_some() && day.is_none();
    let vouchers = billing.vouchers.iter().enumerate();
    let undated: Vec<PricingError> = vouchers
        .filter(undated)
        .map(|(index, _)| Problem::NoDay.at(format!("billing.vouchers[{index}].until")))
        .collect();
    if !undated.is_empty() {
        return Err(PricingErrors(undated));
    }
    let policy = billing.rounding.unwrap_or(policy);
    let draft = Draft::of(quote, policy);
    let done = draft.and_then(|draft| draft.finish(policy, tax, billing, day));
    done.map_err(|problem| problem.at("billing").into())
}

/// A bill being worked out.
struct Draft<'a> {
    quote: &'a Quote,
    currency: Currency,
    lines: Vec<BillLine>,
    /// What each charge still owes, before what belongs to no charge.
    owed: Vec<(&'a Charge, Money)>,
    rounded: Rounded,
}

impl<'a> Draft<'a> {
    fn of(quote: &'a Quote, policy: RoundingPolicy) -> R<Self> {
        let currency = quote.currency;
        let mut draft = Self {
            quote,
            currency,
            lines: Vec::new(),
            owed: Vec::new(),
            rounded: Rounded::at_list(quote)?,
        };
        for (position, charge) in quote.charges.iter().enumerate() {
            // The parts of a line that commitments split are one line of the bill.
            let mut before = quote.charges.iter().take(position);
            if before.any(|before| before.line == charge.line) {
                continue;
            }
            let parts = quote.charges.iter().skip(position);
            let parts = parts.filter(|part| part.line == charge.line);
            let cost = Money::sum(currency, parts.map(|part| part.costs.effective))?;
            draft.add(BillLineKind::Charge(charge.line.clone()), cost);
            let rounded = cost.round_if(policy.line);
            let kind = BillLineKind::LineRounding(charge.line.clone());
            let moved = rounded.minus(cost)?;
            draft.rounded.line = draft.rounded.line.plus(moved)?;
            draft.add_unless_zero(kind, moved);
            draft.owed.push((charge, rounded));
        }
        Ok(draft)
    }

    fn finish(
        mut self,
        policy: RoundingPolicy,
        tax: Option<Tax>,
        billing: &Billing,
        day: Option<Day>,
    ) -> R<Bill> {
        for minimum in &billing.line_minimums {
            self.line_minimum(minimum)?;
        }
        let mut beside = Money::zero(self.currency);
        if let Some(minimum) = billing.minimum {
            let lacking = minimum.minus(self.sum()?)?;
            if lacking.amount() > Decimal::ZERO {
                self.add(BillLineKind::Minimum, lacking);
                beside = beside.plus(lacking)?;
            }
        }
        if let Some(maximum) = billing.maximum {
            let above = maximum.minus(self.sum()?)?;
            if above.amount() < Decimal::ZERO {
                self.add(BillLineKind::Maximum, above);
                beside = beside.plus(above)?;
            }
        }
        self.vouchers(&billing.vouchers, beside, day)?;
        let mut of_tax = Money::zero(self.currency);
        if let Some(tax) = tax {
            of_tax = tax.of(self.sum()?)?;
            if tax.listed == Listed::BeforeTax {
                self.add(BillLineKind::Tax, of_tax);
            }
        }
        let sum = self.sum()?;
        let moved = sum.round_if(policy.invoice).minus(sum)?;
        self.rounded.invoice = moved;
        self.add_unless_zero(BillLineKind::InvoiceRounding, moved);
        Ok(Bill {
            billed: self.sum()?,
            tax: of_tax,
            rounded: self.rounded,
            lines: self.lines,
        })
    }

    fn add(&mut self, kind: BillLineKind, amount: Money) {
        self.lines.push(BillLine { kind, amount });
    }

    fn add_unless_zero(&mut self, kind: BillLineKind, amount: Money) {
        if !amount.is_zero() {
            self.add(kind, amount);
        }
    }

    fn sum(&self) -> R<Money> {
        Money::sum(self.currency, self.lines.iter().map(|line| line.amount))
    }

    fn line_minimum(&mut self, minimum: &LineMinimum) -> R<()> {
        let mut added = Vec::new();
        for (charge, owed) in &mut self.owed {
            let lacking = minimum.amount.minus(*owed)?;
            let is_usage = !matches!(charge.kind, ChargeKind::Unused(_));
            if is_usage
                && minimum.scope.holds(self.quote, charge)
                && lacking.amount() > Decimal::ZERO
            {
                *owed = minimum.amount;
                let (id, line) = (minimum.id.clone(), charge.line.clone());
                added.push((BillLineKind::LineMinimum { id, line }, lacking));
            }
        }
        for (kind, lacking) in added {
            self.add(kind, lacking);
        }
        Ok(())
    }

    /// Uses vouchers; `beside` is what minimums and maximums did to the bill as a whole.
    fn vouchers(&mut self, vouchers: &[Voucher], beside: Money, day: Option<Day>) -> R<()> {
        let came_to: Vec<Money> = self.owed.iter().map(|(_, owed)| *owed).collect();
        let expired = |voucher: &Voucher| {
            voucher
                .until
                .zip(day)
                .is_some_and(|(until, day)| until < day)
        };
        let mut usable: Vec<&Voucher> = vouchers.iter().filter(|v| !expired(v)).collect();
        // A stable sort keeps the listed order of those that expire together.
        usable.sort_by(|a, b| match (a.until, b.until) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        let mut beside = beside;
        for voucher in usable {
            let pays_all = voucher.scope.is_everything();
            let in_scope: Vec<bool> = self
                .owed
                .iter()
                .map(|(charge, _)| voucher.scope.holds(self.quote, charge))
                .collect();
            let of_scope = |amounts: &[Money]| {
                let amounts = amounts.iter().zip(&in_scope).filter(|(_, is_in)| **is_in);
                Money::sum(self.currency, amounts.map(|(amount, _)| *amount))
            };
            let reached = of_scope(&came_to)?;
            if voucher
                .at_least
                .is_some_and(|least| reached.amount() < least.amount())
            {
                continue;
            }
            let still: Vec<Money> = self.owed.iter().map(|(_, owed)| *owed).collect();
            let mut payable = of_scope(&still)?;
            if pays_all {
                payable = payable.plus(beside)?;
            }
            let zero = Money::zero(self.currency);
            let mut pays = voucher.amount.minus(zero)?;
            if payable.amount() < pays.amount() {
                pays = payable;
            }
            if pays.amount() <= Decimal::ZERO {
                continue;
            }
            self.add(BillLineKind::Voucher(voucher.id.clone()), zero.minus(pays)?);
            let mut left = pays;
            for ((_, owed), is_in) in self.owed.iter_mut().zip(&in_scope) {
                if *is_in {
                    let part = if owed.amount() < left.amount() {
                        *owed
                    } else {
                        left
                    };
                    *owed = owed.minus(part)?;
                    left = left.minus(part)?;
                }
            }
            beside = beside.minus(left)?;
        }
        Ok(())
    }
}
