//! Tests of `compare` and `quote`.

use netprice_study::{CompareAnswer, compare};
use serde_json::Value;

use crate::{catalog, netprice, study, with_input};

/// 100 hours at 1 cost 100. The contract reduces them to 45; the minimum of 60 adds 15, the voucher
/// takes 10 off, and 6% tax on 50 adds 3: 53.
#[test]
fn offers_are_ranked_with_what_is_due() {
    let ran = netprice(&["compare", "offers.toml"]);
    insta::assert_snapshot!(ran.out, @r"
       Offer     List USD  Contracted USD  Effective USD  Amount due USD  Saving USD
    1  contract    100.00           45.00          45.00           53.00       55.00
    2  list        100.00          100.00         100.00          100.00        0.00
    -  partly      > 1.00          > 1.00         > 1.00      incomplete
    partly: data: no price is known for disk (1 GB-Months)
    ");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
}

#[test]
fn every_step_to_the_amount_due_is_shown() {
    let ran = netprice(&["quote", "offers.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    1. contract: 100 USD list, 45 USD contracted, 45 USD effective, 53 USD due
       web (vm)
          100 Hours × 1 USD = 100 USD list [price page, 2026-01-31]
          framework: pay 45% of 100 USD = 45 USD
       bill
          minimum of the bill: 15 USD
          voucher welcome: -10 USD
          6% tax: 3 USD
          amount due: 53 USD

    2. list: 100 USD list, 100 USD contracted, 100 USD effective, 100 USD due
       web (vm)
          100 Hours × 1 USD = 100 USD list [price page, 2026-01-31]
       bill
          amount due: 100 USD

    -. partly: incomplete, 1 USD effective is known
       web (vm)
          1 Hours × 1 USD = 1 USD list [price page, 2026-01-31]
       data: no price is known for disk (1 GB-Months)
    ");
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
}

/// 730 hours at 0.172 cost 125.56.
#[test]
fn what_is_wrong_with_one_offer_leaves_the_others() {
    let ran = netprice(&["compare", "wrong_offers.toml"]);
    insta::assert_snapshot!(ran.out, @r"
       Offer          List USD  Contracted USD  Effective USD  Amount due USD  Saving USD
    1  aws-us-east-1    125.56          125.56         125.56          125.56        0.00
    ");
    assert_eq!(ran.paths(), ["offers[1].price_book", "offers[2].usage"]);
    assert!(ran.err.starts_with("wrong_offers.toml: "), "{}", ran.err);
    assert_eq!(ran.code, Some(1));
    let quoted = netprice(&["quote", "wrong_offers.toml"]);
    assert!(quoted.out.contains("125.56 USD due"), "{}", quoted.out);
    assert_eq!((quoted.err, quoted.code), (ran.err, Some(1)));
}

/// The fees of both commitments are 2 and 1: 3 in total, 3.3 with tax, and 23.1 at a rate of 7.
#[test]
fn commitments_tax_and_another_currency_are_steps_too() {
    let ran = netprice(&["quote", "committed.toml"]);
    insta::assert_snapshot!(ran.out, @r"
    1. acme: 38.5 CNY list, 38.5 CNY contracted, 23.1 CNY effective, 23.1 CNY due
       web (vm), covered by reserved
          5 Hours × 1 USD = 5 USD; 4 Hours of 5 Hours = 4 USD list [price page, 2026-01-31]
          reserved: 4 drawn, so 4 USD becomes 2 USD of its fee
          plus 10% tax, × 7 = 15.4 CNY [made up, 2026-11-01]
       web (vm), covered by spare
          5 Hours × 1 USD = 5 USD; 1 Hours of 5 Hours = 1 USD list [price page, 2026-01-31]
          spare: 1 drawn, so 1 USD becomes 0.25 USD of its fee
          plus 10% tax, × 7 = 1.925 CNY [made up, 2026-11-01]
       spare, unused
          spare: 3 of 4 not drawn, 0.75 USD of its fee
          plus 10% tax, × 7 = 5.775 CNY [made up, 2026-11-01]
       reserved: 4 of 4 drawn; fee 2 USD: 0 USD unused, 0 USD carried over
       spare: 1 of 4 drawn; fee 1 USD: 0.75 USD unused, 0 USD carried over
       old: has expired by the usage date
       bill
          10% tax: 0.3 USD
          amount due: 3.3 USD
          × 7 = 23.1 CNY [made up, 2026-11-01]
    ");
    // The second offer with this name is left out and reported.
    assert_eq!((ran.paths(), ran.code), (vec!["offers[1].id"], Some(1)));
}

#[test]
fn the_json_is_the_answer_of_the_library() {
    for file in ["offers.toml", "wrong_offers.toml", "committed.toml"] {
        let answer = compare(&study(file), &catalog());
        let ran = netprice(&["compare", "--json", file]);
        let read: CompareAnswer = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(read, answer);
        let quotes = netprice(&["quote", "--json", file]);
        let quotes: Value = serde_json::from_str(&quotes.out).unwrap();
        let whole = serde_json::to_value(&answer).unwrap();
        assert_eq!(quotes["offers"], whole["offers"]);
        assert_eq!(quotes["problems"], whole["problems"]);
    }
}

/// 1,460 hours at 0.1 and 100 GB at 0.1 are 156; 1,460 at 0.09 are 131.4 without the traffic, which is 10 of 156
/// at the dearest. The row `half` has a problem, so it is missing at both.
#[test]
fn a_workload_from_a_table_is_ranked_on_what_is_priced_everywhere() {
    let ran = netprice(&["compare", "two_clouds.toml", "--workload", "workload.csv"]);
    insta::assert_snapshot!(ran.out, @r"
       Offer   List USD  Contracted USD  Effective USD  Amount due USD  Saving USD
    -  acme    > 156.00        > 156.00       > 156.00      incomplete
    -  globex  > 131.40        > 131.40       > 131.40      incomplete
    acme: missing because of a problem: half
    globex: out: this price list has no price of this kind (100 GB)
    globex: missing because of a problem: half
    acme: 2 of 3 lines, 100% of the cost at the dearest
    globex: 1 of 3 lines, 93% of the cost at the dearest
    On what is priced everywhere, so without out, half:
       Offer   Effective USD
    1  globex         131.40
    2  acme           146.00
    By team, USD      acme    globex
    shop          > 156.00  > 131.40
    Not like for like: web has 4 vCPU, 16 GiB at acme and 8 vCPU, 16 GiB at globex.
    ");
    assert_eq!(ran.paths(), ["line 3, count"]);
    assert_eq!(ran.code, Some(1));
}

/// The first row is unread, so the study has one line fewer than the table: its problems are told at the row.
#[test]
fn what_is_wrong_at_an_offer_with_a_line_of_a_table_is_told_at_its_row() {
    let table =
        "id,count,vcpus,memory_gib,sku:acme,price:globexx\nbad,1.5,4,16,,\n\nweb,2,4,16,vn,1 USD\n";
    let ran = with_input(&["compare", "two_clouds.toml", "--workload", "-"], table);
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(told.len(), 3, "{}", ran.err);
    assert!(
        told[0].starts_with("-: line 2, count: '1.5' is not whole"),
        "{}",
        ran.err
    );
    let mut others = told[1..].to_vec();
    others.sort_unstable();
    for (one, start) in others.iter().zip([
        "-: line 4, price:globexx: 'globexx' is not an offer of the study; expected one of globex",
        "-: line 4, sku:acme: 'vn' is not in the price book; expected one of vm",
    ]) {
        assert!(one.starts_with(start), "{}", ran.err);
    }
    assert_eq!(ran.code, Some(1));
}

/// A line that is wrong at an offer takes out the line and not the offer, so both commands must tell it.
#[test]
fn what_is_wrong_with_one_line_is_told_by_both_commands() {
    let study = r#"
        currency = "USD"
        offers = [{ price_book = "aws-us-east-1" }]
        [[workload.lines]]
        id = "web"
        ask.machines = { count = "1.5", vcpus = "2", memory_gib = "8" }
        [[workload.lines]]
        id = "out"
        ask.traffic.gb = "1000"
        skus = { aws-us-east-1 = "no such SKU" }
    "#;
    for command in ["compare", "quote"] {
        let ran = with_input(&[command, "-"], study);
        let expected = [
            "workload.lines[0].ask.machines.count",
            "workload.lines[1].skus.aws-us-east-1",
        ];
        let mut paths = ran.paths();
        paths.sort_unstable();
        assert_eq!(paths, expected, "{command}");
        assert_eq!(ran.code, Some(1), "{command}");
    }
}

/// 2 × 730 hours at 0.1 are 146, and 100 GB at 0.1 are 10. Each line names its SKU and the sizes.
#[test]
fn the_match_of_each_line_is_shown() {
    let table = ["two_clouds.toml", "--workload", "workload.csv"];
    let ran = netprice(&[&["compare", "--lines"], &table[..]].concat());
    for line in [
        "Line  acme     globex",
        "web   vm       large",
        "out   egress   missing",
        "half  missing  missing",
    ] {
        assert!(
            ran.out.lines().any(|one| one.trim_end() == line),
            "{line}\n{}",
            ran.out
        );
    }
    let quoted = netprice(&[&["quote"], &table[..]].concat());
    for line in [
        "   web: vm, 4 vCPU, 16 GiB for 4 vCPU, 16 GiB asked",
        "   web: large, 8 vCPU, 16 GiB for 4 vCPU, 16 GiB asked",
        "Not like for like: web has 4 vCPU, 16 GiB at acme and 8 vCPU, 16 GiB at globex.",
    ] {
        assert!(
            quoted.out.lines().any(|one| one == line),
            "{line}\n{}",
            quoted.out
        );
    }
    let json = netprice(&[&["compare", "--json"], &table[..]].concat());
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let shop = &json["by_label"]["team"]["acme"][0];
    assert_eq!(
        (&shop["value"], &shop["effective"]),
        (&"shop".into(), &"156 USD".into())
    );
}

/// Two machines of 100 hours at 0.1 cost 20. With Arm processors they are 2 × 100 × 0.08 = 16, burstable 18, as spot
/// machines 6, by the month 2 × 5 = 10, and one of twice the size for 100 hours is 18. The named a4 costs 18, a
/// spot machine 3, one by the month 5, and the cheapest of another family 8.
const CHEAPER: &str = r#"
    currency = "USD"
    offers = [{ price_book = "acme" }]
    [price_books.acme]
    provider = "acme"
    region = "north"
    currency = "USD"
    [price_books.acme.skus]
    a2 = { service = "compute", unit = "Hours", price.flat = "0.1" }
    a4 = { service = "compute", unit = "Hours", price.flat = "0.18" }
    arm2 = { service = "compute", unit = "Hours", price.flat = "0.08" }
    t2 = { service = "compute", unit = "Hours", price.flat = "0.09" }
    "a2 spot" = { service = "compute", unit = "Hours", price.flat = "0.03" }
    "a2 month" = { service = "compute", unit = "Months", price.flat = "5" }
    [machines.acme]
    a2 = { vcpus = "2", memory_gib = "8" }
    a4 = { vcpus = "4", memory_gib = "16" }
    arm2 = { vcpus = "2", memory_gib = "8", processor = "arm" }
    t2 = { vcpus = "2", memory_gib = "8", cpu_share = "burstable" }
    "a2 spot" = { vcpus = "2", memory_gib = "8", purchase = "spot" }
    "a2 month" = { vcpus = "2", memory_gib = "8", purchase = "month" }
    [[workload.lines]]
    id = "web"
    ask.machines = { count = "2", vcpus = "2", memory_gib = "4", hours = "100" }
    [[workload.lines]]
    id = "app"
    ask.machines = { count = "1", vcpus = "2", memory_gib = "8", hours = "100", burstable = true, processor = "any" }
    skus.acme = "a4"
"#;

#[test]
fn a_quote_says_what_came_second_and_what_would_be_cheaper() {
    let ran = with_input(&["quote", "-"], CHEAPER);
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    let said = |line: &str| {
        let start = format!("   {line}: ");
        let found = ran.out.lines().find(|one| one.starts_with(&start));
        found.unwrap_or_default().to_owned()
    };
    let web = [
        "   web: a2, 2 vCPU, 8 GiB for 2 vCPU, 4 GiB asked",
        "second is a4",
        "arm2 is 4.00 USD less if Arm processors will do",
        "t2 is 2.00 USD less if burstable machines will do",
        "a2 spot is 14.00 USD less if spot machines will do",
        "a2 month is 10.00 USD less if it is paid by the month",
        "a4 is 2.00 USD less if half as many of twice the size will do",
    ];
    assert_eq!(said("web"), web.join("; "));
    let app = [
        "   app: a4, 4 vCPU, 16 GiB for 2 vCPU, 8 GiB asked",
        "a2 spot is 15.00 USD less if spot machines will do",
        "a2 month is 13.00 USD less if it is paid by the month",
        "arm2 is 10.00 USD less if another family will do",
    ];
    assert_eq!(said("app"), app.join("; "));
}
