//! Rates the quantities of a batch, each from a count of zero.

use std::collections::BTreeSet;

use netprice::compiled::{CompiledBook, Counts, Rated};
use netprice::value::day::Day;
use rust_decimal::Decimal;

use crate::rater::{Counting, Rater};

/// A quantity of a column.
#[derive(Clone, Copy)]
pub(crate) enum Amount {
    Millionths(u64),
    Decimal(Decimal),
}

/// What rates the rows of a batch.
pub(crate) struct Session {
    rater: Rater,
    compiled: &'static CompiledBook<'static>,
    counts: Counts,
    /// The SKUs that have counted since the counts began.
    begun: BTreeSet<usize>,
}

impl Session {
    pub(crate) fn of(rater: Rater) -> Self {
        let compiled = rater.compiled();
        Self {
            rater,
            compiled,
            counts: compiled.counts(),
            begun: BTreeSet::new(),
        }
    }

    pub(crate) fn position(&self, sku: &str) -> Result<usize, String> {
        let position = self.compiled.position(sku);
        position.ok_or_else(|| "the price book does not list this SKU".to_owned())
    }

    /// Rates a row, of a SKU of which it counts no other.
    pub(crate) fn rate_row(
        &mut self,
        position: usize,
        amount: Amount,
        day: Option<Day>,
    ) -> Result<Rated, String> {
        if self.rater.counting(position) == Counting::Together {
            let problem = "the cost depends on what was counted before: sum the quantity of the SKU and call \
                           netprice_rated, or aggregate with netprice_total";
            return Err(problem.to_owned());
        }
        self.rate(position, amount, day)
    }

    /// Rates the whole quantity of a SKU, counted from zero.
    pub(crate) fn rate_whole(
        &mut self,
        position: usize,
        amount: Amount,
        day: Option<Day>,
    ) -> Result<Rated, String> {
        if self.rater.counting(position) == Counting::Apart {
            let problem =
                "each row of the SKU counts from zero by itself: sum netprice_cost of its rows";
            return Err(problem.to_owned());
        }
        self.rate(position, amount, day)
    }

    fn rate(&mut self, position: usize, amount: Amount, day: Option<Day>) -> Result<Rated, String> {
        if self.rater.counting(position) == Counting::Together {
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
