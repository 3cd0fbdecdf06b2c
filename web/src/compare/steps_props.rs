//! What the steps of a quote are drawn from.

use netprice::value::id::OfferId;
use yew::prelude::*;

use crate::compare::props::Evaluated;
use crate::kit::CatalogProp;
use crate::language::Language;
use crate::language::names::OfferName;

/// The properties of the steps of a quote.
#[derive(Clone, Properties, PartialEq)]
pub struct StepsProps {
    /// The language of the page.
    pub language: Language,
    /// What the study comes to.
    pub evaluation: Evaluated,
    /// The offer.
    pub offer: OfferId,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// What a month may cost, as typed.
    pub budget: String,
    /// The catalog, for its notes.
    pub catalog: CatalogProp,
}
