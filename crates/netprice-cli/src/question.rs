//! One question of a study, from the file to what is printed.

use netprice_study::outcome::Outcome;
use netprice_study::{Catalog, Located, Study};
use serde::Serialize;
use serde_json::Value;

use crate::arguments::StudyArguments;
use crate::document::{in_file, read};
use crate::text::put;

/// A question that a study can ask.
pub trait Question {
    /// What is answered.
    type Answer: Serialize;

    /// The field of a study that asks it.
    const FIELD: &'static str;

    /// Answers it.
    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self::Answer>;

    /// The answer for people.
    fn text(answer: &Self::Answer) -> String;
}

/// Asks a question of a study, prints the answer, and says what is wrong; whether nothing is.
///
/// What is wrong with a part is said, and the rest is printed all the same.
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

/// The answer as it is printed, and each problem once.
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

/// The fields of a study that ask something.
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
        [] => "nothing".to_owned(),
        others => format!("only {}", others.join(", ")),
    };
    format!("{field}: the study does not ask this question; it has {others}")
}

/// All that is wrong with any part of an answer: the lists of problems within it.
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
