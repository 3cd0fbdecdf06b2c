//! The time of a quote with terms, commitments and a bill, by its number of lines.
//!
//! `cargo bench -p netprice --bench lines` prints one row a size; a size of your own is an argument.

use std::time::Instant;

use netprice::{
    Agreement, Commitment, Discount, Fee, PriceBook, PriceChange, PriceModel, Sku, Term, Terms,
    Usage, quote,
};

const SKUS: usize = 50;
const BLOCKS: usize = 744;

/// Fifty SKUs, half of them in three tiers.
fn book() -> PriceBook {
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    for index in 0..SKUS {
        let price = if index % 2 == 0 {
            PriceModel::Flat("0.0123".parse().unwrap())
        } else {
            PriceModel::graduated([("100", "0.1"), ("10000", "0.07")], "0.05").unwrap()
        };
        let sku = Sku::new("compute", "Hours", price).unwrap();
        book = book.with(format!("sku {index}"), sku).unwrap();
    }
    book
}

/// Lines in minutes, spread over the SKUs and the hours of a month.
fn usage(lines: usize) -> Usage {
    let mut usage = Usage::default();
    for block in 0..BLOCKS {
        usage = usage.with_block(format!("hour {block}"), 1).unwrap();
    }
    for index in 0..lines {
        let used = format!("{}.{} Minutes", 20 + index % 41, index % 10);
        let (line, sku) = (format!("line {index}"), format!("sku {}", index % SKUS));
        usage = usage.with(line, sku, used.as_str()).unwrap();
        let during = format!("hour {}", index / SKUS % BLOCKS).parse().unwrap();
        usage.lines.last_mut().unwrap().during = Some(during);
    }
    usage
}

fn agreement() -> Agreement {
    let pay = |id: &str, pay: &str| {
        let pay: Discount = pay.parse().unwrap();
        Term::new(id.parse().unwrap(), PriceChange::Pay(pay))
    };
    let fee = |hourly: &str| Fee::hourly(hourly).unwrap();
    let reserved =
        Commitment::new("reserved", 10, fee("0.05 USD")).map(|one| one.for_skus(["sku 0"]));
    let plan = Commitment::savings_plan(
        "plan",
        "0.2 USD",
        [("sku 1", "0.05 USD"), ("sku 3", "0.04 USD")],
    );
    Agreement {
        terms: Terms(vec![pay("frame", "pay 70%"), pay("extra", "pay 97%")]),
        ..Agreement::default()
    }
    .with_commitment(reserved.unwrap().unwrap())
    .with_commitment(plan.unwrap())
}

/// The memory of the process in KiB, where the system tells it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse().ok()).unwrap_or_default()
}

fn main() {
    let asked: Vec<usize> = std::env::args()
        .filter_map(|size| size.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        vec![1_000, 10_000, 100_000]
    } else {
        asked
    };
    let (book, agreement) = (book(), agreement());
    for lines in sizes {
        let usage = usage(lines);
        let (before, start) = (resident(), Instant::now());
        let quoted = quote(&book, &usage, &agreement).unwrap();
        let took = start.elapsed();
        let bytes = resident().saturating_sub(before) * 1_024 / u64::try_from(lines).unwrap();
        let charges = quoted.charges.len();
        println!("{lines} lines: {took:?}, {bytes} bytes a line, {charges} charges");
    }
}
