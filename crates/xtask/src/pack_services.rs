//! Packs the text tables of services into one table for each price book.
//!
//! `data/services` has a line for each price, and `data/goods.csv` says of each SKU how it is counted and
//! what it is. A row holds in a region, in an area (`service_areas.csv`) or in all regions; for one SKU, the
//! row of the region comes first, then that of an area. The form of a packed table stands in
//! `netprice-catalog/src/services.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::csv::Table;

/// A price book to pack: its provider, its region and its currency.
pub struct BookOf<'a> {
    /// The provider.
    pub provider: &'a str,
    /// The region.
    pub region: &'a str,
    /// The currency: prices in another are left out.
    pub currency: &'a str,
}

/// The text tables of services.
pub struct Services {
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

/// A row of prices.
#[derive(Clone)]
struct Row {
    block: String,
    sku: String,
    from: String,
    up_to: String,
    price: String,
    fee: String,
    is_free: bool,
}

/// How a SKU is counted and what it is.
struct OfSku {
    group: String,
    good: String,
    /// The regions where another SKU is the one to take for this good.
    not_in: Vec<String>,
}

/// Where the prices of a block are from.
#[derive(Clone)]
struct Block {
    as_of: String,
    confidence: String,
    source: String,
    note: String,
    currency: String,
    is_left_out: bool,
}

/// A price of another region that stands in where none of the region has a source.
struct StandIn {
    provider: String,
    region: String,
    sku: String,
    of_region: String,
    note: String,
}

/// Something composed by size, as the line of a packed table.
struct Composed {
    name: String,
    line: String,
    skus: Vec<String>,
}

/// By block and group, the rows of each SKU.
type Sold<'a> = BTreeMap<(String, &'a str), BTreeMap<&'a str, Vec<&'a Row>>>;

impl Services {
    /// Reads the tables: `read` gives a table, `source` the name of a source and whether it is left out.
    ///
    /// # Errors
    /// A message for a table that cannot be read.
    pub fn read(
        providers: &[String],
        read: &dyn Fn(&str) -> Result<Table, String>,
        source: &dyn Fn(&str) -> Result<(String, bool), String>,
    ) -> Result<Self, String> {
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

    /// The packed table of a price book; `None` if nothing is sold there.
    ///
    /// # Errors
    /// A message for a block or a SKU that is not listed, and for tiers with a gap.
    pub fn pack(&self, book: &BookOf<'_>) -> Result<Option<String>, String> {
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
        let there = sold.values().flat_map(BTreeMap::keys).copied();
        let composed = self.composed(book.provider, &there.collect());
        if sold.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.text(book, &sold)? + &composed))
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

    fn text(&self, book: &BookOf<'_>, sold: &Sold<'_>) -> Result<String, String> {
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
        Ok(text)
    }

    /// What can be composed of the SKUs that are there.
    fn composed(&self, provider: &str, there: &BTreeSet<&str>) -> String {
        let all = self.composed.get(provider).into_iter().flatten();
        let possible = all.filter(|one| one.skus.iter().all(|sku| there.contains(sku.as_str())));
        possible.map(|one| format!("@{}\n", one.line)).collect()
    }
}

