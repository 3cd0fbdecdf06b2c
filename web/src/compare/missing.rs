//! The usage lines of a quote without a price, in words.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::Unpriced;

use crate::compare::words::form::FormText;
use crate::compare::words::offers::OfferText;
use crate::language::Language;

/// The reason for each usage line without a price.
pub(crate) fn missing(language: Language, quote: &ConvertedQuote) -> String {
    let line = |missing: &Unpriced| {
        let line = language.say(&FormText::Line(missing.line.as_str()));
        match &missing.sku {
            Some(sku) => language.say(&OfferText::NoPrice {
                line: &line,
                sku: sku.as_str(),
                reason: &missing.reason,
            }),
            None => language.say(&OfferText::NoSku(&line)),
        }
    };
    let lines: Vec<String> = quote.quote.unpriced.iter().map(line).collect();
    lines.join(&language.say(&OfferText::Semicolon))
}
