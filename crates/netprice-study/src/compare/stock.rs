//! What an offer of a study sells: a published price book, or the study's own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use netprice::comparison::convert::ExchangeRates;
use netprice::value::day::Date;
use netprice::value::id::SkuId;
use netprice::{PriceBook, Sku};
use netprice_catalog::book::{Book, Machine};
use netprice_catalog::goods::Good;
use netprice_catalog::index::Index;
use netprice_catalog::{Catalog, CatalogError};

use super::unknown_book;
use crate::problem::StudyProblem;
use crate::sku_match::Shelf;
use crate::study::{Offer, Study};
use crate::workload::ask::Ask;

/// What an offer sells. What the published SKUs are stays known where a study has other prices for them.
pub struct Stock<'a> {
    /// The prices.
    pub prices: &'a PriceBook,
    machines: Cow<'a, BTreeMap<SkuId, Machine>>,
    goods: Cow<'a, BTreeMap<SkuId, Good>>,
    index: Cow<'a, Index>,
}

impl<'a> Stock<'a> {
    /// The stock of an offer.
    ///
    /// # Errors
    /// [`StudyProblem::UnknownPriceBook`], [`StudyProblem::CatalogFile`].
    pub fn of(study: &'a Study, offer: &Offer, catalog: &'a Catalog) -> Result<Self, StudyProblem> {
        let id = &offer.price_book;
        let (published, index) = published(id.as_str(), catalog)?;
        match (study.price_books.get(id), published) {
            (Some(own), published) => Ok(Self::own(study, offer, own, published)),
            (None, Some(book)) => {
                let index = index.map_or_else(|| Cow::Owned(Index::from(book)), Cow::Borrowed);
                Ok(Self {
                    prices: &book.prices,
                    machines: Cow::Borrowed(&book.machines),
                    goods: Cow::Borrowed(&book.goods),
                    index,
                })
            }
            (None, None) => Err(unknown_book(study, id, catalog)),
        }
    }

    fn own(
        study: &'a Study,
        offer: &Offer,
        prices: &'a PriceBook,
        published: Option<&'a Book>,
    ) -> Self {
        let id = &offer.price_book;
        let machines = joined(published.map(|book| &book.machines), study.machines.get(id));
        let goods = joined(published.map(|book| &book.goods), study.goods.get(id));
        let flexible = published.map(|book| book.flexible.as_slice());
        let mut flexible = flexible.unwrap_or_default().to_vec();
        flexible.extend(study.flexible.get(id).into_iter().flatten().cloned());
        let index = Index::of(prices, &machines, &goods, &flexible);
        Self {
            prices,
            machines,
            goods,
            index: Cow::Owned(index),
        }
    }

    /// The shelf that a workload is matched to on a day.
    #[must_use]
    pub fn shelf<'s>(
        &'s self,
        day: Option<Date>,
        rates: Option<&'s ExchangeRates>,
        catalog: &'s Catalog,
    ) -> Shelf<'s> {
        Shelf {
            prices: self.prices,
            machines: &self.machines,
            goods: &self.goods,
            index: &self.index,
            tokens: Some(catalog),
            day,
            rates,
        }
    }
}

impl Stock<'_> {
    /// The SKUs among which one is chosen for a part of an ask: machines, or goods of a kind.
    pub fn candidates(&self, ask: &Ask, good: Option<&Good>) -> impl Iterator<Item = &Sku> {
        let machines: &[_] = match (ask, good) {
            (Ask::Machines(machines), None) => self.index.machines(machines.purchase),
            _ => &[],
        };
        let goods = good.map_or(&[][..], |good| self.index.goods(good));
        let names = machines.iter().map(|item| &item.sku);
        let names = names.chain(goods.iter().map(|item| &item.sku));
        names.filter_map(|name| self.prices.skus.get(name))
    }
}

/// A published price book with all purchases of machines, or with those on demand where the table of the
/// others is not loaded; and its index.
fn published<'a>(
    id: &str,
    catalog: &'a Catalog,
) -> Result<(Option<&'a Book>, Option<&'a Index>), CatalogError> {
    match catalog.whole_book(id) {
        Ok(book) => Ok((book, catalog.whole_index(id)?)),
        Err(CatalogError::NotLoaded { .. }) => Ok((catalog.book(id)?, catalog.index(id)?)),
        Err(error) => Err(error),
    }
}

fn joined<'a, T: Clone>(
    published: Option<&'a BTreeMap<SkuId, T>>,
    own: Option<&'a BTreeMap<SkuId, T>>,
) -> Cow<'a, BTreeMap<SkuId, T>> {
    match (published, own) {
        (Some(one), None) | (None, Some(one)) => Cow::Borrowed(one),
        (None, None) => Cow::Owned(BTreeMap::new()),
        (Some(published), Some(own)) => {
            let mut all = published.clone();
            let own = own.iter().map(|(id, what)| (id.clone(), what.clone()));
            all.extend(own);
            Cow::Owned(all)
        }
    }
}
