//! The quantities at which two costs cross, solved in closed form.
//!
//! Costs are piecewise linear, so between two tier bounds two points determine a line, and two
//! lines determine a crossing. Where a contract bends a cost between tier bounds, the lines of both
//! sides meet at the bend.

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::value::decimal;
use crate::value::money::Rounding;

/// Costs are rounded at 12 decimals, so the last three decimals of a quantity solved from them are
/// unreliable.
const SURE: Rounding = Rounding::half_even(9);

/// A quantity at which two costs cross, and the lower cost on each side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The quantity, rounded half-even to 9 decimals.
    pub at: Decimal,
    /// The lower cost just below the quantity.
    pub below: Cheaper,
    /// The lower cost just above the quantity.
    pub above: Cheaper,
    /// Whether the costs jump past each other there instead of meeting.
    pub is_jump: bool,
}

/// Which of two costs is lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cheaper {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither, because both costs are equal.
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

/// Finds all quantities from zero to a limit at which two costs cross.
///
/// `difference` is the first cost − the second at a quantity. `bounds` are the tier bounds of both
/// costs, in any order; the difference must be linear between neighbouring bounds and may bend or
/// jump at them. Each span is computed from its points at one and three quarters, which lie on no
/// bound and have exact decimals.
///
/// # Errors
/// Those of `difference`, and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::value::decimal::{minus, parse, times};
/// use netprice::inverse::crossing::{Cheaper, crossings};
/// let d = |text: &str| parse(text).unwrap();
/// // 0.8 a GB against 100 and 0.3 a GB: equal at 200 GB.
/// let difference = |gb| minus(times(gb, d("0.5"))?, d("100"));
/// let found = crossings(&[], d("1000"), difference).unwrap();
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].at, found[0].below, found[0].above), (d("200"), Cheaper::First, Cheaper::Second));
/// ```
pub fn crossings<E: From<ValueProblem>>(
    bounds: &[Decimal],
    limit: Decimal,
    difference: impl Fn(Decimal) -> Result<Decimal, E>,
) -> Result<Vec<Crossing>, E> {
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

/// The difference of two costs over one span, as its values just inside both ends.
#[derive(Clone, Copy)]
struct Line {
    at_start: Decimal,
    at_end: Decimal,
}

impl Line {
    fn through_quarters<E: From<ValueProblem>>(
        start: Decimal,
        end: Decimal,
        difference: impl Fn(Decimal) -> Result<Decimal, E>,
    ) -> Result<Self, E> {
        let width = decimal::minus(end, start)?;
        let quarter = decimal::over(width, Decimal::from(4))?;
        let at_low = difference(decimal::plus(start, quarter)?)?;
        let at_high = difference(decimal::minus(end, quarter)?)?;
        // The two points are half a span apart, so a quarter of the span rises half as much.
        let rise = decimal::over(decimal::minus(at_high, at_low)?, Decimal::TWO)?;
        Ok(Self {
            at_start: snapped(decimal::minus(at_low, rise)?),
            at_end: snapped(decimal::plus(at_high, rise)?),
        })
    }

    /// The crossing strictly between both ends.
    fn zero_within(self, start: Decimal, end: Decimal) -> Result<Option<Crossing>, ValueProblem> {
        let (below, above) = (Cheaper::by(self.at_start), Cheaper::by(self.at_end));
        let crosses = below != above && below != Cheaper::Equal && above != Cheaper::Equal;
        if !crosses {
            return Ok(None);
        }
        let rise = decimal::minus(self.at_end, self.at_start)?;
        let down = decimal::minus(Decimal::ZERO, self.at_start)?;
        let along = decimal::times_over(down, decimal::minus(end, start)?, rise)?;
        Ok(Some(Crossing {
            at: SURE.apply(decimal::plus(start, along)?),
            below,
            above,
            is_jump: false,
        }))
    }
}

/// Sets a value within 10⁻⁹ of zero to zero, because the costs are rounded at 12 decimals.
fn snapped(value: Decimal) -> Decimal {
    let tolerance = Decimal::new(1, 9);
    if value.abs() < tolerance {
        Decimal::ZERO
    } else {
        value
    }
}

/// The crossing on a bound, if one line ends and the next starts with a different lower cost.
fn at_bound(at: Decimal, before: Line, after: Line) -> Result<Option<Crossing>, ValueProblem> {
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

/// Finds the quantities strictly between `start` and `end` at which a cost bends or jumps, in
/// order. The result can include a few quantities at which the search only split a span.
///
/// The cost must be piecewise linear. The lines just inside both ends are extended until they meet,
/// which is the bend if the cost lies on both lines there; otherwise the span is halved, which
/// narrows a jump down to 9 decimals. A change that is undone between two neighbouring evaluated
/// points can be missed.
///
/// `None` after a thousand spans: a cost such as a price by started GB over a million GB has too
/// many jumps to list.
///
/// # Errors
/// Those of `cost`, and [`ValueProblem::TooLarge`].
///
/// ```
/// use netprice::inverse::crossing::bends;
/// use netprice::value::decimal::{parse, times};
/// let d = |text: &str| parse(text).unwrap();
/// // 0.4 a GB, and never more than 100: it bends at 250 GB.
/// let capped = |gb| times(gb, d("0.4")).map(|cost| cost.min(d("100")));
/// assert_eq!(bends(d("0"), d("1000"), &capped).unwrap().unwrap(), [d("250")]);
/// // 0.4 a GB bends nowhere.
/// assert!(bends(d("0"), d("1000"), &|gb| times(gb, d("0.4"))).unwrap().unwrap().is_empty());
/// ```
pub fn bends<E: From<ValueProblem>>(
    start: Decimal,
    end: Decimal,
    cost: &impl Fn(Decimal) -> Result<Decimal, E>,
) -> Result<Option<Vec<Decimal>>, E> {
    let within = (start, end);
    let mut found = Vec::new();
    let mut spans = vec![within];
    for _ in 0..1_000 {
        let Some((start, end)) = spans.pop() else {
            return Ok(Some(inside(found, within)?));
        };
        match look(start, end, cost)? {
            Looked::Straight { first, last } => {
                // The cost may bend just where an outer span meets the inner one.
                found.extend(first.map(|(_, inner)| inner));
                found.extend(last.map(|(inner, _)| inner));
                spans.extend(first);
                spans.extend(last);
            }
            Looked::Jump(at) => found.push(at),
            Looked::Bend(at) => {
                found.push(at);
                spans.extend([(start, at), (at, end)]);
            }
            Looked::Neither(middle) => {
                // A bend exactly in the middle would show in neither half.
                found.push(middle);
                spans.extend([(start, middle), (middle, end)]);
            }
        }
    }
    Ok(None)
}

/// The points in order, without those within 10⁻⁹ of an end.
fn inside(mut found: Vec<Decimal>, (start, end): Span) -> Result<Vec<Decimal>, ValueProblem> {
    let step = Decimal::new(1, SURE.places);
    let (first, last) = (decimal::plus(start, step)?, decimal::minus(end, step)?);
    found.retain(|at| first < *at && *at < last);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

type Span = (Decimal, Decimal);

/// The shape of a cost over a span.
enum Looked {
    /// The inner points lie on one line. An outer span is set if the cost at its end does not,
    /// because of a bend near the end or a jump on it.
    Straight {
        first: Option<Span>,
        last: Option<Span>,
    },
    /// The span is too narrow to be anything but a jump.
    Jump(Decimal),
    /// The lines of both ends meet at a point of the cost.
    Bend(Decimal),
    /// The cost bends more than once, or jumps, so both halves have to be examined.
    Neither(Decimal),
}

fn look<E: From<ValueProblem>>(
    start: Decimal,
    end: Decimal,
    cost: &impl Fn(Decimal) -> Result<Decimal, E>,
) -> Result<Looked, E> {
    let width = decimal::minus(end, start)?;
    if width <= Decimal::new(1, SURE.places) {
        return Ok(Looked::Jump(SURE.apply(end)));
    }
    let point = |sixteenths: u64| -> Result<(Decimal, Decimal), E> {
        let at = decimal::plus(start, decimal::times_ratio(width, sixteenths, 16)?)?;
        Ok((at, cost(at)?))
    };
    let [a, b, middle, c, d] = [point(1)?, point(2)?, point(8)?, point(14)?, point(15)?];
    let (before, after) = (Ray { from: a, to: b }, Ray { from: d, to: c });
    let across = Ray { from: a, to: d };
    if across.passes(b)? && across.passes(middle)? && across.passes(c)? {
        let differs = |at: Decimal| -> Result<bool, E> { Ok(!across.passes((at, cost(at)?))?) };
        return Ok(Looked::Straight {
            first: differs(start)?.then_some((start, a.0)),
            last: differs(end)?.then_some((d.0, end)),
        });
    }
    if let Some(at) = before.meets(after)?.filter(|at| start < *at && *at < end) {
        let there = (at, cost(at)?);
        if before.passes(there)? && after.passes(there)? {
            return Ok(Looked::Bend(at));
        }
    }
    Ok(Looked::Neither(middle.0))
}

/// A line through two points, each a quantity and a cost.
#[derive(Clone, Copy)]
struct Ray {
    from: (Decimal, Decimal),
    to: (Decimal, Decimal),
}

impl Ray {
    fn run(self) -> Result<Decimal, ValueProblem> {
        decimal::minus(self.to.0, self.from.0)
    }

    fn rise(self) -> Result<Decimal, ValueProblem> {
        decimal::minus(self.to.1, self.from.1)
    }

    /// The cost on the line at a quantity.
    fn at(self, quantity: Decimal) -> Result<Decimal, ValueProblem> {
        let along = decimal::minus(quantity, self.from.0)?;
        let rise = decimal::times_over(self.rise()?, along, self.run()?)?;
        decimal::plus(self.from.1, rise)
    }

    /// Whether a point lies on the line, to within 10⁻⁹.
    fn passes(self, point: (Decimal, Decimal)) -> Result<bool, ValueProblem> {
        Ok(snapped(decimal::minus(self.at(point.0)?, point.1)?).is_zero())
    }

    /// The quantity at which two lines meet; `None` if they are parallel.
    fn meets(self, other: Self) -> Result<Option<Decimal>, ValueProblem> {
        // Both rises are taken over the same run, that of `self`.
        let end = decimal::plus(other.from.0, self.run()?)?;
        let other_rise = decimal::minus(other.at(end)?, other.from.1)?;
        let closing = decimal::minus(self.rise()?, other_rise)?;
        if snapped(closing).is_zero() {
            return Ok(None);
        }
        let apart = decimal::minus(other.at(self.from.0)?, self.from.1)?;
        let along = decimal::times_over(apart, self.run()?, closing)?;
        Ok(Some(SURE.apply(decimal::plus(self.from.0, along)?)))
    }
}
