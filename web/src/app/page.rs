//! The page as a whole: it holds the state and writes the link into the address bar.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, document_element, window};
use netprice_study::Workload;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{History, HtmlElement, HtmlOptionElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::forms::View;
use crate::app::link::LinkProblem;
use crate::app::own_prices::{own_prices_problem, use_own_prices};
use crate::app::parts::{KeepPart, LinkPart, MarketPart, PricesPart, TrafficPart, link_part};
use crate::app::save_share::KeepProps;
use crate::app::save_share_words::KeepText;
use crate::app::state::{Action, State};
use crate::app::stories::Story;
use crate::app::tables::{CatalogTables, tables_notice, use_tables};
use crate::app::words::AppText;
use crate::compare::props::{Evaluated, Kept, PricedWith};
use crate::compare::view::Compare;
use crate::kit;
use crate::kit::choice::Choice;
use crate::kit::form::Editor;
use crate::kit::part::{Folded, later};
use crate::kit::quoting::{is_whole, use_quoting};
use crate::kit::slices::turn;
use crate::kit::stage::{Stage, use_stage};
use crate::kit::tables::ask_for_books;
use crate::kit::{CatalogProp, Shared, unreadable};
use crate::language::Language;
use crate::market::props::MarketViewProps;
use crate::prices::props::PricesProps;
use crate::traffic::props::TrafficViewProps;

/// The properties of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The initial state.
    pub(crate) state: State,
    /// The catalogue as far as it is loaded.
    pub(crate) tables: CatalogTables,
    /// The answer to the initial study, if it is known already.
    pub(crate) evaluated: Option<Evaluated>,
    /// The stage of the first drawing.
    pub(crate) stage: Stage,
    /// Called when all stages are drawn for the first time.
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
    let tables = use_tables(&props.tables);
    match &tables.catalog {
        Ok(_) if *stage == Stage::Nothing => html! {},
        Ok(catalog) => {
            let evaluated = props.evaluated.clone();
            html! {
                <ContextProvider<Stage> context={*stage}>
                    <Page state={props.state.clone()} catalog={catalog.clone()} tables={CatalogTables::clone(&tables)} {evaluated} />
                </ContextProvider<Stage>>
            }
        }
        Err(error) => unreadable(error),
    }
}

/// The pause in typing, in milliseconds, after which the link is written.
const PAUSE: u32 = 150;

/// Dispatches an action.
type Dispatch = UseReducerDispatcher<State>;

#[derive(Properties, PartialEq)]
struct PageProps {
    state: State,
    catalog: CatalogProp,
    tables: CatalogTables,
    evaluated: Option<Evaluated>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let state = use_reducer(|| props.state.clone());
    let stage = use_stage();
    let kept = use_memo((), |()| {
        let evaluated = props.evaluated.clone();
        let priced_with = PricedWith {
            catalog: props.catalog.clone(),
            is_whole: is_whole(),
        };
        RefCell::new(evaluated.map(|evaluated| (priced_with, evaluated)))
    });
    use_quoting();
    let language = state.language;
    use_followed_links(&state);
    use_title_of(&state);
    use_address_of(&state);
    use_effect_with(state.jumps, |_| show_chosen());
    use_tables_of_offers(&state, &props.catalog);

