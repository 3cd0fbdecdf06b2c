//! The view: the headline, the form, the ranked offers, and the sections below them.

use std::rc::Rc;

use netprice::NonNegative;
use yew::prelude::*;

use crate::compare::evaluate::{evaluate, evaluate_after};
use crate::compare::form::CompareEdit;
use crate::compare::form_view::FormView;
use crate::compare::names;
use crate::compare::offers::Offers;
use crate::compare::options::CompareOptions;
use crate::compare::parts::{BreakEvenPart, ByServicePart, LoadPart, SensitivityPart};
use crate::compare::props::{CompareProps, Evaluated, SectionProps};
use crate::compare::verdict::Verdict;
use crate::compare::words::charts::ChartText;
use crate::compare::words::commitments::CommitmentText;
use crate::compare::words::offers::OfferText;
use crate::kit::Shared;
use crate::kit::form::Editor;
use crate::kit::part::{Body, Folded};
use crate::kit::stage::{Stage, use_stage};
use crate::language::names::OfferName;

/// The view: the headline, the form, and the evidence.
#[component]
pub(crate) fn Compare(props: &CompareProps) -> Html {
    let language = props.language;
    let form = &props.form;
    let evaluation = use_evaluation(props);
    let editor = editor(props);
    let names = names::of_offers(&props.catalog, &form.document, language);
    let budget = budget(props);
    let headline = || {
        html! {
            <div class="headline">
                <Verdict
                    {language}
                    evaluation={evaluation.clone()}
                    names={names.clone()}
                    {budget}
                    catalog={props.catalog.clone()}
                />
            </div>
        }
    };
    let inputs = || {
        html! {
            <FormView
                {language}
                document={form.document.clone()}
                evaluation={evaluation.clone()}
                names={names.clone()}
                editor={editor.clone()}
                catalog={props.catalog.clone()}
                onedit={props.onedit.clone()}
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
            {drawn(Stage::Form, &inputs)}
            {drawn(Stage::Whole, &|| evidence(props, &evaluation, &names))}
        </>
    }
}

/// The answer to the study; only offers that changed are priced again.
#[hook]
fn use_evaluation(props: &CompareProps) -> Evaluated {
    let kept = props.kept.clone();
    let key = (props.form.document.clone(), props.catalog.clone());
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

/// The ranked providers, and the folded sections below them.
fn evidence(props: &CompareProps, evaluation: &Evaluated, names: &[OfferName]) -> Html {
    let language = props.language;
    let part = SectionProps {
        language,
        document: props.form.document.clone(),
        evaluation: evaluation.clone(),
        names: names.to_vec(),
        catalog: props.catalog.clone(),
        editor: editor(props),
    };
    let ranked = evaluation.comparison.as_ref();
    let nothing = ranked.is_none_or(|comparison| comparison.ranked.is_empty());
    html! {
        <section class="answer" aria-label={language.say(&OfferText::Offers)}>
            <Offers
                {language}
                evaluation={evaluation.clone()}
                names={names.to_vec()}
                catalog={props.catalog.clone()}
                budget={budget(props)}
                today={props.today}
            />
            {section("by-service", language.say(&ChartText::ByService), nothing, ByServicePart::of(part.clone()))}
            {section("sensitivity", language.say(&ChartText::Sensitivity), nothing, SensitivityPart::of(part.clone()))}
            {section("break-even", language.say(&ChartText::BreakEven), nothing, BreakEvenPart::of(part.clone()))}
            {section("load-section", language.say(&CommitmentText::HowMuch), false, LoadPart::of(part.clone()))}
        </section>
    }
}

/// A section that is folded until the reader opens it.
fn section(id: &str, heading: String, hidden: bool, body: Body) -> Html {
    let summary = html! { <h2>{heading}</h2> };
    html! { <Folded id={id.to_owned()} class="folded" {summary} {hidden} {body} /> }
}

/// The budget, if there is one that can be read.
fn budget(props: &CompareProps) -> Option<NonNegative> {
    props.form.options.budget.value()?.0
}

/// The options with the callback for their changes.
fn editor(props: &CompareProps) -> Editor<CompareOptions> {
    Editor {
        form: Rc::clone(&props.form.options),
        onedit: props.onedit.reform(CompareEdit::Options),
    }
}
