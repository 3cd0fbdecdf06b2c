//! A comparison as a scenario file: the study, and the costs that it must have.

use std::collections::BTreeMap;

use netprice::rating::charge::Total;
use netprice::value::id::{LineId, OfferId};
use netprice::{Costs, Money};
use serde::Serialize;

use crate::compare::CompareAnswer;
use crate::study::Study;

/// A scenario file with one case, to be written as TOML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonScenario<'a> {
    topic: &'static str,
    cases: [Case<'a>; 1],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Case<'a> {
    name: &'a str,
    source: &'a str,
    study: &'a Study,
    expect: Expected<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Expected<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
    compare: ExpectedComparison<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ExpectedComparison<'a> {
    ranking: Vec<&'a OfferId>,
    incomplete: Vec<&'a OfferId>,
    offers: BTreeMap<&'a OfferId, ExpectedOffer<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ExpectedOffer<'a> {
    list: Money,
    contracted: Money,
    effective: Money,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unpriced: Vec<&'a LineId>,
}

/// The scenario that expects of a study the comparison of its answer: the ranking, the costs of each
/// offer (of an incomplete one the known part, and its lines without a price), and all problems.
///
/// ```
/// use netprice_study::analysis::scenario_of;
/// use netprice_study::{Catalog, Study, compare};
///
/// let study = Study::from_json(r#"{
///     "currency": "USD",
///     "workload": { "lines": [
///         { "id": "web", "ask": { "machines": { "count": "1", "vcpus": "4", "memory_gib": "16" } } },
///         { "id": "out", "ask": { "traffic": { "gb": "100000" } } }
///     ] },
///     "offers": [{ "price_book": "aws-us-east-1" }]
/// }"#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let file = scenario_of(&study, &answer, "AWS", "saved").to_toml()?;
/// assert!(file.contains(r#"list = "7944.76 USD""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn scenario_of<'a>(
    study: &'a Study,
    answer: &'a CompareAnswer,
    name: &'a str,
    source: &'a str,
) -> ComparisonScenario<'a> {
    let comparison = &answer.comparison;
    let ranked = comparison.ranked.iter().map(|one| (&one.offer, one.costs));
    let incomplete = comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, one.known));
    let offers = ranked.clone().chain(incomplete.clone());
    let offers = offers.filter_map(|(name, costs)| Some((name, expected(answer, name, costs)?)));
    let compare = ExpectedComparison {
        ranking: ranked.map(|(name, _)| name).collect(),
        incomplete: incomplete.map(|(name, _)| name).collect(),
        offers: offers.collect(),
    };
    let problems = answer.all_problems().map(ToString::to_string).collect();
    ComparisonScenario {
        topic: "comparison",
        cases: [Case {
            name,
            source,
            study,
            expect: Expected { problems, compare },
        }],
    }
}

fn expected<'a>(
    answer: &'a CompareAnswer,
    name: &OfferId,
    costs: Costs,
) -> Option<ExpectedOffer<'a>> {
    let quote = &answer.offers.get(name)?.as_ref().ok()?.quote;
    let unpriced = match quote.total {
        Total::Complete(_) => Vec::new(),
        Total::Incomplete { .. } => {
            let unpriced = quote.quote.unpriced.iter();
            unpriced.map(|unpriced| &unpriced.line).collect()
        }
    };
    Some(ExpectedOffer {
        list: costs.list,
        contracted: costs.contracted,
        effective: costs.effective,
        unpriced,
    })
}

impl ComparisonScenario<'_> {
    /// The text of the file, which `netprice test` runs.
    ///
    /// # Errors
    /// A value that TOML cannot hold.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}
