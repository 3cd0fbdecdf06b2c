//! What would change an answer, and what is assumed.

use netprice::value::decimal::print;
use netprice_catalog::hardware::HardwareNameKind;
use yew::prelude::*;

use crate::kit::draft::Typed;
use crate::kit::number::grouped;
use crate::market::form::{MarketField, PathsChoice};
use crate::market::section::Section;
use crate::market::words::cards::CardText;

/// A row of the table of changes.
pub(crate) struct Change {
    /// The name of the assumption.
    pub(crate) name: String,
    /// Its present value.
    pub(crate) now: String,
    /// The value at which the answer changes, and the answer then; `None` if no value changes it.
    pub(crate) turn: Option<(String, String)>,
    /// The exact value at which it changes.
    pub(crate) exact: String,
}

/// The table of changes; nothing without a row.
pub(crate) fn table(section: Section<'_>, changes: Vec<Change>) -> Html {
    let is_empty = changes.is_empty();
    let row = |change: Change| {
        let never = || (section.say(&CardText::Never), String::new());
        let (at, then) = change.turn.unwrap_or_else(never);
        html! {
            <tr key={change.name.clone()}>
                <th scope="row">{change.name}</th>
                <td class="number">{change.now}</td>
                <td class="number" data-exact={change.exact}>{at}</td>
                <td>{then}</td>
            </tr>
        }
    };
    html! {
        <section class="changes" hidden={is_empty}>
            <h3>{section.say(&CardText::Changes)}</h3>
            <div class="scroll" role="group" tabindex="0" aria-label={section.say(&CardText::Changes)}>
                <table>
                    <thead><tr>
                        <th scope="col">{section.say(&CardText::Assumption)}</th>
                        <th scope="col" class="number">{section.say(&CardText::Now)}</th>
                        <th scope="col" class="number">{section.say(&CardText::TurnsAt)}</th>
                        <th scope="col">{section.say(&CardText::Then)}</th>
                    </tr></thead>
                    <tbody>{for changes.into_iter().map(row)}</tbody>
                </table>
            </div>
        </section>
    }
}

/// An assumption, and whether it is the one that decides.
pub(crate) struct Pill {
    pub(crate) text: String,
    pub(crate) decides: bool,
}

impl Pill {
    pub(crate) fn of(text: String) -> Self {
        let decides = false;
        Self { text, decides }
    }
}

/// The assumptions of an answer, with those of the price outlook if it has one.
pub(crate) fn pills(section: Section<'_>, own: Vec<Pill>, moves: bool) -> Html {
    let price = if moves { of_price(section) } else { Vec::new() };
    let pill = |(index, pill): (usize, Pill)| {
        if pill.decides {
            html! { <li key={index} class="decides">{section.say(&CardText::Decides(&pill.text))}</li> }
        } else {
            html! { <li key={index}>{pill.text}</li> }
        }
    };
    html! {
        <div class="assumed">
            <span id="assumed">{section.say(&CardText::Assumed)}</span>
            <ul aria-labelledby="assumed">{for own.into_iter().chain(price).enumerate().map(pill)}</ul>
        </div>
    }
}

/// A field with its text, as a pill.
pub(crate) fn typed(section: Section<'_>, field: MarketField) -> Pill {
    let text = section.text(field);
    let text = text.trim();
    let is_share = section.label(field).contains('%') && !text.ends_with(['%', '％']);
    let unit = if is_share { "%" } else { "" };
    Pill::of(pair(section, field, &format!("{text}{unit}")))
}

/// The name of a field with a value.
pub(crate) fn pair(section: Section<'_>, field: MarketField, value: &str) -> String {
    let label = &section.short_label(field);
    section.say(&CardText::Pair { label, value })
}

fn of_price(section: Section<'_>) -> Vec<Pill> {
    let event = Pill {
        decides: false,
        text: event(section).unwrap_or_else(|| section.say(&CardText::NoEvent)),
    };
    let paths = match section.form().paths {
        PathsChoice::Few => None,
        PathsChoice::Many => Some(typed(section, MarketField::Paths)),
    };
    let prices = prices(section).map(Pill::of);
    [Some(event), paths, prices].into_iter().flatten().collect()
}

/// The event that is set, in words.
pub(crate) fn event(section: Section<'_>) -> Option<String> {
    let form = section.form();
    let chance = form.shock_chance.value()?.0?;
    let is_possible = !chance.share().is_zero();
    let text = CardText::TheEvent {
        chance: &chance.write(),
        factor: &grouped(&print(form.shock_factor.value()?.get())),
        month: form.shock_month.text(),
    };
    is_possible.then(|| section.say(&text))
}

fn prices(section: Section<'_>) -> Option<String> {
    let id = section.form().series.value()?;
    let series = section.props.hardware.series_of(id)?;
    let last = series.prices.prices.last()?;
    Some(section.say(&CardText::Prices {
        series: &section.props.name(HardwareNameKind::Series, id.as_str()),
        day: &section.props.language.day(last.day.date()),
    }))
}
