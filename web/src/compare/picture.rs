//! The picture: the cost of each offer by service, with its list price in outline.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Money;
use netprice_study::OfferAnswer;
use netprice_study::analysis::{CostGroup, CostPart, by_line};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::columns::{Column, columns};
use crate::compare::evaluate::Evaluation;
use crate::compare::props::Evaluated;
use crate::compare::words::charts::ChartText;
use crate::compare::words::sheet::SheetText;
use crate::kit::chart::{dots, width_percent};
use crate::language::Language;
use crate::language::names::OfferName;

/// The properties of [`Picture`].
#[derive(Clone, Properties, PartialEq)]
pub struct PictureProps {
    /// The language of the page.
    pub language: Language,
    /// The answer to the study.
    pub evaluation: Evaluated,
    /// The names of the offers.
    pub names: Vec<OfferName>,
}

/// A row: an offer and its costs by service.
struct Row<'a> {
    column: Column<'a>,
    name: &'a OfferName,
    sums: BTreeMap<CostPart, Money>,
}

/// The bars, by rank.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let language = props.language;
    let rows = columns(&props.evaluation).into_iter().filter_map(|column| {
        let name = props.names.get(column.position)?;
        let sums = parts_of(&props.evaluation, column.priced?)?;
        Some(Row { column, name, sums })
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let groups: BTreeSet<&CostPart> = rows.iter().flat_map(|row| row.sums.keys()).collect();
    let groups: Vec<&CostPart> = groups.into_iter().collect();
    let colours = colours(&groups);
    let key = |(group, colour): (&&CostPart, &&'static str)| {
        html! { <li><i class={*colour}></i>{part_name(language, group)}</li> }
    };
    html! {
        <figure class="picture" hidden={rows.is_empty()}>
            <ul class="bars" aria-label={language.say(&SheetText::Picture)}>
                {for rows.iter().map(|row| bar(language, row, &rows, &groups, &colours))}
            </ul>
            <ul class="key">
                {for groups.iter().zip(&colours).map(key)}
                <li><i class="outline"></i>{language.say(&SheetText::ListOutline)}</li>
            </ul>
        </figure>
    }
}

fn bar(
    language: Language,
    row: &Row<'_>,
    rows: &[Row<'_>],
    groups: &[&CostPart],
    colours: &[&'static str],
) -> Html {
    let costs = row.column.costs;
    let all = rows
        .iter()
        .flat_map(|row| [row.column.costs.list, row.column.costs.effective]);
    let widest = all.max_by_key(|cost| cost.amount()).unwrap_or(costs.list);
    let width = |money: Money| width_percent(money, widest);
    let mut x = Decimal::ZERO;
    let mut part = |(group, colour): (&&CostPart, &&'static str)| {
        let width = row
            .sums
            .get(*group)
            .map_or(Decimal::ZERO, |sum| width(*sum));
        let from = x;
        x += width;
        html! { <rect class={*colour} x={dots(from)} width={dots(width)} height="10" /> }
    };
    let parts: Vec<Html> = groups.iter().zip(colours).map(&mut part).collect();
    let name = row.name;
    html! {
        <li key={row.column.position} data-offer={row.column.position.to_string()} class={classes!((!row.column.is_complete()).then_some("incomplete"))}>
            <span class="who"><span class="name">{&name.provider}</span>{" "}<span class="where">{&name.place}</span></span>
            <svg class="bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
                {for parts}
                <rect class="outline" width={dots(width(costs.list))} height="10" />
            </svg>
            <span class="figure">{row.column.shown(language, costs.effective)}</span>
        </li>
    }
}

/// The classes of the colours (Okabe and Ito).
const COLOURS: [&str; 6] = [
    "service-0",
    "service-1",
    "service-2",
    "service-3",
    "service-4",
    "service-5",
];

/// The parts that have a colour of their own, by their names in a document; the others take those that are left.
const USUAL: [&str; 6] = [
    "machines",
    "object_storage",
    "traffic",
    "block_storage",
    "database",
    "tokens",
];

/// The colour of each part, the same in every picture of these parts.
pub(crate) fn colours(parts: &[&CostPart]) -> Vec<&'static str> {
    let usual = |part: &CostPart| match part {
        CostPart::Asked(_, name) => USUAL.iter().position(|usual| usual == name),
        CostPart::OwnUsage | CostPart::Besides(_) => None,
    };
    let taken: Vec<usize> = parts.iter().filter_map(|part| usual(part)).collect();
    let free = (0..COLOURS.len()).filter(|colour| !taken.contains(colour));
    let mut free = free.chain((0..COLOURS.len()).cycle());
    let colour = |part: &&CostPart| {
        let colour = usual(part).or_else(|| free.next()).unwrap_or_default();
        COLOURS.get(colour).copied().unwrap_or_default()
    };
    parts.iter().map(colour).collect()
}

/// The costs of an offer by what is asked.
pub(crate) fn parts_of(
    evaluation: &Evaluation,
    priced: &OfferAnswer,
) -> Option<BTreeMap<CostPart, Money>> {
    let workload = evaluation.study.as_ref()?.workload.as_ref()?;
    by_line(priced).ok()?.by_ask(workload).ok()
}

/// The name of a part of the costs.
pub(crate) fn part_name(language: Language, part: &CostPart) -> String {
    match part {
        CostPart::Asked(_, ask) => language.say(&SheetText::Kind(ask)),
        CostPart::OwnUsage => language.say(&SheetText::OwnUsage),
        CostPart::Besides(group) => group_name(language, group),
    }
}

/// The name of a cost group.
pub(crate) fn group_name(language: Language, group: &CostGroup) -> String {
    let text = match group {
        CostGroup::Service(service) => ChartText::Service(service.as_str()),
        CostGroup::UnusedCommitments => ChartText::UnusedCommitments,
        CostGroup::Fees => ChartText::Fees,
        CostGroup::Corrections => ChartText::Corrections,
    };
    language.say(&text)
}
