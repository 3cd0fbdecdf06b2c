//! What a line of a bill asks for, by the names of its service, its SKU and its unit.

use std::collections::BTreeMap;

use netprice::value::id::{BookId, SkuId};
use netprice::value::ordered::sort_by;
use netprice::value::ratio::Ratio;
use netprice::{NonNegative, Quantity};
use netprice_catalog::goods::{Machine, Medium, Processor};
use netprice_catalog::{Catalog, CatalogError};
use netprice_import::bill::BillLine;
use rust_decimal::Decimal;

use crate::workload::ask::{
    Ask, AskedProcessor, BlockStorage, Hours, Machines, NamedSku, ObjectStorage, Traffic,
};

/// What a line of a bill asks for; `None` if nothing known.
pub(super) fn ask(
    line: &BillLine,
    catalog: &Catalog,
    shelves: &mut Shelves,
) -> Result<Option<Ask>, CatalogError> {
    let Some(quantity) = line.quantity else {
        return Ok(None);
    };
    let books = shelves.books_of(line, catalog);
    if line.key.unit == "Hours" && !line.key.instance.is_empty() {
        return Ok(match machine(&line.key.instance, books, catalog)? {
            Some(machine) => machines(&machine, quantity),
            None => None,
        });
    }
    if let Some(ask) = storage(line, quantity).or_else(|| traffic(line, quantity)) {
        return Ok(Some(ask));
    }
    named(line, quantity, books, catalog)
}

/// The provider of the catalogue that a bill names.
pub(super) fn provider_of(line: &BillLine) -> &'static str {
    let name = line.key.provider.to_lowercase();
    const NAMES: [(&str, &str); 12] = [
        ("aws", "aws"),
        ("amazon", "aws"),
        ("azure", "azure"),
        ("microsoft", "azure"),
        ("gcp", "gcp"),
        ("google", "gcp"),
        ("alibaba", "alibaba"),
        ("aliyun", "alibaba"),
        ("tencent", "tencent"),
        ("huawei", "huawei"),
        ("oracle", "oci"),
        ("oci", "oci"),
    ];
    let found = NAMES
        .iter()
        .find(|(part, _)| name.contains(part))
        .map_or("", |(_, provider)| *provider);
    let is_china = found == "aws" && line.key.region.starts_with("cn-");
    if is_china { "aws-china" } else { found }
}

