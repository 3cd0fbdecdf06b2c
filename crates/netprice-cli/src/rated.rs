//! The totals of usage files as text.

use std::collections::BTreeMap;

use netprice::compiled::Unfolded;
use netprice::rating::charge::MissingPrice;
use netprice::value::ratio::Ratio;
use netprice_rate::{Amounts, Explanation, Missing, Report};

use crate::text::{below, sections, table};

/// The missing prices and the unused columns that are told; `--json` has all.
const TOLD: usize = 20;

/// Formats the totals as a table, then the steps of the rows that are explained.
pub fn text(report: &Report) -> String {
    let explained = report.explained.iter().map(steps);
    sections([totals(report)].into_iter().chain(explained))
}

fn totals(report: &Report) -> String {
    let names: Vec<String> = report.by.iter().map(ToString::to_string).collect();
    let list = format!("list {}", report.currency);
    let effective = format!("effective {}", report.currency);
    let mut headings: Vec<&str> = names.iter().map(String::as_str).collect();
    headings.extend(["rows", "quantity", &list, &effective]);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for group in &report.groups {
        let names = group.names.iter().map(|(_, name)| match name.as_str() {
            "" => "-".to_owned(),
            name => name.to_owned(),
        });
        rows.push(names.chain(amounts(&group.amounts)).collect());
    }
    let mut total = vec![String::new(); report.by.len()];
    if let Some(first) = total.first_mut() {
        "total".clone_into(first);
    }
    total.extend(amounts(&report.total));
    rows.push(total);
    table(report.by.len(), &headings, rows)
}

fn amounts(amounts: &Amounts) -> [String; 4] {
    [
        amounts.rows.to_string(),
        quantities(&amounts.quantities),
        format!("{:.12}", amounts.list),
        format!("{:.12}", amounts.effective),
    ]
}

fn quantities(quantities: &BTreeMap<String, Ratio>) -> String {
    if quantities.len() > 3 {
        return format!("{} units", quantities.len());
    }
    let each = quantities
        .iter()
        .map(|(unit, quantity)| format!("{quantity:.12} {unit}"));
    each.collect::<Vec<String>>().join(", ")
}

fn steps(explanation: &Explanation) -> String {
    let Explanation {
        id,
        file,
        row,
        sku,
        steps,
    } = explanation;
    below(&format!("{id} ({file}, row {row}): {sku}"), steps)
}

/// What is told on standard error: rows that are not in the totals, and columns that are not used.
pub fn messages(report: &Report) -> Vec<String> {
    let mut messages: Vec<String> = report
        .first_wrong_rows
        .iter()
        .map(ToString::to_string)
        .collect();
    let told = u64::try_from(messages.len()).unwrap_or(u64::MAX);
    if report.wrong_rows > told {
        let more = report.wrong_rows - told;
        messages.push(format!("{more} more rows are wrong"));
    }
    messages.extend(report.missing.iter().take(TOLD).map(missing));
    if let Some(more) = report
        .missing
        .len()
        .checked_sub(TOLD)
        .filter(|more| *more > 0)
    {
        messages.push(format!(
            "{more} more SKUs have usage without a price; --json lists them"
        ));
    }
    if report.more_unknown_rows > 0 {
        messages.push(format!(
            "{} of other unknown SKUs",
            counted(report.more_unknown_rows)
        ));
    }
    let others = report.not_usage.iter();
    messages.extend(others.map(|(category, rows)| {
        format!("{} of the category {category}: not rated", counted(*rows))
    }));
    messages.extend(report.failed.iter().cloned());
    messages.extend(report.unfolded.iter().map(unfolded));
    if !report.unused_columns.is_empty() {
        let names: Vec<&str> = report.unused_columns.iter().map(String::as_str).collect();
        messages.push(format!("columns that are not used: {}", names.join(", ")));
    }
    messages.extend(report.notices.iter().cloned());
    messages
}

fn missing(missing: &Missing) -> String {
    let Missing {
        sku,
        quantity,
        unit,
        rows,
        reason,
    } = missing;
    let why = match reason {
        MissingPrice::NoSku => "the price book does not list it",
        MissingPrice::NotListed => "its price is not known",
        MissingPrice::Zero => "it is listed at zero, and not as free",
        MissingPrice::AboveLastTier => "the last tier ends below it",
    };
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    format!("{sku}: {quantity}{unit} in {}: {why}", counted(*rows))
}

fn counted(rows: u64) -> String {
    if rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{rows} rows")
    }
}

fn unfolded((why, rows): (&Unfolded, &u64)) -> String {
    let why: &str = why.into();
    format!("{} on the explained path: {why}", counted(*rows))
}
