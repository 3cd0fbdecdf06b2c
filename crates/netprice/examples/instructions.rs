//! Rates rows on one path, for a program that counts instructions: `instructions PATH ROWS`.
//!
//! `cargo xtask instructions` runs it under callgrind for two numbers of rows; the difference is that of the rows.

#[path = "../benches/rows/mod.rs"]
mod rows;

use std::hint::black_box;

use netprice::compiled::{CompiledBook, CostSum, Rated};
use netprice::quote;
use rows::{Made, Row, bare, made, rows, usage};

/// The most rows; all are made whatever the number, so that making them makes no difference.
const MOST: usize = 200_000;

fn decimals(made: &Made, rows: &[Row]) {
    let compiled = CompiledBook::of(&made.book, &made.agreement).unwrap();
    let mut counts = compiled.counts();
    for row in rows {
        let rated = compiled.rate(row.sku, row.quantity(), None, &mut counts);
        if let Ok(Rated::Folded(row)) = rated {
            black_box((row.list.decimal(), row.effective.decimal()));
        }
    }
}

fn sums(made: &Made, rows: &[Row]) {
    let compiled = CompiledBook::of(&made.book, &made.agreement).unwrap();
    let mut counts = compiled.counts();
    let (mut list, mut effective) = (CostSum::default(), CostSum::default());
    for row in rows {
        let rated = compiled.rate_millionths(row.sku, row.millionths, &mut counts);
        if let Ok(Rated::Folded(row)) = rated {
            list.add(row.list).unwrap();
            effective.add(row.effective).unwrap();
        }
    }
    black_box((list.total().unwrap(), effective.total().unwrap()));
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, path, count] = arguments.as_slice() else {
        eprintln!("usage: instructions PATH ROWS");
        std::process::exit(2);
    };
    let count: usize = count.parse().unwrap();
    let (made, rows) = (made(), rows(MOST));
    let rows = &rows[..count];
    match path.as_str() {
        "bare" => {
            black_box(bare(&made, rows));
        }
        "decimals" => decimals(&made, rows),
        "sums" => sums(&made, rows),
        "explained" => {
            black_box(quote(&made.book, &usage(rows), &made.agreement)).unwrap();
        }
        _ => std::process::exit(2),
    }
}
