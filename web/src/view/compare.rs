//! The workload and the contracts on one side, the providers ranked on the other.

use std::rc::Rc;

use yew::prelude::*;

use super::form::Form;
use super::offers::Offers;
use super::parts::{BreakEvenPart, ByServicePart, Folded, LoadPart, Part, SensitivityPart};
use super::stage::{Stage, use_stage};
use super::verdict::Verdict;
use super::{Evaluated, SectionProps, Shared, ViewProps};
use crate::evaluate::{evaluate, evaluate_after};
use crate::names::{self, OfferName};
use crate::settings::Setting;
use crate::text::Text;
use crate::text::more::MoreText;

/// The view: the headline, the form, and the evidence.
#[component]
pub(crate) fn Compare(props: &ViewProps) -> Html {
    let state = &props.state;
    let language = state.language;
    let evaluation = use_evaluation(props);
    let names = names::of_offers(&props.catalog, &state.document, language);
    let budget = state.settings.get(Setting::Budget).to_owned();
    let headline = || {
        html! {
            <div class="headline">
                <Verdict
                    {language}
                    document={state.document.clone()}
                    evaluation={evaluation.clone()}
                    names={names.clone()}
                    budget={budget.clone()}
                    catalog={props.catalog.clone()}
                />
            </div>
        }
    };
    let form = || {
        html! {
            <Form
                {language}
                document={state.document.clone()}
                evaluation={evaluation.clone()}
                names={names.clone()}
                budget={budget.clone()}
                catalog={props.catalog.clone()}
                dispatch={props.dispatch.clone()}
            />
        }
    };
    let stage = use_stage();
    let drawn = |from: Stage, part: &dyn Fn() -> Html| {
        if stage >= from {
            part()
        } else {
            html! {}
        }
    };
    html! {
        <>
            {drawn(Stage::Headline, &headline)}
            {drawn(Stage::Form, &form)}
            {drawn(Stage::Whole, &|| evidence(props, &evaluation, &names))}
        </>
    }
}

/// What the study comes to.
#[hook]
fn use_evaluation(props: &ViewProps) -> Evaluated {
    let kept = props.kept.clone();
    let key = (props.state.document.clone(), props.catalog.clone());
    let evaluation = use_memo(key, |(document, catalog)| {
        let same = kept.replace(None).filter(|(then, _)| then == catalog);
        let evaluation = Shared(Rc::new(match same {
            Some((_, before)) => evaluate_after(&before, document, catalog),
            None => evaluate(document, catalog),
        }));
        kept.replace(Some((catalog.clone(), evaluation.clone())));
        evaluation
    });
    Evaluated::clone(&evaluation)
}

/// The providers ranked, and what folds away below them.
fn evidence(props: &ViewProps, evaluation: &Evaluated, names: &[OfferName]) -> Html {
    let state = &props.state;
    let (language, settings) = (state.language, &state.settings);
    let part = SectionProps {
        language,
        document: state.document.clone(),
        evaluation: evaluation.clone(),
        names: names.to_vec(),
        catalog: props.catalog.clone(),
        settings: settings.clone(),
        dispatch: props.dispatch.clone(),
    };
    let ranked = evaluation.comparison.as_ref();
    let nothing = ranked.is_none_or(|comparison| comparison.ranked.is_empty());
    html! {
        <section class="answer" aria-label={language.say(&Text::Offers)}>
            <Offers
                {language}
                evaluation={evaluation.clone()}
                open={state.open.clone()}
                names={names.to_vec()}
                catalog={props.catalog.clone()}
                budget={settings.get(Setting::Budget).to_owned()}
                today={state.today}
                dispatch={props.dispatch.clone()}
            />
            {section::<ByServicePart>("by-service", MoreText::ByService.say(language), nothing, &part)}
            {section::<SensitivityPart>("sensitivity", MoreText::Sensitivity.say(language), nothing, &part)}
            {section::<BreakEvenPart>("break-even", language.say(&Text::BreakEven), nothing, &part)}
            {section::<LoadPart>("load-section", language.say(&Text::HowMuch), false, &part)}
        </section>
    }
}

/// A section that is folded away until it is wanted.
fn section<P: Part<Props = SectionProps>>(
    id: &str,
    heading: String,
    hidden: bool,
    part: &SectionProps,
) -> Html {
    let summary = html! { <h2>{heading}</h2> };
    html! { <Folded<P> id={id.to_owned()} class="folded" {summary} {hidden} body={part.clone()} /> }
}
