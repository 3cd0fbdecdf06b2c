//! Inserts the prerendered first view into the page's HTML, so it is visible before the program loads.

use std::fs;
use std::path::Path;

use crate::run;

/// The placeholder in the HTML.
const PLACE: &str = "<!-- first views -->";

/// Prerenders the first view in every language into Trunk's staging folder.
pub fn draw(staging: &Path) -> run::Outcome {
    let drawn = run::page_example("first_view")?;
    let file = staging.join("index.html");
    let at = |error: std::io::Error| format!("{}: {error}", file.display());
    let html = fs::read_to_string(&file).map_err(at)?;
    if !html.contains(PLACE) {
        return Err(format!("{}: there is no {PLACE}", file.display()));
    }
    fs::write(&file, html.replace(PLACE, &drawn)).map_err(at)
}
