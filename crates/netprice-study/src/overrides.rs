//! Prices that replace published ones, such as prices fixed by a contract or a future price list.

pub mod edit;
pub mod list;
pub mod sheet;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

use netprice::book::price::{AllUnits, BoundOwner};
use netprice::problem::{Known, is_near};
use netprice::value::day::AsOf;
use netprice::value::decimal;
use netprice::value::id::{BookId, Service, SkuId};
use netprice::value::limits::{OVERRIDES, at_most};
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Unit;
use netprice::value::ratio::Ratio;
use netprice::{Citation, Currency, NonNegative, PriceModel, Quantity, Sku, Tier};
use netprice_catalog::Catalog;
use netprice_catalog::book::{Book, CpuShare, Machine, Processor};
use netprice_catalog::goods::{Good, Purchase, StorageClass};
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
    /// The price per unit, in `currency`.
    pub unit_price: NonNegative,
    /// The currency of the price; that of the price book if absent. Another one is converted at the exchange rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// How several tiers apply.
    #[serde(default, skip_serializing_if = "is_graduated")]
    pub model: TierModel,
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

/// How the tiers of a price apply to a quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierModel {
    /// Each part of the quantity has the price of its tier.
    #[default]
    Graduated,
    /// The whole quantity has the price of the tier that it reaches.
    AllUnits,
}

fn is_graduated(model: &TierModel) -> bool {
    *model == TierModel::Graduated
}

impl FromStr for TierModel {
    type Err = ValueProblem;

    fn from_str(text: &str) -> Result<Self, ValueProblem> {
        match text.to_lowercase().replace([' ', '-'], "_").as_str() {
            "graduated" | "阶梯累进" | "累进" => Ok(Self::Graduated),
            "all_units" | "volume" | "阶梯到达" | "到达" => Ok(Self::AllUnits),
            _ => Err(ValueProblem::NotAName {
                value: text.to_owned(),
            }),
        }
    }
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
/// A price book that the catalogue does not have is added, if its rows state a currency and its id is not like that of a
/// published one.
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
        let book = match books.remove(id) {
            Some(book) => Ok(book),
            None => book_of(catalog, id, &rows),
        };
        let mut book = match book {
            Ok(book) => book,
            Err(problem) => {
                problems.push(problem.at(at()));
                continue;
            }
        };
        let rate = match rate(catalog, &book, &rows) {
            Ok(rate) => rate,
            Err(problem) => {
                problems.push(problem.at(at()));
                books.insert(id.clone(), book);
                continue;
            }
        };
        let found = replace(&mut book, sku, &rows, rate);
        problems.extend(found.into_iter().map(|problem| problem.at(at())));
        books.insert(id.clone(), book);
    }
    (Cow::Owned(catalog.with_books(books)), problems)
}

