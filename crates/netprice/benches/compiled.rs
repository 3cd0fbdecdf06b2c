//! Rating a million rows: a bare loop over 128-bit numbers, and the compiled book with decimals in and out.
//!
//! `cargo bench -p netprice --bench compiled`. DESIGN.md and `docs/performance.md` state the times.

mod rows;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use netprice::compiled::{CompiledBook, CostSum, Rated};
use netprice::quote;
use rows::{bare, made, rows, usage};
use rust_decimal::Decimal;

const ROWS: usize = 1_000_000;
/// The explained path keeps each step of each row.
const EXPLAINED: usize = 100_000;

fn rating(criterion: &mut Criterion) {
    let (made, rows) = (made(), rows(ROWS));
    let compiled = CompiledBook::of(&made.book, &made.agreement).unwrap();
    let mut group = criterion.benchmark_group("rate a million rows");
    group
        .throughput(Throughput::Elements(ROWS as u64))
        .sample_size(20);
    group.bench_function("bare loop of 128 bits", |bencher| {
        bencher.iter(|| bare(&made, &rows));
    });
    let decimals: Vec<(usize, Decimal)> =
        rows.iter().map(|row| (row.sku, row.quantity())).collect();
    group.bench_function("compiled, decimals in and out", |bencher| {
        bencher.iter(|| {
            let mut counts = compiled.counts();
            for (sku, quantity) in &decimals {
                if let Ok(Rated::Folded(row)) = compiled.rate(*sku, *quantity, None, &mut counts) {
                    black_box((row.list.decimal(), row.effective.decimal()));
                }
            }
        });
    });
    group.bench_function("compiled, millionths in, sums out", |bencher| {
        bencher.iter(|| {
            let mut counts = compiled.counts();
            let (mut list, mut effective) = (CostSum::default(), CostSum::default());
            for row in &rows {
                let rated = compiled.rate_millionths(row.sku, row.millionths, &mut counts);
                if let Ok(Rated::Folded(row)) = rated {
                    list.add(row.list).unwrap();
                    effective.add(row.effective).unwrap();
                }
            }
            (list, effective)
        });
    });
    group.finish();
    let mut group = criterion.benchmark_group("explain rows");
    group
        .throughput(Throughput::Elements(EXPLAINED as u64))
        .sample_size(10);
    let usage = usage(&rows[..EXPLAINED]);
    group.bench_function("quote with every step", |bencher| {
        bencher.iter(|| quote(&made.book, &usage, &made.agreement).unwrap());
    });
    group.finish();
}

criterion_group!(benches, rating);
criterion_main!(benches);
