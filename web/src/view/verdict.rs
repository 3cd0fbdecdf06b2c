//! The answer in a sentence.

use std::rc::Rc;

use netprice::compare::Comparison;
use yew::prelude::*;

use crate::evaluate::Evaluation;
use crate::names::OfferName;
use crate::number::with_sign;
use crate::text::{Language, Text};

/// The properties of [`Verdict`].
#[derive(Properties, PartialEq)]
pub struct VerdictProps {
    /// The language of the page.
    pub language: Language,
    /// What the plan comes to.
    pub evaluation: Rc<Evaluation>,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
}

/// Who is cheapest, by how much, and who cannot be ranked.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let language = props.language;
    let (sentence, unranked) = match &props.evaluation.comparison {
        Some(comparison) => (cheapest(props, comparison), unranked(props, comparison)),
        None => (language.say(&Text::MendWorkload), None),
    };
    let problems = props.evaluation.plan.iter().flat_map(|errors| &errors.0);
    let problems = problems.map(|e| format!("{}: {}", e.field, language.problem(&e.problem)));
    html! {
        <div class="verdict" role="status">
            <h2 class="sentence">{sentence}</h2>
            <p hidden={unranked.is_none()}>{unranked}</p>
            <p class="alert" hidden={props.evaluation.plan.is_none()}>{for problems}</p>
        </div>
    }
}

fn cheapest(props: &VerdictProps, comparison: &Comparison) -> String {
    let language = props.language;
    let mut ranked = comparison.ranked.iter();
    let Some(first) = ranked.next() else {
        return language.say(&Text::NoAnswer);
    };
    let cost = with_sign(first.costs.effective);
    let name = name_of(props, first.offer.as_str());
    let sentence = language.say(&Text::Cheapest { name, cost: &cost });
    let rest = match ranked.next() {
        Some(next) if next.place == first.place => {
            language.say(&Text::AsCheapAs(name_of(props, next.offer.as_str())))
        }
        Some(next) => language.say(&Text::LessThan {
            difference: &with_sign(next.above_cheapest),
            name: name_of(props, next.offer.as_str()),
        }),
        None => String::new(),
    };
    sentence + &rest
}

fn unranked(props: &VerdictProps, comparison: &Comparison) -> Option<String> {
    let offers = comparison.incomplete.iter();
    let names: Vec<&str> = offers.map(|o| name_of(props, o.offer.as_str())).collect();
    let all = names.join(", ");
    (!names.is_empty()).then(|| props.language.say(&Text::CannotRank(&all)))
}

fn name_of<'a>(props: &'a VerdictProps, offer: &str) -> &'a str {
    let position = props.evaluation.positions.get(offer);
    let name = position.and_then(|position| props.names.get(*position));
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}
