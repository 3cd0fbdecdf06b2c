//! Compares the calculator with an independent model in exact rationals, on generated agreements.
//!
//! The model and the generator are Python programs in `differential/`. Each generated case is priced
//! here and compared to the last digit: every cost of every charge, what rounding left over, unpriced
//! lines, the amount due, its tax and credit, and refusals. `DIFFERENTIAL_SEED` and
//! `DIFFERENTIAL_CASES` choose other cases; `DIFFERENTIAL_REPLAY` names a file with cases, such as one
//! that this test printed.

#[path = "differential/compare.rs"]
mod compare;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use compare::{Case, differences};
use libtest_mimic::{Arguments, Failed, Trial};

/// The seed and the number of cases of a run without other wishes.
const SEED: &str = "16";
const CASES: usize = 20_000;
/// The most differences that are printed.
const PRINTED: usize = 3;

fn main() -> ExitCode {
    let trial = Trial::test("engine and model agree", || run().map_err(Failed::from));
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

/// What a share of the cases came to.
#[derive(Default)]
struct Found {
    cases: usize,
    features: BTreeMap<String, usize>,
    differing: Vec<Differing>,
}

/// A case in which the calculator and the model differ.
struct Differing {
    document: String,
    differences: Vec<String>,
}

impl Found {
    fn add(&mut self, other: Self) {
        self.cases += other.cases;
        for (feature, count) in other.features {
            *self.features.entry(feature).or_default() += count;
        }
        self.differing.extend(other.differing);
    }
}

fn run() -> Result<(), String> {
    let seed = std::env::var("DIFFERENTIAL_SEED").unwrap_or_else(|_| SEED.to_owned());
    let mut found = Found::default();
    if let Ok(file) = std::env::var("DIFFERENTIAL_REPLAY") {
        found.add(share(&["--replay", &file])?);
    } else {
        let cases = std::env::var("DIFFERENTIAL_CASES").ok();
        let cases = cases.map_or(Ok(CASES), |cases| cases.parse());
        let cases = cases.map_err(|error| format!("DIFFERENTIAL_CASES: {error}"))?;
        for part in shares(&seed, cases) {
            found.add(part?);
        }
    }
    report(&seed, &mut found)
}

/// Runs the cases in as many shares as there are processors.
fn shares(seed: &str, cases: usize) -> Vec<Result<Found, String>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = cases.div_ceil(threads).max(1);
    let firsts = (0..cases).step_by(size);
    std::thread::scope(|scope| {
        let running: Vec<_> = firsts
            .map(|first| {
                let count = size.min(cases - first);
                let (first, count) = (first.to_string(), count.to_string());
                scope.spawn(move || share(&[seed, &first, &count]))
            })
            .collect();
        let joined = running.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .map(|found| found.unwrap_or_else(|_| Err("a share of the cases panicked".to_owned())))
            .collect()
    })
}

/// Generates some cases and compares each.
fn share(arguments: &[&str]) -> Result<Found, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("differential");
    let mut model = Command::new("python3");
    // -B leaves no compiled files beside the sources.
    model.arg("-B").arg(folder.join("main.py")).args(arguments);
    let mut model = model.stdout(Stdio::piped()).spawn().map_err(|error| {
        format!("python3, which runs the model, cannot be started: {error}; `cargo xtask test` installs it")
    })?;
    let mut found = Found::default();
    let output = model.stdout.take().ok_or("the model has no output")?;
    for document in BufReader::new(output).lines() {
        let document = document.map_err(|error| error.to_string())?;
        let case: Case = serde_json::from_str(&document).map_err(|error| error.to_string())?;
        found.cases += 1;
        for feature in &case.features {
            *found.features.entry(feature.clone()).or_default() += 1;
        }
        let differences = differences(&case);
        if !differences.is_empty() {
            found.differing.push(Differing {
                document,
                differences,
            });
        }
    }
    let status = model.wait().map_err(|error| error.to_string())?;
    if status.success() {
        Ok(found)
    } else {
        Err(format!("the model ended with {status}"))
    }
}

/// Prints the summary, and fails with the smallest differing cases.
fn report(seed: &str, found: &mut Found) -> Result<(), String> {
    let features = found.features.iter();
    let features: Vec<String> = features
        .map(|(feature, count)| format!("{feature} {count}"))
        .collect();
    println!(
        "differential: seed {seed}, {} agreements, {} differences; {}",
        found.cases,
        found.differing.len(),
        features.join(", "),
    );
    if found.cases == 0 {
        return Err("no case was compared".to_owned());
    }
    if found.differing.is_empty() {
        return Ok(());
    }
    found.differing.sort_by_key(|case| case.document.len());
    let smallest = found.differing.iter().take(PRINTED);
    let smallest =
        smallest.map(|case| format!("{}\n{}", case.differences.join("\n"), case.document));
    Err(format!(
        "the smallest of {} differing cases (replay them with DIFFERENTIAL_REPLAY):\n\n{}",
        found.differing.len(),
        smallest.collect::<Vec<_>>().join("\n\n"),
    ))
}
