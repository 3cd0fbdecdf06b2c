//! Compares logarithm, exponential, root and normal quantile with 40 digits of an independent
//! implementation: see `reference/functions.py`.

use netprice::math::{exp, ln, normal_quantile, sqrt};
use netprice::value::decimal::{parse, print};
use netprice::value::problem::ValueProblem;
use rust_decimal::Decimal;

/// Parses a text of 40 digits as a decimal truncated to 28 digits and at most 28 decimals.
fn cut(text: &str) -> Decimal {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.trim_start_matches(['-', '0']).len();
    let places = 28_usize.saturating_sub(digits).min(fraction.len());
    let short = format!("{whole}.{}", &fraction[..places]);
    Decimal::from_str_exact(short.trim_end_matches('.')).unwrap()
}

#[test]
fn every_function_agrees_with_the_reference_over_its_range() {
    let table = include_str!("reference/functions.csv");
    let mut counts = [0; 4];
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, at, expected] = cells.as_slice() else {
            panic!("{line}");
        };
        let at = Decimal::from_str_exact(at).unwrap();
        let (place, found) = match *name {
            "ln" => (0, ln(at)),
            "exp" => (1, exp(at)),
            "sqrt" => (2, sqrt(at)),
            _ => (3, normal_quantile(at)),
        };
        counts[place] += 1;
        let (found, expected) = (found.unwrap(), cut(expected));
        // 1e-12 relative, or the last of the 28 decimals; rounding and truncation differ by one.
        let relative = expected.abs() * Decimal::new(1, 12);
        let allowed = relative.max(Decimal::new(1, 28));
        let off = (found - expected).abs();
        assert!(off <= allowed, "{line}: found {}", print(found));
    }
    assert_eq!(counts, [310, 609, 310, 213]);
}

#[test]
fn what_has_no_value_is_refused() {
    let d = |text: &str| parse(text).unwrap();
    assert_eq!(ln(d("0")), Err(ValueProblem::Zero));
    assert_eq!(
        ln(d("-2")),
        Err(ValueProblem::Negative { value: "-2".into() })
    );
    assert_eq!(
        sqrt(d("-2")),
        Err(ValueProblem::Negative { value: "-2".into() })
    );
    assert!(matches!(exp(d("67")), Err(ValueProblem::TooLarge { .. })));
    assert!(matches!(exp(d("66.6")), Err(ValueProblem::TooLarge { .. })));
    for text in ["0", "1", "1.2", "-0.1"] {
        let value = text.to_owned();
        assert_eq!(
            normal_quantile(d(text)),
            Err(ValueProblem::NotAProbability { value })
        );
    }
}
