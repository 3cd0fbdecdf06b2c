//! Every case of every file under `scenarios/` is a test of its own name.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use netprice_catalog::catalog::Catalog;
use netprice_scenario::{read, run};

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
    let scenario = match read(&text) {
        Ok(scenario) => scenario,
        Err(error) => return vec![Trial::test(name, move || Err(error.into()))],
    };
    let trial = |case: &netprice_scenario::Case| {
        let (scenario, case) = (scenario.clone(), case.clone());
        let is_left_out = case.left_out.is_some();
        let trial = Trial::test(format!("{name}::{}", case.name), move || {
            let catalog = Catalog::published()?;
            match run(&scenario, &case, &catalog).failures {
                failures if failures.is_empty() => Ok(()),
                failures => Err(failures.join("\n").into()),
            }
        });
        trial.with_ignored_flag(is_left_out)
    };
    scenario.cases.iter().map(trial).collect()
}
