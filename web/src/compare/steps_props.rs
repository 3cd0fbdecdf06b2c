//! The properties of the steps of a quote.

use netprice::NonNegative;
use netprice::rating::charge::Charge;
use netprice::value::id::{LineId, OfferId};
use netprice_study::OfferAnswer;
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
    /// The line of the workload to which the steps are limited; all if absent.
    pub line: Option<LineId>,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The monthly budget, in the currency of the comparison.
    pub budget: Option<NonNegative>,
    /// The catalogue.
    pub catalog: CatalogProp,
}

impl StepsProps {
    /// Whether a line of the workload is shown.
    pub(super) fn shows(&self, line: &LineId) -> bool {
        self.line.as_ref().is_none_or(|only| only == line)
    }

    /// Whether a charge is of a line that is shown.
    pub(super) fn shows_charge(&self, priced: &OfferAnswer, charge: &Charge) -> bool {
        let Some(only) = &self.line else {
            return true;
        };
        let usage = charge.usage().map(|usage| &usage.line);
        usage.is_some_and(|usage| priced.match_of(usage).map_or(usage, |one| &one.of) == only)
    }

    /// The price book of the offer; empty without a study.
    pub(super) fn book(&self) -> &str {
        let study = self.evaluation.study.as_ref();
        let offer = study.and_then(|study| study.offer(&self.offer).ok());
        offer.map_or("", |(_, offer)| offer.price_book.as_str())
    }
}
