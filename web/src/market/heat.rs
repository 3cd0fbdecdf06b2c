//! The heat table of a seller: the probability of loss by discount and delivery month.

use std::collections::BTreeMap;

use netprice::market::selling::Heat;
use netprice::value::discount::Discount;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::number::{in_cents, percent};
use crate::kit::save_as;
use crate::language::Language;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;
use crate::market::words::seller::SellerText;

/// The table, with at most twelve of the months.
pub(crate) fn table(props: &MarketProps, heat: &BTreeMap<Discount, Vec<Heat>>) -> Html {
    let months = heat.values().next().map_or(0, Vec::len);
    let step = months.div_ceil(12).max(1);
    let shown: Vec<usize> = (0..months)
        .filter(|month| (month + 1) % step == 0)
        .collect();
    let cell = |cell: &Heat, month: usize| {
        // The shade shows the probability in steps of ten percent.
        let chance = cell.probability_of_loss.get().to_f64().unwrap_or(0.0);
        let shade = format!("number chance-{:.0}", (chance * 10.0).ceil());
        html! {
            <td key={month} class={shade}>
                {percent(cell.probability_of_loss.get())}{"%"}<br /><small>{in_cents(cell.mean_margin)}</small>
            </td>
        }
    };
    let row = |(discount, cells): (&Discount, &Vec<Heat>)| {
        let tenths = discount.in_tenths();
        let each = shown
            .iter()
            .filter_map(|month| Some(cell(cells.get(*month)?, *month)));
        html! {
            <tr key={tenths.clone()} data-tenths={tenths}>
                <th scope="row">{rate(props, *discount)}</th>
                {for each}
            </tr>
        }
    };
    html! {
        <>
        <div class="scroll" role="group" tabindex="0" aria-label={props.language.say(&SellerText::Heat)}>
            <table class="heat">
                <caption>{props.language.say(&SellerText::Heat)}{". "}{props.language.say(&SellerText::HeatHint)}</caption>
                <thead><tr>
                    <th scope="col">{props.say(&MarketText::MonthColumn)}</th>
                    {for shown.iter().map(|month| html! { <th key={*month} scope="col" class="number">{month + 1}</th> })}
                </tr></thead>
                <tbody>{for heat.iter().map(row)}</tbody>
            </table>
        </div>
        {save_as::table(props.language, "floor")}
        </>
    }
}

fn rate(props: &MarketProps, discount: Discount) -> String {
    match props.language {
        Language::English => format!("{}%", discount.in_percent()),
        Language::Simplified | Language::Traditional => format!("{}折", discount.in_tenths()),
    }
}
