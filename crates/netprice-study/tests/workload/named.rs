//! Lines with a price by hand or a SKU by name, and what answers no line.

use netprice_study::compare::CompareAnswer;
use netprice_study::sku_match::{Condition, Found, Size};

use crate::{
    answer_to, choice, effective, found, known, list_cost, missing, of_books, only, problems,
};

const ACME: &str = r#"
    currency = "USD"
    offers = [{ price_book = "acme" }]
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    [price_books.acme.skus]
    a2 = { service = "compute", unit = "Hours", price.flat = "0.1" }
    arm2 = { service = "compute", unit = "Hours", price.flat = "0.08" }
    gpus = { service = "compute", unit = "Hours", price.flat = "3" }
    cpu = { service = "compute", unit = "CPU-Hours", price.flat = "0.02" }
    windows = { service = "licence", unit = "vCPU-Hours", price.flat = "0.05" }
    disk = { service = "disk", unit = "GB-Months", price.flat = "0.1" }
    db8 = { service = "database", unit = "Hours", price.flat = "1" }
    search8 = { service = "database", unit = "Hours", price.flat = "2" }
    dbdisk = { service = "database", unit = "GB-Months", price.flat = "0.2" }
    nat = { service = "nat", unit = "Hours", price.flat = "0.05" }
    "nat traffic" = { service = "nat", unit = "GB", price.flat = "0.04" }
    objects = { service = "object-storage", unit = "GB-Months", price.flat = "0.02" }
    writes = { service = "object-storage", unit = "1000 Requests", price.flat = "0.005" }
    [machines.acme]
    a2 = { vcpus = "2", memory_gib = "8" }
    arm2 = { vcpus = "2", memory_gib = "8", processor = "arm" }
    gpus = { vcpus = "0", memory_gib = "0", gpu = { model = "H100", count = "8" } }
    [[flexible.acme]]
    name = "VM.Standard.E4.Flex"
    of.machine = { vcpus = "64", memory_gib = "512" }
    parts = [{ sku = "cpu", measure = "vcpus", each = "9", step = "2" }]
    [goods.acme]
    windows.os_licence = "windows"
    disk.block_storage = "ssd"
    db8.database = { engine = "mysql", vcpus = "8", memory_gib = "32", zones = "one" }
    search8.database = { engine = "opensearch", vcpus = "8", memory_gib = "32", zones = "one" }
    dbdisk.database_storage = { medium = "ssd", zones = "one" }
    nat = "nat"
    "nat traffic" = "nat_traffic"
    objects.object_storage = "standard"
    writes.object_writes = "standard"
"#;

/// The answer to a line of an ask at acme, with more fields of the line.
fn line(ask: &str, more: &str) -> CompareAnswer {
    answered(&format!(
        "[[workload.lines]]\nid = \"x\"\nask.{ask}\n{more}"
    ))
}

fn answered(lines: &str) -> CompareAnswer {
    answer_to(&format!("{ACME}\n{lines}"))
}

const DATABASE: &str = r#"database = { engine = "mysql", vcpus = "8", memory_gib = "32", storage_gb = "10", hours = "10" }"#;

