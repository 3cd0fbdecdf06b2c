//! What people call an offer's provider and place. Pure.

use netprice_catalog::catalog::Catalog;

use crate::document::Document;
use crate::language::Language;

/// What people call the provider and the place of an offer.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferName {
    /// The provider.
    pub provider: String,
    /// The place.
    pub place: String,
}

/// The provider and the place of each offer, in a language, by the position of the offer.
#[must_use]
pub fn of_offers(catalog: &Catalog, document: &Document, language: Language) -> Vec<OfferName> {
    let name = |book: &&str| {
        let published = book.parse().ok().and_then(|id| catalog.books.get(&id));
        match (published.map(|book| &book.names), language) {
            (Some(names), Language::English) => OfferName {
                provider: names.name_en.clone(),
                place: names.place_en.clone(),
            },
            (Some(names), Language::Chinese) => OfferName {
                provider: names.name_zh.clone(),
                place: names.place_zh.clone(),
            },
            (None, _) => OfferName {
                provider: (*book).to_owned(),
                place: String::new(),
            },
        }
    };
    document.price_books().iter().map(name).collect()
}
