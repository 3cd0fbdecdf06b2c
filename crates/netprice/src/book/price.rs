//! Price models: flat, tiered and time-of-day prices.
//!
//! A list of tiers expresses nearly every published scheme; see the table in DESIGN.md.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::problem::{Located, Problem, under};
use crate::value::IntoValue;
use crate::value::decimal::{self, NonNegative};
use crate::value::hours::HoursOfDay;
use crate::value::limits::{TIERS, at_most};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::ratio::Ratio;

/// A price model, which determines the cost of a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceModel {
    /// Every unit costs the same: 730 hours at 0.192 cost 140.16, and 0 hours cost nothing.
    ///
    /// Source: AWS Price List, EC2 m5.xlarge in us-east-1, on demand.
    Flat(NonNegative),
    /// Each slice of the quantity costs its own tier's price (累进): with 0.01 up to 1,000 and 0.008
    /// above, 1,500 cost 10 + 4 = 14.
    ///
    /// A quantity on a bound is in the lower tier: with 20 per Mbps up to 2 Mbps and 25 above, 2
    /// Mbps cost 40, and 5 Mbps cost 40 + 75 = 115. Source: Tencent Cloud, CVM public network
    /// billing.
    Graduated(Vec<Tier>),
    /// The tier that the quantity reaches sets the price of all units (到达计费): with the same tiers,
    /// 1,500 cost 12.
    ///
    /// A larger quantity can therefore cost less: with 10 up to 15 and 5 above, 15 cost 150 and 16
    /// cost 80. Source: OpenMeter, tests of volume tiers.
    AllUnits(AllUnits),
    /// The hour of the day selects the price: with 0.25 from 00:00 and 0.5 from 08:00, 100 GB at
    /// night and 200 GB by day cost 25 + 100 = 125.
    ///
    /// A usage line must lie within one window: 07:00 to 08:00 costs 0.25, and 07:00 to 09:00 must
    /// be split into two lines. Source: Alibaba Cloud, OSS billing examples.
    ByTimeOfDay(Vec<Window>),
}

/// Tiers of which the one reached sets the price of all units: with 0.52 up to 500 Mbps and 0.51
/// above, 912 Mbps cost 465.12, where graduated tiers would cost 260 + 210.12 = 470.12.
///
/// The tier is selected by the total quantity of the SKU after its rules, or by a separate quantity
/// of the usage line (`tier_by`): if output costs 16 per million tokens for prompts up to 32k and
/// 24 for longer ones, 100,000 output tokens cost 1.6 for a prompt of 30,000 and 2.4 for a prompt
/// of 100,000.
///
/// Source: Baidu Cloud, CDN daily peak bandwidth <https://cloud.baidu.com/doc/CDN/s/1jwvyfiac-en>;
/// for the output price, Volcengine Ark price list, doubao-seed-2.0-pro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllUnits {
    /// The tiers.
    pub tiers: Vec<Tier>,
    /// The tier that a quantity on a bound reaches.
    #[serde(default)]
    pub bound: BoundOwner,
}

/// The tier that includes the bound between two tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundOwner {
    /// The lower tier: "up to 1,000" puts 1,000 in the first tier.
    ///
    /// With a fee of 100 up to 5 and a fee of 150 above, 5 cost 100 and 7 cost 150. Source:
    /// OpenMeter, tests of volume tiers.
    #[default]
    Lower,
    /// The upper tier: "1,000 and more" puts 1,000 in the second tier.
    ///
    /// With 1.1 below 500 Mbps and 1 from 500 Mbps, 500 Mbps cost 500 and 499 Mbps cost 548.9.
    /// Source: Tencent Cloud, CDN by daily peak bandwidth.
    Upper,
}

impl BoundOwner {
    /// Whether a tier with this end includes an amount that no lower tier includes.
    pub(crate) fn holds(self, up_to: Option<NonNegative>, amount: Ratio) -> bool {
        match (up_to, self) {
            (Some(end), Self::Lower) => amount <= end.get().into(),
            (Some(end), Self::Upper) => amount < end.get().into(),
            (None, _) => true,
        }
    }
}

/// The price of the quantity above `from`, up to and including `up_to`.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The start, in units; 0 for the first tier.
    pub from: NonNegative,
    /// The end, in units; a tier without one is the last. Where the last tier has an end, more usage
    /// has no price.
    pub up_to: Option<NonNegative>,
    /// The price of one unit, or of one package if `per` is given.
    pub unit_price: NonNegative,
    /// The package size in units, counted from the tier's start; partial packages are charged as
    /// whole ones.
    ///
    /// In packages of 10 at 15, 5 and 10 units cost 15, 11 cost 30 and 0 cost nothing. Source:
    /// OpenMeter, tests of package prices.
    pub per: Option<NonNegative>,
    /// A fee owed once if the tier is reached; of all-units tiers, only the tier that sets the
    /// price owes it.
    ///
    /// With graduated fees of 100 up to 5 and 50 above, 5 cost 100 and 5.001 cost 150.
    /// Source: OpenMeter, tests of graduated tiers.
    #[serde(default, skip_serializing_if = "NonNegative::is_zero")]
    pub flat_fee: NonNegative,
    /// Whether the fee is owed even if nothing is used; only allowed on the first tier.
    ///
    /// With a fee of 2 and 10 per unit, 0 units cost 2 and 1 costs 12; without this flag, 0 units
    /// cost nothing. Source: Lago, tests of graduated charges.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fee_at_zero: bool,
}