#[test]
fn a_price_by_hand_is_of_the_first_part_and_the_others_are_matched() {
    let hand = |ask: &str, price: &str| {
        let price = format!("prices.acme = {{ price = \"{price}\", currency = \"USD\" }}");
        known(only(&line(ask, &price)))
    };
    // 10 × 0.5 for the server, and 10 × 0.2 for its storage.
    assert_eq!(hand(DATABASE, "0.5"), "7 USD");
    // 100 × 0.03 for the gateway, and 50 × 0.04 for its traffic.
    assert_eq!(
        hand(r#"nat = { hours = "100", gb = "50" }"#, "0.03"),
        "5 USD"
    );
    // 10 × 1 for the storage, and 2 × 0.005 for 2,000 requests.
    assert_eq!(
        hand(r#"object_storage = { gb = "10", writes = "2000" }"#, "1"),
        "10.01 USD"
    );
    // 100 × 0.2 for the machine, and 2 × 100 × 0.05 for the licence of its processors.
    let windows = r#"machines = { count = "1", vcpus = "2", memory_gib = "8", os = "windows", hours = "100" }"#;
    assert_eq!(hand(windows, "0.2"), "30 USD");
}

#[test]
fn a_price_by_hand_with_a_quantity_is_of_the_whole_line() {
    let flat = "prices.acme = { price = \"9\", currency = \"USD\", quantity = \"1 Months\" }";
    let answer = line(DATABASE, flat);
    assert_eq!(
        (known(only(&answer)), missing(only(&answer))),
        ("9 USD".to_owned(), vec![])
    );
}

/// 2 million tokens at 1.5 a million are 3; the output, of a model without a published price, is missing.
#[test]
fn a_price_by_hand_of_tokens_is_of_a_million_and_leaves_the_output_to_be_answered() {
    let tokens = r#"tokens = { provider = "openai", model = "none", input = "2", output = "1" }"#;
    let answer = line(
        tokens,
        "prices.acme = { price = \"1.5\", currency = \"USD\" }",
    );
    assert_eq!(known(only(&answer)), "3 USD");
    assert_eq!(missing(only(&answer)), ["x/output"]);
}

/// 1,000 machines for 730 hours at 0.1 USD are 73,000 USD. The rate of the book's currency is 78 ÷ 11 CNY, which
/// no decimal holds.
#[test]
fn a_price_by_hand_in_another_currency_is_exactly_what_was_typed() {
    let book = ACME.replacen(
        "region = \"north\"\n    currency = \"USD\"",
        "region = \"north\"\n    currency = \"CNY\"",
        1,
    );
    let study = format!(
        r#"
        exchange_rates = {{ source = "by hand", as_of = "2026-11-01", base = "EUR", rates = {{ USD = "1.1", CNY = "7.8" }} }}
        {book}
        [[workload.lines]]
        id = "x"
        ask.machines = {{ count = "1000", vcpus = "2", memory_gib = "8" }}
        prices.acme = {{ price = "0.1", currency = "USD" }}
        "#
    );
    let answer = answer_to(&study);
    assert_eq!(effective(only(&answer)), "73000 USD");
}

#[test]
fn a_list_of_no_skus_is_a_problem_and_the_line_is_missing() {
    let answer = line(DATABASE, "skus.acme = []");
    assert_eq!(missing(only(&answer)), ["x"]);
    let expected = "workload.lines[0].skus.acme: no value is given";
    assert!(
        problems(&answer)[0].contains(expected),
        "{:?}",
        problems(&answer)
    );
    assert!(answer.comparison.ranked.is_empty());
}

#[test]
fn a_wrong_name_is_a_problem_and_is_not_replaced() {
    let wrong = |ask: &str, more: &str, parts: &[&str], expected: &str| {
        let answer = line(ask, more);
        assert_eq!(missing(only(&answer)), parts);
        let problems = problems(&answer);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains(expected), "{problems:?}");
    };
    let machines = r#"machines = { count = "1", vcpus = "2", memory_gib = "8" }"#;
    wrong(
        machines,
        "skus.acme = \"VM.Standard.E4.Flexx\"",
        &["x"],
        "workload.lines[0].skus.acme: 'VM.Standard.E4.Flexx' is not in the price book; expected one of VM.Standard.E4.Flex",
    );
    // The storage of the database is answered.
    wrong(
        DATABASE,
        "skus.acme = \"db9\"",
        &["x"],
        "workload.lines[0].skus.acme: 'db9' is not in the price book; expected one of db8",
    );
    wrong(
        machines,
        "skus.acme = \"disk\"",
        &["x"],
        "workload.lines[0].skus.acme: 'disk' is of another kind than the line asks for; expected a SKU for machines",
    );
    wrong(
        r#"block_storage.gb = "10""#,
        "skus.acme = \"dbdisk\"",
        &["x"],
        "workload.lines[0].skus.acme: 'dbdisk' is of another kind",
    );
    wrong(
        r#"sku = { sku = "a2", quantity = "10 GB" }"#,
        "",
        &["x"],
        "workload.lines[0].ask.sku.quantity: '10 GB' does not convert to the unit of the price; expected Hours",
    );
    wrong(
        r#"sku = { sku = "a2", quantity = "10 GB" }"#,
        "skus.acme = [{ sku = \"disk\", quantity = \"3 Hours\" }]",
        &["x"],
        "workload.lines[0].skus.acme[0].quantity: '3 Hours' does not convert to the unit of the price; expected GB-Months",
    );
    wrong(
        r#"sku = { sku = "windos", quantity = "10 Hours" }"#,
        "",
        &["x"],
        "workload.lines[0].ask.sku.sku: 'windos' is not in the price book; expected one of windows",
    );
}

/// The surcharge of Azure is 0.046 by processor and hour: 2 × 730 × 0.046 is 67.16.
#[test]
fn a_licence_by_processor_is_found_and_an_arm_machine_is_no_substitute_under_windows() {
    let windows = r#"
        [[workload.lines]]
        id = "x"
        ask.machines = { count = "1", vcpus = "2", memory_gib = "8", os = "windows" }
    "#;
    let answer = of_books("azure-eastus", windows);
    assert_eq!(list_cost(only(&answer), "x/licence"), "67.16 USD");
    let arm = |answer: &CompareAnswer| {
        let mut cheaper = choice(found(only(answer), "x")).cheaper.iter();
        cheaper.any(|one| one.condition == Condition::Arm)
    };
    assert!(!arm(&answer));
    let ask = |os: &str| {
        format!(r#"machines = {{ count = "1", vcpus = "2", memory_gib = "8", os = "{os}" }}"#)
    };
    assert!(arm(&line(&ask("linux"), "")) && !arm(&line(&ask("windows"), "")));
    let any = r#"machines = { count = "1", vcpus = "2", memory_gib = "8", os = "windows", processor = "any" }"#;
    assert_eq!(found(only(&line(any, "")), "x").sku().expect("a SKU"), "a2");
}

#[test]
fn an_allowance_is_granted_once() {
    let text = r#"
        currency = "USD"
        offers = [{ price_book = "aws-us-east-1", allowances = ["aws-egress", "aws-egress"] }]
        [[workload.lines]]
        id = "out"
        ask.traffic.gb = "150"
    "#;
    let answer = answer_to(text);
    assert_eq!(
        problems(&answer),
        ["offers[0].allowances[1]: 'aws-egress' is granted twice; expected each allowance once"]
    );
}

#[test]
fn storage_without_an_engine_is_of_relational_databases_only() {
    assert!(missing(only(&line(DATABASE, ""))).is_empty());
    let search = DATABASE.replace("mysql", "opensearch");
    assert_eq!(missing(only(&line(&search, ""))), ["x/storage"]);
    let search = search.replace("\"8\"", "\"2\"");
    let answer = of_books(
        "aws-us-east-1",
        &format!("[[workload.lines]]\nid = \"x\"\nask.{search}"),
    );
    assert_eq!(missing(only(&answer)), ["x/storage"]);
}

#[test]
fn accelerators_are_asked_for_in_whole_numbers() {
    let problem = |count: &str| {
        let gpu = format!("gpu = {{ model = \"H100\", count = \"{count}\" }}");
        problems(&line(&format!("machines = {{ count = \"1\", {gpu} }}"), ""))
    };
    assert_eq!(
        (problem("0"), problem("0.5"), problem("8")),
        (
            vec!["workload.lines[0].ask.machines.gpu.count: '0' is too small; expected at least 1".to_owned()],
            vec!["workload.lines[0].ask.machines.gpu.count: '0.5' is not whole; expected a whole number".to_owned()],
            vec![]
        )
    );
}

#[test]
fn disks_by_subscription_answer_no_line_by_use() {
    for book in [
        "alibaba-cn-hangzhou",
        "tencent-ap-beijing",
        "volcengine-cn-beijing",
    ] {
        let disk = "exchange_rates = { source = 'by hand', as_of = '2026-11-01', base = 'USD', rates = { CNY = '7' } }\n[[workload.lines]]\nid = 'x'\nask.block_storage.gb = '100'";
        let answer = of_books(book, disk);
        let sku = found(only(&answer), "x").sku().expect("a SKU").to_string();
        let is_by_month = sku.ends_with(", month") || sku.ends_with(", subscription");
        assert!(!is_by_month, "{book}: {sku}");
    }
}

#[test]
fn a_size_that_is_not_stated_is_said_to_be() {
    let ask = r#"machines = { count = "1", vcpus = "8", gpu = { model = "H100", count = "8" } }"#;
    let answer = line(ask, "");
    let Found::Missing(missing) = &found(only(&answer), "x").found else {
        panic!("it is found");
    };
    assert_eq!(missing.to_string(), "the vCPU is not stated");
    // The licence of processors that are not stated is missing, too.
    let ask =
        r#"machines = { count = "1", os = "windows", gpu = { model = "H100", count = "8" } }"#;
    let answer = line(ask, "");
    assert_eq!(crate::missing(only(&answer)), ["x/licence"]);
}

#[test]
fn a_size_is_said_with_its_accelerators() {
    let said = |size: &str| serde_json::from_str::<Size>(size).unwrap().to_string();
    assert_eq!(
        said(r#"{ "vcpus": "96", "memory_gib": "1024", "gpus": "8" }"#),
        "96 vCPU, 1024 GiB, 8 accelerators"
    );
    assert_eq!(said(r#"{ "gpus": "1" }"#), "1 accelerator");
}
