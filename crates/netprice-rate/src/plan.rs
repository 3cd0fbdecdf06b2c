//! How the rows of each SKU are rated.

use std::collections::BTreeSet;

use hashbrown::HashMap;
use netprice::book::price_book::Pooling;
use netprice::compiled::{CompiledBook, Unfolded};
use netprice::value::quantity::Unit;
use netprice::{Agreement, PriceChange, PriceModel, Term};

use crate::columns::{Dimension, Needs, Options};
use crate::problem::RateError;
use crate::skus::{Skus, Words};

/// Why the cost of a row depends on the row itself, so that a sum of rows has another cost.
fn is_of_rows(why: Unfolded, is_apart: bool, by_count: bool) -> bool {
    match why {
        Unfolded::Terms => true,
        // Each machine counts from zero.
        Unfolded::Pooling => is_apart && by_count,
        // Each row is rounded.
        Unfolded::Rounding => !by_count,
        Unfolded::AllUnits
        | Unfolded::HoursOfDay
        | Unfolded::Factors
        | Unfolded::Rules
        | Unfolded::Packages
        | Unfolded::FlatFees
        | Unfolded::Conversion
        | Unfolded::PriceDigits
        | Unfolded::QuantityDigits
        | Unfolded::Line
        | Unfolded::NoPrice => false,
    }
}

/// Whether a change, or one within it, agrees on a price that is not flat.
fn has_tiers(change: &PriceChange) -> bool {
    match change {
        PriceChange::Fixed(price) => !matches!(price, PriceModel::Flat(_)),
        PriceChange::Additive(inner) => inner.iter().any(|inner| has_tiers(&inner.change)),
        _ => false,
    }
}

/// How the rows of a SKU are rated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// Nothing of a row but its quantity matters.
    pub(crate) plain: bool,
    /// The rows are rated one by one, in the order of the files.
    pub(crate) by_row: bool,
    /// They depend on each other too: each has the count of those before it.
    pub(crate) ordered: bool,
    /// A sum may have no price for its unit or day, which is tried when the first row of the sum is met.
    pub(crate) tried: bool,
    /// Whether the day of a row matters, and its owner.
    pub(crate) day: bool,
    pub(crate) owner: bool,
    /// The position of the unit among those of the price book.
    pub(crate) unit: u32,
}

/// Rates files under a price book and an agreement.
///
/// ```
/// use netprice::compiled::CompiledBook;
/// use netprice::{Agreement, PriceBook, PriceModel, Sku};
/// use netprice_rate::{Dimension, Options, Rater, State};
/// let price = PriceModel::graduated([("100", "0.1")], "0.05")?;
/// let book = PriceBook::new("acme", "north", "USD")?.with("out", Sku::new("egress", "GB", price)?)?;
/// let agreement = Agreement::default();
/// let compiled = CompiledBook::of(&book, &agreement)?;
/// let options = Options { by: vec![Dimension::Sku], ..Options::default() };
/// let rater = Rater::new(&compiled, &agreement, options).unwrap();
/// let (state, rows) = (State::default(), "sku,quantity\nout,90\nout,20\n");
/// let partial = rater.read_csv("usage.csv", rows.as_bytes(), &state).unwrap();
/// let (report, _) = rater.price(&partial, &state).unwrap();
/// assert_eq!(report.total.list.to_string(), "10.5"); // 100 × 0.1 + 10 × 0.05
/// # Ok::<(), netprice::Problems>(())
/// ```
#[derive(Debug)]
pub struct Rater<'a> {
    pub(crate) compiled: &'a CompiledBook<'a>,
    pub(crate) agreement: &'a Agreement,
    pub(crate) options: Options,
    pub(crate) ways: Vec<Way>,
    /// The units of the price book.
    pub(crate) units: Vec<&'a Unit>,
    /// The same by their bytes.
    pub(crate) unit_words: Vec<Option<Words>>,
    pub(crate) needs: Needs,
    pub(crate) has_labels: bool,
    /// Whether a term agrees on a price with tiers, which depends on the count.
    has_agreed_tiers: bool,
    positions: HashMap<&'a [u8], u32>,
}

