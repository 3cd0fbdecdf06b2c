//! The published order of a provider's discounts, for terms that state no stage.

use std::fmt;

use netprice::agreement::commitment::Draws;
use netprice::agreement::terms::{PriceChange, Stage, Term};
use netprice::problem::Known;
use netprice::value::id::{Provider, TermId};
use netprice::{Agreement, Citation, PriceBook};
use netprice_catalog::Catalog;
use netprice_catalog::stages::PublishedStage;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, StudyProblem};
use crate::study::Offer;

/// The stage of a term that states none: that at which its provider applies such a discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedStage {
    /// The term.
    pub term: TermId,
    /// The provider that publishes the order.
    pub provider: Provider,
    /// The provider's discount, such as `private_pricing`.
    pub discount: String,
    /// The stage.
    pub stage: Stage,
    /// Whether plans draw the rate after the discount where it is lower than theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lower_of_rates: bool,
    /// The citation of the order.
    pub published: Citation,
}

impl fmt::Display for AppliedStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage: &str = self.stage.into();
        let (term, provider, discount) = (&self.term, &self.provider, &self.discount);
        write!(
            f,
            "{term}: at stage {stage}, as {provider} applies {discount}"
        )?;
        if self.lower_of_rates {
            write!(
                f,
                "; a plan draws the lower of its rate and the rate after it"
            )?;
        }
        let Citation { source, as_of, .. } = &self.published;
        write!(f, " [{source}, {as_of}]")
    }
}

/// Returns the agreement of an offer in the published order of its discounts: each term that states no stage
/// gets the one at which the provider applies such a discount.
///
/// The provider is that of `discount_order`, or of the price book. A group gets a stage if all its terms
/// have the same. A term for which nothing is published applies before commitments.
///
/// # Errors
/// [`StudyProblem::NotPublished`] for a `discount_order` of which no document is known.
pub(crate) fn ordered(
    offer: &Offer,
    book: &PriceBook,
    catalog: &Catalog,
) -> Result<(Agreement, Vec<AppliedStage>), Located> {
    let (mut agreement, mut applied) = (offer.agreement(), Vec::new());
    let states_all = agreement.terms.0.iter().all(|term| term.stage.is_some());
    if states_all && offer.discount_order.is_none() {
        return Ok((agreement, applied));
    }
    let published = catalog.stages();
    let published = published.map_err(|error| StudyProblem::from(error).at("catalog"))?;
    let provider = offer.discount_order.as_ref().unwrap_or(&book.provider);
    let of_provider = || published.iter().filter(|one| one.provider == *provider);
    if offer.discount_order.is_some() && of_provider().next().is_none() {
        let value = provider.to_string();
        let known = published.iter().map(|one| one.provider.to_string());
        let known = Known::near(provider.as_str(), &known.collect::<Vec<String>>());
        return Err(StudyProblem::NotPublished { value, known }.at("discount_order"));
    }
    let terms = agreement.terms.0.iter_mut();
    for term in terms.filter(|term| term.stage.is_none()) {
        let Some(one) = stage_of(term, &of_provider) else {
            continue;
        };
        term.stage = Some(one.stage);
        applied.push(AppliedStage {
            term: term.id.clone(),
            provider: one.provider.clone(),
            discount: one.discount.clone(),
            stage: one.stage,
            lower_of_rates: one.lower_of_rates,
            published: one.published.clone(),
        });
    }
    if applied.iter().any(|one| one.lower_of_rates) {
        let held = agreement.commitments.held.iter_mut();
        for plan in held.filter(|held| matches!(held.draws, Draws::Rates(_))) {
            plan.at_most_contracted = true;
        }
    }
    Ok((agreement, applied))
}

/// The published stage of a term: for a group, that of all its terms.
fn stage_of<'a, I>(term: &Term, published: &impl Fn() -> I) -> Option<&'a PublishedStage>
where
    I: Iterator<Item = &'a PublishedStage>,
{
    use PriceChange::{Additive, BestOf, FirstOf};
    if let Additive(terms) | BestOf(terms) | FirstOf(terms) = &term.change {
        let mut stages = terms.iter().map(|term| stage_of(term, published));
        let first = stages.next()??;
        let is_same = |one: Option<&PublishedStage>| one == Some(first);
        return stages.all(is_same).then_some(first);
    }
    let change: &str = (&term.change).into();
    published().find(|one| one.change == change)
}
