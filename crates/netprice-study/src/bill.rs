//! Bills as workloads: what was used, for any offer, with what was paid beside it.

mod beside;
mod matching;
mod recognise;

use std::collections::BTreeMap;
use std::rc::Rc;

use netprice::value::id::{LineId, OfferId, SkuId};
use netprice::value::ordered::sort_by;
use netprice::value::ratio::Ratio;
use netprice::{Money, Quantity, Usage, UsageLine};
use netprice_catalog::book::Book;
use netprice_catalog::{Catalog, CatalogError};
pub use netprice_import::bill::{
    BillCategory, BillFormat, BillLine, BillPieces, BillReport, ImportedBill, Next, read,
};
use serde::{Deserialize, Serialize};

pub use self::beside::{AtOffer, Beside, BesideLine, beside};
pub use self::matching::BillMatching;
use crate::problem::Located;
use crate::resumable::Resumable;
use crate::study::Offer;
use crate::workload::{Named, Workload, WorkloadLine};

/// What was paid for a line of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The cost on the invoice.
    pub billed: Money,
    /// The cost after commitments.
    pub effective: Money,
    /// The cost at list prices, as far as the bill states it.
    pub list: Money,
}

/// A type of machine of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineType {
    /// The provider, by its name in the catalogue.
    pub provider: String,
    /// The SKU.
    pub sku: SkuId,
}

/// A bill as a workload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillWorkload {
    /// The usage. Lines that were not matched are in it as unread, so that no total leaves them out in silence.
    pub workload: Workload,
    /// What was paid for each line, those that were not matched included.
    pub paid: BTreeMap<LineId, Paid>,
    /// The types of the machines, by line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<LineId, MachineType>,
    /// The lines that name no machine, disk, object, traffic or SKU that is known.
    pub not_matched: Vec<LineId>,
    /// What is no usage: fees, unused commitments, tax, credits and corrections, with what was paid.
    pub others: Vec<(LineId, BillCategory, Paid)>,
    /// The lines whose currency is not known: they are in no sum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Located>,
}

/// Turns the usage of a bill into lines that any offer can answer.
///
/// - A type of machine that the catalogue knows, by the hour, becomes machines of its size; their number is the
///   smallest power of two for which the hours of each are at most 744.
/// - Capacity by the month or the hour is a block volume or stored objects, and GB sent are traffic, by the names of services.
/// - Anything else is a SKU by its name, if the catalogue has it; other offers then lack it, and say so.
///
/// Work grows with the lines, and with the price books of the regions of the bill, each of which is read once.
///
/// # Errors
/// [`CatalogError`] for a table that cannot be read. A catalogue that reads tables later has then been asked for all that
/// the bill needs.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::bill::workload_of;
/// let text = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
///     BoxUsage:t3.medium,1460,USD,60.736,Hrs\nBoxUsage:x9.huge.large,1,USD,1,Hrs\n";
/// let bill = netprice_import::bill::read(text).unwrap();
/// let found = workload_of(&bill, &Catalog::published()?)?;
/// // Two machines of 730 hours each; the other type is in no price list.
/// assert_eq!((found.workload.lines.len(), found.not_matched.len()), (1, 1));
/// assert_eq!(found.paid[&found.workload.lines[0].id].billed.to_string(), "60.736 USD");
/// # Ok::<(), netprice_catalog::CatalogError>(())
/// ```
pub fn workload_of(bill: &ImportedBill, catalog: &Catalog) -> Result<BillWorkload, CatalogError> {
    BillMatching::new(Rc::new(bill.clone()), catalog.clone()).finish()
}

