//! How a SKU is rated.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A plan and the days on which it applies.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    /// The first day; `None` for the first plan.
    pub(super) from: Option<Date>,
    pub(super) plan: Plan,
    /// Whether the cost of a row depends on the count before it.
    pub(super) by_count: bool,
}

/// How a SKU is rated.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    Folded(Folded),
    Unfolded(Unfolded),
}

/// Prices as whole numbers, after all terms.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// The tiers in their order; a flat price has one.
    pub(super) bands: Box<[Band]>,
    /// The places of the prices.
    pub(super) price_places: u32,
}

/// A tier of folded prices.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Band {
    /// The end, in millionths of a unit; the largest number where there is none.
    pub(super) up_to: u64,
    pub(super) list: u64,
    pub(super) effective: u64,
}

/// Why a SKU or a row takes the explained path.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Unfolded {
    /// The whole count selects the tier of an all-units price.
    AllUnits,
    /// The price depends on the hours of the day.
    HoursOfDay,
    /// The quantity is a product of factors.
    Factors,
    /// Rules change the count before it is priced.
    Rules,
    /// Units are sold in packages.
    Packages,
    /// A tier has a flat fee.
    FlatFees,
    /// Unit prices or tiers are rounded.
    Rounding,
    /// Prices are converted from another currency.
    Conversion,
    /// Machines or accounts are counted apart.
    Pooling,
    /// A term changes more than the price of a unit, or applies to some rows of the SKU only.
    Terms,
    /// A price has more digits than are folded.
    PriceDigits,
    /// The quantity or the count has more digits than are folded, or the row goes beyond a last tier that ends.
    QuantityDigits,
    /// The row states more than a quantity and a day.
    Line,
    /// There is no price.
    NoPrice,
}
