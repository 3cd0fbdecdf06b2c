//! What files hold, before it is priced: exact sums that add up over files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use netprice::compiled::Unfolded;
use netprice::rating::charge::MissingPrice;
use netprice::value::day::Day;
use netprice::value::problem::ValueProblem;
use netprice::value::ratio::Ratio;
use serde::{Deserialize, Serialize};

use crate::columns::Dimension;
use crate::plan::Rater;
use crate::problem::{RateError, Wrong};

/// By what usage is summed; SKUs come in the order of their names, then days, then labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(crate) sku: Arc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<Day>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) labels: Vec<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<Arc<str>>,
    /// The unit of the rows; `None` for that of the SKU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<Arc<str>>,
}

impl Key {
    /// The key of a SKU of which only the quantity matters.
    pub(crate) fn of_sku(sku: &str) -> Self {
        Self {
            sku: sku.into(),
            day: None,
            labels: Vec::new(),
            owner: None,
            unit: None,
        }
    }
}

/// A quantity and its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Usage {
    pub(crate) quantity: Ratio,
    pub(crate) rows: u64,
}

impl Usage {
    pub(crate) fn plus(&mut self, other: Self) -> Result<(), ValueProblem> {
        self.quantity = self.quantity.plus(other.quantity)?;
        self.rows = self.rows.saturating_add(other.rows);
        Ok(())
    }
}

/// The exact costs of rows that were rated one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rated {
    pub(crate) usage: Usage,
    pub(crate) list: Ratio,
    pub(crate) effective: Ratio,
}

impl Rated {
    pub(crate) fn plus(&mut self, other: Self) -> Result<(), ValueProblem> {
        self.usage.plus(other.usage)?;
        self.list = self.list.plus(other.list)?;
        self.effective = self.effective.plus(other.effective)?;
        Ok(())
    }
}

/// Usage without a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unpriced {
    pub(crate) sku: Arc<str>,
    pub(crate) unit: Arc<str>,
    pub(crate) reason: MissingPrice,
    pub(crate) usage: Usage,
}

/// A row that is explained at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ToExplain {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) row: u64,
    pub(crate) key: Key,
    pub(crate) owner: Option<Arc<str>>,
    pub(crate) quantity: Ratio,
    /// The count before it, of a row that was rated by itself.
    pub(crate) before: Option<Ratio>,
    /// Whether it was rated by itself.
    pub(crate) is_rated: bool,
}

/// What some files hold, before it is priced: exact sums of quantities, and the exact costs of rows that are rated
/// one by one.
///
/// Its text form is JSON. The partials of files add up to that of one run over all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partial {
    /// What tells that two partials are of one price book, agreement and question.
    pub(crate) of: Asked,
    /// The rows that were read.
    pub(crate) rows: u64,
    #[serde(with = "entries")]
    pub(crate) sums: BTreeMap<Key, Usage>,
    #[serde(with = "entries")]
    pub(crate) rated: BTreeMap<Key, Rated>,
    /// The rows that were rated one by one, by why they are not folded.
    pub(crate) unfolded: BTreeMap<Unfolded, u64>,
    /// The counts of SKUs whose rows depend on the order of the files.
    pub(crate) ordered: BTreeMap<Arc<str>, Ratio>,
    pub(crate) unpriced: Vec<Unpriced>,
    /// The rows of each category that is no usage.
    pub(crate) categories: BTreeMap<String, u64>,
    /// The rows of unknown SKUs beyond those that are told by name.
    pub(crate) unknown_rows: u64,
    pub(crate) wrong: Wrong,
    pub(crate) unused_columns: BTreeSet<String>,
    pub(crate) explain: Vec<ToExplain>,
}

/// The unknown SKUs that are told by name; the rows of others are counted.
const UNKNOWN: usize = 10_000;

