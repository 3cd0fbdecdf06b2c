//! A labelled input, with what is wrong or what it means below it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The id of the input.
    pub id: String,
    /// What it is.
    pub label: String,
    /// What is typed.
    pub text: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// What it means, if nothing is wrong.
    #[prop_or_default]
    pub meaning: Option<String>,
    /// What else to say for a reader of the label.
    #[prop_or_default]
    pub aria_label: Option<String>,
    /// Which keys a phone shows.
    #[prop_or("decimal")]
    pub inputmode: &'static str,
    /// What to do with another text.
    pub oninput: Callback<String>,
}

/// A labelled input.
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
                aria-invalid={is_wrong.to_string()}
                aria-describedby={below.clone()}
                value={props.text.clone()}
                {oninput}
            />
            <small id={below} aria-live="polite">{message}</small>
        </div>
    }
}
