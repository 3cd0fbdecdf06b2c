//! The section of the outlook: the history of a price and its simulated paths.

use netprice::Money;
use netprice_catalog::hardware::{HardwareNameKind, PublishedSeries};
use netprice_study::market::outlook::{Outlook, PriceHistory};
use rust_decimal::Decimal;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::form::FieldInput;
use crate::kit::number::{grouped, percent};
use crate::kit::words::KitText;
use crate::market::fan_chart;
use crate::market::form::{MarketField, MovesChoice, PathsChoice};
use crate::market::section::Section;
use crate::market::words::MarketText;

/// The inputs of the outlook, the progress of the larger simulation, and the outlook.
pub(crate) fn outlook(section: Section<'_>, done: Option<Decimal>) -> Html {
    let form = section.form();
    let block: &[MarketField] = match form.moves {
        MovesChoice::Observed => &[MarketField::Block],
        MovesChoice::Lognormal => &[],
    };
    html! {
        <>
            <h2>{section.say(&MarketText::Outlook)}</h2>
            <div class="inputs">
                {series_choice(section)}
                {section.fields(&[MarketField::Volatility, MarketField::Horizon, MarketField::ShockFactor,
                    MarketField::ShockMonth, MarketField::ShockChance, MarketField::PullLevel, MarketField::PullSpeed])}
                {moves_choice(section)}
                {section.fields(block)}
                {paths_choice(section)}
            </div>
            {refining(section, done)}
            {answer(section).unwrap_or_default()}
        </>
    }
}

fn series_choice(section: Section<'_>) -> Html {
    let all = section.props.hardware.series.iter();
    let options = all.map(|series| {
        let id = series.id.as_str();
        let name = section.props.name(HardwareNameKind::Series, id);
        (id.to_owned(), name)
    });
    section.choice(MarketField::Series, options.collect())
}

fn moves_choice(section: Section<'_>) -> Html {
    let options = MovesChoice::ALL.iter().map(|option| {
        let text = section.say(&MarketText::Moves(*option));
        (option.name().to_owned(), text)
    });
    section.choice(MarketField::Moves, options.collect())
}

fn paths_choice(section: Section<'_>) -> Html {
    let options = PathsChoice::ALL.iter().map(|option| {
        let count = option.name();
        (count.to_owned(), grouped(count))
    });
    section.choice(MarketField::Paths, options.collect())
}

/// The progress of the larger simulation, and the button that stops it.
fn refining(section: Section<'_>, done: Option<Decimal>) -> Html {
    let cancel = section.props.editor.set(MarketField::Paths);
    let cancel = cancel.reform(|_: MouseEvent| PathsChoice::Few.text().to_owned());
    let percent = percent(done.unwrap_or_default());
    let label = section.say(&MarketText::Label(MarketField::Paths));
    html! {
        <p id="refining" hidden={done.is_none()}>
            <progress max="100" value={percent.clone()} aria-label={label}></progress>
            {" "}{section.say(&MarketText::Refining(&percent))}{" "}
            <button type="button" id="paths-cancel" onclick={cancel}>{section.say(&MarketText::Cancel)}</button>
        </p>
    }
}

fn answer(section: Section<'_>) -> Option<Html> {
    let answer = section.answer?;
    let history = answer.history.as_ref()?.as_ref().ok()?;
    let outlook = answer.outlook.as_ref()?.as_ref().ok()?;
    let fan = outlook.prices(history.last).ok()?;
    let moves = section.form().moves;
    let method = MarketText::Method {
        paths: &grouped(&outlook.paths.to_string()),
        moves,
    };
    let series = section.form().series.value();
    let series = series.and_then(|id| section.props.hardware.series_of(id));
    Some(html! {
        <>
            <p id="history">{said(section, history, outlook)}</p>
            <p id="ahead">{ahead(section, outlook, fan.last())}{" "}{event(section)}</p>
            {for series.map(|series| fan_chart::chart(section.props, &series.prices, outlook, &fan))}
            <p class="hint">{section.say(&method)}</p>
            {for series.map(|series| source(section, series))}
        </>
    })
}

/// The history in words; observed moves have no volatility but that of the series.
fn said(section: Section<'_>, history: &PriceHistory, outlook: &Outlook) -> String {
    let form = section.form();
    let volatility = outlook.volatility.or(history.volatility);
    let typed = form.volatility.value().and_then(|volatility| volatility.0);
    section.say(&MarketText::History {
        last: &section.props.language.money(history.last),
        volatility: &percent(volatility.unwrap_or_default().get()),
        is_own: typed.is_none() || form.moves == MovesChoice::Observed,
        fall: &percent(history.largest_fall.0),
    })
}

/// The end of the last month in words.
fn ahead(section: Section<'_>, outlook: &Outlook, last: Option<&Vec<Money>>) -> String {
    let money = |price: &Money| section.props.language.money(*price);
    let Some([low, _, middle, _, high]) = last.map(Vec::as_slice) else {
        return String::new();
    };
    section.say(&MarketText::Ahead {
        months: outlook.fan.len(),
        low: &money(low),
        middle: &money(middle),
        high: &money(high),
        half_more: &percent(outlook.ever_half_more.get()),
        lower: &percent(outlook.ends_lower.get()),
    })
}

/// The event in words, if its probability is above zero.
fn event(section: Section<'_>) -> Option<String> {
    let form = section.form();
    let chance = form.shock_chance.value()?;
    let is_possible = !chance.share().is_zero();
    let text = MarketText::WithEvent {
        chance: &chance.write(),
        factor: &form.shock_factor.value()?.write(),
        month: form.shock_month.value()?.get(),
    };
    is_possible.then(|| section.say(&text))
}

fn source(section: Section<'_>, series: &PublishedSeries) -> Html {
    let note = series.note.as_deref().map(|note| section.props.note(note));
    let note = note.map(|note| section.say(&KitText::Note(&note)));
    html! { <p class="source">{&series.source}{" "}{note}</p> }
}
