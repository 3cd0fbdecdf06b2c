//! A published price book: its prices, and the sizes of its machines.

use std::collections::BTreeMap;

use netprice::book::citation::Confidence;
use netprice::value::day::AsOf;
use netprice::value::id::{BookId, Provider, Region, Service, SkuId};
use netprice::value::quantity::Unit;
use netprice::{Citation, Currency, NonNegative, PriceBook, PriceModel, Sku, Tier};
use serde::{Deserialize, Serialize};

use crate::goods::{Flexible, Good, Gpu, Purchase};
use crate::rows::{CatalogError, Sources, rows};

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

/// The size and the kind of a machine SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// The number of virtual processors.
    pub vcpus: NonNegative,
    /// The memory in GiB.
    pub memory_gib: NonNegative,
    /// The instruction set; [`Processor::X86`] if absent.
    #[serde(default)]
    pub processor: Processor,
    /// The share of the processors that can be used; [`CpuShare::Full`] if absent.
    #[serde(default)]
    pub cpu_share: CpuShare,
    /// Its accelerators; `None` for a machine without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu: Option<Gpu>,
    /// The family of its name, such as `m7i`; `None` if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The way in which this SKU is bought.
    #[serde(default)]
    pub purchase: Purchase,
}

/// The instruction set of a machine, known from the name of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    /// 64-bit x86.
    #[default]
    X86,
    /// 64-bit Arm.
    Arm,
}

/// The share of its processors that a machine can use, known from the name of its family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CpuShare {
    /// All of them, all the time.
    #[default]
    Full,
    /// A baseline, and more while credits last.
    Burstable,
    /// Capacity that other machines on the host leave free.
    Shared,
}

#[derive(Deserialize)]
pub(crate) struct BookRow {
    pub(crate) book: BookId,
    provider: Provider,
    region: Region,
    pub(crate) currency: Currency,
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
    vcpus: Option<NonNegative>,
    memory_gib: Option<NonNegative>,
    processor: Option<Processor>,
    cpu_share: Option<CpuShare>,
}

/// Reads the price file of a book.
pub(crate) fn read(row: &BookRow, text: &str, sources: &Sources) -> Result<Book, CatalogError> {
    let name = row.book.as_str();
    let at = |message: String| CatalogError::at(name, message);
    let prices = PriceBook::new(row.provider.clone(), row.region.clone(), row.currency);
    let mut prices = prices.map_err(|problem| at(problem.to_string()))?;
    let mut machines = BTreeMap::new();
    for price in rows::<PriceRow>(name, text)? {
        if let Some(machine) = machine(&price) {
            machines.insert(price.sku.clone(), machine);
        }
        add_price(&mut prices, price, sources).map_err(at)?;
    }
    if let Some(problem) = prices.problems().first() {
        return Err(CatalogError::at(name, problem));
    }
    Ok(Book {
        names: row.names(),
        prices,
        machines,
        goods: BTreeMap::new(),
        flexible: Vec::new(),
    })
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
}

fn machine(row: &PriceRow) -> Option<Machine> {
    Some(Machine {
        vcpus: row.vcpus?,
        memory_gib: row.memory_gib?,
        processor: row.processor?,
        cpu_share: row.cpu_share?,
        gpu: None,
        family: None,
        purchase: Purchase::OnDemand,
    })
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
