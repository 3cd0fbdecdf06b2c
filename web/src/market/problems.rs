//! The problems of the form and of its answers, by the field where they are shown.

use std::collections::BTreeMap;

use netprice::value::path::{Path, Segment};
use netprice_study::{Located, MarketAnswer, Problems, StudyProblem, TokensAnswer};

use crate::kit::form::Form;
use crate::language::Language;
use crate::market::form::{MarketField, MarketForm, MovesChoice};

/// The first problem of each field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldProblems(BTreeMap<MarketField, Located>);

impl FieldProblems {
    /// The problems of texts that cannot be read, and of the answers to what was read.
    #[must_use]
    pub fn new(
        form: &MarketForm,
        market: Option<&Result<MarketAnswer, Problems>>,
        tokens: Option<&Result<TokensAnswer, Problems>>,
    ) -> Self {
        let mut found = BTreeMap::new();
        for field in MarketForm::FIELDS {
            if let Some(problem) = form.input(*field).problem() {
                let problem = StudyProblem::from(problem.clone());
                let path = match form.sellers.parsed() {
                    Err(located) if *field == MarketField::Sellers => located.path.clone(),
                    Ok(_) | Err(_) => Path::default(),
                };
                found.insert(*field, problem.at(path));
            }
        }
        let market = market.map(of_market).unwrap_or_default();
        let tokens = tokens.map(of_tokens).unwrap_or_default();
        for located in market.into_iter().chain(tokens).flat_map(Problems::iter) {
            if let Some(field) = field_of(&located.path, form.moves) {
                let path = line_of(&located.path, form);
                let problem = located.problem.clone().at(path);
                found.entry(field).or_insert(problem);
            }
        }
        Self(found)
    }

    /// Whether no field has a problem.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problem of a field in a language, with the line of a text of many lines.
    #[must_use]
    pub fn say(&self, field: MarketField, language: Language) -> Option<String> {
        self.0.get(&field).map(|located| language.error(located))
    }
}

/// All problems of an answer, except late delivery beyond the horizon, for which there is a sentence.
fn of_market(answer: &Result<MarketAnswer, Problems>) -> Vec<&Problems> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(problems) => return vec![problems],
    };
    let outlook = answer.outlook.iter().filter_map(|one| one.as_ref().err());
    let sellers = answer.sellers.values().filter_map(|seller| match seller {
        Ok(seller) => seller.delivery.as_ref()?.as_ref().err(),
        Err(problems) => Some(problems),
    });
    let tender = answer.tender.iter().filter_map(|tender| match tender {
        Ok(tender) => tender.aftermath.as_ref()?.as_ref().err(),
        Err(problems) => Some(problems),
    });
    let buyer = answer.buyer.iter().filter_map(|buyer| match buyer {
        Ok(buyer) => buyer.waiting.as_ref()?.as_ref().err(),
        Err(problems) => Some(problems),
    });
    outlook.chain(sellers).chain(tender).chain(buyer).collect()
}

fn of_tokens(answer: &Result<TokensAnswer, Problems>) -> Vec<&Problems> {
    match answer {
        Ok(answer) => {
            let machines = answer.machines.values();
            machines
                .filter_map(|machine| machine.as_ref().err())
                .collect()
        }
        Err(problems) => vec![problems],
    }
}

/// The field of the form that holds the value at a path of the study.
fn field_of(path: &Path, moves: MovesChoice) -> Option<MarketField> {
    let names = path.segments().iter().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name.as_ref()),
        Segment::Index(_) | Segment::Line(_) => None,
    });
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        ["market", "sellers", _, rest @ ..] => Some(of_seller(rest)),
        ["market", "tender", "delivery", "month"] => Some(MarketField::Delivery),
        ["market", "tender", "delivery", ..] => Some(MarketField::Penalty),
        ["market", "tender", ..] => Some(MarketField::Sellers),
        ["market", "buyer", rest @ ..] => Some(of_buyer(rest)),
        ["market", rest @ ..] => Some(of_outlook(rest, moves)),
        ["tokens", "machines", _, rest @ ..] => Some(match rest {
            ["tokens_per_second", ..] => MarketField::Throughput,
            ["utilisation", ..] => MarketField::TopUse,
            _ => MarketField::Load1M,
        }),
        ["tokens", "api", ..] => Some(MarketField::ApiPrice),
        ["tokens", ..] => Some(MarketField::Load1M),
        _ => None,
    }
}

fn of_outlook(names: &[&str], moves: MovesChoice) -> MarketField {
    match (names, moves) {
        (["series", ..], _) => MarketField::Series,
        (["moves", ..], MovesChoice::Observed) => MarketField::Moves,
        (["moves", ..], MovesChoice::Lognormal) => MarketField::Volatility,
        (["block", ..], _) => MarketField::Block,
        (["reversion", "level", ..], _) => MarketField::PullLevel,
        (["reversion", ..], _) => MarketField::PullSpeed,
        (["shocks", "month", ..], _) => MarketField::ShockMonth,
        (["shocks", "factor", ..], _) => MarketField::ShockFactor,
        (["shocks", ..], _) => MarketField::ShockChance,
        (["paths", ..], _) => MarketField::Paths,
        _ => MarketField::Horizon,
    }
}

fn of_seller(names: &[&str]) -> MarketField {
    match names {
        ["delivery", "month", ..] => MarketField::Delivery,
        ["delivery", "confidence", ..] => MarketField::Confidence,
        ["delivery", "bid", ..] => MarketField::BidPay,
        ["delivery", "clause", ..] => MarketField::PassedOn,
        _ => MarketField::CostPay,
    }
}

fn of_buyer(names: &[&str]) -> MarketField {
    match names {
        ["order", "server_gpus", ..] => MarketField::ServerGpus,
        ["order", ..] => MarketField::Gpus,
        ["reserved_month", ..] => MarketField::ReservedMonth,
        ["weigh", "own_month", ..] => MarketField::OwnMonth,
        ["weigh", "rent_month", ..] => MarketField::RentMonth,
        ["weigh", "residual", ..] => MarketField::Residual,
        ["weigh", "correlation", ..] => MarketField::Correlation,
        ["weigh", "utilisation", ..] => MarketField::UseHigh,
        ["wait", "confidence", ..] => MarketField::Confidence,
        ["wait", ..] => MarketField::WaitMonths,
        _ => MarketField::Capital,
    }
}

/// The line of a seller's text, for a path of a seller of the tender; else no path.
fn line_of(path: &Path, form: &MarketForm) -> Path {
    let tender = path.within("market").and_then(|path| path.within("tender"));
    let sellers = tender.and_then(|path| path.within("sellers"));
    match sellers.as_ref().map(Path::segments) {
        Some([Segment::Index(seller), ..]) => form.sellers.line(*seller),
        Some(_) | None => Path::default(),
    }
}
