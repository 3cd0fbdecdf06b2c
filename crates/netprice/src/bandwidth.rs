//! Bandwidth: from samples of traffic to the figure that is billed.
//!
//! A peak method is a sentence of five words: which direction counts, how samples are grouped, what
//! is picked within a group, how the groups are combined, and what a floor and a cap make of it. The
//! figure then meets an ordinary price. The methods of providers are rows of those parameters.
//!
//! - [`samples`]: traffic at even intervals, with what is missing named.
//! - [`method`]: a peak method and its figure, with the samples that it discarded.
//! - [`guarantee`]: floors, days and excess around the figure; fixed bandwidth by the day.
//! - [`tariff`]: what a month costs under one way of billing it: by volume, by a set bandwidth, by each
//!   day's peak or by a peak method.
//! - [`compare`]: many tariffs ranked, the growth at which another wins, what cutting off the top saves,
//!   where a price by volume and a set bandwidth cross.
//! - [`volume`]: rates as volumes, exactly.
//! - [`shapes`]: traffic made up from a seed, for demonstrations and tests.

pub mod compare;
pub mod guarantee;
pub mod method;
pub mod samples;
pub mod shapes;
pub mod tariff;
pub mod volume;
