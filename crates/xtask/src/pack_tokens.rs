//! Packs the prices of tokens into one table for each provider, and the daily prices of GPUs into one table.
//!
//! The forms of the packed tables stand in `netprice-catalog/src/tokens.rs` and `gpu_days.rs`.

use std::collections::BTreeMap;

use crate::csv::{Read, Source, Table, line};

/// The packed tables of tokens, and the list of their providers.
///
/// # Errors
/// A message for a table that cannot be read, and for a block or a provider that is not listed.
pub fn tokens(read: Read<'_>, source: Source<'_>) -> Result<BTreeMap<String, String>, String> {
    let heads = heads(&read("token_blocks.csv")?, source)?;
    let prices = read("tokens.csv")?;
    let [provider, model, block, kind, price, free] =
        prices.columns(["provider", "model", "block", "kind", "price", "free"])?;
    let terms = prices.columns(["from", "up_to", "since", "until", "hours"])?;
    let mut of_providers: BTreeMap<&str, OfProvider<'_>> = BTreeMap::new();
    for row in &prices.rows {
        let head = heads.get(&row[block]);
        let head = head.ok_or_else(|| format!("tokens.csv: '{}' is no block", row[block]))?;
        let Some(head) = head else {
            continue;
        };
        if row[model].contains('|') {
            let message = "has a mark of packed tables";
            return Err(format!("tokens.csv: '{}' {message}", row[model]));
        }
        let terms: Vec<&str> = terms.iter().map(|at| row[*at].as_str()).collect();
        let terms = terms.join(",");
        let price = match row[free].as_str() {
            "true" => "free",
            _ => row[price]
                .strip_prefix("0")
                .filter(|rest| rest.starts_with('.'))
                .unwrap_or(&row[price]),
        };
        let of_provider = of_providers.entry(&row[provider]).or_default();
        of_provider.add(head, &row[model], &terms, &format!("{} {price}", row[kind]));
    }
    let mut tables = BTreeMap::new();
    let providers = read("token_providers.csv")?;
    let [id, name_en, name_zh] = providers.columns(["provider", "name_en", "name_zh"])?;
    let mut list = line(&["provider", "name_en", "name_zh", "models"]);
    for row in &providers.rows {
        let Some(of_provider) = of_providers.remove(row[id].as_str()) else {
            continue;
        };
        let models = of_provider.models().to_string();
        list.push_str(&line(&[&row[id], &row[name_en], &row[name_zh], &models]));
        tables.insert(format!("tokens/{}.txt", row[id]), of_provider.text());
    }
    if let Some(provider) = of_providers.keys().next() {
        return Err(format!("token_providers.csv: '{provider}' is not listed"));
    }
    tables.insert("token_providers.csv".to_owned(), list);
    Ok(tables)
}

/// The first lines of blocks by their ids; `None` for those that are left out.
fn heads(table: &Table, source_of: Source<'_>) -> Result<BTreeMap<String, Option<String>>, String> {
    let columns = ["block", "source", "as_of", "confidence", "currency", "note"];
    let [block, source, as_of, confidence, currency, note] = table.columns(columns)?;
    let mut heads = BTreeMap::new();
    for row in &table.rows {
        let (name, is_left_out) = source_of(&row[source])?;
        let fields = [
            &row[as_of],
            &row[confidence],
            &name,
            &row[currency],
            &row[note],
        ];
        let head = fields.map(String::as_str).join("|");
        heads.insert(row[block].clone(), (!is_left_out).then_some(head));
    }
    Ok(heads)
}

/// The prices of a provider, in the order of the text table.
#[derive(Default)]
struct OfProvider<'a> {
    blocks: Vec<(&'a str, Vec<Line<'a>>)>,
}

/// A model on its terms, with its prices.
struct Line<'a> {
    model: &'a str,
    terms: String,
    prices: Vec<String>,
}

impl<'a> OfProvider<'a> {
    fn add(&mut self, head: &'a str, model: &'a str, terms: &str, price: &str) {
        let at = self.blocks.iter().position(|(one, _)| *one == head);
        let at = at.unwrap_or_else(|| {
            self.blocks.push((head, Vec::new()));
            self.blocks.len() - 1
        });
        let lines = &mut self.blocks[at].1;
        let same = lines.iter_mut().rev();
        let mut same = same.filter(|line| line.model == model && line.terms == terms);
        match same.next() {
            Some(line) => line.prices.push(price.to_owned()),
            None => lines.push(Line {
                model,
                terms: terms.to_owned(),
                prices: vec![price.to_owned()],
            }),
        }
    }

    fn models(&self) -> usize {
        let lines = self.blocks.iter().flat_map(|(_, lines)| lines);
        let models: std::collections::BTreeSet<&str> = lines.map(|line| line.model).collect();
        models.len()
    }

    fn text(&self) -> String {
        let mut text = String::from("tokens 1\n");
        for (head, lines) in &self.blocks {
            text.push_str(&format!("#{head}\n"));
            for Line {
                model,
                terms,
                prices,
            } in lines
            {
                text.push_str(&format!("{model}|{}", prices.join(",")));
                if terms != ",,,," {
                    text.push_str(&format!("|{terms}"));
                }
                text.push('\n');
            }
        }
        text
    }
}

/// The daily prices of GPUs: a line for each series, its prices in the order of the days.
///
/// # Errors
/// A message for a table that cannot be read, and for a day that stands twice.
pub fn gpu_days(read: Read<'_>, source: Source<'_>) -> Result<String, String> {
    let table = read("gpu_daily.csv")?;
    let key = table.columns(["provider", "gpu", "purchase", "variant"])?;
    let [date, price] = table.columns(["date", "price"])?;
    let about = read("gpu_daily_source.csv")?;
    let [name, confidence, currency, note] =
        about.columns(["source", "confidence", "currency", "note"])?;
    let about = about
        .rows
        .first()
        .ok_or("gpu_daily_source.csv: it is empty")?;
    let (name, is_left_out) = source(&about[name])?;
    let head = [
        name.as_str(),
        &about[confidence],
        &about[currency],
        &about[note],
    ];
    let mut text = format!("gpu_days 1\n#{}\n", head.join("|"));
    if is_left_out {
        return Ok(text);
    }
    let mut series: BTreeMap<[&str; 4], BTreeMap<&str, &str>> = BTreeMap::new();
    for row in &table.rows {
        let key = key.map(|at| row[at].as_str());
        let of_series = series.entry(key).or_default();
        if of_series.insert(&row[date], &row[price]).is_some() {
            return Err(format!("gpu_daily.csv: {} stands twice", row.join(",")));
        }
    }
    let days: std::collections::BTreeSet<&str> =
        table.rows.iter().map(|row| row[date].as_str()).collect();
    let all: Vec<&str> = days.iter().copied().collect();
    text.push_str(&format!(">{}\n", all.join(" ")));
    for (key, prices) in &series {
        let mut parts: Vec<(String, usize)> = Vec::new();
        for day in &days {
            let part = prices.get(day).map_or("-", |price| *price);
            match parts.last_mut().filter(|(last, _)| last == part) {
                Some((_, count)) => *count += 1,
                None => parts.push((part.to_owned(), 1)),
            }
        }
        let parts: Vec<String> = parts
            .iter()
            .map(|(part, count)| format!("{part}*{count}"))
            .collect();
        text.push_str(&format!("{}|{}\n", key.join("|"), parts.join(" ")));
    }
    Ok(text)
}
