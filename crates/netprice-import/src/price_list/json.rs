//! Price lists in JSON that are read as a whole.

use std::io::Read;

use netprice::value::decimal::{plus, times};
use netprice::value::path::Path;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::number;
use crate::price::unit;
use crate::price_list::query;
use crate::price_list::{
    ImportedPrices, ListPrice, PriceKind, PriceListFormat, unknown, unreadable,
};
use crate::problem::{ImportProblem, Problems, not_a_number, start};

pub(super) fn read<R: Read>(source: R, head: &str) -> Result<ImportedPrices, Problems> {
    let document: Value =
        serde_json::from_reader(source).map_err(|error| unreadable(&error.to_string()))?;
    let readers: [fn(&Value) -> Option<ImportedPrices>; 5] =
        [query::read, azure, google, oracle, alibaba];
    let found = readers.iter().find_map(|reader| reader(&document));
    found
        .filter(|list| list.report.rows > 0)
        .ok_or_else(|| unknown(head))
}

fn list<'a>(value: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    value.get(key)?.as_array()
}

fn text(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// A number as it is written; floats have their shortest decimal text.
fn decimal(value: Option<&Value>) -> Result<Decimal, ImportProblem> {
    let written = match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    number::parse(&written, None).ok_or(not_a_number(start(&written)))
}

/// Azure Retail Prices: a reservation's row has the price of the whole term under the unit of an hour.
fn azure(document: &Value) -> Option<ImportedPrices> {
    let items = list(document, "Items")?;
    let mut prices = ImportedPrices::of(PriceListFormat::AzureRetail);
    for (index, item) in items.iter().enumerate() {
        let read = decimal(item.get("retailPrice")).and_then(|price| {
            let names = format!(
                "{} {} {}",
                text(item, "productName"),
                text(item, "skuName"),
                text(item, "meterName")
            );
            let kind = match text(item, "type").as_str() {
                "Reservation" => PriceKind::Reserved,
                "DevTestConsumption" => PriceKind::DevTest,
                _ if names.contains("Spot") || names.contains("Low Priority") => PriceKind::Spot,
                _ => PriceKind::OnDemand,
            };
            // Windows stands in the name of the product only.
            let is_windows = text(item, "productName").contains("Windows")
                || !["", "Virtual Machines"].contains(&text(item, "serviceName").as_str());
            let from = item
                .get("tierMinimumUnits")
                .map_or(Ok(Decimal::ZERO), |from| decimal(Some(from)))?;
            Ok(ListPrice {
                sku: text(item, "meterId").into(),
                instance: if is_windows {
                    "".into()
                } else {
                    text(item, "armSkuName").into()
                },
                item: format!("{} {}", text(item, "productName"), text(item, "meterName")).into(),
                service: text(item, "serviceName").into(),
                region: text(item, "armRegionName").into(),
                unit: unit(&text(item, "unitOfMeasure")).into(),
                kind,
                term: text(item, "reservationTerm").into(),
                from,
                price,
                currency: text(item, "currencyCode").into(),
            })
        });
        prices.add(read.map_err(|problem| problem.at(Path::from("Items").index(index))));
    }
    Some(prices)
}

/// The catalogue of Google Cloud: units and billionths of a price, by the unit of use and not by that which is shown.
fn google(document: &Value) -> Option<ImportedPrices> {
    let skus = list(document, "skus")?;
    let mut prices = ImportedPrices::of(PriceListFormat::GoogleCatalog);
    for (index, sku) in skus.iter().enumerate() {
        let category = sku.get("category").cloned().unwrap_or_default();
        let kind = match text(&category, "usageType").as_str() {
            "Preemptible" => PriceKind::Spot,
            usage if usage.starts_with("Commit") => PriceKind::Reserved,
            _ => PriceKind::OnDemand,
        };
        // A price of several regions is one of each.
        let regions: Vec<&str> = list(sku, "serviceRegions")
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|region| if region == "global" { "" } else { region })
            .collect();
        let regions = if regions.is_empty() {
            vec![""]
        } else {
            regions
        };
        for info in list(sku, "pricingInfo").into_iter().flatten() {
            let expression = info.get("pricingExpression").cloned().unwrap_or_default();
            for rate in list(&expression, "tieredRates").into_iter().flatten() {
                let money = rate.get("unitPrice").cloned().unwrap_or_default();
                let read = units_and_nanos(&money).and_then(|price| {
                    let from = rate
                        .get("startUsageAmount")
                        .map_or(Ok(Decimal::ZERO), |from| decimal(Some(from)))?;
                    Ok(ListPrice {
                        sku: text(sku, "skuId").into(),
                        instance: String::new().into(),
                        item: text(sku, "description").into(),
                        service: text(&category, "serviceDisplayName").into(),
                        region: String::new().into(),
                        unit: google_unit(&text(&expression, "usageUnit")).into(),
                        kind,
                        term: if kind == PriceKind::Reserved {
                            text(&category, "usageType").into()
                        } else {
                            "".into()
                        },
                        from,
                        price,
                        currency: text(&money, "currencyCode").into(),
                    })
                });
                for region in &regions {
                    let here = read.clone().map(|price| ListPrice {
                        region: (*region).into(),
                        ..price
                    });
                    let at = |problem: ImportProblem| problem.at(Path::from("skus").index(index));
                    prices.add(here.map_err(at));
                }
            }
        }
    }
    Some(prices)
}

