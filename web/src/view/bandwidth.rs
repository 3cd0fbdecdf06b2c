//! A month of traffic: its shape, and what it costs under every published plan.

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

use super::billing::use_bills;
use super::field::Field;
use super::file::FileDrop;
use super::import::use_import;
use super::own_link::own_link;
use super::traffic_props::{BandwidthProps, short};
use super::{Dispatch, Shared, ViewProps, on, plans, traffic_chart, unreadable};
use crate::importing::Imported;
use crate::number::{grouped, percent};
use crate::settings::{LONGEST_IN_LINK, Setting, Settings};
use crate::state::Action;
use crate::text::Language;
use crate::text::bandwidth::BandwidthText;
use crate::traffic::{SERVICES, SHAPES, Wrong, drawn, samples, shaving, traffic_settings};

/// The longest text that is edited in a field, in bytes; of a longer one the first lines are shown.
const LONGEST_TYPED: usize = 2_000;

/// The view, with the prices of traffic, which are read when it is first shown.
#[component]
pub(crate) fn BandwidthView(props: &ViewProps) -> Html {
    let network = use_memo((), |()| {
        let network = props.catalog.network();
        network.cloned().map(Rc::new)
    });
    let state = &props.state;
    match network.as_ref() {
        Err(error) => unreadable(error),
        Ok(network) => html! {
            <Bandwidth
                language={state.language}
                settings={state.settings.clone()}
                imported={state.imported.clone()}
                currency={state.document.currency().to_owned()}
                catalog={props.catalog.clone()}
                network={Shared(network.clone())}
                dispatch={props.dispatch.clone()}
            />
        },
    }
}

/// The view.
#[component]
pub fn Bandwidth(props: &BandwidthProps) -> Html {
    let key = (traffic_settings(&props.settings), props.imported.clone());
    let settings = props.settings.clone();
    let month = use_memo(key, move |(_, imported)| {
        samples(&settings, imported.as_ref())
    });
    let known = month.as_ref().as_ref().ok();
    let (found, billing) = use_bills(props, known);
    let measured = use_measured(props, known, found.is_some());
    let wrong: &[Wrong] = month.as_ref().as_ref().err().map_or(&[], Vec::as_slice);
    let headline = match (known, &found) {
        (Some(month), Some(Ok(_))) if month.is_no_month() => no_month(props, month),
        (Some(_), Some(Ok(found))) => plans::verdict(props, found),
        (Some(_), None) => under_way(props, billing.unwrap_or_default()),
        (_, Some(Err(problems))) => {
            let problem = props.language.problem(&problems.first().problem);
            html! { <p class="alert" role="alert">{problem}</p> }
        }
        (None, Some(Ok(_)) | None) => html! {},
    };
    let answer = match (known, &found) {
        (Some(_), Some(Ok(found))) => html! {
            <>
                {measured.shown.clone()}
                {own_link(props, measured.peak.as_ref(), &measured.method)}
                {plans::table(props, found)}
                {plans::crossovers(props, found)}
                {plans::methods(props, found)}
                <p class="hint">{props.say(&BandwidthText::Hint)}</p>
            </>
        },
        (Some(_), None) => measured.shown.clone(),
        (_, Some(Err(_))) | (None, _) => html! {},
    };
    html! {
        <>
            <div class="headline">{lost(props)}{headline}</div>
            <form class="plan" id="bandwidth" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <fieldset>
                    <legend>{props.say(&BandwidthText::Traffic)}</legend>
                    {shape(props, wrong)}
                    <Paste
                        language={props.language}
                        settings={props.settings.clone()}
                        imported={props.imported.clone()}
                        problem={lines_problem(props.language, wrong)}
                        dispatch={props.dispatch.clone()}
                    />
                </fieldset>
                {where_and_what(props)}
            </form>
            <section class="answer">{answer}</section>
        </>
    }
}

