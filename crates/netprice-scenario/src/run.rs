//! Runs a case: answers the study and compares the answer with every expectation.

use netprice_study::{Answer, Catalog, Located, Problems, answer};

use crate::case::{Case, Question};
use crate::compare::{Difference, differences};
use crate::expected::{Expected, ExpectedProblem, What};
use crate::file::Scenario;
use crate::outcome::{CaseOutcome, Failure};
use crate::steps::steps;
use crate::view::{problems, view};

/// Runs one case of a scenario.
///
/// A price book that the study names is searched in the study, then in the scenario, then in the
/// catalogue. All expectations are checked, so all differences are reported together.
#[must_use]
pub fn run(scenario: &Scenario, case: &Case, catalog: &Catalog) -> CaseOutcome {
    let mut failures = match &case.question {
        Err(failures) => failures.clone(),
        Ok(question) => match &question.study {
            Err(unreadable) => of_unreadable(question, unreadable),
            Ok(study) => {
                let mut study = study.clone();
                for (id, book) in &scenario.price_books {
                    let own = study.price_books.entry(id.clone());
                    own.or_insert_with(|| book.clone());
                }
                of_answer(question, &answer(&study, catalog))
            }
        },
    };
    failures.sort_by_key(|failure| failure.line);
    CaseOutcome {
        case: case.name.clone(),
        line: case.line,
        failures,
    }
}

/// Returns the failures of a study that cannot be read.
fn of_unreadable(question: &Question, unreadable: &Problems) -> Vec<Failure> {
    let unreadable: Vec<Located> = unreadable.iter().cloned().collect();
    let mut failures = of_problems(question, &unreadable);
    if question.problems.is_some() {
        failures.extend(question.parts.iter().map(|(name, part)| Failure {
            line: part.line,
            path: name.clone(),
            expected: part.to_string(),
            got: "no answer, since the study cannot be read".to_owned(),
            steps: Vec::new(),
        }));
    }
    failures
}

fn of_answer(question: &Question, answer: &Answer) -> Vec<Failure> {
    let (view, problems) = match view(answer).and_then(|view| Ok((view, problems(answer)?))) {
        Ok(seen) => seen,
        Err(message) => return vec![unseen(question, message)],
    };
    let mut failures = of_problems(question, &problems);
    let what = What::Table(question.parts.clone());
    let line = question.written.line;
    if !question.parts.is_empty() {
        let differences = differences(&Expected { line, what }, &view, &[]);
        failures.extend(differences.into_iter().map(|one| failure(one, answer)));
    }
    failures
}

/// The failure of an answer that cannot be converted to JSON.
fn unseen(question: &Question, message: String) -> Failure {
    Failure {
        line: question.written.line,
        path: "study".to_owned(),
        expected: "an answer".to_owned(),
        got: message,
        steps: Vec::new(),
    }
}

fn failure(difference: Difference, answer: &Answer) -> Failure {
    let Difference {
        line,
        path,
        expected,
        got,
        is_there,
    } = difference;
    let steps = if is_there {
        steps(answer, &path)
    } else {
        Vec::new()
    };
    let path = if path.is_empty() {
        "answer".to_owned()
    } else {
        path.join(".").replace(".[", "[")
    };
    Failure {
        line,
        path,
        expected,
        got,
        steps,
    }
}

/// Compares the problems of the answer with the expected ones, which must be complete and in order.
/// If none are expected, each problem is a failure at its line of the study.
fn of_problems(question: &Question, actual: &[Located]) -> Vec<Failure> {
    let Some((line, expected)) = &question.problems else {
        let unexpected = actual.iter().map(|located| Failure {
            line: question.written.line_of(&located.path),
            path: "problems".to_owned(),
            expected: "none".to_owned(),
            got: located.to_string(),
            steps: Vec::new(),
        });
        return unexpected.collect();
    };
    let is_same = |(expected, actual): (&ExpectedProblem, &Located)| expected.is(actual);
    if expected.len() == actual.len() && expected.iter().zip(actual).all(is_same) {
        return Vec::new();
    }
    vec![Failure {
        line: *line,
        path: "problems".to_owned(),
        expected: one_below_the_other(expected),
        got: one_below_the_other(actual),
        steps: Vec::new(),
    }]
}

fn one_below_the_other(problems: &[impl ToString]) -> String {
    if problems.is_empty() {
        return "none".to_owned();
    }
    let problems = problems.iter().map(ToString::to_string);
    problems.collect::<Vec<String>>().join("\n")
}
