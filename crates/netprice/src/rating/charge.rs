//! Charges, their costs, and totals that state whether they are complete.

mod costs;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::costs::{Costs, Total};
use crate::agreement::billing::Correction;
use crate::agreement::scope::{ChargeKey, Scope};
use crate::rating::context::Context;
use crate::rating::step::{Reason, Slice, Step};
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::id::{
    AccountId, CommitmentId, LineId, Provider, PurchaseOption, Region, Service, SkuId, TermId,
    TimeBlockId,
};
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// A charge: its subject, its costs and the steps that explain them.
///
/// Source: FOCUS specification, `CommitmentDiscountStatus` (used and unused).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// A usage line, or the part of one that a commitment covers or leaves uncovered.
    Usage(UsageCharge),
    /// The part of a commitment's fee that no usage drew on.
    UnusedCommitment(UnusedCommitment),
    /// A fee that is a share of the other charges.
    Fee(FeeCharge),
    /// The fee of a commitment on the bill of the period, or a correction of an earlier bill.
    OneOff(OneOff),
}

/// A charge that no usage of the period causes.
///
/// Source: FOCUS specification, `ChargeCategory` Purchase and `ChargeClass` Correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneOff {
    /// The reason for it.
    pub reason: OneOffReason,
    /// The services and other names to which it belongs: the service of a correction, or what a
    /// commitment covers.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub covers: Box<Scope>,
    /// The costs: a fee has no cost besides the billed one, as its effective cost is with the usage
    /// that it covers; the costs of a correction are all its amount.
    pub costs: Costs,
}

/// The reason for a charge that no usage of the period causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OneOffReason {
    /// The fee of a commitment that is billed in the period.
    Fee(CommitmentId),
    /// A correction, refund or credit for an earlier bill.
    Correction(TermId),
}

impl From<&Correction> for OneOff {
    fn from(correction: &Correction) -> Self {
        Self {
            reason: OneOffReason::Correction(correction.id.clone()),
            covers: Box::new(Scope {
                services: correction.service.iter().cloned().collect(),
                ..Scope::default()
            }),
            costs: Costs::all(correction.amount),
        }
    }
}

impl fmt::Display for OneOffReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fee(commitment) => write!(f, "{commitment}, fee"),
            Self::Correction(id) => write!(f, "{id}, correction"),
        }
    }
}

/// The charge for a usage line, or for the part of one that a commitment covers or leaves
/// uncovered.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageCharge {
    /// The usage line.
    pub line: LineId,
    /// The first day of the usage, if the line states one or was split by days.
    pub day: Option<Day>,
    /// The account that uses it, if the line states one.
    pub owner: Option<AccountId>,
    /// The commitment that covers it, if any; the effective cost is then a share of the fee.
    pub covered_by: Option<CommitmentId>,
    /// The SKU used.
    pub sku: SkuId,
    /// The service of the SKU.
    pub service: Service,
    /// The purchase option of the SKU.
    pub purchase_option: Option<PurchaseOption>,
    /// The quantity used, in the unit of the SKU, before the SKU's quantity rules.
    pub quantity: Quantity,
    /// The costs.
    pub costs: Costs,
    /// The steps from list to effective cost.
    pub steps: Vec<Step>,
    /// What the effective cost left over when it was rounded to 12 decimals, for a bill that rounds
    /// it further.
    #[serde(skip)]
    pub left_over: LeftOver,
    /// What the list cost left over when it was rounded to 12 decimals, for the terms and commitments
    /// that go by it.
    #[serde(skip)]
    pub list_left_over: LeftOver,
}

/// What an exact amount left over when it was rounded to 12 decimals; zero where it was read from
/// text.
///
/// It is no part of what is shown: two charges that show the same are equal.
#[derive(Clone, Debug, Default)]
pub struct LeftOver(Kept);

impl LeftOver {
    /// The exact amount less the rounded one.
    #[must_use]
    pub fn of(ratio: Ratio) -> Self {
        Self(ratio.into())
    }

    /// The exact number.
    #[must_use]
    pub fn get(&self) -> Ratio {
        self.0.get()
    }
}

