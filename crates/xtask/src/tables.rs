//! Copies the packed tables of the catalogue into the page, which loads each when it is first needed.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::run::{self, Outcome};

/// The folder of the tables in the source of the page's scripts.
const FOLDER: &str = "\"tables/\"";
/// The placeholder for the names of the tables that the first view needs.
const FIRST: &str = "/* first tables */";

/// Copies the tables into Trunk's staging folder, below a fingerprint of all of them, so that a page and a
/// cache never mix the tables of two builds. Then writes the folder and the names of the first tables into
/// the page's scripts.
pub fn copy(staging: &Path) -> Outcome {
    let packed = run::root().join("crates/netprice-catalog/packed");
    let at = |error: io::Error| format!("{}: {error}", packed.display());
    let mut tables = Vec::new();
    collect(&packed, "", &mut tables).map_err(at)?;
    tables.sort();
    let mut hasher = DefaultHasher::new();
    let mut read = Vec::new();
    for (name, path) in tables {
        let bytes = fs::read(path).map_err(at)?;
        hasher.write(name.as_bytes());
        hasher.write(&bytes);
        read.push((name, bytes));
    }
    let folder = format!("tables/{:016x}/", hasher.finish());
    for (name, bytes) in read {
        let file = staging.join(&folder).join(name);
        let at = |error: io::Error| format!("{}: {error}", file.display());
        fs::create_dir_all(file.parent().unwrap_or(staging)).map_err(at)?;
        fs::write(&file, bytes).map_err(at)?;
    }
    let first: Vec<String> = first()?.lines().map(|name| format!("{name:?}")).collect();
    for script in ["start.js", "sw.js"] {
        let file = staging.join(script);
        let at = |error: io::Error| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(at)?;
        if !text.contains(FOLDER) || !text.contains(FIRST) {
            return Err(format!("{}: there is no {FOLDER} or no {FIRST}", file.display()));
        }
        let text = text.replace(FOLDER, &format!("{folder:?}"));
        fs::write(&file, text.replace(FIRST, &first.join(", "))).map_err(at)?;
    }
    Ok(())
}

/// The names of the tables that the first view needs, one a line.
fn first() -> Result<String, String> {
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "netprice-page",
        "--example",
        "first_tables",
    ];
    let message = "the tables of the first view are not known; for the reason, run: cargo run --package netprice-page --example first_tables";
    run::output("cargo", &arguments).ok_or_else(|| message.to_owned())
}

fn collect(folder: &Path, prefix: &str, tables: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), tables)?;
        } else {
            tables.push((name, entry.path()));
        }
    }
    Ok(())
}
