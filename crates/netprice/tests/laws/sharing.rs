//! Laws of whole agreements: owners come first, bounds act once, and neither the order of lines nor the
//! days of a line change what is owed. The expected figures are worked out in whole numbers.

use netprice::agreement::commitment::{Commitments, Over};
use netprice::agreement::terms::{RateTable, RateTier, Stage};
use netprice::bill::chargeback::by_owner;
use netprice::book::price_book::{LaterPrice, Pooling};
use netprice::value::id::{AccountId, CommitmentId};
use netprice::{
    Agreement, Charge, Commitment, Costs, Fee, Money, NonNegative, PriceBook, PriceChange,
    PriceModel, Quote, Sku, Term, Terms, Usage, UsageLine, quote,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::{config, usd};

const ACCOUNTS: [&str; 3] = ["a", "b", "c"];

fn whole(number: i64) -> NonNegative {
    NonNegative::new(Decimal::from(number)).unwrap()
}

fn money(number: i64) -> Money {
    Money::new(Decimal::from(number), usd())
}

/// A price book of one SKU for each price, in hours.
fn book(prices: &[i64]) -> PriceBook {
    let mut book = PriceBook::new("acme", "north", usd()).unwrap();
    for (index, price) in prices.iter().enumerate() {
        let sku = Sku::new("compute", "Hours", PriceModel::Flat(whole(*price))).unwrap();
        book = book.with(format!("sku {index}"), sku).unwrap();
    }
    book
}

/// A line: its SKU, its quantity and its account.
type Line = (usize, i64, usize);

fn usage(lines: &[Line]) -> Usage {
    let mut usage = Usage::default().with_block("hour", "1").unwrap();
    for (index, (sku, used, account)) in lines.iter().enumerate() {
        let quantity = format!("{used} Hours");
        let line = UsageLine::new(format!("line {index}"), format!("sku {sku}"), &*quantity);
        let mut line = line.unwrap();
        line.owner = ACCOUNTS.get(*account).map(|name| name.parse().unwrap());
        usage.lines.push(line);
    }
    usage
}

/// A commitment to hours of any SKU: its capacity, its fee, its owner, and whether it is shared.
type Held = (i64, i64, usize, bool);

fn held(index: usize, (capacity, fee, owner, is_shared): Held) -> Commitment {
    let fee = Fee::hourly(money(fee)).unwrap();
    let mut held = Commitment::new(format!("held {index}"), whole(capacity), fee).unwrap();
    held.owner = ACCOUNTS.get(owner).map(|name| name.parse().unwrap());
    if !is_shared {
        held.scope.owners = held.owner.iter().cloned().collect();
    }
    held
}

fn under(commitments: &[Held], terms: Vec<Term>) -> Agreement {
    let commitments = commitments.iter().enumerate();
    let commitments = commitments.map(|(index, one)| held(index, *one));
    Agreement {
        terms: Terms(terms),
        commitments: Commitments {
            held: commitments.collect(),
            ..Commitments::default()
        },
        ..Agreement::default()
    }
}

/// The terms of a case by their numbers: shares, bounds and amounts, before and after commitments.
fn terms(chosen: &[(u8, i64)]) -> Vec<Term> {
    let term = |(index, (kind, amount)): (usize, &(u8, i64))| {
        let change = match kind {
            0 => PriceChange::AtLeast(money(*amount)),
            1 => PriceChange::AtMost(money(*amount)),
            2 => PriceChange::AmountOff(money(*amount)),
            3 => PriceChange::Markup {
                percent: whole(*amount),
            },
            _ => PriceChange::Pay("pay 75%".parse().unwrap()),
        };
        let term = Term::new(format!("term {index}").parse().unwrap(), change);
        if amount % 2 == 0 {
            term.at(Stage::AfterCommitments)
        } else {
            term
        }
    };
    chosen.iter().enumerate().map(term).collect()
}

fn sum(quote: &Quote) -> Costs {
    Costs::sum(usd(), quote.charges.iter().map(Charge::costs)).unwrap()
}

/// The hours of an account that a commitment covers (`Some`) or that nothing covers.
fn hours(quote: &Quote, account: Option<&str>, by: Option<&str>) -> Decimal {
    let charges = quote.usage_charges().filter(|charge| {
        let owner = charge.owner.as_ref().map(AccountId::as_str);
        account.is_none_or(|account| owner == Some(account))
            && charge.covered_by.as_ref().map(CommitmentId::as_str) == by
    });
    charges.map(|charge| charge.quantity.value()).sum()
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec((0_usize..3, 0_i64..40, 0_usize..3), 0..6)
}

fn commitments() -> impl Strategy<Value = Vec<Held>> {
    proptest::collection::vec((1_i64..60, 0_i64..90, 0_usize..3, any::<bool>()), 0..4)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn owners_come_first_and_every_fee_is_covered_or_unused(
        prices in proptest::array::uniform3(1_i64..9), lines in lines(), held in commitments(),
    ) {
        let quote = quote(&book(&prices), &usage(&lines), &under(&held, Vec::new())).unwrap();
        for (index, (capacity, fee, owner, is_shared)) in held.iter().enumerate() {
            let id = format!("held {index}");
            let owner = ACCOUNTS[*owner];
            let own = hours(&quote, Some(owner), Some(&id));
            let drawn = hours(&quote, None, Some(&id));
            prop_assert!(drawn <= Decimal::from(*capacity));
            if !is_shared {
                prop_assert_eq!(own, drawn);
            }
            // What others get, the owner does not want; what nobody gets, nobody may have.
            let missed = hours(&quote, Some(owner), None);
            prop_assert!(drawn == own || missed.is_zero());
            prop_assert!(drawn == Decimal::from(*capacity) || missed.is_zero());
            if *is_shared {
                let all = hours(&quote, None, None);
                prop_assert!(drawn == Decimal::from(*capacity) || all.is_zero());
            }
            let charges = quote.charges.iter().filter(|charge| match charge {
                Charge::Usage(charge) => charge.covered_by.as_ref().is_some_and(|by| *by == *id),
                Charge::UnusedCommitment(charge) => charge.commitment == *id,
                Charge::OneOff(_) | Charge::Fee(_) => false,
            });
            let paid = Costs::sum(usd(), charges.map(Charge::costs)).unwrap();
            prop_assert_eq!(paid.effective, money(*fee));
        }
        // The whole: what is uncovered at its price, and all fees.
        let fees: i64 = held.iter().map(|(_, fee, ..)| fee).sum();
        let uncovered = quote.usage_charges().filter(|charge| charge.covered_by.is_none());
        let uncovered: Decimal = uncovered.map(|charge| {
            let index: usize = charge.sku.as_str().trim_start_matches("sku ").parse().unwrap();
            charge.quantity.value() * Decimal::from(prices[index])
        }).sum();
        prop_assert_eq!(quote.effective().unwrap().amount(), uncovered + Decimal::from(fees));
    }

    #[test]
    fn charges_add_up_are_not_negative_and_do_not_depend_on_the_order_of_lines(
        prices in proptest::array::uniform3(1_i64..9), lines in lines(), held in commitments(),
        chosen in proptest::collection::vec((0_u8..5, 0_i64..50), 0..4),
    ) {
        let (book, agreement) = (book(&prices), under(&held, terms(&chosen)));
        let first = quote(&book, &usage(&lines), &agreement).unwrap();
        prop_assert_eq!(first.costs().unwrap(), sum(&first));
        let accounts = by_owner(&first.charges, usd()).unwrap();
        let accounts = Costs::sum(usd(), accounts.into_values()).unwrap();
        prop_assert_eq!(first.costs().unwrap(), accounts);
        for charge in &first.charges {
            let costs = charge.costs();
            for cost in [costs.list, costs.contracted, costs.effective, costs.billed] {
                prop_assert!(cost.amount() >= Decimal::ZERO);
            }
        }
        let list: i64 = lines.iter().map(|(sku, used, _)| prices[*sku] * used).sum();
        prop_assert_eq!(first.list().unwrap(), money(list));
        let is_split = chosen.iter().any(|(kind, _)| *kind <= 2);
        // Which of two equal savings is covered follows the listed order, and a bound on each line
        // depends on it.
        if !is_split {
            let backwards: Vec<Line> = lines.iter().rev().copied().collect();
            let second = quote(&book, &usage(&backwards), &agreement).unwrap();
            prop_assert_eq!(first.effective().unwrap(), second.effective().unwrap());
        }
    }

    #[test]
    fn days_at_one_price_cost_what_the_whole_line_costs(
        price in 1_i64..9, used in 0_i64..800, machines in 1_i64..5, until in 1_u8..=30,
        cut in 2_u8..=30, is_apart in any::<bool>(), kind in 0_u8..7, amount in 0_i64..4_000,
        grouped in any::<bool>(),
    ) {
        let model = PriceModel::Flat(whole(price));
        let mut sku = Sku::new("compute", "Hours", model.clone()).unwrap();
        sku.pooling = if is_apart { Pooling::Apart } else { Pooling::Together };
        let mut split = sku.clone();
        split.later.push(LaterPrice {
            from: format!("2026-04-{cut:02}").parse().unwrap(),
            price: Some(model),
            free: false,
            published: None,
        });
        let pay = |from: i64, up_to: Option<i64>, pay: &str| RateTier {
            from: whole(from), up_to: up_to.map(whole), pay: pay.parse().unwrap(),
        };
        let table = || RateTable::Graduated(vec![
            pay(0, Some(200), "pay 100%"), pay(200, Some(400), "pay 75%"), pay(400, None, "pay 50%"),
        ]);
        let change = match kind {
            0 => PriceChange::AtLeast(money(amount)),
            1 => PriceChange::AtMost(money(amount)),
            2 => PriceChange::AmountOff(money(amount)),
            3 => PriceChange::ByQuantity(table()),
            4 => PriceChange::BySpend(table()),
            5 => PriceChange::NotBelow("pay 30%".parse().unwrap()),
            _ => PriceChange::UnitOff(money(1)),
        };
        let term = Term::new("term".parse().unwrap(), change);
        let term = if grouped {
            Term::new("group".parse().unwrap(), PriceChange::FirstOf(vec![term]))
        } else {
            term
        };
        let agreement = under(&[], vec![term]);
        let mut line = UsageLine::new("line", "vm", &*format!("{used} Hours")).unwrap();
        line.machines = Some(whole(machines));
        line.day = Some("2026-04-01".parse().unwrap());
        line.until = Some(format!("2026-04-{until:02}").parse().unwrap());
        let usage = Usage::of(vec![line]);
        let priced = |sku: Sku| {
            let book = PriceBook::new("acme", "north", usd()).unwrap().with("vm", sku).unwrap();
            quote(&book, &usage, &agreement).unwrap()
        };
        let (whole_line, parts) = (priced(sku), priced(split));
        prop_assert_eq!(whole_line.charges.len(), 1);
        prop_assert_eq!(parts.charges.len(), if cut <= until { 2 } else { 1 });
        prop_assert_eq!(whole_line.costs().unwrap(), parts.costs().unwrap());
        prop_assert_eq!(sum(&parts), parts.costs().unwrap());
        let list = Decimal::from(price * used * machines);
        prop_assert_eq!(parts.list().unwrap().amount(), list);
        let least = Decimal::from(amount);
        match kind {
            0 => prop_assert_eq!(parts.effective().unwrap().amount(), list.max(least)),
            1 => prop_assert_eq!(parts.effective().unwrap().amount(), list.min(least)),
            _ => {}
        }
    }

    #[test]
    fn a_fee_is_billed_in_the_proportion_of_its_terms(
        upfront in 1_i64..100_000, months in 1_i64..60, used in 0_i64..100, off in 0_u8..100,
    ) {
        let book = book(&[1]);
        let fee = Fee {
            upfront: Some(money(upfront * months)),
            term_months: Some(whole(months)),
            paid_on: Some("2026-01-31".parse().unwrap()),
            ..Fee::default()
        };
        let mut held = Commitment::new("held", whole(100), fee).unwrap();
        held.over = Over::Period;
        let term = Term::pay("term", &*format!("{off}% off")).unwrap().at(Stage::CommitmentFees);
        let agreement = under(&[], vec![term]).with_commitment(held);
        let usage = Usage::default().with("line", "sku 0", &*format!("{used} Hours")).unwrap();
        for (day, is_paid) in [("2026-01-01", true), ("2026-02-01", false)] {
            let usage = Usage { day: Some(day.parse().unwrap()), ..usage.clone() };
            let quote = quote(&book, &usage, &agreement).unwrap();
            let share = Decimal::from(100 - i64::from(off)) / Decimal::from(100);
            prop_assert_eq!(quote.effective().unwrap().amount(), Decimal::from(upfront) * share);
            let billed = if is_paid { Decimal::from(upfront * months) * share } else { Decimal::ZERO };
            prop_assert_eq!(quote.costs().unwrap().billed.amount(), billed);
        }
    }
}
