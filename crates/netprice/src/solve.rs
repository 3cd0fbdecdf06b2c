//! Inverse questions, solved and not searched: which pay rate, at which usage, what one more costs.
//!
//! Costs are piecewise linear, so between two bounds two points make the line, and two lines
//! make the crossing.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimal;
#[cfg(doc)]
use crate::error::Problem;
use crate::error::R;
use crate::money::{Money, Rounding, RoundingMode};
use crate::rate::PayRate;

/// The pay rate that brings an amount to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NeededRate {
    /// This rate of the amount is at most the target, and no higher rate of 12 decimals is.
    Pay(PayRate),
    /// The amount is at or below the target as it is.
    AlreadyMet,
    /// Even nothing to pay is above the target, which is negative.
    Impossible,
}

/// The highest pay rate that brings an amount down to a target.
///
/// The rate is target ÷ amount, cut off at 12 decimals; pricing with it gives the target or falls
/// short of it by less than the amount × 10⁻¹².
///
/// # Errors
/// [`Problem::CurrencyMismatch`] and [`Problem::TooLarge`].
///
/// ```
/// use netprice::solve::{NeededRate, needed_rate};
/// let of = |amount: &str, target: &str| {
///     needed_rate(amount.parse().unwrap(), target.parse().unwrap()).unwrap()
/// };
/// assert_eq!(of("200 CNY", "90 CNY"), NeededRate::Pay("4.5折".parse().unwrap()));
/// assert_eq!(of("90 CNY", "90 CNY"), NeededRate::AlreadyMet);
/// ```
pub fn needed_rate(amount: Money, target: Money) -> R<NeededRate> {
    let above = amount.minus(target)?;
    if target.amount() < Decimal::ZERO {
        return Ok(NeededRate::Impossible);
    }
    if above.amount() <= Decimal::ZERO {
        return Ok(NeededRate::AlreadyMet);
    }
    let trillion = Decimal::new(1_000_000_000_000, 0);
    let units = decimal::times_over_floor(target.amount(), trillion, amount.amount())?;
    PayRate::of(decimal::over(units, trillion)?).map(NeededRate::Pay)
}

/// A quantity at which two costs cross, and who is cheaper on each side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The quantity, rounded half-even to 9 decimals.
    pub at: Decimal,
    /// Who is cheaper just below.
    pub below: Cheaper,
    /// Who is cheaper just above.
    pub above: Cheaper,
    /// Whether the costs jump past each other there instead of meeting.
    pub is_jump: bool,
}

/// Which of two costs is lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cheaper {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither.
    Equal,
}

impl Cheaper {
    fn by(difference: Decimal) -> Self {
        match difference {
            d if d < Decimal::ZERO => Self::First,
            d if d > Decimal::ZERO => Self::Second,
            _ => Self::Equal,
        }
    }
}

/// All quantities from zero to a limit at which two costs cross.
///
/// `difference` is the first cost less the second at a quantity. It must be linear between
/// neighbouring `bounds`, and may bend or jump at them: the bounds of all tiers of both, in any
/// order. Each span is worked out from its first and last quarter, which lie on no bound and have
/// exact decimals.
///
/// # Errors
/// Those of `difference`, and [`Problem::TooLarge`].
///
/// ```
/// use netprice::decimal::{minus, parse, times};
/// use netprice::solve::{Cheaper, crossings};
/// let d = |text: &str| parse(text).unwrap();
/// // 0.8 a GB against 100 and 0.3 a GB: equal at 200 GB.
/// let difference = |gb| minus(times(gb, d("0.5"))?, d("100"));
/// let found = crossings(&[], d("1000"), difference).unwrap();
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].at, found[0].below, found[0].above), (d("200"), Cheaper::First, Cheaper::Second));
/// ```
pub fn crossings(
    bounds: &[Decimal],
    limit: Decimal,
    difference: impl Fn(Decimal) -> R<Decimal>,
) -> R<Vec<Crossing>> {
    let inside = |bound: &Decimal| *bound > Decimal::ZERO && *bound < limit;
    let mut ends: Vec<Decimal> = bounds.iter().copied().filter(inside).collect();
    ends.extend([Decimal::ZERO, limit]);
    ends.sort_unstable();
    ends.dedup();
    let mut found = Vec::new();
    let mut before: Option<Line> = None;
    for (start, end) in ends.iter().zip(ends.iter().skip(1)) {
        let line = Line::through_quarters(*start, *end, &difference)?;
        if let Some(before) = before {
            found.extend(at_bound(*start, before, line)?);
        }
        found.extend(line.zero_within(*start, *end)?);
        before = Some(line);
    }
    Ok(found)
}

