//! The chart of a price history and the fan of its simulated paths, with a table.

use netprice::Money;
use netprice::market::series::{DatedPrice, PriceSeries};
use netprice_study::market::outlook::Outlook;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::kit::number::percent;
use crate::kit::save_as;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;

const LEFT: f64 = 108.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 220.0;
/// The days of a month of the fan.
const MONTH: f64 = 30.4375;

/// The quantiles of each month as prices.
type Fan = [Vec<Money>];

/// The chart and its table; nothing for a series without prices.
pub(crate) fn chart(
    props: &MarketProps,
    series: &PriceSeries,
    outlook: &Outlook,
    fan: &Fan,
) -> Html {
    let prices = series.prices.as_slice();
    let (Some(first), Some(last)) = (prices.first(), prices.last()) else {
        return html! {};
    };
    let scale = Scale::new(first, last, prices, fan);
    let history = prices.iter().map(|price| scale.of_price(price));
    let history: Vec<String> = history.collect();
    let today = scale.point(scale.past, number(last.price.get()));
    let middle: Vec<String> = std::iter::once(today.clone())
        .chain(scale.edge(fan, 2))
        .collect();
    let highest = Decimal::try_from(scale.highest).unwrap_or_default();
    let top = Money::new(highest, series.currency);
    html! {
        <figure class="demand-chart">
            <svg class="demand-curve" role="img" viewBox="0 0 648 242" aria-label={props.say(&MarketText::Chart)}>
                <polygon class="fan" points={scale.band(&today, fan, 0, 4)} />
                <polygon class="fan" points={scale.band(&today, fan, 1, 3)} />
                <polyline class="past" points={history.join(" ")} />
                <polyline class="level" fill="none" points={middle.join(" ")} />
                <text x={(LEFT - 6.0).to_string()} y={(TOP + 4.0).to_string()} text-anchor="end">{props.language.money(top)}</text>
                <text x={(LEFT - 6.0).to_string()} y={(BOTTOM + 4.0).to_string()} text-anchor="end">{"0"}</text>
                <text x={LEFT.to_string()} y="237">{props.language.day(first.day.date())}</text>
                <text x={format!("{:.1}", scale.x(scale.past))} y="237" text-anchor="middle">{props.language.day(last.day.date())}</text>
                <text x={RIGHT.to_string()} y="237" text-anchor="end">{format!("+{}", fan.len())}</text>
            </svg>
            {key(props)}
            {save_as::chart(props.language, "outlook")}
            {table(props, outlook, fan)}
        </figure>
    }
}

fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// The scale from days and prices to the picture.
struct Scale<'a> {
    first: &'a DatedPrice,
    /// The days from the first price to the last.
    past: f64,
    /// The days of the fan.
    ahead: f64,
    highest: f64,
}

impl<'a> Scale<'a> {
    fn new(first: &'a DatedPrice, last: &DatedPrice, prices: &[DatedPrice], fan: &Fan) -> Self {
        let past = prices.iter().map(|price| number(price.price.get()));
        let ahead = fan.iter().filter_map(|month| month.last());
        let ahead = ahead.map(|price| number(price.amount()));
        Self {
            first,
            past: days(first, last),
            ahead: fan.len().to_f64().unwrap_or(0.0) * MONTH,
            highest: past.chain(ahead).fold(f64::MIN_POSITIVE, f64::max),
        }
    }

    fn x(&self, day: f64) -> f64 {
        LEFT + day / (self.past + self.ahead).max(1.0) * (RIGHT - LEFT)
    }

    fn point(&self, day: f64, price: f64) -> String {
        let y = BOTTOM - price / self.highest * (BOTTOM - TOP);
        format!("{:.1},{y:.1}", self.x(day))
    }

    fn of_price(&self, price: &DatedPrice) -> String {
        self.point(days(self.first, price), number(price.price.get()))
    }

    /// The points of a quantile, one a month.
    fn edge(&self, fan: &Fan, quantile: usize) -> Vec<String> {
        let months = (1_u32..).zip(fan);
        let points = months.filter_map(|(month, prices)| {
            let day = self.past + f64::from(month) * MONTH;
            Some(self.point(day, number(prices.get(quantile)?.amount())))
        });
        points.collect()
    }

    /// The outline between two quantiles, from today's price on.
    fn band(&self, today: &str, fan: &Fan, low: usize, high: usize) -> String {
        let mut points = vec![today.to_owned()];
        points.extend(self.edge(fan, high));
        points.extend(self.edge(fan, low).into_iter().rev());
        points.join(" ")
    }
}

fn days(from: &DatedPrice, to: &DatedPrice) -> f64 {
    let hours = to.day.date().duration_since(from.day.date()).as_hours();
    hours.to_f64().unwrap_or(0.0) / 24.0
}

fn key(props: &MarketProps) -> Html {
    html! {
        <ul class="key">
            <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><polyline class="past" points="0,4 12,4" /><line class="level" x1="12" x2="24" y1="4" y2="4" /></svg>{" "}{props.say(&MarketText::HistoryKey)}</li>
            <li><svg class="demand-curve" viewBox="0 0 24 8" aria-hidden="true"><rect class="fan" width="24" height="8" /></svg>{" "}{props.say(&MarketText::FanKey)}</li>
        </ul>
    }
}

fn table(props: &MarketProps, outlook: &Outlook, fan: &Fan) -> Html {
    let cell = |price: &Money| html! { <td class="number">{props.language.money(*price)}</td> };
    let row = |(index, month): (usize, &Vec<Money>)| {
        html! {
            <tr key={index}>
                <th scope="row">{index + 1}</th>
                {for month.iter().map(cell)}
            </tr>
        }
    };
    let shares = outlook.fan.values().next().into_iter();
    let shares = shares.flat_map(|quantiles| quantiles.keys());
    let heading = |share: Decimal| {
        html! { <th scope="col" class="number">{percent(share)}{"%"}</th> }
    };
    html! {
        <details>
            <summary id="fan-table">{props.say(&MarketText::FanTable)}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&MarketText::FanTable)}>
                <table>
                    <thead><tr>
                        <th scope="col">{props.say(&MarketText::MonthColumn)}</th>
                        {for shares.map(|share| heading(share.get()))}
                    </tr></thead>
                    <tbody>{for fan.iter().enumerate().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(props.language, "outlook")}
        </details>
    }
}
