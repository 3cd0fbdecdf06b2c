//! A person's own price sheet: prices that take the place of published ones, such as those that a
//! contract fixes or a price list of tomorrow.

use std::collections::BTreeMap;

use netprice::decimal::Amount;
use netprice::error::{PricingError, PricingErrors, Problem};
use netprice::id::{BookId, Service, SkuId};
use netprice::price::{PriceModel, Tier};
use netprice::price_book::Sku;
use netprice::published::{AsOf, Published};
use netprice::quantity::{Quantity, Unit};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalog::{Book, Catalog, CpuShare, Machine, Processor};
use crate::traffic::{delimiter, unix};

/// A price of one's own, or one tier of it: a row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnPrice {
    /// The price book in which it takes the place of the published one.
    pub price_book: BookId,
    /// The service; as published if absent.
    pub service: Option<Service>,
    /// The SKU.
    pub sku: SkuId,
    /// The unit; as published if absent.
    pub unit: Option<Unit>,
    /// Where the tier starts.
    pub from: Amount,
    /// Where it ends; nowhere if absent.
    pub up_to: Option<Amount>,
    /// What a unit costs, in the currency of the price book.
    pub unit_price: Amount,
    /// Of when the price is.
    pub as_of: AsOf,
    /// Where it is from.
    pub source: String,
    /// Virtual processors, for a machine that the price book does not list.
    pub vcpus: Option<Amount>,
    /// Memory in GiB, for such a machine.
    pub memory_gib: Option<Amount>,
}

/// Each column, with its name in Chinese.
const COLUMNS: [(&str, [&str; 2]); 11] = [
    ("price_book", ["价目表", "價目表"]),
    ("service", ["服务", "服務"]),
    ("sku", ["产品", "產品"]),
    ("unit", ["单位", "單位"]),
    ("from", ["起", "起始"]),
    ("up_to", ["止", "至"]),
    ("unit_price", ["单价", "單價"]),
    ("as_of", ["日期", "价格日期"]),
    ("source", ["来源", "來源"]),
    ("vcpus", ["处理器", "處理器"]),
    ("memory_gib", ["内存", "記憶體"]),
];

/// What a sheet says where its cells are empty.
#[derive(Clone, Debug, Default)]
pub struct Otherwise<'a> {
    /// The price book.
    pub price_book: Option<&'a BookId>,
    /// Of when the prices are.
    pub as_of: Option<AsOf>,
    /// Where they are from.
    pub source: &'a str,
}

/// Reads a price sheet: CSV with a line of names, of which `sku` and `unit_price` are needed.
///
/// The others are `price_book`, `service`, `unit`, `from`, `up_to`, `as_of`, `source`, `vcpus` and
/// `memory_gib`, in any order; they may be parted by commas, semicolons or tabs. A tier is a row
/// with its bounds. Other columns are passed over.
///
/// # Errors
/// All problems of all rows, each with its line and column; [`Problem::MissingColumn`],
/// and [`Problem::Empty`] for a needed cell that is missing and for a sheet without rows.
///
/// ```
/// use netprice_catalog::sheet::{Otherwise, read, write};
/// let book = "aws-us-east-1".parse()?;
/// let otherwise = Otherwise { price_book: Some(&book), as_of: "2026-11-01".parse().ok(), source: "offer 7" };
/// let rows = read("sku,unit_price\nm5.xlarge,0.15\n", &otherwise).unwrap();
/// assert_eq!(rows[0].unit_price.to_string(), "0.15");
/// // What is written is read again, without the defaults.
/// assert_eq!(read(&write(&rows), &Otherwise::default()).unwrap(), rows);
/// let errors = read("sku,unit_price\nm5.xlarge,?\n", &otherwise).unwrap_err();
/// assert!(errors.to_string().starts_with("line 2, unit_price"));
/// # Ok::<(), netprice::error::Problem>(())
/// ```
pub fn read(text: &str, otherwise: &Otherwise<'_>) -> Result<Vec<OwnPrice>, PricingErrors> {
    let text = &unix(text);
    if text.trim().is_empty() {
        return Err(Problem::Empty.at("line 1").into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let malformed = |line: u64, error: &csv::Error| {
        let message = error.to_string();
        Problem::Malformed { message }.at(format!("line {line}"))
    };
    let names = reader.headers().map_err(|error| malformed(1, &error))?;
    let places = places(names);
    let mut problems: Vec<PricingError> = Vec::new();
    let needed = ["sku", "unit_price"].into_iter();
    let book = otherwise.price_book.is_none().then_some("price_book");
    let as_of = otherwise.as_of.is_none().then_some("as_of");
    let missing = needed
        .chain(book)
        .chain(as_of)
        .filter(|name| !places.contains_key(name));
    let given: Vec<&str> = names.iter().collect();
    let given = given.join(", ");
    problems.extend(missing.map(|name| {
        let (value, expected) = (given.clone(), name.to_owned());
        Problem::MissingColumn { value, expected }.at("line 1")
    }));
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                problems.push(malformed(line.unwrap_or_default(), &error));
            }
            Ok(record) => {
                let line = record.position().map(csv::Position::line);
                let mut cells = Cells {
                    record: &record,
                    places: &places,
                    line: line.unwrap_or_default(),
                    problems: &mut problems,
                };
                rows.extend(cells.row(otherwise));
            }
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::Empty.at("line 2"));
    }
    match problems.is_empty() {
        true => Ok(rows),
        false => Err(PricingErrors(problems)),
    }
}

