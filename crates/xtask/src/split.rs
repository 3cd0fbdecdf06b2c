//! Splits the page into parts: each is a file that is loaded when it is first needed.
//!
//! Trunk does not support parts. This hook repeats its wasm-bindgen step on the main part and replaces
//! the output for the whole program.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use crate::import_names;
use crate::run::{self, Outcome};
use crate::together::{self, Together};
use crate::tools;

const NAME: &str = "netprice-page";
/// The generated module that loads the parts.
const LOADERS: &str = "__wasm_split.js";
/// The placeholder for the names of the parts in the service worker.
const PARTS: &str = "/* parts */";

/// Splits the compiled program of a Trunk profile into Trunk's staging folder.
pub fn split(staging: &Path, profile: &str) -> Outcome {
    tools::wasm_split()?;
    let profile = if profile == "release" {
        "page"
    } else {
        "debug"
    };
    let compiled = format!("target/wasm32-unknown-unknown/{profile}/{NAME}.wasm");
    let parts = run::root().join("target/page-parts");
    // Parts of an earlier build would be copied too.
    let _ = fs::remove_dir_all(&parts);
    let folder = parts.to_string_lossy();
    let arguments = ["--target", "web", "--out-name", NAME, &compiled, &folder];
    run::step("wasm-split-cli", &arguments)?;
    let first = parts.join(format!("{NAME}.wasm"));
    let first = first.to_string_lossy();
    let arguments = [
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--remove-name-section",
        "--remove-producers-section",
        "--out-dir",
        &staging.to_string_lossy(),
        &first,
    ];
    run::step("wasm-bindgen", &arguments)?;
    import_names::shorten(staging, NAME)?;
    let at = |error: std::io::Error| format!("{folder}: {error}");
    let build = fingerprint(&fs::read(&*first).map_err(at)?);
    let loaders = fs::read_to_string(parts.join(LOADERS)).map_err(at)?;
    let file = format!("split_first-{build}.bin");
    let joined = together::join(&loaders, &parts, &file)?;
    fs::write(staging.join(&file), &joined.bytes).map_err(at)?;
    copy(&parts, staging, &build, (joined, &file)).map_err(at)
}

/// Copies all parts except the main one and those that are joined, with a fingerprint of the build in each name,
/// and writes the names into the loader and the service worker. An open page cannot load the parts of another
/// build.
fn copy(
    parts: &Path,
    staging: &Path,
    build: &str,
    (joined, file): (Together, &str),
) -> std::io::Result<()> {
    let first = format!("{NAME}.wasm");
    let mut loaders = joined.loaders;
    let mut names = vec![format!("\"{LOADERS}\""), format!("\"{file}\"")];
    for entry in fs::read_dir(parts)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == first || joined.names.contains(&name) {
            continue;
        }
        let Some(stem) = name.strip_suffix(".wasm") else {
            continue;
        };
        let own = format!("{stem}-{build}.wasm");
        fs::copy(entry.path(), staging.join(&own))?;
        loaders = loaders.replace(&format!("\"./{name}\""), &format!("\"./{own}\""));
        names.push(format!("\"{own}\""));
    }
    names.sort_unstable();
    fs::write(staging.join(LOADERS), loaders)?;
    let worker = staging.join("sw.js");
    let text = fs::read_to_string(&worker)?;
    fs::write(worker, text.replace(PARTS, &names.join(", ")))
}

/// Returns 16 hexadecimal digits that identify a build, since parts only fit their own main part.
fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}