/// The price book of overrides; a new one for an id that is like no other and rows with a currency.
fn book_of(catalog: &Catalog, id: &BookId, rows: &[&PriceOverride]) -> Result<Book, StudyProblem> {
    if let Some(book) = catalog.book(id.as_str())? {
        return Ok(book.clone());
    }
    let name = id.as_str().to_ascii_lowercase();
    let mut others = catalog.book_ids();
    let is_misspelt = others.any(|other| {
        let provider = catalog.provider(other.as_str());
        let is_of_provider = provider.is_some_and(|provider| {
            let rest = name.strip_prefix(provider.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        });
        is_of_provider || is_near(&name, other.as_str())
    });
    match rows.iter().find_map(|row| row.currency) {
        Some(currency) if !is_misspelt => Ok(Book::own(id, currency)?),
        _ => {
            let value = id.clone();
            let known = Known::near(&name, catalog.book_ids());
            Err(StudyProblem::UnknownPriceBook { value, known })
        }
    }
}

/// Puts the price of a SKU into a book; a price with problems, which are returned, changes nothing.
fn replace(book: &mut Book, id: &SkuId, rows: &[&PriceOverride], rate: Ratio) -> Vec<StudyProblem> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let needs = |column: &str| StudyProblem::NewSkuNeeds {
        value: id.clone(),
        expected: column.to_owned(),
    };
    let known = book.prices.skus.get(id);
    let known_is_none = known.is_none();
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
    let scaled = scaled(rows, rate, first.unit.as_ref(), unit);
    let (unit, price) = match scaled {
        Ok((unit, rows)) => (unit, price(rows, first.model)),
        Err(problem) => return vec![problem.into()],
    };
    if let Some(problem) = far(&price, known, &unit) {
        return vec![problem];
    }
    sku.unit = unit;
    (sku.price, sku.published) = (Some(price), published);
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
    let class =
        class_in(id.as_str()).filter(|_| known_is_none && service.as_str() == "object-storage");
    if let Some(class) = class {
        book.goods.insert(id.clone(), Good::ObjectStorage(class));
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

/// The rate from the currency of a SKU's rows to that of the price book; 1 for the same.
fn rate(catalog: &Catalog, book: &Book, rows: &[&PriceOverride]) -> Result<Ratio, StudyProblem> {
    let to = book.prices.currency;
    let mut rate = Ratio::ONE;
    for from in rows
        .iter()
        .filter_map(|row| row.currency)
        .filter(|from| *from != to)
    {
        let rates = catalog.exchange_rates()?;
        let exchange = rates
            .exchange(from, to, None)
            .map_err(|located| located.problem)?;
        let wrong = || ValueProblem::CurrencyMismatch {
            value: from.to_string(),
            expected: to.to_string(),
        };
        rate = exchange.ok_or_else(wrong)?.rate;
    }
    Ok(rate)
}

/// A tier after its conversion.
struct Scaled {
    from: NonNegative,
    up_to: Option<NonNegative>,
    unit_price: NonNegative,
}

/// The rows in the currency of the price book and in the unit of the SKU: 0.01 a minute are 0.6 an hour. The given unit stays
/// where no decimal holds a price or a bound in the other.
fn scaled(
    rows: &[&PriceOverride],
    rate: Ratio,
    given: Option<&Unit>,
    unit: &Unit,
) -> Result<(Unit, Vec<Scaled>), ValueProblem> {
    let factor = given.filter(|given| *given != unit).and_then(|given| {
        // The given units in one of the SKU's.
        let one = Quantity::new(Decimal::ONE, unit.clone()).ok()?;
        Some(one.in_unit(given).ok()?.exact())
    });
    let all = |factor: Ratio| -> Result<Vec<Scaled>, ValueProblem> {
        let each = rows.iter().map(|row| {
            let price = rate.times(row.unit_price.get().into())?.times(factor)?;
            let bound = |bound: NonNegative| {
                NonNegative::new(Ratio::from(bound.get()).over(factor)?.decimal()?)
            };
            Ok(Scaled {
                from: bound(row.from)?,
                up_to: row.up_to.map(bound).transpose()?,
                unit_price: NonNegative::new(finest(price)?)?,
            })
        });
        each.collect()
    };
    let is_exact = |factor: Ratio| {
        let numbers = rows
            .iter()
            .flat_map(|row| [Some(row.from), row.up_to])
            .flatten();
        let bounds = numbers.map(|number| Ratio::from(number.get()).over(factor));
        let prices = rows
            .iter()
            .map(|row| Ratio::from(row.unit_price.get()).times(factor));
        bounds.chain(prices).all(|number| {
            number.is_ok_and(|number| {
                number
                    .decimal()
                    .is_ok_and(|decimal| Ratio::from(decimal) == number)
            })
        })
    };
    match (factor, given) {
        (Some(factor), _) if is_exact(factor) => Ok((unit.clone(), all(factor)?)),
        (Some(_), Some(given)) => Ok((given.clone(), all(Ratio::ONE)?)),
        _ => Ok((unit.clone(), all(Ratio::ONE)?)),
    }
}

/// A price with as many decimals as it needs, up to 20 where they fit: a converted price is rounded only beyond them.
fn finest(price: Ratio) -> Result<Decimal, ValueProblem> {
    let rounding = Rounding {
        places: 20,
        mode: RoundingMode::HalfEven,
    };
    price.rounded(rounding).or_else(|_| price.decimal())
}

/// A flat price that is a hundred times the published one or more: that of a whole term, most likely.
fn far(price: &PriceModel, known: Option<&Sku>, unit: &Unit) -> Option<StudyProblem> {
    let published = known.filter(|sku| sku.unit == *unit)?;
    let (PriceModel::Flat(given), Some(PriceModel::Flat(before))) = (price, &published.price)
    else {
        return None;
    };
    let limit = decimal::times(before.get(), Decimal::ONE_HUNDRED).ok()?;
    let is_far = !before.is_zero() && given.get() >= limit;
    is_far.then(|| StudyProblem::FarFromPublished {
        value: given.to_string(),
        expected: before.to_string(),
    })
}

/// The class of stored objects that the name of a SKU states; none for the standard class.
fn class_in(name: &str) -> Option<StorageClass> {
    let name = name.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["deep archive", "deep_archive", "深度冷归档", "冷归档"]) {
        Some(StorageClass::DeepArchive)
    } else if has(&["archive", "glacier", "归档"]) {
        Some(StorageClass::Archive)
    } else if has(&["coldline", "cold"]) {
        Some(StorageClass::Cold)
    } else if has(&["infrequent", "nearline", "cool", "低频", "-ia"]) {
        Some(StorageClass::Infrequent)
    } else {
        None
    }
}

/// The price of rows; the bound of a tier that states only its start is the start of the next.
fn price(mut rows: Vec<Scaled>, model: TierModel) -> PriceModel {
    rows.sort_by_key(|row| row.from);
    let starts: Vec<NonNegative> = rows.iter().skip(1).map(|row| row.from).collect();
    let is_by_start = rows.iter().all(|row| row.up_to.is_none());
    if let ([only], TierModel::Graduated) = (rows.as_slice(), model)
        && only.from.get() == Decimal::ZERO
        && only.up_to.is_none()
    {
        return PriceModel::Flat(only.unit_price);
    }
    let tiers = rows.into_iter().enumerate().map(|(index, row)| Tier {
        from: row.from,
        up_to: if is_by_start {
            starts.get(index).copied()
        } else {
            row.up_to
        },
        unit_price: row.unit_price,
        ..Tier::default()
    });
    match model {
        TierModel::Graduated => PriceModel::Graduated(tiers.collect()),
        TierModel::AllUnits => PriceModel::AllUnits(AllUnits {
            tiers: tiers.collect(),
            bound: BoundOwner::Lower,
        }),
    }
}
