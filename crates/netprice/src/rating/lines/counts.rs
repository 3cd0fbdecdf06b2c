//! The counts of pools: where each line starts, and which lines owe the fees of tiers.

use std::collections::BTreeMap;

use super::priced_line::{Pool, PricedLine};
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, Sku};
use crate::rating::meter::Segment;
use crate::rating::rate::{Fees, TierSelectors, in_force};
use crate::value::day::Day;
use crate::value::ordered::{map_of, sort_by};
use crate::value::problem::ValueProblem;
use crate::value::ratio::{Kept, Ratio};

/// The counts of the pools: where each line starts, and the number of each pool with the end of its last
/// line.
pub(super) struct Counts<'a> {
    /// The count before each line; `None` for the first line of a pool, and an error for a line whose
    /// quantity is too large.
    pub(super) starts: Vec<Result<Option<Kept>, ValueProblem>>,
    pools: BTreeMap<Pool<'a>, (usize, Option<Ratio>)>,
    /// The positions of the lines in the order in which they are counted.
    by_day: Vec<usize>,
}

impl<'a> Counts<'a> {
    /// Counts lines on from what their SKUs have counted before; the usage is of a day, unless lines have their own.
    pub(super) fn of(lines: &[PricedLine<'a>], day: Option<Day>, earlier: Option<Ratio>) -> Self {
        // The count of a SKU goes on from day to day; on one day it follows the listed order.
        let mut by_day: Vec<usize> = (0..lines.len()).collect();
        let day_of = |index: &usize| lines.get(*index).and_then(|line| line.day.or(day));
        sort_by(&mut by_day, |one, other| day_of(one).cmp(&day_of(other)));
        let mut counts: BTreeMap<Pool<'a>, (Ratio, &Sku)> = BTreeMap::new();
        let mut starts = vec![Ok(None); lines.len()];
        for index in &by_day {
            let (Some(line), Some(start)) = (lines.get(*index), starts.get_mut(*index)) else {
                continue;
            };
            let before = counts.get(&line.pool()).map(|(count, _)| *count);
            let goes_on = line.sku.pooling != Pooling::Apart;
            let before = before.or(earlier.filter(|_| goes_on));
            let counted = line.counted();
            let count = counted
                .and_then(|(quantity, _)| before.unwrap_or(Ratio::ZERO).plus(quantity.exact()));
            *start = match count {
                Ok(count) => {
                    counts.insert(line.pool(), (count, line.sku));
                    Ok(before.map(Kept::from))
                }
                Err(problem) => Err(problem),
            };
        }
        let pools = counts.into_iter().enumerate();
        let pools = pools.map(|(number, (pool, (count, sku)))| {
            let end = sku.counted(count).ok();
            (pool, (number, end.map(|(end, _)| end.exact())))
        });
        Self {
            starts,
            pools: map_of(pools),
            by_day,
        }
    }

    /// What selects the price of a line, besides the fee that it owes.
    pub(super) fn selectors(&self, line: &PricedLine<'a>, segment: &Segment) -> TierSelectors {
        let (count, end) = self.pools.get(&line.pool()).copied().unwrap_or_default();
        let tier_by = line.tier_by.as_ref().map(Kept::get);
        TierSelectors {
            reached: tier_by.or(end).unwrap_or(segment.end.exact()),
            hours: line.line.hours,
            count,
            owes_fee: None,
        }
    }

    /// Whether each line owes the fee of the tier that it reaches, in the order of their days.
    pub(super) fn owing(&self, lines: &[PricedLine<'a>]) -> Vec<Option<bool>> {
        let mut fees = Fees::default();
        let mut owing = vec![None; lines.len()];
        for index in &self.by_day {
            let (Some(line), Some(Ok(start))) = (lines.get(*index), self.starts.get(*index)) else {
                continue;
            };
            let (_, PriceModel::AllUnits(_)) = in_force(line.price, line.line.hours) else {
                continue;
            };
            // A segment that cannot be laid is told where it is priced.
            if let (Ok(segment), Some(owes)) = (line.lay(start.as_ref()), owing.get_mut(*index)) {
                *owes = fees.owed(line.price, &segment, self.selectors(line, &segment));
            }
        }
        owing
    }
}
