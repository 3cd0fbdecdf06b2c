//! Totals of files are those of quotes, whatever the order of rows, files, blocks and threads.

mod files;
mod laws;
mod parquet;

use netprice::compiled::CompiledBook;
use netprice::{Agreement, PriceBook};
use netprice_rate::{Dimension, Options, Rater, Report, State};

/// A price book and an agreement as JSON.
fn of_json(book: &str, agreement: &str) -> (PriceBook, Agreement) {
    let book = serde_json::from_str(book).unwrap();
    (book, serde_json::from_str(agreement).unwrap())
}

fn by(names: &[&str]) -> Options {
    Options {
        by: names
            .iter()
            .map(|name| name.parse::<Dimension>().unwrap())
            .collect(),
        threads: Some(1),
        ..Options::default()
    }
}

/// The report of one table of CSV.
fn report(book: &PriceBook, agreement: &Agreement, options: Options, rows: &str) -> Report {
    let compiled = CompiledBook::of(book, agreement).unwrap();
    let rater = Rater::new(&compiled, agreement, options).unwrap();
    let partial = rater.read_csv("usage.csv", rows.as_bytes(), &State::default());
    rater.price(&partial.unwrap(), &State::default()).unwrap().0
}

/// The names of each group, and its list and effective costs.
fn shown(report: &Report) -> Vec<String> {
    let groups = report.groups.iter().map(|group| {
        let names: Vec<&str> = group.names.iter().map(|(_, name)| name.as_str()).collect();
        let amounts = &group.amounts;
        format!(
            "{}: {} rows, {}, {}",
            names.join(" "),
            amounts.rows,
            amounts.list,
            amounts.effective
        )
    });
    groups.collect()
}
