//! Every Han character of the page and of the catalog has an entry in the table of Traditional
//! Chinese: a text that is added later must not come out half Simplified.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn is_han(one: char) -> bool {
    matches!(one, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
}

#[test]
fn every_character_has_an_entry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("src/language/traditional.csv")).unwrap();
    let keys = table.lines().filter_map(|row| row.split_once(','));
    let keys: BTreeSet<&str> = keys.map(|(simplified, _)| simplified).collect();
    let mut found = Vec::new();
    files(&root.join("src"), "rs", &mut found);
    files(
        &root.join("../crates/netprice-catalog/data"),
        "csv",
        &mut found,
    );
    assert!(found.len() > 50, "{} files", found.len());
    let mut missing = BTreeSet::new();
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let characters = lines.flat_map(str::chars).filter(|one| is_han(*one));
        missing.extend(characters.filter(|one| !keys.contains(one.to_string().as_str())));
    }
    assert!(
        missing.is_empty(),
        "run web/tests/reference/traditional.py: {missing:?}"
    );
}
