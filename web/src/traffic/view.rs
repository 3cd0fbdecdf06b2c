//! A month of traffic, and its bills under all published plans.

use std::rc::Rc;
use std::sync::Arc;

use netprice::bandwidth::method::Peak;
use netprice_study::traffic::{Month, TrafficReport};
use netprice_study::{Problems, Workload};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::form::Editor;
use crate::kit::number::{grouped, percent};
use crate::kit::tables::ask;
use crate::kit::{Shared, unreadable};
use crate::language::Language;
use crate::traffic::bill_words::TariffText;
use crate::traffic::billing::use_bills;
use crate::traffic::edit::TrafficEdit;
use crate::traffic::form::TrafficField;
use crate::traffic::paste::Paste;
use crate::traffic::props::{TrafficProps, TrafficViewProps, short};
use crate::traffic::words::TrafficText;
use crate::traffic::{agreed, chart, inputs, own_contract, tariffs};

/// The view; it reads the traffic prices of the catalogue when it is first shown.
#[component]
pub fn TrafficView(props: &TrafficViewProps) -> Html {
    let network = use_memo(props.catalog.clone(), |catalog| {
        ask(["network_names.csv"]);
        let network = catalog.network();
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
                study={Rc::new(props.form.study(&props.comparison))}
                asked_gb={props.comparison.workload.as_ref().and_then(Workload::internet_gb)}
                catalog={props.catalog.clone()}
                network={Shared(network.clone())}
            />
        },
    }
}

/// The view with the traffic prices of the catalogue.
#[component]
pub fn TrafficPage(props: &TrafficProps) -> Html {
    let form = &props.editor.form;
    // Only these fields change the samples.
    let of_samples = [
        TrafficField::Traffic,
        TrafficField::Missing,
        TrafficField::Shape,
        TrafficField::Days,
        TrafficField::HighestMbps,
        TrafficField::FileUnit,
        TrafficField::FileZone,
        TrafficField::FileIn,
        TrafficField::FileOut,
        TrafficField::FileCounts,
        TrafficField::FileDates,
        TrafficField::FileComma,
    ];
    let texts = of_samples.map(|field| props.editor.text(field).to_owned());
    let month = use_memo((texts, props.imported.clone()), |(_, imported)| {
        form.month(imported.as_ref())
    });
    let (month, problems) = match month.as_ref() {
        Ok(month) => (month.as_ref(), None),
        Err(problems) => (None, Some(problems)),
    };
    let (answer, share) = use_bills(props, month);
    let found = answer.as_deref().and_then(|answer| answer.as_ref().ok());
    let method = props.chosen_method();
    let method_name = method.map(|method| props.method_name(&method.id));
    let method_name = method_name.unwrap_or_default();
    let peak = method.and_then(|method| found?.methods.get(&method.id));
    let peak = peak.and_then(|peak| peak.as_ref().ok());
    let measured = use_measured(props, month, &method_name, peak);
    let headline = match (month, answer.as_deref()) {
        (Some(month), Some(Ok(found))) if found.is_no_month => no_month(props, month),
        (Some(_), Some(Ok(found))) => tariffs::verdict(props, found),
        (Some(_), Some(Err(problems))) => refused(props.language, problems),
        (Some(_), None) => under_way(props, share.unwrap_or_default()),
        (None, _) => html! {},
    };
    let bills = found.map(|found| {
        html! {
            <>
                {tariffs::crossovers(props, found)}
                {tariffs::methods(props, found)}
                <p class="hint">{props.say(&TariffText::Hint)}</p>
            </>
        }
    });
    let is_shown = !matches!(answer.as_deref(), Some(Err(_)));
    html! {
        <>
            <div class="headline">{lost(props)}{headline}</div>
            <form class="plan" id="traffic-form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                <fieldset>
                    <legend>{props.say(&TrafficText::Traffic)}</legend>
                    {inputs::generated(props)}
                    {asked(props, month)}
                    <Paste
                        language={props.language}
                        editor={props.editor.clone()}
                        imported={props.imported.clone()}
                        problem={problems.map(|problems| lines_problem(props.language, problems))}
                        report={report_of(props, month)}
                        onimport={props.onimport.clone()}
                    />
                </fieldset>
                <fieldset>
                    {inputs::tariffs_and_method(props, found)}
                    {agreed::discounts(props)}
                </fieldset>
            </form>
            <section class="answer">
                {(*measured).clone().filter(|_| is_shown).unwrap_or_default()}
                {found.map(|found| tariffs::table(props, found)).unwrap_or_default()}
                {own_contract::section(props, found, &method_name)}
                {bills.unwrap_or_default()}
            </section>
        </>
    }
}

