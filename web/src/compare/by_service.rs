//! The cost of each offer by what is asked: stacked bars and their table.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Money;
use netprice_study::analysis::CostPart;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::columns::{Column, columns};
use crate::compare::picture::{colours, part_name, parts_of};
use crate::compare::props::SectionProps;
use crate::compare::words::charts::ChartText;
use crate::kit::chart::{dots, share, whole};
use crate::kit::number::in_cents;
use crate::kit::save_as;
use crate::kit::words::KitText;
use crate::language::Language;

/// The bar of an offer.
struct Bar<'a> {
    name: &'a str,
    total: Money,
    sums: BTreeMap<CostPart, Money>,
}

/// The height of a bar with its gap.
const ROW: Decimal = whole(26);
const LEFT: Decimal = whole(160);
const RIGHT: Decimal = whole(490);
/// Above a bar, and beside a text.
const GAP: Decimal = whole(4);
/// From the top of a bar to the foot of its text.
const BASELINE: Decimal = whole(13);

/// The section.
#[component]
pub(crate) fn ByService(props: &SectionProps) -> Html {
    let language = props.language;
    let bars = bars(props);
    let parts: BTreeSet<&CostPart> = bars.iter().flat_map(|bar| bar.sums.keys()).collect();
    let parts: Vec<&CostPart> = parts.into_iter().collect();
    let colours = colours(&parts);
    let parts: Vec<(&CostPart, &str)> = parts.into_iter().zip(colours).collect();
    let key = |(part, colour): &(&CostPart, &'static str)| {
        html! {
            <li>
                <svg viewBox="0 0 12 4" aria-hidden="true"><rect class={*colour} width="12" height="4" /></svg>
                {" "}{part_name(language, part)}
            </li>
        }
    };
    let row = |bar: &Bar<'_>| {
        let cell = |(part, _): &(&CostPart, &str)| {
            let sum = bar.sums.get(*part);
            html! { <td class="number" data-exact={sum.map(ToString::to_string)}>{sum.map_or_else(|| "–".to_owned(), |sum| in_cents(*sum))}</td> }
        };
        html! { <tr key={bar.name.to_owned()}><th scope="row">{bar.name}</th>{for parts.iter().map(cell)}</tr> }
    };
    let heading = |(part, _): &(&CostPart, &str)| html! { <th scope="col" class="number">{part_name(language, part)}</th> };
    html! {
        <>
            <figure class="demand-chart">
                {chart(language, &bars, &parts)}
                <ul class="key">{for parts.iter().map(key)}</ul>
                {save_as::chart(language, "by-service")}
            </figure>
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&ChartText::ByService)}>
                <table class="by-service">
                    <thead><tr><th scope="col">{language.say(&KitText::Provider)}</th>{for parts.iter().map(heading)}</tr></thead>
                    <tbody>{for bars.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(language, "by-service")}
        </>
    }
}

/// The ranked offers, in their order.
fn bars(props: &SectionProps) -> Vec<Bar<'_>> {
    let ranked = columns(&props.evaluation).into_iter();
    let bars = ranked.filter(Column::is_complete);
    let bars = bars.filter_map(|column| {
        Some(Bar {
            name: props.names.get(column.position)?.provider.as_str(),
            total: column.costs.effective,
            sums: parts_of(&props.evaluation, column.priced?)?,
        })
    });
    bars.collect()
}

fn chart(language: Language, bars: &[Bar<'_>], parts: &[(&CostPart, &'static str)]) -> Html {
    let amount = |sum: &Money| sum.amount().max(Decimal::ZERO);
    let sum_of = |bar: &Bar<'_>| bar.sums.values().map(amount).sum::<Decimal>();
    let widest = bars.iter().map(sum_of).max().unwrap_or_default();
    let row = |(index, bar): (usize, &Bar<'_>)| {
        let top = Decimal::from(index) * ROW + GAP;
        let mut x = LEFT;
        let mut part = |(part, colour): &(&CostPart, &'static str)| {
            let amount = bar.sums.get(*part).map_or(Decimal::ZERO, amount);
            let width = share(amount, widest) * (RIGHT - LEFT);
            let from = x;
            x += width;
            html! { <rect class={*colour} x={dots(from)} y={dots(top)} width={dots(width)} height="18" /> }
        };
        let drawn: Vec<Html> = parts.iter().map(&mut part).collect();
        let line = dots(top + BASELINE);
        html! {
            <g key={bar.name.to_owned()}>
                <text x={dots(LEFT - GAP - GAP)} y={line.clone()} text-anchor="end">{bar.name}</text>
                {for drawn}
                <text x={dots(x + GAP)} y={line}>{in_cents(bar.total)}</text>
            </g>
        }
    };
    let height = dots(Decimal::from(bars.len()) * ROW);
    html! {
        <svg class="demand-curve" role="img" aria-label={language.say(&ChartText::ByService)} viewBox={format!("0 0 610 {height}")}>
            {for bars.iter().enumerate().map(row)}
        </svg>
    }
}
