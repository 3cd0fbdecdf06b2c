//! The page as a whole: it holds the state and keeps the address bar at it.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::{document_element, window};
use netprice::error::{PricingError, PricingErrors};
use netprice_catalog::catalog::{Catalog, CatalogError};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::bandwidth::Bandwidth;
use super::compare::Compare;
use super::gpu::Gpu;
use super::keep::Keep;
use super::prices::Prices;
use super::{CatalogProp, on};
use crate::document::Document;
use crate::presets::Preset;
use crate::settings::Setting;
use crate::state::{Action, State};
use crate::text::prices::PricesText;
use crate::text::{Language, Text};
use crate::{address, own_prices, view};

fn opened() -> State {
    let language = window().navigator().language().unwrap_or_default();
    let fragment = window().location().hash().unwrap_or_default();
    State::opened(
        Language::preferred(&language),
        Document::six_clouds(),
        &fragment,
    )
}

/// The page.
#[component]
pub fn App() -> Html {
    let catalog = use_memo((), |()| Catalog::published().map(Rc::new));
    match catalog.as_ref() {
        Ok(catalog) => html! { <Page catalog={CatalogProp(catalog.clone())} /> },
        Err(CatalogError { file, message }) => html! { <p role="alert">{file}{": "}{message}</p> },
    }
}

/// The views, by their names in the link.
const VIEWS: [&str; 4] = ["compare", "bandwidth", "gpu", "prices"];

#[derive(Properties, PartialEq)]
struct PageProps {
    catalog: CatalogProp,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let state = use_reducer(opened);
    let language = state.language;
    use_followed_links(&state);
    use_address_of(&state);

    let dispatch = state.dispatcher();
    let key = (
        props.catalog.clone(),
        state.settings.get(Setting::Sheet).to_owned(),
    );
    let own = use_memo(key, |(published, sheet)| own_catalog(published, sheet));
    let (catalog, wrong_sheet) = own.as_ref();
    let link_problem = state
        .link_problem
        .map(|problem| language.say(&Text::Link(problem)));
    let wrong_sheet = wrong_sheet.as_ref().map(|errors| {
        let of =
            |error: &PricingError| format!("{}: {}", error.field, language.problem(&error.problem));
        let all: Vec<String> = errors.0.iter().map(of).collect();
        format!("{} {}", PricesText::Kept.say(language), all.join("; "))
    });
    let tab = |name: &&'static str| {
        let is_current = state.settings.get(Setting::View) == *name;
        let action = Action::Set(Setting::View, (*name).to_owned());
        html! {
            <button
                key={*name}
                id={format!("view-{name}")}
                type="button"
                aria-current={is_current.then_some("page")}
                onclick={on::<MouseEvent>(&dispatch, action)}
            >
                {view::say(language, &Text::View(name))}
            </button>
        }
    };
    let story = |preset: &Preset| {
        html! {
            <button
                key={preset.name()}
                id={format!("story-{}", preset.name())}
                type="button"
                onclick={on::<MouseEvent>(&dispatch, Action::Open(*preset))}
            >
                {view::say(language, &Text::Story(*preset))}
            </button>
        }
    };
    let stories: Vec<Html> = Preset::ALL.iter().map(story).collect();
    let undo = on::<MouseEvent>(&dispatch, Action::Undo);
    let redo = on::<MouseEvent>(&dispatch, Action::Redo);
    let tabs: Vec<Html> = VIEWS.iter().map(tab).collect();
    let view = match state.settings.get(Setting::View) {
        "bandwidth" => html! {
            <Bandwidth
                {language}
                settings={state.settings.clone()}
                currency={state.document.currency().to_owned()}
                catalog={catalog.clone()}
                {dispatch}
            />
        },
        "gpu" => html! {
            <Gpu
                {language}
                settings={state.settings.clone()}
                catalog={catalog.clone()}
                {dispatch}
            />
        },
        "prices" => html! {
            <Prices
                {language}
                settings={state.settings.clone()}
                catalog={catalog.clone()}
                {dispatch}
            />
        },
        _ => {
            html! { <Compare state={(*state).clone()} catalog={catalog.clone()} {dispatch} /> }
        }
    };
    html! {
        <>
            <header>
                <h1>{"netprice"}</h1>
                <p>{view::say(language, &Text::Tagline)}</p>
                <LanguageSwitch {language} dispatch={state.dispatcher()} />
            </header>
            <section class="stories" aria-label={language.say(&Text::Stories)}>
                <span>{view::say(language, &Text::Stories)}</span>
                {for stories}
                <span class="back">
                    <button type="button" id="undo" disabled={!state.history.can_undo()} onclick={undo}>{view::say(language, &Text::Undo)}</button>
                    <button type="button" id="redo" disabled={!state.history.can_redo()} onclick={redo}>{view::say(language, &Text::Redo)}</button>
                </span>
            </section>
            <nav aria-label={language.say(&Text::Views)}>{for tabs}</nav>
            <Keep
                {language}
                document={state.document.clone()}
                catalog={catalog.clone()}
                sheet={state.settings.get(Setting::Sheet).to_owned()}
                dispatch={state.dispatcher()}
            />
            <main>
                <p class="alert" id="link-problem" role="alert" hidden={link_problem.is_none()}>{link_problem}</p>
                <p class="alert" id="sheet-problem" role="alert" hidden={wrong_sheet.is_none()}>{wrong_sheet}</p>
                {view}
            </main>
            <footer>
                <p>{view::say(language, &Text::Scope)}</p>
                <p>{view::say(language, &Text::Private)}</p>
            </footer>
        </>
    }
}

