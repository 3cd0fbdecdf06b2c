//! The command answers the shared studies of `tests/studies` without problems. Their expected figures
//! are stored beside them.

use crate::{Ran, netprice};

fn asked(question: &str, number: u32) -> Ran {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/studies");
    let kind = if question == "quote" {
        "compare"
    } else {
        question
    };
    let ran = netprice(&[question, &format!("{folder}/{kind}_{number}.json")]);
    assert_eq!(
        (ran.err.as_str(), ran.code),
        ("", Some(0)),
        "{question} {number}"
    );
    ran
}

fn has(ran: &Ran, lines: &[&str]) {
    for line in lines {
        let mut printed = ran.out.lines().map(str::trim);
        assert!(
            printed.any(|one| one == *line),
            "{line} is not in\n{}",
            ran.out
        );
    }
}

#[test]
fn compare_and_quote() {
    insta::assert_snapshot!(asked("compare", 1).out, @r"
       Offer                 List CNY  Contracted CNY  Effective CNY  Amount due CNY  Saving CNY
    1  alibaba-cn-hangzhou   18047.20         8121.24        8121.24         8121.24     9925.96
    2  tencent-ap-guangzhou  16901.66         8450.83        8450.83         8450.83     8450.83
    3  aws-us-east-1         14309.55        11447.64       11447.64        11447.64     2861.91
    4  aws-china-cn-north-1  22842.99        13705.79       13705.79        13705.79     9137.20
    5  azure-eastus          13899.07        13899.07       13899.07        13899.07        0.00
    6  gcp-us-central1       14102.07        14102.07       14102.07        14102.07        0.00
    Not like for like: the offers are of mainland-china, united-states.
    ");
    let quote = asked("quote", 2);
    let totals =
        "221.5625 USD list, 221.5625 USD contracted, 221.5625 USD effective, 221.5625 USD due";
    has(
        &quote,
        &[&format!("2. globex: {totals}"), "amount due: 1418 CNY"],
    );
}

#[test]
fn traffic() {
    has(&asked("traffic", 1), &["third quarter    80          1"]);
    insta::assert_snapshot!(asked("traffic", 2).out, @r"
    8640 samples, 0 missing, 30 days
    100.00 Mbps on average, 32400.00 GB out

       Tariff                 Bill         Cost
    1  set bandwidth   8665.00 CNY  1083.13 USD
    2  aws-egress-us   2805.20 USD  2805.20 USD
    3  by volume      25920.00 CNY  3240.00 USD

    Fixed bandwidth by the day       Cost
    an address                  34.80 CNY

    Provider  By volume  By Mbps        Link Mbps  Break-even utilisation    Volume         Cost
    own       by volume  set bandwidth        100                  33.43%  10831.25  8665.00 CNY
    ");
}

/// At 0.8 times the load, the same ladder costs 93.6 and the best one 0.8 × 112.4; at 1.2 times, 144.64.
#[test]
fn commit() {
    insta::assert_snapshot!(asked("commit", 1).out, @r"
    machines
       on-demand price of a unit-hour: 1 USD
       the load costs 182.00 USD on demand and 112.40 USD with these commitments: 69.60 USD less
       the cost is 12.40 USD above the budget
       at 80% of the load, the best commitments would cost 3.68 USD less than these
       at 120% of the load, the best commitments would cost 9.76 USD less than these
       Commitment   Units  Break-even utilisation
       three years      4                  40.00%
       by day           6                  25.00%
    ");
    has(
        &asked("commit", 2),
        &["estimate reserved 36 all      2                  40.00%"],
    );
}

#[test]
fn market() {
    has(&asked("market", 1), &["fourth wins at pay 20%"]);
    let lines = [
        "last price 41310 CNY, 2 price moves",
        "6      1.0000  2.1250",
        "floor discount: pay 63.75% of list",
        "eight cards   7300.00 USD  0.00 USD  365.00 USD  1095.00 USD   8760.00 USD    2920.00    3.0000 USD                  50.00%",
    ];
    has(&asked("market", 2), &lines);
}

#[test]
fn tokens() {
    insta::assert_snapshot!(asked("tokens", 1).out, @r"
    API: 4 USD per million tokens

    Machine         Per million tokens  Monthly each  Machines  Monthly total  API monthly  Break-even million tokens
    a small server          1.9026 USD    500.00 USD         2    1000.00 USD  1200.00 USD                     125.00
    eight H200             34.7475 USD  46206.08 USD         1   46206.08 USD  1200.00 USD                          -
    ");
    has(&asked("tokens", 2), &["API: 2 CNY per million tokens"]);
}
