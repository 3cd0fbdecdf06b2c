//! Files of CSV: their columns, their wrong rows and what is told beside the totals.

use netprice::compiled::{CompiledBook, Unfolded};
use netprice_rate::{Options, Partial, Rater, Role, State};

use crate::{by, of_json, report, shown};

const BOOK: &str = r#"{
    "provider": "acme", "region": "north", "currency": "USD",
    "skus": {
        "out": { "service": "network", "unit": "GB", "price": { "graduated": [
            { "from": "0", "up_to": "100", "unit_price": "0.1" }, { "from": "100", "unit_price": "0.05" } ] } },
        "units": { "service": "queue", "unit": "Requests", "price": { "all_units": { "tiers": [
            { "from": "0", "up_to": "10", "unit_price": "3" }, { "from": "10", "unit_price": "2" } ] } } },
        "vm": { "service": "compute", "unit": "Hours", "price": { "flat": "0.2" } },
        "unknown price": { "service": "compute", "unit": "Hours" }
    }
}"#;

const EIGHTY: &str = r#"{ "terms": [{ "id": "frame", "change": { "pay": "pay 80%" } }] }"#;

#[test]
fn tiers_count_over_days_and_labels_in_their_order() {
    let (book, agreement) = of_json(BOOK, EIGHTY);
    // The row of the later day comes first, and has the second tier nevertheless.
    let rows = "sku,quantity,date,team\nout,50,2026-03-02,b\nout,90,2026-03-01,b\nout,20,2026-03-01,a\nvm,10,,\n";
    let options = by(&["sku", "day", "team"]);
    let report = report(&book, &agreement, options, rows);
    let expected = [
        "out 2026-03-01 a: 1 rows, 2, 1.6",   // 20 × 0.1
        "out 2026-03-01 b: 1 rows, 8.5, 6.8", // 80 × 0.1 + 10 × 0.05
        "out 2026-03-02 b: 1 rows, 2.5, 2",   // 50 × 0.05
        "vm  : 1 rows, 2, 1.6",               // 10 × 0.2
    ];
    assert_eq!(shown(&report), expected);
    assert_eq!(report.total.effective.to_string(), "12");
    assert!(report.is_complete());
    let quantities: Vec<String> = report
        .total
        .quantities
        .iter()
        .map(|(unit, it)| format!("{it} {unit}"))
        .collect();
    assert_eq!(quantities, ["160 GB", "10 Hours"]);
}

#[test]
fn the_whole_count_selects_an_all_units_price() {
    let (book, agreement) = of_json(BOOK, "{}");
    let report = report(
        &book,
        &agreement,
        by(&["sku", "day"]),
        "sku,quantity,date\nunits,4,2026-03-02\nunits,7,2026-03-01\n",
    );
    // 11 are in the second tier: 4 × 2 and 7 × 2.
    assert_eq!(
        shown(&report),
        [
            "units 2026-03-01: 1 rows, 14, 14",
            "units 2026-03-02: 1 rows, 8, 8"
        ]
    );
    assert_eq!(report.unfolded.get(&Unfolded::AllUnits), Some(&2));
}

#[test]
fn what_is_not_rated_is_told_apart() {
    let (book, agreement) = of_json(BOOK, "{}");
    let rows = "sku,quantity,unit,more\n\
        vm,5,Hours,x\n\
        vm,-1,Hours,x\n\
        vm,1e3,Hours,x\n\
        vm,,Hours,x\n\
        vm,1,GB,x\n\
        ,1,GB,x\n\
        vm,30,Minutes,x\n\
        ghost,2.5,GB,x\n\
        ghost,0.5,GB,x\n\
        unknown price,7,Hours,x\n\
        vm,1\n";
    let report = report(&book, &agreement, by(&["sku"]), rows);
    // 5 × 0.2, and half an hour × 0.2.
    assert_eq!(shown(&report), ["vm: 2 rows, 1.1, 1.1"]);
    let missing = report.missing.iter();
    let missing =
        missing.map(|it| format!("{}: {} {} in {}", it.sku, it.quantity, it.unit, it.rows));
    let missing: Vec<String> = missing.collect();
    assert_eq!(missing, ["ghost: 3 GB in 2", "unknown price: 7 Hours in 1"]);
    let wrong = report.first_wrong_rows.iter();
    let wrong: Vec<String> = wrong
        .map(|row| format!("{} {} {}", row.row, row.column, row.value))
        .collect();
    assert_eq!(
        wrong,
        [
            "2 quantity -1",
            "3 quantity 1e3",
            "4 quantity ",
            "5 unit GB",
            "6 sku ",
            "11 sku vm"
        ]
    );
    assert_eq!((report.wrong_rows, report.rows), (6, 11));
    assert!(report.unused_columns.contains("more"));
    assert!(!report.is_complete());
}

