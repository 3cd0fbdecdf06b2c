//! Values as JSON.

use serde_json::Value;

/// A value as JSON, or the words of the JSON writer.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Values as a list of their texts.
pub(crate) fn texts<T: ToString>(values: impl IntoIterator<Item = T>) -> Value {
    let texts = values.into_iter().map(|value| value.to_string().into());
    Value::Array(texts.collect())
}
