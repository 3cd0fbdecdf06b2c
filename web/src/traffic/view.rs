//! A month of traffic: its shape, and what it costs under every published plan.

use crate::kit::draft::LONGEST_TEXT;
use crate::kit::form::{Editor, Form};
use crate::traffic::edit::TrafficEdit;
use crate::traffic::props::{TrafficProps, TrafficViewProps, short};
use std::rc::Rc;
use std::sync::Arc;

use netprice::bandwidth::method::{Method, Missing, Peak};
use netprice::bandwidth::samples::{Direction, mbps};
use netprice::bandwidth::volume::total;
use netprice_catalog::network::NetworkNameKind;
use netprice_study::traffic::Month;
use rust_decimal::Decimal;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::kit::field::Field;
use crate::kit::file::FileDrop;
use crate::kit::number::{grouped, percent};
use crate::kit::{Shared, unreadable};
use crate::language::Language;
use crate::traffic::billing::use_bills;
use crate::traffic::form::{TrafficField, TrafficForm};
use crate::traffic::import::use_import;
use crate::traffic::importing::Imported;
use crate::traffic::own_link::own_link;
use crate::traffic::request::{SERVICES, SHAPES, Wrong, drawn, samples, shaving, traffic_settings};
use crate::traffic::words::TrafficText;
use crate::traffic::{chart, tariffs};

/// The longest text that is edited in a field, in bytes; of a longer one the first lines are shown.
const LONGEST_TYPED: usize = 2_000;

/// The view, with the prices of traffic, which are read when it is first shown.
#[component]
pub fn TrafficView(props: &TrafficViewProps) -> Html {
    let network = use_memo((), |()| {
        let network = props.catalog.network();
        network.cloned().map(Rc::new)
    });
    let form = Rc::clone(&props.form);
    let onimport = props
        .onedit
        .reform(move |imported| TrafficEdit::imported(&form, imported));
    let imported = props.imported.clone();
    let editor = Editor {
        form: Rc::clone(&props.form),
        onedit: props
            .onedit
            .reform(move |edit| TrafficEdit::typed(edit, imported.clone())),
    };
    match network.as_ref() {
        Err(error) => unreadable(error),
        Ok(network) => html! {
            <TrafficPage
                language={props.language}
                {editor}
                imported={props.imported.clone()}
                {onimport}
                currency={props.currency.clone()}
                catalog={props.catalog.clone()}
                network={Shared(network.clone())}
            />
        },
    }
}

/// The view.
#[component]
pub fn TrafficPage(props: &TrafficProps) -> Html {
    let key = (traffic_settings(&props.editor.form), props.imported.clone());
    let form = props.editor.form.clone();
    let month = use_memo(key, move |(_, imported)| samples(&form, imported.as_ref()));
    let known = month.as_ref().as_ref().ok();
    let (found, billing) = use_bills(props, known);
    let measured = use_measured(props, known, found.is_some());
    let wrong: &[Wrong] = month.as_ref().as_ref().err().map_or(&[], Vec::as_slice);
    let headline = match (known, &found) {
        (Some(month), Some(Ok(_))) if month.is_no_month() => no_month(props, month),
        (Some(_), Some(Ok(found))) => tariffs::verdict(props, found),
        (Some(_), None) => under_way(props, billing.unwrap_or_default()),
        (_, Some(Err(problems))) => {
            let problem = props.language.say(&problems.first().problem);
            html! { <p class="alert" role="alert">{problem}</p> }
        }
        (None, Some(Ok(_)) | None) => html! {},
    };
    let answer = match (known, &found) {
        (Some(_), Some(Ok(found))) => html! {
            <>
                {measured.shown.clone()}
                {own_link(props, measured.peak.as_ref(), &measured.method)}
                {tariffs::table(props, found)}
                {tariffs::crossovers(props, found)}
                {tariffs::methods(props, found)}
                <p class="hint">{props.say(&TrafficText::Hint)}</p>
            </>
        },
        (Some(_), None) => measured.shown.clone(),
        (_, Some(Err(_))) | (None, _) => html! {},
    };
    html! {
        <>
            <div class="headline">{lost(props)}{headline}</div>
            <form class="plan" id="traffic-form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <fieldset>
                    <legend>{props.say(&TrafficText::Traffic)}</legend>
                    {shape(props, wrong)}
                    <Paste
                        language={props.language}
                        editor={props.editor.clone()}
                        imported={props.imported.clone()}
                        problem={lines_problem(props.language, wrong)}
                        onimport={props.onimport.clone()}
                    />
                </fieldset>
                {where_and_what(props)}
            </form>
            <section class="answer">{answer}</section>
        </>
    }
}

