//! Tests of `discount`, and of invalid arguments.

use crate::netprice;

/// 4.5折 means that 4.5 tenths are paid, so 55% is off. The full price has no 折 notation.
#[test]
fn discounts_are_said_in_every_notation() {
    let texts = [
        "4.5折",
        "45折",
        "四五折",
        "pay 45%",
        "55% off",
        "半价",
        "pay 100%",
        "100% off",
    ];
    let ran = netprice(&[&["discount"], &texts[..]].concat());
    insta::assert_snapshot!(ran.out, @r"
    4.5折 = pay 45% = 55% off
    4.5折 = pay 45% = 55% off
    4.5折 = pay 45% = 55% off
    4.5折 = pay 45% = 55% off
    4.5折 = pay 45% = 55% off
    5折 = pay 50% = 50% off
    pay 100% = 0% off
    0折 = pay 0% = 100% off
    ");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn an_ambiguous_discount_is_refused_and_the_others_are_said() {
    let ran = netprice(&["discount", "45", "5折", "-5折", "10折"]);
    assert_eq!(ran.out, "5折 = pay 50% = 50% off\n");
    insta::assert_snapshot!(ran.err, @r"
    discount: '45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    discount: '-5折' is outside the range of a discount; expected to pay from 0% to 100% of list
    discount: '10折' could mean paying 100% or 10%; expected 'pay 100%' or 1折
    ");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn arguments_that_are_none_end_with_two() {
    let wrong: [&[&str]; 7] = [
        &[],
        &["compare"],
        &["compare", "offers.toml", "--yaml"],
        &["guess", "offers.toml"],
        &["discount"],
        &["rate"],
        &["rate", "usage.csv"],
    ];
    for arguments in wrong {
        let ran = netprice(arguments);
        assert_eq!((ran.out.as_str(), ran.code), ("", Some(2)), "{arguments:?}");
        assert!(ran.err.contains("Usage: netprice"), "{}", ran.err);
    }
}
