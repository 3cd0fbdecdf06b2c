//! The import of a long table, in slices.

use std::rc::Rc;

use netprice::bandwidth::samples::Samples;
use netprice_study::Problems;
use netprice_study::outcome::Outcome;
use netprice_study::traffic::TableReading;
use netprice_study::traffic::samples::CHINA;
use yew::prelude::*;

use crate::kit::draft::LONGEST_TEXT;
use crate::kit::file::OpenedFile;
use crate::kit::number::percent;
use crate::kit::slices::use_job;
use crate::language::Language;
use crate::traffic::imported::Imported;
use crate::traffic::words::TrafficText;

/// The most problems of a table that are shown.
const SHOWN: usize = 20;

/// Returns the progress or the problems of an import, and the callback that takes a file.
///
/// The text of a file that fits into a link goes into the field; a longer file is read in slices, which
/// another file or the button cancels.
#[hook]
pub(crate) fn use_import(
    set: &Callback<String>,
    onimport: &Callback<Option<Imported>>,
    language: Language,
) -> (Html, Callback<OpenedFile>) {
    let wrong = use_state(|| None::<Problems>);
    let name = use_mut_ref(String::new);
    let ondone = {
        let (wrong, name, onimport) = (wrong.clone(), name.clone(), onimport.clone());
        Callback::from(move |read: Outcome<Samples>| match read {
            Ok(samples) => onimport.emit(Some(Imported {
                name: name.borrow().as_str().into(),
                samples: Rc::new(samples),
            })),
            Err(problems) => wrong.set(Some(problems)),
        })
    };
    let job = use_job(ondone);
    let onopen = {
        let (set, wrong) = (set.clone(), wrong.clone());
        let (start, cancel) = (job.start.clone(), job.cancel.clone());
        Callback::from(move |opened: OpenedFile| {
            wrong.set(None);
            if opened.text.len() <= LONGEST_TEXT {
                cancel.emit(());
                set.emit(opened.text);
            } else {
                name.replace(opened.name);
                start.emit(TableReading::new(opened.text, CHINA));
            }
        })
    };
    let share = percent(job.share.unwrap_or_default());
    let reading = language.say(&TrafficText::Importing(&share));
    let cancel = job.cancel.reform(|_: MouseEvent| ());
    let wrong = wrong.iter().flat_map(Problems::iter).take(SHOWN);
    let wrong: Vec<String> = wrong.map(|located| language.error(located)).collect();
    let shown = html! {
        <>
            <p id="importing" hidden={job.share.is_none()}>
                <progress max="100" value={share.clone()} aria-label={reading.clone()}></progress>
                {" "}{&reading}{" "}
                <button type="button" id="import-cancel" onclick={cancel}>{language.say(&TrafficText::Cancel)}</button>
            </p>
            <p id="import-wrong" class="alert lines" role="alert" hidden={wrong.is_empty()}>{wrong.join("\n")}</p>
        </>
    };
    (shown, onopen)
}
