//! The field of typed samples, on which a file can be dropped.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::kit::draft::LONGEST_TEXT;
use crate::kit::file::FileDrop;
use crate::kit::form::{Editor, Form};
use crate::kit::number::grouped;
use crate::language::Language;
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::import::use_import;
use crate::traffic::imported::Imported;
use crate::traffic::words::TrafficText;

/// The longest text that is edited in a field, in bytes; of a longer one the first lines are shown.
const LONGEST_TYPED: usize = 2_000;
/// The number of lines that are shown of a long text.
const SHOWN_LINES: usize = 20;

/// The properties of [`Paste`].
#[derive(Properties, PartialEq)]
pub struct PasteProps {
    /// The language of the page.
    pub language: Language,
    /// The form.
    pub editor: Editor<TrafficForm>,
    /// The samples of a long table.
    pub imported: Option<Imported>,
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
    let (importing, onopen) = use_import(&set, &props.onimport, language);
    let oninput = set.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let clear = props.onimport.reform(|_: MouseEvent| None);
    let text = props.editor.form.text(TrafficField::Traffic);
    let is_long = text.len() > LONGEST_TYPED;
    let is_in_link = text.len() <= LONGEST_TEXT;
    // The field shows only the start of a long text, so its content must not be read back.
    let oninput = if is_long { Callback::noop() } else { oninput };
    let is_empty = text.is_empty() && props.imported.is_none();
    // A field with a month of rows makes each keystroke slow.
    let shown = text
        .lines()
        .take(if is_long { SHOWN_LINES } else { usize::MAX });
    let shown = shown.collect::<Vec<_>>().join("\n");
    html! {
        <FileDrop id="traffic-file" label={language.say(&TrafficText::DropFile)}
            class={classes!("field", props.problem.is_some().then_some("wrong"))} {onopen}>
            <label for="traffic">{language.say(&TrafficText::Paste)}</label>
            <textarea id="traffic" rows="3" spellcheck="false" aria-describedby="traffic-below"
                readonly={is_long} aria-invalid={props.problem.is_some().to_string()} value={shown} {oninput} />
            <small id="traffic-below" class="lines" aria-live="polite">
                {props.problem.clone().unwrap_or_else(|| language.say(&TrafficText::PasteHint))}
            </small>
            <small hidden={!is_long}>{language.say(&TrafficText::FirstLines(text.lines().count()))}</small>
            <small hidden={is_in_link}>{language.say(&TrafficText::NotInLink)}</small>
            <small id="imported" role="status">{props.imported.as_ref().map(|imported| said(language, imported))}</small>
            {importing}
            <button type="button" id="traffic-clear" hidden={is_empty} onclick={clear}>{language.say(&TrafficText::ClearPaste)}</button>
        </FileDrop>
    }
}

/// The name and the size of an imported table.
fn said(language: Language, imported: &Imported) -> String {
    let count = grouped(&imported.samples.values.len().to_string());
    let name = &imported.name;
    language.say(&TrafficText::Imported {
        name,
        count: &count,
    })
}
