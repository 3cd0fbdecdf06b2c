//! The published exchange rates.

use std::collections::BTreeMap;

use netprice::book::exchange::ExchangeRates;
use netprice::value::day::AsOf;
use netprice::{Currency, NonNegative};

use crate::error::CatalogError;
use crate::rows::{Row, each_row, parsed};
use crate::tables::Tables;

struct RateRow {
    as_of: AsOf,
    base: Currency,
    currency: Currency,
    rate: NonNegative,
    source: String,
}

impl RateRow {
    fn read(row: &Row<'_>) -> Result<Self, String> {
        Ok(Self {
            as_of: row.read("as_of", parsed)?,
            base: row.read("base", parsed)?,
            currency: row.read("currency", parsed)?,
            rate: row.read("rate", |rate| NonNegative::try_from(rate).ok())?,
            source: row.text("source")?.to_owned(),
        })
    }
}

/// Reads the rates; rows of more than one fixing are an error.
pub(crate) fn read(tables: &Tables) -> Result<ExchangeRates, CatalogError> {
    const FILE: &str = "exchange_rates.csv";
    let rows = each_row(tables, FILE, RateRow::read)?;
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
