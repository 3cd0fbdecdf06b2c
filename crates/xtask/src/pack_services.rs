//! Packs the text tables of services into two tables for each price book: what answers lines for machines,
//! objects and traffic, which any comparison asks for first, and all else.
//!
//! `data/services` has a line for each price, and `data/goods.csv` says of each SKU how it is counted and
//! what it is. A row holds in a region, in an area (`service_areas.csv`) or in all regions; for one SKU, the
//! row of the region comes first, then that of an area. The form of a packed table stands in
//! `netprice-catalog/src/packed_services.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::csv::{Read, Source};
use crate::currencies::Currencies;
use crate::service_tables::{
    Block, Composed, OfSku, Row, StandIn, areas, blocks, composed, places, skus, stand_ins,
};

/// The folder of the tables that a comparison of machines, objects and traffic needs.
pub const FIRST: &str = "services";
/// The folder of the other services.
pub const OTHERS: &str = "other_services";

/// The goods that answer parts of lines for machines, objects and traffic.
const FIRST_GOODS: [&str; 6] = [
    "object_storage",
    "object_writes",
    "object_reads",
    "object_retrieval",
    "traffic",
    "os_licence",
];

/// The packed tables of services by their names.
///
/// # Errors
/// As [`Services::read`] and [`Services::pack`].
pub fn tables(
    providers: &[String],
    read: Read<'_>,
    source: Source<'_>,
) -> Result<BTreeMap<String, String>, String> {
    let services = Services::read(providers, read, source)?;
    let currencies = Currencies::read(read)?;
    let regions = read("regions.csv")?;
    let [provider, region] = regions.columns(["provider", "region"])?;
    let mut packed = BTreeMap::new();
    for row in &regions.rows {
        let book = format!("{}-{}", row[provider], row[region]);
        let of = BookOf {
            provider: &row[provider],
            region: &row[region],
            currency: currencies.of(&row[provider], &book)?,
        };
        for (folder, text) in [FIRST, OTHERS].iter().zip(services.pack(&of)?) {
            if let Some(text) = text {
                packed.insert(format!("{folder}/{book}.txt"), text);
            }
        }
    }
    Ok(packed)
}

/// A price book to pack: its provider, its region and its currency.
struct BookOf<'a> {
    /// The provider.
    provider: &'a str,
    /// The region.
    region: &'a str,
    /// The currency: prices in another are left out.
    currency: &'a str,
}

/// The text tables of services.
struct Services {
    /// By provider, the rows of prices by the region or area in which they hold.
    prices: BTreeMap<String, BTreeMap<String, Vec<Row>>>,
    /// By provider and region, the areas that contain it.
    areas: BTreeMap<(String, String), Vec<String>>,
    /// By provider and SKU, how it is counted and what it is.
    skus: BTreeMap<(String, String), OfSku>,
    blocks: BTreeMap<(String, String), Block>,
    stand_ins: Vec<StandIn>,
    /// By provider, the lines of what is composed by size, each with its SKUs.
    composed: BTreeMap<String, Vec<Composed>>,
}

/// By block and group, the rows of each SKU.
type Sold<'a> = BTreeMap<(String, &'a str), BTreeMap<&'a str, Vec<&'a Row>>>;

impl Services {
    /// Reads the tables: `read` gives a table, `source` the name of a source and whether it is left out.
    ///
    /// # Errors
    /// A message for a table that cannot be read.
    fn read(providers: &[String], read: Read<'_>, source: Source<'_>) -> Result<Self, String> {
        let mut prices = BTreeMap::new();
        for provider in providers {
            let table = read(&format!("services/{provider}.csv"))?;
            prices.insert(provider.clone(), places(&table)?);
        }
        Ok(Self {
            prices,
            areas: areas(&read("service_areas.csv")?)?,
            skus: skus(&read("goods.csv")?)?,
            blocks: blocks(&read("service_blocks.csv")?, source)?,
            stand_ins: stand_ins(&read("stand_ins.csv")?)?,
            composed: composed(&read("flexible.csv")?)?,
        })
    }