impl PartialEq for LeftOver {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LeftOver {}

/// The part of a commitment's fee that no usage drew on.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedCommitment {
    /// The commitment.
    pub commitment: CommitmentId,
    /// What the commitment covers, with its owner: the scopes of terms and fees select it by these
    /// names.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub covers: Box<Scope>,
    /// The time block, if the usage has several.
    pub time_block: Option<TimeBlockId>,
    /// The capacity that was not drawn.
    pub unused: NonNegative,
    /// The capacity that could be drawn.
    pub capacity: NonNegative,
    /// The costs: list and contracted cost are zero, the effective cost is the unused part of the
    /// fee.
    pub costs: Costs,
    /// The steps to the effective cost.
    pub steps: Vec<Step>,
    /// What the effective cost left over when it was rounded to 12 decimals.
    #[serde(skip)]
    pub left_over: LeftOver,
}

/// The charge for a fee that is a share of other charges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeCharge {
    /// The fee.
    pub fee: TermId,
    /// The costs; all of them are the fee.
    pub costs: Costs,
    /// The step to the fee.
    pub steps: Vec<Step>,
    /// What the fee left over when it was rounded to 12 decimals.
    #[serde(skip)]
    pub left_over: LeftOver,
}

/// The parts of a charge that terms change.
pub(crate) struct ChargeParts<'a> {
    pub(crate) costs: &'a mut Costs,
    pub(crate) steps: &'a mut Vec<Step>,
    pub(crate) left_over: &'a mut LeftOver,
}

impl Charge {
    /// The costs of the charge.
    #[must_use]
    pub fn costs(&self) -> Costs {
        match self {
            Self::Usage(charge) => charge.costs,
            Self::UnusedCommitment(charge) => charge.costs,
            Self::Fee(charge) => charge.costs,
            Self::OneOff(charge) => charge.costs,
        }
    }

    /// The steps, from list to effective cost; a charge that no usage causes has none.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        match self {
            Self::Usage(charge) => &charge.steps,
            Self::UnusedCommitment(charge) => &charge.steps,
            Self::Fee(charge) => &charge.steps,
            Self::OneOff(_) => &[],
        }
    }

    /// What the effective cost left over when it was rounded to 12 decimals.
    #[must_use]
    pub fn left_over(&self) -> Ratio {
        match self {
            Self::Usage(charge) => charge.left_over.get(),
            Self::UnusedCommitment(charge) => charge.left_over.get(),
            Self::Fee(charge) => charge.left_over.get(),
            Self::OneOff(_) => Ratio::ZERO,
        }
    }

    /// The exact effective cost.
    pub(crate) fn exact(&self) -> Result<Ratio, ValueProblem> {
        self.costs().effective.exact().plus(self.left_over())
    }

    /// Its parts that terms change; `None` for a charge that no usage causes.
    pub(crate) fn parts_mut(&mut self) -> Option<ChargeParts<'_>> {
        let (costs, steps, left_over) = match self {
            Self::Usage(charge) => (&mut charge.costs, &mut charge.steps, &mut charge.left_over),
            Self::UnusedCommitment(charge) => {
                (&mut charge.costs, &mut charge.steps, &mut charge.left_over)
            }
            Self::Fee(charge) => (&mut charge.costs, &mut charge.steps, &mut charge.left_over),
            Self::OneOff(_) => return None,
        };
        Some(ChargeParts {
            costs,
            steps,
            left_over,
        })
    }

    /// Whether it is for usage that no commitment covers.
    pub(crate) fn is_uncovered(&self) -> bool {
        self.usage()
            .is_some_and(|charge| charge.covered_by.is_none())
    }

    /// The names by which scopes select it.
    pub(crate) fn key<'a>(&'a self, context: &Context<'a>) -> ChargeKey<'a> {
        self.key_at(context.provider, context.region)
    }

    /// The usage charge; `None` for another charge.
    #[must_use]
    pub fn usage(&self) -> Option<&UsageCharge> {
        match self {
            Self::Usage(charge) => Some(charge),
            Self::UnusedCommitment(_) | Self::OneOff(_) | Self::Fee(_) => None,
        }
    }

    /// The unused commitment; `None` for another charge.
    #[must_use]
    pub fn unused(&self) -> Option<&UnusedCommitment> {
        match self {
            Self::Usage(_) | Self::OneOff(_) | Self::Fee(_) => None,
            Self::UnusedCommitment(charge) => Some(charge),
        }
    }

    /// The names by which scopes select it at a provider and region.
    pub(crate) fn key_at<'a>(
        &'a self,
        provider: &'a Provider,
        region: &'a Region,
    ) -> ChargeKey<'a> {
        let place = (provider, region);
        let covers = match self {
            Self::Usage(charge) => return charge.key_at(place),
            Self::UnusedCommitment(charge) => &charge.covers,
            Self::OneOff(charge) => &charge.covers,
            Self::Fee(_) => const { &Scope::EVERYTHING },
        };
        ChargeKey::of_scope(place, covers)
    }
}

