//! A labelled input with a message below it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The id of the input.
    pub id: String,
    /// The label.
    pub label: String,
    /// The typed text.
    pub text: String,
    /// The problem of the text.
    pub problem: Option<String>,
    /// The meaning of the text, shown if there is no problem.
    #[prop_or_default]
    pub meaning: Option<String>,
    /// The label for screen readers, if it differs.
    #[prop_or_default]
    pub aria_label: Option<String>,
    /// An example, shown while nothing is typed.
    #[prop_or_default]
    pub placeholder: Option<String>,
    /// The keyboard of a phone.
    #[prop_or("decimal")]
    pub inputmode: &'static str,
    /// Called with each changed text.
    pub oninput: Callback<String>,
}

/// A labelled input with the problem or the meaning of its text below it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let oninput = props.oninput.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let below = format!("{}-below", props.id);
    let is_wrong = props.problem.is_some();
    let message = props.problem.as_ref().or(props.meaning.as_ref());
    html! {
        <div class={classes!("field", is_wrong.then_some("wrong"))}>
            <label for={props.id.clone()}>{&props.label}</label>
            <input
                id={props.id.clone()}
                inputmode={props.inputmode}
                autocomplete="off"
                spellcheck="false"
                aria-label={props.aria_label.clone()}
                placeholder={props.placeholder.clone()}
                aria-invalid={is_wrong.to_string()}
                aria-describedby={below.clone()}
                value={props.text.clone()}
                {oninput}
            />
            <small id={below} aria-live="polite">{message}</small>
        </div>
    }
}
