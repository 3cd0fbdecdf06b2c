//! What an offer of a study sells: a published price book, or the study's own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use netprice::book::exchange::ExchangeRates;
use netprice::value::day::Day;
use netprice::value::id::SkuId;
use netprice::{PriceBook, Sku};
use netprice_catalog::book::{Book, Machine};
use netprice_catalog::goods::{Good, Purchase};
use netprice_catalog::index::Index;
use netprice_catalog::{Catalog, CatalogError};

use super::unknown_book;
use crate::problem::StudyProblem;
use crate::sku_match::Shelf;
use crate::study::{Offer, Study};
use crate::workload::Named;
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
        let published = published(study, offer, catalog)?;
        Self::with(study, offer, published, catalog)
    }

    /// The stock of an offer without the other services of its price book, where their table is not loaded
    /// and nothing asks for them; else `None`.
    ///
    /// A quote of it is that of the whole stock. Only a name in an agreement may be missing.
    ///
    /// # Errors
    /// [`StudyProblem::TableNotLoaded`], [`StudyProblem::CatalogFile`].
    pub fn first(
        study: &'a Study,
        offer: &Offer,
        catalog: &'a Catalog,
    ) -> Result<Option<Self>, StudyProblem> {
        let id = offer.price_book.as_str();
        let is_own = study.price_books.contains_key(&offer.price_book);
        if is_own || catalog.has_other_services(id) || !asks_for_first(study, offer) {
            return Ok(None);
        }
        let book = catalog.first_book(id)?;
        let has = |sku: &SkuId| book.is_some_and(|book| book.prices.skus.contains_key(sku));
        if !named(study, offer).all(has) {
            return Ok(None);
        }
        let published = (book, catalog.first_index(id)?);
        Self::with(study, offer, published, catalog).map(Some)
    }

    /// [`Stock::first`], or else the whole stock: enough to match the workload.
    ///
    /// # Errors
    /// As [`Stock::of`].
    pub fn enough(
        study: &'a Study,
        offer: &Offer,
        catalog: &'a Catalog,
    ) -> Result<Self, StudyProblem> {
        let first = Self::first(study, offer, catalog)?;
        first.map_or_else(|| Self::of(study, offer, catalog), Ok)
    }

    fn with(
        study: &'a Study,
        offer: &Offer,
        (published, index): (Option<&'a Book>, Option<&'a Index>),
        catalog: &Catalog,
    ) -> Result<Self, StudyProblem> {
        let id = &offer.price_book;
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
        day: Option<Day>,
        rates: Option<&'s ExchangeRates>,
        catalog: &'s Catalog,
    ) -> Shelf<'s> {
        Shelf {
            prices: self.prices,
            machines: &self.machines,
            goods: &self.goods,
            index: &self.index,
            catalog: Some(catalog),
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

/// A published price book and its index: with all purchases of machines where their table is loaded or is
/// needed, and else with those on demand.
fn published<'a>(
    study: &Study,
    offer: &Offer,
    catalog: &'a Catalog,
) -> Result<(Option<&'a Book>, Option<&'a Index>), CatalogError> {
    let id = offer.price_book.as_str();
    if catalog.has_whole_book(id) {
        return Ok((catalog.whole_book(id)?, catalog.whole_index(id)?));
    }
    let book = catalog.book(id)?;
    let has = |sku: &SkuId| book.is_none_or(|book| book.prices.skus.contains_key(sku));
    if asks_for_other_purchases(study, offer) || !named(study, offer).all(has) {
        return Ok((catalog.whole_book(id)?, catalog.whole_index(id)?));
    }
    Ok((book, catalog.index(id)?))
}

/// Whether the workload asks for machines on demand, objects and traffic alone.
fn asks_for_first(study: &Study, offer: &Offer) -> bool {
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    let mut asks = lines.map(|line| &line.ask);
    let is_first = |ask: &Ask| {
        matches!(
            ask,
            Ask::Machines(_) | Ask::ObjectStorage(_) | Ask::Traffic(_)
        )
    };
    offer.usage.is_some() || asks.all(is_first) && !asks_for_other_purchases(study, offer)
}

/// Whether the workload asks for machines that are not bought on demand.
fn asks_for_other_purchases(study: &Study, offer: &Offer) -> bool {
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    let mut asks = lines.map(|line| &line.ask);
    let is_other = |ask: &Ask| matches!(ask, Ask::Machines(machines) if machines.purchase != Purchase::OnDemand);
    offer.usage.is_none() && asks.any(is_other)
}

/// The SKUs that a study names for an offer, other than those of its own price book.
fn named<'a>(study: &'a Study, offer: &'a Offer) -> impl Iterator<Item = &'a SkuId> {
    let used = offer.usage.iter().flat_map(|usage| &usage.lines);
    let used = used.map(|line| &line.sku);
    let name = offer.name();
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    let lines = lines.filter(|_| offer.usage.is_none());
    let of_lines = lines.flat_map(move |line| {
        let asked = if let Ask::Sku(asked) = &line.ask {
            Some(&asked.sku)
        } else {
            None
        };
        let (one, several) = match line.skus.get(&name) {
            Some(Named::Sku(sku)) => (Some(sku), &[][..]),
            Some(Named::Quantities(all)) => (None, all.as_slice()),
            None => (None, &[][..]),
        };
        let several = several.iter().map(|one| &one.sku);
        asked.into_iter().chain(one).chain(several)
    });
    let own = study.price_books.get(&offer.price_book);
    let is_published = move |sku: &&SkuId| own.is_none_or(|own| !own.skus.contains_key(*sku));
    used.chain(of_lines).filter(is_published)
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
