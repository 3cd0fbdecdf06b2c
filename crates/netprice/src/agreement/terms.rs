//! Contract terms: an ordered list of changes to the list price.

mod check;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::agreement::scope::Scope;
use crate::book::price::{BoundOwner, Ending, PriceModel, span_problems};
use crate::problem::{Located, Problem, under};
use crate::value::IntoValue;
use crate::value::day::{Day, is_over};
use crate::value::decimal::NonNegative;
use crate::value::discount::Discount;
use crate::value::id::TermId;
use crate::value::limits::{TIERS, at_most};
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

/// The terms of a contract, applied in the order in which they are listed.
///
/// Each term starts from the result of the term before: 20% off and then 10% off is 28% off.
/// Without terms, the list price applies.
///
/// The order matters: for 100, 10 off and then half off is 45, and half off and then 10 off is 40.
/// Source: nopCommerce, issue 22 (the two formulas).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Vec<Term>);

/// A term of a contract.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Unique among all terms of the agreement, nested terms included.
    pub id: TermId,
    /// The charges that it changes; an empty scope means all.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The stage at which it applies; before commitments if absent. A term within a group has the stage
    /// of the group.
    pub stage: Option<Stage>,
    /// The first day on which it applies.
    pub from: Option<Day>,
    /// The last day on which it applies, inclusive.
    pub until: Option<Day>,
    /// The change to the price.
    pub change: PriceChange,
}

impl Term {
    /// A discount on all charges, without dates.
    ///
    /// # Errors
    /// The conversion error of the name or the discount.
    ///
    /// ```
    /// use netprice::{Scope, Term};
    /// let term = Term::pay("compute deal", "20% off")?.within(Scope::of_services(["compute"])?);
    /// assert_eq!(term.scope.services[0].as_str(), "compute");
    /// assert!(Term::pay("compute deal", "20").is_err()); // pay 20% or save 20%?
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn pay(
        id: impl IntoValue<TermId>,
        discount: impl IntoValue<Discount>,
    ) -> Result<Self, ValueProblem> {
        let change = PriceChange::Pay(discount.into_value()?);
        Ok(Self::new(id.into_value()?, change))
    }

    /// An amount off the total of all charges, without dates.
    ///
    /// # Errors
    /// The conversion error of the name or the amount.
    pub fn amount_off(
        id: impl IntoValue<TermId>,
        amount: impl IntoValue<Money>,
    ) -> Result<Self, ValueProblem> {
        let change = PriceChange::AmountOff(amount.into_value()?);
        Ok(Self::new(id.into_value()?, change))
    }

    /// Limits the term to the charges of a scope.
    #[must_use]
    pub fn within(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// Sets the stage at which the term applies.
    #[must_use]
    pub fn at(self, stage: Stage) -> Self {
        let stage = Some(stage);
        Self { stage, ..self }
    }

    /// The stage at which the term applies: its own, or before commitments.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage.unwrap_or_default()
    }

    /// A term for all charges, without dates.
    #[must_use]
    pub fn new(id: TermId, change: PriceChange) -> Self {
        Self {
            id,
            scope: Scope::default(),
            stage: None,
            from: None,
            until: None,
            change,
        }
    }

    /// The problem of its stage, given that of its group: a term of a group that has a stage of its
    /// own, or a change to a price per unit where charges have none.
    fn stage_problem(&self, group: Option<Stage>) -> Option<Problem> {
        if let (Some(_), Some(stage)) = (group, self.stage) {
            let value: &str = stage.into();
            let value = value.to_owned();
            return Some(Problem::StageInGroup { value });
        }
        let usage_only: &[Stage] = match self.change {
            PriceChange::Fixed(_) => &[Stage::BeforeCommitments],
            PriceChange::UnitOff(_)
            | PriceChange::ByQuantity(_)
            | PriceChange::NotBelow(_)
            | PriceChange::NotAbove(_) => &[Stage::BeforeCommitments, Stage::Uncovered],
            PriceChange::Pay(_)
            | PriceChange::Markup { .. }
            | PriceChange::AmountOff(_)
            | PriceChange::BySpend(_)
            | PriceChange::AtLeast(_)
            | PriceChange::AtMost(_)
            | PriceChange::Additive(_)
            | PriceChange::BestOf(_)
            | PriceChange::FirstOf(_) => return None,
        };
        let stage = group.unwrap_or(self.stage());
        if usage_only.contains(&stage) {
            return None;
        }
        let value: &str = stage.into();
        let expected = usage_only.iter().map(|stage| {
            let name: &str = stage.into();
            name.to_owned()
        });
        Some(Problem::WrongStage {
            value: value.to_owned(),
            expected: expected.collect(),
        })
    }

    /// Whether it has a first or a last day.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether it applies on a day; a term without dates always does.
    #[must_use]
    pub fn holds_on(&self, day: Option<Day>) -> bool {
        let began = self
            .from
            .is_none_or(|from| day.is_some_and(|day| from <= day));
        began && !is_over(self.until, day)
    }
}

