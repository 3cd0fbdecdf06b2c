//! An API against machines of one's own.

use netprice::error::{Problem, R};
use netprice::gpu::owning::{ApiOrOwn, HOURS, api_or_own, million_tokens};
use netprice::money::Money;
use rust_decimal::Decimal;

use super::reader::{Reader, Wrong};
use crate::settings::{Setting, Settings};

/// An API against machines of one's own or rented by the hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// The comparison at the load.
    pub found: ApiOrOwn,
    /// What a million tokens cost on the machines at full use.
    pub million: Money,
}

/// Works out API against self-hosting.
///
/// # Errors
/// What is wrong, by setting.
pub fn tokens(settings: &Settings) -> Result<Tokens, Wrong> {
    let mut reader = Reader::new(settings);
    let currency = reader.currency(Setting::TokenCurrency)?;
    let load = reader.amount(Setting::Load1M);
    let api = reader.money(Setting::ApiPrice, currency);
    let hour = reader.money(Setting::GpuHour, currency);
    let gpus = reader.whole(Setting::ServerGpus, 10_000);
    let throughput = reader.amount(Setting::Throughput);
    let top = reader.percent(Setting::TopUse, 100);
    for (setting, amount) in [(Setting::Throughput, throughput), (Setting::TopUse, top)] {
        if amount.is_zero() && !reader.wrong.contains_key(&setting) {
            reader.wrong.insert(setting, Problem::Zero);
        }
    }
    reader.done(())?;
    let worked = || -> R<Tokens> {
        let server = hour.times(Decimal::from(gpus))?.times(HOURS)?;
        Ok(Tokens {
            found: api_or_own(load, api, server, throughput, top)?,
            million: million_tokens(hour, gpus, throughput, top)?,
        })
    };
    worked().map_err(|problem| Wrong::from([(Setting::Load1M, problem)]))
}
