//! How much of a load to commit: the curve with the best level drawn in, beside its figures.

use netprice::NonNegative;
use netprice::sizing::demand::LadderRung;
use netprice::value::decimal::print;
use netprice::value::id::OfferId;
use netprice::value::money::{Rounding, RoundingMode};
use netprice_study::commit::{CommitmentAdvice, MachineHour, SoldAhead, sold_ahead};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::compare::load::{advice, hours};
use crate::compare::options::CompareOption;
use crate::compare::props::SectionProps;
use crate::compare::text::Text;
use crate::kit::number::{exact, grouped};
use crate::kit::words::KitText;
use crate::kit::{save_as, say};
use crate::language::Language;

impl SectionProps {
    /// The offer whose machines are looked at, and all that have something sold ahead.
    fn offers(&self) -> (Option<usize>, Vec<usize>) {
        let positions = self.evaluation.positions.iter();
        let sold = positions.filter(|(name, _)| {
            let mut ahead = self.ahead(name).into_iter();
            ahead.any(|one| !one.on_demand.is_zero()) && self.runs_machine(name)
        });
        let mut sold: Vec<usize> = sold.map(|(_, position)| *position).collect();
        sold.sort_unstable();
        let wanted = self.option(CompareOption::LoadOffer).parse().ok();
        let wanted = wanted.filter(|wanted| sold.contains(wanted));
        (wanted.or(sold.first().copied()), sold)
    }

    /// What is sold ahead for what an offer uses.
    fn ahead(&self, name: &OfferId) -> Vec<SoldAhead> {
        let evaluation = &self.evaluation;
        let priced = evaluation.study.as_ref().zip(evaluation.priced.get(name));
        let ahead =
            priced.and_then(|(study, priced)| sold_ahead(study, name, priced, &self.catalog).ok());
        ahead.unwrap_or_default()
    }

    fn runs_machine(&self, name: &OfferId) -> bool {
        let quote = self.evaluation.quote(name);
        quote.is_some_and(|quote| MachineHour::of(quote).is_ok_and(|machine| machine.is_some()))
    }
}

/// Most hours that are drawn as sliders.
const MOST_SLIDERS: usize = 24;

/// The section.
#[component]
pub(crate) fn Load(props: &SectionProps) -> Html {
    let (chosen, sold) = props.offers();
    match chosen {
        Some(position) => {
            let options = provider_choice(props, &sold, position);
            html! { <>{options}{load_input(props)}{answer(props, position)}</> }
        }
        None => html! { <p>{say(props.language, &Text::NothingSold)}</p> },
    }
}

fn provider_choice(props: &SectionProps, sold: &[usize], chosen: usize) -> Html {
    let onchange = props.set(CompareOption::LoadOffer).reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |position: &usize| {
        let name = props.names.get(*position).map(|name| name.provider.clone());
        html! {
            <option key={*position} value={position.to_string()} selected={*position == chosen}>{name}</option>
        }
    };
    html! {
        <label>
            {say(props.language, &KitText::Provider)}{" "}
            <select id="load-offer" {onchange}>{for sold.iter().map(option)}</select>
        </label>
    }
}

fn load_input(props: &SectionProps) -> Html {
    let language = props.language;
    let text = props.option(CompareOption::Load).to_owned();
    let oninput = props.set(CompareOption::Load).reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let read = hours(&text);
    let problem = read.as_ref().err().map(|(place, problem)| {
        let problem = language.say(problem);
        language.say(&Text::AtNumber(*place, &problem))
    });
    let sliders = read.ok().filter(|hours| hours.len() <= MOST_SLIDERS);
    html! {
        <div class={classes!("field", problem.is_some().then_some("wrong"))}>
            <label for="load">{say(language, &Text::LoadOf)}</label>
            <textarea id="load" rows="2" spellcheck="false" aria-describedby="load-below"
                aria-invalid={problem.is_some().to_string()} value={text} {oninput} />
            <small id="load-below" aria-live="polite">{problem}</small>
            {sliders.map(|hours| sliders_of(props, &hours)).unwrap_or_default()}
        </div>
    }
}

/// One slider an hour, so that the load can be drawn and not only typed.
fn sliders_of(props: &SectionProps, hours: &[NonNegative]) -> Html {
    let language = props.language;
    let set = props.set(CompareOption::Load);
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
    let slider = |(index, hour): (usize, &NonNegative)| {
        let oninput = {
            let (set, hours) = (set.clone(), hours.to_vec());
            Callback::from(move |event: InputEvent| {
                let input: HtmlInputElement = event.target_unchecked_into();
                let each = hours.iter().enumerate().map(|(at, hour)| {
                    if at == index {
                        input.value()
                    } else {
                        hour.to_string()
                    }
                });
                set.emit(each.collect::<Vec<String>>().join(" "));
            })
        };
        html! {
            <input key={index} type="range" min="0" max={top.clone()} step="1" value={hour.to_string()}
                aria-label={language.say(&Text::HourOf(index))} {oninput} />
        }
    };
    html! { <div class="sliders">{for hours.iter().enumerate().map(slider)}</div> }
}

