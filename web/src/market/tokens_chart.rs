//! The chart of the monthly cost of tokens from an API and on servers.

use netprice::Money;
use netprice_study::tokens::LoadCost;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::axis::{Axis, COLUMNS, Frame, ROWS, Reading, lines, point};
use crate::kit::save_as;
use crate::market::section::Section;
use crate::market::words::tokens::TokensText;

/// The chart; nothing without tokens.
pub(crate) fn chart(section: Section<'_>, costs: &[LoadCost]) -> Html {
    let Some(last) = costs.last().filter(|last| !last.million_tokens.is_zero()) else {
        return html! {};
    };
    let language = section.props.language;
    let currency = last.api.currency();
    let across = Axis::within(Decimal::ZERO, last.million_tokens.get(), COLUMNS);
    let highest = last.api.amount().max(last.own.amount());
    let up = Axis::round(Decimal::ZERO, highest, ROWS);
    let x = |cost: &LoadCost| across.percent(cost.million_tokens.get());
    let line = |of: fn(&LoadCost) -> Money| {
        let points = costs
            .iter()
            .map(|cost| point(x(cost), up.percent(of(cost).amount())));
        points.collect::<Vec<String>>().join(" ")
    };
    let reading = |(from, to): (&LoadCost, &LoadCost)| Reading {
        from: x(from),
        width: x(to) - x(from),
        text: section.say(&TokensText::At {
            tokens: &language.millions(to.million_tokens.get()),
            api: &language.short_money(to.api),
            own: &language.short_money(to.own),
        }),
    };
    let readings = costs.iter().zip(costs.iter().skip(1)).map(reading);
    let frame = Frame {
        label: section.say(&TokensText::Chart),
        rows: up.marks(|amount| language.short_money(Money::new(amount, currency))),
        columns: across.marks(|millions| language.millions(millions)),
    };
    let content = lines(html! {
        <>
        <polyline class="past" points={line(|cost| cost.own)} />
        <polyline class="level" points={line(|cost| cost.api)} />
        </>
    });
    let key = |class: &'static str, text: &TokensText<'_>| {
        html! { <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><line {class} x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{section.say(text)}</li> }
    };
    html! {
        <figure class="chart" id="tokens-chart">
            <h3>{section.say(&TokensText::Chart)}</h3>
            {frame.draw(content, &readings.collect::<Vec<Reading>>())}
            <ul class="key">{key("level", &TokensText::Api)}{key("past", &TokensText::Own)}</ul>
            {save_as::chart(section.props.language, "tokens")}
        </figure>
    }
}