/// The stage at which a term applies: to usage before commitments, or to what commitments make of it.
///
/// At 0.70 under a savings plan instead of 1.00, two hours of which the plan covers one cost 1.70;
/// 10% off after commitments makes it 1.53, off what is uncovered 1.60, and off the fees 1.63. Before
/// commitments, the fee is unchanged too: 0.90 + 0.70. The terms of all later stages apply together,
/// in their listed order.
///
/// Source of the example: ProsperOps, "Savings Plan bundling" (AWS: 0.70, then 0.63 after 10% of
/// EDP).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// All usage, before commitments draw on it.
    #[default]
    BeforeCommitments,
    /// The usage that no commitment covers.
    ///
    /// Source: Google Cloud, sustained use discounts (not on usage that commitments cover).
    Uncovered,
    /// The fees of commitments: covered usage and unused commitment.
    ///
    /// Source: AWS, volume discounts of Reserved Instances (5% off fees beyond 500,000).
    CommitmentFees,
    /// The uncovered usage and the fees of commitments.
    ///
    /// Source: AWS, private pricing (EDP) applied after Savings Plans.
    AfterCommitments,
}

impl Stage {
    /// The stages whose terms apply once commitments have been applied.
    pub(crate) const LATER: [Self; 3] = [
        Self::Uncovered,
        Self::CommitmentFees,
        Self::AfterCommitments,
    ];
}

/// The change that a term makes to the price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum PriceChange {
    /// A share of the price is paid: after 80%, another 90% leaves 72%.
    ///
    /// At 85折, 1,000 becomes 850; at pay 100% it stays 1,000. Source: Alibaba Cloud, MongoDB
    /// configuration change fees.
    Pay(Discount),
    /// A percentage is added to the price: with 10, 100 becomes 110; with 0, it is unchanged.
    ///
    /// Source: koku, issue 1033 (a markup of 10% on 100 adds 10).
    Markup {
        /// The percentage.
        percent: NonNegative,
    },
    /// An amount is deducted per unit, down to zero: 10 GB at 0.09 less 0.01 each cost 0.8, and
    /// less 0.1 each cost 0.
    ///
    /// Units are counted after the quantity rules. The example is computed by hand.
    UnitOff(Money),
    /// An amount is deducted from the total of the scope, down to zero, and split over its charges
    /// in proportion to their cost.
    ///
    /// With charges of 100, 50 and 200, 10% off and then 20 off leaves 315 − 20 = 295; 20 off first
    /// leaves 330 × 0.9 = 297. Source: Shopify, examples of combined discounts (the percentage
    /// first).
    AmountOff(Money),
    /// The quantity is priced by this price model instead. A frozen list followed by a discount
    /// fixes the price; a discount alone follows the current list.
    ///
    /// Listed at 2 and agreed at 1, 245 tokens cost 245 and not 490. The result replaces that of
    /// all terms before it. Source: FOCUS specification, virtual currency pricing example.
    Fixed(PriceModel),
    /// The paid share depends on the spend in the scope.
    ///
    /// The spend is the total of its charges after the terms before; the paid amount is split over
    /// them in proportion to their cost. See [`RateTable`] for examples and sources.
    BySpend(RateTable),
    /// The paid share depends on the quantity used of the SKU.
    ///
    /// The share is paid units ÷ used units, exactly, or 1 if nothing is used. Where the SKU counts
    /// machines apart, it is that of the quantity of each machine, also where a commitment covers a part
    /// of it. If
    /// the quarters of a month of 730 hours pay 100%, 80%, 60% and 40%, 730 hours pay 70% of their
    /// price, 547.5 hours 80% and 182.5 hours 100%. Source: Google Cloud, sustained use discounts
    /// (N1).
    ByQuantity(RateTable),
    /// A floor as a share of list: with 3折, a deal at 2折 of 100 costs 30, and a deal at 3折 is
    /// unchanged.
    ///
    /// Source of the figures: Jiemian on the GPU scramble, early 2024 (below 3折 is a loss).
    NotBelow(Discount),
    /// A ceiling as a share of today's list: at 100%, an agreed price of 120 costs 100 if today's
    /// list price is 100, and an agreed price of 100 is unchanged.
    ///
    /// The example is computed by hand.
    NotAbove(Discount),
    /// A minimum cost of each usage line and unused commitment: with 150, charges of 100 and 0 cost
    /// 150, and a charge of 150 is unchanged.
    ///
    /// The parts of a line, by days or by commitments, are one charge and share the minimum in
    /// proportion to their cost: parts of 40 and 60 cost 60 and 90.
    ///
    /// Source: OpenMeter, tests of volume tiers with a minimum spend.
    AtLeast(Money),
    /// A maximum cost of each usage line and unused commitment: with 125, a charge of 150 costs 125,
    /// and a charge of 125 is unchanged. The parts of a line share it as they share a minimum.
    ///
    /// Source: OpenMeter, tests of volume tiers with a maximum spend.
    AtMost(Money),
    /// All terms start from the same amount and their reductions are added; the sum is cut at zero once:
    /// 20% off and 10% off is 30% off, so 100 becomes 70 and not 72; 60% off and 50% off leave 0, and
    /// with a markup of 20% too, 10.
    ///
    /// The example is computed by hand. Source of the rule: SAP Business One,
    /// `DiscountGroupRelationsEnum` ("sum of all discounts, up to 100 percent").
    Additive(Vec<Term>),
    /// Only the term with the lowest resulting total applies; among equals, the first: of 10% off
    /// and 20% off, the second applies, so 100 becomes 80.
    ///
    /// A term that does not apply on the day leaves the price unchanged. The example is computed by
    /// hand. Source of the rule: Azure billing benefits, `DiscountCombinationRule` (best of).
    BestOf(Vec<Term>),
    /// Only the first term that is in force and has a charge in its scope applies: of 10% off and
    /// 20% off, the first applies, so 100 becomes 90.
    ///
    /// If the first ended the day before, the second applies, so 100 becomes 80. The example is
    /// computed by hand. Source of the rule: CloudBlue, "Discount applicability priority" (only the
    /// highest applies).
    FirstOf(Vec<Term>),
}

