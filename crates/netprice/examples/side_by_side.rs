//! Writes the made-up usage of the benchmarks for other software, and rates it: `side_by_side FOLDER ROWS`; with `-` as
//! the folder, it writes nothing.
//!
//! It prints the totals and the nanoseconds a row on each of our paths as JSON. `tests/side_by_side` compares them.

#[path = "../benches/rows/mod.rs"]
mod rows;

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use netprice::compiled::{CompiledBook, CostSum, Rated};
use rows::{Made, Row, SKUS, bare, made, rows};
use rust_decimal::Decimal;

/// The tiers of each SKU, with its paid share in 10^-4.
fn write_prices(folder: &Path, made: &Made) {
    let mut text = String::from("sku,from,price,discount\n");
    for (index, sku) in made.skus.iter().enumerate() {
        for tier in &sku.tiers {
            let from = tier.from / 1_000_000;
            let price = Decimal::from_i128_with_scale(tier.price / 10_000, 6);
            let share = made.discounts[sku.discount];
            writeln!(text, "{index},{from},{price},{share}").unwrap();
        }
    }
    fs::write(folder.join("prices.csv"), text).unwrap();
}

/// The rows, each with the count of its SKU before it.
fn write_rows(folder: &Path, rows: &[Row]) {
    let mut counts = vec![0_u64; SKUS];
    let mut text = String::from("sku,before,quantity\n");
    for row in rows {
        let before = &mut counts[row.sku];
        let (start, quantity) = (
            Decimal::from_i128_with_scale((*before).into(), 6),
            row.quantity(),
        );
        writeln!(text, "{},{start},{quantity}", row.sku).unwrap();
        *before += row.millionths;
    }
    fs::write(folder.join("rows.csv"), text).unwrap();
}

/// The median nanoseconds a row of some runs.
fn timed(rows: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e9 / rows as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, count] = arguments.as_slice() else {
        eprintln!("usage: side_by_side FOLDER ROWS");
        std::process::exit(2);
    };
    let (made, rows) = (made(), rows(count.parse().unwrap()));
    if folder != "-" {
        write_prices(Path::new(folder), &made);
        write_rows(Path::new(folder), &rows);
    }
    let compiled = CompiledBook::of(&made.book, &made.agreement).unwrap();
    let decimals: Vec<(usize, Decimal)> =
        rows.iter().map(|row| (row.sku, row.quantity())).collect();
    let bare = timed(rows.len(), || {
        black_box(bare(&made, &rows));
    });
    let in_and_out = timed(rows.len(), || {
        let mut counts = compiled.counts();
        for (sku, quantity) in &decimals {
            if let Ok(Rated::Folded(row)) = compiled.rate(*sku, *quantity, None, &mut counts) {
                black_box((row.list.decimal(), row.effective.decimal()));
            }
        }
    });
    let mut counts = compiled.counts();
    let (mut list, mut effective) = (CostSum::default(), CostSum::default());
    for row in &rows {
        if let Ok(Rated::Folded(row)) =
            compiled.rate_millionths(row.sku, row.millionths, &mut counts)
        {
            list.add(row.list).unwrap();
            effective.add(row.effective).unwrap();
        }
    }
    let (list, effective) = (list.total().unwrap(), effective.total().unwrap());
    println!(
        r#"{{ "bare": {bare:.1}, "compiled": {in_and_out:.1}, "list": "{list}", "effective": "{effective}" }}"#
    );
}
