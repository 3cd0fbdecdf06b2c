//! Step 3: the negotiated price.

use rust_decimal::Decimal;

use crate::allocate::{LeftOver, allocate};
use crate::decimal::{self, Amount};
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::id::{LineId, Provider, PurchaseOption, Region, Service, SkuId, TermId};
use crate::list::{Chosen, Listing, slices};
use crate::measure::Segment;
use crate::money::{Currency, Money};
use crate::price::PriceModel;
use crate::published::Day;
use crate::quantity::Quantity;
use crate::rate::PayRate;
use crate::step::{Reason, Step};
use crate::terms::{Named, PriceChange, RateTable, Scope, Term, Terms};

/// What the terms are applied to: where, in which currency, on which day.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The provider of the price book.
    pub provider: &'a Provider,
    /// The region of the price book.
    pub region: &'a Region,
    /// In which currency the price book lists, and where it rounds.
    pub listing: &'a Listing,
    /// The day of the usage.
    pub day: Option<Day>,
}

/// A charge on its way from list to contracted cost.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The usage line.
    pub line: LineId,
    /// Its SKU.
    pub sku: SkuId,
    /// The family of the SKU.
    pub service: Service,
    /// How the SKU is bought.
    pub purchase_option: Option<PurchaseOption>,
    /// How much was used, in the unit of the SKU, before the rules of its count.
    pub used: Quantity,
    /// Where the line lies on the count of the SKU.
    pub segment: Segment,
    /// What else chose its price.
    pub chosen: Chosen,
    /// Its list cost.
    pub list: Money,
    /// What is left to pay so far.
    pub now: Money,
    /// How that came about; the first step ends at the list cost.
    pub steps: Vec<Step>,
}

impl Draft {
    fn step(&mut self, reason: Reason, to: Money) {
        let from = self.now;
        self.steps.push(Step { reason, from, to });
        self.now = to;
    }
}

/// Applies the terms of a contract to charges, in their listed order.
///
/// A term changes the charges in its scope that it holds for on the day; each starts from what the
/// one before left, and every result is rounded half-even to 12 decimals. Nothing falls below
/// zero. See [`PriceChange`] for what each does.
///
/// # Errors
/// With fields from `terms`: [`Problem::NoDay`] for a dated term and usage without a day,
/// [`Problem::CurrencyMismatch`] for an amount in another currency, [`Problem::UnitMismatch`] for
/// quantities of several units in one table, and [`Problem::TooLarge`].
pub fn apply(
    terms: &Terms,
    charges: &mut [Draft],
    setting: Setting<'_>,
) -> Result<(), PricingErrors> {
    apply_list(&terms.0, charges, setting, "terms").map_err(PricingErrors::from)
}

fn apply_list(
    terms: &[Term],
    charges: &mut [Draft],
    setting: Setting<'_>,
    field: &str,
) -> Result<(), PricingError> {
    for (index, term) in terms.iter().enumerate() {
        apply_term(term, charges, setting, &format!("{field}[{index}]"))?;
    }
    Ok(())
}

