//! Compiled rows cost what the lines of a quote cost, to the last digit.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use netprice::agreement::terms::Stage;
use netprice::book::price_book::{LaterPrice, Pooling};
use netprice::compiled::{CompiledBook, CostSum, Counts, Rated, Unfolded};
use netprice::rating::charge::Total;
use netprice::value::money::{Rounding, RoundingMode};
use netprice::value::ratio::Ratio;
use netprice::{
    Agreement, Charge, PriceBook, PriceChange, PriceModel, Scope, Sku, Term, Usage, UsageLine,
    quote,
};

/// The rounding of shown amounts.
const TWELVE: Rounding = Rounding {
    places: 12,
    mode: RoundingMode::HalfEven,
};

/// A price as the digits say: of 0 to 18 decimals.
fn price() -> impl Strategy<Value = String> {
    (0_u64..2_000_000, 0_u32..18).prop_map(|(digits, scale)| text(digits, scale))
}

/// A number of whole units of 10^-scale as text.
fn text(digits: u64, scale: u32) -> String {
    Decimal::from_i128_with_scale(digits.into(), scale).to_string()
}

fn graduated() -> impl Strategy<Value = PriceModel> {
    let bounds = prop::collection::btree_set(1_u64..400_000, 1..5);
    (
        bounds,
        prop::collection::vec(price(), 6),
        0_u32..8,
        any::<bool>(),
    )
        .prop_map(|(bounds, prices, scale, is_closed)| {
            let bounds = bounds.into_iter().map(|bound| text(bound, scale));
            let tiers: Vec<(String, String)> = bounds.zip(prices.iter().cloned()).collect();
            let rest = prices.last().cloned().unwrap();
            let model = PriceModel::graduated(tiers, rest).unwrap();
            match model {
                PriceModel::Graduated(mut tiers) if is_closed => {
                    tiers.pop();
                    PriceModel::Graduated(tiers)
                }
                other => other,
            }
        })
}

fn model() -> impl Strategy<Value = PriceModel> {
    let flat = price().prop_map(|price| PriceModel::Flat(price.parse().unwrap()));
    let packages = (1_u64..500).prop_map(|size| {
        let text = format!(
            r#"{{ "graduated": [ {{ "from": "0", "up_to": "1000", "unit_price": "3.1", "per": "{size}" }},
                {{ "from": "1000", "unit_price": "2.9", "flat_fee": "7" }} ] }}"#
        );
        serde_json::from_str(&text).unwrap()
    });
    prop_oneof![3 => flat, 4 => graduated(), 1 => packages]
}

