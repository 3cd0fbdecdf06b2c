//! `netprice import bill`: what a bill was for, what was paid, and what it costs at other clouds.

use std::path::Path;

use netprice::Currency;
use netprice::value::id::OfferId;
use netprice_import::bill::{BillCategory, BillReading, ImportedBill, read, read_parquet};
use netprice_study::bill::{Beside, BesideLine, BillWorkload, beside, workload_of};
use netprice_study::{Catalog, CompareAnswer, Offer, Study, compare};
use serde::Serialize;

use crate::arguments::BillArguments;
use crate::catalog::Tables;
use crate::question::told;
use crate::source::{in_file, source_of};
use crate::text::{cents, put, put_json, sections, table};

/// The rows that are read between two looks at the progress.
const PART: u64 = 100_000;

/// What is printed of a bill.
#[derive(Serialize)]
struct Shown {
    bill: ImportedBill,
    workload: BillWorkload,
    beside: Beside,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<CompareAnswer>,
    /// The question to which the comparison is the answer.
    #[serde(skip)]
    study: Study,
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
        put_json(&shown.study);
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

/// Reads a bill: Parquet and JSON by their start, and a table as it comes.
fn imported(file: &Path) -> Result<ImportedBill, String> {
    let wrong = |problems: netprice_import::Problems| {
        let said = problems.iter().map(|one| in_file(file, one));
        said.collect::<Vec<String>>().join("\n")
    };
    let source = source_of(file)?;
    if source.start.starts_with(b"PAR1") {
        return read_parquet(file).map_err(wrong);
    }
    if source.is_json() {
        return read(&source.text().map_err(|error| in_file(file, &error))?).map_err(wrong);
    }
    let mut reading = BillReading::new(source.into_read()).map_err(wrong)?;
    while reading.advance(PART) {}
    Ok(reading.finish())
}

fn shown(
    bill: ImportedBill,
    arguments: &BillArguments,
    catalog: &Catalog,
) -> Result<Shown, String> {
    let workload = workload_of(&bill, catalog).map_err(|error| error.to_string())?;
    let study = study(&workload, arguments, catalog);
    let comparison = (!arguments.books.is_empty()).then(|| compare(&study, catalog));
    let offers = comparison.iter().flat_map(|answer| &answer.offers);
    let offers = offers.filter_map(|(id, outcome)| Some((id, outcome.as_ref().ok()?)));
    let beside = beside(&workload, offers, &study, catalog).map_err(|error| error.to_string())?;
    Ok(Shown {
        bill,
        workload,
        beside,
        comparison,
        study,
    })
}

/// A study of the usage of a bill at the price books.
fn study(workload: &BillWorkload, arguments: &BillArguments, catalog: &Catalog) -> Study {
    let mut study = Study::new(currency(workload));
    study.offers = arguments
        .books
        .iter()
        .map(|book| Offer::at_list(book.clone()))
        .collect();
    study.workload = Some(workload.workload_at(&study.offers, catalog));
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
    let names = offers.iter().map(|offer| offer.as_str());
    let headings: Vec<&str> = ["Usage", "Billed", "Effective"]
        .into_iter()
        .chain(names)
        .collect();
    let row = |line: &BesideLine| {
        let at = |offer: &&OfferId| {
            line.offers
                .get(*offer)
                .map_or_else(dash, |cost| cents(*cost))
        };
        let paid = [line.paid.billed, line.paid.effective].map(cents);
        let paid = std::iter::once(line.line.to_string()).chain(paid);
        paid.chain(offers.iter().map(at)).collect()
    };
    let rows = usage(shown).map(row);
    table(1, &headings, rows.collect())
}

/// The lines of usage.
fn usage(shown: &Shown) -> impl Iterator<Item = &BesideLine> {
    let lines = shown.beside.lines.iter();
    lines.filter(|line| line.category == BillCategory::Usage)
}

/// What stands for no price.
fn dash() -> String {
    "-".to_owned()
}

fn others(shown: &Shown) -> String {
    let lines = shown.beside.lines.iter();
    let lines = lines.filter(|line| line.category != BillCategory::Usage);
    let rows: Vec<Vec<String>> = lines
        .map(|line| {
            vec![
                line.line.to_string(),
                format!("{:?}", line.category),
                cents(line.paid.billed),
                cents(line.paid.effective),
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
    let paid = &shown.beside.paid;
    let mut said = vec![format!(
        "billed {}, effective {}",
        cents(paid.billed),
        cents(paid.effective)
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
    for (offer, at) in &shown.beside.offers {
        said.push(format!(
            "{offer}: {} for {} of {} lines, for which {} was billed ({} effective)",
            cents(at.effective),
            at.lines,
            shown.workload.paid.len(),
            cents(at.paid.billed),
            cents(at.paid.effective),
        ));
    }
    said.join("\n")
}
