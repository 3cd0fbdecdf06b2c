//! Answers one question of a study and prints the answer.

use netprice_study::outcome::{Outcome, problems_within};
use netprice_study::{Catalog, Located, Question, Study, StudyProblem};
use serde::Serialize;

use crate::arguments::StudyArguments;
use crate::catalog::Tables;
use crate::document::{in_file, in_lines, read, read_workload};
use crate::text::{put, put_json};

/// A subcommand that answers one question of a study.
pub trait QuestionCommand {
    /// The answer of the library.
    type Answer: Serialize;

    /// The question that it answers.
    const QUESTION: Question;

    /// Answers the question.
    fn answer(study: &Study, catalog: &Catalog) -> Outcome<Self::Answer>;

    /// The problems within the answer, each once.
    fn problems(answer: &Self::Answer) -> Result<Vec<Located>, String> {
        problems_within(answer)
    }

    /// Formats the answer as text.
    fn text(answer: &Self::Answer) -> String;
}

/// Answers a question of a study and prints the answer; returns whether there was no problem.
///
/// A problem with one part goes to standard error, and the other parts are still printed.
pub fn ask<Q: QuestionCommand>(arguments: &StudyArguments, tables: &Tables) -> bool {
    match answered::<Q>(arguments, tables) {
        Ok((answer, problems)) => {
            if arguments.json {
                put_json(&answer);
            } else {
                put(&Q::text(&answer));
            }
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

/// Returns the answer, and its problems without duplicates.
fn answered<Q: QuestionCommand>(
    arguments: &StudyArguments,
    tables: &Tables,
) -> Result<(Q::Answer, Vec<String>), String> {
    let file = &arguments.file;
    let (mut study, reading) = read(file)?;
    let mut in_table = None;
    if let Some(table) = &arguments.workload {
        let (workload, problems) = read_workload(table)?;
        (study.workload, in_table) = (Some(workload), Some(problems));
    }
    if !Q::QUESTION.is_asked(&study) {
        let not_asked = [not_asked(Q::QUESTION, &study)];
        let told = reading.problems.iter().map(ToString::to_string);
        return Err(in_lines(file, &told.chain(not_asked).collect::<Vec<_>>()));
    }
    let catalog = tables.open()?;
    let answer = Q::answer(&study, &catalog);
    let answer = answer.map_err(|problems| in_lines(file, problems.iter()))?;
    let mut problems = Q::problems(&answer)?;
    match &in_table {
        // The table has told why it has no lines.
        Some(told) if !told.is_empty() => {
            problems.retain(|located| located.problem != StudyProblem::NoLines);
        }
        Some(_) => {}
        None => {
            let told = problems.into_iter();
            problems = told.map(|one| reading.in_document(one)).collect();
        }
    }
    let problems = reading.problems.iter().chain(&problems);
    let problems = problems.map(|problem| in_file(file, problem));
    Ok((
        answer,
        in_table
            .unwrap_or_default()
            .into_iter()
            .chain(problems)
            .collect(),
    ))
}

fn not_asked(question: Question, study: &Study) -> String {
    let asked = Question::asked_by(study).into_iter().map(Question::field);
    let others = match asked.collect::<Vec<&str>>().as_slice() {
        [] => "none".to_owned(),
        others => format!("only {}", others.join(", ")),
    };
    let field = question.field();
    format!("{field}: the study does not ask this question; it asks {others}")
}
