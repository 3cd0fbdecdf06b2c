//! Answers one question of a study and prints the answer.

use std::path::Path;

use netprice_study::outcome::{Outcome, problems_within};
use netprice_study::workload::Places;
use netprice_study::{Catalog, Located, Question, Study, StudyProblem};
use serde::Serialize;

use crate::arguments::StudyArguments;
use crate::catalog::Tables;
use crate::document::{read, read_workload};
use crate::source::in_file;
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
            show::<Q>(&answer, arguments.json);
            told(&problems)
        }
        Err(message) => told(&[message]),
    }
}

/// Prints an answer.
pub fn show<Q: QuestionCommand>(answer: &Q::Answer, is_json: bool) {
    if is_json {
        put_json(answer);
    } else {
        put(&Q::text(answer));
    }
}

/// Prints problems to standard error, and returns whether there are none.
pub fn told(problems: &[String]) -> bool {
    for problem in problems {
        eprintln!("{problem}");
    }
    problems.is_empty()
}

/// Returns the answer, and its problems without duplicates.
fn answered<Q: QuestionCommand>(
    arguments: &StudyArguments,
    tables: &Tables,
) -> Result<(Q::Answer, Vec<String>), String> {
    let file = &arguments.file;
    let (mut study, reading) = read(file)?;
    let mut told = of_file(file, &reading.problems);
    let mut lines = Lines {
        file,
        places: reading.places,
        are_told: false,
    };
    if let Some(table) = &arguments.workload {
        let read = read_workload(table)?;
        study.workload = Some(read.workload);
        lines = Lines {
            file: table,
            places: read.places,
            are_told: !read.problems.is_empty(),
        };
        told.extend(of_file(table, &read.problems));
    }
    if !Q::QUESTION.is_asked(&study) {
        told.push(in_file(file, &not_asked(Q::QUESTION, &study)));
        return Err(told.join("\n"));
    }
    let catalog = tables.open()?;
    match Q::answer(&study, &catalog) {
        Ok(answer) => {
            told.extend(lines.told(file, Q::problems(&answer)?));
            Ok((answer, told))
        }
        Err(problems) => {
            told.extend(lines.told(file, problems));
            Err(told.join("\n"))
        }
    }
}

/// The problems of a file, each with its name.
fn of_file(file: &Path, problems: &[Located]) -> Vec<String> {
    let told = problems.iter().map(|problem| in_file(file, problem));
    told.collect()
}

/// Where the lines of the workload were read from.
struct Lines<'a> {
    file: &'a Path,
    places: Places,
    /// Whether problems of a table are told, such as why it has no lines.
    are_told: bool,
}

impl Lines<'_> {
    /// The problems of an answer, each with its file and its place there.
    fn told(&self, study: &Path, problems: impl IntoIterator<Item = Located>) -> Vec<String> {
        let problems = problems.into_iter();
        let problems =
            problems.filter(|one| !self.are_told || one.problem != StudyProblem::NoLines);
        let told = problems.map(|one| {
            let is_of_lines = one.path.within("workload").is_some();
            let file = if is_of_lines { self.file } else { study };
            in_file(file, &self.places.of(one))
        });
        told.collect()
    }
}

/// A sentence on what a study does not ask, and what it asks.
pub fn not_asked(question: Question, study: &Study) -> String {
    let asked = Question::asked_by(study).into_iter().map(Question::field);
    let others = match asked.collect::<Vec<&str>>().as_slice() {
        [] => "none".to_owned(),
        others => format!("only {}", others.join(", ")),
    };
    let field = question.field();
    format!("{field}: the study does not ask this question; it asks {others}")
}
