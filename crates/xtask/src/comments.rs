//! Takes the comments out of the script and the style sheet that the page downloads first.

use std::fs;
use std::path::Path;

use crate::run::Outcome;

/// Takes them out of the files of a build; the sources keep them.
pub fn take_out(staging: &Path) -> Outcome {
    rewrite(&staging.join("start.js"), of_script)?;
    rewrite(&staging.join("netprice-page.js"), of_script)?;
    rewrite(&staging.join("style.css"), of_style)
}

fn rewrite(file: &Path, change: fn(&str) -> String) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(failed)?;
    fs::write(file, change(&text)).map_err(failed)
}

/// A script without the lines that are comments; the sources have none beside code, and none of several lines.
fn of_script(text: &str) -> String {
    let is_comment = |line: &str| {
        let line = line.trim_start();
        line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"))
    };
    let lines = text.lines().filter(|line| !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A style sheet without comments; no text in the source has their signs.
fn of_style(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once("*/").map_or("", |(_, rest)| rest));
    std::iter::once(first).chain(rest).collect()
}
