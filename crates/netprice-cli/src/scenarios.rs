//! `netprice test`: runs all cases of scenario files and counts the results.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use netprice_scenario::{read, run};
use netprice_study::Catalog;

use crate::catalog::Tables;
use crate::document::text_of;
use crate::source::in_file;
use crate::text::put;

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    left_out: usize,
}

/// Runs scenario files; returns whether at least one case ran and all passed.
///
/// Prints the failures, the parts of the sources that cases leave out, the counts per topic, and
/// `N passed, N failed`. A file that cannot be read counts as one failure.
pub fn test(paths: &[PathBuf], tables: &Tables) -> bool {
    let catalog = match tables.open() {
        Ok(catalog) => catalog,
        Err(error) => {
            eprintln!("{error}");
            return false;
        }
    };
    let mut topics: BTreeMap<String, Count> = BTreeMap::new();
    let mut total = Count::default();
    let found: BTreeSet<Result<PathBuf, String>> = paths.iter().flat_map(|p| files(p)).collect();
    if found.is_empty() {
        put("FAILED there is no scenario file (.toml) under the paths given");
    }
    for path in found {
        match path.and_then(|path| test_file(&path, &catalog, &mut topics)) {
            Ok(count) => total.add(&count),
            Err(message) => {
                put(&format!("FAILED {message}"));
                total.failed += 1;
            }
        }
    }
    for (topic, count) in &topics {
        put(&format!(
            "{topic}: {} passed, {} failed",
            count.passed, count.failed
        ));
    }
    put(&format!(
        "cases that leave out a part of their source: {}",
        total.left_out
    ));
    put(&format!("{} passed, {} failed", total.passed, total.failed));
    total.failed == 0 && total.passed > 0
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.left_out += other.left_out;
    }
}

/// Returns the scenario files under a path, ordered by name; the path itself if it is a file.
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
    let text = text_of(path)?;
    let scenario = read(&text).map_err(|error| in_file(path, &error))?;
    let mut count = Count::default();
    for case in &scenario.cases {
        if let Some(reason) = &case.left_out {
            count.left_out += 1;
            put(&format!(
                "left out of {}: {reason}",
                in_file(path, &case.name)
            ));
        }
        let outcome = run(&scenario, case, catalog);
        if outcome.is_passed() {
            count.passed += 1;
            continue;
        }
        count.failed += 1;
        put(&format!("FAILED {}", in_file(path, &outcome.case)));
        put(&format!(
            "    {}",
            outcome.to_string().replace('\n', "\n    ")
        ));
    }
    topics.entry(scenario.topic).or_default().add(&count);
    Ok(count)
}
