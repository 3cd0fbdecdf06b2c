//! What traffic costs, tariff by tariff and method by method.

use netprice::bandwidth::compare::{ConvertedBill, Crossover, Overtaken};
use netprice::bandwidth::method::Peak;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::{Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, Outcomes, by_name, optional};
use crate::problem::Located;
use crate::traffic::contract::ContractBill;

/// What traffic costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrafficAnswer {
    /// How many samples there are.
    pub samples: usize,
    /// How many of them were missing and were filled in.
    pub missing: usize,
    /// The days that the samples cover, started ones whole.
    pub days: i64,
    /// Whether they are no month, and are billed as one all the same.
    pub is_no_month: bool,
    /// The mean of what went out, in Mbps.
    pub mean_mbps: NonNegative,
    /// What went out in GB of 10⁹ bytes.
    pub volume_gb: NonNegative,
    /// The bill of each tariff, or what keeps it from billing the traffic.
    #[serde(with = "by_name")]
    pub tariffs: Outcomes<TariffId, TariffAnswer>,
    /// The tariffs that can bill it, the cheapest first; of equal costs in the order given.
    pub ranked: Vec<TariffId>,
    /// The growth at which another tariff becomes the cheapest; absent if none does.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub overtaken: Option<Outcome<Overtaken>>,
    /// The figure of each peak method.
    #[serde(with = "by_name")]
    pub methods: Outcomes<MethodId, Peak>,
    /// What each contract comes to.
    #[serde(with = "by_name")]
    pub contracts: Outcomes<TariffId, ContractBill>,
    /// What each day of a fixed bandwidth costs.
    #[serde(with = "by_name")]
    pub fixed_days: Outcomes<TariffId, Money>,
    /// Where a price by volume and a set bandwidth cost the same, by provider or for `own` tariffs.
    #[serde(with = "by_name")]
    pub crossovers: Outcomes<Provider, CrossoverAnswer>,
    /// What is wrong with the question besides: an area or a service without a published tariff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// A bill, and the same with the highest samples cut down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffAnswer {
    /// The bill, and its cost in the currency of the study.
    pub billed: ConvertedBill,
    /// The bill once the highest samples are cut down; `None` where none are to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shaved: Option<ShavedBill>,
}

/// What traffic costs once its highest samples are cut down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShavedBill {
    /// The bill, and its cost in the currency of the study.
    pub billed: ConvertedBill,
    /// What it costs less than the traffic as it is, in the currency of the study.
    pub saved: Money,
}

/// Where a price by volume and a set bandwidth cost the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossoverAnswer {
    /// The tariff by volume.
    pub by_volume: TariffId,
    /// The tariff by a set bandwidth.
    pub by_mbps: TariffId,
    /// The bandwidth that the traffic needs, in whole Mbps.
    pub link_mbps: u32,
    /// The hours that the samples cover.
    pub hours: u32,
    /// Where; `None` where the volume is cheaper even at full use, or dearer at any.
    pub at: Option<Crossover>,
}
