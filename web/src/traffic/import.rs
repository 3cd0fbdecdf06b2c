//! A long table of traffic in slices, so that typing never waits for it.

use crate::kit::draft::LONGEST_TEXT;
use std::cell::Cell;
use std::rc::Rc;

use netprice_study::Problems;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::kit::file::Opened;
use crate::kit::number::percent;
use crate::kit::slices::breath;
use crate::language::Language;
use crate::traffic::importing::{Import, Imported, Step};
use crate::traffic::words::TrafficText;

/// How far a table is read, and what was wrong with the last.
#[derive(Clone, Default, PartialEq)]
struct Reading {
    share: Option<Decimal>,
    wrong: Option<Problems>,
}

/// What to show of a table being read, and what to do with a file.
///
/// A file that fits into a link is typed for the person; a longer one is read in slices, which
/// another file or the button ends.
#[hook]
pub fn use_import(
    set: &Callback<String>,
    onimport: &Callback<Option<Imported>>,
    language: Language,
) -> (Html, Callback<Opened>) {
    let reading = use_state(Reading::default);
    let is_over = use_mut_ref(|| Rc::new(Cell::new(false)));
    let stop = {
        let (reading, is_over) = (reading.clone(), is_over.clone());
        move || {
            is_over.replace(Rc::new(Cell::new(false))).set(true);
            reading.set(Reading::default());
        }
    };
    let cancel = {
        let stop = stop.clone();
        Callback::from(move |_: MouseEvent| stop())
    };
    let onopen = {
        let (set, onimport, reading) = (set.clone(), onimport.clone(), reading.clone());
        Callback::from(move |opened: Opened| {
            stop();
            if opened.text.len() <= LONGEST_TEXT {
                set.emit(opened.text);
                return;
            }
            let is_over = is_over.borrow().clone();
            let task = read(opened, onimport.clone(), reading.clone(), is_over);
            spawn_local(task);
        })
    };
    let share = percent(reading.share.unwrap_or_default());
    let wrong = reading.wrong.iter().flat_map(Problems::iter).take(20);
    let wrong: Vec<String> = wrong.map(|located| language.error(located)).collect();
    let shown = html! {
        <>
            <p id="importing" hidden={reading.share.is_none()}>
                <progress max="100" value={share.clone()} aria-label={language.say(&TrafficText::Importing(&share))}></progress>
                {" "}{language.say(&TrafficText::Importing(&share))}{" "}
                <button type="button" id="import-cancel" onclick={cancel}>{language.say(&TrafficText::Cancel)}</button>
            </p>
            <p id="import-wrong" class="alert lines" role="alert" hidden={wrong.is_empty()}>{wrong.join("\n")}</p>
        </>
    };
    (shown, onopen)
}

async fn read(
    opened: Opened,
    onimport: Callback<Option<Imported>>,
    reading: UseStateHandle<Reading>,
    is_over: Rc<Cell<bool>>,
) {
    let name = opened.name.into();
    let mut import = Import::new(opened.text);
    loop {
        let share = Some(import.share());
        reading.set(Reading { share, wrong: None });
        breath().await;
        if is_over.get() {
            return;
        }
        match import.step() {
            Ok(Step::More(more)) => import = more,
            Ok(Step::Done(samples)) => {
                let samples = Rc::new(samples);
                onimport.emit(Some(Imported { name, samples }));
                reading.set(Reading::default());
                return;
            }
            Err(wrong) => {
                let wrong = Some(wrong);
                reading.set(Reading { share: None, wrong });
                return;
            }
        }
    }
}
