//! Bandwidth contracts with a floor, and days of a fixed bandwidth.

use netprice::bandwidth::guarantee::{BilledMbps, FixedDay, Guarantee};
use netprice::book::price::PriceModel;
use netprice::value::id::MethodId;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::outcome::Outcome;
use crate::problem::{Located, Problems, StudyProblem};

/// A bandwidth contract: a floor that is always paid, and what is above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandwidthContract {
    /// The floor, the cap and the days.
    pub guarantee: Guarantee,
    /// What a Mbps of the floor costs a month.
    pub price: Money,
    /// What a Mbps above the floor costs a month; the same if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess_price: Option<Money>,
    /// What is measured.
    pub figure: ContractFigure,
}

/// The figure in Mbps that a contract bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractFigure {
    /// So many Mbps, whatever the traffic.
    Mbps(NonNegative),
    /// The figure of a peak method, of the study or published.
    Method(MethodId),
}

impl BandwidthContract {
    /// The prices below zero, each at its field.
    pub(crate) fn price_problems(&self) -> Vec<Located> {
        let excess = self.excess_price.map(|price| ("excess_price", price));
        let prices = [("price", self.price)].into_iter().chain(excess);
        let wrong = prices.filter_map(|(field, price)| {
            let problem = price.not_negative().err()?;
            Some(StudyProblem::from(problem).at(field))
        });
        wrong.collect()
    }

    /// What a figure in Mbps comes to.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::CurrencyMismatch`] and what is wrong with the days.
    pub fn bill(&self, figure: NonNegative) -> Result<ContractBill, ValueProblem> {
        let billed = self.guarantee.billed(figure)?;
        let floor_cost = self.price.times(billed.floor.get())?;
        let excess_price = self.excess_price.unwrap_or(self.price);
        let excess_cost = excess_price.times(billed.excess.get())?;
        Ok(ContractBill {
            figure,
            billed,
            cost: floor_cost.plus(excess_cost)?,
            floor_cost,
            excess_cost,
        })
    }
}

/// What a contract comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractBill {
    /// The figure that was measured, in Mbps.
    pub figure: NonNegative,
    /// The Mbps that are billed.
    pub billed: BilledMbps,
    /// What the floor costs.
    pub floor_cost: Money,
    /// What is above the floor costs.
    pub excess_cost: Money,
    /// Both together.
    pub cost: Money,
}

/// A day of a fixed bandwidth with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedDayPrice {
    /// The settings and the hours.
    pub day: FixedDay,
    /// The price of a day by Mbps.
    pub price: PriceModel,
    /// What a day costs besides, whatever the bandwidth.
    #[serde(default)]
    pub besides: NonNegative,
    /// The currency of both.
    pub currency: Currency,
}

impl FixedDayPrice {
    /// What the day costs.
    ///
    /// # Errors
    /// Everything that is wrong with the price at `price`; what is wrong with the day at `day`.
    pub(crate) fn cost(&self) -> Outcome<Money> {
        let of_price = self.price.problems().into_iter();
        Problems::none_of(of_price.map(|one| one.under("price").map(StudyProblem::from)))?;
        let cost = self.day.cost(&self.price, self.besides, self.currency);
        cost.map_err(|problem| StudyProblem::from(problem).at("day").into())
    }
}
