//! Prices that replace published ones, such as prices fixed by a contract or a future price list.

pub mod edit;
pub mod sheet;

use std::borrow::Cow;
use std::collections::BTreeMap;

use netprice::problem::Known;
use netprice::value::day::AsOf;
use netprice::value::id::{BookId, Service, SkuId};
use netprice::value::limits::{OVERRIDES, at_most};
use netprice::value::path::Path;
use netprice::value::quantity::Unit;
use netprice::{Citation, NonNegative, PriceModel, Quantity, Sku, Tier};
use netprice_catalog::Catalog;
use netprice_catalog::book::{Book, CpuShare, Machine, Processor};
use netprice_catalog::goods::Purchase;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, StudyProblem};

/// A price, or one tier of it, that replaces a published price; one row of a price sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceOverride {
    /// The price book whose price is replaced.
    pub price_book: BookId,
    /// The service; as published if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// The SKU whose price is replaced, or a SKU that the price book does not list.
    pub sku: SkuId,
    /// The pricing unit; as published if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The lower bound of the tier.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub from: NonNegative,
    /// The upper bound of the tier; the last tier has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<NonNegative>,
    /// The price per unit, in the currency of the price book.
    pub unit_price: NonNegative,
    /// Whether the price is free; a price of zero without that is unknown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub free: bool,
    /// The day, or the range of days, of the price.
    pub as_of: AsOf,
    /// The source of the price, such as a file name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The number of virtual processors of a machine that the price book does not list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vcpus: Option<NonNegative>,
    /// The memory of such a machine in GiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_gib: Option<NonNegative>,
}

/// Returns the catalogue with overrides applied, and the problems of the overrides that were not.
///
/// The overrides of one SKU are its whole price: a single one that starts at 0 and has no upper bound is
/// a flat price, others are graduated tiers. Later published prices of the SKU are dropped; its other data
/// stays. A SKU that the book does not list is added; it needs a service and a unit. It is a machine (x86,
/// with full use of its processors) if it has `vcpus` and `memory_gib`, and a new machine takes a missing
/// service or unit from a machine of its book. A unit may differ from the published one in capital letters or the plural,
/// or be a unit that the published one converts to.
///
/// A wrong override leaves the published price. Its problem has the path `overrides.BOOK.SKU`:
/// [`StudyProblem::UnknownPriceBook`], [`StudyProblem::NewSkuNeeds`], [`StudyProblem::OtherUnit`], or
/// tiers with a gap or an overlap.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::overrides::applied;
/// use netprice_study::overrides::sheet::{SheetContext, read};
/// let catalog = Catalog::published()?;
/// let sheet = "price_book,sku,unit_price,as_of\nacme,vm,1,2026-11-01\n";
/// let rows = read(sheet, &SheetContext::default())?;
/// let (_, problems) = applied(&catalog, &rows);
/// assert_eq!(problems[0].path.to_string(), "overrides.acme.vm");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn applied<'a>(
    catalog: &'a Catalog,
    overrides: &[PriceOverride],
) -> (Cow<'a, Catalog>, Vec<Located>) {
    if overrides.is_empty() {
        return (Cow::Borrowed(catalog), Vec::new());
    }
    if let Err(problem) = at_most(overrides.len(), OVERRIDES) {
        let problem = StudyProblem::from(problem).at("overrides");
        return (Cow::Borrowed(catalog), vec![problem]);
    }
    let mut problems = Vec::new();
    let mut by_sku: BTreeMap<(&BookId, &SkuId), Vec<&PriceOverride>> = BTreeMap::new();
    for row in overrides {
        let key = (&row.price_book, &row.sku);
        by_sku.entry(key).or_default().push(row);
    }
    let mut books: BTreeMap<BookId, Book> = BTreeMap::new();
    for ((id, sku), rows) in by_sku {
        let at = || Path::from("overrides").key(id).key(sku);
        let mut book = match books.remove(id) {
            Some(book) => book,
            None => match catalog.book(id.as_str()) {
                Ok(Some(book)) => book.clone(),
                Ok(None) => {
                    let known = Known::near(&id.as_str().to_ascii_lowercase(), catalog.book_ids());
                    let value = id.clone();
                    problems.push(StudyProblem::UnknownPriceBook { value, known }.at(at()));
                    continue;
                }
                Err(error) => {
                    problems.push(StudyProblem::from(error).at(at()));
                    continue;
                }
            },
        };
        let found = replace(&mut book, sku, &rows);
        problems.extend(found.into_iter().map(|problem| problem.at(at())));
        books.insert(id.clone(), book);
    }
    (Cow::Owned(catalog.with_books(books)), problems)
}

