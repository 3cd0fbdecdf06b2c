//! How much of a load to commit: a chart of the load with the levels to commit, and their table.

use netprice::NonNegative;
use netprice::sizing::demand::LadderRung;
use netprice::value::decimal::print;
use netprice::value::id::OfferId;
use netprice_study::analysis::{ladder_levels, machine_commitments};
use netprice_study::commit::{CommitmentAdvice, SoldAhead, offer_advice, read_hours};
use rust_decimal::Decimal;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::compare::options::CompareOption;
use crate::compare::props::SectionProps;
use crate::compare::words::commitments::CommitmentText;
use crate::kit::axis::{Axis, COLUMNS, Frame, Gutter, Mark, ROWS};
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::number::{exact, grouped, percent};
use crate::kit::words::KitText;
use crate::kit::{save_as, say};
use crate::language::Language;

impl SectionProps {
    /// The position of the chosen offer, and of all offers with commitments for their machine.
    fn offers(&self) -> (Option<usize>, Vec<usize>) {
        let positions = self.evaluation.positions.iter();
        let sold = positions.filter(|(name, _)| !self.ahead(name).is_empty());
        let mut sold: Vec<usize> = sold.map(|(_, position)| *position).collect();
        sold.sort_unstable();
        let wanted = self.option(CompareOption::LoadOffer).parse().ok();
        let wanted = wanted.filter(|wanted| sold.contains(wanted));
        (wanted.or(sold.first().copied()), sold)
    }

    /// The commitments for the machine of an offer.
    fn ahead(&self, name: &OfferId) -> Vec<SoldAhead> {
        let evaluation = &self.evaluation;
        let priced = evaluation.study.as_ref().zip(evaluation.priced.get(name));
        let ahead = priced.and_then(|(study, priced)| {
            machine_commitments(study, name, priced, &self.catalog).ok()
        });
        ahead.unwrap_or_default()
    }
}

/// The largest number of hours that get sliders.
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
        None => html! { <p>{say(props.language, &CommitmentText::NothingSold)}</p> },
    }
}

fn provider_choice(props: &SectionProps, sold: &[usize], chosen: usize) -> Html {
    let option = |position: &usize| {
        let name = props.names.get(*position).map(|name| name.provider.clone());
        (position.to_string(), name.unwrap_or_default())
    };
    html! {
        <Choice
            id="load-offer"
            label={props.language.say(&KitText::Provider)}
            chosen={chosen.to_string()}
            options={sold.iter().map(option).collect::<Vec<ChoiceOption>>()}
            onchoose={props.set(CompareOption::LoadOffer)}
        />
    }
}

fn load_input(props: &SectionProps) -> Html {
    let language = props.language;
    let text = props.option(CompareOption::Load).to_owned();
    let oninput = props.set(CompareOption::Load).reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let read = read_hours(&text);
    let problem = read.as_ref().err().map(|(position, problem)| {
        let problem = language.say(problem);
        language.say(&CommitmentText::AtNumber(*position, &problem))
    });
    let sliders = read.ok().filter(|hours| hours.len() <= MOST_SLIDERS);
    html! {
        <div class={classes!("field", problem.is_some().then_some("wrong"))}>
            <label for="load">{say(language, &CommitmentText::LoadOf)}</label>
            <textarea id="load" rows="2" spellcheck="false" aria-describedby="load-below"
                aria-invalid={problem.is_some().to_string()} value={text} {oninput} />
            <small id="load-below" aria-live="polite">{problem}</small>
            {sliders.map(|hours| sliders_of(props, &hours)).unwrap_or_default()}
        </div>
    }
}

/// One slider per hour.
fn sliders_of(props: &SectionProps, hours: &[NonNegative]) -> Html {
    let language = props.language;
    let set = props.set(CompareOption::Load);
    let highest = hours
        .iter()
        .map(|hour| hour.get())
        .max()
        .unwrap_or_default();
    // Dragging to the top keeps the scale: it changes only between these values.
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
            <span key={index} class="hour">
                <input type="range" min="0" max={top.clone()} step="1" value={hour.to_string()}
                    aria-label={language.say(&CommitmentText::HourOf(index + 1))} {oninput} />
                <small aria-hidden="true">{index + 1}</small>
            </span>
        }
    };
    // Each slider is above the bar of its hour in the chart.
    let gutter = Gutter::of(&Axes::of(hours).rows());
    html! { <div class={classes!("sliders", gutter.class())}>{for hours.iter().enumerate().map(slider)}</div> }
}

