//! What a row of a bill says, by the rules of its format.

use netprice::value::decimal::{minus, plus, times};
use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::bill::format::{BillFormat, Columns, Role};
use crate::number::{self, Comma};
use crate::problem::{ImportProblem, not_a_number, start};

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

/// The name that FOCUS has for a unit; the given one if it is not known.
pub(crate) fn unit_name(unit: &str) -> String {
    let plain: String = unit
        .to_lowercase()
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    let name = match plain.as_str() {
        "hrs" | "hour" | "hours" | "小时" => "Hours",
        "gbmo" | "gbmonth" | "gbmonths" | "gigabytemonth" => "GB-Months",
        "gibibytemonth" | "gibmonth" | "gibymo" => "GiB-Months",
        "gibibytehour" | "gibyh" => "GiB-Hours",
        "gbhours" | "gb小时hours" | "gb小时" | "gbhour" => "GB-Hours",
        "gb" | "gigabyte" | "gigabytes" => "GB",
        "gib" | "gibibyte" | "gibiby" => "GiB",
        "request" | "requests" | "次" => "Requests",
        "count" => "Units",
        _ => unit,
    };
    name.to_owned()
}

struct Reader<'a> {
    columns: &'a Columns,
    cells: &'a csv::StringRecord,
}

impl<'a> Reader<'a> {
    fn text(&self, role: Role) -> &'a str {
        self.columns.cell(self.cells, role)
    }

    /// A number of a cell; `None` for an empty one.
    fn number(&self, role: Role, name: &'static str) -> Result<Option<Decimal>, Wrong> {
        let cell = self.text(role);
        if number::is_missing(cell) {
            return Ok(None);
        }
        let cell = cell.trim_start_matches(['$', '¥', '￥', '€']);
        let read = number::parse(cell, Some(Comma::Thousands));
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

    fn focus(&self) -> Result<Option<BillRow>, Wrong> {
        let category = match (
            self.text(Role::Kind).to_ascii_lowercase().as_str(),
            self.text(Role::Status),
        ) {
            ("usage", "Unused") => BillCategory::Unused,
            ("usage" | "", _) => BillCategory::Usage,
            ("purchase", _) => BillCategory::Purchase,
            ("tax", _) => BillCategory::Tax,
            ("credit", _) => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let billed = self.billed()?;
        let effective = self.number(Role::Effective, "effective")?.unwrap_or(billed);
        let mut key = self.key(category);
        let (mut quantity, mut unit) = (self.quantity(Role::Quantity)?, self.text(Role::Unit));
        if quantity.is_none() {
            (quantity, unit) = (
                self.quantity(Role::PricedQuantity)?,
                self.text(Role::PricedUnit),
            );
        }
        unit.clone_into(&mut key.unit);
        key.instance = instance_in(&key.instance)
            .or_else(|| of_details(self.text(Role::Details)))
            .or_else(|| instance_in(&key.item))
            .unwrap_or_default();
        if !self.columns.has(Role::Offer) {
            // The words of a charge may name its resource; only our own name a line.
            key.item = described(&key);
        }
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective,
        }))
    }

    /// Rows of a savings plan cancel each other, and reserved usage costs nothing: what they cost stands in their fees, and
    /// their effective cost in columns of its own.
    fn aws(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let kind = self.text(Role::Kind);
        let category = match kind {
            "" | "Usage" | "DiscountedUsage" | "SavingsPlanCoveredUsage" => BillCategory::Usage,
            "RIFee" | "Fee" | "SavingsPlanRecurringFee" | "SavingsPlanUpfrontFee" => {
                BillCategory::Purchase
            }
            "Tax" => BillCategory::Tax,
            "SavingsPlanNegation" => BillCategory::Adjustment,
            _ => BillCategory::Credit,
        };
        let effective = match kind {
            "DiscountedUsage" => self.number(Role::Effective, "effective")?.unwrap_or(billed),
            "SavingsPlanCoveredUsage" => self
                .number(Role::SavingsPlanEffective, "effective")?
                .unwrap_or(billed),
            "SavingsPlanNegation"
            | "RIFee"
            | "SavingsPlanRecurringFee"
            | "SavingsPlanUpfrontFee" => Decimal::ZERO,
            _ => billed,
        };
        let mut key = self.key(category);
        if category == BillCategory::Usage {
            key.instance = instance_in(&key.instance)
                .or_else(|| instance_in(&key.sku))
                .unwrap_or_default();
            key.item = String::new();
        }
        let quantity = if category == BillCategory::Usage {
            self.quantity(Role::Quantity)?
        } else {
            None
        };
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective,
        }))
    }

    /// A unit such as `100 Hours` counts blocks; the quantity may be in blocks or not, which the cost shows.
    fn azure(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let kind = self.text(Role::Kind).to_ascii_lowercase();
        let category = match kind.as_str() {
            "usage" => BillCategory::Usage,
            "unusedreservation" | "unusedsavingsplan" => BillCategory::Unused,
            "purchase" => BillCategory::Purchase,
            "tax" => BillCategory::Tax,
            "refund" | "credit" => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let mut key = self.key(category);
        let (block, unit) = block(&key.unit);
        let quantity = self.number(Role::Quantity, "quantity")?;
        let price = self.number(Role::UnitPrice, "unit price")?;
        let is_in_blocks = match (quantity, price) {
            (Some(quantity), Some(price)) if block != Decimal::ONE => {
                times(quantity, price).is_ok_and(|cost| is_near(cost, billed))
            }
            _ => false,
        };
        key.unit = unit;
        key.instance = of_details(self.text(Role::Details)).unwrap_or_default();
        key.item = format!("{} {}", self.text(Role::Size), key.item)
            .trim()
            .to_owned();
        let quantity = quantity.and_then(|quantity| {
            let factor = if is_in_blocks { block } else { Decimal::ONE };
            Ratio::from(quantity).times(factor.into()).ok()
        });
        let list = match self.number(Role::List, "list")? {
            Some(list) => Some(list),
            None => {
                let price = self.number(Role::ListPrice, "list price")?;
                price
                    .zip(self.number(Role::Quantity, "quantity")?)
                    .and_then(|(price, quantity)| times(price, quantity).ok())
            }
        };
        Ok(Some(BillRow {
            key,
            quantity,
            list,
            billed,
            effective: billed,
        }))
    }

    /// The cost is before credits, which are a list of amounts below zero.
    fn google_export(&self) -> Result<Option<BillRow>, Wrong> {
        let cost = self.billed()?;
        let credits = credits(self.text(Role::Credits)).map_err(|problem| ("credits", problem))?;
        let category = match self.text(Role::Kind) {
            "tax" => BillCategory::Tax,
            "adjustment" | "rounding_error" => BillCategory::Adjustment,
            _ => BillCategory::Usage,
        };
        let mut key = self.key(category);
        key.instance = machine_spec(self.text(Role::Details)).unwrap_or_default();
        let billed = plus(cost, credits).map_err(|problem| ("billed", problem.into()))?;
        Ok(Some(BillRow {
            key,
            quantity: self.quantity(Role::Quantity)?,
            list: self.number(Role::List, "list")?.or(Some(cost)),
            billed,
            effective: billed,
        }))
    }

    /// A row of credits repeats the quantity of its usage, and the last row is the total.
    fn google_table(&self) -> Result<Option<BillRow>, Wrong> {
        if self.text(Role::Item).is_empty() && self.text(Role::Service).is_empty() {
            return Ok(None);
        }
        let billed = self.billed()?;
        let is_credit = !self.text(Role::Class).is_empty();
        let category = match self.text(Role::Kind).to_ascii_lowercase().as_str() {
            "tax" => BillCategory::Tax,
            "usage" | "" if !is_credit => BillCategory::Usage,
            "usage" | "" => BillCategory::Credit,
            _ => BillCategory::Adjustment,
        };
        let quantity = if is_credit {
            None
        } else {
            self.quantity(Role::Quantity)?
        };
        let mut key = self.key(category);
        key.instance = instance_in(&key.item).unwrap_or_default();
        Ok(Some(BillRow {
            key,
            quantity,
            list: (!is_credit).then_some(billed),
            billed,
            effective: billed,
        }))
    }

    /// A price by the hour counts the hours of the service time beside the usage; packages come off first.
    fn alibaba(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let kinds = format!("{} {}", self.text(Role::Kind), self.text(Role::Class));
        let category = chinese_category(&kinds);
        let is_refund = category == BillCategory::Purchase && billed < Decimal::ZERO;
        let category = if is_refund {
            BillCategory::Credit
        } else {
            category
        };
        let mut key = self.key(category);
        let quantity = self.number(Role::Quantity, "quantity")?;
        let covered = self.number(Role::Covered, "covered")?.unwrap_or_default();
        let quantity = quantity
            .and_then(|quantity| minus(quantity, covered).ok())
            .map(Ratio::from);
        let seconds = self.number(Role::Seconds, "seconds")?;
        let is_hourly = self.text(Role::PriceUnit).contains("小时") && !key.unit.contains("小时");
        let quantity = match (quantity, seconds.filter(|_| is_hourly)) {
            (Some(quantity), Some(seconds)) => {
                key.unit = hourly(&key.unit);
                quantity
                    .times(Ratio::from(seconds))
                    .and_then(|sum| sum.over(Decimal::from(3_600).into()))
                    .ok()
            }
            (quantity, _) => quantity,
        };
        if !(is_hourly && key.unit == "Hours") {
            key.instance = String::new();
        }
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective: billed,
        }))
    }

    /// A component counts its usage times its time; a unit such as 10000次 counts blocks.
    fn tencent(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let mut key = self.key(chinese_category(self.text(Role::Kind)));
        let quantity = self.quantity(Role::Quantity)?;
        let time = self.number(Role::Size, "time")?;
        let is_hours = self.text(Role::PriceUnit).contains("小时");
        let quantity = match (quantity, time.filter(|_| is_hours)) {
            (Some(quantity), Some(hours)) => {
                key.unit = hourly(&key.unit);
                quantity.times(hours.into()).ok()
            }
            (quantity, _) => quantity,
        };
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective: billed,
        }))
    }

    /// Usage is in seconds or bytes, at prices by the hour or GB; the size of a disk stands in its specification.
    fn huawei(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let mut key = self.key(chinese_category(self.text(Role::Kind)));
        let quantity = self.number(Role::Quantity, "quantity")?;
        let covered = self.number(Role::Covered, "covered")?.unwrap_or_default();
        let quantity = quantity
            .and_then(|quantity| minus(quantity, covered).ok())
            .map(Ratio::from);
        let price_unit = self.text(Role::PriceUnit);
        let parts: Vec<&str> = key.instance.split('|').collect();
        let size = parts
            .iter()
            .find_map(|part| number::parse(part.strip_suffix("GB")?, None))
            .filter(|_| price_unit.contains("GB"));
        let (divisor, unit) = match key.unit.as_str() {
            "秒" if price_unit.contains("小时") => (
                Decimal::from(3_600),
                if size.is_some() { "GB-Hours" } else { "Hours" },
            ),
            "Byte" | "字节" => (Decimal::from(1_073_741_824), "GB"),
            _ => (Decimal::ONE, ""),
        };
        let quantity = quantity.and_then(|quantity| quantity.over(divisor.into()).ok());
        let quantity =
            quantity.and_then(|quantity| quantity.times(size.unwrap_or(Decimal::ONE).into()).ok());
        if !unit.is_empty() {
            unit.clone_into(&mut key.unit);
        }
        key.instance = parts
            .iter()
            .find_map(|part| instance_in(part))
            .unwrap_or_default();
        Ok(Some(BillRow {
            key,
            quantity,
            list: self.number(Role::List, "list")?,
            billed,
            effective: billed,
        }))
    }
}

