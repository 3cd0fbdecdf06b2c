//! The message and the code of every problem: each message states the field, the value and the
//! expectation, and each problem reads back from the JSON that it writes.

use std::fmt;

use netprice::problem::Known;
use netprice::problem::Located;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Problem, Problems};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One problem of each [`ValueProblem`] variant, in the order of declaration.
fn value_problems() -> Vec<ValueProblem> {
    let value = || "x".to_owned();
    vec![
        ValueProblem::Empty,
        ValueProblem::NotADecimal { value: value() },
        ValueProblem::NotAsciiDigits { value: value() },
        ValueProblem::TooManyDigits { value: value() },
        ValueProblem::TooManyDecimals { value: value() },
        ValueProblem::Negative { value: value() },
        ValueProblem::NotWhole { value: value() },
        ValueProblem::AboveLimit {
            value: value(),
            limit: "744".into(),
        },
        ValueProblem::BelowLimit {
            value: value(),
            limit: "1".into(),
        },
        ValueProblem::TooLarge {
            value: "7 × 8".into(),
        },
        ValueProblem::DividedByZero { value: "7".into() },
        ValueProblem::NotAName { value: value() },
        ValueProblem::UnknownCurrency { value: value() },
        ValueProblem::CurrencyMismatch {
            value: "USD".into(),
            expected: "CNY".into(),
        },
        ValueProblem::NotMoney { value: value() },
        ValueProblem::NotAQuantity { value: value() },
        ValueProblem::NotAUnit { value: value() },
        ValueProblem::UnitMismatch {
            value: "1 Hours".into(),
            expected: "GB".into(),
        },
        ValueProblem::BareDiscount {
            value: "45%".into(),
            number: "45".into(),
        },
        ValueProblem::AmbiguousZhe {
            value: "10折".into(),
        },
        ValueProblem::NotADiscount { value: value() },
        ValueProblem::DiscountOutOfRange { value: value() },
        ValueProblem::NotADate { value: value() },
        ValueProblem::TooFewPrices {
            value: 1,
            expected: 2,
        },
        ValueProblem::NoRateOfReturn,
        ValueProblem::NoWeights,
        ValueProblem::NotHoursOfDay { value: value() },
        ValueProblem::Zero,
        ValueProblem::NotAProbability { value: value() },
        ValueProblem::NotATime { value: value() },
    ]
}

