//! A bandwidth contract of one's own: a floor that is always paid, what is above it, a cap.

use netprice::Currency;
use netprice::bandwidth::method::Peak;
use yew::prelude::*;

use super::field::Field;
use super::traffic_props::{BandwidthProps, short};
use crate::number::exact;
use crate::settings::Setting;
use crate::text::bandwidth::BandwidthText;
use crate::traffic::{OwnBill, Wrong, own_bill};

/// The fields, in their order.
const FIELDS: [Setting; 4] = [
    Setting::OwnFloor,
    Setting::OwnPrice,
    Setting::OwnExcess,
    Setting::OwnCap,
];

/// The section: what the drawn method's figure costs under the contract.
pub(super) fn own_link(props: &BandwidthProps, peak: Option<&Peak>, method: &str) -> Html {
    let Ok(currency) = props.currency.parse::<Currency>() else {
        return html! { <></> };
    };
    let bill = peak.map(|peak| own_bill(&props.settings, peak.mbps, currency));
    let wrong: &[Wrong] = match &bill {
        Some(Err(wrong)) => wrong,
        Some(Ok(_)) | None => &[],
    };
    let field = |setting: &Setting| {
        let problem = wrong.iter().find_map(|one| match one {
            Wrong::At(at, problem) if at == setting => Some(props.language.problem(problem)),
            Wrong::At(..) | Wrong::Lines(_) => None,
        });
        html! {
            <Field
                key={setting.name()}
                id={setting.name()}
                label={props.say(&BandwidthText::Own(*setting, &props.currency))}
                text={props.settings.get(*setting).to_owned()}
                {problem}
                oninput={props.set(*setting)}
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
            <h2>{props.say(&BandwidthText::OwnLink)}</h2>
            <div class="inputs">{for FIELDS.iter().map(field)}</div>
            <p id="own-bill" aria-live="polite" data-cost={cost}>{said}</p>
        </section>
    }
}

fn said(props: &BandwidthProps, own: &OwnBill, method: &str) -> String {
    let OwnBill { contract, bill } = own;
    let excess_price = contract.excess_price.unwrap_or(contract.price);
    props.say(&BandwidthText::OwnBill {
        method,
        floor: &short(bill.billed.floor.get()),
        floor_price: &exact(contract.price),
        excess: &short(bill.billed.excess.get()),
        excess_price: &exact(excess_price),
        cost: &exact(bill.cost),
    })
}
