//! Every table is read, and the tables agree with each other: a release has no table that cannot be read,
//! although each is read only when it is first asked for.

use std::collections::BTreeMap;

use netprice::value::id::BookId;
use netprice_catalog::coverage::Coverage;
use netprice_catalog::{Catalog, CatalogError};

#[test]
fn every_table_is_read() {
    let catalog = Catalog::published().unwrap();
    let chinese = catalog.chinese().unwrap();
    let rates = catalog.exchange_rates().unwrap();
    let geographies = catalog.geographies().unwrap();
    for id in catalog.book_ids().map(BookId::as_str) {
        // A copy, so that the books are not all held at once.
        let copy = Catalog::published().unwrap();
        let book = copy.whole_book(id).unwrap().unwrap();
        assert!(book.prices.problems().is_empty(), "{id}");
        assert_eq!(catalog.currency(id), Some(book.prices.currency), "{id}");
        let exchange = rates.exchange(book.prices.currency, rates.base, None);
        assert!(exchange.is_ok(), "{id}");
        let geography = catalog.geography(id).unwrap();
        assert!(geographies.iter().any(|one| one.id == geography), "{id}");
        for (sku, sold) in &book.prices.skus {
            // No price without a source and a day.
            let published = sold.published.as_ref().unwrap();
            assert!(!published.source.is_empty(), "{id}: {sku}");
            if let Some(note) = &published.note {
                assert!(chinese.contains_key(&**note), "{id}: {note}");
            }
        }
        for machine in book.machines.keys() {
            assert!(book.prices.skus.contains_key(machine), "{id}: {machine}");
        }
    }
    assert!(!catalog.network().unwrap().tariffs.is_empty());
    assert!(!catalog.hardware().unwrap().series.is_empty());
    // Each has a case in tests/scenarios/order/published.toml.
    assert_eq!(catalog.stages().unwrap().len(), 7);
}

/// A commitment of a SKU that its book does not list would cover nothing.
#[test]
fn a_commitment_is_for_a_sku_of_its_book() {
    let catalog = Catalog::published().unwrap();
    let (mut all, mut alone) = (0, 0);
    for id in catalog.book_ids().map(BookId::as_str) {
        let copy = Catalog::published().unwrap();
        let book = copy.book(id).unwrap().unwrap();
        for commitment in copy.commitments(id).unwrap() {
            assert_eq!(commitment.currency, book.prices.currency);
            let skus = &book.prices.skus;
            let is_listed = commitment
                .sku
                .as_ref()
                .is_none_or(|sku| skus.contains_key(sku));
            all += 1;
            alone += usize::from(!is_listed);
        }
    }
    // 17,007 and 17,014 of Google, 620 of AWS, 4 × 3,461 of Tencent, 112 × 2 + 58 × 3 - 112 of Volcengine,
    // 2 × 46 of Huawei, 82 of JD, 2 × 20 of UCloud; 3 savings and reservations of one machine, 10
    // estimates and a pack.
    let expected =
        17_007 + 17_014 + 620 + 4 * 3_461 + 112 + 58 * 3 + 2 * 46 + 82 + 2 * 20 + 3 + 10 + 1;
    assert_eq!(all, expected);
    // 17 of Tencent, each with four terms, and 6 of JD are sold by subscription alone.
    assert_eq!(alone, 17 * 4 + 6);
}

