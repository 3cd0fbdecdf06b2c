//! Where costs cross as one input varies: lines beside the table of crossings.

use netprice::decimal::print;
use netprice::money::Money;
use rust_decimal::Decimal;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{CatalogProp, SectionProps, save_as, say};
use crate::chart::{dots, share, whole};
use crate::crossings::{Change, Range, Variable, range};
use crate::document::{Document, NeedField};
use crate::evaluate::Evaluation;
use crate::number::grouped;
use crate::settings::Setting;
use crate::state::Action;
use crate::text::more::MoreText;
use crate::text::{Language, Text};

/// Colours that the colour-blind tell apart (Okabe and Ito), one for each place in the form.
const COLOURS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a7a00", "#56b4e9",
];

/// The section.
#[component]
pub(super) fn BreakEven(props: &SectionProps) -> Html {
    let language = props.language;
    let variables = Variable::all(props.names.len());
    let named = props.settings.get(Setting::Vary);
    let chosen = variables.iter().find(|one| one.name() == named);
    let variable = chosen
        .copied()
        .unwrap_or(Variable::Need(NeedField::EgressGb));
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            dispatch.dispatch(Action::Set(Setting::Vary, select.value()));
        })
    };
    let key = (
        props.document.clone(),
        props.evaluation.clone(),
        props.catalog.clone(),
        variable,
    );
    let found = use_memo(key, |(document, evaluation, catalog, variable)| {
        worked_out(document, evaluation, catalog, *variable)
    });
    let option = |choice: &Variable| {
        let text = label(props, *choice);
        html! { <option key={choice.name()} value={choice.name()} selected={*choice == variable}>{text}</option> }
    };
    html! {
        <>
            <label>
                {say(language, &Text::Vary)}{" "}
                <select id="vary" {onchange}>{for variables.iter().map(option)}</select>
            </label>
            { match found.as_ref() {
                Some(range) => html! { <div>{chart(props, range, variable)}{table(props, range, variable)}</div> },
                None if props.evaluation.figures.is_empty() => {
                    html! { <p>{say(language, &Text::NoAnswer)}</p> }
                }
                None => html! { <p>{say(language, &Text::MendPlan)}</p> },
            } }
        </>
    }
}

fn label(props: &SectionProps, variable: Variable) -> String {
    match variable {
        Variable::Need(field) => props.language.say(&Text::Need(field)),
        Variable::Utilisation => MoreText::Utilisation.say(props.language),
        Variable::Pay(offer) => MoreText::PaidAt(name_of(props, offer)).say(props.language),
    }
}

/// What stands behind a value of what is varied.
fn unit(language: Language, variable: Variable) -> String {
    let [english, chinese] = match variable {
        Variable::Need(NeedField::EgressGb | NeedField::StoredGb) => [" GB", " GB"],
        Variable::Need(NeedField::MemoryGib) => [" GiB", " GiB"],
        Variable::Need(NeedField::Hours) => [" hours", " 小时"],
        Variable::Need(NeedField::Vcpus) => [" vCPU", " vCPU"],
        Variable::Need(NeedField::Machines) => ["", " 台"],
        Variable::Utilisation | Variable::Pay(_) => ["%", "%"],
    };
    language.of([english, chinese])
}

fn worked_out(
    document: &Document,
    evaluation: &Evaluation,
    catalog: &CatalogProp,
    variable: Variable,
) -> Option<Range> {
    // Positions are those of the whole plan, so none of its offers can be left out.
    if !evaluation.figures.is_empty() {
        return None;
    }
    let plan = document.plan_without(&[]).ok()?;
    let ranked = evaluation.comparison.as_ref()?.ranked.iter();
    let positions = ranked.filter_map(|offer| evaluation.positions.get(offer.offer.as_str()));
    let offers: Vec<usize> = positions.copied().collect();
    if offers.len() < 2 {
        return None;
    }
    range(&plan, &offers, variable, &catalog.0).ok()
}

fn money(props: &SectionProps, amount: Decimal) -> String {
    let currency = props.evaluation.comparison.as_ref().map(|c| c.currency);
    currency
        .map(|currency| props.language.money(Money::new(amount, currency)))
        .unwrap_or_default()
}

