//! The record of what answers a line of a workload, and why.

use netprice::value::decimal;
use netprice::value::id::{LineId, SkuId};
use netprice::{Money, NonNegative};
use netprice_catalog::book::Machine;
use netprice_catalog::goods::Criterion;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::workload::Labels;

/// What answers a part of a line of a workload, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkuMatch {
    /// The usage line: the id of the line, with the name of the part if it is not the first.
    pub line: LineId,
    /// The line of the workload.
    pub of: LineId,
    /// Whether it is of machines: the part of a line that asks for some.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_of_machines: bool,
    /// The labels of the line.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// What was found.
    pub found: Found,
}

/// What was found for a part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The SKU with the lowest list cost for the quantity.
    Chosen {
        /// The SKU.
        sku: SkuId,
        /// The reasons.
        choice: Choice,
    },
    /// Something composed of SKUs by size: at the lowest list cost, or named by the line.
    Composed {
        /// Its name.
        name: String,
        /// Its SKUs; each has a usage line.
        parts: Vec<ComposedPart>,
        /// The first criterion that it does not meet, if any and if the line names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unmet: Option<Criterion>,
        /// The reasons.
        choice: Choice,
    },
    /// The SKU that the line names.
    Named {
        /// The SKU.
        sku: SkuId,
        /// The first criterion that it does not meet, if any: it may be smaller than asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unmet: Option<Criterion>,
        /// What it is, and what would be cheaper.
        choice: Choice,
    },
    /// A SKU with a stated price or quantity.
    Given {
        /// The SKU.
        sku: SkuId,
        /// Who states it.
        by: GivenBy,
    },
    /// Nothing: the part is missing.
    Missing(Missing),
}

/// The statement behind a SKU that was not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBy {
    /// The line names the SKU with a quantity.
    Quantity,
    /// The line has a price by hand.
    Hand,
    /// The line asks for something at a price of one's own.
    Own,
    /// The line asks for tokens of a model.
    Model,
}

/// The reasons for a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The size that was asked for; `None` for what has no size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Size>,
    /// The size that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// The number of SKUs that meet all criteria and have a price, this one included.
    pub fitting: usize,
    /// The second cheapest of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<String>,
    /// What would be cheaper under one other condition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cheaper: Vec<Cheaper>,
}

/// The size of a machine, a database or a cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Size {
    /// Virtual processors; zero for a cache.
    #[serde(skip_serializing_if = "NonNegative::is_zero")]
    pub vcpus: NonNegative,
    /// Memory in GiB.
    #[serde(skip_serializing_if = "NonNegative::is_zero")]
    pub memory_gib: NonNegative,
    /// Accelerators.
    #[serde(skip_serializing_if = "NonNegative::is_zero")]
    pub gpus: NonNegative,
}

/// The sizes that are stated, such as `8 vCPU, 32 GiB, 1 accelerator`.
impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let accelerators = if self.gpus == NonNegative::ONE {
            "accelerator"
        } else {
            "accelerators"
        };
        let sizes = [
            (self.vcpus, "vCPU"),
            (self.memory_gib, "GiB"),
            (self.gpus, accelerators),
        ];
        let stated = sizes.into_iter().filter(|(size, _)| !size.is_zero());
        for (index, (size, unit)) in stated.enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{size} {unit}")?;
        }
        Ok(())
    }
}

impl Size {
    /// Whether it is at least half as large again as another, in processors, memory or accelerators that the other
    /// states.
    pub(crate) fn is_much_larger(self, than: Self) -> bool {
        let pairs = [
            (self.vcpus, than.vcpus),
            (self.memory_gib, than.memory_gib),
            (self.gpus, than.gpus),
        ];
        let mut pairs = pairs.into_iter().filter(|(_, than)| !than.is_zero());
        pairs.any(|(large, small)| {
            let much = decimal::times(small.get(), HALF_AGAIN);
            much.is_ok_and(|much| large.get() >= much)
        })
    }
}

const HALF_AGAIN: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

impl From<&Machine> for Size {
    fn from(machine: &Machine) -> Self {
        let gpus = machine.gpu.as_ref().map(|gpu| gpu.count);
        Self {
            vcpus: machine.vcpus,
            memory_gib: machine.memory_gib,
            gpus: gpus.unwrap_or_default(),
        }
    }
}

/// A SKU of something composed, with its usage line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposedPart {
    /// The usage line.
    pub usage: LineId,
    /// The SKU.
    pub sku: SkuId,
}

/// What would cost less if one criterion were another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cheaper {
    /// The condition.
    pub condition: Condition,
    /// The SKU, or what is composed.
    pub name: String,
    /// Its size.
    pub size: Size,
    /// How much less it costs at list prices for the whole line.
    pub saving: Money,
}

