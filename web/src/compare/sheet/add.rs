//! The row that adds lines: typed one by one, or pasted.

use netprice_study::StudyProblem;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::compare::form::CompareEdit;
use crate::compare::parts::load_lines;
use crate::compare::pasted::{MOST_LINES, Pasted};
use crate::compare::sheet::lines::moved;
use crate::compare::words::sheet::SheetText;
use crate::language::Language;

/// The properties of [`AddLine`].
#[derive(Properties, PartialEq)]
pub(super) struct AddLineProps {
    pub(super) language: Language,
    /// The number of lines of the sheet.
    pub(super) lines: usize,
    pub(super) onedit: Callback<CompareEdit>,
}

/// Why something was not added.
#[derive(Clone, PartialEq)]
enum Refused {
    Line(StudyProblem),
    /// The lines that could not be read among those that were added.
    Lines(Vec<netprice_study::Located>),
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
    let onkeydown = {
        let (text, refused, onedit) = (text.clone(), refused.clone(), props.onedit.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !text.trim().is_empty() {
                event.prevent_default();
                let (text, refused, onedit) = (text.clone(), refused.clone(), onedit.clone());
                spawn_local(async move {
                    let Ok(lines) = load_lines().await else {
                        return;
                    };
                    match (lines.said)(&text) {
                        Ok(phrase) => {
                            onedit
                                .emit(CompareEdit::AddSaid(vec![(text.trim().to_owned(), phrase)]));
                            text.set(String::new());
                        }
                        Err(problem) => refused.set(Some(Refused::Line(problem))),
                    }
                });
            } else {
                moved(&event);
            }
        })
    };
    let onpaste = pasted(props, &refused);
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

/// Several lines that are pasted are added at once.
fn pasted(props: &AddLineProps, refused: &UseStateHandle<Option<Refused>>) -> Callback<Event> {
    let (refused, onedit, present) = (refused.clone(), props.onedit.clone(), props.lines);
    Callback::from(move |event: Event| {
        let data = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()) else {
            return;
        };
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        if lines < 2 {
            return;
        }
        event.prevent_default();
        if present.saturating_add(lines) > MOST_LINES {
            refused.set(Some(Refused::TooMany(lines)));
            return;
        }
        let (refused, onedit) = (refused.clone(), onedit.clone());
        spawn_local(async move {
            let Ok(part) = load_lines().await else {
                return;
            };
            let Pasted {
                said,
                lines,
                problems,
            } = (part.pasted)(&text);
            if !said.is_empty() {
                onedit.emit(CompareEdit::AddSaid(said));
            }
            if !lines.is_empty() {
                onedit.emit(CompareEdit::AddLines(lines));
            }
            refused.set((!problems.is_empty()).then_some(Refused::Lines(problems)));
        });
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
