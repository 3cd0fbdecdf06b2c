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
    // 196,009 rows of prices and 6,607 types, less the Windows machines of Scaleway, and the GPU clouds.
    assert!(
        last.starts_with("196189 prices of 6783 models of machines and "),
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
