//! The price tables that the command uses, and `netprice catalog`, which lists, shows and checks them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use netprice::problem::Known;
use netprice::value::day::AsOf;
use netprice::value::id::BookId;
use netprice::{PriceModel, Tier};
use netprice_catalog::check::{Age, Explained, Finding, check};
use netprice_catalog::coverage::{Bought, Coverage, Hole};
use netprice_catalog::difference::{Change, Difference, differences};
use netprice_study::Catalog;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::arguments::CatalogCommand;
use crate::document::text_of;
use crate::text::{put, table};

/// Where the price tables are.
pub struct Tables {
    folder: Option<PathBuf>,
}

impl Tables {
    /// The tables of a folder, or of the environment variable, or those of the program.
    pub fn of(folder: Option<PathBuf>) -> Self {
        let variable = || std::env::var_os("NETPRICE_CATALOG").map(PathBuf::from);
        Self {
            folder: folder.or_else(variable),
        }
    }

    /// The catalogue.
    pub fn open(&self) -> Result<Catalog, String> {
        let opened = match &self.folder {
            None => Catalog::published(),
            Some(folder) => Catalog::from_folder(folder),
        };
        opened.map_err(|error| match &self.folder {
            None => error.to_string(),
            Some(folder) => format!("{}: {error}", folder.display()),
        })
    }
}

/// Shows or checks the catalogue; returns whether it could be read and nothing unexplained was found.
pub fn show(command: &CatalogCommand, tables: &Tables) -> bool {
    let shown = match command {
        CatalogCommand::List { provider, json } => {
            listed(tables, provider.as_deref(), *json).map(|text| (text, true))
        }
        CatalogCommand::Show { book, sku } => {
            prices(tables, book, sku.as_deref()).map(|text| (text, true))
        }
        CatalogCommand::Diff {
            old,
            new,
            limit,
            citations,
            json,
        } => {
            let new = Tables {
                folder: new.clone(),
            };
            let new = if new.folder.is_some() { &new } else { tables };
            let old = Tables {
                folder: Some(old.clone()),
            };
            differing(&old, new, *limit, *citations, *json)
        }
        CatalogCommand::Check {
            provider,
            day,
            months,
            explained,
            json,
        } => {
            let age = day.map(|day| Age {
                day: day.date(),
                months: *months,
            });
            checked(
                tables,
                provider.as_deref(),
                age,
                explained.as_deref(),
                *json,
            )
        }
    };
    match shown {
        Ok((text, is_right)) => {
            put(&text);
            is_right
        }
        Err(message) => {
            eprintln!("{message}");
            false
        }
    }
}

/// The prices of a price book whose SKUs have a text in their names.
fn prices(tables: &Tables, id: &BookId, part: Option<&str>) -> Result<String, String> {
    let catalog = tables.open()?;
    let book = catalog
        .whole_book(id.as_str())
        .map_err(|error| error.to_string())?;
    let book = book.ok_or_else(|| {
        let known = Known::near(&id.as_str().to_lowercase(), catalog.book_ids());
        format!("'{id}' is not a price book of the catalogue; expected {known}")
    })?;
    let part = part.unwrap_or_default().to_lowercase();
    let mut rows = Vec::new();
    for (name, sku) in &book.prices.skus {
        if !name.as_str().to_lowercase().contains(&part) {
            continue;
        }
        let price = match &sku.price {
            None => "not known".to_owned(),
            Some(PriceModel::Flat(price)) => price.to_string(),
            Some(PriceModel::Graduated(tiers)) => tiered(tiers),
            Some(PriceModel::AllUnits(all)) => format!("all units: {}", tiered(&all.tiers)),
            Some(PriceModel::ByTimeOfDay(windows)) => format!("{} times of the day", windows.len()),
        };
        let cited = sku.published.as_ref();
        let cited = cited.map_or_else(
            || [String::new(), String::new()],
            |citation| [citation.as_of.to_string(), citation.source.to_string()],
        );
        let shown = [name.to_string(), sku.unit.to_string(), price];
        rows.push(shown.into_iter().chain(cited).collect());
    }
    let head = format!("{id}, prices in {}", book.prices.currency);
    let columns = ["SKU", "Unit", "Price", "As of", "Source"];
    Ok(format!("{head}\n{}", table(2, &columns, rows)))
}

/// Tiers as `0.1 to 100, then 0.05`.
fn tiered(tiers: &[Tier]) -> String {
    let each = tiers.iter().map(|tier| match tier.up_to {
        Some(up_to) => format!("{} to {up_to}", tier.unit_price),
        None => tier.unit_price.to_string(),
    });
    each.collect::<Vec<String>>().join(", then ")
}

