//! Charges and bills as rows of the FOCUS dataset Cost and Usage.

mod columns;
mod row;
mod services;

use netprice::bill::line::{BillLine, BillLineKind};
use netprice::rating::charge::{Charge, OneOffReason, Unpriced, UsageCharge};
use netprice::rating::step::Reason;
use netprice::value::day::Day;
use netprice::value::id::{OfferId, Service};
use netprice::{Costs, Money, Quantity, Quote, Scope};
use serde::{Deserialize, Serialize};

use crate::compare::CompareAnswer;

pub use self::row::{ChargeCategory, FocusRow};

/// A version of the FOCUS specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FocusVersion {
    /// FOCUS 1.2.
    #[default]
    #[serde(rename = "1.2")]
    V1_2,
    /// FOCUS 1.4, without the columns of the provider's former names.
    #[serde(rename = "1.4")]
    V1_4,
}

impl FocusVersion {
    /// The names of the columns, with our own (`x_`) after those of the specification.
    #[must_use]
    pub fn columns(self) -> Vec<&'static str> {
        let of_version: &[&str] = match self {
            Self::V1_2 => &columns::V1_2,
            Self::V1_4 => &columns::V1_4,
        };
        let own = columns::OWN.iter();
        of_version.iter().chain(own).copied().collect()
    }
}

/// What rows state that no answer knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FocusOptions {
    /// The version of the specification.
    pub version: FocusVersion,
    /// A day of the month that is billed.
    pub day: Day,
    /// The billing account.
    pub account: String,
}

impl FocusOptions {
    /// Rows of a version for the month of a day, of the account `netprice`.
    #[must_use]
    pub fn new(version: FocusVersion, day: Day) -> Self {
        Self {
            version,
            day,
            account: "netprice".to_owned(),
        }
    }
}

/// The rows of a comparison, or of one of its offers: ranked offers in order of rank, then incomplete ones.
///
/// The rows of an offer are its charges, its unused commitments, and what its bill adds: minimums, vouchers, tax and
/// rounding. The sum of `BilledCost` is the amount due, and that of `EffectiveCost` is the effective cost with these
/// additions, both in the currency of the offer. Usage without a price has no row, so that no sum takes it for free; see
/// [`focus_unpriced`].
///
/// `ConsumedQuantity` is what was used, and `PricingQuantity` what is priced after allowances and minimum quantities. A
/// part that a commitment covers is `Committed` and `Used`, and what nobody drew on `Unused`. A correction of an earlier
/// bill has the charge class `Correction`; no other row has a class.
///
/// ```
/// use netprice_study::analysis::{FocusOptions, FocusVersion, focus_rows};
/// use netprice_study::{Catalog, Study, compare};
/// let study = Study::from_json(r#"{
///     "currency": "USD",
///     "workload": { "lines": [
///         { "id": "web", "ask": { "machines": { "count": "1", "vcpus": "4", "memory_gib": "16" } } }
///     ] },
///     "offers": [{ "price_book": "aws-us-east-1" }]
/// }"#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let options = FocusOptions::new(FocusVersion::V1_4, "2026-11-30".parse()?);
/// let rows = focus_rows(&answer, None, &options);
/// // 730 hours at 0.172.
/// assert_eq!(rows[0].cell("BilledCost", &options), "125.56");
/// assert_eq!(rows[0].cell("ChargePeriodEnd", &options), "2026-12-01T00:00:00Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn focus_rows(
    answer: &CompareAnswer,
    offer: Option<&OfferId>,
    options: &FocusOptions,
) -> Vec<FocusRow> {
    let mut rows = Vec::new();
    for (id, rank) in offers(answer) {
        let is_asked = offer.is_none_or(|offer| offer == id);
        if let Some(Ok(priced)) = answer.offers.get(id).filter(|_| is_asked) {
            let of_offer = FocusRow::of_offer(id, rank, &priced.quote.quote, options);
            rows.extend(of_quote(&priced.quote.quote, &of_offer));
        }
    }
    rows
}

