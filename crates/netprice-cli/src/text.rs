//! Formats tables and numbers for a terminal.

use std::io::{BufWriter, Error, Write};

use comfy_table::{CellAlignment, Table, presets};
use netprice::value::decimal::{Number, times};
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{Money, NonNegative};
use serde::Serialize;

/// Prints a text. Exits without a message if the reader has closed the pipe, as `head` does.
pub fn put(text: &str) {
    written(writeln!(std::io::stdout(), "{text}"));
}

/// Prints a value as JSON, part by part, so that the text of a long answer is never in memory.
pub fn put_json(value: &impl Serialize) {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let put = serde_json::to_writer_pretty(&mut out, value);
    written(put.map_err(Error::from).and_then(|()| {
        writeln!(out)?;
        out.flush()
    }));
}

fn written(result: std::io::Result<()>) {
    if let Err(error) = result {
        if error.kind() != std::io::ErrorKind::BrokenPipe {
            eprintln!("standard output: {error}");
        }
        std::process::exit(1);
    }
}

/// Formats rows below headings. The first `texts` columns are left-aligned, the others right-aligned.
pub fn table(texts: usize, headings: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(headings.iter().copied());
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(texts) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let table = table.trim_fmt();
    let lines = table
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<&str>>().join("\n")
}

/// Formats a heading with indented lines below it.
pub fn below(heading: &str, lines: &[String]) -> String {
    let lines = lines.iter().flat_map(|line| line.lines());
    let lines = lines.map(|line| format!("\n   {line}"));
    std::iter::once(heading.to_owned()).chain(lines).collect()
}

/// Formats an amount with the minor digits of its currency; `--json` prints all digits.
pub fn cents(money: Money) -> String {
    let places = money.currency().minor_digits();
    let places = usize::try_from(places).unwrap_or_default();
    format!("{money:.places$}")
}

/// Formats an amount like [`cents`], without its currency, which the column heading names.
pub fn bare_cents(money: Money) -> String {
    let shown = cents(money);
    let bare = shown.split_once(' ').map(|(amount, _)| amount.to_owned());
    bare.unwrap_or(shown)
}

/// Formats a lower bound like [`bare_cents`], but rounded down, so that the amount reaches it.
pub fn at_least_in_cents(money: Money) -> String {
    let places = money.currency().minor_digits();
    let mode = RoundingMode::Floor;
    bare_cents(money.round(Rounding { places, mode }))
}

/// Formats a share as a percentage with two decimals.
pub fn percent(share: NonNegative) -> String {
    let shown = hundredfold(share).map(|number| format!("{number:.2}%"));
    shown.unwrap_or_else(|| share.to_string())
}

/// Formats a share as a percentage with all digits.
pub fn exact_percent(share: NonNegative) -> String {
    let shown = hundredfold(share).map(|number| format!("{number}%"));
    shown.unwrap_or_else(|| share.to_string())
}

fn hundredfold(share: NonNegative) -> Option<Number> {
    times(share.get(), 100.into()).ok().map(Number)
}

/// Formats an optional value; `-` for none.
pub fn or_dash<T>(value: Option<T>, shown: impl Fn(T) -> String) -> String {
    value.map_or_else(|| "-".to_owned(), shown)
}

/// Joins the non-empty parts of a text with blank lines.
pub fn sections(parts: impl IntoIterator<Item = String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join("\n\n")
}
