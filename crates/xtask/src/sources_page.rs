//! The page that lists the sources of the catalogue with their licences.

const HEAD: &str = "\
# Sources

Generated from `data/sources.csv` by `cargo xtask pack`.

Prices are facts; the lists that they were read from are works of others. Where a source states a licence, it
stands here. A source without one was used for its facts alone: single prices, not its text or its selection.
`cargo xtask pack --stated-licences-only` builds the tables without them.

| id | source | licence |
|---|---|---|
";

/// The page of some sources, each with its id, its name and its licence.
pub fn page(sources: &[Vec<String>]) -> String {
    let mut page = HEAD.to_owned();
    for source in sources {
        let cells: Vec<String> = source.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let [id, name, licence] = cells.as_slice() else {
            continue;
        };
        let licence = if licence.is_empty() {
            "none stated: facts alone"
        } else {
            licence
        };
        page.push_str(&format!("| {id} | {name} | {licence} |\n"));
    }
    page
}
