//! The answer about a month of traffic: the bill of each tariff, the figure of each method.

use std::collections::BTreeMap;

use netprice::bandwidth::compare::{ConvertedBill, Crossover};
use netprice::bandwidth::growth::Overtaken;
use netprice::bandwidth::method::Peak;
use netprice::book::citation::Confidence;
use netprice::book::exchange::ExchangeRates;
use netprice::value::decimal;
use netprice::value::id::{MethodId, Provider, TariffId};
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Currency, Money, NonNegative};
use netprice_catalog::network::Network;
use netprice_import::traffic::TrafficReport;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, Outcomes, by_name, optional};
use crate::problem::Located;
use crate::traffic::contract::ContractBill;
use crate::traffic::discounts::TariffDiscount;

/// The answer about a month of traffic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrafficAnswer {
    /// The number of samples.
    pub samples: usize,
    /// The number of samples that were missing.
    pub missing: usize,
    /// What was read of the file of the samples; absent if there is no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<TrafficReport>,
    /// The number of days that the samples cover; a started day counts as a whole one.
    pub days: i64,
    /// Whether the samples cover fewer than 28 or more than 31 days; they are billed as one month.
    pub is_no_month: bool,
    /// The mean outbound traffic in Mbps.
    pub mean_mbps: NonNegative,
    /// The outbound volume in GB of 10⁹ bytes.
    pub volume_gb: NonNegative,
    /// The bill of each tariff, or the reason why it cannot bill the traffic.
    #[serde(with = "by_name")]
    pub tariffs: Outcomes<TariffId, TariffAnswer>,
    /// The tariffs that can bill the traffic and the contracts, cheapest first; equal costs keep the order
    /// given.
    pub ranked: Vec<TariffId>,
    /// The tariffs and contracts on a peak of shorter samples than the traffic has, cheapest first: their bills are of
    /// the samples as they are, and the bill of the true peak cannot be known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranked_apart: Vec<TariffId>,
    /// The minutes of a sample.
    pub interval: i64,
    /// The growth at which another tariff becomes the cheapest; absent if none does.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub overtaken: Option<Outcome<Overtaken>>,
    /// The figure of each peak method.
    #[serde(with = "by_name")]
    pub methods: Outcomes<MethodId, Peak>,
    /// The bill of each contract.
    #[serde(with = "by_name")]
    pub contracts: Outcomes<TariffId, ContractBill>,
    /// The cost of each ranked contract in the currency of the study.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contract_costs: BTreeMap<TariffId, Money>,
    /// The cost of each day of fixed bandwidth.
    #[serde(with = "by_name")]
    pub fixed_days: Outcomes<TariffId, Money>,
    /// The crossover of a price by volume and a fixed bandwidth, by provider or for `own` tariffs.
    #[serde(with = "by_name")]
    pub crossovers: Outcomes<Provider, CrossoverAnswer>,
    /// The problems of the question itself: an area or a service without a published tariff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// The bill of a tariff for the traffic, and for the traffic with its highest samples capped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffAnswer {
    /// The bill, and its cost in the currency of the study.
    pub billed: ConvertedBill,
    /// The discount on the list price; `None` if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<TariffDiscount>,
    /// The bill with the highest samples capped; `None` if the question caps none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shaved: Option<ShavedBill>,
}

/// The bill of a tariff for the traffic with its highest samples capped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShavedBill {
    /// The bill, and its cost in the currency of the study.
    pub billed: ConvertedBill,
    /// The saving against the uncapped traffic, in the currency of the study.
    pub saved: Money,
}

/// The crossover of a price by volume and a fixed bandwidth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossoverAnswer {
    /// The tariff by volume.
    pub by_volume: TariffId,
    /// The tariff by fixed bandwidth.
    pub by_mbps: TariffId,
    /// The bandwidth that the traffic needs, in whole Mbps.
    pub link_mbps: u32,
    /// The whole hours that the samples cover.
    pub hours: u32,
    /// The utilisation at which both cost the same; `None` if the volume is cheaper even at full use, or
    /// more expensive at any use.
    pub at: Option<Crossover>,
}

