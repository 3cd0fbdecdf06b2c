//! The commitment that an offer chooses. Pure.
//!
//! The study holds the commitment itself. Its id names the published commitment and the count, such as
//! `3 × reserved 12 none m6a.xlarge`, from which the choice is restored.

use netprice::NonNegative;
use netprice::agreement::commitment::Commitments;
use netprice::value::problem::ValueProblem;
use netprice_catalog::Catalog;
use netprice_catalog::commitments::PublishedCommitment;
use netprice_study::commit::SoldAhead;
use serde::{Deserialize, Serialize};

use crate::kit::draft::{Draft, Typed};

const TIMES: &str = " × ";

/// A published commitment, and how many of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The key of the published commitment.
    pub key: String,
    /// The count.
    pub count: Draft<Count>,
}

/// A count above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(NonNegative);

impl Typed for Count {
    fn read(text: &str) -> Result<Self, ValueProblem> {
        let count = text.parse::<NonNegative>()?;
        if count.is_zero() {
            Err(ValueProblem::Zero)
        } else {
            Ok(Self(count))
        }
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

impl Chosen {
    /// The choice behind the commitments of an offer; `None` for none, or other ones.
    #[must_use]
    pub fn of(commitments: &Commitments) -> Option<Self> {
        let [only] = commitments.held.as_slice() else {
            return None;
        };
        let (count, key) = only.id.as_str().split_once(TIMES)?;
        let (key, count) = (key.to_owned(), Draft::typed(count));
        Some(Self { key, count })
    }

    /// The commitments of an offer that chooses it; none while the count cannot be read.
    #[must_use]
    pub fn commitments(&self, sold: &SoldAhead) -> Commitments {
        let held = self.count.value().and_then(|Count(count)| {
            let id = format!("{count}{TIMES}{}", self.key);
            sold.published.held(&id, *count, sold.on_demand).ok()
        });
        Commitments {
            held: held.into_iter().collect(),
            ..Commitments::default()
        }
    }
}

/// The published commitment of a price book behind the id of a commitment, and the count.
#[must_use]
pub fn published<'a>(
    catalog: &'a Catalog,
    book: &str,
    id: &str,
) -> Option<(String, &'a PublishedCommitment)> {
    let (count, wanted) = id.split_once(TIMES.trim_start())?;
    let count = count.trim_end();
    let mut sold = catalog.commitments(book).ok()?.iter();
    let found = sold.find(|one| one.key() == wanted)?;
    Some((count.to_owned(), found))
}
