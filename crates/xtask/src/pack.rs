//! Packs the text tables of the catalogue, which people edit, into the tables that programs load.
//!
//! `data/prices` has a line for each price; the packed tables have one table of types for each provider,
//! and for each region one of the prices on demand and one of the other purchases, whose prices stand in
//! the order of the types. All other tables are copied. The same input always gives the same tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::csv::{Table, line};
use crate::currencies::Currencies;
use crate::run::{self, Outcome};
use crate::sources_page;
use crate::{pack_services, pack_tokens};

/// The version of the format of the tables; the crate `netprice-catalog` reads this one.
pub const VERSION: u32 = 3;

const CATALOG: &str = "crates/netprice-catalog";

/// The packed tables by their names, and the page of the sources.
pub struct Packed {
    /// The tables, by name.
    pub tables: BTreeMap<String, String>,
    /// The page that lists the sources.
    pub sources_page: String,
}

/// Packs the tables and writes them.
pub fn write(stated_licences_only: bool) -> Outcome {
    let root = run::root().join(CATALOG);
    let packed = pack(&root.join("data"), stated_licences_only)?;
    let folder = root.join("packed");
    let at = |error: std::io::Error| format!("{}: {error}", folder.display());
    // Tables of regions that are no longer there would stay.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at)?;
    }
    let mut bytes = 0;
    for (name, text) in &packed.tables {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&folder)).map_err(at)?;
        fs::write(&file, text).map_err(at)?;
        bytes += text.len();
    }
    if !stated_licences_only {
        fs::write(root.join("SOURCES.md"), &packed.sources_page).map_err(at)?;
    }
    println!("{} tables, {bytes} bytes", packed.tables.len());
    Ok(())
}

/// Packs the tables of a folder.
///
/// # Errors
/// A message for a table that cannot be read, and for a name that is not defined.
pub fn pack(data: &Path, stated_licences_only: bool) -> Result<Packed, String> {
    let texts = Texts { data };
    let sources = Sources::read(&texts, stated_licences_only)?;
    let mut tables = copied(&texts, &sources)?;
    let blocks = blocks(&texts, &sources)?;
    let mut sold: BTreeMap<String, [bool; 2]> = BTreeMap::new();
    for provider in names(&data.join("prices"))? {
        let packed = of_provider(&texts, &provider, &blocks)?;
        for (book, kinds) in packed.books {
            sold.insert(book, kinds);
        }
        tables.extend(packed.tables);
    }
    let source = |id: &str| {
        let name = sources.name(id)?.to_owned();
        Ok((name, sources.left_out.contains(id)))
    };
    let read = |name: &str| texts.read(name);
    tables.extend(pack_tokens::tokens(&read, &source)?);
    let gpu_days = pack_tokens::gpu_days(&read, &source)?;
    tables.insert("gpu_days.txt".to_owned(), gpu_days);
    let providers = names(&data.join("services"))?;
    let services = pack_services::tables(&providers, &read, &source)?;
    let books = books(&texts, &blocks, &sold, &services)?;
    tables.extend(services);
    tables.insert("books.csv".to_owned(), books);
    tables.insert("version.txt".to_owned(), format!("{VERSION}\n"));
    Ok(Packed {
        tables,
        sources_page: sources_page::page(&sources.all),
    })
}

/// The text tables.
struct Texts<'a> {
    data: &'a Path,
}

impl Texts<'_> {
    fn read(&self, name: &str) -> Result<Table, String> {
        let file = self.data.join(name);
        let text = fs::read_to_string(&file);
        let text = text.map_err(|error| format!("{}: {error}", file.display()))?;
        Table::read(name, &text)
    }
}

