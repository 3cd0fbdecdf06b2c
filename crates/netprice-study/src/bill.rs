//! Bills as workloads: what was used, for any offer, with what was paid beside it.

use std::collections::{BTreeMap, BTreeSet};

use netprice::value::id::{LineId, SkuId};
use netprice::value::limits::NAME_CHARACTERS;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use netprice::{Currency, Money, NonNegative, Quantity, Usage, UsageLine};
use netprice_catalog::goods::{Machine, Medium, Processor};
use netprice_catalog::{Catalog, CatalogError};
use netprice_import::bill::{BillCategory, BillLine, ImportedBill};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, StudyProblem};
use crate::workload::ask::{
    Ask, AskedProcessor, BlockStorage, Hours, Machines, NamedSku, ObjectStorage, Traffic,
};
use crate::workload::{Labels, UnreadLine, Workload, WorkloadLine};

/// What was paid for a line of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The cost on the invoice.
    pub billed: Money,
    /// The cost after commitments.
    pub effective: Money,
    /// The cost at list prices, as far as the bill states it.
    pub list: Money,
}

/// A bill as a workload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillWorkload {
    /// The usage. Lines that were not matched are in it as unread, so that no total leaves them out in silence.
    pub workload: Workload,
    /// What was paid for each line, those that were not matched included.
    pub paid: BTreeMap<LineId, Paid>,
    /// The lines that name no machine, disk, object, traffic or SKU that is known.
    pub not_matched: Vec<LineId>,
    /// What is no usage: fees, unused commitments, tax, credits and corrections, with what was paid.
    pub others: Vec<(LineId, BillCategory, Paid)>,
    /// The lines whose currency is not known: they are in no sum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// Turns the usage of a bill into lines that any offer can answer.
///
/// - A type of machine that the catalogue knows, by the hour, becomes machines of its size; their number is the
///   smallest power of two for which the hours of each are at most 744.
/// - Capacity by the month or the hour is a block volume or stored objects, and GB sent are traffic, by the names of services.
/// - Anything else is a SKU by its name, if the catalogue has it; other offers then lack it, and say so.
///
/// # Errors
/// [`CatalogError`] for a table that cannot be read.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::bill::workload_of;
/// let text = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
///     BoxUsage:t3.medium,1460,USD,60.736,Hrs\nBoxUsage:x9.huge.large,1,USD,1,Hrs\n";
/// let bill = netprice_import::bill::read(text).unwrap();
/// let found = workload_of(&bill, &Catalog::published()?)?;
/// // Two machines of 730 hours each; the other type is in no price list.
/// assert_eq!((found.workload.lines.len(), found.not_matched.len()), (1, 1));
/// assert_eq!(found.paid[&found.workload.lines[0].id].billed.to_string(), "60.736 USD");
/// # Ok::<(), netprice_catalog::CatalogError>(())
/// ```
pub fn workload_of(bill: &ImportedBill, catalog: &Catalog) -> Result<BillWorkload, CatalogError> {
    let mut found = BillWorkload::default();
    let mut names = Names::default();
    for line in &bill.lines {
        let Some(id) = names.of(line) else {
            continue;
        };
        let paid = match paid(line) {
            Ok(paid) => paid,
            Err(problem) => {
                let path = Path::from("lines").key(&id).field("currency");
                found.problems.push(StudyProblem::from(problem).at(path));
                continue;
            }
        };
        if line.key.category != BillCategory::Usage {
            found.others.push((id, line.key.category, paid));
            continue;
        }
        match ask(line, catalog)? {
            Some(ask) => found
                .workload
                .lines
                .push(WorkloadLine::new(id.clone(), ask)),
            None => {
                found.not_matched.push(id.clone());
                let labels = Labels::new();
                found.workload.unread.push(UnreadLine {
                    id: id.clone(),
                    labels,
                });
            }
        }
        found.paid.insert(id, paid);
    }
    Ok(found)
}

