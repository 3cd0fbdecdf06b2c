//! The columns that functions take, and the types that they may have.

use datafusion::arrow::array::{Array, ArrayRef, Date32Array, Decimal128Array, StringViewArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::cast::{as_date32_array, as_decimal128_array, as_string_view_array};
use datafusion::common::{Result, plan_err};
use netprice::value::day::Day;

use crate::amount::decimal;
use crate::session::Amount;

/// The columns of a call.
pub(crate) struct Inputs<'a> {
    pub(crate) skus: &'a StringViewArray,
    pub(crate) quantities: &'a Decimal128Array,
    days: Option<&'a Date32Array>,
}

/// A row of a call.
pub(crate) struct Row<'a> {
    pub(crate) sku: &'a str,
    pub(crate) amount: Amount,
    pub(crate) day: Option<Day>,
}

/// The types to which the arguments are cast; none of these casts loses a digit.
pub(crate) fn coerced(name: &str, types: &[DataType], most: usize) -> Result<Vec<DataType>> {
    if types.len() < 2 || types.len() > most {
        let day = if most == 3 { " [, day]" } else { "" };
        return plan_err!(
            "{name} takes (sku, quantity{day}), and {} arguments were given",
            types.len()
        );
    }
    let mut coerced = vec![sku_type(name, &types[0])?, quantity_type(name, &types[1])?];
    if let Some(day) = types.get(2) {
        match day {
            DataType::Date32 | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                coerced.push(DataType::Date32);
            }
            other => return plan_err!("{name}: the day must be a date, and is {other}"),
        }
    }
    Ok(coerced)
}

pub(crate) fn sku_type(name: &str, given: &DataType) -> Result<DataType> {
    match given {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(DataType::Utf8View),
        DataType::Dictionary(_, values) => sku_type(name, values),
        other => plan_err!("{name}: the SKU must be text, and is {other}"),
    }
}

fn quantity_type(name: &str, given: &DataType) -> Result<DataType> {
    match given {
        DataType::Decimal128(precision, scale)
        | DataType::Decimal64(precision, scale)
        | DataType::Decimal32(precision, scale) => Ok(DataType::Decimal128(*precision, *scale)),
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
            Ok(DataType::Decimal128(20, 0))
        }
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => {
            Ok(DataType::Decimal128(20, 0))
        }
        other => plan_err!(
            "{name}: the quantity must be a decimal or a whole number, which are exact, and is {other}: \
             CAST it AS DECIMAL(38, 6), or as many decimals as it has"
        ),
    }
}

impl<'a> Inputs<'a> {
    pub(crate) fn of(columns: &'a [ArrayRef]) -> Result<Self> {
        let [skus, quantities, days @ ..] = columns else {
            return plan_err!("a SKU and a quantity were expected");
        };
        let days = days.first();
        Ok(Self {
            skus: as_string_view_array(skus)?,
            quantities: as_decimal128_array(quantities)?,
            days: days.map(|days| as_date32_array(days)).transpose()?,
        })
    }

    /// The values of a row, or which of them is missing or does not fit.
    pub(crate) fn row(&self, row: usize) -> Result<Row<'a>, String> {
        let Some(sku) = self.sku(row) else {
            return Err("the SKU is null, and a name was expected".to_owned());
        };
        if self.quantities.is_null(row) {
            return Err("the quantity is null, and a number was expected".to_owned());
        }
        let (units, scale) = (self.quantities.value(row), self.quantities.scale());
        let amount = amount(units, scale)?;
        let day = self.days.map(|days| day(days, row)).transpose()?;
        Ok(Row { sku, amount, day })
    }

    /// What a message says of a row: its position in the batch and its values.
    pub(crate) fn describe(&self, row: usize) -> String {
        let sku = self.sku(row).unwrap_or("null");
        let quantity = if self.quantities.is_null(row) {
            "null".to_owned()
        } else {
            self.quantities.value_as_string(row)
        };
        format!(
            "row {} of its batch, sku {sku:?}, quantity {quantity}",
            row + 1
        )
    }

    fn sku(&self, row: usize) -> Option<&'a str> {
        (!self.skus.is_null(row)).then(|| self.skus.value(row))
    }
}

/// A quantity by millionths where they hold it, which are rated several times faster.
pub(crate) fn amount(units: i128, scale: i8) -> Result<Amount, String> {
    let power = u32::try_from(6 - i32::from(scale)).ok();
    let power = power.and_then(|power| 10_i128.checked_pow(power));
    let millionths = power.and_then(|power| units.checked_mul(power));
    if let Some(millionths) = millionths.and_then(|units| u64::try_from(units).ok()) {
        return Ok(Amount::Millionths(millionths));
    }
    let decimal = decimal(units, scale).map(Amount::Decimal);
    decimal.ok_or_else(|| "the quantity has more than 28 digits".to_owned())
}

fn day(days: &Date32Array, row: usize) -> Result<Day, String> {
    if days.is_null(row) {
        return Err("the day is null, and a date was expected".to_owned());
    }
    let date = days.value_as_date(row);
    let day = date.and_then(|date| date.to_string().parse().ok());
    day.ok_or_else(|| {
        format!(
            "the day {} is no calendar day from 0000 to 9999",
            days.value(row)
        )
    })
}
