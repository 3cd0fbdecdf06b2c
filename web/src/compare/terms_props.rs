//! What the clauses of a contract are drawn from.

use netprice::value::problem::ValueProblem;
use netprice_study::Offer;
use netprice_study::workload::ask::Ask;
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

    /// The number of machines of the first line of machines, for which commitments are offered first.
    pub(crate) fn machines(&self) -> String {
        let study = self.evaluation.study.as_ref();
        let lines = study.and_then(|study| study.workload.as_ref());
        let mut lines = lines.iter().flat_map(|workload| &workload.lines);
        let count = lines.find_map(|line| match &line.ask {
            Ask::Machines(ask) => Some(ask.count),
            _ => None,
        });
        count.unwrap_or_default().to_string()
    }

    pub(crate) fn id(&self, what: &str) -> String {
        format!("{what}-{}", self.offer)
    }
}
