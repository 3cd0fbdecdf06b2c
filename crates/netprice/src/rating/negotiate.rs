//! Applies the terms of a contract in listed order, from list to contracted cost.

use crate::value::problem::ValueProblem;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::agreement::scope::{ChargeKey, Scope};
use crate::agreement::terms::{PriceChange, RateTable, Term, Terms};
use crate::book::price::PriceModel;
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Costs, UsageCharge};
use crate::rating::context::{BookTerms, Context};
use crate::rating::meter::Segment;
use crate::rating::rate::{Fees, TierSelectors, price_segment};
use crate::rating::step::{Reason, Step};
use crate::value::allocate::{LeftOver, allocate};
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::id::{LineId, PurchaseOption, Service, SkuId, TermId};
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::quantity::Quantity;

/// A charge between list and contracted cost, while terms are applied.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The usage line.
    pub line: LineId,
    /// The SKU used.
    pub sku: SkuId,
    /// The service of the SKU.
    pub service: Service,
    /// The purchase option of the SKU.
    pub purchase_option: Option<PurchaseOption>,
    /// The quantity used, in the unit of the SKU, before the SKU's quantity rules.
    pub used: Quantity,
    /// The segment of the line on the count of the SKU.
    pub segment: Segment,
    /// The quantity and the hours that select its tier.
    pub selectors: TierSelectors,
    /// The list cost.
    pub list: Money,
    /// The cost after the terms applied so far.
    pub now: Money,
    /// The steps to that cost; the first ends at the list cost.
    pub steps: Vec<Step>,
}

impl Draft {
    /// Converts the draft to a charge before commitments, whose effective cost is its contracted
    /// cost.
    pub(crate) fn charge(self) -> UsageCharge {
        UsageCharge {
            line: self.line,
            covered_by: None,
            sku: self.sku,
            service: self.service,
            purchase_option: self.purchase_option,
            quantity: self.used,
            costs: Costs {
                list: self.list,
                contracted: self.now,
                effective: self.now,
            },
            steps: self.steps,
        }
    }

    fn step(&mut self, reason: Reason, to: Money) {
        let from = self.now;
        self.steps.push(Step { reason, from, to });
        self.now = to;
    }
}

/// Applies the terms of a contract to charges, in their listed order.
///
/// A term that applies on the day changes the charges in its scope; each starts from the result of
/// the term before, and every result is rounded half-even to 12 decimals. No cost falls below zero.
/// [`PriceChange`] describes each change.
///
/// # Errors
/// With paths from `terms`: [`Problem::NoDay`] for a dated term and usage without a day,
/// [`ValueProblem::CurrencyMismatch`] for an amount in another currency, those of [`price_segment`]
/// for an agreed price, and [`ValueProblem::TooLarge`].
pub fn apply(terms: &Terms, charges: &mut [Draft], context: Context<'_>) -> Result<(), Problems> {
    apply_list(&terms.0, charges, context).map_err(|located| located.under("terms").into())
}

fn apply_list(terms: &[Term], charges: &mut [Draft], context: Context<'_>) -> Result<(), Located> {
    for (index, term) in terms.iter().enumerate() {
        let applied = apply_term(term, charges, context);
        applied.map_err(|located| located.under(Path::default().index(index)))?;
    }
    Ok(())
}

/// The field name of the first date that a term has.
fn date_of(term: &Term) -> &'static str {
    match term.from {
        Some(_) => "from",
        None => "until",
    }
}

fn apply_term(term: &Term, charges: &mut [Draft], context: Context<'_>) -> Result<(), Located> {
    if term.is_dated() && context.day.is_none() {
        return Err(Problem::NoDay.at(date_of(term)));
    }
    if !term.holds_on(context.day) {
        return Ok(());
    }
    let mut chosen: Vec<&mut Draft> = charges
        .iter_mut()
        .filter(|charge| in_scope(&term.scope, charge, context))
        .collect();
    let at = |problem: Problem| problem.at(Path::default());
    let changed = match &term.change {
        PriceChange::Additive(terms) => additive(terms, &mut chosen, context),
        PriceChange::BestOf(terms) => best_of(terms, &mut chosen, context),
        PriceChange::FirstOf(terms) => first_of(terms, &mut chosen, context),
        PriceChange::AmountOff(off) => amount_off(&term.id, *off, &mut chosen, context).map_err(at),
        PriceChange::BySpend(table) => by_spend(&term.id, table, &mut chosen, context).map_err(at),
        PriceChange::ByQuantity(table) => by_quantity(&term.id, table, &mut chosen).map_err(at),
        PriceChange::Fixed(price) => fixed(&term.id, price, &mut chosen, &context.book).map_err(at),
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => chosen
            .into_iter()
            .try_for_each(|charge| change_one(term, charge))
            .map_err(at),
    };
    changed.map_err(|located: Located| located.under("change"))
}

