//! A month of traffic, and what it costs under a bandwidth contract of one's own. Pure.

use std::rc::Rc;

use netprice::bandwidth::fee::{Excess, Guarantee};
use netprice::bandwidth::peak::{Method, Peak, peak};
use netprice::bandwidth::samples::{Fill, Samples, Zone};
use netprice::bandwidth::shapes::{Shape, month};
use netprice::decimal::{Amount, over, times};
use netprice::error::{PricingErrors, Problem, R};
use netprice::money::{Currency, Money};
use netprice_catalog::traffic::read_samples;
use rust_decimal::Decimal;

use crate::importing::Imported;
use crate::settings::{Setting, Settings};

/// The longest month, in days.
const LONGEST: u32 = 31;
/// The highest rate of a made-up month: a terabit a second.
const HIGHEST: u32 = 1_000_000;
/// What the samples of a made-up month are drawn from.
const SEED: u64 = 20_261_122;

/// The clock of China, where most of the plans are sold by the day.
pub const CHINA: Zone = Zone(480);

/// The shapes that can be chosen, with their names in the link.
pub const SHAPES: [(&str, Shape); 4] = [
    ("diurnal", Shape::Diurnal),
    ("live_event", Shape::LiveEvent),
    ("weekend", Shape::Weekend),
    ("flat", Shape::Flat),
];

/// The services that can be chosen, as the catalog names them.
pub const SERVICES: [&str; 5] = ["egress", "cdn", "shared", "storage", "between-regions"];

/// What keeps the traffic from being known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What is wrong with a setting.
    At(Setting, Problem),
    /// What is wrong with the lines that were pasted.
    Lines(PricingErrors),
}

/// Samples, each of them known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The samples.
    pub samples: Rc<Samples>,
    /// How many of them were missing.
    pub missing: usize,
}

impl Month {
    /// The days that the samples cover, started ones whole.
    #[must_use]
    pub fn days(&self) -> i64 {
        const DAY: i64 = 1_440;
        let count = i64::try_from(self.samples.values.len()).unwrap_or(i64::MAX);
        let minutes = count.saturating_mul(self.samples.interval);
        minutes.saturating_add(DAY - 1) / DAY
    }

    /// Whether they are no month, and billed as one all the same.
    #[must_use]
    pub fn is_no_month(&self) -> bool {
        !(28..=31).contains(&self.days())
    }
}

/// The whole number of a setting, between 1 and a limit.
fn whole(settings: &Settings, setting: Setting, least: u32, limit: u32) -> Result<u32, Wrong> {
    let text = settings.get(setting).trim();
    let at = |problem| Wrong::At(setting, problem);
    if text.is_empty() {
        return Err(at(Problem::Empty));
    }
    let number: u64 = text.parse().map_err(|_| {
        let value = text.chars().take(60).collect();
        at(Problem::NotWhole { value })
    })?;
    match u32::try_from(number) {
        Ok(number) if number < least => Err(at(Problem::Zero)),
        Ok(number) if number <= limit => Ok(number),
        Ok(_) | Err(_) => {
            let (value, limit) = (number.to_string(), limit.to_string());
            Err(at(Problem::AboveLimit { value, limit }))
        }
    }
}

/// The settings that the traffic depends on, and no others.
#[must_use]
pub fn traffic_settings(settings: &Settings) -> [String; 5] {
    [
        Setting::Traffic,
        Setting::Missing,
        Setting::Shape,
        Setting::Days,
        Setting::HighestMbps,
    ]
    .map(|setting| settings.get(setting).to_owned())
}

