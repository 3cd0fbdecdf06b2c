//! The names of providers and regions. Pure.

use netprice_catalog::Catalog;

use crate::language::Language;

/// The names of the provider and the region of an offer.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferName {
    /// The provider.
    pub provider: String,
    /// The place.
    pub place: String,
    /// The currency of its price book.
    pub currency: String,
}

/// The provider and the place of a price book, in a language.
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
