//! What an offer would have to be paid to reach a target, and what one more unit costs, in words.

use netprice::inverse::marginal::OneMore;
use netprice::inverse::target::NeededDiscount;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{Currency, Discount, Money, NonNegative};
use netprice_study::analysis::one_more_of;
use netprice_study::workload::WorkloadField;
use rust_decimal::Decimal;

use crate::compare::steps_props::StepsProps;
use crate::compare::text::Text;
use crate::kit::number::exact;
use crate::kit::words::KitText;
use crate::language::Language;

/// The pay rates that would match the cheapest and meet the budget, the other clauses as they are.
pub(crate) fn needed(props: &StepsProps) -> Vec<String> {
    let (language, evaluation) = (props.language, &props.evaluation);
    let Some(comparison) = &evaluation.comparison else {
        return Vec::new();
    };
    let mut ranked = comparison.ranked.iter();
    let Some(own) = ranked.find(|one| one.offer == props.offer) else {
        return Vec::new();
    };
    let cost = own.costs.effective;
    let needed = |target| evaluation.needed(&props.offer, target, &props.catalog);
    let mut lines = Vec::new();
    let first = comparison.ranked.first();
    if let Some(first) = first.filter(|first| first.costs.effective != cost) {
        let position = evaluation.positions.get(&first.offer);
        let name = position.and_then(|position| props.names.get(*position));
        if let Some(name) = name {
            let name = name.provider.as_str();
            lines.extend(match needed(first.costs.effective) {
                Some(NeededDiscount::Pay(rate)) => {
                    let rate = &rate_text(language, rate);
                    Some(language.say(&Text::ToMatch { name, rate }))
                }
                Some(NeededDiscount::Impossible) => Some(language.say(&Text::NoRateMatches(name))),
                Some(NeededDiscount::AlreadyMet) | None => None,
            });
        }
    }
    if let Ok(budget) = props.budget.parse::<NonNegative>() {
        let budget = Money::new(budget.get(), cost.currency());
        let above = cost.minus(budget);
        let is_met = above.is_ok_and(|above| above.amount() <= Decimal::ZERO);
        lines.extend(match (is_met, needed(budget)) {
            (true, _) => Some(language.say(&Text::BudgetMet)),
            (false, Some(NeededDiscount::Pay(rate))) => {
                Some(language.say(&Text::ToMeetBudget(&rate_text(language, rate))))
            }
            (false, Some(NeededDiscount::Impossible)) => {
                Some(language.say(&Text::NoRateMeetsBudget))
            }
            (false, Some(NeededDiscount::AlreadyMet) | None) => None,
        });
    }
    lines
}

/// What one more GB costs, with a warning where that changes.
pub(crate) fn one_more(props: &StepsProps) -> Vec<String> {
    let fields = [WorkloadField::EgressGb, WorkloadField::StoredGb];
    let Some(study) = &props.evaluation.study else {
        return Vec::new();
    };
    let said = fields.into_iter().filter_map(|of| {
        let more = one_more_of(study, &props.offer, of, &props.catalog).ok()?;
        Some(one_more_text(props, of, more, study.currency))
    });
    said.collect()
}

fn one_more_text(
    props: &StepsProps,
    of: WorkloadField,
    more: OneMore,
    currency: Currency,
) -> String {
    // An exchange rate leaves its own rounding in the 12th decimal.
    let sure = Rounding {
        places: 6,
        mode: RoundingMode::HalfEven,
    };
    let shown = |amount: Decimal| exact(Money::new(amount, currency).round(sure));
    let (cost, last) = (shown(more.cost), shown(more.cost_of_last));
    let by = &shown(more.cost.abs());
    let text = if more.falls {
        Text::OneMoreFalls { of, by }
    } else if cost == last {
        Text::OneMore { of, cost: &cost }
    } else {
        Text::OneMoreChanges {
            of,
            cost: &cost,
            last: &last,
        }
    };
    props.language.say(&text)
}

fn rate_text(language: Language, rate: Discount) -> String {
    language.say(&KitText::SamePay {
        tenths: &rate.in_tenths(),
        percent: &rate.in_percent(),
        saved: &rate.saved_percent(),
    })
}