impl Block {
    fn head(&self) -> String {
        [
            self.as_of.as_str(),
            &self.confidence,
            &self.source,
            &self.note,
        ]
        .join("|")
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

fn places(table: &Table) -> Result<BTreeMap<String, Vec<Row>>, String> {
    let columns = [
        "region", "block", "sku", "from", "up_to", "price", "fee", "free",
    ];
    let [region, block, sku, from, up_to, price, fee, free] = table.columns(columns)?;
    let mut places: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &table.rows {
        places.entry(row[region].clone()).or_default().push(Row {
            block: row[block].clone(),
            sku: row[sku].clone(),
            from: row[from].clone(),
            up_to: row[up_to].clone(),
            price: row[price].clone(),
            fee: row[fee].clone(),
            is_free: row[free] == "true",
        });
    }
    Ok(places)
}

fn areas(table: &Table) -> Result<BTreeMap<(String, String), Vec<String>>, String> {
    let [provider, area, regions] = table.columns(["provider", "area", "regions"])?;
    let mut areas: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for row in &table.rows {
        for region in row[regions].split(' ') {
            let key = (row[provider].clone(), region.to_owned());
            areas.entry(key).or_default().push(row[area].clone());
        }
    }
    Ok(areas)
}

fn skus(table: &Table) -> Result<BTreeMap<(String, String), OfSku>, String> {
    let [provider, sku, good, not_in] = table.columns(["provider", "sku", "good", "not_in"])?;
    let group = table.columns(["service", "unit", "equivalent", "counting"])?;
    let sizes = table.columns(["engine", "vcpus", "memory_gib", "zones", "cpu_share"])?;
    let [engine, _, memory, zones, _] = sizes;
    let [medium, class, destination, os] =
        table.columns(["medium", "class", "destination", "os"])?;
    let mut skus = BTreeMap::new();
    for row in &table.rows {
        let joined = |columns: &[usize]| {
            let fields: Vec<&str> = columns.iter().map(|at| row[*at].as_str()).collect();
            fields.join(",")
        };
        let of_good: Vec<usize> = match row[good].as_str() {
            "" => Vec::new(),
            "database" => sizes.to_vec(),
            "database_storage" => vec![engine, medium, zones],
            "cache" => vec![engine, memory],
            "block_storage" | "block_iops" => vec![medium],
            "traffic" => vec![destination],
            "os_licence" => vec![os],
            kind if kind.starts_with("object_") => vec![class],
            _ => Vec::new(),
        };
        let mut what = row[good].clone();
        if !of_good.is_empty() {
            what = format!("{what},{}", joined(&of_good));
        }
        let name = &row[sku];
        if name.contains('|') || name.starts_with(['#', '>', '@']) {
            return Err(format!("goods.csv: '{name}' has a mark of packed tables"));
        }
        let group: Vec<&str> = group.iter().map(|at| row[*at].as_str()).collect();
        let of_sku = OfSku {
            group: group.join("|"),
            good: what,
            not_in: row[not_in].split(' ').map(str::to_owned).collect(),
        };
        let key = (row[provider].clone(), name.clone());
        if skus.insert(key, of_sku).is_some() {
            return Err(format!("goods.csv: '{name}' stands twice"));
        }
    }
    Ok(skus)
}

fn blocks(
    table: &Table,
    source_of: &dyn Fn(&str) -> Result<(String, bool), String>,
) -> Result<BTreeMap<(String, String), Block>, String> {
    let [provider, id] = table.columns(["provider", "block"])?;
    let [source, as_of, confidence, currency, note] =
        table.columns(["source", "as_of", "confidence", "currency", "note"])?;
    let mut blocks = BTreeMap::new();
    for row in &table.rows {
        let (name, is_left_out) = source_of(&row[source])?;
        let block = Block {
            as_of: row[as_of].clone(),
            confidence: row[confidence].clone(),
            source: name,
            note: row[note].clone(),
            currency: row[currency].clone(),
            is_left_out,
        };
        let key = (row[provider].clone(), row[id].clone());
        if blocks.insert(key, block).is_some() {
            return Err(format!("service_blocks.csv: '{}' stands twice", row[id]));
        }
    }
    Ok(blocks)
}

fn stand_ins(table: &Table) -> Result<Vec<StandIn>, String> {
    let columns = ["provider", "region", "sku", "of_region", "note"];
    let [provider, region, sku, of_region, note] = table.columns(columns)?;
    let all = table.rows.iter().map(|row| StandIn {
        provider: row[provider].clone(),
        region: row[region].clone(),
        sku: row[sku].clone(),
        of_region: row[of_region].clone(),
        note: row[note].clone(),
    });
    Ok(all.collect())
}

fn composed(table: &Table) -> Result<BTreeMap<String, Vec<Composed>>, String> {
    let [provider, name, of] = table.columns(["provider", "name", "of"])?;
    let machine = table.columns([
        "vcpus",
        "memory_gib",
        "processor",
        "gpu",
        "gpus",
        "family",
        "purchase",
    ])?;
    let database = table.columns(["engine", "vcpus", "memory_gib", "zones"])?;
    let memory = table.columns(["memory_at_least", "memory_at_most"])?;
    let part = table.columns(["sku", "measure", "each", "step"])?;
    let mut all: BTreeMap<String, Vec<Composed>> = BTreeMap::new();
    for row in &table.rows {
        let joined = |columns: &[usize], mark: &str| {
            let fields: Vec<&str> = columns.iter().map(|at| row[*at].as_str()).collect();
            fields.join(mark)
        };
        let (sku, part) = (row[part[0]].clone(), joined(&part, "*"));
        let of_provider = all.entry(row[provider].clone()).or_default();
        if let Some(last) = of_provider.last_mut().filter(|last| last.name == row[name]) {
            last.line.push_str(&format!(";{part}"));
            last.skus.push(sku);
            continue;
        }
        let what = match row[of].as_str() {
            "machine" => joined(&machine, ","),
            _ => format!("{},full", joined(&database, ",")),
        };
        let memory = joined(&memory, ",");
        of_provider.push(Composed {
            name: row[name].clone(),
            line: format!("{}|{},{what}|{memory}|{part}", row[name], row[of]),
            skus: vec![sku],
        });
    }
    Ok(all)
}
