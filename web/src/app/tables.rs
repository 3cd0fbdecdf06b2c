//! The catalogue as far as its tables are loaded.

use std::collections::BTreeSet;
use std::rc::Rc;

use netprice_catalog::{Catalog, CatalogError};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::words::AppText;
use crate::kit::tables::{LoadedTable, ask_again, loaded, on_ask, take_waiting};
use crate::kit::words::KitText;
use crate::kit::{CatalogProp, Shared};
use crate::language::Language;

/// The catalogue, the tables that are being loaded, and those that could not be.
#[derive(Clone, PartialEq)]
pub struct CatalogTables {
    /// The catalogue, or the problem of its list of price books.
    pub(crate) catalog: Result<CatalogProp, CatalogError>,
    /// The number of tables that are being loaded.
    loading: usize,
    /// The names of those that could not be loaded.
    failed: BTreeSet<String>,
}

impl CatalogTables {
    /// A catalogue of which nothing is being loaded.
    #[must_use]
    pub fn new(catalog: Result<Catalog, CatalogError>) -> Self {
        Self {
            catalog: catalog.map(|catalog| Shared(Rc::new(catalog))),
            loading: 0,
            failed: BTreeSet::new(),
        }
    }

    /// The catalogue with more tables.
    #[must_use]
    pub(crate) fn with(mut self, tables: Vec<LoadedTable>) -> Self {
        let mut given = Vec::new();
        for (name, text) in tables {
            match text {
                Some(text) => {
                    self.failed.remove(&name);
                    given.push((name, text));
                }
                None => {
                    self.failed.insert(name);
                }
            }
        }
        let given = given
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        let catalog = self.catalog.and_then(|catalog| catalog.with_tables(given));
        self.catalog = catalog.map(|catalog| Shared(Rc::new(catalog)));
        self
    }
}

/// A change of what is loaded.
pub enum TablesAction {
    /// Some tables are being loaded.
    Begin(usize),
    /// They are loaded, or could not be.
    End(Vec<LoadedTable>),
}

impl Reducible for CatalogTables {
    type Action = TablesAction;

    fn reduce(self: Rc<Self>, action: TablesAction) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match action {
            TablesAction::Begin(count) => next.loading = next.loading.saturating_add(count),
            TablesAction::End(tables) => {
                next.loading = next.loading.saturating_sub(tables.len());
                next = next.with(tables);
            }
        }
        Rc::new(next)
    }
}

/// The catalogue; each table that is asked for is loaded, and the catalogue then has it.
#[hook]
pub(crate) fn use_tables(first: &CatalogTables) -> UseReducerHandle<CatalogTables> {
    let tables = use_reducer(|| first.clone());
    let dispatch = tables.dispatcher();
    use_effect_with((), move |()| {
        let load = Callback::from(move |()| {
            let dispatch = dispatch.clone();
            // In a later task: one drawing asks for several tables.
            spawn_local(async move {
                let waiting = take_waiting();
                if !waiting.is_empty() {
                    dispatch.dispatch(TablesAction::Begin(waiting.len()));
                    dispatch.dispatch(TablesAction::End(loaded(waiting).await));
                }
            });
        });
        on_ask(load.clone());
        // Those that were asked for before.
        load.emit(());
    });
    tables
}

/// Says that tables are being loaded, and which ones could not be.
pub(crate) fn tables_notice(language: Language, tables: &CatalogTables) -> Html {
    let failed = &tables.failed;
    let names = failed.iter().map(String::as_str).collect::<Vec<_>>();
    let again = {
        let failed = failed.clone();
        Callback::from(move |_: MouseEvent| ask_again(&failed))
    };
    let is_loading = tables.loading > 0;
    html! {
        <>
            <p class="loading-tables" role="status" hidden={!is_loading} aria-busy={is_loading.then_some("true")}>
                { if is_loading { language.say(&AppText::LoadingTables(tables.loading)) } else { String::new() } }
            </p>
            <p class="alert" id="tables-problem" role="alert" hidden={failed.is_empty()}>
                { if failed.is_empty() { html! {} } else { html! {
                    <>
                        {language.say(&AppText::TablesNotLoaded(&names.join(language.comma())))}{" "}
                        <button type="button" onclick={again}>{language.say(&KitText::Again)}</button>
                    </>
                } } }
            </p>
        </>
    }
}
