//! Step 2: prices a segment of the count at the published price.

mod plain;

use std::collections::BTreeSet;

use crate::book::price::{AllUnits, PriceModel, Tier};
use crate::book::rule::packages;
use crate::problem::Problem;
use crate::rating::context::BookTerms;
use crate::rating::ledger::{Ledger, ListLedger, Stages};
use crate::rating::meter::Segment;
use crate::rating::step::{Listed, Slice};
use crate::value::decimal::NonNegative;
use crate::value::hours::HoursOfDay;
use crate::value::money::{Money, Rounding};
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// Inputs besides the segment that select the price: a total quantity and the hours of the day.
#[derive(Clone, Copy, Debug, Default)]
pub struct TierSelectors {
    /// The quantity that selects the tier of an all-units price, such as the whole count of the
    /// SKU; zero if there is none.
    pub reached: Ratio,
    /// The hours of the day of the usage.
    pub hours: Option<HoursOfDay>,
    /// The number of the count to which the usage belongs.
    pub count: usize,
    /// Whether the flat fee of an all-units tier is owed, once for each tier that a count reaches; by
    /// the segment if `None`.
    pub owes_fee: Option<bool>,
}

/// The model that prices usage in some hours, and the position of its window.
pub(crate) fn in_force(price: &PriceModel, hours: Option<HoursOfDay>) -> (usize, &PriceModel) {
    let PriceModel::ByTimeOfDay(windows) = price else {
        return (0, price);
    };
    let holds = |hours| {
        windows
            .iter()
            .position(|window| window.hours.contains(hours))
    };
    let index = hours.and_then(holds).unwrap_or_default();
    (
        index,
        windows.get(index).map_or(price, |window| &window.price),
    )
}

/// The all-units tiers whose flat fee is owed already, of all counts.
#[derive(Default)]
pub(crate) struct Fees(BTreeSet<(usize, usize, NonNegative)>);

impl Fees {
    /// Whether a line owes the fee of the tier that it reaches: once for each tier that any line of the
    /// count reaches, whatever the order of the lines. `None` for other prices.
    pub(crate) fn owed(
        &mut self,
        price: &PriceModel,
        segment: &Segment,
        chosen: TierSelectors,
    ) -> Option<bool> {
        let (window, PriceModel::AllUnits(all_units)) = in_force(price, chosen.hours) else {
            return None;
        };
        let owing = reached_tier(all_units, chosen.reached)
            .filter(|tier| tier.fee_at_zero || segment.start != segment.end);
        Some(owing.is_some_and(|tier| self.0.insert((chosen.count, window, tier.from))))
    }
}

/// Splits a segment of the count at the bounds of a price's tiers, and prices each slice.
///
/// The segment must be in the unit of the price. The cost of a slice is the cost of the tier up to
/// the end of the segment less the cost up to its start, both exact, so that the lines of a SKU
/// together cost the same as one line with their sum. A segment of several machines costs their
/// number times as much as that of one. Costs are shown at 12 decimals; what this
/// rounding leaves over goes to the next slice, so that the slices add up to the rounded sum. The
/// slices' quantities add up to the segment exactly. An empty segment has one slice of zero.
///
/// - *Graduated*: each tier covers the quantity above its start, up to and including its end.
/// - *All units*: the tier that `reached` falls in, by the owner of the bound, covers the whole
///   segment.
/// - *Packages* (`per`): a partial package is charged as a whole one, to the segment that starts
///   it.
/// - *Rounding* of the unit price and of the cost within a tier follows the rounding policy.
/// - A *flat fee*, or the part of it in `listing`, is owed by the segment that first reaches its tier, or as `owes_fee` says; with
///   `fee_at_zero`, by the first segment.
///
/// # Errors
/// [`ValueProblem::TooLarge`]; [`Problem::AboveLastTier`] for a quantity above a last tier that ends;
/// [`Problem::NoHoursOfDay`] and [`Problem::OutsideHours`] for a price by time of day.
///
/// ```
/// use netprice::rating::context::BookTerms;
/// use netprice::rating::rate::{TierSelectors, price_segment};
/// use netprice::rating::meter::Segment;
/// use netprice::book::price::{PriceModel, Tier};
/// let tier = |from: &str, up_to: Option<&str>, price: &str| Tier {
///     from: from.parse().unwrap(),
///     up_to: up_to.map(|bound| bound.parse().unwrap()),
///     unit_price: price.parse().unwrap(),
///     ..Tier::default()
/// };
/// // Published: first 1,000 at 0.01, to 10,000 at 0.008, beyond at 0.005.
/// let price = PriceModel::Graduated(vec![
///     tier("0", Some("1000"), "0.01"),
///     tier("1000", Some("10000"), "0.008"),
///     tier("10000", None, "0.005"),
/// ]);
/// let costs = |start: &str, end: &str| -> Vec<String> {
///     let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
///     let (machines, is_first) = (1.into(), true);
///     let segment = Segment { start, end, machines, is_first, rules: vec![] };
///     let listing = BookTerms::unrounded("USD".parse().unwrap());
///     let slices = price_segment(&price, &segment, TierSelectors::default(), &listing).unwrap();
///     slices.iter().map(|slice| slice.cost.to_string()).collect()
/// };
/// assert_eq!(costs("0 Credits", "15000 Credits"), ["10 USD", "72 USD", "25 USD"]);
/// // On the bound: all 1,000 are in the first tier.
/// assert_eq!(costs("0 Credits", "1000 Credits"), ["10 USD"]);
/// ```
///
/// Source of the example: Autumn, "Graduated pricing" (107 for 15,000 credits).
pub fn price_segment(
    price: &PriceModel,
    segment: &Segment,
    chosen: TierSelectors,
    listing: &BookTerms,
) -> Result<Vec<Slice>, Problem> {
    let mut ledger = ListLedger::after(Ledger::empty(), listing.rounding);
    let rated = rate_segment(price, segment, chosen, listing, &mut ledger);
    rated.map(|(slices, _)| slices)
}

