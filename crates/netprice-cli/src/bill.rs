//! `netprice import bill`: what a bill was for, what was paid, and what it costs at other clouds.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use netprice::value::id::OfferId;
use netprice::{Currency, Money};
use netprice_import::bill::{BillReading, ImportedBill, read, read_parquet};
use netprice_study::bill::{BillWorkload, Paid, workload_of};
use netprice_study::{Catalog, CompareAnswer, Offer, Study, compare};
use serde::Serialize;

use crate::arguments::BillArguments;
use crate::catalog::Tables;
use crate::document::{in_file, text_of};
use crate::question::told;
use crate::text::{cents, put, put_json, sections, table};

/// The rows that are read between two looks at the progress.
const PART: u64 = 100_000;

/// What is printed of a bill.
#[derive(Serialize)]
struct Shown {
    bill: ImportedBill,
    workload: BillWorkload,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<CompareAnswer>,
}

/// Reads a bill and prices its usage; returns whether no row was refused and everything was matched.
pub fn import(arguments: &BillArguments, tables: &Tables) -> bool {
    let file = &arguments.file;
    let bill = match imported(file) {
        Ok(bill) => bill,
        Err(message) => return told(&[message]),
    };
    let shown = match tables
        .open()
        .and_then(|catalog| shown(bill, arguments, &catalog))
    {
        Ok(shown) => shown,
        Err(message) => return told(&[message]),
    };
    if arguments.study {
        put_json(&study(&shown.workload, arguments));
    } else if arguments.json {
        put_json(&shown);
    } else {
        put(&text(&shown));
    }
    let refused = shown
        .bill
        .report
        .refused
        .iter()
        .map(|one| in_file(file, one));
    let wrong = shown.workload.problems.iter().map(|one| in_file(file, one));
    let is_all_read = told(&refused.chain(wrong).collect::<Vec<String>>());
    is_all_read || arguments.allow_refused
}

/// Reads a bill: Parquet by its ending, a table in UTF-8 as it comes, anything else after its encoding and its form are known.
fn imported(file: &Path) -> Result<ImportedBill, String> {
    let wrong = |problems: netprice_import::Problems| {
        problems
            .iter()
            .map(|one| in_file(file, one))
            .collect::<Vec<String>>()
            .join("\n")
    };
    let ending = file.extension().unwrap_or_default();
    if ending.eq_ignore_ascii_case("parquet") {
        return read_parquet(file).map_err(wrong);
    }
    if file != Path::new("-") && is_table_in_utf8(file).map_err(|error| in_file(file, &error))? {
        let source = File::open(file).map_err(|error| in_file(file, &error))?;
        let mut reading = BillReading::new(source).map_err(wrong)?;
        while reading.advance(PART) {}
        return Ok(reading.finish());
    }
    read(&text_of(file)?).map_err(wrong)
}

/// Whether the start of a file is UTF-8 and no JSON.
fn is_table_in_utf8(file: &Path) -> std::io::Result<bool> {
    const START: u64 = 65_536;
    let mut start = Vec::new();
    BufReader::new(File::open(file)?)
        .take(START)
        .read_to_end(&mut start)?;
    let text = match std::str::from_utf8(&start) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Ok(false),
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Ok(!text.starts_with(['{', '[']) && !text.contains('\0'))
}

fn shown(
    bill: ImportedBill,
    arguments: &BillArguments,
    catalog: &Catalog,
) -> Result<Shown, String> {
    let workload = workload_of(&bill, catalog).map_err(|error| error.to_string())?;
    let comparison =
        (!arguments.books.is_empty()).then(|| compare(&study(&workload, arguments), catalog));
    Ok(Shown {
        bill,
        workload,
        comparison,
    })
}

/// A study of the usage of a bill at the price books.
fn study(workload: &BillWorkload, arguments: &BillArguments) -> Study {
    let mut study = Study::new(currency(workload));
    study.workload = Some(workload.workload.clone());
    study.offers = arguments
        .books
        .iter()
        .map(|book| Offer::at_list(book.clone()))
        .collect();
    study
}

/// The currency of most lines of the bill.
fn currency(workload: &BillWorkload) -> Currency {
    let first = workload
        .paid
        .values()
        .next()
        .map(|paid| paid.billed.currency());
    first.unwrap_or(Currency::USD)
}

fn text(shown: &Shown) -> String {
    sections([
        shown.bill.report.to_string(),
        lines(shown),
        others(shown),
        totals(shown),
    ])
}

fn lines(shown: &Shown) -> String {
    let offers: Vec<&OfferId> = shown
        .comparison
        .iter()
        .flat_map(|answer| answer.offers.keys())
        .collect();
    let mut headings = vec![
        "Usage".to_owned(),
        "Billed".to_owned(),
        "Effective".to_owned(),
    ];
    headings.extend(offers.iter().map(ToString::to_string));
    let rows = shown.workload.paid.iter().map(|(id, paid)| {
        let mut row = vec![id.to_string(), cents(paid.billed), cents(paid.effective)];
        row.extend(
            offers
                .iter()
                .map(|offer| cost_at(shown, offer, id.as_str())),
        );
        row
    });
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    table(1, &headings, rows.collect())
}

/// The cost of a line at an offer; a dash where it has none.
fn cost_at(shown: &Shown, offer: &OfferId, line: &str) -> String {
    let priced = shown
        .comparison
        .as_ref()
        .and_then(|answer| answer.offers.get(offer)?.as_ref().ok());
    let cost = priced.and_then(|priced| {
        let charges = priced.quote.charges().filter_map(|(charge, costs)| {
            let usage = charge.usage()?;
            let of = priced.match_of(&usage.line).map(|one| one.of.as_str());
            (of == Some(line)).then_some(costs.effective)
        });
        let costs: Vec<Money> = charges.collect();
        let first = costs.first()?.currency();
        Money::sum(first, costs).ok()
    });
    cost.map_or_else(|| "-".to_owned(), cents)
}

fn others(shown: &Shown) -> String {
    let rows: Vec<Vec<String>> = shown
        .workload
        .others
        .iter()
        .map(|(id, category, paid)| {
            vec![
                id.to_string(),
                format!("{category:?}"),
                cents(paid.billed),
                cents(paid.effective),
            ]
        })
        .collect();
    if rows.is_empty() {
        String::new()
    } else {
        table(2, &["No usage", "Category", "Billed", "Effective"], rows)
    }
}

fn totals(shown: &Shown) -> String {
    let all = || {
        shown
            .workload
            .paid
            .values()
            .chain(shown.workload.others.iter().map(|(_, _, paid)| paid))
    };
    let sum = |of: fn(&Paid) -> Money| {
        let currency = currency(&shown.workload);
        Money::sum(currency, all().map(of)).map_or_else(|problem| problem.to_string(), cents)
    };
    let mut said = vec![format!(
        "billed {}, effective {}",
        sum(|paid| paid.billed),
        sum(|paid| paid.effective)
    )];
    let not_matched = &shown.workload.not_matched;
    if !not_matched.is_empty() {
        let names: Vec<String> = not_matched.iter().map(ToString::to_string).collect();
        said.push(format!(
            "{} of {} lines were not matched and are missing at every offer: {}",
            names.len(),
            shown.workload.paid.len(),
            names.join("; ")
        ));
    }
    for (offer, answer) in shown.comparison.iter().flat_map(|answer| &answer.offers) {
        let known = answer
            .as_ref()
            .ok()
            .map(|one| one.quote.total.known().effective);
        said.extend(known.map(|known| format!("{offer}: {} for what it has", cents(known))));
    }
    said.join("\n")
}
