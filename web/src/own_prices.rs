//! Prices of one's own in the place of published ones, as the page keeps them: a price sheet. Pure.

use std::collections::BTreeSet;

use netprice::decimal::Amount;
use netprice::error::PricingErrors;
use netprice::id::{BookId, SkuId};
use netprice::price::PriceModel;
use netprice::published::AsOf;
use netprice_catalog::catalog::Catalog;
use netprice_catalog::sheet::{Otherwise, OwnPrice, read, with_own_prices, write};
use serde_json::{Value, json};

/// What the page says is the source of a price that was typed into it.
pub const OWN: &str = "own price";
const OWN_IN_CHINESE: &str = "自填价格";

/// A tier of a SKU of a price book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The price book.
    pub book: BookId,
    /// The SKU.
    pub sku: SkuId,
    /// Where the tier starts.
    pub from: Amount,
}

/// The rows of the sheet that the page keeps; each says its price book and its date.
///
/// # Errors
/// Those of [`read`].
pub fn rows(sheet: &str) -> Result<Vec<OwnPrice>, PricingErrors> {
    match sheet.trim().is_empty() {
        true => Ok(Vec::new()),
        false => read(sheet, &Otherwise::default()),
    }
}

/// The catalog with the prices of a sheet.
///
/// # Errors
/// Those of [`read`] and of [`with_own_prices`].
pub fn applied(catalog: &Catalog, sheet: &str) -> Result<Catalog, PricingErrors> {
    let mut catalog = with_own_prices(catalog, &rows(sheet)?)?;
    let chinese = OWN_IN_CHINESE.to_owned();
    catalog.chinese.insert(OWN.to_owned(), chinese);
    Ok(catalog)
}

/// The sheet with another price for a tier of a SKU, which starts at `from`.
///
/// All tiers of the SKU go into the sheet, at what they cost in the catalog given.
#[must_use]
pub fn edited(sheet: &str, catalog: &Catalog, place: &Place, price: Amount, day: AsOf) -> String {
    let book = catalog.books.get(&place.book);
    let sku = book.and_then(|book| book.prices.skus.get(&place.sku));
    // What else the sheet says of the SKU stays: an added one is known from nowhere else.
    let is_it = |row: &OwnPrice| (&row.price_book, &row.sku) == (&place.book, &place.sku);
    let known = rows(sheet).unwrap_or_default().into_iter().find(is_it);
    let known = known.as_ref();
    let row = |from: Amount, up_to: Option<Amount>, unit_price: Amount| OwnPrice {
        price_book: place.book.clone(),
        service: known.and_then(|row| row.service.clone()),
        sku: place.sku.clone(),
        unit: known.and_then(|row| row.unit.clone()),
        from,
        up_to,
        unit_price,
        as_of: day,
        source: OWN.to_owned(),
        vcpus: known.and_then(|row| row.vcpus),
        memory_gib: known.and_then(|row| row.memory_gib),
    };
    let tiers = match sku.and_then(|sku| sku.price.as_ref()) {
        Some(PriceModel::Graduated(tiers)) => tiers
            .iter()
            .map(|tier| match tier.from == place.from {
                true => row(tier.from, tier.up_to, price),
                false => row(tier.from, tier.up_to, tier.unit_price),
            })
            .collect(),
        Some(_) | None => vec![row(Amount::default(), None, price)],
    };
    with_all(sheet, tiers)
}

/// The sheet with the rows of another; the prices of the SKUs that the other names are its own.
#[must_use]
pub fn with_all(sheet: &str, others: Vec<OwnPrice>) -> String {
    let mut all = rows(sheet).unwrap_or_default();
    let named: BTreeSet<_> = others
        .iter()
        .map(|row| (row.price_book.clone(), row.sku.clone()))
        .collect();
    all.retain(|row| !named.contains(&(row.price_book.clone(), row.sku.clone())));
    all.extend(others);
    write(&all)
}

/// The sheet without the prices of a SKU; empty for none at all.
#[must_use]
pub fn without(sheet: &str, book: &str, sku: &str) -> String {
    let mut all = rows(sheet).unwrap_or_default();
    all.retain(|row| (row.price_book.as_str(), row.sku.as_str()) != (book, sku));
    match all.is_empty() {
        true => String::new(),
        false => write(&all),
    }
}

/// A plan that takes the prices of a sheet with it, so that it comes to the same elsewhere.
#[must_use]
pub fn in_plan(mut plan: Value, catalog: &Catalog, sheet: &str) -> Value {
    for row in rows(sheet).unwrap_or_default() {
        let Some(book) = catalog.books.get(&row.price_book) else {
            continue;
        };
        let name = row.price_book.as_str();
        if plan["price_books"][name].is_null() {
            plan["price_books"][name] = json!(book.prices);
        }
        if row.vcpus.is_some() && row.memory_gib.is_some() {
            plan["machines"][name][row.sku.as_str()] = json!(book.machines.get(&row.sku));
        }
    }
    plan
}