/// The usage of a bill by its SKUs, for the price book that the bill is of: a line for each line of an export of ours, or for
/// each SKU of another bill.
///
/// Rows without a SKU or a quantity, and what is no usage, are left out: at the same agreement they follow from it.
#[must_use]
pub fn usage_of(bill: &ImportedBill) -> Usage {
    let mut by_line: BTreeMap<(String, String), (Ratio, String)> = BTreeMap::new();
    for line in bill
        .lines
        .iter()
        .filter(|line| line.key.category == BillCategory::Usage)
    {
        let Some(quantity) = line.quantity else {
            continue;
        };
        let name = if line.key.item.is_empty() {
            &line.key.sku
        } else {
            &line.key.item
        };
        let entry = by_line.entry((name.clone(), line.key.sku.clone()));
        let (sum, _) = entry.or_insert_with(|| (Ratio::ZERO, line.key.unit.clone()));
        // A sum that does not fit keeps what it had; the quantity is checked where it is used.
        *sum = sum.plus(quantity).unwrap_or(*sum);
    }
    let lines = by_line
        .into_iter()
        .filter_map(|((name, sku), (quantity, unit))| {
            let quantity = Quantity::new(quantity, unit.parse().ok()?).ok()?;
            UsageLine::new(name.as_str(), sku.as_str(), quantity).ok()
        });
    Usage {
        lines: lines.collect(),
        ..Usage::default()
    }
}

/// What was paid.
///
/// # Errors
/// [`ValueProblem::UnknownCurrency`].
fn paid(line: &BillLine) -> Result<Paid, ValueProblem> {
    let currency: Currency = line.key.currency.parse()?;
    let money = |amount: Decimal| Money::new(amount, currency);
    Ok(Paid {
        billed: money(line.billed),
        effective: money(line.effective),
        list: money(line.list),
    })
}

/// The names of lines, each once.
#[derive(Default)]
struct Names {
    seen: BTreeSet<String>,
}

impl Names {
    /// The name of a line; `None` for a text that is no name.
    fn of(&mut self, line: &BillLine) -> Option<LineId> {
        let key = &line.key;
        let what = [&key.instance, &key.item, &key.sku]
            .into_iter()
            .find(|text| !text.is_empty());
        let parts = [Some(&key.service), what, Some(&key.region)];
        let text: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let visible = |sign: char| if sign.is_control() { ' ' } else { sign };
        let room = NAME_CHARACTERS.saturating_sub(8);
        let name: String = text.join(" ").chars().map(visible).take(room).collect();
        let name = if name.trim().is_empty() {
            "line".to_owned()
        } else {
            name.trim().to_owned()
        };
        let mut numbered = name.clone();
        let mut number: u32 = 1;
        while !self.seen.insert(numbered.clone()) {
            number = number.saturating_add(1);
            numbered = format!("{name} #{number}");
        }
        numbered.parse().ok()
    }
}

/// What a line of a bill asks for; `None` if nothing known.
fn ask(line: &BillLine, catalog: &Catalog) -> Result<Option<Ask>, CatalogError> {
    let Some(quantity) = line.quantity else {
        return Ok(None);
    };
    let provider = provider_of(line);
    let books: Vec<String> = books_of(line, provider, catalog);
    if line.key.unit == "Hours" && !line.key.instance.is_empty() {
        return Ok(match machine(&line.key.instance, &books, catalog)? {
            Some(machine) => machines(&machine, quantity),
            None => None,
        });
    }
    if let Some(ask) = storage(line, quantity).or_else(|| traffic(line, quantity)) {
        return Ok(Some(ask));
    }
    named(line, quantity, &books, catalog)
}

/// The provider of the catalogue that a bill names.
fn provider_of(line: &BillLine) -> &'static str {
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

/// The price books of a provider, that of the line's region first.
fn books_of(line: &BillLine, provider: &str, catalog: &Catalog) -> Vec<String> {
    let own = format!("{provider}-{}", line.key.region.to_lowercase());
    let all = catalog
        .book_ids()
        .map(netprice::value::id::BookId::as_str)
        .filter(|id| {
            catalog
                .provider(id)
                .is_some_and(|one| one.as_str() == provider)
        });
    let mut books: Vec<String> = all.map(str::to_owned).collect();
    books.sort_by_key(|id| *id != own);
    // A type is sold in one of the first regions, or in none.
    books.truncate(6);
    books
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
