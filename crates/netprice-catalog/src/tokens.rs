//! Published prices of tokens, by provider.
//!
//! `cargo xtask pack` writes a table for each provider. A line `#` starts a block with the date, the
//! confidence, the source, the currency and the note of its prices; each further line is a model with its
//! prices of a million tokens, and its terms, if any: from and up to how many tokens of input, since and
//! until which day, in which hours of the day:
//!
//! ```text
//! tokens 1
//! #2026-08-21|medium|GitHub pydantic/genai-prices|USD|
//! gpt-5.4|input 2.5,output 15,cached_input .25|0,272000,,,
//! deepseek-chat|input .135|,,,,00:30/08:30 UTC+8
//! ```

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use netprice::book::citation::Citation;
use netprice::value::day::{Date, Day};
use netprice::value::decimal::NonNegative;
use netprice::value::hours::HoursOfDay;
use netprice::value::id::Provider;
use netprice::value::money::Currency;
use netprice::value::ordered::map_of;
use serde::{Deserialize, Serialize};

use crate::error::CatalogError;
use crate::rows::{Row, each_row, parsed};
use crate::tables::Tables;
use crate::words::{split, word};

/// The providers of tokens, each with its prices once they were asked for.
pub(crate) type Read = BTreeMap<Provider, (TokenProvider, Prices)>;
type Prices = OnceLock<Result<Vec<TokenPrice>, CatalogError>>;

/// A provider of models that are priced by tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenProvider {
    /// Its id.
    pub provider: Provider,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Simplified Chinese.
    pub name_zh: String,
    /// The number of its models that have a price.
    pub models: usize,
}

/// The price of a million tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPrice {
    /// The name of the model.
    pub model: String,
    /// The kind of tokens.
    pub direction: TokenDirection,
    /// The currency of the price.
    pub currency: Currency,
    /// The price of a million tokens.
    pub price: NonNegative,
    /// Whether the source states that it is free; a price of zero without that is unknown.
    pub free: bool,
    /// The tokens of a request's input above which the price holds, for the whole request.
    pub from: NonNegative,
    /// The most tokens of a request's input for which it holds; `None` if there is no bound.
    pub up_to: Option<NonNegative>,
    /// The first day on which it holds; `None` if not known.
    pub since: Option<Day>,
    /// The last day on which it holds; `None` if not known or if it still holds.
    pub until: Option<Day>,
    /// The hours of the day in which it holds; `None` for all.
    pub hours: Option<PricedHours>,
    /// The source and the date of the price.
    pub published: Citation,
}

/// The kind of tokens that are charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenDirection {
    /// Tokens of the prompt.
    Input,
    /// Tokens of the prompt that were cached.
    CachedInput,
    /// Tokens of the prompt that are written to the cache.
    CacheWrite,
    /// Tokens of the answer.
    Output,
    /// Tokens of the prompt in a batch.
    BatchInput,
    /// Tokens of the prompt in a batch that were cached.
    BatchCachedInput,
    /// Tokens of the answer in a batch.
    BatchOutput,
    /// Tokens of the answer that are thoughts, where they have a price of their own.
    OutputReasoning,
    /// Tokens of sound in the prompt.
    InputAudio,
    /// Tokens of sound in the prompt that were cached.
    CachedInputAudio,
    /// Tokens of sound in the answer.
    OutputAudio,
}

/// Hours of the day at a place: `00:30/08:30 UTC+8`, or `not 00:30/16:30 UTC` for all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedHours {
    /// Whether the price holds within the hours or in all others.
    pub side: Side,
    /// The hours.
    pub hours: HoursOfDay,
    /// The zone of the hours, such as `UTC+8`.
    pub zone: String,
}

/// The side of a span of hours on which a price holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Within the hours.
    Within,
    /// In all other hours.
    Outside,
}