#[test]
fn a_book_is_read_when_it_is_asked_for_and_no_other() {
    let catalog = Catalog::published().unwrap();
    assert_eq!(format!("{catalog:?}"), r#"Catalog { read: {}, .. }"#);
    catalog.book("gcp-us-central1").unwrap().unwrap();
    catalog.names("aws-us-east-1").unwrap();
    catalog.currency("azure-eastus").unwrap();
    assert!(catalog.book("unheard-of").unwrap().is_none());
    assert_eq!(
        format!("{catalog:?}"),
        r#"Catalog { read: {"gcp-us-central1"}, .. }"#
    );
    // A copy shares what was read, also later.
    let copy = catalog.clone();
    copy.exchange_rates().unwrap();
    assert_eq!(
        format!("{catalog:?}"),
        r#"Catalog { read: {"gcp-us-central1", "exchange rates"}, .. }"#
    );
}

/// The text of a table.
fn text(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packed/");
    std::fs::read_to_string(format!("{folder}{name}")).unwrap()
}

#[test]
fn a_catalogue_without_tables_says_which_it_needs() {
    let all = Catalog::published().unwrap();
    let none = Catalog::without_tables();
    assert!(none.book("aws-us-east-1").unwrap().is_none());
    let mut catalog = none.with_table("books.csv", text("books.csv")).unwrap();
    let mut needed = Vec::new();
    while let Err(CatalogError::NotLoaded { table }) = catalog.whole_book("gcp-us-west1") {
        catalog = catalog.with_table(&table, text(&table)).unwrap();
        needed.push(table);
    }
    let tables = all.tables_of("gcp-us-west1");
    assert_eq!(needed.len(), tables.len());
    assert!(tables.iter().all(|table| needed.contains(table)));
    let (own, other) = (
        catalog.whole_book("gcp-us-west1"),
        all.whole_book("gcp-us-west1"),
    );
    assert_eq!(own.unwrap().unwrap().prices, other.unwrap().unwrap().prices);
}

#[test]
fn a_catalogue_that_lacks_a_table_does_not_spoil_the_copy_that_has_it() {
    let all = Catalog::published().unwrap();
    let tables = all.tables_of("gcp-us-west1");
    let tables = || tables.iter().map(|name| (name.as_str(), text(name)));
    let listed = Catalog::without_tables()
        .with_table("books.csv", text("books.csv"))
        .unwrap();
    let whole = listed.with_tables(tables()).unwrap();
    // Nothing was read before the tables were given, so both read it for the first time.
    assert!(listed.whole_index("gcp-us-west1").is_err());
    assert!(whole.whole_index("gcp-us-west1").unwrap().is_some());
    let whole = listed.with_tables(tables()).unwrap();
    assert!(whole.whole_book("gcp-us-west1").unwrap().is_some());
    // What was read is shared with later copies.
    let later = whole.with_table("chinese.csv", text("chinese.csv"));
    let (own, copied) = (whole, later.unwrap());
    let book =
        |catalog: &Catalog| -> *const _ { catalog.whole_book("gcp-us-west1").unwrap().unwrap() };
    assert_eq!(book(&own), book(&copied));
}

#[test]
fn a_table_of_prices_of_other_machines_is_refused() {
    let all = Catalog::published().unwrap();
    let wrong = all
        .with_table("machines/hetzner.txt", "machines 3\n>cax\ncax11,2,4,arm\n")
        .unwrap();
    let error = wrong.book("hetzner-eu").unwrap_err();
    assert_eq!(error.table(), "on_demand/hetzner-eu.txt");
    let table = "on_demand/hetzner-eu.txt";
    let nonsense = all.with_table(table, "nonsense").unwrap();
    assert_eq!(nonsense.book("hetzner-eu").unwrap_err().table(), table);
    // The books of other providers are read all the same.
    assert!(wrong.book("ovh-eu").unwrap().is_some());
}

#[test]
fn a_folder_takes_the_place_of_what_is_compiled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packed");
    let catalog = Catalog::from_folder(folder).unwrap();
    let own = Catalog::published().unwrap();
    let book = |catalog: &Catalog| {
        catalog
            .book("jd-cn-north-1")
            .unwrap()
            .unwrap()
            .prices
            .clone()
    };
    assert_eq!(book(&catalog), book(&own));
    let error = Catalog::from_folder(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap_err();
    let missing = CatalogError::NotLoaded {
        table: "version.txt".to_owned(),
    };
    assert_eq!(error, missing);
}

/// The sizes that the catalogue must have.
#[test]
fn the_catalogue_is_wide() {
    let coverage = Catalog::published().unwrap().coverage().unwrap();
    let prices: usize = coverage.iter().map(Coverage::machine_prices).sum();
    // 196,009 rows were collected of 40 providers, ten of them of Windows machines at Scaleway, and eleven of Azure that are a
    // fifth or a tenth of those of all other regions; and 190 offers of 21 GPU clouds.
    assert_eq!(prices, 196_009 - 10 - 11 + 190);
    let providers: std::collections::BTreeSet<_> = coverage
        .iter()
        .filter(|book| book.machine_prices() > 0)
        .map(|book| &book.provider)
        .collect();
    assert_eq!(providers.len(), 40 + 21);
    let regions = coverage.iter().filter(|book| book.machine_prices() > 0);
    assert!(regions.count() >= 190);
    let mut models = std::collections::BTreeSet::new();
    for book in &coverage {
        models.extend(book.models.iter().map(|model| (&book.provider, model)));
    }
    assert!(models.len() >= 4_000);
    // Baidu's machines have no public prices: the book is there and shows what it lacks.
    let baidu = coverage
        .iter()
        .find(|book| book.book == "baidu-bj")
        .unwrap();
    let lacks: Vec<String> = baidu
        .holes(&coverage)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(lacks.contains(&"machines".to_owned()));
}

fn chinese(table: &str) -> Result<BTreeMap<String, String>, CatalogError> {
    let catalog = Catalog::without_tables().with_table("chinese.csv", table)?;
    catalog.chinese().cloned()
}

#[test]
fn values_are_read_with_and_without_quotes() {
    let table = "en,zh\r\n\n1,\"x, \"\"y\"\"\nz\"\r\n\"\",3\n\"a,b\",\n";
    let expected = [("1", "x, \"y\"\nz"), ("", "3"), ("a,b", "")];
    let expected = expected.map(|(en, zh)| (en.to_owned(), zh.to_owned()));
    assert_eq!(chinese(table), Ok(BTreeMap::from(expected)));
    let error = chinese("en,zh\nonly\n").unwrap_err().to_string();
    assert!(
        error.contains("row 1: ") && error.contains("1 fields, but the previous record has 2"),
        "{error}"
    );
}