    let dispatch = state.dispatcher();
    let own = use_own_prices(&props.catalog, &state.forms);
    let Some(own) = own.as_ref() else {
        return html! { <main aria-busy="true"></main> };
    };
    let catalog = &own.catalog;
    let link_problem = state.link_problem.as_deref();
    let link_problem = link_problem.map(|problem| not_followed(language, problem));
    let problem = own.problem.as_ref();
    let wrong_sheet = problem.map(|problem| own_prices_problem(language, problem));
    let tab = |view: &View| {
        let view = *view;
        let is_current = state.forms.view == view;
        html! {
            <button
                key={view.name()}
                id={format!("view-{}", view.name())}
                type="button"
                aria-current={is_current.then_some("page")}
                tabindex={if is_current { "0" } else { "-1" }}
                onclick={on(&dispatch, move || Action::Show(view))}
            >
                {kit::say(language, &AppText::View(view))}
            </button>
        }
    };
    let stories: Vec<Html> = Story::ALL.iter().map(|one| story(&state, *one)).collect();
    let undo = on(&dispatch, || Action::Undo);
    let redo = on(&dispatch, || Action::Redo);
    let tabs: Vec<Html> = View::ALL.iter().map(tab).collect();
    let keep_label = language.say(&KeepText::Keep);
    let keep = KeepProps {
        language,
        forms: state.forms.clone(),
        catalog: catalog.clone(),
        today: state.today,
        dispatch: state.dispatcher(),
    };
    html! {
        <>
            <button type="button" class="skip" onclick={|_| to_main()}>{kit::say(language, &AppText::Skip)}</button>
            <header>
                <h1>{"netprice"}</h1>
                <nav aria-label={language.say(&AppText::Views)} onkeydown={Callback::from(|event: KeyboardEvent| to_next_tab(&event))}>{for tabs}</nav>
                <span class="back">
                    <button type="button" id="undo" disabled={!state.history.can_undo()} onclick={undo}>{kit::say(language, &AppText::Undo)}</button>
                    <button type="button" id="redo" disabled={!state.history.can_redo()} onclick={redo}>{kit::say(language, &AppText::Redo)}</button>
                </span>
                {language_choice(language, &dispatch)}
                <section class="keep" aria-label={keep_label.clone()}>
                    <Folded id="keep" class="inside" summary={html! { {keep_label} }} body={KeepPart::of(keep)} />
                </section>
                <p class="tagline">{kit::say(language, &AppText::Tagline)}</p>
            </header>
            <main class={format!("{}-view", state.forms.view.name())} tabindex="-1">
                <div class="alerts">
                    <p class="alert" id="link-problem" role="alert" hidden={link_problem.is_none()}>{link_problem}</p>
                    <p class="alert" id="sheet-problem" role="alert" hidden={wrong_sheet.is_none()}>{for wrong_sheet}</p>
                    {tables_notice(language, &props.tables)}
                </div>
                { if stage >= Stage::View { view(&state, catalog, Shared(kept)) } else { html! {} } }
            </main>
            <section class="stories" aria-label={language.say(&AppText::Stories)}>
                <h2>{kit::say(language, &AppText::Stories)}</h2>
                <div class="row">{for stories}</div>
            </section>
            <footer>
                <p>{kit::say(language, &AppText::Scope)}</p>
                <p>{kit::say(language, &AppText::Private)}</p>
            </footer>
        </>
    }
}

/// The arrow keys lead from tab to tab, so that the tabs are one stop of the keyboard before the view.
fn to_next_tab(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" => View::ALL.len().saturating_add(1),
        "ArrowLeft" => View::ALL.len().saturating_sub(1),
        _ => return,
    };
    let active = document().active_element().map(|element| element.id());
    let ids = View::ALL.iter().map(|view| format!("view-{}", view.name()));
    let ids: Vec<String> = ids.collect();
    let here = ids.iter().position(|id| Some(id) == active.as_ref());
    let next = here.and_then(|here| here.saturating_add(step).checked_rem(ids.len()));
    let next = next.and_then(|next| document().get_element_by_id(ids.get(next)?));
    let next = next.and_then(|next| next.dyn_into::<HtmlElement>().ok());
    // An element that can have the focus takes it.
    let _ = next.map(|next| next.focus());
}

/// The choice of the language.
fn language_choice(language: Language, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onchoose = Callback::from(move |code: String| {
        if let Some(language) = Language::from_code(&code) {
            dispatch.dispatch(Action::Language(language));
        }
    });
    let options = Language::ALL.map(|one| (one.code().to_owned(), one.name().to_owned()));
    let label = language.say(&AppText::LanguageSwitch);
    html! { <Choice id="language" {label} chosen={language.code()} options={options.to_vec()} {onchoose} /> }
}