/// The prices that differ; whether none changed by more than a limit.
fn differing(
    old: &Tables,
    new: &Tables,
    limit: Option<Decimal>,
    citations: bool,
    json: bool,
) -> Result<(String, bool), String> {
    let found = differences(&old.open()?, &new.open()?).map_err(|error| error.to_string())?;
    let is_shown = |one: &&Difference| citations || one.change != Change::Citation;
    let shown: Vec<&Difference> = found.iter().filter(is_shown).collect();
    let is_over = |one: &&&Difference| {
        let percent = one.percent();
        limit.is_some_and(|limit| percent.is_some_and(|percent| percent.abs() > limit))
    };
    let over = shown.iter().filter(is_over).count();
    if json {
        let text = serde_json::to_string_pretty(&shown).map_err(|error| error.to_string())?;
        return Ok((text, over == 0));
    }
    let line = |one: &&Difference| {
        let (book, sku) = (&one.book, &one.sku);
        let what = match &one.change {
            Change::Added => "added".to_owned(),
            Change::Removed => "removed".to_owned(),
            Change::Price { old, new } => {
                let percent = one.percent();
                let percent = percent.map(|percent| {
                    format!(
                        " ({:+}%)",
                        percent.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven)
                    )
                });
                format!("{old} to {new}{}", percent.unwrap_or_default())
            }
            Change::Other => "tiers, unit or another part of the price".to_owned(),
            Change::Citation => "date or source".to_owned(),
        };
        format!("{book}.{sku}: {what}")
    };
    let mut lines: Vec<String> = shown.iter().map(line).collect();
    let of_limit = limit.map(|limit| format!(", {over} by more than {limit}%"));
    let hidden = found.len() - shown.len();
    lines.push(format!(
        "{} prices differ{}; of {hidden} only the date or the source",
        shown.len(),
        of_limit.unwrap_or_default()
    ));
    Ok((lines.join("\n"), over == 0))
}

/// A finding with its reason, if it is explained.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

fn checked(
    tables: &Tables,
    provider: Option<&str>,
    age: Option<Age>,
    explained: Option<&Path>,
    json: bool,
) -> Result<(String, bool), String> {
    let catalog = tables.open()?;
    let explained = match explained {
        None => Explained::of(&catalog),
        Some(file) => Explained::read(&text_of(file)?),
    };
    let explained = explained.map_err(|error| error.to_string())?;
    let of = |id: &BookId| catalog.provider(id.as_str()).map(ToString::to_string);
    let is_asked = |id: &&BookId| provider.is_none_or(|name| of(id).as_deref() == Some(name));
    let books: Vec<BookId> = catalog.book_ids().filter(is_asked).cloned().collect();
    if books.is_empty() {
        let name = provider.unwrap_or_default();
        let known: BTreeSet<String> = catalog.book_ids().filter_map(of).collect();
        let known = Known::near(&name.to_lowercase(), &known);
        return Err(format!(
            "'{name}' is not a provider of the catalogue; expected {known}"
        ));
    }
    let findings = check(&catalog, &books, age).map_err(|error| error.to_string())?;
    let told: Vec<Told<'_>> = findings
        .iter()
        .map(|finding| {
            let provider = of(&finding.book).unwrap_or_default();
            let reason = explained.reason(&provider, finding);
            Told { finding, reason }
        })
        .collect();
    let open = told.iter().filter(|one| one.reason.is_none()).count();
    if json {
        let text = serde_json::to_string_pretty(&told).map_err(|error| error.to_string())?;
        return Ok((text, open == 0));
    }
    let unexplained = told.iter().filter(|one| one.reason.is_none());
    let mut lines: Vec<String> = unexplained.map(|one| one.finding.to_string()).collect();
    lines.push(format!(
        "{} price books checked: {open} findings, and {} that are explained",
        books.len(),
        told.len() - open
    ));
    Ok((lines.join("\n"), open == 0))
}

fn listed(tables: &Tables, provider: Option<&str>, json: bool) -> Result<String, String> {
    let catalog = tables.open()?;
    let all = catalog.coverage().map_err(|error| error.to_string())?;
    let of_provider = |one: &&Coverage| provider.is_none_or(|name| one.provider == name);
    let books: Vec<&Coverage> = all.iter().filter(of_provider).collect();
    if books.is_empty() {
        let known: BTreeSet<&str> = all.iter().map(|one| one.provider.as_str()).collect();
        let name = provider.unwrap_or_default();
        let known = Known::near(&name.to_lowercase(), &known);
        return Err(format!(
            "'{name}' is not a provider of the catalogue; expected {known}"
        ));
    }
    if json {
        let shown: Vec<Listed> = books.iter().map(|book| Listed::of(book, &all)).collect();
        return serde_json::to_string_pretty(&shown).map_err(|error| error.to_string());
    }
    let groups = match provider {
        None => by_provider(&books),
        Some(_) => books
            .iter()
            .map(|book| (book.region.to_string(), vec![*book]))
            .collect(),
    };
    let counted: Vec<Group> = groups
        .iter()
        .map(|(name, books)| Group::of(name, books, &all))
        .collect();
    let mut lines = vec![counts(provider.is_none(), &counted), String::new()];
    lines.extend(counted.iter().filter_map(Group::lacks));
    lines.push(totals(&books, &by_provider(&books)));
    Ok(lines.join("\n"))
}

