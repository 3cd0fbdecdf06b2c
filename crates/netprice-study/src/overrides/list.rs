//! The prices of a provider's list as overrides of its price books.

use std::collections::{BTreeMap, BTreeSet};

use netprice::NonNegative;
use netprice::value::day::AsOf;
use netprice::value::id::{BookId, Provider, SkuId};
use netprice_catalog::{Catalog, CatalogError};
pub use netprice_import::price_list::{ImportedPrices, PriceListFormat, PriceListReport, read};
use netprice_import::price_list::{ListPrice, PriceKind};

use crate::overrides::{PriceOverride, TierModel};

/// What a price list says of some price books.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedPrices {
    /// The prices by use of SKUs that the price books have, in place of the published ones.
    pub overrides: Vec<PriceOverride>,
    /// The prices of regions that are none of the price books.
    pub other_regions: usize,
    /// The prices by use of things that the price books do not list.
    pub not_listed: usize,
    /// The prices of reservations, savings plans, spot machines and machines for development, those of zero, and all further
    /// prices of a machine that has one.
    pub left_out: usize,
}

/// The price books that a list is read for, and the citation of its prices.
#[derive(Clone, Copy, Debug)]
pub struct ListContext<'a> {
    /// The price books; only these are read of the catalogue.
    pub books: &'a [BookId],
    /// The day of the prices.
    pub as_of: AsOf,
    /// The source of the prices.
    pub source: &'a str,
}

/// Finds the prices of a list that replace those of some price books.
///
/// A machine is found by its type, anything else by its SKU. A price of one region is for the price book of that region, and one
/// that holds in all regions for each book of the provider. A list in another currency than that of a price book is converted
/// when the overrides are applied. Work grows with the prices times the books of a provider.
///
/// # Errors
/// [`CatalogError`] for a price book that cannot be read.
///
/// ```
/// use netprice_study::Catalog;
/// use netprice_study::overrides::list::{ListContext, of_list, read};
/// let list = r#"{ "Items": [
///     { "armSkuName": "Standard_D4as_v5", "armRegionName": "eastus", "retailPrice": 0.1, "currencyCode": "USD",
///       "unitOfMeasure": "1 Hour", "type": "Consumption" },
///     { "armSkuName": "Standard_D4as_v5", "armRegionName": "westeurope", "retailPrice": 0.2, "currencyCode": "USD",
///       "unitOfMeasure": "1 Hour", "type": "Consumption" } ] }"#;
/// let list = read(list.as_bytes()).unwrap();
/// let context = ListContext { books: &["azure-eastus".parse()?], as_of: "2026-11-01".parse()?, source: "list.json" };
/// let listed = of_list(&list, &context, &Catalog::published()?)?;
/// assert_eq!(listed.overrides[0].unit_price.to_string(), "0.1");
/// assert_eq!((listed.overrides.len(), listed.other_regions), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn of_list(
    list: &ImportedPrices,
    context: &ListContext<'_>,
    catalog: &Catalog,
) -> Result<ListedPrices, CatalogError> {
    let provider = list.report.format.provider();
    // The regions in China are of a provider of their own, with the same format of lists.
    let in_china = format!("{provider}-china");
    let mut own: Vec<&BookId> = Vec::new();
    let mut by_region: BTreeMap<String, &BookId> = BTreeMap::new();
    for id in context.books {
        let of = catalog.provider(id.as_str()).map(Provider::as_str);
        let Some(of) = of.filter(|of| *of == provider || *of == in_china) else {
            continue;
        };
        own.push(id);
        let region = id
            .as_str()
            .strip_prefix(of)
            .and_then(|rest| rest.strip_prefix('-'));
        by_region.extend(region.map(|region| (region.to_owned(), id)));
    }
    let mut listed = ListedPrices::default();
    // The SKU of the list that a SKU of a price book has its price of.
    let mut taken: BTreeMap<(&BookId, SkuId), &str> = BTreeMap::new();
    let mut unsold = BTreeSet::new();
    for price in &list.prices {
        if price.kind != PriceKind::OnDemand || price.price.is_zero() {
            listed.left_out = listed.left_out.saturating_add(1);
            continue;
        }
        let one = by_region.get(&price.region.to_lowercase()).copied();
        let books: Vec<&BookId> = if price.region.is_empty() {
            own.clone()
        } else {
            one.into_iter().collect()
        };
        if books.is_empty() {
            listed.other_regions = listed.other_regions.saturating_add(1);
        }
        for book in books {
            let sold = sold(book, price, catalog)?;
            let Some((sku, row)) =
                sold.and_then(|sku| Some((sku.clone(), row(book, sku, price, context)?)))
            else {
                unsold.insert((book, &*price.sku, price.from));
                continue;
            };
            // Tiers of one SKU of the list belong together; another SKU of the same machine is another product.
            if *taken.entry((book, sku)).or_insert(&price.sku) == &*price.sku {
                listed.overrides.push(row);
            } else {
                listed.left_out = listed.left_out.saturating_add(1);
            }
        }
    }
    listed.not_listed = unsold.len();
    Ok(listed)
}

/// The SKU of a price book that a price is of.
fn sold(
    book: &BookId,
    price: &ListPrice,
    catalog: &Catalog,
) -> Result<Option<SkuId>, CatalogError> {
    let name = if price.instance.is_empty() {
        &price.sku
    } else {
        &price.instance
    };
    let Ok(sku) = name.parse::<SkuId>() else {
        return Ok(None);
    };
    let book = catalog.book(book.as_str())?;
    let is_sold = book.is_some_and(|book| book.prices.skus.contains_key(&sku));
    Ok(is_sold.then_some(sku))
}

/// The override; `None` for a price or a unit that no price book can have.
fn row(
    book: &BookId,
    sku: SkuId,
    price: &ListPrice,
    context: &ListContext<'_>,
) -> Option<PriceOverride> {
    let currency = match &*price.currency {
        "" => None,
        code => Some(code.parse().ok()?),
    };
    Some(PriceOverride {
        price_book: book.clone(),
        service: None,
        sku,
        unit: Some(price.unit.parse().ok()?),
        from: NonNegative::new(price.from).ok()?,
        up_to: None,
        unit_price: NonNegative::new(price.price).ok()?,
        currency,
        model: TierModel::default(),
        free: false,
        as_of: context.as_of,
        source: context.source.to_owned(),
        vcpus: None,
        memory_gib: None,
    })
}
