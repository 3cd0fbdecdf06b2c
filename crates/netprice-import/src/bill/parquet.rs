//! Bills in Parquet, as AWS Data Exports and exports of FOCUS write them.

use std::fs::File;
use std::path::Path as FilePath;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use netprice::value::path::Path;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rust_decimal::Decimal;

use crate::bill::format::recognised;
use crate::bill::{ImportedBill, Sums, unreadable};
use crate::problem::{Problems, unknown_bill};

/// Reads a bill in Parquet: the columns of its format only, so that memory grows with a row group and with what is charged.
///
/// Decimals are exact, and floating-point numbers are their shortest decimal text. Columns of maps and lists are not read.
///
/// # Errors
/// [`Unreadable`](crate::problem::ImportProblem::Unreadable) for a file that is no Parquet,
/// [`UnknownFormat`](crate::problem::ImportProblem::UnknownFormat) for columns of no known bill.
pub fn read_parquet(file: &FilePath) -> Result<ImportedBill, Problems> {
    let wrong = |error: &dyn std::fmt::Display| unreadable(&error.to_string(), 0);
    let file = File::open(file).map_err(|error| wrong(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| wrong(&error))?;
    let fields = builder.schema().fields();
    let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
    let Some(mut columns) = recognised(&names) else {
        return Err(unknown_bill(names.join(",").chars().take(60).collect())
            .at(Path::line(1))
            .into());
    };
    let mut used = columns.places();
    used.retain(|place| {
        fields
            .get(*place)
            .is_some_and(|field| !field.data_type().is_nested())
    });
    let mask = ProjectionMask::roots(builder.parquet_schema(), used.iter().copied());
    columns.moved(&used);
    let batches = builder
        .with_projection(mask)
        .build()
        .map_err(|error| wrong(&error))?;
    let mut sums = Sums::new(columns);
    let mut record = csv::StringRecord::new();
    for batch in batches {
        let batch = batch.map_err(|error| wrong(&error))?;
        for row in 0..batch.num_rows() {
            record.clear();
            for column in batch.columns() {
                record.push_field(&cell(column, row));
            }
            sums.row(&record);
        }
    }
    Ok(sums.finish())
}

/// The text of a cell; empty for null and for a type that no column in use has, such as a time.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the types of Arrow are many, and grow"
)]
fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Decimal128(_, scale) => {
            let value = column.as_primitive::<Decimal128Type>().value(row);
            let scale = u32::try_from(*scale).unwrap_or_default();
            let decimal = Decimal::try_from_i128_with_scale(value, scale);
            decimal.map_or_else(
                |_| format!("{value}e-{scale}"),
                |decimal| decimal.to_string(),
            )
        }
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Float32 => column.as_primitive::<Float32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        _ => String::new(),
    }
}
