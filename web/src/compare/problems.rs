//! The problems of a study as a whole.

use netprice_study::Located;
use yew::prelude::*;

use crate::compare::props::Evaluated;
use crate::language::Language;

/// The properties of [`Problems`].
#[derive(Clone, Properties, PartialEq)]
pub struct ProblemsProps {
    /// The language of the page.
    pub language: Language,
    /// The answer to the study.
    pub evaluation: Evaluated,
}

/// The list.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let language = props.language;
    let problems = props.evaluation.problems();
    let said = |error: &Located| html! { <li>{language.error(error)}</li> };
    html! { <ul class="alert">{for problems.iter().map(said)}</ul> }
}
