//! Commitments to capacity or spend, as data.

mod choices;
mod draws;
mod fee;
mod problems;

use serde::{Deserialize, Serialize};

pub use self::choices::{First, Order, Over, Unused};
pub use self::draws::{Basis, Draws};
pub use self::fee::Fee;
use crate::agreement::scope::Scope;
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{CommitmentId, SkuId};
use crate::value::money::Money;
use crate::value::problem::ValueProblem;

/// Commitments and the order in which they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commitments {
    /// The order of application.
    #[serde(skip_serializing_if = "Order::is_narrow_first")]
    pub order: Order,
    /// The commitments that are held.
    pub held: Vec<Commitment>,
}

/// A promise to pay a fee for a capacity that usage draws on.
///
/// 5 per hour for machines at 0.4 instead of 1 covers 12.5 of 15 machines, and the other 2.5 cost 1
/// each: 7.5 in total. With 10 machines, 4 is drawn and 1 is an unused charge.
///
/// Source of the example: Alibaba Cloud, ECS savings plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Unique among the commitments, and different from every usage line.
    pub id: CommitmentId,
    /// The usage that it may cover; an empty scope means all usage that `draws` allows. A pack that
    /// is suspended under another billing mode names its purchase option here.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The measure by which usage draws on the capacity.
    #[serde(default, skip_serializing_if = "Draws::is_quantity")]
    pub draws: Draws,
    /// The amount that can be drawn, in the measure of `draws`.
    pub capacity: NonNegative,
    /// The time for which the capacity is granted.
    #[serde(default, skip_serializing_if = "Over::is_hour")]
    pub over: Over,
    /// The fee, owed whether the capacity is drawn or not.
    pub fee: Fee,
    /// The usage that it covers first.
    #[serde(default, skip_serializing_if = "First::is_highest_saving")]
    pub first: First,
    /// The treatment of capacity that is not drawn.
    #[serde(default, skip_serializing_if = "Unused::is_lost")]
    pub unused: Unused,
    /// The price of usage in its scope that is not covered, as a multiple of its contracted cost; 1
    /// if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overage: Option<NonNegative>,
    /// The last day on which it can be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Whether no other exclusive commitment may name the same SKU.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// Whether usage whose contracted cost is below its cost at the committed rate draws that lower
    /// cost: at 0.7 committed and 0.6 agreed, a capacity of 6 covers 10 units.
    ///
    /// Source: Microsoft, "How an Azure savings plan discount is applied" (the lower of the two
    /// rates).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_most_contracted: bool,
    /// Whether the fees of the other commitments, after all terms, also draw on it, as for a promise of
    /// spend (EDP, MACC): fees of 30 leave 70 of a promise of 100. Only allowed with
    /// [`Draws::Spend`] over the [`Over::Period`]. Source: AWS Enterprise Discount Program and
    /// Microsoft MACC, eligible spend.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts_fees: bool,
}

impl Commitments {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether there are none and the order is the default.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Commitment {
    /// A commitment to an hourly capacity, on which each unit of usage draws 1.
    ///
    /// # Errors
    /// The conversion error of the name or the capacity.
    ///
    /// ```
    /// use netprice::{Commitment, Fee};
    /// let fee = Fee::hourly("0.12 USD")?;
    /// let reservation = Commitment::new("a year", 1, fee)?.for_skus(["vm"])?;
    /// assert_eq!(reservation.scope.skus[0], "vm");
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn new(
        id: impl IntoValue<CommitmentId>,
        capacity: impl IntoValue<NonNegative>,
        fee: Fee,
    ) -> Result<Self, ValueProblem> {
        Ok(Self {
            id: id.into_value()?,
            scope: Scope::default(),
            draws: Draws::default(),
            capacity: capacity.into_value()?,
            over: Over::default(),
            fee,
            first: First::default(),
            unused: Unused::default(),
            overage: None,
            until: None,
            exclusive: false,
            at_most_contracted: false,
            counts_fees: false,
        })
    }

    /// A savings plan: an amount per hour, drawn at the committed rate of each SKU.
    ///
    /// # Errors
    /// The conversion error of the name, the amount or a rate; [`ValueProblem::Negative`] for a
    /// negative amount.
    ///
    /// ```
    /// use netprice::Commitment;
    /// let plan = Commitment::savings_plan("a year", "5 USD", [("vm", "0.4 USD")])?;
    /// assert_eq!(plan.capacity, plan.fee.hourly.unwrap().amount().try_into()?);
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn savings_plan<S: IntoValue<SkuId>, M: IntoValue<Money>>(
        id: impl IntoValue<CommitmentId>,
        hourly: impl IntoValue<Money>,
        rates: impl IntoIterator<Item = (S, M)>,
    ) -> Result<Self, ValueProblem> {
        let hourly: Money = hourly.into_value()?;
        let rates = rates.into_iter();
        let rates = rates.map(|(sku, rate)| Ok((sku.into_value()?, rate.into_value()?)));
        let rates = rates.collect::<Result<_, ValueProblem>>()?;
        let fee = Fee {
            hourly: Some(hourly),
            ..Fee::default()
        };
        Ok(Self {
            draws: Draws::Rates(rates),
            ..Self::new(id, NonNegative::new(hourly.amount())?, fee)?
        })
    }

    /// Limits the commitment to the given SKUs, which replace those of its scope.
    ///
    /// # Errors
    /// The conversion error of a name.
    pub fn for_skus<S: IntoValue<SkuId>>(
        mut self,
        skus: impl IntoIterator<Item = S>,
    ) -> Result<Self, ValueProblem> {
        let skus = skus.into_iter().map(S::into_value);
        self.scope.skus = skus.collect::<Result<_, ValueProblem>>()?;
        Ok(self)
    }

    /// Whether usage of a SKU can draw on it, regardless of its scope.
    pub(crate) fn draws_on(&self, sku: &SkuId) -> bool {
        match &self.draws {
            Draws::Factors(factors) => factors.contains_key(sku),
            Draws::Rates(rates) => rates.contains_key(sku),
            Draws::Quantity | Draws::Spend(_) => true,
        }
    }

    /// The rank of its scope; 0 is the narrowest.
    pub(crate) fn narrowness(&self) -> u8 {
        let scope = &self.scope;
        match () {
            () if !scope.lines.is_empty() || !scope.skus.is_empty() => 0,
            () if !scope.services.is_empty() || !scope.purchase_options.is_empty() => 1,
            () if !scope.regions.is_empty() || !scope.providers.is_empty() => 2,
            () => 3,
        }
    }
}
