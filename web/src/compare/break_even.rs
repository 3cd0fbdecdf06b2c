//! The costs of the offers as one input varies: lines, and a list of their crossings.

use netprice::Money;
use netprice::value::decimal::print;
use netprice::value::id::OfferId;
use netprice_study::analysis::{CostCurves, CurvePoint, LeadChange, Variable, cost_curves};
use netprice_study::workload::ask::Ask;
use netprice_study::workload::{Measure, WorkloadLine};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::compare::evaluate::Evaluation;
use crate::compare::measure;
use crate::compare::options::CompareOption;
use crate::compare::props::SectionProps;
use crate::compare::words::charts::ChartText;
use crate::kit::axis::{Axis, COLUMNS, Frame, ROWS, lines, point};
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::number::grouped;
use crate::kit::{CatalogProp, save_as, say};
use crate::language::Language;

/// Colours that colour-blind readers can tell apart (Okabe and Ito), by position in the form.
const COLOURS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a7a00", "#56b4e9",
];

/// The section.
#[component]
pub(crate) fn BreakEven(props: &SectionProps) -> Html {
    let language = props.language;
    let variables = props.evaluation.study.as_ref().map(Variable::all);
    let variables = variables.unwrap_or_default();
    let named = props.option(CompareOption::Vary);
    let chosen = variables.iter().find(|one| one.name() == named);
    let variable = chosen.cloned();
    let usual = || usual(props, &variables);
    let variable = variable.or_else(|| usual().cloned());
    let variable = variable.unwrap_or(Variable::Utilisation);
    let key = (
        props.evaluation.clone(),
        props.catalog.clone(),
        variable.clone(),
    );
    let found = use_memo(key, |(evaluation, catalog, variable)| {
        worked_out(evaluation, catalog, variable)
    });
    let options = variables.iter();
    let options = options.map(|choice| (choice.name(), label(props, choice, &variables)));
    html! {
        <>
            <Choice
                id="vary"
                label={language.say(&ChartText::Vary)}
                chosen={variable.name()}
                options={options.collect::<Vec<ChoiceOption>>()}
                onchoose={props.set(CompareOption::Vary)}
            />
            { match found.as_ref() {
                Some(curves) => html! { <div>{chart(props, curves, &variable, &label(props, &variable, &variables))}{table(props, curves, &variable)}</div> },
                None => html! { <p>{say(language, &ChartText::NoAnswer)}</p> },
            } }
        </>
    }
}

/// The volume of the first line of traffic, or else the first variable.
fn usual<'a>(props: &SectionProps, variables: &'a [Variable]) -> Option<&'a Variable> {
    let workload = props.evaluation.study.as_ref()?.workload.as_ref()?;
    let is_traffic = |line: &&WorkloadLine| matches!(line.ask, Ask::Traffic(_));
    let traffic = workload.lines.iter().find(is_traffic);
    let is_its_volume = |one: &&Variable| match (one, traffic) {
        (Variable::Workload(field), Some(line)) => {
            field.line == line.id && field.measure == Measure::Gb
        }
        _ => false,
    };
    variables.iter().find(is_its_volume).or(variables.first())
}

fn label(props: &SectionProps, variable: &Variable, all: &[Variable]) -> String {
    let fields = all.iter().filter_map(|one| match one {
        Variable::Workload(field) => Some(field),
        Variable::Utilisation | Variable::Discount(_) => None,
    });
    match variable {
        Variable::Workload(field) => measure::label(props, field, fields),
        Variable::Utilisation => props.language.say(&ChartText::Utilisation),
        Variable::Discount(offer) => props
            .language
            .say(&ChartText::PaidAt(name_of(props, offer))),
    }
}

/// The unit behind a value of the variable.
fn unit(language: Language, variable: &Variable) -> String {
    match variable {
        Variable::Utilisation | Variable::Discount(_) => "%".to_owned(),
        Variable::Workload(field) => measure::unit(language, field.measure),
    }
}

fn worked_out(
    evaluation: &Evaluation,
    catalog: &CatalogProp,
    variable: &Variable,
) -> Option<CostCurves> {
    let ranked = evaluation.comparison.as_ref()?.ranked.iter();
    let offers: Vec<OfferId> = ranked.map(|one| one.offer.clone()).collect();
    if offers.len() < 2 {
        return None;
    }
    cost_curves(evaluation.study.as_ref()?, &offers, variable, catalog).ok()
}

