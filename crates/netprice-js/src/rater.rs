//! Rates many rows at once through typed arrays.

use std::collections::BTreeMap;

use netprice::compiled::{CompiledBook, CostSum, Counts, Rated};
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::ratio::Ratio;
use netprice::{Agreement, PriceBook, Problems};
use netprice_study::study::read;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::problems::thrown;

/// A price book under an agreement, compiled to rate rows: the costs of a quote to the last digit, without its steps.
///
/// Tiers go on from call to call, so that a long file is rated in batches between which the page can draw.
///
/// ```js
/// const rater = new Rater(priceBook, agreement); // documents, as in a study
/// const skus = Uint32Array.of(rater.position("vm"), rater.position("vm"));
/// const millionths = BigUint64Array.of(730_000_000n, 500_000n); // 730 and 0.5 units
/// rater.rate(skus, millionths); // the number of rows that took the explained path
/// rater.list(); // "140.256": 730.5 × 0.192
/// ```
#[wasm_bindgen]
pub struct Rater {
    compiled: CompiledBook<'static>,
    counts: Counts,
    list: CostSum,
    effective: CostSum,
    /// The quantity of each SKU that has no price.
    unpriced: BTreeMap<usize, Ratio>,
}

/// Amounts are rounded once, to 12 decimals.
const SHOWN: Rounding = Rounding {
    places: 12,
    mode: RoundingMode::HalfEven,
};

#[wasm_bindgen]
impl Rater {
    /// Compiles a price book under an agreement.
    ///
    /// # Errors
    /// Throws an `Error` with `problems` if one of them cannot be read or has problems, and for terms whose effect on
    /// a row depends on other rows.
    #[wasm_bindgen(constructor)]
    pub fn new(price_book: JsValue, agreement: JsValue) -> Result<Rater, JsValue> {
        let book: PriceBook = document(price_book)?;
        let agreement: Agreement = document(agreement)?;
        let compiled = CompiledBook::owning(book, agreement).map_err(|problems| told(&problems))?;
        Ok(Self {
            counts: compiled.counts(),
            compiled,
            list: CostSum::default(),
            effective: CostSum::default(),
            unpriced: BTreeMap::new(),
        })
    }

    /// The position of a SKU, by which it is rated; `undefined` for one that the price book does not list.
    pub fn position(&self, sku: &str) -> Option<u32> {
        u32::try_from(self.compiled.position(sku)?).ok()
    }

    /// Rates rows, given the positions of their SKUs and their quantities in millionths of a unit, and adds them to
    /// the totals; returns the number of rows that took the explained path.
    ///
    /// # Errors
    /// Throws an `Error` for arrays of different lengths, with no row rated, and with `problems` for a row that cannot
    /// be rated: the rows before it are rated, and `row` tells its index.
    pub fn rate(&mut self, skus: &[u32], millionths: &[u64]) -> Result<u32, JsValue> {
        if skus.len() != millionths.len() {
            let (skus, quantities) = (skus.len(), millionths.len());
            let message = format!("{quantities} quantities; expected {skus}, one for each SKU");
            return Err(js_sys::Error::new(&message).into());
        }
        let mut explained = 0_u32;
        for (row, (sku, quantity)) in skus.iter().zip(millionths).enumerate() {
            let rated = self.add(*sku, *quantity);
            let is_explained = rated.map_err(|problems| at_row(&problems, row))?;
            explained += u32::from(is_explained);
        }
        Ok(explained)
    }

    /// The list cost of all rows so far, in the currency of the price book.
    ///
    /// # Errors
    /// Throws an `Error` for a cost beyond 28 digits.
    pub fn list(&self) -> Result<String, JsValue> {
        shown(&self.list)
    }

    /// The effective cost of all rows so far, in the currency of the price book.
    ///
    /// # Errors
    /// Throws an `Error` for a cost beyond 28 digits.
    pub fn effective(&self) -> Result<String, JsValue> {
        shown(&self.effective)
    }

    /// The SKUs with a quantity that has no price, and this quantity: the totals are then not complete.
    pub fn unpriced(&self) -> js_sys::Object {
        let object = js_sys::Object::new();
        for (position, quantity) in &self.unpriced {
            let sku = self.compiled.skus().get(*position);
            let name = sku.map_or("", |sku| sku.as_str());
            // It cannot fail on an object of its own.
            let _ = js_sys::Reflect::set(&object, &name.into(), &quantity.to_string().into());
        }
        object
    }
}

impl Rater {
    /// Whether the row took the explained path.
    #[inline]
    fn add(&mut self, sku: u32, millionths: u64) -> Result<bool, Problems> {
        let position = usize::try_from(sku).unwrap_or(usize::MAX);
        let rated = self
            .compiled
            .rate_millionths(position, millionths, &mut self.counts)?;
        match rated {
            Rated::Folded(row) => {
                self.list.add(row.list)?;
                self.effective.add(row.effective)?;
                Ok(false)
            }
            Rated::Explained(row) => {
                let (list, effective) = row.costs()?;
                self.list.add_exact(list)?;
                self.effective.add_exact(effective)?;
                for part in &row.unpriced {
                    let quantity = self.unpriced.entry(position).or_default();
                    *quantity = quantity.plus(part.quantity.exact())?;
                }
                Ok(true)
            }
        }
    }
}

/// Reads a document strictly: serde_wasm_bindgen ignores unknown fields, so it is converted to JSON first.
fn document<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    let document: serde_json::Value = serde_wasm_bindgen::from_value(value)?;
    read(document).map_err(|problems| thrown(&problems))
}

fn told(problems: &Problems) -> JsValue {
    thrown(&problems.clone().lift())
}

fn at_row(problems: &Problems, row: usize) -> JsValue {
    let error = told(problems);
    // It cannot fail on an error of its own.
    let _ = js_sys::Reflect::set(&error, &"row".into(), &JsValue::from(row));
    error
}

fn shown(sum: &CostSum) -> Result<String, JsValue> {
    let total = sum.total().and_then(|total| total.rounded(SHOWN));
    let total = total.map(|total| total.normalize().to_string());
    total.map_err(|problem| js_sys::Error::new(&problem.to_string()).into())
}
