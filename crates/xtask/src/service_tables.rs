//! Reads the text tables of services.

use std::collections::BTreeMap;

use crate::csv::{Source, Table};

/// A row of prices.
#[derive(Clone)]
pub struct Row {
    pub block: String,
    pub sku: String,
    pub from: String,
    pub up_to: String,
    pub price: String,
    pub fee: String,
    pub is_free: bool,
}

/// How a SKU is counted and what it is.
pub struct OfSku {
    pub group: String,
    pub good: String,
    /// The regions where another SKU is the one to take for this good.
    pub not_in: Vec<String>,
}

/// Where the prices of a block are from.
#[derive(Clone)]
pub struct Block {
    pub as_of: String,
    pub confidence: String,
    pub source: String,
    pub note: String,
    pub currency: String,
    pub is_left_out: bool,
}

/// A price of another region that stands in where none of the region has a source.
pub struct StandIn {
    pub provider: String,
    pub region: String,
    pub sku: String,
    pub of_region: String,
    pub note: String,
}

/// Something composed by size, as the line of a packed table.
pub struct Composed {
    pub name: String,
    pub is_machine: bool,
    pub line: String,
    pub skus: Vec<String>,
}

impl Block {
    /// Its first line in a packed table.
    pub fn head(&self) -> String {
        [
            self.as_of.as_str(),
            &self.confidence,
            &self.source,
            &self.note,
        ]
        .join("|")
    }
}

/// The rows of a provider by the region or area in which they hold.
pub fn places(table: &Table) -> Result<BTreeMap<String, Vec<Row>>, String> {
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

/// The areas that contain a region, by provider and region.
pub fn areas(table: &Table) -> Result<BTreeMap<(String, String), Vec<String>>, String> {
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

/// How SKUs are counted and what they are, by provider and SKU.
pub fn skus(table: &Table) -> Result<BTreeMap<(String, String), OfSku>, String> {
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

/// The blocks by provider and id.
pub fn blocks(
    table: &Table,
    source_of: Source<'_>,
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

/// The prices that stand in.
pub fn stand_ins(table: &Table) -> Result<Vec<StandIn>, String> {
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

/// What is composed by size, by provider.
pub fn composed(table: &Table) -> Result<BTreeMap<String, Vec<Composed>>, String> {
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
            is_machine: row[of] == "machine",
            line: format!("{}|{},{what}|{memory}|{part}", row[name], row[of]),
            skus: vec![sku],
        });
    }
    Ok(all)
}
