//! Crossings, needed rates and marginal costs, calculated by hand.

use netprice::inverse::crossing::{Cheaper, Crossing, bends, crossings};
use netprice::inverse::marginal::one_more;
use netprice::inverse::target::{NeededDiscount, needed_discount, needed_discount_of};
use netprice::value::decimal::{minus, parse, times};
use netprice::value::problem::ValueProblem;
use netprice::{Discount, Money};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// The crossings from 0 to 1,000: quantity, lower cost below, lower cost above, whether it is a
/// jump.
fn found(
    bounds: &[&str],
    difference: impl Fn(Decimal) -> Result<Decimal, ValueProblem>,
) -> Vec<(Decimal, Cheaper, Cheaper, bool)> {
    let bounds: Vec<Decimal> = bounds.iter().map(|bound| d(bound)).collect();
    let found = crossings(&bounds, d("1000"), difference).unwrap();
    let told = |c: Crossing| (c.at, c.below, c.above, c.is_jump);
    found.into_iter().map(told).collect()
}

#[test]
fn lines_cross_between_bounds() {
    let cross = found(&["0", "1000", "2000"], |x| minus(x, d("200")));
    assert_eq!(cross, [(d("200"), Cheaper::First, Cheaper::Second, false)]);
    // 1,000 ÷ 3, rounded at 9 decimals.
    let third = found(&[], |x| minus(d("1000"), times(x, d("3"))?));
    assert_eq!(
        third,
        [(d("333.333333333"), Cheaper::Second, Cheaper::First, false)]
    );
    assert_eq!(found(&[], |_| Ok(d("1"))), []);
    assert_eq!(found(&[], |_| Ok(d("0"))), []);
    // Bounds beyond the limit are ignored.
    assert_eq!(found(&["2000"], |x| minus(x, d("1500"))), []);
    // The costs are equal only at an end, so there is no crossing within.
    assert_eq!(found(&[], Ok), []);
    assert_eq!(found(&[], |x| minus(x, d("1000"))), []);
}

#[test]
fn lines_cross_on_a_bound() {
    let bent = |x: Decimal| {
        let above = minus(x, d("200"))?;
        if above > d("0") {
            return times(above, d("2"));
        }
        Ok(above)
    };
    let cross = found(&["200"], bent);
    assert_eq!(cross, [(d("200"), Cheaper::First, Cheaper::Second, false)]);
    // The costs touch there and separate again.
    let touch = |x: Decimal| Ok(minus(x, d("200"))?.abs());
    assert_eq!(found(&["200"], touch), []);
    // The costs are equal up to there.
    let equal = |x: Decimal| Ok(minus(x, d("200"))?.max(d("0")));
    assert_eq!(
        found(&["200"], equal),
        [(d("200"), Cheaper::Equal, Cheaper::Second, false)]
    );
    let until = |x: Decimal| Ok(minus(x, d("200"))?.min(d("0")));
    assert_eq!(
        found(&["200"], until),
        [(d("200"), Cheaper::First, Cheaper::Equal, false)]
    );
}

#[test]
fn costs_jump_past_each_other_on_a_bound() {
    let jump = |x: Decimal| Ok(if x > d("100") { d("10") } else { d("-10") });
    let cross = found(&["100"], jump);
    assert_eq!(cross, [(d("100"), Cheaper::First, Cheaper::Second, true)]);
    // From equal to dearer in one jump.
    let half = |x: Decimal| Ok(if x > d("100") { d("10") } else { d("0") });
    assert_eq!(
        found(&["100"], half),
        [(d("100"), Cheaper::Equal, Cheaper::Second, true)]
    );
    // A jump that keeps the lower cost is no crossing.
    let same = |x: Decimal| Ok(if x > d("100") { d("10") } else { d("5") });
    assert_eq!(found(&["100"], same), []);
}

#[test]
fn a_target_of_nothing_is_met_by_paying_nothing() {
    let rate = |amount, target| needed_discount(money(amount), money(target)).unwrap();
    assert_eq!(
        rate("10 USD", "0 USD"),
        NeededDiscount::Pay("pay 0%".parse().unwrap())
    );
    assert_eq!(rate("10 USD", "-1 USD"), NeededDiscount::Impossible);
    assert_eq!(rate("0 USD", "0 USD"), NeededDiscount::AlreadyMet);
    let beside = |pay: Discount| money("10 USD").paid_at(pay)?.plus(money("5 USD"));
    let needed = |target| needed_discount_of(money(target), beside).unwrap();
    assert_eq!(
        needed("5 USD"),
        NeededDiscount::Pay("pay 0%".parse().unwrap())
    );
    assert_eq!(needed("4.99 USD"), NeededDiscount::Impossible);
}

#[test]
fn one_more_unit_starts_at_none() {
    let flat = |units: Decimal| times(units, d("2"));
    let told = |at| {
        let more = one_more(d(at), flat).unwrap();
        (more.cost, more.cost_of_last, more.falls)
    };
    assert_eq!(told("0"), (d("2"), d("0"), false));
    assert_eq!(told("1"), (d("2"), d("2"), false));
    let free = one_more(d("5"), |_| Ok::<_, ValueProblem>(d("7"))).unwrap();
    assert_eq!((free.cost, free.falls), (d("0"), false));
}

#[test]
fn bends_and_jumps_are_found() {
    let of = |cost: &dyn Fn(Decimal) -> Result<Decimal, ValueProblem>| {
        let cost = |x: Decimal| cost(x);
        bends(d("0"), d("1000"), &cost).unwrap().unwrap()
    };
    // Nothing up to 100, then 1 a unit, and 500 at most: bends at 100 and 600.
    let ramp = of(&|x| Ok(minus(x, d("100"))?.max(d("0")).min(d("500"))));
    assert!(
        ramp.contains(&d("100")) && ramp.contains(&d("600")),
        "{ramp:?}"
    );
    // 10 more from 700.5 on.
    let jump = of(&|x| Ok(if x > d("700.5") { d("10") } else { d("0") }));
    let near = jump
        .iter()
        .any(|at| (*at - d("700.5")).abs() <= d("0.000000002"));
    assert!(near, "{jump:?}");
    // A price by started unit has too many jumps to list.
    let started = |x: Decimal| Ok::<_, ValueProblem>(x.ceil());
    assert_eq!(bends(d("0"), d("999983"), &started), Ok(None));
}
