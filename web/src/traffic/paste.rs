//! The field of typed samples, on which a file can be dropped.

use std::rc::Rc;

use netprice_study::traffic::TrafficReport;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use crate::kit::file::{FileDrop, OpenedFile};
use crate::kit::form::Editor;
use crate::kit::number::grouped;
use crate::language::Language;
use crate::traffic::form::{LONGEST_SAMPLES, TrafficField, TrafficForm};
use crate::traffic::import::use_import;
use crate::traffic::imported::Imported;
use crate::traffic::reported;
use crate::traffic::words::TrafficText;

/// The properties of [`Paste`].
#[derive(Properties, PartialEq)]
pub struct PasteProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub editor: Editor<TrafficForm>,
    /// The samples of a long table.
    pub imported: Option<Imported>,
    /// What was read of the samples.
    pub report: Option<Rc<TrafficReport>>,
    /// The problems of the typed samples.
    pub problem: Option<String>,
    /// Called with the samples of a long table, or with `None` to remove all samples.
    pub onimport: Callback<Option<Imported>>,
}

/// The field of typed samples, on which a file can be dropped.
#[component]
pub fn Paste(props: &PasteProps) -> Html {
    let language = props.language;
    let set = props.editor.set(TrafficField::Traffic);
    let hints = props.editor.form.hints();
    let (importing, onopen) = use_import(&set, &props.onimport, &hints, language);
    let oninput = {
        let onopen = onopen.clone();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            let text = area.value();
            // Reading a long text takes long, and a field that shows it makes each keystroke slow.
            if text.len() > LONGEST_SAMPLES {
                area.set_value("");
                let name = language.say(&TrafficText::Pasted);
                onopen.emit(OpenedFile { name, text });
            } else {
                set.emit(text);
            }
        })
    };
    // A long pasted text goes past the field, which the browser itself fills only slowly.
    let onpaste = {
        let onopen = onopen.clone();
        Callback::from(move |event: Event| {
            let pasted = event.dyn_ref::<ClipboardEvent>();
            let data = pasted.and_then(ClipboardEvent::clipboard_data);
            let text = data.and_then(|data| data.get_data("text/plain").ok());
            if let Some(text) = text.filter(|text| text.len() > LONGEST_SAMPLES) {
                event.prevent_default();
                let name = language.say(&TrafficText::Pasted);
                onopen.emit(OpenedFile { name, text });
            }
        })
    };
    let clear = props.onimport.reform(|_: MouseEvent| None);
    let text = props.editor.text(TrafficField::Traffic).to_owned();
    let is_empty = text.is_empty() && props.imported.is_none();
    html! {
        <FileDrop id="traffic-file" label={language.say(&TrafficText::DropFile)}
            class={classes!("field", props.problem.is_some().then_some("wrong"))} {onopen}>
            <label for="traffic">{language.say(&TrafficText::Paste)}</label>
            <textarea id="traffic" rows="3" spellcheck="false" aria-describedby="traffic-below"
                aria-invalid={props.problem.is_some().to_string()} value={text} {oninput} {onpaste} />
            <small id="traffic-below" class="lines" aria-live="polite">
                {props.problem.clone().unwrap_or_else(|| language.say(&TrafficText::PasteHint))}
            </small>
            <small id="imported" role="status">{props.imported.as_ref().and_then(|imported| said(language, imported))}</small>
            {importing}
            {props.report.as_ref().map(|report| reported::report(language, report))}
            {reported::hints(language, &props.editor)}
            <button type="button" id="traffic-clear" hidden={is_empty} onclick={clear}>{language.say(&TrafficText::ClearPaste)}</button>
        </FileDrop>
    }
}

/// The name and the size of an imported table.
fn said(language: Language, imported: &Imported) -> Option<String> {
    let samples = imported.samples.as_ref()?;
    let count = grouped(&samples.values.len().to_string());
    let name = &imported.name;
    Some(language.say(&TrafficText::Imported {
        name,
        count: &count,
    }))
}
