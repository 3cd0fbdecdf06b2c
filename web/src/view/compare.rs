//! The workload and the contracts on one side, the providers ranked on the other.

use std::rc::Rc;

use yew::prelude::*;

use super::break_even::BreakEven;
use super::by_service::ByService;
use super::form::Form;
use super::load::Load;
use super::offers::Offers;
use super::sensitivity::Sensitivity;
use super::verdict::Verdict;
use super::{CatalogProp, Dispatch, Evaluated};
use crate::evaluate::{evaluate, evaluate_after};
use crate::names;
use crate::settings::Setting;
use crate::state::State;
use crate::text::Text;

/// The properties of [`Compare`].
#[derive(Properties, PartialEq)]
pub struct CompareProps {
    /// What the page holds.
    pub state: State,
    /// The catalog.
    pub catalog: CatalogProp,
    /// How to say what a person did.
    pub dispatch: Dispatch,
}

/// The view.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let state = &props.state;
    let language = state.language;
    let dispatch = &props.dispatch;
    let before = use_mut_ref(|| None::<(CatalogProp, Evaluated)>);
    let key = (state.document.clone(), props.catalog.clone());
    let evaluation = use_memo(key, |(document, catalog)| {
        let mut before = before.borrow_mut();
        let same = before.take().filter(|(then, _)| then == catalog);
        let evaluation = Evaluated(Rc::new(match same {
            Some((_, before)) => evaluate_after(&before, document, &catalog.0),
            None => evaluate(document, &catalog.0),
        }));
        *before = Some((catalog.clone(), evaluation.clone()));
        evaluation
    });
    let evaluation = Evaluated::clone(&evaluation);
    let names = names::of_offers(&props.catalog.0, &state.document, language);
    html! {
        <>
                <Form
                    {language}
                    document={state.document.clone()}
                    evaluation={evaluation.clone()}
                    names={names.clone()}
                    budget={state.settings.get(Setting::Budget).to_owned()}
                    catalog={props.catalog.clone()}
                    dispatch={dispatch.clone()}
                />
                <section class="answer" aria-label={language.say(&Text::Offers)}>
                    <Verdict
                        {language}
                        evaluation={evaluation.clone()}
                        names={names.clone()}
                        budget={state.settings.get(Setting::Budget).to_owned()}
                        catalog={props.catalog.clone()}
                    />
                    <Offers
                        {language}
                        evaluation={evaluation.clone()}
                        open={state.open.clone()}
                        names={names.clone()}
                        catalog={props.catalog.clone()}
                        budget={state.settings.get(Setting::Budget).to_owned()}
                        dispatch={dispatch.clone()}
                    />
                    <ByService {language} evaluation={evaluation.clone()} names={names.clone()} />
                    <Sensitivity
                        {language}
                        document={state.document.clone()}
                        evaluation={evaluation.clone()}
                        names={names.clone()}
                        catalog={props.catalog.clone()}
                    />
                    <BreakEven
                        {language}
                        document={state.document.clone()}
                        evaluation={evaluation.clone()}
                        names={names.clone()}
                        catalog={props.catalog.clone()}
                    />
                    <Load {language} {evaluation} {names} settings={state.settings.clone()} dispatch={dispatch.clone()} />
                </section>
        </>
    }
}
