//! Examples of splitting an amount over weights.

use netprice::value::allocate::{LeftOver, allocate};
use netprice::value::decimal::Number;
use rust_decimal::Decimal;

use crate::{Case, case, noted};

const BRICK: &str = "brick/money@34feb8999558ecd864a2a5d008bcb9a3e88590ae: tests/MoneyTest.php";
const DINERO: &str = "dinerojs/dinero.js@76b969e519dc44675d4af898d25629995d0b16f2: \
     packages/dinero.js/src/api/__tests__/allocate.test.ts";
const MONEY_PHP: &str =
    "moneyphp/money@d49ee625c6ba79b9d7a228ce153b02fc1032152b: doc/features/allocation.rst";
const RUBY_MONEY: &str =
    "RubyMoney/money@a7c8360f89d6d381c9c1c16a8ff29267b50fce2a: spec/money/allocation_spec.rb";

/// An amount, its parts, and the rest that is not allocated.
struct Split {
    case: Case,
    amount: &'static str,
    weights: &'static [&'static str],
    unit: &'static str,
    left_over: LeftOver,
    parts: &'static [&'static str],
    left: &'static str,
}

const SPLITS: &[Split] = &[
    Split {
        case: case("alloc-brick-0.02-four", BRICK),
        amount: "0.02",
        weights: &["1", "1", "1", "1"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["0.01", "0.01", "0", "0"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-0.03-75-25-first", BRICK),
        amount: "0.03",
        weights: &["75", "25"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["0.03", "0"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-0.03-75-25-remainder", BRICK),
        amount: "0.03",
        weights: &["75", "25"],
        unit: "0.01",
        left_over: LeftOver::LargestRemainder,
        parts: &["0.02", "0.01"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-0.05-334-ratio", BRICK),
        amount: "0.05",
        weights: &["3", "3", "4"],
        unit: "0.01",
        left_over: LeftOver::LargestWeight,
        parts: &["0.01", "0.01", "0.03"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-100-30-20-40-remainder", BRICK),
        amount: "100",
        weights: &["30", "20", "40"],
        unit: "0.01",
        left_over: LeftOver::LargestRemainder,
        parts: &["33.33", "22.22", "44.45"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-100-four-remainder", BRICK),
        amount: "100",
        weights: &["30", "20", "40", "40"],
        unit: "0.01",
        left_over: LeftOver::LargestRemainder,
        parts: &["23.08", "15.38", "30.77", "30.77"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-100-zeros-first", BRICK),
        amount: "100",
        weights: &["30", "20", "40", "0", "40", "0"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["23.08", "15.39", "30.77", "0", "30.76", "0"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-1usd-231-block", BRICK),
        amount: "1",
        weights: &["2", "3", "1"],
        unit: "0.01",
        left_over: LeftOver::ApartInBlocks,
        parts: &["0.32", "0.48", "0.16"],
        left: "0.04",
    },
    Split {
        case: case("alloc-brick-1usd-231-first", BRICK),
        amount: "1",
        weights: &["2", "3", "1"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["0.34", "0.5", "0.16"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-1usd-231-separate", BRICK),
        amount: "1",
        weights: &["2", "3", "1"],
        unit: "0.01",
        left_over: LeftOver::Apart,
        parts: &["0.33", "0.5", "0.16"],
        left: "0.01",
    },
    Split {
        case: case("alloc-brick-chf-cash-first", BRICK),
        amount: "100",
        weights: &["1", "2", "3", "7"],
        unit: "0.05",
        left_over: LeftOver::First,
        parts: &["7.7", "15.4", "23.1", "53.8"],
        left: "0",
    },
    Split {
        case: case("alloc-brick-negative-first", BRICK),
        amount: "-100",
        weights: &["30", "20", "40", "40"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["-23.08", "-15.39", "-30.77", "-30.76"],
        left: "0",
    },
    Split {
        case: case("alloc-dinero-100-1-3", DINERO),
        amount: "1",
        weights: &["1", "3"],
        unit: "0.01",
        left_over: LeftOver::LargestWeight,
        parts: &["0.25", "0.75"],
        left: "0",
    },
    Split {
        case: case("alloc-dinero-1003-50-50", DINERO),
        amount: "10.03",
        weights: &["50", "50"],
        unit: "0.01",
        left_over: LeftOver::LargestWeight,
        parts: &["5.02", "5.01"],
        left: "0",
    },
    Split {
        case: case("alloc-dinero-1003-zero-first", DINERO),
        amount: "10.03",
        weights: &["0", "50", "50"],
        unit: "0.01",
        left_over: LeftOver::LargestWeight,
        parts: &["0", "5.02", "5.01"],
        left: "0",
    },
    Split {
        case: case("alloc-dinero-scaled-50.5-49.5", DINERO),
        amount: "1",
        weights: &["50.5", "49.5"],
        unit: "0.001",
        left_over: LeftOver::LargestWeight,
        parts: &["0.505", "0.495"],
        left: "0",
    },
    Split {
        case: case("alloc-fowler-5c-30-70", MONEY_PHP),
        amount: "0.05",
        weights: &["30", "70"],
        unit: "0.01",
        left_over: LeftOver::LargestRemainder,
        parts: &["0.02", "0.03"],
        left: "0",
    },
    Split {
        case: case("alloc-moneyphp-8-by-3", MONEY_PHP),
        amount: "8",
        weights: &["1", "1", "1"],
        unit: "0.01",
        left_over: LeftOver::First,
        parts: &["2.67", "2.67", "2.66"],
        left: "0",
    },
    Split {
        case: case("alloc-ruby-1", RUBY_MONEY),
        amount: "5",
        weights: &["1", "1"],
        unit: "1",
        left_over: LeftOver::BackToFront,
        parts: &["3", "2"],
        left: "0",
    },
    Split {
        case: case("alloc-ruby-12-way", RUBY_MONEY),
        amount: "700273",
        weights: &[
            "1.1818583143661",
            "1.1818583143661",
            "1.1818583143661",
            "1.1818583143661",
            "1.1818583143661",
            "1.1818583143661",
            "1.1818583143661",
            "1.170126087450276",
            "1.0",
            "1.0",
            "1.0",
            "1.0",
        ],
        unit: "1",
        left_over: LeftOver::BackToFront,
        parts: &[
            "61566", "61565", "61565", "61565", "61565", "61565", "61565", "60953", "52091",
            "52091", "52091", "52091",
        ],
        left: "0",
    },
    Split {
        case: case("alloc-ruby-4", RUBY_MONEY),
        amount: "100",
        weights: &["1", "1", "1", "1", "1", "1"],
        unit: "1",
        left_over: LeftOver::BackToFront,
        parts: &["17", "17", "17", "17", "16", "16"],
        left: "0",
    },
    Split {
        case: case("alloc-ruby-5", RUBY_MONEY),
        amount: "10",
        weights: &["1", "1", "2"],
        unit: "1",
        left_over: LeftOver::BackToFront,
        parts: &["3", "2", "5"],
        left: "0",
    },
    Split {
        case: case("alloc-ruby-7", RUBY_MONEY),
        amount: "100",
        weights: &["1", "1", "0"],
        unit: "1",
        left_over: LeftOver::BackToFront,
        parts: &["50", "50", "0"],
        left: "0",
    },
    Split {
        case: noted(
            "aws-blended-rate-per-tb",
            "http://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/useconsolidatedbilling-discounts.html",
            "Pooled usage of two accounts, shared back by what each used. One of its figures is \
             worked out from the others.",
        ),
        amount: "2007.04",
        weights: &["8", "4"],
        unit: "0.01",
        left_over: LeftOver::LargestRemainder,
        parts: &["1338.03", "669.01"],
        left: "0",
    },
];

#[test]
fn an_amount_is_split_over_its_weights() {
    for row in SPLITS {
        let case = &row.case;
        let (amount, unit) = (case.number(row.amount), case.number(row.unit));
        let weights = row.weights.iter().map(|weight| case.number(weight));
        let weights: Vec<Decimal> = weights.collect();
        let split = allocate(amount, &weights, unit, row.left_over);
        let split = case.done("split", split);
        case.are("parts", split.parts.into_iter().map(Number), row.parts);
        case.is("left", Number(split.left), row.left);
    }
}
