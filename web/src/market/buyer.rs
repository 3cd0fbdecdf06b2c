//! The card of a buyer: rent, buy or wait.

use netprice::market::selling::Waiting;
use netprice::value::decimal::print;
use netprice::{Money, NonNegative};
use netprice_study::market::buyer::BuyerAnswer;
use netprice_study::market::decision::{Choice, Cost, Input, Turn};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::number::percent;
use crate::market::changes::{self, Change, Pill};
use crate::market::form::MarketField;
use crate::market::histogram;
use crate::market::props::{counted, of_thousand};
use crate::market::section::{Inputs, Section};
use crate::market::words::buyer::BuyerText;

const INPUTS: Inputs = Inputs {
    first: &[
        MarketField::Gpus,
        MarketField::Horizon,
        MarketField::RentMonth,
    ],
    others: &[
        MarketField::Gpu,
        MarketField::ServerGpus,
        MarketField::BuyCurrency,
        MarketField::Capital,
        MarketField::OwnMonth,
        MarketField::Residual,
        MarketField::Correlation,
        MarketField::ReservedMonth,
        MarketField::UseLow,
        MarketField::UseLikely,
        MarketField::UseHigh,
        MarketField::Interest,
        MarketField::WaitMonths,
        MarketField::MonthWithout,
        MarketField::Confidence,
    ],
    moves: true,
};

/// The card.
pub(crate) fn buyer(section: Section<'_>) -> Html {
    let answer = answer_of(section.answer);
    html! {
        <>
        {answer.and_then(|answer| verdict(section, answer)).unwrap_or_else(|| section.no_verdict())}
        {section.inputs(INPUTS)}
        {asked(section)}
        {answer.map(|answer| below(section, answer)).unwrap_or_default()}
        </>
    }
}

/// The accelerators that the comparison asks for, with a button that takes their number.
fn asked(section: Section<'_>) -> Option<Html> {
    let gpus = section.props.asked_gpus?;
    let taken = section.form().gpus.value().map(|gpus| gpus.get());
    let button = (taken != Some(gpus)).then(|| {
        let typed = section.props.editor.set(MarketField::Gpus);
        let onclick = Callback::from(move |_: MouseEvent| typed.emit(gpus.to_string()));
        html! { <button type="button" id="take-asked" {onclick}>{section.say(&BuyerText::Take(gpus))}</button> }
    });
    let said = section.say(&BuyerText::Asked(gpus));
    Some(html! { <p class="hint" id="asked-gpus">{said}{" "}{button}</p> })
}

fn answer_of(answer: Option<&netprice_study::MarketAnswer>) -> Option<&BuyerAnswer> {
    answer?.buyer.as_ref()?.as_ref().ok()
}

fn verdict(section: Section<'_>, answer: &BuyerAnswer) -> Option<Html> {
    let form = section.form();
    let decision = &answer.decision;
    let months = form.horizon.value()?.get().try_into().ok()?;
    let wait = answer.waits().then(|| form.wait_months.value());
    let rest = BuyerText::Order {
        gpus: form.gpus.value()?.get(),
        gpu: form.gpu.text().trim(),
        months,
    };
    let lead = lead(section, answer, wait.flatten().map(|months| months.get()));
    let others = decision.costs.iter();
    let others = others.filter(|(choice, _)| **choice != decision.choice);
    let others: Vec<String> = others
        .map(|(choice, cost)| other(section, answer, *choice, cost))
        .collect();
    let without = answer_of(section.without).map(|without| within(section, without));
    let event = section.event(&within(section, answer), without);
    let saved = decision.costs.get(&Choice::Buy).map(|cost| cost.saving);
    let exact = saved.map(|saved| saved.to_string()).unwrap_or_default();
    let waiting = answer.waiting.as_ref();
    let waiting = waiting.and_then(|waiting| waiting.as_ref().ok());
    Some(html! {
        <>
        {section.verdict("buyer-answer", exact, lead, section.say(&rest))}
        <p class="why" id="buyer-why" data-choice={format!("{:?}", decision.choice)}>
            {others.join(section.props.language.gap())}{section.props.language.gap()}{nearest(section, answer)}{section.props.language.gap()}<strong>{event}</strong>
        </p>
        <p class="why" id="waiting">{waiting.and_then(|waiting| waits(section, answer, waiting))}</p>
        </>
    })
}