fn chinese_category(kind: &str) -> BillCategory {
    let has = |parts: &[&str]| parts.iter().any(|part| kind.contains(part));
    if has(&["退款", "退订", "Refund"]) {
        BillCategory::Credit
    } else if has(&["新购", "续费", "包年包月", "Subscription", "NewBuy"]) {
        BillCategory::Purchase
    } else if has(&["调账", "调整", "Adjust"]) {
        BillCategory::Adjustment
    } else {
        BillCategory::Usage
    }
}

/// The unit of things that are counted by the hour: machines are hours, and GB are GB-hours.
fn hourly(unit: &str) -> String {
    match unit {
        "" | "台" | "个" => "Hours".to_owned(),
        "核" => "vCPU-Hours".to_owned(),
        unit => format!("{unit}-Hours"),
    }
}

/// What a row of FOCUS is for, without what names a resource.
fn described(key: &BillKey) -> String {
    if key.sku.is_empty() {
        key.item.clone()
    } else {
        String::new()
    }
}

/// Whether two costs differ by less than a thousandth, as rounding makes them.
fn is_near(one: Decimal, other: Decimal) -> bool {
    let difference = minus(one, other).ok().map(|difference| difference.abs());
    let limit = times(other.abs(), Decimal::new(1, 3)).unwrap_or_default();
    difference.is_some_and(|difference| difference <= limit)
}