/// One problem of each [`Problem`] variant, in the order of declaration.
fn problems() -> Vec<Problem> {
    let value = || "x".to_owned();
    let usd = || "USD".parse().unwrap();
    vec![
        Problem::UnknownSku {
            value: "x".parse().unwrap(),
            known: Known::first(&["a", "b", "c", "d", "e", "f", "g"].map(|id| id.parse().unwrap())),
        },
        Problem::DuplicateLine {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateTerm {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateAdjustment {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateEquivalent {
            value: "Months".into(),
        },
        Problem::EndsBeforeStart {
            value: "2026-01-31".into(),
            from: "2026-02-01".into(),
        },
        Problem::NoTerms,
        Problem::ZeroPrice,
        Problem::AboveLastTier {
            value: "130".into(),
            limit: "100".into(),
        },
        Problem::NotDecimal {
            value: "MGA".parse().unwrap(),
        },
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
        Problem::EmptyPackage,
        Problem::FeeAtZeroInside,
        Problem::HoursOverlap {
            value: "00:00/08:00".into(),
            other: "07:00/24:00".into(),
        },
        Problem::NoHoursOfDay,
        Problem::OutsideHours {
            value: "07:00/09:00".into(),
        },
        Problem::NoDay,
        Problem::DayDescends {
            value: "2026-01-01".into(),
            before: "2026-02-01".into(),
        },
        Problem::EndsEarly {
            value: "2026-01-01".into(),
            from: "2026-02-01".into(),
        },
        Problem::FactorCount {
            value: 1,
            expected: 3,
        },
        Problem::TwoTerms { value: "12".into() },
        Problem::NoExchangeRate {
            value: usd(),
            known: vec![].into(),
        },
        Problem::BaseRate { value: usd() },
        Problem::NeededBy {
            value: "lines_to_sum".into(),
        },
        Problem::StageBeforeBill,
        Problem::NoRateYet {
            value: "2026-01-01".into(),
            from: "2026-02-01".into(),
        },
        Problem::ZeroRate { value: usd() },
        Problem::DuplicateCommitment {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateTimeBlock {
            value: "x".parse().unwrap(),
        },
        Problem::NoTimeBlock {
            known: vec![].into(),
        },
        Problem::UnknownTimeBlock {
            value: "x".parse().unwrap(),
            known: vec!["peak".parse().unwrap()].into(),
        },
        Problem::NothingCovered,
        Problem::UnitOfMeasure,
        Problem::StageInGroup {
            value: "uncovered".into(),
        },
        Problem::WrongStage {
            value: "after_commitments".into(),
            expected: vec!["before_commitments".into(), "uncovered".into()],
        },
        Problem::NotByRow {
            value: "by_spend".into(),
        },
        Problem::CountsNoSpend,
        Problem::NamedLikeLine {
            value: "x".parse().unwrap(),
        },
        Problem::UnknownService {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::UnknownProvider {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::UnknownRegion {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::UnknownPurchaseOption {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::UnknownLine {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::UnknownAccount {
            value: "x".parse().unwrap(),
            known: vec!["a".parse().unwrap()].into(),
        },
        Problem::RuleOfFactor {
            value: "short_of".into(),
        },
        Problem::NegativeOff {
            value: "-5 USD".into(),
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
        Problem::DuplicateTime { value: value() },
        Problem::TimeDescends { value: value() },
        Problem::OffInterval {
            value: value(),
            interval: 5,
        },
        Problem::TooFineRate { value: value() },
        Problem::MissingSample {
            value: 7,
            of: 8_928,
        },
        Problem::DuplicateOffer {
            value: "x".parse().unwrap(),
        },
        Problem::DuplicateSeller {
            value: "x".parse().unwrap(),
        },
        Problem::StepTooSmall {
            value: "0.0001折".parse().unwrap(),
            limit: 10_000,
        },
        Problem::MissingPrices {
            value: vec!["x".parse().unwrap()],
        },
        Problem::Value(ValueProblem::Empty),
    ]
}

/// The messages at a field, each checked for its required parts.
fn messages(problems: impl IntoIterator<Item = Located>) -> String {
    let messages: Vec<String> = problems.into_iter().map(|p| p.to_string()).collect();
    for message in &messages {
        assert!(message.starts_with("field: "), "{message}");
        assert!(message.contains("expected"), "{message}");
    }
    messages.join("\n")
}

#[test]
fn every_problem_of_a_value_says_the_field_the_value_and_the_expectation() {
    let problems = value_problems().into_iter().map(|p| p.at("field"));
    insta::assert_snapshot!(messages(problems));
}

#[test]
fn every_problem_of_pricing_says_the_field_the_value_and_the_expectation() {
    let problems = problems().into_iter().map(|p| p.at("field"));
    insta::assert_snapshot!(messages(problems));
}

/// The names of the variants of an enum in its source.
fn declared<'a>(source: &'a str, start: &str) -> Vec<&'a str> {
    let start = source.find(start).unwrap();
    let end = source[start..].find("\n}\n").unwrap() + start;
    let is_variant = |line: &&str| {
        line.starts_with("    ") && line[4..].starts_with(|c: char| c.is_ascii_uppercase())
    };
    let variants = source[start..end].lines().filter(is_variant);
    let name = |line: &'a str| line.trim().split([' ', '(', ',']).next().unwrap();
    variants.map(name).collect()
}

fn listed(problems: &[impl fmt::Debug]) -> Vec<String> {
    let name = |text: String| text.split([' ', '(']).next().unwrap().to_owned();
    problems.iter().map(|p| name(format!("{p:?}"))).collect()
}

#[test]
fn the_lists_above_have_every_problem() {
    // The declaration is authoritative: a variant added there must be added above.
    let source = include_str!("../src/value/problem.rs");
    assert_eq!(
        listed(&value_problems()),
        declared(source, "pub enum ValueProblem {")
    );
    let source = include_str!("../src/problem.rs");
    assert_eq!(listed(&problems()), declared(source, "pub enum Problem {"));
}

/// Writes a value as JSON, reads it back, compares both, and returns the JSON.
fn round_trip<T>(value: &T) -> serde_json::Value
where
    T: Serialize + DeserializeOwned + PartialEq + fmt::Debug,
{
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap();
    assert_eq!(read, *value, "{text}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_problem_has_its_code_in_json_and_reads_back_as_itself() {
    let mut codes = Vec::new();
    for problem in value_problems() {
        assert_eq!(round_trip(&problem)["code"], problem.code());
        codes.push(problem.code());
        // Wrapped in a [`Problem`] it is the same text.
        let among = Problem::from(problem.clone());
        assert_eq!(round_trip(&among), round_trip(&problem));
        assert_eq!(among.code(), problem.code());
    }
    for problem in problems() {
        assert_eq!(round_trip(&problem)["code"], problem.code());
        codes.push(problem.code());
    }
    // Codes are unique over both enums; only the [`Problem`] that wraps a value problem repeats its
    // code.
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count - 1);
}

#[test]
fn problems_read_back_with_their_paths() {
    let path = |index: usize| Path::from("usage").field("lines").index(index);
    let each = problems().into_iter().enumerate();
    let each = each.map(|(index, problem)| problem.at(path(index)));
    let whole = ValueProblem::Zero.at(Path::default());
    let of_text = ValueProblem::Zero.at(Path::line(7).field("in"));
    let list = each.chain([whole, of_text]);
    let problems: Problems = Problems::none_of(list).unwrap_err();
    let json = round_trip(&problems);
    let paths = json.as_array().unwrap().iter().map(|one| &one["path"]);
    for (located, path) in problems.iter().zip(paths) {
        assert_eq!(
            path.as_array().unwrap().len(),
            located.path.segments().len()
        );
    }
    assert_eq!(json[1]["path"], serde_json::json!(["usage", "lines", 1]));
    assert_eq!(
        json[1]["problem"]["code"],
        problems.iter().nth(1).unwrap().problem.code()
    );
    // A key is read back as a plain name, and the text of the path stays the same.
    let keyed = Path::from("skus").key("m6a.xlarge").field("price");
    let keyed = Problems::from(Problem::NoTiers.at(keyed));
    let text = serde_json::to_string(&keyed).unwrap();
    let read: Problems = serde_json::from_str(&text).unwrap();
    assert_eq!(read.to_string(), keyed.to_string());
    // An empty list is rejected.
    assert!(serde_json::from_str::<Problems>("[]").is_err());
}