/// The names of the CSV files of a folder, without their ending.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let at = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(at)? {
        let name = entry.map_err(at)?.file_name();
        let name = name.to_string_lossy();
        names.extend(name.strip_suffix(".csv").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The sources: id, name and licence, and which of them are left out.
struct Sources {
    all: Vec<Vec<String>>,
    left_out: BTreeSet<String>,
}

impl Sources {
    fn read(texts: &Texts<'_>, stated_licences_only: bool) -> Result<Self, String> {
        let table = texts.read("sources.csv")?;
        let [id, source, licence] = table.columns(["id", "source", "licence"])?;
        let row =
            |row: &Vec<String>| vec![row[id].clone(), row[source].clone(), row[licence].clone()];
        let all: Vec<Vec<String>> = table.rows.iter().map(row).collect();
        let unstated = all.iter().filter(|row| row[2].is_empty());
        let left_out = unstated.filter(|_| stated_licences_only);
        Ok(Self {
            left_out: left_out.map(|row| row[0].clone()).collect(),
            all,
        })
    }

    fn name(&self, id: &str) -> Result<&str, String> {
        let row = self.all.iter().find(|row| row[0] == id);
        let row = row.ok_or_else(|| format!("'{id}' is not in sources.csv"))?;
        Ok(&row[1])
    }
}

/// The tables that are loaded as they are, without the prices of sources that are left out.
///
/// The names of all sources stay, and so do peak methods and orders of discounts, which are rules without
/// prices.
fn copied(texts: &Texts<'_>, sources: &Sources) -> Result<BTreeMap<String, String>, String> {
    const PACKED: [&str; 14] = [
        "providers",
        "regions",
        "currencies",
        "blocks",
        "goods",
        "flexible",
        "stand_ins",
        "service_areas",
        "service_blocks",
        "tokens",
        "token_blocks",
        "token_providers",
        "gpu_daily",
        "gpu_daily_source",
    ];
    let mut tables = BTreeMap::new();
    for name in names(texts.data)? {
        if PACKED.contains(&name.as_str()) {
            continue;
        }
        let name = format!("{name}.csv");
        let mut table = texts.read(&name)?;
        let is_of_rules = ["network_methods.csv", "stages.csv"].contains(&name.as_str());
        if let (false, Ok(source)) = (is_of_rules, table.column("source")) {
            let is_kept = |row: &Vec<String>| !sources.left_out.contains(&row[source]);
            table.rows.retain(is_kept);
        }
        if name == "stages.csv" {
            // Any offer with terms needs it, and few need the list of all sources.
            let source = table.column("source")?;
            for row in &mut table.rows {
                row[source] = sources.name(&row[source])?.to_owned();
            }
        }
        tables.insert(name, table);
    }
    let plans = without_parents(&tables, ["network_prices.csv", "plan", "network_plans.csv"])?;
    let series = without_parents(
        &tables,
        ["gpu_series.csv", "series", "gpu_series_index.csv"],
    )?;
    tables.extend([plans, series]);
    let texts = tables.into_iter().map(|(name, table)| (name, table.text()));
    Ok(texts.collect())
}

/// A table without the rows whose column names no id of another table: its row was left out.
fn without_parents(
    tables: &BTreeMap<String, Table>,
    [name, column, parents]: [&str; 3],
) -> Result<(String, Table), String> {
    let table = |name: &str| {
        tables
            .get(name)
            .ok_or_else(|| format!("{name} is not there"))
    };
    let (table, parents) = (table(name)?, table(parents)?);
    let (of, id) = (table.column(column)?, parents.column("id")?);
    let ids: BTreeSet<&String> = parents.rows.iter().map(|row| &row[id]).collect();
    let mut kept = table.clone();
    kept.rows.retain(|row| ids.contains(&row[of]));
    Ok((name.to_owned(), kept))
}

/// A block of prices: how they are bought, and where they are from.
struct Block {
    provider: String,
    currency: String,
    is_on_demand: bool,
    is_month: bool,
    is_left_out: bool,
    /// The first line of the block in a packed table.
    head: String,
}

fn blocks(
    texts: &Texts<'_>,
    sources: &Sources,
) -> Result<BTreeMap<(String, String), Block>, String> {
    let table = texts.read("blocks.csv")?;
    let [id, provider, currency, purchase] =
        table.columns(["block", "provider", "currency", "purchase"])?;
    let how = table.columns(["purchase", "months", "payment", "per", "from", "up_to"])?;
    let [as_of, confidence, source, note] =
        table.columns(["as_of", "confidence", "source", "note"])?;
    let mut blocks = BTreeMap::new();
    for row in &table.rows {
        let how: Vec<&str> = how.iter().map(|at| row[*at].as_str()).collect();
        let head = [
            how.join(","),
            row[as_of].clone(),
            row[confidence].clone(),
            sources.name(&row[source])?.to_owned(),
            row[note].clone(),
        ];
        let block = Block {
            provider: row[provider].clone(),
            currency: row[currency].clone(),
            is_on_demand: row[purchase] == "on_demand",
            is_month: row[purchase] == "month",
            is_left_out: sources.left_out.contains(&row[source]),
            head: format!("#{}\n", head.join("|")),
        };
        let key = (row[provider].clone(), row[id].clone());
        if blocks.insert(key, block).is_some() {
            return Err(format!("blocks.csv: '{}' stands twice", row[id]));
        }
    }
    Ok(blocks)
}

/// The packed tables of a provider, and which tables each of its books has: on demand, other purchases.
struct OfProvider {
    tables: BTreeMap<String, String>,
    books: BTreeMap<String, [bool; 2]>,
}

/// The prices of a region: by block, the price of each type by its position.
type Region<'a> = BTreeMap<&'a str, BTreeMap<usize, &'a str>>;

fn of_provider(
    texts: &Texts<'_>,
    provider: &str,
    blocks: &BTreeMap<(String, String), Block>,
) -> Result<OfProvider, String> {
    let (types, positions, vcpus) = types(texts, provider)?;
    let table = texts.read(&format!("prices/{provider}.csv"))?;
    let [block, region, machine, price] = table.columns(["block", "region", "type", "price"])?;
    let at =
        |row: &[String], what: &str| format!("prices/{provider}.csv: {what}: {}", row.join(","));
    let mut regions: BTreeMap<&str, Region<'_>> = BTreeMap::new();
    for row in &table.rows {
        let key = (provider.to_owned(), row[block].clone());
        let of = blocks.get(&key).ok_or_else(|| at(row, "no such block"))?;
        if of.is_left_out {
            continue;
        }
        let position = positions.get(&row[machine]);
        let position = *position.ok_or_else(|| at(row, "no such type"))?;
        let of_region = regions.entry(&row[region]).or_default();
        let of_block = of_region.entry(&row[block]).or_default();
        if of_block.insert(position, shortest(&row[price])).is_some() {
            return Err(at(row, "a price stands twice"));
        }
    }
    let mark = fingerprint(&types);
    let mut packed = OfProvider {
        tables: BTreeMap::new(),
        books: BTreeMap::new(),
    };
    for (region, of_region) in &regions {
        let book = format!("{provider}-{region}");
        let of_block = |id: &str| &blocks[&(provider.to_owned(), id.to_owned())];
        let has_on_demand = of_region.keys().any(|id| of_block(id).is_on_demand);
        let mut texts = [String::new(), String::new()];
        for (id, prices) in of_region {
            let block = of_block(id);
            // A month is what a provider sells that sells nothing by the hour.
            let is_first = block.is_on_demand || (!has_on_demand && block.is_month);
            let text = &mut texts[usize::from(!is_first)];
            text.push_str(&block.head);
            text.push_str(&in_order(prices, &vcpus));
        }
        packed
            .books
            .insert(book.clone(), texts.each_ref().map(|text| !text.is_empty()));
        for (folder, text) in ["on_demand", "purchases"].iter().zip(texts) {
            if !text.is_empty() {
                let name = format!("{folder}/{book}.txt");
                let text = format!("prices {VERSION} {mark}\n{text}");
                packed.tables.insert(name, text);
            }
        }
    }
    if !regions.is_empty() {
        packed
            .tables
            .insert(format!("machines/{provider}.txt"), types);
    }
    Ok(packed)
}

/// The prices in the order of the types, which have so many processors; `+3` passes over three types without
/// a price, and `=3` are three types in proportion to the one before.
fn in_order(prices: &BTreeMap<usize, &str>, vcpus: &[String]) -> String {
    let (mut text, mut next, mut proportional) = (String::new(), 0, 0);
    let mut before = None;
    for (position, price) in prices {
        let passed = position - next;
        let now = (*price, vcpus[*position].as_str());
        let is_proportional = before.is_some_and(|before| in_proportion(before, now));
        if proportional > 0 && (passed > 0 || !is_proportional) {
            text.push_str(&repeated(proportional));
            proportional = 0;
        }
        if passed > 0 {
            text.push_str(&format!("+{passed}\n"));
        }
        if is_proportional {
            proportional += 1;
        } else {
            text.push_str(price);
            text.push('\n');
        }
        before = Some(now);
        next = position + 1;
    }
    if proportional > 0 {
        text.push_str(&repeated(proportional));
    }
    text
}

/// The line of so many prices in proportion to the one before.
fn repeated(count: usize) -> String {
    match count {
        1 => "=\n".to_owned(),
        _ => format!("={count}\n"),
    }
}

/// Whether a value with its processors is exactly in proportion to the one before, and written as short as
/// it can be.
fn in_proportion((before, vcpus_before): (&str, &str), (value, vcpus): (&str, &str)) -> bool {
    let is_short = !value.contains('.') || !value.ends_with('0');
    let product = |a, b| scaled(a)?.checked_mul(scaled(b)?);
    let (left, right) = (product(value, vcpus_before), product(before, vcpus));
    is_short && scaled(vcpus_before) != Some(0) && left.is_some() && left == right
}

/// A decimal in units of its 12th place; `None` if it has more places.
fn scaled(text: &str) -> Option<i128> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    if places.len() > 12 {
        return None;
    }
    format!("{whole}{places:0<12}").parse().ok()
}