/// Does the same as [`price_segment`], shows the costs of the slices in a ledger of several
/// segments, and returns the exact cost too.
pub(crate) fn rate_segment(
    price: &PriceModel,
    segment: &Segment,
    chosen: TierSelectors,
    listing: &BookTerms,
    ledger: &mut ListLedger,
) -> Result<(Vec<Slice>, Ratio), Problem> {
    // Nothing is above no tier, wherever it is on its count.
    let is_nothing = segment.start == segment.end;
    match price {
        PriceModel::Flat(unit_price) => {
            graduated(&[Tier::open(*unit_price)], segment, listing, None, ledger)
        }
        PriceModel::Graduated(tiers) => {
            let is_above =
                |end: &NonNegative| !is_nothing && segment.end.exact() > end.get().into();
            let end = price.ends_at().filter(is_above);
            match end {
                Some(limit) => Err(above_last_tier(segment.end.exact(), limit)),
                None => graduated(tiers, segment, listing, None, ledger),
            }
        }
        PriceModel::AllUnits(all_units) => {
            let tier = reached_tier(all_units, chosen.reached);
            let last = all_units.tiers.last().filter(|_| is_nothing);
            let limit = price.ends_at().unwrap_or_default();
            let tier = tier.or(last);
            let tier = tier.ok_or_else(|| above_last_tier(chosen.reached, limit))?;
            let whole = Tier {
                from: NonNegative::default(),
                up_to: None,
                ..tier.clone()
            };
            let (mut slices, exact) =
                graduated(&[whole], segment, listing, chosen.owes_fee, ledger)?;
            for slice in &mut slices {
                (slice.from, slice.up_to) = (tier.from, tier.up_to);
            }
            Ok((slices, exact))
        }
        PriceModel::ByTimeOfDay(windows) => {
            let hours = chosen.hours.ok_or(Problem::NoHoursOfDay)?;
            let window = windows.iter().find(|window| window.hours.contains(hours));
            let window = window.ok_or_else(|| Problem::OutsideHours {
                value: hours.to_string(),
            })?;
            rate_segment(&window.price, segment, chosen, listing, ledger)
        }
    }
}

/// Prices a single quantity: its count starts at zero, without rules, and it selects its own tier.
///
/// # Errors
/// Those of [`price_segment`].
///
/// ```
/// use netprice::rating::context::BookTerms;
/// use netprice::rating::rate::plain_slices;
/// let price: netprice::PriceModel = serde_json::from_str(r#"{ "flat": "0.8" }"#).unwrap();
/// let terms = BookTerms::unrounded("CNY".parse()?);
/// let slices = plain_slices(&price, &"300 GB".parse()?, &terms)?;
/// assert_eq!(slices[0].cost.to_string(), "240 CNY");
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn plain_slices(
    price: &PriceModel,
    quantity: &Quantity,
    terms: &BookTerms,
) -> Result<Vec<Slice>, Problem> {
    plain_cost(price, quantity, terms).map(|(slices, _)| slices)
}

