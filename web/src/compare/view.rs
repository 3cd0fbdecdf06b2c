//! The view: the context, the headline, the picture, the sheet, and the sections below them.

use std::rc::Rc;

use netprice::NonNegative;
use yew::prelude::*;

use crate::compare::document::Document;
use crate::compare::evaluate::{evaluate, evaluate_after};
use crate::compare::form::CompareEdit;
use crate::compare::names;
use crate::compare::options::CompareOptions;
use crate::compare::parts::{BillPart, BreakEvenPart, ByServicePart, LoadPart, SensitivityPart};
use crate::compare::picture::Picture;
use crate::compare::pills::Pills;
use crate::compare::props::{CompareProps, Evaluated, PricedWith, SectionProps};
use crate::compare::sheet::SheetProps;
use crate::compare::sheet_part::SheetPart;
use crate::compare::verdict::Verdict;
use crate::compare::words::charts::ChartText;
use crate::compare::words::commitments::CommitmentText;
use crate::compare::words::form::FormText;
use crate::kit::Shared;
use crate::kit::form::Editor;
use crate::kit::part::{Body, Folded, later};
use crate::kit::quoting::is_whole;
use crate::kit::stage::{Stage, use_drawn, use_stage};
use crate::language::names::OfferName;

/// The view: the context, the headline, the picture, the sheet, and the sections below them.
#[component]
pub(crate) fn Compare(props: &CompareProps) -> Html {
    let language = props.language;
    let form = &props.form;
    let evaluation = use_evaluation(props);
    let names = names::of_offers(&props.catalog, &form.document, language);
    let budget = budget(props);
    let stage = use_stage();
    let answer = html! {
        <>
            <Pills
                {language}
                document={form.document.clone()}
                names={names.clone()}
                editor={editor(props)}
                catalog={props.catalog.clone()}
                onedit={props.onedit.clone()}
            />
            <Verdict
                {language}
                evaluation={evaluation.clone()}
                names={names.clone()}
                {budget}
                catalog={props.catalog.clone()}
            />
        </>
    };
    let picture =
        html! { <Picture {language} evaluation={evaluation.clone()} names={names.clone()} /> };
    let is_drawn = use_drawn();
    let sheet = || {
        let sheet = SheetProps {
            language,
            document: form.document.clone(),
            evaluation: evaluation.clone(),
            names: names.clone(),
            catalog: props.catalog.clone(),
            budget,
            today: props.today,
            onedit: props.onedit.clone(),
        };
        later(SheetPart::of(sheet))
    };
    html! {
        <>
            {if stage >= Stage::Headline { answer } else { html! {} }}
            {if stage >= Stage::Picture { picture } else { html! {} }}
            <div class="sheet-place">{if is_drawn { sheet() } else { html! {} }}</div>
            {if stage >= Stage::Whole { evidence(props, &evaluation, &names) } else { html! {} }}
        </>
    }
}

/// The answer to the study; only offers that changed are priced again, and all of them where more can be priced
/// than before.
#[hook]
fn use_evaluation(props: &CompareProps) -> Evaluated {
    let kept = props.kept.clone();
    let priced_with = PricedWith {
        catalog: props.catalog.clone(),
        is_whole: is_whole(),
    };
    let key = (props.form.document.clone(), priced_with);
    let evaluation = use_memo(key, |(document, priced_with)| {
        let catalog = &priced_with.catalog;
        let same = kept.replace(None).filter(|(then, _)| then == priced_with);
        let evaluation = Shared(Rc::new(match same {
            Some((_, before)) => evaluate_after(&before, document, catalog),
            None => evaluate(document, catalog),
        }));
        kept.replace(Some((priced_with.clone(), evaluation.clone())));
        evaluation
    });
    Evaluated::clone(&evaluation)
}

/// The folded sections below the sheet.
fn evidence(props: &CompareProps, evaluation: &Evaluated, names: &[OfferName]) -> Html {
    let language = props.language;
    let part = SectionProps {
        language,
        document: props.form.document.clone(),
        evaluation: evaluation.clone(),
        names: names.to_vec(),
        catalog: props.catalog.clone(),
        editor: editor(props),
        bill: props.form.bill.clone(),
        onedit: props.onedit.clone(),
    };
    let ranked = evaluation.comparison.as_ref();
    let nothing = ranked.is_none_or(|comparison| comparison.ranked.is_empty());
    let restart = props
        .onedit
        .reform(move |_: MouseEvent| CompareEdit::Restart(Document::first(language)));
    html! {
        <section class="evidence" aria-label={language.say(&ChartText::More)}>
            {section("bill", language.say(&ChartText::Bill), false, BillPart::of(part.clone()))}
            {section("by-service", language.say(&ChartText::ByService), nothing, ByServicePart::of(part.clone()))}
            {section("sensitivity", language.say(&ChartText::Sensitivity), nothing, SensitivityPart::of(part.clone()))}
            {section("break-even", language.say(&ChartText::BreakEven), nothing, BreakEvenPart::of(part.clone()))}
            {section("load-section", language.say(&CommitmentText::HowMuch), false, LoadPart::of(part.clone()))}
            <button type="button" id="restart" onclick={restart}>{language.say(&FormText::Restart)}</button>
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