fn by_provider<'a>(books: &[&'a Coverage]) -> BTreeMap<String, Vec<&'a Coverage>> {
    let mut groups: BTreeMap<String, Vec<&Coverage>> = BTreeMap::new();
    for book in books {
        groups
            .entry(book.provider.to_string())
            .or_default()
            .push(book);
    }
    groups
}

/// The counts of some price books together.
struct Group {
    name: String,
    place: String,
    books: usize,
    models: usize,
    machines: BTreeMap<Bought, usize>,
    services: usize,
    as_of: Option<AsOf>,
    holes: BTreeSet<Hole>,
}

impl Group {
    fn of(name: &str, books: &[&Coverage], all: &[Coverage]) -> Self {
        let mut machines: BTreeMap<Bought, usize> = BTreeMap::new();
        for (bought, count) in books.iter().flat_map(|book| &book.machines) {
            *machines.entry(*bought).or_default() += count;
        }
        let models: BTreeSet<_> = books.iter().flat_map(|book| &book.models).collect();
        let holes = books.iter().map(|book| book.holes(all));
        Self {
            name: name.to_owned(),
            place: books
                .first()
                .map_or_else(String::new, |book| book.names.place_en.clone()),
            books: books.len(),
            models: models.len(),
            machines,
            services: books.iter().map(|book| book.service_prices()).sum(),
            as_of: books
                .iter()
                .filter_map(|book| book.as_of)
                .reduce(AsOf::joined),
            // What every one of them lacks.
            holes: holes.reduce(|a, b| &a & &b).unwrap_or_default(),
        }
    }

    fn lacks(&self) -> Option<String> {
        let holes: Vec<String> = self.holes.iter().map(ToString::to_string).collect();
        (!holes.is_empty()).then(|| format!("{} lacks: {}", self.name, holes.join(", ")))
    }
}

fn counts(are_providers: bool, groups: &[Group]) -> String {
    let bought = Bought::ALL.map(|one| one.name().replace('_', " "));
    let first = if are_providers {
        ["Provider", "Regions"]
    } else {
        ["Region", "Place"]
    };
    let mut headings: Vec<&str> = first.into_iter().chain(["Dates", "Models"]).collect();
    headings.extend(bought.iter().map(String::as_str));
    headings.push("services");
    let row = |group: &Group| {
        let second = if are_providers {
            group.books.to_string()
        } else {
            group.place.clone()
        };
        let as_of = group
            .as_of
            .map_or_else(|| "-".to_owned(), |as_of| as_of.to_string());
        let mut row = vec![group.name.clone(), second, as_of, or_dash(group.models)];
        let counts = Bought::ALL.map(|one| group.machines.get(&one).copied().unwrap_or_default());
        row.extend(counts.map(or_dash));
        row.push(or_dash(group.services));
        row
    };
    table(3, &headings, groups.iter().map(row).collect())
}

fn or_dash(count: usize) -> String {
    if count == 0 {
        "-".to_owned()
    } else {
        count.to_string()
    }
}

fn totals(books: &[&Coverage], providers: &BTreeMap<String, Vec<&Coverage>>) -> String {
    let machines: usize = books.iter().map(|book| book.machine_prices()).sum();
    let services: usize = books.iter().map(|book| book.service_prices()).sum();
    let models = providers.values().map(|books| {
        let models: BTreeSet<_> = books.iter().flat_map(|book| &book.models).collect();
        models.len()
    });
    let priced = |book: &&&Coverage| book.as_of.is_some();
    let regions = books.iter().filter(priced).count();
    let with_prices = providers
        .values()
        .filter(|books| books.iter().any(|book| book.as_of.is_some()));
    format!(
        "{machines} prices of {} models of machines and {services} of services, at {} providers in {regions} regions",
        models.sum::<usize>(),
        with_prices.count(),
    )
}

/// A price book of the list, for JSON.
#[derive(Serialize)]
struct Listed {
    book: String,
    provider: String,
    region: String,
    geography: String,
    currency: String,
    models: usize,
    machines: BTreeMap<&'static str, usize>,
    services: BTreeMap<String, usize>,
    as_of: Option<AsOf>,
    lacks: Vec<String>,
}

impl Listed {
    fn of(book: &Coverage, all: &[Coverage]) -> Self {
        let machines = book
            .machines
            .iter()
            .map(|(bought, count)| (bought.name(), *count));
        let services = book
            .services
            .iter()
            .map(|(service, count)| (service.to_string(), *count));
        Self {
            book: book.book.to_string(),
            provider: book.provider.to_string(),
            region: book.region.to_string(),
            geography: book.geography.clone(),
            currency: book.currency.to_string(),
            models: book.models.len(),
            machines: machines.collect(),
            services: services.collect(),
            as_of: book.as_of,
            lacks: book.holes(all).iter().map(ToString::to_string).collect(),
        }
    }
}
