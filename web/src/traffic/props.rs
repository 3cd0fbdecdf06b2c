//! The properties of the traffic view and its parts.

use crate::kit::form::Editor;
use crate::traffic::edit::TrafficEdit;
use netprice::NonNegative;
use netprice::bandwidth::method::Peak;
use netprice::value::decimal::print;
use netprice::value::id::{MethodId, TariffId};
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::network::{Network, NetworkNameKind, PublishedMethod};
use netprice_study::Study;
use rust_decimal::Decimal;
use std::rc::Rc;
use yew::prelude::*;

use crate::kit::number::grouped;
use crate::kit::{CatalogProp, Shared};
use crate::language::{Language, Words};
use crate::traffic::bill_words::TariffText;
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::imported::Imported;
use crate::traffic::to_study::OWN;

/// The properties of the traffic view.
#[derive(Clone, Properties, PartialEq)]
pub struct TrafficViewProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub form: Rc<TrafficForm>,
    /// The samples of a long table.
    pub imported: Option<Imported>,
    /// The comparison, whose currency, exchange rates and discounts are those of the bills.
    pub comparison: Shared<Study>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// Called with each change.
    pub onedit: Callback<TrafficEdit>,
}

/// The properties of the parts of the view: with the traffic prices of the catalogue.
#[derive(Clone, Properties, PartialEq)]
pub struct TrafficProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub editor: Editor<TrafficForm>,
    /// The samples of a long table.
    pub imported: Option<Imported>,
    /// Called with the samples of a long table, or with `None` to remove all samples.
    pub onimport: Callback<Option<Imported>>,
    /// The question about the tariffs, with the offers of the comparison.
    pub study: Rc<Study>,
    /// The traffic to the internet that the comparison asks for, in GB of a month.
    pub asked_gb: Option<NonNegative>,
    /// The catalogue.
    pub catalog: CatalogProp,
    /// The prices of traffic.
    pub network: Shared<Network>,
}

impl TrafficProps {
    pub(crate) fn say(&self, text: &impl Words) -> String {
        self.language.say(text)
    }

    /// The method whose figure is drawn and billed.
    pub(crate) fn chosen_method(&self) -> Option<&PublishedMethod> {
        let chosen = self.editor.text(TrafficField::Method);
        let mut methods = self.network.methods.iter();
        methods.find(|method| method.id == *chosen)
    }

    /// The display name of a part of the catalogue.
    pub(crate) fn name(&self, kind: NetworkNameKind, id: &str) -> String {
        let [english, chinese] = match self.network.name(kind, id) {
            Some(names) => names.clone(),
            None => [id.to_owned(), id.to_owned()],
        };
        self.language.of([&english, &chinese])
    }

    /// The display names of a method and, as its id starts with that of a provider, of the provider.
    pub(crate) fn method_name(&self, id: &MethodId) -> String {
        let id = id.as_str();
        let method = self.name(NetworkNameKind::Method, id);
        let provider = id.split_once('-').map(|(provider, _)| provider);
        let network = &self.network;
        let known = provider.filter(|id| network.name(NetworkNameKind::Provider, id).is_some());
        match known {
            Some(provider) => format!(
                "{} · {method}",
                self.name(NetworkNameKind::Provider, provider)
            ),
            None => method,
        }
    }

    /// The display names of the provider and of the tariff, or that of the reader's own contract.
    pub(crate) fn tariff_name(&self, id: &TariffId) -> String {
        if *id == *OWN {
            return self.say(&TariffText::OwnName);
        }
        let tariff = self.network.tariff(id);
        let provider = tariff.map_or(id.as_str(), |tariff| tariff.provider.as_str());
        let provider = self.name(NetworkNameKind::Provider, provider);
        format!(
            "{provider} · {}",
            self.name(NetworkNameKind::Tariff, id.as_str())
        )
    }

    /// A note of the catalogue in the language of the page.
    pub(crate) fn note(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }
}

/// A figure in Mbps or GB, rounded half-up to two decimals.
pub(crate) fn short(number: Decimal) -> String {
    let mode = RoundingMode::HalfUp;
    grouped(&print(Rounding { places: 2, mode }.apply(number)))
}

/// The indices of the discarded samples of a peak.
pub(crate) fn discarded(peak: &Peak) -> Vec<usize> {
    let groups = peak.groups.iter();
    groups.flat_map(|group| group.discarded.clone()).collect()
}
