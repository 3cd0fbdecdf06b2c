//! The headline: the cheapest provider, and the offers without a rank.

use netprice::NonNegative;
use netprice::comparison::compare::Comparison;
use netprice::value::id::OfferId;
use netprice_study::analysis::{lowest_bill, runner_up_match, within_budget};
use yew::prelude::*;

use crate::compare::parts::ProblemsPart;
use crate::compare::problems::ProblemsProps;
use crate::compare::props::Evaluated;
use crate::compare::words::verdict::VerdictText;
use crate::kit::CatalogProp;
use crate::kit::part::later;
use crate::language::Language;
use crate::language::names::OfferName;

/// The properties of [`Verdict`].
#[derive(Properties, PartialEq)]
pub struct VerdictProps {
    /// The language of the page.
    pub language: Language,
    /// What the study comes to.
    pub evaluation: Evaluated,
    /// The names of the providers of the offers.
    pub names: Vec<OfferName>,
    /// The monthly budget, in the currency of the comparison.
    pub budget: Option<NonNegative>,
    /// The catalogue, to price an offer at other discounts.
    pub catalog: CatalogProp,
}

/// The headline.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let language = props.language;
    let evaluation = &props.evaluation;
    let sentence = match &evaluation.comparison {
        Some(comparison) => cheapest(props, comparison),
        None if evaluation.whole.is_some() => language.say(&VerdictText::WrongStudy),
        None => language.say(&VerdictText::WrongWorkload),
    };
    let left_out = left_out(props);
    let problems = evaluation.whole.as_ref().map(|_| ProblemsProps {
        language,
        evaluation: evaluation.clone(),
    });
    html! {
        <div class="verdict" role="status">
            <h2 class="sentence">{sentence}</h2>
            <p id="to-pay">{to_pay(props)}</p>
            <p id="within-budget">{budget_met(props)}</p>
            <p hidden={left_out.is_empty()}>{left_out.join(" ")}</p>
            {for problems.map(|problems| later(ProblemsPart::of(problems)))}
        </div>
    }
}

fn cheapest(props: &VerdictProps, comparison: &Comparison) -> String {
    let language = props.language;
    let Some(first) = comparison.ranked.first() else {
        return language.say(&VerdictText::NoAnswer);
    };
    let mut ranked = comparison.ranked.iter();
    if ranked.all(|offer| offer.costs.list.is_zero() && offer.costs.effective.is_zero()) {
        return language.say(&VerdictText::NothingUsed);
    }
    let cost = props.language.money(first.costs.effective);
    let name = name_of(props, &first.offer);
    let sentence = language.say(&VerdictText::Cheapest { name, cost: &cost });
    let others = comparison.ranked.iter().skip(1);
    let ties = others.clone().filter(|offer| offer.rank == first.rank);
    let ties: Vec<&str> = ties.map(|offer| name_of(props, &offer.offer)).collect();
    let rest = match others.clone().next() {
        Some(_) if !ties.is_empty() => {
            language.say(&VerdictText::AsCheapAs(&listed(language, &ties)))
        }
        Some(next) => language.say(&VerdictText::LessThan {
            difference: &props.language.money(next.above_cheapest),
            name: name_of(props, &next.offer),
        }),
        None => String::new(),
    };
    let runner_up = runner_up(props, comparison).unwrap_or_default();
    sentence + &rest + &runner_up
}

/// The discount with which the next offer would match the cheapest.
fn runner_up(props: &VerdictProps, comparison: &Comparison) -> Option<String> {
    let needed = |offer: &OfferId, target| props.evaluation.needed(offer, target, &props.catalog);
    let (offer, pay) = runner_up_match(comparison, needed)?;
    Some(props.language.say(&VerdictText::WouldMatch {
        name: name_of(props, offer),
        percent: &pay.in_percent(),
        tenths: &pay.in_tenths(),
    }))
}

/// The provider with the lowest bill, where bills differ from effective costs.
fn to_pay(props: &VerdictProps) -> Option<String> {
    let evaluation = &props.evaluation;
    let priced = evaluation.priced.iter();
    let offers = priced.map(|(offer, priced)| (offer, priced.as_ref()));
    let (offer, billed) = lowest_bill(evaluation.comparison.as_ref()?, offers)?;
    Some(props.language.say(&VerdictText::LowestBill {
        name: name_of(props, offer),
        billed: &props.language.money(billed),
    }))
}

/// How many of the ranked offers are within the budget, if there is one.
fn budget_met(props: &VerdictProps) -> Option<String> {
    let comparison = props.evaluation.comparison.as_ref()?;
    let count = within_budget(comparison, props.budget?);
    let said = VerdictText::WithinBudget(count, comparison.ranked.len());
    Some(props.language.say(&said))
}

/// The offers without a rank: a price is missing, or a part cannot be read.
fn left_out(props: &VerdictProps) -> Vec<String> {
    let (language, evaluation) = (props.language, &props.evaluation);
    let Some(comparison) = &evaluation.comparison else {
        return Vec::new();
    };
    let missing = comparison.incomplete.iter();
    let missing: Vec<&str> = missing.map(|o| name_of(props, &o.offer)).collect();
    let wrong_contracts = evaluation.contracts.iter().copied();
    let unpriced = wrong_contracts.chain(evaluation.offers.keys().copied());
    let unpriced = unpriced.filter_map(|position| props.names.get(position));
    let unpriced: Vec<&str> = unpriced.map(|name| name.provider.as_str()).collect();
    let mut said = Vec::new();
    if !missing.is_empty() {
        said.push(language.say(&VerdictText::CannotRank(&listed(language, &missing))));
    }
    if !unpriced.is_empty() {
        said.push(language.say(&VerdictText::NotPriced(&listed(language, &unpriced))));
    }
    said
}

fn listed(language: Language, names: &[&str]) -> String {
    names.join(&language.say(&VerdictText::Comma))
}

fn name_of<'a>(props: &'a VerdictProps, offer: &OfferId) -> &'a str {
    let position = props.evaluation.positions.get(offer);
    let name = position.and_then(|position| props.names.get(*position));
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}
