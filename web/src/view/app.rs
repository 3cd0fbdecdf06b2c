//! The page as a whole: it holds the state and keeps the address bar at it.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::{document_element, window};
use netprice_catalog::catalog::{Catalog, CatalogError};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{
    CatalogProp, break_even::BreakEven, form::Form, load::Load, offers::Offers, on,
    verdict::Verdict,
};
use crate::document::Document;
use crate::evaluate::evaluate;
use crate::settings::Setting;
use crate::state::{Action, State};
use crate::text::{Language, Text};
use crate::{address, names, view};

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

#[derive(Properties, PartialEq)]
struct PageProps {
    catalog: CatalogProp,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let state = use_reducer(opened);
    let catalog = &props.catalog.0;
    let language = state.language;
    use_followed_links(&state);
    use_address_of(&state);

    let key = (state.document.clone(), props.catalog.clone());
    let evaluation = use_memo(key, |(document, catalog)| evaluate(document, &catalog.0));
    let dispatch = state.dispatcher();
    let names = names::of_offers(catalog, &state.document, language);
    let link_problem = state
        .link_problem
        .map(|problem| language.say(&Text::Link(problem)));
    html! {
        <>
            <header>
                <h1>{"netprice"}</h1>
                <p>{view::say(language, &Text::Tagline)}</p>
                <LanguageSwitch {language} dispatch={dispatch.clone()} />
            </header>
            <main>
                <p class="alert" role="alert" hidden={link_problem.is_none()}>{link_problem}</p>
                <Form
                    {language}
                    document={state.document.clone()}
                    evaluation={evaluation.clone()}
                    names={names.clone()}
                    budget={state.settings.get(Setting::Budget).to_owned()}
                    catalog={props.catalog.clone()}
                    dispatch={dispatch.clone()}
                />
                <section class="answer" aria-label={language.say(&Text::Offers)}>
                    <Verdict {language} evaluation={evaluation.clone()} names={names.clone()} />
                    <Offers
                        {language}
                        evaluation={evaluation.clone()}
                        open={state.open.clone()}
                        names={names.clone()}
                        catalog={props.catalog.clone()}
                        budget={state.settings.get(Setting::Budget).to_owned()}
                        dispatch={dispatch.clone()}
                    />
                    <BreakEven
                        {language}
                        document={state.document.clone()}
                        evaluation={evaluation.clone()}
                        names={names.clone()}
                        catalog={props.catalog.clone()}
                    />
                    <Load {language} {evaluation} {names} settings={state.settings.clone()} {dispatch} />
                </section>
            </main>
            <footer>
                <p>{view::say(language, &Text::Scope)}</p>
                <p>{view::say(language, &Text::Private)}</p>
            </footer>
        </>
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
