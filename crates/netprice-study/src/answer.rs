//! The answers to all questions of a study.

use netprice_catalog::Catalog;
use serde::{Deserialize, Serialize};

use crate::commit::{CommitAnswer, commit};
use crate::compare::{CompareAnswer, compare};
use crate::market::{MarketAnswer, market};
use crate::outcome::{Outcome, optional};
use crate::problem::{Located, StudyProblem};
use crate::question::Question;
use crate::study::Study;
use crate::tokens::{TokensAnswer, tokens};
use crate::traffic::{TrafficAnswer, traffic};

/// The answers to the questions of a study; `None` for a question that it does not ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The cost of each offer, and the ranking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<CompareAnswer>,
    /// The cost of a month of traffic under each tariff and contract.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub traffic: Option<Outcome<TrafficAnswer>>,
    /// The cheapest commitments for a load.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub commit: Option<Outcome<CommitAnswer>>,
    /// The outlook of a price, and the decisions of sellers and buyers.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub market: Option<Outcome<MarketAnswer>>,
    /// The cost of own machines compared with the price of an API.
    #[serde(with = "optional", skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Outcome<TokensAnswer>>,
    /// The problems of the study as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// Answers all questions of a study, each by its own function. A study that asks none has a problem.
///
/// ```
/// use netprice_study::{Catalog, Study, answer};
/// let study = Study::from_toml(r#"
///     currency = "CNY"
///     [market.sellers.ada]
///     sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
///     hardware = ["2.125"]
/// "#)?;
/// let answer = answer(&study, &Catalog::published()?);
/// assert!(answer.compare.is_none());
/// let market = answer.market.unwrap()?;
/// let at = &market.sellers["ada"].as_ref().unwrap().at[&"2.125".parse()?];
/// assert_eq!(at.break_even_tenths.to_string(), "6.375"); // 63.75 of 100 are 6.375折
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn answer(study: &Study, catalog: &Catalog) -> Answer {
    let mut answer = Answer {
        compare: (!study.offers.is_empty()).then(|| compare(study, catalog)),
        traffic: study.traffic.as_ref().map(|_| traffic(study, catalog)),
        commit: study.commit.as_ref().map(|_| commit(study, catalog)),
        market: study.market.as_ref().map(|_| market(study, catalog)),
        tokens: study.tokens.as_ref().map(|_| tokens(study, catalog)),
        problems: Vec::new(),
    };
    if answer == Answer::default() {
        let fields = Question::ALL.map(Question::field);
        let nothing = StudyProblem::no_question(&fields).at("offers");
        answer.problems.push(nothing);
    }
    answer
}