fn places(names: &csv::StringRecord) -> BTreeMap<&'static str, usize> {
    let place = |(name, chinese): (&'static str, [&str; 2])| {
        let is_it = |given: &str| {
            let given = given.to_lowercase().replace(' ', "_");
            given == name || chinese.contains(&given.as_str())
        };
        Some((name, names.iter().position(is_it)?))
    };
    COLUMNS.into_iter().filter_map(place).collect()
}

/// The cells of one row, and where to say what is wrong with them.
struct Cells<'a> {
    record: &'a csv::StringRecord,
    places: &'a BTreeMap<&'static str, usize>,
    line: u64,
    problems: &'a mut Vec<PricingError>,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> &str {
        let place = self.places.get(column);
        let cell = place.and_then(|place| self.record.get(*place));
        cell.unwrap_or_default()
    }

    fn failed(&mut self, column: &str, problem: Problem) {
        let field = format!("line {}, {column}", self.line);
        self.problems.push(problem.at(field));
    }

    /// The value of a cell; nothing for an empty or a wrong one.
    fn value<T: std::str::FromStr<Err = Problem>>(&mut self, column: &str) -> Option<T> {
        let text = self.text(column).to_owned();
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(value) => Some(value),
            Err(problem) => {
                self.failed(column, problem);
                None
            }
        }
    }

    fn needed<T: std::str::FromStr<Err = Problem>>(&mut self, column: &str) -> Option<T> {
        if self.text(column).is_empty() {
            self.failed(column, Problem::Empty);
        }
        self.value(column)
    }

    fn row(&mut self, otherwise: &Otherwise<'_>) -> Option<OwnPrice> {
        let before = self.problems.len();
        let price_book = match (self.text("price_book"), otherwise.price_book) {
            ("", Some(book)) => Some(book.clone()),
            _ => self.needed("price_book"),
        };
        let (sku, unit_price) = (self.needed("sku"), self.needed("unit_price"));
        let (service, unit) = (self.value("service"), self.value("unit"));
        let (from, up_to) = (self.value("from"), self.value("up_to"));
        let (vcpus, memory_gib) = (self.value("vcpus"), self.value("memory_gib"));
        let as_of = match (self.text("as_of"), otherwise.as_of) {
            ("", Some(as_of)) => Some(as_of),
            _ => self.needed("as_of"),
        };
        let source = match self.text("source") {
            "" => otherwise.source.to_owned(),
            source => source.to_owned(),
        };
        (self.problems.len() == before).then_some(())?;
        Some(OwnPrice {
            price_book: price_book?,
            service,
            sku: sku?,
            unit,
            from: from.unwrap_or_default(),
            up_to,
            unit_price: unit_price?,
            as_of: as_of?,
            source,
            vcpus,
            memory_gib,
        })
    }
}

