//! Only what a study needs of the catalogue is read.

use netprice_study::{Catalog, Study, answer};

fn read_for(text: &str) -> String {
    let catalog = Catalog::published().unwrap();
    let answer = answer(&Study::from_toml(text).unwrap(), &catalog);
    assert_eq!(answer.problems, []);
    format!("{catalog:?}")
}

#[test]
fn pricing_at_one_book_reads_that_book_alone() {
    let study = r#"
        currency = "USD"
        workload.lines = [{ id = "machines", ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "1" } }]
        offers = [{ price_book = "gcp-us-central1" }]
    "#;
    assert_eq!(
        read_for(study),
        r#"Catalog { read: {"gcp-us-central1", "exchange rates"}, .. }"#
    );
}

#[test]
fn prices_of_ones_own_read_no_book() {
    let study = r#"
        currency = "USD"
        [tokens.machines.rented]
        cost = { gpu_hour = { price = "2 USD", gpus = 8 } }
        tokens_per_second = "1000"
        utilisation = "0.5"
    "#;
    assert_eq!(read_for(study), "Catalog { read: {}, .. }");
}
