//! Rates a row: by whole numbers, else by the explained path.

use rust_decimal::Decimal;

use super::book::CompiledBook;
use super::counts::{Count, Counts, Lane};
use super::plan::{Folded, Plan, Unfolded};
use super::scaled::{FINE, FINE_QUANTITY_PLACES, QUANTITY_PLACES, Scaled, product, units};
use crate::book::price_book::{Pooling, Sku};
use crate::problem::{Known, Located, Problem, Problems};
use crate::quote::row_charges;
use crate::rating::charge::{Charge, MissingPrice, Unpriced};
use crate::rating::meter::meter;
use crate::usage::{Usage, UsageLine};
use crate::value::day::Day;
use crate::value::id::SkuId;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// The costs of a row by whole numbers: at list, and after the terms (contracted and, without commitments,
/// effective).
#[derive(Clone, Copy, Debug)]
pub struct RatedRow {
    /// The list cost.
    pub list: Scaled,
    /// The effective cost.
    pub effective: Scaled,
}

/// A row on the explained path.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Why it is not folded.
    pub why: Unfolded,
    /// The charges with their steps; several where a price changes within the row, none where it has none.
    pub charges: Vec<Charge>,
    /// The part of the row that has no price.
    pub unpriced: Vec<Unpriced>,
}

impl Explained {
    /// The exact list cost and the exact effective cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn costs(&self) -> Result<(Ratio, Ratio), ValueProblem> {
        let mut costs = (Ratio::ZERO, Ratio::ZERO);
        for charge in &self.charges {
            let left_over = charge.usage().map(|usage| usage.list_left_over.get());
            let list = charge.costs().list.exact();
            let list = list.plus(left_over.unwrap_or_default())?;
            costs = (costs.0.plus(list)?, costs.1.plus(charge.exact()?)?);
        }
        Ok(costs)
    }
}

/// A rated row.
#[derive(Clone, Debug)]
pub enum Rated {
    /// By whole numbers.
    Folded(RatedRow),
    /// By the explained path.
    Explained(Box<Explained>),
}

impl Rated {
    /// The costs of a row that was rated by whole numbers.
    #[must_use]
    pub fn folded(&self) -> Option<RatedRow> {
        match self {
            Self::Folded(row) => Some(*row),
            Self::Explained(_) => None,
        }
    }

    /// The exact list cost and the exact effective cost.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`].
    pub fn costs(&self) -> Result<(Ratio, Ratio), ValueProblem> {
        match self {
            Self::Folded(row) => Ok((row.list.ratio(), row.effective.ratio())),
            Self::Explained(explained) => explained.costs(),
        }
    }
}