fn problem_at(language: Language, wrong: &[Wrong], wanted: Setting) -> Option<String> {
    wrong.iter().find_map(|wrong| match wrong {
        Wrong::At(setting, problem) if *setting == wanted => Some(language.problem(problem)),
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
    props: &BandwidthProps,
    setting: Setting,
    label: &BandwidthText<'_>,
    options: Vec<(String, String)>,
) -> Html {
    let chosen = props.settings.get(setting);
    let onchange = props.set(setting).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |(value, text): (String, String)| {
        html! { <option key={value.clone()} value={value.clone()} selected={value == chosen}>{text}</option> }
    };
    let id = setting.name();
    html! {
        <div class="field choice">
            <label for={id}>{props.say(label)}</label>
            <select {id} {onchange}>{for options.into_iter().map(option)}</select>
        </div>
    }
}

fn shape(props: &BandwidthProps, wrong: &[Wrong]) -> Html {
    let shapes = SHAPES.iter().map(|(name, _)| {
        let text = props.say(&BandwidthText::Shape(name));
        ((*name).to_owned(), text)
    });
    let number = |setting: Setting, label: BandwidthText<'_>| {
        html! {
            <Field
                id={setting.name()}
                label={props.say(&label)}
                text={props.settings.get(setting).to_owned()}
                problem={problem_at(props.language, wrong, setting)}
                inputmode="numeric"
                oninput={props.set(setting)}
            />
        }
    };
    html! {
        <>
            {choice(props, Setting::Shape, &BandwidthText::ShapeOf, shapes.collect())}
            <div class="fields">
                {number(Setting::HighestMbps, BandwidthText::HighestMbps)}
                {number(Setting::Days, BandwidthText::Days)}
            </div>
        </>
    }
}

fn where_and_what(props: &BandwidthProps) -> Html {
    let network = &props.network;
    let areas = network.areas().into_iter();
    let areas = areas.map(|area| (area.to_owned(), props.name(NetworkNameKind::Area, area)));
    let services = SERVICES.iter();
    let services = services.map(|id| ((*id).to_owned(), props.name(NetworkNameKind::Service, id)));
    let all = ("all".to_owned(), props.say(&BandwidthText::AllServices));
    let methods = network.methods.iter();
    let methods = methods.map(|one| (one.id.to_string(), props.method_name(&one.id)));
    let missing = ["zero", "last"].map(|rule| {
        let text = props.say(&BandwidthText::MissingRule(rule));
        (rule.to_owned(), text)
    });
    let shaved = shaving(&props.settings).err();
    let shaved: Vec<Wrong> = shaved.into_iter().collect();
    html! {
        <fieldset>
            {choice(props, Setting::Area, &BandwidthText::AreaOf, areas.collect())}
            {choice(props, Setting::Service, &BandwidthText::ServiceOf, services.chain([all]).collect())}
            {choice(props, Setting::Missing, &BandwidthText::MissingOf, missing.into())}
            {choice(props, Setting::Method, &BandwidthText::MethodOf, methods.collect())}
            <Field
                id={Setting::Shaved.name()}
                label={props.say(&BandwidthText::ShavedOf)}
                text={props.settings.get(Setting::Shaved).to_owned()}
                problem={problem_at(props.language, &shaved, Setting::Shaved)}
                inputmode="numeric"
                oninput={props.set(Setting::Shaved)}
            />
        </fieldset>
    }
}

/// How far a long month is billed.
fn under_way(props: &BandwidthProps, share: Decimal) -> Html {
    let share = percent(share);
    let said = props.say(&BandwidthText::Billing(&share));
    html! {
        <p id="billing" class="sentence">
            {&said}{" "}<progress max="100" value={share} aria-label={said.clone()}></progress>
        </p>
    }
}

/// What stands in the place of an answer where the samples are no month.
fn no_month(props: &BandwidthProps, month: &Month) -> Html {
    let said = props.say(&BandwidthText::NoMonth(month.days()));
    html! { <p class="alert" id="no-month">{said}</p> }
}

/// That a table which was too long for the link is not here any more.
fn lost(props: &BandwidthProps) -> Html {
    let name = props.settings.get(Setting::Imported);
    if props.imported.is_some() || name.is_empty() {
        return html! {};
    }
    html! { <p class="alert" id="lost" role="alert">{props.say(&BandwidthText::Lost(name))}</p> }
}

fn volume(props: &BandwidthProps, month: &Month) -> Html {
    let samples = &month.samples;
    let known = samples.values.iter().flatten();
    let highest = known.map(|sample| sample.outbound).max();
    let mean = month.mean_mbps().unwrap_or_default();
    let said = BandwidthText::Volume {
        gb: &short(total(samples, Direction::Out).unwrap_or_default()),
        mean: &short(mean.get()),
        highest: &short(mbps(highest.unwrap_or_default())),
        count: &grouped(&samples.values.len().to_string()),
    };
    let missing = month.missing;
    let missing = (missing > 0).then(|| props.say(&BandwidthText::MissingCount(missing)));
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
fn use_measured(
    props: &BandwidthProps,
    month: Option<&Arc<Month>>,
    is_billed: bool,
) -> Rc<Measured> {
    let chosen = props.settings.get(Setting::Method).to_owned();
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
                    {traffic_chart::chart(props, samples, peak.as_ref(), &name)}
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
    BandwidthText::Imported {
        name,
        count: &count,
    }
    .say(language)
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
    settings: Settings,
    imported: Option<Imported>,
    problem: Option<String>,
    dispatch: Dispatch,
}

/// The field of pasted samples, on which a file can be dropped.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let language = props.language;
    let set = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |text| dispatch.dispatch(Action::Set(Setting::Traffic, text)))
    };
    let (importing, onopen) = use_import(&props.dispatch, language);
    let oninput = set.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let clear = on::<MouseEvent>(&props.dispatch, Action::Import(None));
    let text = props.settings.get(Setting::Traffic).to_owned();
    let is_long = text.len() > LONGEST_TYPED;
    let is_in_link = text.len() <= LONGEST_IN_LINK;
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
        <FileDrop id="traffic-file" label={BandwidthText::DropFile.say(language)}
            class={classes!("field", props.problem.is_some().then_some("wrong"))} {onopen}>
            <label for="traffic">{BandwidthText::Paste.say(language)}</label>
            <textarea id="traffic" rows="3" spellcheck="false" aria-describedby="traffic-below"
                readonly={is_long} aria-invalid={props.problem.is_some().to_string()} value={shown} {oninput} />
            <small id="traffic-below" class="lines" aria-live="polite">
                {props.problem.clone().unwrap_or_else(|| BandwidthText::PasteHint.say(language))}
            </small>
            <small hidden={!is_long}>{BandwidthText::FirstLines(text.lines().count()).say(language)}</small>
            <small hidden={is_in_link}>{BandwidthText::NotInLink.say(language)}</small>
            <small id="imported" role="status">{props.imported.as_ref().map(|imported| said(language, imported))}</small>
            {importing}
            <button type="button" id="traffic-clear" hidden={is_empty} onclick={clear}>{BandwidthText::ClearPaste.say(language)}</button>
        </FileDrop>
    }
}