/// A price without the zero before its point.
fn shortest(price: &str) -> &str {
    match price.strip_prefix('0') {
        Some(rest) if rest.starts_with('.') => rest,
        _ => price,
    }
}

/// The table of a provider's types, the position of each, and the processors by position.
type Types = (String, BTreeMap<String, usize>, Vec<String>);

/// The table of a provider's types, grouped by family; `packed.rs` of the catalogue says what is not repeated.
fn types(texts: &Texts<'_>, provider: &str) -> Result<Types, String> {
    let table = texts.read(&format!("machines/{provider}.csv"))?;
    let family = table.column("family")?;
    let shown = table.columns([
        "type",
        "vcpus",
        "memory_gib",
        "processor",
        "cpu_share",
        "gpu",
        "gpus",
    ])?;
    let mut text = format!("machines {VERSION}\n");
    let (mut positions, mut current) = (BTreeMap::new(), "");
    let (mut vcpus, mut before) = (Vec::new(), None::<Vec<&str>>);
    for (position, row) in table.rows.iter().enumerate() {
        if row[family] != current {
            current = &row[family];
            text.push_str(&format!(">{current}\n"));
            before = None;
        }
        let fields: Vec<&str> = shown.iter().map(|at| row[*at].as_str()).collect();
        text.push_str(&short_type(&fields, before.as_deref(), current)?);
        text.push('\n');
        vcpus.push(fields[1].to_owned());
        before = Some(fields);
        if positions.insert(row[shown[0]].clone(), position).is_some() {
            return Err(format!(
                "machines/{provider}.csv: '{}' stands twice",
                row[shown[0]]
            ));
        }
    }
    Ok((text, positions, vcpus))
}