impl<'a> Rater<'a> {
    /// A rater of the rows that a price book has under an agreement.
    ///
    /// # Errors
    /// [`RateError::Asked`] for a dimension that is asked twice.
    pub fn new(
        compiled: &'a CompiledBook<'a>,
        agreement: &'a Agreement,
        options: Options,
    ) -> Result<Self, RateError> {
        let dimensions: BTreeSet<&Dimension> = options.by.iter().collect();
        if dimensions.len() != options.by.len() {
            return Err(RateError::Asked("a dimension is asked twice".to_owned()));
        }
        let names = compiled.skus().iter().enumerate();
        let positions = names.filter_map(|(index, id)| {
            let position = u32::try_from(index).ok()?;
            Some((id.as_str().as_bytes(), position))
        });
        let has_labels = !options.labels().is_empty();
        let of_lines = |term: &Term| !term.scope.lines.is_empty();
        let of_owners = |term: &Term| !term.scope.owners.is_empty();
        let mut rater = Self {
            compiled,
            agreement,
            ways: Vec::new(),
            units: Vec::new(),
            unit_words: Vec::new(),
            needs: Needs {
                date: options.has_days(),
                id: !options.explain.is_empty() || agreement.terms.0.iter().any(of_lines),
                owner: agreement.terms.0.iter().any(of_owners),
            },
            has_labels,
            has_agreed_tiers: agreement.terms.0.iter().any(|term| has_tiers(&term.change)),
            positions: positions.collect(),
            options,
        };
        rater.set_ways()?;
        Ok(rater)
    }

    fn set_ways(&mut self) -> Result<(), RateError> {
        let book = self.compiled.book();
        let is_explained = !self.options.explain.is_empty();
        let mut units: HashMap<&'a Unit, u32> = HashMap::new();
        for (position, sku) in book.skus.values().enumerate() {
            let reasons = self.compiled.reasons(position);
            let by_count = self.compiled.depends_on_count(position);
            let is_apart = sku.pooling == Pooling::Apart;
            let terms = self.agreement.terms.0.iter();
            let names_lines = terms.clone().any(|term| !term.scope.lines.is_empty());
            let names_owners = terms.clone().any(|term| !term.scope.owners.is_empty());
            let is_unfolded = !reasons.is_empty();
            if names_lines && reasons.contains(&Unfolded::AllUnits) {
                return Err(RateError::Asked(format!(
                    "a term names lines, and the whole count selects the price of {}; rate it without that term",
                    self.sku_name(u32::try_from(position).unwrap_or(u32::MAX))
                )));
            }
            let by_row = (names_lines && is_unfolded)
                || reasons
                    .iter()
                    .any(|why| is_of_rows(*why, is_apart, by_count));
            let owner = sku.pooling == Pooling::ByOwner || (names_owners && is_unfolded);
            let day = self.options.has_days()
                || self.compiled.is_dated(position)
                || book.listed_in.is_some()
                || (by_count && self.has_labels)
                || (by_count && is_explained);
            let next = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
            let unit = *units.entry(&sku.unit).or_insert_with(|| {
                self.units.push(&sku.unit);
                self.unit_words
                    .push(Words::of(sku.unit.as_str().as_bytes()));
                next
            });
            self.needs.date |= day;
            self.needs.owner |= owner;
            self.ways.push(Way {
                plain: !by_row && !owner && !day && !self.has_labels && !is_unfolded,
                by_row,
                ordered: by_row && !is_apart && (by_count || self.has_agreed_tiers),
                tried: is_unfolded || self.compiled.is_dated(position),
                day,
                owner,
                unit,
            });
        }
        Ok(())
    }

    /// The SKUs of which only the quantity matters.
    pub(crate) fn plain_skus(&self) -> Skus {
        let skus = self.compiled.skus().iter().zip(&self.ways).zip(0..);
        let plain = skus.filter(|((_, way), _)| way.plain);
        Skus::of(plain.map(|((id, way), position)| (id.as_str().as_bytes(), position, way.unit)))
    }

    /// Whether the rows of a SKU are rated one by one and depend on each other.
    pub(crate) fn is_ordered(&self, position: usize) -> bool {
        self.ways.get(position).is_some_and(|way| way.ordered)
    }

    /// The position of a SKU in the price book.
    #[inline]
    pub(crate) fn position(&self, sku: &[u8]) -> Option<u32> {
        self.positions.get(sku).copied()
    }

    #[inline]
    pub(crate) fn way(&self, position: u32) -> Option<&Way> {
        self.ways.get(usize::try_from(position).ok()?)
    }

    /// The unit of a SKU.
    #[inline]
    pub(crate) fn unit(&self, position: u32) -> &'a str {
        let way = self.way(position);
        let unit = way.and_then(|way| self.units.get(usize::try_from(way.unit).ok()?));
        unit.map_or("", |unit| unit.as_str())
    }

    /// The name of a SKU.
    pub(crate) fn sku_name(&self, position: u32) -> &'a str {
        let index = usize::try_from(position).ok();
        let id = index.and_then(|index| self.compiled.skus().get(index));
        id.map_or("", |id| id.as_str())
    }
}
