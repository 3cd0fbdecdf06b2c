//! The best commitments for a demand curve, and their regret if the demand changes.
//!
//! A slice of demand that is used in few hours is cheapest on demand; one that is used in most
//! hours is cheapest under the offer with the highest fee. The best ladder changes offers where the
//! cost of a slice under one offer equals that under the next, so it is solved level by level.
//!
//! Source of the method: screening curves of power systems (the load-duration curve cut where the
//! cost lines of the offers meet); for one offer it is the newsvendor's rule: commit up to the
//! level where the share of hours in use equals the price ratio.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problem, Problems};
use crate::value::decimal::{self, NonNegative};
use crate::value::id::CommitmentId;
use crate::value::money::Money;
use crate::value::path::Path;

/// A demand curve: the number of hours at each level of demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Hours and the units wanted in each of them, the highest demand first.
    descending: Vec<(Decimal, Decimal)>,
    hours: Decimal,
}

impl Curve {
    /// Builds a curve from blocks of hours and their demand, in any order.
    ///
    /// # Errors
    /// [`ValueProblem::Zero`] at `curve` for no hours at all, [`ValueProblem::TooLarge`].
    pub fn of_blocks(blocks: &[(NonNegative, NonNegative)]) -> Result<Self, Problems> {
        let plain = blocks
            .iter()
            .map(|(hours, demand)| (hours.get(), demand.get()));
        Self::of(plain.collect()).map_err(|problem| problem.at("curve").into())
    }

    /// Builds a curve from single hours and their demand, numbered consecutively from any first
    /// number.
    ///
    /// # Errors
    /// [`Problem::CurveGap`] at `curve[index]` for each hour that does not follow the one before,
    /// all at once; [`ValueProblem::Zero`] at `curve` for no hours.
    ///
    /// ```
    /// use netprice::sizing::demand::Curve;
    /// let hours = |numbers: &[u32]| {
    ///     let demand = "10".parse().unwrap();
    ///     numbers.iter().map(|number| (*number, demand)).collect::<Vec<_>>()
    /// };
    /// assert!(Curve::hourly(&hours(&[0, 1, 2])).is_ok());
    /// let error = Curve::hourly(&hours(&[0, 1, 3])).unwrap_err();
    /// assert_eq!(error.first().path.to_string(), "curve[2]");
    /// ```
    pub fn hourly(hours: &[(u32, NonNegative)]) -> Result<Self, Problems> {
        let pairs = hours.iter().zip(hours.iter().skip(1)).enumerate();
        let gaps: Vec<Located> = pairs
            .filter(|(_, ((before, _), (after, _)))| before.checked_add(1) != Some(*after))
            .map(|(index, ((before, _), (after, _)))| {
                let (value, expected) = (after.to_string(), before.saturating_add(1).to_string());
                let index = index.saturating_add(1);
                Problem::CurveGap { value, expected }.at(Path::from("curve").index(index))
            })
            .collect();
        Problems::none_of(gaps)?;
        let plain = hours.iter().map(|(_, demand)| (Decimal::ONE, demand.get()));
        Self::of(plain.collect()).map_err(|problem| problem.at("curve").into())
    }

    fn of(mut blocks: Vec<(Decimal, Decimal)>) -> Result<Self, ValueProblem> {
        let hours = decimal::sum(blocks.iter().map(|(hours, _)| *hours))?;
        if hours.is_zero() {
            return Err(ValueProblem::Zero);
        }
        blocks.sort_unstable_by_key(|(_, demand)| std::cmp::Reverse(*demand));
        Ok(Self {
            descending: blocks,
            hours,
        })
    }

    /// The number of hours in the curve.
    #[must_use]
    pub fn hours(&self) -> Decimal {
        self.hours
    }

