//! The commitments that an offer chooses. Pure.
//!
//! The study holds the commitments themselves. The id of each names the published commitment and the count, such as
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
    /// The choices behind the commitments of an offer; none where it has other ones.
    #[must_use]
    pub fn of(commitments: &Commitments) -> Vec<Self> {
        let held = commitments.held.iter().map(|one| {
            let (count, key) = one.id.as_str().split_once(TIMES)?;
            let (key, count) = (key.to_owned(), Draft::typed(count));
            Some(Self { key, count })
        });
        held.collect::<Option<Vec<Self>>>().unwrap_or_default()
    }

    /// The commitments of an offer that chooses these among what is sold; what is no longer sold for
    /// the workload stays as it was held, and one whose count cannot be read is left out.
    #[must_use]
    pub fn commitments(chosen: &[Self], sold: &[SoldAhead], before: &Commitments) -> Commitments {
        let held = chosen.iter().filter_map(|one| {
            let Count(count) = one.count.value()?;
            let id = format!("{count}{TIMES}{}", one.key);
            let mut sold = sold.iter();
            match sold.find(|sold| sold.published.key() == one.key) {
                Some(sold) => sold.published.held(&id, *count, sold.on_demand).ok(),
                None => before
                    .held
                    .iter()
                    .find(|held| held.id.as_str() == id)
                    .cloned(),
            }
        });
        Commitments {
            held: held.collect(),
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