#[test]
fn the_first_wrong_rows_are_told_and_all_are_counted() {
    let (book, agreement) = of_json(BOOK, "{}");
    let rows = format!("sku,quantity\n{}", "vm,x\n".repeat(500));
    for block in [7, 100, 1 << 20] {
        let options = Options {
            block: Some(block),
            threads: Some(2),
            ..by(&["sku"])
        };
        let report = report(&book, &agreement, options, &rows);
        let numbers: Vec<u64> = report.first_wrong_rows.iter().map(|row| row.row).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<u64>>());
        assert_eq!(report.wrong_rows, 500);
    }
}

#[test]
fn columns_of_focus_are_known() {
    let (book, agreement) = of_json(BOOK, EIGHTY);
    let rows = "\u{feff}\"ChargeCategory\",\"ChargePeriodStart\",\"PricingQuantity\",\"PricingUnit\",\"ServiceName\",\"SkuId\",\"Tags\"\r\n\
        \"Usage\",\"2026-03-01 00:00:00\",2.000000000000000,\"Hours\",\"Compute\",\"vm\",\"{\"\"team\"\": \"\"ads\"\"}\"\r\n\
        \"Usage\",\"2026-03-01T05:00:00Z\",3.50,\"Hours\",\"Compute\",\"vm\",NULL\r\n\
        \"Tax\",\"2026-03-01 00:00:00\",1,NULL,NULL,NULL,NULL\r\n";
    let report = report(&book, &agreement, by(&["service", "team", "month"]), rows);
    // 3.5 × 0.2 × 80% and 2 × 0.2 × 80%
    let expected = [
        "compute  2026-03: 1 rows, 0.7, 0.56",
        "compute ads 2026-03: 1 rows, 0.4, 0.32",
    ];
    assert_eq!(shown(&report), expected);
    assert_eq!(report.not_usage.get("Tax"), Some(&1));
    assert!(report.unused_columns.contains("ServiceName"));
}

#[test]
fn columns_are_mapped_by_name() {
    let (book, agreement) = of_json(BOOK, "{}");
    let columns = [(Role::Quantity, "Usage".to_owned())].into();
    let options = Options {
        columns,
        ..by(&["sku"])
    };
    let report = report(&book, &agreement, options, "sku;Usage;quantity\nvm;5;9\n");
    assert_eq!(shown(&report), ["vm: 1 rows, 1, 1"]);
}

#[test]
fn a_file_without_a_column_is_refused() {
    let (book, agreement) = of_json(BOOK, "{}");
    let compiled = CompiledBook::of(&book, &agreement).unwrap();
    let wrong = [
        ("", "the file is empty"),
        ("sku,amount\nvm,1\n", "no column for quantity"),
        ("quantity\n1\n", "no column for sku"),
        ("sku,quantity\nvm,1\n", "no column for date"),
        ("sku,quantity,date\nvm,1,\n", "no column for the label team"),
    ];
    for (rows, expected) in wrong {
        let rater = Rater::new(&compiled, &agreement, by(&["day", "team"])).unwrap();
        let error = rater
            .read_csv("a.csv", rows.as_bytes(), &State::default())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(expected) && error.starts_with("a.csv: "),
            "{error}"
        );
    }
}

