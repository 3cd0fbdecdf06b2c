//! The sensitivity of a total to each input: bars and their table.

use netprice::Money;
use netprice_study::analysis::{self, Influence, Input};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::evaluate::Evaluation;
use crate::compare::measure;
use crate::compare::options::CompareOption;
use crate::compare::props::SectionProps;
use crate::compare::words::charts::ChartText;
use crate::kit::axis::{Axis, Mark};
use crate::kit::chart::whole;
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::save_as;
use crate::kit::words::KitText;
use crate::language::Language;

/// The section.
#[component]
pub(crate) fn Sensitivity(props: &SectionProps) -> Html {
    let language = props.language;
    let ranked = ranked(&props.evaluation);
    let chosen = props.option(CompareOption::SensitivityOf).parse().ok();
    let position = chosen
        .filter(|chosen| ranked.contains(chosen))
        .or(ranked.first().copied());
    let found = position.and_then(|position| found(props, position));
    let options = ranked
        .iter()
        .map(|offer| (offer.to_string(), name_of(props, *offer).to_owned()));
    html! {
        <>
            <Choice
                id="sensitivity-of"
                label={language.say(&KitText::Provider)}
                chosen={position.map(|position| position.to_string()).unwrap_or_default()}
                options={options.collect::<Vec<ChoiceOption>>()}
                onchoose={props.set(CompareOption::SensitivityOf)}
            />
            { match (found, position) {
                (Some(found), Some(position)) => shown(props, &found, position),
                _ => html! { <span></span> },
            } }
        </>
    }
}

/// The positions of the ranked offers, in their order.
fn ranked(evaluation: &Evaluation) -> Vec<usize> {
    let ranked = evaluation.comparison.iter().flat_map(|one| &one.ranked);
    ranked
        .filter_map(|offer| evaluation.positions.get(&offer.offer).copied())
        .collect()
}

fn name_of(props: &SectionProps, offer: usize) -> &str {
    let name = props.names.get(offer);
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}

fn found(props: &SectionProps, position: usize) -> Option<analysis::Sensitivity> {
    let (study, name) = (
        props.evaluation.study.as_ref()?,
        props.evaluation.name(position)?,
    );
    analysis::sensitivity(study, name, &props.catalog).ok()
}

fn label(props: &SectionProps, input: &Input, found: &analysis::Sensitivity) -> String {
    let fields = found.influences.iter().filter_map(|one| match &one.input {
        Input::Workload(field) => Some(field),
        Input::Discount | Input::ExchangeRate => None,
    });
    match input {
        Input::Workload(field) => measure::label(props, field, fields),
        Input::Discount => props.language.say(&ChartText::PaidOfList),
        Input::ExchangeRate => props.language.say(&ChartText::ExchangeRate),
    }
}

fn shown(props: &SectionProps, found: &analysis::Sensitivity, position: usize) -> Html {
    let language = props.language;
    let total = found.total;
    let money = |amount: Decimal| language.money(Money::new(amount, total.currency()));
    let change = |by: Money| signed(language, by);
    let row = |influence: &Influence| {
        let label = label(props, &influence.input, found);
        let Ok((less, more)) = influence.changes(total) else {
            return html! {};
        };
        html! {
            <tr key={label.clone()}>
                <th scope="row">{&label}</th>
                <td class="number" data-exact={influence.less.to_string()}>{change(less)}</td>
                <td class="number">{more.map_or_else(|| "–".to_owned(), change)}</td>
            </tr>
        }
    };
    let first = found.influences.first().map(|first| {
        language.say(&ChartText::MovesMost {
            input: &label(props, &first.input, found),
            name: name_of(props, position),
            by: &money(first.reach(total).unwrap_or_default()),
        })
    });
    html! {
        <div>
            <p class="sentence" id="moves-most">{first}</p>
            {chart(props, found, position)}
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&ChartText::Sensitivity)}>
                <table class="influences">
                    <thead><tr>
                        <th scope="col">{language.say(&ChartText::InputColumn)}</th>
                        <th scope="col" class="number">{language.say(&ChartText::TenthLess)}</th>
                        <th scope="col" class="number">{language.say(&ChartText::TenthMore)}</th>
                    </tr></thead>
                    <tbody>{for found.influences.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(language, "sensitivity")}
            <p class="hint">{language.say(&ChartText::NoMore)}</p>
        </div>
    }
}

