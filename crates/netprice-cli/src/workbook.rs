//! Workbooks of Excel as tables of text.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

/// The first sheet of a workbook that has cells, as CSV.
///
/// A number is its shortest decimal text, and a date ISO 8601; a formula is the value that the workbook keeps of it.
///
/// # Errors
/// A message for bytes that are no workbook, and for one without cells.
pub fn first_table(bytes: Vec<u8>) -> Result<String, String> {
    let wrong = |error: &dyn std::fmt::Display| {
        format!("the file is no workbook that can be read: {error}")
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    for name in book.sheet_names() {
        let cells = book.worksheet_range(&name).map_err(|error| wrong(&error))?;
        if cells.is_empty() {
            continue;
        }
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer(Vec::new());
        for row in cells.rows() {
            let row = row.iter().map(text);
            writer.write_record(row).map_err(|error| wrong(&error))?;
        }
        let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
        return String::from_utf8(bytes).map_err(|error| wrong(&error));
    }
    Err("the workbook has no cells".to_owned())
}

fn text(cell: &Data) -> String {
    let Data::DateTime(time) = cell else {
        return match cell {
            Data::Empty | Data::Error(_) => String::new(),
            other => other.to_string(),
        };
    };
    if time.is_duration() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}
