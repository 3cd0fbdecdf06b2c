//! Converts problems to JavaScript values.

use netprice_study::{Located, Problems};
use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A problem: its path, its stable code, and an English message.
#[derive(Serialize)]
struct Told {
    path: String,
    code: &'static str,
    message: String,
}

impl From<&Located> for Told {
    fn from(located: &Located) -> Self {
        Self {
            path: located.path.to_string(),
            code: located.problem.code(),
            message: located.problem.to_string(),
        }
    }
}

/// Creates an `Error` with `problems`.
pub(crate) fn thrown(problems: &Problems) -> JsValue {
    let error = js_sys::Error::new(&problems.to_string());
    let problems: Vec<Told> = problems.iter().map(Told::from).collect();
    if let Ok(problems) = problems.serialize(&Serializer::json_compatible()) {
        // Setting a property of a new object cannot fail.
        let _ = js_sys::Reflect::set(&error, &"problems".into(), &problems);
    }
    error.into()
}

/// Converts each list of problems within an answer to `{ path, code, message }`.
pub(crate) fn told(answer: &mut Value) -> Result<(), JsValue> {
    match answer {
        Value::Object(fields) => fields.iter_mut().try_for_each(|(name, value)| {
            let is_list = name == "problems" && value.is_array();
            if is_list {
                list_told(value).map_err(|error| js_sys::Error::new(&error.to_string()).into())
            } else {
                told(value)
            }
        }),
        Value::Array(values) => values.iter_mut().try_for_each(told),
        _ => Ok(()),
    }
}

fn list_told(list: &mut Value) -> serde_json::Result<()> {
    let problems: Vec<Located> = serde_json::from_value(list.take())?;
    let problems: Vec<Told> = problems.iter().map(Told::from).collect();
    *list = serde_json::to_value(problems)?;
    Ok(())
}
