//! A bandwidth contract of one's own: a floor that is always paid, what is above it, a cap.

use crate::traffic::form::{TrafficField, TrafficForm};
use netprice::Currency;
use netprice::bandwidth::method::Peak;
use yew::prelude::*;

use crate::kit::field::Field;
use crate::kit::form::Form;
use crate::kit::number::exact;
use crate::traffic::props::{TrafficProps, short};
use crate::traffic::request::{OwnBill, Wrong, own_bill};
use crate::traffic::words::TrafficText;

/// The fields, in their order.
const FIELDS: [TrafficField; 4] = [
    TrafficField::OwnFloor,
    TrafficField::OwnPrice,
    TrafficField::OwnExcess,
    TrafficField::OwnCap,
];

/// The section: what the drawn method's figure costs under the contract.
pub(crate) fn own_link(props: &TrafficProps, peak: Option<&Peak>, method: &str) -> Html {
    let Ok(currency) = props.currency.parse::<Currency>() else {
        return html! { <></> };
    };
    let bill = peak.map(|peak| own_bill(&props.editor.form, peak.mbps, currency));
    let wrong: &[Wrong] = match &bill {
        Some(Err(wrong)) => wrong,
        Some(Ok(_)) | None => &[],
    };
    let field = |field: &TrafficField| {
        let problem = wrong.iter().find_map(|one| match one {
            Wrong::At(at, problem) if at == field => Some(props.language.say(problem)),
            Wrong::At(..) | Wrong::Lines(_) => None,
        });
        html! {
            <Field
                key={TrafficForm::name(*field)}
                id={TrafficForm::name(*field)}
                label={props.say(&TrafficText::Own(*field, &props.currency))}
                text={props.editor.form.text(*field).to_owned()}
                {problem}
                oninput={props.set(*field)}
            />
        }
    };
    let said = match &bill {
        Some(Ok(Some(bill))) => said(props, bill, method),
        Some(Ok(None) | Err(_)) | None => String::new(),
    };
    let cost = match &bill {
        Some(Ok(Some(bill))) => Some(bill.bill.cost.to_string()),
        Some(Ok(None) | Err(_)) | None => None,
    };
    html! {
        <section>
            <h2>{props.say(&TrafficText::OwnLink)}</h2>
            <div class="inputs">{for FIELDS.iter().map(field)}</div>
            <p id="own-bill" aria-live="polite" data-cost={cost}>{said}</p>
        </section>
    }
}

fn said(props: &TrafficProps, own: &OwnBill, method: &str) -> String {
    let OwnBill { contract, bill } = own;
    let excess_price = contract.excess_price.unwrap_or(contract.price);
    props.say(&TrafficText::OwnBill {
        method,
        floor: &short(bill.billed.floor.get()),
        floor_price: &exact(contract.price),
        excess: &short(bill.billed.excess.get()),
        excess_price: &exact(excess_price),
        cost: &exact(bill.cost),
    })
}