impl TrafficAnswer {
    /// The bill of a tariff, if it can bill the traffic.
    #[must_use]
    pub fn bill_of(&self, id: &TariffId) -> Option<&TariffAnswer> {
        self.tariffs.get(id)?.as_ref().ok()
    }

    /// The cost of a ranked tariff or contract in the currency of the study.
    #[must_use]
    pub fn cost_of(&self, id: &TariffId) -> Option<Money> {
        let bill = self.bill_of(id).map(|answer| answer.billed.cost);
        bill.or_else(|| self.contract_costs.get(id).copied())
    }

    /// The cheapest tariff or contract whose price is certain; the cheapest of all if no price is.
    ///
    /// A published price is uncertain if its source has [`Confidence::Low`]. The study's own tariffs and
    /// contracts are certain.
    #[must_use]
    pub fn cheapest(&self, network: &Network) -> Option<&TariffId> {
        let is_certain = |id: &&TariffId| {
            let tariff = network.tariff(id);
            tariff.is_none_or(|tariff| tariff.published.confidence != Confidence::Low)
        };
        let certain = self.ranked.iter().find(is_certain);
        certain.or(self.ranked.first())
    }

    /// Whether capping the highest samples saves at least one of the currency under any tariff.
    #[must_use]
    pub fn saves_by_capping(&self) -> bool {
        let mut answers = self.tariffs.values().filter_map(|one| one.as_ref().ok());
        answers.any(|answer| {
            let capped = answer.shaved.as_ref();
            capped.is_some_and(|capped| capped.saved.amount() >= Decimal::ONE)
        })
    }

    /// The rate from each currency of the ranked tariffs into the currency of their costs, each once, in
    /// the order of the ranking; tariffs in the latter currency and missing rates are left out.
    #[must_use]
    pub fn rates(&self, rates: &ExchangeRates) -> Vec<(Currency, Money)> {
        let mut found: Vec<(Currency, Money)> = Vec::new();
        for answer in self.ranked.iter().filter_map(|id| self.bill_of(id)) {
            let from = answer.billed.bill.cost.currency();
            let to = answer.billed.cost.currency();
            let is_new = from != to && found.iter().all(|(seen, _)| *seen != from);
            let exchange = rates.exchange(from, to, None).ok().flatten();
            let rate = exchange
                .filter(|_| is_new)
                .and_then(|exchange| exchange.rate.shown().ok());
            found.extend(rate.map(|rate| (from, Money::new(rate, to))));
        }
        found
    }
}

impl TariffAnswer {
    /// The sum of the metered figures, in the unit of the tariff.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn metered(&self) -> Result<Decimal, ValueProblem> {
        let mut figures = self.billed.bill.metered.figures.iter();
        let sum = figures.try_fold(Ratio::ZERO, |sum, figure| sum.plus(figure.exact()))?;
        sum.decimal()
    }

    /// The cost of all slices in the currency of the tariff, before the number of months, days or
    /// hours multiplies it.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn slices_cost(&self) -> Result<Money, ValueProblem> {
        let bill = &self.billed.bill;
        let costs = bill.slices.iter().flatten().map(|slice| slice.cost);
        Money::sum(bill.cost.currency(), costs)
    }
}

impl CrossoverAnswer {
    /// Traffic of this mean in Mbps as a share of the bandwidth that it needs, rounded half-even to 12
    /// decimals.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn utilisation(&self, mean_mbps: NonNegative) -> Result<NonNegative, ValueProblem> {
        let share = decimal::over(mean_mbps.get(), Decimal::from(self.link_mbps))?;
        NonNegative::new(share)
    }

    /// Whether the price by volume is cheaper at this utilisation; without a crossover it counts as
    /// cheaper.
    #[must_use]
    pub fn is_volume_cheaper(&self, utilisation: NonNegative) -> bool {
        let at = self.at.as_ref();
        at.is_none_or(|at| utilisation < at.utilisation)
    }
}