/// Does the same as [`plain_slices`], and returns the exact cost too.
pub(crate) fn plain_cost(
    price: &PriceModel,
    quantity: &Quantity,
    terms: &BookTerms,
) -> Result<(Vec<Slice>, Ratio), Problem> {
    let segment = Segment {
        start: Quantity::new(Ratio::ZERO, quantity.unit().clone())?,
        end: quantity.clone(),
        machines: Ratio::ONE,
        is_first: true,
        rules: Vec::new(),
    };
    let selectors = TierSelectors {
        reached: quantity.exact(),
        ..TierSelectors::default()
    };
    let mut ledger = ListLedger::after(Ledger::empty(), terms.rounding);
    rate_segment(price, &segment, selectors, terms, &mut ledger)
}

fn above_last_tier(value: Ratio, limit: NonNegative) -> Problem {
    let (value, limit) = (value.to_string(), limit.to_string());
    Problem::AboveLastTier { value, limit }
}

/// The tier that a quantity falls in; `None` if it lies above all tiers.
pub(crate) fn reached_tier(all_units: &AllUnits, quantity: Ratio) -> Option<&Tier> {
    let is_below = |tier: &Tier| !all_units.bound.holds(tier.up_to, quantity);
    let tiers = &all_units.tiers;
    tiers.get(tiers.partition_point(is_below))
}

fn graduated(
    tiers: &[Tier],
    segment: &Segment,
    listing: &BookTerms,
    owes_fee: Option<bool>,
    ledger: &mut ListLedger,
) -> Result<(Vec<Slice>, Ratio), Problem> {
    if let Some(rated) = plain::slices(tiers, segment, listing, owes_fee, ledger) {
        return Ok(rated);
    }
    let mut slices = Vec::new();
    let mut exact = Ratio::ZERO;
    // Of a rule that counts longer as shorter, such as `short_of`, the ends are turned round.
    let (one, other) = (segment.start.exact(), segment.end.exact());
    let (start, end) = (one.min(other), one.max(other));
    let is_before = |up_to: NonNegative| Ratio::from(up_to.get()) <= start;
    let is_below = |from: NonNegative| Ratio::from(from.get()) < end;
    for tier in touched(tiers, segment.is_first, is_before, is_below) {
        let Some((slice, cost)) = slice_of(tier, segment, listing, owes_fee, ledger)? else {
            continue;
        };
        slices.push(slice);
        exact = exact.plus(cost)?;
    }
    if let (true, Some(first)) = (slices.is_empty(), tiers.first()) {
        slices.push(Slice {
            from: first.from,
            up_to: first.up_to,
            quantity: Quantity::new(Ratio::ZERO, segment.end.unit().clone())?,
            unit_price: priced(first.unit_price, listing, listing.rounding.unit_price)?.shown,
            listed: listed(first, listing),
            per: first.per,
            flat_fee: Money::zero(listing.currency),
            cost: Money::zero(listing.currency),
            unit_price_rounded_by: Money::zero(listing.currency),
            tier_rounded_by: Money::zero(listing.currency),
        });
    }
    // Lines keep their slices.
    slices.shrink_to_fit();
    Ok((slices, exact))
}

/// The tiers in which a segment lies, given which ends are before it and which starts are below its end; the
/// first segment of a count may owe the fee of the first tier.
fn touched(
    tiers: &[Tier],
    is_first: bool,
    is_before: impl Fn(NonNegative) -> bool,
    is_below: impl Fn(NonNegative) -> bool,
) -> &[Tier] {
    let first = if is_first {
        0
    } else {
        tiers.partition_point(|tier| tier.up_to.is_some_and(&is_before))
    };
    let last = tiers.partition_point(|tier| is_below(tier.from));
    tiers.get(first..last.max(1)).unwrap_or_default()
}

/// The part of a count within a tier: 0 before the tier, the tier's width beyond it.
pub(crate) fn within(
    from: NonNegative,
    up_to: Option<NonNegative>,
    count: Ratio,
) -> Result<Ratio, ValueProblem> {
    let from = Ratio::from(from.get());
    let end = up_to.map_or(count, |end| count.min(end.get().into()));
    end.max(from).minus(from)
}