fn sku() -> impl Strategy<Value = Sku> {
    let later = prop::option::of((1_u32..28, model()));
    let rule = prop::option::of(prop_oneof![
        Just(r#"{ "round_up": "10 Minutes" }"#),
        Just(r#"{ "free": "100 Hours" }"#),
        Just(r#"{ "always_at_least": "3 Hours" }"#),
    ]);
    let pooling = prop_oneof![8 => Just(Pooling::Together), 1 => Just(Pooling::Apart), 1 => Just(Pooling::ByOwner)];
    (
        model(),
        later,
        prop::option::weighted(0.2, rule),
        pooling,
        0..3,
    )
        .prop_map(|(price, later, rule, pooling, service)| {
            let mut sku = Sku::new(format!("service {service}"), "Hours", price).unwrap();
            sku.free = true;
            sku.pooling = pooling;
            sku.later = later
                .into_iter()
                .map(|(day, price)| LaterPrice {
                    from: format!("2026-03-{day:02}").parse().unwrap(),
                    price: Some(price),
                    free: true,
                    published: None,
                })
                .collect();
            let rules = rule.flatten().into_iter();
            sku.rules = rules
                .map(|rule| serde_json::from_str(rule).unwrap())
                .collect();
            sku
        })
}

fn change() -> impl Strategy<Value = PriceChange> {
    let share = (0_u32..=10_000).prop_map(|share| format!("pay {}%", text(share.into(), 2)));
    let json = move |field: &'static str| {
        let share = share.clone();
        share.prop_map(move |share| {
            serde_json::from_str(&format!(r#"{{ "{field}": "{share}" }}"#)).unwrap()
        })
    };
    prop_oneof![
        6 => json("pay"),
        1 => json("not_below"),
        1 => json("not_above"),
        1 => (0_u64..3_000).prop_map(|percent| PriceChange::Markup { percent: text(percent, 2).parse().unwrap() }),
        1 => price().prop_map(|off| PriceChange::UnitOff(format!("{off} USD").parse().unwrap())),
        1 => price().prop_map(|least| PriceChange::AtLeast(format!("{least} USD").parse().unwrap())),
        1 => prop_oneof![price().prop_map(|fixed| PriceModel::Flat(fixed.parse().unwrap())), graduated()].prop_map(PriceChange::Fixed),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let days = prop::option::weighted(0.2, 1_u32..28);
    let service = prop::option::of(0..3);
    (change(), service, days, any::<bool>()).prop_map(|(change, service, until, is_late)| {
        let mut term = Term::new("t".parse().unwrap(), change);
        let services = service.map(|service| format!("service {service}").parse().unwrap());
        term.scope.services = services.into_iter().collect();
        term.until = until.map(|day| format!("2026-03-{day:02}").parse().unwrap());
        let may_be_late = !matches!(term.change, PriceChange::Fixed(_));
        term.stage = (is_late && may_be_late).then_some(Stage::Uncovered);
        term
    })
}

/// The position of a SKU, a quantity, its unit, its day and its owner.
fn rows() -> impl Strategy<Value = Vec<(usize, String, &'static str, u32, Option<u8>)>> {
    let quantity = (0_u64..90_000_000, 0_u32..15).prop_map(|(digits, scale)| text(digits, scale));
    let unit = prop_oneof![9 => Just("Hours"), 1 => Just("Minutes")];
    let owner = prop::option::weighted(0.2, 0_u8..3);
    let row = (0_usize..4, quantity, unit, 1_u32..28, owner);
    prop::collection::vec(row, 1..40).prop_map(|mut rows| {
        // A quote counts the lines of a SKU from day to day.
        rows.sort_by_key(|row| row.3);
        rows
    })
}

fn lines(rows: &[(usize, String, &'static str, u32, Option<u8>)], skus: usize) -> Vec<UsageLine> {
    let line = |(index, (sku, quantity, unit, day, owner)): (
        usize,
        &(usize, String, &str, u32, Option<u8>),
    )| {
        let sku = format!("sku {}", sku % skus);
        let quantity = format!("{quantity} {unit}");
        let mut line = UsageLine::new(format!("row {index}"), sku, quantity.as_str()).unwrap();
        line.day = Some(format!("2026-03-{day:02}").parse().unwrap());
        line.owner = owner.map(|owner| format!("owner {owner}").parse().unwrap());
        line
    };
    rows.iter().enumerate().map(line).collect()
}

fn agreement(terms: Vec<Term>) -> Agreement {
    let numbered = terms.into_iter().enumerate().map(|(index, mut term)| {
        term.id = format!("term {index}").parse().unwrap();
        term
    });
    numbered.fold(Agreement::default(), Agreement::with_term)
}

fn book(skus: Vec<Sku>) -> PriceBook {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let skus = skus.into_iter().enumerate();
    // Terms may name a service that no row uses.
    let others = (0..3).map(|service| format!("service {service}"));
    let book = others.fold(book, |book, service| {
        book.with_flat(format!("unused of {service}"), service, "Hours", "1")
            .unwrap()
    });
    skus.fold(book, |book, (index, sku)| {
        book.with(format!("sku {index}"), sku).unwrap()
    })
}

/// The exact list and effective costs of each line of a quote.
fn costs_of(charges: &[Charge]) -> BTreeMap<String, (Ratio, Ratio)> {
    let mut costs: BTreeMap<String, (Ratio, Ratio)> = BTreeMap::new();
    for charge in charges.iter().filter(|charge| charge.usage().is_some()) {
        let usage = charge.usage().unwrap();
        let list = usage
            .costs
            .list
            .exact()
            .plus(usage.list_left_over.get())
            .unwrap();
        let of_line = costs.entry(usage.line.to_string()).or_default();
        *of_line = (
            of_line.0.plus(list).unwrap(),
            of_line
                .1
                .plus(
                    charge
                        .costs()
                        .effective
                        .exact()
                        .plus(charge.left_over())
                        .unwrap(),
                )
                .unwrap(),
        );
    }
    costs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn each_row_costs_what_its_line_costs_in_a_quote(
        skus in prop::collection::vec(sku(), 1..4),
        terms in prop::collection::vec(term(), 0..4),
        rows in rows(),
    ) {
        let lines = lines(&rows, skus.len());
        let (book, agreement) = (book(skus), agreement(terms));
        // A quote refuses amounts beyond 28 digits; whole numbers may still hold them.
        let quoted = quote(&book, &Usage::of(lines.clone()), &agreement);
        prop_assume!(quoted.is_ok());
        let quoted = quoted.unwrap();
        let expected = costs_of(&quoted.charges);
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let mut counts = compiled.counts();
        let (mut lists, mut effectives) = (CostSum::default(), CostSum::default());
        for line in &lines {
            let rated = compiled.rate_line(line, &mut counts).unwrap();
            let (list, effective) = rated.costs().unwrap();
            let expected = expected.get(line.id.as_str()).copied().unwrap_or_default();
            prop_assert_eq!((list, effective), expected, "{}: {:?}", line.id, rated);
            let position = compiled.position(line.sku.as_str()).unwrap();
            if !compiled.depends_on_count(position) {
                let apart = compiled.rate_line(line, &mut compiled.counts()).unwrap();
                prop_assert_eq!(apart.costs().unwrap(), (list, effective), "{} apart", line.id);
            }
            match rated.folded() {
                Some(row) => {
                    lists.add(row.list).unwrap();
                    effectives.add(row.effective).unwrap();
                    if let Some(decimal) = row.effective.decimal() {
                        prop_assert_eq!(Ratio::from(decimal), effective);
                    }
                }
                None => {
                    lists.add_exact(list).unwrap();
                    effectives.add_exact(effective).unwrap();
                }
            }
        }
        // The sums are shown at 12 decimals, as the total of the quote.
        let (Total::Complete(total) | Total::Incomplete { known: total }) = quoted.total;
        let shown = |sum: &CostSum| sum.total().unwrap().rounded(TWELVE).unwrap();
        prop_assert_eq!(shown(&lists), total.list.amount());
        // A term that changes some lines only shows them by a count of its own.
        if agreement.terms.0.is_empty() {
            prop_assert_eq!(shown(&effectives), total.effective.amount());
        }
    }

    #[test]
    fn counts_go_on_in_another_batch(price in graduated(), rows in rows(), cut in 0_usize..40) {
        let book = book(vec![Sku { free: true, ..Sku::new("s", "Hours", price).unwrap() }]);
        let agreement = Agreement::default();
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let sku = compiled.position("sku 0").unwrap();
        let lines = lines(&rows, 1);
        let (mut whole, mut first) = (compiled.counts(), compiled.counts());
        let rate = |line: &UsageLine, counts: &mut Counts| {
            compiled.rate_line(line, counts).unwrap().costs().unwrap()
        };
        let expected: Vec<_> = lines.iter().map(|line| rate(line, &mut whole)).collect();
        let cut = cut.min(lines.len());
        let mut costs: Vec<_> = lines[..cut].iter().map(|line| rate(line, &mut first)).collect();
        let mut second = compiled.counts();
        second.set(sku, first.counted(sku));
        costs.extend(lines[cut..].iter().map(|line| rate(line, &mut second)));
        prop_assert_eq!(costs, expected);
        prop_assert_eq!(second.counted(sku), whole.counted(sku));
    }
}

#[test]
fn most_rows_of_the_kinds_that_fold_are_folded() {
    let price = PriceModel::graduated([("100", "0.1")], "0.0000166667").unwrap();
    let book = book(vec![Sku::new("s", "Hours", price).unwrap()]);
    let agreement = Agreement::default()
        .with_discount("frame", "12.5% off")
        .unwrap();
    let compiled = CompiledBook::of(&book, &agreement).unwrap();
    let mut counts = compiled.counts();
    let sku = compiled.position("sku 0").unwrap();
    // 0.0000166667 × 87.5% has 13 decimals, more than 10: the finer grid of prices holds it.
    for quantity in ["99.5", "0.75", "0.000000000001", "1000000000", "0"] {
        let rated = compiled
            .rate(0, quantity.parse().unwrap(), None, &mut counts)
            .unwrap();
        assert!(matches!(rated, Rated::Folded(_)), "{quantity}");
    }
    // A third of a unit is on no grid, nor is the count after it.
    let third = UsageLine::new("row", "sku 0", "20 Minutes").unwrap();
    let rated = compiled.rate_line(&third, &mut counts).unwrap();
    assert!(matches!(rated, Rated::Explained(row) if row.why == Unfolded::Line));
    let rated = compiled.rate(sku, Decimal::ONE, None, &mut counts).unwrap();
    assert!(matches!(rated, Rated::Explained(row) if row.why == Unfolded::QuantityDigits));
    // Two more thirds bring the count back.
    compiled.rate_line(&third, &mut counts).unwrap();
    compiled.rate_line(&third, &mut counts).unwrap();
    let rated = compiled.rate(sku, Decimal::ONE, None, &mut counts).unwrap();
    assert!(matches!(rated, Rated::Folded(_)));
}

#[test]
fn rows_depend_on_the_count_where_the_second_costs_another_amount() {
    let flat = |price: &str| {
        let book = PriceBook::new("acme", "north", "USD").unwrap();
        book.with_flat("vm", "compute", "Hours", price).unwrap()
    };
    let agreed = |service: &str| {
        let tiers = PriceModel::graduated([("100", "0.1")], "0.05").unwrap();
        let term = Term::new("agreed".parse().unwrap(), PriceChange::Fixed(tiers));
        let scope = Scope::of_services([service]).unwrap();
        Agreement::default().with_term(term.within(scope))
    };
    let mut rounded = flat("0.33325");
    rounded.rounding.tier = Some(Rounding {
        places: 2,
        ..TWELVE
    });
    let other = flat("0.33325")
        .with_flat("gb", "storage", "GB", "1")
        .unwrap();
    let cases = [
        (flat("0.33325"), Agreement::default(), "19.995", "19.995"),
        // 60 × 0.1, then 40 × 0.1 + 20 × 0.05
        (flat("0.33325"), agreed("compute"), "6", "5"),
        (other, agreed("storage"), "19.995", "19.995"),
        // 60 × 0.33325 = 19.995, which is 20.00, and 120 × 0.33325 = 39.99
        (rounded, Agreement::default(), "20", "19.99"),
    ];
    for (book, agreement, first, second) in cases {
        let compiled = CompiledBook::of(&book, &agreement).unwrap();
        let sku = compiled.position("vm").unwrap();
        let mut counts = compiled.counts();
        let mut cost = || {
            let rated = compiled.rate(sku, 60.into(), None, &mut counts).unwrap();
            rated.costs().unwrap().1.to_string()
        };
        assert_eq!((cost().as_str(), cost().as_str()), (first, second));
        assert_eq!(compiled.depends_on_count(sku), first != second);
    }
}