impl BillWorkload {
    /// The workload at some offers: at those of the bill's own provider that sell it, a machine is of its own type, and not
    /// of the cheapest of its size.
    ///
    /// Offers whose price book is not loaded are passed over. Work grows with the machines times the offers.
    ///
    /// ```
    /// use netprice_study::{Catalog, Offer};
    /// use netprice_study::bill::{read, workload_of};
    /// let text = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
    ///     BoxUsage:m5.large,730,USD,70,Hrs\n";
    /// let catalog = Catalog::published()?;
    /// let found = workload_of(&read(text).unwrap(), &catalog)?;
    /// let offers = ["aws-us-east-1", "azure-eastus"].map(|book| Offer::at_list(book.parse().unwrap()));
    /// let workload = found.workload_at(&offers, &catalog);
    /// assert_eq!(workload.lines[0].skus.keys().next().unwrap().as_str(), "aws-us-east-1");
    /// assert_eq!(workload.lines[0].skus.len(), 1);
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn workload_at(&self, offers: &[Offer], catalog: &Catalog) -> Workload {
        let mut workload = self.workload.clone();
        let sold = offers.iter().filter_map(|offer| {
            let book = catalog.book(offer.price_book.as_str()).ok()??;
            Some((offer.name(), book))
        });
        let sold: Vec<(OfferId, &Book)> = sold.collect();
        for line in &mut workload.lines {
            let Some(of) = self.types.get(&line.id) else {
                continue;
            };
            let own = sold.iter().filter(|(_, book)| {
                let prices = &book.prices;
                prices.provider.as_str() == of.provider && prices.skus.contains_key(&of.sku)
            });
            for (offer, _) in own {
                let sku = Named::Sku(of.sku.clone());
                line.skus.insert(offer.clone(), sku);
            }
        }
        workload
    }

    /// The lines of a workload of the bill that cost most, up to a number, and those that are left out, dearest first.
    ///
    /// Lines are compared by the amounts of their invoice, whatever the currency; equal ones keep the order of the bill.
    /// Unread lines stay.
    ///
    /// ```
    /// use netprice_study::Catalog;
    /// use netprice_study::bill::workload_of;
    /// let text = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
    ///     BoxUsage:t3.medium,730,USD,30,Hrs\nBoxUsage:m5.large,730,USD,70,Hrs\n";
    /// let bill = netprice_import::bill::read(text).unwrap();
    /// let found = workload_of(&bill, &Catalog::published()?)?;
    /// let (workload, left_out) = found.dearest(found.workload.clone(), 1);
    /// assert_eq!(workload.lines[0].id.as_str(), "m5.large");
    /// assert_eq!(left_out[0].as_str(), "t3.medium");
    /// # Ok::<(), netprice_catalog::CatalogError>(())
    /// ```
    #[must_use]
    pub fn dearest(&self, mut workload: Workload, most: usize) -> (Workload, Vec<LineId>) {
        if workload.lines.len() <= most {
            return (workload, Vec::new());
        }
        let amount = |line: &WorkloadLine| self.paid.get(&line.id).map(|paid| paid.billed.amount());
        sort_by(&mut workload.lines, |a, b| amount(b).cmp(&amount(a)));
        let left_out = workload.lines.split_off(most);
        let left_out = left_out.into_iter().map(|line| line.id);
        (workload, left_out.collect())
    }
}

/// The usage of a bill by its SKUs, for the price book that the bill is of: a line for each line of an export of ours, or for
/// each SKU of another bill.
///
/// Rows without a SKU or a quantity, and what is no usage, are left out: at the same agreement they follow from it.
#[must_use]
pub fn usage_of(bill: &ImportedBill) -> Usage {
    let mut by_line: BTreeMap<(String, String), (Ratio, String)> = BTreeMap::new();
    for line in bill
        .lines
        .iter()
        .filter(|line| line.key.category == BillCategory::Usage)
    {
        let Some(quantity) = line.quantity else {
            continue;
        };
        let name = if line.key.item.is_empty() {
            &line.key.sku
        } else {
            &line.key.item
        };
        let entry = by_line.entry((name.clone(), line.key.sku.clone()));
        let (sum, _) = entry.or_insert_with(|| (Ratio::ZERO, line.key.unit.clone()));
        // A sum that does not fit keeps what it had; the quantity is checked where it is used.
        *sum = sum.plus(quantity).unwrap_or(*sum);
    }
    let lines = by_line
        .into_iter()
        .filter_map(|((name, sku), (quantity, unit))| {
            let quantity = Quantity::new(quantity, unit.parse().ok()?).ok()?;
            UsageLine::new(name.as_str(), sku.as_str(), quantity).ok()
        });
    Usage {
        lines: lines.collect(),
        ..Usage::default()
    }
}
