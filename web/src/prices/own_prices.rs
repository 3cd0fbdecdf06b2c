//! Prices of one's own in the place of published ones, as the page keeps them: a price sheet. Pure.

use std::collections::BTreeSet;

use netprice::book::price::PriceModel;
use netprice::value::day::AsOf;
use netprice::value::decimal::NonNegative;
use netprice::value::id::{BookId, SkuId};
use netprice_catalog::Catalog;
use netprice_study::overrides::sheet::{Otherwise, read, write};
use netprice_study::overrides::{self, PriceOverride};
use netprice_study::{Problems, StudyProblem};
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
    pub from: NonNegative,
}

/// The rows of the sheet that the page keeps; each says its price book and its date.
///
/// # Errors
/// Those of [`read`].
pub fn rows(sheet: &str) -> Result<Vec<PriceOverride>, Problems> {
    if sheet.trim().is_empty() {
        Ok(Vec::new())
    } else {
        read(sheet, &Otherwise::default())
    }
}

/// The catalog with the prices of a sheet.
///
/// # Errors
/// Those of [`read`] and of [`overrides::applied`], and a catalog that cannot be read.
pub fn applied(catalog: &Catalog, sheet: &str) -> Result<Catalog, Problems> {
    let rows = rows(sheet)?;
    let (catalog, problems) = overrides::applied(catalog, &rows);
    Problems::none_of(problems)?;
    let catalog = catalog.with_chinese(OWN, OWN_IN_CHINESE);
    catalog.map_err(|error| StudyProblem::from(error).at("catalog").into())
}

/// The sheet with another price for a tier of a SKU, which starts at `from`.
///
/// All tiers of the SKU go into the sheet, at what they cost in the catalog given.
#[must_use]
pub fn edited(
    sheet: &str,
    catalog: &Catalog,
    place: &Place,
    price: NonNegative,
    day: AsOf,
) -> String {
    let book = catalog.book(place.book.as_str()).ok().flatten();
    let sku = book.and_then(|book| book.prices.skus.get(&place.sku));
    // What else the sheet says of the SKU stays: an added one is known from nowhere else.
    let is_it = |row: &PriceOverride| (&row.price_book, &row.sku) == (&place.book, &place.sku);
    let known = rows(sheet).unwrap_or_default().into_iter().find(is_it);
    let known = known.as_ref();
    let row =
        |from: NonNegative, up_to: Option<NonNegative>, unit_price: NonNegative| PriceOverride {
            price_book: place.book.clone(),
            service: known.and_then(|row| row.service.clone()),
            sku: place.sku.clone(),
            unit: known.and_then(|row| row.unit.clone()),
            from,
            up_to,
            unit_price,
            free: known.is_some_and(|row| row.free),
            as_of: day,
            source: OWN.to_owned(),
            vcpus: known.and_then(|row| row.vcpus),
            memory_gib: known.and_then(|row| row.memory_gib),
        };
    let tiers = match sku.and_then(|sku| sku.price.as_ref()) {
        Some(PriceModel::Graduated(tiers)) => tiers
            .iter()
            .map(|tier| {
                if tier.from == place.from {
                    row(tier.from, tier.up_to, price)
                } else {
                    row(tier.from, tier.up_to, tier.unit_price)
                }
            })
            .collect(),
        Some(_) | None => vec![row(NonNegative::default(), None, price)],
    };
    with_all(sheet, tiers)
}

/// The sheet with the rows of another; the prices of the SKUs that the other names are its own.
#[must_use]
pub fn with_all(sheet: &str, others: Vec<PriceOverride>) -> String {
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
    if all.is_empty() {
        String::new()
    } else {
        write(&all)
    }
}

/// A study that takes the prices of a sheet with it, so that it comes to the same elsewhere.
#[must_use]
pub fn in_study(mut study: Value, sheet: &str) -> Value {
    let rows = rows(sheet).unwrap_or_default();
    let rows = rows.iter().filter_map(|row| {
        let mut row = serde_json::to_value(row).ok()?;
        row.as_object_mut()?.retain(|_, cell| !cell.is_null());
        Some(row)
    });
    let rows: Vec<Value> = rows.collect();
    if !rows.is_empty() {
        study["overrides"] = json!(rows);
    }
    study
}
