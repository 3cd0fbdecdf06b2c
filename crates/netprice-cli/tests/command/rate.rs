//! Tests of `rate` on the files in `examples/rate`.

use crate::{Ran, netprice, with_input};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/rate/");

/// Runs `rate` with arguments in which `@` stands for the folder of the files.
fn rate(arguments: &str) -> Ran {
    let arguments: Vec<String> = arguments
        .split(' ')
        .map(|one| one.replace('@', FOLDER))
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    netprice(&[&["rate"], &arguments[..]].concat())
}

/// A file that is removed at the end of a test.
struct Temporary(String);

impl Temporary {
    fn new(name: &str) -> Self {
        let file = format!("netprice-{}-{name}.json", std::process::id());
        Self(std::env::temp_dir().join(file).display().to_string())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// 10.5 hours × 0.192 are 2.016; 90 × 0.1 are 9 and 10 × 0.1 and 10 × 0.05 are 1.5; 80% of each is paid.
#[test]
fn totals_of_two_files_are_shown_as_a_table() {
    let ran =
        rate("--book @book.json --agreement @agreement.json --by sku,month @march.csv @april.csv");
    insta::assert_snapshot!(ran.out, @r"
    sku     month    rows                      quantity  list USD  effective USD
    egress  2026-03     1                         90 GB         9            7.2
    egress  2026-04     1                         20 GB       1.5            1.2
    vm      2026-03     2          10 Hours, 30 Minutes     2.016         1.6128
    total               4  110 GB, 10 Hours, 30 Minutes    12.516        10.0128
    ");
    insta::assert_snapshot!(ran.err, @r"
    1 row on the explained path: line
    columns that are not used: id, team
    tiers count on from 2026-03 to 2026-04, as in one billing period
    ");
    assert_eq!(ran.code, Some(0));
}

#[test]
fn labels_and_explained_rows_are_shown() {
    let ran = rate(
        "--book @book.json --agreement @agreement.json --by service --label team --explain 4 --explain 9 @march.csv @april.csv",
    );
    insta::assert_snapshot!(ran.out.replace(FOLDER, "@"), @r"
    service  team    rows                      quantity  list USD  effective USD
    compute  ads        1                    30 Minutes     0.096         0.0768
    compute  search     1                      10 Hours      1.92          1.536
    network  ads        1                         90 GB         9            7.2
    network  search     1                         20 GB       1.5            1.2
    total               4  110 GB, 10 Hours, 30 Minutes    12.516        10.0128

    4 (@april.csv, row 1): egress
       after 90 GB
       10 GB × 0.1 USD + 10 GB × 0.05 USD = 1.5 USD list
       frame contract: pay 80% of 1.5 USD = 1.2 USD
    ");
    assert!(ran.err.contains("no row has the id '9'"), "{}", ran.err);
}

#[test]
fn json_has_all_digits() {
    let ran = rate("--book @book.json --json @march.csv");
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["total"]["list"], "11.016"); // 90 × 0.1 and 10.5 × 0.192
    assert_eq!(report["total"]["rows"], 3);
    assert_eq!(report["groups"][1]["sku"], "vm");
    assert_eq!(report["groups"][1]["list_exact"], "2.016");
}

#[test]
fn partial_results_add_up_to_one_run() {
    let (march, april) = (Temporary::new("march"), Temporary::new("april"));
    let priced = "--book @book.json --agreement @agreement.json --by sku";
    let whole = rate(&format!("{priced} @march.csv @april.csv"));
    for (month, file) in [("march", &march.0), ("april", &april.0)] {
        let ran = rate(&format!("{priced} --partial {file} @{month}.csv"));
        assert_eq!((ran.out.as_str(), ran.code), ("", Some(0)), "{}", ran.err);
    }
    let merged = rate(&format!("merge {priced} {} {}", april.0, march.0));
    assert_eq!(
        (merged.out, merged.code),
        (whole.out, whole.code),
        "{}",
        merged.err
    );
    let other = rate(&format!(
        "merge --book @book.json --by day {} {}",
        march.0, april.0
    ));
    assert!(other.err.contains("another agreement"), "{}", other.err);
    assert_eq!(other.code, Some(1));
}

#[test]
fn tiers_go_on_in_the_next_run() {
    let state = Temporary::new("state");
    let first = rate(&format!(
        "--book @book.json --state-out {} @march.csv",
        state.0
    ));
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(
        std::fs::read_to_string(&state.0).unwrap(),
        r#"{"counts":{"egress":"90"}}"#
    );
    let second = rate(&format!(
        "--book @book.json --json --state-in {} @april.csv",
        state.0
    ));
    let report: serde_json::Value = serde_json::from_str(&second.out).unwrap();
    assert_eq!(report["total"]["list"], "1.5"); // 10 × 0.1 and 10 × 0.05
}

#[test]
fn focus_files_are_rated_and_other_charges_are_told() {
    let ran = rate("--book @book.json --by service,team @focus.csv");
    insta::assert_snapshot!(ran.out, @r"
    service  team    rows   quantity  list USD  effective USD
    compute  -          1  0.5 Hours     0.096          0.096
    compute  search     1    2 Hours     0.384          0.384
    total               2  2.5 Hours      0.48           0.48
    ");
    insta::assert_snapshot!(ran.err, @r"
    1 row of the category Tax: not rated
    columns that are not used: ServiceName, SkuPriceId
    ");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn wrong_rows_are_told_with_what_was_expected() {
    let book = format!("{FOLDER}book.json");
    let rows = "sku,quantity,unit\nvm,1.5,Hours\nvm,x,Hours\nvm,1,GB\nghost,2,GB\n";
    let ran = with_input(&["rate", "--book", &book, "-"], rows);
    insta::assert_snapshot!(ran.out, @r"
    sku    rows   quantity  list USD  effective USD
    vm        1  1.5 Hours     0.288          0.288
    total     1  1.5 Hours     0.288          0.288
    ");
    insta::assert_snapshot!(ran.err, @r"
    -: row 2: quantity is 'x'; expected a plain decimal of zero or more, with at most 28 digits
    -: row 3: unit is 'GB'; expected a unit that converts to Hours
    ghost: 2 GB in 1 row: the price book does not list it
    ");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn what_cannot_be_read_is_told() {
    let wrong = [
        ("--book @none.json @march.csv", "none.json: "),
        ("--book @book.json @none.csv", "none.csv: "),
        (
            "--published nowhere @march.csv",
            "'nowhere' is not a price book of the catalogue",
        ),
        (
            "--book @book.json --columns amount=x @march.csv",
            "'amount' is no name of a column",
        ),
        (
            "--book @book.json --columns quantity=x @march.csv",
            "no column for quantity; expected x",
        ),
        (
            "--book @book.json --by sku,sku @march.csv",
            "a dimension is asked twice",
        ),
    ];
    for (arguments, expected) in wrong {
        let ran = rate(arguments);
        assert!(ran.err.contains(expected), "{arguments}: {}", ran.err);
        assert_eq!((ran.out.as_str(), ran.code), ("", Some(1)), "{arguments}");
    }
}

#[test]
fn a_published_price_book_rates_its_skus() {
    let ran = with_input(
        &["rate", "--published", "aws-us-east-1", "--json", "-"],
        "sku,quantity\nno such sku,1\n",
    );
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["currency"], "USD");
    assert_eq!(report["missing"][0]["reason"], "no_sku");
}
