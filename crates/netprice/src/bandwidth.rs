//! Bandwidth billing: the figure that is billed from samples of traffic.
//!
//! A peak method states which direction counts, how samples are grouped, which statistic is taken
//! within a group, and how the groups are combined; a guarantee adds a floor and a cap. The method
//! reduces the samples to one Mbps figure, which is then priced like any other quantity. Each
//! provider's method is one set of these parameters.
//!
//! - [`samples`]: traffic at even intervals, with missing samples marked.
//! - [`method`]: a peak method and its figure, with the samples that it discarded.
//! - [`guarantee`]: floor, cap, days and excess applied to the figure; fixed bandwidth by the day.
//! - [`tariff`]: the cost of a month of traffic under one way of billing it: by volume, by fixed
//!   bandwidth, by daily peak or by a peak method.
//! - [`compare`]: the ranking of tariffs, traffic with its highest samples capped, and the crossover of a
//!   volume price and a fixed bandwidth.
//! - [`growth`]: the growth at which another tariff becomes the cheapest.
//! - [`volume`]: the conversion of rates to volumes.
//! - [`shapes`]: synthetic traffic from a seed, for demonstrations and tests.

pub mod compare;
pub mod growth;
pub mod guarantee;
pub mod method;
mod resample;
pub mod samples;
pub mod shapes;
pub mod tariff;
pub mod volume;
