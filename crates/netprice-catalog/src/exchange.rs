//! The published exchange rates.

use std::collections::BTreeMap;

use netprice::book::exchange::ExchangeRates;
use netprice::value::day::AsOf;
use netprice::{Currency, NonNegative};
use serde::Deserialize;

use crate::error::CatalogError;
use crate::rows::rows;
use crate::tables::Tables;

#[derive(Deserialize)]
struct RateRow {
    as_of: AsOf,
    base: Currency,
    currency: Currency,
    rate: NonNegative,
    source: String,
}

/// Reads the rates; rows of more than one fixing are an error.
pub(crate) fn read(tables: &Tables) -> Result<ExchangeRates, CatalogError> {
    const FILE: &str = "exchange_rates.csv";
    let rows = rows::<RateRow>(tables, FILE)?;
    let Some(first) = rows.first() else {
        return Err(CatalogError::at(FILE, "there are no rates"));
    };
    let mut rates = ExchangeRates {
        later: Vec::new(),
        source: first.source.clone(),
        as_of: first.as_of,
        base: first.base,
        rates: BTreeMap::new(),
    };
    for row in rows {
        let of_one_fixing = (&row.source, row.as_of, row.base);
        if of_one_fixing != (&rates.source, rates.as_of, rates.base) {
            return Err(CatalogError::at(
                FILE,
                format!("{} is of another fixing", row.currency),
            ));
        }
        rates.rates.insert(row.currency, row.rate);
    }
    Ok(rates)
}
