//! Reads a case of a scenario file.

use std::collections::{BTreeMap, BTreeSet};

use netprice_study::study::read as read_document;
use netprice_study::{Problems, Study};
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use crate::expected::{Expected, ExpectedProblem, What, unread};
use crate::outcome::Failure;
use crate::tree::{Lines, Tree, Value};

/// A study, and the expected parts of its answer.
#[derive(Clone, Debug)]
pub struct Case {
    /// Unique within the file; `case N` for the `N`th case if the file gives none.
    pub name: String,
    /// The line of the file where the case starts, counted from 1.
    pub line: usize,
    /// The source of the expected figures.
    pub source: String,
    /// A remark for the reader, such as a contradiction within the source.
    pub note: Option<String>,
    /// The part of the source that the case does not model.
    pub left_out: Option<String>,
    /// The study and the expectations, or the failures to read the case.
    pub(crate) question: Result<Question, Vec<Failure>>,
}

/// The study and the expectations of a case.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The study, or its problems: a case may expect a study that cannot be read.
    pub study: Result<Box<Study>, Problems>,
    /// The study in the file, with the line of each value.
    pub written: Tree,
    /// The expected parts of the answer, by name.
    pub parts: BTreeMap<String, Expected>,
    /// The expected problems, and the line where they are listed.
    pub problems: Option<(usize, Vec<ExpectedProblem>)>,
}

type Fields = BTreeMap<String, Tree>;

/// Reads a case; `names` holds the names of the cases before it.
pub(crate) fn read_case(
    index: usize,
    case: &Spanned<DeValue<'_>>,
    lines: &Lines,
    names: &mut BTreeSet<String>,
) -> Case {
    let tree = Tree::of(case, lines);
    let line = tree.line;
    let fields = match tree.value {
        Value::Table(fields) => fields,
        Value::Text(_) | Value::Float(_) | Value::List(_) => Fields::new(),
    };
    let mut failures = wrong_fields(&fields, line);
    let position = index.saturating_add(1);
    let name = text(&fields, "name").unwrap_or_else(|| format!("case {position}"));
    if !names.insert(name.clone()) {
        let got = format!("a second '{name}'");
        failures.push(unread(line, "name", "a unique name", &got));
    }
    let question = match question(case, &fields, line) {
        Ok(question) if failures.is_empty() => Ok(question),
        Ok(_) => Err(failures),
        Err(failure) => {
            failures.push(failure);
            Err(failures)
        }
    };
    Case {
        name,
        line,
        source: text(&fields, "source").unwrap_or_default(),
        note: text(&fields, "note"),
        left_out: text(&fields, "left_out"),
        question,
    }
}

fn text(fields: &Fields, name: &str) -> Option<String> {
    match fields.get(name).map(|field| &field.value) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Returns a failure for each unknown field, each missing text and each text field of another type.
fn wrong_fields(fields: &Fields, line: usize) -> Vec<Failure> {
    let mut failures = Vec::new();
    let known = ["name", "source", "note", "left_out", "study", "expect"];
    for (name, field) in fields {
        if !known.contains(&name.as_str()) {
            let expected = "one of name, source, note, left_out, study and expect";
            failures.push(unread(field.line, name, expected, "another field"));
        }
    }
    for name in ["name", "source", "note", "left_out"] {
        let is_needed = ["name", "source"].contains(&name);
        match fields.get(name) {
            Some(field) if text(fields, name).is_none() => {
                failures.push(unread(field.line, name, "a text", "something else"));
            }
            None if is_needed => failures.push(unread(line, name, "a text", "none")),
            Some(_) | None => {}
        }
    }
    failures
}

fn question(
    case: &Spanned<DeValue<'_>>,
    fields: &Fields,
    line: usize,
) -> Result<Question, Failure> {
    let study = case.get_ref().get("study").zip(fields.get("study"));
    let (study, written) = study.ok_or_else(|| unread(line, "study", "a study", "none"))?;
    let study = read_document(ValueDeserializer::from(study.clone())).map(Box::new);
    let expect = fields.get("expect");
    let expect = expect.ok_or_else(|| unread(line, "expect", "a part of the answer", "none"))?;
    let Value::Table(parts) = &expect.value else {
        return Err(unread(expect.line, "expect", "a table", "something else"));
    };
    if parts.is_empty() {
        return Err(unread(
            expect.line,
            "expect",
            "a part of the answer",
            "nothing",
        ));
    }
    let problems = parts.get("problems").map(|tree| {
        let problems = ExpectedProblem::list(tree)?;
        Ok((tree.line, problems))
    });
    Ok(Question {
        study,
        written: written.clone(),
        parts: expected_parts(parts)?,
        problems: problems.transpose()?,
    })
}

/// Reads the expectations, without those about problems.
fn expected_parts(parts: &Fields) -> Result<BTreeMap<String, Expected>, Failure> {
    let parts = parts.iter().filter(|(name, _)| *name != "problems");
    let parts = parts.map(|(name, part)| {
        let expected = Expected::of(part, name)?;
        match &expected.what {
            What::Table(table) if table.is_empty() => {
                Err(unread(part.line, name, "a part of it", "nothing"))
            }
            _ => Ok((name.clone(), expected)),
        }
    });
    parts.collect()
}
