//! Scenario files and cases that cannot be read.

use crate::common::{HEAD, case, outcomes};
use netprice_scenario::read;

const GOOD: &str = "expect.compare.offers.acme.list = \"5.5 USD\"";

/// Returns the failures of a case between two cases that pass.
fn between(broken: &str) -> String {
    let file = format!(
        "{HEAD}{}{broken}{}",
        case("first", GOOD),
        case("last", GOOD)
    );
    let outcomes = outcomes(&file);
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes[0].is_passed() && outcomes[2].is_passed());
    assert!(!outcomes[1].is_passed());
    outcomes[1].to_string()
}

// The first case is in lines 17 to 23, so the second starts in line 24.

#[test]
fn a_misspelt_field_takes_its_case_out_and_no_other() {
    let broken = case("middle", GOOD).replace("source =", "sauce =");
    assert_eq!(
        between(&broken),
        "line 24: source: expected a text, got none\n\
         line 26: sauce: expected one of name, source, note, left_out, study and expect, got another field"
    );
}

#[test]
fn a_study_with_a_misspelt_field_says_its_line() {
    let broken = case("middle", GOOD).replace("sku = ", "sqo = ");
    let said = between(&broken);
    assert!(
        said.starts_with("line 28: problems: expected none, got offers[0].usage.lines[0].sqo:"),
        "{said}"
    );
}

#[test]
fn what_a_case_lacks_is_said() {
    let line_24 =
        |broken: String, what: &str| assert_eq!(between(&broken), format!("line 24: {what}"));
    let middle = case("middle", GOOD);
    line_24(
        middle.replace("name = \"middle\"\n", ""),
        "name: expected a text, got none",
    );
    line_24(
        middle.replace(GOOD, ""),
        "expect: expected a part of the answer, got none",
    );
    line_24(
        "[[cases]]\nname = \"a\"\nsource = \"b\"\nexpect.problems = []\n".into(),
        "study: expected a study, got none",
    );
    line_24(
        case("first", GOOD),
        "name: expected a unique name, got a second 'first'",
    );
}

#[test]
fn a_case_that_expects_nothing_is_refused() {
    let expecting = |expect: &str| between(&case("middle", expect));
    assert_eq!(
        expecting("[cases.expect]"),
        "line 30: expect: expected a part of the answer, got nothing"
    );
    assert_eq!(
        expecting("[cases.expect.compare]"),
        "line 30: compare: expected a part of it, got nothing"
    );
    // A nested empty table expects an empty table.
    assert!(expecting("[cases.expect.compare.offers.acme]").contains("expected nothing, got"));
    assert!(expecting("expect.compare.offers = {}").contains("expected nothing, got"));
}

#[test]
fn an_expectation_that_cannot_be_read_says_its_place() {
    let acme = |value: &str| {
        let said = between(&case(
            "middle",
            &format!("expect.compare.offers.acme.list = {value}"),
        ));
        said.strip_prefix("line 30: compare.offers.acme.list: ")
            .map(ToOwned::to_owned)
            .unwrap_or(said)
    };
    assert_eq!(
        acme("5.5"),
        "expected a decimal in quotes, got the number 5.5"
    );
    assert_eq!(
        acme("{ value = \"x\", places = 2 }"),
        "expected a number in quotes as value, got something else"
    );
    let nearness = "expected at most 12 places, or within a decimal in quotes, got something else";
    for value in [
        "places = 13",
        "places = -1",
        "within = 0.5",
        "within = \"-1\"",
    ] {
        assert_eq!(
            acme(&format!("{{ value = \"5.5 USD\", {value} }}")),
            nearness,
            "{value}"
        );
    }
    let problems = |value: &str| between(&case("middle", &format!("expect.problems = {value}")));
    assert_eq!(
        problems("\"x\""),
        "line 30: expect.problems: expected a list, got something else"
    );
    assert_eq!(
        problems("[{ why = \"x\" }]"),
        "line 30: expect.problems: expected path, code or message as text, got why"
    );
    assert_eq!(
        problems("[{}]"),
        "line 30: expect.problems: expected 'path: message', or path, code or message, got something else"
    );
}

#[test]
fn a_file_that_cannot_be_read_says_its_line() {
    let error = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(
        error("topic = \"x\"\ncases = ["),
        "line 2: unclosed array, expected `]`"
    );
    assert_eq!(
        error("topic = \"x\"\ncases = []"),
        "line 1: there are no cases; expected one"
    );
    assert_eq!(
        error("[[cases]]\nname = \"x\""),
        "line 1: there is no topic; expected a text"
    );
    let book = HEAD.replace("unit_price = \"0.05\"", "unit_prise = \"0.05\"");
    assert!(
        error(&book).starts_with("line 11: price_books.acme.skus.egress.price"),
        "{}",
        error(&book)
    );
}
