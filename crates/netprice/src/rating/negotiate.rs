//! Applies the terms of a contract in listed order, from list to contracted cost.

use crate::value::problem::ValueProblem;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::agreement::scope::{ChargeKey, Scope};
use crate::agreement::terms::{PriceChange, RateTable, Term, Terms};
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Costs, LeftOver, UsageCharge};
use crate::rating::context::{BookTerms, Context};
use crate::rating::ledger::{Ledger, ListLedger, Sum, share_of};
use crate::rating::meter::Segment;
use crate::rating::rate::{TierSelectors, rate_segment};
use crate::rating::step::{Reason, Step};
use crate::value::allocate::{self, allocate};
use crate::value::day::Day;
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::id::{LineId, PurchaseOption, Service, SkuId, TermId};
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// A charge between list and contracted cost, while terms are applied.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The usage line.
    pub line: LineId,
    /// The first day of the usage, if it is not that of the whole usage.
    pub day: Option<Day>,
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
    /// Both costs before they are rounded to 12 decimals.
    pub exact: Exact,
    /// The steps to that cost; the first ends at the list cost.
    pub steps: Vec<Step>,
}

/// The costs of a draft before they are rounded to 12 decimals.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    /// The list cost.
    pub list: Ratio,
    /// The cost after the terms applied so far.
    pub now: Ratio,
}

impl Draft {
    /// Converts the draft to a charge before commitments, whose effective cost is its contracted
    /// cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub(crate) fn charge(mut self) -> Result<UsageCharge, ValueProblem> {
        self.steps.shrink_to_fit();
        Ok(UsageCharge {
            left_over: LeftOver::of(self.left_over()?),
            line: self.line,
            day: self.day,
            covered_by: None,
            sku: self.sku,
            service: self.service,
            purchase_option: self.purchase_option,
            quantity: self.used,
            costs: Costs {
                list: self.list,
                contracted: self.now,
                effective: self.now,
                billed: self.now,
            },
            steps: self.steps,
        })
    }

    /// What the cost left over when it was rounded to 12 decimals.
    fn left_over(&self) -> Result<Ratio, ValueProblem> {
        self.exact.now.minus(self.now.amount().into())
    }

    /// Adds a step to an exact amount, which the ledger shows at 12 decimals.
    fn step(
        &mut self,
        reason: Reason,
        exact: Ratio,
        ledger: &mut Ledger,
    ) -> Result<(), ValueProblem> {
        let from = self.now;
        let to = if exact == self.exact.now {
            from
        } else {
            Money::new(ledger.show(exact)?, from.currency())
        };
        self.steps.push(Step { reason, from, to });
        (self.now, self.exact.now) = (to, exact);
        Ok(())
    }
}

/// Applies the terms of a contract to charges, in their listed order.
///
/// A term that applies on the day changes the charges in its scope; each starts from the exact
/// result of the term before. Results are shown at 12 decimals; what this rounding leaves over goes
/// to the next charge, so that the charges add up to their rounded sum. An amount that is shared by
/// charges (`amount_off`, `by_spend`) is split to 12 decimals. No cost falls below zero.
/// [`PriceChange`] describes each change.
///
/// # Errors
/// With paths from `terms`: [`Problem::NoDay`] for a dated term and usage without a day,
/// [`ValueProblem::CurrencyMismatch`] for an amount in another currency, those of
/// [`price_segment`](crate::rating::rate::price_segment) for an agreed price, and [`ValueProblem::TooLarge`].
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
    if term.is_dated() && lacks_day(charges, context) {
        return Err(Problem::NoDay.at(date_of(term)));
    }
    let mut chosen: Vec<&mut Draft> = charges
        .iter_mut()
        .filter(|charge| applies(term, charge, context))
        .collect();
    let at = |problem: Problem| problem.at(Path::default());
    let changed = match &term.change {
        PriceChange::Additive(terms) => additive(terms, &mut chosen, context),
        PriceChange::BestOf(terms) => best_of(terms, &mut chosen, context),
        PriceChange::FirstOf(terms) => first_of(terms, &mut chosen, context),
        PriceChange::AmountOff(off) => amount_off(&term.id, *off, &mut chosen, context).map_err(at),
        PriceChange::BySpend(table) => by_spend(&term.id, table, &mut chosen, context).map_err(at),
        PriceChange::ByQuantity(table) => by_quantity(&term.id, table, &mut chosen).map_err(at),
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::Fixed(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => {
            let mut ledger = Ledger::empty();
            let mut chosen = chosen.into_iter();
            let changed =
                chosen.try_for_each(|charge| change_one(term, charge, &context.book, &mut ledger));
            changed.map_err(at)
        }
    };
    changed.map_err(|located: Located| located.under("change"))
}

