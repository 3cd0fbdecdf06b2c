//! Every reader on inputs that are mutated from its fixtures: none panics, hangs or fails other than by its problems.
//!
//! A test run tries some thousand inputs; `NETPRICE_MUTATIONS=1000000 cargo test --release -p netprice-import --test mutated`
//! tries a million for each reader.

use std::fs;
use std::path::PathBuf;

use netprice::bandwidth::samples::Zone;
use netprice_import::traffic::TrafficHints;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

fn fixtures(folder: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let files = files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending != "md"));
    // Short inputs reach more of their structure with each change.
    files
        .map(|file| fs::read(file).unwrap().into_iter().take(2_500).collect())
        .collect()
}

fn below(random: &mut ChaCha8Rng, limit: usize) -> usize {
    usize::try_from(random.next_u64() % u64::try_from(limit.max(1)).unwrap()).unwrap()
}

/// A fixture after up to six changes: bytes removed, repeated, replaced, or taken from another fixture.
fn mutated(all: &[Vec<u8>], random: &mut ChaCha8Rng) -> String {
    const SIGNS: [&str; 24] = [
        ",",
        "\"",
        "\n",
        ";",
        "\t",
        "-",
        "1e99",
        "99999999999999999999999999999",
        "NaN",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\u{0}",
        "元",
        "2026-02-30",
        "1/2/2026 0:05",
        "Inf",
        "-0",
        "1,234",
        "+14:00",
        "\r",
        "e",
    ];
    let mut bytes = all[below(random, all.len())].clone();
    for _ in 0..=below(random, 6) {
        let at = below(random, bytes.len() + 1);
        let end = (at + below(random, 40)).min(bytes.len());
        match below(random, 5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            2 => {
                bytes.splice(at..at, SIGNS[below(random, SIGNS.len())].bytes());
            }
            3 => {
                let other = &all[below(random, all.len())];
                let from = below(random, other.len());
                let to = (from + below(random, 200)).min(other.len());
                bytes.splice(at..end, other[from..to].to_vec());
            }
            _ => bytes.truncate(at),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn each(folder: &str, mut read: impl FnMut(&str)) {
    let count: u64 =
        std::env::var("NETPRICE_MUTATIONS").map_or(3_000, |count| count.parse().unwrap());
    let all = fixtures(folder);
    let mut random = ChaCha8Rng::seed_from_u64(20);
    for _ in 0..count {
        read(&mutated(&all, &mut random));
    }
}

#[test]
fn traffic() {
    let zones = [None, Some("America/New_York".to_owned())];
    let mut turn = 0;
    each("traffic", |text| {
        turn = 1 - turn;
        let hints = TrafficHints {
            zone: zones[turn].clone(),
            unit: (turn == 0).then(|| "bit/s".to_owned()),
            ..TrafficHints::default()
        };
        if let Ok(read) = netprice_import::traffic::read(text, &hints, Zone(480)) {
            assert!(read.samples.values.len() <= 1_000_000 && read.samples.interval > 0);
        }
    });
}

#[test]
fn bills() {
    each("bills", |text| {
        if let Ok(bill) = netprice_import::bill::read(text) {
            let report = bill.report;
            assert_eq!(
                report.rows,
                report.taken + report.totals + report.refused_rows,
                "{text}"
            );
        }
    });
}

#[test]
fn price_lists() {
    each("prices", |text| {
        if let Ok(list) = netprice_import::price_list::read(text.as_bytes()) {
            assert_eq!(
                list.report.rows,
                list.report.taken + list.report.refused_rows,
                "{text}"
            );
            let _ = list.book(None, Some("USD"));
        }
    });
}
