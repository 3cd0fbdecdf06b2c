//! A published price book: its prices, and the sizes of its machines.

use std::collections::BTreeMap;

use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use netprice::value::id::{BookId, Provider, Region, Service, SkuId};
use netprice::value::quantity::Unit;
use netprice::{Citation, Currency, NonNegative, PriceBook, PriceModel, Sku, Tier};
use serde::Deserialize;

use crate::error::CatalogError;
use crate::goods::{Flexible, Good};
use crate::rows::{Sources, rows};
use crate::tables::Tables;

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
#[derive(Deserialize)]
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
    main: Option<bool>,
    services: Option<bool>,
    machines: Option<bool>,
    purchases: Option<bool>,
}

#[derive(Deserialize)]
struct PriceRow {
    service: Service,
    sku: SkuId,
    unit: Unit,
    from: Option<NonNegative>,
    up_to: Option<NonNegative>,
    unit_price: Option<NonNegative>,
    /// Whether the source says that it is free.
    #[serde(default)]
    free: Option<bool>,
    as_of: AsOf,
    confidence: Confidence,
    source: String,
    note: Option<String>,
}

impl BookRow {
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
        self.main == Some(true)
    }

    /// The table of its services.
    pub(crate) fn services_table(&self) -> Option<String> {
        (self.services == Some(true)).then(|| format!("{}.csv", self.book))
    }

    /// The table of the types of its machines; `None` if it has no prices of machines.
    pub(crate) fn types_table(&self) -> Option<String> {
        let has_any = self.machines == Some(true) || self.purchases == Some(true);
        has_any.then(|| format!("machines/{}.txt", self.provider))
    }

    /// The table of its machines on demand.
    pub(crate) fn machines_table(&self) -> Option<String> {
        (self.machines == Some(true)).then(|| format!("on_demand/{}.txt", self.book))
    }

    /// The table of the other purchases of its machines.
    pub(crate) fn purchases_table(&self) -> Option<String> {
        (self.purchases == Some(true)).then(|| format!("purchases/{}.txt", self.book))
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

/// Adds the prices of a table of services to a book.
pub(crate) fn add_services(
    book: &mut Book,
    tables: &Tables,
    name: &str,
    sources: &Sources,
) -> Result<(), CatalogError> {
    for price in rows::<PriceRow>(tables, name)? {
        let added = add_price(&mut book.prices, price, sources);
        added.map_err(|message| CatalogError::at(name, message))?;
    }
    match book.prices.problems().first() {
        Some(problem) => Err(CatalogError::at(name, problem)),
        None => Ok(()),
    }
}

/// Adds a row: a new SKU, or one more tier of a SKU of an earlier row.
fn add_price(prices: &mut PriceBook, row: PriceRow, sources: &Sources) -> Result<(), String> {
    let published = sources.citation(&row.source, row.as_of, row.confidence, row.note)?;
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
        let sku = Sku::new(row.service, row.unit, price);
        let mut sku = sku.map_err(|problem| problem.to_string())?;
        sku.free = row.free == Some(true);
        prices.skus.insert(row.sku, sku.published_in(published));
        return Ok(());
    };
    match (&mut sku.price, tier) {
        (Some(PriceModel::Graduated(tiers)), Some(tier)) => tiers.push(tier),
        _ => return Err(format!("'{}' has two rows that are not tiers", row.sku)),
    }
    sku.published = sku
        .published
        .as_ref()
        .map(|before| both(before, &published));
    Ok(())
}

/// Joins the citations of two tiers of a SKU: both sources, the span of their dates, the lower
/// confidence.
fn both(a: &Citation, b: &Citation) -> Citation {
    let source = if a.source.contains(&b.source) {
        a.source.clone()
    } else {
        format!("{}; {}", a.source, b.source)
    };
    let confidence = match (a.confidence, b.confidence) {
        (Confidence::Low, _) | (_, Confidence::Low) => Confidence::Low,
        (Confidence::Medium, _) | (_, Confidence::Medium) => Confidence::Medium,
        (Confidence::High, Confidence::High) => Confidence::High,
    };
    Citation {
        source,
        as_of: a.as_of.joined(b.as_of),
        confidence,
        note: a.note.clone().or_else(|| b.note.clone()),
    }
}
