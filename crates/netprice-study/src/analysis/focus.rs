//! Exports charges as rows with FOCUS column names.

use netprice::comparison::convert::ConvertedQuote;
use netprice::rating::charge::{Charge, Costs, OneOffReason};
use netprice::value::decimal::print;
use netprice::value::id::{
    AccountId, CommitmentId, LineId, Provider, Region, Service, SkuId, TermId,
};
use netprice::{Money, Quantity, Scope};
use serde::{Deserialize, Serialize};

use crate::compare::CompareAnswer;

/// A charge of a comparison, or a usage line without a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FocusRow {
    /// The rank of the offer; `None` for an incomplete offer.
    pub rank: Option<usize>,
    /// The provider of the price book.
    pub provider: Provider,
    /// The region of the price book.
    pub region: Region,
    /// The account that uses it or owns the commitment, if one is stated.
    pub account: Option<AccountId>,
    /// The service; `None` for usage without a price, and for a commitment to several services.
    pub service: Option<Service>,
    /// The SKU, if there is one.
    pub sku: Option<SkuId>,
    /// The kind of charge, and the usage line or commitment.
    pub kind: FocusKind,
    /// The pricing quantity; `None` for an unused commitment.
    pub quantity: Option<Quantity>,
    /// The costs in the currency of the comparison; `None` without a price, so the sum of a column
    /// cannot be mistaken for a complete total.
    pub costs: Option<Costs>,
}

/// The kind of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FocusKind {
    /// Usage that is paid on demand.
    Usage(LineId),
    /// Usage that a commitment covers.
    Covered(LineId),
    /// The part of a commitment that no usage drew on.
    Unused(CommitmentId),
    /// A fee that is a share of the other charges.
    Fee(TermId),
    /// The fee of a commitment that is billed as it is paid.
    CommitmentFee(CommitmentId),
    /// A correction of an earlier bill.
    Correction(TermId),
    /// Usage without a price.
    Unpriced(LineId),
}

impl FocusKind {
    /// The value of the column `ChargeClass`; empty for usage without a price.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Usage(_) => "usage",
            Self::Covered(_) => "covered",
            Self::Unused(_) => "unused",
            Self::Fee(_) => "fee",
            Self::CommitmentFee(_) => "commitment fee",
            Self::Correction(_) => "correction",
            Self::Unpriced(_) => "",
        }
    }

    fn description(&self) -> String {
        match self {
            Self::Usage(line) | Self::Covered(line) | Self::Unpriced(line) => line.to_string(),
            Self::Unused(commitment) | Self::CommitmentFee(commitment) => commitment.to_string(),
            Self::Fee(id) | Self::Correction(id) => id.to_string(),
        }
    }
}

impl FocusRow {
    /// The names of the columns.
    pub const COLUMNS: [&str; 15] = [
        "Place",
        "ProviderName",
        "RegionId",
        "SubAccountId",
        "ServiceName",
        "SkuId",
        "ChargeDescription",
        "ChargeClass",
        "PricingQuantity",
        "PricingUnit",
        "ListCost",
        "ContractedCost",
        "EffectiveCost",
        "BilledCost",
        "BillingCurrency",
    ];

    /// The cells of the row in the order of [`FocusRow::COLUMNS`], with all digits.
    #[must_use]
    pub fn cells(&self) -> [String; 15] {
        fn text<T: ToString>(value: Option<&T>) -> String {
            value.map(T::to_string).unwrap_or_default()
        }
        let quantity = self.costs.and(self.quantity.as_ref());
        let amount = |cost: fn(Costs) -> Money| {
            let cost = self.costs.map(cost);
            cost.map(|cost| print(cost.amount())).unwrap_or_default()
        };
        [
            text(self.rank.as_ref()),
            self.provider.to_string(),
            self.region.to_string(),
            text(self.account.as_ref()),
            text(self.service.as_ref()),
            text(self.sku.as_ref()),
            self.kind.description(),
            self.kind.name().to_owned(),
            quantity.map(|one| print(one.value())).unwrap_or_default(),
            text(quantity.map(Quantity::unit)),
            amount(|costs| costs.list),
            amount(|costs| costs.contracted),
            amount(|costs| costs.effective),
            amount(|costs| costs.billed),
            text(self.costs.map(|costs| costs.list.currency()).as_ref()),
        ]
    }
}

/// Returns the charges of a comparison: ranked offers in order of rank, then incomplete offers.
///
/// The costs are in the currency of the comparison.
#[must_use]
pub fn focus_rows(answer: &CompareAnswer) -> Vec<FocusRow> {
    let ranked = answer.comparison.ranked.iter();
    let ranked = ranked.map(|one| (&one.offer, Some(one.rank)));
    let incomplete = answer.comparison.incomplete.iter();
    let incomplete = incomplete.map(|one| (&one.offer, None));
    let mut rows = Vec::new();
    for (offer, rank) in ranked.chain(incomplete) {
        if let Some(Ok(priced)) = answer.offers.get(offer) {
            rows.extend(rows_of(&priced.quote, rank));
        }
    }
    rows
}

/// The rows of [`focus_rows`] as CSV, below the names of their columns.
///
/// An incomplete offer has no rank, and usage without a price no costs.
#[must_use]
pub fn focus_csv(answer: &CompareAnswer) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the same columns.
    let _ = writer.write_record(FocusRow::COLUMNS);
    for row in focus_rows(answer) {
        let _ = writer.write_record(row.cells());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The service of a commitment or a correction that is for a single one.
fn only_service(covers: &Scope) -> Option<Service> {
    match covers.services.as_slice() {
        [service] => Some(service.clone()),
        _ => None,
    }
}

fn rows_of(quote: &ConvertedQuote, rank: Option<usize>) -> Vec<FocusRow> {
    let row = |kind: FocusKind| FocusRow {
        rank,
        provider: quote.quote.provider.clone(),
        region: quote.quote.region.clone(),
        account: None,
        service: None,
        sku: None,
        kind,
        quantity: None,
        costs: None,
    };
    let charges = quote.charges().map(|(charge, costs)| match charge {
        Charge::Usage(charge) => FocusRow {
            account: charge.owner.clone(),
            service: Some(charge.service.clone()),
            sku: Some(charge.sku.clone()),
            quantity: Some(charge.quantity.clone()),
            costs: Some(costs),
            ..row(match charge.covered_by {
                Some(_) => FocusKind::Covered(charge.line.clone()),
                None => FocusKind::Usage(charge.line.clone()),
            })
        },
        Charge::UnusedCommitment(charge) => FocusRow {
            account: charge.covers.owners.first().cloned(),
            service: only_service(&charge.covers),
            costs: Some(costs),
            ..row(FocusKind::Unused(charge.commitment.clone()))
        },
        Charge::Fee(charge) => FocusRow {
            costs: Some(costs),
            ..row(FocusKind::Fee(charge.fee.clone()))
        },
        Charge::OneOff(charge) => FocusRow {
            account: charge.covers.owners.first().cloned(),
            service: only_service(&charge.covers),
            costs: Some(costs),
            ..row(match &charge.reason {
                OneOffReason::Fee(commitment) => FocusKind::CommitmentFee(commitment.clone()),
                OneOffReason::Correction(id) => FocusKind::Correction(id.clone()),
            })
        },
    });
    let unpriced = quote.quote.unpriced.iter().map(|unpriced| FocusRow {
        sku: unpriced.sku.clone(),
        quantity: Some(unpriced.quantity.clone()),
        ..row(FocusKind::Unpriced(unpriced.line.clone()))
    });
    charges.chain(unpriced).collect()
}
