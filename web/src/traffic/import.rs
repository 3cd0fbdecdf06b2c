//! The import of samples from a file or a long pasted text, in slices.

use std::rc::Rc;

use netprice_study::Problems;
use netprice_study::outcome::Outcome;
use netprice_study::traffic::samples::CHINA;
use netprice_study::traffic::table::is_text;
use netprice_study::traffic::{ImportedTraffic, Table, TableReading, TrafficHints};
use yew::prelude::*;

use crate::kit::file::OpenedFile;
use crate::kit::number::percent;
use crate::kit::slices::use_job;
use crate::language::Language;
use crate::traffic::form::LONGEST_SAMPLES;
use crate::traffic::imported::Imported;
use crate::traffic::words::TrafficText;

/// The most problems of a file that are shown.
const SHOWN: usize = 20;

/// What keeps a file from being read.
#[derive(Clone, PartialEq)]
enum Refused {
    /// The file of this name is empty.
    Empty(String),
    /// The file of this name is no text.
    NoText(String),
    /// Something that it leaves open, or that none of it can be read.
    File(Problems),
}

impl Refused {
    fn said(&self, language: Language) -> String {
        match self {
            Self::Empty(name) => language.say(&TrafficText::EmptyFile(name)),
            Self::NoText(name) => language.say(&TrafficText::NoTable(name)),
            Self::File(problems) => {
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
/// file or the button cancels. Changed hints read the last file again. While a file cannot be read, no bill is
/// shown, so that none is taken for its own.
#[hook]
pub(crate) fn use_import(
    set: &Callback<String>,
    onimport: &Callback<Option<Imported>>,
    hints: &TrafficHints,
    language: Language,
) -> (Html, Callback<OpenedFile>) {
    let refused = use_state(|| None::<Refused>);
    let last = use_mut_ref(|| None::<(String, Rc<str>)>);
    let ondone = {
        let (refused, last, onimport) = (refused.clone(), last.clone(), onimport.clone());
        Callback::from(move |read: Outcome<ImportedTraffic>| {
            let name = last.borrow().as_ref().map(|(name, _)| name.clone());
            let name = name.unwrap_or_default();
            onimport.emit(Some(match read {
                Ok(read) => Imported::read(&name, read),
                Err(problems) => {
                    refused.set(Some(Refused::File(problems)));
                    Imported::failed(&name)
                }
            }));
        })
    };
    let job = use_job(ondone);
    let read = {
        let (start, hints) = (job.start.clone(), hints.clone());
        Callback::from(move |text: Rc<str>| {
            start.emit(TableReading::new(Table {
                text: text.to_string(),
                utc_offset_minutes: CHINA.0,
                hints: hints.clone(),
            }));
        })
    };
    use_effect_with(hints.clone(), {
        let (refused, last, read) = (refused.clone(), last.clone(), read.clone());
        move |_| {
            let text = last.borrow().as_ref().map(|(_, text)| Rc::clone(text));
            if let Some(text) = text {
                refused.set(None);
                read.emit(text);
            }
        }
    });
    let onopen = {
        let (set, refused, onimport) = (set.clone(), refused.clone(), onimport.clone());
        let cancel = job.cancel.clone();
        Callback::from(move |opened: OpenedFile| {
            cancel.emit(());
            refused.set(None);
            let OpenedFile { name, text } = opened;
            last.replace(None);
            let problem = if text.trim().is_empty() {
                Some(Refused::Empty(name.clone()))
            } else if !is_text(&text) {
                Some(Refused::NoText(name.clone()))
            } else {
                None
            };
            if problem.is_some() {
                refused.set(problem);
                onimport.emit(Some(Imported::failed(&name)));
            } else if text.len() <= LONGEST_SAMPLES {
                set.emit(text);
            } else {
                let text: Rc<str> = text.into();
                last.replace(Some((name, Rc::clone(&text))));
                read.emit(text);
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
