//! The choices of a commitment: its order, its time, the usage that it covers first, and what happens
//! to unused capacity.

use serde::{Deserialize, Serialize};

/// The order in which commitments are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Commitments in units before those in money, then narrow scopes before wide ones, then the
    /// earliest expiry, then the listed order: a reservation of one SKU before one of a service,
    /// and both before a savings plan. Commitments that count fees come last.
    ///
    /// The scopes rank from narrow to wide: lines or SKUs, services or purchase options, regions or
    /// providers, everything. Source: AWS, "How Savings Plans apply to your usage" (reserved
    /// instances first, EC2 instance plans before compute plans); Alibaba Cloud, resource plans
    /// (earliest expiry first).
    #[default]
    NarrowFirst,
    /// The listed order.
    Listed,
}

/// The time for which a capacity is granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// Each hour; capacity that is not drawn in one time block is not available in the next.
    #[default]
    Hour,
    /// The whole period of the usage, as for a pack of 500 GB.
    Period,
}

/// The usage that a commitment covers first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// The usage on which it saves the largest share of the contracted cost; among equal shares,
    /// the usage with the lowest cost per second, byte or count under it, then the listed order. If
    /// the fee is 0, that is the dearest usage first.
    ///
    /// With 10 per hour, 15 units at 0.4 instead of 1, and 10 units at 0.8 instead of 1.2, the
    /// first SKU saves 60% and draws 6, 5 units of the second draw 4, and the other 5 cost 6: 16 in
    /// total. In the reverse order it would be 20. Source: Alibaba Cloud, ECS savings plans.
    #[default]
    HighestSaving,
    /// The usage that draws least per second, byte or count: the smallest machines.
    ///
    /// Source: AWS, instance size flexibility ("from the smallest to the largest").
    Smallest,
    /// The listed order of the usage.
    Listed,
}

/// The treatment of capacity that is not drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unused {
    /// It expires, and its share of the fee is a separate charge.
    ///
    /// Source: Huawei Cloud, resettable packages; AWS, unused reservation costs.
    #[default]
    Lost,
    /// It carries over to the next period, together with its share of the fee.
    ///
    /// Source: Huawei Cloud, non-resettable packages.
    Kept,
}

/// The turns in which a commitment covers the usage of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// The usage of its owner, or all usage if it has none.
    Owner,
    /// The usage of its group.
    Group,
    /// All other usage.
    Others,
}

impl Turn {
    pub(crate) const ALL: [Self; 3] = [Self::Owner, Self::Group, Self::Others];
}
