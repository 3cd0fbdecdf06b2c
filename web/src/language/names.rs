//! The names of providers and regions. Pure.

use std::collections::BTreeMap;

use netprice::value::id::BookId;
use netprice_catalog::Catalog;

use crate::language::Language;

/// The names of the provider and the region of an offer, and its currency.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferName {
    /// The provider.
    pub provider: String,
    /// The region.
    pub place: String,
    /// The currency code of its price book.
    pub currency: String,
}

/// The names of a price book in a language; an unknown book is named by its id.
#[must_use]
pub fn book_name(catalog: &Catalog, book: &str, language: Language) -> OfferName {
    let (provider, place) = match catalog.names(book) {
        Some(names) => (
            language.of([&names.name_en, &names.name_zh]),
            language.of([&names.place_en, &names.place_zh]),
        ),
        None => (book.to_owned(), String::new()),
    };
    let currency = catalog.currency(book);
    OfferName {
        provider,
        place,
        currency: currency
            .map(|currency| currency.to_string())
            .unwrap_or_default(),
    }
}

/// The price books by the names that the page shows for them, in every language: provider and region.
#[must_use]
pub fn book_names(catalog: &Catalog) -> BTreeMap<String, BookId> {
    let names_of = |id: &BookId| {
        Language::ALL.map(|language| {
            let name = book_name(catalog, id.as_str(), language);
            (format!("{} {}", name.provider, name.place), id.clone())
        })
    };
    catalog.book_ids().flat_map(names_of).collect()
}
