//! The SKUs and the prices by hand that a row names at offers.

use std::collections::BTreeMap;

use netprice::value::id::OfferId;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative};

use super::super::columns::{Column, Columns};
use super::Row;
use crate::problem::StudyProblem;
use crate::typed;
use crate::workload::{HandPrice, Named, NamedQuantity};

impl<'a> Row<'a> {
    /// The SKUs of the columns `sku:OFFER`.
    pub(super) fn skus(&mut self) -> BTreeMap<OfferId, Named> {
        let cells = self.at_offers(|column| match column {
            Column::Sku(offer) => Some(offer),
            Column::Known(_) | Column::Label(_) | Column::Price(_) => None,
        });
        let named = cells.into_iter().filter_map(|(offer, place, text)| {
            let read = named(text).map_err(StudyProblem::from);
            Some((offer, self.read_at(place, read)?))
        });
        named.collect()
    }

    /// The prices by hand of the columns `price:OFFER`; the column `currency` states the currency of those
    /// without one.
    pub(super) fn prices(&mut self) -> BTreeMap<OfferId, HandPrice> {
        let cells = self.at_offers(|column| match column {
            Column::Price(offer) => Some(offer),
            Column::Known(_) | Column::Label(_) | Column::Sku(_) => None,
        });
        let prices = cells.into_iter().filter_map(|(offer, place, text)| {
            let read = self.hand_price(text);
            Some((
                offer,
                self.read_at(place, read.map_err(StudyProblem::from))?,
            ))
        });
        prices.collect()
    }

    /// The filled cells of the columns that are for an offer, each with its place.
    fn at_offers(
        &self,
        of: impl Fn(&'a Column) -> Option<&'a OfferId>,
    ) -> Vec<(OfferId, usize, &'a str)> {
        let columns: &'a Columns = self.columns;
        let cells = columns.places.iter().filter_map(|(column, places)| {
            let (place, cell) = self.filled(places).into_iter().next()?;
            Some((of(column)?.clone(), place, cell))
        });
        cells.collect()
    }

    fn read_at<T>(&mut self, place: usize, read: Result<T, StudyProblem>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                let name = self.columns.names.get(place).cloned().unwrap_or_default();
                let at = Path::line(self.line).field(name);
                self.problems.push(problem.at(at));
                None
            }
        }
    }

    /// A price such as `0.1 USD`, or `100 USD for 1 Months` for the whole line.
    fn hand_price(&mut self, text: &str) -> Result<HandPrice, ValueProblem> {
        let (price, quantity) = match text.split_once(" for ") {
            Some((price, quantity)) => (price.trim(), Some(quantity.trim().parse()?)),
            None => (text, None),
        };
        let money = match price.split_once(char::is_whitespace) {
            Some((number, currency)) => {
                format!("{} {}", typed::number(number), currency.trim())
            }
            None => format!("{} {}", typed::number(price), self.text("currency")),
        };
        let money: Money = money.trim().parse()?;
        Ok(HandPrice {
            price: NonNegative::new(money.amount())?,
            currency: money.currency(),
            quantity,
        })
    }
}

/// A SKU, or SKUs with quantities such as `disk = 50 GB-Months; requests = 2 Calls`.
fn named(text: &str) -> Result<Named, ValueProblem> {
    if !text.contains('=') {
        return Ok(Named::Sku(text.parse()?));
    }
    let all = text.split([';', '；']).map(str::trim);
    let all = all.filter(|one| !one.is_empty()).map(|one| {
        let (sku, quantity) = one.rsplit_once('=').unwrap_or((one, ""));
        Ok(NamedQuantity {
            sku: sku.trim().parse()?,
            quantity: quantity.trim().parse()?,
        })
    });
    Ok(Named::Quantities(all.collect::<Result<_, ValueProblem>>()?))
}
