//! Running a case: the plan is priced and every expectation is held against the result.

use std::collections::BTreeMap;
use std::fmt::Display;

use netprice::bill::{Bill, BillLineKind};
use netprice::convert::ConvertedQuote;
use netprice::error::PricingErrors;
use netprice::id::OfferId;
use netprice::quote::{Charge, Costs};
use netprice_catalog::answer::{Answer, answer};
use netprice_catalog::catalog::Catalog;
use netprice_catalog::plan::{Plan, read as read_document};

use crate::calculate::Calculation;
use crate::check_committed::{compare_commitments, compare_parts};
use crate::file::{Case, Expected, ExpectedLine, ExpectedOffer, Scenario};

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The name of the case.
    pub case: String,
    /// Each expectation that did not hold; empty if the case passed.
    pub failures: Vec<String>,
}

/// Runs one case of a scenario.
///
/// A price book that the plan names is looked for in the plan, then in the scenario, then in the
/// catalog. Every expectation is checked, so that all that differs is reported together.
#[must_use]
pub fn run(scenario: &Scenario, case: &Case, catalog: &Catalog) -> Outcome {
    let failures = match (&case.plan, &case.calculate) {
        (Some(plan), _) => check_plan(scenario, case, plan, catalog),
        (None, Some(calculation)) => compare_results(&case.expect, calculation),
        (None, None) => vec!["there is nothing to check".to_owned()],
    };
    Outcome {
        case: case.name.clone(),
        failures,
    }
}

fn check_plan(
    scenario: &Scenario,
    case: &Case,
    plan: &toml::Table,
    catalog: &Catalog,
) -> Vec<String> {
    let result = priced(scenario, plan, catalog);
    match (&case.expect.errors, result) {
        (Some(expected), result) => compare_errors(expected, result),
        (None, Err(errors)) => vec![format!("the plan cannot be priced:\n{errors}")],
        (None, Ok(answer)) => compare_answer(&case.expect, &answer),
    }
}

fn compare_results(expected: &Expected, calculation: &Calculation) -> Vec<String> {
    let mut failures = Vec::new();
    match (calculation.results(), &expected.errors) {
        (Ok(results), None) => {
            let expected = expected.results.as_deref().unwrap_or_default();
            differ(
                &mut failures,
                "results",
                &joined(expected),
                &joined(results),
            );
        }
        (Ok(_), Some(errors)) => differ(&mut failures, "errors", &errors.join("\n"), &""),
        (Err(problem), errors) => {
            let expected = errors.as_deref().unwrap_or_default().join("\n");
            differ(&mut failures, "errors", &expected, &problem);
        }
    }
    failures
}

fn priced(
    scenario: &Scenario,
    plan: &toml::Table,
    catalog: &Catalog,
) -> Result<Answer, PricingErrors> {
    let mut plan: Plan = read_document(plan.clone())?;
    for (id, book) in &scenario.price_books {
        let own = plan.price_books.entry(id.clone());
        own.or_insert_with(|| book.clone());
    }
    answer(&plan, catalog)
}

fn compare_errors(expected: &[String], result: Result<Answer, PricingErrors>) -> Vec<String> {
    let actual: Vec<String> = match result {
        Ok(_) => Vec::new(),
        Err(errors) => errors.0.iter().map(ToString::to_string).collect(),
    };
    let mut failures = Vec::new();
    differ(
        &mut failures,
        "errors",
        &expected.join("\n"),
        &actual.join("\n"),
    );
    failures
}

fn compare_answer(expected: &Expected, answer: &Answer) -> Vec<String> {
    let mut failures = Vec::new();
    let ranked = &answer.comparison.ranked;
    let incomplete = &answer.comparison.incomplete;
    if let Some(names) = &expected.ranking {
        let actual = ranked.iter().map(|offer| &offer.offer);
        differ(&mut failures, "ranking", &joined(names), &joined(actual));
    }
    if let Some(names) = &expected.incomplete {
        let actual = incomplete.iter().map(|offer| &offer.offer);
        differ(&mut failures, "incomplete", &joined(names), &joined(actual));
    }
    let complete = ranked.iter().map(|o| (&o.offer, (o.costs, &o.quote)));
    let partial = incomplete.iter().map(|o| (&o.offer, (o.known, &o.quote)));
    let offers: BTreeMap<&OfferId, (Costs, &ConvertedQuote)> = complete.chain(partial).collect();
    for (name, expected) in &expected.offers {
        match offers.get(name) {
            Some((costs, quote)) => {
                compare_offer(&mut failures, &name.to_string(), expected, *costs, quote);
                let bill = answer.bills.get(name);
                compare_bill(&mut failures, &name.to_string(), expected, bill);
            }
            None => failures.push(format!("{name}: expected an offer, there is none")),
        }
    }
    failures
}