fn lead(section: Section<'_>, answer: &BuyerAnswer, wait: Option<u32>) -> String {
    let choice = answer.decision.choice;
    section.say(&BuyerText::Lead { choice, wait })
}

/// The choice within a sentence.
fn within(section: Section<'_>, answer: &BuyerAnswer) -> String {
    section.say(&BuyerText::ChoiceWithin(answer.decision.choice))
}

fn other(section: Section<'_>, answer: &BuyerAnswer, choice: Choice, cost: &Cost) -> String {
    section.say(&BuyerText::Other {
        choice,
        more: &section.props.language.about(cost.more),
        cheapest: &cheapest_on(answer, choice, cost),
    })
}

/// The number of 1,000 paths on which a choice is the cheapest; those of all choices add up.
fn cheapest_on(answer: &BuyerAnswer, choice: Choice, cost: &Cost) -> String {
    let counts = answer.decision.cheapest_of_thousand();
    let count = counts.get(&choice).copied().unwrap_or_default();
    counted(cost.cheapest.get(), count.into())
}

fn nearest(section: Section<'_>, answer: &BuyerAnswer) -> Option<String> {
    let input = answer.decision.decides?;
    let turn = answer.decision.turns.get(&input)?;
    Some(section.say(&BuyerText::Nearest {
        label: &section.short_label(field_of(input)),
        value: &value(section, input, turn.at.get())?,
        choice: turn.choice,
    }))
}

fn field_of(input: Input) -> MarketField {
    match input {
        Input::RentMonth => MarketField::RentMonth,
        Input::ReservedMonth => MarketField::ReservedMonth,
        Input::Capital => MarketField::Capital,
        Input::OwnMonth => MarketField::OwnMonth,
        Input::Residual => MarketField::Residual,
        Input::Utilisation => MarketField::UseLikely,
    }
}

/// A value of an input with its unit.
fn value(section: Section<'_>, input: Input, value: Decimal) -> Option<String> {
    let currency = *section.form().buy_currency.value()?;
    Some(match input {
        Input::RentMonth | Input::ReservedMonth | Input::Capital | Input::OwnMonth => {
            let money = Money::new(value, currency);
            section.props.language.about(money)
        }
        Input::Residual | Input::Utilisation => format!("{}%", percent(value)),
    })
}

fn waits(section: Section<'_>, answer: &BuyerAnswer, waiting: &Waiting) -> Option<String> {
    let language = section.props.language;
    let saving = waiting.median_saving;
    Some(section.say(&BuyerText::Waits {
        months: section.form().wait_months.value()?.get(),
        saves: answer.wait_effect(),
        saving: &language.about(Money::new(saving.amount().abs(), saving.currency())),
        cheaper: &of_thousand(waiting.probability_cheaper.get()),
        worst: &language.about(waiting.worst),
        confidence: &section.form().confidence.value()?.write(),
    }))
}

fn below(section: Section<'_>, answer: &BuyerAnswer) -> Html {
    let changes = changes_of(section, answer).unwrap_or_default();
    html! {
        <>
        {histogram::chart(section, &answer.decision.histogram, answer.weighed.quantiles)}
        <div class="two">
            {costs(section, answer)}
            {changes::table(section, changes)}
        </div>
        {changes::pills(section, pills(section, answer).unwrap_or_default(), true)}
        </>
    }
}

