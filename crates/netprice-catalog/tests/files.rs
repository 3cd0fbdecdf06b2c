//! Every published file is read, and the files agree with each other: a release has no file that
//! cannot be read, although each is read only when it is first asked for.

use netprice_catalog::Catalog;

#[test]
fn every_file_is_read() {
    let catalog = Catalog::published().unwrap();
    let chinese = catalog.chinese().unwrap();
    let rates = catalog.exchange_rates().unwrap();
    let books: Vec<String> = catalog.book_ids().map(ToString::to_string).collect();
    assert_eq!(books.len(), 6);
    for id in &books {
        let book = catalog.book(id).unwrap().unwrap();
        assert!(book.prices.problems().is_empty(), "{id}");
        assert!(!book.machines.is_empty(), "{id}");
        assert_eq!(catalog.currency(id), Some(book.prices.currency), "{id}");
        assert!(
            rates
                .exchange(book.prices.currency, rates.base, None)
                .is_ok(),
            "{id}"
        );
        for sku in book.prices.skus.values() {
            let published = sku.published.as_ref().unwrap();
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
    assert!(!catalog.commitments().unwrap().is_empty());
    // Each has a case in tests/scenarios/order/published.toml.
    assert_eq!(catalog.stages().unwrap().len(), 7);
}

/// A commitment of a SKU that its book does not list could be bought and would cover nothing.
#[test]
fn every_commitment_is_for_a_sku_of_its_book() {
    let catalog = Catalog::published().unwrap();
    let commitments = catalog.commitments().unwrap();
    assert_eq!(commitments.len(), 202);
    for commitment in commitments {
        let book = catalog.book(commitment.book.as_str()).unwrap().unwrap();
        assert_eq!(commitment.currency, book.prices.currency);
        if let Some(sku) = &commitment.sku {
            let key = commitment.key();
            assert!(
                book.prices.skus.contains_key(sku),
                "{}: {key}",
                commitment.book
            );
        }
    }
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
        r#"Catalog { read: {"gcp-us-central1", "sources"}, .. }"#
    );
    // A copy shares what was read, also later.
    let copy = catalog.clone();
    copy.exchange_rates().unwrap();
    assert_eq!(
        format!("{catalog:?}"),
        r#"Catalog { read: {"gcp-us-central1", "sources", "exchange rates"}, .. }"#
    );
}
