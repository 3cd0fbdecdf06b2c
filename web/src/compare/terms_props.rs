//! What the clauses of a contract are drawn from.

use netprice::value::problem::ValueProblem;
use netprice_study::Offer;
use yew::prelude::*;

use crate::compare::contract::ContractForm;
use crate::compare::form::CompareEdit;
use crate::compare::props::Evaluated;
use crate::kit::CatalogProp;
use crate::language::Language;
use crate::language::names::OfferName;

/// The properties of the clauses of a contract.
#[derive(Clone, Properties, PartialEq)]
pub struct TermsProps {
    /// The language of the page.
    pub language: Language,
    /// The position of the offer.
    pub offer: usize,
    /// What people call its provider.
    pub name: OfferName,
    /// The contract as typed.
    pub contract: ContractForm,
    /// What the study comes to.
    pub evaluation: Evaluated,
    /// The offer of the study.
    pub of: Offer,
    /// How many machines are wanted, as typed.
    pub machines: String,
    /// The catalog, for its notes.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

impl TermsProps {
    /// The callback that makes a change to the contract.
    pub(crate) fn edit<T: 'static>(
        &self,
        change: impl Fn(&mut ContractForm, T) + 'static,
    ) -> Callback<T> {
        let (offer, currency) = (self.offer, self.name.currency.parse().ok());
        let contract = self.contract.clone();
        self.onedit.reform(move |value: T| {
            let mut contract = contract.clone();
            change(&mut contract, value);
            CompareEdit::Contract(offer, Box::new(contract), currency)
        })
    }

    /// A note of the catalog in the language of the page, if the catalog has it in that.
    pub(crate) fn translated(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }

    pub(crate) fn problem(&self, problem: Option<&ValueProblem>) -> Option<String> {
        problem.map(|problem| self.language.say(problem))
    }

    pub(crate) fn id(&self, what: &str) -> String {
        format!("{what}-{}", self.offer)
    }
}
