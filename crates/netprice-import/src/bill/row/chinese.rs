//! Rows of the bills of Alibaba, Tencent and Huawei Cloud.

use netprice::value::ratio::Ratio;
use rust_decimal::Decimal;

use crate::bill::format::Role;
use crate::bill::row::names::instance_in;
use crate::bill::row::{BillCategory, BillRow, Reader, Wrong};
use crate::number;

impl Reader<'_> {
    /// A price by the hour counts the hours of the service time beside the usage; packages come off first.
    pub(super) fn alibaba(&self) -> Result<Option<BillRow>, Wrong> {
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
        let quantity = self.uncovered_quantity()?;
        let seconds = self.number(Role::Seconds, "seconds")?;
        let price_unit = self.text(Role::PriceUnit);
        let is_hourly = (price_unit.contains("小时") || price_unit.ends_with("/Hour"))
            && !key.unit.contains("小时");
        let quantity = match (quantity, seconds.filter(|_| is_hourly)) {
            (Some(quantity), Some(seconds)) => {
                key.unit = hourly(&key.unit);
                let is_hours = self.text(Role::TimeUnit).contains("小时");
                let divisor = if is_hours { 1 } else { 3_600 };
                quantity
                    .times(Ratio::from(seconds))
                    .and_then(|sum| sum.over(Decimal::from(divisor).into()))
                    .ok()
            }
            (quantity, _) => quantity,
        };
        if !(is_hourly && key.unit == "Hours") {
            key.instance = String::new();
        }
        self.priced(key, quantity, billed, billed)
    }

    /// A component counts its usage times its time; a unit such as 10000次 counts blocks.
    pub(super) fn tencent(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let mut key = self.key(chinese_category(self.text(Role::Kind)));
        let quantity = self.quantity(Role::Quantity)?;
        let time = self.number(Role::Size, "time")?;
        // The price of a component may be by GB, whatever the time that it was used for.
        let is_by_time = ["", "小时", "时", "秒", "天", "月"];
        let price_unit = self.text(Role::TimeUnit);
        let is_by_time = price_unit.is_empty()
            || price_unit
                .split('/')
                .any(|part| !part.is_empty() && is_by_time.contains(&part));
        let divisor = match self.text(Role::PriceUnit) {
            unit if unit.contains("小时") => Some(Decimal::ONE),
            unit if unit.contains('秒') => Some(Decimal::from(3_600)),
            _ => None,
        };
        let time = time.zip(divisor).filter(|_| is_by_time);
        let quantity = match (quantity, time) {
            (Some(quantity), Some((time, divisor))) => {
                key.unit = hourly(&key.unit);
                let hours = Ratio::from(time).over(divisor.into());
                hours.and_then(|hours| quantity.times(hours)).ok()
            }
            (quantity, _) => quantity,
        };
        self.priced(key, quantity, billed, billed)
    }

    /// Usage is in seconds or bytes, at prices by the hour or GB; the size of a disk stands in its specification.
    pub(super) fn huawei(&self) -> Result<Option<BillRow>, Wrong> {
        let billed = self.billed()?;
        let mut key = self.key(chinese_category(self.text(Role::Kind)));
        let quantity = self.uncovered_quantity()?;
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
        self.priced(key, quantity, billed, billed)
    }
}

fn chinese_category(kind: &str) -> BillCategory {
    let has = |parts: &[&str]| parts.iter().any(|part| kind.contains(part));
    if has(&["税金"]) {
        BillCategory::Tax
    } else if has(&["手续费"]) {
        BillCategory::Adjustment
    } else if has(&["退款", "退订", "Refund"]) {
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
