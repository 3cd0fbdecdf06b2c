//! Bandwidth contracts with a floor, and days of fixed bandwidth.

use netprice::bandwidth::guarantee::{BilledMbps, FixedDay, Guarantee};
use netprice::bandwidth::method::Peak;
use netprice::book::price::PriceModel;
use netprice::problem::Known;
use netprice::value::figure::Figure;
use netprice::value::id::MethodId;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Currency, Money, NonNegative};
use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, Outcomes};
use crate::problem::{Located, Problems, StudyProblem};

/// A bandwidth contract: a floor that is always billed, and a price for the bandwidth above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandwidthContract {
    /// The floor, the cap and the number of days.
    pub guarantee: Guarantee,
    /// The price of one Mbps of the floor for a month.
    pub price: Money,
    /// The price of one Mbps above the floor for a month; `price` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess_price: Option<Money>,
    /// The figure in Mbps to which the floor and the cap apply.
    pub figure: ContractFigure,
}

/// The figure in Mbps that a contract bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractFigure {
    /// A known figure in Mbps, whatever the traffic.
    Mbps(NonNegative),
    /// The figure of a peak method of the study or of the catalogue.
    Method(MethodId),
}

impl BandwidthContract {
    /// Reports each price below zero at its field.
    pub(crate) fn price_problems(&self) -> Vec<Located> {
        let excess = self.excess_price.map(|price| ("excess_price", price));
        let prices = [("price", self.price)].into_iter().chain(excess);
        let wrong = prices.filter_map(|(field, price)| {
            let problem = price.not_negative().err()?;
            Some(StudyProblem::from(problem).at(field))
        });
        wrong.collect()
    }

    /// Bills the contract's figure, which may be that of one of these peak methods.
    ///
    /// # Errors
    /// [`StudyProblem::UnknownMethod`] and the problems of the method at `figure`, negative prices at
    /// `price` and `excess_price`, the problems of [`BandwidthContract::bill`] at `guarantee`.
    pub fn bill_by(&self, methods: &Outcomes<MethodId, Peak>) -> Outcome<ContractBill> {
        let figure = match &self.figure {
            ContractFigure::Mbps(mbps) => Figure::of(mbps.get().into()),
            ContractFigure::Method(id) => match methods.get(id) {
                Some(Ok(peak)) => Ok(peak.mbps.clone()),
                Some(Err(problems)) => {
                    // The method's own entry has the path of the problem within the method.
                    let problems = problems.clone();
                    return Err(problems.map_each(|one| one.problem.at("figure")));
                }
                None => {
                    let known = Known::near(id.as_str(), methods.keys());
                    let value = id.clone();
                    let problem = StudyProblem::UnknownMethod { value, known };
                    return Err(problem.at("figure").into());
                }
            },
        };
        Problems::none_of(self.price_problems())?;
        let bill = figure.and_then(|figure| self.bill(figure));
        bill.map_err(|problem| StudyProblem::from(problem).at("guarantee").into())
    }

    /// The cost after the traffic of a bill grew to a percentage of its size; a known figure does not grow.
    ///
    /// # Errors
    /// Those of [`BandwidthContract::bill`].
    pub(crate) fn cost_after(
        &self,
        bill: &ContractBill,
        percent: u32,
    ) -> Result<Money, ValueProblem> {
        let figure = match self.figure {
            ContractFigure::Mbps(_) => bill.figure.clone(),
            ContractFigure::Method(_) => {
                Figure::of(bill.figure.exact().times(Ratio::of(percent.into(), 100)?)?)?
            }
        };
        Ok(self.bill(figure)?.cost)
    }

    /// Bills a figure in Mbps: the floor at its price, and the bandwidth above it, up to the cap, at
    /// the price of the excess.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`], [`ValueProblem::CurrencyMismatch`] and those of
    /// [`Guarantee::billed`].
    pub fn bill(&self, figure: Figure) -> Result<ContractBill, ValueProblem> {
        let billed = self.guarantee.billed(&figure)?;
        let currency = self.price.currency();
        let excess_price = self.excess_price.unwrap_or(self.price);
        excess_price.payable_in(currency)?;
        let floor = self.price.exact().times(billed.floor.exact())?;
        let excess = excess_price.exact().times(billed.excess.exact())?;
        // The costs are shown so that they add up to the sum, which is rounded once.
        let floor_cost = Money::of(floor, currency)?;
        let cost = Money::of(floor.plus(excess)?, currency)?;
        Ok(ContractBill {
            figure,
            billed,
            cost,
            floor_cost,
            excess_cost: cost.minus(floor_cost)?,
        })
    }
}

/// The bill of a bandwidth contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractBill {
    /// The figure in Mbps before the floor and the cap.
    pub figure: Figure,
    /// The billed Mbps: the floor and the excess.
    pub billed: BilledMbps,
    /// The cost of the floor.
    pub floor_cost: Money,
    /// The cost of the bandwidth above the floor.
    pub excess_cost: Money,
    /// The sum of both costs.
    pub cost: Money,
}

/// A day of fixed bandwidth with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedDayPrice {
    /// The bandwidth settings of the day, and its hours.
    pub day: FixedDay,
    /// The price of a day by the number of Mbps.
    pub price: PriceModel,
    /// A further cost of the day that does not depend on the bandwidth.
    #[serde(default)]
    pub besides: NonNegative,
    /// The currency of the price and of the further cost.
    pub currency: Currency,
}

impl FixedDayPrice {
    /// Computes the cost of the day.
    ///
    /// # Errors
    /// All problems of the price at `price`; the first problem of the day at `day`.
    pub(crate) fn cost(&self) -> Outcome<Money> {
        let of_price = self.price.problems().into_iter();
        Problems::none_of(of_price.map(|one| one.under("price").map(StudyProblem::from)))?;
        let cost = self.day.cost(&self.price, self.besides, self.currency);
        cost.map_err(|problem| StudyProblem::from(problem).at("day").into())
    }
}
