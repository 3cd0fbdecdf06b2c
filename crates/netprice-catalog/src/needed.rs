//! Which pay rate an offer would need, everything else in its contract as it is.

use netprice::error::{Problem, R};
use netprice::money::Money;
use netprice::quote::Total;
use netprice::rate::PayRate;
use netprice::solve::{Ends, NeededRate, needed_rate_between, needed_rate_of};
use netprice::terms::{PriceChange, Term};
use rust_decimal::Decimal;

use crate::answer::price_instead;
#[cfg(doc)]
use crate::answer::price_offer;
use crate::catalog::Catalog;
use crate::plan::Plan;

/// The highest pay rate on everything with which an offer's effective cost is within a target.
///
/// The rate is that of the contract's clause that pays a share of everything, the first if it has
/// several, wherever it is stacked; a contract without one gets it before its other clauses. Floors,
/// tables, amounts off and exchange rates all count, since the offer is priced whole at each rate.
///
/// # Errors
/// [`Problem::CurrencyMismatch`] for a target that is not in the plan's currency, the first of the
/// problems of [`price_offer`], and [`Problem::Empty`] for an offer with a missing price, of which
/// no rate is known.
pub fn needed_pay_rate(
    plan: &Plan,
    offer: usize,
    target: Money,
    catalog: &Catalog,
) -> R<NeededRate> {
    needed_rate_of(target, |pay| cost_at(plan, offer, pay, catalog))
}

/// The effective cost of an offer with nothing and with all of the list price paid, in the clause
/// that [`needed_pay_rate`] speaks of.
///
/// # Errors
/// Those of [`needed_pay_rate`] but for the target.
pub fn ends(plan: &Plan, offer: usize, catalog: &Catalog) -> R<Ends> {
    let cost = |pay: PayRate| cost_at(plan, offer, pay, catalog);
    Ok(Ends {
        nothing: cost(PayRate::of(Decimal::ZERO)?)?,
        list: cost(PayRate::LIST)?,
    })
}

/// The same as [`needed_pay_rate`] where the ends are known: for another target they are the same.
///
/// # Errors
/// Those of [`needed_pay_rate`].
pub fn needed_pay_rate_between(
    plan: &Plan,
    offer: usize,
    target: Money,
    ends: Ends,
    catalog: &Catalog,
) -> R<NeededRate> {
    needed_rate_between(target, ends, |pay| cost_at(plan, offer, pay, catalog))
}

fn cost_at(plan: &Plan, offer: usize, pay: PayRate, catalog: &Catalog) -> R<Money> {
    let mut other = plan.offers.get(offer).ok_or(Problem::Empty)?.clone();
    pay_everything(&mut other.terms.0, pay)?;
    let priced = price_instead(plan, offer, &other, catalog).map_err(|errors| {
        let first = errors.0.into_iter().next();
        first.map_or(Problem::Empty, |error| error.problem)
    })?;
    match priced.quote.total {
        Total::Complete(costs) => Ok(costs.effective),
        Total::Incomplete { .. } => Err(Problem::Empty),
    }
}

/// The plan with another pay rate on everything at an offer, in the clause that
/// [`needed_pay_rate`] speaks of.
///
/// # Errors
/// None that a caller can bring about: the name of a new clause is a name.
///
/// ```
/// use netprice_catalog::needed::{at_pay_rate, pay_rate};
/// use netprice_catalog::plan::Plan;
/// let plan = r#"{ "currency": "USD", "offers": [{ "price_book": "aws-us-east-1" }] }"#;
/// let plan = Plan::from_json(plan).unwrap();
/// assert_eq!(pay_rate(&plan, 0).to_string(), "pay 100%");
/// let plan = at_pay_rate(&plan, 0, "4.5折".parse()?)?;
/// assert_eq!(pay_rate(&plan, 0).to_string(), "pay 45%");
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn at_pay_rate(plan: &Plan, offer: usize, pay: PayRate) -> R<Plan> {
    let mut plan = plan.clone();
    if let Some(offer) = plan.offers.get_mut(offer) {
        pay_everything(&mut offer.terms.0, pay)?;
    }
    Ok(plan)
}

/// The pay rate on everything at an offer; all of the list price, if no clause says otherwise.
#[must_use]
pub fn pay_rate(plan: &Plan, offer: usize) -> PayRate {
    let mut terms = plan.offers.get(offer).map(|offer| offer.terms.0.clone());
    let rate = terms.as_mut().and_then(|terms| whole_pay(terms).copied());
    rate.unwrap_or(PayRate::LIST)
}

fn pay_everything(terms: &mut Vec<Term>, pay: PayRate) -> R<()> {
    match whole_pay(terms) {
        Some(rate) => *rate = pay,
        None => terms.insert(0, Term::new("needed".parse()?, PriceChange::Pay(pay))),
    }
    Ok(())
}

/// The rate of the first clause that pays a share of everything.
fn whole_pay(terms: &mut [Term]) -> Option<&mut PayRate> {
    terms.iter_mut().find_map(|term| match &mut term.change {
        PriceChange::Pay(rate) if term.scope.is_everything() => Some(rate),
        PriceChange::Additive(inner) | PriceChange::BestOf(inner) | PriceChange::FirstOf(inner) => {
            whole_pay(inner)
        }
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::AmountOff(_)
        | PriceChange::Fixed(_)
        | PriceChange::BySpend(_)
        | PriceChange::ByQuantity(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => None,
    })
}
