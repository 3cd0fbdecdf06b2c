//! Joins the files of the part that every visit loads first: each request costs time beside its bytes.

use std::fs;
use std::ops::Range;
use std::path::Path;

/// The part that the page loads as soon as the first answer is there.
const FIRST: &str = "sheet";

/// What the joined loaders call instead of loading a file of their own.
const PIECE: &str = r#"
let together;
async function piece(from, to) {
    together ??= fetch(new URL("./FILE", import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
        return answer.arrayBuffer();
    });
    try {
        return new Response((await together).slice(from, to), { headers: { "content-type": "application/wasm" } });
    } catch (error) {
        together = undefined;
        throw error;
    }
}
"#;

/// Some files in one, and the loaders that take each out of it.
pub struct Together {
    /// The loaders.
    pub loaders: String,
    /// The files, one after the other.
    pub bytes: Vec<u8>,
    /// The names of the files.
    pub names: Vec<String>,
}

/// Joins the files of the first part, which are to be one file of a given name.
///
/// # Errors
///
/// Where the generated loaders do not look as expected, or a file cannot be read.
pub fn join(loaders: &str, parts: &Path, file: &str) -> Result<Together, String> {
    let mut joined = Together {
        loaders: loaders.to_owned(),
        bytes: Vec::new(),
        names: Vec::new(),
    };
    for name in first_files(loaders)? {
        let path = parts.join(&name);
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let start = joined.bytes.len();
        joined.bytes.extend(bytes);
        let own = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        if !joined.loaders.contains(&own) {
            return Err(format!("there is no {own} in the loaders"));
        }
        let Range { start, end } = start..joined.bytes.len();
        let piece = format!("piece({start}, {end})");
        joined.loaders = joined.loaders.replace(&own, &piece);
        joined.names.push(name);
    }
    joined.loaders += &PIECE.replace("FILE", file);
    Ok(joined)
}

/// The files that the loader of the first part needs: its own, and those that it shares with other parts.
fn first_files(loaders: &str) -> Result<Vec<String>, String> {
    let head = format!("__wasm_split_load_{FIRST} = ");
    let unexpected = || format!("the loaders have no list of the files of {FIRST}");
    let (_, loader) = loaders.split_once(&head).ok_or_else(unexpected)?;
    let (_, list) = loader.split_once(", [").ok_or_else(unexpected)?;
    let (list, _) = list.split_once(']').ok_or_else(unexpected)?;
    let shared = list.split(", ").filter_map(|name| name.strip_prefix("__"));
    let mut files: Vec<String> = shared.map(|name| format!("{name}.wasm")).collect();
    files.push(format!("split_{FIRST}.wasm"));
    Ok(files)
}