/// The catalog with the prices of a sheet; of one that is wrong, the published one and why.
fn own_catalog(published: &CatalogProp, sheet: &str) -> (CatalogProp, Option<PricingErrors>) {
    if sheet.is_empty() {
        return (published.clone(), None);
    }
    match own_prices::applied(&published.0, sheet) {
        Ok(catalog) => (CatalogProp(Rc::new(catalog)), None),
        Err(errors) => (published.clone(), Some(errors)),
    }
}

#[derive(Properties, PartialEq)]
struct LanguageSwitchProps {
    language: Language,
    dispatch: view::Dispatch,
}

#[component]
fn LanguageSwitch(props: &LanguageSwitchProps) -> Html {
    let button = |language: Language| {
        let pressed = (language == props.language).to_string();
        html! {
            <button
                key={language.code()}
                type="button"
                lang={language.code()}
                aria-pressed={pressed}
                onclick={on::<MouseEvent>(&props.dispatch, Action::Language(language))}
            >
                {language.name()}
            </button>
        }
    };
    let label = props.language.say(&Text::LanguageSwitch);
    html! {
        <div class="switch" role="group" aria-label={label}>
            {for Language::ALL.into_iter().map(button)}
        </div>
    }
}

/// Follows links that are pasted into the address bar of the open page.
#[hook]
fn use_followed_links(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            let fragment = window().location().hash().unwrap_or_default();
            dispatch.dispatch(Action::Follow(fragment));
        });
        move || drop(listener)
    });
}

/// Keeps the address bar at the state, without a history entry for every keystroke.
///
/// After a damaged link too: what the bar shows is what a copy of it restores.
#[hook]
fn use_address_of(state: &UseReducerHandle<State>) {
    let key = (
        state.language,
        state.document.clone(),
        state.settings.clone(),
        state.followed,
    );
    use_effect_with(key, |(language, document, settings, _)| {
        // Neither can fail on a page that has a document element and a history.
        let _ = document_element().set_attribute("lang", language.code());
        let link = format!("#{}", address::write(*language, document, settings));
        let history = window().history();
        let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&link)));
    });
}
