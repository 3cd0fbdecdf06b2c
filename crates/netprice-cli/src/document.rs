//! Reads studies from files and from standard input.

use std::fmt::Display;
use std::io::Read;
use std::path::Path;

use netprice_study::Study;
use netprice_study::study::reading::Reading;
use netprice_study::workload::sheet;

use crate::encoding::decoded;

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

/// Prefixes a message with the name of the file.
pub fn in_file(file: &Path, message: &dyn Display) -> String {
    format!("{}: {message}", file.display())
}

/// The text of a file, or of standard input for `-`; an encoding other than UTF-8 is told on standard error.
///
/// # Errors
/// A message that begins with the name of the file.
pub fn text_of(file: &Path) -> Result<String, String> {
    let bytes = bytes_of(file).map_err(|error| in_file(file, &error))?;
    let decoded = decoded(bytes).map_err(|message| in_file(file, &message))?;
    if let Some(assumed) = &decoded.assumed {
        eprintln!("{}", in_file(file, assumed));
    }
    Ok(decoded.text)
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// Those of the file.
pub fn bytes_of(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