fn answer(props: &SectionProps, position: usize) -> Html {
    let language = props.language;
    let load = read_hours(props.option(CompareOption::Load));
    let asked = props.evaluation.name(position);
    let asked = asked.zip(props.evaluation.study.as_ref());
    let (Ok(load), Some((name, study))) = (load, asked) else {
        return html! { <></> };
    };
    let Some(found) = offer_advice(study, name, &load, &props.catalog) else {
        return html! { <p>{say(language, &CommitmentText::NoAnswer)}</p> };
    };
    let said = CommitmentText::Lowest {
        hours: load.len(),
        cost: &language.money(found.best.cost),
        on_demand: &language.money(found.best.on_demand),
        saved: &language.money(found.saved),
    };
    let regrets = match found.regrets.as_slice() {
        [falls, rises] => say(
            language,
            &CommitmentText::Regrets {
                falls: &language.money(falls.cost),
                rises: &language.money(rises.cost),
            },
        ),
        _ => html! {},
    };
    html! {
        <>
            <p>{say(language, &CommitmentText::MachineHour(&exact(found.on_demand_hour)))}</p>
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
        let share = found.break_even.get(&rung.offer).copied().flatten();
        html! {
            <tr key={rung.offer.to_string()}>
                <th scope="row">{name}</th>
                <td class="number">{grouped(&rung.units.to_string())}</td>
                <td class="number">{share.map(|share| format!("{}%", percent(share.get())))}</td>
            </tr>
        }
    };
    html! {
        <div class="scroll" role="group" tabindex="0" aria-label={language.say(&CommitmentText::Ladder)}>
            <table class="ladder">
                <caption>{say(language, &CommitmentText::Ladder)}</caption>
                <thead><tr>
                    <th scope="col">{say(language, &CommitmentText::Choice)}</th>
                    <th scope="col" class="number">{say(language, &CommitmentText::Count)}</th>
                    <th scope="col" class="number">{say(language, &CommitmentText::PaysAbove)}</th>
                </tr></thead>
                <tbody>{for found.best.ladder.iter().map(row)}</tbody>
            </table>
            <p hidden={!found.best.ladder.is_empty()}>{say(language, &CommitmentText::CommitNothing)}</p>
        </div>
    }
}

/// The axes of a load: its hours, each from its number less a half to its number and a half, and its machines.
struct Axes {
    across: Axis,
    up: Axis,
    hours: usize,
}

impl Axes {
    fn of(load: &[NonNegative]) -> Self {
        let highest = load.iter().map(|hour| hour.get()).max().unwrap_or_default();
        let half = Decimal::new(5, 1);
        Self {
            across: Axis::within(half, Decimal::from(load.len()) + half, COLUMNS),
            up: Axis::round(Decimal::ZERO, highest, ROWS),
            hours: load.len(),
        }
    }

    fn rows(&self) -> Vec<Mark> {
        self.up.marks(|machines| grouped(&print(machines)))
    }

    /// Each hour of a day or less; round numbers of more.
    fn columns(&self) -> Vec<Mark> {
        if self.hours > MOST_SLIDERS {
            return self.across.marks(|hour| grouped(&print(hour)));
        }
        let hours = (1..=self.hours).map(|hour| Mark {
            at: self.across.percent(hour.into()),
            text: hour.to_string(),
        });
        hours.collect()
    }
}

/// A bar for each hour, and a line at each level to commit.
fn chart(language: Language, load: &[NonNegative], found: &CommitmentAdvice) -> Html {
    let axes = Axes::of(load);
    let half = Decimal::new(5, 1);
    let bar = |(index, hour): (usize, &NonNegative)| {
        let at = |edge: Decimal| axes.across.percent(Decimal::from(index) + edge);
        let (x, height) = (at(half), axes.up.percent(hour.get()));
        let width = at(half + Decimal::ONE) - x;
        html! {
            <rect key={index} class="demand" x={format!("{x}%")} y={format!("{}%", Decimal::ONE_HUNDRED - height)}
                width={format!("{width}%")} height={format!("{height}%")} />
        }
    };
    let levels = ladder_levels(&found.best.ladder).unwrap_or_default();
    let line = |(index, level): (usize, &NonNegative)| {
        let y = format!("{}%", Decimal::ONE_HUNDRED - axes.up.percent(level.get()));
        html! {
            <g key={index}>
                <line class="level" x1="0" x2="100%" y1={y.clone()} y2={y.clone()} />
                <text x="100%" {y} dy="-6" text-anchor="end">{grouped(&level.to_string())}</text>
            </g>
        }
    };
    let frame = Frame {
        label: language.say(&CommitmentText::LoadChart),
        rows: axes.rows(),
        columns: axes.columns(),
    };
    let content = html! {
        <>
        {for load.iter().enumerate().map(bar)}
        {for levels.iter().enumerate().map(line)}
        </>
    };
    html! {
        <figure class="chart load">
            {frame.draw(content, &[])}
            <ul class="key">
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="demand" width="24" height="8" /></svg>{" "}{say(language, &CommitmentText::LoadKey)}</li>
                <li hidden={levels.is_empty()}><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><line class="level" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{say(language, &CommitmentText::LevelKey)}</li>
            </ul>
            {save_as::chart(language, "load")}
        </figure>
    }
}
