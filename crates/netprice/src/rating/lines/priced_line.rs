//! Usage lines on the list: the count that they belong to, and the part of them that the list prices.

use crate::book::citation::Citation;
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, Sku};
use crate::problem::{Located, Problem};
use crate::rating::meter::{Measured, Segment};
use crate::rating::rate::{TierSelectors, in_force, reached_tier};
use crate::usage::UsageLine;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::hours::HoursOfDay;
use crate::value::id::{AccountId, SkuId};
use crate::value::money::Currency;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// The key of what is accumulated together: the SKU, the time window if its price has windows, the owner
/// of the line if accounts are counted apart, and the index of the line if lines are (its parts are still
/// one count).
pub(super) type Pool<'a> = (
    &'a SkuId,
    Option<HoursOfDay>,
    Option<&'a AccountId>,
    Option<usize>,
);

/// A metered usage line, or a part of it in which no price and no term changes, with its SKU and its
/// price.
pub(super) struct PricedLine<'a> {
    pub(super) index: usize,
    pub(super) line: &'a UsageLine,
    /// The number of the SKU among those of the usage.
    pub(super) number: usize,
    /// The name of the SKU as the price book has it, which all lines of the SKU share.
    pub(super) name: &'a SkuId,
    /// The first day of the part; `None` if the line has the day of the whole usage.
    pub(super) day: Option<Day>,
    /// Whether it is the whole line.
    pub(super) is_whole: bool,
    pub(super) sku: &'a Sku,
    pub(super) price: &'a PriceModel,
    /// The citation of the price.
    pub(super) published: Option<&'a Citation>,
    /// The currency of the price and the rate of its conversion, if it is converted.
    pub(super) listed_in: Option<Box<(Currency, Ratio)>>,
    pub(super) measured: Measured,
    pub(super) tier_by: Option<Kept>,
}

impl<'a> PricedLine<'a> {
    /// Whether its pool is that of all lines of its SKU.
    pub(super) fn is_counted_by_sku(&self) -> bool {
        self.sku.pooling == Pooling::Together && !matches!(self.price, PriceModel::ByTimeOfDay(_))
    }

    /// The pool in which the line is accumulated.
    pub(super) fn pool(&self) -> Pool<'a> {
        let window = match self.price {
            PriceModel::ByTimeOfDay(windows) => {
                let hours = self.line.hours;
                let holds = |window: HoursOfDay| hours.is_some_and(|hours| window.contains(hours));
                let mut windows = windows.iter().map(|window| window.hours);
                windows.find(|window| holds(*window))
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::AllUnits(_) => None,
        };
        let (owner, line) = match self.sku.pooling {
            Pooling::Together => (None, None),
            Pooling::ByOwner => (self.line.owner.as_ref(), None),
            Pooling::Apart => (None, Some(self.index)),
        };
        (self.name, window, owner, line)
    }

    /// The quantity that its pool counts, and the number of machines that each have this count: one,
    /// unless machines are counted apart.
    pub(super) fn counted(&self) -> Result<(Quantity, NonNegative), ValueProblem> {
        match self.sku.pooling {
            Pooling::Together | Pooling::ByOwner => Ok((self.used()?, NonNegative::ONE)),
            Pooling::Apart => {
                let machines = self.line.machines.unwrap_or(NonNegative::ONE);
                Ok((self.measured.quantity.clone(), machines))
            }
        }
    }

    /// The segment of the line, which starts at the count of the earlier lines in its pool, or at zero
    /// for each machine of a line that is counted apart.
    pub(super) fn lay(&self, start: Option<&Kept>) -> Result<Segment, Problem> {
        let (quantity, machines) = self.counted()?;
        let start = start.map(Kept::get);
        let mut segment = Segment::of(self.sku, start, &quantity)?;
        segment.machines = machines.get().into();
        Ok(segment)
    }

    /// Cuts a segment at the end of the list, and tells the quantity above it; of all-units tiers none
    /// of it is below the end.
    pub(super) fn listed(
        &self,
        segment: Segment,
        chosen: TierSelectors,
    ) -> Result<(Segment, Option<Quantity>), Problem> {
        let (_, price) = in_force(self.price, chosen.hours);
        let listed = match price {
            PriceModel::AllUnits(tiers) => {
                let is_listed = reached_tier(tiers, chosen.reached).is_some();
                (!is_listed).then(|| segment.start.clone())
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::ByTimeOfDay(_) => {
                let end = price.ends_at().map(NonNegative::get);
                let end = end.map(Ratio::from);
                let end = end.filter(|end| segment.end.exact() > *end);
                let end = end.map(|end| end.max(segment.start.exact()));
                let end = end.map(|end| Quantity::new(end, segment.end.unit().clone()));
                end.transpose()?
            }
        };
        let Some(end) = listed else {
            return Ok((segment, None));
        };
        let above = segment.end.exact().minus(end.exact())?;
        let above = above.times(segment.machines)?;
        let above = Quantity::new(above, end.unit().clone())?;
        let above = Some(above).filter(|above| !above.exact().is_zero());
        Ok((Segment { end, ..segment }, above))
    }

    /// The quantity used, less what has no price.
    pub(super) fn used_below(&self, above: Option<&Quantity>) -> Result<Quantity, Problem> {
        let used = self.used()?;
        let Some(above) = above else {
            return Ok(used);
        };
        let left = used.exact().minus(above.exact())?;
        Ok(Quantity::new(left.max(Ratio::ZERO), used.unit().clone())?)
    }

    /// The quantity of all its machines, before the rules of the SKU.
    pub(super) fn used(&self) -> Result<Quantity, ValueProblem> {
        let one = &self.measured.quantity;
        match self.line.machines {
            None => Ok(one.clone()),
            Some(machines) => {
                let all = one.exact().times(machines.get().into())?;
                Quantity::new(all, one.unit().clone())
            }
        }
    }

    pub(super) fn at(&self, problem: impl Into<Problem>) -> Located {
        problem.into().at(line_path(self.index).field("quantity"))
    }
}

pub(super) fn line_path(index: usize) -> Path {
    Path::from("usage").field("lines").index(index)
}
