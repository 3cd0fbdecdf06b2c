//! The row that adds lines: typed one by one, or pasted.

use std::rc::Rc;

use netprice_study::{Located, StudyProblem};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use crate::compare::form::CompareEdit;
use crate::compare::lines::{WorkloadForm, read};
use crate::compare::pasted::{MOST_LINES, pasted};
use crate::compare::sheet::keys::moved;
use crate::compare::words::sheet::SheetText;
use crate::language::Language;

/// The properties of [`AddLine`].
#[derive(Properties, PartialEq)]
pub(super) struct AddLineProps {
    pub(super) language: Language,
    pub(super) workload: Rc<WorkloadForm>,
    pub(super) onedit: Callback<CompareEdit>,
}

/// Why something was not added.
#[derive(Clone, PartialEq)]
enum Refused {
    Line(StudyProblem),
    /// The lines that could not be read among those that were added.
    Lines(Vec<Located>),
    TooMany(usize),
}

/// The input that adds lines.
#[component]
pub(super) fn AddLine(props: &AddLineProps) -> Html {
    let language = props.language;
    let text = use_state(String::new);
    let refused = use_state(|| None::<Refused>);
    let oninput = {
        let (text, refused) = (text.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            text.set(input.value());
            refused.set(None);
        })
    };
    let onkeydown = entered(props, &text, &refused);
    let onpaste = on_paste(props, &refused);
    let said = refused.as_ref().map(|refused| said(language, refused));
    html! {
        <div class={classes!("add", said.is_some().then_some("wrong"))}>
            <input id="add-line" class="line" autocomplete="off" spellcheck="false"
                aria-label={language.say(&SheetText::AddLine)} placeholder={language.say(&SheetText::AddExample)}
                aria-invalid={said.is_some().to_string()} aria-describedby="add-line-below"
                value={(*text).clone()} {oninput} {onkeydown} {onpaste} />
            <small id="add-line-below" aria-live="polite">{said}</small>
        </div>
    }
}

/// Enter adds the line that is typed; without one, the keys lead from line to line.
fn entered(
    props: &AddLineProps,
    text: &UseStateHandle<String>,
    refused: &UseStateHandle<Option<Refused>>,
) -> Callback<KeyboardEvent> {
    let (text, refused) = (text.clone(), refused.clone());
    let (workload, onedit) = (props.workload.clone(), props.onedit.clone());
    Callback::from(move |event: KeyboardEvent| {
        let typed = text.trim();
        if event.key() != "Enter" || typed.is_empty() {
            return moved(&event);
        }
        event.prevent_default();
        match read(typed) {
            Ok(phrase) => {
                let added = vec![(typed.to_owned(), phrase)];
                let workload = WorkloadForm::clone(&workload).with_said(added);
                onedit.emit(CompareEdit::Workload(String::new(), workload));
                text.set(String::new());
            }
            Err(problem) => refused.set(Some(Refused::Line(problem))),
        }
    })
}

/// Several lines that are pasted are added at once.
fn on_paste(props: &AddLineProps, refused: &UseStateHandle<Option<Refused>>) -> Callback<Event> {
    let refused = refused.clone();
    let (workload, onedit) = (props.workload.clone(), props.onedit.clone());
    Callback::from(move |event: Event| {
        let data = event.dyn_ref::<ClipboardEvent>();
        let data = data.and_then(ClipboardEvent::clipboard_data);
        let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()) else {
            return;
        };
        let count = text.lines().filter(|line| !line.trim().is_empty()).count();
        if count < 2 {
            return;
        }
        event.prevent_default();
        if workload.lines.len().saturating_add(count) > MOST_LINES {
            return refused.set(Some(Refused::TooMany(count)));
        }
        let read = pasted(&text);
        let workload = WorkloadForm::clone(&workload);
        let workload = workload.with_said(read.said).with_lines(read.lines);
        onedit.emit(CompareEdit::Workload(String::new(), workload));
        let problems = read.problems;
        refused.set((!problems.is_empty()).then_some(Refused::Lines(problems)));
    })
}

fn said(language: Language, refused: &Refused) -> String {
    match refused {
        Refused::Line(problem) => language.say(problem),
        Refused::Lines(problems) => {
            let said = problems.iter().map(|problem| language.error(problem));
            said.collect::<Vec<String>>().join("\n")
        }
        Refused::TooMany(pasted) => {
            let (pasted, most) = (*pasted, MOST_LINES);
            language.say(&SheetText::TooManyLines { pasted, most })
        }
    }
}