/// The price books in which the lines of a bill may be; each provider and region is looked up once.
#[derive(Default)]
pub(super) struct Shelves {
    by_region: BTreeMap<(&'static str, String), Vec<String>>,
}

impl Shelves {
    /// The price books of the provider of a line, that of its region first.
    pub(super) fn books_of(&mut self, line: &BillLine, catalog: &Catalog) -> &[String] {
        let (provider, region) = (provider_of(line), line.key.region.to_lowercase());
        self.by_region
            .entry((provider, region))
            .or_insert_with_key(|(provider, region)| {
                let own = format!("{provider}-{region}");
                let all = catalog.book_ids().map(BookId::as_str);
                let all = all.filter(|id| {
                    let of = catalog.provider(id);
                    of.is_some_and(|of| of.as_str() == *provider)
                });
                let mut books: Vec<String> = all.map(str::to_owned).collect();
                sort_by(&mut books, |a, b| (*a != own).cmp(&(*b != own)));
                // A type is sold in one of the first regions, or in none.
                books.truncate(6);
                books
            })
    }
}

fn machine(
    name: &str,
    books: &[String],
    catalog: &Catalog,
) -> Result<Option<Machine>, CatalogError> {
    let Ok(sku) = name.parse::<SkuId>() else {
        return Ok(None);
    };
    for id in books {
        if let Some(machine) = catalog.book(id)?.and_then(|book| book.machines.get(&sku)) {
            return Ok(Some(machine.clone()));
        }
    }
    Ok(None)
}

/// Machines that run some hours together: the smallest power of two whose hours are at most those of a month.
fn machines(machine: &Machine, hours: Ratio) -> Option<Ask> {
    const MONTH: u64 = 744;
    let mut count: u64 = 1;
    // Powers of 2 divide decimals exactly.
    let each = loop {
        let each = hours.over(Decimal::from(count).into()).ok()?;
        if each <= Ratio::from(Decimal::from(MONTH)) {
            break each;
        }
        count = count.checked_mul(2)?;
        if count > 1_000_000_000 {
            return None;
        }
    };
    Some(Ask::Machines(Machines {
        count: NonNegative::new(Decimal::from(count)).ok()?,
        vcpus: machine.vcpus,
        memory_gib: machine.memory_gib,
        gpu: machine.gpu.clone(),
        processor: match machine.processor {
            Processor::X86 => AskedProcessor::X86,
            Processor::Arm => AskedProcessor::Arm,
        },
        burstable: machine.cpu_share != netprice_catalog::book::CpuShare::default(),
        hours: Hours::Flat(NonNegative::new(each.decimal().ok()?).ok()?),
        ..Machines::default()
    }))
}

/// The GB of a month in a unit of capacity.
fn gb_months(unit: &str, quantity: Ratio) -> Option<NonNegative> {
    let hours = |quantity: Ratio| quantity.over(Decimal::from(730).into());
    let gib = |quantity: Ratio| quantity.times(Decimal::new(1_073_741_824, 9).into());
    let gb = match unit {
        "GB-Months" | "GB" => Ok(quantity),
        "GiB-Months" => gib(quantity),
        "GB-Hours" => hours(quantity),
        "GiB-Hours" => hours(quantity).and_then(gib),
        _ => return None,
    };
    NonNegative::new(gb.ok()?.decimal().ok()?).ok()
}

fn words(line: &BillLine) -> String {
    let key = &line.key;
    format!("{} {} {}", key.service, key.sku, key.item).to_lowercase()
}

fn storage(line: &BillLine, quantity: Ratio) -> Option<Ask> {
    const OBJECTS: [&str; 12] = [
        "s3",
        "timedstorage",
        "blob",
        "cloud storage",
        "object",
        "oss",
        "cos",
        "obs",
        "对象存储",
        "standard storage",
        "storage us regional",
        "标准存储",
    ];
    const DISKS: [&str; 10] = [
        "ebs:",
        "volume",
        "disk",
        "云硬盘",
        "云盘",
        "系统盘",
        "数据盘",
        "pd capacity",
        "ssd",
        "evs",
    ];
    let words = words(line);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let is_capacity = line.key.unit.ends_with("Months")
        || line.key.unit.ends_with("Hours")
        || (line.key.unit == "GB" && has(&["storage (", "盘", "容量"]));
    if !is_capacity || line.key.unit == "Hours" {
        return None;
    }
    // An archive is another good than the standard class.
    if has(&[
        "glacier", "archive", "归档", "coldline", "nearline", "snapshot", "快照", "backup",
    ]) {
        return None;
    }
    if has(&["memory", "ram ", "内存"]) {
        return None;
    }
    let gb = gb_months(&line.key.unit, quantity)?;
    if has(&DISKS) {
        let is_slow = has(&[
            "hdd",
            "magnetic",
            "st1",
            "sc1",
            "普通云硬盘",
            "volumeusage.standard",
        ]);
        let medium = if is_slow { Medium::Hdd } else { Medium::Ssd };
        return Some(Ask::BlockStorage(BlockStorage {
            gb,
            medium,
            ..BlockStorage::default()
        }));
    }
    has(&OBJECTS).then(|| {
        Ask::ObjectStorage(ObjectStorage {
            gb,
            ..ObjectStorage::default()
        })
    })
}

fn traffic(line: &BillLine, quantity: Ratio) -> Option<Ask> {
    const OUT: [&str; 9] = [
        "datatransfer-out",
        "data transfer out",
        "internet egress",
        "internet data transfer out",
        "流出流量",
        "公网流量",
        "流量计费",
        "上行流量",
        "data transfer-out",
    ];
    let words = words(line);
    let is_out = OUT.iter().any(|part| words.contains(part))
        || (words.contains("流量") && line.key.unit == "GB");
    let gb = match line.key.unit.as_str() {
        "GB" => Ok(quantity),
        "GiB" => quantity.times(Decimal::new(1_073_741_824, 9).into()),
        _ => return None,
    };
    if !is_out {
        return None;
    }
    let gb = NonNegative::new(gb.ok()?.decimal().ok()?).ok()?;
    Some(Ask::Traffic(Traffic {
        gb,
        ..Traffic::default()
    }))
}

/// A SKU by its name, if one of the price books has it.
fn named(
    line: &BillLine,
    quantity: Ratio,
    books: &[String],
    catalog: &Catalog,
) -> Result<Option<Ask>, CatalogError> {
    let names = [&line.key.sku, &line.key.item];
    let skus = names
        .into_iter()
        .filter_map(|name| name.parse::<SkuId>().ok());
    for sku in skus {
        for id in books {
            let is_sold = catalog
                .whole_book(id)?
                .is_some_and(|book| book.prices.skus.contains_key(&sku));
            let unit = line.key.unit.parse().ok();
            if let Some(quantity) = unit
                .and_then(|unit| Quantity::new(quantity, unit).ok())
                .filter(|_| is_sold)
            {
                return Ok(Some(Ask::Sku(NamedSku { sku, quantity })));
            }
        }
    }
    Ok(None)
}
