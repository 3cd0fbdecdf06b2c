//! Usage lines with their SKUs and prices, before they are counted.

use super::priced_line::{PricedLine, line_path};
use crate::book::price_book::{PriceBook, Sku};
use crate::problem::{Known, Located, Problem};
use crate::rating::charge::{MissingPrice, Unpriced};
use crate::rating::context::BookTerms;
use crate::rating::meter::{Measured, meter};
use crate::rating::span::{self, Changes, Part};
use crate::usage::{Usage, UsageLine};
use crate::value::id::SkuId;
use crate::value::numbered::Numbered;
use crate::value::path::Path;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// The SKUs of a usage, numbered as they are met; each is looked for in the price book once.
pub(super) struct Skus<'a> {
    book: &'a PriceBook,
    numbers: Numbered<'a>,
    found: Vec<(&'a SkuId, &'a Sku)>,
}

/// A SKU with its number, and its name as the price book has it.
#[derive(Clone, Copy)]
struct Found<'a> {
    number: usize,
    name: &'a SkuId,
    sku: &'a Sku,
}

impl<'a> Skus<'a> {
    pub(super) fn of(book: &'a PriceBook) -> Self {
        Self {
            book,
            numbers: Numbered::default(),
            found: Vec::new(),
        }
    }

    /// The SKU of a name; `None` if the price book does not have it.
    fn find(&mut self, name: &SkuId) -> Option<Found<'a>> {
        if let Some(number) = self.numbers.get(name.as_str()) {
            let (name, sku) = *self.found.get(number)?;
            return Some(Found { number, name, sku });
        }
        let (name, sku) = self.book.skus.get_key_value(name)?;
        let number = self.found.len();
        self.numbers.known(name.as_str(), number);
        self.found.push((name, sku));
        Some(Found { number, name, sku })
    }
}

/// The preparation of all lines.
pub(super) struct Preparing<'a> {
    pub(super) book: &'a PriceBook,
    pub(super) usage: &'a Usage,
    pub(super) changes: Changes<'a>,
    pub(super) is_usable: bool,
    pub(super) skus: Skus<'a>,
    pub(super) lines: Vec<PricedLine<'a>>,
    pub(super) unpriced: Vec<Unpriced>,
}

/// A usage line with what all its parts have in common.
struct Whole<'a> {
    index: usize,
    line: &'a UsageLine,
    found: Found<'a>,
    measured: Measured,
    tier_by: Option<Kept>,
    /// Whether nothing changes within it.
    is_whole: bool,
}

impl<'a> Preparing<'a> {
    /// Prepares the parts of a usage line for pricing, and lists those whose price is unknown.
    ///
    /// # Errors
    /// The first problem of the line; none of its parts is then priced.
    pub(super) fn line(&mut self, index: usize, line: &'a UsageLine) -> Result<(), Located> {
        let before = (self.lines.len(), self.unpriced.len());
        let prepared = self.parts(index, line);
        if prepared.is_err() {
            self.lines.truncate(before.0);
            self.unpriced.truncate(before.1);
        }
        prepared
    }

    fn parts(&mut self, index: usize, line: &'a UsageLine) -> Result<(), Located> {
        let in_line = |located: Located| located.under(line_path(index));
        let Some(found) = self.skus.find(&line.sku) else {
            let known = Known::near(line.sku.as_str(), self.book.skus.keys());
            let value = line.sku.clone();
            return Err(in_line(Problem::UnknownSku { value, known }.at("sku")));
        };
        let sku = found.sku;
        if !self.is_usable && !sku.problems().is_empty() {
            // What is wrong with the SKU is told in the price book, and not again at each line.
            let (reason, name) = (MissingPrice::NotListed, found.name);
            let unpriced = missing(line, name, line.quantity.clone(), reason);
            self.unpriced.push(unpriced);
            return Ok(());
        }
        let first = line.day.or(self.usage.day);
        if !sku.later.is_empty() && first.is_none() {
            return Err(Problem::NoDay.at(Path::from("usage").field("day")));
        }
        let measured = meter(line, sku).map_err(in_line)?;
        let tier_by = line.tier_by.as_ref();
        let tier_by = tier_by.map(|by| by.in_unit_by(&sku.unit, &sku.equivalents));
        let tier_by = tier_by
            .transpose()
            .map_err(|problem| in_line(problem.at("tier_by")))?;
        let tier_by = tier_by.map(|by| Kept::from(by.exact()));
        let mut whole = Whole {
            index,
            line,
            found,
            measured,
            tier_by,
            is_whole: true,
        };
        if line.until.is_none() {
            let (day, share) = (first, Ratio::ONE);
            return self.part(whole, &Part { day, share }).map_err(in_line);
        }
        let dates = self.changes.of_line(self.book, line, sku);
        let parts = span::parts(line, first, dates).map_err(in_line)?;
        whole.is_whole = parts.len() == 1;
        for part in parts {
            let whole = Whole {
                measured: whole.measured.clone(),
                tier_by: whole.tier_by.clone(),
                ..whole
            };
            self.part(whole, &part).map_err(in_line)?;
        }
        Ok(())
    }

    /// Prepares a part of a line in which nothing changes.
    fn part(&mut self, whole: Whole<'a>, part: &Part) -> Result<(), Located> {
        let (line, Found { number, name, sku }) = (whole.line, whole.found);
        let day = part.day.filter(|_| line.day.is_some() || !whole.is_whole);
        let (price, published) = sku.price_on(part.day);
        let Some(price) = price else {
            let reason = if sku.is_zero_on(part.day) {
                MissingPrice::Zero
            } else {
                MissingPrice::NotListed
            };
            let quantity = part_of(line.quantity.clone(), part)?;
            self.unpriced.push(missing(line, name, quantity, reason));
            return Ok(());
        };
        let terms = BookTerms::of(self.book).on(self.book, part.day);
        let terms = terms.map_err(|located| located.problem.at("day"))?;
        self.lines.push(PricedLine {
            index: whole.index,
            line,
            number,
            name,
            day,
            is_whole: whole.is_whole,
            sku,
            price,
            published,
            listed_in: terms.listed_in.map(Box::new),
            measured: Measured {
                quantity: part_of(whole.measured.quantity, part)?,
                factors: whole.measured.factors,
            },
            tier_by: whole.tier_by,
        });
        Ok(())
    }
}

/// The share of a quantity that belongs to a part of its line.
fn part_of(quantity: Quantity, part: &Part) -> Result<Quantity, Located> {
    if part.share == Ratio::ONE {
        return Ok(quantity);
    }
    let value = quantity.exact().times(part.share);
    let part = value.and_then(|value| Quantity::new(value, quantity.unit().clone()));
    part.map_err(|problem| problem.at("quantity"))
}

fn missing(line: &UsageLine, sku: &SkuId, quantity: Quantity, reason: MissingPrice) -> Unpriced {
    Unpriced {
        line: line.id.clone(),
        sku: Some(sku.clone()),
        quantity,
        reason,
    }
}