/// What was read of the file, or of typed samples.
fn report_of(props: &TrafficProps, month: Option<&Arc<Month>>) -> Option<Rc<TrafficReport>> {
    match &props.imported {
        Some(imported) => imported.report.clone(),
        None => month?.report.clone().map(Rc::new),
    }
}

/// The first problems of typed samples, and the number of the others.
fn lines_problem(language: Language, problems: &Problems) -> String {
    const SHOWN: usize = 5;
    let said = problems.iter().take(SHOWN);
    let said = said.map(|located| language.error(located));
    let mut said: Vec<String> = said.collect();
    let more = problems.iter().skip(SHOWN).count();
    if more > 0 {
        said.push(format!("… (+{more})"));
    }
    said.join("\n")
}

/// The problem that keeps the month from being billed.
fn refused(language: Language, problems: &Problems) -> Html {
    let problem = language.say(&problems.first().problem);
    html! { <p class="alert" role="alert">{problem}</p> }
}

/// The progress of the bills of a long month.
fn under_way(props: &TrafficProps, share: Decimal) -> Html {
    let share = percent(share);
    let said = props.say(&TariffText::Billing(&share));
    html! {
        <p id="billing" class="sentence">
            {&said}{" "}<progress max="100" value={share} aria-label={said.clone()}></progress>
        </p>
    }
}

/// The message in place of the cheapest plan if the samples do not cover a month.
fn no_month(props: &TrafficProps, month: &Month) -> Html {
    let said = props.say(&TariffText::NoMonth(month.days()));
    html! { <p class="alert" id="no-month">{said}</p> }
}

/// The message that the samples of an imported table are lost, because no link holds them.
fn lost(props: &TrafficProps) -> Html {
    let name = props.editor.text(TrafficField::Imported);
    if props.imported.is_some() || name.is_empty() {
        return html! {};
    }
    html! { <p class="alert" id="lost" role="alert">{props.say(&TrafficText::Lost(name))}</p> }
}

/// The volume that the comparison asks for, with a button that scales a made-up month to it.
fn asked(props: &TrafficProps, month: Option<&Arc<Month>>) -> Html {
    let is_made_up =
        props.imported.is_none() && props.editor.text(TrafficField::Traffic).is_empty();
    let Some((gb, month)) = props.asked_gb.zip(month).filter(|_| is_made_up) else {
        return html! {};
    };
    let peak = props.editor.form.highest_mbps.value();
    let peak = peak.map(|peak| peak.get());
    let other = peak.and_then(|peak| month.peak_for(peak, gb));
    let button = other.filter(|other| Some(*other) != peak).map(|other| {
        let typed = props.editor.set(TrafficField::HighestMbps);
        let onclick = Callback::from(move |_: MouseEvent| typed.emit(other.to_string()));
        let said = TrafficText::ScaleTo(&grouped(&other.to_string()));
        html! { <button type="button" id="scale-to-asked" {onclick}>{props.say(&said)}</button> }
    });
    let said = TrafficText::Asked(&grouped(&gb.to_string()));
    html! { <p class="hint" id="asked">{props.say(&said)}{" "}{button}</p> }
}

fn volume(props: &TrafficProps, month: &Month) -> Html {
    let exact = month.volume_gb().unwrap_or_default();
    let said = TrafficText::Volume {
        gb: &short(month.volume_gb().unwrap_or_default().get()),
        mean: &short(month.mean_mbps().unwrap_or_default().get()),
        highest: &short(month.highest_mbps()),
        count: &grouped(&month.samples.values.len().to_string()),
    };
    let missing = month.missing;
    let missing = (missing > 0).then(|| props.say(&TrafficText::MissingCount(missing)));
    html! { <p id="volume" title={format!("{exact} GB")}>{props.say(&said)}{" "}{missing}</p> }
}

/// The figures and the chart of the samples, drawn again only if they change: a long table takes a
/// tenth of a second.
#[hook]
fn use_measured(
    props: &TrafficProps,
    month: Option<&Arc<Month>>,
    method: &str,
    peak: Option<&Peak>,
) -> Rc<Option<Html>> {
    let key = (
        month.cloned(),
        method.to_owned(),
        peak.cloned(),
        props.language,
    );
    use_memo(key, |(month, method, peak, _)| {
        let month = month.as_ref()?;
        Some(html! {
            <>
                {volume(props, month)}
                {chart::chart(props, month, peak.as_ref(), method)}
            </>
        })
    })
}
