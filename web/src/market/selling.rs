//! The seller: the floor, the heat table, the clauses.

use netprice::decimal::Amount;
use netprice::error::R;
use netprice::gpu::selling::{BidRisk, Clause, ClauseValue, Heat, Sale};
use netprice::money::Money;
use rust_decimal::Decimal;

use super::LONGEST;
use super::drawing::Outlook;
use super::reader::{Reader, Wrong};
use crate::settings::{Setting, Settings};

/// The pay rates of the heat table, in tenths of list.
pub const TENTHS: [i64; 9] = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/// What a seller sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Sold {
    /// The sale, per 100 of list.
    pub sale: Sale,
    /// The bid.
    pub pay: Amount,
    /// The month of delivery.
    pub delivery: u32,
    /// The break-even pay rate today.
    pub break_even: Amount,
    /// The floor at delivery.
    pub floor: Amount,
    /// What may come of the bid.
    pub risk: BidRisk,
    /// What the clause is worth.
    pub clause: ClauseValue,
    /// The cost of delivering later; `None` beyond the horizon.
    pub delay: Option<Money>,
    /// By how many months.
    pub later: u32,
    /// Margins and chances of loss by pay rate and month.
    pub heat: Vec<Vec<Heat>>,
}

/// Works out the seller's side.
///
/// # Errors
/// What is wrong, by setting.
pub fn sold(settings: &Settings, outlook: &Outlook) -> Result<Sold, Wrong> {
    let mut sold = sold_without_heat(settings, outlook)?;
    let heat = sold.sale.heat(&outlook.paths, &heat_pays());
    sold.heat = heat.map_err(|problem| Wrong::from([(Setting::CostPay, problem)]))?;
    Ok(sold)
}

/// The pay rates of the heat table.
pub(super) fn heat_pays() -> Vec<Amount> {
    let pays = TENTHS.map(|tenths| Amount::new(Decimal::new(tenths, 1)));
    pays.into_iter().flatten().collect()
}

/// The seller's side but for the heat table, which takes longest.
pub(super) fn sold_without_heat(settings: &Settings, outlook: &Outlook) -> Result<Sold, Wrong> {
    let mut reader = Reader::new(settings);
    let horizon = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let cost = reader.pay(Setting::CostPay);
    let follows = reader.percent(Setting::Follows, 100);
    let pay = reader.pay(Setting::BidPay);
    let confidence = reader.percent(Setting::Confidence, 100);
    let delivery = reader.whole(Setting::Delivery, horizon);
    let later = reader.whole(Setting::Late, LONGEST);
    let clause = Clause {
        passed_on: reader.percent(Setting::PassedOn, 100),
        rise: reader.percent(Setting::Rise, 1_000),
        fall: reader.percent(Setting::Fall, 100),
    };
    reader.done(())?;
    let worked = || -> R<Sold> {
        let list = Money::new(Decimal::ONE_HUNDRED, outlook.currency);
        let sale = Sale {
            list,
            cost: list.times(cost.get())?,
            follows,
        };
        let at = outlook.paths.at(delivery)?;
        Ok(Sold {
            break_even: sale.break_even(Amount::new(Decimal::ONE)?)?,
            floor: sale.floor(&at, confidence, Amount::default())?,
            risk: sale.risk(pay, &at, confidence)?,
            clause: sale.clause_value(pay, clause, &at)?,
            delay: sale.cost_of_delay(&outlook.paths, delivery, later).ok(),
            heat: Vec::new(),
            sale,
            pay,
            delivery,
            later,
        })
    };
    worked().map_err(|problem| Wrong::from([(Setting::CostPay, problem)]))
}
