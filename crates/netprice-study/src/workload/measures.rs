//! The numbers of an ask, by name.

use netprice::value::id::LineId;
use netprice::{NonNegative, Quantity};
use serde::{Deserialize, Serialize};

use crate::workload::ask::{Ask, Hours, Measure};

/// A number of a workload: one of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkloadField {
    /// The line.
    pub line: LineId,
    /// The number of its ask.
    pub measure: Measure,
}

/// A number of an ask that can be replaced.
enum Slot<'a> {
    Number(&'a mut NonNegative),
    Hours(&'a mut Hours),
    Quantity(&'a mut Quantity),
}

impl Ask {
    /// The name of the ask in the document.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Machines(_) => "machines",
            Self::BlockStorage(_) => "block_storage",
            Self::ObjectStorage(_) => "object_storage",
            Self::Traffic(_) => "traffic",
            Self::Database(_) => "database",
            Self::Cache(_) => "cache",
            Self::LoadBalancer(_) => "load_balancer",
            Self::Nat(_) => "nat",
            Self::PublicIp(_) => "public_ip",
            Self::Kubernetes(_) => "kubernetes",
            Self::Tokens(_) => "tokens",
            Self::Sku(_) => "sku",
            Self::Own(_) => "own",
        }
    }

    /// The numbers of the ask with their values, in the order of the document.
    ///
    /// A schedule counts by its hours; one that is too large is left out.
    #[must_use]
    pub fn measures(&self) -> Vec<(Measure, NonNegative)> {
        let mut copy = self.clone();
        let slots = copy.slots().into_iter();
        let values = slots.filter_map(|(measure, slot)| {
            let value = match slot {
                Slot::Number(number) => *number,
                Slot::Hours(hours) => hours.get().ok()?,
                Slot::Quantity(quantity) => NonNegative::new(quantity.value()).ok()?,
            };
            Some((measure, value))
        });
        values.collect()
    }

    /// Replaces a number; nothing happens for one that the ask does not have.
    pub fn set(&mut self, measure: Measure, value: NonNegative) {
        let slots = self.slots().into_iter();
        for (_, slot) in slots.filter(|(one, _)| *one == measure) {
            match slot {
                Slot::Number(number) => *number = value,
                Slot::Hours(hours) => *hours = Hours::Flat(value),
                Slot::Quantity(quantity) => {
                    let unit = quantity.unit().clone();
                    if let Ok(changed) = Quantity::new(value.get(), unit) {
                        *quantity = changed;
                    }
                }
            }
        }
    }

    fn slots(&mut self) -> Vec<(Measure, Slot<'_>)> {
        use Measure as M;
        use Slot::Number;
        match self {
            Self::Machines(ask) => vec![
                (M::Count, Number(&mut ask.count)),
                (M::Vcpus, Number(&mut ask.vcpus)),
                (M::MemoryGib, Number(&mut ask.memory_gib)),
                (M::Hours, Slot::Hours(&mut ask.hours)),
            ],
            Self::BlockStorage(ask) => vec![
                (M::Gb, Number(&mut ask.gb)),
                (M::Iops, Number(&mut ask.iops)),
            ],
            Self::ObjectStorage(ask) => vec![
                (M::Gb, Number(&mut ask.gb)),
                (M::Writes, Number(&mut ask.writes)),
                (M::Reads, Number(&mut ask.reads)),
                (M::RetrievalGb, Number(&mut ask.retrieval_gb)),
            ],
            Self::Traffic(ask) => vec![
                (M::Gb, Number(&mut ask.gb)),
                (M::Mbps, Number(&mut ask.mbps)),
            ],
            Self::Database(ask) => vec![
                (M::Count, Number(&mut ask.count)),
                (M::Vcpus, Number(&mut ask.vcpus)),
                (M::MemoryGib, Number(&mut ask.memory_gib)),
                (M::StorageGb, Number(&mut ask.storage_gb)),
                (M::Hours, Slot::Hours(&mut ask.hours)),
            ],
            Self::Cache(ask) => vec![
                (M::Count, Number(&mut ask.count)),
                (M::MemoryGib, Number(&mut ask.memory_gib)),
                (M::Hours, Slot::Hours(&mut ask.hours)),
            ],
            Self::LoadBalancer(ask) | Self::Nat(ask) => vec![
                (M::Count, Number(&mut ask.count)),
                (M::Gb, Number(&mut ask.gb)),
                (M::Hours, Slot::Hours(&mut ask.hours)),
            ],
            Self::PublicIp(ask) | Self::Kubernetes(ask) => vec![
                (M::Count, Number(&mut ask.count)),
                (M::Hours, Slot::Hours(&mut ask.hours)),
            ],
            Self::Tokens(ask) => vec![
                (M::Input, Number(&mut ask.input)),
                (M::CachedInput, Number(&mut ask.cached_input)),
                (M::Output, Number(&mut ask.output)),
            ],
            Self::Sku(ask) => vec![(M::Quantity, Slot::Quantity(&mut ask.quantity))],
            Self::Own(ask) => vec![(M::Quantity, Slot::Quantity(&mut ask.quantity))],
        }
    }
}