    /// Returns the curve with every demand multiplied by a factor.
    ///
    /// # Errors
    /// [`ValueProblem::TooLarge`] beyond 28 digits.
    pub fn times(&self, factor: NonNegative) -> Result<Self, ValueProblem> {
        let scaled = self.descending.iter();
        let scaled =
            scaled.map(|(hours, demand)| Ok((*hours, decimal::times(*demand, factor.get())?)));
        Ok(Self {
            descending: scaled.collect::<Result<_, ValueProblem>>()?,
            hours: self.hours,
        })
    }

    /// The slices between neighbouring levels of demand, from the bottom, with their units and the
    /// hours in which these are in use.
    fn slices(&self) -> Result<Vec<Slice>, ValueProblem> {
        let mut slices = Vec::with_capacity(self.descending.len());
        let mut used = Decimal::ZERO;
        let mut hours = self.descending.iter().peekable();
        while let Some((one, demand)) = hours.next() {
            used = decimal::plus(used, *one)?;
            let below = hours.peek().map_or(Decimal::ZERO, |(_, demand)| *demand);
            if below != *demand {
                let units = decimal::minus(*demand, below)?;
                slices.push(Slice { units, used });
            }
        }
        slices.reverse();
        Ok(slices)
    }
}

/// Units of demand that are in use in the same hours.
#[derive(Clone, Copy)]
struct Slice {
    units: Decimal,
    used: Decimal,
}

/// A way to pay for a unit: a fee for each hour held, and a price for each hour of use.
///
/// A reservation has a fee and a use price of zero; an owned machine has its monthly cost spread
/// over the hours and the power that it draws; on demand has no fee and the on-demand price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityOption {
    /// The id by which a [`LadderRung`] names the option.
    pub id: CommitmentId,
    /// The cost of a unit in each hour of the curve, in use or not.
    pub fee: Money,
    /// The additional cost of a unit in each hour of use.
    pub use_price: Money,
}

impl CapacityOption {
    /// The utilisation above which the option is cheaper than on demand: fee ÷ (on-demand price −
    /// use price), rounded half-even to 12 decimals; `None` if it never breaks even.
    ///
    /// With a fee of 0.06 against 0.1 on demand it is 60%.
    ///
    /// # Errors
    /// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
    pub fn break_even_utilisation(
        &self,
        on_demand: Money,
    ) -> Result<Option<Decimal>, ValueProblem> {
        let saved = on_demand.minus(self.use_price)?;
        let fee = self.fee.minus(Money::zero(on_demand.currency()))?;
        if saved.amount() <= Decimal::ZERO {
            return Ok(None);
        }
        let share = decimal::over(fee.amount(), saved.amount())?;
        Ok((share <= Decimal::ONE).then_some(share))
    }
}

/// The number of units to commit under an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderRung {
    /// The id of the [`CapacityOption`].
    pub offer: CommitmentId,
    /// The number of units.
    pub units: NonNegative,
}

/// The cheapest ladder for a curve, and its cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BestLadder {
    /// The units per offer, those in use in most hours first; demand above them is on demand.
    pub ladder: Vec<LadderRung>,
    /// The cost of the curve with the ladder.
    pub cost: Money,
    /// The cost of the curve entirely on demand.
    pub on_demand: Money,
}

