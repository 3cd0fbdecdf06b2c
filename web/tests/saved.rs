//! What a comparison is saved as.

use netprice::NonNegative;
use netprice::value::decimal::print;
use netprice_catalog::Catalog;
use netprice_page::compare::committed::{on_offer, write};
use netprice_page::compare::contract::Contract;
use netprice_page::compare::document::Document;
use netprice_page::compare::evaluate::evaluate;
use netprice_page::compare::export::{charges, scenario};
use rust_decimal::Decimal;

const BOOK: &str = "aws-us-east-1";

/// Three machines that run all month, and four reserved ones of the same kind.
fn with_one_too_many(catalog: &Catalog) -> Document {
    let document = Document::initial(&[BOOK]).with_currency("USD");
    let workload = document.study_without(&[]).unwrap().workload.unwrap();
    let ahead = on_offer(catalog, &workload, BOOK, "m6a.xlarge").ahead;
    let key = "reserved 12 none m6a.xlarge";
    let reserved = ahead.iter().find(|one| one.published.key() == key);
    let contract = Contract {
        machine: "m6a.xlarge".to_owned(),
        commitments: Some(write(reserved.unwrap(), "4")),
        ..Contract::default()
    };
    document.with_contract(0, &contract, "USD")
}

#[test]
fn what_is_bought_ahead_and_not_used_is_a_row_of_its_own() {
    let catalog = Catalog::published().unwrap();
    let answer = evaluate(&with_one_too_many(&catalog), &catalog)
        .answer()
        .unwrap();
    let table = charges(&answer);
    let rows: Vec<Vec<&str>> = table.lines().map(|row| row.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|one| *one == name).unwrap();
    let cost = |class: &str| -> Decimal {
        let of_class = rows
            .iter()
            .filter(|row| row[column("ChargeClass")] == class);
        let costs = of_class.map(|row| row[column("EffectiveCost")].parse::<NonNegative>());
        costs.map(|cost| cost.unwrap().get()).sum()
    };
    // One costs 0.11431 an hour, and the month has 730: three are used, and one is not.
    assert_eq!(print(cost("covered")), "250.3389");
    assert_eq!(print(cost("unused")), "83.4463");
    let unused = rows
        .iter()
        .find(|row| row[column("ChargeClass")] == "unused");
    assert_eq!(unused.unwrap()[column("ServiceName")], "");
}

#[test]
fn a_scenario_names_the_study_and_what_it_comes_to() {
    let catalog = Catalog::published().unwrap();
    let document = Document::initial(&[BOOK, "unheard-of"]);
    let answer = evaluate(&document, &catalog).answer().unwrap();
    let file = scenario(&document.value(), &answer, "here");
    assert!(file.contains("[cases.study.workload]"), "{file}");
    assert!(file.contains(r#"ranking = ["aws-us-east-1"]"#), "{file}");
    // The list cost of tests/studies/compare_1.expected.json: no clause changes it.
    assert!(
        file.contains(r#"list = "14309.551278195953 CNY""#),
        "{file}"
    );
    assert!(
        file.contains("'unheard-of' is not a known price book"),
        "{file}"
    );
}
