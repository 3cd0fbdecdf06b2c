//! How much of a load to commit: the curve with the best level drawn in, beside its figures.

use std::rc::Rc;

use netprice::decimal::{Amount, print};
use netprice::money::{Currency, Rounding, RoundingMode};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use web_sys::{HtmlDetailsElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::say;
use crate::committed::Choosable;
use crate::evaluate::Evaluation;
use crate::load::{A_DAY, Found, found, hours};
use crate::names::OfferName;
use crate::number::{grouped, with_sign};
use crate::text::{Language, Text};

/// The properties of [`Load`].
#[derive(Properties, PartialEq)]
pub struct LoadProps {
    /// The language of the page.
    pub language: Language,
    /// What the plan comes to.
    pub evaluation: Rc<Evaluation>,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
}

/// Most hours that are drawn as sliders.
const MOST_SLIDERS: usize = 24;

/// The section, which works nothing out until it is opened.
#[component]
pub fn Load(props: &LoadProps) -> Html {
    let language = props.language;
    let is_open = use_state(|| false);
    let text = use_state(|| A_DAY.to_owned());
    let offer = use_state(|| None::<usize>);
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details: HtmlDetailsElement = event.target_unchecked_into();
            is_open.set(details.open());
        })
    };
    let sold: Vec<usize> = props
        .evaluation
        .choosable
        .iter()
        .filter(|(_, sold)| sold.iter().any(|one| !one.on_demand.is_zero()))
        .map(|(position, _)| *position)
        .collect();
    let chosen = offer
        .filter(|chosen| sold.contains(chosen))
        .or(sold.first().copied());
    let body = match (*is_open, chosen) {
        (true, Some(position)) => {
            let options = provider_choice(props, &sold, position, &offer);
            let input = load_input(language, &text);
            html! { <>{options}{input}{answer(props, position, &text)}</> }
        }
        (true, None) => html! { <p>{say(language, &Text::NothingSold)}</p> },
        (false, _) => html! { <></> },
    };
    html! {
        <details class="load" {ontoggle}>
            <summary id="load-section"><h2>{say(language, &Text::HowMuch)}</h2></summary>
            {body}
        </details>
    }
}

fn provider_choice(
    props: &LoadProps,
    sold: &[usize],
    chosen: usize,
    offer: &UseStateHandle<Option<usize>>,
) -> Html {
    let onchange = {
        let offer = offer.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            offer.set(select.value().parse().ok());
        })
    };
    let option = |position: &usize| {
        let name = props.names.get(*position).map(|name| name.provider.clone());
        html! {
            <option key={*position} value={position.to_string()} selected={*position == chosen}>{name}</option>
        }
    };
    html! {
        <label>
            {say(props.language, &Text::Provider)}{" "}
            <select id="load-offer" {onchange}>{for sold.iter().map(option)}</select>
        </label>
    }
}

fn load_input(language: Language, text: &UseStateHandle<String>) -> Html {
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            text.set(area.value());
        })
    };
    let read = hours(text);
    let problem = read.as_ref().err().map(|(place, problem)| {
        let problem = language.problem(problem);
        language.say(&Text::AtNumber(*place, &problem))
    });
    let sliders = read.ok().filter(|hours| hours.len() <= MOST_SLIDERS);
    html! {
        <div class={classes!("field", problem.is_some().then_some("wrong"))}>
            <label for="load">{say(language, &Text::LoadOf)}</label>
            <textarea id="load" rows="2" spellcheck="false" aria-describedby="load-below"
                aria-invalid={problem.is_some().to_string()} value={(**text).clone()} {oninput} />
            <small id="load-below" aria-live="polite">{problem}</small>
            {sliders.map(|hours| sliders_of(language, text, &hours)).unwrap_or_default()}
        </div>
    }
}

/// One slider an hour, so that the load can be drawn and not only typed.
fn sliders_of(language: Language, text: &UseStateHandle<String>, hours: &[Amount]) -> Html {
    let highest = hours
        .iter()
        .map(|hour| hour.get())
        .max()
        .unwrap_or_default();
    // Steps that dragging to the top does not leave, so the scale stands still meanwhile.
    let tops = [25, 100, 1_000, 10_000, 1_000_000].map(Decimal::from);
    let top = tops
        .into_iter()
        .find(|top| *top >= highest)
        .unwrap_or(highest);
    let top = print(top.ceil());
    let slider = |(index, hour): (usize, &Amount)| {
        let oninput = {
            let (text, hours) = (text.clone(), hours.to_vec());
            Callback::from(move |event: InputEvent| {
                let input: HtmlInputElement = event.target_unchecked_into();
                let each = hours
                    .iter()
                    .enumerate()
                    .map(|(at, hour)| match at == index {
                        true => input.value(),
                        false => hour.to_string(),
                    });
                text.set(each.collect::<Vec<String>>().join(" "));
            })
        };
        html! {
            <input key={index} type="range" min="0" max={top.clone()} step="1" value={hour.to_string()}
                aria-label={language.say(&Text::HourOf(index))} {oninput} />
        }
    };
    html! { <div class="sliders">{for hours.iter().enumerate().map(slider)}</div> }
}