fn in_scope(scope: &Scope, charge: &Draft, context: Context<'_>) -> bool {
    scope.matches(&ChargeKey {
        provider: context.provider,
        region: context.region,
        service: Some(&charge.service),
        sku: Some(&charge.sku),
        purchase_option: charge.purchase_option.as_ref(),
        line: Some(&charge.line),
    })
}

/// Applies a change that depends on one charge only.
fn change_one(term: &Term, charge: &mut Draft) -> Result<(), Problem> {
    let id = term.id.clone();
    let (reason, to) = match &term.change {
        PriceChange::Pay(pay) => {
            let (term, pay) = (id, *pay);
            (Reason::Pay { term, pay }, charge.now.paid_at(pay)?)
        }
        PriceChange::UnitOff(off) => {
            let off_all = off.times(charge.segment.quantity()?.value())?;
            let (term, off) = (id, *off);
            (Reason::UnitOff { term, off }, less(charge.now, off_all)?)
        }
        PriceChange::NotBelow(pay) => {
            let (term, pay) = (id, *pay);
            let to = charge.now.max(charge.list.paid_at(pay)?)?;
            (Reason::NotBelow { term, pay }, to)
        }
        PriceChange::NotAbove(pay) => {
            let (term, pay) = (id, *pay);
            let to = charge.now.min(charge.list.paid_at(pay)?)?;
            (Reason::NotAbove { term, pay }, to)
        }
        PriceChange::AtLeast(amount) => {
            let (term, amount) = (id, *amount);
            let to = charge.now.max(amount)?;
            (Reason::AtLeast { term, amount }, to)
        }
        PriceChange::AtMost(amount) => {
            let (term, amount) = (id, *amount);
            let to = charge.now.min(amount)?;
            (Reason::AtMost { term, amount }, to)
        }
        PriceChange::Fixed(_)
        | PriceChange::AmountOff(_)
        | PriceChange::BySpend(_)
        | PriceChange::ByQuantity(_)
        | PriceChange::Additive(_)
        | PriceChange::BestOf(_)
        | PriceChange::FirstOf(_) => return Ok(()),
    };
    let is_bound = matches!(
        term.change,
        PriceChange::NotBelow(_)
            | PriceChange::NotAbove(_)
            | PriceChange::AtLeast(_)
            | PriceChange::AtMost(_)
    );
    // A floor or a ceiling without effect adds no step.
    if !is_bound || to != charge.now {
        charge.step(reason, to);
    }
    Ok(())
}

fn fixed(
    term: &TermId,
    price: &PriceModel,
    charges: &mut [&mut Draft],
    terms: &BookTerms,
) -> Result<(), Problem> {
    let mut fees = Fees::default();
    for charge in charges {
        let mut selectors = charge.selectors;
        selectors.owes_fee = fees.owed(&charge.sku, price, &charge.segment, selectors);
        let slices = price_segment(price, &charge.segment, selectors, terms)?;
        let to = Money::sum(terms.currency, slices.iter().map(|slice| slice.cost))?;
        let term = term.clone();
        charge.step(Reason::Fixed { term, slices }, to);
    }
    Ok(())
}

/// Subtracts an amount, down to zero.
fn less(from: Money, off: Money) -> Result<Money, Problem> {
    let left = from.minus(off)?;
    Ok(left.max(Money::zero(from.currency()))?)
}

fn total(charges: &[&mut Draft], currency: Currency) -> Result<Money, ValueProblem> {
    Money::sum(currency, charges.iter().map(|charge| charge.now))
}

