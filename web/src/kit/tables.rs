//! Loads the tables of the catalogue, each when it is first asked for.
//!
//! What reads the catalogue gets `NotLoaded` for a table that is missing; the table is noted here, loaded,
//! and given to the catalogue, and the page draws itself anew.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::mem::take;

use js_sys::{Function, Promise, Reflect, global};
use netprice_catalog::Catalog;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// Tables that are read together: whoever needs one of them needs the others next.
const TOGETHER: [&[&str]; 3] = [
    &[
        "network_names.csv",
        "network_plans.csv",
        "network_prices.csv",
        "network_methods.csv",
        "sources.csv",
    ],
    &[
        "gpu_names.csv",
        "gpu_prices.csv",
        "gpu_series.csv",
        "gpu_series_index.csv",
        "owning.csv",
        "sources.csv",
    ],
    &["commitments.csv", "sources.csv"],
];

/// The folder of the tables of spot machines and commitments, whose readers need the last group, too.
const PURCHASES: &str = "purchases/";
/// The folder of the tables of services that no first view asks for.
const OTHER_SERVICES: &str = "other_services/";

/// The function of the page that returns a promise of the text of a table.
const LOAD: &str = "loadTable";

/// The text of a table by its name; `None` for one that could not be loaded.
pub type LoadedTable = (String, Option<String>);

thread_local! {
    static ASKED: RefCell<Asked> = RefCell::default();
}

/// The tables that were asked for.
#[derive(Default)]
struct Asked {
    /// All of them, also those that are loaded.
    all: BTreeSet<String>,
    /// Those that nobody has begun to load.
    waiting: BTreeSet<String>,
    /// Called when one is waiting.
    wake: Option<Callback<()>>,
}

impl Asked {
    fn ask(&mut self, table: &str) {
        if self.all.insert(table.to_owned()) {
            self.waiting.insert(table.to_owned());
        }
    }
}

/// A catalogue without tables that notes which ones are asked for.
#[must_use]
pub fn empty() -> Catalog {
    Catalog::without_tables().asking(|table| ask([table]))
}

/// Asks for tables that are not loaded and were not asked for before.
pub fn ask<'a>(tables: impl IntoIterator<Item = &'a str>) {
    let wake = ASKED.with_borrow_mut(|asked| {
        for table in tables {
            asked.ask(table);
            let needs = |group: &&&[&str]| {
                let is_of_purchases =
                    table.starts_with(PURCHASES) && group.contains(&"commitments.csv");
                is_of_purchases || (table != "sources.csv" && group.contains(&table))
            };
            let together = TOGETHER.iter().filter(needs);
            together
                .flat_map(|group| group.iter())
                .for_each(|other| asked.ask(other));
        }
        asked.wake.clone().filter(|_| !asked.waiting.is_empty())
    });
    if let Some(wake) = wake {
        wake.emit(());
    }
}

/// Asks for the tables of price books, as far as their machines on demand, objects and traffic need them; own
/// prices are put among all services of a book.
pub fn ask_for_books<'a>(
    catalog: &Catalog,
    books: impl IntoIterator<Item = &'a str>,
    has_own_prices: bool,
) {
    let tables: Vec<String> = books
        .into_iter()
        .flat_map(|book| catalog.tables_of(book))
        .filter(|table| !table.starts_with(PURCHASES))
        .filter(|table| has_own_prices || !table.starts_with(OTHER_SERVICES))
        .collect();
    ask(tables.iter().map(String::as_str));
}

/// Asks again for tables that could not be loaded.
pub fn ask_again(tables: &BTreeSet<String>) {
    ASKED.with_borrow_mut(|asked| asked.all.retain(|table| !tables.contains(table)));
    ask(tables.iter().map(String::as_str));
}

/// Calls a function whenever tables are waiting to be loaded.
pub fn on_ask(wake: Callback<()>) {
    ASKED.with_borrow_mut(|asked| asked.wake = Some(wake));
}

/// The tables that are waiting; the caller loads them.
#[must_use]
pub fn take_waiting() -> BTreeSet<String> {
    ASKED.with_borrow_mut(|asked| take(&mut asked.waiting))
}

/// Loads tables, all at the same time.
pub async fn loaded(tables: BTreeSet<String>) -> Vec<LoadedTable> {
    let begun: Vec<(String, Option<Promise>)> = tables
        .into_iter()
        .map(|table| {
            let promise = begin(&table);
            (table, promise)
        })
        .collect();
    let mut all = Vec::new();
    for (table, promise) in begun {
        let text = match promise {
            Some(promise) => JsFuture::from(promise).await.ok(),
            None => None,
        };
        all.push((table, text.and_then(|text| text.as_string())));
    }
    all
}

fn begin(table: &str) -> Option<Promise> {
    let load = Reflect::get(&global(), &JsValue::from_str(LOAD)).ok()?;
    let load: Function = load.dyn_into().ok()?;
    let promise = load.call1(&JsValue::NULL, &JsValue::from_str(table)).ok()?;
    promise.dyn_into().ok()
}
