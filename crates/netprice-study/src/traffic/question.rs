//! The question of a study about a month of traffic.

use std::collections::BTreeMap;

use netprice::Discount;
use netprice::bandwidth::method::Method;
use netprice::bandwidth::tariff::Tariff;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::limits::{TARIFFS, at_most};
use netprice::value::path::Path;
use netprice::value::text::unique_keys;
use netprice_catalog::network::Carriers;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problems, StudyProblem};
use crate::traffic::contract::{BandwidthContract, FixedDayPrice};
use crate::traffic::month::Month;
use crate::traffic::samples::{MissingSamples, TrafficSamples};

/// The question of a study about a month of traffic: its cost under tariffs and contracts, and the
/// figures of peak methods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// The traffic; contracts on a known figure and days of fixed bandwidth need none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samples: Option<TrafficSamples>,
    /// The value that replaces missing samples.
    #[serde(default, skip_serializing_if = "is_kept")]
    pub missing: MissingSamples,
    /// An area of the world: the question covers its published tariffs and all published peak methods;
    /// none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// A service, such as `egress` or `cdn`, to which the tariffs of the area are limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The carriers to whose tariffs those of the area are limited; [`Carriers::Several`] if absent.
    #[serde(default, skip_serializing_if = "is_several")]
    pub carriers: Carriers,
    /// The discounts on the published tariffs of providers; they replace those of the offers.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub discounts: BTreeMap<Provider, Discount>,
    /// Whether the discounts that the offers give on everything are left out: published tariffs are billed
    /// at their list prices, except for `discounts`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_list_prices: bool,
    /// The ids of further published tariffs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<TariffId>,
    /// Tariffs that the study defines itself.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub tariffs: BTreeMap<TariffId, Tariff>,
    /// Peak methods that the study defines itself.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub methods: BTreeMap<MethodId, Method>,
    /// Bandwidth contracts with a floor.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub contracts: BTreeMap<TariffId, BandwidthContract>,
    /// Days of fixed bandwidth whose setting changed during the day.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub fixed_days: BTreeMap<TariffId, FixedDayPrice>,
    /// The number of highest samples to cap at the next highest one, to compute the saving.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shaved: usize,
}

fn is_kept(missing: &MissingSamples) -> bool {
    *missing == MissingSamples::Keep
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn is_several(carriers: &Carriers) -> bool {
    *carriers == Carriers::Several
}

impl Traffic {
    /// Reports [`StudyProblem::NoQuestion`] at `traffic` for a question that asks nothing.
    pub(super) fn asks_something(&self) -> Result<(), Problems> {
        let asks = [
            "samples",
            "area",
            "published",
            "tariffs",
            "methods",
            "contracts",
            "fixed_days",
        ];
        if self.asks_nothing() {
            return Err(StudyProblem::no_question(&asks).at(at()).into());
        }
        Ok(())
    }

    fn asks_nothing(&self) -> bool {
        self.samples.is_none()
            && self.area.is_none()
            && self.published.is_empty()
            && self.tariffs.is_empty()
            && self.methods.is_empty()
            && self.contracts.is_empty()
            && self.fixed_days.is_empty()
    }

    /// The lists that are longer than their limit.
    pub(crate) fn above_limits(&self) -> Vec<Located> {
        let counts = [
            ("published", self.published.len()),
            ("discounts", self.discounts.len()),
            ("tariffs", self.tariffs.len()),
            ("methods", self.methods.len()),
            ("contracts", self.contracts.len()),
            ("fixed_days", self.fixed_days.len()),
        ];
        let above = counts.into_iter().filter_map(|(field, count)| {
            let problem = at_most(count, TARIFFS).err()?;
            Some(StudyProblem::from(problem).at(at().field(field)))
        });
        above.collect()
    }

    /// Reads the samples and fills the gaps.
    ///
    /// # Errors
    /// All problems of the samples, with paths from `traffic`.
    pub fn month(&self) -> Result<Month, Problems> {
        let none = TrafficSamples::Values(Vec::new());
        let read = self.samples.as_ref().unwrap_or(&none).read();
        let read = read.map_err(|problems| problems.under(at().field("samples")))?;
        let (samples, report) = read;
        Ok(Month {
            report,
            ..Month::of(&samples, self.missing)
        })
    }
}

pub(crate) fn at() -> Path {
    Path::from("traffic")
}