fn compare_offer(
    failures: &mut Vec<String>,
    name: &str,
    expected: &ExpectedOffer,
    costs: Costs,
    quote: &ConvertedQuote,
) {
    let amounts = [
        ("list", expected.list, costs.list),
        ("contracted", expected.contracted, costs.contracted),
        ("effective", expected.effective, costs.effective),
    ];
    for (cost, expected, actual) in amounts {
        if let Some(expected) = expected {
            differ(failures, &format!("{name}: {cost}"), &expected, &actual);
        }
    }
    if let Some(lines) = &expected.unpriced {
        let actual = quote.quote.unpriced.iter().map(|line| &line.line);
        let what = format!("{name}: unpriced");
        differ(failures, &what, &joined(lines), &joined(actual));
    }
    for (line, expected) in &expected.lines {
        let what = format!("{name}: {line}");
        let charges = quote.quote.charges.iter();
        let parts: Vec<&Charge> = charges.filter(|c| c.line == *line).collect();
        if parts.is_empty() {
            failures.push(format!("{what}: expected a charge, there is none"));
        }
        compare_line(failures, &what, expected, &parts);
    }
    compare_commitments(failures, name, expected, &quote.quote);
}

fn compare_bill(
    failures: &mut Vec<String>,
    name: &str,
    expected: &ExpectedOffer,
    bill: Option<&Bill>,
) {
    if let Some(expected) = expected.billed {
        let actual = bill.map(|bill| bill.billed.to_string()).unwrap_or_default();
        differ(failures, &format!("{name}: billed"), &expected, &actual);
    }
    if let Some(expected) = &expected.adjustments {
        let lines = bill.map(|bill| bill.lines.as_slice()).unwrap_or_default();
        let beside = lines
            .iter()
            .filter(|line| !matches!(line.kind, BillLineKind::Charge(_)));
        let actual = joined(beside.map(|line| line.amount));
        let what = format!("{name}: adjustments");
        differ(failures, &what, &joined(expected), &actual);
    }
}

fn compare_line(
    failures: &mut Vec<String>,
    name: &str,
    expected: &ExpectedLine,
    parts: &[&Charge],
) {
    let Some(charge) = parts.first() else {
        return;
    };
    compare_parts(failures, name, expected, parts);
    let currency = charge.costs.list.currency();
    let costs = match Costs::sum(currency, parts.iter().map(|part| part.costs)) {
        Ok(costs) => costs,
        Err(problem) => return failures.push(format!("{name}: {problem}")),
    };
    if let Some(sku) = &expected.sku {
        differ(failures, &format!("{name}: sku"), sku, &charge.sku);
    }
    let amounts = [
        ("list", expected.list, costs.list),
        ("effective", expected.effective, costs.effective),
    ];
    for (cost, expected, actual) in amounts {
        if let Some(expected) = expected {
            differ(failures, &format!("{name}: {cost}"), &expected, &actual);
        }
    }
    let slices = charge.list_slices();
    if let Some(quantities) = &expected.tier_quantities {
        let actual = joined(slices.iter().map(|slice| &slice.quantity));
        let what = format!("{name}: tier quantities");
        differ(failures, &what, &joined(quantities), &actual);
    }
    if let Some(costs) = &expected.tier_costs {
        let actual = joined(slices.iter().map(|slice| slice.cost));
        let what = format!("{name}: tier costs");
        differ(failures, &what, &joined(costs), &actual);
    }
}

fn joined<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    items.join(", ")
}

/// Both sides are compared as they print, which for decimals is one text for one number.
pub(crate) fn differ(
    failures: &mut Vec<String>,
    what: &str,
    expected: &impl Display,
    actual: &impl Display,
) {
    let said = |side: String| match side.is_empty() {
        true => "nothing".to_owned(),
        false => side,
    };
    let (expected, actual) = (said(expected.to_string()), said(actual.to_string()));
    if expected != actual {
        failures.push(format!("{what}: expected {expected}, got {actual}"));
    }
}
