//! What people call an offer's provider and place. Pure.

use netprice_catalog::catalog::Catalog;

use crate::document::Document;
use crate::evaluate::currency_of;
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
    let name = |book: &&str| {
        let published = book.parse().ok().and_then(|id| catalog.books.get(&id));
        let names = published.map(|book| &book.names);
        let (provider, place) = match (names, language) {
            (Some(names), Language::English) => (&names.name_en, &names.place_en),
            (Some(names), Language::Chinese) => (&names.name_zh, &names.place_zh),
            (None, _) => (&String::from(*book), &String::new()),
        };
        OfferName {
            provider: provider.clone(),
            place: place.clone(),
            currency: currency_of(book, catalog),
        }
    };
    document.price_books().iter().map(name).collect()
}
