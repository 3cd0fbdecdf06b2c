//! A case of a scenario file.

use std::collections::{BTreeMap, BTreeSet};

use netprice_study::study::read as read_document;
use netprice_study::{Problems, Study};
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use crate::expected::{Expected, ExpectedProblem, What, unread};
use crate::outcome::Failure;
use crate::tree::{Lines, Tree, Value};

/// One case: a study and what its answer must be.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name, used once in the file; its position if it has none.
    pub name: String,
    /// The line of the file where it starts.
    pub line: usize,
    /// Where the expected figures are from.
    pub source: String,
    /// What a reader should know, such as where the source contradicts itself.
    pub note: Option<String>,
    /// What of the source is not modelled.
    pub left_out: Option<String>,
    /// What is asked and expected, or what of the case cannot be read.
    pub(crate) question: Result<Question, Vec<Failure>>,
}

/// What a case asks and what it expects.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The study, or why it cannot be read: a case may be about that.
    pub study: Result<Box<Study>, Problems>,
    /// The study as written.
    pub written: Tree,
    /// The parts of the answer.
    pub parts: BTreeMap<String, Expected>,
    /// The problems of the answer, and their line.
    pub problems: Option<(usize, Vec<ExpectedProblem>)>,
}

type Fields = BTreeMap<String, Tree>;

/// Reads a case; `names` are those of the cases before.
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
        let got = format!("'{name}' a second time");
        failures.push(unread(line, "name", "a name used once", &got));
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

/// The fields that are none of a case's, and the texts that are missing or are none.
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

/// What is expected beside problems.
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
