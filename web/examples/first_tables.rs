//! Prints the names of the tables that the first view needs.

use std::sync::Mutex;

use netprice_catalog::Catalog;
use netprice_page::compare::document::Document;
use netprice_page::compare::evaluate::evaluate;
use netprice_page::language::Language;

static NEEDED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/netprice-catalog/packed/"
    );
    let text = |table: &str| std::fs::read_to_string(format!("{folder}{table}"));
    let ask = |table: &str| {
        if let Ok(mut needed) = NEEDED.lock() {
            needed.push(table.to_owned());
        }
    };
    let mut catalog = Catalog::without_tables().asking(ask);
    for table in ["books.csv", "exchange_rates.csv"] {
        println!("{table}");
        catalog = catalog.with_table(table, text(table)?)?;
    }
    loop {
        for language in Language::ALL {
            let _ = evaluate(&Document::first(language), &catalog);
        }
        let needed = NEEDED
            .lock()
            .map(|mut needed| std::mem::take(&mut *needed))?;
        if needed.is_empty() {
            return Ok(());
        }
        for table in needed {
            println!("{table}");
            catalog = catalog.with_table(&table, text(&table)?)?;
        }
    }
}