impl Partial {
    /// Whether each row was read: none is wrong, of an unknown SKU or of another category. Prices are not looked at.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let is_read = self.wrong.count == 0 && self.unknown_rows == 0;
        is_read && self.unpriced.is_empty() && self.categories.is_empty()
    }

    /// A partial of no file.
    #[must_use]
    pub(crate) fn empty(rater: &Rater<'_>) -> Self {
        Self {
            of: Asked::of(rater),
            ..Self::default()
        }
    }

    /// Adds the partial of other files.
    ///
    /// # Errors
    /// [`RateError::Asked`] for another price book, agreement or question, and for SKUs whose rows are rated in the
    /// order of the files and depend on each other; a sum that is too large.
    pub fn merge(&mut self, other: Self) -> Result<(), RateError> {
        if let Some(what) = self.of.other_than(&other.of) {
            return Err(RateError::Asked(format!(
                "partials of another {what} cannot be added"
            )));
        }
        let both = other
            .ordered
            .keys()
            .find(|sku| self.ordered.contains_key(*sku));
        if let Some(sku) = both {
            return Err(RateError::Asked(format!(
                "the rows of {sku} depend on each other in the order of the files; rate these files in one run, or \
                 one after the other with --state-out and --state-in"
            )));
        }
        let sums = other.sums.into_iter();
        for (key, usage) in sums {
            self.sums
                .entry(key)
                .or_default()
                .plus(usage)
                .map_err(too_large)?;
        }
        for (key, rated) in other.rated {
            self.rated
                .entry(key)
                .or_default()
                .plus(rated)
                .map_err(too_large)?;
        }
        for (why, rows) in other.unfolded {
            add_rows(self.unfolded.entry(why).or_default(), rows);
        }
        for unpriced in other.unpriced {
            self.add_unpriced(unpriced)?;
        }
        for (category, rows) in other.categories {
            add_rows(self.categories.entry(category).or_default(), rows);
        }
        add_rows(&mut self.rows, other.rows);
        add_rows(&mut self.unknown_rows, other.unknown_rows);
        self.ordered.extend(other.ordered);
        self.wrong.extend(other.wrong);
        self.unused_columns.extend(other.unused_columns);
        self.explain.extend(other.explain);
        Ok(())
    }

    /// Adds usage without a price; beyond a number of unknown SKUs, its rows only.
    pub(crate) fn add_unpriced(&mut self, more: Unpriced) -> Result<(), RateError> {
        let order = |one: &Unpriced| {
            let texts = (&one.sku, &one.unit).cmp(&(&more.sku, &more.unit));
            texts.then_with(|| rank(&one.reason).cmp(&rank(&more.reason)))
        };
        match self.unpriced.binary_search_by(order) {
            Ok(index) => {
                if let Some(known) = self.unpriced.get_mut(index) {
                    known.usage.plus(more.usage).map_err(too_large)?;
                }
            }
            Err(_) if more.reason == MissingPrice::NoSku && self.unpriced.len() >= UNKNOWN => {
                add_rows(&mut self.unknown_rows, more.usage.rows);
            }
            Err(index) => self.unpriced.insert(index, more),
        }
        Ok(())
    }
}

/// The place of a reason in a list.
fn rank(reason: &MissingPrice) -> u8 {
    match reason {
        MissingPrice::NoSku => 0,
        MissingPrice::NotListed => 1,
        MissingPrice::Zero => 2,
        MissingPrice::AboveLastTier => 3,
    }
}

/// Adds to a number of rows.
pub(crate) fn add_rows(rows: &mut u64, more: u64) {
    *rows = rows.saturating_add(more);
}

pub(crate) fn too_large(problem: ValueProblem) -> RateError {
    RateError::Problems(problem.into())
}

/// What a partial answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    book: String,
    agreement: String,
    by: Vec<Dimension>,
    /// Whether rows are explained, for which sums are kept by day.
    explained: bool,
}

impl Asked {
    fn of(rater: &Rater<'_>) -> Self {
        Self {
            book: fingerprint(rater.compiled.book()),
            agreement: fingerprint(rater.agreement),
            by: rater.options.by.clone(),
            explained: !rater.options.explain.is_empty(),
        }
    }

    fn other_than(&self, other: &Self) -> Option<&'static str> {
        let parts = [
            ("price book", self.book == other.book),
            ("agreement", self.agreement == other.agreement),
            ("question (--by)", self.by == other.by),
            ("question (--explain)", self.explained == other.explained),
        ];
        let other = parts.into_iter().find(|(_, is_same)| !is_same);
        other.map(|(what, _)| what)
    }

    /// What differs from what a rater answers.
    pub(crate) fn differs(&self, rater: &Rater<'_>) -> Option<&'static str> {
        self.other_than(&Self::of(rater))
    }
}

/// A number of 64 bits that tells two documents apart (FNV-1a over their JSON).
fn fingerprint(document: &impl Serialize) -> String {
    let text = serde_json::to_vec(document).unwrap_or_default();
    let hash = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Maps whose keys are no text, as lists of pairs.
mod entries {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        let pairs = Vec::<(K, V)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}
