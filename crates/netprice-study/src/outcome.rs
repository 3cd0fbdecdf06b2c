//! Results by name, and their serde format.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::Problems;

/// The answer to one part of a question, or its problems.
pub type Outcome<T> = Result<T, Problems>;

/// The outcome of each part of a question, by name.
pub type Outcomes<K, T> = BTreeMap<K, Outcome<T>>;

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
