//! Rates quantities one by one, each from a count of zero.

use std::collections::BTreeSet;

use netprice::compiled::{CompiledBook, Counts, Rated};
use netprice::value::day::Day;
use rust_decimal::Decimal;

use crate::rater::Rater;

/// A quantity of a column.
#[derive(Clone, Copy)]
pub(crate) enum Amount {
    Millionths(u64),
    Decimal(Decimal),
}

/// What rates the rows of a batch.
pub(crate) struct Session {
    compiled: &'static CompiledBook<'static>,
    counts: Counts,
    /// The SKUs that have counted since the counts began.
    begun: BTreeSet<usize>,
}

impl Session {
    pub(crate) fn of(rater: Rater) -> Self {
        let compiled = rater.compiled();
        Self {
            compiled,
            counts: compiled.counts(),
            begun: BTreeSet::new(),
        }
    }

    pub(crate) fn position(&self, sku: &str) -> Result<usize, String> {
        let position = self.compiled.position(sku);
        position.ok_or_else(|| "the price book does not list this SKU".to_owned())
    }

    pub(crate) fn depends_on_count(&self, position: usize) -> bool {
        self.compiled.depends_on_count(position)
    }

    /// Rates a quantity as the first and only one of its SKU.
    pub(crate) fn rate(
        &mut self,
        position: usize,
        amount: Amount,
        day: Option<Day>,
    ) -> Result<Rated, String> {
        if self.depends_on_count(position) {
            // New counts cost a step for each SKU, so they begin only where a SKU comes again.
            if !self.begun.insert(position) {
                self.counts = self.compiled.counts();
                self.begun = BTreeSet::from([position]);
            }
        }
        let rated = match (amount, day) {
            (Amount::Millionths(millionths), None) => {
                let counts = &mut self.counts;
                self.compiled.rate_millionths(position, millionths, counts)
            }
            (Amount::Millionths(millionths), Some(_)) => {
                let quantity = Decimal::from_i128_with_scale(millionths.into(), 6);
                let counts = &mut self.counts;
                self.compiled.rate(position, quantity, day, counts)
            }
            (Amount::Decimal(quantity), _) => {
                self.compiled
                    .rate(position, quantity, day, &mut self.counts)
            }
        };
        let rated = rated.map_err(|problems| problems.to_string())?;
        match without_price(&rated) {
            Some(missing) => Err(missing),
            None => Ok(rated),
        }
    }
}

/// The part of a row that has no price, which is never a cost of zero.
fn without_price(rated: &Rated) -> Option<String> {
    let Rated::Explained(explained) = rated else {
        return None;
    };
    let parts = explained.unpriced.iter();
    let parts = parts.map(|part| format!("{}: {}", part.quantity, part.reason));
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