fn google_unit(usage: &str) -> String {
    match usage {
        "h" => "Hours".to_owned(),
        "GiBy.h" => "GiB-Hours".to_owned(),
        "GiBy.mo" => "GiB-Months".to_owned(),
        "GiBy" => "GiB".to_owned(),
        other => unit(other),
    }
}

/// An amount in whole units and billionths; either may be left out, as the interface does for zero.
fn units_and_nanos(money: &Value) -> Result<Decimal, ImportProblem> {
    let part = |key: &str| {
        money
            .get(key)
            .map_or(Ok(Decimal::ZERO), |value| decimal(Some(value)))
    };
    let (units, nanos) = (part("units")?, part("nanos")?);
    let wrong = || not_a_number(start(&money.to_string()));
    if money.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(wrong());
    }
    let nanos = times(nanos, Decimal::new(1, 9))?;
    Ok(plus(units, nanos)?.normalize())
}

/// The list of Oracle Cloud: the same price in all regions.
fn oracle(document: &Value) -> Option<ImportedPrices> {
    let items = list(document, "items")?;
    let mut prices = ImportedPrices::of(PriceListFormat::Oracle);
    for (index, item) in items.iter().enumerate() {
        for local in list(item, "currencyCodeLocalizations")
            .into_iter()
            .flatten()
        {
            // A list may have prices of a monthly commitment beside those by use.
            let by_use = |price: &&Value| !text(price, "model").starts_with("MONTHLY");
            for price in list(local, "prices").into_iter().flatten().filter(by_use) {
                let read = decimal(price.get("value")).and_then(|value| {
                    let from = price
                        .get("rangeMin")
                        .map_or(Ok(Decimal::ZERO), |from| decimal(Some(from)))?;
                    Ok(ListPrice {
                        sku: text(item, "partNumber").into(),
                        item: text(item, "displayName").into(),
                        service: text(item, "serviceCategory").into(),
                        unit: text(item, "metricName").into(),
                        from,
                        price: value,
                        currency: text(local, "currencyCode").into(),
                        ..ListPrice::default()
                    })
                });
                prices.add(read.map_err(|problem| problem.at(Path::from("items").index(index))));
            }
        }
    }
    Some(prices)
}

/// Hourly prices of machines by region and type; the file states no currency, which is that of the site it comes from.
fn alibaba(document: &Value) -> Option<ImportedPrices> {
    let regions = document.as_object()?;
    let is_type = |name: &String| name.starts_with("ecs.");
    let is_it = regions.values().any(|types| {
        types
            .as_object()
            .is_some_and(|types| types.keys().any(is_type))
    });
    if !is_it {
        return None;
    }
    let mut prices = ImportedPrices::of(PriceListFormat::AlibabaHourly);
    for (region, types) in regions {
        for (name, price) in types.as_object().into_iter().flatten() {
            let read = decimal(Some(price)).map(|price| ListPrice {
                sku: name.clone().into(),
                instance: name.clone().into(),
                service: "ecs".to_owned().into(),
                region: region.clone().into(),
                unit: "Hours".to_owned().into(),
                price,
                ..ListPrice::default()
            });
            prices.add(
                read.map_err(|problem| problem.at(Path::from("regions").key(region).key(name))),
            );
        }
    }
    Some(prices)
}