/// Gives the keyboard to the view.
fn to_main() {
    let main = document().query_selector("#page main").ok().flatten();
    let main = main.and_then(|main| main.dyn_into::<HtmlElement>().ok());
    // An element that can have the focus takes it.
    let _ = main.map(|main| main.focus());
}

/// The chosen view.
fn view(state: &UseReducerHandle<State>, catalog: &CatalogProp, kept: Kept) -> Html {
    let (language, today, forms) = (state.language, state.today, &state.forms);
    let (dispatch, catalog) = (state.dispatcher(), catalog.clone());
    match forms.view {
        View::Compare => {
            let onedit = Callback::from(move |edit| dispatch.dispatch(Action::Compare(edit)));
            let form = forms.compare.clone();
            html! { <Compare {language} {today} {form} {catalog} {kept} {onedit} /> }
        }
        View::Traffic => {
            let onedit =
                Callback::from(move |edit| dispatch.dispatch(Action::Traffic(Box::new(edit))));
            let form = forms.traffic.clone().unwrap_or_default();
            let imported = forms.imported.clone();
            let comparison = Shared(Rc::new(forms.compare.document.study()));
            later(TrafficPart::of(TrafficViewProps {
                language,
                form,
                imported,
                comparison,
                catalog,
                onedit,
            }))
        }
        View::Market => {
            let onedit =
                Callback::from(move |edit| dispatch.dispatch(Action::Market(Box::new(edit))));
            let form = forms.market.clone().unwrap_or_default();
            let editor = Editor { form, onedit };
            let asked = forms.compare.document.study().workload;
            later(MarketPart::of(MarketViewProps {
                language,
                editor,
                asked_gpus: asked.as_ref().and_then(Workload::gpus),
                catalog,
            }))
        }
        View::Prices => {
            let onedit = Callback::from(move |edit| dispatch.dispatch(Action::Prices(edit)));
            let form = forms.prices.clone().unwrap_or_default();
            let overrides = forms.overrides.clone();
            let used = forms.compare.document.published_books(&catalog);
            later(PricesPart::of(PricesProps {
                language,
                today,
                form,
                overrides,
                used,
                catalog,
                onedit,
            }))
        }
    }
}

/// The reason why a link was not followed.
fn not_followed(language: Language, problem: &LinkProblem) -> String {
    let said = language.say(&AppText::Link(problem));
    match problem {
        LinkProblem::NotAStudy(problems) => {
            let problems = problems.iter().map(|problem| language.error(problem));
            let problems = problems.collect::<Vec<String>>().join(language.semicolon());
            format!("{said}{}{problems}", language.gap())
        }
        LinkProblem::Damaged | LinkProblem::OtherVersion | LinkProblem::NotLoaded => said,
    }
}

/// The button of a story.
fn story(state: &UseReducerHandle<State>, story: Story) -> Html {
    let dispatch = state.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| {
        let dispatch = dispatch.clone();
        with_link_part(move |part| {
            dispatch.dispatch(match part {
                Some(part) => Action::Open(Box::new((part.story)(story))),
                None => Action::Refuse(LinkProblem::NotLoaded),
            });
        });
    });
    html! {
        <button key={story.name()} id={format!("story-{}", story.name())} type="button" {onclick}>
            <b>{kit::say(state.language, &AppText::Story(story))}</b>
            <small>{kit::say(state.language, &AppText::StorySets(story))}</small>
        </button>
    }
}

/// The callback of a click that only dispatches an action; to clone any action would take much code.
fn on(dispatch: &Dispatch, action: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(action()))
}

/// Loads the part that reads and writes links, and calls a function with it, or with `None` if it cannot
/// be loaded.
fn with_link_part(then: impl FnOnce(Option<LinkPart>) + 'static) {
    spawn_local(async move { then(link_part().await.ok()) });
}

/// Selects the marked option of every select box: once the reader has chosen an option, the browser
/// ignores the mark, and would show the wrong option after an undo.
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

