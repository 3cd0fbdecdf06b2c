//! Results by name, and their serde format.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::problem::{Located, Problems};

/// The answer to one part of a question, or its problems.
pub type Outcome<T> = Result<T, Problems>;

/// The outcome of each part of a question, by name.
pub type Outcomes<K, T> = BTreeMap<K, Outcome<T>>;

/// The problems of all outcomes within an answer, at any depth, each once, in the order in which the
/// answer is serialised.
///
/// # Errors
/// The message of the JSON writer.
///
/// ```
/// use netprice_study::{Catalog, Study, compare, outcome::problems_within};
/// let study = Study::from_json(r#"{ "currency": "USD", "offers": [{ "price_book": "nowhere" }] }"#)?;
/// let problems = problems_within(&compare(&study, &Catalog::published()?))?;
/// assert_eq!(problems.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn problems_within(answer: &impl Serialize) -> Result<Vec<Located>, String> {
    let answer = serde_json::to_value(answer).map_err(|error| error.to_string())?;
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    collect(&answer, &mut all)?;
    all.retain(|located| seen.insert(located.to_string()));
    Ok(all)
}

fn collect(value: &Value, all: &mut Vec<Located>) -> Result<(), String> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            if name == "problems" && value.is_array() {
                let problems = Vec::<Located>::deserialize(value);
                all.extend(problems.map_err(|error| error.to_string())?);
                Ok(())
            } else {
                collect(value, all)
            }
        }),
        Value::Array(values) => values.iter().try_for_each(|value| collect(value, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

/// The serialised form of an outcome: `{ "answer": … }` or `{ "problems": [ … ] }`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shown<T> {
    Answer(T),
    Problems(Problems),
}

impl<T> From<Shown<T>> for Outcome<T> {
    fn from(shown: Shown<T>) -> Self {
        match shown {
            Shown::Answer(answer) => Ok(answer),
            Shown::Problems(problems) => Err(problems),
        }
    }
}

fn shown<T>(outcome: &Outcome<T>) -> Shown<&T> {
    match outcome {
        Ok(answer) => Shown::Answer(answer),
        Err(problems) => Shown::Problems(problems.clone()),
    }
}

/// Serialises [`Outcomes`]: each is `{ "answer": … }` or `{ "problems": [ … ] }`.
pub mod by_name {
    use super::{
        BTreeMap, Deserialize, Deserializer, Outcomes, Serialize, Serializer, Shown, shown,
    };

    /// Serialises outcomes by name.
    ///
    /// # Errors
    /// The errors of the serializer.
    pub fn serialize<S: Serializer, K: Serialize, T: Serialize>(
        outcomes: &Outcomes<K, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(outcomes.iter().map(|(name, one)| (name, shown(one))))
    }

    /// Deserialises outcomes by name.
    ///
    /// # Errors
    /// The errors of the deserializer.
    pub fn deserialize<'de, D, K, T>(deserializer: D) -> Result<Outcomes<K, T>, D::Error>
    where
        D: Deserializer<'de>,
        K: Deserialize<'de> + Ord,
        T: Deserialize<'de>,
    {
        let shown = BTreeMap::<K, Shown<T>>::deserialize(deserializer)?;
        Ok(shown
            .into_iter()
            .map(|(name, one)| (name, one.into()))
            .collect())
    }
}

/// Serialises an optional [`Outcome`].
pub mod optional {
    use super::{Deserialize, Deserializer, Outcome, Serialize, Serializer, Shown, shown};

    /// Serialises an optional outcome.
    ///
    /// # Errors
    /// The errors of the serializer.
    pub fn serialize<S: Serializer, T: Serialize>(
        outcome: &Option<Outcome<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        outcome.as_ref().map(shown).serialize(serializer)
    }

    /// Deserialises an optional outcome.
    ///
    /// # Errors
    /// The errors of the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<Option<Outcome<T>>, D::Error> {
        let shown = Option::<Shown<T>>::deserialize(deserializer)?;
        Ok(shown.map(Into::into))
    }
}
