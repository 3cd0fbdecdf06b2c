//! Formats what answers the lines of a workload: SKUs, labels, what is missing, and notices.

use std::collections::{BTreeMap, BTreeSet};

use netprice::Money;
use netprice::rating::charge::{MissingPrice, Unpriced};
use netprice::value::id::{LineId, OfferId};
use netprice_study::analysis::cost_by_label;
use netprice_study::compare::Notice;
use netprice_study::sku_match::{Choice, Condition, Found, SkuMatch};
use netprice_study::{CompareAnswer, OfferAnswer};
use serde::Serialize;

use crate::text::{at_least_in_cents, bare_cents, cents, table};

/// The lines with a problem that are named.
const NAMED: usize = 10;

/// The effective cost by offer, and by value of a label.
pub type ByOffer = BTreeMap<OfferId, Vec<OfLabel>>;

/// The effective cost of the lines with a value of a label.
#[derive(Serialize)]
pub struct OfLabel {
    /// The value; `None` for what has no such label.
    value: Option<String>,
    effective: Money,
}

/// The effective cost at each offer by each label that a line has; a sum that is too large is left out.
pub fn by_label(answer: &CompareAnswer) -> BTreeMap<String, ByOffer> {
    let offers = || {
        let all = answer.offers.iter();
        all.filter_map(|(name, offer)| Some((name, offer.as_ref().ok()?)))
    };
    let matches = offers().flat_map(|(_, offer)| &offer.matches);
    let labels: BTreeSet<&String> = matches.flat_map(|one| one.labels.keys()).collect();
    let of_label = |label: &String| {
        let costs = offers().filter_map(|(name, offer)| {
            let costs = cost_by_label(offer, label).ok()?.into_iter();
            let costs = costs.map(|(value, effective)| OfLabel { value, effective });
            Some((name.clone(), costs.collect()))
        });
        (label.clone(), costs.collect())
    };
    labels.into_iter().map(of_label).collect()
}

/// The offers that were priced, as they are ranked, and the incomplete ones after them.
fn in_order(answer: &CompareAnswer) -> Vec<(&OfferId, bool)> {
    let ranked = answer.comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, true));
    let incomplete = answer.comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, false));
    ranked.chain(incomplete).collect()
}

/// The effective cost by a label: a row for each value, and a column for each offer.
pub fn label_table(answer: &CompareAnswer, label: &str, costs: &ByOffer) -> String {
    let values: BTreeSet<&Option<String>> =
        costs.values().flatten().map(|one| &one.value).collect();
    let offers = in_order(answer);
    let rows = values.into_iter().map(|value| {
        let cells = offers.iter().map(|(name, is_complete)| {
            let mut of_offer = costs.get(*name).into_iter().flatten();
            match of_offer.find(|one| one.value == *value) {
                Some(one) if *is_complete => bare_cents(one.effective),
                Some(one) => format!("> {}", at_least_in_cents(one.effective)),
                None => "-".to_owned(),
            }
        });
        let value = value.clone().unwrap_or_else(|| "(none)".to_owned());
        std::iter::once(value).chain(cells).collect()
    });
    let names: Vec<String> = offers.iter().map(|(name, _)| name.to_string()).collect();
    let label = format!("By {label}, {}", answer.comparison.currency);
    let headings = std::iter::once(label.as_str()).chain(names.iter().map(String::as_str));
    table(1, &headings.collect::<Vec<&str>>(), rows.collect())
}

/// What answers each line: a row for each part of a line, and a column for each offer.
pub fn line_table(answer: &CompareAnswer) -> String {
    let offers = in_order(answer).into_iter().filter_map(|(name, _)| {
        let offer = answer.offers.get(name)?.as_ref().ok()?;
        Some((name.to_string(), offer))
    });
    let offers: Vec<(String, &OfferAnswer)> = offers.collect();
    let mut seen = BTreeSet::new();
    let lines = offers.iter().flat_map(|(_, offer)| &offer.matches);
    let lines = lines.map(|one| &one.line).filter(|line| seen.insert(*line));
    let lines: Vec<&LineId> = lines.collect();
    let rows = lines.into_iter().map(|line| {
        let cells = offers.iter().map(|(_, offer)| {
            let found = offer.matches.iter().find(|one| one.line == *line);
            found.map_or_else(|| "-".to_owned(), named)
        });
        std::iter::once(line.to_string()).chain(cells).collect()
    });
    let names = offers.iter().map(|(name, _)| name.as_str());
    let headings: Vec<&str> = std::iter::once("Line").chain(names).collect();
    table(headings.len(), &headings, rows.collect())
}

