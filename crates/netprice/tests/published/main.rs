//! Published worked examples of the arithmetic, as tables: every row names its source.
//!
//! The expected value is the source's figure digit for digit, compared with the printed result, or
//! a recalculated figure where the note of the row says so. A source `by hand` shows its
//! arithmetic.

use std::fmt::Display;
use std::str::FromStr;

use netprice::value::decimal::parse;
use netprice::value::money::{Rounding, RoundingMode};
use rust_decimal::Decimal;

mod allocation;
mod bandwidth;
mod commitments;
mod finance;
mod proration;
mod rounding;

/// The name of a row, the source of its figures, and a note for the reader.
struct Case {
    name: &'static str,
    source: &'static str,
    note: &'static str,
}

const fn case(name: &'static str, source: &'static str) -> Case {
    noted(name, source, "")
}

const fn noted(name: &'static str, source: &'static str, note: &'static str) -> Case {
    Case { name, source, note }
}

impl Case {
    /// Reads one of the texts of the row.
    #[track_caller]
    fn read<T: FromStr<Err: Display>>(&self, text: &str) -> T {
        self.done(text, text.parse())
    }

    /// Reads a number of the row, which may be negative.
    #[track_caller]
    fn number(&self, text: &str) -> Decimal {
        self.done(text, parse(text))
    }

    /// Returns the result, or fails the test with the row's name if it is an error.
    #[track_caller]
    fn done<T>(&self, what: &str, result: Result<T, impl Display>) -> T {
        match result {
            Ok(found) => found,
            Err(problem) => panic!("{what} of {}: {problem}", self.told()),
        }
    }

    /// Asserts that a figure is the expected one, digit for digit.
    #[track_caller]
    fn is(&self, what: &str, found: impl Display, expected: &str) {
        assert_eq!(found.to_string(), expected, "{what} of {}", self.told());
    }

    /// Asserts that figures are the expected ones, in their order.
    #[track_caller]
    fn are(&self, what: &str, found: impl IntoIterator<Item: Display>, expected: &[&str]) {
        let found = found.into_iter().map(|figure| figure.to_string());
        let found: Vec<String> = found.collect();
        assert_eq!(found, expected, "{what} of {}", self.told());
    }

    fn told(&self) -> String {
        let Self { name, source, note } = self;
        let gap = if note.is_empty() { "" } else { ": " };
        format!("'{name}' ({source}){gap}{note}")
    }
}

const fn to(places: u32, mode: RoundingMode) -> Rounding {
    Rounding { places, mode }
}

const fn half_up(places: u32) -> Rounding {
    to(places, RoundingMode::HalfUp)
}

const fn truncate(places: u32) -> Rounding {
    to(places, RoundingMode::Truncate)
}
