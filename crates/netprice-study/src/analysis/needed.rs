//! Needed discounts: the discount with which an offer reaches a target, all other terms unchanged.

use netprice::agreement::terms::{PriceChange, Stage, Term};
use netprice::inverse::target::{CostRange, NeededDiscount, needed_discount_between};
use netprice::value::id::OfferId;
use netprice::value::path::Path;
use netprice::{Discount, Money};
use netprice_catalog::Catalog;

#[cfg(doc)]
use crate::compare::price_offer;
use crate::compare::{Quoting, price_instead};
use crate::overrides;
use crate::problem::{Problems, StudyProblem};
use crate::study::{Offer, Study};

/// Finds the smallest discount on everything with which an offer's effective cost is within a target.
///
/// It varies the first term that discounts everything, also inside a stacked term; an agreement without
/// such a term gets one before its other terms. Floors, tables, amounts off and exchange rates all
/// count, since the offer is fully priced at each discount.
///
/// # Errors
/// A problem for a target in another currency than the study's, the problems of [`price_offer`], and a
/// problem for a missing price, without which there is no total.
pub fn needed_discount(
    study: &Study,
    offer: &OfferId,
    target: Money,
    catalog: &Catalog,
) -> Result<NeededDiscount, Problems> {
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    needed_by(study, offer, target, None, (&catalog, Quoting::whole()))
}

/// Calculates the effective cost of an offer at 100% off and at 0% off, in the term that
/// [`needed_discount`] varies.
///
/// # Errors
/// The problems of [`needed_discount`], except those of the target.
pub fn cost_range(
    study: &Study,
    offer: &OfferId,
    catalog: &Catalog,
) -> Result<CostRange, Problems> {
    let (catalog, _) = overrides::applied(catalog, &study.overrides);
    range_by(study, offer, (&catalog, Quoting::whole()))
}

/// Finds the same discount as [`needed_discount`] as far as the program can price offers, from a known cost
/// range if there is one: it does not depend on the target. The study's overrides must already be applied to
/// the catalogue.
///
/// # Errors
/// The problems of [`needed_discount`], and that of [`Quoting::of_discount`].
pub fn needed_by(
    study: &Study,
    offer: &OfferId,
    target: Money,
    known: Option<CostRange>,
    prices: (&Catalog, Quoting),
) -> Result<NeededDiscount, Problems> {
    let ends = match known {
        Some(ends) => ends,
        None => range_by(study, offer, prices)?,
    };
    needed_discount_between(target, ends, |pay| cost_by(study, offer, pay, prices))
}

/// Calculates the same range as [`cost_range`] as far as the program can price offers. The study's overrides
/// must already be applied to the catalogue.
///
/// # Errors
/// The problems of [`cost_range`], and that of [`Quoting::of_discount`].
pub fn range_by(
    study: &Study,
    offer: &OfferId,
    prices: (&Catalog, Quoting),
) -> Result<CostRange, Problems> {
    Ok(CostRange {
        nothing: cost_by(study, offer, Discount::ALL, prices)?,
        list: cost_by(study, offer, Discount::NONE, prices)?,
    })
}

/// Returns the discount on everything at an offer; [`Discount::NONE`] if it has no such term.
///
/// # Errors
/// [`StudyProblem::UnknownOffer`].
pub fn discount(study: &Study, offer: &OfferId) -> Result<Discount, Problems> {
    let (_, offer) = find(study, offer)?;
    let mut terms = offer.terms.0.clone();
    Ok(whole_pay(&mut terms).map_or(Discount::NONE, |pay| *pay))
}

/// Returns the study with another discount on everything at an offer, in the term that
/// [`needed_discount`] varies.
///
/// # Errors
/// [`StudyProblem::UnknownOffer`].
///
/// ```
/// use netprice_study::Study;
/// use netprice_study::analysis::{at_discount, discount};
/// let study = r#"{ "currency": "USD", "offers": [{ "price_book": "aws-us-east-1" }] }"#;
/// let study = Study::from_json(study)?;
/// let offer = "aws-us-east-1".parse()?;
/// assert_eq!(discount(&study, &offer)?.to_string(), "pay 100%");
/// let study = at_discount(&study, &offer, "4.5折".parse()?)?;
/// assert_eq!(discount(&study, &offer)?.to_string(), "pay 45%");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn at_discount(study: &Study, offer: &OfferId, pay: Discount) -> Result<Study, Problems> {
    let (index, found) = find(study, offer)?;
    let changed = paying(found, pay)?;
    let mut study = study.clone();
    if let Some(slot) = study.offers.get_mut(index) {
        *slot = changed;
    }
    Ok(study)
}

fn find<'a>(study: &'a Study, offer: &OfferId) -> Result<(usize, &'a Offer), Problems> {
    let found = study.offer(offer);
    found.map_err(|problem| problem.at("offers").into())
}

/// Calculates the effective cost of an offer at another discount on everything, in the term that
/// [`needed_discount`] varies. The study's overrides must already be applied to the catalogue.
///
/// # Errors
/// The problems of [`needed_discount`], except those of the target.
pub fn cost_with(
    study: &Study,
    offer: &OfferId,
    pay: Discount,
    catalog: &Catalog,
) -> Result<Money, Problems> {
    cost_by(study, offer, pay, (catalog, Quoting::whole()))
}

fn cost_by(
    study: &Study,
    offer: &OfferId,
    pay: Discount,
    prices: (&Catalog, Quoting),
) -> Result<Money, Problems> {
    let (index, found) = find(study, offer)?;
    let priced = price_instead(study, offer, &paying(found, pay)?, prices)?;
    let effective = priced.effective();
    effective.map_err(|problem| {
        let at = Path::from("offers").index(index);
        StudyProblem::from(problem).at(at).into()
    })
}

fn paying(offer: &Offer, pay: Discount) -> Result<Offer, Problems> {
    let mut offer = offer.clone();
    match whole_pay(&mut offer.terms.0) {
        Some(share) => *share = pay,
        None => {
            let name = "needed".parse().map_err(StudyProblem::from);
            let name = name.map_err(|problem| problem.at("terms"))?;
            let term = Term::new(name, PriceChange::Pay(pay));
            offer.terms.0.insert(0, term);
        }
    }
    Ok(offer)
}

/// Returns the discount of the first term that discounts all usage and states no stage after commitments,
/// searching stacked terms too: a discount that is stated for a later stage, such as on fees, is another
/// term of the agreement.
fn whole_pay(terms: &mut [Term]) -> Option<&mut Discount> {
    let before = terms
        .iter_mut()
        .filter(|term| matches!(term.stage, None | Some(Stage::BeforeCommitments)));
    before.into_iter().find_map(|term| match &mut term.change {
        PriceChange::Pay(share) if term.scope.is_everything() => Some(share),
        PriceChange::Additive(inner) | PriceChange::BestOf(inner) | PriceChange::FirstOf(inner) => {
            whole_pay(inner)
        }
        PriceChange::Pay(_)
        | PriceChange::Markup { .. }
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