/// Opens links that are pasted into the address bar of the open page.
#[hook]
fn use_followed_links(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            let fragment = window().location().hash().unwrap_or_default();
            let dispatch = dispatch.clone();
            with_link_part(move |part| {
                let read = part.map(|part| (part.read)(&fragment));
                match read.unwrap_or(Err(LinkProblem::NotLoaded)) {
                    Ok(Some(opened)) => dispatch.dispatch(Action::Open(Box::new(opened))),
                    Ok(None) => {}
                    Err(problem) => dispatch.dispatch(Action::Refuse(problem)),
                }
            });
        });
        move || drop(listener)
    });
}

/// Asks for the tables of the offers at once, and not for one after another as they are read.
#[hook]
fn use_tables_of_offers(state: &UseReducerHandle<State>, catalog: &CatalogProp) {
    let document = &state.forms.compare.document;
    let books = document.price_books().into_iter().map(str::to_owned);
    let books: Vec<String> = books.collect();
    let (catalog, has_own_prices) = (catalog.clone(), !state.forms.overrides.is_empty());
    use_effect_with((books, has_own_prices), move |(books, has_own_prices)| {
        ask_for_books(&catalog, books.iter().map(String::as_str), *has_own_prices);
    });
}

/// Names the view and the language in the document.
///
/// They are written only when they change: a written language makes the browser compute every style anew.
#[hook]
fn use_title_of(state: &State) {
    use_effect_with((state.language, state.forms.view), |(language, view)| {
        // This cannot fail on a page that has a document element.
        let _ = document_element().set_attribute("lang", language.code());
        let view = language.say(&AppText::View(*view));
        document().set_title(&format!("{view} · netprice"));
    });
}

/// Writes the link of the state into the address bar: each view that is shown has an entry in the history of the
/// browser, which holds its title and its latest link, and a keystroke has none.
///
/// It does so after a damaged link too, so that a copied link always restores what is shown.
#[hook]
fn use_address_of(state: &UseReducerHandle<State>) {
    let key = (state.language, state.forms.clone(), state.jumps);
    // The link is written when typing pauses, because a long one takes some milliseconds.
    let last = use_mut_ref(|| None::<(u32, String)>);
    let shown = use_mut_ref(|| (state.language, state.forms.clone()));
    let is_untouched = state.jumps == 0 && !state.history.can_undo();
    use_effect_with(key, move |(language, forms, jumps)| {
        let (language, forms, jumps) = (*language, forms.clone(), *jumps);
        let write = move || {
            // An untouched page needs no link, so the part that writes it is not loaded.
            let fragment = window().location().hash().unwrap_or_default();
            let is_first_view = shown.borrow().1.view == forms.view;
            if is_untouched && is_first_view && fragment.is_empty() {
                return;
            }
            with_link_part(move |part| {
                let Some(part) = part else {
                    return;
                };
                let link = format!("#{}", (part.write)(language, &forms));
                let written = (jumps, link);
                if last.borrow().as_ref() == Some(&written) {
                    return;
                }
                let view = forms.view;
                let (language, before) = shown.replace((language, forms));
                let left = || format!("#{}", (part.write)(language, &before));
                let left = (before.view != view).then(left).filter(|left| {
                    // After a step in the history, the address is that of the view to which it led.
                    let address = window().location().hash().unwrap_or_default();
                    address.is_empty() || address == *left
                });
                if let Some(left) = left {
                    write_address(&left, History::replace_state_with_url);
                    write_address(&written.1, History::push_state_with_url);
                } else {
                    write_address(&written.1, History::replace_state_with_url);
                }
                *last.borrow_mut() = Some(written);
            });
        };
        let pause = Timeout::new(PAUSE, write);
        move || drop(pause)
    });
}

/// Writes an address into the history; this cannot fail on a page that has one.
fn write_address(
    link: &str,
    write: fn(&History, &JsValue, &str, Option<&str>) -> Result<(), JsValue>,
) {
    let history = window().history();
    let _ = history.and_then(|history| write(&history, &JsValue::NULL, "", Some(link)));
}
