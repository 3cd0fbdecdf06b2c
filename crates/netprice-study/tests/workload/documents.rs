//! Documents of which something is wrong: all of it is told, and the rest is answered.

use netprice_study::study::reading::Reading;
use netprice_study::{Located, Study};

use crate::{CLOUDS, found, known, offer};

/// Of six lines four are wrong, one of them twice.
const HALF_WRONG: &str = r#"
    [[workload.lines]]
    id = "web"
    ask.machines = { count = 2, vcpus = "2", memory_gib = "8", hours = "x" }
    [[workload.lines]]
    id = "app"
    ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "10" }
    [[workload.lines]]
    id = "bytes"
    labels.team = "shop"
    ask.block_storage = { gb = "1", purchase = "spot" }
    [[workload.lines]]
    id = "app"
    ask.disk.gb = "1"
    [[workload.lines]]
    id = "half"
    ask.nat.hours = { per_day = "12", day = "20" }
    [[workload.lines]]
    id = "named"
    ask.block_storage.gb = "5"
    skus.acne = "disk"
"#;

fn told(problems: &[Located]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// Whether each problem starts as expected, and there is no other.
fn start(problems: &[String], starts: &[&str]) {
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}\n{start}");
    }
}

/// 10 × 0.1 for app and 5 × 0.1 for the disk are 1.5.
#[test]
fn every_wrong_field_of_every_line_is_told_and_the_other_lines_are_answered() {
    let reading = Reading::of_toml(&format!("{CLOUDS}\n{HALF_WRONG}"));
    let starts = [
        "workload.lines[0].ask.machines.count: invalid type: integer `2`, expected a decimal",
        "workload.lines[0].ask.machines.hours: 'x' cannot be read; expected hours as text",
        "workload.lines[2].ask.block_storage.purchase: unknown field `purchase`, expected",
        "workload.lines[3].ask: unknown variant `disk`, expected one of `machines`",
        "workload.lines[4].ask.nat.hours: it cannot be read; expected hours as text, or `per_day`",
    ];
    start(&told(&reading.problems), &starts);
    let study = reading.study.clone().expect("a study");
    let answer = crate::answer(&study);
    let acme = offer(&answer, "acme");
    assert_eq!(known(acme), "1.5 USD");
    assert_eq!(
        answer.coverage["acme"].missing,
        ["web", "bytes", "app (lines[3])", "half"]
    );
    assert_eq!(found(acme, "bytes").labels["team"], "shop");
    // The study has four lines fewer before this one than the document.
    let problems = answer.all_problems().cloned();
    let problems: Vec<Located> = problems.map(|one| reading.places.of(one)).collect();
    start(
        &told(&problems),
        &["workload.lines[5].skus.acne: 'acne' is not an offer of the study"],
    );
    // The same document in JSON; nothing is left to read where the whole is wanted.
    let document: serde_json::Value = toml::from_str(&format!("{CLOUDS}\n{HALF_WRONG}")).unwrap();
    let problems = Study::from_json(&document.to_string()).unwrap_err();
    let problems: Vec<Located> = problems.into_iter().collect();
    start(&told(&problems), &starts);
}

#[test]
fn everything_that_is_wrong_outside_the_lines_is_told_too() {
    let problems = Study::from_toml(
        r#"
        currency = "US$"
        day = "2026-13-01"
        [[offers]]
        price_book = "acme"
        terms = [{ id = "one", change.pay = "45" }, { id = "two", change.pay = "pay 150%" }, { id = "three", change.play = "4.5折" }]
        [[offers]]
        price_book = "globex"
        usages = {}
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "USD"
        [price_books.acme.skus]
        vm = { service = "compute", unit = "Hours", price.flat = 0.1 }
        disk = { service = "disk", price.flat = "0.1" }
        [[workload.lines]]
        ask.traffic.gb = "1"
        "#,
    );
    let problems: Vec<Located> = problems.unwrap_err().into_iter().collect();
    start(
        &told(&problems),
        &[
            "currency: 'US$' is not a known currency; expected an ISO 4217 code",
            "day: '2026-13-01' is not a date; expected YYYY-MM-DD",
            "offers[0].terms[0].change.pay: '45' ",
            "offers[0].terms[1].change.pay: 'pay 150%' ",
            "offers[0].terms[2].change: unknown variant `play`, expected",
            "offers[1].usages: unknown field `usages`, expected one of",
            "price_books.acme.skus.disk: missing field `unit`",
            "price_books.acme.skus.vm.price.flat: invalid type: floating point `0.1`",
            "workload.lines[0]: missing field `id`",
        ],
    );
}