/// Splits a total to be paid over the charges in proportion to their cost, exactly.
fn share_out(charges: &mut [&mut Draft], paid: Money, reason: &Reason) -> Result<(), Problem> {
    let weights: Vec<Decimal> = charges.iter().map(|charge| charge.now.amount()).collect();
    if weights.iter().all(Decimal::is_zero) {
        return Ok(());
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let split = allocate(paid.amount(), &weights, unit, LeftOver::LargestRemainder)?;
    for (charge, part) in charges.iter_mut().zip(split.parts) {
        charge.step(reason.clone(), Money::new(part, paid.currency()));
    }
    Ok(())
}

fn amount_off(
    id: &TermId,
    off: Money,
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Problem> {
    let paid = less(total(charges, context.book.currency)?, off)?;
    let term = id.clone();
    share_out(charges, paid, &Reason::AmountOff { term, off })
}

fn by_spend(
    id: &TermId,
    table: &RateTable,
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Problem> {
    let spend = total(charges, context.book.currency)?;
    let paid = Money::new(paid_of(table, spend.amount())?, context.book.currency);
    let term = id.clone();
    share_out(charges, paid, &Reason::BySpend { term, spend, paid })
}

fn by_quantity(id: &TermId, table: &RateTable, charges: &mut [&mut Draft]) -> Result<(), Problem> {
    let mut used: BTreeMap<SkuId, Quantity> = BTreeMap::new();
    for charge in charges.iter() {
        let quantity = charge.segment.quantity()?;
        let sum = match used.get(&charge.sku) {
            Some(sum) => {
                let value = decimal::plus(sum.value(), quantity.value())?;
                Quantity::new(value, sum.unit().clone())?
            }
            None => quantity,
        };
        used.insert(charge.sku.clone(), sum);
    }
    let mut shares: BTreeMap<&SkuId, Decimal> = BTreeMap::new();
    for (sku, quantity) in &used {
        let share = if quantity.value().is_zero() {
            Decimal::ONE
        } else {
            decimal::over(paid_of(table, quantity.value())?, quantity.value())?
        };
        shares.insert(sku, share);
    }
    for charge in charges.iter_mut() {
        let (Some(quantity), Some(share)) = (used.get(&charge.sku), shares.get(&charge.sku)) else {
            continue;
        };
        let reason = Reason::ByQuantity {
            term: id.clone(),
            quantity: quantity.clone(),
            paid_share: NonNegative::new(*share)?,
        };
        let to = charge.now.times(*share)?;
        charge.step(reason, to);
    }
    Ok(())
}

/// The part of an amount that is paid under a rate table.
fn paid_of(table: &RateTable, amount: Decimal) -> Result<Decimal, ValueProblem> {
    match table {
        RateTable::Graduated(tiers) => tiers.iter().try_fold(Decimal::ZERO, |paid, tier| {
            let end = tier.up_to.map_or(amount, |end| end.get().min(amount));
            let within = decimal::minus(end.max(tier.from.get()), tier.from.get())?;
            decimal::plus(paid, decimal::times(within, tier.pay.paid())?)
        }),
        RateTable::AllUnits { tiers, bound } => {
            let mut tiers = tiers.iter();
            let tier = tiers.find(|tier| bound.holds(tier.up_to, amount));
            decimal::times(amount, tier.map_or(Discount::NONE, |tier| tier.pay).paid())
        }
    }
}

/// Copies of the charges after a term; the charges themselves are unchanged.
fn tried(term: &Term, charges: &[&mut Draft], context: Context<'_>) -> Result<Vec<Draft>, Located> {
    let mut copies: Vec<Draft> = charges.iter().map(|charge| (**charge).clone()).collect();
    apply_term(term, &mut copies, context)?;
    Ok(copies)
}

fn replace(charges: &mut [&mut Draft], by: Vec<Draft>) {
    for (charge, new) in charges.iter_mut().zip(by) {
        **charge = new;
    }
}

fn additive(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let start: Vec<Money> = charges.iter().map(|charge| charge.now).collect();
    let before: Vec<usize> = charges.iter().map(|charge| charge.steps.len()).collect();
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("additive").index(index));
        let mut copies: Vec<Draft> = charges.iter().map(|charge| (**charge).clone()).collect();
        // Each term starts from the same amounts.
        for (copy, (now, steps)) in copies.iter_mut().zip(start.iter().zip(&before)) {
            copy.now = *now;
            copy.steps.truncate(*steps);
        }
        apply_term(term, &mut copies, context).map_err(at)?;
        for ((charge, copy), start) in charges.iter_mut().zip(copies).zip(&start) {
            let Some(step) = copy.steps.last().filter(|_| copy.now != *start) else {
                continue;
            };
            let to = start.minus(copy.now).map_err(Problem::from);
            let to = to.and_then(|off| less(charge.now, off));
            let to = to.map_err(|problem| at(problem.at(Path::default())))?;
            charge.step(step.reason.clone(), to);
        }
    }
    Ok(())
}

fn best_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let mut best: Option<(Decimal, Vec<Draft>)> = None;
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("best_of").index(index));
        let copies = tried(term, charges, context).map_err(at)?;
        let amounts = copies.iter().map(|charge| charge.now);
        let sum = Money::sum(context.book.currency, amounts);
        let sum = sum.map_err(|problem| at(problem.at(Path::default())))?;
        if best.as_ref().is_none_or(|(least, _)| sum.amount() < *least) {
            best = Some((sum.amount(), copies));
        }
    }
    if let Some((_, copies)) = best {
        replace(charges, copies);
    }
    Ok(())
}

fn first_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let at = |index: usize| Path::from("first_of").index(index);
    // Without a day it is unknown whether a dated term is in force, so it cannot be skipped.
    let undated = |term: &Term| term.is_dated() && context.day.is_none();
    if let Some(index) = terms.iter().position(undated) {
        let date = terms.get(index).map_or("from", date_of);
        return Err(Problem::NoDay.at(at(index).field(date)));
    }
    let applies = |term: &Term| {
        let mut charges = charges.iter();
        let has_charge = charges.any(|charge| in_scope(&term.scope, charge, context));
        term.holds_on(context.day) && has_charge
    };
    let first = terms.iter().enumerate().find(|(_, term)| applies(term));
    let Some((index, term)) = first else {
        return Ok(());
    };
    let copies = tried(term, charges, context).map_err(|located| located.under(at(index)))?;
    replace(charges, copies);
    Ok(())
}
