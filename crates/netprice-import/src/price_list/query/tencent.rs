//! Tencent Cloud: `InquiryPriceRunInstances`, `DescribeZoneInstanceConfigInfos` and `InquiryPriceCreateDisks`. The answers state no
//! currency.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::price_list::ListPrice;
use crate::price_list::query::{
    For, Priced, count, list, missing, needed, product, region_of, some_number, text,
};
use crate::problem::ImportProblem;

/// A price that is set: 0 means that it is not.
fn set(price: &Value, key: &str) -> Result<Option<Decimal>, ImportProblem> {
    Ok(some_number(price, key)?.filter(|price| !price.is_zero()))
}

/// The first of two prices that is set: after discounts, or listed.
fn paid(price: &Value, keys: [&str; 2]) -> Result<Option<Decimal>, ImportProblem> {
    let [discounted, listed] = keys;
    match set(price, discounted)? {
        Some(found) => Ok(Some(found)),
        None => set(price, listed),
    }
}

/// The steps of a price by the hour: up to 96, up to 360, and all further hours.
fn hourly(of: &For<'_>, price: &Value) -> Result<Vec<ListPrice>, ImportProblem> {
    let Some(first) = paid(price, ["UnitPriceDiscount", "UnitPrice"])? else {
        return Ok(Vec::new());
    };
    let steps = [
        (96, ["UnitPriceDiscountSecondStep", "UnitPriceSecondStep"]),
        (360, ["UnitPriceDiscountThirdStep", "UnitPriceThirdStep"]),
    ];
    let mut prices = vec![of.price(first)];
    let mut last = first;
    for (from, keys) in steps {
        if let Some(next) = paid(price, keys)?.filter(|next| *next != last) {
            let from = Decimal::from(from);
            prices.push(ListPrice {
                from,
                ..of.price(next)
            });
            last = next;
        }
    }
    Ok(prices)
}

/// The price of machines with their disks, by the hour or for the months of the request, and of the traffic.
pub(super) fn machine(request: &Value, answer: &Value) -> Priced {
    let price = answer.get("Price").ok_or_else(|| missing("Price"))?;
    let instance = price
        .get("InstancePrice")
        .ok_or_else(|| missing("InstancePrice"))?;
    let zone = request
        .get("Placement")
        .map_or("", |place| text(place, "Zone"));
    let region = region_of(if zone.is_empty() {
        return Err(missing("Placement.Zone"));
    } else {
        zone
    });
    let machines = count(request, "InstanceCount")?;
    let of = |unit: &'static str, units: Decimal| For {
        sku: text(request, "InstanceType"),
        is_machine: true,
        region,
        service: "cvm",
        currency: "",
        unit,
        units,
    };
    let mut prices = hourly(&of("Hours", product([machines])?), instance)?;
    if prices.is_empty() {
        let total = paid(instance, ["DiscountPrice", "OriginalPrice"])?;
        let total = total.ok_or_else(|| missing("DiscountPrice"))?;
        let months = request.get("InstanceChargePrepaid");
        let months = months.map_or(Ok(Decimal::ONE), |prepaid| count(prepaid, "Period"))?;
        prices.push(of("Months", product([machines, months])?).price(total));
    }
    let traffic = price
        .get("BandwidthPrice")
        .filter(|traffic| text(traffic, "ChargeUnit") == "GB");
    if let Some(traffic) = traffic
        && let Some(price) = paid(traffic, ["UnitPriceDiscount", "UnitPrice"])?
    {
        let of = For {
            sku: "traffic",
            is_machine: false,
            ..of("GB", Decimal::ONE)
        };
        prices.push(of.price(price));
    }
    Ok(prices)
}

/// The prices of all types that a zone sells, by the hour or the month; the answer names them itself.
pub(super) fn zone(answer: &Value) -> Priced {
    let mut prices = Vec::new();
    for row in list(answer, "InstanceTypeQuotaSet") {
        let price = row.get("Price").ok_or_else(|| missing("Price"))?;
        let of = |unit| For {
            sku: text(row, "InstanceType"),
            is_machine: true,
            region: region_of(text(row, "Zone")),
            service: "cvm",
            currency: "",
            unit,
            units: Decimal::ONE,
        };
        let by_hour = hourly(&of("Hours"), price)?;
        if by_hour.is_empty()
            && let Some(month) = paid(price, ["DiscountPrice", "OriginalPrice"])?
        {
            prices.push(of("Months").price(month));
        }
        prices.extend(by_hour);
    }
    Ok(prices)
}

/// The price of disks of a size, by the hour or for the months of the request.
pub(super) fn disk(request: &Value, answer: &Value) -> Priced {
    let price = answer
        .get("DiskPrice")
        .ok_or_else(|| missing("DiskPrice"))?;
    let size = some_number(request, "DiskSize")?.ok_or_else(|| missing("DiskSize"))?;
    let disks = count(request, "DiskCount")?;
    let zone = request
        .get("Placement")
        .map_or("", |place| text(place, "Zone"));
    let months = request.get("DiskChargePrepaid");
    let months = months.map_or(Ok(Decimal::ONE), |prepaid| count(prepaid, "Period"))?;
    let hourly = paid(price, ["UnitPriceDiscountHigh", "UnitPriceDiscount"])?;
    let (total, unit, periods) = match hourly {
        Some(total) => (total, "GB-Hours", Decimal::ONE),
        None => {
            let total = paid(price, ["DiscountPriceHigh", "DiscountPrice"])?;
            (
                total.ok_or_else(|| missing("DiscountPrice"))?,
                "GB-Months",
                months,
            )
        }
    };
    let of = For {
        sku: needed(request, "DiskType")?,
        is_machine: false,
        region: region_of(zone),
        service: "cbs",
        currency: "",
        unit,
        units: product([size, disks, periods])?,
    };
    Ok(vec![of.price(total)])
}