/// The name of what answers a part.
fn named(one: &SkuMatch) -> String {
    match &one.found {
        Found::Chosen { sku, .. } | Found::Named { sku, .. } | Found::Given { sku, .. } => {
            sku.to_string()
        }
        Found::Composed { name, .. } => name.clone(),
        Found::Missing(_) => "missing".to_owned(),
    }
}

/// What answers a part of a line and why; `None` for what is missing, which is told apart.
pub fn answered(one: &SkuMatch) -> Option<String> {
    if one.is_missing() {
        return None;
    }
    let because = one.choice().map(reasons).unwrap_or_default();
    Some(format!("{}: {}{because}", one.line, named(one)))
}

fn reasons(choice: &Choice) -> String {
    let sizes = choice.size.as_ref().zip(choice.asked.as_ref());
    let sizes = sizes.map(|(has, asked)| format!(", {has} for {asked} asked"));
    let second = choice.second.as_ref();
    let second = second.map(|second| format!("; second is {second}"));
    let cheaper = choice.cheaper.iter().map(|one| {
        let (name, saving) = (&one.name, cents(one.saving));
        format!("; {name} is {saving} less if {}", condition(one.condition))
    });
    sizes.into_iter().chain(second).chain(cheaper).collect()
}

fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Arm => "Arm processors will do",
        Condition::Burstable => "burstable machines will do",
        Condition::Spot => "spot machines will do",
        Condition::Month => "it is paid by the month",
        Condition::TwiceTheSize => "half as many of twice the size will do",
        Condition::OtherFamily => "another family will do",
    }
}

/// What is missing at an offer, each once, with its reason; the lines with a problem together.
pub fn missing(offer: &OfferAnswer) -> Vec<String> {
    let matches = offer.matches_by_usage();
    let (mut told, mut wrong) = (Vec::new(), Vec::new());
    for unpriced in &offer.quote.quote.unpriced {
        match matches.get(&unpriced.line).map(|one| &one.found) {
            Some(Found::Missing(missing)) if missing.criterion.is_none() => {
                wrong.push(unpriced.line.to_string());
            }
            Some(Found::Missing(missing)) => {
                let (line, quantity) = (&unpriced.line, &unpriced.quantity);
                told.push(format!("{line}: {missing} ({quantity})"));
            }
            _ => told.push(no_price(unpriced)),
        }
    }
    if !wrong.is_empty() {
        let more = match wrong.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        wrong.truncate(NAMED);
        told.push(format!(
            "missing because of a problem: {}{more}",
            wrong.join(", ")
        ));
    }
    told
}

/// A notice in words.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Geographies { offers } => {
            let places: Vec<&str> = offers.keys().map(String::as_str).collect();
            format!(
                "Not like for like: the offers are of {}.",
                places.join(", ")
            )
        }
        Notice::SizesDiffer {
            line,
            smallest: (small, less),
            largest: (large, more),
        } => format!("Not like for like: {line} has {less} at {small} and {more} at {large}."),
        Notice::LessThanAsked {
            offer,
            line,
            name,
            criterion,
        } => format!("Less than asked: {name} for {line} at {offer} ({criterion})."),
        Notice::LowConfidence {
            offer,
            line,
            sku,
            note,
        } => {
            let why = note.as_ref().map(|note| format!(": {note}"));
            let why = why.unwrap_or_default();
            format!("Low confidence: the price of {sku} for {line} at {offer}{why}.")
        }
    }
}

/// Formats the message about a usage line without a price.
fn no_price(missing: &Unpriced) -> String {
    let (line, quantity) = (&missing.line, &missing.quantity);
    match (&missing.sku, &missing.reason) {
        (Some(sku), MissingPrice::NotListed) => {
            format!("{line}: no price is known for {sku} ({quantity})")
        }
        (Some(sku), reason) => format!("{line}: {reason}, of {sku} ({quantity})"),
        (None, reason) => format!("{line}: {reason} ({quantity})"),
    }
}
