//! Examples of rounding in every mode.

use netprice::value::decimal::Number;
use netprice::value::money::Rounding;
use netprice::value::money::RoundingMode::{
    self, Ceiling, Floor, HalfCeiling, HalfDown, HalfEven, HalfOdd, HalfUp, Truncate, Up,
};

use crate::{Case, case, to};

const JAVA: &str =
    "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/math/RoundingMode.html";

/// The functions `halfOdd` and `halfUp`, of which the first takes the odd neighbour and the second the
/// higher one.
const DINERO: &str = "dinerojs/dinero.js@76b969e519dc44675d4af898d25629995d0b16f2: \
                      packages/dinero.js/src/core/divide";

/// Values with their rounded results.
struct Rounded {
    case: Case,
    rounding: Rounding,
    values: &'static [&'static str],
    rounded: &'static [&'static str],
}

/// A cell of Java's table, whose `DOWN` is the truncation of this crate.
const fn java(
    name: &'static str,
    values: &'static [&'static str],
    mode: RoundingMode,
    rounded: &'static [&'static str],
) -> Rounded {
    Rounded {
        case: case(name, JAVA),
        rounding: to(0, mode),
        values,
        rounded,
    }
}

const ROUNDED: &[Rounded] = &[
    Rounded {
        case: case(
            "round-dinero-halfeven",
            "dinerojs/dinero.js@76b969e519dc44675d4af898d25629995d0b16f2: \
             packages/dinero.js/src/core/divide/__tests__/halfEven.test.ts",
        ),
        rounding: to(0, HalfEven),
        values: &["1.5", "2.5", "-2.5"],
        rounded: &["2", "2", "-2"],
    },
    Rounded {
        case: case("round-dinero-halfodd", DINERO),
        rounding: to(0, HalfOdd),
        values: &["1.5", "2.5", "-2.5", "-1.5", "2.4", "2.6", "-2.6"],
        rounded: &["1", "3", "-3", "-1", "2", "3", "-3"],
    },
    Rounded {
        case: case("round-dinero-halfup", DINERO),
        rounding: to(0, HalfCeiling),
        values: &["1.5", "2.5", "-2.5", "-1.5", "-2.6", "-2.4"],
        rounded: &["2", "3", "-2", "-1", "-3", "-2"],
    },
    java("round-java--1.1, up", &["-1.1"], Up, &["-2"]),
    java("round-java--1.1, down", &["-1.1"], Truncate, &["-1"]),
    java("round-java--1.1, ceiling", &["-1.1"], Ceiling, &["-1"]),
    java("round-java--1.1, floor", &["-1.1"], Floor, &["-2"]),
    java("round-java--1.1, half_up", &["-1.1"], HalfUp, &["-1"]),
    java("round-java--1.1, half_down", &["-1.1"], HalfDown, &["-1"]),
    java("round-java--1.1, half_even", &["-1.1"], HalfEven, &["-1"]),
    java("round-java--2.5, up", &["-2.5"], Up, &["-3"]),
    java("round-java--2.5, down", &["-2.5"], Truncate, &["-2"]),
    java("round-java--2.5, ceiling", &["-2.5"], Ceiling, &["-2"]),
    java("round-java--2.5, floor", &["-2.5"], Floor, &["-3"]),
    java("round-java--2.5, half_up", &["-2.5"], HalfUp, &["-3"]),
    java("round-java--2.5, half_down", &["-2.5"], HalfDown, &["-2"]),
    java("round-java--2.5, half_even", &["-2.5"], HalfEven, &["-2"]),
    java("round-java--5.5, up", &["-5.5"], Up, &["-6"]),
    java("round-java--5.5, down", &["-5.5"], Truncate, &["-5"]),
    java("round-java--5.5, ceiling", &["-5.5"], Ceiling, &["-5"]),
    java("round-java--5.5, floor", &["-5.5"], Floor, &["-6"]),
    java("round-java--5.5, half_up", &["-5.5"], HalfUp, &["-6"]),
    java("round-java--5.5, half_down", &["-5.5"], HalfDown, &["-5"]),
    java("round-java--5.5, half_even", &["-5.5"], HalfEven, &["-6"]),
    java("round-java-1.0, up", &["1.0"], Up, &["1"]),
    java("round-java-1.0, down", &["1.0"], Truncate, &["1"]),
    java("round-java-1.0, ceiling", &["1.0"], Ceiling, &["1"]),
    java("round-java-1.0, floor", &["1.0"], Floor, &["1"]),
    java("round-java-1.0, half_up", &["1.0"], HalfUp, &["1"]),
    java("round-java-1.0, half_down", &["1.0"], HalfDown, &["1"]),
    java("round-java-1.0, half_even", &["1.0"], HalfEven, &["1"]),
    java("round-java-1.1, up", &["1.1"], Up, &["2"]),
    java("round-java-1.1, down", &["1.1"], Truncate, &["1"]),
    java("round-java-1.1, ceiling", &["1.1"], Ceiling, &["2"]),
    java("round-java-1.1, floor", &["1.1"], Floor, &["1"]),
    java("round-java-1.1, half_up", &["1.1"], HalfUp, &["1"]),
    java("round-java-1.1, half_down", &["1.1"], HalfDown, &["1"]),
    java("round-java-1.1, half_even", &["1.1"], HalfEven, &["1"]),
    java("round-java-2.5, up", &["2.5"], Up, &["3"]),
    java("round-java-2.5, down", &["2.5"], Truncate, &["2"]),
    java("round-java-2.5, ceiling", &["2.5"], Ceiling, &["3"]),
    java("round-java-2.5, floor", &["2.5"], Floor, &["2"]),
    java("round-java-2.5, half_up", &["2.5"], HalfUp, &["3"]),
    java("round-java-2.5, half_down", &["2.5"], HalfDown, &["2"]),
    java("round-java-2.5, half_even", &["2.5"], HalfEven, &["2"]),
];

#[test]
fn values_are_rounded_as_their_mode_says() {
    for row in ROUNDED {
        let values = row.values.iter().map(|value| row.case.number(value));
        let rounded = values.map(|value| Number(row.rounding.apply(value)));
        row.case.are("rounded", rounded, row.rounded);
    }
}
