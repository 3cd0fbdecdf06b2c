//! The import of samples from a file or a long pasted text, in slices.

use std::rc::Rc;

use netprice::bandwidth::samples::Samples;
use netprice_study::Problems;
use netprice_study::outcome::Outcome;
use netprice_study::traffic::TableReading;
use netprice_study::traffic::samples::CHINA;
use netprice_study::traffic::table::is_text;
use yew::prelude::*;

use crate::kit::file::OpenedFile;
use crate::kit::number::percent;
use crate::kit::slices::use_job;
use crate::language::Language;
use crate::traffic::form::LONGEST_SAMPLES;
use crate::traffic::imported::Imported;
use crate::traffic::words::TrafficText;

/// The most problems of a table that are shown.
const SHOWN: usize = 20;

/// What keeps a file from being read.
#[derive(Clone, PartialEq)]
enum Refused {
    /// The file of this name is empty.
    Empty(String),
    /// The file of this name is no text.
    NoText(String),
    /// Its rows cannot be read.
    Rows(Problems),
}

impl Refused {
    fn said(&self, language: Language) -> String {
        match self {
            Self::Empty(name) => language.say(&TrafficText::EmptyFile(name)),
            Self::NoText(name) => language.say(&TrafficText::NoTable(name)),
            Self::Rows(problems) => {
                let problems = problems.iter().take(SHOWN);
                let said = problems.map(|located| language.error(located));
                said.collect::<Vec<String>>().join("\n")
            }
        }
    }
}

/// Returns the progress or the problems of an import, and the callback that takes a file.
///
/// The text of a file that a link holds goes into the field; a longer file is read in slices, which another
/// file or the button cancels. A file that is empty or no text changes nothing.
#[hook]
pub(crate) fn use_import(
    set: &Callback<String>,
    onimport: &Callback<Option<Imported>>,
    language: Language,
) -> (Html, Callback<OpenedFile>) {
    let refused = use_state(|| None::<Refused>);
    let name = use_mut_ref(String::new);
    let ondone = {
        let (refused, name, onimport) = (refused.clone(), name.clone(), onimport.clone());
        Callback::from(move |read: Outcome<Samples>| match read {
            Ok(samples) => onimport.emit(Some(Imported {
                name: name.borrow().as_str().into(),
                samples: Rc::new(samples),
            })),
            Err(problems) => refused.set(Some(Refused::Rows(problems))),
        })
    };
    let job = use_job(ondone);
    let onopen = {
        let (set, refused) = (set.clone(), refused.clone());
        let (start, cancel) = (job.start.clone(), job.cancel.clone());
        Callback::from(move |opened: OpenedFile| {
            cancel.emit(());
            refused.set(None);
            let OpenedFile { name: opened, text } = opened;
            if text.trim().is_empty() {
                refused.set(Some(Refused::Empty(opened)));
            } else if !is_text(&text) {
                refused.set(Some(Refused::NoText(opened)));
            } else if text.len() <= LONGEST_SAMPLES {
                set.emit(text);
            } else {
                name.replace(opened);
                start.emit(TableReading::new(text, CHINA));
            }
        })
    };
    let share = percent(job.share.unwrap_or_default());
    let reading = language.say(&TrafficText::Importing(&share));
    let cancel = job.cancel.reform(|_: MouseEvent| ());
    let wrong = refused.as_ref().map(|refused| refused.said(language));
    let shown = html! {
        <>
            <p id="importing" hidden={job.share.is_none()}>
                <progress max="100" value={share.clone()} aria-label={reading.clone()}></progress>
                {" "}{&reading}{" "}
                <button type="button" id="import-cancel" onclick={cancel}>{language.say(&TrafficText::Cancel)}</button>
            </p>
            <p id="import-wrong" class="alert lines" role="alert" hidden={wrong.is_none()}>{wrong}</p>
        </>
    };
    (shown, onopen)
}
