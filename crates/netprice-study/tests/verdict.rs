//! The findings of a comparison besides its ranking, with figures worked out by hand.

use netprice::Money;
use netprice::comparison::compare::{Comparison, Ranked};
use netprice::inverse::target::NeededDiscount;
use netprice::rating::charge::Costs;
use netprice_study::analysis::{
    commitment_cash, is_off_start, lowest_bill, machine_commitments, offer_targets,
    runner_up_match, within_budget,
};
use netprice_study::{Catalog, CompareAnswer, Study, compare};

fn money(amount: &str) -> Money {
    format!("{amount} CNY").parse().unwrap()
}

/// Offers a, b and so on, which cost these amounts, the cheapest first.
fn comparison(costs: &[&str]) -> Comparison {
    let ranked = costs.iter().enumerate().map(|(index, cost)| {
        let cost = money(cost);
        let first = money(costs[0]);
        Ranked {
            offer: ["a", "b", "c"][index].parse().unwrap(),
            rank: if cost == first { 1 } else { index + 1 },
            costs: Costs {
                list: cost,
                contracted: cost,
                effective: cost,
                billed: cost,
            },
            saving: money("0"),
            above_cheapest: cost.minus(first).unwrap(),
        }
    });
    Comparison {
        currency: "CNY".parse().unwrap(),
        ranked: ranked.collect(),
        incomplete: Vec::new(),
    }
}

/// As if the offer paid 300 at list, without another term.
fn of_300(target: Money) -> Option<NeededDiscount> {
    let list = money("300");
    Some(netprice::inverse::target::needed_discount(list, target).unwrap())
}

fn pay(discount: &str) -> NeededDiscount {
    NeededDiscount::Pay(discount.parse().unwrap())
}

/// 200 of 300 are 66.666…%: rounded down, since 66.7% would be 200.1.
#[test]
fn the_runner_up_matches_at_a_share_rounded_down() {
    let all = comparison(&["200", "250", "300"]);
    let (offer, discount) = runner_up_match(&all, |_, target| of_300(target)).unwrap();
    assert_eq!(
        (offer.as_str(), discount),
        ("b", "pay 66.6%".parse().unwrap())
    );
    assert!(money("300").paid_at(discount).unwrap().amount() <= money("200").amount());
    assert_eq!(
        runner_up_match(&comparison(&["200", "200"]), |_, target| of_300(target)),
        None
    );
    assert_eq!(
        runner_up_match(&all, |_, _| Some(NeededDiscount::Impossible)),
        None
    );
    // A tie with the cheapest needs nothing.
    let tie = comparison(&["200", "200", "300"]);
    let found = runner_up_match(&tie, |_, target| of_300(target));
    assert_eq!(found.map(|(offer, _)| offer.as_str()), Some("c"));
    assert_eq!(runner_up_match(&comparison(&[]), |_, _| None), None);
}

/// A budget of 250 is met by 200 and by 250 itself.
#[test]
fn a_cost_equal_to_the_budget_is_within_it() {
    let all = comparison(&["200", "250", "300"]);
    assert_eq!(within_budget(&all, "250".parse().unwrap()), 2);
    assert_eq!(within_budget(&all, "0".parse().unwrap()), 0);
}

/// 200 of 300 match the cheapest, 150 of 300 the budget.
#[test]
fn targets_are_the_cheapest_and_the_budget() {
    let all = comparison(&["200", "300"]);
    let targets = |offer: &str, budget: Option<&str>| {
        let budget = budget.map(|budget| budget.parse().unwrap());
        offer_targets(&all, &offer.parse().unwrap(), budget, of_300)
    };
    let dear = targets("b", Some("150")).unwrap();
    let (cheapest, needed) = dear.cheapest.unwrap();
    assert_eq!(cheapest.as_str(), "a");
    // 66.666…%, rounded down to a hundredth.
    assert_eq!(needed, pay("pay 66.66%"));
    assert_eq!(dear.budget, Some(pay("5折")));
    let cheap = targets("a", Some("200")).unwrap();
    assert_eq!(
        (cheap.cheapest, cheap.budget),
        (None, Some(NeededDiscount::AlreadyMet))
    );
    assert_eq!(targets("b", None).unwrap().budget, None);
    assert_eq!(targets("c", None), None);
}

/// Two machines for 730 hours at 0.2, at two offers.
fn offers(more: &str) -> (Study, CompareAnswer) {
    let study = Study::from_toml(&format!(
        r#"
        currency = "CNY"
        [price_books.acme]
        provider = "acme"
        region = "north"
        currency = "CNY"
        skus.vm = {{ service = "compute", unit = "Hours", price.flat = "0.2" }}
        [[offers]]
        price_book = "acme"
        usage.time_blocks = [{{ id = "month", hours = "730" }}]
        usage.lines = [{{ id = "vm", sku = "vm", quantity = "1460 Hours" }}]
        {more}
        [[offers]]
        price_book = "acme"
        id = "plain"
        usage.lines = [{{ id = "vm", sku = "vm", quantity = "1460 Hours" }}]
        "#
    ))
    .unwrap();
    let answer = compare(&study, &Catalog::published().unwrap());
    (study, answer)
}