/// A change of the total, with its sign.
fn signed(language: Language, by: Money) -> String {
    let amount = language.money(by);
    match amount.strip_prefix('-') {
        Some(less) => format!("−{less}"),
        None if by.amount().is_zero() => amount,
        None => format!("+{amount}"),
    }
}

/// The height of a row: its name, and its bar below.
const ROW: u32 = 46;
/// From the top of a row to the foot of its name, to its bar, and to the foot of the values beside it.
const NAME: u32 = 14;
const BAR: u32 = 20;
const VALUE: u32 = 32;
/// The line of the scale.
const SCALE: u32 = 24;
/// The most round values of the scale: they fit beside each other on a phone.
const MARKS: u32 = 4;
/// The reach of the scale as a multiple of that of the widest bar, so that its value fits beside it.
const REACH: Decimal = Decimal::from_parts(16, 0, 0, false, 1);

/// A bar from less to more of each input, around the total, with its values and a scale.
fn chart(props: &SectionProps, found: &analysis::Sensitivity, position: usize) -> Html {
    let language = props.language;
    let total = found.total;
    let reaches = found.influences.iter().map(|one| one.reach(total));
    let furthest = reaches.flatten().max().unwrap_or_default() * REACH;
    let across = Axis::within(-furthest, furthest, MARKS);
    let row = |(index, one): (u32, &Influence)| {
        let top = ROW * index;
        let Ok((less, more)) = one.changes(total) else {
            return html! {};
        };
        html! {
            <g key={index}>
                <text x="0" y={(top + NAME).to_string()}>{label(props, &one.input, found)}</text>
                {bar(language, &across, "less", less, top)}
                {for more.map(|more| bar(language, &across, "more", more, top))}
            </g>
        }
    };
    let bottom = ROW * u32::try_from(found.influences.len()).unwrap_or_default();
    let marks = across.marks(|by| {
        let amount = language.short_money(Money::new(by, total.currency()));
        let sign = if by > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{amount}")
    });
    let label = language.say(&ChartText::Sensitivity);
    let label = format!(
        "{label} {}, {}",
        name_of(props, position),
        language.money(total)
    );
    let key = |class: &'static str, text: &ChartText<'_>| {
        html! { <li><svg class="influence" viewBox="0 0 24 8" aria-hidden="true"><rect {class} width="24" height="8" /></svg>{" "}{language.say(text)}</li> }
    };
    html! {
        <figure class="chart">
            <svg class="plot influence" role="img" height={(bottom + SCALE).to_string()} aria-label={label}>
                {for marks.iter().map(|mark| upright(mark, bottom))}
                {for (0_u32..).zip(&found.influences).map(row)}
            </svg>
            <ul class="key">{key("less", &ChartText::TenthLess)}{key("more", &ChartText::TenthMore)}</ul>
            {save_as::chart(language, "sensitivity")}
        </figure>
    }
}

/// A bar from the middle, and its value at its end; nothing for no change.
fn bar(language: Language, across: &Axis, class: &'static str, by: Money, top: u32) -> Html {
    if by.amount().is_zero() {
        return html! {};
    }
    let (middle, end) = (across.percent(Decimal::ZERO), across.percent(by.amount()));
    let (from, to) = (end.min(middle), end.max(middle));
    let (anchor, beside) = if end < middle {
        ("end", "-6")
    } else {
        ("start", "6")
    };
    html! {
        <g>
            <rect {class} x={format!("{from}%")} y={(top + BAR).to_string()} width={format!("{}%", to - from)} height="16" />
            <text x={format!("{end}%")} dx={beside} y={(top + VALUE).to_string()} text-anchor={anchor}>{signed(language, by)}</text>
        </g>
    }
}

/// A line of the scale with its value below.
fn upright(mark: &Mark, bottom: u32) -> Html {
    let x = format!("{}%", mark.at);
    let class = if mark.at == whole(50) {
        "axis"
    } else {
        "gridline"
    };
    html! {
        <g key={mark.text.clone()}>
            <line {class} x1={x.clone()} x2={x.clone()} y1="0" y2={bottom.to_string()} />
            <text {x} y={(bottom + 16).to_string()} text-anchor="middle">{&mark.text}</text>
        </g>
    }
}
