//! The seller: the cost and the break-even, the floor, what may come of a bid, clauses and delays.

use std::collections::BTreeMap;

use netprice::market::paths::Paths;
use netprice::market::selling::{BidRisk, Clause, ClauseValue, Heat, Sale};
use netprice::value::decimal::{self, NonNegative};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::StudyProblem;

/// What a seller asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SellerQuestion {
    /// What is sold, and what it costs the seller.
    pub sale: Sale,
    /// Prices of the hardware to look at, as multiples of today's; today's if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hardware: Vec<NonNegative>,
    /// Discounts whose margins are wanted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// The delivery that a bid is for; the market's paths must reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// A delivery after some months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The month.
    pub month: u32,
    /// With which confidence the floor covers the cost, such as 0.9.
    pub confidence: NonNegative,
    /// The margin on the price that the floor leaves; none if absent.
    #[serde(default)]
    pub margin: NonNegative,
    /// The bid whose risk is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid: Option<Discount>,
    /// A clause by which the price of the bid follows the hardware's; it needs a bid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Clause>,
    /// How many months late it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<u32>,
    /// Whether margins and chances of loss are wanted for each discount and month.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heat: bool,
}

/// What a seller learns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerAnswer {
    /// The sale at each price of the hardware, by its multiple of today's.
    pub at: BTreeMap<NonNegative, SaleAt>,
    /// What may come of the delivery; absent if none is asked about.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Outcome<DeliveryAnswer>>,
}

/// A sale at a price of the hardware.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleAt {
    /// What it costs the seller.
    pub cost: Money,
    /// The share of the list price that covers the cost; above one where even list loses.
    pub break_even: NonNegative,
    /// The same in tenths, as 折 counts: 6.375 for 63.75%.
    pub break_even_tenths: NonNegative,
    /// The price at each discount less the cost.
    pub margins: BTreeMap<Discount, Money>,
}

/// What may come of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAnswer {
    /// The share of the list price that covers the cost with the confidence.
    pub floor: NonNegative,
    /// What may come of the bid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<BidRisk>,
    /// What the clause is worth to each side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseValue>,
    /// What delivering late costs more on average; absent if it may not be late.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub delay: Option<Outcome<Money>>,
    /// Margins and chances of loss, by discount and then by month.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heat: BTreeMap<Discount, Vec<Heat>>,
}

/// What a seller learns; `at` is the path of the question.
///
/// # Errors
/// What is wrong with the sale. What is wrong with the delivery, or why there are no paths for it, is
/// said there.
pub fn answer(question: &SellerQuestion, paths: Drawn<'_>, at: &Path) -> Outcome<SellerAnswer> {
    let here = |field: &'static str, problem: ValueProblem| {
        StudyProblem::from(problem).at(at.clone().field(field))
    };
    let today = [NonNegative::ONE];
    let multiples = if question.hardware.is_empty() {
        today.as_slice()
    } else {
        question.hardware.as_slice()
    };
    let mut sales = BTreeMap::new();
    for multiple in multiples {
        let sale = sale_at(question, *multiple);
        sales.insert(*multiple, sale.map_err(|problem| here("sale", problem))?);
    }
    let delivery = question.delivery.as_ref().map(|delivery| {
        let paths = paths.map_err(Clone::clone)?;
        delivery.answer(question, paths, &at.clone().field("delivery"))
    });
    Ok(SellerAnswer {
        at: sales,
        delivery,
    })
}

fn sale_at(question: &SellerQuestion, hardware: NonNegative) -> Result<SaleAt, ValueProblem> {
    let sale = &question.sale;
    let break_even = sale.break_even(hardware)?;
    let tenths = decimal::times(break_even.get(), Decimal::TEN)?;
    let margins = question.discounts.iter();
    let margins = margins.map(|pay| Ok((*pay, sale.margin(*pay, hardware)?)));
    Ok(SaleAt {
        cost: sale.cost_at(hardware)?,
        break_even,
        break_even_tenths: NonNegative::new(tenths)?,
        margins: margins.collect::<Result<_, ValueProblem>>()?,
    })
}

impl Delivery {
    fn answer(
        &self,
        question: &SellerQuestion,
        paths: &Paths,
        path: &Path,
    ) -> Outcome<DeliveryAnswer> {
        let at = |field: &'static str| {
            let path = path.clone().field(field);
            move |problem: ValueProblem| StudyProblem::from(problem).at(path)
        };
        let sale = &question.sale;
        let end = paths.at(self.month).map_err(at("month"))?;
        let risk = self.bid.map(|bid| sale.risk(bid, &end, self.confidence));
        let clause = self.clause.map(|clause| {
            let bid = self.bid.ok_or(ValueProblem::Empty).map_err(at("bid"))?;
            sale.clause_value(bid, clause, &end).map_err(at("clause"))
        });
        let heat = if self.heat {
            let rows = sale.heat(paths, &question.discounts);
            let rows = rows.map_err(at("heat"))?;
            question.discounts.iter().copied().zip(rows).collect()
        } else {
            BTreeMap::new()
        };
        let floor = sale.floor(&end, self.confidence, self.margin);
        let of_floor = if self.margin < NonNegative::ONE {
            "confidence"
        } else {
            "margin"
        };
        Ok(DeliveryAnswer {
            floor: floor.map_err(at(of_floor))?,
            risk: risk.transpose().map_err(at("bid"))?,
            clause: clause.transpose()?,
            delay: self.late.map(|late| {
                let delay = sale.cost_of_delay(paths, self.month, late);
                delay.map_err(|problem| at("late")(problem).into())
            }),
            heat,
        })
    }
}
