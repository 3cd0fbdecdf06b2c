//! The usage lines of a quote without a price, in words.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::Unpriced;

use crate::compare::text::Text;
use crate::language::Language;

/// Each usage line that has no price, and why.
pub(crate) fn missing(language: Language, quote: &ConvertedQuote) -> String {
    let line = |missing: &Unpriced| {
        let line = language.say(&Text::Line(missing.line.as_str()));
        match &missing.sku {
            Some(sku) => language.say(&Text::NoPrice {
                line: &line,
                sku: sku.as_str(),
            }),
            None => language.say(&Text::NoSku(&line)),
        }
    };
    let lines: Vec<String> = quote.quote.unpriced.iter().map(line).collect();
    lines.join(&language.say(&Text::Semicolon))
}
