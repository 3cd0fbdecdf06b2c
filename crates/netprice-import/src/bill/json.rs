//! Bills in JSON: the estimate of Infracost, and rows in a list or in lines.

use std::collections::{HashMap, HashSet};

use netprice::value::path::Path;
use netprice::value::ratio::Ratio;
use serde_json::Value;

use crate::bill::format::{BillFormat, recognised};
use crate::bill::row::{BillCategory, BillKey, BillRow, unit_name};
use crate::bill::{BillReport, ImportedBill, Sums, add, instance_in};
use crate::number;
use crate::problem::{ImportProblem, Problems, not_a_number, start, unknown_bill};

/// Reads a document of Infracost, or rows of any other bill.
pub(super) fn read(text: &str) -> Result<ImportedBill, Problems> {
    if let Ok(document) = serde_json::from_str::<Value>(text)
        && let Some(projects) = document.get("projects").and_then(Value::as_array)
    {
        return Ok(infracost(&document, projects));
    }
    rows(text)
}

fn written(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// The components of all resources; one without a price is refused, as its cost is unknown.
fn infracost(document: &Value, projects: &[Value]) -> ImportedBill {
    let currency = written(document.get("currency"));
    let (mut sums, mut report) = (HashMap::new(), BillReport::empty(BillFormat::Infracost, 0));
    let resources = projects
        .iter()
        .filter_map(|project| project.get("breakdown")?.get("resources")?.as_array());
    let mut open: Vec<&Value> = resources.flatten().collect();
    while let Some(resource) = open.pop() {
        open.extend(
            resource
                .get("subresources")
                .and_then(Value::as_array)
                .into_iter()
                .flatten(),
        );
        for component in resource
            .get("costComponents")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            report.rows = report.rows.saturating_add(1);
            let place = written(resource.get("name"));
            match component_row(resource, component, &currency) {
                Ok(row) => {
                    if add(&mut sums, row).is_ok() {
                        report.taken = report.taken.saturating_add(1);
                    }
                }
                Err(problem) => report.refuse(problem.at(Path::from("resources").key(place))),
            }
        }
    }
    ImportedBill::of(sums, report)
}

fn component_row(
    resource: &Value,
    component: &Value,
    currency: &str,
) -> Result<BillRow, ImportProblem> {
    let text = |key: &str| written(component.get(key));
    let amount = |key: &str| {
        let cell = text(key);
        number::parse(&cell, None).ok_or(not_a_number(start(&cell)))
    };
    let has_no_price = component.get("priceNotFound").and_then(Value::as_bool) == Some(true);
    if has_no_price {
        return Err(not_a_number(format!("{}: no price is found", text("name"))));
    }
    let billed = amount("monthlyCost")?;
    let kind = written(resource.get("resourceType"));
    let name = text("name");
    Ok(BillRow {
        key: BillKey {
            category: BillCategory::Usage,
            provider: kind
                .split('_')
                .next()
                .map(|provider| {
                    if provider == "google" {
                        "gcp"
                    } else {
                        provider
                    }
                })
                .unwrap_or_default()
                .to_owned(),
            service: kind,
            sku: String::new(),
            instance: instance_in(&name).unwrap_or_default(),
            item: name,
            region: written(
                resource
                    .get("metadata")
                    .and_then(|metadata| metadata.get("region")),
            ),
            unit: unit_name(&text("unit")),
            currency: currency.to_owned(),
        },
        quantity: amount("monthlyQuantity").ok().map(Ratio::from),
        list: Some(billed),
        billed,
        effective: billed,
    })
}

/// A list of rows, or lines that are each a row, as `bq query` and exports of FOCUS write them: nested fields have names with
/// points, as in a CSV. A field that a row leaves out is empty.
fn rows(text: &str) -> Result<ImportedBill, Problems> {
    let unknown = || unknown_bill(start(text)).at(Path::line(1));
    let read: Vec<serde_json::Result<Value>> = if text.starts_with('[') {
        let list: Vec<Value> = serde_json::from_str(text).map_err(|_| unknown())?;
        list.into_iter().map(Ok).collect()
    } else {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(serde_json::from_str).collect()
    };
    if read.first().is_none_or(Result::is_err) {
        return Err(unknown().into());
    }
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    let flat: Vec<serde_json::Result<HashMap<String, String>>> = read
        .into_iter()
        .map(|value| {
            let mut cells: Vec<(String, String)> = Vec::new();
            flatten("", &value?, &mut cells);
            for (name, _) in &cells {
                if seen.insert(name.clone()) {
                    names.push(name.clone());
                }
            }
            Ok(cells.into_iter().collect())
        })
        .collect();
    let mut sums = Sums::new(recognised(&names).ok_or_else(unknown)?);
    for cells in flat {
        match cells {
            Ok(cells) => {
                let cell = |name: &String| cells.get(name).map_or("", String::as_str);
                sums.row(&names.iter().map(cell).collect());
            }
            Err(error) => {
                let message = error.to_string();
                sums.report.rows = sums.report.rows.saturating_add(1);
                sums.refuse("row", ImportProblem::Unreadable { message });
            }
        }
    }
    Ok(sums.finish())
}

/// The fields of an object by their paths; lists stay JSON.
fn flatten(prefix: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    let Some(fields) = value.as_object() else {
        cells.push((prefix.to_owned(), written(Some(value))));
        return;
    };
    for (name, value) in fields {
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        // Deeper than the export nests, fields have no meaning here.
        if path.matches('.').count() < 4 {
            flatten(&path, value, cells);
        }
    }
}
