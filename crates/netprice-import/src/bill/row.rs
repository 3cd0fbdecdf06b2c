//! What a row of a bill says, by the rules of its format.

mod aws;
mod azure;
mod chinese;
mod focus;
mod google;
mod names;

use netprice::value::decimal::minus;
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bill::format::{BillFormat, Columns, Role};
use crate::number;
use crate::problem::{ImportProblem, not_a_number, start};

pub(crate) use self::names::{block, instance_in, unit_name};

/// The category of a row, by the names of FOCUS.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BillCategory {
    /// Usage.
    #[default]
    Usage,
    /// The part of a commitment that no usage drew on.
    Unused,
    /// The fee of a commitment, or another purchase.
    Purchase,
    /// Tax.
    Tax,
    /// A credit, a refund or a discount that is a row of its own.
    Credit,
    /// A correction or a rounding.
    Adjustment,
}

/// What rows have in common that are added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BillKey {
    /// The category.
    pub category: BillCategory,
    /// The provider, as the bill names it.
    pub provider: String,
    /// The service, as the bill names it.
    pub service: String,
    /// The SKU, the meter or the type of usage.
    pub sku: String,
    /// What is charged, in words.
    pub item: String,
    /// The type of the machine, if it is one.
    pub instance: String,
    /// The region.
    pub region: String,
    /// The unit of the quantity.
    pub unit: String,
    /// The currency of the costs.
    pub currency: String,
}

/// A row of a bill.
#[derive(Clone, Debug)]
pub(super) struct BillRow {
    pub(super) key: BillKey,
    pub(super) quantity: Option<Ratio>,
    pub(super) list: Option<Decimal>,
    pub(super) billed: Decimal,
    pub(super) effective: Decimal,
}

type Wrong = (&'static str, ImportProblem);

/// Reads a row; `None` for one that only sums up others.
pub(super) fn row(columns: &Columns, cells: &csv::StringRecord) -> Result<Option<BillRow>, Wrong> {
    if is_total(cells) {
        return Ok(None);
    }
    let reader = Reader { columns, cells };
    let read = match columns.format {
        BillFormat::Focus => reader.focus(),
        BillFormat::AwsCur => reader.aws(),
        BillFormat::Azure => reader.azure(),
        BillFormat::GoogleExport => reader.google_export(),
        BillFormat::GoogleTable => reader.google_table(),
        BillFormat::Alibaba => reader.alibaba(),
        BillFormat::Tencent => reader.tencent(),
        BillFormat::Huawei => reader.huawei(),
        BillFormat::Infracost => Ok(None),
    };
    read.map(|row| {
        row.map(|mut row| {
            row.key.unit = unit_name(&row.key.unit);
            row
        })
    })
}

/// Whether a cell is below zero, and its digits: `-$5.00`, `($1.00)`, `'12.5`.
fn signed(cell: &str) -> (bool, &str) {
    const SIGNS: [char; 8] = ['$', '¥', '￥', '€', '£', '\'', ' ', '\u{a0}'];
    let cell = cell.trim_matches(SIGNS);
    if let Some(inside) = cell
        .strip_prefix('(')
        .and_then(|cell| cell.strip_suffix(')'))
    {
        return (true, inside.trim_matches(SIGNS));
    }
    match cell.strip_prefix('-') {
        Some(rest) => (true, rest.trim_matches(SIGNS)),
        None => (false, cell),
    }
}

/// Whether a row sums up others by hand, as its first text says.
fn is_total(cells: &csv::StringRecord) -> bool {
    const WORDS: [&str; 9] = [
        "合计",
        "总计",
        "小计",
        "合計",
        "total",
        "grand total",
        "subtotal",
        "sum",
        "gesamt",
    ];
    let mut cells = cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let first = cells.next().unwrap_or_default().to_lowercase();
    WORDS.contains(&first.trim_end_matches([':', '：']))
}

struct Reader<'a> {
    columns: &'a Columns,
    cells: &'a csv::StringRecord,
}

impl<'a> Reader<'a> {
    fn text(&self, role: Role) -> &'a str {
        // Spreadsheets write an apostrophe before what shall stay text.
        self.columns.cell(self.cells, role).trim_start_matches('\'')
    }

    /// A number of a cell; `None` for an empty one.
    fn number(&self, role: Role, name: &'static str) -> Result<Option<Decimal>, Wrong> {
        let cell = self.text(role);
        if number::is_missing(cell) {
            return Ok(None);
        }
        let (is_negative, plain) = signed(cell);
        let read = number::parse(plain, Some(number::comma_of(plain, self.columns.comma)));
        let read = read.and_then(|value| {
            if is_negative {
                minus(Decimal::ZERO, value).ok()
            } else {
                Some(value)
            }
        });
        read.map(Some)
            .ok_or_else(|| (name, not_a_number(start(cell))))
    }

    fn billed(&self) -> Result<Decimal, Wrong> {
        let billed = self.number(Role::Billed, "billed")?;
        billed.ok_or((
            "billed",
            netprice::value::problem::ValueProblem::Empty.into(),
        ))
    }

    fn key(&self, category: BillCategory) -> BillKey {
        let text = |role: Role| self.text(role).to_owned();
        let currency = match self.text(Role::Currency) {
            "" => self
                .columns
                .currency
                .clone()
                .unwrap_or_else(|| match self.columns.format {
                    BillFormat::Alibaba | BillFormat::Tencent | BillFormat::Huawei => {
                        "CNY".to_owned()
                    }
                    BillFormat::Focus
                    | BillFormat::AwsCur
                    | BillFormat::Azure
                    | BillFormat::GoogleExport
                    | BillFormat::GoogleTable
                    | BillFormat::Infracost => String::new(),
                }),
            currency => currency.to_owned(),
        };
        BillKey {
            category,
            provider: self
                .columns
                .format
                .provider()
                .map_or_else(|| text(Role::Provider), str::to_owned),
            service: text(Role::Service),
            sku: text(Role::Sku),
            item: text(Role::Item),
            instance: text(Role::Instance),
            region: text(Role::Region),
            unit: text(Role::Unit),
            currency,
        }
    }

    fn quantity(&self, role: Role) -> Result<Option<Ratio>, Wrong> {
        Ok(self.number(role, "quantity")?.map(Ratio::from))
    }

    /// The quantity that is charged once packages have covered their part.
    fn uncovered_quantity(&self) -> Result<Option<Ratio>, Wrong> {
        let quantity = self.number(Role::Quantity, "quantity")?;
        let covered = self.number(Role::Covered, "covered")?.unwrap_or_default();
        Ok(quantity
            .and_then(|quantity| minus(quantity, covered).ok())
            .map(Ratio::from))
    }

    /// The row of a charge, with the list cost of its own column.
    fn priced(
        &self,
        key: BillKey,
        quantity: Option<Ratio>,
        billed: Decimal,
        effective: Decimal,
    ) -> Result<Option<BillRow>, Wrong> {
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective,
        }))
    }
}
