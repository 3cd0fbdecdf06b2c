//! The seller's table: pay rate by month of delivery, with the chance of loss.

use netprice::decimal::Amount;
use netprice::gpu::selling::Heat;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use super::gpu::{GpuProps, percent};
use super::save_as;
use crate::market::{Sold, TENTHS};
use crate::number::in_cents;
use crate::text::gpu::GpuText;

/// The table; every third month where there are many.
pub(super) fn table(props: &GpuProps, found: &Sold) -> Html {
    let months = found.heat.first().map_or(0, Vec::len);
    let step = months.div_ceil(12).max(1);
    let shown: Vec<usize> = (0..months)
        .filter(|month| (month + 1) % step == 0)
        .collect();
    let cell = |cell: &Heat, month: usize| {
        // The chance itself is the shade: it is said in the cell too.
        let chance = cell.probability_of_loss.get().to_f64().unwrap_or(0.0);
        let shade = format!("number chance-{:.0}", (chance * 10.0).ceil());
        html! {
            <td key={month} class={shade}>
                {percent(cell.probability_of_loss.get())}{"%"}<br /><small>{in_cents(cell.mean_margin)}</small>
            </td>
        }
    };
    let row = |(tenths, cells): (&i64, &Vec<Heat>)| {
        let pay = Amount::new(Decimal::new(*tenths, 1)).unwrap_or_default();
        let each = shown
            .iter()
            .filter_map(|month| Some(cell(cells.get(*month)?, *month)));
        html! {
            <tr key={*tenths} data-tenths={tenths.to_string()}>
                <th scope="row">{rate(props, pay)}</th>
                {for each}
            </tr>
        }
    };
    html! {
        <>
        <div class="scroll" role="group" tabindex="0" aria-label={props.say(&GpuText::Heat)}>
            <table class="heat">
                <caption>{props.say(&GpuText::Heat)}{". "}{props.say(&GpuText::HeatHint)}</caption>
                <thead><tr>
                    <th scope="col">{props.say(&GpuText::MonthColumn)}</th>
                    {for shown.iter().map(|month| html! { <th key={*month} scope="col" class="number">{month + 1}</th> })}
                </tr></thead>
                <tbody>{for TENTHS.iter().zip(&found.heat).map(row)}</tbody>
            </table>
        </div>
        {save_as::table(props.language, "floor")}
        </>
    }
}

fn rate(props: &GpuProps, pay: Amount) -> String {
    let rate = netprice::rate::PayRate::of(pay.get());
    let rate = rate.ok();
    match (props.language, rate) {
        (crate::text::Language::English, Some(rate)) => format!("{}%", rate.in_percent()),
        (_, Some(rate)) => format!("{}折", rate.in_tenths()),
        (_, None) => percent(pay.get()),
    }
}
