//! The published order of a provider's discounts, for terms that state no stage.

use std::fmt;

use netprice::agreement::commitment::{Commitments, Draws};
use netprice::agreement::terms::{PriceChange, Stage, Term};
use netprice::problem::Known;
use netprice::value::id::{Provider, TermId};
use netprice::{Citation, PriceBook, Terms};
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

/// The terms and commitments of an offer in the published order of its discounts.
pub(crate) struct Ordered {
    pub(crate) terms: Terms,
    pub(crate) commitments: Commitments,
    pub(crate) applied: Vec<AppliedStage>,
}

/// Gives each term of an offer that states no stage the one at which the provider applies such a discount.
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
) -> Result<Ordered, Located> {
    let mut ordered = Ordered {
        terms: offer.terms.clone(),
        commitments: offer.commitments.clone(),
        applied: Vec::new(),
    };
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
    let stateless = ordered
        .terms
        .0
        .iter_mut()
        .filter(|term| term.stage.is_none());
    for term in stateless {
        let Some(one) = stage_of(term, &of_provider) else {
            continue;
        };
        term.stage = Some(one.stage);
        ordered.applied.push(AppliedStage {
            term: term.id.clone(),
            provider: one.provider.clone(),
            discount: one.discount.clone(),
            stage: one.stage,
            lower_of_rates: one.lower_of_rates,
            published: one.published.clone(),
        });
    }
    if ordered.applied.iter().any(|one| one.lower_of_rates) {
        let held = ordered.commitments.held.iter_mut();
        for plan in held.filter(|held| matches!(held.draws, Draws::Rates(_))) {
            plan.at_most_contracted = true;
        }
    }
    Ok(ordered)
}

/// The published stage of a term: for a group, that of all its terms.
fn stage_of<'a, I>(term: &Term, published: &impl Fn() -> I) -> Option<&'a PublishedStage>
where
    I: Iterator<Item = &'a PublishedStage>,
{
    match &term.change {
        PriceChange::Additive(terms) | PriceChange::BestOf(terms) | PriceChange::FirstOf(terms) => {
            let mut stages = terms.iter().map(|term| stage_of(term, published));
            let first = stages.next()??;
            let is_same = |one: Option<&PublishedStage>| one == Some(first);
            stages.all(is_same).then_some(first)
        }
        change => {
            let name: &str = change.into();
            published().find(|one| one.change == name)
        }
    }
}
