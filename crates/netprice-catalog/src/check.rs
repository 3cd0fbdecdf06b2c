//! What looks wrong in price books: faults of single prices, and prices that differ from their neighbours.
//!
//! | rule | file | a finding |
//! |---|---|---|
//! | tiers, zero, later | `check` | a gap or an overlap of tiers, a price of zero that is not free, later prices out of order |
//! | old | `check` | a price older than a number of months |
//! | unit, region | `regions` | a unit or a price that differs from those of the same SKU in the provider's other regions |
//! | line, size | `lines` | a machine that is off the line of its family, or cheaper than a smaller one |

mod explained;
mod lines;
mod regions;

use std::collections::BTreeMap;
use std::fmt;

use netprice::PriceModel;
use netprice::value::day::Date;
use netprice::value::id::{BookId, SkuId};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

pub use self::explained::Explained;
use crate::book::Book;
use crate::catalog::Catalog;
use crate::error::CatalogError;

/// A rule that a price breaks.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// Tiers with a gap or an overlap, or another fault of the price itself.
    Tiers,
    /// A price of zero that the source does not call free.
    Zero,
    /// A price that takes effect before the one that it follows.
    Later,
    /// A price older than the limit.
    Old,
    /// A unit other than that of the same SKU in most regions of the provider.
    Unit,
    /// A price five times that of the same SKU in most regions of the provider, or a fifth of it.
    Region,
    /// A machine whose price for a processor differs by more than a twentieth from that of most sizes of its family.
    Line,
    /// A machine that is cheaper than a smaller one of its family.
    Size,
}

impl Rule {
    /// The name of the rule, such as `zero`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A price that looks wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The price book.
    pub book: BookId,
    /// The SKU.
    pub sku: SkuId,
    /// The rule.
    pub rule: Rule,
    /// What is there.
    pub value: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            book,
            sku,
            rule,
            value,
            expected,
        } = self;
        let rule = rule.name();
        write!(f, "{book}.{sku}: {rule}: {value}; expected {expected}")
    }
}

/// The age of a price at which it is old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The day on which the age is counted.
    pub day: Date,
    /// The months after which a price is old.
    pub months: i32,
}

/// Checks price books, and returns what looks wrong in the order of books, SKUs and rules.
///
/// A finding is no proof: a provider may price a size by itself. Machines on demand, spot and by the month are lines of their own.
/// Ages are checked only where a day is given. All price books of the providers of those that are asked are read; work grows
/// with their prices.
///
/// # Errors
/// [`CatalogError`] for a table that cannot be read.
///
/// ```
/// use netprice_catalog::Catalog;
/// use netprice_catalog::book::Book;
/// use netprice_catalog::check::{Rule, check};
/// use netprice::{PriceModel, Sku};
/// let id = "acme".parse::<netprice::value::id::BookId>()?;
/// let mut book = Book::own(&id, "USD".parse()?)?;
/// book.prices.skus.insert("vm".parse()?, Sku::new("compute", "Hours", PriceModel::Flat("0".parse()?))?);
/// let catalog = Catalog::published()?.with_books([(id.clone(), book)]);
/// let found = check(&catalog, &[id], None)?;
/// assert_eq!((found.len(), found[0].rule), (1, Rule::Zero));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(
    catalog: &Catalog,
    asked: &[BookId],
    age: Option<Age>,
) -> Result<Vec<Finding>, CatalogError> {
    let mut findings = Vec::new();
    let mut of_providers: BTreeMap<String, Vec<&BookId>> = BTreeMap::new();
    for id in asked {
        let Some(provider) = catalog.provider(id.as_str()) else {
            continue;
        };
        of_providers
            .entry(provider.to_string())
            .or_default()
            .push(id);
    }
    for (provider, asked) in of_providers {
        let same = catalog.book_ids().filter(|id| {
            let of = catalog.provider(id.as_str());
            of.is_some_and(|of| of.as_str() == provider)
        });
        let mut books: BTreeMap<&BookId, &Book> = BTreeMap::new();
        for id in same {
            books.extend(catalog.whole_book(id.as_str())?.map(|book| (id, book)));
        }
        let asked: BTreeMap<&BookId, &Book> = asked
            .into_iter()
            .filter_map(|id| Some((id, *books.get(id)?)))
            .collect();
        for (id, book) in &asked {
            findings.extend(of_prices(id, book, age));
            findings.extend(lines::check(id, book));
        }
        findings.extend(regions::check(&books, &asked));
    }
    findings.sort_unstable();
    findings.dedup();
    Ok(findings)
}

/// The faults of single prices.
fn of_prices(id: &BookId, book: &Book, age: Option<Age>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, sku) in &book.prices.skus {
        let mut found = |rule, value: String, expected: &str| {
            findings.push(Finding {
                book: id.clone(),
                sku: name.clone(),
                rule,
                value,
                expected: expected.to_owned(),
            });
        };
        for located in sku.price.iter().flat_map(PriceModel::problems) {
            found(
                Rule::Tiers,
                located.to_string(),
                "tiers without gaps and overlaps",
            );
        }
        if !sku.free && sku.price.as_ref().is_some_and(is_zero) {
            found(Rule::Zero, "0".to_owned(), "a price above zero, or free");
        }
        let mut before = sku
            .published
            .as_ref()
            .map(|citation| citation.as_of.latest());
        for later in &sku.later {
            let day = later.from.date();
            if let Some(before) = before.filter(|before| *before >= day) {
                found(
                    Rule::Later,
                    format!("a price from {day}"),
                    &format!("a day after {before}"),
                );
            }
            before = Some(day);
        }
        let as_of = sku.later.last().and_then(|later| later.published.as_ref());
        let as_of = as_of
            .or(sku.published.as_ref())
            .map(|citation| citation.as_of.latest());
        if let (Some(age), Some(as_of)) = (age, as_of) {
            let months = months_between(as_of, age.day);
            if months > age.months {
                found(
                    Rule::Old,
                    format!("{months} months, of {as_of}"),
                    &format!("at most {} months", age.months),
                );
            }
        }
    }
    findings
}

/// Whether every part of a price is zero.
fn is_zero(price: &PriceModel) -> bool {
    match price {
        PriceModel::Flat(price) => price.is_zero(),
        PriceModel::Graduated(tiers) => {
            !tiers.is_empty()
                && tiers
                    .iter()
                    .all(|tier| tier.unit_price.is_zero() && tier.flat_fee.is_zero())
        }
        PriceModel::AllUnits(all) => {
            !all.tiers.is_empty()
                && all
                    .tiers
                    .iter()
                    .all(|tier| tier.unit_price.is_zero() && tier.flat_fee.is_zero())
        }
        PriceModel::ByTimeOfDay(windows) => {
            !windows.is_empty() && windows.iter().all(|window| is_zero(&window.price))
        }
    }
}

/// The whole months from a day to a later one.
fn months_between(from: Date, to: Date) -> i32 {
    let months = |day: Date| {
        let years = i32::from(day.year()).saturating_mul(12);
        years.saturating_add(i32::from(day.month()))
    };
    let whole = months(to).saturating_sub(months(from));
    whole.saturating_sub(i32::from(to.day() < from.day()))
}
