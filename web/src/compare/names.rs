//! The names of the providers and regions of the offers. Pure.

use netprice_catalog::Catalog;

use crate::compare::document::Document;
use crate::language::Language;
use crate::language::names::{OfferName, book_name};

/// The provider and the region of each offer, in a language, by the position of the offer.
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