/// Paid shares by tiers of spend or quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RateTable {
    /// Each slice pays the rate of its own tier: with 10% up to 10,000, 7% up to 80,000 and 5%
    /// above, 85,000 pays 1,000 + 4,900 + 250 = 6,150, and 10,000, on the bound, pays 1,000.
    ///
    /// Source: AWS Support plans, Business (a percentage of usage charges).
    Graduated(Vec<RateTier>),
    /// The tier that is reached sets the rate of the whole amount: with 100% up to 50 and 80%
    /// above, 100 pays 80, where slices would pay 50 + 40 = 90; 50 pays 50, and 51 only 40.8.
    ///
    /// Source of the rule: Oracle Banking, tier based amounts, "variable"; the figures are computed
    /// by hand.
    AllUnits {
        /// The tiers.
        tiers: Vec<RateTier>,
        /// The tier that an amount on a bound reaches.
        #[serde(default)]
        bound: BoundOwner,
    },
}

impl PriceChange {
    /// The terms of a group; none for a single change.
    pub(crate) fn inner(&self) -> &[Term] {
        match self {
            Self::Additive(inner) | Self::BestOf(inner) | Self::FirstOf(inner) => inner,
            Self::Pay(_)
            | Self::Markup { .. }
            | Self::UnitOff(_)
            | Self::AmountOff(_)
            | Self::Fixed(_)
            | Self::BySpend(_)
            | Self::ByQuantity(_)
            | Self::NotBelow(_)
            | Self::NotAbove(_)
            | Self::AtLeast(_)
            | Self::AtMost(_) => &[],
        }
    }
}

impl RateTable {
    /// The tiers.
    #[must_use]
    pub fn tiers(&self) -> &[RateTier] {
        match self {
            Self::Graduated(tiers) | Self::AllUnits { tiers, .. } => tiers,
        }
    }

    pub(crate) fn problems(&self) -> Vec<Located> {
        let at = match self {
            Self::Graduated(_) => Path::from("graduated"),
            Self::AllUnits { .. } => Path::from("all_units").field("tiers"),
        };
        if let Err(problem) = at_most(self.tiers().len(), TIERS) {
            return vec![problem.at(at)];
        }
        let tiers = self.tiers().iter();
        let spans: Vec<_> = tiers.map(|tier| (tier.from, tier.up_to)).collect();
        under(span_problems(&spans, Ending::Open), at).collect()
    }
}

/// A tier of spend or quantity and its discount; spend is in the currency of the price book,
/// quantity in the unit of the SKU.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTier {
    /// The start; 0 for the first tier.
    pub from: NonNegative,
    /// The end; only the last tier has none.
    pub up_to: Option<NonNegative>,
    /// The share that is paid.
    pub pay: Discount,
}

impl Terms {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Collects the name and the scope of each term, nested terms included.
    pub(crate) fn scopes<'a>(&'a self, scopes: &mut Vec<(&'a TermId, &'a Scope)>) {
        list_scopes(&self.0, scopes);
    }
}

/// Whether some of the terms replace list prices.
pub(crate) fn agree_prices(terms: &[Term]) -> bool {
    let mut terms = terms.iter();
    terms.any(|term| {
        matches!(term.change, PriceChange::Fixed(_)) || agree_prices(term.change.inner())
    })
}

fn list_scopes<'a>(terms: &'a [Term], scopes: &mut Vec<(&'a TermId, &'a Scope)>) {
    for term in terms {
        scopes.push((&term.id, &term.scope));
        list_scopes(term.change.inner(), scopes);
    }
}