impl CompiledBook<'_> {
    /// Rates a quantity of a SKU, in its unit, and counts it.
    ///
    /// The costs are those of a usage line of a [`quote`](crate::quote()) whose lines are in this order, to the last
    /// digit. The tier of an all-units price is selected by the count up to this row; a quote selects it by the
    /// whole count, as [`Counts`] tell it at the end.
    ///
    /// # Errors
    /// [`ValueProblem::Negative`]; [`ValueProblem::AboveLimit`] for a position without a SKU; and those of a quote of
    /// the row. A row with an error is not counted.
    ///
    /// ```
    /// use netprice::compiled::CompiledBook;
    /// use netprice::{Agreement, PriceBook, PriceModel, Sku};
    /// let price = PriceModel::graduated([("100", "0.1")], "0.05")?;
    /// let book = PriceBook::new("acme", "north", "USD")?.with("out", Sku::new("egress", "GB", price)?)?;
    /// let agreement = Agreement::default().with_discount("frame", "20% off")?;
    /// let compiled = CompiledBook::of(&book, &agreement)?;
    /// let mut counts = compiled.counts();
    /// let mut effective = |quantity: &str| -> Result<String, netprice::Problems> {
    ///     let rated = compiled.rate(0, quantity.parse().unwrap(), None, &mut counts)?;
    ///     Ok(rated.costs()?.1.to_string())
    /// };
    /// assert_eq!(effective("90")?, "7.2"); // 90 × 0.1 × 80%
    /// assert_eq!(effective("20")?, "1.2"); // (10 × 0.1 + 10 × 0.05) × 80%
    /// assert!(effective("-1").is_err());
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[inline]
    pub fn rate(
        &self,
        position: usize,
        quantity: Decimal,
        day: Option<Day>,
        counts: &mut Counts,
    ) -> Result<Rated, Problems> {
        if let Some(lane) = counts.lanes.get_mut(position)
            && let Some(units) = units(quantity, QUANTITY_PLACES)
            && let Some(row) = lane.rate(units)
        {
            return Ok(Rated::Folded(row));
        }
        self.rate_slowly(position, quantity, day, counts)
    }

    /// Rates a quantity in millionths of a unit like [`CompiledBook::rate`].
    ///
    /// # Errors
    /// As [`CompiledBook::rate`].
    #[inline]
    pub fn rate_millionths(
        &self,
        position: usize,
        millionths: u64,
        counts: &mut Counts,
    ) -> Result<Rated, Problems> {
        if let Some(lane) = counts.lanes.get_mut(position)
            && let Some(row) = lane.rate(millionths)
        {
            return Ok(Rated::Folded(row));
        }
        let quantity = Decimal::from_i128_with_scale(millionths.into(), QUANTITY_PLACES);
        self.rate_slowly(position, quantity, None, counts)
    }

    /// Rates a usage line and counts it; its id need not be unique.
    ///
    /// # Errors
    /// As [`CompiledBook::rate`].
    pub fn rate_line(&self, line: &UsageLine, counts: &mut Counts) -> Result<Rated, Problems> {
        let position = self.position_of(&line.sku)?;
        let (_, sku) = self.sku(position)?;
        let is_plain = line.machines.is_none()
            && line.times.is_empty()
            && line.tier_by.is_none()
            && line.hours.is_none()
            && line.until.is_none()
            && sku.pooling == Pooling::Together
            && *line.quantity.unit() == sku.unit;
        let exact = line.quantity.exact();
        match exact.decimal().ok().filter(|it| Ratio::from(*it) == exact) {
            Some(quantity) if is_plain => self.rate(position, quantity, line.day, counts),
            _ => self.explained(position, line, Unfolded::Line, counts),
        }
    }

    /// The plan of a SKU that has one for all days: its lane is of this plan.
    fn only_plan(&self, position: usize) -> Option<&Plan> {
        self.plan_on(position, None)
    }

    fn position_of(&self, sku: &SkuId) -> Result<usize, Problems> {
        self.position(sku.as_str()).ok_or_else(|| {
            let known = Known::near(sku.as_str(), self.book.skus.keys());
            let value = sku.clone();
            Problem::UnknownSku { value, known }.at("sku").into()
        })
    }

    fn sku(&self, position: usize) -> Result<(&SkuId, &Sku), Problems> {
        let id = self.skus.get(position);
        let sku = id.and_then(|id| self.book.skus.get_key_value(id));
        sku.ok_or_else(|| {
            let last = self.skus.len().saturating_sub(1);
            let problem = ValueProblem::above(position.to_string(), last.to_string());
            problem.at("sku").into()
        })
    }

    /// A row that the fast path does not rate: of another day or tier, with more digits, or not folded.
    #[cold]
    #[inline(never)]
    fn rate_slowly(
        &self,
        position: usize,
        quantity: Decimal,
        day: Option<Day>,
        counts: &mut Counts,
    ) -> Result<Rated, Problems> {
        let plan = self.plan_on(position, day.map(Day::date));
        let why = match plan {
            Some(Plan::Folded(folded)) => {
                let count = counts.count(position);
                if let Some((row, count)) = folded.rate(count, quantity) {
                    counts.keep(position, Count::Fine(count), self.only_plan(position));
                    return Ok(Rated::Folded(row));
                }
                Unfolded::QuantityDigits
            }
            Some(Plan::Unfolded(why)) => *why,
            None => Unfolded::Line,
        };
        let (id, sku) = self.sku(position)?;
        let quantity = Quantity::new(quantity, sku.unit.clone());
        let quantity = quantity.map_err(|problem| problem.at("quantity"))?;
        let line = UsageLine::new("row", id.clone(), quantity);
        let mut line = line.map_err(|problem| problem.at("sku"))?;
        line.day = day;
        self.explained(position, &line, why, counts)
    }

    /// Rates a line on the explained path, from the count of its SKU, and counts it.
    fn explained(
        &self,
        position: usize,
        line: &UsageLine,
        why: Unfolded,
        counts: &mut Counts,
    ) -> Result<Rated, Problems> {
        let (_, sku) = self.sku(position)?;
        let owner = (position, line.owner.clone());
        // The first row of a count owes what is owed without usage, so it goes on from nothing and not from zero.
        let before = match sku.pooling {
            Pooling::Together => counts.begun(position),
            Pooling::ByOwner => counts.owners.get(&owner).copied(),
            Pooling::Apart => None,
        };
        let mut usage = Usage::of(vec![line.clone()]);
        usage.day = line.day;
        usage.before = before;
        let (charges, unpriced) = row_charges(&self.book, &usage, &self.agreement)?;
        let used = counted(line, sku, &charges, &unpriced)?;
        let count = before.unwrap_or_default().plus(used);
        let count = count.map_err(|problem| problem.at("quantity"))?;
        match sku.pooling {
            // What has no price on its day is not counted, as in a quote.
            _ if line.until.is_none() && sku.price_on(line.day).0.is_none() => {}
            Pooling::Together => {
                counts.keep(position, Count::Exact(count), self.only_plan(position));
            }
            Pooling::ByOwner => {
                counts.owners.insert(owner, count);
            }
            Pooling::Apart => {}
        }
        Ok(Rated::Explained(Box::new(Explained {
            why,
            charges,
            unpriced,
        })))
    }
}