/// The line of a type below its family, after the line of another type of it.
fn short_type(fields: &[&str], before: Option<&[&str]>, family: &str) -> Result<String, String> {
    let name = fields[0];
    if name.starts_with('.') {
        return Err(format!("'{name}' begins with a point"));
    }
    let short = name.strip_prefix(family).filter(|_| !family.is_empty());
    let mut written = fields.to_vec();
    written[0] = short.filter(|rest| rest.starts_with('.')).unwrap_or(name);
    if let Some(before) = before {
        if like(before[0], before[1], fields[1]).as_deref() == Some(name) {
            written[0] = "";
        }
        if in_proportion((before[2], before[1]), (fields[2], fields[1])) {
            written[2] = "=";
        }
        if before[3..] == fields[3..] && fields[3..].iter().any(|field| !field.is_empty()) {
            written.truncate(3);
            written.push("\"");
        }
    }
    Ok(written.join(",").trim_end_matches(',').to_owned())
}

/// The name of the type before with another number of processors in the place of its own, if it has its own:
/// `B4ms` after `B2ms`.
fn like(before: &str, vcpus_before: &str, vcpus: &str) -> Option<String> {
    let is_whole = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    let is_named = is_whole(vcpus_before) && before.contains(vcpus_before);
    is_named.then(|| before.replacen(vcpus_before, vcpus, 1))
}

