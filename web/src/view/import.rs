//! A long table of traffic in slices, so that typing never waits for it.

use std::cell::Cell;
use std::rc::Rc;

use netprice_study::Problems;
use rust_decimal::Decimal;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::Dispatch;
use super::file::Opened;
use super::slices::breath;
use crate::importing::{Import, Imported, Step};
use crate::number::percent;
use crate::settings::{LONGEST_IN_LINK, Setting};
use crate::state::Action;
use crate::text::Language;
use crate::text::bandwidth::BandwidthText;

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
pub(super) fn use_import(dispatch: &Dispatch, language: Language) -> (Html, Callback<Opened>) {
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
        let (dispatch, reading) = (dispatch.clone(), reading.clone());
        Callback::from(move |opened: Opened| {
            stop();
            if opened.text.len() <= LONGEST_IN_LINK {
                dispatch.dispatch(Action::Set(Setting::Traffic, opened.text));
                return;
            }
            let is_over = is_over.borrow().clone();
            let task = read(opened, dispatch.clone(), reading.clone(), is_over);
            spawn_local(task);
        })
    };
    let share = percent(reading.share.unwrap_or_default());
    let wrong = reading.wrong.iter().flat_map(Problems::iter).take(20);
    let wrong: Vec<String> = wrong.map(|located| language.error(located)).collect();
    let shown = html! {
        <>
            <p id="importing" hidden={reading.share.is_none()}>
                <progress max="100" value={share.clone()} aria-label={BandwidthText::Importing(&share).say(language)}></progress>
                {" "}{BandwidthText::Importing(&share).say(language)}{" "}
                <button type="button" id="import-cancel" onclick={cancel}>{BandwidthText::Cancel.say(language)}</button>
            </p>
            <p id="import-wrong" class="alert lines" role="alert" hidden={wrong.is_empty()}>{wrong.join("\n")}</p>
        </>
    };
    (shown, onopen)
}

async fn read(
    opened: Opened,
    dispatch: Dispatch,
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
                dispatch.dispatch(Action::Import(Some(Imported { name, samples })));
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
