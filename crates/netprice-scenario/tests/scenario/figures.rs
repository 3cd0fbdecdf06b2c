//! Comparison of the figures of an answer with the expectations of a case.

use crate::common::{HEAD, case, failure, outcome, outcomes};

#[test]
fn what_holds_passes() {
    let outcome = outcome(
        r#"[cases.expect.compare]
ranking = ["acme"]
incomplete = []
[cases.expect.compare.offers.acme]
list = "5.5 USD"
contracted = "5.50 USD"
effective = "5.5 USD"
amount_due = "5.5 USD"
adjustments = []
unpriced = []
savings_rate = "0"
coverage = "0"
commitments = {}
[cases.expect.compare.offers.acme.lines.out]
sku = "egress"
list = "5.5 USD"
on_demand = "5.5 USD"
covered = "0"
covered_cost = "0 USD"
tier_quantities = ["10 GB", "90 GB"]
tier_costs = ["1 USD", "4.5 USD"]"#,
    );
    assert_eq!(outcome.to_string(), "");
    assert!(outcome.is_passed());
    assert_eq!((outcome.case.as_str(), outcome.line), ("a case", 17));
}

#[test]
fn a_wrong_number_has_its_line_and_the_steps_that_led_to_it() {
    let outcome = outcome(
        "[cases.expect.compare.offers.acme]\nlist = \"5.5 USD\"\nlines.out.list = \"5.51 USD\"",
    );
    assert_eq!(
        outcome.to_string(),
        "line 25: compare.offers.acme.lines.out.list: expected 5.51 USD, got 5.5 USD\n    \
         out: 100 GB of egress, 5.5 USD\n      \
         10 GB × 0.1 USD + 90 GB × 0.05 USD = 5.5 USD list"
    );
    let failure = &outcome.failures[0];
    assert_eq!((failure.line, failure.got.as_str()), (25, "5.5 USD"));
    assert_eq!(failure.steps.len(), 2);
}

#[test]
fn the_steps_of_a_line_are_those_of_no_other() {
    let expect = "[cases.expect.compare.offers.acme.lines]\nb.list = \"1 USD\"";
    let case = case("two lines", expect);
    let two = case.replace(
        r#"quantity = "100 GB" }"#,
        r#"quantity = "100 GB" }, { id = "b", sku = "egress", quantity = "100 GB" }"#,
    );
    let outcome = outcomes(&format!("{HEAD}{two}")).remove(0);
    let steps = &outcome.failures[0].steps;
    assert_eq!(steps.len(), 2);
    // The second 100 GB are above the first tier: 100 × 0.05.
    assert_eq!(steps[0], "b: 100 GB of egress, 5 USD");
}

#[test]
fn failures_of_one_offer_have_their_steps_once() {
    let said =
        outcome("[cases.expect.compare.offers.acme]\nlist = \"1 USD\"\neffective = \"2 USD\"");
    let said = said.to_string();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("line 24: compare.offers.acme.list"));
    assert_eq!(
        lines[3],
        "line 25: compare.offers.acme.effective: expected 2 USD, got 5.5 USD"
    );
}

#[test]
fn a_name_that_is_not_there_lists_those_that_are() {
    assert_eq!(
        failure("expect.compare.offers.acne.list = \"5.5 USD\""),
        "line 23: compare.offers.acne: expected list 5.5 USD, got no 'acne': there are acme"
    );
    assert_eq!(
        failure("expect.compare.offers.acme.lines.out.lst = \"5.5 USD\""),
        "line 23: compare.offers.acme.lines.out.lst: expected 5.5 USD, got no 'lst': there are \
         contracted, covered, covered_cost, effective, list, on_demand, sku, tier_costs, tier_quantities"
    );
    assert_eq!(
        failure("expect.traffic.volume_gb = \"1\""),
        "line 23: traffic: expected volume_gb 1, got no 'traffic': there are compare"
    );
}

#[test]
fn numbers_are_compared_as_numbers_and_units_as_texts() {
    let list = |expected: &str| format!("expect.compare.offers.acme.list = {expected}");
    for same in ["\"5.50 USD\"", "\"05.5 USD\""] {
        assert!(outcome(&list(same)).is_passed(), "{same}");
    }
    for other in [
        "\"5.5 CNY\"",
        "\"5.5\"",
        "\"5,5 USD\"",
        "\"5.50000000000001 USD\"",
        "\"-5.5 USD\"",
    ] {
        assert!(!outcome(&list(other)).is_passed(), "{other}");
    }
    assert!(outcome("expect.compare.offers.acme.savings_rate = 0").is_passed());
}

