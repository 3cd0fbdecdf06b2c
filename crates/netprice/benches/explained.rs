//! The cost of an explained quote: nanoseconds and kept bytes a line, without commitments.
//!
//! `cargo bench -p netprice --bench explained` prints one row a case; a number of lines, and then numbers of
//! services, are arguments.

use std::time::{Duration, Instant};

use netprice::{Agreement, Citation, PriceBook, PriceModel, Scope, Sku, Term, Terms, Usage, quote};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SKUS: usize = 64;
const TERMS: usize = 64;
const ROUNDS: usize = 5;

/// SKUs of some services, every third of them graduated and the others at one price.
fn book(services: usize) -> PriceBook {
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    let as_of = "2026-01-31".parse().unwrap();
    let published = Citation::new("https://example.com/pricing/compute", as_of);
    for index in 0..SKUS {
        let price = if index % 3 == 2 {
            PriceModel::graduated([("1000", "0.1"), ("100000", "0.07")], "0.05").unwrap()
        } else {
            PriceModel::Flat("0.0123".parse().unwrap())
        };
        let service = format!("service {}", index % services);
        let mut sku = Sku::new(service.as_str(), "Hours", price).unwrap();
        sku.published = Some(published.clone());
        book = book.with(format!("sku {index}"), sku).unwrap();
    }
    book
}

fn usage(lines: usize) -> Usage {
    let mut usage = Usage::default();
    for index in 0..lines {
        let used = format!("{}.{} Hours", 20 + index % 700, index % 10);
        let (line, sku) = (format!("line {index}"), format!("sku {}", index % SKUS));
        usage = usage.with(line, sku, used.as_str()).unwrap();
    }
    usage
}

/// Discounts, every other one on a service and on a SKU.
fn agreement(services: usize) -> Agreement {
    let mut terms = Vec::new();
    for index in 0..TERMS {
        let pay = format!("pay {}%", 70 + index % 29);
        let term = Term::pay(format!("term {index}"), pay.as_str()).unwrap();
        let scope = if index % 2 == 0 {
            Scope::of_services([format!("service {}", index / 2 % services)]).unwrap()
        } else {
            Scope {
                skus: vec![format!("sku {index}").parse().unwrap()],
                ..Scope::default()
            }
        };
        terms.push(term.within(scope));
    }
    Agreement {
        terms: Terms(terms),
        ..Agreement::default()
    }
}

fn row(lines: usize, services: usize) {
    let (book, usage, agreement) = (book(services), usage(lines), agreement(services));
    let mut fastest = Duration::MAX;
    let mut kept = 0;
    let mut steps = 0;
    for _ in 0..ROUNDS {
        let (before, start) = (MEMORY.current_usage(), Instant::now());
        let quoted = quote(&book, &usage, &agreement).unwrap();
        fastest = fastest.min(start.elapsed());
        kept = MEMORY.current_usage().saturating_sub(before) / lines;
        steps = quoted.steps().count();
    }
    let each = fastest.as_nanos() / u128::try_from(lines).unwrap();
    let steps = f64::from(u32::try_from(steps).unwrap()) / f64::from(u32::try_from(lines).unwrap());
    println!("{lines:>9} {services:>9} {steps:>9.2} {each:>9} {kept:>9}");
}

fn main() {
    let mut asked = std::env::args().filter_map(|size| size.parse().ok());
    let lines = asked.next().unwrap_or(100_000);
    let services: Vec<usize> = asked.collect();
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>9}",
        "lines", "services", "steps", "ns a line", "bytes"
    );
    let usual = if services.is_empty() {
        vec![32, 8, 2]
    } else {
        services
    };
    for services in usual {
        row(lines, services);
    }
}
