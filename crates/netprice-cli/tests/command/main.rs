//! Tests of the command: its output, its error messages and its exit code.
//!
//! The figures are calculated by hand beside each test; the studies are in `studies/`.

mod bills;
mod catalog;
mod compare;
mod encodings;
mod other;
mod questions;
mod rate;
mod reading;
mod scenarios;
mod shared;
mod traffic_files;

use std::io::Write;
use std::process::{Command, Stdio};

/// The output, the errors and the exit code of a run.
struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Ran {
    /// The path of each line of the errors.
    fn paths(&self) -> Vec<&str> {
        let lines = self.err.lines();
        lines
            .map(|line| line.split(": ").nth(1).unwrap_or(line))
            .collect()
    }
}

/// Runs the command in the folder of the studies.
fn netprice(arguments: &[&str]) -> Ran {
    with_input(arguments, "")
}

fn with_input(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/studies");
    let mut child = Command::new(env!("CARGO_BIN_EXE_netprice"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may end before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let output = child.wait_with_output().unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

fn study(file: &str) -> netprice_study::Study {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/studies/");
    let text = std::fs::read_to_string(format!("{folder}{file}")).unwrap();
    netprice_study::Study::from_toml(&text).unwrap()
}

fn catalog() -> netprice_study::Catalog {
    netprice_study::Catalog::published().unwrap()
}