fn problem_at(language: Language, wrong: &[Wrong], wanted: TrafficField) -> Option<String> {
    wrong.iter().find_map(|wrong| match wrong {
        Wrong::At(field, problem) if *field == wanted => Some(language.say(problem)),
        Wrong::At(..) | Wrong::Lines(_) => None,
    })
}

/// The first problems of the pasted lines, and how many more there are.
fn lines_problem(language: Language, wrong: &[Wrong]) -> Option<String> {
    const SHOWN: usize = 5;
    wrong.iter().find_map(|wrong| match wrong {
        Wrong::Lines(problems) => {
            let said = problems.iter().take(SHOWN);
            let said = said.map(|located| language.error(located));
            let mut said: Vec<String> = said.collect();
            let more = problems.iter().skip(SHOWN).count();
            if more > 0 {
                said.push(format!("… (+{more})"));
            }
            Some(said.join("\n"))
        }
        Wrong::At(..) => None,
    })
}

fn choice(
    props: &TrafficProps,
    field: TrafficField,
    label: &TrafficText<'_>,
    options: Vec<(String, String)>,
) -> Html {
    let chosen = props.editor.form.text(field);
    let onchange = props.set(field).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |(value, text): (String, String)| {
        html! { <option key={value.clone()} value={value.clone()} selected={value == chosen}>{text}</option> }
    };
    let id = TrafficForm::name(field);
    html! {
        <div class="field choice">
            <label for={id}>{props.say(label)}</label>
            <select {id} {onchange}>{for options.into_iter().map(option)}</select>
        </div>
    }
}

fn shape(props: &TrafficProps, wrong: &[Wrong]) -> Html {
    let shapes = SHAPES.iter().map(|(name, _)| {
        let text = props.say(&TrafficText::Shape(name));
        ((*name).to_owned(), text)
    });
    let number = |field: TrafficField, label: TrafficText<'_>| {
        html! {
            <Field
                id={TrafficForm::name(field)}
                label={props.say(&label)}
                text={props.editor.form.text(field).to_owned()}
                problem={problem_at(props.language, wrong, field)}
                inputmode="numeric"
                oninput={props.set(field)}
            />
        }
    };
    html! {
        <>
            {choice(props, TrafficField::Shape, &TrafficText::ShapeOf, shapes.collect())}
            <div class="fields">
                {number(TrafficField::HighestMbps, TrafficText::HighestMbps)}
                {number(TrafficField::Days, TrafficText::Days)}
            </div>
        </>
    }
}

fn where_and_what(props: &TrafficProps) -> Html {
    let network = &props.network;
    let areas = network.areas().into_iter();
    let areas = areas.map(|area| (area.to_owned(), props.name(NetworkNameKind::Area, area)));
    let services = SERVICES.iter();
    let services = services.map(|id| ((*id).to_owned(), props.name(NetworkNameKind::Service, id)));
    let all = ("all".to_owned(), props.say(&TrafficText::AllServices));
    let methods = network.methods.iter();
    let methods = methods.map(|one| (one.id.to_string(), props.method_name(&one.id)));
    let missing = ["zero", "last"].map(|rule| {
        let text = props.say(&TrafficText::MissingRule(rule));
        (rule.to_owned(), text)
    });
    let shaved = shaving(&props.editor.form).err();
    let shaved: Vec<Wrong> = shaved.into_iter().collect();
    html! {
        <fieldset>
            {choice(props, TrafficField::Area, &TrafficText::AreaOf, areas.collect())}
            {choice(props, TrafficField::Service, &TrafficText::ServiceOf, services.chain([all]).collect())}
            {choice(props, TrafficField::Missing, &TrafficText::MissingOf, missing.into())}
            {choice(props, TrafficField::Method, &TrafficText::MethodOf, methods.collect())}
            <Field
                id={TrafficForm::name(TrafficField::Shaved)}
                label={props.say(&TrafficText::ShavedOf)}
                text={props.editor.form.text(TrafficField::Shaved).to_owned()}
                problem={problem_at(props.language, &shaved, TrafficField::Shaved)}
                inputmode="numeric"
                oninput={props.set(TrafficField::Shaved)}
            />
        </fieldset>
    }
}

