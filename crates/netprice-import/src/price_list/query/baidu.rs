//! Baidu AI Cloud: `/v2/instance/price` and `/v2/volume/getPrice`.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::price_list::query::{
    For, Priced, count, list, missing, needed, product, region_of, some_number, text,
};
use crate::problem::ImportProblem;

/// Prices of machines by their specification, or of a disk by its kind and size, for the months of the request.
pub(super) fn prices(request: &Value, answer: &Value) -> Priced {
    if text(request, "paymentTiming") != "Prepaid" {
        let message = "the documentation does not state the time that a postpaid price is for; expected a query with paymentTiming Prepaid".to_owned();
        return Err(ImportProblem::Unreadable { message });
    }
    let counts = [
        count(request, "purchaseLength")?,
        count(request, "purchaseCount")?,
    ];
    let region = region_of(needed(request, "zoneName")?);
    let months = product(counts)?;
    let mut found = Vec::new();
    for row in list(answer, "price") {
        for spec in list(row, "specPrices") {
            let sold = text(spec, "status");
            if sold.is_empty() || sold == "available" {
                let name = text(spec, "spec");
                found.push(
                    of(name, true, region, "Months", months).price(paid(spec, "tradePrice")?),
                );
            }
        }
        if let Some(size) = some_number(row, "cdsSizeInGB")? {
            let units = product([months, size])?;
            let name = text(row, "storageType");
            found.push(of(name, false, region, "GB-Months", units).price(paid(row, "price")?));
        }
    }
    Ok(found)
}

/// The price after discounts; the listed one if there is no other.
fn paid(row: &Value, key: &str) -> Result<Decimal, ImportProblem> {
    match some_number(row, key)? {
        Some(price) => Ok(price),
        None => some_number(row, "specPrice")?.ok_or_else(|| missing(key)),
    }
}

fn of<'a>(
    sku: &'a str,
    is_machine: bool,
    region: &'a str,
    unit: &'a str,
    units: Decimal,
) -> For<'a> {
    For {
        sku,
        is_machine,
        region,
        service: if is_machine { "bcc" } else { "cds" },
        currency: "CNY",
        unit,
        units,
    }
}