    /// The two packed tables of a price book; `None` for one without anything.
    ///
    /// # Errors
    /// A message for a block or a SKU that is not listed, and for tiers with a gap.
    fn pack(&self, book: &BookOf<'_>) -> Result<[Option<String>; 2], String> {
        let stand_ins = self.stand_ins(book)?;
        let mut sold = Sold::new();
        let mut taken = BTreeSet::new();
        for rows in self.rows(book) {
            let mut of_place = BTreeSet::new();
            for row in rows.iter().filter(|row| !taken.contains(&row.sku)) {
                let block = self.block(book.provider, row)?;
                if block.is_left_out || block.currency != book.currency {
                    continue;
                }
                self.add(&mut sold, book.provider, block.head(), row)?;
                of_place.insert(row.sku.clone());
            }
            taken.extend(of_place);
        }
        for (row, block) in &stand_ins {
            if !taken.contains(&row.sku) && block.currency == book.currency && !block.is_left_out {
                self.add(&mut sold, book.provider, block.head(), row)?;
            }
        }
        let there: BTreeSet<&str> = sold.values().flat_map(BTreeMap::keys).copied().collect();
        let composed = self.composed(book.provider, &there);
        let (machines, others): (Vec<_>, Vec<_>) =
            composed.into_iter().partition(|one| one.is_machine);
        let parts = machines.iter().flat_map(|one| &one.skus);
        let mut first: BTreeSet<&str> = parts.map(String::as_str).collect();
        for sku in there {
            if self.is_first(book.provider, sku)? {
                first.insert(sku);
            }
        }
        let (mut sold_first, mut sold_others) = (Sold::new(), Sold::new());
        for (group, of_group) in sold {
            for (sku, rows) in of_group {
                let sold = if first.contains(sku) {
                    &mut sold_first
                } else {
                    &mut sold_others
                };
                sold.entry(group.clone()).or_default().insert(sku, rows);
            }
        }
        Ok([
            self.text(book, &sold_first, &machines)?,
            self.text(book, &sold_others, &others)?,
        ])
    }

    /// Whether a SKU answers a part of a line for machines, objects or traffic.
    fn is_first(&self, provider: &str, sku: &str) -> Result<bool, String> {
        let good = self.of_sku(provider, sku)?.good.split(',').next();
        Ok(good.is_some_and(|good| FIRST_GOODS.contains(&good)))
    }

    /// The rows that hold in a region: its own, those of its areas, those of all regions.
    fn rows(&self, book: &BookOf<'_>) -> Vec<&[Row]> {
        let Some(places) = self.prices.get(book.provider) else {
            return Vec::new();
        };
        let key = (book.provider.to_owned(), book.region.to_owned());
        let areas = self.areas.get(&key).into_iter().flatten();
        let names = std::iter::once(book.region).chain(areas.map(String::as_str));
        let names = names.chain(std::iter::once("all"));
        let rows = names.filter_map(|name| places.get(name));
        rows.map(Vec::as_slice).collect()
    }

    /// The rows of other regions that stand in for a region, each with its block.
    fn stand_ins(&self, book: &BookOf<'_>) -> Result<Vec<(&Row, Block)>, String> {
        let mut all = Vec::new();
        let of_book = |one: &&StandIn| one.provider == book.provider && one.region == book.region;
        for one in self.stand_ins.iter().filter(of_book) {
            let places = self.prices.get(&one.provider);
            let rows = places.and_then(|places| places.get(&one.of_region));
            let before = all.len();
            for row in rows.into_iter().flatten().filter(|row| row.sku == one.sku) {
                let mut block = self.block(&one.provider, row)?.clone();
                block.note.clone_from(&one.note);
                "low".clone_into(&mut block.confidence);
                all.push((row, block));
            }
            if all.len() == before {
                let message = "has no price there that could stand in";
                return Err(format!("stand_ins.csv: '{}' {message}", one.sku));
            }
        }
        Ok(all)
    }