/// The traffic that was imported or pasted, or else the one that was made up.
///
/// # Errors
/// Everything that is wrong with it.
pub fn samples(settings: &Settings, imported: Option<&Imported>) -> Result<Month, Vec<Wrong>> {
    let filled = |read: &Samples| {
        let fill = match settings.get(Setting::Missing) {
            "last" => Fill::Last,
            _ => Fill::Zero,
        };
        let (samples, missing) = read.filled(fill);
        let samples = Rc::new(samples);
        Month { samples, missing }
    };
    if let Some(imported) = imported {
        return Ok(filled(&imported.samples));
    }
    let pasted = settings.get(Setting::Traffic);
    if !pasted.trim().is_empty() {
        let read = read_samples(pasted, CHINA).map_err(|errors| vec![Wrong::Lines(errors)])?;
        return Ok(filled(&read));
    }
    let chosen = settings.get(Setting::Shape);
    let shape = SHAPES.iter().find(|(name, _)| *name == chosen);
    let shape = shape.map_or(Shape::Diurnal, |(_, shape)| *shape);
    let days = whole(settings, Setting::Days, 1, LONGEST);
    let highest = whole(settings, Setting::HighestMbps, 1, HIGHEST);
    match (days, highest) {
        (Ok(days), Ok(highest)) => Ok(Month {
            samples: Rc::new(month(shape, days, highest, SEED)),
            missing: 0,
        }),
        (days, highest) => Err([days.err(), highest.err()].into_iter().flatten().collect()),
    }
}

/// How many of the highest samples are cut off.
///
/// # Errors
/// [`Wrong::At`] for no whole number.
pub fn shaving(settings: &Settings) -> Result<usize, Wrong> {
    const MOST: u32 = 10_000;
    let count = whole(settings, Setting::Shaved, 0, MOST)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The figure of the method that is drawn into the traffic.
#[must_use]
pub fn drawn(samples: &Samples, method: &Method) -> Option<Peak> {
    peak(samples, method).ok()
}

/// The mean of what went out, in Mbps.
#[must_use]
pub fn mean_mbps(samples: &Samples) -> Decimal {
    let each = samples.values.iter().flatten();
    let sum: u128 = each.map(|sample| u128::from(sample.outbound)).sum();
    let count = Decimal::from(samples.values.len().max(1));
    let mean = over(Decimal::from(sum), count);
    let mean = mean.and_then(|mean| over(mean, 1_000_000.into()));
    mean.unwrap_or_default()
}

/// The mean of the traffic as a share of the bandwidth that it needs, in percent.
#[must_use]
pub fn utilisation_percent(samples: &Samples, link_mbps: u32) -> Option<Decimal> {
    let share = over(mean_mbps(samples), Decimal::from(link_mbps)).ok()?;
    times(share, Decimal::ONE_HUNDRED).ok()
}

/// What a bandwidth contract of one's own comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnBill {
    /// The Mbps that are always paid.
    pub floor: Amount,
    /// The Mbps above them.
    pub excess: Amount,
    /// What one of the floor costs a month.
    pub floor_price: Amount,
    /// What one above costs a month.
    pub excess_price: Amount,
    /// What a month costs.
    pub cost: Money,
}

/// The bill of a peak under a contract of one's own; nothing while it has no price.
///
/// The floor is paid in any case, what is above it at its own price or at the floor's, and nothing
/// above a cap.
///
/// # Errors
/// What is wrong, by setting.
pub fn own_bill(
    settings: &Settings,
    peak: Amount,
    currency: Currency,
) -> Result<Option<OwnBill>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut optional = |setting: Setting| -> Option<Amount> {
        let text = settings.get(setting).trim();
        if text.is_empty() {
            return None;
        }
        let read = text.parse::<Amount>();
        read.map_err(|problem| wrong.push(Wrong::At(setting, problem)))
            .ok()
    };
    let (floor, price) = (optional(Setting::OwnFloor), optional(Setting::OwnPrice));
    let (above, cap) = (optional(Setting::OwnExcess), optional(Setting::OwnCap));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let Some(floor_price) = price else {
        return Ok(None);
    };
    let excess_price = above.unwrap_or(floor_price);
    let guarantee = Guarantee {
        floor: floor.unwrap_or_default(),
        excess: Excess::Apart,
        cap,
        valid_days: 1,
        existing_days: 1,
        month_days: 1,
    };
    let worked = || -> R<OwnBill> {
        let billed = guarantee.billed(peak)?;
        let cost = |mbps: Amount, price: Amount| -> R<Money> {
            Ok(Money::new(times(mbps.get(), price.get())?, currency))
        };
        let of_floor = cost(billed.floor, floor_price)?;
        Ok(OwnBill {
            floor: billed.floor,
            excess: billed.excess,
            floor_price,
            excess_price,
            cost: of_floor.plus(cost(billed.excess, excess_price)?)?,
        })
    };
    let bill = worked().map_err(|problem| vec![Wrong::At(Setting::OwnPrice, problem)])?;
    Ok(Some(bill))
}
