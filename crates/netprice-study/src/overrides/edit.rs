//! Changes of a list of overrides: setting a price, removing a SKU, merging a price sheet.

use std::collections::BTreeSet;

use netprice::value::day::AsOf;
use netprice::value::id::{BookId, SkuId};
use netprice::{NonNegative, PriceModel};
use netprice_catalog::price_list::SkuTier;
use netprice_catalog::{Catalog, CatalogError};

use crate::overrides::{PriceOverride, TierModel};

/// A price to set, and its citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPrice<'a> {
    /// The price per unit, in the currency of the price book.
    pub unit_price: NonNegative,
    /// The day of the price.
    pub as_of: AsOf,
    /// The source of the price.
    pub source: &'a str,
}

/// Sets the price of one tier of a SKU.
///
/// The catalogue has the overrides applied. The result overrides all tiers of the SKU: the other tiers of
/// a graduated price keep the catalogue's unit prices, and a SKU with any other price, or none, gets one
/// flat price. Service, unit, processors and memory of an earlier override of the SKU are kept.
///
/// # Errors
/// [`CatalogError`] if the price book cannot be read.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::overrides::edit::{NewPrice, with_price};
/// use netprice_catalog::price_list::SkuTier;
/// let tier = SkuTier {
///     book: "aws-us-east-1".parse()?,
///     sku: "m5.xlarge".parse()?,
///     from: "0".parse()?,
/// };
/// let price = NewPrice { unit_price: "0.1".parse()?, as_of: "2026-11-01".parse()?, source: "offer 7" };
/// let overrides = with_price(&[], &Catalog::published()?, &tier, price)?;
/// assert_eq!(overrides[0].unit_price.to_string(), "0.1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_price(
    overrides: &[PriceOverride],
    catalog: &Catalog,
    tier: &SkuTier,
    price: NewPrice<'_>,
) -> Result<Vec<PriceOverride>, CatalogError> {
    let book = catalog.book(tier.book.as_str())?;
    let sku = book.and_then(|book| book.prices.skus.get(&tier.sku));
    // An added SKU is described by its override only.
    let mut known = overrides.iter();
    let known = known.find(|row| is_of(row, &tier.book, &tier.sku));
    let row = |from, up_to, unit_price| PriceOverride {
        currency: None,
        model: TierModel::default(),
        price_book: tier.book.clone(),
        service: known.and_then(|row| row.service.clone()),
        sku: tier.sku.clone(),
        unit: known.and_then(|row| row.unit.clone()),
        from,
        up_to,
        unit_price,
        free: known.is_some_and(|row| row.free),
        as_of: price.as_of,
        source: price.source.to_owned(),
        vcpus: known.and_then(|row| row.vcpus),
        memory_gib: known.and_then(|row| row.memory_gib),
    };
    let tiers = match sku.and_then(|sku| sku.price.as_ref()) {
        Some(PriceModel::Graduated(tiers)) => tiers
            .iter()
            .map(|one| {
                let is_changed = one.from == tier.from;
                let unit_price = if is_changed {
                    price.unit_price
                } else {
                    one.unit_price
                };
                row(one.from, one.up_to, unit_price)
            })
            .collect(),
        Some(_) | None => vec![row(NonNegative::default(), None, price.unit_price)],
    };
    Ok(merged(overrides, tiers))
}

/// Merges two lists of overrides; the second list replaces all overrides of the SKUs that it names.
#[must_use]
pub fn merged(overrides: &[PriceOverride], others: Vec<PriceOverride>) -> Vec<PriceOverride> {
    let named: BTreeSet<(&BookId, &SkuId)> = others
        .iter()
        .map(|row| (&row.price_book, &row.sku))
        .collect();
    let kept = overrides.iter();
    let kept = kept.filter(|row| !named.contains(&(&row.price_book, &row.sku)));
    let mut all: Vec<PriceOverride> = kept.cloned().collect();
    all.extend(others);
    all
}

/// Removes all overrides of a SKU, so that its published price applies again.
#[must_use]
pub fn without_sku(overrides: &[PriceOverride], book: &BookId, sku: &SkuId) -> Vec<PriceOverride> {
    let kept = overrides.iter().filter(|row| !is_of(row, book, sku));
    kept.cloned().collect()
}

/// Whether any override is of a SKU.
#[must_use]
pub fn has_sku(overrides: &[PriceOverride], book: &BookId, sku: &SkuId) -> bool {
    overrides.iter().any(|row| is_of(row, book, sku))
}

fn is_of(row: &PriceOverride, book: &BookId, sku: &SkuId) -> bool {
    (&row.price_book, &row.sku) == (book, sku)
}
