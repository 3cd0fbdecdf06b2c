//! Reading studies from files and standard input, and refusing those that cannot be read.

use crate::{netprice, with_input};

const QUESTIONS: [&str; 6] = ["compare", "quote", "traffic", "commit", "market", "tokens"];

const TOML: &str = r#"
currency = "USD"
[tokens.machines.one]
cost = { month = "500 USD" }
tokens_per_second = "100"
utilisation = "1"
"#;

const JSON: &str = r#" { "currency": "USD", "tokens": { "machines": { "one": {
    "cost": { "month": "500 USD" }, "tokens_per_second": "100", "utilisation": "1" } } } }"#;

#[test]
fn standard_input_is_toml_or_json() {
    let toml = with_input(&["tokens", "-"], TOML);
    assert!(toml.out.contains("1.9026 USD"), "{}", toml.out);
    for text in [JSON.to_owned(), format!("\u{feff}{JSON}")] {
        let json = with_input(&["tokens", "-"], &text);
        assert_eq!((&json.out, json.code), (&toml.out, Some(0)));
    }
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    let folder = std::env::temp_dir().join(format!("netprice-reading-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let read = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        netprice(&["tokens", file.to_str().unwrap()])
    };
    assert_eq!(read("study.json", JSON).code, Some(0));
    assert_eq!(read("study.toml", TOML).code, Some(0));
    assert_eq!(read("study", TOML).code, Some(0));
    assert_eq!(read("study.txt", JSON).code, Some(0));
    let refused = read("other.json", TOML);
    assert_eq!((refused.out.as_str(), refused.code), ("", Some(1)));
    assert!(
        refused.err.contains("other.json: document: "),
        "{}",
        refused.err
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_misspelt_field_is_refused_with_its_path() {
    for question in QUESTIONS {
        let ran = with_input(&[question, "-"], r#"{ "currency": "USD", "offer": [] }"#);
        assert!(
            ran.err.starts_with("-: offer: unknown field `offer`"),
            "{}",
            ran.err
        );
        assert_eq!((ran.out.as_str(), ran.code), ("", Some(1)));
    }
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let ran = netprice(&["compare", "nowhere.toml"]);
    assert!(ran.err.starts_with("nowhere.toml: "), "{}", ran.err);
    assert_eq!((ran.out.as_str(), ran.code), ("", Some(1)));
}

#[test]
fn a_question_that_is_not_asked_is_said() {
    let fields = ["offers", "offers", "traffic", "commit", "market", "tokens"];
    for (question, field) in QUESTIONS.into_iter().zip(fields) {
        let ran = with_input(&[question, "-"], r#"currency = "USD""#);
        let expected = format!("-: {field}: the study does not ask this question; it asks none\n");
        assert_eq!((ran.err, ran.code), (expected, Some(1)));
    }
    let ran = with_input(&["market", "-"], TOML);
    assert_eq!(
        ran.err,
        "-: market: the study does not ask this question; it asks only tokens\n"
    );
}

/// A problem with the question as a whole leaves no answer to print.
#[test]
fn a_question_that_cannot_be_answered_is_said() {
    let study = r#"{ "currency": "USD", "commit": { "load": { "hourly": [] } } }"#;
    let ran = with_input(&["commit", "-", "--json"], study);
    assert_eq!(
        (ran.paths(), ran.code),
        (vec!["commit", "commit.load"], Some(1))
    );
    assert_eq!(ran.out, "");
}

/// A machine of 2 vCPU and 8 GiB for 10 hours at 0.0864 is 0.864. Two lines are wrong, one of them twice; the problem
/// with the SKU is told at the place of its line in the document.
#[test]
fn wrong_lines_of_a_document_are_told_at_once_and_the_others_are_answered() {
    let study = r#"
        currency = "USD"
        offers = [{ price_book = "aws-us-east-1" }]
        [[workload.lines]]
        id = "web"
        ask.machines = { count = 2, vcpus = 2, memory_gib = "8" }
        [[workload.lines]]
        id = "app"
        ask.sku = { sku = "m6a.large", quantity = "10 Hours" }
        [[workload.lines]]
        id = "disks"
        ask.block_storage = { gb = "1", purchase = "month" }
        [[workload.lines]]
        id = "bytes"
        ask.traffic.gb = "1"
        skus.aws-us-east-1 = "egresss"
    "#;
    let ran = with_input(&["compare", "-"], study);
    let expected = [
        "workload.lines[0].ask.machines.count",
        "workload.lines[0].ask.machines.vcpus",
        "workload.lines[2].ask.block_storage.purchase",
        "workload.lines[3].skus.aws-us-east-1",
    ];
    assert_eq!((ran.paths().as_slice(), ran.code), (&expected[..], Some(1)));
    assert!(ran.out.contains("> 0.86"), "{}", ran.out);
    assert!(
        ran.out
            .contains("missing because of a problem: bytes, web, disks"),
        "{}",
        ran.out
    );
}