impl UsageCharge {
    /// The slices of its list price, tier by tier.
    #[must_use]
    pub fn list_slices(&self) -> &[Slice] {
        match self.list_reason() {
            Some(Reason::ListPrice { slices, .. }) => slices,
            Some(_) | None => &[],
        }
    }

    fn list_reason(&self) -> Option<&Reason> {
        self.steps.first().map(|step| &*step.reason)
    }

    /// The quantity that its price counts, after the rules of the SKU; of a part that a commitment
    /// split off, its share.
    pub(crate) fn units(&self) -> Result<Ratio, ValueProblem> {
        let Some(Reason::ListPrice {
            pricing_quantity,
            part,
            ..
        }) = self.list_reason()
        else {
            return Ok(self.quantity.exact());
        };
        match part {
            Some(part) => pricing_quantity.exact().times(part.share),
            None => Ok(pricing_quantity.exact()),
        }
    }

    /// The quantity that each machine uses, where the SKU counts machines apart.
    pub(crate) fn of_each_machine(&self) -> Result<Option<Ratio>, ValueProblem> {
        let Some(Reason::ListPrice {
            pricing_quantity,
            counted_apart: Some(machines),
            ..
        }) = self.list_reason()
        else {
            return Ok(None);
        };
        if machines.is_zero() {
            return Ok(Some(Ratio::ZERO));
        }
        let each = pricing_quantity.exact().over(machines.get().into());
        each.map(Some)
    }

    /// The names by which scopes select it.
    pub(crate) fn key<'a>(&'a self, context: &Context<'a>) -> ChargeKey<'a> {
        self.key_at((context.provider, context.region))
    }

    fn key_at<'a>(&'a self, place: (&'a Provider, &'a Region)) -> ChargeKey<'a> {
        ChargeKey::of_usage(
            place,
            (&self.service, self.purchase_option.as_ref()),
            &self.sku,
            (&self.line, self.owner.as_ref()),
        )
    }
}

impl fmt::Display for Charge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(charge) => {
                let (line, sku) = (&charge.line, &charge.sku);
                write!(f, "{line}: {} of {sku}", charge.quantity)?;
                if let Some(commitment) = &charge.covered_by {
                    write!(f, ", covered by {commitment}")?;
                }
                f.write_str(", ")?;
                fmt::Display::fmt(&charge.costs.effective, f)
            }
            Self::UnusedCommitment(charge) => {
                write!(f, "{}", charge.commitment)?;
                if let Some(block) = &charge.time_block {
                    write!(f, " ({block})")?;
                }
                write!(f, ": {} of {} unused, ", charge.unused, charge.capacity)?;
                fmt::Display::fmt(&charge.costs.effective, f)
            }
            Self::Fee(charge) => {
                write!(f, "{}: ", charge.fee)?;
                fmt::Display::fmt(&charge.costs.effective, f)
            }
            Self::OneOff(charge) => {
                write!(f, "{}, ", charge.reason)?;
                fmt::Display::fmt(&charge.costs.billed, f)
            }
        }
    }
}

/// A usage line without a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpriced {
    /// The usage line.
    pub line: LineId,
    /// The SKU, which has no known price; `None` if the SKU is unknown too.
    pub sku: Option<SkuId>,
    /// The quantity without a price.
    pub quantity: Quantity,
    /// The reason.
    pub reason: MissingPrice,
}

/// The reason why a quantity has no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingPrice {
    /// No SKU is known for it.
    NoSku,
    /// The SKU is listed without a price.
    NotListed,
    /// The SKU is listed at zero, and its source does not say that it is free.
    Zero,
    /// The list ends below it: with tiers up to 100, 30 of 130 have no price. The rest of the line is
    /// a charge.
    AboveLastTier,
}

impl fmt::Display for MissingPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSku => "no SKU of the price book matches this",
            Self::NotListed => "no price",
            Self::Zero => "the price is 0 and not said to be free",
            Self::AboveLastTier => "no price above the last tier",
        })
    }
}