#[test]
fn places_round_half_up_and_a_tolerance_includes_its_edge() {
    let list = |expected: &str| format!("expect.compare.offers.acme.list = {expected}");
    // 5.5 rounds half up to 6.
    assert!(outcome(&list(r#"{ value = "6 USD", places = 0 }"#)).is_passed());
    assert!(outcome(&list(r#"{ value = "5.5 USD", places = 1 }"#)).is_passed());
    for other in ["5 USD", "5.5 USD", "6 CNY", "6"] {
        let rule = format!(r#"{{ value = "{other}", places = 0 }}"#);
        assert!(!outcome(&list(&rule)).is_passed(), "{other}");
    }
    assert!(outcome(&list(r#"{ value = "5.4 USD", within = "0.1" }"#)).is_passed());
    assert!(outcome(&list(r#"{ value = "5.6 USD", within = "0.1" }"#)).is_passed());
    assert_eq!(
        failure(&list(r#"{ value = "5.39 USD", within = "0.1" }"#)),
        "line 23: compare.offers.acme.list: expected 5.39 USD within 0.1, got 5.5 USD"
    );
    assert_eq!(
        failure(&list(r#"{ value = "7 USD", places = 0 }"#)),
        "line 23: compare.offers.acme.list: expected 7 USD rounded to 0 places, got 5.5 USD"
    );
}

#[test]
fn a_list_is_the_whole_list() {
    let tiers =
        |expected: &str| format!("expect.compare.offers.acme.lines.out.tier_costs = {expected}");
    assert_eq!(
        failure(&tiers(r#"["1 USD"]"#)),
        "line 23: compare.offers.acme.lines.out.tier_costs: expected 1 USD, got 1 USD, 4.5 USD"
    );
    assert_eq!(
        failure(&tiers("[\n    \"1 USD\",\n    \"4 USD\",\n]")),
        "line 25: compare.offers.acme.lines.out.tier_costs[1]: expected 4 USD, got 4.5 USD"
    );
    assert!(failure(&tiers("[]")).ends_with("expected nothing, got 1 USD, 4.5 USD"));
    assert!(failure(&tiers("{}")).ends_with("expected nothing, got 1 USD, 4.5 USD"));
    assert!(failure(&tiers("\"1 USD, 4.5 USD\"")).starts_with("line 23"));
}

#[test]
fn a_table_against_a_list_selects_by_name() {
    assert_eq!(
        failure("expect.compare.ranking.acme = \"1\""),
        "line 23: compare.ranking.acme: expected 1, got acme"
    );
    let charges = "expect.compare.offers.acme.quote.quote.charges";
    let list = format!("{charges}.out.usage.costs.list = \"5.5 USD\"");
    assert!(outcome(&list).is_passed());
    assert_eq!(
        failure(&format!("{charges}.in.usage.costs.list = \"5.5 USD\"")),
        "line 23: compare.offers.acme.quote.quote.charges.in: expected usage costs list 5.5 USD, \
         got no 'in': there are out"
    );
}

#[test]
fn the_parts_of_a_commitment_add_up() {
    // The commitment covers 60 GB an hour for 3 USD; the first hour uses 50 GB, the second 80 GB.
    let file = format!(
        "{HEAD}{}",
        r#"[[cases]]
name = "two hours"
source = "by hand"
[cases.study]
currency = "USD"
[[cases.study.offers]]
price_book = "acme"
usage.time_blocks = [{ id = "1", hours = "1" }, { id = "2", hours = "1" }]
usage.lines = [
    { id = "a", sku = "egress", quantity = "50 GB", during = "1" },
    { id = "b", sku = "egress", quantity = "80 GB", during = "2" },
]
commitments.held = [{ id = "held", capacity = "60", fee.hourly = "3 USD" }]
[cases.expect.compare.offers.acme]
lines.a = { covered = "50", covered_cost = "2.5 USD", on_demand = "0 USD" }
lines.b = { covered = "60", covered_cost = "3 USD", on_demand = "1 USD" }
commitments.held.fee = "6 USD"
commitments.held.drawn = "110"
commitments.held.unused = "0.5 USD"
commitments.held.unused_in = { 1 = "0.5 USD" }
commitments.held.utilisation = { value = "0.92", places = 2 }
coverage = { value = "0.857", places = 3 }
"#
    );
    // List cost: a = 10 × 0.1 + 40 × 0.05 = 3, b = 80 × 0.05 = 4, of which 60 ÷ 80 is covered: 6 of 7.
    assert_eq!(outcomes(&file)[0].to_string(), "");
}

#[test]
fn a_name_like_that_of_an_outcome_is_a_name() {
    for id in ["answer", "problems"] {
        let case = case(
            "named so",
            &format!("expect.compare.offers.{id}.list = \"5.5 USD\""),
        );
        let case = case.replace("{ price_book", &format!("{{ id = \"{id}\", price_book"));
        assert_eq!(outcomes(&format!("{HEAD}{case}"))[0].to_string(), "");
    }
}

#[test]
fn any_question_can_be_expected_of() {
    let file = r#"topic = "market"
[[cases]]
name = "pass-through"
source = "by hand: 30 × 2.125 = 63.75 of 100"
[cases.study]
currency = "CNY"
[cases.study.market.sellers.ada]
sale = { list = "100 CNY", cost = "30 CNY", follows = "1" }
hardware = ["2.125"]
[cases.expect.market.sellers.ada.at."2.125"]
break_even_tenths = "6.375"
break_even = "6.375"
"#;
    let outcome = &outcomes(file)[0];
    assert_eq!(outcome.failures.len(), 1, "{outcome}");
    let failure = &outcome.failures[0];
    assert_eq!(
        (failure.line, failure.path.as_str()),
        (12, "market.sellers.ada.at.2.125.break_even")
    );
    assert!(failure.steps.is_empty());
}
