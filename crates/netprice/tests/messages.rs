//! The message of every problem: each says the field, the value and the expectation.

use netprice::error::Problem;

/// One of every problem, in the order in which they are declared.
fn all() -> Vec<Problem> {
    let value = || "x".to_owned();
    let usd = || "USD".parse().unwrap();
    vec![
        Problem::Empty,
        Problem::NotADecimal { value: value() },
        Problem::NotAsciiDigits { value: value() },
        Problem::TooManyDigits { value: value() },
        Problem::TooManyDecimals { value: value() },
        Problem::Negative { value: value() },
        Problem::NotWhole { value: value() },
        Problem::AboveLimit {
            value: value(),
            limit: "744".into(),
        },
        Problem::BelowLimit {
            value: value(),
            limit: "1".into(),
        },
        Problem::TooLarge {
            value: "7 × 8".into(),
        },
        Problem::DividedByZero { value: "7".into() },
        Problem::NotAName { value: value() },
        Problem::UnknownCurrency { value: value() },
        Problem::CurrencyMismatch {
            value: usd(),
            expected: "CNY".parse().unwrap(),
        },
        Problem::NotMoney { value: value() },
        Problem::NotAQuantity { value: value() },
        Problem::NotAUnit { value: value() },
        Problem::UnitMismatch {
            value: "1 Hours".parse().unwrap(),
            expected: "GB".parse().unwrap(),
        },
        Problem::BarePayRate {
            value: "45%".into(),
            number: "45".into(),
        },
        Problem::AmbiguousZhe {
            value: "10折".into(),
        },
        Problem::NotAPayRate { value: value() },
        Problem::PayRateOutOfRange { value: value() },
        Problem::NotADate { value: value() },
        Problem::UnknownSku {
            value: "x".parse().unwrap(),
            known: ["a", "b", "c", "d", "e", "f", "g"]
                .map(|id| id.parse().unwrap())
                .into(),
        },
        Problem::MissingColumn {
            value: "a, b".into(),
            expected: "sku".into(),
        },
        Problem::UnknownPriceBook {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()],
        },
        Problem::NoUsage {
            value: "x".parse().unwrap(),
        },
        Problem::Malformed {
            message: "unknown field `x`, expected `y`".into(),
        },
        Problem::DuplicateLine {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateTerm {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateOffer { value: value() },
        Problem::NoTiers,
        Problem::TiersStartLate { value: "5".into() },
        Problem::TierGap {
            value: "12".into(),
            expected: "10".into(),
        },
        Problem::TierOverlap {
            value: "8".into(),
            expected: "10".into(),
        },
        Problem::TierDescends {
            value: "8".into(),
            from: "10".into(),
        },
        Problem::OpenTierInside,
        Problem::LastTierEnds { value: "10".into() },
        Problem::NoTax,
        Problem::NoWeights,
        Problem::EmptyPackage,
        Problem::FeeAtZeroInside,
        Problem::HoursOverlap {
            value: "00:00/08:00".into(),
            other: "07:00/24:00".into(),
        },
        Problem::NotHoursOfDay { value: value() },
        Problem::NoHoursOfDay,
        Problem::OutsideHours {
            value: "07:00/09:00".into(),
        },
        Problem::NoDay,
        Problem::DayDescends {
            value: "2026-01-01".into(),
            before: "2026-02-01".into(),
        },
        Problem::FactorCount {
            value: 1,
            expected: 3,
        },
        Problem::NoExchangeRate {
            value: usd(),
            known: vec![],
        },
        Problem::BaseRate { value: usd() },
        Problem::ZeroRate { value: usd() },
        Problem::Zero,
        Problem::TooFewPrices {
            value: 1,
            expected: 2,
        },
        Problem::DuplicateCommitment {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateStretch {
            value: "x".parse().unwrap(),
        },
        Problem::NoStretch { known: vec![] },
        Problem::UnknownStretch {
            value: "x".parse().unwrap(),
            known: vec!["peak".parse().unwrap()],
        },
        Problem::NothingCovered,
        Problem::NotAProbability { value: value() },
        Problem::NoRateOfReturn,
        Problem::UnitOfMeasure,
        Problem::CountsNoSpend,
        Problem::NamedLikeLine {
            value: "x".parse().unwrap(),
        },
        Problem::UnknownService {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()],
        },
        Problem::UnknownLine {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()],
        },
        Problem::NotLargeEnough {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()],
        },
        Problem::PacksOverlap {
            value: "x".parse().unwrap(),
            other: "y".parse().unwrap(),
            sku: "traffic".parse().unwrap(),
        },
        Problem::CurveGap {
            value: "7".into(),
            expected: "5".into(),
        },
        Problem::NotATime { value: value() },
        Problem::DuplicateTime { value: value() },
        Problem::TimeDescends { value: value() },
        Problem::OffInterval {
            value: value(),
            interval: 5,
        },
        Problem::PartOfABit { value: value() },
        Problem::MissingSample {
            value: 7,
            of: 8_928,
        },
    ]
}

#[test]
fn every_problem_says_the_field_the_value_and_the_expectation() {
    let messages: Vec<String> = all()
        .into_iter()
        .map(|p| p.at("field").to_string())
        .collect();
    for message in &messages {
        assert!(message.starts_with("field: "), "{message}");
        assert!(message.contains("expected"), "{message}");
    }
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn the_list_above_has_every_problem() {
    // The declaration is the authority: a problem that is added there must be added above.
    let source = include_str!("../src/error.rs");
    let start = source.find("pub enum Problem {").unwrap();
    let end = source[start..].find("\n}\n").unwrap() + start;
    let is_variant = |line: &&str| {
        line.starts_with("    ") && line[4..].starts_with(|c: char| c.is_ascii_uppercase())
    };
    let declared = source[start..end].lines().filter(is_variant);
    let declared: Vec<&str> = declared
        .map(|line| line.trim().trim_end_matches([',', ' ', '{']))
        .collect();
    let listed: Vec<String> = all().iter().map(|problem| format!("{problem:?}")).collect();
    let listed: Vec<&str> = listed
        .iter()
        .map(|text| text.split([' ', '{']).next().unwrap())
        .collect();
    assert_eq!(listed, declared);
}
