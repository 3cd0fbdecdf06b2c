//! The time of a comparison by its lines and offers, with price books that were read before.
//!
//! `cargo bench -p netprice-study --bench workload` prints one row a size.

use std::time::{Duration, Instant};

use netprice_study::workload::WorkloadLine;
use netprice_study::workload::ask::Traffic;
use netprice_study::workload::ask::{
    Ask, BlockStorage, Database, Gateway, Machines, ObjectStorage,
};
use netprice_study::{Catalog, Offer, Study, Workload, compare};

const OFFERS: [&str; 10] = [
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
    "aws-eu-central-1",
    "azure-westeurope",
    "gcp-europe-west4",
    "alibaba-cn-hangzhou",
    "tencent-ap-guangzhou",
    "aws-ap-northeast-1",
    "azure-japaneast",
];

/// Of ten lines seven are machines of changing sizes, and the others storage, traffic and a database.
fn line(index: usize) -> WorkloadLine {
    let number = |value: usize| value.to_string().parse().unwrap();
    let ask = match index % 10 {
        0 => Ask::ObjectStorage(ObjectStorage {
            gb: number(1_000 + index),
            ..ObjectStorage::default()
        }),
        1 => Ask::Traffic(Traffic {
            gb: number(20_000 + index),
            ..Traffic::default()
        }),
        2 if index % 20 == 2 => Ask::BlockStorage(BlockStorage {
            gb: number(500 + index),
            ..BlockStorage::default()
        }),
        2 => {
            let text =
                r#"{ "engine": "mysql", "vcpus": "4", "memory_gib": "16", "storage_gb": "100" }"#;
            let database: Database = serde_json::from_str(text).unwrap();
            Ask::Database(database)
        }
        3 => {
            let gateway: Gateway = serde_json::from_str(r#"{ "count": "2" }"#).unwrap();
            Ask::LoadBalancer(gateway)
        }
        _ => {
            let vcpus = 1 << (index % 5 + 1);
            Ask::Machines(Machines {
                count: number(index % 7 + 1),
                vcpus: number(vcpus),
                memory_gib: number(vcpus * (1 << (index % 3 + 1))),
                ..Machines::default()
            })
        }
    };
    WorkloadLine::new(format!("line {index}").parse().unwrap(), ask)
}

fn study(lines: usize) -> Study {
    let mut study = Study::new("USD".parse().unwrap());
    study.workload = Some(Workload {
        lines: (0..lines).map(line).collect(),
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
    for lines in [1, 30, 1_000] {
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