impl Tier {
    /// A tier from zero without an end: the same price for every unit.
    #[must_use]
    pub fn open(unit_price: NonNegative) -> Self {
        Self {
            unit_price,
            ..Self::default()
        }
    }
}

/// A span of the day with a price of its own, which can be any model; see
/// [`PriceModel::ByTimeOfDay`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The hours.
    pub hours: HoursOfDay,
    /// The price in these hours.
    pub price: PriceModel,
}

impl PriceModel {
    /// Builds graduated tiers from pairs of end and unit price; `rest` is the unit price above the
    /// last end.
    ///
    /// # Errors
    /// The conversion error of a bound or a price; [`PriceModel::problems`] reports invalid tiers.
    ///
    /// ```
    /// use netprice::{Agreement, PriceBook, PriceModel, Sku, Usage, quote};
    /// let price = PriceModel::graduated([("100", "0.1"), ("200", "0.08")], "0.05")?;
    /// let book = PriceBook::new("acme", "north", "USD")?;
    /// let book = book.with("out", Sku::new("internet-egress", "GB", price)?)?;
    /// let usage = Usage::default().with("traffic", "out", "250 GB")?;
    /// let quote = quote(&book, &usage, &Agreement::default())?;
    /// assert_eq!(quote.list()?.to_string(), "20.5 USD"); // 100 × 0.1 + 100 × 0.08 + 50 × 0.05
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn graduated<B, P>(
        tiers: impl IntoIterator<Item = (B, P)>,
        rest: impl IntoValue<NonNegative>,
    ) -> Result<Self, ValueProblem>
    where
        B: IntoValue<NonNegative>,
        P: IntoValue<NonNegative>,
    {
        let mut found = Vec::new();
        let mut from = NonNegative::default();
        for (bound, unit_price) in tiers {
            let bound = bound.into_value()?;
            found.push(Tier {
                from,
                up_to: Some(bound),
                ..Tier::open(unit_price.into_value()?)
            });
            from = bound;
        }
        found.push(Tier {
            from,
            ..Tier::open(rest.into_value()?)
        });
        Ok(Self::Graduated(found))
    }

    /// All problems of a published price.
    ///
    /// Tiers must start at zero and follow each other without gap or overlap; a package size must be
    /// above zero; only a first tier can owe its fee at zero; time windows must not overlap. Where the
    /// last tier ends the list ends: usage above it has no price.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        self.problems_with(Ending::Closed)
    }

    /// All problems of an agreed price, whose last tier must be open too.
    #[must_use]
    pub fn agreed_problems(&self) -> Vec<Located> {
        self.problems_with(Ending::Open)
    }

    fn problems_with(&self, ending: Ending) -> Vec<Located> {
        let (at, problems) = match self {
            Self::Flat(_) => return Vec::new(),
            Self::Graduated(tiers) => (Path::from("graduated"), tier_problems(tiers, ending)),
            Self::AllUnits(all_units) => {
                let at = Path::from("all_units").field("tiers");
                (at, tier_problems(&all_units.tiers, ending))
            }
            Self::ByTimeOfDay(windows) => {
                let at = Path::from("by_time_of_day");
                (at, window_problems(windows, ending))
            }
        };
        under(problems, at).collect()
    }

    /// Whether every unit price and every fee is zero, so that nothing would ever be charged.
    ///
    /// A tier of zero beside others that are not is a published allowance. A price that is zero
    /// throughout is free only where its source says so; it may as well stand for a price that a list
    /// leaves out. Source: reports of paid meters whose feed says 0 in every tier.
    ///
    /// ```
    /// use netprice::PriceModel;
    /// assert!(PriceModel::Flat("0".parse()?).is_zero());
    /// assert!(!PriceModel::graduated([("100", "0")], "0.08")?.is_zero()); // 100 are free
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    #[must_use]
    pub fn is_zero(&self) -> bool {
        let charges_nothing = |tier: &Tier| tier.unit_price.is_zero() && tier.flat_fee.is_zero();
        match self {
            Self::Flat(unit_price) => unit_price.is_zero(),
            Self::Graduated(tiers) => tiers.iter().all(charges_nothing),
            Self::AllUnits(all_units) => all_units.tiers.iter().all(charges_nothing),
            Self::ByTimeOfDay(windows) => windows.iter().all(|window| window.price.is_zero()),
        }
    }

    /// The quantity at which the list ends; `None` for an open last tier.
    #[must_use]
    pub fn ends_at(&self) -> Option<NonNegative> {
        match self {
            Self::Flat(_) | Self::ByTimeOfDay(_) => None,
            Self::Graduated(tiers) => tiers.last()?.up_to,
            Self::AllUnits(all_units) => all_units.tiers.last()?.up_to,
        }
    }

    /// The tier starts, at which the unit price may change, in units of the price.
    #[must_use]
    pub fn bounds(&self) -> Vec<NonNegative> {
        let of = |tiers: &[Tier]| tiers.iter().map(|tier| tier.from).collect();
        match self {
            Self::Flat(_) => Vec::new(),
            Self::Graduated(tiers) => of(tiers),
            Self::AllUnits(all_units) => of(&all_units.tiers),
            Self::ByTimeOfDay(windows) => {
                let windows = windows.iter();
                windows.flat_map(|window| window.price.bounds()).collect()
            }
        }
    }
}