fn answer(props: &SectionProps, position: usize) -> Html {
    let language = props.language;
    let load = hours(props.option(CompareOption::Load));
    let asked = props.evaluation.name(position);
    let asked = asked.zip(props.evaluation.study.as_ref());
    let (Ok(load), Some((name, study))) = (load, asked) else {
        return html! { <></> };
    };
    let Some(found) = advice(study, name, &load, &props.catalog) else {
        return html! { <p>{say(language, &Text::NoAnswer)}</p> };
    };
    let said = Text::LoadAnswer {
        hours: load.len(),
        cost: &language.money(found.best.cost),
        on_demand: &language.money(found.best.on_demand),
        saved: &language.money(found.saved),
    };
    let regrets = match found.regrets.as_slice() {
        [falls, rises] => say(
            language,
            &Text::Regrets {
                falls: &language.money(falls.cost),
                rises: &language.money(rises.cost),
            },
        ),
        _ => html! {},
    };
    html! {
        <>
            <p>{say(language, &Text::MachineHour(&exact(found.on_demand_hour)))}</p>
            <p class="sentence" id="load-answer" data-cost={found.best.cost.to_string()}>{say(language, &said)}</p>
            {chart(language, &load, &found)}
            {ladder(language, &props.ahead(name), &found)}
            <p>{regrets}</p>
        </>
    }
}

fn ladder(language: Language, sold: &[SoldAhead], found: &CommitmentAdvice) -> Html {
    let row = |rung: &LadderRung| {
        let one = sold
            .iter()
            .find(|one| rung.offer == one.published.key().as_str());
        let name = one.map(|one| language.say(&KitText::CommitmentOf("", &one.published)));
        let mode = RoundingMode::HalfUp;
        let share = found.break_even.get(&rung.offer).copied().flatten();
        let share = share.map(|share| {
            let percent = share.get() * Decimal::ONE_HUNDRED;
            Rounding { places: 1, mode }.apply(percent)
        });
        html! {
            <tr key={rung.offer.to_string()}>
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
                <tbody>{for found.best.ladder.iter().map(row)}</tbody>
            </table>
            <p hidden={!found.best.ladder.is_empty()}>{say(language, &Text::CommitNothing)}</p>
        </div>
    }
}

/// A bar for each hour, and a line where each rung of the ladder ends.
fn chart(language: Language, load: &[NonNegative], found: &CommitmentAdvice) -> Html {
    const TOP: f64 = 12.0;
    const BOTTOM: f64 = 182.0;
    const LEFT: f64 = 44.0;
    const RIGHT: f64 = 640.0;
    let number = |value: Decimal| value.to_f64().unwrap_or(0.0);
    let highest = load.iter().map(|hour| hour.get()).max().unwrap_or_default();
    let most = number(highest).max(f64::MIN_POSITIVE);
    let width = (RIGHT - LEFT) / load.len().max(1).to_f64().unwrap_or(1.0);
    let at = |value: f64| BOTTOM - value / most * (BOTTOM - TOP);
    let bar = |(index, hour): (usize, &NonNegative)| {
        let y = at(number(hour.get()));
        let x = LEFT + index.to_f64().unwrap_or(0.0) * width;
        html! {
            <rect key={index} class="demand" x={format!("{x:.1}")} y={format!("{y:.1}")}
                width={format!("{:.1}", (width - 1.0).max(0.5))} height={format!("{:.1}", BOTTOM - y)} />
        }
    };
    let mut level = Decimal::ZERO;
    let levels: Vec<Decimal> = found
        .best
        .ladder
        .iter()
        .map(|rung| {
            level += rung.units.get();
            level
        })
        .collect();
    let y_axis = |value: Decimal| {
        let y = at(number(value));
        html! { <text x={format!("{:.1}", LEFT - 6.0)} y={format!("{:.1}", y + 4.0)} text-anchor="end">{grouped(&print(value))}</text> }
    };
    let line = |(index, level): (usize, &Decimal)| {
        let y = format!("{:.1}", at(number(*level)));
        html! {
            <g key={index}>
                <line class="level" x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={y.clone()} y2={y} />
                {if *level == highest { html! { <></> } } else { y_axis(*level) }}
            </g>
        }
    };
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve" role="img" viewBox="0 0 648 204" aria-label={language.say(&Text::LoadChart)}>
                {for load.iter().enumerate().map(bar)}
                {for levels.iter().enumerate().map(line)}
                {y_axis(highest)}
                {y_axis(Decimal::ZERO)}
                <text x={LEFT.to_string()} y="199">{"1"}</text>
                <text x={RIGHT.to_string()} y="199" text-anchor="end">{load.len()}</text>
            </svg>
            <ul class="key">
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand" width="24" height="8" /></svg>{" "}{say(language, &Text::LoadKey)}</li>
                <li hidden={levels.is_empty()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><line class="level" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{say(language, &Text::LevelKey)}</li>
            </ul>
            {save_as::chart(language, "load")}
        </figure>
    }
}
