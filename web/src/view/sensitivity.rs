//! Which input moves the total most: bars beside the table.

use netprice::money::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use web_sys::{HtmlDetailsElement, HtmlSelectElement};
use yew::prelude::*;

use super::{CatalogProp, Evaluated, save_as};
use crate::document::Document;
use crate::evaluate::Evaluation;
use crate::names::OfferName;
use crate::sensitivity::{Influence, Input, influences};
use crate::text::more::MoreText;
use crate::text::{Language, Text};

/// The properties of [`Sensitivity`].
#[derive(Properties, PartialEq)]
pub struct SensitivityProps {
    /// The language of the page.
    pub language: Language,
    /// The plan as typed.
    pub document: Document,
    /// What it comes to.
    pub evaluation: Evaluated,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// The catalog.
    pub catalog: CatalogProp,
}

/// What was found for an offer.
struct Found {
    total: Money,
    influences: Vec<Influence>,
}

/// The section, which works nothing out until it is opened.
#[component]
pub fn Sensitivity(props: &SensitivityProps) -> Html {
    let language = props.language;
    let is_open = use_state(|| false);
    let chosen = use_state(|| None::<usize>);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details: HtmlDetailsElement = event.target_unchecked_into();
            is_open.set(details.open());
        })
    };
    let ranked = ranked(&props.evaluation);
    let position = chosen
        .filter(|chosen| ranked.contains(chosen))
        .or(ranked.first().copied());
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            chosen.set(select.value().parse().ok());
        })
    };
    let found = position
        .filter(|_| *is_open)
        .and_then(|position| found(props, position));
    let option = |offer: &usize| {
        let name = name_of(props, *offer).to_owned();
        html! { <option key={*offer} value={offer.to_string()} selected={Some(*offer) == position}>{name}</option> }
    };
    html! {
        <details class="break-even" {ontoggle} hidden={ranked.is_empty()}>
            <summary id="sensitivity"><h2>{MoreText::Sensitivity.say(language)}</h2></summary>
            <label>
                {language.say(&Text::Provider)}{" "}
                <select id="sensitivity-of" {onchange}>{for ranked.iter().map(option)}</select>
            </label>
            { match (found, position) {
                (Some(found), Some(position)) => shown(props, &found, position),
                _ => html! { <span></span> },
            } }
        </details>
    }
}

/// The positions of the offers that have a place, in its order.
fn ranked(evaluation: &Evaluation) -> Vec<usize> {
    let ranked = evaluation.comparison.iter().flat_map(|one| &one.ranked);
    ranked
        .filter_map(|offer| evaluation.positions.get(offer.offer.as_str()).copied())
        .collect()
}

fn name_of(props: &SensitivityProps, offer: usize) -> &str {
    let name = props.names.get(offer);
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}

fn found(props: &SensitivityProps, position: usize) -> Option<Found> {
    let (plan, kept) = props.evaluation.read.as_ref()?;
    let offer = kept.iter().position(|kept| *kept == position)?;
    let name = props.names.get(position)?;
    let is_exchanged = name.currency != plan.currency.to_string();
    let (total, influences) = influences(plan, offer, is_exchanged, &props.catalog.0).ok()?;
    let total = Money::new(total, plan.currency);
    Some(Found { total, influences })
}

fn label(props: &SensitivityProps, input: Input) -> String {
    match input {
        Input::Need(field) => props.language.say(&Text::Need(field)),
        Input::Pay => MoreText::PaidOfList.say(props.language),
        Input::Exchange => MoreText::ExchangeRate.say(props.language),
    }
}