/// Finds the ladder of offers with the lowest cost for a curve.
///
/// Of equally cheap options the one with the smaller fee is chosen, so a slice that costs the same
/// on demand is not committed. Costs are compared at 12 decimals.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] at `offers[index]` for each offer whose currency differs from
/// that of the on-demand price, all at once; [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::sizing::demand::{CapacityOption, Curve, best_ladder};
/// // 10 units by day, 4 at night, and 20 in two of the 24 hours.
/// let hours = |hours: &str, demand: &str| (hours.parse().unwrap(), demand.parse().unwrap());
/// let curve = Curve::of_blocks(&[hours("12", "10"), hours("10", "4"), hours("2", "20")]).unwrap();
/// let reserved = CapacityOption {
///     id: "a year".parse()?, fee: "0.5 USD".parse()?, use_price: "0 USD".parse()?,
/// };
/// let best = best_ladder(&curve, "1 USD".parse()?, &[reserved]).unwrap();
/// // In use in more than half of the hours: the first 10 (14 of 24 hours), not the next 10.
/// assert_eq!(best.ladder[0].units.to_string(), "10");
/// assert_eq!(best.cost.to_string(), "140 USD"); // 10 × 24 × 0.5, and 10 × 2 × 1
/// assert_eq!(best.on_demand.to_string(), "200 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn best_ladder(
    curve: &Curve,
    on_demand: Money,
    offers: &[CapacityOption],
) -> Result<BestLadder, Problems> {
    let currency = on_demand.currency();
    let wrong = |offer: &CapacityOption| {
        let mut amounts = [offer.fee, offer.use_price].into_iter();
        amounts.find(|amount| amount.currency() != currency)
    };
    let problems = offers.iter().enumerate().filter_map(|(index, offer)| {
        let problem = ValueProblem::currency_mismatch(wrong(offer)?.currency(), currency);
        Some(problem.at(Path::from("offers").index(index)))
    });
    let problems: Vec<Located> = problems.collect();
    Problems::none_of(problems)?;
    solved(curve, on_demand, offers).map_err(|problem| problem.at("offers").into())
}

/// The cost of a unit over the curve under one option, linear in the hours of use.
#[derive(Clone, Copy)]
struct Line<'a> {
    offer: Option<&'a CapacityOption>,
    fixed: Decimal,
    per_hour: Decimal,
}

impl Line<'_> {
    fn cost(&self, used: Decimal) -> Result<Decimal, ValueProblem> {
        decimal::plus(self.fixed, decimal::times(self.per_hour, used)?)
    }
}

fn solved(
    curve: &Curve,
    on_demand: Money,
    offers: &[CapacityOption],
) -> Result<BestLadder, ValueProblem> {
    let slices = curve.slices()?;
    let mut envelope: Vec<(Line<'_>, usize)> = Vec::new();
    for line in candidates(curve, on_demand, offers)? {
        let mut cheaper = slices.len();
        while let Some((before, until)) = envelope.last() {
            cheaper = cheaper_slices(&slices, before, &line)?;
            // Otherwise the line before has no slice left between its neighbours.
            if cheaper < *until {
                break;
            }
            envelope.pop();
            cheaper = slices.len();
        }
        if cheaper > 0 {
            envelope.push((line, cheaper));
        }
    }
    let mut ladder = Vec::new();
    let (mut cost, mut used) = (Decimal::ZERO, Decimal::ZERO);
    // Each line covers the slices below its own end, down to the end of the next higher fee.
    for (position, (line, until)) in envelope.iter().enumerate().rev() {
        let next = envelope.get(position.saturating_add(1));
        let from = next.map_or(0, |(_, until)| *until);
        let (mut units, mut unit_hours) = (Decimal::ZERO, Decimal::ZERO);
        for slice in slices.iter().take(*until).skip(from) {
            units = decimal::plus(units, slice.units)?;
            unit_hours = decimal::plus(unit_hours, decimal::times(slice.units, slice.used)?)?;
        }
        used = decimal::plus(used, unit_hours)?;
        cost = decimal::plus(cost, decimal::times(line.fixed, units)?)?;
        cost = decimal::plus(cost, decimal::times(line.per_hour, unit_hours)?)?;
        if let Some(offer) = line.offer.filter(|_| !units.is_zero()) {
            ladder.push(LadderRung {
                offer: offer.id.clone(),
                units: NonNegative::new(units)?,
            });
        }
    }
    Ok(BestLadder {
        ladder,
        cost: Money::new(cost, on_demand.currency()),
        on_demand: on_demand.times(used)?,
    })
}

/// The options by rising fee, without those that another option beats on fee and use price.
fn candidates<'a>(
    curve: &Curve,
    on_demand: Money,
    offers: &'a [CapacityOption],
) -> Result<Vec<Line<'a>>, ValueProblem> {
    let mut lines = vec![Line {
        offer: None,
        fixed: Decimal::ZERO,
        per_hour: on_demand.amount(),
    }];
    for offer in offers {
        lines.push(Line {
            offer: Some(offer),
            fixed: decimal::times(offer.fee.amount(), curve.hours)?,
            per_hour: offer.use_price.amount(),
        });
    }
    lines.sort_by_key(|line| (line.fixed, line.per_hour));
    let mut kept: Vec<Line<'a>> = Vec::new();
    for line in lines {
        if kept
            .last()
            .is_none_or(|before| line.per_hour < before.per_hour)
        {
            kept.push(line);
        }
    }
    Ok(kept)
}

