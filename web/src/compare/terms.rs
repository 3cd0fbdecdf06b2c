//! The terms of one offer's contract, besides its discount on everything.

use netprice::value::id::LineId;
use netprice_study::Workload;
use netprice_study::commit::sold_at;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::compare::commitment_view;
use crate::compare::contract::{ContractForm, Kind, Mode, RoundAt, Row, Stack};
use crate::compare::terms_props::TermsProps;
use crate::compare::words::contract::ContractText;
use crate::compare::words::form::FormText;
use crate::kit::choice::Choice;
use crate::kit::draft::{Draft, Typed};
use crate::kit::field::Field;
use crate::kit::quoting::quote_all;
use crate::kit::say;

/// The terms.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    quote_all();
    let language = props.language;
    let contract = &props.contract;
    let study = props.evaluation.study.as_ref();
    let ahead = study.map(|study| sold_at(study, &props.of, &props.catalog));
    let ahead = ahead.unwrap_or_default();
    let rows = contract.terms.iter().enumerate();
    let add = props.edit(|contract, _: MouseEvent| {
        contract.terms.push(Row::typed(Kind::AmountOff, ""));
    });
    let stacks = Stack::ALL.iter();
    let stacks = stacks.map(|stack| (stack.name(), language.say(&ContractText::Stack(*stack))));
    html! {
        <div class="terms">
            {for rows.map(|(index, row)| term_row(props, index, row))}
            <button type="button" class="add-term" id={props.id("add-term")} onclick={add}>{say(language, &ContractText::AddTerm)}</button>
            {commitment_view::choices(props, &ahead)}
            {choice(props, "stack", language.say(&ContractText::StackOf), contract.stack.name(), stacks,
                |contract, name| contract.stack = Stack::named(name).unwrap_or_default())}
            {figure(props, "voucher", amount_of(props, &ContractText::VoucherOf), &contract.voucher,
                |contract, text| contract.voucher = text)}
            {figure(props, "threshold", amount_of(props, &ContractText::ThresholdOf), &contract.threshold,
                |contract, text| contract.threshold = text)}
            {figure(props, "minimum", amount_of(props, &ContractText::MinimumOf), &contract.minimum,
                |contract, text| contract.minimum = text)}
            {figure(props, "tax", language.say(&ContractText::TaxOf), &contract.tax,
                |contract, text| contract.tax = text)}
            {tick(props, "tax-in-list", &ContractText::TaxInList, contract.tax_in_list,
                |contract, is_on| contract.tax_in_list = is_on)}
            {rounding(props)}
        </div>
    }
}

/// The stage of rounding; its mode and decimals, only once a stage is chosen.
fn rounding(props: &TermsProps) -> Html {
    let language = props.language;
    let rounding = &props.contract.rounding;
    let stages = RoundAt::ALL.iter();
    let stages = stages.map(|at| (at.name(), language.say(&ContractText::RoundAt(*at))));
    let modes = Mode::ALL.iter();
    let modes = modes.map(|mode| (mode.name(), language.say(&ContractText::RoundMode(*mode))));
    let at = choice(
        props,
        "round-at",
        language.say(&ContractText::RoundingOf),
        rounding.at.name(),
        stages,
        |contract, name| contract.rounding.at = RoundAt::named(name).unwrap_or_default(),
    );
    if rounding.at == RoundAt::Published {
        return at;
    }
    html! {
        <>
            {at}
            {choice(props, "round-mode", language.say(&ContractText::RoundModeOf), rounding.mode.name(), modes,
                |contract, name| contract.rounding.mode = Mode::named(name).unwrap_or_default())}
            {figure(props, "round-places", language.say(&ContractText::PlacesOf), &rounding.places,
                |contract, text| contract.rounding.places = text)}
        </>
    }
}

