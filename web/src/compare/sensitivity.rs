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
use crate::kit::chart::{dots, share, whole};
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::save_as;
use crate::kit::words::KitText;

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

fn label(props: &SectionProps, input: &Input) -> String {
    match input {
        Input::Workload(field) => measure::label(props.language, field),
        Input::Discount => props.language.say(&ChartText::PaidOfList),
        Input::ExchangeRate => props.language.say(&ChartText::ExchangeRate),
    }
}

fn shown(props: &SectionProps, found: &analysis::Sensitivity, position: usize) -> Html {
    let language = props.language;
    let total = found.total;
    let money = |amount: Decimal| language.money(Money::new(amount, total.currency()));
    let change = |by: Money| {
        let sign = if by.amount() > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", language.money(by))
    };
    let row = |influence: &Influence| {
        let label = label(props, &influence.input);
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
            input: &label(props, &first.input),
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

/// The height of a bar with its gap.
const ROW: Decimal = whole(26);
const LEFT: Decimal = whole(270);
const RIGHT: Decimal = whole(600);
/// Above a bar, and beside a text.
const GAP: Decimal = whole(4);
/// From the top of a bar to the foot of its text.
const BASELINE: Decimal = whole(12);

/// A bar from less to more of each input, around the total.
fn chart(props: &SectionProps, found: &analysis::Sensitivity, position: usize) -> Html {
    let total = found.total;
    let reaches = found.influences.iter().map(|one| one.reach(total));
    let furthest = reaches.flatten().max().unwrap_or_default();
    let half = (RIGHT - LEFT) / Decimal::TWO;
    let middle = LEFT + half;
    let bar = |class: &'static str, by: Money, top: Decimal| {
        let end = middle + share(by.amount(), furthest) * half;
        let (from, to) = (end.min(middle), end.max(middle));
        html! { <rect {class} x={dots(from)} y={dots(top)} width={dots(to - from)} height="16" /> }
    };
    let row = |(index, one): (usize, &Influence)| {
        let top = Decimal::from(index) * ROW + GAP;
        let Ok((less, more)) = one.changes(total) else {
            return html! {};
        };
        html! {
            <g key={index}>
                <text x={dots(LEFT - GAP - GAP)} y={dots(top + BASELINE)} text-anchor="end">{label(props, &one.input)}</text>
                {bar("less", less, top)}
                {more.map(|more| bar("more", more, top)).unwrap_or_else(|| html! { <g /> })}
            </g>
        }
    };
    let height = dots(Decimal::from(found.influences.len()) * ROW);
    let middle = dots(middle);
    let total = props.language.money(total);
    let label = props.language.say(&ChartText::Sensitivity);
    let label = format!("{label} {}, {total}", name_of(props, position));
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve influence" role="img" aria-label={label} viewBox={format!("0 0 610 {height}")}>
                {for found.influences.iter().enumerate().map(row)}
                <line class="axis" x1={middle.clone()} x2={middle} y1="0" y2={height.clone()} />
            </svg>
            <ul class="key">
                <li><svg class="demand-curve influence" viewBox="0 0 24 8" aria-hidden="true"><rect class="less" width="24" height="8" /></svg>{" "}{props.language.say(&ChartText::TenthLess)}</li>
                <li><svg class="demand-curve influence" viewBox="0 0 24 8" aria-hidden="true"><rect class="more" width="24" height="8" /></svg>{" "}{props.language.say(&ChartText::TenthMore)}</li>
            </ul>
            {save_as::chart(props.language, "sensitivity")}
        </figure>
    }
}