/// A difference of costs over one span: its values just inside both ends.
#[derive(Clone, Copy)]
struct Line {
    at_start: Decimal,
    at_end: Decimal,
}

impl Line {
    fn through_quarters(
        start: Decimal,
        end: Decimal,
        difference: impl Fn(Decimal) -> R<Decimal>,
    ) -> R<Self> {
        let width = decimal::minus(end, start)?;
        let quarter = decimal::over(width, Decimal::from(4))?;
        let at_low = difference(decimal::plus(start, quarter)?)?;
        let at_high = difference(decimal::minus(end, quarter)?)?;
        // Half a span lies between both, so a quarter rises half as much.
        let rise = decimal::over(decimal::minus(at_high, at_low)?, Decimal::TWO)?;
        Ok(Self {
            at_start: snapped(decimal::minus(at_low, rise)?),
            at_end: snapped(decimal::plus(at_high, rise)?),
        })
    }

    /// The crossing strictly between both ends.
    fn zero_within(self, start: Decimal, end: Decimal) -> R<Option<Crossing>> {
        let (below, above) = (Cheaper::by(self.at_start), Cheaper::by(self.at_end));
        let crosses = below != above && below != Cheaper::Equal && above != Cheaper::Equal;
        if !crosses {
            return Ok(None);
        }
        let rise = decimal::minus(self.at_end, self.at_start)?;
        let down = decimal::minus(Decimal::ZERO, self.at_start)?;
        let along = decimal::times_over(down, decimal::minus(end, start)?, rise)?;
        // Costs are rounded at 12 decimals, so the last three of the quantity are not sure.
        let sure = Rounding {
            places: 9,
            mode: RoundingMode::HalfEven,
        };
        Ok(Some(Crossing {
            at: sure.apply(decimal::plus(start, along)?),
            below,
            above,
            is_jump: false,
        }))
    }
}

/// Values within 10⁻⁹ of zero are zero: the costs are rounded at 12 decimals.
fn snapped(value: Decimal) -> Decimal {
    let tolerance = Decimal::new(1, 9);
    match value.abs() < tolerance {
        true => Decimal::ZERO,
        false => value,
    }
}

/// The crossing on a bound: where one line ends and the next starts on different sides.
fn at_bound(at: Decimal, before: Line, after: Line) -> R<Option<Crossing>> {
    let touches = before.at_end.is_zero() && after.at_start.is_zero();
    let side = |near: Decimal, far: Decimal| if near.is_zero() { far } else { near };
    let below = Cheaper::by(side(before.at_end, before.at_start));
    let above = Cheaper::by(side(after.at_start, after.at_end));
    if below == above {
        return Ok(None);
    }
    Ok(Some(Crossing {
        at,
        below,
        above,
        is_jump: !touches,
    }))
}

/// What one more unit costs, and whether the bill jumps or falls there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneMore {
    /// Cost of one unit more than the quantity, less the cost of the quantity.
    pub cost: Decimal,
    /// The same for the unit before.
    pub cost_of_last: Decimal,
    /// Whether one more makes the bill fall, so that less is paid for more.
    pub falls: bool,
}

/// What one more unit costs at a quantity.
///
/// # Errors
/// Those of `cost`, and [`Problem::TooLarge`].
///
/// ```
/// use netprice::decimal::{parse, times};
/// use netprice::solve::one_more;
/// let d = |text: &str| parse(text).unwrap();
/// // Up to 15 at 10 each, above at 5: the 16th unit takes the bill from 150 to 80.
/// let cost = |units| times(units, if units > d("15") { d("5") } else { d("10") });
/// let there = one_more(d("15"), cost).unwrap();
/// assert_eq!((there.cost, there.cost_of_last, there.falls), (d("-70"), d("10"), true));
/// ```
///
/// Source of the example: OpenMeter, volume tiers ("one more unit nearly halves the bill").
pub fn one_more(quantity: Decimal, cost: impl Fn(Decimal) -> R<Decimal>) -> R<OneMore> {
    let here = cost(quantity)?;
    let next = cost(decimal::plus(quantity, Decimal::ONE)?)?;
    let before = decimal::minus(quantity, Decimal::ONE)?.max(Decimal::ZERO);
    let difference = decimal::minus(next, here)?;
    Ok(OneMore {
        cost: difference,
        cost_of_last: decimal::minus(here, cost(before)?)?,
        falls: difference < Decimal::ZERO,
    })
}
