//! A bill: read from a file, taken as the lines to compare, and shown beside what they cost.

mod file;
mod table;

use std::cell::Cell;
use std::rc::Rc;

use gloo_file::File;
use netprice::value::id::OfferId;
use netprice_catalog::{Catalog, CatalogError};
use netprice_study::bill::{BillMatching, BillReport, BillWorkload, ImportedBill, beside};
use netprice_study::{OfferAnswer, StudyProblem};
use yew::platform::spawn_local;
use yew::prelude::*;

use self::file::{Failure, read};
use crate::compare::form::{Brought, CompareEdit};
use crate::compare::lines::{LineForm, WorkloadForm};
use crate::compare::pasted::MOST_LINES;
use crate::compare::props::SectionProps;
use crate::compare::words::bill::BillText;
use crate::kit::file::FileArea;
use crate::kit::number::grouped;
use crate::kit::quoting::quote_all;
use crate::kit::slices::{Next, Sliced, use_slices};
use crate::kit::{Shared, unreadable};
use crate::language::Language;

/// The most refused rows that are shown.
const SHOWN: usize = 20;

/// A file that is being read, or that could not be.
#[derive(Clone, PartialEq)]
enum Opening {
    Nothing,
    Rows(u64),
    Failed(Failure),
}

/// The usage of a bill, or the table of the catalogue that it needs and that is not there.
type Matched = Shared<Result<BillWorkload, CatalogError>>;

/// The section.
#[component]
pub fn Bill(props: &SectionProps) -> Html {
    let language = props.language;
    let opening = use_state(|| Opening::Nothing);
    let turn = use_memo((), |()| Cell::new(0_u32));
    let onfile = on_file(props, &opening, &turn);
    // Leaving the section cancels the reading.
    use_effect_with((), {
        let turn = turn.clone();
        move |()| move || turn.set(turn.get().wrapping_add(1))
    });
    let asked = imported(props.bill.as_ref()).map(Shared);
    let asked = asked.map(|bill| (bill, props.catalog.clone()));
    let matched = use_slices(asked, |(bill, catalog)| -> Next<BillMatching> {
        Next::<BillMatching>::Continue(BillMatching::new(bill.0, Catalog::clone(&catalog)))
    });
    let matched = match matched {
        Some(Sliced::Done(found)) => Some(Shared(found)),
        Some(Sliced::Working(_)) | None => None,
    };
    let beside = use_beside(props, matched.as_ref());
    let cancel = {
        let opening = opening.clone();
        Callback::from(move |_: MouseEvent| {
            turn.set(turn.get().wrapping_add(1));
            opening.set(Opening::Nothing);
        })
    };
    let rows = match &*opening {
        Opening::Rows(rows) => Some(language.say(&BillText::Reading(&grouped(&rows.to_string())))),
        Opening::Nothing | Opening::Failed(_) => None,
    };
    let wrong = match &*opening {
        Opening::Failed(failure) => Some(failure.said(language)),
        Opening::Nothing | Opening::Rows(_) => None,
    };
    let bill = imported(props.bill.as_ref());
    let report = bill.map(|bill| report(language, &bill.report));
    html! {
        <div class="bill">
            <FileArea id="bill-file" label={language.say(&BillText::File)} class={classes!("field", "drop")}
                accept=".csv,.gz,.json,.jsonl,.txt" {onfile} />
            <p class="hint">{language.say(&BillText::Hint)}</p>
            <p id="bill-reading" role="status" hidden={rows.is_none()}>
                <progress aria-label={rows.clone()}></progress>{" "}{rows}{" "}
                <button type="button" id="bill-cancel" onclick={cancel}>{language.say(&BillText::Cancel)}</button>
            </p>
            <p id="bill-wrong" class="alert lines" role="alert" hidden={wrong.is_none()}>{wrong}</p>
            {report}
            {match matched.as_deref() {
                None => html! {},
                Some(Err(error)) => unreadable(error),
                Some(Ok(found)) => html! { <>{answer(props, found)}{(*beside).clone()}</> },
            }}
        </div>
    }
}

/// The bill that was brought.
fn imported(bill: Option<&Brought>) -> Option<Rc<ImportedBill>> {
    Rc::clone(&bill?.0).downcast().ok()
}

/// The table of the bill beside the offers; it is drawn anew only when one of them changes.
#[hook]
fn use_beside(props: &SectionProps, matched: Option<&Matched>) -> Rc<Html> {
    let (props, matched) = (props.clone(), matched.cloned());
    let key = (matched.clone(), props.evaluation.clone(), props.language);
    use_memo(key, move |_| {
        let found = matched.as_deref().and_then(|found| found.as_ref().ok());
        let (Some(found), Some(study)) = (found, &props.evaluation.study) else {
            return html! {};
        };
        let offers = props.evaluation.priced.iter();
        let offers = offers.map(|(id, answer)| -> (&OfferId, &OfferAnswer) { (id, answer) });
        match beside(found, offers, study, &props.catalog) {
            Ok(beside) => table::drawn(&props, &beside),
            Err(problem) => {
                let said = props.language.error(&problem);
                html! { <p class="alert" role="alert">{said}</p> }
            }
        }
    })
}

