//! The discounts that an offer would need, and the cost of one more unit, in words.

use netprice::Money;
use netprice::inverse::target::NeededDiscount;
use netprice_study::analysis::{NextUnit, next_unit, offer_targets};
use netprice_study::workload::{Measure, WorkloadField};

use crate::compare::steps_props::StepsProps;
use crate::compare::words::form::FormText;
use crate::compare::words::targets::TargetText;

/// The discounts that would match the cheapest offer and meet the budget, with all other terms unchanged.
pub(crate) fn needed(props: &StepsProps) -> Vec<String> {
    let (language, evaluation) = (props.language, &props.evaluation);
    let needed = |target| evaluation.needed(&props.offer, target, &props.catalog);
    let targets = evaluation
        .comparison
        .as_ref()
        .and_then(|comparison| offer_targets(comparison, &props.offer, props.budget, needed));
    let Some(targets) = targets else {
        return Vec::new();
    };
    let cheapest = targets.cheapest.and_then(|(first, needed)| {
        let position = evaluation.positions.get(first)?;
        let name = props.names.get(*position)?.provider.as_str();
        match needed {
            NeededDiscount::Pay(rate) => Some(language.say(&TargetText::ToMatch { name, rate })),
            NeededDiscount::Impossible => Some(language.say(&TargetText::CannotMatch(name))),
            NeededDiscount::AlreadyMet => None,
        }
    });
    let budget = targets.budget.map(|needed| match needed {
        NeededDiscount::AlreadyMet => language.say(&TargetText::BudgetMet),
        NeededDiscount::Pay(rate) => language.say(&TargetText::ToMeetBudget(rate)),
        NeededDiscount::Impossible => language.say(&TargetText::CannotMeetBudget),
    });
    cheapest.into_iter().chain(budget).collect()
}

/// The cost of one more GB of each line of storage or traffic that is shown.
pub(crate) fn one_more(props: &StepsProps) -> Vec<String> {
    let Some(study) = &props.evaluation.study else {
        return Vec::new();
    };
    let lines = study.workload.iter().flat_map(|workload| &workload.lines);
    let lines = lines.filter(|line| props.shows(&line.id));
    let of_volume = lines.filter_map(|line| {
        let (measure, _) = line
            .ask
            .measures()
            .into_iter()
            .find(|(one, _)| *one == Measure::Gb)?;
        let line = line.id.clone();
        Some(WorkloadField { line, measure })
    });
    let said = of_volume.filter_map(|field| {
        let next = next_unit(study, &props.offer, &field, &props.catalog).ok()?;
        let line = props.language.say(&FormText::Line(field.line.as_str()));
        let of = line.as_str();
        let say = |text: TargetText<'_>| props.language.say(&text);
        let exact = |cost: Money| props.language.exact_money(cost);
        Some(match next {
            NextUnit::Same(cost) => say(TargetText::OneMore {
                of,
                cost: &exact(cost),
            }),
            NextUnit::Changes { next, last } => say(TargetText::OneMoreChanges {
                of,
                cost: &exact(next),
                last: &exact(last),
            }),
            NextUnit::Falls(by) => say(TargetText::OneMoreFalls { of, by: &exact(by) }),
        })
    });
    said.collect()
}
