//! Applies the terms of a contract in listed order: before commitments, or after them.

mod choices;
mod discounts;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::agreement::scope::Selector;
use crate::agreement::terms::{PriceChange, RateTable, Stage, Term, Terms};
use crate::book::price::PriceModel;
use crate::problem::{Located, Problem, Problems};
use crate::rating::bounds::bound;
use crate::rating::charge::{Charge, UsageCharge};
use crate::rating::context::{BookTerms, Context};
use crate::rating::draft::Draft;
use crate::rating::ledger::{Ledger, ListLedger, Sum, share_of};
use crate::rating::rate::{Fees, rate_segment, within};
use crate::rating::step::Reason;
use crate::value::allocate::{self, allocate};
use crate::value::decimal::{self, NonNegative};
use crate::value::discount::Discount;
use crate::value::id::{LineId, SkuId, TermId};
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::{Quantity, Unit};
use crate::value::ratio::Ratio;

/// Applies the change of a term to the charges that it changes.
pub type TermChange = fn(&Term, &mut [&mut Draft], Context<'_>) -> Result<(), Located>;

/// Applies the terms of some stages to charges, in their listed order, by what applies a change.
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
    (terms, change): (&Terms, TermChange),
    stages: &[Stage],
    charges: &mut [Draft],
    context: Context<'_>,
) -> Result<(), Problems> {
    let terms = terms.0.iter().enumerate();
    let terms: Vec<(usize, &Term)> = terms
        .filter(|(_, term)| stages.contains(&term.stage()))
        .collect();
    let are_plain = |one: &(usize, &Term), next: &(usize, &Term)| {
        discounts::is_plain(one.1) && discounts::is_plain(next.1)
    };
    for row in terms.chunk_by(are_plain) {
        let applied = match row {
            [(index, term)] if !discounts::is_plain(term) => {
                let mut charges: Vec<&mut Draft> = charges.iter_mut().collect();
                let applied = apply_term((term, change), &mut charges, context);
                applied.map_err(|located| located.under(Path::default().index(*index)))
            }
            discounts => discounts::apply(discounts, charges, context),
        };
        applied.map_err(|located| located.under("terms"))?;
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

fn apply_term(
    (term, change): (&Term, TermChange),
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    if term.is_dated() && lacks_day(term, charges, context) {
        return Err(Problem::NoDay.at(date_of(term)));
    }
    let scope = term.scope.selector();
    let chosen = charges
        .iter_mut()
        .filter(|draft| is_changed(term, &scope, draft, context));
    let mut chosen: Vec<&mut Draft> = chosen.map(|draft| &mut **draft).collect();
    let changed = change(term, &mut chosen, context);
    changed.map_err(|located| located.under("change"))
}

/// Applies a discount to the charges that it changes.
pub(crate) fn discount(
    term: &Term,
    chosen: &mut [&mut Draft],
    _: Context<'_>,
) -> Result<(), Located> {
    let (PriceChange::Pay(pay), term) = (&term.change, term.id.clone()) else {
        return Ok(());
    };
    let paid = |draft: &Draft| share_of(draft.exact(), pay.paid().into()).map(Some);
    let paid = each(Reason::Pay { term, pay: *pay }, chosen, paid);
    paid.map_err(|problem| problem.at(Path::default()))
}

/// Applies any change.
pub(crate) fn change(
    term: &Term,
    chosen: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Located> {
    let id = &term.id;
    let changed = match &term.change {
        PriceChange::Additive(terms) => return choices::additive(terms, chosen, context),
        PriceChange::BestOf(terms) => return choices::best_of(terms, chosen, context),
        PriceChange::FirstOf(terms) => return choices::first_of(terms, chosen, context),
        PriceChange::AmountOff(off) => amount_off(id, *off, chosen, context),
        PriceChange::BySpend(table) => by_spend(id, table, chosen, context),
        PriceChange::ByQuantity(table) => by_quantity(id, table, chosen),
        PriceChange::Fixed(price) => fixed(id, price, chosen, &context.book),
        PriceChange::AtLeast(amount) => {
            let (term, amount) = (id.clone(), *amount);
            bound(amount, Ratio::max, Reason::AtLeast { term, amount }, chosen)
        }
        PriceChange::AtMost(amount) => {
            let (term, amount) = (id.clone(), *amount);
            bound(amount, Ratio::min, Reason::AtMost { term, amount }, chosen)
        }
        PriceChange::Pay(_) => return discount(term, chosen, context),
        PriceChange::Markup { percent } => {
            let (term, percent) = (id.clone(), *percent);
            let raised = |draft: &Draft| raised(draft.exact(), percent).map(Some);
            each(Reason::Markup { term, percent }, chosen, raised)
        }
        PriceChange::UnitOff(off) => {
            let (term, off) = (id.clone(), *off);
            let lowered = |draft: &Draft| unit_off(draft, off).map(Some);
            each(Reason::UnitOff { term, off }, chosen, lowered)
        }
        PriceChange::NotBelow(pay) => {
            let (term, pay) = (id.clone(), *pay);
            let kept = |draft: &Draft| within_list(draft, pay, Ratio::max);
            each(Reason::NotBelow { term, pay }, chosen, kept)
        }
        PriceChange::NotAbove(pay) => {
            let (term, pay) = (id.clone(), *pay);
            let kept = |draft: &Draft| within_list(draft, pay, Ratio::min);
            each(Reason::NotAbove { term, pay }, chosen, kept)
        }
    };
    changed.map_err(|problem| problem.at(Path::default()))
}

/// Whether a charge that the stage of a term changes has no day, and the whole usage has none.
fn lacks_day(term: &Term, charges: &[&mut Draft], context: Context<'_>) -> bool {
    let mut charges = charges.iter();
    context.day.is_none()
        && charges.any(|draft| draft.day().is_none() && is_at_stage(term, &draft.charge))
}

/// Whether the stage of a term changes a charge.
fn is_at_stage(term: &Term, charge: &Charge) -> bool {
    match (charge, term.stage()) {
        // The fee on the bill is as it is paid; terms change the costs into which it is spread.
        (Charge::OneOff(_), _) => false,
        (_, Stage::BeforeCommitments | Stage::AfterCommitments) => true,
        (_, Stage::Uncovered) => charge.is_uncovered(),
        (_, Stage::CommitmentFees) => !charge.is_uncovered(),
    }
}

/// Whether a term changes a charge: it is in force on the day of the charge, and the charge is at its
/// stage and in its scope.
fn is_changed(term: &Term, scope: &Selector<'_>, draft: &Draft, context: Context<'_>) -> bool {
    let charge = &draft.charge;
    term.holds_on(draft.day().or(context.day))
        && is_at_stage(term, charge)
        && scope.matches(&charge.key(&context))
}

/// Applies a change that depends on one charge only; all charges share its reason.
fn each(
    reason: Reason,
    charges: &mut [&mut Draft],
    changed: impl Fn(&Draft) -> Result<Option<Ratio>, ValueProblem>,
) -> Result<(), Problem> {
    let (reason, mut ledger) = (Arc::new(reason), Ledger::empty());
    for charge in charges {
        // A floor or a ceiling without effect adds no step.
        if let Some(to) = changed(charge)? {
            charge.step(Arc::clone(&reason), to, &mut ledger)?;
        }
    }
    Ok(())
}

fn raised(from: Ratio, percent: NonNegative) -> Result<Ratio, ValueProblem> {
    let share = Ratio::from(percent.get()).over(100.into())?;
    from.plus(share_of(from, share)?)
}

fn unit_off(charge: &Draft, off: Money) -> Result<Ratio, ValueProblem> {
    let usage = charge.charge.usage();
    let units = usage.map_or(Ok(Ratio::ZERO), UsageCharge::units)?;
    // The sum is refused where the currencies differ.
    charge.now().plus(off)?;
    less(charge.exact(), off.exact().times(units)?)
}

/// The cost of a charge kept above or below a share of its list cost; `None` if it is so already.
fn within_list(
    charge: &Draft,
    pay: Discount,
    kept: fn(Ratio, Ratio) -> Ratio,
) -> Result<Option<Ratio>, ValueProblem> {
    let (now, bound) = (charge.exact(), charge.list().times(pay.paid().into())?);
    Ok(Some(kept(now, bound)).filter(|to| *to != now))
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
        let Some(rated) = &charge.rated else {
            continue;
        };
        let (segment, mut selectors, part) = (&rated.0, rated.1, rated.2);
        selectors.owes_fee = fees.owed(price, segment, selectors);
        let mut shown = ListLedger::after(ledger, terms.rounding);
        let terms = BookTerms { part, ..*terms };
        let (slices, to) = rate_segment(price, segment, selectors, &terms, &mut shown)?;
        let term = term.clone();
        charge.step(Arc::new(Reason::Fixed { term, slices }), to, &mut ledger)?;
    }
    Ok(())
}

/// Subtracts an amount, down to zero.
fn less(from: Ratio, off: Ratio) -> Result<Ratio, ValueProblem> {
    Ok(from.minus(off)?.max(Ratio::ZERO))
}

/// The exact sum of the charges.
fn total(charges: &[&mut Draft]) -> Result<Ratio, ValueProblem> {
    Sum::of(charges.iter().map(|charge| charge.exact()))?.get()
}

/// Splits a total to be paid over the charges in proportion to their cost, to 12 decimals.
fn share_out(charges: &mut [&mut Draft], paid: Ratio, reason: Reason) -> Result<(), Problem> {
    let weights: Vec<Decimal> = charges.iter().map(|charge| charge.now().amount()).collect();
    if weights.iter().all(Decimal::is_zero) {
        return Ok(());
    }
    let reason = Arc::new(reason);
    if paid == total(charges)? {
        for charge in charges.iter_mut() {
            charge.step(Arc::clone(&reason), charge.exact(), &mut Ledger::empty())?;
        }
        return Ok(());
    }
    let unit = Decimal::new(1, decimal::PLACES);
    let to = allocate::LeftOver::LargestRemainder;
    let split = allocate(paid.shown()?, &weights, unit, to)?;
    for (charge, part) in charges.iter_mut().zip(split.parts) {
        charge.step(Arc::clone(&reason), part.into(), &mut Ledger::empty())?;
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
    share_out(charges, paid, reason)
}

fn by_spend(
    id: &TermId,
    table: &RateTable,
    charges: &mut [&mut Draft],
    context: Context<'_>,
) -> Result<(), Problem> {
    let currency = context.book.currency;
    let spend = total(charges)?;
    let exact = paid_of(table, spend)?;
    let (spend, paid) = (Money::of(spend, currency)?, Money::of(exact, currency)?);
    let term = id.clone();
    let reason = Reason::BySpend { term, spend, paid };
    share_out(charges, exact, reason)
}

/// What is counted together: a SKU, or each machine of a line where the SKU counts machines apart; the
/// parts of a line are one count.
type Counted = (SkuId, Option<LineId>);

/// What a charge is counted with, and its part of the count.
fn counted(charge: &UsageCharge) -> Result<(Counted, Ratio), ValueProblem> {
    let sku = charge.sku.clone();
    match charge.of_each_machine()? {
        Some(each) => Ok(((sku, Some(charge.line.clone())), each)),
        None => Ok(((sku, None), charge.units()?)),
    }
}

/// Pays the share that belongs to the quantity of the SKU, or of each machine where the SKU counts
/// machines apart.
fn by_quantity(id: &TermId, table: &RateTable, charges: &mut [&mut Draft]) -> Result<(), Problem> {
    let mut counts: BTreeMap<Counted, Ratio> = BTreeMap::new();
    for charge in charges.iter().filter_map(|draft| draft.charge.usage()) {
        let (together, units) = counted(charge)?;
        let count = counts.entry(together).or_default();
        *count = count.plus(units)?;
    }
    let mut shares: BTreeMap<(Ratio, Unit), (Ratio, Arc<Reason>)> = BTreeMap::new();
    let mut ledger = Ledger::empty();
    for draft in charges.iter_mut() {
        let Some(charge) = draft.charge.usage() else {
            continue;
        };
        let (together, _) = counted(charge)?;
        let counted = counts.get(&together).copied().unwrap_or_default();
        let key = (counted, charge.quantity.unit().clone());
        let (share, reason) = match shares.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let (counted, unit) = new.key();
                let known = share_at(id, table, *counted, unit)?;
                new.insert(known)
            }
        };
        let to = share_of(draft.exact(), *share)?;
        draft.step(Arc::clone(reason), to, &mut ledger)?;
    }
    Ok(())
}

/// The share of the price that is paid at a quantity, and the reason that tells it.
fn share_at(
    id: &TermId,
    table: &RateTable,
    counted: Ratio,
    unit: &Unit,
) -> Result<(Ratio, Arc<Reason>), ValueProblem> {
    let share = if counted.is_zero() {
        Ratio::ONE
    } else {
        paid_of(table, counted)?.over(counted)?
    };
    let reason = Reason::ByQuantity {
        term: id.clone(),
        quantity: Quantity::new(counted, unit.clone())?,
        paid_share: NonNegative::new(share.shown()?)?,
    };
    Ok((share, Arc::new(reason)))
}

/// The part of an amount that is paid under a rate table.
pub(crate) fn paid_of(table: &RateTable, amount: Ratio) -> Result<Ratio, ValueProblem> {
    match table {
        RateTable::Graduated(tiers) => tiers.iter().try_fold(Ratio::ZERO, |paid, tier| {
            let within = within(tier.from, tier.up_to, amount)?;
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
