//! `netprice test`: every case of every file, and a closing line with the count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use netprice_catalog::catalog::Catalog;
use netprice_scenario::{read, run};

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    left_out: usize,
}

/// Runs the files and prints what fails or is left out and why, the number per topic, and
/// `N passed, N failed`.
///
/// A file that cannot be read counts as one failure.
pub fn test(paths: &[PathBuf]) -> ExitCode {
    let catalog = match Catalog::published() {
        Ok(catalog) => catalog,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut topics: BTreeMap<String, Count> = BTreeMap::new();
    let mut total = Count::default();
    let found: BTreeSet<Result<PathBuf, String>> = paths.iter().flat_map(|p| files(p)).collect();
    if found.is_empty() {
        println!("FAILED there is no scenario file (.toml) under the paths given");
    }
    for path in found {
        match path.and_then(|path| test_file(&path, &catalog, &mut topics)) {
            Ok(count) => {
                total.passed += count.passed;
                total.failed += count.failed;
                total.left_out += count.left_out;
            }
            Err(message) => {
                println!("FAILED {message}");
                total.failed += 1;
            }
        }
    }
    for (topic, count) in &topics {
        println!("{topic}: {} passed, {} failed", count.passed, count.failed);
    }
    println!("{} left out", total.left_out);
    println!("{} passed, {} failed", total.passed, total.failed);
    match total.failed == 0 && total.passed > 0 {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The scenario files under a path, in the order of their names; the path itself if it is a file.
fn files(path: &Path) -> Vec<Result<PathBuf, String>> {
    let walk = walkdir::WalkDir::new(path).sort_by_file_name();
    walk.into_iter()
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if entry.depth() > 0 => {
                let is_toml = entry
                    .path()
                    .extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("toml"));
                is_toml.then(|| Ok(entry.into_path()))
            }
            Ok(entry) => Some(Ok(entry.into_path())),
            Err(error) => Some(Err(error.to_string())),
        })
        .collect()
}

fn test_file(
    path: &Path,
    catalog: &Catalog,
    topics: &mut BTreeMap<String, Count>,
) -> Result<Count, String> {
    let in_file = |message: &dyn std::fmt::Display| format!("{}: {message}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| in_file(&error))?;
    let scenario = read(&text).map_err(|error| in_file(&error))?;
    let topic = topics.entry(scenario.topic.clone()).or_default();
    let mut count = Count::default();
    for case in &scenario.cases {
        if let Some(reason) = &case.left_out {
            count.left_out += 1;
            println!("left out {}: {reason}", in_file(&case.name));
            continue;
        }
        let outcome = run(&scenario, case, catalog);
        if outcome.failures.is_empty() {
            count.passed += 1;
            continue;
        }
        count.failed += 1;
        println!("FAILED {}", in_file(&outcome.case));
        for failure in outcome.failures {
            println!("    {}", failure.replace('\n', "\n    "));
        }
    }
    topic.passed += count.passed;
    topic.failed += count.failed;
    Ok(count)
}
