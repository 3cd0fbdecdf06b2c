//! What a person keeps and shows: studies saved in the browser, files, the link, the print.

use gloo_utils::{document, window};
use netprice::value::day::Date;
use netprice::value::day::Day;
use netprice_study::analysis::{
    FocusOptions, FocusVersion, Report, focus_csv, report, scenario_of,
};
use netprice_study::{CompareAnswer, Study, StudyProblem, compare};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlInputElement, Storage};
use yew::prelude::*;

use crate::app::forms::{Forms, View};
use crate::app::link;
use crate::app::link::OpenedLink;
use crate::app::report::{PageWords, PrintedReport, Printing};
use crate::app::save_share_words::KeepText;
use crate::app::state::{Action, State};
use crate::app::study::study_of_view;
use crate::compare::evaluate::{Evaluation, evaluate};
use crate::compare::names;
use crate::kit::form::Form;
use crate::kit::quoting::quote_all;
use crate::kit::{CatalogProp, save_as, saving};
use crate::language::Language;
use crate::market::words::MarketText;
use crate::traffic::words::TrafficText;

/// What stands before the name of a saved study among all that the browser keeps.
const PREFIX: &str = "netprice/";
/// The source of the expected costs in a scenario file.
const SOURCE: &str = "saved from the netprice page, which computed the costs";

/// The properties of [`Keep`].
#[derive(Clone, Properties, PartialEq)]
pub struct KeepProps {
    /// The language of the page.
    pub language: Language,
    /// The content of all forms.
    pub forms: Forms,
    /// The catalogue, with the reader's own prices.
    pub catalog: CatalogProp,
    /// The day of today, which a print states.
    pub today: Date,
    /// Dispatches an action.
    pub dispatch: UseReducerDispatcher<State>,
}

impl KeepProps {
    /// The address of what is typed now: the address bar may be behind.
    fn address(&self) -> String {
        let page = window().location().href().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default();
        format!("{page}#{}", link::write(self.language, &self.forms))
    }
}

/// The part of the page.
#[component]
pub fn Keep(props: &KeepProps) -> Html {
    quote_all();
    let language = props.language;
    let said = use_state(String::new);
    // Counted, so that the list is read again after each change of what is saved.
    let changes = use_state(|| 0_u32);
    let name = use_node_ref();
    let onsubmit = {
        let (name, said, changes) = (name.clone(), said.clone(), changes.clone());
        let props = props.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = name.cast::<HtmlInputElement>();
            let name = input.map(|input| input.value()).unwrap_or_default();
            said.set(save(&props, name.trim()));
            changes.set(changes.wrapping_add(1));
        })
    };
    let row = |name: &String| {
        let (open, remove) = (name.clone(), name.clone());
        let dispatch = props.dispatch.clone();
        let onopen = Callback::from(move |_: MouseEvent| {
            let Some(fragment) = storage().and_then(|kept| kept.get_item(&key(&open)).ok()?) else {
                return;
            };
            dispatch.dispatch(match link::read(&fragment) {
                // A saved study is opened in the language that is read now.
                Ok(Some(opened)) => Action::Open(Box::new(OpenedLink {
                    language: Some(language),
                    ..opened
                })),
                Ok(None) => return,
                Err(problem) => Action::Refuse(problem),
            });
        });
        let (changes, said) = (changes.clone(), said.clone());
        let onremove = Callback::from(move |_: MouseEvent| {
            said.set(language.say(&KeepText::WasRemoved(&remove)));
            if let Some(kept) = storage() {
                // A study that is not there need not be removed.
                let _ = kept.remove_item(&key(&remove));
            }
            changes.set(changes.wrapping_add(1));
        });
        html! {
            <li key={name.clone()}>
                <button type="button" class="open-saved" onclick={onopen}>{language.say(&KeepText::Open(name))}</button>
                {" "}
                <button type="button" class="remove-saved" onclick={onremove}>{language.say(&KeepText::Remove(name))}</button>
            </li>
        }
    };
    let names = use_memo(*changes, |_| saved_names());
    let printing = use_state(|| None::<Printing>);
    let print = {
        let (props, said, printing) = (props.clone(), said.clone(), printing.clone());
        Callback::from(move |_: MouseEvent| match printed(&props, &said) {
            Some(report) => printing.set(Some(report)),
            None => save_as::print(),
        })
    };
    let onprinted = {
        let printing = printing.clone();
        Callback::from(move |()| printing.set(None))
    };
    html! {
            <div class="kept">
                <form {onsubmit}>
                    <label>{language.say(&KeepText::Name)}{" "}<input id="save-name" ref={name} autocomplete="off" maxlength="80" /></label>
                    {" "}
                    <button id="save">{language.say(&KeepText::Save)}</button>
                    {" "}
                    <button type="button" id="copy-link" onclick={copy(props, &said)}>{language.say(&KeepText::CopyLink)}</button>
                    {" "}
                    <button type="button" id="print" onclick={print}>{language.say(&KeepText::Print)}</button>
                </form>
                <p id="kept-said" role="status">{&*said}</p>
                <p class="hint" id="not-in-link" hidden={props.forms.imported.is_none()}>{language.say(&KeepText::NotInLink)}</p>
                <ul id="saved" aria-label={language.say(&KeepText::Saved)} hidden={names.is_empty()}>{for names.iter().map(row)}</ul>
                <p class="files">
                    {language.say(&KeepText::Files)}{" "}
                    {files(props, &said)}
                </p>
                {for printing.iter().map(|printing| html! { <PrintedReport printing={printing.clone()} ondone={onprinted.clone()} /> })}
                <p class="hint">{language.say(&KeepText::Here)}{" "}{language.say(&KeepText::WorksOffline)}</p>
            </div>
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The names of what is saved, in order.
fn saved_names() -> Vec<String> {
    let Some(kept) = storage() else {
        return Vec::new();
    };
    let keys = (0..kept.length().unwrap_or_default()).filter_map(|index| kept.key(index).ok()?);
    let mut names: Vec<String> = keys
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .collect();
    names.sort_unstable();
    names
}

/// Saves the page as its link under a name; says what came of it.
fn save(props: &KeepProps, name: &str) -> String {
    let language = props.language;
    if name.is_empty() {
        return language.say(&KeepText::NeedsName);
    }
    let kept = storage();
    let before = kept
        .as_ref()
        .and_then(|kept| kept.get_item(&key(name)).ok()?);
    let whole = link::write_whole(language, &props.forms);
    let saved = kept.map(|kept| kept.set_item(&key(name), &whole));
    match saved {
        Some(Ok(())) if before.is_some() => language.say(&KeepText::WasReplaced(name)),
        Some(Ok(())) => language.say(&KeepText::WasSaved(name)),
        Some(Err(_)) | None => language.say(&KeepText::CannotSave),
    }
}

fn copy(props: &KeepProps, said: &UseStateHandle<String>) -> Callback<MouseEvent> {
    let (props, said) = (props.clone(), said.clone());
    let language = props.language;
    Callback::from(move |_| to_clipboard(&props.address(), language, &said, KeepText::Copied))
}

/// Copies a text and says what came of it.
fn to_clipboard(
    text: &str,
    language: Language,
    said: &UseStateHandle<String>,
    copied: KeepText<'static>,
) {
    let settle = |text: KeepText<'static>| {
        let (said, text) = (said.clone(), language.say(&text));
        Closure::once_into_js(move |_: JsValue| said.set(text))
    };
    let done = window().navigator().clipboard().write_text(text);
    let (copied, refused) = (settle(copied), settle(KeepText::NotCopied));
    // The promise settles once, by one of the two.
    let _ = js_sys::Reflect::get(&done, &"then".into()).map(|then| {
        let then: js_sys::Function = then.unchecked_into();
        then.call2(&done, &copied, &refused)
    });
}

