//! `netprice rate`: usage files under a price book and an agreement, in one pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use netprice::Agreement;
use netprice::book::price_book::PriceBook;
use netprice::compiled::CompiledBook;
use netprice::problem::Known;
use netprice_rate::{Dimension, Options, Partial, Rater, Report, Role, State};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::arguments::{PricedArguments, RateArguments, RateCommand, ReadingArguments};
use crate::catalog::Tables;
use crate::rated;
use crate::source::in_file;
use crate::text::{put, put_json};

/// Rates files, or adds partial results; returns whether each row was rated.
pub fn rate(arguments: &RateArguments, tables: &Tables) -> bool {
    let result = match (&arguments.command, &arguments.priced) {
        (Some(RateCommand::Merge { files, priced }), _) => {
            with_book(priced, tables, |book, agreement| {
                let options = options(priced, None)?;
                let compiled =
                    CompiledBook::of(book, agreement).map_err(|problems| problems.to_string())?;
                let rater =
                    Rater::new(&compiled, agreement, options).map_err(|error| error.to_string())?;
                finish(&rater, &merged(files)?, priced)
            })
        }
        (None, Some(priced)) => with_book(priced, tables, |book, agreement| {
            let reading = &arguments.reading;
            let options = options(priced, Some(reading))?;
            let compiled =
                CompiledBook::of(book, agreement).map_err(|problems| problems.to_string())?;
            let rater =
                Rater::new(&compiled, agreement, options).map_err(|error| error.to_string())?;
            let partial = read(&rater, arguments, priced)?;
            match &reading.partial {
                Some(file) => {
                    write_json(file, &partial)?;
                    Ok(partial.is_complete())
                }
                None => finish(&rater, &partial, priced),
            }
        }),
        (None, None) => {
            Err("rate: a price book is missing; expected --book or --published".to_owned())
        }
    };
    result.unwrap_or_else(|message| {
        eprintln!("{message}");
        false
    })
}

fn with_book(
    priced: &PricedArguments,
    tables: &Tables,
    then: impl FnOnce(&PriceBook, &Agreement) -> Result<bool, String>,
) -> Result<bool, String> {
    let agreement = priced.agreement.as_deref().map(read_json::<Agreement>);
    let agreement = agreement.transpose()?.unwrap_or_default();
    if let Some(file) = &priced.book {
        return then(&read_json(file)?, &agreement);
    }
    let catalog = tables.open()?;
    let id = priced.published.as_deref().unwrap_or_default();
    let book = catalog.book(id).map_err(|error| error.to_string())?;
    let unknown = || {
        let known = Known::near(&id.to_lowercase(), catalog.book_ids());
        format!("'{id}' is not a price book of the catalogue; expected {known}")
    };
    then(&book.ok_or_else(unknown)?.prices, &agreement)
}

fn options(
    priced: &PricedArguments,
    reading: Option<&ReadingArguments>,
) -> Result<Options, String> {
    let names = priced.by.iter().chain(&priced.label);
    let Ok(dimensions) = names
        .map(|name| name.parse::<Dimension>())
        .collect::<Result<_, _>>();
    let mut options = Options {
        by: dimensions,
        explain: priced.explain.iter().cloned().collect(),
        ..Options::default()
    };
    if let Some(reading) = reading {
        options.allow_floats = reading.allow_floats;
        options.threads = reading.threads;
        options.columns = columns(&reading.columns)?;
    }
    Ok(options)
}

/// The names of columns, by their roles.
fn columns(texts: &[String]) -> Result<BTreeMap<Role, String>, String> {
    let roles: BTreeMap<&str, Role> = Role::ALL.map(|role| (role.name(), role)).into();
    let known: BTreeSet<&str> = roles.keys().copied().collect();
    let column = |text: &String| {
        let (name, column) = text.split_once('=').ok_or_else(|| {
            format!("--columns: '{text}'; expected NAME=COLUMN, such as quantity=Usage")
        })?;
        let role = roles.get(name).ok_or_else(|| {
            let known = Known::near(name, &known);
            format!("--columns: '{name}' is no name of a column; expected {known}")
        })?;
        Ok((*role, column.to_owned()))
    };
    texts.iter().map(column).collect()
}

fn read(
    rater: &Rater<'_>,
    arguments: &RateArguments,
    priced: &PricedArguments,
) -> Result<Partial, String> {
    let state = state_in(priced)?;
    if let [only] = arguments.files.as_slice()
        && only == Path::new("-")
    {
        let partial = rater.read_csv("-", std::io::stdin(), &state);
        return partial.map_err(|error| error.to_string());
    }
    let sizes = arguments
        .files
        .iter()
        .map(|file| file.metadata().map_or(0, |it| it.len()));
    // It is drawn on standard error, and only if that is a terminal.
    let bar = ProgressBar::with_draw_target(Some(sizes.sum()), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{bytes} of {total_bytes}, {bytes_per_sec}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    let partial = rater.read(&arguments.files, &state, &|bytes| bar.inc(bytes));
    bar.finish_and_clear();
    partial.map_err(|error| error.to_string())
}

fn state_in(priced: &PricedArguments) -> Result<State, String> {
    let state = priced.state_in.as_deref().map(read_json::<State>);
    Ok(state.transpose()?.unwrap_or_default())
}

fn merged(files: &[impl AsRef<Path>]) -> Result<Partial, String> {
    let mut all: Option<Partial> = None;
    for file in files {
        let partial = read_json::<Partial>(file.as_ref())?;
        match &mut all {
            Some(all) => {
                let added = all.merge(partial);
                added.map_err(|error| in_file(file.as_ref(), &error))?;
            }
            None => all = Some(partial),
        }
    }
    all.ok_or_else(|| "no partial result is given".to_owned())
}

/// Prices the sums and prints the totals; returns whether each row was rated.
fn finish(rater: &Rater<'_>, partial: &Partial, priced: &PricedArguments) -> Result<bool, String> {
    let state = state_in(priced)?;
    let (report, after) = rater
        .price(partial, &state)
        .map_err(|error| error.to_string())?;
    if let Some(file) = &priced.state_out {
        write_json(file, &after)?;
    }
    show(&report, priced);
    let unknown = |id: &&String| !report.explained.iter().any(|one| one.id == **id);
    for id in priced.explain.iter().filter(unknown) {
        eprintln!("no row has the id '{id}'");
    }
    Ok(report.is_complete())
}

fn show(report: &Report, priced: &PricedArguments) {
    if priced.json {
        put_json(report);
    } else {
        put(&rated::text(report));
    }
    for message in rated::messages(report) {
        eprintln!("{message}");
    }
}

fn read_json<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    let opened = File::open(file).map_err(|error| in_file(file, &error))?;
    serde_json::from_reader(BufReader::new(opened)).map_err(|error| in_file(file, &error))
}

fn write_json(file: &Path, value: &impl Serialize) -> Result<(), String> {
    let told = |error: std::io::Error| in_file(file, &error);
    let mut out = BufWriter::new(File::create(file).map_err(told)?);
    let written = serde_json::to_writer(&mut out, value).map_err(std::io::Error::from);
    written.and_then(|()| out.flush()).map_err(told)
}
