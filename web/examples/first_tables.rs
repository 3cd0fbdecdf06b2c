//! Prints the names of the tables that the first view needs, each after the language of the reader.

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
    for (name, language) in [("en", Language::English), ("zh", Language::Simplified)] {
        let mut catalog = Catalog::without_tables().asking(ask);
        for table in ["books.csv", "exchange_rates.csv"] {
            println!("{name} {table}");
            catalog = catalog.with_table(table, text(table)?)?;
        }
        loop {
            let _ = evaluate(&Document::first(language), &catalog);
            let needed = NEEDED
                .lock()
                .map(|mut needed| std::mem::take(&mut *needed))?;
            if needed.is_empty() {
                break;
            }
            for table in needed {
                println!("{name} {table}");
                catalog = catalog.with_table(&table, text(&table)?)?;
            }
        }
    }
    Ok(())
}