/// The report to print; `None` in a view that prints itself, and while nothing can be compared.
fn printed(props: &KeepProps, said: &UseStateHandle<String>) -> Option<Printing> {
    if !matches!(props.forms.view, View::Compare | View::Prices) {
        return None;
    }
    let (report, words) = Saving::of(props, said).report().ok()?;
    Some(Printing {
        report,
        words,
        today: props.today,
    })
}

/// The buttons of the files.
fn files(props: &KeepProps, said: &UseStateHandle<String>) -> Html {
    let button =
        |id: &'static str, text: KeepText<'static>, make: fn(&Saving<'_>) -> Result<(), String>| {
            let (props, said) = (props.clone(), said.clone());
            let language = props.language;
            let onclick = Callback::from(move |_: MouseEvent| {
                let saving = Saving::of(&props, &said);
                said.set(match make(&saving) {
                    Ok(()) => saving.left_out(),
                    Err(why) => language.say(&KeepText::CannotExport(&why)),
                });
            });
            html! { <button type="button" {id} {onclick}>{language.say(&text)}</button> }
        };
    html! {
        <>
            {button("copy-markdown", KeepText::Markdown, markdown)}{" "}
            {button("save-workbook", KeepText::Workbook, workbook)}{" "}
            {button("save-charges", KeepText::Charges, charges)}{" "}
            {button("save-answer", KeepText::Answer, answer)}{" "}
            {button("save-scenario", KeepText::Scenario, scenario)}{" "}
            {button("save-study", KeepText::Study, study)}
        </>
    }
}

/// The content of a file.
struct Saving<'a> {
    props: &'a KeepProps,
    said: &'a UseStateHandle<String>,
    evaluation: Evaluation,
}

impl<'a> Saving<'a> {
    fn of(props: &'a KeepProps, said: &'a UseStateHandle<String>) -> Self {
        let document = &props.forms.compare.document;
        let evaluation = evaluate(document, &props.catalog);
        Self {
            props,
            said,
            evaluation,
        }
    }

