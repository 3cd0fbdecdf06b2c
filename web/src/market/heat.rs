//! The heat map of a seller: the probability of loss by discount and delivery month.

use std::collections::BTreeMap;

use netprice::market::selling::Heat;
use netprice::value::discount::Discount;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::number::{in_cents, percent_in_column};
use crate::kit::save_as;
use crate::market::section::Section;
use crate::market::words::seller::SellerText;

/// The months of the map, at most.
const COLUMNS: u32 = 8;

/// The map, with round months across and discounts down.
pub(crate) fn table(section: Section<'_>, heat: &BTreeMap<Discount, Vec<Heat>>) -> Html {
    let months = heat.values().next().map_or(0, Vec::len);
    let shown = shown(months);
    let bid = section.form().bid_pay.value().copied();
    let delivery = section.form().delivery.value().map(|month| month.get());
    let cell = |cell: &Heat, month: u32, is_bid: bool| {
        // The shade shows the probability in steps of ten percent.
        let chance = cell.probability_of_loss.get().to_f64().unwrap_or(0.0);
        let here = (is_bid && delivery == Some(month)).then_some("here");
        let shade = classes!(
            "number",
            format!("chance-{:.0}", (chance * 10.0).ceil()),
            here
        );
        html! {
            <td key={month} class={shade} data-exact={cell.probability_of_loss.to_string()}>
                {percent_in_column(cell.probability_of_loss.get())}{"%"}<small>{in_cents(cell.mean_margin)}</small>
            </td>
        }
    };
    let row = |(discount, cells): (&Discount, &Vec<Heat>)| {
        let tenths = discount.in_tenths();
        let is_bid = bid == Some(*discount);
        let each = shown.iter().filter_map(|month| {
            let place = usize::try_from(month.checked_sub(1)?).ok()?;
            Some(cell(cells.get(place)?, *month, is_bid))
        });
        html! {
            <tr key={tenths.clone()} data-tenths={tenths}>
                <th scope="row">{section.props.paid(discount.paid())}</th>
                {for each}
            </tr>
        }
    };
    html! {
        <figure class="chart" id="heat">
            <h3>{section.say(&SellerText::Heat)}</h3>
            <div class="scroll" role="group" tabindex="0" aria-label={section.say(&SellerText::Heat)}>
                <table class="heat">
                    <thead>
                        <tr><td></td><th scope="colgroup" colspan={shown.len().to_string()}>{section.say(&SellerText::DeliveryMonth)}</th></tr>
                        <tr>
                            <th scope="col">{section.say(&SellerText::Price)}</th>
                            {for shown.iter().map(|month| html! { <th key={*month} scope="col" class="number">{month}</th> })}
                        </tr>
                    </thead>
                    <tbody>{for heat.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(section.props.language, "floor")}
            <p class="hint">{section.say(&SellerText::HeatHint)}</p>
        </figure>
    }
}

/// Round months, or all if they are few.
fn shown(months: usize) -> Vec<u32> {
    let last = u32::try_from(months).unwrap_or_default();
    if last <= COLUMNS {
        return (1..=last).collect();
    }
    let step = [2, 3, 6, 12]
        .into_iter()
        .find(|step| last / step <= COLUMNS);
    let step = step.unwrap_or(12);
    (1..=last).filter(|month| month % step == 0).collect()
}
