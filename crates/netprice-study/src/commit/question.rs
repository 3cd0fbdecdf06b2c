//! The question how much of a load to buy ahead.

use std::collections::BTreeMap;

use netprice::sizing::demand::Curve;
use netprice::value::id::{CommitmentId, OfferId};
use netprice::value::limits::{OFFERS, OPTIONS, TIME_BLOCKS, at_most};
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::text::unique_keys;
use netprice::{Money, NonNegative};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problems, StudyProblem};

/// The question how much of a load to buy ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commit {
    /// Machines wanted over time.
    pub load: Load,
    /// The offers of the study whose machine and published commitments are looked at; all if none is
    /// named and no options of one's own are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<OfferId>,
    /// Prices of one's own: on demand, and for holding a unit ahead.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub own: BTreeMap<OfferId, OwnPrices>,
    /// By which factors the load may move, for the regret; 0.8 and 1.2 if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<NonNegative>,
    /// What the load may cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
}

/// Machines wanted over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Load {
    /// Machines wanted in each hour, at most a year of hours.
    Hourly(Vec<NonNegative>),
    /// Blocks of hours with the machines wanted in each of them.
    Blocks(Vec<LoadBlock>),
}

/// Some hours in which the same number of machines is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadBlock {
    /// How many hours.
    pub hours: NonNegative,
    /// How many machines.
    pub units: NonNegative,
}

/// Prices of one's own for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPrices {
    /// What an hour of use costs on demand.
    pub on_demand: Money,
    /// What can be bought ahead, by name.
    #[serde(deserialize_with = "unique_keys")]
    pub options: BTreeMap<CommitmentId, OwnOption>,
}

/// A way to pay for a unit that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnOption {
    /// What a unit costs in each hour that it is held, in use or not.
    pub fee: Money,
    /// What a unit costs besides in each hour of use; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_price: Option<Money>,
}

impl Commit {
    /// The lists that are longer than their limit.
    pub(crate) fn above_limits(&self) -> Vec<Located> {
        let (load, blocks) = match &self.load {
            Load::Hourly(hours) => ("hourly", hours.len()),
            Load::Blocks(blocks) => ("blocks", blocks.len()),
        };
        let above = |path: Path, count: usize, limit: usize| {
            let problem = at_most(count, limit).err()?;
            Some(StudyProblem::from(problem).at(path))
        };
        let load = above(at().field("load").field(load), blocks, TIME_BLOCKS);
        let own = self.own.iter().filter_map(|(name, own)| {
            let path = at().field("own").key(name).field("options");
            above(path, own.options.len(), OPTIONS)
        });
        let rest = [
            load,
            above(at().field("offers"), self.offers.len(), OFFERS),
            above(at().field("own"), self.own.len(), OFFERS),
            above(at().field("moves"), self.moves.len(), OPTIONS),
        ];
        rest.into_iter().flatten().chain(own).collect()
    }

    /// By which factors the load may move.
    pub(crate) fn moves(&self) -> Vec<NonNegative> {
        if !self.moves.is_empty() {
            return self.moves.clone();
        }
        let fifth = [8, 12].map(|tenths| NonNegative::new(Decimal::new(tenths, 1)));
        fifth.into_iter().flatten().collect()
    }
}

impl Load {
    /// The load as a curve.
    ///
    /// # Errors
    /// [`ValueProblem::Empty`] for no hours.
    pub fn curve(&self) -> Result<Curve, Problems> {
        let at = || at().field("load");
        let blocks: Vec<(NonNegative, NonNegative)> = match self {
            Self::Hourly(hours) => {
                let hours = hours.iter();
                hours.map(|units| (NonNegative::ONE, *units)).collect()
            }
            Self::Blocks(blocks) => {
                let blocks = blocks.iter();
                blocks.map(|block| (block.hours, block.units)).collect()
            }
        };
        if blocks.is_empty() {
            return Err(StudyProblem::from(ValueProblem::Empty).at(at()).into());
        }
        let path = at().field(match self {
            Self::Hourly(_) => "hourly",
            Self::Blocks(_) => "blocks",
        });
        let curve = Curve::of_blocks(&blocks);
        curve.map_err(|problems| {
            problems.map_each(|one| StudyProblem::from(one.problem).at(path.clone()))
        })
    }
}

pub(crate) fn at() -> Path {
    Path::from("commit")
}
