//! Step 2: prices a segment of the count at the published price.

use std::collections::BTreeSet;

use crate::value::problem::ValueProblem;
use rust_decimal::Decimal;

use crate::book::price::{AllUnits, PriceModel, Tier};
use crate::book::rule::packages;
use crate::problem::Problem;
use crate::rating::context::BookTerms;
use crate::rating::meter::Segment;
use crate::rating::step::Slice;
use crate::value::decimal::{self, NonNegative};
use crate::value::hours::HoursOfDay;
use crate::value::id::SkuId;
use crate::value::money::Money;
use crate::value::quantity::Quantity;

/// Inputs besides the segment that select the price: a total quantity and the hours of the day.
#[derive(Clone, Copy, Debug, Default)]
pub struct TierSelectors {
    /// The quantity that selects the tier of an all-units price, such as the whole count of the
    /// SKU; zero if there is none.
    pub reached: Decimal,
    /// The hours of the day of the usage.
    pub hours: Option<HoursOfDay>,
    /// Whether the flat fee of an all-units tier is owed, for lines that reach tiers of their own; by
    /// the count if `None`.
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

/// The all-units tiers whose flat fee is owed already, of all SKUs.
#[derive(Default)]
pub(crate) struct Fees(BTreeSet<(SkuId, usize, NonNegative)>);

impl Fees {
    /// Whether a line owes the fee of the tier that it reaches: once for each tier that any line of the
    /// count reaches, whatever the order of the lines. `None` for other prices.
    pub(crate) fn owed(
        &mut self,
        sku: &SkuId,
        price: &PriceModel,
        segment: &Segment,
        chosen: TierSelectors,
    ) -> Option<bool> {
        let (window, PriceModel::AllUnits(all_units)) = in_force(price, chosen.hours) else {
            return None;
        };
        let tier = reached_tier(all_units, chosen.reached)?;
        if segment.start == segment.end {
            return Some(false);
        }
        let is_new = self.0.insert((sku.clone(), window, tier.from));
        // A line that starts a count of its own, such as an account billed apart, owes its own fee.
        Some(is_new || segment.is_first)
    }
}

/// Splits a segment of the count at the bounds of a price's tiers, and prices each slice.
///
/// The segment must be in the unit of the price. The cost of a slice is the cost of the tier up to
/// the end of the segment less the cost up to its start, each rounded half-even to 12 decimals, so
/// that the lines of a SKU together cost the same as one line with their sum. The slices'
/// quantities add up to the segment exactly. An empty segment has one slice of zero.
///
/// - *Graduated*: each tier covers the quantity above its start, up to and including its end.
/// - *All units*: the tier that `reached` falls in, by the owner of the bound, covers the whole
///   segment.
/// - *Packages* (`per`): a partial package is charged as a whole one, to the segment that starts
///   it.
/// - *Rounding* of the unit price and of the cost within a tier follows the rounding policy.
/// - A *flat fee* is owed by the segment that first reaches its tier, or as `owes_fee` says; with `fee_at_zero`, by the
///   first segment.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits; [`Problem::AboveLastTier`] for a quantity above a last
/// tier that ends; [`Problem::NoHoursOfDay`] and [`Problem::OutsideHours`] for a price by time of day.
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
///     let segment = Segment { start, end, is_first: true, rules: vec![] };
///     let listing = BookTerms { currency: "USD".parse().unwrap(), rounding: Default::default() };
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
    match price {
        PriceModel::Flat(unit_price) => {
            graduated(&[Tier::open(*unit_price)], segment, listing, None)
        }
        PriceModel::Graduated(tiers) => {
            let end = price
                .ends_at()
                .filter(|end| segment.end.value() > end.get());
            match end {
                Some(limit) => Err(above_last_tier(&segment.end.value(), limit)),
                None => graduated(tiers, segment, listing, None),
            }
        }
        PriceModel::AllUnits(all_units) => {
            let tier = reached_tier(all_units, chosen.reached);
            let limit = price.ends_at().unwrap_or_default();
            let tier = tier.ok_or_else(|| above_last_tier(&chosen.reached, limit))?;
            let whole = Tier {
                from: NonNegative::default(),
                up_to: None,
                ..tier.clone()
            };
            let mut slices = graduated(&[whole], segment, listing, chosen.owes_fee)?;
            for slice in &mut slices {
                (slice.from, slice.up_to) = (tier.from, tier.up_to);
            }
            Ok(slices)
        }
        PriceModel::ByTimeOfDay(windows) => {
            let hours = chosen.hours.ok_or(Problem::NoHoursOfDay)?;
            let window = windows.iter().find(|window| window.hours.contains(hours));
            let window = window.ok_or_else(|| Problem::OutsideHours {
                value: hours.to_string(),
            })?;
            price_segment(&window.price, segment, chosen, listing)
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
    let segment = Segment {
        start: Quantity::new(Decimal::ZERO, quantity.unit().clone())?,
        end: quantity.clone(),
        is_first: true,
        rules: Vec::new(),
    };
    let selectors = TierSelectors {
        reached: quantity.value(),
        ..TierSelectors::default()
    };
    price_segment(price, &segment, selectors, terms)
}

fn above_last_tier(value: &Decimal, limit: NonNegative) -> Problem {
    let (value, limit) = (decimal::print(*value), limit.to_string());
    Problem::AboveLastTier { value, limit }
}

/// The tier that a quantity falls in; `None` if it lies above all tiers.
pub(crate) fn reached_tier(all_units: &AllUnits, quantity: Decimal) -> Option<&Tier> {
    let mut tiers = all_units.tiers.iter();
    tiers.find(|tier| all_units.bound.holds(tier.up_to, quantity))
}

fn graduated(
    tiers: &[Tier],
    segment: &Segment,
    listing: &BookTerms,
    owes_fee: Option<bool>,
) -> Result<Vec<Slice>, Problem> {
    let priced = tiers
        .iter()
        .map(|tier| slice_of(tier, segment, listing, owes_fee));
    let mut slices: Vec<Slice> = priced
        .filter_map(Result::transpose)
        .collect::<Result<_, Problem>>()?;
    if let (true, Some(first)) = (slices.is_empty(), tiers.first()) {
        slices.push(Slice {
            from: first.from,
            up_to: first.up_to,
            quantity: Quantity::new(Decimal::ZERO, segment.end.unit().clone())?,
            unit_price: unit_price(first, listing),
            per: first.per,
            flat_fee: Money::zero(listing.currency),
            cost: Money::zero(listing.currency),
            unit_price_rounded_by: Money::zero(listing.currency),
            tier_rounded_by: Money::zero(listing.currency),
        });
    }
    Ok(slices)
}

/// The part of a segment within a tier; `None` if the tier charges nothing for the segment.
fn slice_of(
    tier: &Tier,
    segment: &Segment,
    listing: &BookTerms,
    owes_fee: Option<bool>,
) -> Result<Option<Slice>, Problem> {
    let from = tier.from.get();
    // The part of a count within the tier: 0 before the tier, the tier's width beyond it.
    let within = |count: Decimal| {
        let end = tier.up_to.map_or(count, |end| end.get().min(count));
        decimal::minus(end.max(from), from)
    };
    let (start, end) = (within(segment.start.value())?, within(segment.end.value())?);
    // Only the first line owes a fee at zero, whatever its quantity.
    let is_reached_here = if tier.fee_at_zero {
        segment.is_first
    } else {
        owes_fee.unwrap_or(start.is_zero() && !end.is_zero())
    };
    if start == end && !is_reached_here {
        return Ok(None);
    }
    let unit_price = unit_price(tier, listing);
    let cost_at = |price: Money, within: Decimal| -> Result<Money, ValueProblem> {
        match tier.per {
            Some(size) => price.times(packages(within, size.get())?),
            None => price.times(within),
        }
    };
    let rounded_up_to = |within: Decimal| -> Result<Money, ValueProblem> {
        Ok(cost_at(unit_price, within)?.round_if(listing.rounding.tier))
    };
    let cost_between = |price: Money| cost_at(price, end)?.minus(cost_at(price, start)?);
    let fee = if is_reached_here {
        Money::new(tier.flat_fee.get(), listing.currency)
    } else {
        Money::zero(listing.currency)
    };
    let by_quantity = rounded_up_to(end)?.minus(rounded_up_to(start)?)?;
    let before_tier = cost_between(unit_price)?;
    let published = Money::new(tier.unit_price.get(), listing.currency);
    Ok(Some(Slice {
        from: tier.from,
        up_to: tier.up_to,
        quantity: Quantity::new(decimal::minus(end, start)?, segment.end.unit().clone())?,
        unit_price,
        per: tier.per,
        flat_fee: fee,
        cost: by_quantity.plus(fee)?,
        unit_price_rounded_by: before_tier.minus(cost_between(published)?)?,
        tier_rounded_by: by_quantity.minus(before_tier)?,
    }))
}

fn unit_price(tier: &Tier, listing: &BookTerms) -> Money {
    let price = Money::new(tier.unit_price.get(), listing.currency);
    price.round_if(listing.rounding.unit_price)
}
