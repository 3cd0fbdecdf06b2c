//! The seller: the floor, the heat table, the clauses.

use std::collections::BTreeMap;

use netprice::Money;
use netprice::market::selling::{BidRisk, Clause, ClauseValue, Heat, Sale};
use netprice::value::decimal::NonNegative;
use netprice::value::discount::Discount;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice_study::market::seller::{Delivery, SellerQuestion, answer};
use rust_decimal::Decimal;

use crate::market::LONGEST;
use crate::market::drawing::Outlook;
use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::{Reader, Wrong, at};

/// The paid tenths of list of the heat table.
const TENTHS: std::ops::RangeInclusive<i64> = 2..=10;

/// What a seller sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Sold {
    /// The sale, per 100 of list.
    pub sale: Sale,
    /// The bid.
    pub bid: Discount,
    /// The month of delivery.
    pub month: u32,
    /// The share of list that covers the cost today.
    pub break_even: NonNegative,
    /// The floor at delivery.
    pub floor: NonNegative,
    /// What may come of the bid.
    pub risk: BidRisk,
    /// What the clause is worth.
    pub clause: ClauseValue,
    /// The cost of delivering later; `None` beyond the horizon.
    pub delay: Option<Money>,
    /// By how many months.
    pub later: u32,
    /// Margins and chances of loss by discount and month.
    pub heat: BTreeMap<Discount, Vec<Heat>>,
}

/// Works out the seller's side.
///
/// # Errors
/// What is wrong, by field.
pub fn sold(form: &MarketForm, outlook: &Outlook) -> Result<Sold, Wrong> {
    sold_with(form, outlook, true)
}

/// The seller's side but for the heat table, which takes longest.
pub(super) fn sold_without_heat(form: &MarketForm, outlook: &Outlook) -> Result<Sold, Wrong> {
    sold_with(form, outlook, false)
}

/// The discounts of the heat table.
pub(super) fn heat_discounts() -> Vec<Discount> {
    let discounts = TENTHS.map(|tenths| Discount::of(Decimal::new(tenths, 1)));
    discounts.flatten().collect()
}

fn sold_with(form: &MarketForm, outlook: &Outlook, heat: bool) -> Result<Sold, Wrong> {
    let at_cost = |problem: ValueProblem| Wrong::from([(MarketField::CostPay, problem.into())]);
    let mut reader = Reader::new(form);
    let cost = reader.discount(MarketField::CostPay);
    let follows = reader.percent(MarketField::Follows, 100);
    let bid = reader.discount(MarketField::BidPay);
    let confidence = reader.percent(MarketField::Confidence, 100);
    let month = reader.whole(MarketField::Delivery, outlook.months());
    let later = reader.whole(MarketField::Late, LONGEST);
    let clause = Clause {
        passed_on: reader.percent(MarketField::PassedOn, 100),
        rise: reader.percent(MarketField::Rise, 1_000),
        fall: reader.percent(MarketField::Fall, 100),
    };
    reader.done(())?;
    let list = Money::new(Decimal::ONE_HUNDRED, outlook.last.currency());
    let sale = Sale {
        list,
        cost: list.paid_at(cost).map_err(at_cost)?,
        follows,
    };
    let question = SellerQuestion {
        sale,
        hardware: Vec::new(),
        discounts: heat_discounts(),
        delivery: Some(Delivery {
            month,
            confidence,
            margin: NonNegative::ZERO,
            bid: Some(bid),
            clause: Some(clause),
            late: Some(later),
            heat,
        }),
    };
    let answer = answer(&question, Ok(&outlook.paths), &Path::default());
    let answer = answer.map_err(at(MarketField::CostPay))?;
    let today = answer.at.into_values().next();
    let delivery = answer
        .delivery
        .transpose()
        .map_err(at(MarketField::CostPay))?;
    let parts = today.zip(delivery).and_then(|(today, delivery)| {
        let (risk, clause) = (delivery.risk?, delivery.clause?);
        Some(Sold {
            break_even: today.break_even,
            floor: delivery.floor,
            delay: delivery.delay.and_then(Result::ok),
            heat: delivery.heat,
            risk,
            clause,
            sale,
            bid,
            month,
            later,
        })
    });
    parts.ok_or_else(|| at_cost(ValueProblem::Empty))
}
