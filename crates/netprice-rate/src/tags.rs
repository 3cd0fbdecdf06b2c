//! Labels from a JSON object, as in the column `Tags` of FOCUS.

use std::collections::BTreeMap;

use serde_json::Value;

/// The values of labels in a JSON object; an absent label is empty.
///
/// # Errors
/// What was expected.
pub(crate) fn values(text: &[u8], labels: &[&str]) -> Result<Vec<String>, String> {
    let tags: BTreeMap<String, Value> = serde_json::from_slice(text)
        .map_err(|error| format!("a JSON object of labels ({error})"))?;
    let shown = |label: &&str| match tags.get(*label) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Ok(labels.iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn labels_are_found_by_their_names() {
        let text = br#"{"team": "search", "cost": 7, "none": null}"#;
        let labels = ["team", "cost", "none", "absent"];
        assert_eq!(values(text, &labels).unwrap(), ["search", "7", "", ""]);
        assert!(values(b"[1]", &labels).is_err());
    }
}
