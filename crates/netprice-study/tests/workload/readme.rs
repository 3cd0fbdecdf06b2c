//! The example of the README is read in both of its forms, and answered.

use netprice_study::Study;
use netprice_study::workload::sheet;

use crate::{answer, effective, list_cost, offer, problems};

/// The example of a language.
fn example(language: &str) -> &'static str {
    let text = include_str!("../../README.md");
    let (_, rest) = text
        .split_once(&format!("```{language}\n"))
        .expect("a block");
    rest.split_once("```").expect("its end").0
}

/// 3 machines for 12 × 22 hours at 0.1728 are 136.8576, 730 hours of the cache at 0.07 are 51.1, 10 million tokens at 2.5
/// are 25, 100 GB-months of snapshots at 0.05 are 5, and the support is 90.
#[test]
fn the_example_has_every_kind_and_is_the_same_as_a_table() {
    let study = Study::from_toml(example("toml")).expect("a study");
    let workload = study.workload.clone().expect("a workload");
    assert_eq!(sheet::read(example("csv")), (workload.clone(), vec![]));
    let mut kinds: Vec<&str> = workload.lines.iter().map(|line| line.ask.name()).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 13);
    let answer = answer(&study);
    assert_eq!(problems(&answer), [""; 0]);
    let aws = offer(&answer, "aws-us-east-1");
    assert!(!effective(aws).is_empty());
    for (line, cost) in [
        ("web", "136.8576 USD"),
        ("sessions", "51.1 USD"),
        ("chat/input", "25 USD"),
        ("snapshots", "5 USD"),
        ("support", "90 USD"),
    ] {
        assert_eq!(list_cost(aws, line), cost, "{line}");
    }
}
