//! Writes rows of FOCUS as Parquet.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, TimestampMillisecondBuilder};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use parquet::arrow::ArrowWriter;
use rust_decimal::Decimal;

use crate::source::in_file;

/// The digits of a decimal, and those after the point.
const DIGITS: u8 = 38;
const PLACES: i8 = 18;

/// Writes rows to a file; costs, prices and quantities are decimals, periods times, and everything else text.
///
/// # Errors
/// A message that names the file, or the column of a decimal that has more than 18 places.
pub fn write(file: &Path, columns: &[&str], rows: &[Vec<String>]) -> Result<(), String> {
    let mut fields = Vec::with_capacity(columns.len());
    let mut arrays = Vec::with_capacity(columns.len());
    for (place, column) in columns.iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|row| row[place].as_str()).collect();
        let array = array(column, &cells)?;
        fields.push(Field::new(*column, array.data_type().clone(), true));
        arrays.push(array);
    }
    let failed = |error: &dyn std::fmt::Display| in_file(file, error);
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(|error| failed(&error))?;
    let target = File::create(file).map_err(|error| failed(&error))?;
    let mut writer = ArrowWriter::try_new(target, schema, None).map_err(|error| failed(&error))?;
    writer.write(&batch).map_err(|error| failed(&error))?;
    writer.close().map_err(|error| failed(&error))?;
    Ok(())
}

fn array(column: &str, cells: &[&str]) -> Result<ArrayRef, String> {
    if ["Cost", "Price", "Quantity"]
        .iter()
        .any(|end| column.ends_with(end))
    {
        let mut builder = Decimal128Builder::new();
        for cell in cells {
            builder.append_option(match cell {
                &"" => None,
                cell => Some(scaled(cell).ok_or_else(|| {
                    format!("{column}: '{cell}' has more than {PLACES} places or {DIGITS} digits; expected a decimal that Parquet can hold")
                })?),
            });
        }
        let decimals = builder.finish().with_precision_and_scale(DIGITS, PLACES);
        return Ok(Arc::new(decimals.map_err(|error| error.to_string())?));
    }
    if ["PeriodStart", "PeriodEnd", "Created", "LastUpdated"]
        .iter()
        .any(|end| column.ends_with(end))
    {
        let mut builder = TimestampMillisecondBuilder::new().with_data_type(DataType::Timestamp(
            TimeUnit::Millisecond,
            Some("UTC".into()),
        ));
        for cell in cells {
            builder.append_option(milliseconds(cell));
        }
        return Ok(Arc::new(builder.finish()));
    }
    let texts = cells
        .iter()
        .map(|cell| Some(*cell).filter(|cell| !cell.is_empty()));
    Ok(Arc::new(StringArray::from_iter(texts)))
}

/// A decimal as a whole number of its last place.
fn scaled(cell: &str) -> Option<i128> {
    let decimal: Decimal = cell.parse().ok()?;
    let decimal = decimal.normalize();
    let missing = u32::try_from(PLACES).ok()?.checked_sub(decimal.scale())?;
    decimal
        .mantissa()
        .checked_mul(10_i128.checked_pow(missing)?)
}

/// The milliseconds since 1970 of a time such as `2026-11-01T00:00:00Z`.
fn milliseconds(cell: &str) -> Option<i64> {
    Some(cell.parse::<jiff::Timestamp>().ok()?.as_millisecond())
}
