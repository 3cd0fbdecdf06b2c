//! The headline: the cheapest provider, and the offers without a rank.

use std::borrow::Borrow;

use netprice::NonNegative;
use netprice::comparison::compare::Comparison;
use netprice::value::id::OfferId;
use netprice_study::analysis::{
    largest_part, lowest_bill, price_days, runner_up_match, within_budget,
};
use yew::prelude::*;

use crate::compare::parts::ProblemsPart;
use crate::compare::picture::{part_name, parts_of};
use crate::compare::problems::ProblemsProps;
use crate::compare::props::Evaluated;
use crate::compare::words::sheet::SheetText;
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
        None => html! { {language.say(&VerdictText::WrongStudy)} },
    };
    let left_out = left_out(props);
    let problems = evaluation.whole.as_ref().map(|_| ProblemsProps {
        language,
        evaluation: evaluation.clone(),
    });
    html! {
        <div class="verdict" role="status">
            <h2 class="sentence">{sentence}</h2>
            <p class="why">{why(props).join(language.gap())}</p>
            <p id="to-pay">{to_pay(props)}</p>
            <p id="within-budget">{budget_met(props)}</p>
            <p class="left-out" hidden={left_out.is_empty()}>{left_out.join(language.gap())}</p>
            {for problems.map(|problems| later(ProblemsPart::of(problems)))}
        </div>
    }
}

/// How far the next offer is, what it must charge, what most of the cost is for, and how old the prices are.
fn why(props: &VerdictProps) -> Vec<String> {
    let language = props.language;
    let Some(comparison) = props
        .evaluation
        .comparison
        .as_ref()
        .filter(|one| !is_nothing(one))
    else {
        return Vec::new();
    };
    let said = [
        next(props, comparison),
        runner_up(props, comparison),
        most_of_it(props, comparison),
        price_days(props.evaluation.priced.values().map(|priced| &priced.quote)).map(
            |(first, last)| {
                let (first, last) = (language.whole_month(first), language.whole_month(last));
                language.say(&SheetText::PricesOf {
                    first: &first,
                    last: &last,
                })
            },
        ),
    ];
    said.into_iter().flatten().collect()
}

/// The largest part of the cost of the cheapest offer.
fn most_of_it(props: &VerdictProps, comparison: &Comparison) -> Option<String> {
    let first = &comparison.ranked.first()?.offer;
    let sums = parts_of(&props.evaluation, props.evaluation.priced.get(first)?)?;
    let (part, percent) = largest_part(&sums).filter(|_| sums.len() > 1)?;
    let service = part_name(props.language, part);
    Some(props.language.say(&SheetText::MostOfIt {
        service: &service,
        percent,
    }))
}

fn is_nothing(comparison: &Comparison) -> bool {
    let mut ranked = comparison.ranked.iter();
    ranked.all(|offer| offer.costs.list.is_zero() && offer.costs.effective.is_zero())
}

fn cheapest(props: &VerdictProps, comparison: &Comparison) -> Html {
    let language = props.language;
    let Some(first) = comparison.ranked.first() else {
        let is_empty = props
            .evaluation
            .study
            .as_ref()
            .and_then(|study| study.workload.as_ref());
        let text = match is_empty {
            Some(workload) if workload.is_empty() => VerdictText::NoLines,
            Some(_) | None => VerdictText::NoAnswer,
        };
        return html! { {language.say(&text)} };
    };
    if is_nothing(comparison) {
        return html! { {language.say(&VerdictText::NothingUsed)} };
    }
    let cost = language.money(first.costs.effective);
    let name = full_name_of(props, &first.offer);
    // The name stands out within the sentence, whatever its order in a language.
    let sentence = language.say(&VerdictText::Cheapest {
        name: NAME,
        cost: &cost,
    });
    let (before, after) = sentence.split_once(NAME).unwrap_or(("", &sentence));
    html! { <>{before.to_owned()}<em>{name}</em>{after.to_owned()}</> }
}

/// The place of the name in a sentence.
const NAME: &str = "\u{0}";

/// How much more the next offer costs, or which cost the same.
fn next(props: &VerdictProps, comparison: &Comparison) -> Option<String> {
    let language = props.language;
    let first = comparison.ranked.first()?;
    let others = comparison.ranked.iter().skip(1);
    let ties = others.clone().filter(|offer| offer.rank == first.rank);
    let ties: Vec<&str> = ties.map(|offer| name_of(props, &offer.offer)).collect();
    if !ties.is_empty() {
        return Some(language.say(&VerdictText::AsCheapAs(&listed(language, &ties))));
    }
    let next = others.clone().next()?;
    Some(language.say(&VerdictText::LessThan {
        difference: &language.money(next.above_cheapest),
        name: name_of(props, &next.offer),
    }))
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
    // Several offers of one provider differ by their place.
    let placed = |position: &usize| {
        let name = props.names.get(*position)?;
        Some(
            format!("{} {}", name.provider, name.place)
                .trim_end()
                .to_owned(),
        )
    };
    let missing = comparison.incomplete.iter();
    let missing = missing.filter_map(|one| evaluation.positions.get(&one.offer));
    let missing: Vec<String> = missing.filter_map(placed).collect();
    let unpriced: Vec<String> = evaluation.offers.keys().filter_map(placed).collect();
    let mut said = Vec::new();
    if !missing.is_empty() {
        said.push(language.say(&VerdictText::CannotRank(&listed(language, &missing))));
    }
    if !unpriced.is_empty() {
        said.push(language.say(&VerdictText::NotPriced(&listed(language, &unpriced))));
    }
    said
}

fn listed<S: Borrow<str>>(language: Language, names: &[S]) -> String {
    names.join(language.comma())
}

/// The provider with its region.
fn full_name_of(props: &VerdictProps, offer: &OfferId) -> String {
    let position = props.evaluation.positions.get(offer);
    let name = position.and_then(|position| props.names.get(*position));
    let place = name
        .map(|name| name.place.as_str())
        .filter(|place| !place.is_empty());
    match (name, place) {
        (Some(name), Some(place)) => props.language.say(&VerdictText::At {
            name: &name.provider,
            place,
        }),
        (Some(name), None) => name.provider.clone(),
        (None, _) => String::new(),
    }
}

fn name_of<'a>(props: &'a VerdictProps, offer: &OfferId) -> &'a str {
    let position = props.evaluation.positions.get(offer);
    let name = position.and_then(|position| props.names.get(*position));
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}
