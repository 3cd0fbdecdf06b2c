//! What people call an offer's provider and place. Pure.

use netprice_catalog::Catalog;

use crate::document::Document;
use crate::language::Language;

/// What people call the provider and the place of an offer.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferName {
    /// The provider.
    pub provider: String,
    /// The place.
    pub place: String,
    /// The currency of its price book.
    pub currency: String,
}

/// The provider and the place of each offer, in a language, by the position of the offer.
#[must_use]
pub fn of_offers(catalog: &Catalog, document: &Document, language: Language) -> Vec<OfferName> {
    let books = document.price_books();
    let books = books.iter();
    let name = |book: &&str| match document.own_book(book) {
        Some(own) if catalog.names(book).is_none() => OfferName {
            provider: own.provider.to_string(),
            place: own.region.to_string(),
            currency: own.currency.to_string(),
        },
        Some(_) | None => book_name(catalog, book, language),
    };
    books.map(name).collect()
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
