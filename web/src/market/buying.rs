//! The buyer: rent, buy or wait.

use netprice::error::Problem;
use netprice::gpu::rent_or_buy::{RentOrBuy, Weighed};
use netprice::gpu::selling::{Waiting, waiting};

use super::SEED;
use super::drawing::Outlook;
use super::reader::{Reader, Wrong, first};
use crate::settings::{Setting, Settings};

/// What a buyer sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// Renting against buying.
    pub weighed: Weighed,
    /// Waiting against locking today.
    pub waiting: Waiting,
    /// For how many months is waited.
    pub months: u32,
    /// For how many months is rented or owned.
    pub term: usize,
}

/// Works out the buyer's side, with rents and residual values that move with the paths.
///
/// # Errors
/// What is wrong, by setting.
pub fn bought(settings: &Settings, outlook: &Outlook) -> Result<Bought, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::BuyCurrency)?;
    let horizon = u32::try_from(outlook.paths.months.len()).unwrap_or(u32::MAX);
    let weighed = RentOrBuy {
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
    let months = reader.whole(Setting::WaitMonths, horizon);
    let month_without = reader.money(Setting::MonthWithout, currency);
    let confidence = reader.percent(Setting::Confidence, 100);
    reader.done(())?;
    let at = |setting: Setting| move |problem: Problem| Wrong::from([(setting, problem)]);
    let found = weighed.weigh(&outlook.paths, SEED);
    let found = found.map_err(|errors| at(Setting::UseHigh)(first(errors)))?;
    let waited = waiting(
        weighed.capital,
        month_without,
        &outlook.paths,
        months,
        confidence,
    );
    Ok(Bought {
        weighed: found,
        waiting: waited.map_err(at(Setting::Capital))?,
        months,
        term: outlook.paths.months.len(),
    })
}