#[test]
fn rows_of_a_least_amount_are_rated_one_by_one() {
    let least = r#"{ "terms": [{ "id": "least", "change": { "at_least": "1 USD" } }] }"#;
    let (book, agreement) = of_json(BOOK, least);
    let report = report(
        &book,
        &agreement,
        by(&["sku"]),
        "sku,quantity\nvm,1\nvm,10\nvm,2\n",
    );
    // 1 × 0.2 and 2 × 0.2 owe 1 each; 10 × 0.2 owe 2.
    assert_eq!(shown(&report), ["vm: 3 rows, 2.6, 4"]);
    assert_eq!(report.unfolded.get(&Unfolded::Terms), Some(&3));
}

#[test]
fn counts_go_on_in_the_next_run() {
    let (book, agreement) = of_json(BOOK, "{}");
    let compiled = CompiledBook::of(&book, &agreement).unwrap();
    let rater = Rater::new(&compiled, &agreement, by(&["sku"])).unwrap();
    let price = |rows: &str, state: &State| {
        let partial = rater.read_csv("usage.csv", rows.as_bytes(), state).unwrap();
        rater.price(&partial, state).unwrap()
    };
    let (first, state) = price("sku,quantity\nout,90\nunits,6\nvm,1\n", &State::default());
    assert_eq!(
        shown(&first),
        [
            "out: 1 rows, 9, 9",
            "units: 1 rows, 18, 18",
            "vm: 1 rows, 0.2, 0.2"
        ]
    );
    let text = serde_json::to_string(&state).unwrap();
    assert_eq!(text, r#"{"counts":{"out":"90","units":"6"}}"#);
    let (second, after) = price(
        "sku,quantity\nout,20\nunits,6\n",
        &serde_json::from_str(&text).unwrap(),
    );
    // 10 × 0.1 + 10 × 0.05; 12 units are in the second tier.
    assert_eq!(
        shown(&second),
        ["out: 1 rows, 1.5, 1.5", "units: 1 rows, 12, 12"]
    );
    assert_eq!(
        serde_json::to_string(&after).unwrap(),
        r#"{"counts":{"out":"110","units":"12"}}"#
    );
}

#[test]
fn rows_are_explained_by_the_steps_of_a_quote() {
    let (book, agreement) = of_json(BOOK, EIGHTY);
    let explain = ["b".to_owned(), "c".to_owned()].into();
    let options = Options {
        explain,
        ..by(&["sku"])
    };
    let rows =
        "id,sku,quantity,date\na,out,90,2026-03-01\nb,out,20,2026-03-02\nc,vm,10,2026-03-01\n";
    let report = report(&book, &agreement, options, rows);
    let steps: Vec<String> = report
        .explained
        .iter()
        .map(|row| row.steps.join("; "))
        .collect();
    let [tiers, flat] = steps.as_slice() else {
        panic!("{steps:?}");
    };
    assert!(tiers.starts_with("after 90 GB; "), "{tiers}");
    assert!(tiers.contains("1.2"), "{tiers}"); // (10 × 0.1 + 10 × 0.05) × 80%
    assert!(flat.contains("1.6"), "{flat}"); // 10 × 0.2 × 80%
    assert_eq!(report.total.effective.to_string(), "10"); // 9 × 80% + 1.2 + 1.6
}

#[test]
fn partials_of_another_question_are_refused() {
    let (book, agreement) = of_json(BOOK, "{}");
    let compiled = CompiledBook::of(&book, &agreement).unwrap();
    let partial = |names: &[&str]| -> Partial {
        let rater = Rater::new(&compiled, &agreement, by(names)).unwrap();
        rater
            .read_csv(
                "a.csv",
                &b"sku,quantity,date\nout,1,2026-03-01\n"[..],
                &State::default(),
            )
            .unwrap()
    };
    let mut one = partial(&["sku"]);
    assert!(
        one.merge(partial(&["day"]))
            .unwrap_err()
            .to_string()
            .contains("--by")
    );
    let rater = Rater::new(&compiled, &agreement, by(&["day"])).unwrap();
    assert!(rater.price(&one, &State::default()).is_err());
    let (_, other) = of_json(BOOK, EIGHTY);
    let compiled = CompiledBook::of(&book, &other).unwrap();
    let rater = Rater::new(&compiled, &other, by(&["sku"])).unwrap();
    assert!(
        rater
            .price(&one, &State::default())
            .unwrap_err()
            .to_string()
            .contains("agreement")
    );
}
