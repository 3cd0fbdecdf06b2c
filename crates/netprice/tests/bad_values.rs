//! Every kind of invalid text, and its message: the value, the expectation.

use netprice::value::day::AsOf;
use netprice::value::id::SkuId;
use netprice::value::problem::ValueProblem;
use netprice::value::quantity::Unit;
use netprice::{Currency, Discount, Money, NonNegative, Quantity};

fn refused<T: std::str::FromStr<Err = ValueProblem> + std::fmt::Debug>(text: &str) -> String {
    text.parse::<T>().unwrap_err().to_string()
}

#[test]
fn numbers() {
    let messages: Vec<String> = [
        "",
        " ",
        "-1",
        "1e5",
        "1,000",
        "１２",
        "+1",
        ".5",
        "5.",
        "1 ",
        "NaN",
        "12345678901234567890123456789",
        "0.12345678901234567890123456789",
    ]
    .into_iter()
    .map(refused::<NonNegative>)
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    no value is given; expected one
    no value is given; expected one
    '-1' is negative; expected zero or more
    '1e5' is not a number; expected a number such as 1234.5
    '1,000' is not a number; expected a number such as 1234.5
    '１２' has digits that are not 0 to 9; expected the digits 0 to 9
    '+1' is not a number; expected a number such as 1234.5
    '.5' is not a number; expected a number such as 1234.5
    '5.' is not a number; expected a number such as 1234.5
    '1 ' is not a number; expected a number such as 1234.5
    'NaN' is not a number; expected a number such as 1234.5
    '12345678901234567890123456789' has more digits than can be kept exactly; expected at most 28 digits
    '0.12345678901234567890123456789' has more digits than can be kept exactly; expected at most 28 digits
    ");
}

#[test]
fn pay_rates() {
    let messages: Vec<String> = [
        "",
        "45",
        "45%",
        "0.45",
        "10折",
        "100折",
        "4.5.折",
        "折",
        "pay 45",
        "45 off",
        "pay 101%",
        "101% off",
        "pay -1%",
        "４.５折",
        "45.5折",
        "pay 1e1%",
        "half",
        "pay 33.33333333333%",
    ]
    .into_iter()
    .map(refused::<Discount>)
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    no value is given; expected one
    '45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    '45%' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    '0.45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    '10折' could mean paying 100% or 10%; expected 'pay 100%' or 1折
    '100折' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '4.5.折' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '折' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 45' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '45 off' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 101%' is outside the range of a discount; expected to pay from 0% to 100% of list
    '101% off' is outside the range of a discount; expected to pay from 0% to 100% of list
    'pay -1%' is outside the range of a discount; expected to pay from 0% to 100% of list
    '４.５' has digits that are not 0 to 9; expected the digits 0 to 9
    '45.5折' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '1e1' is not a number; expected a number such as 1234.5
    'half' is not a discount; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 33.33333333333%' has too many decimals for a share; expected at most 12, or 10 in percent
    ");
}

#[test]
fn the_notations_of_one_pay_rate_are_equal() {
    let expected: Discount = "pay 45%".parse().unwrap();
    for text in [
        "4.5折",
        "45折",
        "四五折",
        "四点五折",
        "55% off",
        "PAY 45 %",
        "付 45%",
        "省55%",
        "4.50折",
    ] {
        assert_eq!(text.parse::<Discount>(), Ok(expected), "{text}");
    }
    let half: Discount = "pay 50%".parse().unwrap();
    for text in ["5折", "五折", "半价", "对折", "50折", "50% off"] {
        assert_eq!(text.parse::<Discount>(), Ok(half), "{text}");
    }
}

#[test]
fn money_quantities_units_names_and_dates() {
    let messages = [
        refused::<Money>("12.34"),
        refused::<Money>("12.34 RMB"),
        refused::<Currency>("usd"),
        refused::<Quantity>("730"),
        refused::<Quantity>("-1 GB"),
        refused::<Quantity>("1e5 GB"),
        refused::<Unit>("GB "),
        refused::<Unit>("1000"),
        refused::<Unit>("千兆"),
        refused::<SkuId>(""),
        refused::<SkuId>(" vm"),
        refused::<AsOf>("2026-02-30"),
        refused::<AsOf>("2026"),
        refused::<AsOf>("2026-02-01/2026-01-01"),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    '12.34' is not an amount of money; expected a number and a currency, such as 12.34 USD
    'RMB' is not a known currency; expected an ISO 4217 code such as CNY or USD
    'usd' is not a known currency; expected an ISO 4217 code such as CNY or USD
    '730' is not a quantity; expected a number and a unit, such as 730 Hours
    '-1' is negative; expected zero or more
    '1e5' is not a number; expected a number such as 1234.5
    'GB ' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '1000' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '千兆' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '' is not a name; expected 1 to 120 visible characters without spaces at the ends
    ' vm' is not a name; expected 1 to 120 visible characters without spaces at the ends
    '2026-02-30' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    '2026' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    '2026-02-01/2026-01-01' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    ");
}

#[test]
fn json_numbers_are_refused_since_their_decimals_may_be_lost() {
    let error = serde_json::from_str::<NonNegative>("0.1").unwrap_err();
    insta::assert_snapshot!(error, @r#"invalid type: floating point `0.1`, expected a decimal number as text, such as "0.09" at line 1 column 3"#);
}