fn shown(props: &SensitivityProps, found: &Found, position: usize) -> Html {
    let language = props.language;
    let money = |amount: Decimal| language.money(Money::new(amount, found.total.currency()));
    let total = found.total.amount();
    let change = |moved: Decimal| {
        let by = netprice::decimal::minus(moved, total).unwrap_or_default();
        let sign = if by > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", money(by))
    };
    let row = |influence: &Influence| {
        let label = label(props, influence.input);
        let less = Money::new(influence.less, found.total.currency());
        html! {
            <tr key={label.clone()}>
                <th scope="row">{&label}</th>
                <td class="number" data-exact={less.to_string()}>{change(influence.less)}</td>
                <td class="number">{influence.more.map_or_else(|| "–".to_owned(), change)}</td>
            </tr>
        }
    };
    let first = found.influences.first().map(|first| {
        MoreText::MovesMost {
            input: &label(props, first.input),
            name: name_of(props, position),
            by: &money(first.reach(total)),
        }
        .say(language)
    });
    html! {
        <div>
            <p class="sentence" id="moves-most">{first}</p>
            {chart(props, found, position)}
            <div class="scroll" role="group" tabindex="0" aria-label={MoreText::Sensitivity.say(language)}>
                <table class="influences">
                    <thead><tr>
                        <th scope="col">{MoreText::InputColumn.say(language)}</th>
                        <th scope="col" class="number">{MoreText::TenthLess.say(language)}</th>
                        <th scope="col" class="number">{MoreText::TenthMore.say(language)}</th>
                    </tr></thead>
                    <tbody>{for found.influences.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(language, "sensitivity")}
            <p class="hint">{MoreText::NoMore.say(language)}</p>
        </div>
    }
}

/// The height of a bar with its gap.
const ROW: f64 = 26.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 600.0;

/// A bar from less to more of each input, around the total.
fn chart(props: &SensitivityProps, found: &Found, position: usize) -> Html {
    let total = found.total.amount();
    let furthest = found.influences.iter().map(|one| one.reach(total)).max();
    let furthest = furthest
        .and_then(|one| one.to_f64())
        .unwrap_or(0.0)
        .max(f64::MIN_POSITIVE);
    let middle = (LEFT + RIGHT) / 2.0;
    let x = |moved: Decimal| {
        let by = netprice::decimal::minus(moved, total).unwrap_or_default();
        middle + by.to_f64().unwrap_or(0.0) / furthest * (RIGHT - LEFT) / 2.0
    };
    let bar = |class: &'static str, moved: Decimal, top: f64| {
        let (from, to) = (x(moved).min(middle), x(moved).max(middle));
        html! { <rect {class} x={format!("{from:.1}")} y={format!("{top:.1}")} width={format!("{:.1}", to - from)} height="16" /> }
    };
    let row = |(index, one): (usize, &Influence)| {
        let top = index.to_f64().unwrap_or(0.0) * ROW + 4.0;
        html! {
            <g key={index}>
                <text x={(LEFT - 8.0).to_string()} y={format!("{:.1}", top + 12.0)} text-anchor="end">{label(props, one.input)}</text>
                {bar("less", one.less, top)}
                {one.more.map(|more| bar("more", more, top)).unwrap_or_else(|| html! { <g /> })}
            </g>
        }
    };
    let height = found.influences.len().to_f64().unwrap_or(0.0) * ROW;
    let total = props.language.money(found.total);
    let label = MoreText::Sensitivity.say(props.language);
    let label = format!("{label} {}, {total}", name_of(props, position));
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve influence" role="img" aria-label={label} viewBox={format!("0 0 610 {height}")}>
                {for found.influences.iter().enumerate().map(row)}
                <line class="axis" x1={middle.to_string()} x2={middle.to_string()} y1="0" y2={height.to_string()} />
            </svg>
            <ul class="key">
                <li><svg class="demand-curve influence" viewBox="0 0 24 8" aria-hidden="true"><rect class="less" width="24" height="8" /></svg>{" "}{MoreText::TenthLess.say(props.language)}</li>
                <li><svg class="demand-curve influence" viewBox="0 0 24 8" aria-hidden="true"><rect class="more" width="24" height="8" /></svg>{" "}{MoreText::TenthMore.say(props.language)}</li>
            </ul>
            {save_as::chart(props.language, "sensitivity")}
        </figure>
    }
}
