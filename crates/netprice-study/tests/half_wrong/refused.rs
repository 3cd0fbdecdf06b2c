//! Input that would make a wrong answer is refused, and the rest is answered.

use netprice_study::overrides::sheet::{SheetContext, read};
use netprice_study::{CommitAnswer, Study};

use crate::{answered, lines, tokens, wrong};

/// A wrong override leaves the published price: 100 hours × 0.192 are 19.2, which is not its SKU.
#[test]
fn a_wrong_override_takes_out_no_offer() {
    let found = answered(
        r#"
        currency = "USD"
        overrides = [{ price_book = "aws-us-east-1", sku = "m7i.xlarge", from = "5", unit_price = "0.2", as_of = "2026-11-01" }]
        [[offers]]
        price_book = "aws-us-east-1"
        usage.lines = [{ id = "a", sku = "m5.xlarge", quantity = "100 Hours" }]
        "#,
    );
    let compare = found.compare.unwrap();
    let aws = compare.offers["aws-us-east-1"].as_ref().unwrap();
    assert_eq!(aws.effective().unwrap().to_string(), "19.2 USD");
    assert_eq!(
        lines(&compare.problems),
        ["overrides.aws-us-east-1.m7i.xlarge: the first tier starts at '5'; expected 0"]
    );
}

#[test]
fn a_name_that_is_given_twice_in_a_map_is_refused() {
    let twice = r#"{ "currency": "USD", "commit": { "load": { "hourly": ["1"] }, "own": {
        "m": { "on_demand": "1 USD", "options": {} }, "m": { "on_demand": "2 USD", "options": {} } } } }"#;
    let problems = Study::from_json(twice).unwrap_err();
    assert!(
        problems.to_string().contains("'m' is given twice"),
        "{problems}"
    );
}

/// 10 and 20 MB/s are 80 and 160 Mbps: 5 minutes of each are 3 and 6 GB, at 100 dollars 900.
#[test]
fn megabytes_are_not_taken_for_megabits() {
    let found = answered(
        r#"
        currency = "USD"
        [traffic.samples.table]
        text = """
        time,out (MB/s)
        2026-11-01T00:00,10
        2026-11-01T00:05,20
        """
        [traffic.tariffs.volume]
        metering.volume = "out"
        unit = "GB"
        currency = "USD"
        price.flat = "100"
        "#,
    );
    let found = found.traffic.unwrap().unwrap();
    let cost = found.cost_of(&"volume".parse().unwrap()).unwrap();
    assert_eq!(cost.to_string(), "900 USD");
}

#[test]
fn a_machine_of_no_gpus_is_not_free() {
    let found = tokens(
        r#"
        currency = "USD"
        [tokens]
        million_tokens = "10"
        api.million = "1 USD"
        machines.none = { cost.gpu_hour = { price = "1 USD", gpus = 0 }, tokens_per_second = "1", utilisation = "1" }
        "#,
    );
    assert_eq!(
        wrong(&found.machines["none"]),
        "tokens.machines.none.cost.gpu_hour.gpus: '0' is zero; expected more than zero"
    );
}

#[test]
fn a_question_that_asks_nothing_says_what_it_could_ask() {
    let found = answered(
        r#"
        currency = "USD"
        traffic = {}
        commit.load.hourly = ["1"]
        market = {}
        tokens.machines = {}
        "#,
    );
    let said = [
        wrong(&found.traffic.unwrap()),
        wrong(&found.commit.unwrap()),
        wrong(&found.market.unwrap()),
        wrong(&found.tokens.unwrap()),
    ];
    let expected = [
        "traffic: there is no question; expected one of samples, area, published, tariffs, methods, contracts, fixed_days",
        "commit: there is no question; expected one of offers, own",
        "market: there is no question; expected one of series, months, sellers, tender, buyer, own_or_rent, servers",
        "tokens: there is no question; expected one of api, machines",
    ];
    assert_eq!(said, expected);
}