fn costs(section: Section<'_>, answer: &BuyerAnswer) -> Html {
    let money = |money: Money| section.props.language.about(money);
    let row = |(choice, cost): (&Choice, &Cost)| {
        let [low, middle, high] = cost.quantiles;
        let is_best = *choice == answer.decision.choice;
        html! {
            <tr key={format!("{choice:?}")} class={is_best.then_some("best")}>
                <th scope="row">{section.say(&BuyerText::Choice(*choice))}</th>
                <td class="number" data-exact={middle.to_string()}>{money(middle)}</td>
                <td class="number">{section.say(&BuyerText::Between(&money(low), &money(high)))}</td>
                <td class="number">{section.say(&BuyerText::OfThousand(&cheapest_on(answer, *choice, cost)))}</td>
            </tr>
        }
    };
    let months = section
        .form()
        .horizon
        .value()
        .map_or(0, |months| months.get());
    let heading = section.say(&BuyerText::Costs(months.try_into().unwrap_or_default()));
    html! {
        <section class="ways">
            <h3>{heading.clone()}</h3>
            <div class="scroll" role="group" tabindex="0" aria-label={heading}>
                <table id="ways">
                    <thead><tr>
                        <th scope="col">{section.say(&BuyerText::Way)}</th>
                        <th scope="col" class="number">{section.say(&BuyerText::Middle)}</th>
                        <th scope="col" class="number">{section.say(&BuyerText::Range)}</th>
                        <th scope="col" class="number">{section.say(&BuyerText::CheapestOn)}</th>
                    </tr></thead>
                    <tbody>{for answer.decision.costs.iter().map(row)}</tbody>
                </table>
            </div>
        </section>
    }
}

fn changes_of(section: Section<'_>, answer: &BuyerAnswer) -> Option<Vec<Change>> {
    let form = section.form();
    let reserved = form.reserved_month.value()?.0;
    let inputs = [
        (Input::RentMonth, Some(form.rent_month.value()?.get())),
        (Input::ReservedMonth, reserved.map(NonNegative::get)),
        (Input::Capital, Some(form.capital.value()?.get())),
        (Input::Residual, Some(form.residual.value()?.share().get())),
        (
            Input::Utilisation,
            Some(form.use_likely.value()?.share().get()),
        ),
        (Input::OwnMonth, Some(form.own_month.value()?.get())),
    ];
    let changes = inputs.into_iter().filter_map(|(input, now)| {
        let turn = answer.decision.turns.get(&input);
        let then = |turn: &Turn| {
            let choice = section.say(&BuyerText::ChoiceWithin(turn.choice));
            Some((value(section, input, turn.at.get())?, choice))
        };
        Some(Change {
            name: section.short_label(field_of(input)),
            now: value(section, input, now?)?,
            exact: turn.map(|turn| print(turn.at.get())).unwrap_or_default(),
            turn: turn.and_then(then),
        })
    });
    let mut changes: Vec<Change> = changes.collect();
    changes.extend(of_event(section, answer));
    Some(changes)
}

fn of_event(section: Section<'_>, answer: &BuyerAnswer) -> Option<Change> {
    use crate::market::words::cards::CardText;
    let name = changes::event(section)?;
    let without = answer_of(section.without)?;
    let is_other = without.decision.choice != answer.decision.choice;
    Some(Change {
        name,
        now: format!("{}%", section.form().shock_chance.text()),
        turn: is_other.then(|| (section.say(&CardText::NoEvent), within(section, without))),
        exact: String::new(),
    })
}

fn pills(section: Section<'_>, answer: &BuyerAnswer) -> Option<Vec<Pill>> {
    let form = section.form();
    let decides = |input: Input| answer.decision.decides == Some(input);
    let of_input = |input: Input, now: Decimal| {
        let value = value(section, input, now)?;
        Some(Pill {
            text: changes::pair(section, field_of(input), &value),
            decides: decides(input),
        })
    };
    let use_ = [&form.use_low, &form.use_likely, &form.use_high];
    let use_ = use_.map(|share| share.value().map(Typed::write).unwrap_or_default());
    let servers = BuyerText::Servers {
        servers: answer.servers?,
        gpus: form.server_gpus.value()?.get(),
    };
    let interest = changes::typed(section, MarketField::Interest);
    let rent = decides(Input::RentMonth)
        .then(|| of_input(Input::RentMonth, form.rent_month.value()?.get()))
        .flatten();
    let pills = [
        Some(Pill::of(section.say(&servers))),
        rent,
        of_input(Input::Capital, form.capital.value()?.get()),
        of_input(Input::Residual, form.residual.value()?.share().get()),
        Some(Pill {
            text: section.say(&BuyerText::Use(use_.each_ref().map(String::as_str))),
            decides: decides(Input::Utilisation),
        }),
        of_input(Input::OwnMonth, form.own_month.value()?.get()),
        Some(interest),
    ];
    Some(pills.into_iter().flatten().collect())
}
