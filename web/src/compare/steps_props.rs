//! The properties of the steps of a quote.

use netprice::NonNegative;
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
    /// The answer to the study.
    pub evaluation: Evaluated,
    /// The offer.
    pub offer: OfferId,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The monthly budget, in the currency of the comparison.
    pub budget: Option<NonNegative>,
    /// The catalogue.
    pub catalog: CatalogProp,
}

impl StepsProps {
    /// The price book of the offer; empty without a study.
    pub(super) fn book(&self) -> &str {
        let study = self.evaluation.study.as_ref();
        let offer = study.and_then(|study| study.offer(&self.offer).ok());
        offer.map_or("", |(_, offer)| offer.price_book.as_str())
    }
}
