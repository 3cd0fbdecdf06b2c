//! The clauses of one offer's contract, besides its pay rate on everything.

use netprice::value::id::SkuId;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::compare::commitment_view;
use crate::compare::committed::on_offer;
use crate::compare::contract::{Figure, Kind, Mode, RoundAt, Row, Stack};
use crate::compare::terms_props::TermsProps;
use crate::compare::words::contract::ContractText;
use crate::compare::words::form::FormText;
use crate::kit::field::Field;
use crate::kit::say;

/// The usage lines that a clause can be limited to.
const LINES: [&str; 3] = ["machines", "storage", "egress"];

/// The clauses.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let language = props.language;
    let machine_of = props.contract.machine.as_str();
    let workload = props.workload.as_ref();
    let on_offer =
        workload.map(|workload| on_offer(&props.catalog, workload, &props.book, machine_of));
    let on_offer = on_offer.unwrap_or_default();
    let rows = props.contract.terms.iter().enumerate();
    let add = props.edit(|contract, _: MouseEvent| {
        contract.terms.push(Row::empty(Kind::AmountOff));
    });
    html! {
        <>
            {for rows.map(|(index, row)| term_row(props, index, row))}
            <button type="button" id={props.id("add-term")} onclick={add}>{say(language, &ContractText::AddTerm)}</button>
            {machine(props, &on_offer.machines)}
            {commitment_view::choice(props, &on_offer.ahead)}
            {choice(props, "stack", &language.say(&ContractText::StackOf), props.contract.stack.name(),
                Stack::ALL.iter().map(|stack| (stack.name(), language.say(&ContractText::Stack(*stack)))).collect(),
                &props.edit(|contract, name: String| contract.stack = Stack::of_name(&name).unwrap_or_default()))}
            {amount(props, "voucher", ContractText::VoucherOf, &props.contract.voucher, Figure::Voucher,
                props.edit(|contract, text: String| contract.voucher = text))}
            {amount(props, "threshold", ContractText::ThresholdOf, &props.contract.threshold, Figure::Threshold,
                props.edit(|contract, text: String| contract.threshold = text))}
            {amount(props, "minimum", ContractText::MinimumOf, &props.contract.minimum, Figure::Minimum,
                props.edit(|contract, text: String| contract.minimum = text))}
            <Field
                id={props.id("tax")}
                label={language.say(&ContractText::TaxOf)}
                text={props.contract.tax.clone()}
                problem={props.problem(Figure::Tax)}
                oninput={props.edit(|contract, text: String| contract.tax = text)}
            />
            {tick(props, "tax-in-list", &ContractText::TaxInList, props.contract.tax_in_list,
                &props.edit(|contract, is_on: bool| contract.tax_in_list = is_on))}
            {rounding(props)}
        </>
    }
}

/// Which machine the workload runs on.
fn machine(props: &TermsProps, large_enough: &[SkuId]) -> Html {
    let chosen = props.contract.machine.as_str();
    let cheapest = std::iter::once(("", props.language.say(&ContractText::CheapestMachine)));
    let named = large_enough.iter();
    let named = named.map(|sku| (sku.as_str(), sku.to_string()));
    // What was chosen for a smaller workload is still chosen.
    let is_unknown = !chosen.is_empty() && large_enough.iter().all(|s| s.as_str() != chosen);
    let unknown = is_unknown.then(|| (chosen, chosen.to_owned()));
    choice(
        props,
        "machine",
        &props.language.say(&ContractText::MachineOf),
        chosen,
        cheapest.chain(named).chain(unknown).collect(),
        &props.edit(|contract, sku: String| contract.machine = sku),
    )
}

/// Where and how the bill is rounded; how, only once somewhere.
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
        &language.say(&ContractText::RoundingOf),
        rounding.at.name(),
        stages.collect(),
        &props.edit(|contract, name: String| {
            contract.rounding.at = RoundAt::of_name(&name).unwrap_or_default();
        }),
    );
    if rounding.at == RoundAt::Published {
        return at;
    }
    html! {
        <>
            {at}
            {choice(props, "round-mode", &language.say(&ContractText::RoundModeOf), rounding.mode.name(), modes.collect(),
                &props.edit(|contract, name: String| {
                    contract.rounding.mode = Mode::of_name(&name).unwrap_or_default();
                }))}
            <Field
                id={props.id("round-places")}
                label={language.say(&ContractText::PlacesOf)}
                text={rounding.places.clone()}
                problem={props.problem(Figure::Places)}
                oninput={props.edit(|contract, text: String| contract.rounding.places = text)}
            />
        </>
    }
}

