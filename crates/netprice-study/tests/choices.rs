//! A choice between SKUs compares what the same use costs, in whatever unit each has its price.

use std::collections::BTreeMap;

use netprice::value::id::SkuId;
use netprice::value::quantity::Equivalent;
use netprice::{PriceBook, PriceModel, Sku};
use netprice_catalog::book::Machine;
use netprice_catalog::goods::Good;
use netprice_catalog::index::Index;
use netprice_study::sku_match::{Found, Shelf, machines_for, match_workload};
use netprice_study::workload::ask::{Ask, Machines};
use netprice_study::workload::{Workload, WorkloadLine};

fn month() -> Equivalent {
    Equivalent {
        this: "1 Months".parse().unwrap(),
        is: "730 Hours".parse().unwrap(),
    }
}

/// A book of machines with 4 processors and 16 GiB, by name, unit and price of the unit.
fn book(machines: &[(&str, &str, &str)]) -> (PriceBook, BTreeMap<SkuId, Machine>) {
    let mut book = PriceBook::new("acme", "north", "USD").unwrap();
    let mut known = BTreeMap::new();
    for (name, unit, price) in machines {
        let mut sku = Sku::new("compute", *unit, PriceModel::Flat(price.parse().unwrap())).unwrap();
        if unit.contains("Months") {
            sku.equivalents = vec![month()];
        }
        book = book.with(*name, sku).unwrap();
        let machine = serde_json::from_str(r#"{ "vcpus": "4", "memory_gib": "16" }"#).unwrap();
        known.insert(name.parse().unwrap(), machine);
    }
    (book, known)
}

fn machine(hours: &str) -> Machines {
    let text =
        format!(r#"{{ "count": "1", "vcpus": "4", "memory_gib": "16", "hours": "{hours}" }}"#);
    serde_json::from_str(&text).unwrap()
}

/// A book with its index.
struct Stock(PriceBook, BTreeMap<SkuId, Machine>, Index);

impl Stock {
    fn of((prices, machines): (PriceBook, BTreeMap<SkuId, Machine>)) -> Self {
        let index = Index::of(&prices, &machines, &BTreeMap::new(), &[]);
        Self(prices, machines, index)
    }

    fn shelf(&self) -> Shelf<'_> {
        static NO_GOODS: BTreeMap<SkuId, Good> = BTreeMap::new();
        Shelf {
            prices: &self.0,
            machines: &self.1,
            goods: &NO_GOODS,
            index: &self.2,
            catalog: None,
            day: None,
            rates: None,
        }
    }
}

fn ranked(machines: &[(&str, &str, &str)], hours: &str) -> Vec<String> {
    let stock = Stock::of(book(machines));
    let ranked = machines_for(&machine(hours), stock.shelf()).unwrap();
    ranked.iter().map(ToString::to_string).collect()
}

/// 0.0001 a second is 0.36 an hour, 15 for 100 hours 0.15, and 146 a month 0.2: the bare numbers
/// would rank them the other way round.
const MIXED: [(&str, &str, &str); 4] = [
    ("by second", "Seconds", "0.0001"),
    ("by hour", "Hours", "0.3"),
    ("by month", "Months", "146"),
    ("by hundred hours", "100 Hours", "15"),
];

#[test]
fn the_cheapest_machine_is_the_one_whose_hours_cost_least() {
    let expected = ["by hundred hours", "by month", "by hour", "by second"];
    assert_eq!(ranked(&MIXED, "730"), expected);
    assert_eq!(ranked(&MIXED, "1"), expected);
}

#[test]
fn the_sentence_names_the_machine_and_the_next_by_the_same_hours() {
    let stock = Stock::of(book(&MIXED));
    let line = WorkloadLine::new("web".parse().unwrap(), Ask::Machines(machine("730")));
    let workload = Workload {
        lines: vec![line],
        unread: Vec::new(),
    };
    let matched = match_workload(&workload, stock.shelf(), &"acme".parse().unwrap());
    let Found::Chosen { sku, choice } = &matched.matches[0].found else {
        panic!("a machine is matched")
    };
    assert_eq!(*sku, "by hundred hours");
    assert_eq!(
        (choice.second.as_deref(), choice.fitting),
        (Some("by month"), 4)
    );
}

#[test]
fn machines_of_equal_cost_in_units_that_do_not_end_are_ranked_by_name() {
    // 73 for 730 hours is 0.1 an hour, and 7 hours are 7/730 of a month: both cost 0.7.
    let machines = [("b", "Hours", "0.1"), ("a", "Months", "73")];
    assert_eq!(ranked(&machines, "7"), ["a", "b"]);
    // One part in 10⁹ decides.
    let machines = [("b", "Hours", "0.1"), ("a", "Months", "73.000000073")];
    assert_eq!(ranked(&machines, "7"), ["b", "a"]);
}

#[test]
fn the_rules_of_a_sku_count_for_the_choice() {
    // Started 100 hours at 15: an hour costs 15, and 730 hours cost 8 × 15 = 120.
    let (mut prices, machines) =
        book(&[("hours", "Hours", "0.2"), ("hundreds", "100 Hours", "15")]);
    let rule = serde_json::from_str(r#"{ "round_up": "100 Hours" }"#).unwrap();
    prices.skus.get_mut("hundreds").unwrap().rules = vec![rule];
    let stock = Stock::of((prices, machines));
    let first = |hours: &str| {
        let machines = machines_for(&machine(hours), stock.shelf()).unwrap();
        machines[0].to_string()
    };
    assert_eq!(
        (first("1"), first("730")),
        ("hours".to_owned(), "hundreds".to_owned())
    );
}