/// What a line adds to the count of its SKU; of a line of several days, that of the days with a price.
fn counted(
    line: &UsageLine,
    sku: &Sku,
    charges: &[Charge],
    unpriced: &[Unpriced],
) -> Result<Ratio, Located> {
    let counted = if line.until.is_none() {
        let machines = line
            .machines
            .map_or(Ratio::ONE, |machines| machines.get().into());
        meter(line, sku)?.quantity.exact().times(machines)
    } else {
        let priced = charges.iter().filter_map(Charge::usage);
        let above = unpriced.iter();
        let above = above.filter(|part| part.reason == MissingPrice::AboveLastTier);
        let parts = priced.map(|charge| charge.quantity.exact());
        let mut parts = parts.chain(above.map(|part| part.quantity.exact()));
        parts.try_fold(Ratio::ZERO, Ratio::plus)
    };
    counted.map_err(|problem| problem.at("quantity"))
}

impl Lane {
    /// Rates and counts a quantity within the tier of the lane; `None` for any other.
    #[inline]
    fn rate(&mut self, units: u64) -> Option<RatedRow> {
        let end = self.count.checked_add(units)?;
        if end > self.band.up_to {
            return None;
        }
        self.count = end;
        let cost = |price: u64| Scaled {
            units: product(units, price),
            places: self.places,
        };
        Some(RatedRow {
            list: cost(self.band.list),
            effective: cost(self.band.effective),
        })
    }
}

impl Folded {
    /// The costs of a quantity over the tiers from a count on, and the count after it; `None` for what 10^-12 and
    /// 128 bits do not hold, and above a last tier.
    fn rate(&self, count: Count, quantity: Decimal) -> Option<(RatedRow, u128)> {
        let start = count.on_grid()?;
        let more = units(quantity, FINE_QUANTITY_PLACES).map(u128::from);
        let more = more.or_else(|| {
            let coarse = units(quantity, QUANTITY_PLACES).map(u128::from);
            coarse?.checked_mul(FINE.into())
        })?;
        let end = start.checked_add(more)?;
        let (mut list, mut effective, mut from) = (0_u128, 0_u128, start);
        for band in &self.bands {
            let is_open = band.up_to == u64::MAX;
            let up_to = u128::from(band.up_to).checked_mul(FINE.into())?;
            let to = if is_open { end } else { end.min(up_to) };
            let Some(within) = to.checked_sub(from).filter(|within| *within > 0) else {
                continue;
            };
            list = list.checked_add(within.checked_mul(band.list.into())?)?;
            effective = effective.checked_add(within.checked_mul(band.effective.into())?)?;
            from = to;
        }
        if from != end {
            return None;
        }
        let places = self.price_places.checked_add(FINE_QUANTITY_PLACES)?;
        let cost = |units| Scaled { units, places };
        let (list, effective) = (cost(list), cost(effective));
        Some((RatedRow { list, effective }, end))
    }
}
