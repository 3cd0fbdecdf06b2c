//! The time to draw price paths and to compute their quantiles.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use netprice::market::paths::{Process, lognormal};
use netprice::market::selling::Sale;
use netprice::{Discount, NonNegative};
use rust_decimal::Decimal;

fn paths(criterion: &mut Criterion) {
    let factors = lognormal("0.6".parse().unwrap(), 512).unwrap();
    let process = Process::bootstrap(factors);
    let shares =
        ["0.05", "0.25", "0.5", "0.75", "0.95"].map(|share| share.parse::<NonNegative>().unwrap());
    criterion.bench_function(
        "10,000 paths of 36 months with monthly quantiles",
        |bencher| {
            bencher.iter(|| {
                let paths = process.paths(36, 10_000, black_box(7)).unwrap();
                paths.quantiles(&shares).unwrap()
            });
        },
    );
    criterion.bench_function("512 factors of a lognormal price", |bencher| {
        bencher.iter(|| lognormal(black_box("0.6".parse().unwrap()), 512).unwrap());
    });
    let drawn = process.paths(12, 10_000, 7).unwrap();
    let sale = Sale {
        list: "100 CNY".parse().unwrap(),
        cost: "30 CNY".parse().unwrap(),
        follows: "1".parse().unwrap(),
    };
    let pays: Vec<Discount> = (2..=10)
        .map(|tenth| Discount::of(Decimal::new(tenth, 1)).unwrap())
        .collect();
    criterion.bench_function("a heat table of 9 pay rates and 12 months", |bencher| {
        bencher.iter(|| sale.heat(black_box(&drawn), &pays).unwrap());
    });
}

criterion_group!(benches, paths);
criterion_main!(benches);
