//! A published price book: its prices, and the sizes of its machines.

use std::collections::BTreeMap;

use netprice::value::id::{BookId, Provider, Region, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::{Currency, PriceBook};

use crate::error::CatalogError;
use crate::goods::{Flexible, Good};
use crate::rows::{Row, parsed};

pub use crate::goods::{CpuShare, Machine, Processor};

/// A published price book with its names and machines.
#[derive(Clone, Debug)]
pub struct Book {
    /// The names of the provider and the region.
    pub names: Names,
    /// The prices.
    pub prices: PriceBook,
    /// The machines among its SKUs.
    pub machines: BTreeMap<SkuId, Machine>,
    /// The goods that its other SKUs are, as far as known.
    pub goods: BTreeMap<SkuId, Good>,
    /// What is composed of its SKUs by size.
    pub flexible: Vec<Flexible>,
}

impl Book {
    /// A price book of one's own without prices: its provider and its names are its id.
    ///
    /// # Errors
    /// That of an id that is no name of a provider.
    pub fn own(id: &BookId, currency: Currency) -> Result<Self, ValueProblem> {
        let name = id.to_string();
        Ok(Self {
            prices: PriceBook::new(name.as_str(), OWN, currency)?,
            names: Names {
                name_en: name.clone(),
                name_zh: name,
                place_en: "own prices".to_owned(),
                place_zh: "自有价格".to_owned(),
            },
            machines: BTreeMap::new(),
            goods: BTreeMap::new(),
            flexible: Vec::new(),
        })
    }
}

/// The region of a price book of one's own.
const OWN: &str = "own";

/// The names of a provider and of the place of its region, in each language.
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

/// A row of the list of price books.
pub(crate) struct BookRow {
    pub(crate) book: BookId,
    pub(crate) provider: Provider,
    pub(crate) region: Region,
    pub(crate) currency: Currency,
    name_en: String,
    name_zh: String,
    place_en: String,
    place_zh: String,
    pub(crate) geography: String,
    /// The kind of provider, such as `gpu`; `None` for one of general services.
    pub(crate) kind: Option<String>,
    main: bool,
    services: bool,
    other_services: bool,
    machines: bool,
    purchases: bool,
}

impl BookRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, String> {
        let text = |column| row.text(column).map(str::to_owned);
        let provider: Provider = row.read("provider", parsed)?;
        let book = |region: &str| format!("{provider}-{region}").parse().ok();
        Ok(Self {
            book: row.read("region", book)?,
            provider,
            region: row.read("region", parsed)?,
            currency: row.read("currency", parsed)?,
            name_en: text("name_en")?,
            name_zh: text("name_zh")?,
            place_en: text("place_en")?,
            place_zh: text("place_zh")?,
            geography: text("geography")?,
            kind: Some(text("kind")?).filter(|kind| !kind.is_empty()),
            main: row.is_true("main")?,
            services: row.is_true("services")?,
            other_services: row.is_true("other_services")?,
            machines: row.is_true("machines")?,
            purchases: row.is_true("purchases")?,
        })
    }

    /// The row of a book that is given as a whole.
    pub(crate) fn without_tables(id: BookId, book: &Book) -> Self {
        let names = book.names.clone();
        Self {
            book: id,
            provider: book.prices.provider.clone(),
            region: book.prices.region.clone(),
            currency: book.prices.currency,
            name_en: names.name_en,
            name_zh: names.name_zh,
            place_en: names.place_en,
            place_zh: names.place_zh,
            geography: String::new(),
            kind: None,
            main: false,
            services: false,
            other_services: false,
            machines: false,
            purchases: false,
        }
    }

    pub(crate) fn names(&self) -> Names {
        Names {
            name_en: self.name_en.clone(),
            name_zh: self.name_zh.clone(),
            place_en: self.place_en.clone(),
            place_zh: self.place_zh.clone(),
        }
    }

    /// Whether it is the provider's region to start from in its geography.
    pub(crate) fn is_main(&self) -> bool {
        self.main
    }

    /// The table of the services that answer lines for machines, objects and traffic.
    pub(crate) fn services_table(&self) -> Option<String> {
        self.services.then(|| format!("services/{}.txt", self.book))
    }

    /// The table of its other services.
    pub(crate) fn other_services_table(&self) -> Option<String> {
        self.other_services
            .then(|| format!("other_services/{}.txt", self.book))
    }

    /// The table of the types of its machines; `None` if it has no prices of machines.
    pub(crate) fn types_table(&self) -> Option<String> {
        let has_any = self.machines || self.purchases;
        has_any.then(|| format!("machines/{}.txt", self.provider))
    }

    /// The table of its machines on demand.
    pub(crate) fn machines_table(&self) -> Option<String> {
        self.machines
            .then(|| format!("on_demand/{}.txt", self.book))
    }

    /// The table of the other purchases of its machines.
    pub(crate) fn purchases_table(&self) -> Option<String> {
        self.purchases
            .then(|| format!("purchases/{}.txt", self.book))
    }

    /// A book without prices.
    pub(crate) fn empty_book(&self) -> Result<Book, CatalogError> {
        let prices = PriceBook::new(self.provider.clone(), self.region.clone(), self.currency);
        let prices = prices.map_err(|problem| CatalogError::at(self.book.as_str(), problem))?;
        Ok(Book {
            names: self.names(),
            prices,
            machines: BTreeMap::new(),
            goods: BTreeMap::new(),
            flexible: Vec::new(),
        })
    }
}
