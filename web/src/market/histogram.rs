//! The chart of what buying saves over renting on all paths, with a table.

use netprice::Money;
use netprice::value::decimal::{plus, times};
use netprice_study::market::decision::Histogram;
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::axis::{Axis, COLUMNS, Frame, ROWS, Reading};
use crate::kit::chart::whole;
use crate::kit::number::{percent, percent_in_column};
use crate::kit::save_as;
use crate::market::section::Section;
use crate::market::words::buyer::BuyerText;
use crate::market::words::cards::CardText;

/// A class of the histogram.
struct Class {
    from: Decimal,
    to: Decimal,
    share: Decimal,
    end: End,
}

/// Whether a class is one of the ends, which hold what is beyond them too.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Lowest,
    Highest,
    Neither,
}

/// The savings of a class in words.
fn range(section: Section<'_>, class: &Class, money: impl Fn(Decimal) -> String) -> String {
    let (from, to) = (money(class.from), money(class.to));
    match class.end {
        End::Lowest => section.say(&BuyerText::Below(&to)),
        End::Highest => section.say(&BuyerText::AtLeast(&from)),
        End::Neither => section.say(&BuyerText::Between(&from, &to)),
    }
}

/// The chart, with the median as a line.
pub(crate) fn chart(section: Section<'_>, histogram: &Histogram, quantiles: [Money; 3]) -> Html {
    let currency = histogram.from.currency();
    let classes = classes(histogram);
    let (Some(first), Some(last)) = (classes.first(), classes.last()) else {
        return html! {};
    };
    let money = |amount: Decimal| {
        section
            .props
            .language
            .short_money(Money::new(amount, currency))
    };
    let across = Axis::within(
        first.from.min(Decimal::ZERO),
        last.to.max(Decimal::ZERO),
        COLUMNS,
    );
    let highest = classes.iter().map(|class| class.share).max();
    let up = Axis::round(Decimal::ZERO, highest.unwrap_or_default(), ROWS);
    let said = |class: &Class| {
        section.say(&BuyerText::Class {
            range: &range(section, class, money),
            share: &percent(class.share),
        })
    };
    let bar = |class: &Class| {
        let (x, width) = (
            across.percent(class.from),
            across.percent(class.to) - across.percent(class.from),
        );
        let height = up.percent(class.share);
        let is_saving = class.from >= Decimal::ZERO;
        html! {
            <rect key={class.from.to_string()} class={if is_saving { "outcome win" } else { "outcome" }} x={format!("{x}%")}
                width={format!("{width}%")} y={format!("{}%", Decimal::ONE_HUNDRED - height)} height={format!("{height}%")} />
        }
    };
    let reading = |class: &Class| Reading {
        from: across.percent(class.from),
        width: across.percent(class.to) - across.percent(class.from),
        text: said(class),
    };
    let upright = |class: &'static str, amount: Decimal| {
        let x = format!("{}%", across.percent(amount));
        html! { <line {class} x1={x.clone()} x2={x} y1="0" y2="100%" /> }
    };
    let end = |class: &Class, at: &'static str, anchor: &'static str| {
        let y = Decimal::ONE_HUNDRED - up.percent(class.share);
        html! { <text x={at} y={format!("{y}%")} dy="-6" text-anchor={anchor}>{range(section, class, money)}</text> }
    };
    let [_, middle, _] = quantiles;
    let frame = Frame {
        label: section.say(&BuyerText::Histogram),
        rows: up.marks(|share| format!("{}%", percent(share))),
        columns: across.marks(money),
    };
    let readings: Vec<Reading> = classes.iter().map(reading).collect();
    let drawn = html! {
        <>
        {for classes.iter().map(bar)}
        {upright("zero", Decimal::ZERO)}
        {upright("middle", middle.amount())}
        {end(first, "0", "start")}
        {end(last, "100%", "end")}
        </>
    };
    let middle_key = CardText::Pair {
        label: &section.say(&BuyerText::Middle),
        value: &section.props.language.short_money(middle),
    };
    let key = |class: &'static str, text: &BuyerText<'_>| {
        html! { <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><rect {class} width="24" height="8" /></svg>{" "}{section.say(text)}</li> }
    };
    html! {
        <figure class="chart" id="histogram">
            <h3>{section.say(&BuyerText::Histogram)}</h3>
            {frame.draw(drawn, &readings)}
            <ul class="key">
                {key("outcome", &BuyerText::RentingCheaper)}
                {key("outcome win", &BuyerText::BuyingCheaper)}
                <li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><line class="middle" x1="0" x2="24" y1="4" y2="4" /></svg>{" "}{section.say(&middle_key)}</li>
            </ul>
            {save_as::chart(section.props.language, "buyer")}
            {table(section, &classes, money)}
        </figure>
    }
}

fn classes(histogram: &Histogram) -> Vec<Class> {
    let (from, width) = (histogram.from.amount(), histogram.width.amount());
    let each = (0_u32..).zip(&histogram.shares);
    let last = whole(u32::try_from(histogram.shares.len()).unwrap_or_default()) - Decimal::ONE;
    let classes = each.map(|(index, share)| {
        let at = |index: u32| {
            let beyond = times(width, whole(index)).and_then(|beyond| plus(from, beyond));
            beyond.unwrap_or(from)
        };
        Class {
            from: at(index),
            to: at(index.saturating_add(1)),
            share: share.get(),
            end: match index {
                0 => End::Lowest,
                _ if whole(index) == last => End::Highest,
                _ => End::Neither,
            },
        }
    });
    classes.collect()
}

fn table(section: Section<'_>, classes: &[Class], money: impl Fn(Decimal) -> String) -> Html {
    let row = |class: &Class| {
        let between = range(section, class, &money);
        html! {
            <tr key={class.from.to_string()}><th scope="row" class="number">{between}</th><td class="number">{percent_in_column(class.share)}{"%"}</td></tr>
        }
    };
    html! {
        <details>
            <summary id="histogram-table">{section.say(&CardText::Figures)}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label={section.say(&BuyerText::Histogram)}>
                <table>
                    <thead><tr>
                        <th scope="col" class="number">{section.say(&BuyerText::Saving)}</th>
                        <th scope="col" class="number">{section.say(&BuyerText::ShareOfPaths)}</th>
                    </tr></thead>
                    <tbody>{for classes.iter().map(row)}</tbody>
                </table>
            </div>
            {save_as::table(section.props.language, "buyer")}
        </details>
    }
}