/// The curves by rank, each with the position of its offer.
fn curves_of<'a>(props: &SectionProps, curves: &'a CostCurves) -> Vec<(usize, &'a [CurvePoint])> {
    let ranked = props
        .evaluation
        .comparison
        .iter()
        .flat_map(|one| &one.ranked);
    let line = ranked.filter_map(|one| {
        let position = props.evaluation.positions.get(&one.offer)?;
        Some((*position, curves.curves.get(&one.offer)?.as_slice()))
    });
    line.collect()
}

fn name_of<'a>(props: &'a SectionProps, offer: &OfferId) -> &'a str {
    let position = props.evaluation.positions.get(offer);
    name_at(props, position.copied())
}

fn name_at(props: &SectionProps, position: Option<usize>) -> &str {
    let name = position.and_then(|position| props.names.get(position));
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}

fn colour(position: usize) -> &'static str {
    let colour = COLOURS.get(position % COLOURS.len());
    colour.copied().unwrap_or("currentColor")
}

fn table(props: &SectionProps, curves: &CostCurves, variable: &Variable) -> Html {
    let language = props.language;
    let row = |change: &LeadChange| {
        let said = ChartText::Crossing {
            at: &format!(
                "{}{}",
                grouped(&print(change.at.0)),
                unit(language, variable)
            ),
            below: name_of(props, &change.below),
            above: name_of(props, &change.above),
            cost: &language.money(change.cost),
        };
        html! {
            <li key={change.at.to_string()} data-at={print(change.at.0)}>
                {say(language, &said)}
            </li>
        }
    };
    html! {
        <>
            <h3>{say(language, &ChartText::Crossings)}</h3>
            <ol class="crossings">{for curves.changes.iter().map(row)}</ol>
            <p hidden={!curves.changes.is_empty()}>{say(language, &ChartText::NoCrossing)}</p>
        </>
    }
}

/// The lines from zero to the limit of the variable, with a mark at each crossing.
fn chart(props: &SectionProps, curves: &CostCurves, variable: &Variable, label: &str) -> Html {
    let language = props.language;
    let each = curves_of(props, curves);
    let costs = each.iter().flat_map(|(_, points)| *points);
    let highest = costs
        .map(|point| point.cost)
        .max_by_key(|cost| cost.amount());
    let Some(highest) = highest else {
        return html! {};
    };
    let across = Axis::within(Decimal::ZERO, curves.limit.0, COLUMNS);
    let up = Axis::round(Decimal::ZERO, highest.amount(), ROWS);
    let line = |(offer, points): &(usize, &[CurvePoint])| {
        let places = points.iter();
        let places = places.map(|at| point(across.percent(at.at.0), up.percent(at.cost.amount())));
        html! {
            <polyline key={*offer} points={places.collect::<Vec<String>>().join(" ")} fill="none" stroke={colour(*offer)} stroke-width="2" />
        }
    };
    // The number of a mark is that of its entry in the list below.
    let mark = |(index, change): (usize, &LeadChange)| {
        let x = format!("{}%", across.percent(change.at.0));
        let y = Decimal::ONE_HUNDRED - up.percent(change.cost.amount());
        let y = format!("{y}%");
        html! {
            <g key={index}>
                <circle cx={x.clone()} cy={y.clone()} r="5" fill="none" stroke="currentColor" stroke-width="2" />
                <text {x} {y} dy="-9" text-anchor="middle">{index + 1}</text>
            </g>
        }
    };
    let key = |(offer, _): &(usize, &[CurvePoint])| {
        html! {
            <li key={*offer}>
                <svg viewBox="0 0 12 4" aria-hidden="true"><rect width="12" height="4" fill={colour(*offer)} /></svg>
                {" "}{name_at(props, Some(*offer))}
            </li>
        }
    };
    let unit = unit(language, variable);
    let frame = Frame {
        label: format!("{}: {label}", language.say(&ChartText::BreakEven)),
        rows: up.marks(|amount| language.short_money(Money::new(amount, highest.currency()))),
        columns: across.marks(|value| format!("{}{unit}", language.short_number(value))),
    };
    let content = html! {
        <>
        {lines(html! { <>{for each.iter().map(line)}</> })}
        {for curves.changes.iter().enumerate().map(mark)}
        </>
    };
    html! {
        <figure class="chart">
            {frame.draw(content, &[])}
            <ul class="key">{for each.iter().map(key)}</ul>
            {save_as::chart(language, "break-even")}
        </figure>
    }
}