/// The number of slices, from the bottom, for which the line with the higher fee is cheaper.
fn cheaper_slices(
    slices: &[Slice],
    low: &Line<'_>,
    high: &Line<'_>,
) -> Result<usize, ValueProblem> {
    let (mut from, mut to) = (0, slices.len());
    // The hours of use fall from slice to slice, and so does the saving by the higher fee.
    while from < to {
        let middle = from.midpoint(to);
        let Some(slice) = slices.get(middle) else {
            break;
        };
        if high.cost(slice.used)? < low.cost(slice.used)? {
            from = middle.saturating_add(1);
        } else {
            to = middle;
        }
    }
    Ok(from)
}

/// Computes the cost of a curve under any ladder: the first rung covers the demand from zero, each
/// next rung the demand above it, and the rest is on demand.
///
/// # Errors
/// [`ValueProblem::CurrencyMismatch`] and [`ValueProblem::TooLarge`].
pub fn cost_of(
    curve: &Curve,
    on_demand: Money,
    ladder: &[(&CapacityOption, NonNegative)],
) -> Result<Money, ValueProblem> {
    let currency = on_demand.currency();
    let mut cost = Money::zero(currency);
    let mut base = Decimal::ZERO;
    for (offer, units) in ladder {
        let top = decimal::plus(base, units.get())?;
        let held = decimal::times(units.get(), curve.hours)?;
        cost = cost.plus(offer.fee.times(held)?)?;
        cost = cost.plus(offer.use_price.times(unit_hours(curve, base, Some(top))?)?)?;
        base = top;
    }
    cost.plus(on_demand.times(unit_hours(curve, base, None)?)?)
}

/// The unit-hours of a curve between two levels of demand.
fn unit_hours(curve: &Curve, from: Decimal, to: Option<Decimal>) -> Result<Decimal, ValueProblem> {
    curve
        .descending
        .iter()
        .try_fold(Decimal::ZERO, |sum, (hours, demand)| {
            let top = to.map_or(*demand, |to| to.min(*demand));
            let units = decimal::minus(top.max(from), from)?;
            decimal::plus(sum, decimal::times(units, *hours)?)
        })
}

/// Computes how much more a ladder costs than the best one if every demand is multiplied by
/// `factor`.
///
/// At a factor of 1 the best ladder has no regret.
///
/// # Errors
/// Those of [`best_ladder`].
pub fn regret(
    curve: &Curve,
    on_demand: Money,
    offers: &[CapacityOption],
    ladder: &[LadderRung],
    factor: NonNegative,
) -> Result<Money, Problems> {
    let at = |problem: ValueProblem| Problems::from(problem.at("curve"));
    let moved = curve.times(factor).map_err(at)?;
    let held: Vec<(&CapacityOption, NonNegative)> = ladder
        .iter()
        .filter_map(|rung| {
            let offer = offers.iter().find(|offer| offer.id == rung.offer)?;
            Some((offer, rung.units))
        })
        .collect();
    let cost = cost_of(&moved, on_demand, &held).map_err(at)?;
    let best = best_ladder(&moved, on_demand, offers)?;
    cost.minus(best.cost).map_err(at)
}
