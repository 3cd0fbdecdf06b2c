//! Huawei Cloud: `ListOnDemandResourceRatings` and `ListRateOnPeriodDetail` of its billing interface.

use netprice::value::decimal::times;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::price_list::ListPrice;
use crate::price_list::query::{
    For, Priced, count, list, missing, number_of, product, some_number, text,
};
use crate::problem::ImportProblem;

/// An amount in yuan or dollars: `measure_id` 1, 2 and 3 are the whole, the tenth and the hundredth of it.
fn amount(row: &Value, key: &str) -> Result<Option<Decimal>, ImportProblem> {
    let Some(amount) = some_number(row, key)? else {
        return Ok(None);
    };
    let scale = match row.get("measure_id").and_then(Value::as_u64) {
        Some(2) => Decimal::new(1, 1),
        Some(3) => Decimal::new(1, 2),
        _ => Decimal::ONE,
    };
    Ok(Some(times(amount, scale)?))
}

fn currency(answer: &Value) -> &str {
    match text(answer, "currency") {
        "" => "CNY",
        other => other,
    }
}

/// The product of the request with the id of a row.
fn asked<'a>(request: &'a Value, row: &Value) -> Result<&'a Value, ImportProblem> {
    let id = text(row, "id");
    let mut products = list(request, "product_infos").iter();
    let found = products.find(|product| text(product, "id") == id);
    found.ok_or_else(|| missing(&format!("product_infos with id {id}")))
}

/// The unit of use by its id, alone and of a size in GB or Mbps.
fn unit(product: &Value) -> Result<&'static str, ImportProblem> {
    let id = |key: &str| product.get(key).and_then(Value::as_u64);
    let size = id("size_measure_id").filter(|_| product.get("resource_size").is_some());
    Ok(match (id("usage_measure_id"), size) {
        (Some(4), None | Some(14)) => "Hours",
        (Some(4), Some(17)) => "GB-Hours",
        (Some(4), Some(15)) => "Mbps-Hours",
        (Some(0), None | Some(14)) => "Days",
        (Some(0), Some(17)) => "GB-Days",
        (Some(5), None | Some(14)) => "Minutes",
        (Some(6), None | Some(14)) => "Seconds",
        (Some(10), None | Some(14)) => "GB",
        (Some(14 | 40), None | Some(14)) => "Requests",
        (usage, size) => {
            let message = format!(
                "the units {usage:?} of use and {size:?} of size are not known; expected 4 (hours) and 17 (GB), or the like"
            );
            return Err(ImportProblem::Unreadable { message });
        }
    })
}

/// Prices by use, for `usage_value` of `resource_size` each.
pub(super) fn on_demand(request: &Value, answer: &Value) -> Priced {
    let rows = list(answer, "product_rating_results").iter();
    rows.map(|row| {
        let product = asked(request, row)?;
        let counts = [
            number_of(product, "usage_value")?,
            count(product, "subscription_num")?,
            count(product, "resource_size")?,
        ];
        let total = match amount(row, "amount")? {
            Some(total) => total,
            None => amount(row, "official_website_amount")?.ok_or_else(|| missing("amount"))?,
        };
        Ok(of(product, answer, unit(product)?, self::product(counts)?).price(total))
    })
    .collect()
}

/// Prices of a period of days, weeks, months, years or hours.
pub(super) fn period(request: &Value, answer: &Value) -> Priced {
    let listed = answer
        .get("official_website_rating_result")
        .ok_or_else(|| missing("official_website_rating_result"))?;
    let best = list(answer, "optional_discount_rating_results").iter();
    let mut best = best.filter(|one| one.get("best_offer").and_then(Value::as_u64) == Some(1));
    let rows = best.next().map_or_else(
        || list(listed, "product_rating_results"),
        |best| list(best, "product_rating_results"),
    );
    let each = rows.iter().map(|row| -> Result<ListPrice, ImportProblem> {
        let product = asked(request, row)?;
        let (unit, times) = match product.get("period_type").and_then(Value::as_u64) {
            Some(0) => ("Days", 1),
            Some(1) => ("Days", 7),
            Some(2) => ("Months", 1),
            Some(3) => ("Years", 1),
            Some(4) => ("Hours", 1),
            _ => return Err(missing("period_type")),
        };
        let counts = [
            count(product, "period_num")?,
            Decimal::from(times),
            count(product, "subscription_num")?,
            count(product, "resource_size")?,
        ];
        let total = match amount(row, "amount")? {
            Some(total) => total,
            None => amount(row, "official_website_amount")?
                .ok_or_else(|| missing("official_website_amount"))?,
        };
        Ok(of(product, answer, unit, self::product(counts)?).price(total))
    });
    each.collect()
}

fn of<'a>(product: &'a Value, answer: &'a Value, unit: &'a str, units: Decimal) -> For<'a> {
    let kind = text(product, "resource_type");
    For {
        sku: text(product, "resource_spec"),
        is_machine: kind.ends_with(".vm"),
        region: text(product, "region"),
        service: text(product, "cloud_service_type"),
        currency: currency(answer),
        unit,
        units,
    }
}
