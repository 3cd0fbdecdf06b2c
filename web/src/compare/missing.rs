//! The usage lines of a quote without a price, in words.

use netprice::rating::charge::Unpriced;
use netprice_study::analysis::LineCost;
use netprice_study::{OfferAnswer, Study};

use crate::compare::words::form::FormText;
use crate::compare::words::offers::OfferText;
use crate::language::Language;

/// The reason for each usage line of an offer without a price: its problem, if it has one.
pub(crate) fn missing(language: Language, priced: &OfferAnswer, study: Option<&Study>) -> String {
    let workload = study.and_then(|study| study.workload.as_ref());
    let line = |missing: &Unpriced| {
        let line = language.say(&FormText::Line(missing.line.as_str()));
        if let Some(problem) = workload.and_then(|all| priced.problem_of(all, &missing.line)) {
            let problem = language.say(problem);
            return language.say(&OfferText::LineProblem {
                line: &line,
                problem: &problem,
            });
        }
        match &missing.sku {
            Some(sku) => language.say(&OfferText::NoPrice {
                line: &line,
                sku: sku.as_str(),
                reason: &missing.reason,
            }),
            None => language.say(&OfferText::NoSku(&line)),
        }
    };
    let lines: Vec<String> = priced.quote.quote.unpriced.iter().map(line).collect();
    lines.join(language.semicolon())
}

/// Why a line has no price at an offer, without its name.
pub(crate) fn gap(language: Language, cost: &LineCost<'_>) -> Option<String> {
    if let Some(missing) = cost.unmatched {
        return Some(language.say(&OfferText::Gap(missing)));
    }
    let unpriced = cost.unpriced?;
    let sku = unpriced.sku.as_ref()?;
    Some(sku.to_string())
}