/// Whether a charge has no day of its own and the whole usage has none.
fn lacks_day(charges: &[Draft], context: Context<'_>) -> bool {
    let mut charges = charges.iter();
    context.day.is_none() && charges.any(|charge| charge.day.is_none())
}

/// Whether a term is in force on the day of a charge in its scope.
fn applies(term: &Term, charge: &Draft, context: Context<'_>) -> bool {
    term.holds_on(charge.day.or(context.day)) && in_scope(&term.scope, charge, context)
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
fn change_one(
    term: &Term,
    charge: &mut Draft,
    terms: &BookTerms,
    ledger: &mut Ledger,
) -> Result<(), Problem> {
    let id = term.id.clone();
    let Exact { list, now } = charge.exact;
    let in_currency = |amount: Money| -> Result<Ratio, ValueProblem> {
        // The sum is refused where the currencies differ.
        charge.now.plus(amount)?;
        Ok(amount.amount().into())
    };
    let (reason, to) = match &term.change {
        PriceChange::Pay(pay) => {
            let (term, pay) = (id, *pay);
            (Reason::Pay { term, pay }, share_of(now, pay.paid().into())?)
        }
        PriceChange::UnitOff(off) => {
            let units = charge.segment.quantity()?.exact();
            let off_all = in_currency(*off)?.times(units)?;
            let (term, off) = (id, *off);
            (Reason::UnitOff { term, off }, less(now, off_all)?)
        }
        PriceChange::Fixed(price) => {
            let (segment, selectors) = (&charge.segment, charge.selectors);
            let mut shown = ListLedger::after(*ledger, terms.rounding);
            let (slices, to) = rate_segment(price, segment, selectors, terms, &mut shown)?;
            (Reason::Fixed { term: id, slices }, to)
        }
        PriceChange::NotBelow(pay) => {
            let (term, pay) = (id, *pay);
            let to = now.max(list.times(pay.paid().into())?);
            (Reason::NotBelow { term, pay }, to)
        }
        PriceChange::NotAbove(pay) => {
            let (term, pay) = (id, *pay);
            let to = now.min(list.times(pay.paid().into())?);
            (Reason::NotAbove { term, pay }, to)
        }
        PriceChange::AtLeast(amount) => {
            let to = now.max(in_currency(*amount)?);
            let (term, amount) = (id, *amount);
            (Reason::AtLeast { term, amount }, to)
        }
        PriceChange::AtMost(amount) => {
            let to = now.min(in_currency(*amount)?);
            let (term, amount) = (id, *amount);
            (Reason::AtMost { term, amount }, to)
        }
        PriceChange::AmountOff(_)
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
    if !is_bound || to != now {
        charge.step(reason, to, ledger)?;
    }
    Ok(())
}

/// Subtracts an amount, down to zero.
fn less(from: Ratio, off: Ratio) -> Result<Ratio, ValueProblem> {
    Ok(from.minus(off)?.max(Ratio::ZERO))
}

/// The exact sum of the charges.
fn total(charges: &[&mut Draft]) -> Result<Ratio, ValueProblem> {
    Sum::of(charges.iter().map(|charge| charge.exact.now))?.get()
}

/// Splits a total to be paid over the charges in proportion to their cost, to 12 decimals.
fn share_out(charges: &mut [&mut Draft], paid: Ratio, reason: &Reason) -> Result<(), Problem> {
    let weights: Vec<Decimal> = charges.iter().map(|charge| charge.now.amount()).collect();
    if weights.iter().all(Decimal::is_zero) {
        return Ok(());
    }
    if paid == total(charges)? {
        for charge in charges.iter_mut() {
            charge.step(reason.clone(), charge.exact.now, &mut Ledger::empty())?;
        }
        return Ok(());
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let to = allocate::LeftOver::LargestRemainder;
    let split = allocate(paid.shown()?, &weights, unit, to)?;
    for (charge, part) in charges.iter_mut().zip(split.parts) {
        charge.step(reason.clone(), part.into(), &mut Ledger::empty())?;
    }
    Ok(())
}

fn amount_off(
    id: &TermId,
    off: Money,
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Problem> {
    let currency = context.book.currency;
    // The sum is refused where the currencies differ.
    Money::zero(currency).plus(off)?;
    let paid = less(total(charges)?, off.amount().into())?;
    let term = id.clone();
    let reason = Reason::AmountOff { term, off };
    share_out(charges, paid, &reason)
}

fn by_spend(
    id: &TermId,
    table: &RateTable,
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Problem> {
    let in_currency = |amount: Ratio| -> Result<Money, ValueProblem> {
        Ok(Money::new(amount.shown()?, context.book.currency))
    };
    let spend = total(charges)?;
    let exact = paid_of(table, spend)?;
    let (spend, paid) = (in_currency(spend)?, in_currency(exact)?);
    let term = id.clone();
    let reason = Reason::BySpend { term, spend, paid };
    share_out(charges, exact, &reason)
}

fn by_quantity(id: &TermId, table: &RateTable, charges: &mut [&mut Draft]) -> Result<(), Problem> {
    let mut used: BTreeMap<SkuId, Quantity> = BTreeMap::new();
    for charge in charges.iter() {
        let quantity = charge.segment.quantity()?;
        let sum = match used.get(&charge.sku) {
            Some(sum) => {
                let value = sum.exact().plus(quantity.exact())?;
                Quantity::new(value, sum.unit().clone())?
            }
            None => quantity,
        };
        used.insert(charge.sku.clone(), sum);
    }
    let mut shares: BTreeMap<&SkuId, Ratio> = BTreeMap::new();
    for (sku, quantity) in &used {
        let share = if quantity.exact().is_zero() {
            Ratio::ONE
        } else {
            paid_of(table, quantity.exact())?.over(quantity.exact())?
        };
        shares.insert(sku, share);
    }
    let mut ledger = Ledger::empty();
    for charge in charges.iter_mut() {
        let (Some(quantity), Some(share)) = (used.get(&charge.sku), shares.get(&charge.sku)) else {
            continue;
        };
        let reason = Reason::ByQuantity {
            term: id.clone(),
            quantity: quantity.clone(),
            paid_share: NonNegative::new(share.shown()?)?,
        };
        let to = share_of(charge.exact.now, *share)?;
        charge.step(reason, to, &mut ledger)?;
    }
    Ok(())
}

/// The part of an amount that is paid under a rate table.
fn paid_of(table: &RateTable, amount: Ratio) -> Result<Ratio, ValueProblem> {
    match table {
        RateTable::Graduated(tiers) => tiers.iter().try_fold(Ratio::ZERO, |paid, tier| {
            let from = Ratio::from(tier.from.get());
            let end = tier
                .up_to
                .map_or(amount, |end| amount.min(end.get().into()));
            let within = end.max(from).minus(from)?;
            paid.plus(share_of(within, tier.pay.paid().into())?)
        }),
        RateTable::AllUnits { tiers, bound } => {
            let mut tiers = tiers.iter();
            let tier = tiers.find(|tier| bound.holds(tier.up_to, amount));
            let pay = tier.map_or(Discount::NONE, |tier| tier.pay);
            share_of(amount, pay.paid().into())
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
    let starts: Vec<Draft> = charges.iter().map(|charge| (**charge).clone()).collect();
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("additive").index(index));
        // Each term starts from the same amounts.
        let mut copies = starts.clone();
        apply_term(term, &mut copies, context).map_err(at)?;
        let mut ledger = Ledger::empty();
        for ((charge, copy), start) in charges.iter_mut().zip(copies).zip(&starts) {
            let changed = copy.exact.now != start.exact.now;
            let Some(step) = copy.steps.last().filter(|_| changed) else {
                continue;
            };
            let to = start.exact.now.minus(copy.exact.now);
            let to = to.and_then(|off| less(charge.exact.now, off));
            let stepped = to.and_then(|to| charge.step(step.reason.clone(), to, &mut ledger));
            stepped.map_err(|problem| at(problem.at(Path::default())))?;
        }
    }
    Ok(())
}

fn best_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let mut best: Option<(Ratio, Vec<Draft>)> = None;
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("best_of").index(index));
        let copies = tried(term, charges, context).map_err(at)?;
        let sum = Sum::of(copies.iter().map(|charge| charge.exact.now)).and_then(Sum::get);
        let sum = sum.map_err(|problem| at(problem.at(Path::default())))?;
        if best.as_ref().is_none_or(|(least, _)| sum < *least) {
            best = Some((sum, copies));
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
    let is_undated = context.day.is_none() && charges.iter().any(|charge| charge.day.is_none());
    let undated = |term: &Term| term.is_dated() && is_undated;
    if let Some(index) = terms.iter().position(undated) {
        let date = terms.get(index).map_or("from", date_of);
        return Err(Problem::NoDay.at(at(index).field(date)));
    }
    let days: BTreeSet<Option<Day>> = charges.iter().map(|charge| charge.day).collect();
    for day in days {
        let of_day = charges.iter_mut().filter(|charge| charge.day == day);
        let mut of_day: Vec<&mut Draft> = of_day.map(|charge| &mut **charge).collect();
        let holds = |term: &Term| of_day.iter().any(|charge| applies(term, charge, context));
        let first = terms.iter().enumerate().find(|(_, term)| holds(term));
        let Some((index, term)) = first else {
            continue;
        };
        let copies = tried(term, &of_day, context).map_err(|located| located.under(at(index)))?;
        replace(&mut of_day, copies);
    }
    Ok(())
}
