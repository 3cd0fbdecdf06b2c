//! Reads the services of a price book: disks, objects, traffic, databases and the rest that is no machine.
//!
//! `cargo xtask pack` writes two tables for each price book, in one form. A line `#` starts a block with the date, the
//! confidence, the source and the note of its prices; a line `>` names a service, a unit, an equivalent of
//! it and the way of counting; each further line is a SKU with its prices and what it is, and a line `@` is
//! something composed by size:
//!
//! ```text
//! services 1
//! #2024-08-09|high|GitHub coroot/cloud-pricing|
//! >managed-mysql|Hours||
//! MySQL db.m6i.2xlarge multi-az|1.368|database,mysql,8,32,several,full
//! >internet-egress|GB||
//! DataTransfer-Out-Bytes|0:.09 10240:.085 51200:.07|traffic,internet
//! ```
//!
//! `0:.09 10240:.085` costs 0.09 up to 10,240 and 0.085 above; `5:` ends the prices at 5; `0:0+18.25` has a
//! fee; `free` is free by its source. The tiers of a SKU can stand in several blocks.

use netprice::book::citation::{Citation, Confidence};
use netprice::book::price::{AllUnits, BoundOwner};
use netprice::book::price_book::Pooling;
use netprice::book::rule::QuantityRule;
use netprice::value::id::{Service, SkuId};
use netprice::value::ordered::sort_by;
use netprice::value::quantity::{Equivalent, Quantity, Unit};
use netprice::{NonNegative, PriceModel, Sku, Tier};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::book::Book;
use crate::composed;
use crate::error::CatalogError;
use crate::goods::{CacheServer, DatabaseStorage, Good};
use crate::words::{database, split, word};

/// The first line of a table of services.
const FIRST: &str = "services 1";

/// What the SKUs below a line `>` have in common.
struct Group {
    service: Service,
    unit: Unit,
    equivalents: Vec<Equivalent>,
    counting: Counting,
}

/// The way in which the quantity of a SKU is counted.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Counting {
    /// Each tier by itself.
    Graduated,
    /// The tier that is reached prices all units; a bound belongs to the tier below it.
    AllUnits,
    /// The same, but a bound belongs to the tier above it.
    AllUnitsUpper,
    /// Each tier by itself, for each server or GB alone: the bounds are its hours of use.
    Apart,
    /// Started units in whole, each line by itself.
    Whole,
}

/// Adds the services of a table to a book.
pub(crate) fn add(book: &mut Book, name: &str, text: &str) -> Result<(), CatalogError> {
    let mut lines = text.lines();
    if lines.next() != Some(FIRST) {
        let message = "it is no table of services of this version";
        return Err(CatalogError::at(name, message));
    }
    let (mut published, mut group) = (None, None);
    for line in lines {
        let wrong =
            || CatalogError::at(name, format!("'{line}' is no line of a table of services"));
        if let Some(block) = line.strip_prefix('#') {
            published = Some(citation(block).ok_or_else(wrong)?);
        } else if let Some(common) = line.strip_prefix('>') {
            group = Some(group_of(common).ok_or_else(wrong)?);
        } else if let Some(composed) = line.strip_prefix('@') {
            let composed = composed::read(composed).ok_or_else(wrong)?;
            book.flexible.push(composed);
        } else {
            let common = group.as_ref().zip(published.as_ref());
            let added = common.and_then(|(group, published)| add_sku(book, line, group, published));
            added.ok_or_else(wrong)?;
        }
    }
    match book.prices.problems().first() {
        Some(problem) => Err(CatalogError::at(name, problem)),
        None => Ok(()),
    }
}

fn citation(block: &str) -> Option<Citation> {
    let [as_of, confidence, source, note] = fields(block)?;
    Some(Citation {
        source: source.into(),
        as_of: as_of.parse().ok()?,
        confidence: word(confidence)?,
        note: (!note.is_empty()).then(|| note.into()),
    })
}

fn group_of(common: &str) -> Option<Group> {
    let [service, unit, equivalent, counting] = fields(common)?;
    let equivalents = match equivalent.split_once(" = ") {
        None => Vec::new(),
        Some((this, is)) => vec![Equivalent {
            this: this.parse().ok()?,
            is: is.parse().ok()?,
        }],
    };
    Some(Group {
        service: service.parse().ok()?,
        unit: unit.parse().ok()?,
        equivalents,
        counting: if counting.is_empty() {
            Counting::Graduated
        } else {
            word(counting)?
        },
    })
}

/// Adds a SKU, or the tiers of one that stands in an earlier block, too.
fn add_sku(book: &mut Book, line: &str, group: &Group, published: &Citation) -> Option<()> {
    let mut of_line = line.split('|');
    let id: SkuId = of_line.next()?.parse().ok()?;
    let prices = of_line.next()?;
    if let Some(good) = of_line.next() {
        book.goods.insert(id.clone(), good_of(good)?);
    }
    if let Some(sold) = book.prices.skus.get_mut(&id) {
        let more = tiers(prices)?;
        let of_sku = match &mut sold.price {
            Some(PriceModel::Graduated(tiers)) => tiers,
            Some(PriceModel::AllUnits(all_units)) => &mut all_units.tiers,
            None | Some(PriceModel::Flat(_) | PriceModel::ByTimeOfDay(_)) => return None,
        };
        of_sku.extend(more);
        sort_by(of_sku, |one, other| one.from.cmp(&other.from));
        let before = sold.published.take();
        sold.published = before.map(|before| both(&before, published));
        return Some(());
    }
    let mut sku = Sku::new(
        group.service.clone(),
        group.unit.clone(),
        model(prices, group)?,
    )
    .ok()?;
    sku.equivalents.clone_from(&group.equivalents);
    sku.free = prices == "free";
    if matches!(group.counting, Counting::Apart | Counting::Whole) {
        sku.pooling = Pooling::Apart;
    }
    if matches!(group.counting, Counting::Whole) {
        let one = Quantity::new(Decimal::ONE, group.unit.clone()).ok()?;
        sku.rules.push(QuantityRule::RoundUp(one));
    }
    book.prices
        .skus
        .insert(id, sku.published_in(published.clone()));
    Some(())
}

