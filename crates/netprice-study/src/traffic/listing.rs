//! The tariffs and methods that a question is about.

use std::collections::{BTreeMap, BTreeSet};

use netprice::NonNegative;
use netprice::bandwidth::method::Method;
use netprice::bandwidth::tariff::Tariff;
use netprice::book::price::PriceModel;
use netprice::problem::Known;
use netprice::value::decimal;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_catalog::network::{Network, PublishedTariff};
use rust_decimal::Decimal;

use crate::problem::{Located, Problems, StudyProblem};
use crate::traffic::contract::{BandwidthContract, ContractFigure};
use crate::traffic::discounts::{AgreedDiscount, discounted};
use crate::traffic::question::Traffic;

/// A tariff in question, with its provider and service.
#[derive(Clone)]
pub(crate) struct Listed {
    pub(crate) id: TariffId,
    /// The tariff at what its discount leaves to pay.
    pub(crate) tariff: Tariff,
    /// The discount, and the tariff at its list price.
    pub(crate) discount: Option<(AgreedDiscount, Tariff)>,
    pub(crate) provider: Option<Provider>,
    pub(crate) service: String,
    /// The least figure for which it is sold.
    pub(crate) minimum: Option<NonNegative>,
    /// The problems of a tariff of the study; published tariffs are checked when the catalogue is read.
    pub(crate) checked: Result<(), Problems>,
}

impl From<&PublishedTariff> for Listed {
    fn from(published: &PublishedTariff) -> Self {
        Self {
            id: published.id.clone(),
            tariff: published.tariff.clone(),
            discount: None,
            provider: Some(published.provider.clone()),
            service: published.service.clone(),
            minimum: published.minimum,
            checked: Ok(()),
        }
    }
}

impl Listed {
    fn own(id: &TariffId, tariff: &Tariff) -> Self {
        let problems = tariff.problems().into_iter();
        Self {
            id: id.clone(),
            tariff: tariff.clone(),
            discount: None,
            provider: None,
            service: String::new(),
            minimum: None,
            checked: Problems::none_of(problems.map(|one| one.map(StudyProblem::from))),
        }
    }

    /// The tariff with the discount of its provider, if there is one.
    pub(crate) fn at(
        self,
        discounts: &BTreeMap<Provider, AgreedDiscount>,
    ) -> Result<Self, ValueProblem> {
        let provider = self.provider.as_ref();
        let Some(agreed) = provider.and_then(|provider| discounts.get(provider)) else {
            return Ok(self);
        };
        Ok(Self {
            tariff: discounted(&self.tariff, agreed.pay)?,
            discount: Some((agreed.clone(), self.tariff)),
            ..self
        })
    }
}

impl Traffic {
    /// Whether the question covers any published tariff or method.
    pub(crate) fn needs_network(&self) -> bool {
        let uses_method = |contract: &BandwidthContract| match &contract.figure {
            ContractFigure::Method(id) => !self.methods.contains_key(id),
            ContractFigure::Mbps(_) => false,
        };
        let by_method = self.contracts.values().any(uses_method);
        let by_name = !self.published.is_empty();
        self.area.is_some() || self.service.is_some() || by_name || by_method
    }

    /// The tariffs in question, each once: those of the study first, then those of the area, then those
    /// by id. The running time grows with the number of published tariffs.
    pub(crate) fn listed(&self, network: Option<&Network>, gigabytes: Decimal) -> Vec<Listed> {
        let own = self.tariffs.iter();
        let mut listed: Vec<Listed> = own.map(|(id, tariff)| Listed::own(id, tariff)).collect();
        let of_area = self.of_area(network);
        let of_area = of_area.filter(|one| !is_too_large(&one.tariff, gigabytes));
        let by_name = self.published.iter();
        let by_name = by_name.filter_map(|id| network.and_then(|network| network.tariff(id)));
        let mut names: BTreeSet<&TariffId> = self.tariffs.keys().collect();
        for published in of_area.chain(by_name) {
            if names.insert(&published.id) {
                listed.push(Listed::from(published));
            }
        }
        listed
    }