/// Puts the price of a SKU into a book; a price with problems, which are returned, changes nothing.
fn replace(book: &mut Book, id: &SkuId, rows: &[&PriceOverride]) -> Vec<StudyProblem> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let needs = |column: &str| StudyProblem::NewSkuNeeds {
        value: id.clone(),
        expected: column.to_owned(),
    };
    let known = book.prices.skus.get(id);
    let is_machine = first.vcpus.is_some() && first.memory_gib.is_some();
    let machine = book.machines.keys().next();
    let machine = machine.and_then(|id| book.prices.skus.get(id));
    let machine = machine.filter(|_| is_machine);
    let like = known.or(machine);
    let service = first.service.as_ref().or(like.map(|sku| &sku.service));
    let unit = first.unit.as_ref().or(like.map(|sku| &sku.unit));
    let unit = match (unit, like.map(|like| &like.unit)) {
        (Some(unit), Some(expected)) if is_alike(unit, expected) => Some(expected),
        (Some(unit), Some(expected)) if !converts(expected, unit) => {
            let (value, expected) = (unit.to_string(), expected.to_string());
            return vec![StudyProblem::OtherUnit { value, expected }];
        }
        (unit, _) => unit,
    };
    let (Some(service), Some(unit)) = (service, unit) else {
        let missing = [("service", service.is_none()), ("unit", unit.is_none())];
        let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
        return missing.map(|(column, _)| needs(column)).collect();
    };
    let published = Some(Citation::new(&first.source, first.as_of));
    let sku = match known {
        Some(known) => Ok(known.clone()),
        None => Sku::new(service.clone(), unit.clone(), None),
    };
    let mut sku = match sku {
        Ok(sku) => sku,
        Err(problem) => return vec![problem.into()],
    };
    (sku.service, sku.unit) = (service.clone(), unit.clone());
    (sku.price, sku.published) = (Some(price(rows)), published);
    sku.free = rows.iter().any(|row| row.free);
    sku.later.clear();
    let problems = sku.price.iter().flat_map(PriceModel::problems);
    let problems: Vec<StudyProblem> = problems
        .map(|located| StudyProblem::from(located.problem))
        .collect();
    if !problems.is_empty() {
        return problems;
    }
    if let (Some(vcpus), Some(memory_gib)) = (first.vcpus, first.memory_gib) {
        let machine = Machine {
            vcpus,
            memory_gib,
            processor: Processor::default(),
            cpu_share: CpuShare::default(),
            gpu: None,
            family: None,
            purchase: Purchase::default(),
        };
        book.machines.insert(id.clone(), machine);
    }
    book.prices.skus.insert(id.clone(), sku);
    problems
}

/// Whether the names of two units differ at most in capital letters or the plural.
fn is_alike(unit: &Unit, other: &Unit) -> bool {
    let plain = |unit: &Unit| {
        unit.as_str()
            .to_ascii_lowercase()
            .trim_end_matches('s')
            .to_owned()
    };
    plain(unit) == plain(other)
}

fn converts(from: &Unit, to: &Unit) -> bool {
    let one = Quantity::new(Decimal::ONE, from.clone());
    one.and_then(|one| one.in_unit(to)).is_ok()
}

fn price(rows: &[&PriceOverride]) -> PriceModel {
    match rows {
        [only] if only.from.get() == Decimal::ZERO && only.up_to.is_none() => {
            PriceModel::Flat(only.unit_price)
        }
        tiers => {
            let tier = |row: &&PriceOverride| Tier {
                from: row.from,
                up_to: row.up_to,
                unit_price: row.unit_price,
                ..Tier::default()
            };
            PriceModel::Graduated(tiers.iter().map(tier).collect())
        }
    }
}
