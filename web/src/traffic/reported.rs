//! What was read of a file of samples, and what a person may state of it.

use netprice_study::StudyProblem;
use netprice_study::traffic::TrafficReport;
use yew::prelude::*;

use crate::kit::choice::Choice;
use crate::kit::field::Field;
use crate::kit::form::{Editor, Form};
use crate::kit::number::grouped;
use crate::language::Language;
use crate::traffic::form::{CommaChoice, CountsChoice, DatesChoice, TrafficField, TrafficForm};
use crate::traffic::report_words::ReportText;

/// The most refused rows that are shown.
const SHOWN: usize = 20;

/// The report of a file: its rows, its columns, what was assumed and what was refused.
pub(crate) fn report(language: Language, report: &TrafficReport) -> Html {
    let item = |text: String| html! { <li>{text}</li> };
    let of = |names: &[String]| names.join(" + ");
    let (inbound, outbound) = (of(&report.inbound), of(&report.outbound));
    let rows = ReportText::Rows {
        tool: report.tool,
        rows: &grouped(&report.rows.to_string()),
        taken: &grouped(&report.taken.to_string()),
        blank: &grouped(&report.blank.to_string()),
        refused: &grouped(&report.refused.len().to_string()),
    };
    let ways = ReportText::Ways {
        inbound: &inbound,
        outbound: &outbound,
    };
    let unused = report.unused.join(language.comma());
    let unused = Some(unused).filter(|unused| !unused.is_empty());
    let unused = unused.map(|unused| item(language.say(&ReportText::Unused(&unused))));
    let assumed = report
        .assumed
        .iter()
        .map(|assumed| item(language.say(assumed)));
    let refused = report.refused.iter().take(SHOWN);
    let refused =
        refused.map(|located| item(language.error(&located.clone().map(StudyProblem::from))));
    let more = report.refused.len().saturating_sub(SHOWN);
    html! {
        <details id="import-report" open={!report.refused.is_empty()}>
            <summary>{language.say(&rows)}</summary>
            <ul>
                {item(language.say(&ways))}
                {unused}
                {for assumed}
                {for refused}
                {(more > 0).then(|| item(format!("… (+{more})")))}
            </ul>
        </details>
    }
}

/// The fields in which a person states what a file does not.
pub(crate) fn hints(language: Language, editor: &Editor<TrafficForm>) -> Html {
    let text = |field: TrafficField| {
        let id = TrafficForm::name(field);
        html! {
            <Field key={id} {id} label={language.say(&ReportText::Hint(field))} text={editor.text(field).to_owned()}
                problem={None::<String>} inputmode="text" oninput={editor.set(field)} />
        }
    };
    let choice = |field: TrafficField, options: Vec<(String, String)>| {
        html! {
            <Choice id={TrafficForm::name(field)} label={language.say(&ReportText::Hint(field))}
                chosen={editor.text(field).to_owned()} {options} problem={None::<String>} onchoose={editor.set(field)} />
        }
    };
    let counts = CountsChoice::ALL.iter();
    let counts = counts.map(|one| {
        (
            one.name().to_owned(),
            language.say(&ReportText::Counts(*one)),
        )
    });
    let dates = DatesChoice::ALL.iter();
    let dates = dates.map(|one| {
        (
            one.name().to_owned(),
            language.say(&ReportText::Dates(*one)),
        )
    });
    let comma = CommaChoice::ALL.iter();
    let comma = comma.map(|one| {
        (
            one.name().to_owned(),
            language.say(&ReportText::Comma(*one)),
        )
    });
    html! {
        <details id="import-hints">
            <summary>{language.say(&ReportText::Hints)}</summary>
            <div class="fields">
                {text(TrafficField::FileUnit)}
                {text(TrafficField::FileZone)}
                {text(TrafficField::FileOut)}
                {text(TrafficField::FileIn)}
            </div>
            {choice(TrafficField::FileCounts, counts.collect())}
            {choice(TrafficField::FileDates, dates.collect())}
            {choice(TrafficField::FileComma, comma.collect())}
        </details>
    }
}