/// The size of a block and its unit: `100 Hours`, `10K`, `1 GB/Month`.
pub(crate) fn block(unit: &str) -> (Decimal, String) {
    let (digits, rest) = number::split(unit);
    let size = number::parse(digits, Some(Comma::Thousands))
        .filter(|size| !size.is_zero())
        .unwrap_or(Decimal::ONE);
    let (factor, rest) = match rest.strip_prefix(['K', 'k']) {
        Some(after) if after.is_empty() || after.starts_with(' ') => (1_000, after.trim()),
        _ => match rest.strip_prefix('M') {
            Some(after) if after.is_empty() || after.starts_with(' ') => (1_000_000, after.trim()),
            _ => (1, rest),
        },
    };
    let size = times(size, Decimal::from(factor)).unwrap_or(size);
    let name = if rest.is_empty() { "Units" } else { rest };
    (size, name.to_owned())
}

/// The type of a machine in a name: `BoxUsage:m5.large`, `$0.096 per On Demand Linux m5.large Instance Hour`, `ecs.g7.large`.
pub(crate) fn instance_in(text: &str) -> Option<String> {
    const SIZES: [&str; 10] = [
        "nano", "micro", "small", "medium", "large", "xlarge", "metal", "standard", "highmem",
        "highcpu",
    ];
    let separators = |sign: char| sign.is_whitespace() || ":,;|()".contains(sign);
    let is_type = |word: &&str| {
        let dotted = word.split('.').count();
        let is_google = word.split('-').count() >= 3
            && SIZES
                .iter()
                .any(|size| word.split('-').any(|part| part == *size));
        let last = word.split('.').find(|part| {
            SIZES
                .iter()
                .any(|size| part.trim_start_matches(|sign: char| sign.is_ascii_digit()) == *size)
        });
        let starts = word
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic());
        starts && word.is_ascii() && (is_google || (dotted >= 2 && last.is_some()))
    };
    let words = text.split(separators);
    // A database or a cache is no machine of its own.
    words
        .map(|word| word.trim_matches(['"', '.']))
        .find(is_type)
        .map(str::to_owned)
}

