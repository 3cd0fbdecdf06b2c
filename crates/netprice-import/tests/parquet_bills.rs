//! A bill in Parquet gives the lines of the same bill as a table.
#![cfg(feature = "parquet")]

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, Float64Array, RecordBatch, StringArray};
use netprice_import::bill::{read, read_parquet};
use parquet::arrow::ArrowWriter;
use rust_decimal::Decimal;

/// A table as Parquet: billed costs as floating-point numbers, effective costs as decimals of 18 places, the rest as text.
fn as_parquet(table: &str) -> RecordBatch {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let columns = names.iter().enumerate().map(|(place, name)| {
        let cells = || {
            rows.iter()
                .map(move |row| Some(&row[place]).filter(|cell| !cell.is_empty()))
        };
        let column: ArrayRef = match name {
            "BilledCost" => Arc::new(
                cells()
                    .map(|cell| cell.map(|cell| cell.parse::<f64>().unwrap()))
                    .collect::<Float64Array>(),
            ),
            "EffectiveCost" => {
                let decimals = cells().map(|cell| {
                    cell.map(|cell| {
                        let mut decimal = Decimal::from_str_exact(cell).unwrap();
                        decimal.rescale(18);
                        decimal.mantissa()
                    })
                });
                Arc::new(
                    decimals
                        .collect::<Decimal128Array>()
                        .with_precision_and_scale(38, 18)
                        .unwrap(),
                )
            }
            _ => Arc::new(cells().collect::<StringArray>()),
        };
        (name.to_owned(), column, true)
    });
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("netprice-{}-{name}", std::process::id()))
}

#[test]
fn a_bill_in_parquet_gives_the_lines_of_its_table() {
    let bills = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bills");
    for name in ["focus_1.0_aws.csv", "focus_1.2_azure_mca_eur.csv"] {
        let table = fs::read_to_string(bills.join(name)).unwrap();
        let batch = as_parquet(&table);
        let file = temporary(name);
        let mut writer =
            ArrowWriter::try_new(File::create(&file).unwrap(), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let found = read_parquet(&file);
        fs::remove_file(file).unwrap();
        assert_eq!(found.unwrap(), read(&table).unwrap(), "{name}");
    }
}

#[test]
fn a_file_that_is_no_parquet_and_one_of_other_columns_are_refused() {
    let file = temporary("text.parquet");
    fs::write(&file, "BilledCost\n1\n").unwrap();
    let refused = read_parquet(&file).unwrap_err().to_string();
    assert!(refused.contains("Parquet"), "{refused}");
    let batch = as_parquet("colour,size\nred,1\n");
    let mut writer =
        ArrowWriter::try_new(File::create(&file).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let refused = read_parquet(&file).unwrap_err().to_string();
    fs::remove_file(file).unwrap();
    assert!(refused.contains("colour,size"), "{refused}");
}
