//! Calculations on bandwidth: peaks, floors, fixed bandwidth, volumes.

use netprice::bandwidth::fee::{FixedDay, Guarantee};
use netprice::bandwidth::peak::{Method, peak};
use netprice::bandwidth::plan::Plan;
use netprice::bandwidth::samples::{Sample, Samples, bits_per_second};
use netprice::bandwidth::shapes::{Shape, month};
use netprice::bandwidth::side_by_side::{crossover, shaved};
use netprice::bandwidth::volume::gigabytes;
use netprice::decimal::{Amount, parse, print};
use netprice::error::R;
use netprice::list::{Chosen, Listing, slices};
use netprice::measure::Segment;
use netprice::money::{Currency, Money, Rounding};
use netprice::price::PriceModel;
use netprice::quantity::Quantity;
use rust_decimal::Decimal;
use serde::Deserialize;

/// A calculation on bandwidth.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Bandwidth {
    /// The figure of a peak method; the results are the figure in Mbps, the number of samples, how
    /// many were discarded, and the rank of the billed one from the top, of the first group.
    Peak {
        /// The traffic.
        samples: Traffic,
        /// The method.
        method: Method,
    },
    /// What a figure comes to; the results are what the floor costs, the excess, and both.
    Fee {
        /// The figure in Mbps.
        peak: Amount,
        /// The floor and the days.
        guarantee: Guarantee,
        /// The price of one Mbps.
        price: Money,
        /// How the results are rounded, if they are.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
    /// A day of fixed bandwidth; the result is what it costs.
    FixedDay {
        /// The settings and the hours.
        day: FixedDay,
        /// The price of a day by Mbps.
        price: PriceModel,
        /// What a day costs besides, whatever the bandwidth.
        #[serde(default)]
        besides: Amount,
        /// The currency of the price.
        currency: Currency,
    },
    /// A month of traffic under one plan; the results are what it costs and what was measured.
    Bill {
        /// The traffic.
        samples: Traffic,
        /// The plan.
        plan: Plan,
        /// The currency of its price.
        currency: Currency,
        /// How many of the highest samples are cut down to the next highest first.
        #[serde(default)]
        shaved: usize,
    },
    /// The share of a link up to which a price by volume is cheaper than a set bandwidth; the
    /// results are the share, the volume and the cost there, or nothing.
    Crossover {
        /// The price by volume.
        by_volume: Plan,
        /// The price of a set bandwidth.
        by_mbps: Plan,
        /// The bandwidth.
        link_mbps: u32,
        /// The hours.
        hours: u32,
        /// The currency of both prices.
        currency: Currency,
    },
    /// The volume of a rate over a time, in GB.
    Gigabytes {
        /// The rate.
        mbps: Amount,
        /// The time.
        seconds: u64,
        /// How many MB a GB has.
        mb_of_gb: u64,
        /// How the result is rounded, if it is.
        #[serde(default)]
        rounding: Option<Rounding>,
    },
}

/// Traffic out, in intervals of five minutes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Traffic {
    /// Mbps, one after the other.
    Values(Vec<Amount>),
    /// 1, 2, 3 … Mbps, so many.
    Ramp(u64),
    /// A month made up from a seed.
    Month {
        /// Its shape.
        shape: Shape,
        /// Its days.
        days: u32,
        /// Its highest rate.
        highest_mbps: u32,
        /// The seed.
        seed: u64,
    },
}

impl Traffic {
    fn samples(&self) -> R<Samples> {
        let of = |mbps: Amount| -> R<Option<Sample>> {
            let outbound = bits_per_second(mbps)?;
            Ok(Some(Sample {
                inbound: 0,
                outbound,
            }))
        };
        let values = match self {
            Self::Values(values) => values.iter().map(|value| of(*value)).collect::<R<_>>()?,
            Self::Ramp(count) => {
                let ramp = (1..=*count).map(|mbps| of(Amount::new(Decimal::from(mbps))?));
                ramp.collect::<R<_>>()?
            }
            Self::Month {
                shape,
                days,
                highest_mbps,
                seed,
            } => return Ok(month(*shape, *days, *highest_mbps, *seed)),
        };
        Ok(Samples {
            first_minute: 0,
            interval: 5,
            values,
        })
    }
}

impl Bandwidth {
    /// The results as text.
    ///
    /// # Errors
    /// Those of the calculation.
    pub fn results(&self) -> R<Vec<String>> {
        match self {
            Self::Peak { samples, method } => {
                let samples = samples.samples()?;
                let peak = peak(&samples, method)?;
                let discarded = peak.groups.first().map_or(0, |group| group.discarded.len());
                let counts = [samples.values.len(), discarded, discarded + 1];
                let counts = counts.iter().map(ToString::to_string);
                Ok(std::iter::once(peak.mbps.to_string())
                    .chain(counts)
                    .collect())
            }
            Self::Fee {
                peak,
                guarantee,
                price,
                rounding,
            } => {
                let billed = guarantee.billed(*peak)?;
                let floor = price.times(billed.floor.get())?;
                let excess = price.times(billed.excess.get())?;
                let amounts = [floor, excess, floor.plus(excess)?];
                let rounded = amounts.map(|amount| amount.round_if(*rounding).to_string());
                Ok(rounded.into())
            }
            Self::FixedDay {
                day,
                price,
                besides,
                currency,
            } => {
                let (mbps, hours) = day.billed()?;
                let listing = Listing {
                    currency: *currency,
                    rounding: netprice::price_book::RoundingPolicy::default(),
                };
                let segment = Segment {
                    start: Quantity::new(Decimal::ZERO, "Mbps".parse()?)?,
                    end: Quantity::new(mbps.get(), "Mbps".parse()?)?,
                    is_first: true,
                    rules: Vec::new(),
                };
                let chosen = Chosen {
                    reached: mbps.get(),
                    hours: None,
                };
                let slices = slices(price, &segment, chosen, &listing)?;
                let a_day = Money::sum(*currency, slices.iter().map(|slice| slice.cost))?;
                let a_day = a_day.plus(Money::new(besides.get(), *currency))?;
                let hours = a_day.times(hours)?.over(parse("24")?)?;
                Ok(vec![hours.to_string()])
            }
            Self::Bill {
                samples,
                plan,
                currency,
                shaved: count,
            } => {
                let billed = plan.bill(&shaved(&samples.samples()?, *count), *currency)?;
                let figures = billed.metered.figures.iter().map(ToString::to_string);
                Ok(std::iter::once(billed.cost.to_string())
                    .chain(figures)
                    .collect())
            }
            Self::Crossover {
                by_volume,
                by_mbps,
                link_mbps,
                hours,
                currency,
            } => {
                let found = crossover(by_volume, by_mbps, *link_mbps, *hours, *currency)?;
                Ok(found.map_or_else(Vec::new, |found| {
                    vec![
                        found.utilisation.to_string(),
                        found.volume.to_string(),
                        found.cost.to_string(),
                    ]
                }))
            }
            Self::Gigabytes {
                mbps,
                seconds,
                mb_of_gb,
                rounding,
            } => {
                let volume = gigabytes(*mbps, *seconds, *mb_of_gb)?;
                let volume = rounding.map_or(volume, |rounding| rounding.apply(volume));
                Ok(vec![print(volume)])
            }
        }
    }
}