fn model(prices: &str, group: &Group) -> Option<PriceModel> {
    if prices == "free" {
        return Some(PriceModel::Flat(NonNegative::ZERO));
    }
    if !prices.contains(':') {
        return price(prices).map(PriceModel::Flat);
    }
    let tiers = tiers(prices)?;
    let all_units = |bound| {
        PriceModel::AllUnits(AllUnits {
            tiers: tiers.clone(),
            bound,
        })
    };
    Some(match group.counting {
        Counting::Graduated | Counting::Apart | Counting::Whole => PriceModel::Graduated(tiers),
        Counting::AllUnits => all_units(BoundOwner::Lower),
        Counting::AllUnitsUpper => all_units(BoundOwner::Upper),
    })
}

/// Reads tiers: `0:.09 10240:.085`, `0:0+18.25 5:7.3`, `0:.02 51200:`.
fn tiers(prices: &str) -> Option<Vec<Tier>> {
    let mut tiers: Vec<Tier> = Vec::new();
    for part in prices.split(' ') {
        let (from, price_of) = part.split_once(':')?;
        let from: NonNegative = from.parse().ok()?;
        if let Some(before) = tiers.last_mut() {
            before.up_to = Some(from);
        }
        if price_of.is_empty() {
            continue;
        }
        let (unit_price, fee) = match price_of.split_once('+') {
            None => (price(price_of)?, NonNegative::ZERO),
            Some((unit_price, fee)) => (price(unit_price)?, price(fee)?),
        };
        tiers.push(Tier {
            from,
            unit_price,
            flat_fee: fee,
            ..Tier::default()
        });
    }
    Some(tiers)
}

/// Reads a price, whose zero before the point may be missing.
fn price(text: &str) -> Option<NonNegative> {
    match text.strip_prefix('.') {
        Some(_) => format!("0{text}").parse().ok(),
        None => text.parse().ok(),
    }
}

fn good_of(text: &str) -> Option<Good> {
    let (kind, of) = text.split_once(',').unwrap_or((text, ""));
    Some(match kind {
        "block_storage" => Good::BlockStorage(word(of)?),
        "block_iops" => Good::BlockIops(word(of)?),
        "object_storage" => Good::ObjectStorage(word(of)?),
        "object_writes" => Good::ObjectWrites(word(of)?),
        "object_reads" => Good::ObjectReads(word(of)?),
        "object_retrieval" => Good::ObjectRetrieval(word(of)?),
        "traffic" => Good::Traffic(word(of)?),
        "database" => Good::Database(database(of)?),
        "database_storage" => Good::DatabaseStorage(database_storage(of)?),
        "cache" => {
            let (engine, memory) = of.split_once(',')?;
            Good::Cache(CacheServer {
                engine: word(engine)?,
                memory_gib: memory.parse().ok()?,
            })
        }
        "load_balancer" => Good::LoadBalancer,
        "load_balancer_traffic" => Good::LoadBalancerTraffic,
        "nat" => Good::Nat,
        "nat_traffic" => Good::NatTraffic,
        "public_ip" => Good::PublicIp,
        "kubernetes" => Good::Kubernetes,
        "os_licence" => Good::OsLicence(word(of)?),
        _ => return None,
    })
}

fn database_storage(text: &str) -> Option<DatabaseStorage> {
    let [engine, medium, zones] = split(text, ',')?;
    Some(DatabaseStorage {
        engine: if engine.is_empty() {
            None
        } else {
            Some(word(engine)?)
        },
        medium: word(medium)?,
        zones: word(zones)?,
    })
}

/// The fields of a line, as many as there must be.
fn fields<const N: usize>(line: &str) -> Option<[&str; N]> {
    split(line, '|')
}

/// Joins the citations of two tiers of a SKU: both sources, the span of their dates, the lower
/// confidence, both notes.
fn both(a: &Citation, b: &Citation) -> Citation {
    let joined = |a: &str, b: &str| {
        if a.contains(b) {
            a.to_owned()
        } else {
            format!("{a}; {b}")
        }
    };
    let confidence = match (a.confidence, b.confidence) {
        (Confidence::Low, _) | (_, Confidence::Low) => Confidence::Low,
        (Confidence::Medium, _) | (_, Confidence::Medium) => Confidence::Medium,
        (Confidence::High, Confidence::High) => Confidence::High,
    };
    Citation {
        source: joined(&a.source, &b.source).into(),
        as_of: a.as_of.joined(b.as_of),
        confidence,
        note: a.note.clone().or_else(|| b.note.clone()),
    }
}