fn window_problems(windows: &[Window], ending: Ending) -> Vec<Located> {
    if let Err(problem) = at_most(windows.len(), TIERS) {
        return vec![problem.at(Path::default())];
    }
    let mut problems = Vec::new();
    if windows.is_empty() {
        problems.push(Problem::NoTiers.at(Path::default()));
    }
    for (index, window) in windows.iter().enumerate() {
        let at = || Path::default().index(index);
        let before = windows.iter().take(index);
        if let Some(other) = before.map(|w| w.hours).find(|h| h.overlaps(window.hours)) {
            let (value, other) = (window.hours.to_string(), other.to_string());
            problems.push(Problem::HoursOverlap { value, other }.at(at().field("hours")));
        }
        let of_price = window.price.problems_with(ending);
        problems.extend(under(of_price, at().field("price")));
    }
    problems
}

/// All problems of a list of priced tiers.
fn tier_problems(tiers: &[Tier], ending: Ending) -> Vec<Located> {
    if let Err(problem) = at_most(tiers.len(), TIERS) {
        return vec![problem.at(Path::default())];
    }
    let spans: Vec<_> = tiers.iter().map(|tier| (tier.from, tier.up_to)).collect();
    let mut problems = span_problems(&spans, ending);
    for (index, tier) in tiers.iter().enumerate() {
        let at = |field: &'static str| Path::default().index(index).field(field);
        if tier.per.is_some_and(|size| size.is_zero()) {
            problems.push(Problem::EmptyPackage.at(at("per")));
        }
        if tier.fee_at_zero && index > 0 {
            problems.push(Problem::FeeAtZeroInside.at(at("fee_at_zero")));
        }
    }
    problems
}

/// Whether the last tier may end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Closed,
    Open,
}

/// All problems of tier bounds: gaps, overlaps, a late start, an end where none may be.
pub(crate) fn span_problems(
    spans: &[(NonNegative, Option<NonNegative>)],
    ending: Ending,
) -> Vec<Located> {
    let mut problems = Vec::new();
    let mut next = Some(Decimal::ZERO);
    for (index, (from, up_to)) in spans.iter().enumerate() {
        let at = |field: &'static str| Path::default().index(index).field(field);
        let end = next.unwrap_or_default();
        let (value, expected) = (from.to_string(), decimal::print(end));
        let problem = match (next, from.get().cmp(&end)) {
            (Some(_), Ordering::Greater) if index == 0 => Some(Problem::TiersStartLate { value }),
            (Some(_), Ordering::Greater) => Some(Problem::TierGap { value, expected }),
            (Some(_), Ordering::Less) => Some(Problem::TierOverlap { value, expected }),
            (Some(_), Ordering::Equal) | (None, _) => None,
        };
        problems.extend(problem.map(|problem| problem.at(at("from"))));
        let is_last = index.saturating_add(1) == spans.len();
        let at_end = end_problem((*from, *up_to), is_last, ending);
        problems.extend(at_end.map(|problem| problem.at(at("up_to"))));
        next = up_to.map(NonNegative::get);
    }
    if spans.is_empty() {
        problems.push(Problem::NoTiers.at(Path::default()));
    }
    problems
}

/// The problem of the end of one tier, if any.
fn end_problem(
    (from, up_to): (NonNegative, Option<NonNegative>),
    is_last: bool,
    ending: Ending,
) -> Option<Problem> {
    match up_to {
        Some(end) if end <= from => Some(Problem::TierDescends {
            value: end.to_string(),
            from: from.to_string(),
        }),
        Some(end) if is_last && ending == Ending::Open => Some(Problem::LastTierEnds {
            value: end.to_string(),
        }),
        None if !is_last => Some(Problem::OpenTierInside),
        Some(_) | None => None,
    }
}
