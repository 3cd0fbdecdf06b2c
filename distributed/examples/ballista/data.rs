//! A price book, an agreement and usage in Parquet files, the same in each run.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Decimal128Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use netprice::agreement::terms::Stage;
use netprice::{Agreement, PriceBook, PriceModel, Scope, Sku, Term};

use crate::Failure;

/// The files of the usage, each of which an executor may read apart.
pub const FILES: u64 = 16;

/// A SKU that the price book lacks, so that its usage must be told apart.
pub const UNLISTED: &str = "unlisted";

const ACCOUNTS: u64 = 500;

const BATCH: usize = 8192;

/// A row of usage; the quantity is in millionths.
pub struct Row {
    pub account: u64,
    pub sku: usize,
    pub millionths: u64,
}

/// A price book of 40 flat prices, and SKUs whose cost depends on the count.
///
/// # Errors
/// None, unless netprice refuses a price of this function.
pub fn book() -> Result<PriceBook, Failure> {
    let mut book = PriceBook::new("acme", "north", "USD")?;
    for number in 1_u32..=40 {
        // From 0.0137 to 0.548, with up to 10 decimals: prices of a second among them.
        let price = match number % 4 {
            0 => format!("0.00{:06}667", number * 137),
            _ => format!("0.{:04}", number * 137),
        };
        book = book.with_flat(format!("flat {number}"), "compute", "Hours", price.as_str())?;
    }
    let tiers = PriceModel::graduated([("1000000", "0.09"), ("50000000", "0.085")], "0.07")?;
    book = book.with("egress", Sku::new("network", "GB", tiers)?)?;
    let all_units = r#"{ "all_units": { "tiers": [ { "from": "0", "up_to": "900000", "unit_price": "0.52" },
        { "from": "900000", "unit_price": "0.51" } ] } }"#;
    book = book.with("cdn", Sku::new("network", "GB", model(all_units)?)?)?;
    let packages = r#"{ "graduated": [ { "from": "0", "unit_price": "3.1", "per": "1000" } ] }"#;
    let mut requests = Sku::new("storage", "Requests", model(packages)?)?;
    requests.rules = vec![serde_json::from_str(r#"{ "free": "1000000 Requests" }"#)?];
    Ok(book.with("requests", requests)?)
}

fn model(text: &str) -> Result<PriceModel, Failure> {
    Ok(serde_json::from_str(text)?)
}

/// 12.5% off everything, and 4% off the network after that.
///
/// # Errors
/// None, unless netprice refuses a term of this function.
pub fn agreement() -> Result<Agreement, Failure> {
    let agreement = Agreement::default().with_discount("frame", "12.5% off")?;
    let network = Term::pay("network", "4% off")?.within(Scope::of_services(["network"])?);
    Ok(agreement.with_term(network.at(Stage::Uncovered)))
}

/// The names of the SKUs of the usage, by the numbers of its rows.
///
/// # Errors
/// Those of [`book`].
pub fn names() -> Result<Vec<String>, Failure> {
    let listed = book()?.skus.into_keys().map(|sku| sku.to_string());
    Ok(listed.chain([UNLISTED.to_owned()]).collect())
}

/// The rows of a file.
pub fn rows(file: u64, count: u64, skus: usize) -> impl Iterator<Item = Row> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(file + 1);
    let mut draw = move |below: u64| {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % below
    };
    (0..count).map(move |_| Row {
        account: draw(ACCOUNTS),
        sku: usize::try_from(draw(skus as u64)).unwrap_or_default(),
        millionths: draw(2_000_000_000),
    })
}

/// Writes the price book, the agreement and the usage into a folder.
///
/// # Errors
/// Those of the file system and of Parquet.
pub fn write(folder: &Path, rows_of_file: u64) -> Result<(), Failure> {
    fs::write(folder.join("book.json"), serde_json::to_string(&book()?)?)?;
    fs::write(
        folder.join("agreement.json"),
        serde_json::to_string(&agreement()?)?,
    )?;
    fs::create_dir_all(folder.join("usage"))?;
    let names = names()?;
    for file in 0..FILES {
        let rows: Vec<Row> = rows(file, rows_of_file, names.len()).collect();
        let path = folder.join("usage").join(format!("{file:02}.parquet"));
        let mut writer =
            ArrowWriter::try_new(File::create(path)?, batch(&[], &names)?.schema(), None)?;
        for rows in rows.chunks(BATCH) {
            writer.write(&batch(rows, &names)?)?;
        }
        writer.close()?;
    }
    Ok(())
}

fn batch(rows: &[Row], names: &[String]) -> Result<RecordBatch, Failure> {
    let accounts = rows.iter().map(|row| account(row.account));
    let skus = rows.iter().filter_map(|row| names.get(row.sku));
    let quantities = rows.iter().map(|row| i128::from(row.millionths));
    let quantities = Decimal128Array::from_iter_values(quantities);
    Ok(RecordBatch::try_from_iter([
        (
            "account",
            Arc::new(StringArray::from_iter_values(accounts)) as _,
        ),
        ("sku", Arc::new(StringArray::from_iter_values(skus)) as _),
        (
            "quantity",
            Arc::new(quantities.with_precision_and_scale(18, 6)?) as _,
        ),
    ])?)
}

/// The name of an account.
pub fn account(number: u64) -> String {
    format!("account {number:03}")
}