fn answer(props: &LoadProps, position: usize, text: &str) -> Html {
    let language = props.language;
    let sold = props.evaluation.choosable.get(&position);
    let sold = sold.map(Vec::as_slice).unwrap_or_default();
    let currency = props
        .names
        .get(position)
        .and_then(|name| name.currency.parse::<Currency>().ok());
    let (Ok(load), Some(currency)) = (hours(text), currency) else {
        return html! { <></> };
    };
    let Ok(found) = found(&load, sold, currency) else {
        return html! { <p>{say(language, &Text::NoAnswer)}</p> };
    };
    let said = Text::LoadAnswer {
        hours: load.len(),
        cost: &with_sign(found.best.cost),
        on_demand: &with_sign(found.best.on_demand),
        saved: &with_sign(found.saved),
    };
    let [falls, rises] = found.regrets;
    let regrets = Text::Regrets {
        falls: &with_sign(falls),
        rises: &with_sign(rises),
    };
    html! {
        <>
            <p class="sentence" id="load-answer" data-cost={found.best.cost.to_string()}>{say(language, &said)}</p>
            {chart(language, &load, &found)}
            {ladder(language, sold, &found)}
            <p>{say(language, &regrets)}</p>
        </>
    }
}

fn ladder(language: Language, sold: &[Choosable], found: &Found) -> Html {
    let row =
        |(rung, (index, share)): (&netprice::commit::best::Rung, &(usize, Option<Decimal>))| {
            let name = sold
                .get(*index)
                .map(|one| language.say(&Text::CommitmentOf("", &one.published)));
            let mode = RoundingMode::HalfUp;
            let share =
                share.map(|share| Rounding { places: 1, mode }.apply(share * Decimal::ONE_HUNDRED));
            html! {
                <tr key={*index}>
                    <th scope="row">{name}</th>
                    <td class="number">{grouped(&rung.units.to_string())}</td>
                    <td class="number">{share.map(|share| format!("{}%", print(share)))}</td>
                </tr>
            }
        };
    html! {
        <div class="scroll" role="group" tabindex="0" aria-label={language.say(&Text::Ladder)}>
            <table class="ladder">
                <caption>{say(language, &Text::Ladder)}</caption>
                <thead><tr>
                    <th scope="col">{say(language, &Text::CommitmentChoice)}</th>
                    <th scope="col" class="number">{say(language, &Text::CommitmentCount)}</th>
                    <th scope="col" class="number">{say(language, &Text::PaysAbove)}</th>
                </tr></thead>
                <tbody>{for found.best.ladder.iter().zip(&found.rungs).map(row)}</tbody>
            </table>
            <p hidden={!found.best.ladder.is_empty()}>{say(language, &Text::CommitNothing)}</p>
        </div>
    }
}

/// A bar for each hour, and a line where each rung of the ladder ends.
fn chart(language: Language, load: &[Amount], found: &Found) -> Html {
    let number = |value: Decimal| value.to_f64().unwrap_or(0.0);
    let highest = load
        .iter()
        .map(|hour| number(hour.get()))
        .fold(1.0, f64::max);
    let width = 600.0 / load.len().max(1).to_f64().unwrap_or(1.0);
    let height = |value: f64| value / highest * 180.0;
    let bar = |(index, hour): (usize, &Amount)| {
        let tall = height(number(hour.get()));
        let x = index.to_f64().unwrap_or(0.0) * width;
        html! {
            <rect key={index} class="demand" x={format!("{x:.1}")} y={format!("{:.1}", 190.0 - tall)}
                width={format!("{:.1}", (width - 1.0).max(0.5))} height={format!("{tall:.1}")} />
        }
    };
    let mut level = 0.0;
    let lines: Vec<f64> = found
        .best
        .ladder
        .iter()
        .map(|rung| {
            level += number(rung.units.get());
            190.0 - height(level)
        })
        .collect();
    let line = |(index, y): (usize, f64)| {
        html! { <line key={index} class="level" x1="0" x2="600" y1={format!("{y:.1}")} y2={format!("{y:.1}")} /> }
    };
    html! {
        <svg class="demand-curve" role="img" viewBox="0 0 600 192" aria-label={language.say(&Text::LoadChart)}>
            {for load.iter().enumerate().map(bar)}
            {for lines.into_iter().enumerate().map(line)}
        </svg>
    }
}
