//! Converts values to JSON.

use serde_json::Value;

/// Converts a value to JSON; the error is the message of the JSON writer.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Converts values to a list of their texts.
pub(crate) fn texts<T: ToString>(values: impl IntoIterator<Item = T>) -> Value {
    let texts = values.into_iter().map(|value| value.to_string().into());
    Value::Array(texts.collect())
}
