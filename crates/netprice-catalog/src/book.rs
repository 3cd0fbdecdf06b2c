//! A published price book: its prices, and the sizes of its machines.

use std::collections::BTreeMap;

use netprice::value::id::{BookId, Provider, Region, SkuId};
use netprice::{Currency, NonNegative, PriceBook};
use serde::{Deserialize, Serialize};

use crate::goods::{Flexible, Good, Gpu, Purchase};
use crate::rows::CatalogError;

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
    main: Option<bool>,
    services: Option<bool>,
    machines: Option<bool>,
    purchases: Option<bool>,
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
        (self.services == Some(true)).then(|| format!("services/{}.txt", self.book))
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
