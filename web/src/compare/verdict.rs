//! The answer in a sentence.

use netprice::bill::invoice::BillLineKind;
use netprice::comparison::compare::Comparison;
use netprice::inverse::target::NeededDiscount;
use netprice::value::id::OfferId;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{Discount, NonNegative};
use yew::prelude::*;

use crate::compare::more_words::MoreText;
use crate::compare::parts::ProblemsPart;
use crate::compare::problems::ProblemsProps;
use crate::compare::props::Evaluated;
use crate::compare::text::Text;
use crate::kit::CatalogProp;
use crate::kit::part::Later;
use crate::language::Language;
use crate::language::names::OfferName;

/// The properties of [`Verdict`].
#[derive(Properties, PartialEq)]
pub struct VerdictProps {
    /// The language of the page.
    pub language: Language,
    /// What the study comes to.
    pub evaluation: Evaluated,
    /// What people call the provider of each offer.
    pub names: Vec<OfferName>,
    /// What a month may cost, as typed.
    pub budget: String,
    /// The catalog, to price an offer at other rates.
    pub catalog: CatalogProp,
}

/// Who is cheapest, by how much, and who cannot be ranked.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let language = props.language;
    let evaluation = &props.evaluation;
    let sentence = match &evaluation.comparison {
        Some(comparison) => cheapest(props, comparison),
        None if evaluation.whole.is_some() => language.say(&Text::MendPlan),
        None => language.say(&Text::MendWorkload),
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
            <p id="within-budget">{within_budget(props)}</p>
            <p hidden={left_out.is_empty()}>{left_out.join(" ")}</p>
            {for problems.map(|problems| html! { <Later<ProblemsPart> ..problems /> })}
        </div>
    }
}

fn cheapest(props: &VerdictProps, comparison: &Comparison) -> String {
    let language = props.language;
    let Some(first) = comparison.ranked.first() else {
        return language.say(&Text::NoAnswer);
    };
    let cost = props.language.money(first.costs.effective);
    let name = name_of(props, &first.offer);
    let sentence = language.say(&Text::Cheapest { name, cost: &cost });
    let others = comparison.ranked.iter().skip(1);
    let ties = others.clone().filter(|offer| offer.rank == first.rank);
    let ties: Vec<&str> = ties.map(|offer| name_of(props, &offer.offer)).collect();
    let rest = match others.clone().next() {
        Some(_) if !ties.is_empty() => language.say(&Text::AsCheapAs(&listed(language, &ties))),
        Some(next) => language.say(&Text::LessThan {
            difference: &props.language.money(next.above_cheapest),
            name: name_of(props, &next.offer),
        }),
        None => String::new(),
    };
    let needed = dearest_needs(props, comparison).unwrap_or_default();
    sentence + &rest + &needed
}

/// What the dearest would need to match the cheapest, if a pay rate would do.
fn dearest_needs(props: &VerdictProps, comparison: &Comparison) -> Option<String> {
    let first = comparison.ranked.first()?;
    let last = comparison
        .ranked
        .last()
        .filter(|last| last.rank > first.rank)?;
    let target = first.costs.effective;
    let evaluation = &props.evaluation;
    let needed = evaluation.needed(&last.offer, target, &props.catalog)?;
    let NeededDiscount::Pay(rate) = needed else {
        return None;
    };
    // Cut off, so that what is said does match.
    let mode = RoundingMode::Floor;
    let rate = Discount::of(Rounding { places: 3, mode }.apply(rate.paid())).ok()?;
    let rate = match props.language {
        Language::English => format!("{}% of list", rate.in_percent()),
        Language::Simplified | Language::Traditional => format!("{}折", rate.in_tenths()),
    };
    let name = name_of(props, &last.offer);
    Some(props.language.say(&Text::WouldNeed { name, rate: &rate }))
}

/// Who is paid least, where minimums, vouchers or tax make that another amount than the effective cost.
fn to_pay(props: &VerdictProps) -> Option<String> {
    let evaluation = &props.evaluation;
    let ranked = evaluation.comparison.as_ref()?.ranked.iter();
    let billed = ranked.filter_map(|offer| {
        let quote = evaluation.quote(&offer.offer)?;
        Some((offer, quote.amount_due?))
    });
    let bills = evaluation.priced.values();
    let mut lines = bills
        .filter_map(|priced| priced.quote.quote.bill.as_ref())
        .flat_map(|bill| &bill.lines);
    if lines.all(|line| is_usage(&line.kind)) {
        return None;
    }
    let (least, billed) = billed.min_by_key(|(_, billed)| billed.amount())?;
    let said = MoreText::ToPay {
        name: name_of(props, &least.offer),
        billed: &props.language.money(billed),
    };
    Some(props.language.say(&said))
}

/// Whether a line of a bill is what the usage costs, or what rounding moved of it.
fn is_usage(line: &BillLineKind) -> bool {
    match line {
        BillLineKind::Charge(_) | BillLineKind::LineRounding(_) | BillLineKind::InvoiceRounding => {
            true
        }
        BillLineKind::LineMinimum { .. }
        | BillLineKind::Minimum
        | BillLineKind::Maximum
        | BillLineKind::Voucher(_)
        | BillLineKind::Tax => false,
    }
}

/// How many of the ranked offers are within the budget, if there is one.
fn within_budget(props: &VerdictProps) -> Option<String> {
    let budget = props.budget.parse::<NonNegative>().ok()?;
    let ranked = &props.evaluation.comparison.as_ref()?.ranked;
    let within = ranked
        .iter()
        .filter(|one| one.costs.effective.amount() <= budget.get());
    let said = MoreText::WithinBudget(within.count(), ranked.len());
    Some(props.language.say(&said))
}

/// Who has no place, and why: a missing price, or something that cannot be read.
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
        said.push(language.say(&Text::CannotRank(&listed(language, &missing))));
    }
    if !unpriced.is_empty() {
        said.push(language.say(&Text::NotPriced(&listed(language, &unpriced))));
    }
    said
}

fn listed(language: Language, names: &[&str]) -> String {
    names.join(&language.say(&Text::Comma))
}

fn name_of<'a>(props: &'a VerdictProps, offer: &OfferId) -> &'a str {
    let position = props.evaluation.positions.get(offer);
    let name = position.and_then(|position| props.names.get(*position));
    name.map(|name| name.provider.as_str()).unwrap_or_default()
}
