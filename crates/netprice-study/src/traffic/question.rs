//! The question what a month of traffic costs.

use std::collections::BTreeMap;

use netprice::bandwidth::method::Method;
use netprice::bandwidth::tariff::Tariff;
use netprice::value::id::{MethodId, TariffId};
use netprice::value::limits::{TARIFFS, at_most};
use netprice::value::path::Path;
use netprice::value::text::unique_keys;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problems, StudyProblem};
use crate::traffic::contract::{BandwidthContract, FixedDayPrice};
use crate::traffic::month::Month;
use crate::traffic::samples::{MissingSamples, TrafficSamples};

/// The question what a month of traffic costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// The traffic; none if absent, which is enough for contracts on a known figure and for days of a
    /// fixed bandwidth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samples: Option<TrafficSamples>,
    /// What missing samples are taken for.
    #[serde(default, skip_serializing_if = "is_kept")]
    pub missing: MissingSamples,
    /// An area of the world: its published tariffs bill the traffic, and the published methods measure
    /// it; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Of the area only the tariffs of one service, such as `egress` or `cdn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// More tariffs, by the names of published ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<TariffId>,
    /// Tariffs of one's own.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub tariffs: BTreeMap<TariffId, Tariff>,
    /// Peak methods of one's own.
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
    /// Days of a fixed bandwidth that was changed during the day.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub fixed_days: BTreeMap<TariffId, FixedDayPrice>,
    /// How many of the highest samples are cut down to the next highest, to see what that saves.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shaved: usize,
}

fn is_kept(missing: &MissingSamples) -> bool {
    *missing == MissingSamples::Keep
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Traffic {
    /// Whether it asks nothing.
    pub(super) fn asks_nothing(&self) -> bool {
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

    /// The samples with what is missing filled in.
    ///
    /// # Errors
    /// What cannot be read, with its path from `traffic`.
    pub fn month(&self) -> Result<Month, Problems> {
        let none = TrafficSamples::Values(Vec::new());
        let samples = self.samples.as_ref().unwrap_or(&none).samples();
        let samples = samples.map_err(|problems| problems.under(at().field("samples")))?;
        Ok(Month::of(&samples, self.missing))
    }
}

pub(crate) fn at() -> Path {
    Path::from("traffic")
}
