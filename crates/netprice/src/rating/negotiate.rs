//! Applies the terms of a contract in listed order: before commitments, or after them.

use crate::value::problem::ValueProblem;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::agreement::terms::{PriceChange, RateTable, Stage, Term, Terms};
use crate::book::price::PriceModel;
use crate::problem::{Located, Problem, Problems};
use crate::rating::charge::{Charge, UsageCharge};
use crate::rating::context::{BookTerms, Context};
use crate::rating::draft::{Draft, Exact};
use crate::rating::ledger::{Ledger, ListLedger, Sum, share_of};
use crate::rating::rate::{Fees, rate_segment};
use crate::rating::step::Reason;
use crate::value::allocate::{self, allocate};
use crate::value::day::Day;
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::id::{LineId, SkuId, TermId};
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// Applies the terms of some stages to charges, in their listed order.
///
/// A term that applies on the day changes the charges in its scope and stage; each starts from the
/// exact result of the term before. Results are shown at 12 decimals; what this rounding leaves over
/// goes to the next charge, so that the charges add up to their rounded sum. An amount that is shared
/// by charges (`amount_off`, `by_spend`) is split to 12 decimals. No cost falls below zero.
/// [`PriceChange`] describes each change, [`Stage`] the charges that each stage changes.
///
/// # Errors
/// With paths from `terms`: [`Problem::NoDay`] for a dated term and usage without a day,
/// [`ValueProblem::CurrencyMismatch`] for an amount in another currency, those of
/// [`price_segment`](crate::rating::rate::price_segment) for an agreed price, and [`ValueProblem::TooLarge`].
pub fn apply(
    terms: &Terms,
    stages: &[Stage],
    charges: &mut [Draft],
    context: Context<'_>,
) -> Result<(), Problems> {
    for (index, term) in terms.0.iter().enumerate() {
        if stages.contains(&term.stage) {
            let applied = apply_term(term, charges, context);
            applied.map_err(|located| located.under(Path::from("terms").index(index)))?;
        }
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
    if term.is_dated() && lacks_day(term, charges, context) {
        return Err(Problem::NoDay.at(date_of(term)));
    }
    let mut chosen: Vec<&mut Draft> = charges
        .iter_mut()
        .filter(|draft| is_changed(term, draft, context))
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
        | PriceChange::Markup { .. }
        | PriceChange::UnitOff(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => {
            let mut ledger = Ledger::empty();
            let mut chosen = chosen.into_iter();
            let changed = chosen.try_for_each(|charge| change_one(term, charge, &mut ledger));
            changed.map_err(at)
        }
    };
    changed.map_err(|located: Located| located.under("change"))
}

/// Whether a charge that the stage of a term changes has no day, and the whole usage has none.
fn lacks_day(term: &Term, charges: &[Draft], context: Context<'_>) -> bool {
    let mut charges = charges.iter();
    context.day.is_none()
        && charges.any(|draft| draft.day().is_none() && is_at_stage(term, &draft.charge))
}

/// Whether the stage of a term changes a charge.
fn is_at_stage(term: &Term, charge: &Charge) -> bool {
    match (charge, term.stage) {
        // The fee on the bill is as it is paid; terms change the costs into which it is spread.
        (Charge::OneOff(_), _) => false,
        (_, Stage::BeforeCommitments | Stage::AfterCommitments) => true,
        (_, Stage::Uncovered) => charge.is_uncovered(),
        (_, Stage::CommitmentFees) => !charge.is_uncovered(),
    }
}

/// Whether a term changes a charge: it is in force on the day of the charge, and the charge is at its
/// stage and in its scope.
fn is_changed(term: &Term, draft: &Draft, context: Context<'_>) -> bool {
    let charge = &draft.charge;
    term.holds_on(draft.day().or(context.day))
        && is_at_stage(term, charge)
        && term.scope.matches(&charge.key(&context))
}

/// Applies a change that depends on one charge only.
fn change_one(term: &Term, charge: &mut Draft, ledger: &mut Ledger) -> Result<(), Problem> {
    let id = term.id.clone();
    let Exact { list, now } = charge.exact;
    let in_currency = |amount: Money| -> Result<Ratio, ValueProblem> {
        // The sum is refused where the currencies differ.
        charge.now().plus(amount)?;
        Ok(amount.amount().into())
    };
    let (reason, to) = match &term.change {
        PriceChange::Pay(pay) => {
            let (term, pay) = (id, *pay);
            (Reason::Pay { term, pay }, share_of(now, pay.paid().into())?)
        }
        PriceChange::Markup { percent } => {
            let (term, percent) = (id, *percent);
            let share = Ratio::from(percent.get()).over(100.into())?;
            let to = now.plus(share_of(now, share)?)?;
            (Reason::Markup { term, percent }, to)
        }
        PriceChange::UnitOff(off) => {
            let units = charge
                .charge
                .usage()
                .map_or(Ok(Ratio::ZERO), UsageCharge::units)?;
            let off_all = in_currency(*off)?.times(units)?;
            let (term, off) = (id, *off);
            (Reason::UnitOff { term, off }, less(now, off_all)?)
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
    if !is_bound || to != now {
        charge.step(reason, to, ledger)?;
    }
    Ok(())
}

/// Applies agreed prices; a flat fee of an all-units tier is owed once by the charges of each count.
fn fixed(
    term: &TermId,
    price: &PriceModel,
    charges: &mut [&mut Draft],
    terms: &BookTerms,
) -> Result<(), Problem> {
    let mut fees = Fees::default();
    let mut ledger = Ledger::empty();
    for charge in charges {
        let Some((segment, selectors)) = &charge.rated else {
            continue;
        };
        let mut selectors = *selectors;
        selectors.owes_fee = fees.owed(price, segment, selectors);
        let mut shown = ListLedger::after(ledger, terms.rounding);
        let (slices, to) = rate_segment(price, segment, selectors, terms, &mut shown)?;
        let term = term.clone();
        charge.step(Reason::Fixed { term, slices }, to, &mut ledger)?;
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
    let weights: Vec<Decimal> = charges.iter().map(|charge| charge.now().amount()).collect();
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

/// Pays the share that belongs to the quantity of the SKU, or of each machine where the SKU counts
/// machines apart.
fn by_quantity(id: &TermId, table: &RateTable, charges: &mut [&mut Draft]) -> Result<(), Problem> {
    // The parts of a line that was split by days are the same machines.
    let counted_with = |charge: &UsageCharge| -> Result<_, ValueProblem> {
        let each = charge.of_each_machine()?;
        let apart = each.map(|_| charge.line.clone());
        let units = each.map_or_else(|| charge.units(), Ok)?;
        Ok(((charge.sku.clone(), apart), units))
    };
    let mut counts: BTreeMap<(SkuId, Option<LineId>), Ratio> = BTreeMap::new();
    for charge in charges.iter().filter_map(|draft| draft.charge.usage()) {
        let (key, units) = counted_with(charge)?;
        let sum = counts.entry(key).or_default();
        *sum = sum.plus(units)?;
    }
    let mut shares: BTreeMap<Ratio, Ratio> = BTreeMap::new();
    let mut ledger = Ledger::empty();
    for draft in charges.iter_mut() {
        let Some(charge) = draft.charge.usage() else {
            continue;
        };
        let (key, _) = counted_with(charge)?;
        let counted = counts.get(&key).copied().unwrap_or_default();
        let share = match shares.get(&counted) {
            Some(share) => *share,
            None if counted.is_zero() => Ratio::ONE,
            None => paid_of(table, counted)?.over(counted)?,
        };
        shares.insert(counted, share);
        let reason = Reason::ByQuantity {
            term: id.clone(),
            quantity: Quantity::new(counted, charge.quantity.unit().clone())?,
            paid_share: NonNegative::new(share.shown()?)?,
        };
        let to = share_of(draft.exact.now, share)?;
        draft.step(reason, to, &mut ledger)?;
    }
    Ok(())
}

/// The part of an amount that is paid under a rate table.
pub(crate) fn paid_of(table: &RateTable, amount: Ratio) -> Result<Ratio, ValueProblem> {
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
    // The sums of all reductions so far may be below zero, but no cost is.
    let mut sums: Vec<Ratio> = starts.iter().map(|start| start.exact.now).collect();
    for (index, term) in terms.iter().enumerate() {
        let at = |located: Located| located.under(Path::from("additive").index(index));
        // Each term starts from the same amounts.
        let mut copies = starts.clone();
        apply_term(term, &mut copies, context).map_err(at)?;
        let mut ledger = Ledger::empty();
        let totals = sums.iter_mut().zip(&starts);
        for ((charge, copy), (sum, start)) in charges.iter_mut().zip(copies).zip(totals) {
            let changed = copy.exact.now != start.exact.now;
            let Some(step) = copy.charge.steps().last().filter(|_| changed) else {
                continue;
            };
            let off = start.exact.now.minus(copy.exact.now);
            let stepped = off.and_then(|off| {
                *sum = sum.minus(off)?;
                charge.step(step.reason.clone(), (*sum).max(Ratio::ZERO), &mut ledger)
            });
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
    let is_undated = context.day.is_none() && charges.iter().any(|charge| charge.day().is_none());
    let undated = |term: &Term| term.is_dated() && is_undated;
    if let Some(index) = terms.iter().position(undated) {
        let date = terms.get(index).map_or("from", date_of);
        return Err(Problem::NoDay.at(at(index).field(date)));
    }
    let days: BTreeSet<Option<Day>> = charges.iter().map(|charge| charge.day()).collect();
    for day in days {
        let of_day = charges.iter_mut().filter(|charge| charge.day() == day);
        let mut of_day: Vec<&mut Draft> = of_day.map(|charge| &mut **charge).collect();
        let holds = |term: &Term| {
            of_day
                .iter()
                .any(|charge| is_changed(term, charge, context))
        };
        let first = terms.iter().enumerate().find(|(_, term)| holds(term));
        let Some((index, term)) = first else {
            continue;
        };
        let copies = tried(term, &of_day, context).map_err(|located| located.under(at(index)))?;
        replace(&mut of_day, copies);
    }
    Ok(())
}