    /// The comparison and its study; the problems that keep it from being compared.
    fn compared(&self) -> Result<(Study, CompareAnswer), String> {
        let (language, evaluation) = (self.props.language, &self.evaluation);
        match (&evaluation.study, &evaluation.comparison) {
            (Some(study), Some(_)) => {
                let answer = compare(study, &self.props.catalog);
                let mut study = study.clone();
                study.overrides.clone_from(&self.props.forms.overrides);
                Ok((study, answer))
            }
            _ => {
                let problems = evaluation.problems();
                let problems = problems.iter().map(|error| language.error(error));
                Err(problems.collect::<Vec<String>>().join(language.semicolon()))
            }
        }
    }

    /// The comparison as a report, and its words.
    fn report(&self) -> Result<(Report, PageWords), String> {
        let (study, answer) = self.compared()?;
        let language = self.props.language;
        let report = report(&study, &answer);
        let report = report.map_err(|problem| language.say(&StudyProblem::from(problem)))?;
        let words = PageWords::of(language, &self.props.catalog, &study, self.props.address());
        Ok((report, words))
    }

    /// The offers that are in no file, since they cannot be priced, and those that are in it as they last could be read.
    fn left_out(&self) -> String {
        let (language, catalog) = (self.props.language, &self.props.catalog);
        let names = names::of_offers(catalog, &self.props.forms.compare.document, language);
        let named = |position: &usize| names.get(*position).map(|name| name.provider.as_str());
        let unpriced = self.evaluation.offers.keys().filter_map(named);
        let unpriced: Vec<&str> = unpriced.collect();
        let as_before = self.evaluation.contracts.iter().filter_map(named);
        let as_before: Vec<&str> = as_before.collect();
        let mut said = Vec::new();
        if !unpriced.is_empty() {
            said.push(language.say(&KeepText::LeftOut(&unpriced.join(language.comma()))));
        }
        if !as_before.is_empty() {
            said.push(language.say(&KeepText::AsBefore(&as_before.join(language.comma()))));
        }
        said.join(language.gap())
    }
}

/// Copies the comparison as Markdown.
fn markdown(saving: &Saving<'_>) -> Result<(), String> {
    let (report, words) = saving.report()?;
    let text = report.markdown(&words, Some(&words.link));
    to_clipboard(
        &text,
        saving.props.language,
        saving.said,
        KeepText::CopiedMarkdown,
    );
    Ok(())
}

/// Saves the comparison as a workbook.
fn workbook(saving: &Saving<'_>) -> Result<(), String> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (report, words) = saving.report()?;
    let workbook = report.workbook(&words, Some(&words.link));
    saving::bytes("netprice-comparison.xlsx", KIND, &workbook);
    Ok(())
}

fn charges(saving: &Saving<'_>) -> Result<(), String> {
    let (study, answer) = saving.compared()?;
    let today = || Day::try_from(saving.props.today);
    let day = study.day.map_or_else(today, Ok);
    let day = day.map_err(|problem| problem.to_string())?;
    let options = FocusOptions::new(FocusVersion::V1_4, day);
    let text = focus_csv(&answer, None, &options);
    saving::csv("netprice-charges.csv", &text);
    Ok(())
}

fn answer(saving: &Saving<'_>) -> Result<(), String> {
    let (_, answer) = saving.compared()?;
    json("netprice-answer.json", &answer)
}

fn scenario(saving: &Saving<'_>) -> Result<(), String> {
    let (study, answer) = saving.compared()?;
    let title = document().title();
    let scenario = scenario_of(&study, &answer, &title, SOURCE);
    let text = scenario.to_toml().map_err(|error| error.to_string())?;
    saving::text("netprice-scenario.toml", "application/toml", &text);
    Ok(())
}

/// Saves the study of the shown view, unless a field keeps it from asking.
fn study(saving: &Saving<'_>) -> Result<(), String> {
    let forms = &saving.props.forms;
    let study = study_of_view(forms, &saving.props.catalog);
    let language = saving.props.language;
    match forms.view {
        View::Compare | View::Prices => {
            saving.compared()?;
        }
        View::Traffic if study.traffic.is_none() => {
            let currency = forms.compare.document.currency().to_string();
            let form = forms.traffic.clone().unwrap_or_default();
            let label = |field| Some(language.say(&TrafficText::label(field, &currency)?));
            return Err(wrong(language, &*form, label));
        }
        View::Market if study.market.is_none() && study.tokens.is_none() => {
            let form = forms.market.clone().unwrap_or_default();
            let label = |field| Some(language.say(&MarketText::Label(field)));
            return Err(wrong(language, &*form, label));
        }
        View::Traffic | View::Market => {}
    }
    json("netprice-study.json", &study)
}

/// The fields of a form that cannot be read, by their labels.
fn wrong<F: Form>(
    language: Language,
    form: &F,
    label: impl Fn(F::Field) -> Option<String>,
) -> String {
    let fields = F::FIELDS.iter();
    let wrong = fields.filter_map(|field| {
        let problem = language.say(form.input(*field).problem()?);
        Some(match label(*field) {
            Some(label) => language.pair(&label, &problem),
            None => problem,
        })
    });
    wrong.collect::<Vec<String>>().join(language.semicolon())
}

fn json(name: &str, content: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_string_pretty(content).map_err(|error| error.to_string())?;
    saving::text(name, "application/json", &text);
    Ok(())
}