/// A sheet as CSV that [`read`] reads.
#[must_use]
pub fn write(rows: &[OwnPrice]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, and every row has the same columns.
        let _ = writer.serialize(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A catalog in which prices of one's own stand in the place of the published ones.
///
/// The rows of one SKU are its whole price: one without an end is flat, several are tiers. What
/// else is known of the SKU stays. A SKU that the book does not list is added; it needs a service
/// and a unit, and is a machine (x86, with all of its processors) if it has `vcpus` and
/// `memory_gib`. A machine has the service and the unit of the others of its book. A unit may be
/// written in other letters or in the singular, or be one that the known unit converts to.
///
/// # Errors
/// All problems at once: [`Problem::UnknownPriceBook`], a new SKU without a service or a unit, a
/// unit to which the known one does not convert, and tiers with a gap or an overlap.
///
/// ```
/// use netprice_catalog::catalog::Catalog;
/// use netprice_catalog::sheet::{Otherwise, read, with_own_prices};
/// let catalog = Catalog::published().unwrap();
/// let sheet = "price_book,sku,unit_price,as_of\nacme,vm,1,2026-11-01\n";
/// let rows = read(sheet, &Otherwise::default()).unwrap();
/// let errors = with_own_prices(&catalog, &rows).unwrap_err();
/// assert!(errors.to_string().starts_with("acme"));
/// ```
pub fn with_own_prices(catalog: &Catalog, own: &[OwnPrice]) -> Result<Catalog, PricingErrors> {
    let mut catalog = catalog.clone();
    let mut problems = Vec::new();
    let mut by_sku: BTreeMap<(&BookId, &SkuId), Vec<&OwnPrice>> = BTreeMap::new();
    for row in own {
        let key = (&row.price_book, &row.sku);
        by_sku.entry(key).or_default().push(row);
    }
    let known: Vec<BookId> = catalog.books.keys().cloned().collect();
    for ((id, sku), rows) in by_sku {
        let field = format!("{id}, {sku}");
        match catalog.books.get_mut(id) {
            Some(book) => {
                let found = replace(book, sku, &rows);
                problems.extend(found.into_iter().map(|problem| problem.at(field.clone())));
            }
            None => {
                let (value, known) = (id.clone(), known.clone());
                problems.push(Problem::UnknownPriceBook { value, known }.at(field));
            }
        }
    }
    match problems.is_empty() {
        true => Ok(catalog),
        false => Err(PricingErrors(problems)),
    }
}

/// Puts the price of a SKU into a book; gives what is wrong with it.
fn replace(book: &mut Book, id: &SkuId, rows: &[&OwnPrice]) -> Vec<Problem> {
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let named = |column: &str| Problem::Malformed {
        message: format!("a SKU that the price book does not list needs a {column}"),
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
            let message = format!("it is sold by '{expected}', not by '{unit}'");
            return vec![Problem::Malformed { message }];
        }
        (unit, _) => unit,
    };
    let (Some(service), Some(unit)) = (service, unit) else {
        let missing = [("service", service.is_none()), ("unit", unit.is_none())];
        let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
        return missing.map(|(column, _)| named(column)).collect();
    };
    let published = Published::new(&first.source, first.as_of);
    let mut sku = match known {
        Some(known) => known.clone(),
        None => Sku::new(service.clone(), unit.clone(), None, published.clone()),
    };
    (sku.service, sku.unit) = (service.clone(), unit.clone());
    (sku.price, sku.published) = (Some(price(rows)), published);
    sku.later.clear();
    let problems = sku.price.iter().flat_map(|price| price.problems("price"));
    let problems: Vec<Problem> = problems.map(|error| error.problem).collect();
    if let (Some(vcpus), Some(memory_gib)) = (first.vcpus, first.memory_gib) {
        let machine = Machine {
            vcpus,
            memory_gib,
            processor: Processor::default(),
            cpu_share: CpuShare::default(),
        };
        book.machines.insert(id.clone(), machine);
    }
    book.prices.skus.insert(id.clone(), sku);
    problems
}

/// Whether two names of units differ only in capital letters or in the plural.
fn is_alike(unit: &Unit, other: &Unit) -> bool {
    let plain = |unit: &Unit| {
        unit.as_str()
            .to_lowercase()
            .trim_end_matches('s')
            .to_owned()
    };
    plain(unit) == plain(other)
}

fn converts(from: &Unit, to: &Unit) -> bool {
    let one = Quantity::new(Decimal::ONE, from.clone());
    one.and_then(|one| one.in_unit(to)).is_ok()
}

fn price(rows: &[&OwnPrice]) -> PriceModel {
    match rows {
        [only] if only.from.get() == Decimal::ZERO && only.up_to.is_none() => {
            PriceModel::Flat(only.unit_price)
        }
        tiers => {
            let tier = |row: &&OwnPrice| Tier {
                from: row.from,
                up_to: row.up_to,
                unit_price: row.unit_price,
                ..Tier::default()
            };
            PriceModel::Graduated(tiers.iter().map(tier).collect())
        }
    }
}
