//! Answers one question of a study and prints the answer.

use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, Located, Study};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::StudyArguments;
use crate::document::{in_file, read};
use crate::text::put;

/// A subcommand that answers one question of a study.
pub trait Question {
    /// The answer of the library.
    type Answer: Serialize;

    /// The field of the study that holds the question.
    const FIELD: &'static str;

    /// Answers the question.
    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self::Answer>;

    /// Formats the answer as text.
    fn text(answer: &Self::Answer) -> String;
}

/// Answers a question of a study and prints the answer; returns whether there was no problem.
///
/// A problem with one part goes to standard error, and the other parts are still printed.
pub fn ask<Q: Question>(arguments: &StudyArguments) -> bool {
    match answered::<Q>(arguments) {
        Ok((text, problems)) => {
            put(&text);
            for problem in &problems {
                eprintln!("{problem}");
            }
            problems.is_empty()
        }
        Err(message) => {
            eprintln!("{message}");
            false
        }
    }
}

/// Returns the answer as text, and its problems without duplicates.
fn answered<Q: Question>(arguments: &StudyArguments) -> Result<(String, Vec<String>), String> {
    let file = &arguments.file;
    let study = read(file)?;
    let asked = asked(&study);
    if !asked.contains(&Q::FIELD) {
        let message = not_asked(Q::FIELD, &asked);
        return Err(in_file(file, &message));
    }
    let catalog = Catalog::published().map_err(|error| error.to_string())?;
    let answer = Q::answer(&study, &catalog).map_err(|problems| {
        let lines = problems.iter().map(|problem| in_file(file, problem));
        lines.collect::<Vec<String>>().join("\n")
    })?;
    let value = serde_json::to_value(&answer).map_err(|error| error.to_string())?;
    let mut problems = Vec::new();
    for problem in problems_of(&value) {
        let problem = in_file(file, &problem);
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    let text = if arguments.json {
        serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())?
    } else {
        Q::text(&answer)
    };
    Ok((text, problems))
}

/// Returns the fields of the questions that a study asks.
fn asked(study: &Study) -> Vec<&'static str> {
    let fields = [
        ("offers", !study.offers.is_empty()),
        ("traffic", study.traffic.is_some()),
        ("commit", study.commit.is_some()),
        ("market", study.market.is_some()),
        ("tokens", study.tokens.is_some()),
    ];
    let asked = fields.into_iter().filter(|(_, is_asked)| *is_asked);
    asked.map(|(field, _)| field).collect()
}

fn not_asked(field: &str, asked: &[&str]) -> String {
    let others = match asked {
        [] => "none".to_owned(),
        others => format!("only {}", others.join(", ")),
    };
    format!("{field}: the study does not ask this question; it asks {others}")
}

/// Collects the lists of problems at any depth of an answer.
fn problems_of(answer: &Value) -> Vec<Located> {
    match answer {
        Value::Object(fields) => {
            let lists = fields.iter().map(|(name, value)| match value {
                Value::Array(_) if name == "problems" => {
                    serde_json::from_value(value.clone()).unwrap_or_default()
                }
                value => problems_of(value),
            });
            lists.flat_map(|list: Vec<Located>| list).collect()
        }
        Value::Array(values) => values.iter().flat_map(problems_of).collect(),
        _ => Vec::new(),
    }
}
