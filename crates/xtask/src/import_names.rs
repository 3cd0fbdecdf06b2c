//! Takes the hashes out of the names by which the program and its script know each other.
//!
//! Each import of the browser has 16 hexadecimal digits in its name, in both files; they do not compress, and are two
//! kilobytes of the first view. A number of the same length takes the place of each.

use std::fs;
use std::path::Path;

use crate::run::Outcome;

const PREFIX: &str = "__wbg_";
const DIGITS: usize = 16;

/// Renames the imports in the script and in the program of a folder.
pub fn shorten(folder: &Path, name: &str) -> Outcome {
    let script = folder.join(format!("{name}.js"));
    let program = folder.join(format!("{name}_bg.wasm"));
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut text = fs::read_to_string(&script).map_err(failed)?;
    let mut bytes = fs::read(&program).map_err(failed)?;
    for (number, long) in imports(&text).into_iter().enumerate() {
        let stem = &long[..long.len() - DIGITS];
        let short = format!("{stem}{number:0DIGITS$}");
        if replace(&mut bytes, long.as_bytes(), short.as_bytes()) {
            text = text.replace(&long, &short);
        }
    }
    fs::write(script, text).map_err(failed)?;
    fs::write(program, bytes).map_err(failed)
}

/// The names of the imports that end in a hash.
fn imports(script: &str) -> Vec<String> {
    let names = script.lines().filter_map(|line| {
        let (name, _) = line.trim_start().split_once(": function")?;
        let (_, hash) = name.strip_prefix(PREFIX)?.rsplit_once('_')?;
        let is_hash = hash.len() == DIGITS && hash.bytes().all(|one| one.is_ascii_hexdigit());
        is_hash.then(|| name.to_owned())
    });
    names.collect()
}

/// Puts one text in the place of another of its length; whether it was there.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) -> bool {
    let mut places = bytes.windows(old.len());
    let Some(place) = places.position(|place| place == old) else {
        return false;
    };
    bytes[place..place + new.len()].copy_from_slice(new);
    true
}
