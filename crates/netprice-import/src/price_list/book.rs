//! A price list as a price book.

use std::collections::BTreeMap;

use netprice::value::decimal::NonNegative;
use netprice::value::problem::ValueProblem;
use netprice::{PriceBook, PriceModel, Sku, Tier};
use serde::{Deserialize, Serialize};

use crate::price_list::{ImportedPrices, ListPrice, PriceKind};
use crate::problem::{ImportProblem, Problems};

/// The price book of a list, and the prices that are not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedBook {
    /// The prices by use of one region.
    pub book: PriceBook,
    /// The prices of other regions.
    pub other_regions: usize,
    /// The prices of reservations, savings plans, spot machines and machines for development.
    pub other_kinds: usize,
    /// The prices in another currency than the first of the region.
    pub other_currencies: usize,
    /// The prices of zero that stand alone: a list does not say whether they are free.
    pub zero: usize,
    /// The prices whose SKU, unit or tiers cannot be kept, and those of a machine that has a price already.
    pub left_out: usize,
}

impl ImportedPrices {
    /// The regions of the list with their number of prices; an empty name for prices that hold in all.
    #[must_use]
    pub fn regions(&self) -> BTreeMap<&str, usize> {
        let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
        for price in &self.prices {
            let count = regions.entry(&*price.region).or_default();
            *count = count.saturating_add(1);
        }
        regions
    }

    /// The prices by use of a region as a price book; the only region if absent.
    ///
    /// A machine has the name of its type, anything else that of its SKU. Tiers state where they start. What is not in the
    /// book is counted.
    ///
    /// # Errors
    /// [`ImportProblem::NoSuchColumn`] at `region` for a region that the list does not have, with those that it has, and for a
    /// list of several regions without one; [`ValueProblem::UnknownCurrency`] for prices without a currency.
    ///
    /// ```
    /// use netprice_import::price_list::read;
    /// let list = read("Google service,SKU ID,SKU description,Unit description,Per unit quantity,Tiered usage start,List price ($)\n\
    ///     Compute,AA,Core,hour,1,0,0.02\nStorage,BB,Requests,count,1000,0,0.005\n".as_bytes()).unwrap();
    /// let book = list.book(None, None).unwrap().book;
    /// assert_eq!(book.skus.len(), 2);
    /// assert_eq!(book.skus.values().last().unwrap().unit.as_str(), "1000 Units");
    /// ```
    pub fn book(
        &self,
        region: Option<&str>,
        currency: Option<&str>,
    ) -> Result<ListedBook, Problems> {
        let region = self.region(region)?;
        let is_here = |price: &&ListPrice| price.region.is_empty() || *price.region == *region;
        let here: Vec<&ListPrice> = self.prices.iter().filter(is_here).collect();
        let first = here
            .iter()
            .map(|price| &*price.currency)
            .find(|currency| !currency.is_empty());
        let currency = first.or(currency).unwrap_or_default();
        let name = if region.is_empty() { "all" } else { region };
        let book = PriceBook::new(self.report.format.provider(), name, currency);
        let mut listed = ListedBook {
            book: book.map_err(|problem| ImportProblem::from(problem).at("currency"))?,
            other_regions: self.prices.len().saturating_sub(here.len()),
            other_kinds: 0,
            other_currencies: 0,
            zero: 0,
            left_out: 0,
        };
        let mut by_sku: BTreeMap<(&str, &str), Vec<&ListPrice>> = BTreeMap::new();
        for price in here {
            if price.kind != PriceKind::OnDemand {
                listed.other_kinds = listed.other_kinds.saturating_add(1);
            } else if !price.currency.is_empty() && *price.currency != *currency {
                listed.other_currencies = listed.other_currencies.saturating_add(1);
            } else {
                let name = if price.instance.is_empty() {
                    &price.sku
                } else {
                    &price.instance
                };
                by_sku.entry((name, &price.sku)).or_default().push(price);
            }
        }
        for ((name, _), prices) in by_sku {
            listed.take(name, &prices);
        }
        Ok(listed)
    }

    /// The region that is asked, or the only one.
    fn region<'a>(&'a self, asked: Option<&'a str>) -> Result<&'a str, Problems> {
        let regions = self.regions();
        let named: Vec<&str> = regions
            .keys()
            .copied()
            .filter(|region| !region.is_empty())
            .collect();
        match (asked, named.as_slice()) {
            (Some(asked), _) if named.contains(&asked) => Ok(asked),
            (None, []) => Ok(""),
            (None, [only]) => Ok(only),
            (asked, _) => {
                let (value, expected) = (asked.unwrap_or_default().to_owned(), named.join(", "));
                Err(ImportProblem::NoSuchColumn { value, expected }
                    .at("region")
                    .into())
            }
        }
    }
}

impl ListedBook {
    fn take(&mut self, name: &str, prices: &[&ListPrice]) {
        if prices.iter().all(|price| price.price.is_zero()) {
            self.zero = self.zero.saturating_add(prices.len());
            return;
        }
        let sku = name.parse::<netprice::value::id::SkuId>();
        let is_new = sku
            .as_ref()
            .is_ok_and(|sku| !self.book.skus.contains_key(sku));
        match (sku, priced(prices)) {
            (Ok(id), Ok(sku))
                if is_new
                    && sku
                        .price
                        .as_ref()
                        .is_some_and(|price| price.problems().is_empty()) =>
            {
                self.book.skus.insert(id, sku);
            }
            _ => self.left_out = self.left_out.saturating_add(prices.len()),
        }
    }
}

/// A SKU with the tiers of some prices.
fn priced(prices: &[&ListPrice]) -> Result<Sku, ValueProblem> {
    let first = prices.first().ok_or(ValueProblem::Empty)?;
    let service = if first.instance.is_empty() {
        &*first.service
    } else {
        "compute"
    };
    let service = if service.is_empty() { "other" } else { service };
    let mut rows: Vec<(NonNegative, NonNegative)> = Vec::with_capacity(prices.len());
    for price in prices {
        rows.push((
            NonNegative::new(price.from)?,
            NonNegative::new(price.price)?,
        ));
    }
    rows.sort_by_key(|(from, _)| *from);
    let model = match rows.as_slice() {
        [(from, price)] if from.get().is_zero() => PriceModel::Flat(*price),
        _ => {
            let ends = rows
                .iter()
                .skip(1)
                .map(|(from, _)| Some(*from))
                .chain([None]);
            let tiers = rows
                .iter()
                .zip(ends)
                .map(|((from, unit_price), up_to)| Tier {
                    from: *from,
                    up_to,
                    unit_price: *unit_price,
                    ..Tier::default()
                });
            PriceModel::Graduated(tiers.collect())
        }
    };
    Sku::new(service, &*first.unit, model)
}
