//! Converts an answer to the JSON that expectations are compared with.

use netprice_study::outcome::problems_within;
use netprice_study::{Answer, Located};
use serde_json::{Map, Value};

use crate::json::{json, texts};
use crate::offer_view::view_offer;

/// Converts an answer to JSON: outcomes are unwrapped, and the short names of a comparison are added.
///
/// # Errors
/// The message of the JSON writer.
pub(crate) fn view(answer: &Answer) -> Result<Value, String> {
    let mut json = unwrapped(json(answer)?);
    if let (Some(compared), Some(view)) = (&answer.compare, object(&mut json, "compare")) {
        let ranked = compared.comparison.ranked.iter().map(|one| &one.offer);
        view.insert("ranking".to_owned(), texts(ranked));
        let incomplete = compared.comparison.incomplete.iter().map(|one| &one.offer);
        view.insert("incomplete".to_owned(), texts(incomplete));
        let offers = view.get_mut("offers").and_then(Value::as_object_mut);
        for (name, offer) in offers.into_iter().flatten() {
            let outcome = compared.offers.iter().find(|(id, _)| id.as_str() == name);
            if let (Some((_, Ok(answer))), Value::Object(offer)) = (outcome, offer) {
                offer.extend(view_offer(answer)?);
            }
        }
    }
    Ok(json)
}

/// Returns the problems of the answer without duplicates: first those of the comparison, then those of
/// the other questions ordered by name, then those of the study as a whole.
///
/// # Errors
/// The message of the JSON writer.
pub(crate) fn problems(answer: &Answer) -> Result<Vec<Located>, String> {
    let mut all = Vec::new();
    let compared = answer.compare.iter();
    all.extend(compared.flat_map(|compared| compared.all_problems().cloned()));
    let questions = Answer {
        compare: None,
        problems: Vec::new(),
        ..answer.clone()
    };
    all.extend(problems_within(&questions)?);
    all.extend(answer.problems.iter().cloned());
    let mut once: Vec<Located> = Vec::new();
    for located in all {
        if !once.contains(&located) {
            once.push(located);
        }
    }
    Ok(once)
}

/// Replaces each outcome within a value by its answer; an outcome with problems stays unchanged.
fn unwrapped(value: Value) -> Value {
    match value {
        Value::Object(mut fields) => {
            if is_outcome(&fields)
                && let Some(answer) = fields.remove("answer")
            {
                return unwrapped(answer);
            }
            let fields = fields.into_iter();
            Value::Object(fields.map(|(name, one)| (name, unwrapped(one))).collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(unwrapped).collect()),
        other => other,
    }
}

/// Whether a table is an outcome: `{ "answer": … }` or `{ "problems": [ … ] }`.
///
/// An answer is never an outcome itself. A table with the single key `answer` whose value is an outcome
/// is therefore a table of outcomes by name.
fn is_outcome(fields: &Map<String, Value>) -> bool {
    if fields.len() != 1 {
        return false;
    }
    let has_answer = match fields.get("answer") {
        Some(Value::Object(answer)) => !is_outcome(answer),
        Some(_) => true,
        None => false,
    };
    has_answer || fields.get("problems").is_some_and(Value::is_array)
}

/// Returns the problems of an outcome; `None` for any other value.
pub(crate) fn problems_of(value: &Value) -> Option<&Value> {
    let fields = value.as_object().filter(|fields| is_outcome(fields));
    fields.and_then(|fields| fields.get("problems"))
}

fn object<'a>(value: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    value.get_mut(name)?.as_object_mut()
}
