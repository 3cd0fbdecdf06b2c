//! Days before the dates of all prices.

use netprice::rating::step::Reason;
use netprice::value::day::AsOf;

use super::OfferAnswer;
use crate::problem::{Located, StudyProblem};
use crate::study::Study;

/// A problem for a day of the study that is before the dates of all published prices that its offers use: the
/// prices are then those of another time.
pub(super) fn early<'a>(
    study: &Study,
    offers: impl Iterator<Item = &'a OfferAnswer>,
) -> Option<Located> {
    let value = study.day?;
    let published = offers.filter(|offer| !study.price_books.contains_key(&offer.price_book));
    let known = published.flat_map(dates).reduce(AsOf::joined)?;
    let is_early = value.date() < known.earliest();
    is_early.then(|| StudyProblem::BeforePrices { value, known }.at("day"))
}

/// The dates of the prices of an offer.
fn dates(offer: &OfferAnswer) -> impl Iterator<Item = AsOf> {
    let charges = offer.quote.quote.charges.iter();
    charges.filter_map(|charge| {
        let first = charge.usage()?.steps.first()?;
        let Reason::ListPrice { published, .. } = &*first.reason else {
            return None;
        };
        Some(published.as_ref()?.as_of)
    })
}
