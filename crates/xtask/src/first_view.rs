//! Puts what the page shows first into its HTML, so that it is seen before the program is there.

use std::fs;
use std::path::Path;

use crate::run;

/// Where it stands in the HTML.
const PLACE: &str = "<!-- first views -->";

/// Draws it in every language, into the folder that Trunk is filling.
pub fn draw(staging: &Path) -> run::Outcome {
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "netprice-page",
        "--example",
        "first_view",
    ];
    let drawn = run::output("cargo", &arguments);
    let drawn = drawn.ok_or("the first view cannot be drawn: cargo run --package netprice-page --example first_view says why")?;
    let file = staging.join("index.html");
    let at = |error: std::io::Error| format!("{}: {error}", file.display());
    let html = fs::read_to_string(&file).map_err(at)?;
    if !html.contains(PLACE) {
        return Err(format!("{}: there is no {PLACE}", file.display()));
    }
    fs::write(&file, html.replace(PLACE, &drawn)).map_err(at)
}
