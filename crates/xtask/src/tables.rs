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
/// The placeholder for the names of the tables that are kept for use without a network.
const KEPT: &str = "/* kept tables */";

/// Copies the tables into Trunk's staging folder, below a fingerprint of all of them, so that a page and a
/// cache never mix the tables of two builds. Then writes the folder and the names of tables into the
/// scripts of the page.
pub fn copy(staging: &Path) -> Outcome {
    let packed = run::root().join("crates/netprice-catalog/packed");
    let at = |error: io::Error| format!("{}: {error}", packed.display());
    let tables = read(&packed).map_err(at)?;
    let mut hasher = DefaultHasher::new();
    for (name, bytes) in &tables {
        hasher.write(name.as_bytes());
        hasher.write(bytes);
    }
    let folder = format!("tables/{:016x}/", hasher.finish());
    for (name, bytes) in &tables {
        let file = staging.join(&folder).join(name);
        let at = |error: io::Error| format!("{}: {error}", file.display());
        fs::create_dir_all(file.parent().unwrap_or(staging)).map_err(at)?;
        fs::write(&file, bytes).map_err(at)?;
    }
    let first = run::page_example("first_tables")?;
    let first: Vec<(&str, &str)> = first
        .lines()
        .filter_map(|line| line.split_once(' '))
        .collect();
    let of = |language: &str| {
        let first = first.iter().filter(|(of, _)| *of == language);
        let names: Vec<String> = first.map(|(_, name)| format!("{name:?}")).collect();
        format!("\"{language}\": [{}]", names.join(", "))
    };
    let of_languages = format!("{}, {}", of("en"), of("zh"));
    let all: Vec<&str> = first.iter().map(|(_, name)| *name).collect();
    let names = tables.iter().map(|(name, _)| name.as_str());
    let kept = names.filter(|name| is_kept(name, &all));
    let kept: Vec<String> = kept.map(|name| format!("{name:?}")).collect();
    insert(&staging.join("start.js"), &folder, (FIRST, &of_languages))?;
    insert(&staging.join("sw.js"), &folder, (KEPT, &kept.join(", ")))
}

/// Whether a table is kept for use without a network before it was asked for: it is no table of a price
/// book or of a provider, or it is of a price book of the first view.
fn is_kept(name: &str, first: &[&str]) -> bool {
    match name.split_once('/') {
        None => true,
        Some(("purchases" | "other_services", book)) => {
            let is_first = |folder: &str| first.contains(&format!("{folder}/{book}").as_str());
            is_first("on_demand") || is_first("services")
        }
        Some(_) => first.contains(&name),
    }
}

/// Writes the folder of the tables and the names of some into a script.
fn insert(file: &Path, folder: &str, (place, names): (&str, &str)) -> Outcome {
    let at = |error: io::Error| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(at)?;
    if !text.contains(FOLDER) || !text.contains(place) {
        return Err(format!(
            "{}: there is no {FOLDER} or no {place}",
            file.display()
        ));
    }
    let text = text.replace(FOLDER, &format!("{folder:?}"));
    fs::write(file, text.replace(place, names)).map_err(at)
}

/// The tables of a folder with their names, in the order of the names.
fn read(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    let files = files.into_iter();
    files
        .map(|(name, path)| Ok((name, fs::read(path)?)))
        .collect()
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