/// The usage of a comparison without a price, by offer.
#[must_use]
pub fn focus_unpriced(answer: &CompareAnswer) -> Vec<(&OfferId, &Unpriced)> {
    let offers =
        offers(answer).filter_map(|(id, _)| Some((id, answer.offers.get(id)?.as_ref().ok()?)));
    let lines = offers
        .flat_map(|(id, priced)| priced.quote.quote.unpriced.iter().map(move |one| (id, one)));
    lines.collect()
}

fn offers(answer: &CompareAnswer) -> impl Iterator<Item = (&OfferId, Option<usize>)> {
    let ranked = answer.comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, Some(one.rank)));
    let incomplete = answer.comparison.incomplete.iter();
    ranked.chain(incomplete.map(|one| (&one.offer, None)))
}

/// The rows of [`focus_rows`] as CSV, below the names of the columns of a version.
#[must_use]
pub fn focus_csv(
    answer: &CompareAnswer,
    offer: Option<&OfferId>,
    options: &FocusOptions,
) -> String {
    let columns = options.version.columns();
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the same columns.
    let _ = writer.write_record(&columns);
    for row in focus_rows(answer, offer, options) {
        let _ = writer.write_record(columns.iter().map(|column| row.cell(column, options)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The rows of [`focus_rows`] as JSON: a list of objects with every column of the version; what a row does not state is `null`, and
/// decimals are texts.
///
/// ```
/// use netprice_study::analysis::{FocusOptions, FocusVersion, focus_json};
/// use netprice_study::{Catalog, Study, compare};
/// let study = Study::from_json(r#"{ "currency": "USD", "offers": [] }"#)?;
/// let answer = compare(&study, &Catalog::published()?);
/// let options = FocusOptions::new(FocusVersion::V1_4, "2026-11-30".parse()?);
/// assert_eq!(focus_json(&answer, None, &options), serde_json::json!([]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn focus_json(
    answer: &CompareAnswer,
    offer: Option<&OfferId>,
    options: &FocusOptions,
) -> serde_json::Value {
    let columns = options.version.columns();
    let object = |row: FocusRow| {
        let cell = |column: &&str| {
            let cell = row.cell(column, options);
            let value = if cell.is_empty() {
                serde_json::Value::Null
            } else {
                cell.into()
            };
            ((*column).to_owned(), value)
        };
        serde_json::Value::Object(columns.iter().map(cell).collect())
    };
    focus_rows(answer, offer, options)
        .into_iter()
        .map(object)
        .collect()
}

/// The service of a commitment or a correction that is for a single one.
fn only_service(covers: &Scope) -> Option<Service> {
    match covers.services.as_slice() {
        [service] => Some(service.clone()),
        _ => None,
    }
}

/// The rows of a quote and of its bill.
fn of_quote(quote: &Quote, row: &FocusRow) -> Vec<FocusRow> {
    let charges = quote.charges.iter().map(|charge| of_charge(charge, row));
    let lines = quote.bill.iter().flat_map(|bill| &bill.lines);
    let lines = lines.filter_map(|line| of_bill_line(line, row));
    charges.chain(lines).collect()
}

fn of_charge(charge: &Charge, row: &FocusRow) -> FocusRow {
    let row = FocusRow {
        costs: charge.costs(),
        ..row.clone()
    };
    match charge {
        Charge::Usage(usage) => of_usage(usage, row),
        Charge::UnusedCommitment(unused) => FocusRow {
            sub_account: unused.covers.owners.first().map(ToString::to_string),
            service: only_service(&unused.covers),
            commitment: Some((unused.commitment.to_string(), false)),
            description: format!("{}, unused", unused.commitment),
            priced: Some((unused.unused.get(), "Units".to_owned())),
            ..row
        },
        Charge::Fee(fee) => FocusRow {
            category: ChargeCategory::Purchase,
            description: fee.fee.to_string(),
            ..row
        },
        Charge::OneOff(one) => {
            let row = FocusRow {
                sub_account: one.covers.owners.first().map(ToString::to_string),
                service: only_service(&one.covers),
                description: one.reason.to_string(),
                ..row
            };
            match &one.reason {
                OneOffReason::Fee(commitment) => FocusRow {
                    category: ChargeCategory::Purchase,
                    purchased: Some(commitment.to_string()),
                    ..row
                },
                OneOffReason::Correction(_) => FocusRow {
                    category: ChargeCategory::Adjustment,
                    is_correction: true,
                    ..row
                },
            }
        }
    }
}

fn of_usage(usage: &UsageCharge, row: FocusRow) -> FocusRow {
    let commitment = usage.covered_by.as_ref();
    FocusRow {
        sub_account: usage.owner.as_ref().map(ToString::to_string),
        service: Some(usage.service.clone()),
        sku: Some(usage.sku.to_string()),
        description: usage.line.to_string(),
        commitment: commitment.map(|id| (id.to_string(), true)),
        day: usage.day,
        consumed: Some(in_row(&usage.quantity)),
        priced: priced(usage),
        ..row
    }
}

fn in_row(quantity: &Quantity) -> (rust_decimal::Decimal, String) {
    (quantity.value(), quantity.unit().to_string())
}

/// The pricing quantity of a charge, or of the part that it is of its line.
fn priced(usage: &UsageCharge) -> Option<(rust_decimal::Decimal, String)> {
    let reasons = usage.steps.iter().map(|step| &*step.reason);
    let mut priced = reasons.filter_map(|reason| {
        let Reason::ListPrice {
            pricing_quantity,
            part,
            ..
        } = reason
        else {
            return None;
        };
        Some((pricing_quantity, part))
    });
    let (quantity, part) = priced.next()?;
    let (value, unit) = in_row(quantity);
    let Some(part) = part else {
        return Some((value, unit));
    };
    let value = part
        .share
        .times(quantity.exact())
        .and_then(netprice::value::ratio::Ratio::decimal);
    Some((value.ok()?, unit))
}

/// A line of the bill that is not a charge.
fn of_bill_line(line: &BillLine, row: &FocusRow) -> Option<FocusRow> {
    let (category, kind, description) = match &line.kind {
        BillLineKind::Charge(_) => return None,
        BillLineKind::Tax(percent) => (ChargeCategory::Tax, "tax", format!("tax {percent}%")),
        BillLineKind::Voucher(id) => (ChargeCategory::Credit, "voucher", id.to_string()),
        BillLineKind::LineRounding(_) => (
            ChargeCategory::Adjustment,
            "line rounding",
            line.kind.to_string(),
        ),
        BillLineKind::LineMinimum { .. } => (
            ChargeCategory::Adjustment,
            "line minimum",
            line.kind.to_string(),
        ),
        BillLineKind::Minimum => (ChargeCategory::Adjustment, "minimum", line.kind.to_string()),
        BillLineKind::Maximum => (ChargeCategory::Adjustment, "maximum", line.kind.to_string()),
        BillLineKind::InvoiceRounding => (
            ChargeCategory::Adjustment,
            "invoice rounding",
            line.kind.to_string(),
        ),
        BillLineKind::CarriedOver => (
            ChargeCategory::Adjustment,
            "carried over",
            line.kind.to_string(),
        ),
    };
    Some(FocusRow {
        category,
        description,
        bill_line: Some(kind),
        costs: Costs::all(line.amount),
        ..row.clone()
    })
}

/// The sum of a cost of rows, in the currency of the first.
///
/// # Errors
/// [`netprice::value::problem::ValueProblem`] for rows of several currencies, and for a sum that does not fit.
pub fn focus_sum(
    rows: &[FocusRow],
    cost: fn(Costs) -> Money,
) -> Result<Option<Money>, netprice::value::problem::ValueProblem> {
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let costs = rows.iter().map(|row| cost(row.costs));
    Money::sum(first.costs.list.currency(), costs).map(Some)
}