/// Reads a file, which another file cancels.
fn on_file(
    props: &SectionProps,
    opening: &UseStateHandle<Opening>,
    turn: &Rc<Cell<u32>>,
) -> Callback<File> {
    let (opening, turn, onedit) = (opening.clone(), turn.clone(), props.onedit.clone());
    Callback::from(move |file: File| {
        let own = turn.get().wrapping_add(1);
        turn.set(own);
        opening.set(Opening::Rows(0));
        let (opening, turn, onedit) = (opening.clone(), turn.clone(), onedit.clone());
        spawn_local(async move {
            let is_over = || turn.get() != own;
            let show = |rows| opening.set(Opening::Rows(rows));
            match read(file.as_ref(), show, is_over).await {
                Ok(None) => {}
                Ok(Some(bill)) => {
                    opening.set(Opening::Nothing);
                    onedit.emit(CompareEdit::Bill(Some(Brought(Rc::new(bill)))));
                }
                Err(failure) => {
                    opening.set(Opening::Failed(failure));
                    // The bill of another file is not taken for that of this one.
                    onedit.emit(CompareEdit::Bill(None));
                }
            }
        });
    })
}

/// What was read of the file.
fn report(language: Language, report: &BillReport) -> Html {
    let [rows, taken, totals, refused] = [
        report.rows,
        report.taken,
        report.totals,
        report.refused_rows,
    ]
    .map(|count| grouped(&count.to_string()));
    let summary = BillText::Rows {
        format: report.format,
        rows: &rows,
        taken: &taken,
        totals: &totals,
        refused: &refused,
        unused: report.unused_columns,
    };
    let refused = report.refused.iter().take(SHOWN).map(|located| {
        let problem = StudyProblem::from(located.problem.clone());
        let place = table::place(language, &located.path);
        html! { <li>{language.pair(&place, &language.say(&problem))}</li> }
    });
    let shown = u64::try_from(SHOWN).unwrap_or_default();
    let more = report.refused_rows.saturating_sub(shown);
    html! {
        <details id="bill-report" open={report.refused_rows > 0}>
            <summary>{language.say(&summary)}</summary>
            <ul>
                {for refused}
                {(more > 0).then(|| html! { <li>{format!("… (+{more})")}</li> })}
            </ul>
        </details>
    }
}

/// The usage of the bill, with the button that compares it, beside what it costs.
fn answer(props: &SectionProps, found: &BillWorkload) -> Html {
    let language = props.language;
    let study = props.evaluation.study.as_ref();
    let offers = study.map_or(&[][..], |study| &study.offers);
    let workload = found.workload_at(offers, &props.catalog);
    let (workload, left_out) = found.dearest(workload, MOST_LINES);
    let count = workload.lines.len();
    let take = {
        let onedit = props.onedit.clone();
        Callback::from(move |_: MouseEvent| {
            // A bill names rarer goods, too.
            quote_all();
            let lines = workload.lines.iter().cloned().map(LineForm::in_words);
            let form = WorkloadForm {
                lines: lines.collect(),
                unread: workload.unread.clone(),
            };
            onedit.emit(CompareEdit::Workload(String::new(), form));
        })
    };
    let remove = props.onedit.reform(|_: MouseEvent| CompareEdit::Bill(None));
    let not_matched = BillText::NotMatched {
        count: found.not_matched.len(),
        of: found.paid.len(),
    };
    let beyond = BillText::LeftOut {
        count: left_out.len(),
        most: MOST_LINES,
    };
    let notes = [
        (!found.not_matched.is_empty()).then(|| language.say(&not_matched)),
        (!left_out.is_empty()).then(|| language.say(&beyond)),
    ];
    let notes = notes.into_iter().flatten();
    let wrong = found.problems.iter().map(|problem| language.error(problem));
    html! {
        <>
            {for notes.map(|note| html! { <p class="hint">{note}</p> })}
            {for wrong.map(|wrong| html! { <p class="alert">{wrong}</p> })}
            <p class="row">
                <button type="button" id="bill-take" disabled={count == 0} onclick={take}>{language.say(&BillText::Take(count))}</button>{" "}
                <button type="button" id="bill-remove" onclick={remove}>{language.say(&BillText::Remove)}</button>
            </p>
        </>
    }
}
