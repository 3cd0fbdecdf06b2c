//! The page as a whole: it holds the state and keeps the address bar at it.

use std::cell::RefCell;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, document_element, window};
use netprice_catalog::CatalogError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlOptionElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::compare::Compare;
use super::keep::KeepProps;
use super::own_prices::{sheet_problem, use_own_prices};
use super::parts::{Folded, GpuPart, KeepPart, Later, PricesPart, TrafficPart};
use super::slices::turn;
use super::stage::{Stage, use_stage};
use super::{CatalogProp, Evaluated, Shared, ViewProps, on, unreadable};
use crate::presets::Preset;
use crate::settings::Setting;
use crate::state::{Action, State};
use crate::text::keep::KeepText;
use crate::text::prices::PricesText;
use crate::text::{Language, Text};
use crate::{address, view};

/// The properties of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// What the page holds at first.
    pub(crate) state: State,
    /// The published prices, or the file of them that cannot be read.
    pub(crate) catalog: Result<CatalogProp, CatalogError>,
    /// What the study comes to, if that is known already.
    pub(crate) evaluated: Option<Evaluated>,
    /// How much is drawn at first.
    pub(crate) stage: Stage,
    /// What to do when all is drawn for the first time.
    pub(crate) ondrawn: Callback<()>,
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let stage = use_state(|| props.stage);
    use_effect_with(*stage, {
        let (stage, ondrawn) = (stage.clone(), props.ondrawn.clone());
        move |now| match now.next() {
            Some(next) => spawn_local(async move {
                turn().await;
                stage.set(next);
            }),
            None => ondrawn.emit(()),
        }
    });
    match &props.catalog {
        Ok(_) if *stage == Stage::Nothing => html! {},
        Ok(catalog) => {
            let evaluated = props.evaluated.clone();
            html! {
                <ContextProvider<Stage> context={*stage}>
                    <Page state={props.state.clone()} catalog={catalog.clone()} {evaluated} />
                </ContextProvider<Stage>>
            }
        }
        Err(error) => unreadable(error),
    }
}

/// How long typing pauses before the link is written, in milliseconds.
const PAUSE: u32 = 150;

/// The views, by their names in the link.
const VIEWS: [&str; 4] = ["compare", "bandwidth", "gpu", "prices"];

#[derive(Properties, PartialEq)]
struct PageProps {
    state: State,
    catalog: CatalogProp,
    evaluated: Option<Evaluated>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let state = use_reducer(|| props.state.clone());
    let stage = use_stage();
    let kept = use_memo((), |()| {
        let evaluated = props.evaluated.clone();
        RefCell::new(evaluated.map(|evaluated| (props.catalog.clone(), evaluated)))
    });
    let language = state.language;
    use_followed_links(&state);
    use_address_of(&state);
    use_effect_with(state.jumps, |_| show_chosen());

    let dispatch = state.dispatcher();
    let Some(own) = use_own_prices(&props.catalog, &state) else {
        return html! { <main aria-busy="true"></main> };
    };
    let catalog = &own.catalog;
    let link_problem = state
        .link_problem
        .map(|problem| language.say(&Text::Link(problem)));
    let problem = own.problem.as_ref();
    let wrong_sheet = problem.map(|problem| {
        html! { <>{PricesText::Kept.say(language)}{" "}{sheet_problem(language, problem)}</> }
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
    let view = ViewProps {
        state: (*state).clone(),
        catalog: catalog.clone(),
        kept: Shared(kept),
        dispatch,
    };
    let view = match state.settings.get(Setting::View) {
        "bandwidth" => html! { <Later<TrafficPart> ..view /> },
        "gpu" => html! { <Later<GpuPart> ..view /> },
        "prices" => html! { <Later<PricesPart> ..view /> },
        _ => html! { <Compare ..view /> },
    };
    let keep_label = KeepText::Keep.say(language);
    let keep = KeepProps {
        language,
        document: state.document.clone(),
        catalog: catalog.clone(),
        settings: state.settings.clone(),
        dispatch: state.dispatcher(),
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
                <span class="row">{for stories}</span>
            </section>
            <div class="top">
                <nav aria-label={language.say(&Text::Views)}>{for tabs}</nav>
                <span class="back">
                    <button type="button" id="undo" disabled={!state.history.can_undo()} onclick={undo}>{view::say(language, &Text::Undo)}</button>
                    <button type="button" id="redo" disabled={!state.history.can_redo()} onclick={redo}>{view::say(language, &Text::Redo)}</button>
                </span>
                <section class="keep" aria-label={keep_label.clone()}>
                    <Folded<KeepPart> id="keep" class="inside" summary={html! { {keep_label} }} body={keep} />
                </section>
            </div>
            <main class={format!("{}-view", state.settings.get(Setting::View))}>
                <div class="alerts">
                    <p class="alert" id="link-problem" role="alert" hidden={link_problem.is_none()}>{link_problem}</p>
                    <p class="alert" id="sheet-problem" role="alert" hidden={wrong_sheet.is_none()}>{for wrong_sheet}</p>
                </div>
                { if stage >= Stage::View { view } else { html! {} } }
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

/// Shows what is chosen in every choice: once a person has chosen, a browser no longer looks at which
/// option is marked, and after undo it would show another.
fn show_chosen() {
    let Ok(marked) = document().query_selector_all("option[selected]") else {
        return;
    };
    let marked = (0..marked.length()).filter_map(|index| marked.get(index));
    for option in marked.filter_map(|node| node.dyn_into::<HtmlOptionElement>().ok()) {
        if !option.selected() {
            option.set_selected(true);
        }
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
        state.jumps,
    );
    // Written when typing pauses: a long link takes some milliseconds.
    let last = use_mut_ref(|| None::<(u32, String)>);
    use_effect_with(key, move |(language, document, settings, jumps)| {
        // It cannot fail on a page that has a document element.
        let _ = document_element().set_attribute("lang", language.code());
        let (language, document, settings) = (*language, document.clone(), settings.clone());
        let jumps = *jumps;
        let write = move || {
            let link = format!("#{}", address::write(language, &document, &settings));
            let written = (jumps, link);
            if last.borrow().as_ref() == Some(&written) {
                return;
            }
            // It cannot fail on a page that has a history.
            let history = window().history();
            let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&written.1)));
            *last.borrow_mut() = Some(written);
        };
        let pause = Timeout::new(PAUSE, write);
        move || drop(pause)
    });
}
