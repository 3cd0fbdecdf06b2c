//! Rows of FOCUS, checked against the columns of the specification.
//!
//! `focus/cost_and_usage_1.4.csv` has the columns of the dataset Cost and Usage of FOCUS 1.4 (ratified 2026-06-04) with their
//! nullability and allowed values: facts of the FOCUS data model (focus.finops.org, CC BY 4.0).

use std::collections::BTreeSet;

use netprice::Costs;
use netprice_study::analysis::{
    FocusOptions, FocusRow, FocusVersion, focus_csv, focus_rows, focus_sum, focus_unpriced,
};
use netprice_study::{Catalog, CompareAnswer, Study, compare};

const BILL: &str = include_str!("../../../tests/focus/bill.toml");
const COLUMNS: &str = include_str!("focus/cost_and_usage_1.4.csv");

fn answered(text: &str) -> CompareAnswer {
    compare(
        &Study::from_toml(text).unwrap(),
        &Catalog::published().unwrap(),
    )
}

fn options(version: FocusVersion) -> FocusOptions {
    FocusOptions::new(version, "2026-11-30".parse().unwrap())
}

fn cells(rows: &[FocusRow], column: &str) -> Vec<String> {
    let options = options(FocusVersion::V1_4);
    rows.iter().map(|row| row.cell(column, &options)).collect()
}

/// 1.4 has exactly the columns of the specification and our own after them; a column that allows no null is filled in each
/// row, and one with allowed values has only these.
#[test]
fn columns_nulls_and_values_are_those_of_the_specification() {
    let rows = focus_rows(&answered(BILL), None, &options(FocusVersion::V1_4));
    let mut reader = csv::Reader::from_reader(COLUMNS.as_bytes());
    let mut names = Vec::new();
    for column in reader.records().map(Result::unwrap) {
        let (name, level, kind) = (&column[0], &column[1], &column[2]);
        names.push(name.to_owned());
        let found = cells(&rows, name);
        let is_filled = &column[3] == "False" && level == "Mandatory";
        for cell in &found {
            assert!(!is_filled || !cell.is_empty(), "{name} is null");
            let is_allowed = column[4].is_empty()
                || cell.is_empty()
                || column[4].split('|').any(|one| one == cell);
            assert!(is_allowed, "{name}: {cell}");
            let is_decimal = kind != "Decimal"
                || cell.is_empty()
                || (cell.contains('.') && cell.parse::<rust_decimal::Decimal>().is_ok());
            assert!(is_decimal, "{name}: {cell}");
        }
    }
    let columns = FocusVersion::V1_4.columns();
    let (of_specification, own) = columns.split_at(names.len());
    assert_eq!(of_specification, names);
    assert!(own.iter().all(|name| name.starts_with("x_")));
    let of_1_2: BTreeSet<&str> = FocusVersion::V1_2.columns().into_iter().collect();
    assert!(of_1_2.contains("ProviderName") && !of_1_2.contains("ServiceProviderName"));
}

/// 10 hours at 0.2 and 23 GB at 0.1 and 0.07 are 2 and 1.91 at list; the plan of 3 covers 1, and traffic is half.
#[test]
fn every_kind_of_charge_has_its_category() {
    let rows = focus_rows(&answered(BILL), None, &options(FocusVersion::V1_2));
    let of = |name| cells(&rows, name);
    assert_eq!(
        of("ChargeCategory"),
        [
            "Usage",
            "Usage",
            "Usage",
            "Adjustment",
            "Adjustment",
            "Credit",
            "Tax"
        ]
    );
    assert_eq!(of("ChargeClass"), ["", "", "", "Correction", "", "", ""]);
    assert_eq!(
        of("CommitmentDiscountStatus"),
        ["Used", "", "Unused", "", "", "", ""]
    );
    assert_eq!(of("ListCost")[..3], ["2.0", "1.91", "0.0"]);
    assert_eq!(of("EffectiveCost")[..3], ["1.0", "0.955", "2.0"]);
    assert_eq!(of("ConsumedQuantity")[..3], ["10.0", "23.0", ""]);
    assert_eq!(of("PricingQuantity")[..3], ["10.0", "23.0", "2.0"]);
    assert_eq!(of("x_AmountKind")[4..], ["minimum", "voucher", "tax"]);
    // 1 + 0.955 + 2 − 1.5 are raised to 8.5 by the minimum of 10 before the voucher: 6.89 with 6% of 6.5.
    let sum =
        |cost: fn(Costs) -> netprice::Money| focus_sum(&rows, cost).unwrap().unwrap().to_string();
    assert_eq!(sum(|costs| costs.billed), "6.89 USD");
}

/// An allowance of 100 GB: 150 GB are used, and 50 are priced.
#[test]
fn what_is_used_stands_beside_what_is_priced() {
    let study = r#"
        currency = "USD"
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "USD"
        skus.egress = { service = "internet-egress", unit = "GB", price.flat = "0.1", rules = [{ free = "100 GB" }] }
        skus.other = { service = "compute", unit = "Hours" }
        [[offers]]
        price_book = "acme"
        usage.lines = [
            { id = "out", sku = "egress", quantity = "150 GB" },
            { id = "open", sku = "other", quantity = "1 Hours" },
        ]
    "#;
    let answer = answered(study);
    let rows = focus_rows(&answer, None, &options(FocusVersion::V1_4));
    let of = |name| cells(&rows, name);
    assert_eq!(
        (of("ConsumedQuantity"), of("PricingQuantity")),
        (vec!["150.0".to_owned()], vec!["50.0".to_owned()])
    );
    assert_eq!(
        (of("ListUnitPrice"), of("BilledCost")),
        (vec!["0.1".to_owned()], vec!["5.0".to_owned()])
    );
    // Usage without a price is no row of cost zero.
    let unpriced: Vec<String> = focus_unpriced(&answer)
        .iter()
        .map(|(_, one)| one.line.to_string())
        .collect();
    assert_eq!(unpriced, ["open"]);
    let csv = focus_csv(&answer, None, &options(FocusVersion::V1_4));
    assert_eq!(csv.lines().count(), 2);
}
