//! The history of a price with the fan of what it may become, beside its table.

use netprice::Money;
use netprice::value::decimal::times;
use netprice_catalog::hardware::PublishedSeries;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::save_as;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;
use crate::market::{FAN, Outlook};

const LEFT: f64 = 108.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 220.0;
/// Days of a month of the fan.
const MONTH: f64 = 30.4375;

/// The chart and its table.
pub(crate) fn chart(
    props: &MarketProps,
    outlook: &Outlook,
    series: Option<&PublishedSeries>,
) -> Html {
    let number = |value: Decimal| value.to_f64().unwrap_or(0.0);
    let prices = series
        .map(|series| series.prices.prices.as_slice())
        .unwrap_or_default();
    let (Some(first), Some(last)) = (prices.first(), prices.last()) else {
        return html! { <></> };
    };
    let days = |from: &netprice::value::day::Day, to: &netprice::value::day::Day| {
        let hours = to.date().duration_since(from.date()).as_hours();
        hours.to_f64().unwrap_or(0.0) / 24.0
    };
    let past = days(&first.day, &last.day);
    let ahead = outlook.fan.len().to_f64().unwrap_or(0.0) * MONTH;
    let at = |quantile: usize, month: usize| {
        let multiple = outlook.fan.get(month).and_then(|month| month.get(quantile));
        number(outlook.last.amount()) * multiple.map_or(1.0, |multiple| number(multiple.get()))
    };
    let highest_past = prices.iter().map(|price| number(price.price.get()));
    let highest_ahead = (0..outlook.fan.len()).map(|month| at(4, month));
    let highest = highest_past
        .chain(highest_ahead)
        .fold(f64::MIN_POSITIVE, f64::max);
    let x = |day: f64| LEFT + day / (past + ahead).max(1.0) * (RIGHT - LEFT);
    let y = |price: f64| BOTTOM - price / highest * (BOTTOM - TOP);
    let point = |day: f64, price: f64| format!("{:.1},{:.1}", x(day), y(price));
    let of_month = |month: usize| past + (month + 1).to_f64().unwrap_or(0.0) * MONTH;
    let history = prices
        .iter()
        .map(|price| point(days(&first.day, &price.day), number(price.price.get())));
    let history: Vec<String> = history.collect();
    let today = point(past, number(outlook.last.amount()));
    let months = 0..outlook.fan.len();
    let edge = |quantile: usize| {
        let each = months.clone().map(move |month| (month, quantile));
        each.map(|(month, quantile)| point(of_month(month), at(quantile, month)))
            .collect::<Vec<String>>()
    };
    let band = |low: usize, high: usize| {
        let mut points = vec![today.clone()];
        points.extend(edge(high));
        points.extend(edge(low).into_iter().rev());
        points.join(" ")
    };
    let middle: Vec<String> = std::iter::once(today.clone()).chain(edge(2)).collect();
    let said = |price: Decimal| {
        props
            .language
            .money(Money::new(price, outlook.last.currency()))
    };
    let top = Decimal::try_from(highest).unwrap_or_default();
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve" role="img" viewBox="0 0 648 242" aria-label={props.say(&MarketText::Chart)}>
                <polygon class="fan" points={band(0, 4)} />
                <polygon class="fan" points={band(1, 3)} />
                <polyline class="past" points={history.join(" ")} />
                <polyline class="level" fill="none" points={middle.join(" ")} />
                <text x={(LEFT - 6.0).to_string()} y={(TOP + 4.0).to_string()} text-anchor="end">{said(top)}</text>
                <text x={(LEFT - 6.0).to_string()} y={(BOTTOM + 4.0).to_string()} text-anchor="end">{"0"}</text>
                <text x={LEFT.to_string()} y="237">{props.language.day(first.day.date())}</text>
                <text x={format!("{:.1}", x(past))} y="237" text-anchor="middle">{props.language.day(last.day.date())}</text>
                <text x={RIGHT.to_string()} y="237" text-anchor="end">{format!("+{}", outlook.fan.len())}</text>
            </svg>
            <ul class="key">
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><polyline class="past" points="0,4 12,4" /><line class="level" x1="12" x2="24" y1="4" y2="4" /></svg>{" "}{props.say(&MarketText::HistoryKey)}</li>
                <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="fan" width="24" height="8" /></svg>{" "}{props.say(&MarketText::FanKey)}</li>
            </ul>
            {save_as::chart(props.language, "outlook")}
            {table(props, outlook)}
        </figure>
    }
}

fn table(props: &MarketProps, outlook: &Outlook) -> Html {
    let cell = |multiple: &netprice::value::decimal::NonNegative| {
        let price = times(outlook.last.amount(), multiple.get()).unwrap_or_default();
        props
            .language
            .money(Money::new(price, outlook.last.currency()))
    };
    let row = |(index, month): (usize, &Vec<netprice::value::decimal::NonNegative>)| {
        html! {
            <tr key={index}>
                <th scope="row">{index + 1}</th>
                {for month.iter().map(|multiple| html! { <td class="number">{cell(multiple)}</td> })}
            </tr>
        }
    };
    html! {
        <details>
            <summary id="fan-table">{props.say(&MarketText::FanTable)}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&MarketText::FanTable)}>
                <table>
                    <thead><tr>
                        <th scope="col">{props.say(&MarketText::MonthColumn)}</th>
                        {for FAN.iter().map(|share| html! { <th scope="col" class="number">{share}{"%"}</th> })}
                    </tr></thead>
                    <tbody>{for outlook.fan.iter().enumerate().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(props.language, "outlook")}
        </details>
    }
}
