//! Fields of Arrow columns as text.

use std::io::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int32Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, DictionaryArray};
use arrow_schema::{DataType, TimeUnit};

/// The seconds of a day.
const DAY: i64 = 86_400;

/// A column as text; an absent value is empty.
pub(crate) enum Texts<'a> {
    Missing,
    Dictionary(&'a DictionaryArray<Int32Type>),
    Plain(&'a ArrayRef),
    /// Texts that were written for the batch, and where each ends.
    Written(Vec<u8>, Vec<usize>),
}

impl<'a> Texts<'a> {
    /// The texts of a column.
    ///
    /// # Errors
    /// The type, if it is none that has texts.
    pub(crate) fn of(column: &'a ArrayRef) -> Result<Self, String> {
        match column.data_type() {
            DataType::Dictionary(keys, values)
                if **keys == DataType::Int32 && **values == DataType::Utf8 =>
            {
                Ok(Self::Dictionary(column.as_dictionary()))
            }
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(Self::Plain(column)),
            DataType::Date32 => {
                let days = column.as_primitive::<Date32Type>();
                Ok(written(column, |index| Some(i64::from(days.value(index)))))
            }
            DataType::Timestamp(unit, _) => Ok(timestamps(column, *unit)),
            DataType::Int64 => {
                let numbers = column.as_primitive::<arrow_array::types::Int64Type>();
                Ok(lines(column, |index, text| {
                    let _ = write!(text, "{}", numbers.value(index));
                }))
            }
            other => Err(format!("{other}; expected text, a date or a time")),
        }
    }

    /// The text of a row.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &[u8] {
        match self {
            Self::Missing => &[],
            Self::Dictionary(column) => {
                let key = column.key(index);
                key.map_or(&[], |key| {
                    column.values().as_string::<i32>().value(key).as_bytes()
                })
            }
            Self::Plain(column) if column.is_null(index) => &[],
            Self::Plain(column) => match column.data_type() {
                DataType::LargeUtf8 => column.as_string::<i64>().value(index).as_bytes(),
                DataType::Utf8View => column.as_string_view().value(index).as_bytes(),
                _ => column.as_string::<i32>().value(index).as_bytes(),
            },
            Self::Written(text, ends) => {
                let start = index.checked_sub(1).and_then(|before| ends.get(before));
                let end = ends.get(index).copied().unwrap_or(0);
                text.get(start.copied().unwrap_or(0)..end)
                    .unwrap_or_default()
            }
        }
    }
}

fn lines<'a>(column: &ArrayRef, mut write: impl FnMut(usize, &mut Vec<u8>)) -> Texts<'a> {
    let (mut text, mut ends) = (Vec::new(), Vec::with_capacity(column.len()));
    for index in 0..column.len() {
        if !column.is_null(index) {
            write(index, &mut text);
        }
        ends.push(text.len());
    }
    Texts::Written(text, ends)
}

/// Days since 1970-01-01 as dates.
fn written<'a>(column: &ArrayRef, days: impl Fn(usize) -> Option<i64>) -> Texts<'a> {
    let (mut last, mut shown) = (None, Vec::new());
    lines(column, |index, text| {
        let day = days(index);
        if last != Some(day) {
            last = Some(day);
            shown.clear();
            if let Some((year, month, date)) = day.map(civil) {
                let _ = write!(shown, "{year:04}-{month:02}-{date:02}");
            }
        }
        text.extend_from_slice(&shown);
    })
}

fn timestamps<'a>(column: &ArrayRef, unit: TimeUnit) -> Texts<'a> {
    written(column, |index| {
        let (time, seconds) = match unit {
            TimeUnit::Second => (column.as_primitive::<TimestampSecondType>().value(index), 1),
            TimeUnit::Millisecond => (
                column
                    .as_primitive::<TimestampMillisecondType>()
                    .value(index),
                1_000,
            ),
            TimeUnit::Microsecond => (
                column
                    .as_primitive::<TimestampMicrosecondType>()
                    .value(index),
                1_000_000,
            ),
            TimeUnit::Nanosecond => (
                column
                    .as_primitive::<TimestampNanosecondType>()
                    .value(index),
                1_000_000_000,
            ),
        };
        Some(time.div_euclid(DAY * seconds))
    })
}

/// The date of a number of days since 1970-01-01.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        // 30 years with 7 leap days are 10,957 days; 31 and 29 more end on 29 February 2000.
        assert_eq!(civil(10_957 + 59), (2000, 2, 29));
        assert_eq!(civil(10_957 + 60), (2000, 3, 1));
    }
}
