//! Reads a scenario file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use netprice::PriceBook;
use netprice::value::id::BookId;
use netprice_study::study::read as read_document;
use toml::de::{DeTable, ValueDeserializer};

use crate::case::{Case, read_case};
use crate::tree::{Lines, Tree, Value, entries};

/// A scenario file.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The subject of the cases.
    pub topic: String,
    /// Price books that all studies of the file can name, besides their own and those of the catalogue.
    pub price_books: BTreeMap<BookId, PriceBook>,
    /// The cases, including those that cannot be read.
    pub cases: Vec<Case>,
}

/// The error of a scenario file that cannot be read as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The reason.
    pub message: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, message } = self;
        write!(f, "line {line}: {message}")
    }
}

impl std::error::Error for ScenarioError {}

/// Reads a scenario file.
///
/// A case that cannot be read, or whose name is not unique, stays in the list: its run fails with the
/// reason, and the other cases run.
///
/// # Errors
/// [`ScenarioError`] for text that is not TOML, for a missing topic, for shared price books that cannot
/// be read, for an unknown field, and for a file without cases.
///
/// ```
/// let error = netprice_scenario::read("\ntopick = 'x'\ncases = []").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 2: 'topick' is not a field of a scenario; expected topic, price_books or cases"
/// );
/// ```
pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
    let lines = Lines::of(text);
    let document = DeTable::parse(text).map_err(|error| {
        let line = lines.at(error.span().map_or(0, |span| span.start));
        let message = error.message().to_owned();
        ScenarioError { line, message }
    })?;
    let document = document.into_inner();
    let written = entries(&document, &lines);
    for (name, tree) in &written {
        if !["topic", "price_books", "cases"].contains(&name.as_str()) {
            let message = format!(
                "'{name}' is not a field of a scenario; expected topic, price_books or cases"
            );
            let line = tree.line;
            return Err(ScenarioError { line, message });
        }
    }
    let topic = match written.get("topic").map(|tree| &tree.value) {
        Some(Value::Text(topic)) => topic.clone(),
        _ => {
            let message = "there is no topic; expected a text".to_owned();
            return Err(ScenarioError { line: 1, message });
        }
    };
    let price_books = shared_books(&document, &written)?;
    let cases = document
        .get("cases")
        .and_then(|cases| cases.get_ref().as_array());
    let mut names = BTreeSet::new();
    let cases = cases.into_iter().flat_map(|cases| cases.iter());
    let cases = cases
        .enumerate()
        .map(|(index, case)| read_case(index, case, &lines, &mut names));
    let cases: Vec<Case> = cases.collect();
    if cases.is_empty() {
        let message = "there are no cases; expected one".to_owned();
        return Err(ScenarioError { line: 1, message });
    }
    Ok(Scenario {
        topic,
        price_books,
        cases,
    })
}

fn shared_books(
    document: &DeTable<'_>,
    written: &BTreeMap<String, Tree>,
) -> Result<BTreeMap<BookId, PriceBook>, ScenarioError> {
    let (Some(books), Some(tree)) = (document.get("price_books"), written.get("price_books"))
    else {
        return Ok(BTreeMap::new());
    };
    read_document(ValueDeserializer::from(books.clone())).map_err(|problems| {
        let line = tree.line_of(&problems.first().path);
        let message = format!("price_books.{problems}");
        ScenarioError { line, message }
    })
}