/// Eight hexadecimal digits that identify a table of types (FNV-1a), so that prices are never read by the
/// order of other types.
fn fingerprint(text: &str) -> String {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    format!("{:08x}", text.bytes().fold(2_166_136_261, step))
}

/// The list of price books: each region of each provider, and which tables it has.
fn books(
    texts: &Texts<'_>,
    blocks: &BTreeMap<(String, String), Block>,
    sold: &BTreeMap<String, [bool; 2]>,
    services: &BTreeMap<String, String>,
) -> Result<String, String> {
    let currencies = Currencies::read(&|name| texts.read(name))?;
    let providers = texts.read("providers.csv")?;
    let [id, name_en, name_zh, own, kind] =
        providers.columns(["provider", "name_en", "name_zh", "currency", "kind"])?;
    let regions = texts.read("regions.csv")?;
    let [of, region, place_en, place_zh, geography, main] = regions.columns([
        "provider",
        "region",
        "place_en",
        "place_zh",
        "geography",
        "main",
    ])?;
    let header = [
        "provider",
        "region",
        "currency",
        "name_en",
        "name_zh",
        "place_en",
        "place_zh",
        "geography",
        "kind",
        "main",
        pack_services::FIRST,
        pack_services::OTHERS,
        "machines",
        "purchases",
    ];
    let mut text = line(&header);
    let mut known = BTreeSet::new();
    for row in &regions.rows {
        let provider = providers
            .rows
            .iter()
            .find(|provider| provider[id] == row[of]);
        let provider = provider
            .ok_or_else(|| format!("regions.csv: '{}' is not in providers.csv", row[of]))?;
        let book = format!("{}-{}", row[of], row[region]);
        let [machines, purchases] = sold.get(&book).copied().unwrap_or_default();
        let mark = |there: bool| if there { "true" } else { "" };
        let has_services = |folder| services.contains_key(&format!("{folder}/{book}.txt"));
        text.push_str(&line(&[
            &row[of],
            &row[region],
            currencies.of(&row[of], &book)?,
            &provider[name_en],
            &provider[name_zh],
            &row[place_en],
            &row[place_zh],
            &row[geography],
            &provider[kind],
            &row[main],
            mark(has_services(pack_services::FIRST)),
            mark(has_services(pack_services::OTHERS)),
            mark(machines),
            mark(purchases),
        ]));
        known.insert(book);
        let wrong = blocks
            .values()
            .find(|block| block.provider == row[of] && block.currency != provider[own]);
        if wrong.is_some() {
            return Err(format!(
                "blocks.csv: a block of '{}' is not in {}",
                row[of], provider[own]
            ));
        }
    }
    match sold.keys().find(|book| !known.contains(*book)) {
        Some(book) => Err(format!(
            "regions.csv: '{book}' has prices and is not listed"
        )),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests;
