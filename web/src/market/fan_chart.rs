//! The chart of a price history and the fan of its simulated paths, with a table.

use std::time::Duration;

use netprice::market::series::{DatedPrice, PriceSeries};
use netprice::value::day::Date;
use netprice::{Currency, Money};
use netprice_study::market::outlook::Outlook;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::axis::{Axis, COLUMNS, Frame, Mark, ROWS, Reading, lines, months, point};
use crate::kit::number::percent;
use crate::kit::save_as;
use crate::market::props::MarketProps;
use crate::market::words::MarketText;
use crate::market::words::cards::CardText;

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
    let Some(plot) = Plot::of(series, fan) else {
        return html! {};
    };
    let history: Vec<String> = prices.iter().map(|price| plot.of_price(price)).collect();
    let money = |amount: Decimal| {
        let money = Money::new(amount, series.currency);
        props.language.short_money(money)
    };
    let frame = Frame {
        label: props.say(&MarketText::Chart),
        rows: plot.up.marks(money),
        columns: plot.columns(props),
    };
    let content = lines(html! {
        <>
        <polygon class="fan" points={plot.band(fan, 0, 4)} />
        <polygon class="fan" points={plot.band(fan, 1, 3)} />
        <polyline class="past" points={history.join(" ")} />
        <polyline class="level" points={plot.middle(fan)} />
        </>
    });
    html! {
        <figure class="chart" id="fan">
            {frame.draw(content, &plot.readings(props, prices, fan))}
            {key(props)}
            {save_as::chart(props.language, "outlook")}
            {table(props, outlook, fan)}
        </figure>
    }
}

/// The axes: days from the first price on, and prices.
struct Plot {
    across: Axis,
    up: Axis,
    first: Date,
    last: Date,
    /// The months of the fan.
    ahead: usize,
    currency: Currency,
    /// Where the fan begins: the last price.
    today: String,
}

impl Plot {
    fn of(series: &PriceSeries, fan: &Fan) -> Option<Self> {
        let prices = series.prices.as_slice();
        let (first, last) = (prices.first()?, prices.last()?);
        let ahead = fan.iter().filter_map(|month| month.last());
        let past = prices.iter().map(|price| price.price.get());
        let highest = past.chain(ahead.map(|price| price.amount())).max()?;
        let (first_day, last_day) = (first.day.date(), last.day.date());
        let end = days(first_day, later(last_day, fan.len()));
        let mut plot = Self {
            across: Axis::within(Decimal::ZERO, end, COLUMNS),
            up: Axis::round(Decimal::ZERO, highest, ROWS),
            first: first_day,
            last: last_day,
            ahead: fan.len(),
            currency: series.currency,
            today: String::new(),
        };
        plot.today = plot.of_price(last);
        Some(plot)
    }

    fn x(&self, day: Date) -> Decimal {
        self.across.percent(days(self.first, day))
    }

    fn at(&self, day: Date, price: Decimal) -> String {
        point(self.x(day), self.up.percent(price))
    }

    fn of_price(&self, price: &DatedPrice) -> String {
        self.at(price.day.date(), price.price.get())
    }

    /// The points of a quantile, one a month.
    fn edge(&self, fan: &Fan, quantile: usize) -> Vec<String> {
        let months = (1..).zip(fan);
        let points = months.filter_map(|(month, prices)| {
            let price = prices.get(quantile)?;
            Some(self.at(later(self.last, month), price.amount()))
        });
        points.collect()
    }

    /// The outline between two quantiles, from today's price on.
    fn band(&self, fan: &Fan, low: usize, high: usize) -> String {
        let mut points = vec![self.today.clone()];
        points.extend(self.edge(fan, high));
        points.extend(self.edge(fan, low).into_iter().rev());
        points.join(" ")
    }

    fn middle(&self, fan: &Fan) -> String {
        let mut points = vec![self.today.clone()];
        points.extend(self.edge(fan, 2));
        points.join(" ")
    }

    /// First days of months, whose labels do not overlap.
    fn columns(&self, props: &MarketProps) -> Vec<Mark> {
        let end = later(self.last, self.ahead);
        // As many dates as steps, and one at the end.
        let most = usize::try_from(COLUMNS + 1).unwrap_or_default();
        let days = months(self.first, end, most).into_iter();
        let marks = days.map(|day| Mark {
            at: self.x(day),
            text: props.language.month(day),
        });
        marks.collect()
    }

    fn readings(&self, props: &MarketProps, prices: &[DatedPrice], fan: &Fan) -> Vec<Reading> {
        let money = |price: &Money| props.language.money(*price);
        let ahead = (1..).zip(fan).filter_map(|(month, quantiles)| {
            let [low, _, middle, _, high] = quantiles.as_slice() else {
                return None;
            };
            let from = self.x(later(self.last, month - 1));
            Some(Reading {
                from,
                width: self.x(later(self.last, month)) - from,
                text: props.say(&MarketText::InMonth {
                    month,
                    middle: &money(middle),
                    low: &money(low),
                    high: &money(high),
                }),
            })
        });
        let past = prices.iter().zip(prices.iter().skip(1)).map(|(from, to)| {
            let price = Money::new(to.price.get(), self.currency);
            let (left, day) = (self.x(from.day.date()), to.day.date());
            Reading {
                from: left,
                width: self.x(day) - left,
                text: format!("{}: {}", props.language.day(day), money(&price)),
            }
        });
        past.chain(ahead).collect()
    }
}

/// A day some months of 365 ÷ 12 days later.
fn later(day: Date, months: usize) -> Date {
    let days = u64::try_from(months.saturating_mul(365) / 12).unwrap_or_default();
    day.saturating_add(Duration::from_hours(days.saturating_mul(24)))
}

fn days(from: Date, to: Date) -> Decimal {
    Decimal::from(to.duration_since(from).as_hours() / 24)
}

fn key(props: &MarketProps) -> Html {
    html! {
        <ul class="key">
            <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><line class="past" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{props.say(&MarketText::HistoryKey)}</li>
            <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><line class="level" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{props.say(&MarketText::MiddleKey)}</li>
            <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><rect class="fan" width="24" height="8" /></svg>{" "}{props.say(&MarketText::FanKey)}</li>
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
            <summary id="fan-table">{props.language.say(&CardText::Figures)}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label={props.say(&MarketText::FanTable)}>
                <table>
                    <caption>{props.say(&MarketText::FanTable)}</caption>
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
