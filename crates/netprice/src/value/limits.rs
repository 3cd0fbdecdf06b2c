//! The limits of what is typed or imported, in one table.
//!
//! Whatever is counted by a document is counted against one of these before it is worked with, and
//! what is above it is an [`ValueProblem::AboveLimit`] at its field. DESIGN.md shows the same table.

use crate::value::problem::ValueProblem;

/// The digits of a decimal, its decimals included.
pub const DIGITS: u32 = 28;
/// The decimals that a rounding keeps.
pub const ROUNDING_PLACES: u32 = 12;
/// The characters of a name.
pub const NAME_CHARACTERS: usize = 120;

/// The SKUs of a price book.
pub const SKUS: usize = 1_000_000;
/// The tiers of a price, the time windows of a day, and the tiers of a table of paid shares.
pub const TIERS: usize = 1_440;
/// The rules, factors and equivalents of a SKU, and the allowances of a commitment, each.
pub const RULES: usize = 100;
/// The later prices of a SKU.
pub const LATER_PRICES: usize = 1_000;
/// The lines of a usage or of a workload.
pub const USAGE_LINES: usize = 1_000_000;
/// The time blocks of a usage or a load: the hours of a leap year.
pub const TIME_BLOCKS: usize = 8_784;
/// The terms of an agreement, nested terms included.
pub const TERMS: usize = 10_000;
/// The depth to which terms are nested.
pub const TERM_DEPTH: usize = 16;
/// The names in each list of a scope.
pub const SCOPE_NAMES: usize = 100_000;
/// The commitments of an agreement.
pub const COMMITMENTS: usize = 10_000;
/// The vouchers, line minimums, tax rates, corrections and fees of an agreement, each.
pub const VOUCHERS: usize = 10_000;

/// The fixings of a series of exchange rates after the first: each day of 27 years.
pub const FIXINGS: usize = 10_000;
/// The offers of a comparison.
pub const OFFERS: usize = 10_000;
/// The price books of a study, and those of which it says what their SKUs are.
pub const PRICE_BOOKS: usize = 10_000;
/// The labels of a workload's line, its SKUs and prices by hand, and the allowances of an offer, each.
pub const LINE_ENTRIES: usize = 10_000;
/// The price overrides of a study.
pub const OVERRIDES: usize = 1_000_000;

/// The samples of traffic: five minutes each for nine and a half years.
pub const SAMPLES: usize = 1_000_000;
/// The days of made-up traffic: a leap year.
pub const DAYS: u32 = 366;
/// The hours of steady traffic: a leap year.
pub const HOURS: u32 = 8_784;
/// The minutes of a sampling interval: a day.
pub const INTERVAL_MINUTES: u32 = 1_440;
/// The tariffs, contracts, peak methods and days of a fixed bandwidth of a question, each.
pub const TARIFFS: usize = 10_000;

/// The sellers of a tender.
pub const TENDER_SELLERS: usize = 100;
/// The steps of a seller from the opening price of a tender down to its floor.
pub const TENDER_STEPS: u32 = 10_000;
/// The months of simulated paths and of a block of them, and those over which a server is written off.
pub const MONTHS: u32 = 1_200;
/// The simulated paths.
pub const PATHS: u32 = 1_000_000;
/// The months of simulated paths times their number.
pub const PATH_PRICES: u64 = 50_000_000;
/// The equally likely factors of a month.
pub const FACTORS: usize = 4_096;
/// The prices of a series, and the payments of a plan.
pub const SERIES_PRICES: usize = 100_000;
/// The shocks, quantiles, discounts, multiples, sellers and servers of a market question, each, and the
/// machines of a tokens question.
pub const SHOCKS: usize = 1_000;
/// The options of a ladder, and the factors by which its load moves, each.
pub const OPTIONS: usize = 1_000;
/// The GPUs of a server of one's own, and those that a buyer needs.
pub const GPUS: u32 = 1_000_000;
/// The years of a depreciation.
pub const YEARS: u32 = 100;

/// Refuses a count above its limit.
///
/// # Errors
/// [`ValueProblem::AboveLimit`] with the count and the limit.
///
/// ```
/// use netprice::value::limits::{YEARS, at_most};
/// assert!(at_most(100, YEARS).is_ok());
/// let refused = at_most(101, YEARS).unwrap_err();
/// assert_eq!(refused.to_string(), "'101' is too large; expected at most 100");
/// ```
pub fn at_most<N: Copy + PartialOrd + ToString>(count: N, limit: N) -> Result<(), ValueProblem> {
    if count > limit {
        return Err(ValueProblem::above(count.to_string(), limit.to_string()));
    }
    Ok(())
}
