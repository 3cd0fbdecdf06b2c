//! The buyer: rent, buy or wait.

use netprice::market::rent_or_buy::{RentOrBuy, Weighed};
use netprice::market::selling::Waiting;
use netprice_study::market::SEED;
use netprice_study::market::buyer::{BuyerQuestion, Wait, answer};

use super::drawing::Outlook;
use super::reader::{Reader, Wrong, at};
use crate::settings::{Setting, Settings};

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
/// What is wrong, by setting.
pub fn bought(settings: &Settings, outlook: &Outlook) -> Result<Bought, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::BuyCurrency)?;
    let weigh = RentOrBuy {
        capital: reader.money(Setting::Capital, currency),
        own_month: reader.money(Setting::OwnMonth, currency),
        rent_month: reader.money(Setting::RentMonth, currency),
        residual: reader.percent(Setting::Residual, 100),
        correlation: reader.percent(Setting::Correlation, 100),
        utilisation: [
            reader.percent(Setting::UseLow, 100),
            reader.percent(Setting::UseLikely, 100),
            reader.percent(Setting::UseHigh, 100),
        ],
        rate: reader.percent(Setting::Interest, 1_000),
    };
    let wait = Wait {
        months: reader.whole(Setting::WaitMonths, outlook.months()),
        month_without: reader.money(Setting::MonthWithout, currency),
        confidence: reader.percent(Setting::Confidence, 100),
    };
    reader.done(())?;
    let question = BuyerQuestion {
        weigh,
        wait: Some(wait),
    };
    let found = answer(&question, Ok(&outlook.paths), SEED);
    let found = found.map_err(at(Setting::UseHigh))?;
    let waiting = found.waiting.transpose();
    Ok(Bought {
        weighed: found.weighed,
        waiting: waiting.map_err(at(Setting::Capital))?,
        months: wait.months,
        term: outlook.months(),
    })
}