/// The part of a segment within a tier and its exact cost; `None` if the tier charges nothing for
/// the segment.
fn slice_of(
    tier: &Tier,
    segment: &Segment,
    listing: &BookTerms,
    owes_fee: Option<bool>,
    ledger: &mut ListLedger,
) -> Result<Option<(Slice, Ratio)>, Problem> {
    let within = |count: Ratio| within(tier.from, tier.up_to, count);
    let (start, end) = (within(segment.start.exact())?, within(segment.end.exact())?);
    // Only the first line owes a fee at zero, whatever its quantity.
    let is_reached_here = owes_fee.unwrap_or(if tier.fee_at_zero {
        segment.is_first
    } else {
        start.is_zero() && !end.is_zero()
    });
    if start == end && !is_reached_here {
        return Ok(None);
    }
    // Packages, where the tier has any.
    let units = |within: Ratio| match tier.per {
        Some(size) => packages(within, size.get().into()),
        None => Ok(within),
    };
    let (units_before, units) = (units(start)?, units(end)?);
    let rounding = listing.rounding.unit_price;
    let unit_price = priced(tier.unit_price, listing, rounding)?;
    let fee = Some(tier.flat_fee).filter(|_| is_reached_here);
    // A fee is rounded where it is converted.
    let of_fee = rounding.filter(|_| listing.listed_in.is_some());
    let fee = priced(fee.unwrap_or_default(), listing, of_fee)?;
    let price = unit_price.exact;
    let of_all = |of_each: Ratio| of_each.times(segment.machines);
    let before_tier = of_all(units.minus(units_before)?.times(price)?)?;
    let by_quantity = match listing.rounding.tier {
        None => before_tier,
        Some(rounding) => {
            let rounded = |units: Ratio| units.times(price)?.to_places(rounding);
            of_all(rounded(units)?.minus(rounded(units_before)?)?)?
        }
    };
    let of_part = |fee: Ratio| of_all(fee.times(listing.part)?);
    let fee_exact = of_part(fee.exact)?;
    let cost = by_quantity.plus(fee_exact)?;
    let shown = ledger.show(cost, || {
        let published = of_all(units.minus(units_before)?)?;
        let published = published.times(unit_price.unrounded)?;
        Ok(Stages {
            published: published.plus(of_part(fee.unrounded)?)?,
            before_tier: before_tier.plus(fee_exact)?,
        })
    })?;
    let money = |amount| Money::new(amount, listing.currency);
    let slice = Slice {
        from: tier.from,
        up_to: tier.up_to,
        quantity: Quantity::new(of_all(end.minus(start)?)?, segment.end.unit().clone())?,
        unit_price: unit_price.shown,
        listed: listed(tier, listing),
        per: tier.per,
        flat_fee: money(fee_exact.shown()?),
        cost: money(shown.cost),
        unit_price_rounded_by: money(shown.unit_price_rounded_by),
        tier_rounded_by: money(shown.tier_rounded_by),
    };
    Ok(Some((slice, cost)))
}

/// A unit price or a flat fee in the currency of the price book.
struct Priced {
    /// The price after its conversion.
    unrounded: Ratio,
    /// The price after its rounding too.
    exact: Ratio,
    shown: Money,
}

/// Converts and rounds a listed price, as the price book says.
fn priced(
    price: NonNegative,
    listing: &BookTerms,
    rounding: Option<Rounding>,
) -> Result<Priced, Problem> {
    let listed = Ratio::from(price.get());
    let unrounded = match listing.listed_in {
        Some((_, rate)) => listed.times(rate)?,
        None => listed,
    };
    let exact = match rounding {
        Some(rounding) => unrounded.to_places(rounding)?,
        None => unrounded,
    };
    let shown = Money::new(exact.decimal()?, listing.currency);
    Ok(Priced {
        unrounded,
        exact,
        shown,
    })
}

/// The unit price of a tier in the currency of the list, if it is converted.
fn listed(tier: &Tier, listing: &BookTerms) -> Option<Box<Listed>> {
    let (currency, rate) = listing.listed_in?;
    let unit_price = Money::new(tier.unit_price.get(), currency);
    Some(Box::new(Listed { unit_price, rate }))
}
