//! Starts the page, in turns of the browser: what is shown meanwhile can be read and scrolled.

use std::ops::ControlFlow;
use std::rc::Rc;

use gloo_utils::{document, window};
use netprice::value::day::{Date, Day};
use netprice_catalog::Catalog;
use netprice_study::Resumable;
use yew::Callback;

use crate::app::forms::{Forms, View};
use crate::app::link::LinkProblem;
use crate::app::page::{App, AppProps};
use crate::app::parts::link_part;
use crate::app::state::State;
use crate::app::tables::CatalogTables;
use crate::compare::document::Document;
use crate::compare::evaluate::{Evaluation, Readable};
use crate::compare::props::Evaluated;
use crate::kit::Shared;
use crate::kit::slices::turn;
use crate::kit::stage::Stage;
use crate::kit::tables::{ask, ask_for_books, empty, loaded, take_waiting};
use crate::language::Language;

/// Reads the prices, works out the study, draws the page, and puts it in the place of what is shown.
pub async fn start() {
    turn().await;
    let state = opened().await;
    let mut tables = read(&state).await;
    let mut evaluated = None;
    while let Ok(catalog) = tables.catalog.clone() {
        if compares_published(&state) {
            evaluated = Some(answer(&state.forms.compare.document, &catalog).await);
        }
        // What the first answer lacks, such as the commitments of a link.
        let waiting = take_waiting();
        if waiting.is_empty() {
            break;
        }
        tables = tables.with(loaded(waiting).await);
    }
    // It cannot fail: the name is one of HTML.
    let Ok(root) = document().create_element("div") else {
        return;
    };
    root.set_id("page");
    let place = root.clone();
    let ondrawn = Callback::from(move |()| {
        if let Some(body) = document().body() {
            body.replace_children_with_node_1(&place);
        }
    });
    let props = AppProps {
        state,
        tables,
        evaluated,
        stage: Stage::Nothing,
        ondrawn,
    };
    yew::Renderer::<App>::with_root_and_props(root, props).render();
}

/// The published prices that the first view needs; a price book is read a turn.
async fn read(state: &State) -> CatalogTables {
    let document = &state.forms.compare.document;
    let tables = CatalogTables::new(Ok(empty()));
    ask(["books.csv", "exchange_rates.csv", "sets.csv"]);
    let lists = loaded(take_waiting()).await;
    turn().await;
    let tables = tables.with(lists);
    turn().await;
    let Ok(catalog) = &tables.catalog else {
        return tables;
    };
    let has_own_prices = !state.forms.overrides.is_empty();
    ask_for_books(catalog, document.price_books(), has_own_prices);
    let tables = tables.with(loaded(take_waiting()).await);
    if let Ok(catalog) = &tables.catalog {
        for book in document.price_books() {
            turn().await;
            catalog.read_types(book);
            turn().await;
            // Its offers say why it cannot be read.
            let _ = catalog.first_book(book);
            turn().await;
            let _ = catalog.first_index(book);
        }
    }
    turn().await;
    tables
}

/// The answer to a study, an offer a turn.
async fn answer(document: &Document, catalog: &Catalog) -> Evaluated {
    let nothing = Evaluation::default();
    turn().await;
    let typed = Readable::of(document);
    let mut next = ControlFlow::Continue(typed.comparing(&nothing, catalog));
    let compared = loop {
        turn().await;
        match next {
            ControlFlow::Continue(comparing) => next = comparing.step(),
            ControlFlow::Break(compared) => break compared,
        }
    };
    let evaluation = typed.evaluation(compared, &nothing, catalog);
    turn().await;
    Shared(Rc::new(evaluation))
}

/// Whether the first thing to show is the comparison, at published prices.
fn compares_published(state: &State) -> bool {
    state.forms.view == View::Compare && state.forms.overrides.is_empty()
}

/// What a page shows that is opened at its address alone, in a language, at the prices of a catalogue.
///
/// The day is that of the exchange rates: how old a price is for the reader is not known yet, so it
/// takes its place but is not shown.
#[must_use]
pub fn unopened(language: Language, catalog: Catalog) -> AppProps {
    let rates = catalog.exchange_rates().ok();
    let day = rates.map(|rates| rates.as_of.latest());
    let today = day.unwrap_or_default();
    AppProps {
        state: State::new(language, today, Forms::new(Document::first(language))),
        tables: CatalogTables::new(Ok(catalog)),
        evaluated: None,
        stage: Stage::Whole,
        ondrawn: Callback::noop(),
    }
}

/// The state of the page at the fragment of its address.
async fn opened() -> State {
    let language = window().navigator().language().unwrap_or_default();
    let fragment = window().location().hash().unwrap_or_default();
    let language = Language::preferred(&language);
    let state = State::new(language, today(), Forms::new(Document::first(language)));
    if fragment.is_empty() {
        return state;
    }
    let read = match link_part().await {
        Ok(part) => (part.read)(&fragment),
        Err(_) => Err(LinkProblem::NotLoaded),
    };
    state.opened(read)
}

/// The day in the reader's place.
fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month(), now.get_date());
    let day = format!("{year:04}-{:02}-{day:02}", month.saturating_add(1)).parse::<Day>();
    day.map(Day::date).unwrap_or_default()
}
