//! The costs of the offers as one input varies: lines, and a list of their crossings.

use netprice::Money;
use netprice::value::decimal::{Number, print};
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
use crate::kit::chart::{dots, share, whole};
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
    let options = options.map(|choice| (choice.name(), label(props, choice)));
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
                Some(curves) => html! { <div>{chart(props, curves, &variable)}{table(props, curves, &variable)}</div> },
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

fn label(props: &SectionProps, variable: &Variable) -> String {
    match variable {
        Variable::Workload(field) => measure::label(props.language, field),
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
fn lines<'a>(props: &SectionProps, curves: &'a CostCurves) -> Vec<(usize, &'a [CurvePoint])> {
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
            <p>{say(language, &ChartText::Crossings)}</p>
            <ol class="crossings">{for curves.changes.iter().map(row)}</ol>
            <p hidden={!curves.changes.is_empty()}>{say(language, &ChartText::NoCrossing)}</p>
        </>
    }
}

/// The size of the drawing, the space above the highest cost, and from a mark to its number.
const WIDTH: Decimal = whole(600);
const HEIGHT: Decimal = whole(300);
const ABOVE: Decimal = whole(30);
const MARK: Decimal = whole(9);

/// The lines from zero to the limit of the variable, with a mark at each crossing.
fn chart(props: &SectionProps, curves: &CostCurves, variable: &Variable) -> Html {
    let lines = lines(props, curves);
    let costs = lines.iter().flat_map(|(_, points)| *points);
    let costs = costs.map(|point| point.cost);
    let highest = costs.max_by_key(|cost| cost.amount());
    let top = highest.map(Money::amount).unwrap_or_default();
    let at = |Number(x): Number, cost: Money| {
        let right = share(x, curves.limit.0) * WIDTH;
        (right, HEIGHT - share(cost.amount(), top) * (HEIGHT - ABOVE))
    };
    let line = |(offer, points): &(usize, &[CurvePoint])| {
        let points = points.iter().map(|point| {
            let (x, y) = at(point.at, point.cost);
            format!("{},{}", dots(x), dots(y))
        });
        html! {
            <polyline key={*offer} points={points.collect::<Vec<String>>().join(" ")} fill="none" stroke={colour(*offer)} stroke-width="2" />
        }
    };
    // The number of a mark is that of its entry in the list below.
    let mark = |(index, change): (usize, &LeadChange)| {
        let (x, y) = at(change.at, change.cost);
        html! {
            <g key={index}>
                <circle cx={dots(x)} cy={dots(y)} r="5" fill="none" stroke="currentColor" stroke-width="2" />
                <text x={dots(x)} y={dots(y - MARK)} fill="currentColor" font-size="13" text-anchor="middle">{index + 1}</text>
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
    let label = label(props, variable);
    html! {
        <figure>
            <svg class="lines" role="img" aria-label={format!("{}: {label}", props.language.say(&ChartText::BreakEven))} viewBox="0 0 600 300">
                <text x="6" y="14" fill="currentColor" font-size="12">{highest.map(|highest| props.language.money(highest))}</text>
                <path d="M0 0V300H600" fill="none" stroke="currentColor" stroke-opacity="0.4" />
                {for lines.iter().map(line)}
                {for curves.changes.iter().enumerate().map(mark)}
            </svg>
            <figcaption>
                <span>{"0"}</span>
                <span>{label}</span>
                <span>{grouped(&print(curves.limit.0))}</span>
            </figcaption>
            <ul class="key">{for lines.iter().map(key)}</ul>
            {save_as::chart(props.language, "break-even")}
        </figure>
    }
}
