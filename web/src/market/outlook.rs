//! The card of the outlook: the history of a price and its simulated paths.

use netprice::Money;
use netprice_catalog::hardware::PublishedSeries;
use netprice_study::MarketAnswer;
use netprice_study::market::outlook::{Outlook, PriceHistory};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::form::FieldInput;
use crate::kit::number::{grouped, percent};
use crate::kit::words::KitText;
use crate::market::changes::{self, Pill};
use crate::market::fan_chart;
use crate::market::form::{MarketField, MovesChoice, PathsChoice};
use crate::market::props::of_thousand;
use crate::market::section::{Inputs, Section};
use crate::market::words::MarketText;
use crate::market::words::cards::CardText;

const INPUTS: Inputs = Inputs {
    first: &[
        MarketField::Series,
        MarketField::Horizon,
        MarketField::Volatility,
    ],
    others: &[],
    moves: true,
};

/// The card.
pub(crate) fn outlook(section: Section<'_>) -> Html {
    let parts = section.answer.and_then(parts);
    html! {
        <>
        {parts.and_then(|parts| verdict(section, parts)).unwrap_or_else(|| section.no_verdict())}
        {section.inputs(INPUTS)}
        {parts.and_then(|parts| below(section, parts)).unwrap_or_default()}
        </>
    }
}

/// The history of a price and its outlook.
type Parts<'a> = (&'a PriceHistory, &'a Outlook);

fn parts(answer: &MarketAnswer) -> Option<Parts<'_>> {
    let history = answer.history.as_ref()?.as_ref().ok()?;
    let outlook = answer.outlook.as_ref()?.as_ref().ok()?;
    Some((history, outlook))
}

/// The quantiles of the last month.
fn last((history, outlook): Parts<'_>) -> Option<Vec<Money>> {
    outlook.prices(history.last).ok()?.pop()
}

fn middle(section: Section<'_>, parts: Parts<'_>) -> Option<String> {
    let quantiles = last(parts)?;
    Some(section.props.language.money(*quantiles.get(2)?))
}

fn verdict(section: Section<'_>, parts: Parts<'_>) -> Option<Html> {
    let (history, outlook) = parts;
    let money = |price: &Money| section.props.language.money(*price);
    let quantiles = last(parts)?;
    let [low, _, middle_price, _, high] = quantiles.as_slice() else {
        return None;
    };
    let price = money(middle_price);
    let lead = section.say(&MarketText::About(&price));
    let rest = MarketText::InMonths(outlook.fan.len());
    let why = MarketText::Ahead {
        last: &money(&history.last),
        low: &money(low),
        high: &money(high),
        half_more: &of_thousand(outlook.ever_half_more.get()),
        lower: &of_thousand(outlook.ends_lower.get()),
    };
    let without = section.without.and_then(self::parts);
    let without = without.and_then(|parts| middle(section, parts));
    let event = section.event(&price, without);
    Some(html! {
        <>
        {section.verdict("outlook-answer", middle_price.to_string(), lead, section.say(&rest))}
        <p class="why" id="ahead">{section.say(&why)}{section.props.language.gap()}<strong>{event}</strong></p>
        <p class="why" id="history">{said(section, parts)}</p>
        </>
    })
}

/// The progress of the larger simulation, and the button that stops it.
pub(crate) fn refining(section: Section<'_>, done: Option<Decimal>) -> Html {
    let cancel = section.props.editor.set(MarketField::Paths);
    let cancel = cancel.reform(|_: MouseEvent| PathsChoice::Few.text().to_owned());
    let percent = percent(done.unwrap_or_default());
    let label = section.label(MarketField::Paths);
    html! {
        <p id="refining" hidden={done.is_none()}>
            <progress max="100" value={percent.clone()} aria-label={label}></progress>
            {" "}{section.say(&MarketText::Refining(&percent))}{" "}
            <button type="button" id="paths-cancel" onclick={cancel}>{section.say(&MarketText::Cancel)}</button>
        </p>
    }
}

fn below(section: Section<'_>, parts: Parts<'_>) -> Option<Html> {
    let (history, outlook) = parts;
    let fan = outlook.prices(history.last).ok()?;
    let series = section.form().series.value();
    let series = series.and_then(|id| section.props.hardware.series_of(id));
    let chart = series.map(|series| fan_chart::chart(section.props, &series.prices, outlook, &fan));
    let volatility = section.form().volatility.is_empty();
    let volatility = (!volatility).then(|| changes::typed(section, MarketField::Volatility));
    let pull = section.form().pull_speed.value()?.share().is_zero();
    let pull = (!pull).then(|| changes::typed(section, MarketField::PullLevel));
    let pills: Vec<Pill> = volatility.into_iter().chain(pull).collect();
    Some(html! {
        <>
        {chart.unwrap_or_default()}
        {changes::pills(section, pills, true)}
        </>
    })
}

/// How the paths are drawn, and the source of the prices.
pub(crate) fn method(section: Section<'_>) -> Html {
    let form = section.form();
    let method = MarketText::Method {
        paths: &grouped(form.paths.name()),
        moves: form.moves,
    };
    let series = form.series.value();
    let series = series.and_then(|id| section.props.hardware.series_of(id));
    html! {
        <details class="methods">
            <summary id="method">{section.say(&CardText::HowComputed)}</summary>
            <p>{section.say(&method)}</p>
            {series.map(|series| source(section, series)).unwrap_or_default()}
            <p>{section.say(&MarketText::Defaults)}</p>
        </details>
    }
}

/// The history in words; observed moves have no volatility but that of the series.
fn said(section: Section<'_>, (history, outlook): Parts<'_>) -> String {
    let form = section.form();
    let volatility = outlook.volatility.or(history.volatility);
    let typed = form.volatility.value().and_then(|volatility| volatility.0);
    section.say(&MarketText::History {
        volatility: &percent(volatility.unwrap_or_default().get()),
        is_own: typed.is_none() || form.moves == MovesChoice::Observed,
        fall: &percent(history.largest_fall.0),
    })
}

fn source(section: Section<'_>, series: &PublishedSeries) -> Html {
    let note = series.note.as_deref().map(|note| section.props.note(note));
    let note = note.map(|note| section.say(&KitText::Note(&note)));
    html! { <p class="source">{&series.source}{" "}{note}</p> }
}
