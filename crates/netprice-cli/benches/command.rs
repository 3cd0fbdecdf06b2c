//! The time of the command `netprice compare` in all: it starts, reads the study and the price tables, answers
//! and prints.
//!
//! `cargo bench -p netprice-cli --bench command` writes studies of 1, 30 and 1,000 lines at ten offers, in TOML,
//! in JSON, and with the lines in a table, and prints the shortest and the median time of ten runs of each.
//! `netprice --version` is the start alone. The lines are those of the bench `workload` of `netprice-study`.

#[path = "../../netprice-study/benches/made_up/mod.rs"]
mod made_up;

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::made_up::{OFFERS, line};

const RUNS: usize = 10;

/// The names and texts of the fields, each pair joined by a sign.
fn fields(all: &[(&str, String)], quote: &str, sign: &str) -> String {
    let all = all.iter();
    let all = all.map(|(name, value)| format!("{quote}{name}{quote} {sign} \"{value}\""));
    all.collect::<Vec<String>>().join(", ")
}

fn toml(lines: usize) -> String {
    let mut text = toml_of_offers();
    for index in 0..lines {
        let (kind, of) = line(index);
        let of = fields(&of, "", "=");
        let _ = writeln!(text, "[[workload.lines]]");
        let _ = writeln!(text, "id = \"line {index}\"\nask.{kind} = {{ {of} }}");
    }
    text
}

fn toml_of_offers() -> String {
    let offers = OFFERS.map(|book| format!("[[offers]]\nprice_book = \"{book}\"\n"));
    format!("currency = \"USD\"\n{}", offers.concat())
}

fn json(lines: usize) -> String {
    let lines = (0..lines).map(|index| {
        let (kind, of) = line(index);
        let of = fields(&of, "\"", ":");
        format!(r#"{{ "id": "line {index}", "ask": {{ "{kind}": {{ {of} }} }} }}"#)
    });
    let lines = lines.collect::<Vec<String>>().join(",\n");
    let offers = OFFERS.map(|book| format!(r#"{{ "price_book": "{book}" }}"#));
    let offers = offers.join(", ");
    format!(
        r#"{{ "currency": "USD", "offers": [{offers}], "workload": {{ "lines": [{lines}] }} }}"#
    )
}

fn csv(lines: usize) -> String {
    let columns = ["count", "vcpus", "memory_gib", "storage_gb", "gb", "engine"];
    let mut text = format!("id,kind,{}\n", columns.join(","));
    for index in 0..lines {
        let (kind, of) = line(index);
        let cells = columns.map(|column| {
            let mut of = of.iter();
            let found = of.find(|(name, _)| *name == column);
            found.map_or("", |(_, value)| value.as_str())
        });
        let _ = writeln!(text, "line {index},{kind},{}", cells.join(","));
    }
    text
}

/// Prints the times of runs with arguments.
fn time(name: &str, arguments: &[&str]) {
    let run = || {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_netprice"));
        let ran = command.args(arguments).stdout(Stdio::null()).status();
        assert!(ran.unwrap().success(), "{arguments:?}");
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    println!("{name}: {:?} (median {:?})", times[0], times[RUNS / 2]);
}

fn main() {
    time("start", &["--version"]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let written = |name: String, text: String| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    };
    let offers = written("offers.toml".to_owned(), toml_of_offers());
    for lines in [1, 30, 1_000] {
        let toml = written(format!("{lines}.toml"), toml(lines));
        let json = written(format!("{lines}.json"), json(lines));
        let table = written(format!("{lines}.csv"), csv(lines));
        time(&format!("{lines} lines, TOML"), &["compare", &toml]);
        time(&format!("{lines} lines, JSON"), &["compare", &json]);
        let by_table = ["compare", &offers, "--workload", &table];
        time(&format!("{lines} lines, table"), &by_table);
        let to_json = ["compare", &json, "--json"];
        time(&format!("{lines} lines, JSON to JSON"), &to_json);
    }
}
