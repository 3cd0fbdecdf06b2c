//! The price tables that the command uses, and `netprice catalog list`, which shows what they have.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use netprice::problem::Known;
use netprice::value::day::AsOf;
use netprice_catalog::coverage::{Bought, Coverage, Hole};
use netprice_study::Catalog;
use serde::Serialize;

use crate::arguments::CatalogCommand;
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

/// Shows what the catalogue has; returns whether it could be read.
pub fn show(command: &CatalogCommand, tables: &Tables) -> bool {
    let CatalogCommand::List { provider, json } = command;
    match listed(tables, provider.as_deref(), *json) {
        Ok(text) => put(&text),
        Err(message) => {
            eprintln!("{message}");
            return false;
        }
    }
    true
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
