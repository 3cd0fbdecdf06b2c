//! Commitments to capacity or spend, as data.

mod choices;
mod draws;
mod fee;
mod problems;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub(crate) use self::choices::Turn;
pub use self::choices::{First, Order, Over, Unused};
pub use self::draws::{Basis, Draws, UsedUpBy};
pub use self::fee::Fee;
use crate::agreement::scope::Scope;
use crate::book::price_book::{PriceBook, Sku};
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{AccountId, CommitmentId, SkuId};
use crate::value::money::Money;
use crate::value::ordered::set_of;
use crate::value::problem::ValueProblem;
use crate::value::text::is_default;

/// Commitments and the order in which they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commitments {
    /// The order of application.
    #[serde(skip_serializing_if = "is_default")]
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
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Unique among the commitments, and different from every usage line.
    pub id: CommitmentId,
    /// The account that owns it. Its usage is covered first: where Susan owns 5 machines, uses 3 and
    /// Bob 6, her 3 and 2 of his are covered. Commitments of one rank all cover the usage of their
    /// own owners before any of them covers that of others.
    ///
    /// Others share what is left, unless the scope names the owners that may use it, as for a
    /// reservation of a single subscription. Without an owner, all usage is equal. Source: AWS,
    /// Reserved Instances and Savings Plans discount sharing.
    pub owner: Option<AccountId>,
    /// The accounts that come after the owner and before all others.
    ///
    /// Source: AWS, prioritized group sharing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<AccountId>,
    /// The usage that it may cover; an empty scope means all usage that `draws` allows. A pack that
    /// is suspended under another billing mode names its purchase option here.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The measure by which usage draws on the capacity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub draws: Draws,
    /// The amount that can be drawn, in the measure of `draws`.
    pub capacity: NonNegative,
    /// The time for which the capacity is granted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub over: Over,
    /// The fee, owed whether the capacity is drawn or not.
    pub fee: Fee,
    /// The usage that it covers first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first: First,
    /// The treatment of capacity that is not drawn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unused: Unused,
    /// The price of usage in its scope that is not covered, as a multiple of its contracted cost; 1
    /// if absent.
    pub overage: Option<NonNegative>,
    /// The last day on which it can be drawn; a line that goes on after it is split. A quantity that is
    /// free until a day ends with whichever is first: of 100 units a day, 1,000 that are free until the
    /// 8th cover 800.
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

    /// The accounts that own them.
    pub(crate) fn owners(&self) -> impl Iterator<Item = &AccountId> {
        self.held.iter().filter_map(|held| held.owner.as_ref())
    }

    /// Whether there are none and the order is the default.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The commitments whose fees are on the bill of the month in which they are paid.
    pub(crate) fn paid_apart(&self) -> BTreeSet<&CommitmentId> {
        let held = self.held.iter();
        let apart = held.filter(|held| held.fee.paid_on.is_some());
        set_of(apart.map(|held| &held.id))
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
            owner: None,
            group: Vec::new(),
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
        matches!(self.draws, Draws::Spend(_)) || self.draws.weight(sku).is_some()
    }

    /// Whether it covers the usage of some accounts before that of others.
    pub(crate) fn has_turns(&self) -> bool {
        self.owner.is_some() || !self.group.is_empty()
    }

    /// The turn in which it covers usage of an account: that of its owner, of its group, of others.
    pub(crate) fn turn(&self, user: Option<&AccountId>) -> Turn {
        match user {
            _ if !self.has_turns() => Turn::Owner,
            Some(user) if self.owner.as_ref() == Some(user) => Turn::Owner,
            Some(user) if self.group.contains(user) => Turn::Group,
            Some(_) | None => Turn::Others,
        }
    }

    /// All that it may cover, with its owner: the names that it states, and the services and purchase
    /// options of its SKUs.
    pub(crate) fn covers(&self, book: &PriceBook) -> Scope {
        let draws = |sku: &&SkuId| self.draws_on(sku);
        let mut covers = self.scope.clone();
        covers.skus = if covers.skus.is_empty() {
            self.draws.skus().into_iter().cloned().collect()
        } else {
            covers.skus.iter().filter(draws).cloned().collect()
        };
        let skus = covers.skus.iter().filter_map(|sku| book.skus.get(sku));
        let skus: Vec<&Sku> = skus.collect();
        if covers.services.is_empty() {
            let services = set_of(skus.iter().map(|sku| &sku.service));
            covers.services = services.into_iter().cloned().collect();
        }
        if covers.purchase_options.is_empty() {
            let options = skus.iter().map(|sku| sku.purchase_option.as_ref());
            let options: Option<BTreeSet<_>> = options.collect();
            covers.purchase_options = options.into_iter().flatten().cloned().collect();
        }
        covers.owners = self.owner.iter().cloned().collect();
        covers
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
