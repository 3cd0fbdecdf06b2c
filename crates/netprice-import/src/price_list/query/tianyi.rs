//! Tianyi Cloud: the price of an order (`/v4/new-order/query-price`).

use rust_decimal::Decimal;
use serde_json::Value;

use crate::price_list::query::{
    For, Priced, count, list, missing, needed, product, some_number, text,
};
use crate::problem::ImportProblem;

/// Prices of the machine and of the disks of an order, in the order of the request.
pub(super) fn order(request: &Value, answer: &Value) -> Priced {
    let Some(found) = answer.get("returnObj").filter(|found| found.is_object()) else {
        let message = format!(
            "the interface refused the query: {}",
            text(answer, "message")
        );
        return Err(ImportProblem::Unreadable { message });
    };
    let is_on_demand = request.get("onDemand").and_then(Value::as_bool) == Some(true);
    let unit = match text(request, "cycleType").to_ascii_uppercase().as_str() {
        _ if is_on_demand => "Hours",
        "MONTH" => "Months",
        "YEAR" => "Years",
        _ => return Err(missing("cycleType")),
    };
    let cycles = if is_on_demand {
        Decimal::ONE
    } else {
        count(request, "cycleCount")?
    };
    let periods = product([cycles, count(request, "count")?])?;
    let region = needed(request, "regionID")?;
    let mut disks = disks(request).into_iter();
    let orders = found.get("subOrderPrices");
    let one: Vec<&Value> = orders
        .into_iter()
        .filter(|orders| orders.is_object())
        .collect();
    let orders = list(found, "subOrderPrices").iter().chain(one);
    let mut prices = Vec::new();
    for item in orders.flat_map(|order| list(order, "orderItemPrices")) {
        let total = match some_number(item, "finalPrice")? {
            Some(total) => total,
            None => some_number(item, "totalPrice")?.ok_or_else(|| missing("finalPrice"))?,
        };
        let is_machine = text(item, "resourceType") == "VM";
        let (sku, unit, units) = if is_machine {
            (needed(request, "flavorName")?, unit, periods)
        } else if text(item, "resourceType") == "EBS" {
            let (kind, size) = disks.next().ok_or_else(|| missing("disks"))?;
            let of_size = match unit {
                "Hours" => "GB-Hours",
                "Months" => "GB-Months",
                _ => "GB-Years",
            };
            (kind, of_size, product([periods, size?])?)
        } else {
            (text(item, "resourceType"), unit, periods)
        };
        let of = For {
            sku,
            is_machine,
            region,
            service: text(item, "ctyunName"),
            currency: "CNY",
            unit,
            units,
        };
        prices.push(of.price(total));
    }
    Ok(prices)
}

/// The kinds and the sizes of the disks: that of the system first, or the only one of an order of a disk.
fn disks(request: &Value) -> Vec<(&str, Result<Decimal, ImportProblem>)> {
    let size = |of: &Value, key: &str| some_number(of, key)?.ok_or_else(|| missing(key));
    let system = match text(request, "sysDiskType") {
        "" => None,
        kind => Some((kind, size(request, "sysDiskSize"))),
    };
    let only = match text(request, "diskType") {
        "" => None,
        kind => Some((kind, size(request, "diskSize"))),
    };
    let others = list(request, "disks").iter();
    let others = others.map(|disk| (text(disk, "diskType"), size(disk, "diskSize")));
    system.into_iter().chain(only).chain(others).collect()
}
