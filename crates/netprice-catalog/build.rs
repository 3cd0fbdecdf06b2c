//! Lists the packed tables, so that they are compiled in.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let packed = root.join("packed");
    println!("cargo:rerun-if-changed={}", packed.display());
    let mut tables = Vec::new();
    if env::var_os("CARGO_FEATURE_EMBEDDED").is_some() {
        collect(&packed, "", &mut tables)?;
    }
    // The look-up is a binary search.
    tables.sort();
    let mut list = String::from("&[\n");
    for (name, path) in tables {
        let path = path.display();
        writeln!(list, "({name:?}, include_str!(r\"{path}\")),").map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("embedded.rs"), list)
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
