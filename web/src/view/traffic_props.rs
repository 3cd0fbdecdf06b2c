//! What the view of traffic and its parts are drawn from.

use netprice::bandwidth::method::Peak;
use netprice::value::decimal::print;
use netprice::value::id::{MethodId, TariffId};
use netprice::value::money::{Rounding, RoundingMode};
use netprice_catalog::network::{Network, NetworkNameKind};
use rust_decimal::Decimal;
use yew::prelude::*;

use super::{CatalogProp, Dispatch, Shared};
use crate::importing::Imported;
use crate::number::grouped;
use crate::settings::{Setting, Settings};
use crate::state::Action;
use crate::text::Language;
use crate::text::bandwidth::BandwidthText;

/// The properties of the view and of its parts.
#[derive(Properties, PartialEq)]
pub struct BandwidthProps {
    /// The language of the page.
    pub language: Language,
    /// What is typed and chosen.
    pub settings: Settings,
    /// Samples of a long table.
    pub imported: Option<Imported>,
    /// The currency to compare in.
    pub currency: String,
    /// The catalog.
    pub catalog: CatalogProp,
    /// The prices of traffic.
    pub network: Shared<Network>,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

impl BandwidthProps {
    pub(super) fn say(&self, text: &BandwidthText<'_>) -> String {
        text.say(self.language)
    }

    pub(super) fn set(&self, setting: Setting) -> Callback<String> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |text| dispatch.dispatch(Action::Set(setting, text)))
    }

    /// What people call something of the catalog.
    pub(super) fn name(&self, kind: NetworkNameKind, id: &str) -> String {
        let [english, chinese] = match self.network.name(kind, id) {
            Some(names) => names.clone(),
            None => [id.to_owned(), id.to_owned()],
        };
        self.language.of([&english, &chinese])
    }

    /// The provider and the method, as the data's name of it begins with the provider's.
    pub(super) fn method_name(&self, id: &MethodId) -> String {
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

    /// The provider and the tariff.
    pub(super) fn tariff_name(&self, id: &TariffId) -> String {
        let tariff = self.network.tariff(id);
        let provider = tariff.map_or(id.as_str(), |tariff| tariff.provider.as_str());
        let provider = self.name(NetworkNameKind::Provider, provider);
        format!(
            "{provider} · {}",
            self.name(NetworkNameKind::Tariff, id.as_str())
        )
    }

    /// A note of the catalog in the language of the page.
    pub(super) fn note(&self, note: &str) -> String {
        self.language.note(&self.catalog, note)
    }
}

/// A figure in Mbps or GB, rounded half-up to two decimals.
pub(super) fn short(number: Decimal) -> String {
    let mode = RoundingMode::HalfUp;
    grouped(&print(Rounding { places: 2, mode }.apply(number)))
}

/// Every discarded place of a peak.
pub(super) fn discarded(peak: &Peak) -> Vec<usize> {
    let groups = peak.groups.iter();
    groups.flat_map(|group| group.discarded.clone()).collect()
}
