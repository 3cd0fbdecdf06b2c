//! The answer as expectations see it.

use netprice_study::{Answer, Located};
use serde_json::{Map, Value};

use crate::json::{json, texts};
use crate::offer_view::view_offer;

/// The answer as JSON, each outcome as its answer, with the short names of a comparison.
///
/// # Errors
/// The words of the JSON writer.
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

/// Every problem of the answer, each once: those of a comparison first, then those of the other
/// questions in the order of their names, then those of the study as a whole.
///
/// # Errors
/// The words of the JSON writer.
pub(crate) fn problems(answer: &Answer) -> Result<Vec<Located>, String> {
    let mut all = Vec::new();
    let compared = answer.compare.iter();
    all.extend(compared.flat_map(|compared| compared.all_problems().cloned()));
    let answered = json(answer)?;
    for question in ["commit", "market", "tokens", "traffic"] {
        if let Some(outcome) = answered.get(question) {
            collect(outcome, &mut all)?;
        }
    }
    all.extend(answer.problems.iter().cloned());
    let mut once: Vec<Located> = Vec::new();
    for located in all {
        if !once.contains(&located) {
            once.push(located);
        }
    }
    Ok(once)
}

/// Adds the lists of problems anywhere within a value.
fn collect(value: &Value, all: &mut Vec<Located>) -> Result<(), String> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| match value {
            Value::Array(_) if name == "problems" => {
                let problems = serde_json::from_value::<Vec<Located>>(value.clone());
                all.extend(problems.map_err(|error| error.to_string())?);
                Ok(())
            }
            _ => collect(value, all),
        }),
        Value::Array(elements) => elements.iter().try_for_each(|one| collect(one, all)),
        _ => Ok(()),
    }
}

/// Each outcome within a value as its answer; one with problems stays as it is.
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

/// Whether this is `{ "answer": … }` or `{ "problems": [ … ] }`.
///
/// Answers are never outcomes themselves, so that a table with the one name `answer` whose value is an
/// outcome is a table of outcomes by name.
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

/// The problems of an outcome that has some.
pub(crate) fn problems_of(value: &Value) -> Option<&Value> {
    let fields = value.as_object().filter(|fields| is_outcome(fields));
    fields.and_then(|fields| fields.get("problems"))
}

fn object<'a>(value: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    value.get_mut(name)?.as_object_mut()
}