impl FromStr for PricedHours {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (side, rest) = match text.strip_prefix("not ") {
            Some(rest) => (Side::Outside, rest),
            None => (Side::Within, text),
        };
        let (hours, zone) = rest.split_once(' ').ok_or(())?;
        Ok(Self {
            side,
            hours: hours.parse().map_err(|_| ())?,
            zone: zone.to_owned(),
        })
    }
}

impl TokenPrice {
    /// Whether the price holds on a day as far as its source says; without a day, whether it still holds.
    #[must_use]
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        let (since, until) = (self.since.map(Day::date), self.until.map(Day::date));
        match day {
            None => until.is_none(),
            Some(day) => {
                since.is_none_or(|since| since <= day) && until.is_none_or(|until| day <= until)
            }
        }
    }

    /// Whether the price holds for any request at any hour, or for the shortest requests.
    pub(crate) fn is_plain(&self) -> bool {
        self.hours.is_none() && self.from.is_zero()
    }
}

fn provider(row: &Row<'_>) -> Result<TokenProvider, String> {
    Ok(TokenProvider {
        provider: row.read("provider", parsed)?,
        name_en: row.text("name_en")?.to_owned(),
        name_zh: row.text("name_zh")?.to_owned(),
        models: row.read("models", parsed)?,
    })
}

/// Reads the list of providers.
pub(crate) fn providers(tables: &Tables) -> Result<Read, CatalogError> {
    let rows = each_row(tables, "token_providers.csv", provider)?.into_iter();
    let rows = rows.map(|row| (row.provider.clone(), (row, OnceLock::new())));
    Ok(map_of(rows))
}

/// Reads the table of a provider.
pub(crate) fn read(name: &str, text: &str) -> Result<Vec<TokenPrice>, CatalogError> {
    let mut lines = text.lines();
    if lines.next() != Some("tokens 1") {
        let message = "it is no table of tokens of this version";
        return Err(CatalogError::at(name, message));
    }
    let (mut block, mut prices) = (None, Vec::new());
    for line in lines {
        let wrong = || CatalogError::at(name, format!("'{line}' is no line of a table of tokens"));
        match line.strip_prefix('#') {
            Some(head) => block = Some(block_of(head).ok_or_else(wrong)?),
            None => {
                let of_line = block.as_ref().and_then(|block| prices_of(line, block));
                prices.extend(of_line.ok_or_else(wrong)?);
            }
        }
    }
    Ok(prices)
}

fn block_of(head: &str) -> Option<(Citation, Currency)> {
    let [as_of, confidence, source, currency, note] = split(head, '|')?;
    let published = Citation {
        source: source.into(),
        as_of: as_of.parse().ok()?,
        confidence: word(confidence)?,
        note: (!note.is_empty()).then(|| note.into()),
    };
    Some((published, currency.parse().ok()?))
}

fn prices_of(line: &str, (published, currency): &(Citation, Currency)) -> Option<Vec<TokenPrice>> {
    let (model, rest) = line.split_once('|')?;
    let (prices, terms) = rest.split_once('|').unwrap_or((rest, ",,,,"));
    let [from, up_to, since, until, hours] = split(terms, ',')?;
    let terms = TokenPrice {
        model: model.to_owned(),
        direction: TokenDirection::Input,
        currency: *currency,
        price: NonNegative::ZERO,
        free: false,
        from: maybe(from)?.unwrap_or(NonNegative::ZERO),
        up_to: maybe(up_to)?,
        since: maybe(since)?,
        until: maybe(until)?,
        hours: maybe(hours)?,
        published: published.clone(),
    };
    let priced = prices.split(',').map(|price| {
        let (direction, price) = price.split_once(' ')?;
        let zero = if price.starts_with('.') { "0" } else { "" };
        Some(TokenPrice {
            direction: word(direction)?,
            free: price == "free",
            price: match price {
                "free" => NonNegative::ZERO,
                price => format!("{zero}{price}").parse().ok()?,
            },
            ..terms.clone()
        })
    });
    priced.collect()
}

/// Reads a field that may be empty.
fn maybe<T: FromStr>(text: &str) -> Option<Option<T>> {
    match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}