/// What is wrong at an offer of the study is said where the offer stands.
#[test]
fn an_offer_without_a_machine_is_named_where_it_stands() {
    let found = answered(
        r#"
        currency = "USD"
        workload.lines = [{ id = "egress", ask.traffic.gb = "1" }]
        offers = [{ price_book = "gcp-us-central1" }, { price_book = "aws-us-east-1" }]
        commit.load.hourly = ["1"]
        "#,
    );
    let commit: CommitAnswer = found.commit.unwrap().unwrap();
    let said = wrong(&commit.offers["aws-us-east-1"]);
    assert!(
        said.starts_with("offers[1]: the offer 'aws-us-east-1' runs no machine"),
        "{said}"
    );
}

/// What is paid cannot be below zero: a price, a fee or the end of a bill is said at its field.
#[test]
fn prices_and_fees_below_zero_are_refused() {
    let found = answered(
        r#"
        currency = "USD"
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "USD"
        skus.vm = { service = "compute", unit = "Hours", price.flat = "0.1" }
        [[offers]]
        price_book = "acme"
        usage.lines = [{ id = "a", sku = "vm", quantity = "100 Hours" }]
        billing = { maximum = "-200 USD", vouchers = [{ id = "gift", amount = "-5 USD" }] }
        [commit]
        load.hourly = ["1"]
        own.m = { on_demand = "1 USD", options.a.fee = "-1 USD" }
        [traffic.contracts.c]
        guarantee = { floor = "10", valid_days = 1, existing_days = 1, month_days = 1 }
        figure.mbps = "20"
        price = "-20 USD"
        [tokens.machines.m]
        cost.month = "-1 USD"
        tokens_per_second = "1"
        utilisation = "1"
        "#,
    );
    let said = [
        wrong(&found.compare.unwrap().offers["acme"]),
        wrong(&found.commit.unwrap().unwrap().offers["m"]),
        wrong(&found.traffic.unwrap().unwrap().contracts["c"]),
        wrong(&found.tokens.unwrap().unwrap().machines["m"]),
    ];
    let expected = [
        "offers[0].billing.maximum: '-200 USD' is negative; expected zero or more\n\
         offers[0].billing.vouchers[0].amount: '-5 USD' is negative; expected zero or more",
        "commit.own.m.options.a.fee: '-1 USD' is negative; expected zero or more",
        "traffic.contracts.c.price: '-20 USD' is negative; expected zero or more",
        "tokens.machines.m.cost: '-1 USD' is negative; expected zero or more",
    ];
    assert_eq!(said, expected);
}

/// A price of zero in a sheet is unknown, unless the sheet says that it is meant.
#[test]
fn a_sheet_says_what_is_free() {
    let of = |free: &str| {
        let found = answered(&format!(
            r#"
            currency = "USD"
            overrides = [{{ price_book = "aws-us-east-1", sku = "m5.xlarge", unit_price = "0", as_of = "2026-11-01"{free} }}]
            [[offers]]
            price_book = "aws-us-east-1"
            usage.lines = [{{ id = "a", sku = "m5.xlarge", quantity = "100 Hours" }}]
            "#
        ));
        let compare = found.compare.unwrap();
        (
            compare.comparison.ranked.len(),
            compare.comparison.incomplete.len(),
        )
    };
    assert_eq!(of(""), (0, 1));
    assert_eq!(of(", free = true"), (1, 0));
    let context = SheetContext {
        as_of: "2026-11-01".parse().ok(),
        source: "a sheet",
        ..SheetContext::default()
    };
    let sheet = |free: &str| {
        let text = format!("price_book,sku,unit_price,free\nacme,vm,0,{free}\n");
        read(&text, &context)
    };
    assert!(sheet("true").unwrap()[0].free);
    assert!(!sheet("").unwrap()[0].free);
    assert!(
        sheet("maybe")
            .unwrap_err()
            .to_string()
            .starts_with("line 2, free: ")
    );
}
