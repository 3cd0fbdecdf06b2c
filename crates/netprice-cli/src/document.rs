//! Reads studies from files and from standard input.

use std::path::Path;

use netprice_study::Study;
use netprice_study::study::reading::Reading;
use netprice_study::workload::sheet;

use crate::source::{in_file, source_of};

/// Reads the study of a file, or of standard input for `-`.
///
/// The extension `.json` or `.toml` determines the format; otherwise text that starts with `{` is JSON. Wrong
/// lines of the workload are left out, and told with the study.
///
/// # Errors
/// A message for each problem that leaves no study, each beginning with the name of the file.
pub fn read(file: &Path) -> Result<(Study, Reading), String> {
    let text = text_of(file)?;
    let ending = file.extension().unwrap_or_default();
    let first = text.trim_start_matches('\u{feff}').trim_start();
    let is_json = ending == "json" || (ending != "toml" && first.starts_with('{'));
    let mut reading = if is_json {
        Reading::of_json(&text)
    } else {
        Reading::of_toml(&text)
    };
    match reading.study.take() {
        Some(study) => Ok((study, reading)),
        None => {
            let told = reading.problems.iter();
            let told = told.map(|problem| in_file(file, problem));
            Err(told.collect::<Vec<String>>().join("\n"))
        }
    }
}

/// Reads the workload of a table, with the problems of its rows.
///
/// # Errors
/// A message that begins with the name of the file.
pub fn read_workload(file: &Path) -> Result<sheet::Table, String> {
    Ok(sheet::read_table(&text_of(file)?))
}

/// The text of a file, or of standard input for `-`; a gzip file is unpacked, and an encoding other than UTF-8 is told on
/// standard error.
///
/// # Errors
/// A message that begins with the name of the file.
pub fn text_of(file: &Path) -> Result<String, String> {
    let text = source_of(file)?.text();
    text.map_err(|error| in_file(file, &error))
}
