//! The buttons that save tables and charts.

use gloo_utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::kit::saving::{chart_saved, table_saved, within};
use crate::kit::words::KitText;
use crate::language::Language;

/// The buttons that save the chart in the same `figure` element.
pub(crate) fn chart(language: Language, name: &'static str) -> Html {
    let save = move |as_picture: bool| {
        Callback::from(move |event: MouseEvent| {
            let svg = beside(&event, "figure").and_then(|figure| within(&figure, "svg"));
            if let Some(svg) = svg {
                spawn_local(async move {
                    said(language, chart_saved(svg, name, as_picture).await.is_ok());
                });
            }
        })
    };
    html! {
        <p class="save-as">
            <button type="button" class={format!("save-svg {name}")} onclick={save(false)}>{language.say(&KitText::SaveSvg)}</button>
            {" "}
            <button type="button" class={format!("save-png {name}")} onclick={save(true)}>{language.say(&KitText::SavePng)}</button>
        </p>
    }
}

/// The button that saves the table in the element before it as CSV.
pub(crate) fn table(language: Language, name: &'static str) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        let place = beside(&event, ".save-as").and_then(|own| own.previous_element_sibling());
        let table = place.and_then(|place| within(&place, "table"));
        if let Some(table) = table {
            spawn_local(async move { said(language, table_saved(table, name).await.is_ok()) });
        }
    });
    html! {
        <p class="save-as">
            <button type="button" class={format!("save-csv {name}")} {onclick}>{language.say(&KitText::SaveCsv)}</button>
        </p>
    }
}

/// Alerts the reader if the part that saves could not be loaded.
fn said(language: Language, is_saved: bool) {
    if !is_saved {
        // A page always has a window.
        let _ = window().alert_with_message(&language.say(&KitText::NotLoaded));
    }
}

fn beside(event: &MouseEvent, place: &str) -> Option<Element> {
    let button: Element = event.target()?.dyn_into().ok()?;
    button.closest(place).ok().flatten()
}

/// Prints the page.
pub(crate) fn print() {
    // This fails only where printing is not allowed, and the browser reports that itself.
    let _: Result<(), JsValue> = window().print();
}
