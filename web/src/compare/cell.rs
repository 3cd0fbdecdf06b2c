//! A line at an offer: its steps, what else would answer it, and its price to overwrite.

use std::rc::Rc;

use netprice::value::id::{OfferId, SkuId};
use netprice::{Currency, NonNegative};
use netprice_study::commit::machines_of_line;
use netprice_study::sku_match::Cheaper;
use netprice_study::workload::{HandPrice, Named};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::compare::form::CompareEdit;
use crate::compare::lines::{WorkloadForm, WorkloadLine};
use crate::compare::steps::Steps;
use crate::compare::steps_props::StepsProps;
use crate::compare::words::cell::CellText;
use crate::kit::choice::{Choice, ChoiceOption};
use crate::kit::draft::{Draft, Optional};
use crate::kit::quoting::quote_all;

/// The properties of [`Cell`].
#[derive(Clone, Properties, PartialEq)]
pub struct CellProps {
    /// What the steps are drawn from, with the line.
    pub steps: StepsProps,
    /// The workload.
    pub workload: Rc<WorkloadForm>,
    /// The position of the line.
    pub index: usize,
    /// The line.
    pub of: Rc<WorkloadLine>,
    /// The currency of the price book.
    pub currency: String,
    /// Called with each change.
    pub onedit: Callback<CompareEdit>,
}

impl CellProps {
    /// The callback that changes the line.
    fn edit<T: 'static>(&self, change: impl Fn(&mut WorkloadLine, T) + 'static) -> Callback<T> {
        let (index, line, workload) = (self.index, self.of.clone(), self.workload.clone());
        self.onedit.reform(move |value: T| {
            let mut line = WorkloadLine::clone(&line);
            change(&mut line, value);
            let workload = WorkloadForm::clone(&workload).with_line(index, line);
            CompareEdit::Workload(format!("cell {index}"), workload)
        })
    }
}

/// The calculation of a line at an offer, with the choice of its SKU and of its price.
#[component]
pub fn Cell(props: &CellProps) -> Html {
    quote_all();
    html! {
        <>
            <div class="inputs">
                {sku(props)}
                {price(props)}
            </div>
            // The list has a place of its own, so that the inputs stay where they are if it changes.
            <div class="cheaper">{for cheaper(props).into_iter().map(|said| html! { <p>{said}</p> })}</div>
            <Steps ..props.steps.clone() />
        </>
    }
}

/// The choice of the machine; other lines have no choice by size.
fn sku(props: &CellProps) -> Html {
    let language = props.steps.language;
    let offer = &props.steps.offer;
    let study = props.steps.evaluation.study.as_ref();
    let found =
        study.map(|study| machines_of_line(study, offer, &props.of.id, &props.steps.catalog));
    let machines: Vec<SkuId> = found.unwrap_or_default();
    let chosen = match props.of.skus.get(offer) {
        Some(Named::Sku(sku)) => Some(sku.clone()),
        Some(Named::Quantities(_)) | None => None,
    };
    if machines.is_empty() && chosen.is_none() {
        return html! { <></> };
    }
    let cheapest = (String::new(), language.say(&CellText::CheapestSku));
    // A machine that was chosen for a smaller line is still chosen.
    let unknown = chosen.iter().filter(|chosen| !machines.contains(chosen));
    let named = machines.iter().chain(unknown);
    let named = named.map(|sku| (sku.to_string(), sku.to_string()));
    let options = std::iter::once(cheapest)
        .chain(named)
        .collect::<Vec<ChoiceOption>>();
    let of = offer.clone();
    let onchoose = props.edit(move |line, sku: String| match sku.parse::<SkuId>() {
        Ok(sku) => {
            line.skus.insert(of.clone(), Named::Sku(sku));
        }
        Err(_) => {
            line.skus.remove(&of);
        }
    });
    let chosen = chosen.map(|sku| sku.to_string()).unwrap_or_default();
    html! { <Choice id="cell-sku" label={language.say(&CellText::Sku)} {chosen} {options} {onchoose} /> }
}

/// The price by hand of a unit, in the currency of the price book; a text that cannot be read is marked, and the price
/// before stays.
#[component]
fn PriceField(props: &CellProps) -> Html {
    let language = props.steps.language;
    let held = props
        .of
        .prices
        .get(&props.steps.offer)
        .map(|price| price.price);
    let draft = use_state(|| Draft::<Optional<NonNegative>>::of(Optional(held)));
    let currency = props.currency.parse::<Currency>().ok();
    let offer = props.steps.offer.clone();
    let set = props
        .edit(move |line, price: Option<NonNegative>| set_price(line, &offer, price, currency));
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let typed = Draft::<Optional<NonNegative>>::typed(&input.value());
            if let Some(Optional(price)) = typed.value() {
                set.emit(*price);
            }
            draft.set(typed);
        })
    };
    let problem = draft.parsed().err().map(|problem| language.say(problem));
    let meaning = language.say(&CellText::PriceMeaning);
    html! {
        <div class={classes!("field", problem.is_some().then_some("wrong"))}>
            <label for="cell-price">{language.say(&CellText::Price(&props.currency))}</label>
            <input id="cell-price" inputmode="decimal" autocomplete="off" aria-invalid={problem.is_some().to_string()}
                aria-describedby="cell-price-below" value={draft.text().to_owned()} {oninput} />
            <small id="cell-price-below" aria-live="polite">{problem.unwrap_or(meaning)}</small>
        </div>
    }
}

fn price(props: &CellProps) -> Html {
    html! { <PriceField key={format!("{} {}", props.steps.offer, props.of.id)} ..props.clone() /> }
}

fn set_price(
    line: &mut WorkloadLine,
    offer: &OfferId,
    price: Option<NonNegative>,
    currency: Option<Currency>,
) {
    match price.zip(currency) {
        Some((price, currency)) => {
            let quantity = None;
            line.prices.insert(
                offer.clone(),
                HandPrice {
                    price,
                    currency,
                    quantity,
                },
            );
        }
        None => {
            line.prices.remove(offer);
        }
    }
}

/// What would be cheaper under one other condition, and what is second.
fn cheaper(props: &CellProps) -> Vec<String> {
    let language = props.steps.language;
    let priced = props.steps.evaluation.priced.get(&props.steps.offer);
    let matches = priced.iter().flat_map(|priced| &priced.matches);
    let choices = matches
        .filter(|one| one.of == props.of.id)
        .filter_map(|one| one.choice());
    let said = |one: &Cheaper| {
        language.say(&CellText::Cheaper {
            condition: one.condition,
            name: &one.name,
            size: one.size,
            saving: &language.money(one.saving),
        })
    };
    choices
        .flat_map(|choice| choice.cheaper.iter().map(said))
        .collect()
}
