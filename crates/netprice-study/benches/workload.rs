//! The time of a comparison by its lines and offers, with price books that were read before.
//!
//! `cargo bench -p netprice-study --bench workload` prints one row a size.

mod made_up;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

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

fn main() {
    let catalog = Catalog::published().unwrap();
    let start = Instant::now();
    let _ = compare(&study(1), &catalog);
    println!("ten price books read and indexed: {:?}", start.elapsed());
    for lines in [1, 50, 1_000] {
        let study = study(lines);
        let runs = if lines > 100 { 5 } else { 50 };
        let times = (0..runs).map(|_| {
            let start = Instant::now();
            let answer = compare(&study, &catalog);
            assert!(answer.problems.is_empty(), "{:?}", answer.problems);
            start.elapsed()
        });
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        let median = times[runs / 2];
        println!("{lines} lines at {} offers: {median:?}", OFFERS.len());
    }
}
