//! A labelled select box.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// An option of a select box: its value and its text.
pub type ChoiceOption = (String, String);

/// The properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The id of the select box.
    pub id: String,
    /// The label.
    pub label: String,
    /// The value of the chosen option.
    pub chosen: String,
    /// The options, in their order.
    pub options: Vec<ChoiceOption>,
    /// The problem with the choice.
    #[prop_or_default]
    pub problem: Option<String>,
    /// Called with the value of another option.
    pub onchoose: Callback<String>,
}

/// A labelled select box, with the problem below it.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props.onchoose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |(value, text): &ChoiceOption| {
        let selected = *value == props.chosen;
        html! { <option key={value.clone()} value={value.clone()} {selected}>{text}</option> }
    };
    let wrong = props.problem.as_ref().map(|_| "wrong");
    html! {
        <div class={classes!("field", "choice", wrong)}>
            <label for={props.id.clone()}>{&props.label}</label>
            <select id={props.id.clone()} {onchange}>{for props.options.iter().map(option)}</select>
            {for props.problem.iter().map(|problem| html! { <small aria-live="polite">{problem}</small> })}
        </div>
    }
}
