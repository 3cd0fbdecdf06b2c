//! A seller: its cost and break-even, the floor and the risk of a bid, clauses and late delivery.

use std::collections::BTreeMap;

use netprice::market::paths::Paths;
use netprice::market::risk::Distribution;
use netprice::market::selling::{BidRisk, Clause, ClauseValue, Heat, Sale};
use netprice::value::decimal::{self, NonNegative};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::market::bid::{Bid, Terms};
use crate::market::drawn::Drawn;
use crate::outcome::{Outcome, optional};
use crate::problem::{Problems, StudyProblem};

/// A sale whose floor and risk are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SellerQuestion {
    /// The list price and the seller's cost.
    pub sale: Sale,
    /// Hardware prices at which the sale is computed, as multiples of today's; today's if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hardware: Vec<NonNegative>,
    /// The discounts of the margins and of the heat table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// The delivery of the sale, within the months of the market question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// A delivery in a later month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The month of delivery, 1 for the next one.
    pub month: u32,
    /// The share of the paths on which the floor covers the cost, such as 0.9.
    pub confidence: NonNegative,
    /// The margin that the floor contains, as a share of the price; none if absent.
    #[serde(default)]
    pub margin: NonNegative,
    /// The bid whose risk is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid: Option<Discount>,
    /// A clause by which the price of the bid follows the hardware price; it requires a bid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Clause>,
    /// The number of months by which delivery is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<u32>,
    /// Whether the heat table is computed: margin and probability of loss by discount and month.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heat: bool,
}

/// The answer to a seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerAnswer {
    /// The sale at each hardware price, by its multiple of today's.
    pub at: BTreeMap<NonNegative, SaleAt>,
    /// The floor and the risk at delivery; absent if the question has no delivery.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Outcome<DeliveryAnswer>>,
}

/// A sale at one hardware price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleAt {
    /// The seller's cost.
    pub cost: Money,
    /// The share of the list price that covers the cost; above 1 if even the list price makes a loss.
    pub break_even: NonNegative,
    /// The break-even in tenths, as in 折: 6.375 for 63.75%.
    pub break_even_tenths: NonNegative,
    /// The price − the cost, by discount.
    pub margins: BTreeMap<Discount, Money>,
}

/// The floor and the risk at delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAnswer {
    /// The share of the list price that covers the cost with the given confidence.
    pub floor: NonNegative,
    /// The risk of the bid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<BidRisk>,
    /// The bid in the middle of all outcomes, and what would change whether it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid: Option<Bid>,
    /// The value of the clause to each side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseValue>,
    /// The mean extra cost of late delivery; absent if the question has no late delivery.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub delay: Option<Outcome<Money>>,
    /// Margins and probabilities of loss by discount, with one cell per month.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heat: BTreeMap<Discount, Vec<Heat>>,
}

/// Answers a seller except for its heat table; `at` is the path of the question.
///
/// # Errors
/// The problems of the sale. Problems of the delivery, and the reason why there are no paths for it, are
/// in the delivery's own outcome.
pub(crate) fn answer(
    question: &SellerQuestion,
    paths: Drawn<'_>,
    at: &Path,
) -> Outcome<SellerAnswer> {
    let today = [NonNegative::ONE];
    let multiples = if question.hardware.is_empty() {
        today.as_slice()
    } else {
        question.hardware.as_slice()
    };
    let at_sale = |problem: ValueProblem| StudyProblem::from(problem).at(at.clone().field("sale"));
    let mut sales = BTreeMap::new();
    for multiple in multiples {
        let sale = sale_at(question, *multiple);
        sales.insert(*multiple, sale.map_err(at_sale)?);
    }
    let delivery = question.delivery.as_ref().map(|delivery| {
        let paths = paths.map_err(Clone::clone)?;
        delivery.answer(&question.sale, paths, &at.clone().field("delivery"))
    });
    Ok(SellerAnswer {
        at: sales,
        delivery,
    })
}

/// Adds a month, counted from 0, to the heat table of a delivery.
///
/// # Errors
/// The problems of the cells, at `heat` of the delivery; `at` is the path of the seller's question.
pub(crate) fn add_heat(
    answer: &mut DeliveryAnswer,
    question: &SellerQuestion,
    month: &Distribution,
    at: &Path,
) -> Result<(), Problems> {
    let column = question.sale.heat_at(month, &question.discounts);
    let at = || at.clone().field("delivery").field("heat");
    let column = column.map_err(|problem| StudyProblem::from(problem).at(at()))?;
    for (discount, cell) in question.discounts.iter().zip(column) {
        answer.heat.entry(*discount).or_default().push(cell);
    }
    Ok(())
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
    fn answer(&self, sale: &Sale, paths: &Paths, path: &Path) -> Outcome<DeliveryAnswer> {
        let at = |field: &'static str| {
            let path = path.clone().field(field);
            move |problem: ValueProblem| StudyProblem::from(problem).at(path)
        };
        let end = paths.at(self.month).map_err(at("month"))?;
        let risk = self.bid.map(|bid| sale.risk(bid, &end, self.confidence));
        let clause = self.clause.map(|clause| {
            let bid = self.bid.ok_or(ValueProblem::Empty).map_err(at("bid"))?;
            sale.clause_value(bid, clause, &end).map_err(at("clause"))
        });
        let floor = sale.floor(&end, self.confidence, self.margin);
        let of_floor = if self.margin < NonNegative::ONE {
            "confidence"
        } else {
            "margin"
        };
        let floor = floor.map_err(at(of_floor))?;
        let bid = self.bid.map(|pay| {
            let terms = Terms {
                pay,
                floor,
                confidence: self.confidence,
                margin: self.margin,
                month: self.month,
            };
            Bid::of(sale, terms, &end, paths)
        });
        Ok(DeliveryAnswer {
            floor,
            bid: bid.transpose().map_err(at("bid"))?,
            risk: risk.transpose().map_err(at("bid"))?,
            clause: clause.transpose()?,
            delay: self.late.map(|late| {
                let delay = sale.cost_of_delay(paths, self.month, late);
                delay.map_err(|problem| at("late")(problem).into())
            }),
            heat: BTreeMap::new(),
        })
    }
}