fn term_row(props: &TermsProps, index: usize, row: &Row) -> Html {
    let language = props.language;
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.name(), language.say(&ContractText::Kind(*kind))));
    let lines = LINES
        .iter()
        .map(|line| (*line, language.say(&FormText::Line(line))));
    let everything = std::iter::once(("", language.say(&ContractText::Everything)));
    let figure = props.edit(move |contract, text: String| {
        if let Some(row) = contract.terms.get_mut(index) {
            row.figure = text;
        }
    });
    let limit = props.edit(move |contract, text: String| {
        if let Some(row) = contract.terms.get_mut(index) {
            row.limit = text;
        }
    });
    let all = props.edit(move |contract, is_on: bool| {
        if let Some(row) = contract.terms.get_mut(index) {
            row.on_everything = is_on;
        }
    });
    let unit = if row.kind.is_money() || row.kind == Kind::Fixed {
        format!(
            "{} ({})",
            language.say(&ContractText::FigureOf),
            props.name.currency
        )
    } else {
        language.say(&ContractText::FigureOf)
    };
    html! {
        <div class="term" key={index} role="group" aria-label={format!("{} {}", language.say(&ContractText::KindOf), index + 1)}>
            {choice(props, &format!("kind-{index}"), &language.say(&ContractText::KindOf), row.kind.name(), kinds.collect(),
                &props.edit(move |contract, name: String| {
                    if let (Some(row), Some(kind)) = (contract.terms.get_mut(index), Kind::of_name(&name)) {
                        row.kind = kind;
                    }
                }))}
            <Field
                id={props.id(&format!("figure-{index}"))}
                label={unit}
                text={row.figure.clone()}
                problem={props.problem(Figure::Term(index))}
                inputmode="text"
                oninput={figure}
            />
            { if row.kind.is_table() {
                let label = if row.kind == Kind::BySpend { format!("{} ({})", language.say(&ContractText::SpendLimitOf), props.name.currency) } else { language.say(&ContractText::QuantityLimitOf) };
                html! {
                    <>
                        <Field
                            id={props.id(&format!("limit-{index}"))}
                            {label}
                            text={row.limit.clone()}
                            problem={props.problem(Figure::Limit(index))}
                            oninput={limit}
                        />
                        {tick(props, &format!("all-{index}"), &ContractText::OnEverything, row.on_everything, &all)}
                    </>
                }
            } else {
                html! { <span></span> }
            } }
            {choice(props, &format!("scope-{index}"), &language.say(&ContractText::ScopeOf), &row.line, everything.chain(lines).collect(),
                &props.edit(move |contract, line: String| {
                    if let Some(row) = contract.terms.get_mut(index) {
                        row.line = line;
                    }
                }))}
            <button type="button" onclick={props.edit(move |contract, _: MouseEvent| {
                if index < contract.terms.len() {
                    contract.terms.remove(index);
                }
            })}>{say(language, &ContractText::RemoveTerm)}</button>
        </div>
    }
}

fn amount(
    props: &TermsProps,
    id: &str,
    label: ContractText,
    text: &str,
    figure: Figure,
    oninput: Callback<String>,
) -> Html {
    html! {
        <Field
            id={props.id(id)}
            label={format!("{} ({})", props.language.say(&label), props.name.currency)}
            text={text.to_owned()}
            problem={props.problem(figure)}
            {oninput}
        />
    }
}

fn choice(
    props: &TermsProps,
    id: &str,
    label: &str,
    chosen: &str,
    options: Vec<(&str, String)>,
    onchoose: &Callback<String>,
) -> Html {
    let id = props.id(id);
    let onchange = onchoose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |(value, text): (&str, String)| {
        let is_chosen = value == chosen;
        html! { <option key={value.to_owned()} value={value.to_owned()} selected={is_chosen}>{text}</option> }
    };
    html! {
        <div class="field choice">
            <label for={id.clone()}>{label.to_owned()}</label>
            <select {id} {onchange}>{for options.into_iter().map(option)}</select>
        </div>
    }
}

fn tick(
    props: &TermsProps,
    id: &str,
    label: &ContractText,
    is_on: bool,
    ontick: &Callback<bool>,
) -> Html {
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