fn lowest(more: &str) -> Option<(String, Money)> {
    let (_, answer) = offers(more);
    let offers = answer.offers.iter();
    let offers = offers.filter_map(|(id, one)| Some((id, one.as_ref().ok()?)));
    lowest_bill(&answer.comparison, offers).map(|(id, due)| (id.to_string(), due))
}

/// Both cost 292. A voucher of 92 leaves 200; a minimum of 500 makes the other one the lowest.
#[test]
fn the_lowest_bill_is_after_vouchers_and_minimums() {
    assert_eq!(lowest(""), None);
    let voucher = r#"billing.vouchers = [{ id = "v", amount = "92 CNY" }]"#;
    assert_eq!(lowest(voucher), Some(("acme".to_owned(), money("200"))));
    let minimum = r#"billing.minimum = "500 CNY""#;
    assert_eq!(lowest(minimum), Some(("plain".to_owned(), money("292"))));
    let rounding = r#"billing.rounding.invoice = { places = 0, mode = "half_up" }"#;
    assert_eq!(lowest(rounding), None);
}

/// One of two machines is reserved: 0.1 an hour instead of 0.2 is cheaper at once, 876 upfront for
/// 8,760 hours after 6 months of 146.
#[test]
fn cash_pays_back_against_the_usage_that_is_covered() {
    let cash = |fee: &str, months: Option<u32>| {
        let held =
            format!(r#"commitments.held = [{{ id = "r", capacity = "1", fee = {{ {fee} }} }}]"#);
        let (study, answer) = offers(&held);
        let quote = &answer.offers["acme"].as_ref().unwrap().quote.quote;
        commitment_cash(quote, &study.offers[0].commitments.held[0], months).unwrap()
    };
    let hourly = cash(r#"hourly = "0.1 CNY""#, None);
    assert_eq!(hourly.on_demand, money("146"));
    assert_eq!((hourly.months.len(), hourly.pay_back), (12, Some(1)));
    assert_eq!(hourly.months[0].cash, money("73"));
    assert_eq!(cash(r#"hourly = "0.1 CNY""#, Some(36)).months.len(), 36);
    let upfront = cash(r#"upfront = "876 CNY", term_hours = "8760""#, Some(1));
    assert_eq!((upfront.months.len(), upfront.pay_back), (12, Some(6)));
    assert_eq!(upfront.months[11].effective, money("73"));
    let never = cash(r#"hourly = "0.3 CNY""#, None);
    assert_eq!(never.pay_back, None);
}

/// Additive terms of 8折 and 9折 take 20 and 10 off the same 100.
#[test]
fn an_additive_discount_is_off_the_start() {
    let terms = |change: &str| {
        let more = format!(r#"terms = [{change}]"#);
        let (_, answer) = offers(&more);
        let quote = &answer.offers["acme"].as_ref().unwrap().quote.quote;
        quote.steps().map(is_off_start).collect::<Vec<bool>>()
    };
    let two = r#"{ id = "p", change.pay = "8折" }, { id = "q", change.pay = "9折" }"#;
    assert_eq!(terms(two), [false, false, false]);
    let added = format!(r#"{{ id = "s", change.additive = [{two}] }}"#);
    assert_eq!(terms(&added), [false, false, true]);
}

/// An hour of m6a.xlarge costs 0.1728 at list. Without machines there is nothing to commit.
#[test]
fn commitments_are_for_a_machine_that_runs() {
    let catalog = Catalog::published().unwrap();
    let sold = |machines: &str| {
        let study = Study::from_toml(&format!(
            r#"
            currency = "USD"
            offers = [{{ price_book = "aws-us-east-1" }}]
            [[workload.lines]]
            id = "machines"
            ask.machines = {{ count = "{machines}", vcpus = "4", memory_gib = "16" }}
            skus.aws-us-east-1 = "m6a.xlarge"
            [[workload.lines]]
            id = "egress"
            ask.traffic.gb = "1"
            "#
        ));
        let study = study.unwrap();
        let (answer, aws) = (compare(&study, &catalog), "aws-us-east-1".parse().unwrap());
        let priced = answer.offers[&aws].as_ref().unwrap();
        machine_commitments(&study, &aws, priced, &catalog).unwrap()
    };
    let ahead = sold("2");
    assert!(!ahead.is_empty());
    assert!(
        ahead
            .iter()
            .all(|one| one.on_demand.to_string() == "0.1728")
    );
    assert!(sold("0").is_empty());
}
