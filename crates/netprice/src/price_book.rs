//! What a provider publishes: SKUs, their units, their prices, and where each price was read.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::{self, Amount};
use crate::error::{PricingError, Problem, R};
use crate::id::{Provider, Region, Service, SkuId};
use crate::money::Currency;
use crate::quantity::Unit;
use crate::text::serde_as_text;

/// The published prices of one provider in one region and one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    /// Who publishes it.
    pub provider: Provider,
    /// Where its prices hold.
    pub region: Region,
    /// The currency of every price in it.
    pub currency: Currency,
    /// What is sold.
    #[serde(default)]
    pub skus: BTreeMap<SkuId, Sku>,
}

impl PriceBook {
    /// A price book that lists nothing yet.
    ///
    /// ```
    /// use netprice::price_book::PriceBook;
    /// let book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    /// assert!(book.skus.is_empty());
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    #[must_use]
    pub fn new(provider: Provider, region: Region, currency: Currency) -> Self {
        Self {
            provider,
            region,
            currency,
            skus: BTreeMap::new(),
        }
    }

    /// Everything that is wrong with the prices, all of it; empty if they can be used.
    ///
    /// Tiers must start at zero, follow each other without gap or overlap, and end open. Fields
    /// are named from `skus`, as in `skus.egress.price.graduated[1].from`.
    ///
    /// ```
    /// use netprice::price_book::{PriceBook, PriceModel, Published, Sku};
    /// let mut book = PriceBook::new("acme".parse()?, "north".parse()?, "USD".parse()?);
    /// book.skus.insert("vm".parse()?, Sku {
    ///     service: "compute".parse()?,
    ///     unit: "Hours".parse()?,
    ///     price: Some(PriceModel::Graduated(vec![])),
    ///     published: Published::new("price page", "2026-01-31".parse()?),
    /// });
    /// assert_eq!(book.problems().len(), 1);
    /// # Ok::<(), netprice::error::Problem>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> Vec<PricingError> {
        let of_sku = |(id, sku): (&SkuId, &Sku)| match &sku.price {
            Some(PriceModel::Graduated(tiers)) => {
                tier_problems(tiers, &format!("skus.{id}.price.graduated"))
            }
            Some(PriceModel::Flat(_)) | None => Vec::new(),
        };
        self.skus.iter().flat_map(of_sku).collect()
    }
}

/// A thing that is sold by the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sku {
    /// The family it belongs to.
    pub service: Service,
    /// What one unit of it is.
    pub unit: Unit,
    /// What a unit costs. `None` is *not known*, never zero: it makes a quote incomplete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<PriceModel>,
    /// Where the price was read.
    pub published: Published,
}

/// How a quantity becomes a cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceModel {
    /// Every unit costs the same.
    Flat(Amount),
    /// Each slice of the quantity costs its own tier's price.
    Graduated(Vec<Tier>),
}

/// A span of quantity, above `from` and up to and with `up_to`, and the price of a unit in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Where it starts, in units; the first starts at 0.
    pub from: Amount,
    /// Where it ends, in units; only the last has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Amount>,
    /// The price of one unit within it, in the currency of the book.
    pub unit_price: Amount,
}

/// All that is wrong with a list of tiers.
fn tier_problems(tiers: &[Tier], field: &str) -> Vec<PricingError> {
    let mut problems = Vec::new();
    let mut expected = Some(Decimal::ZERO);
    for (index, tier) in tiers.iter().enumerate() {
        let from = tier.from.get();
        let at_from = format!("{field}[{index}].from");
        let value = tier.from.to_string();
        match expected {
            Some(end) if from > end && index == 0 => {
                problems.push(Problem::TiersStartLate { value }.at(at_from));
            }
            Some(end) if from > end => {
                let expected = decimal::print(end);
                problems.push(Problem::TierGap { value, expected }.at(at_from));
            }
            Some(end) if from < end => {
                let expected = decimal::print(end);
                problems.push(Problem::TierOverlap { value, expected }.at(at_from));
            }
            Some(_) | None => {}
        }
        problems.extend(end_problem(tier, index, tiers.len(), field));
        expected = tier.up_to.map(Amount::get);
    }
    if tiers.is_empty() {
        problems.push(Problem::NoTiers.at(field));
    }
    problems
}

