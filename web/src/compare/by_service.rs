//! The cost of each offer by service: stacked bars and their table.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Money;
use netprice::comparison::compare::Ranked;
use netprice_study::analysis::{CostGroup, cost_by_service};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::picture::group_name;
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
    sums: BTreeMap<CostGroup, Money>,
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
    let groups: BTreeSet<&CostGroup> = bars.iter().flat_map(|bar| bar.sums.keys()).collect();
    let groups: Vec<&CostGroup> = groups.into_iter().collect();
    let name = |group: &CostGroup| group_name(language, group);
    let key = |(index, group): (usize, &&CostGroup)| {
        html! {
            <li key={index}>
                <svg viewBox="0 0 12 4" aria-hidden="true"><rect class={format!("service-{index}")} width="12" height="4" /></svg>
                {" "}{name(group)}
            </li>
        }
    };
    let row = |bar: &Bar<'_>| {
        let cell = |group: &&CostGroup| {
            let sum = bar.sums.get(*group);
            html! { <td class="number" data-exact={sum.map(ToString::to_string)}>{sum.map_or_else(|| "–".to_owned(), |sum| in_cents(*sum))}</td> }
        };
        html! { <tr key={bar.name.to_owned()}><th scope="row">{bar.name}</th>{for groups.iter().map(cell)}</tr> }
    };
    let heading = |group: &&CostGroup| html! { <th scope="col" class="number">{name(group)}</th> };
    html! {
        <>
            <figure class="demand-chart">
                {chart(language, &bars, &groups)}
                <ul class="key">{for groups.iter().enumerate().map(key)}</ul>
                {save_as::chart(language, "by-service")}
            </figure>
            <div class="scroll" role="group" tabindex="0" aria-label={language.say(&ChartText::ByService)}>
                <table class="by-service">
                    <thead><tr><th scope="col">{language.say(&KitText::Provider)}</th>{for groups.iter().map(heading)}</tr></thead>
                    <tbody>{for bars.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(language, "by-service")}
        </>
    }
}

/// The ranked offers, in their order.
fn bars(props: &SectionProps) -> Vec<Bar<'_>> {
    let ranked = props
        .evaluation
        .comparison
        .iter()
        .flat_map(|one| &one.ranked);
    let bar = |one: &Ranked| {
        let position = props.evaluation.positions.get(&one.offer)?;
        let name = props.names.get(*position)?.provider.as_str();
        let sums = cost_by_service(props.evaluation.quote(&one.offer)?).ok()?;
        Some(Bar {
            name,
            total: one.costs.effective,
            sums,
        })
    };
    ranked.filter_map(bar).collect()
}

fn chart(language: Language, bars: &[Bar<'_>], groups: &[&CostGroup]) -> Html {
    let amount = |sum: &Money| sum.amount().max(Decimal::ZERO);
    let sum_of = |bar: &Bar<'_>| bar.sums.values().map(amount).sum::<Decimal>();
    let widest = bars.iter().map(sum_of).max().unwrap_or_default();
    let row = |(index, bar): (usize, &Bar<'_>)| {
        let top = Decimal::from(index) * ROW + GAP;
        let mut x = LEFT;
        let mut part = |(index, group): (usize, &&CostGroup)| {
            let amount = bar.sums.get(*group).map_or(Decimal::ZERO, amount);
            let width = share(amount, widest) * (RIGHT - LEFT);
            let from = x;
            x += width;
            html! { <rect class={format!("service-{index}")} x={dots(from)} y={dots(top)} width={dots(width)} height="18" /> }
        };
        let parts: Vec<Html> = groups.iter().enumerate().map(&mut part).collect();
        let line = dots(top + BASELINE);
        html! {
            <g key={bar.name.to_owned()}>
                <text x={dots(LEFT - GAP - GAP)} y={line.clone()} text-anchor="end">{bar.name}</text>
                {for parts}
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
