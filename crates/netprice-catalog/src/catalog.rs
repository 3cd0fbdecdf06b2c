//! The published price books and exchange rates, read from the data files.

use std::collections::BTreeMap;
use std::fmt;

use netprice::convert::ExchangeRates;
use netprice::decimal::Amount;
use netprice::id::{BookId, Provider, Region, Service, SkuId};
use netprice::money::Currency;
use netprice::price::{PriceModel, Tier};
use netprice::price_book::{PriceBook, Sku};
use netprice::published::{AsOf, Confidence, Published};
use netprice::quantity::Unit;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::commitments::{self, PublishedCommitment};
use crate::files;

/// Published prices of several providers, and exchange rates to compare them by.
///
/// Those of traffic are in [`crate::network`], those of hardware and models in [`crate::hardware`]:
/// a page reads them when they are first looked at.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The price books, by name.
    pub books: BTreeMap<BookId, Book>,
    /// What the providers of those books sell ahead, in the order of the data.
    pub commitments: Vec<PublishedCommitment>,
    /// The exchange rates of one day.
    pub exchange_rates: ExchangeRates,
    /// Notes on prices and names of sources in Simplified Chinese, by their English.
    pub chinese: BTreeMap<String, String>,
}

/// A published price book, and what is known of its SKUs besides their prices.
#[derive(Clone, Debug)]
pub struct Book {
    /// What people call the provider and the place.
    pub names: Names,
    /// The prices.
    pub prices: PriceBook,
    /// The machines among its SKUs.
    pub machines: BTreeMap<SkuId, Machine>,
}

/// What people call a provider and the place of its region, in each language.
#[derive(Clone, Debug)]
pub struct Names {
    /// The provider in English.
    pub name_en: String,
    /// The provider in Simplified Chinese.
    pub name_zh: String,
    /// The place in English.
    pub place_en: String,
    /// The place in Simplified Chinese.
    pub place_zh: String,
}

/// What a machine SKU is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Virtual processors.
    pub vcpus: Amount,
    /// Memory in GiB.
    pub memory_gib: Amount,
    /// Which programs it runs; [`Processor::X86`] if absent.
    #[serde(default)]
    pub processor: Processor,
    /// Whether the processors are there all the time; [`CpuShare::Full`] if absent.
    #[serde(default)]
    pub cpu_share: CpuShare,
}

/// Which programs a machine runs, by its provider's naming of the family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    /// 64-bit x86.
    #[default]
    X86,
    /// 64-bit Arm.
    Arm,
}

/// How much of its processors a machine may use, by its provider's naming of the family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CpuShare {
    /// All of them, all the time.
    #[default]
    Full,
    /// A baseline, and more while credits last.
    Burstable,
    /// As much as the neighbours leave.
    Shared,
}

/// A data file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    /// The file.
    pub file: String,
    /// What is wrong in it.
    pub message: String,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for CatalogError {}

#[derive(Deserialize)]
struct BookRow {
    book: BookId,
    provider: Provider,
    region: Region,
    currency: Currency,
    name_en: String,
    name_zh: String,
    place_en: String,
    place_zh: String,
}

#[derive(Deserialize)]
struct PriceRow {
    service: Service,
    sku: SkuId,
    unit: Unit,
    from: Option<Amount>,
    up_to: Option<Amount>,
    unit_price: Option<Amount>,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
    vcpus: Option<Amount>,
    memory_gib: Option<Amount>,
    processor: Option<Processor>,
    cpu_share: Option<CpuShare>,
}

#[derive(Deserialize)]
struct RateRow {
    as_of: AsOf,
    base: Currency,
    currency: Currency,
    rate: Amount,
    source: String,
}

impl Catalog {
    /// Reads the price books that are published with this crate.
    ///
    /// # Errors
    /// [`CatalogError`] for a file that does not have the expected columns and values, for a
    /// source that is not listed, and for tiers with a gap or an overlap. A test reads all of
    /// them, so a release never gives it.
    ///
    /// ```
    /// let catalog = netprice_catalog::catalog::Catalog::published().unwrap();
    /// assert_eq!(catalog.books.len(), 6);
    /// ```
    pub fn published() -> Result<Self, CatalogError> {
        let mut reading = Reading::begin()?;
        while reading.step()? {}
        reading.finish()
    }
}

/// The published files being read, one at a time: a page does something else in between.
///
/// ```
/// use netprice_catalog::catalog::Reading;
/// let mut reading = Reading::begin().unwrap();
/// while reading.step().unwrap() {}
/// assert_eq!(reading.finish().unwrap().books.len(), 6);
/// ```
pub struct Reading {
    sources: BTreeMap<String, String>,
    books: BTreeMap<BookId, Book>,
    /// The books that are not read yet.
    rest: std::vec::IntoIter<BookRow>,
    /// What is sold ahead, which is read after the books.
    commitments: Option<Vec<PublishedCommitment>>,
}

impl Reading {
    /// Reads which books there are.
    ///
    /// # Errors
    /// Those of [`Catalog::published`].
    pub fn begin() -> Result<Self, CatalogError> {
        Ok(Self {
            sources: sources()?,
            books: BTreeMap::new(),
            rest: rows::<BookRow>("books.csv", files::BOOKS)?.into_iter(),
            commitments: None,
        })
    }

    /// Reads the next file; whether there was one.
    ///
    /// # Errors
    /// Those of [`Catalog::published`].
    pub fn step(&mut self) -> Result<bool, CatalogError> {
        if let Some(row) = self.rest.next() {
            let (id, book) = read_book(row, &self.sources)?;
            self.books.insert(id, book);
            return Ok(true);
        }
        let is_last = self.commitments.is_none();
        if is_last {
            self.commitments = Some(commitments::read(&self.books, &self.sources)?);
        }
        Ok(is_last)
    }