    fn block(&self, provider: &str, row: &Row) -> Result<&Block, String> {
        let block = self.blocks.get(&(provider.to_owned(), row.block.clone()));
        let wrong = || format!("services/{provider}.csv: '{}' is no block", row.block);
        block.ok_or_else(wrong)
    }

    fn add<'a>(
        &'a self,
        sold: &mut Sold<'a>,
        provider: &str,
        head: String,
        row: &'a Row,
    ) -> Result<(), String> {
        let of_sku = self.of_sku(provider, &row.sku)?;
        let of_group = sold.entry((head, &of_sku.group)).or_default();
        of_group.entry(&row.sku).or_default().push(row);
        Ok(())
    }

    fn of_sku(&self, provider: &str, sku: &str) -> Result<&OfSku, String> {
        let of_sku = self.skus.get(&(provider.to_owned(), sku.to_owned()));
        of_sku.ok_or_else(|| format!("goods.csv: '{sku}' of {provider} is not listed"))
    }

    fn text(
        &self,
        book: &BookOf<'_>,
        sold: &Sold<'_>,
        composed: &[&Composed],
    ) -> Result<Option<String>, String> {
        if sold.is_empty() {
            return Ok(None);
        }
        let mut text = String::from("services 1\n");
        let (mut of_block, mut named) = ("", BTreeSet::new());
        for ((head, group), of_group) in sold {
            if head != of_block {
                text.push_str(&format!("#{head}\n"));
                of_block = head;
            }
            text.push_str(&format!(">{group}\n"));
            for (sku, rows) in of_group {
                let tiers = tiers(rows).map_err(|problem| format!("'{sku}': {problem}"))?;
                text.push_str(&format!("{sku}|{tiers}"));
                let OfSku { good, not_in, .. } = self.of_sku(book.provider, sku)?;
                let is_good = !good.is_empty() && !not_in.iter().any(|one| one == book.region);
                // What it is stands at its first tiers alone.
                if named.insert(*sku) && is_good {
                    text.push_str(&format!("|{good}"));
                }
                text.push('\n');
            }
        }
        for one in composed {
            text.push_str(&format!("@{}\n", one.line));
        }
        Ok(Some(text))
    }

    /// What can be composed of the SKUs that are there.
    fn composed(&self, provider: &str, there: &BTreeSet<&str>) -> Vec<&Composed> {
        let all = self.composed.get(provider).into_iter().flatten();
        let possible = all.filter(|one| one.skus.iter().all(|sku| there.contains(sku.as_str())));
        possible.collect()
    }
}

/// The tiers of a SKU: `0.1`, `free`, `0:.09 10240:.085`; `5:` ends them.
fn tiers(rows: &[&Row]) -> Result<String, String> {
    if let [row] = rows
        && row.from.is_empty()
        && row.up_to.is_empty()
        && row.fee.is_empty()
    {
        return Ok(if row.is_free {
            "free".to_owned()
        } else {
            shortest(&row.price).to_owned()
        });
    }
    let (mut tiers, mut next): (Vec<String>, Option<&String>) = (Vec::new(), None);
    for row in rows {
        if row.from.is_empty() || next.is_some_and(|next| *next != row.from) {
            return Err(format!("there is a gap or an overlap at '{}'", row.from));
        }
        let fee = match row.fee.as_str() {
            "" => String::new(),
            fee => format!("+{fee}"),
        };
        tiers.push(format!("{}:{}{fee}", row.from, shortest(&row.price)));
        next = Some(&row.up_to);
    }
    if let Some(end) = next.filter(|end| !end.is_empty()) {
        tiers.push(format!("{end}:"));
    }
    Ok(tiers.join(" "))
}

/// A price without the zero before its point.
fn shortest(price: &str) -> &str {
    match price.strip_prefix('0') {
        Some(rest) if rest.starts_with('.') => rest,
        _ => price,
    }
}
