//! What the rows of a batch leave to be worked out in their order.

use hashbrown::HashMap;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::columns::Role;

/// By what rows are summed; 0 stands for an absent value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct GroupKey {
    pub(crate) position: u32,
    /// The day as a number, such as 20260301.
    pub(crate) day: u32,
    pub(crate) unit: u32,
    pub(crate) owner: u32,
    pub(crate) labels: u32,
}

/// A row that is rated in the order of the rows, or explained.
#[derive(Clone, Debug)]
pub(crate) struct LateRow {
    pub(crate) number: u64,
    pub(crate) key: GroupKey,
    pub(crate) quantity: Decimal,
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) is_rated: bool,
    pub(crate) is_explained: bool,
}

/// A row that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct WrongField {
    pub(crate) number: u64,
    pub(crate) role: Role,
    pub(crate) value: String,
    pub(crate) expected: String,
}

/// A SKU that the price book does not list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unknown {
    pub(crate) sku: String,
    pub(crate) unit: String,
    pub(crate) rows: u64,
    pub(crate) quantity: Ratio,
}

/// What the rows of a batch leave to be worked out in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Late {
    pub(crate) rows: Vec<LateRow>,
    pub(crate) wrong: Vec<WrongField>,
    pub(crate) wrong_count: u64,
    pub(crate) unknown: Vec<Unknown>,
    /// The indices of the unknown SKUs, by their names and units.
    pub(crate) numbers: HashMap<Vec<u8>, usize>,
    /// The rows of each category that is no usage.
    pub(crate) categories: HashMap<String, u64>,
}