/// What is wrong with the end of one tier.
fn end_problem(tier: &Tier, index: usize, count: usize, field: &str) -> Option<PricingError> {
    let at_end = format!("{field}[{index}].up_to");
    let is_last = index.saturating_add(1) == count;
    match tier.up_to {
        Some(end) if end <= tier.from => Some(
            Problem::TierDescends {
                value: end.to_string(),
                from: tier.from.to_string(),
            }
            .at(at_end),
        ),
        Some(end) if is_last => Some(
            Problem::LastTierEnds {
                value: end.to_string(),
            }
            .at(at_end),
        ),
        None if !is_last => Some(Problem::OpenTierInside.at(at_end)),
        Some(_) | None => None,
    }
}

/// Where and when a price was read, and how far it can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The page, file or document.
    pub source: String,
    /// The day the source gave it, or the span of days where the source names no day.
    pub as_of: AsOf,
    /// How far to trust it.
    #[serde(default)]
    pub confidence: Confidence,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Published {
    /// A price read at a source on a date, with high confidence and no note.
    #[must_use]
    pub fn new(source: &str, as_of: AsOf) -> Self {
        Self {
            source: source.to_owned(),
            as_of,
            confidence: Confidence::High,
            note: None,
        }
    }
}

/// How far a published price can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read from the provider's own document or interface.
    #[default]
    High,
    /// Read from another's copy of it, or from an undated document.
    Medium,
    /// Reported by someone, and not seen elsewhere.
    Low,
}

/// The day, or the span of days, for which a source gives a figure.
///
/// Text: `2026-07-20`, or `2019-01-01/2022-12-31` (ISO 8601) where the source is undated within it.
///
/// # Errors
/// [`Problem::NotADate`], also for a span that ends before it starts.
///
/// ```
/// use netprice::price_book::AsOf;
/// assert_eq!("2026-07-20".parse::<AsOf>().unwrap().to_string(), "2026-07-20");
/// assert!("2026-02-30".parse::<AsOf>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    earliest: Date,
    latest: Date,
}

impl AsOf {
    /// The first day it can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// The last day it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        self.latest
    }

    /// The span from the earlier of both first days to the later of both last days.
    ///
    /// ```
    /// use netprice::price_book::AsOf;
    /// let a: AsOf = "2024-07-01".parse().unwrap();
    /// let b: AsOf = "2022-07-07".parse().unwrap();
    /// assert_eq!(a.joined(b).to_string(), "2022-07-07/2024-07-01");
    /// ```
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.max(other.latest),
        }
    }
}

impl FromStr for AsOf {
    type Err = Problem;

    fn from_str(text: &str) -> R<Self> {
        let not_a_date = || Problem::NotADate {
            value: text.to_owned(),
        };
        // jiff reads more notations than this project writes.
        let day = |text: &str| match text.len() {
            10 => text.parse::<Date>().map_err(|_| not_a_date()),
            _ => Err(not_a_date()),
        };
        let (earliest, latest) = match text.split_once('/') {
            Some((earliest, latest)) => (day(earliest)?, day(latest)?),
            None => (day(text)?, day(text)?),
        };
        if latest < earliest {
            return Err(not_a_date());
        }
        Ok(Self { earliest, latest })
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.earliest == self.latest {
            true => write!(f, "{}", self.earliest),
            false => write!(f, "{}/{}", self.earliest, self.latest),
        }
    }
}

serde_as_text!(AsOf, "a date as text, such as \"2026-07-20\"");
