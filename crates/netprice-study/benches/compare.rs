//! The time of a comparison of ten offers of the published catalogue, with price books that were read before.
//!
//! `cargo bench -p netprice-study --bench compare` measures two workloads of machines, disks, object storage,
//! traffic, databases and load balancers. `docs/performance.md` states what they took.

mod made_up;

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use netprice_study::workload::WorkloadLine;
use netprice_study::{Catalog, Offer, Study, Workload, compare};

use crate::made_up::{OFFERS, line};

/// A line of the kind and with the fields that are made up for it.
fn made_up_line(index: usize) -> WorkloadLine {
    let (kind, fields) = line(index);
    let fields: BTreeMap<&str, String> = fields.into_iter().collect();
    let ask = serde_json::json!({ kind: fields });
    let id = format!("line {index}").parse().unwrap();
    WorkloadLine::new(id, serde_json::from_value(ask).unwrap())
}

fn study(lines: usize) -> Study {
    let mut study = Study::new("USD".parse().unwrap());
    study.workload = Some(Workload {
        lines: (0..lines).map(made_up_line).collect(),
        unread: Vec::new(),
    });
    let books = OFFERS.iter().map(|book| book.parse().unwrap());
    study.offers = books.map(Offer::at_list).collect();
    study
}

fn comparisons(criterion: &mut Criterion) {
    let catalog = Catalog::published().unwrap();
    let mut group = criterion.benchmark_group("compare");
    for lines in [50, 1_000] {
        let study = study(lines);
        let answer = compare(&study, &catalog);
        assert!(answer.problems.is_empty(), "{:?}", answer.problems);
        group.bench_function(
            format!("{} offers × {lines} lines", OFFERS.len()),
            |bench| {
                bench.iter(|| compare(black_box(&study), &catalog));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, comparisons);
criterion_main!(benches);
