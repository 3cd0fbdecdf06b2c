//! The buyer: rent, buy or wait.

use netprice::market::rent_or_buy::{RentOrBuy, Weighed};
use netprice::market::selling::Waiting;
use netprice_study::market::SEED;
use netprice_study::market::buyer::{BuyerQuestion, Wait, answer};

use crate::market::drawing::Outlook;
use crate::market::form::{MarketField, MarketForm};
use crate::market::reader::{Reader, Wrong, at};

/// What a buyer sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// Renting against buying.
    pub weighed: Weighed,
    /// Waiting against locking today.
    pub waiting: Option<Waiting>,
    /// For how many months is waited.
    pub months: u32,
    /// For how many months is rented or owned.
    pub term: u32,
}

/// Works out the buyer's side, with rents and residual values that move with the paths.
///
/// # Errors
/// What is wrong, by field.
pub fn bought(form: &MarketForm, outlook: &Outlook) -> Result<Bought, Wrong> {
    let mut reader = Reader::new(form);
    let currency = reader.currency(MarketField::BuyCurrency)?;
    let weigh = RentOrBuy {
        capital: reader.money(MarketField::Capital, currency),
        own_month: reader.money(MarketField::OwnMonth, currency),
        rent_month: reader.money(MarketField::RentMonth, currency),
        residual: reader.percent(MarketField::Residual, 100),
        correlation: reader.percent(MarketField::Correlation, 100),
        utilisation: [
            reader.percent(MarketField::UseLow, 100),
            reader.percent(MarketField::UseLikely, 100),
            reader.percent(MarketField::UseHigh, 100),
        ],
        rate: reader.percent(MarketField::Interest, 1_000),
    };
    let wait = Wait {
        months: reader.whole(MarketField::WaitMonths, outlook.months()),
        month_without: reader.money(MarketField::MonthWithout, currency),
        confidence: reader.percent(MarketField::Confidence, 100),
    };
    reader.done(())?;
    let question = BuyerQuestion {
        weigh,
        wait: Some(wait),
    };
    let found = answer(&question, Ok(&outlook.paths), SEED);
    let found = found.map_err(at(MarketField::UseHigh))?;
    let waiting = found.waiting.transpose();
    Ok(Bought {
        weighed: found.weighed,
        waiting: waiting.map_err(at(MarketField::Capital))?,
        months: wait.months,
        term: outlook.months(),
    })
}
