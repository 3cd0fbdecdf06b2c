//! The counts of pools: where each line starts, and which lines owe the fees of tiers.

use std::collections::BTreeMap;

use super::priced_line::{Pool, PricedLine};
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, Sku};
use crate::rating::meter::Segment;
use crate::rating::rate::{Fees, TierSelectors, in_force};
use crate::value::day::Day;
use crate::value::ordered::sort_by;
use crate::value::problem::ValueProblem;
use crate::value::ratio::{Kept, Ratio};

/// Where a line is on the count of its pool.
pub(super) struct Place {
    /// The number of the pool.
    pool: usize,
    /// The count before the line; `None` for the first line of the pool, and an error for a line whose
    /// quantity is too large.
    pub(super) start: Result<Option<Kept>, Box<ValueProblem>>,
}

/// The counts of the pools: where each line starts, and the ends of the last lines.
pub(super) struct Counts {
    pub(super) places: Vec<Place>,
    /// The end of the last line of each pool, by its number.
    ends: Vec<Option<Ratio>>,
    /// The positions of the lines in the order in which they are counted.
    by_day: Vec<usize>,
}

/// The numbers of the pools, in the order in which they are met.
#[derive(Default)]
struct Pools<'a> {
    /// Those of SKUs of which all lines are one count, by the number of the SKU.
    by_sku: Vec<Option<usize>>,
    others: BTreeMap<Pool<'a>, usize>,
}

impl<'a> Pools<'a> {
    /// The number of the pool of a line, given the next free one.
    fn number(&mut self, line: &PricedLine<'a>, next: usize) -> usize {
        if !line.is_counted_by_sku() {
            return *self.others.entry(line.pool()).or_insert(next);
        }
        if self.by_sku.len() <= line.number {
            self.by_sku.resize(line.number.saturating_add(1), None);
        }
        let known = self.by_sku.get_mut(line.number);
        known.map_or(next, |known| *known.get_or_insert(next))
    }
}

impl Counts {
    /// Counts lines on from what their SKUs have counted before; the usage is of a day, unless lines have their own.
    pub(super) fn of(lines: &[PricedLine<'_>], day: Option<Day>, earlier: Option<Ratio>) -> Self {
        // The count of a SKU goes on from day to day; on one day it follows the listed order.
        let mut by_day: Vec<usize> = (0..lines.len()).collect();
        if lines.iter().any(|line| line.day.is_some()) {
            let day_of = |index: &usize| lines.get(*index).and_then(|line| line.day.or(day));
            sort_by(&mut by_day, |one, other| day_of(one).cmp(&day_of(other)));
        }
        let mut pools = Pools::default();
        let mut counts: Vec<(Option<Ratio>, &Sku)> = Vec::new();
        let mut places = Vec::with_capacity(lines.len());
        for line in lines {
            let pool = pools.number(line, counts.len());
            if pool == counts.len() {
                let goes_on = line.sku.pooling != Pooling::Apart;
                counts.push((earlier.filter(|_| goes_on), line.sku));
            }
            let start = Ok(None);
            places.push(Place { pool, start });
        }
        for index in &by_day {
            let (Some(line), Some(place)) = (lines.get(*index), places.get_mut(*index)) else {
                continue;
            };
            let Some((before, _)) = counts.get_mut(place.pool) else {
                continue;
            };
            let counted = line.counted();
            let count = counted
                .and_then(|(quantity, _)| before.unwrap_or(Ratio::ZERO).plus(quantity.exact()));
            let start = count.map(|count| before.replace(count).map(Kept::from));
            place.start = start.map_err(Box::new);
        }
        let end = |(count, sku): (Option<Ratio>, &Sku)| {
            let (end, _) = sku.counted(count?).ok()?;
            Some(end.exact())
        };
        Self {
            places,
            ends: counts.into_iter().map(end).collect(),
            by_day,
        }
    }

    /// What selects the price of a line, besides the fee that it owes.
    pub(super) fn selectors(
        &self,
        line: &PricedLine<'_>,
        place: &Place,
        segment: &Segment,
    ) -> TierSelectors {
        let end = self.ends.get(place.pool).copied().flatten();
        let tier_by = line.tier_by.as_ref().map(Kept::get);
        TierSelectors {
            reached: tier_by.or(end).unwrap_or(segment.end.exact()),
            hours: line.line.hours,
            count: place.pool,
            owes_fee: None,
        }
    }

    /// Whether each line owes the fee of the tier that it reaches, in the order of their days.
    pub(super) fn owing(&self, lines: &[PricedLine<'_>]) -> Vec<Option<bool>> {
        let mut fees = Fees::default();
        let mut owing = vec![None; lines.len()];
        for index in &self.by_day {
            let (Some(line), Some(place)) = (lines.get(*index), self.places.get(*index)) else {
                continue;
            };
            let Ok(start) = &place.start else { continue };
            let (_, PriceModel::AllUnits(_)) = in_force(line.price, line.line.hours) else {
                continue;
            };
            // A segment that cannot be laid is told where it is priced.
            if let (Ok(segment), Some(owes)) = (line.lay(start.as_ref()), owing.get_mut(*index)) {
                *owes = fees.owed(line.price, &segment, self.selectors(line, place, &segment));
            }
        }
        owing
    }
}
