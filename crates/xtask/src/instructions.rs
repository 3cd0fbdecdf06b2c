//! Counts the instructions of rating a row, which are the same on each run.

use crate::run::{self, Outcome};
use crate::tools;

/// The paths, the smaller number of rows, and the most instructions a row.
///
/// A budget is about a tenth above what was counted when it was set, so that a slower path is seen. The
/// decimal path also makes a decimal of each quantity.
const PATHS: [(&str, usize, u64); 4] = [
    ("bare", 100_000, 125),
    ("decimals", 100_000, 125),
    ("sums", 100_000, 140),
    ("explained", 2_000, 24_000),
];

/// Counts the instructions of each path, prints them, and fails above a budget.
pub fn count() -> Outcome {
    tools::valgrind()?;
    let example = ["--package", "netprice", "--example", "instructions"];
    run::step("cargo", &[&["build", "--release"], &example[..]].concat())?;
    println!("instructions a row, as callgrind counts them:");
    let mut above = Vec::new();
    for (path, rows, budget) in PATHS {
        let (few, many) = (instructions(path, rows)?, instructions(path, rows * 2)?);
        let of_row = many.saturating_sub(few) / rows as u64;
        println!("{path:>10} {of_row:>8} of at most {budget}");
        if of_row > budget {
            above.push(format!("{path}: {of_row} of at most {budget}"));
        }
    }
    if above.is_empty() {
        return Ok(());
    }
    Err(format!(
        "above the budget of instructions a row: {}",
        above.join(", ")
    ))
}

/// The instructions of the whole program for a number of rows.
fn instructions(path: &str, rows: usize) -> Result<u64, String> {
    let out = run::root().join("target/callgrind.out");
    let mut command = run::command("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .args([
            "target/release/examples/instructions",
            path,
            &rows.to_string(),
        ]);
    let output = command.output();
    let output = output.map_err(|error| format!("could not start valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.split("Collected :").nth(1);
    let number = collected.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| format!("valgrind counted nothing for {path}: {said}"))
}