fn apply_term(
    term: &Term,
    charges: &mut [Draft],
    setting: Setting<'_>,
    field: &str,
) -> Result<(), PricingError> {
    if term.is_dated() && setting.day.is_none() {
        return Err(Problem::NoDay.at(format!("{field}.from")));
    }
    if !term.holds_on(setting.day) {
        return Ok(());
    }
    let change = format!("{field}.change");
    let mut chosen: Vec<&mut Draft> = charges
        .iter_mut()
        .filter(|charge| in_scope(&term.scope, charge, setting))
        .collect();
    let at = |problem: Problem| problem.at(change.clone());
    match &term.change {
        PriceChange::Additive(terms) => additive(terms, &mut chosen, setting, &change),
        PriceChange::BestOf(terms) => best_of(terms, &mut chosen, setting, &change),
        PriceChange::FirstOf(terms) => first_of(terms, &mut chosen, setting, &change),
        PriceChange::AmountOff(off) => amount_off(&term.id, *off, &mut chosen, setting).map_err(at),
        PriceChange::BySpend(table) => by_spend(&term.id, table, &mut chosen, setting).map_err(at),
        PriceChange::ByQuantity(table) => by_quantity(&term.id, table, &mut chosen).map_err(at),
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::Fixed(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => chosen
            .into_iter()
            .try_for_each(|charge| change_one(term, charge, setting.listing))
            .map_err(at),
    }
}

fn in_scope(scope: &Scope, charge: &Draft, setting: Setting<'_>) -> bool {
    scope.matches(&Named {
        provider: setting.provider,
        region: setting.region,
        service: &charge.service,
        sku: &charge.sku,
        purchase_option: charge.purchase_option.as_ref(),
        line: &charge.line,
    })
}

/// A change that looks at one charge only.
fn change_one(term: &Term, charge: &mut Draft, listing: &Listing) -> R<()> {
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
        PriceChange::Fixed(price) => fixed(id, price, charge, listing)?,
        PriceChange::NotBelow(pay) => {
            let (term, pay) = (id, *pay);
            let to = highest(charge.now, charge.list.paid_at(pay)?)?;
            (Reason::NotBelow { term, pay }, to)
        }
        PriceChange::NotAbove(pay) => {
            let (term, pay) = (id, *pay);
            let to = lowest(charge.now, charge.list.paid_at(pay)?)?;
            (Reason::NotAbove { term, pay }, to)
        }
        PriceChange::AtLeast(amount) => {
            let (term, amount) = (id, *amount);
            let to = highest(charge.now, amount)?;
            (Reason::AtLeast { term, amount }, to)
        }
        PriceChange::AtMost(amount) => {
            let (term, amount) = (id, *amount);
            let to = lowest(charge.now, amount)?;
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
    // A bound that does not bind is no step.
    if !is_bound || to != charge.now {
        charge.step(reason, to);
    }
    Ok(())
}

fn highest(a: Money, b: Money) -> R<Money> {
    let difference = a.minus(b)?;
    Ok(if difference.amount() < Decimal::ZERO {
        b
    } else {
        a
    })
}

fn lowest(a: Money, b: Money) -> R<Money> {
    let difference = a.minus(b)?;
    Ok(if difference.amount() > Decimal::ZERO {
        b
    } else {
        a
    })
}

fn fixed(
    term: TermId,
    price: &PriceModel,
    charge: &Draft,
    listing: &Listing,
) -> R<(Reason, Money)> {
    let slices = slices(price, &charge.segment, charge.chosen, listing)?;
    let to = Money::sum(listing.currency, slices.iter().map(|slice| slice.cost))?;
    Ok((Reason::Fixed { term, slices }, to))
}

/// What is left of an amount, down to nothing.
fn less(from: Money, off: Money) -> R<Money> {
    let left = from.minus(off)?;
    match left.amount() < Decimal::ZERO {
        true => Ok(Money::zero(from.currency())),
        false => Ok(left),
    }
}

fn total(charges: &[&mut Draft], currency: Currency) -> R<Money> {
    Money::sum(currency, charges.iter().map(|charge| charge.now))
}

/// Splits what is to be paid of a total over its charges by what they cost, to the last digit.
fn share_out(charges: &mut [&mut Draft], paid: Money, reason: &Reason) -> R<()> {
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

fn amount_off(id: &TermId, off: Money, charges: &mut [&mut Draft], setting: Setting<'_>) -> R<()> {
    let paid = less(total(charges, setting.listing.currency)?, off)?;
    let term = id.clone();
    share_out(charges, paid, &Reason::AmountOff { term, off })
}

fn by_spend(
    id: &TermId,
    table: &RateTable,
    charges: &mut [&mut Draft],
    setting: Setting<'_>,
) -> R<()> {
    let spend = total(charges, setting.listing.currency)?;
    let paid = Money::new(paid_of(table, spend.amount())?, setting.listing.currency);
    let term = id.clone();
    share_out(charges, paid, &Reason::BySpend { term, spend, paid })
}

fn by_quantity(id: &TermId, table: &RateTable, charges: &mut [&mut Draft]) -> R<()> {
    let mut used: Vec<(SkuId, Quantity)> = Vec::new();
    for charge in charges.iter() {
        let quantity = charge.segment.quantity()?;
        match used.iter_mut().find(|(sku, _)| *sku == charge.sku) {
            Some((_, sum)) => {
                let value = decimal::plus(sum.value(), quantity.value())?;
                *sum = Quantity::new(value, sum.unit().clone())?;
            }
            None => used.push((charge.sku.clone(), quantity)),
        }
    }
    for (sku, quantity) in used {
        let share = match quantity.value().is_zero() {
            true => Decimal::ONE,
            false => decimal::over(paid_of(table, quantity.value())?, quantity.value())?,
        };
        for charge in charges.iter_mut().filter(|charge| charge.sku == sku) {
            let reason = Reason::ByQuantity {
                term: id.clone(),
                quantity: quantity.clone(),
                paid_share: Amount::new(share)?,
            };
            let to = charge.now.times(share)?;
            charge.step(reason, to);
        }
    }
    Ok(())
}

/// How much of an amount is paid by a table of rates.
fn paid_of(table: &RateTable, amount: Decimal) -> R<Decimal> {
    match table {
        RateTable::Graduated(tiers) => tiers.iter().try_fold(Decimal::ZERO, |paid, tier| {
            let end = tier.up_to.map_or(amount, |end| end.get().min(amount));
            let within = decimal::minus(end.max(tier.from.get()), tier.from.get())?;
            decimal::plus(paid, decimal::times(within, tier.pay.paid())?)
        }),
        RateTable::AllUnits { tiers, bound } => {
            let mut tiers = tiers.iter();
            let tier = tiers.find(|tier| bound.holds(tier.up_to, amount));
            decimal::times(amount, tier.map_or(PayRate::FULL, |tier| tier.pay).paid())
        }
    }
}

/// The charges as they would be after a term, without changing them.
fn tried(
    term: &Term,
    charges: &[&mut Draft],
    setting: Setting<'_>,
    field: &str,
) -> Result<Vec<Draft>, PricingError> {
    let mut copies: Vec<Draft> = charges.iter().map(|charge| (**charge).clone()).collect();
    apply_term(term, &mut copies, setting, field)?;
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
    setting: Setting<'_>,
    field: &str,
) -> Result<(), PricingError> {
    let field = format!("{field}.additive");
    let start: Vec<Money> = charges.iter().map(|charge| charge.now).collect();
    let before: Vec<usize> = charges.iter().map(|charge| charge.steps.len()).collect();
    for (index, term) in terms.iter().enumerate() {
        let at = format!("{field}[{index}]");
        let mut copies: Vec<Draft> = charges.iter().map(|charge| (**charge).clone()).collect();
        // Each term starts from where all of them start.
        for (copy, (now, steps)) in copies.iter_mut().zip(start.iter().zip(&before)) {
            copy.now = *now;
            copy.steps.truncate(*steps);
        }
        apply_term(term, &mut copies, setting, &at)?;
        for ((charge, copy), start) in charges.iter_mut().zip(copies).zip(&start) {
            let Some(step) = copy.steps.last().filter(|_| copy.now != *start) else {
                continue;
            };
            let off = start
                .minus(copy.now)
                .map_err(|problem| problem.clone().at(at.clone()))?;
            let to = less(charge.now, off).map_err(|problem| problem.at(at.clone()))?;
            charge.step(step.reason.clone(), to);
        }
    }
    Ok(())
}

fn best_of(
    terms: &[Term],
    charges: &mut [&mut Draft],
    setting: Setting<'_>,
    field: &str,
) -> Result<(), PricingError> {
    let field = format!("{field}.best_of");
    let mut best: Option<(Decimal, Vec<Draft>)> = None;
    for (index, term) in terms.iter().enumerate() {
        let at = format!("{field}[{index}]");
        let copies = tried(term, charges, setting, &at)?;
        let sum = Money::sum(
            setting.listing.currency,
            copies.iter().map(|charge| charge.now),
        );
        let sum = sum.map_err(|problem| problem.at(at))?.amount();
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
    setting: Setting<'_>,
    field: &str,
) -> Result<(), PricingError> {
    // Without a day a dated term is neither in force nor out of it, so none can be passed over.
    let undated = |term: &Term| term.is_dated() && setting.day.is_none();
    if let Some(index) = terms.iter().position(undated) {
        return Err(Problem::NoDay.at(format!("{field}.first_of[{index}].from")));
    }
    let applies = |term: &Term| {
        let has_charge = charges
            .iter()
            .any(|charge| in_scope(&term.scope, charge, setting));
        term.holds_on(setting.day) && has_charge
    };
    let first = terms.iter().enumerate().find(|(_, term)| applies(term));
    let Some((index, term)) = first else {
        return Ok(());
    };
    let at = format!("{field}.first_of[{index}]");
    let copies = tried(term, charges, setting, &at)?;
    replace(charges, copies);
    Ok(())
}
