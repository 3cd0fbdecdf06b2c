//! The counts of SKUs from row to row, so that tiers go on.

use std::collections::BTreeMap;

use super::plan::{Band, Plan};
use super::scaled::{FINE, FINE_QUANTITY_PLACES, QUANTITY_PLACES, units};
use crate::value::id::AccountId;
use crate::value::ratio::Ratio;

/// What each SKU has counted so far in the billing period.
///
/// Rows are counted in the order in which they are rated. A count goes on in the next batch or file: the state is
/// [`Counts::counted`], and [`Counts::set`] takes it up again.
#[derive(Clone, Debug)]
pub struct Counts {
    pub(super) lanes: Vec<Lane>,
    /// The counts of SKUs that their lanes do not hold.
    pub(super) apart: BTreeMap<usize, Count>,
    /// The counts of owners, where a SKU counts each apart.
    pub(super) owners: BTreeMap<(usize, Option<AccountId>), Ratio>,
}

/// The fast path of a SKU: its count and the tier in which it is.
///
/// A lane that is closed has a count to which nothing can be added, so that one comparison tells everything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lane {
    pub(super) count: u64,
    pub(super) band: Band,
    pub(super) places: u32,
}

/// A count beside a lane.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    /// A whole number of 10^-12.
    Fine(u128),
    Exact(Ratio),
}

impl Count {
    pub(super) fn ratio(self) -> Ratio {
        match self {
            Self::Fine(units) => Ratio::of_units(units, FINE_QUANTITY_PLACES),
            Self::Exact(ratio) => ratio,
        }
    }

    /// The same on the finer grid, if it is there.
    pub(super) fn on_grid(self) -> Option<u128> {
        match self {
            Self::Fine(units) => Some(units),
            Self::Exact(ratio) => {
                let decimal = ratio
                    .decimal()
                    .ok()
                    .filter(|it| Ratio::from(*it) == ratio)?;
                let whole = units(decimal.trunc(), QUANTITY_PLACES)?;
                let rest = units(decimal.fract(), FINE_QUANTITY_PLACES)?;
                let whole = u128::from(whole).checked_mul(FINE.into())?;
                whole.checked_add(rest.into())
            }
        }
    }
}

impl Lane {
    pub(super) const CLOSED: Self = Self {
        count: u64::MAX,
        band: Band {
            up_to: 0,
            list: 0,
            effective: 0,
        },
        places: 0,
    };

    /// The lane of a plan at a count in millionths; closed for a plan that is not folded, and above its last tier.
    pub(super) fn of(plan: &Plan, count: u64) -> Self {
        let Plan::Folded(folded) = plan else {
            return Self::CLOSED;
        };
        let band = folded.bands.iter().find(|band| count < band.up_to);
        band.map_or(Self::CLOSED, |band| Self {
            count,
            band: *band,
            places: folded.price_places.saturating_add(QUANTITY_PLACES),
        })
    }
}

impl Counts {
    pub(super) fn of(lanes: Vec<Lane>) -> Self {
        Self {
            lanes,
            apart: BTreeMap::new(),
            owners: BTreeMap::new(),
        }
    }

    /// What a SKU has counted, in its unit; of a SKU whose cost does not depend on the count, it may be zero.
    #[must_use]
    pub fn counted(&self, position: usize) -> Ratio {
        if let Some(count) = self.apart.get(&position) {
            return count.ratio();
        }
        let lane = self.lanes.get(position).filter(|lane| lane.places != 0);
        lane.map_or(Ratio::ZERO, |lane| {
            Ratio::of_units(lane.count.into(), QUANTITY_PLACES)
        })
    }

    /// Lets a SKU go on from a count, such as that of earlier files.
    pub fn set(&mut self, position: usize, count: Ratio) {
        if let Some(lane) = self.lanes.get_mut(position) {
            *lane = Lane::CLOSED;
            self.apart.insert(position, Count::Exact(count));
        }
    }

    /// The counts of owners, of SKUs that count the usage of each apart.
    pub fn of_owners(&self) -> impl Iterator<Item = (usize, Option<&AccountId>, Ratio)> {
        let owners = self.owners.iter();
        owners.map(|((position, owner), count)| (*position, owner.as_ref(), *count))
    }

    /// Lets an owner go on from a count, of a SKU that counts the usage of each apart.
    pub fn set_of_owner(&mut self, position: usize, owner: Option<AccountId>, count: Ratio) {
        self.owners.insert((position, owner), count);
    }

    /// Keeps a count: in the lane of a plan where that holds it, so that the fast path goes on.
    pub(super) fn keep(&mut self, position: usize, count: Count, plan: Option<&Plan>) {
        let fine = count.on_grid();
        let coarse = fine.filter(|fine| fine.checked_rem(FINE.into()) == Some(0));
        let coarse = coarse.and_then(|fine| fine.checked_div(FINE.into()));
        let coarse = coarse.and_then(|coarse| u64::try_from(coarse).ok());
        let lane = plan.zip(coarse).map(|(plan, count)| Lane::of(plan, count));
        let lane = lane.unwrap_or(Lane::CLOSED);
        if lane.places == 0 {
            let count = fine.map_or(count, Count::Fine);
            self.apart.insert(position, count);
        } else {
            self.apart.remove(&position);
        }
        if let Some(of_sku) = self.lanes.get_mut(position) {
            *of_sku = lane;
        }
    }

    /// The count of a SKU of which a row was rated; of an open lane, one above zero.
    pub(super) fn begun(&self, position: usize) -> Option<Ratio> {
        let count = self.counted(position);
        let is_begun = self.apart.contains_key(&position) || !count.is_zero();
        is_begun.then_some(count)
    }

    /// The count of a SKU, in its lane or beside it.
    pub(super) fn count(&self, position: usize) -> Count {
        if let Some(count) = self.apart.get(&position) {
            return *count;
        }
        let lane = self.lanes.get(position).filter(|lane| lane.places != 0);
        let fine = lane.map_or(0, |lane| u128::from(lane.count).saturating_mul(FINE.into()));
        Count::Fine(fine)
    }
}
