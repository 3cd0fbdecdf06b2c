//! Expected and unexpected problems of an answer.

use crate::common::{HEAD, case, outcomes};

/// A case whose second offer names an unknown price book.
fn broken(expect: &str) -> String {
    let case = case("broken", expect);
    let two = case.replace("offers = [", "offers = [{ price_book = \"none\" }, ");
    outcomes(&format!("{HEAD}{two}"))[0].to_string()
}

const PROBLEM: &str = "offers[0].price_book: 'none' is not a known price book; expected one of acme, \
    cyso-eu, ionos-de, ovh-eu, nws-nbg4 (and 255 more)";

#[test]
fn problems_are_compared_as_texts_or_by_their_parts() {
    let good = [
        format!("expect.problems = [\"{PROBLEM}\"]"),
        "expect.problems = [{ path = \"offers[0].price_book\", code = \"unknown_price_book\" }]".into(),
        "expect.problems = [{ code = \"unknown_price_book\" }]\nexpect.compare.offers.acme.list = \"5.5 USD\""
            .into(),
    ];
    for expect in good {
        assert_eq!(broken(&expect), "");
    }
}

#[test]
fn another_problem_is_a_failure_that_shows_both() {
    let said = broken("expect.problems = [{ code = \"no_usage\" }]");
    assert_eq!(
        said,
        format!("line 23: problems: expected code 'no_usage', got {PROBLEM}")
    );
    let twice = format!("expect.problems = [\"{PROBLEM}\", \"{PROBLEM}\"]");
    assert_eq!(
        broken(&twice),
        format!("line 23: problems: expected\n    {PROBLEM}\n    {PROBLEM}\n  got\n    {PROBLEM}")
    );
}

#[test]
fn a_problem_that_is_not_expected_is_a_failure_where_it_is() {
    // The offers are in line 21.
    assert_eq!(
        broken("expect.compare.offers.acme.list = \"5.5 USD\""),
        format!("line 21: problems: expected none, got {PROBLEM}")
    );
}

#[test]
fn a_figure_of_what_has_problems_fails_with_them() {
    let expect = "expect.problems = [{ code = \"unknown_price_book\" }]\nexpect.compare.offers.none.list = \"1 USD\"";
    assert_eq!(
        broken(expect),
        format!("line 24: compare.offers.none: expected list 1 USD, got problems: {PROBLEM}")
    );
}

#[test]
fn no_problem_where_one_is_expected_is_a_failure() {
    let case = case("sound", "expect.problems = [{ code = \"no_usage\" }]");
    let said = outcomes(&format!("{HEAD}{case}"))[0].to_string();
    assert_eq!(
        said,
        "line 23: problems: expected code 'no_usage', got none"
    );
}

#[test]
fn a_study_that_cannot_be_read_is_a_problem() {
    let case = |expect: &str| {
        case("unread", expect).replace("study.currency = \"USD\"", "study.currency = \"RMB\"")
    };
    let said = |expect: &str| outcomes(&format!("{HEAD}{}", case(expect)))[0].to_string();
    let problem =
        "currency: 'RMB' is not a known currency; expected an ISO 4217 code such as CNY or USD";
    assert_eq!(said(&format!("expect.problems = [\"{problem}\"]")), "");
    assert_eq!(
        said("expect.compare.ranking = [\"acme\"]"),
        format!("line 20: problems: expected none, got {problem}")
    );
    assert_eq!(
        said(&format!(
            "expect.problems = [\"{problem}\"]\nexpect.compare.ranking = [\"acme\"]"
        )),
        "line 24: compare: expected ranking acme, got no answer, since the study cannot be read"
    );
}

#[test]
fn an_unmatched_price_leaves_the_known_part() {
    let case = case(
        "part unknown",
        "expect.compare.ranking = []\nexpect.compare.incomplete = [\"acme\"]\nexpect.compare.offers.acme = { list = \"5.5 USD\", unpriced = [\"kept\"], amount_due = \"none\" }",
    );
    let case = case.replace(
        "usage.lines = [",
        "usage.lines = [{ id = \"kept\", sku = \"unknown\", quantity = \"1 GB-Months\" }, ",
    );
    assert_eq!(outcomes(&format!("{HEAD}{case}"))[0].to_string(), "");
}