/// The type of a machine in the details of a price: `{"ServiceType":"Standard_D4as_v5"}`.
fn of_details(text: &str) -> Option<String> {
    let details: serde_json::Value = serde_json::from_str(text).ok()?;
    let names = [
        "ServiceType",
        "InstanceType",
        "instanceType",
        "x_InstanceType",
        "instance_type",
    ];
    let found = names.iter().find_map(|name| details.get(name)?.as_str());
    found.map(str::to_owned)
}

/// The type of a machine in the system labels of Google.
fn machine_spec(text: &str) -> Option<String> {
    let labels: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut labels = labels.as_array()?.iter();
    let spec = labels.find(|label| {
        label.get("key").and_then(|key| key.as_str()) == Some("compute.googleapis.com/machine_spec")
    })?;
    spec.get("value")?.as_str().map(str::to_owned)
}

/// The sum of the amounts of credits.
fn credits(text: &str) -> Result<Decimal, ImportProblem> {
    if text.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let wrong = || not_a_number(start(text));
    let list: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let mut sum = Decimal::ZERO;
    for credit in list.as_array().ok_or_else(wrong)? {
        let amount = match credit.get("amount") {
            Some(serde_json::Value::Number(number)) => number.to_string(),
            Some(serde_json::Value::String(text)) => text.clone(),
            _ => return Err(wrong()),
        };
        let amount = number::parse(&amount, None).ok_or_else(wrong)?;
        sum = plus(sum, amount)?;
    }
    Ok(sum)
}