fn term_row(props: &TermsProps, index: usize, row: &Row) -> Html {
    let language = props.language;
    let kinds = Kind::ALL.iter();
    let kinds = kinds.map(|kind| (kind.name(), language.say(&ContractText::Kind(*kind))));
    let workload = props.evaluation.study.iter();
    let lines = workload.flat_map(|study| study.workload.iter().flat_map(Workload::ids));
    let lines = lines.map(|line| (line.as_str(), language.say(&FormText::Line(line.as_str()))));
    let everything = std::iter::once(("", language.say(&ContractText::Everything)));
    let line = row.line.as_ref();
    let unit = match row.kind() {
        kind if kind.is_money() || kind == Kind::Fixed => amount_of(props, &ContractText::FigureOf),
        _ => language.say(&ContractText::FigureOf),
    };
    let change = move |change: fn(&mut Row, &str)| {
        move |contract: &mut ContractForm, text: &str| {
            if let Some(row) = contract.terms.get_mut(index) {
                change(row, text);
            }
        }
    };
    let set_figure = change(Row::set_figure);
    html! {
        <div class="term" key={index} role="group" aria-label={format!("{} {}", language.say(&ContractText::KindOf), index + 1)}>
            {choice(props, &format!("kind-{index}"), language.say(&ContractText::KindOf), row.kind().name(), kinds,
                change(|row, name| row.set_kind(Kind::named(name).unwrap_or_default())))}
            <Field
                id={props.id(&format!("figure-{index}"))}
                label={unit}
                text={row.figure().to_owned()}
                problem={props.problem(row.figure_problem())}
                inputmode="text"
                oninput={props.edit(move |contract, text: String| set_figure(contract, &text))}
            />
            {table(props, index, row)}
            {choice(props, &format!("scope-{index}"), language.say(&ContractText::ScopeOf),
                line.map(LineId::as_str).unwrap_or_default(), everything.chain(lines),
                change(|row, line| row.line = line.parse().ok()))}
            <button type="button" onclick={props.edit(move |contract, _: MouseEvent| {
                if index < contract.terms.len() {
                    contract.terms.remove(index);
                }
            })}>{say(language, &ContractText::RemoveTerm)}</button>
        </div>
    }
}

/// The limit of a table of spend or quantity.
fn table(props: &TermsProps, index: usize, row: &Row) -> Html {
    let label = match row.kind() {
        Kind::BySpend => amount_of(props, &ContractText::SpendLimitOf),
        Kind::ByQuantity => props.language.say(&ContractText::QuantityLimitOf),
        _ => return html! { <span></span> },
    };
    html! {
        <>
            {figure(props, &format!("limit-{index}"), label, &row.limit, move |contract, text| {
                if let Some(row) = contract.terms.get_mut(index) {
                    row.limit = text;
                }
            })}
            {tick(props, &format!("all-{index}"), &ContractText::OnEverything, row.on_everything, move |contract, is_on| {
                if let Some(row) = contract.terms.get_mut(index) {
                    row.on_everything = is_on;
                }
            })}
        </>
    }
}

/// The label of an amount in the currency of the price book.
fn amount_of(props: &TermsProps, label: &ContractText) -> String {
    let (language, currency) = (props.language, &props.name.currency);
    language.bracketed(&language.say(label), currency)
}

fn figure<T: Typed + 'static>(
    props: &TermsProps,
    id: &str,
    label: String,
    draft: &Draft<T>,
    put: impl Fn(&mut ContractForm, Draft<T>) + 'static,
) -> Html {
    html! {
        <Field
            id={props.id(id)}
            {label}
            text={draft.text().to_owned()}
            problem={props.problem(draft.parsed().err())}
            oninput={props.edit(move |contract, text: String| put(contract, Draft::typed(&text)))}
        />
    }
}

fn choice<'a>(
    props: &TermsProps,
    id: &str,
    label: String,
    chosen: &str,
    options: impl Iterator<Item = (&'a str, String)>,
    choose: impl Fn(&mut ContractForm, &str) + 'static,
) -> Html {
    let options = options.map(|(value, text)| (value.to_owned(), text));
    html! {
        <Choice
            id={props.id(id)}
            {label}
            chosen={chosen.to_owned()}
            options={options.collect::<Vec<_>>()}
            onchoose={props.edit(move |contract, value: String| choose(contract, &value))}
        />
    }
}

fn tick(
    props: &TermsProps,
    id: &str,
    label: &ContractText,
    is_on: bool,
    put: impl Fn(&mut ContractForm, bool) + 'static,
) -> Html {
    let ontick = props.edit(move |contract, is_on: bool| put(contract, is_on));
    let onchange = ontick.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.checked()
    });
    html! {
        <label class="check">
            <input type="checkbox" id={props.id(id)} checked={is_on} {onchange} />
            {" "}{say(props.language, label)}
        </label>
    }
}
