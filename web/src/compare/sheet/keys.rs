//! The keys that lead from line to line.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The arrow keys and Enter lead to the line above or below, as in a spreadsheet.
pub(super) fn moved(event: &KeyboardEvent) {
    let step: i32 = match event.key().as_str() {
        "ArrowDown" | "Enter" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let input: HtmlElement = event.target_unchecked_into();
    let Ok(Some(sheet)) = input.closest("section.sheet") else {
        return;
    };
    let Ok(inputs) = sheet.query_selector_all(".line") else {
        return;
    };
    let inputs =
        (0..inputs.length()).filter_map(|index| inputs.get(index)?.dyn_into::<HtmlElement>().ok());
    let inputs: Vec<HtmlElement> = inputs.collect();
    let here = inputs.iter().position(|one| one.is_same_node(Some(&input)));
    let next = here.and_then(|here| i32::try_from(here).ok()?.checked_add(step));
    let next = next.and_then(|next| usize::try_from(next).ok());
    if let Some(next) = next.and_then(|next| inputs.get(next)) {
        event.prevent_default();
        // An element that can have the focus takes it.
        let _ = next.focus();
    }
}
