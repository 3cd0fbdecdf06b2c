//! Runs each case of each file under `scenarios/` as a separate test with the name of the case.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use netprice_scenario::{Scenario, read, run};
use netprice_study::Catalog;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name();
    let files = files
        .into_iter()
        .map(|entry| entry.expect("a readable folder").into_path());
    let files = files.filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let trials = files.flat_map(|path| trials(&folder, &path)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trials(folder: &Path, path: &PathBuf) -> Vec<Trial> {
    let name = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    let name = name.display().to_string().replace('/', "::");
    let text = std::fs::read_to_string(path).expect("a readable file");
    let scenario: Arc<Scenario> = match read(&text) {
        Ok(scenario) => scenario.into(),
        Err(error) => return vec![Trial::test(name, move || Err(error.into()))],
    };
    let trials = scenario.cases.iter().enumerate().map(|(index, case)| {
        let scenario = Arc::clone(&scenario);
        Trial::test(format!("{name}::{}", case.name), move || {
            let outcome = run(&scenario, &scenario.cases[index], &Catalog::published()?);
            if outcome.is_passed() {
                Ok(())
            } else {
                Err(outcome.to_string().into())
            }
        })
    });
    trials.collect()
}