#[test]
fn a_field_that_is_given_twice_is_told_and_nothing_is_answered() {
    let line = r#"{ "id": "a", "id": "b", "ask": { "traffic": { "gb": 1 } } }"#;
    let reading = Reading::of_json(&format!(
        r#"{{ "currency": "USD", "workload": {{ "lines": [{line}] }} }}"#
    ));
    assert!(reading.study.is_none());
    start(
        &told(&reading.problems),
        &["workload.lines[0]: duplicate field `id`"],
    );
    let line = r#"{ "id": "a", "ask": { "traffic": { "gb": 1, "mbps": "1", "mbps": "2" } } }"#;
    let reading = Reading::of_json(&format!(
        r#"{{ "currency": "USD", "workload": {{ "lines": [{line}] }} }}"#
    ));
    assert!(reading.study.is_none());
}

/// A model is named wrong at a provider that is known, and a provider, a price book and an offer are unknown.
#[test]
fn unknown_names_are_told_with_the_nearest_known_ones() {
    let answer = crate::answer_to(
        r#"
        currency = "USD"
        offers = [{ price_book = "aws-us-east-1" }, { price_book = "AWS-eu-centrl-1" }]
        [[workload.lines]]
        id = "chat"
        ask.tokens = { provider = "openai", model = "gpt-4oo", input = "1" }
        [[workload.lines]]
        id = "other"
        ask.tokens = { provider = "OpenAI", model = "gpt-4o", input = "1" }
        prices.aws-us-east-2 = { price = "1", currency = "USD" }
        "#,
    );
    let mut told = crate::problems(&answer);
    told.sort();
    start(
        &told,
        &[
            "offers[1].price_book: 'AWS-eu-centrl-1' is not a known price book; expected one of aws-eu-central-1, ",
            "workload.lines[0].ask.tokens.model: nothing is published for 'gpt-4oo'; expected one of gpt-4o, ",
            "workload.lines[1].ask.tokens.provider: nothing is published for 'OpenAI'; expected one of openai, ",
            "workload.lines[1].prices.aws-us-east-2: 'aws-us-east-2' is not an offer of the study; expected one of aws-us-east-1, ",
        ],
    );
}

/// The m6a.large of AWS is of 2026-07-20: `od-2026-07-20` is its block in `prices/aws.csv`.
#[test]
fn a_day_before_the_dates_of_all_prices_is_told() {
    let on = |day: &str| {
        let line =
            "[[workload.lines]]\nid = 'a'\nask.sku = { sku = 'm6a.large', quantity = '10 Hours' }";
        let answer = crate::of_books("aws-us-east-1", &format!("day = '{day}'\n{line}"));
        assert_eq!(known(offer(&answer, "aws-us-east-1")), "0.864 USD");
        crate::problems(&answer)
    };
    let early = "day: no price is known of '2019-12-31', and those used are of 2026-07-20; expected a day from 2026-07-20";
    assert_eq!(on("2019-12-31"), [early]);
    assert_eq!(on("2026-07-20"), [""; 0]);
    // Prices of one's own hold on any day.
    let line = "[[workload.lines]]\nid = 'a'\nask.block_storage.gb = '1'";
    let answer = crate::answer_to(&format!("day = '2019-12-31'\n{CLOUDS}\n{line}"));
    assert_eq!(crate::problems(&answer), [""; 0]);
}
