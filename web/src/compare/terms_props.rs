//! What the clauses of a contract are drawn from.

use std::collections::BTreeMap;

use netprice::value::problem::ValueProblem;
use netprice_study::Workload;
use yew::prelude::*;

use crate::compare::contract::{Contract, Figure};
use crate::compare::form::CompareEdit;
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
    pub contract: Contract,
    /// What is wrong with its figures.
    pub problems: BTreeMap<Figure, ValueProblem>,
    /// What is wanted of it; nothing while that is wrong.
    pub workload: Option<Workload>,
    /// The price book of the offer.
    pub book: String,
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
        change: impl Fn(&mut Contract, T) + 'static,
    ) -> Callback<T> {
        let (offer, currency) = (self.offer, self.name.currency.clone());
        let contract = self.contract.clone();
        self.onedit.reform(move |value: T| {
            let mut contract = contract.clone();
            change(&mut contract, value);
            CompareEdit::Contract(offer, Box::new(contract), currency.clone())
        })
    }

    /// A note of the catalog in the language of the page, if the catalog has it in that.
    pub(crate) fn translated(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }

    pub(crate) fn problem(&self, figure: Figure) -> Option<String> {
        let problem = self.problems.get(&figure);
        problem.map(|problem| self.language.say(problem))
    }

    pub(crate) fn id(&self, what: &str) -> String {
        format!("{what}-{}", self.offer)
    }
}