/// How far a long month is billed.
fn under_way(props: &TrafficProps, share: Decimal) -> Html {
    let share = percent(share);
    let said = props.say(&TrafficText::Billing(&share));
    html! {
        <p id="billing" class="sentence">
            {&said}{" "}<progress max="100" value={share} aria-label={said.clone()}></progress>
        </p>
    }
}

/// What stands in the place of an answer where the samples are no month.
fn no_month(props: &TrafficProps, month: &Month) -> Html {
    let said = props.say(&TrafficText::NoMonth(month.days()));
    html! { <p class="alert" id="no-month">{said}</p> }
}

/// That a table which was too long for the link is not here any more.
fn lost(props: &TrafficProps) -> Html {
    let name = props.editor.form.text(TrafficField::Imported);
    if props.imported.is_some() || name.is_empty() {
        return html! {};
    }
    html! { <p class="alert" id="lost" role="alert">{props.say(&TrafficText::Lost(name))}</p> }
}

fn volume(props: &TrafficProps, month: &Month) -> Html {
    let samples = &month.samples;
    let known = samples.values.iter().flatten();
    let highest = known.map(|sample| sample.outbound).max();
    let mean = month.mean_mbps().unwrap_or_default();
    let said = TrafficText::Volume {
        gb: &short(total(samples, Direction::Out).unwrap_or_default()),
        mean: &short(mean.get()),
        highest: &short(mbps(highest.unwrap_or_default())),
        count: &grouped(&samples.values.len().to_string()),
    };
    let missing = month.missing;
    let missing = (missing > 0).then(|| props.say(&TrafficText::MissingCount(missing)));
    html! { <p id="volume">{props.say(&said)}{" "}{missing}</p> }
}

/// What is told of the samples alone, and the method that is drawn into them.
#[derive(Clone, Default)]
struct Measured {
    shown: Html,
    method: String,
    peak: Option<Peak>,
}

/// Measures and draws once what does not change while other things are typed: a long table takes
/// a tenth of a second. The method waits for the bills, so that the two are not one long wait.
#[hook]
fn use_measured(props: &TrafficProps, month: Option<&Arc<Month>>, is_billed: bool) -> Rc<Measured> {
    let chosen = props.editor.form.text(TrafficField::Method).to_owned();
    let key = (month.cloned(), chosen, props.language, is_billed);
    use_memo(key, |(month, chosen, ..)| {
        let Some(month) = month else {
            return Measured::default();
        };
        let samples = &month.samples;
        let mut methods = props.network.methods.iter().filter(|_| is_billed);
        let method = methods.find(|one| one.id == chosen.as_str());
        let peak = method.and_then(|one| drawn(samples, &as_drawn(&one.method)));
        let name = method
            .map(|one| props.method_name(&one.id))
            .unwrap_or_default();
        Measured {
            shown: html! {
                <>
                    {volume(props, month)}
                    {chart::chart(props, samples, peak.as_ref(), &name)}
                </>
            },
            method: name,
            peak,
        }
    })
}

/// What is held of a long table.
fn said(language: Language, imported: &Imported) -> String {
    let count = grouped(&imported.samples.values.len().to_string());
    let name = &imported.name;
    language.say(&TrafficText::Imported {
        name,
        count: &count,
    })
}

/// The method with missing samples passed over, so that there is something to draw.
fn as_drawn(method: &Method) -> Method {
    let missing = match method.missing {
        Missing::Refuse => Missing::Drop,
        other => other,
    };
    Method {
        missing,
        ..method.clone()
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    language: Language,
    editor: Editor<TrafficForm>,
    imported: Option<Imported>,
    problem: Option<String>,
    onimport: Callback<Option<Imported>>,
}

/// The field of pasted samples, on which a file can be dropped.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let language = props.language;
    let set = props.editor.set(TrafficField::Traffic);
    let (importing, onopen) = use_import(&set, &props.onimport, language);
    let oninput = set.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let clear = props.onimport.reform(|_: MouseEvent| None);
    let text = props.editor.form.text(TrafficField::Traffic).to_owned();
    let is_long = text.len() > LONGEST_TYPED;
    let is_in_link = text.len() <= LONGEST_TEXT;
    // What is shown of a long text is not what was pasted, and is never read back.
    let oninput = if is_long { Callback::noop() } else { oninput };
    let is_empty = text.is_empty() && props.imported.is_none();
    // A month of rows in a text field makes every keystroke slow.
    let shown: String = text
        .lines()
        .take(if is_long { 20 } else { usize::MAX })
        .collect::<Vec<_>>()
        .join("\n");
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
