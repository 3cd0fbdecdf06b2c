//! Copies the packed tables of the catalogue into the page, which loads each when it is first needed.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::run::{self, Outcome};

/// The folder of the tables in the source of the page's scripts.
const FOLDER: &str = "\"tables/\"";
/// The placeholder for the names of the tables that are kept for use without a network.
const KEPT: &str = "/* kept tables */";

/// Copies the tables into Trunk's staging folder, below a fingerprint of all of them, so that a page and a
/// cache never mix the tables of two builds, and those of the first view once more into one file for each
/// language. Then writes the folder and the names of the tables to keep into the scripts of the page.
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
    for language in ["en", "zh"] {
        let names: Vec<&str> = first
            .iter()
            .filter(|(of, _)| *of == language)
            .map(|(_, name)| *name)
            .collect();
        let file = staging.join(format!("{folder}first-{language}.json"));
        let at = |error: io::Error| format!("{}: {error}", file.display());
        fs::write(&file, together(&tables, &names)?).map_err(at)?;
    }
    let all: Vec<&str> = first.iter().map(|(_, name)| *name).collect();
    let names = tables.iter().map(|(name, _)| name.as_str());
    let kept = names.filter(|name| is_kept(name, &all));
    let kept: Vec<String> = kept.map(|name| format!("{name:?}")).collect();
    insert(&staging.join("start.js"), FOLDER, &format!("{folder:?}"))?;
    insert(&staging.join("sw.js"), FOLDER, &format!("{folder:?}"))?;
    insert(&staging.join("sw.js"), KEPT, &kept.join(", "))
}

/// Some tables as an object of JSON: their texts by their names.
fn together(tables: &[(String, Vec<u8>)], names: &[&str]) -> Result<String, String> {
    let member = |(name, bytes): &(String, Vec<u8>)| {
        let text = std::str::from_utf8(bytes).map_err(|error| format!("{name}: {error}"))?;
        Ok(format!("{}:{}", json(name)?, json(text)?))
    };
    let tables = tables
        .iter()
        .filter(|(name, _)| names.contains(&name.as_str()));
    let members: Result<Vec<String>, String> = tables.map(member).collect();
    Ok(format!("{{{}}}", members?.join(",")))
}

/// A text as a string of JSON; a table has no control characters but the ends of its lines.
fn json(text: &str) -> Result<String, String> {
    if let Some(other) = text.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(format!("{other:?} in a table of the first view"));
    }
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    Ok(format!("\"{escaped}\""))
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

/// Writes something in the place of a placeholder of a script.
fn insert(file: &Path, place: &str, what: &str) -> Outcome {
    let at = |error: io::Error| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(at)?;
    if !text.contains(place) {
        return Err(format!("{}: there is no {place}", file.display()));
    }
    fs::write(file, text.replace(place, what)).map_err(at)
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