fn name_of(props: &SectionProps, offer: usize) -> &str {
    props
        .names
        .get(offer)
        .map(|name| name.provider.as_str())
        .unwrap_or_default()
}

fn table(props: &SectionProps, range: &Range, variable: Variable) -> Html {
    let language = props.language;
    let row = |change: &Change| {
        let said = Text::Crossing {
            at: &format!("{}{}", grouped(&print(change.at)), unit(language, variable)),
            below: name_of(props, change.below),
            above: name_of(props, change.above),
        };
        html! {
            <li key={change.at.to_string()} data-at={print(change.at)}>
                {say(language, &said)}{" ("}{money(props, change.cost)}{")"}
            </li>
        }
    };
    html! {
        <>
            <p>{say(language, &Text::CrossingsCaption)}</p>
            <ol class="crossings">{for range.changes.iter().map(row)}</ol>
            <p hidden={!range.changes.is_empty()}>{say(language, &Text::NoCrossing)}</p>
        </>
    }
}

/// The size of the drawing, what is left free above the highest cost, and from a mark to its number.
const WIDTH: Decimal = whole(600);
const HEIGHT: Decimal = whole(300);
const ABOVE: Decimal = whole(30);
const MARK: Decimal = whole(9);

/// The lines, from zero at the left to the limit at the right, with each crossing marked.
fn chart(props: &SectionProps, range: &Range, variable: Variable) -> Html {
    let highest = range
        .lines
        .iter()
        .flat_map(|(_, points)| points)
        .map(|(_, cost)| *cost)
        .max();
    let highest = highest.unwrap_or_default();
    let at = |x: Decimal, y: Decimal| {
        let right = share(x, range.limit) * WIDTH;
        (right, HEIGHT - share(y, highest) * (HEIGHT - ABOVE))
    };
    let line = |(offer, points): &(usize, Vec<(Decimal, Decimal)>)| {
        let points = points.iter().map(|(x, y)| {
            let (x, y) = at(*x, *y);
            format!("{},{}", dots(x), dots(y))
        });
        let colour = COLOURS
            .get(offer % COLOURS.len())
            .copied()
            .unwrap_or("currentColor");
        html! {
            <polyline key={*offer} points={points.collect::<Vec<String>>().join(" ")} fill="none" stroke={colour} stroke-width="2" />
        }
    };
    // Each mark has the number of its line in the list below.
    let mark = |(index, change): (usize, &Change)| {
        let (x, y) = at(change.at, change.cost);
        html! {
            <g key={index}>
                <circle cx={dots(x)} cy={dots(y)} r="5" fill="none" stroke="currentColor" stroke-width="2" />
                <text x={dots(x)} y={dots(y - MARK)} fill="currentColor" font-size="13" text-anchor="middle">{index + 1}</text>
            </g>
        }
    };
    let key = |(offer, _): &(usize, Vec<(Decimal, Decimal)>)| {
        let colour = COLOURS
            .get(offer % COLOURS.len())
            .copied()
            .unwrap_or("currentColor");
        html! {
            <li key={*offer}>
                <svg viewBox="0 0 12 4" aria-hidden="true"><rect width="12" height="4" fill={colour} /></svg>
                {" "}{name_of(props, *offer)}
            </li>
        }
    };
    let label = label(props, variable);
    html! {
        <figure>
            <svg class="lines" role="img" aria-label={format!("{}: {label}", props.language.say(&Text::BreakEven))} viewBox="0 0 600 300">
                <text x="6" y="14" fill="currentColor" font-size="12">{money(props, highest)}</text>
                <path d="M0 0V300H600" fill="none" stroke="currentColor" stroke-opacity="0.4" />
                {for range.lines.iter().map(line)}
                {for range.changes.iter().enumerate().map(mark)}
            </svg>
            <figcaption>
                <span>{"0"}</span>
                <span>{label}</span>
                <span>{grouped(&print(range.limit))}</span>
            </figcaption>
            <ul class="key">{for range.lines.iter().map(key)}</ul>
            {save_as::chart(props.language, "break-even")}
        </figure>
    }
}