    fn of_area<'a>(
        &'a self,
        network: Option<&'a Network>,
    ) -> impl Iterator<Item = &'a PublishedTariff> {
        let published = network.into_iter().flat_map(|network| &network.tariffs);
        published.filter(|one| {
            let is_of_service = self.service.as_ref().is_none_or(|of| *of == one.service);
            let is_of_area = self.area.as_ref() == Some(&one.area);
            is_of_area && is_of_service && one.carriers == self.carriers
        })
    }

    /// The ids in `published` that no tariff of the catalogue or of the study has, with their indices and the names
    /// of published tariffs that are near.
    pub(crate) fn unknown(
        &self,
        network: Option<&Network>,
    ) -> Vec<(usize, TariffId, Known<TariffId>)> {
        let names = self.published.iter().enumerate();
        let unknown = names.filter(|(_, id)| {
            let is_published = network.is_some_and(|network| network.tariff(id).is_some());
            !is_published && !self.tariffs.contains_key(*id)
        });
        let near = unknown.map(|(index, id)| {
            let tariffs = network.iter().flat_map(|network| &network.tariffs);
            let known = Known::near(id.as_str(), tariffs.map(|one| &one.id));
            (index, id.clone(), known)
        });
        near.collect()
    }

    /// The problems of area and service: an unknown area, a service that the area does not have, a
    /// service without an area.
    pub(crate) fn problems(&self, network: Option<&Network>) -> Vec<Located> {
        let Some(network) = network else {
            return Vec::new();
        };
        let at = |field: &'static str| Path::from("traffic").field(field);
        let not_published = |value: &String, known: BTreeSet<&str>| {
            let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
            let (value, known) = (value.clone(), Known::near(value, &known));
            StudyProblem::NotPublished { value, known }
        };
        let areas: BTreeSet<&str> = network.areas().into_iter().collect();
        let mut problems: Vec<Located> = self.unknown_providers(network).collect();
        problems.extend(match (&self.area, &self.service) {
            (None, None) => None,
            (None, Some(_)) => {
                let areas: Vec<String> = areas.into_iter().map(str::to_owned).collect();
                let known = Known::first(&areas);
                Some(StudyProblem::NoArea { known }.at(at("area")))
            }
            (Some(area), _) if !areas.contains(area.as_str()) => {
                Some(not_published(area, areas).at(at("area")))
            }
            (Some(area), Some(service)) => {
                let there = network.tariffs.iter().filter(|one| one.area == *area);
                let services: BTreeSet<&str> = there.map(|one| one.service.as_str()).collect();
                let is_there = services.contains(service.as_str());
                let problem = || not_published(service, services).at(at("service"));
                (!is_there).then(problem)
            }
            (Some(_), None) => None,
        });
        problems
    }

    /// The providers in `discounts` that publish no tariff.
    fn unknown_providers<'a>(&'a self, network: &'a Network) -> impl Iterator<Item = Located> + 'a {
        let tariffs = &network.tariffs;
        let is_known = |provider: &Provider| tariffs.iter().any(|one| one.provider == *provider);
        let unknown = self.discounts.keys().filter(move |one| !is_known(one));
        unknown.map(|provider| {
            let known: BTreeSet<&str> = tariffs.iter().map(|one| one.provider.as_str()).collect();
            let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
            let known = Known::near(provider.as_str(), &known);
            let value = provider.to_string();
            let at = Path::from("traffic").field("discounts").key(provider);
            StudyProblem::NotPublished { value, known }.at(at)
        })
    }

    /// The methods in question: those of the study, then the published ones: all if the question has an
    /// area, else those of its contracts.
    pub(crate) fn listed_methods(&self, network: Option<&Network>) -> Vec<(MethodId, Method)> {
        let names = |id: &MethodId| {
            let figure = ContractFigure::Method(id.clone());
            let mut contracts = self.contracts.values();
            self.area.is_some() || contracts.any(|contract| contract.figure == figure)
        };
        let published = network.into_iter().flat_map(|network| &network.methods);
        let published = published.filter(|one| names(&one.id));
        let published = published.filter(|one| !self.methods.contains_key(&one.id));
        let published = published.map(|one| (one.id.clone(), one.method.clone()));
        let own = self.methods.iter();
        let own = own.map(|(id, method)| (id.clone(), method.clone()));
        own.chain(published).collect()
    }
}

/// Whether a tariff sells packs of which one exceeds a year of this traffic.
fn is_too_large(tariff: &Tariff, gigabytes: Decimal) -> bool {
    let PriceModel::Graduated(tiers) = &tariff.price else {
        return false;
    };
    let year = decimal::times(gigabytes, Decimal::from(12)).unwrap_or(Decimal::MAX);
    let mut sizes = tiers.iter().filter_map(|tier| tier.per);
    sizes.any(|size| size.get() > year)
}
