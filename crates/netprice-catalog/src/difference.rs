//! What differs between two catalogues, price by price.

use std::collections::BTreeSet;

use netprice::PriceModel;
use netprice::book::price_book::Sku;
use netprice::value::decimal::{self, NonNegative};
use netprice::value::id::{BookId, SkuId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;
use crate::error::CatalogError;

/// A price that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The price book.
    pub book: BookId,
    /// The SKU.
    pub sku: SkuId,
    /// How it differs.
    pub change: Change,
}

/// How a price differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only the new catalogue has it.
    Added,
    /// Only the old catalogue has it.
    Removed,
    /// A flat price.
    Price {
        /// The old one.
        old: NonNegative,
        /// The new one.
        new: NonNegative,
    },
    /// Tiers, a unit, or a price that is now known or no longer is.
    Other,
    /// Its date or its source alone.
    Citation,
}

impl Difference {
    /// The change of a flat price in percent of the old one, rounded half-even to 12 decimals; `None` for any other change, and from a price
    /// of zero.
    ///
    /// ```
    /// use netprice_catalog::difference::{Change, Difference};
    /// let change = |old: &str, new: &str| Difference {
    ///     book: "acme".parse().unwrap(),
    ///     sku: "vm".parse().unwrap(),
    ///     change: Change::Price { old: old.parse().unwrap(), new: new.parse().unwrap() },
    /// };
    /// assert_eq!(change("0.2", "0.15").percent().unwrap().to_string(), "-25");
    /// assert_eq!(change("0", "0.15").percent(), None);
    /// ```
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        let Change::Price { old, new } = &self.change else {
            return None;
        };
        let grown = decimal::minus(new.get(), old.get()).ok()?;
        let grown = decimal::times(grown, Decimal::ONE_HUNDRED).ok()?;
        Some(decimal::over(grown, old.get()).ok()?.normalize())
    }
}

/// Compares the prices of all price books of two catalogues, those of spot machines and of machines by the month included, in the
/// order of books and SKUs.
///
/// A price book that one of them lacks is a difference for each of its prices. Work grows with the prices of both.
///
/// # Errors
/// [`CatalogError`] for a table that cannot be read.
///
/// ```
/// use netprice_catalog::Catalog;
/// use netprice_catalog::difference::{Change, differences};
/// let old = Catalog::published()?;
/// let mut book = old.book("aws-us-east-1")?.unwrap().clone();
/// book.prices.skus.remove("m5.xlarge");
/// let new = old.with_books([("aws-us-east-1".parse().unwrap(), book)]);
/// let found = differences(&old, &new)?;
/// let removed = found.iter().filter(|one| one.sku.as_str() == "m5.xlarge" && one.change == Change::Removed);
/// assert_eq!(removed.count(), 1);
/// assert_eq!(differences(&old, &old)?, []);
/// # Ok::<(), netprice_catalog::CatalogError>(())
/// ```
pub fn differences(old: &Catalog, new: &Catalog) -> Result<Vec<Difference>, CatalogError> {
    let ids: BTreeSet<&BookId> = old.book_ids().chain(new.book_ids()).collect();
    let mut found = Vec::new();
    for id in ids {
        let (before, after) = (old.whole_book(id.as_str())?, new.whole_book(id.as_str())?);
        let skus = |book: Option<&crate::book::Book>| {
            let skus = book.into_iter().flat_map(|book| book.prices.skus.keys());
            skus.cloned().collect::<BTreeSet<SkuId>>()
        };
        for sku in &skus(before) | &skus(after) {
            let of = |book: Option<&'_ crate::book::Book>| {
                book.and_then(|book| book.prices.skus.get(&sku)).cloned()
            };
            let change = match (of(before), of(after)) {
                (None, Some(_)) => Some(Change::Added),
                (Some(_), None) => Some(Change::Removed),
                (Some(before), Some(after)) => change(&before, &after),
                (None, None) => None,
            };
            let book = id.clone();
            found.extend(change.map(|change| Difference { book, sku, change }));
        }
    }
    Ok(found)
}

/// How a SKU changed; `None` if it did not.
fn change(old: &Sku, new: &Sku) -> Option<Change> {
    if old == new {
        return None;
    }
    if let (Some(PriceModel::Flat(before)), Some(PriceModel::Flat(after))) =
        (&old.price, &new.price)
        && before != after
        && old.unit == new.unit
    {
        let (old, new) = (*before, *after);
        return Some(Change::Price { old, new });
    }
    let same = Sku {
        published: old.published.clone(),
        ..new.clone()
    };
    Some(if same == *old {
        Change::Citation
    } else {
        Change::Other
    })
}