    /// Reads the exchange rates and the texts. What was not read before is not in the catalog.
    ///
    /// # Errors
    /// Those of [`Catalog::published`].
    pub fn finish(self) -> Result<Catalog, CatalogError> {
        Ok(Catalog {
            commitments: self.commitments.unwrap_or_default(),
            books: self.books,
            exchange_rates: read_rates()?,
            chinese: pairs("chinese.csv", files::CHINESE)?,
        })
    }
}

pub(crate) fn at(file: &str, message: impl fmt::Display) -> CatalogError {
    CatalogError {
        file: file.to_owned(),
        message: message.to_string(),
    }
}

pub(crate) fn rows<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>, CatalogError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<Vec<T>, csv::Error>>()
        .map_err(|error| at(file, error))
}

/// What the sources of all data files are called, by their names there.
pub(crate) fn sources() -> Result<BTreeMap<String, String>, CatalogError> {
    pairs("sources.csv", files::SOURCES)
}

fn pairs(file: &str, text: &str) -> Result<BTreeMap<String, String>, CatalogError> {
    let pairs: Vec<(String, String)> = rows(file, text)?;
    Ok(pairs.into_iter().collect())
}

fn read_book(
    row: BookRow,
    sources: &BTreeMap<String, String>,
) -> Result<(BookId, Book), CatalogError> {
    let name = row.book.as_str();
    let Some((_, text)) = files::PRICES.iter().find(|(book, _)| *book == name) else {
        return Err(at(name, "there is no price file of this name"));
    };
    let mut prices = PriceBook::new(row.provider, row.region, row.currency);
    let mut machines = BTreeMap::new();
    for price in rows::<PriceRow>(name, text)? {
        let Some(source) = sources.get(&price.source) else {
            return Err(at(
                name,
                format!("'{}' is not in sources.csv", price.source),
            ));
        };
        if let Some(machine) = machine(&price) {
            machines.insert(price.sku.clone(), machine);
        }
        add_price(&mut prices, price, source).map_err(|message| at(name, message))?;
    }
    if let Some(problem) = prices.problems().first() {
        return Err(at(name, problem));
    }
    let names = Names {
        name_en: row.name_en,
        name_zh: row.name_zh,
        place_en: row.place_en,
        place_zh: row.place_zh,
    };
    let book = Book {
        names,
        prices,
        machines,
    };
    Ok((row.book, book))
}

fn machine(row: &PriceRow) -> Option<Machine> {
    Some(Machine {
        vcpus: row.vcpus?,
        memory_gib: row.memory_gib?,
        processor: row.processor?,
        cpu_share: row.cpu_share?,
    })
}

/// Adds a row: a new SKU, or one more tier of a SKU that is there.
fn add_price(prices: &mut PriceBook, row: PriceRow, source: &str) -> Result<(), String> {
    let published = Published {
        source: source.to_owned(),
        as_of: row.as_of,
        confidence: row.confidence,
        note: row.note,
    };
    let tier = match (row.unit_price, row.from) {
        (Some(unit_price), Some(from)) => Some(Tier {
            from,
            up_to: row.up_to,
            unit_price,
            ..Tier::default()
        }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(format!("'{}' has half a tier", row.sku));
        }
    };
    let Some(sku) = prices.skus.get_mut(&row.sku) else {
        let price = tier.map(|tier| match tier.up_to {
            None => PriceModel::Flat(tier.unit_price),
            Some(_) => PriceModel::Graduated(vec![tier]),
        });
        let sku = Sku::new(row.service, row.unit, price, published);
        prices.skus.insert(row.sku, sku);
        return Ok(());
    };
    match (&mut sku.price, tier) {
        (Some(PriceModel::Graduated(tiers)), Some(tier)) => tiers.push(tier),
        _ => return Err(format!("'{}' has two rows that are not tiers", row.sku)),
    }
    sku.published = both(&sku.published, &published);
    Ok(())
}

/// What two sources of one SKU's tiers say together: both named, the span of their dates, the
/// lower confidence.
fn both(a: &Published, b: &Published) -> Published {
    let source = match a.source.contains(&b.source) {
        true => a.source.clone(),
        false => format!("{}; {}", a.source, b.source),
    };
    let confidence = match (a.confidence, b.confidence) {
        (Confidence::Low, _) | (_, Confidence::Low) => Confidence::Low,
        (Confidence::Medium, _) | (_, Confidence::Medium) => Confidence::Medium,
        (Confidence::High, Confidence::High) => Confidence::High,
    };
    Published {
        source,
        as_of: a.as_of.joined(b.as_of),
        confidence,
        note: a.note.clone().or_else(|| b.note.clone()),
    }
}

fn read_rates() -> Result<ExchangeRates, CatalogError> {
    const FILE: &str = "exchange_rates.csv";
    let rows = rows::<RateRow>(FILE, files::EXCHANGE_RATES)?;
    let Some(first) = rows.first() else {
        return Err(at(FILE, "there are no rates"));
    };
    let mut rates = ExchangeRates {
        source: first.source.clone(),
        as_of: first.as_of,
        base: first.base,
        rates: BTreeMap::new(),
    };
    for row in rows {
        let of_one_fixing = (&row.source, row.as_of, row.base);
        if of_one_fixing != (&rates.source, rates.as_of, rates.base) {
            return Err(at(FILE, format!("{} is of another fixing", row.currency)));
        }
        rates.rates.insert(row.currency, row.rate);
    }
    Ok(rates)
}
