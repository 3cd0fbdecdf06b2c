//! The measure by which usage draws on a commitment.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::value::decimal::NonNegative;
use crate::value::id::SkuId;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;
use crate::value::text::unique_keys;

/// The measure by which usage draws on a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Draws {
    /// Each unit draws 1: 8 committed cores cover 8 of 24.
    ///
    /// Source: Google Cloud, resource-based committed-use discounts.
    #[default]
    Quantity,
    /// Each unit draws the factor of its SKU: with 4 for `large` and 8 for `xlarge`, a capacity of
    /// 72 covers 9 `xlarge`.
    ///
    /// Only the SKUs named are covered. Source: AWS, instance size flexibility.
    Factors(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, NonNegative>),
    /// Each unit draws the committed rate of its SKU: at 0.4 per unit, a capacity of 5 covers 12.5
    /// units.
    ///
    /// Only the SKUs named are covered. Source: AWS and Alibaba Cloud, savings plans.
    Rates(#[serde(deserialize_with = "unique_keys")] BTreeMap<SkuId, Money>),
    /// Usage draws the cost that it would have without the commitment: a capacity of 50 for a fee
    /// of 37.50 covers usage worth 50.
    ///
    /// Source: Google Cloud, spend-based committed-use discounts. With a fee that equals the
    /// capacity it is a promise of spend, and the unused part is the shortfall. Source: FOCUS
    /// specification, spend agreements.
    Spend(Basis),
    /// A pack of several allowances, all of which end when the first is used up: 50 GB of traffic or 1,000,000
    /// requests. The capacity is the number of packs.
    ///
    /// The usage of a period is taken to be spread over it evenly. The pack therefore covers the same share of
    /// all the usage that it names, first that of its owner, and [`First`](super::First) has no effect: of
    /// 100 GB and 500,000 requests it covers half, as the traffic ends it. The capacity that is drawn is that of
    /// the allowance that is used most, and the fee is spread over the lines by what they need of the
    /// allowances. The example is computed by hand.
    FirstToEnd(Vec<UsedUpBy>),
}

/// The quantity of each SKU that would use up an allowance alone, in the unit of the SKU's price.
///
/// With 50 for `traffic` and 25 for `traffic abroad`, 30 and 10 GB use it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedUpBy(#[serde(deserialize_with = "unique_keys")] pub BTreeMap<SkuId, NonNegative>);

impl Draws {
    /// Whether the capacity is in units rather than money.
    pub(crate) fn is_in_units(&self) -> bool {
        matches!(
            self,
            Self::Quantity | Self::Factors(_) | Self::FirstToEnd(_)
        )
    }

    /// The capacity that a unit of a SKU draws, or needs of all allowances; `None` for a SKU that is not named,
    /// for an allowance of zero, and where usage draws its cost.
    pub(crate) fn weight(&self, sku: &SkuId) -> Option<Ratio> {
        match self {
            Self::Quantity => Some(Ratio::ONE),
            Self::Factors(factors) => factors.get(sku).map(|factor| factor.get().into()),
            Self::Rates(rates) => rates.get(sku).map(|rate| rate.exact()),
            Self::Spend(_) => None,
            Self::FirstToEnd(allowances) => {
                let shares = allowances.iter().filter_map(|one| one.share(sku));
                shares.reduce(|sum, share| sum?.plus(share?))?.ok()
            }
        }
    }

    pub(super) fn skus(&self) -> Vec<&SkuId> {
        match self {
            Self::Factors(factors) => factors.keys().collect(),
            Self::Rates(rates) => rates.keys().collect(),
            Self::FirstToEnd(allowances) => {
                let skus: BTreeSet<_> = allowances.iter().flat_map(|one| one.0.keys()).collect();
                skus.into_iter().collect()
            }
            Self::Quantity | Self::Spend(_) => Vec::new(),
        }
    }
}

impl UsedUpBy {
    /// The share of the allowance that a unit of a SKU uses up, if it is named.
    pub(crate) fn share(&self, sku: &SkuId) -> Option<Result<Ratio, ValueProblem>> {
        let quantity = self.0.get(sku)?;
        Some(Ratio::ONE.over(quantity.get().into()))
    }
}

/// The cost on which a figure is based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// List cost.
    List,
    /// Contracted cost.
    Contracted,
}
