//! The command as a person runs it: what it prints, what it says is wrong, and how it ends.
//!
//! The figures are worked out by hand beside each test; the studies are in `studies/`.

mod compare;
mod other;
mod questions;
mod reading;
mod scenarios;
mod shared;

use std::io::Write;
use std::process::{Command, Stdio};

/// What the command did.
struct Ran {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Ran {
    /// The lines of what is wrong, each up to its message.
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

fn with_input(arguments: &[&str], input: &str) -> Ran {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/studies");
    let mut child = Command::new(env!("CARGO_BIN_EXE_netprice"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may have ended before it gets it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
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