/// A condition under which something cheaper can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Arm processors will do.
    Arm,
    /// Machines that can use only a share of their processors will do.
    Burstable,
    /// Machines that the provider can take back will do.
    Spot,
    /// Machines are paid for whole months.
    Month,
    /// Half as many machines of twice the size will do.
    TwiceTheSize,
    /// Another family than that of the named SKU will do.
    OtherFamily,
}

/// Why nothing answers a part of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Missing {
    /// The criterion that nothing meets among what meets those before it; `None` for a line with a
    /// problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Criterion>,
    /// The largest size there is, where the criterion is one; zero where none is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest: Option<NonNegative>,
    /// The models of accelerators there are, where the criterion is the model.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// The number of SKUs of the kind.
    pub considered: usize,
}

/// Why nothing answers, such as `nothing this large is on this price list; the largest has 96 vCPU`.
impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(criterion) = self.criterion else {
            return f.write_str("the line has a problem");
        };
        let unit = match criterion {
            Criterion::Vcpus => "vCPU",
            Criterion::MemoryGib => "GiB of memory",
            Criterion::Gpus if self.largest == Some(NonNegative::ONE) => "accelerator",
            Criterion::Gpus => "accelerators",
            Criterion::Kind
            | Criterion::Purchase
            | Criterion::GpuModel
            | Criterion::Processor
            | Criterion::CpuShare
            | Criterion::Os
            | Criterion::Engine
            | Criterion::Class
            | Criterion::Destination
            | Criterion::Medium
            | Criterion::Zones => "",
        };
        match (self.largest, criterion) {
            (Some(largest), _) if largest.is_zero() => write!(f, "the {criterion} is not stated"),
            (Some(largest), _) => write!(
                f,
                "nothing this large is on this price list; the largest has {largest} {unit}"
            ),
            (None, Criterion::GpuModel) if !self.models.is_empty() => {
                write!(
                    f,
                    "this model is not on the price list, which has: {}",
                    self.models.join(", ")
                )
            }
            (None, Criterion::Kind) => f.write_str("this price list has no price of this kind"),
            (None, criterion) => write!(
                f,
                "no SKU of this kind meets the {criterion}; SKUs checked: {}",
                self.considered
            ),
        }
    }
}

impl SkuMatch {
    /// The SKU of the usage line; `None` for what is composed, and for what is missing.
    #[must_use]
    pub fn sku(&self) -> Option<&SkuId> {
        match &self.found {
            Found::Chosen { sku, .. } | Found::Named { sku, .. } | Found::Given { sku, .. } => {
                Some(sku)
            }
            Found::Composed { .. } | Found::Missing(_) => None,
        }
    }

    /// All SKUs of the part.
    pub fn skus(&self) -> impl Iterator<Item = &SkuId> {
        let composed = match &self.found {
            Found::Composed { parts, .. } => parts.as_slice(),
            Found::Chosen { .. }
            | Found::Named { .. }
            | Found::Given { .. }
            | Found::Missing(_) => &[],
        };
        let composed = composed.iter().map(|part| &part.sku);
        self.sku().into_iter().chain(composed)
    }

    /// The usage lines of the part: one, or several of what is composed.
    pub fn usage_lines(&self) -> impl Iterator<Item = &LineId> {
        let (own, composed) = match &self.found {
            Found::Composed { parts, .. } => (None, parts.as_slice()),
            Found::Chosen { .. }
            | Found::Named { .. }
            | Found::Given { .. }
            | Found::Missing(_) => (Some(&self.line), [].as_slice()),
        };
        let composed = composed.iter().map(|part| &part.usage);
        own.into_iter().chain(composed)
    }

    /// What a line names, and the first criterion that it does not meet; `None` if it meets all.
    #[must_use]
    pub fn unmet(&self) -> Option<(&str, Criterion)> {
        let (name, unmet) = match &self.found {
            Found::Named { sku, unmet, .. } => (sku.as_str(), unmet),
            Found::Composed { name, unmet, .. } => (name.as_str(), unmet),
            Found::Chosen { .. } | Found::Given { .. } | Found::Missing(_) => return None,
        };
        unmet.map(|unmet| (name, unmet))
    }

    /// The reasons for the choice; `None` where nothing was chosen.
    #[must_use]
    pub fn choice(&self) -> Option<&Choice> {
        match &self.found {
            Found::Chosen { choice, .. }
            | Found::Composed { choice, .. }
            | Found::Named { choice, .. } => Some(choice),
            Found::Given { .. } | Found::Missing(_) => None,
        }
    }

    /// Whether nothing answers the part.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.found, Found::Missing(_))
    }
}
