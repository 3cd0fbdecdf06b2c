//! Bandwidth: from samples of traffic to the figure that is billed.
//!
//! A peak method is a sentence of five words: which direction counts, how samples are grouped, what
//! is picked within a group, how the groups are combined, and what a floor and a cap make of it. The
//! figure then meets an ordinary price. The methods of providers are rows of those parameters.
//!
//! - [`samples`]: traffic at even intervals, with what is missing named.
//! - [`peak`](mod@peak): the figure of a method, with the samples that it discarded.
//! - [`fee`]: floors, days and excess around the figure; fixed bandwidth by the day.
//! - [`volume`]: rates as volumes, exactly.
//! - [`shapes`]: traffic made up from a seed, for demonstrations and tests.

pub mod fee;
pub mod peak;
pub mod samples;
pub mod shapes;
pub mod volume;
