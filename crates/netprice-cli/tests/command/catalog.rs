//! `netprice catalog list`, and a folder of tables in place of those of the program.

use crate::netprice;

const PACKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../netprice-catalog/packed");

/// JD's documents list 19 machines at four regions, by the hour and by subscription, and 6 at Hong Kong by
/// subscription alone.
#[test]
fn the_prices_of_a_provider_are_counted_by_region() {
    let ran = netprice(&["catalog", "list", "jd"]);
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    let rows: Vec<Vec<&str>> = ran
        .out
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let beijing = rows.iter().find(|row| row.first() == Some(&"cn-north-1"));
    let expected = [
        "cn-north-1",
        "Beijing",
        "2019-01-01/2022-12-31",
        "19",
        "19",
        "-",
        "-",
        "-",
        "-",
        "-",
        "19",
    ];
    assert_eq!(beijing.unwrap()[..11], expected);
    let hong_kong = "cn-hongkong lacks: machines, spot machines, ";
    assert!(ran.out.contains(hong_kong), "{}", ran.out);
    assert!(
        ran.out.contains("158 prices of 25 models of machines"),
        "{}",
        ran.out
    );
}

#[test]
fn all_providers_are_listed_with_their_totals() {
    let ran = netprice(&["catalog", "list"]);
    assert!(ran.out.contains("\nbaidu lacks: machines, "), "{}", ran.out);
    let last = ran.out.lines().last().unwrap();
    // 196,009 rows of prices and 6,607 types, less the Windows machines of Scaleway and eleven prices of Azure that were a fifth
    // or a tenth of those of all other regions, and the GPU clouds.
    assert!(
        last.starts_with("196178 prices of 6783 models of machines and "),
        "{last}"
    );
}

#[test]
fn the_list_is_there_as_json() {
    let ran = netprice(&["catalog", "list", "volcengine", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let regions = list.as_array().unwrap();
    assert_eq!(regions.len(), 6);
    let beijing = regions
        .iter()
        .find(|region| region["book"] == "volcengine-cn-beijing");
    assert_eq!(beijing.unwrap()["geography"], "mainland-china");
    assert_eq!(beijing.unwrap()["as_of"], "2026-05-27");
}

#[test]
fn an_unknown_provider_is_named_with_those_that_are_known() {
    let ran = netprice(&["catalog", "list", "Hetznr"]);
    assert_eq!((ran.out.as_str(), ran.code), ("", Some(1)));
    let start = "'Hetznr' is not a provider of the catalogue; expected one of hetzner, ";
    assert!(ran.err.starts_with(start), "{}", ran.err);
    // The nearest five of all.
    assert_eq!(ran.err.matches(", ").count(), 4, "{}", ran.err);
}

#[test]
fn a_folder_of_tables_takes_the_place_of_those_of_the_program() {
    let own = netprice(&["catalog", "list", "hetzner"]);
    let from_folder = netprice(&["catalog", "list", "hetzner", "--catalog", PACKED]);
    assert_eq!(from_folder.out, own.out);
    let wrong = netprice(&["--catalog", "no-such-folder", "catalog", "list"]);
    let expected = "no-such-folder: the table version.txt is not loaded\n";
    assert_eq!((wrong.err.as_str(), wrong.code), (expected, Some(1)));
}

#[test]
fn a_price_book_is_shown_and_the_catalogue_is_checked() {
    let ran = netprice(&["catalog", "show", "aws-us-east-1", "m5.xlarge"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.starts_with("aws-us-east-1, prices in USD\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("0.192"), "{}", ran.out);
    let unknown = netprice(&["catalog", "show", "aws-us-east-11"]);
    assert!(
        unknown.err.contains("is not a price book of the catalogue"),
        "{}",
        unknown.err
    );
    let ran = netprice(&["catalog", "check", "hetzner"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains(": 0 findings"), "{}", ran.out);
    // Without the table of what is explained, the findings of Tencent Cloud are open.
    let none = std::env::temp_dir().join(format!("netprice-explained-{}.csv", std::process::id()));
    std::fs::write(&none, "provider,sku,rule,reason\n").unwrap();
    let ran = netprice(&[
        "catalog",
        "check",
        "tencent",
        "--explained",
        none.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains(".S5.SMALL2: line: "), "{}", ran.out);
}

#[test]
fn prices_that_differ_between_two_folders_are_named() {
    let folder = std::env::temp_dir().join(format!("netprice-tables-{}", std::process::id()));
    copied(std::path::Path::new(PACKED), &folder);
    let same = netprice(&["catalog", "diff", PACKED]);
    assert_eq!((same.code, same.err.as_str()), (Some(0), ""));
    assert!(same.out.contains("0 prices differ"), "{}", same.out);
    let table = folder.join("on_demand/hetzner-eu.txt");
    let text = std::fs::read_to_string(&table).unwrap();
    let first = text.lines().nth(2).unwrap();
    // Ten times the first price.
    let ten: rust_decimal::Decimal = format!("0{first}")
        .parse::<rust_decimal::Decimal>()
        .unwrap()
        * rust_decimal::Decimal::TEN;
    std::fs::write(
        &table,
        text.replacen(&format!("\n{first}\n"), &format!("\n{ten}\n"), 1),
    )
    .unwrap();
    let ran = netprice(&[
        "catalog",
        "diff",
        PACKED,
        folder.to_str().unwrap(),
        "--limit",
        "50",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    assert!(ran.out.contains("(+900"), "{}", ran.out);
    assert!(ran.out.contains(" by more than 50%"), "{}", ran.out);
    std::fs::remove_dir_all(folder).unwrap();
}

fn copied(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
