//! What is wrong with a plan as a whole.

use netprice::error::PricingErrors;
use yew::prelude::*;

use crate::document::Document;
use crate::text::Language;

/// The properties of [`Problems`].
#[derive(Clone, Properties, PartialEq)]
pub struct ProblemsProps {
    /// The language of the page.
    pub language: Language,
    /// The plan as typed.
    pub document: Document,
    /// What is wrong if it can be read.
    pub otherwise: PricingErrors,
}

/// The list.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let language = props.language;
    let unreadable = props.document.problems();
    let problems = match unreadable.is_empty() {
        true => &props.otherwise.0,
        false => &unreadable,
    };
    let said = |error: &netprice::error::PricingError| {
        html! { <li>{language.field(&error.field)}{": "}{language.problem(&error.problem)}</li> }
    };
    html! { <ul class="alert">{for problems.iter().map(said)}</ul> }
}
