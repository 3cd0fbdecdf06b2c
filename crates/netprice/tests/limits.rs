//! Limits of what is counted, amounts below zero and names that are not known.

use netprice::agreement::terms::PriceChange;
use netprice::bandwidth::shapes::{Shape, month};
use netprice::finance::{Depreciation, depreciation};
use netprice::market::tender::{Seller, play};
use netprice::problem::Known;
use netprice::value::limits::{RULES, SCOPE_NAMES, TENDER_SELLERS, TERM_DEPTH, TIERS, VOUCHERS};
use netprice::value::money::{Rounding, RoundingMode};
use netprice::{
    Agreement, Money, NonNegative, PriceBook, PriceModel, Quantity, Term, Terms, Usage, quote,
};
use rust_decimal::Decimal;
use serde_json::json;

fn book() -> PriceBook {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    book.with_flat("vm", "compute", "Hours", "1").unwrap()
}

fn wrong(agreement: &Agreement) -> String {
    let usage = Usage::default().with("a", "vm", "80 Hours").unwrap();
    quote(&book(), &usage, agreement).unwrap_err().to_string()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

#[test]
fn terms_are_nested_only_so_deep() {
    let nested = |depth: usize| {
        let mut term = Term::pay("inside", "10% off").unwrap();
        for level in 1..depth {
            let id = format!("level {level}").parse().unwrap();
            term = Term::new(id, PriceChange::Additive(vec![term]));
        }
        Agreement {
            terms: Terms(vec![term]),
            ..Agreement::default()
        }
    };
    let usage = Usage::default().with("a", "vm", "80 Hours").unwrap();
    assert!(quote(&book(), &usage, &nested(TERM_DEPTH)).is_ok());
    let said = wrong(&nested(TERM_DEPTH + 1));
    assert!(
        said.ends_with("additive: '17' is too large; expected at most 16"),
        "{said}"
    );
}

#[test]
fn lists_that_are_too_long_are_told_at_their_field() {
    let mut term = Term::pay("t", "10% off").unwrap();
    term.scope.skus = vec!["vm".parse().unwrap(); SCOPE_NAMES + 1];
    assert_eq!(
        wrong(&Agreement::default().with_term(term)),
        "terms[0].scope.skus: '100001' is too large; expected at most 100000"
    );
    let fee = r#"{ "id": "f", "rate": { "graduated": [{ "from": "0", "pay": "pay 10%" }] } }"#;
    let fees = vec![serde_json::from_str(fee).unwrap(); VOUCHERS + 1];
    assert_eq!(
        wrong(&Agreement {
            fees,
            ..Agreement::default()
        }),
        "fees: '10001' is too large; expected at most 10000"
    );
    let pack = json!({ "id": "pack", "capacity": "1", "over": "period", "fee": { "period": "1 USD" },
        "draws": { "first_to_end": vec![json!({ "vm": "1" }); RULES + 1] } });
    let pack = serde_json::from_value(pack).unwrap();
    assert_eq!(
        wrong(&Agreement::default().with_commitment(pack)),
        "commitments.held[0].draws: '101' is too large; expected at most 100"
    );
    let bounds = (1..=TIERS).map(|bound| (bound.to_string(), "1"));
    let bounds: Vec<_> = bounds.collect();
    let bounds = bounds.iter().map(|(bound, price)| (bound.as_str(), *price));
    let price = PriceModel::graduated(bounds, "1").unwrap();
    let problems = price.problems();
    assert_eq!(
        problems[0].to_string(),
        "graduated: '1441' is too large; expected at most 1440"
    );
    let seller = |index: usize| Seller {
        name: format!("seller {index}").parse().unwrap(),
        floor: "1折".parse().unwrap(),
        step: "1折".parse().unwrap(),
        stock: "1".parse().unwrap(),
        cost: "1折".parse().unwrap(),
    };
    let sellers: Vec<Seller> = (0..=TENDER_SELLERS).map(seller).collect();
    let problems = play(&sellers, "9折".parse().unwrap()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "sellers: '101' is too large; expected at most 100"
    );
    assert!(play(&sellers[1..], "9折".parse().unwrap()).is_ok());
    assert!(month(Shape::Flat, u32::MAX, 1, 1).is_err());
}

#[test]
fn no_decimal_has_more_than_28_digits() {
    let nines: Decimal = "9".repeat(28).parse().unwrap();
    let one_more = nines + Decimal::ONE;
    assert!(NonNegative::new(nines).is_ok());
    assert!(NonNegative::new(one_more).is_err() || one_more.normalize().scale() == 0);
    assert!(NonNegative::new(Decimal::MAX).is_err());
    assert!(netprice::value::decimal::plus(nines, Decimal::TWO).is_err());
    assert!(netprice::value::decimal::times(nines, Decimal::TWO).is_err());
    // What can be made can be read back.
    let most = NonNegative::new(nines).unwrap();
    assert_eq!(most.to_string().parse::<NonNegative>().unwrap(), most);
}

/// Half a dollar over two years, rounded up to whole dollars: 0.25 would be 1, of which 0.5 is left.
#[test]
fn a_depreciation_that_is_rounded_up_ends_at_its_residual() {
    let up = |places| {
        Some(Rounding {
            places,
            mode: RoundingMode::Up,
        })
    };
    let of = |kind, cost: &str, residual: &str, years, rounding| {
        let charges = depreciation(kind, money(cost), money(residual), years, rounding);
        charges.map(|charges| charges.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let straight = Depreciation::StraightLine;
    assert_eq!(
        of(straight, "0.5 USD", "0 USD", 2, up(0)).unwrap(),
        ["0.5 USD", "0 USD"]
    );
    // 10 ÷ 4 = 2.5 is 3 each year, 3 of 4 years; 1 is left.
    assert_eq!(
        of(straight, "12 USD", "2 USD", 4, up(0)).unwrap(),
        ["3 USD", "3 USD", "2 USD", "2 USD"]
    );
    assert!(of(straight, "1 USD", "-1 USD", 2, None).is_err());
    assert!(of(straight, "1 USD", "0 USD", 101, None).is_err());
    assert!(of(straight, "1 USD", "0 USD", 2, up(13)).is_err());
}

#[test]
fn the_nearest_names_come_first_and_the_others_are_counted() {
    let names: Vec<String> = (0..6_000).map(|index| format!("sku-{index:04}")).collect();
    let known = Known::near("sku-123", &names);
    assert_eq!(known.names.len(), 5);
    assert_eq!(known.more, 5_995);
    // One letter is missing: those with it in any place are as near, the first of them first.
    assert!(known.names.contains(&"sku-0123".to_owned()), "{known}");
    let none: Known<String> = Known::near("x", &[]);
    assert_eq!(none.to_string(), "nothing, since none is listed");
    let far = ["alpha".to_owned(), "beta".to_owned()];
    assert_eq!(Known::near("bata", &far).names, ["beta", "alpha"]);
}

#[test]
fn an_error_does_not_repeat_a_megabyte() {
    let long = "x".repeat(1_000_000);
    let said = [
        long.parse::<NonNegative>().unwrap_err().to_string(),
        long.parse::<Money>().unwrap_err().to_string(),
        long.parse::<Quantity>().unwrap_err().to_string(),
        long.parse::<netprice::Discount>().unwrap_err().to_string(),
        long.parse::<netprice::value::id::SkuId>()
            .unwrap_err()
            .to_string(),
        long.parse::<netprice::Currency>().unwrap_err().to_string(),
        long.parse::<netprice::value::day::Day>()
            .unwrap_err()
            .to_string(),
    ];
    for said in said {
        assert!(said.len() < 500, "{} bytes", said.len());
    }
}

#[test]
fn tokens_are_made_in_a_share_of_the_time() {
    use netprice::tokens::{api_or_own, million_tokens};
    let share = |text: &str| text.parse::<NonNegative>().unwrap();
    let cost = |utilisation| million_tokens(money("2 USD"), 8, share("1000"), share(utilisation));
    assert_eq!(cost("1").unwrap(), money("4.444444444444 USD"));
    for wrong in ["1.5", "60"] {
        assert_eq!(
            cost(wrong).unwrap_err().to_string(),
            format!("'{wrong}' is not between 0 and 1; expected a share such as 0.95")
        );
    }
    let below = api_or_own(
        share("1"),
        money("-1 USD"),
        money("1 USD"),
        share("1"),
        share("1"),
    );
    assert!(below.is_err());
}

/// DESIGN.md shows each limit with its value.
#[test]
fn the_table_of_limits_is_that_of_the_code() {
    let source = include_str!("../src/value/limits.rs");
    let design = include_str!("../../../DESIGN.md");
    let constants = source.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("pub const ")?.split_once(": ")?;
        let (_, value) = rest.split_once(" = ")?;
        Some((name, value.trim_end_matches(';').replace('_', ",")))
    });
    let mut count = 0;
    for (name, value) in constants {
        let row = format!("| `{name}` | {value} |");
        assert!(design.contains(&row), "DESIGN.md lacks {row}");
        count += 1;
    }
    assert_eq!(design.matches("\n| `").count(), count, "rows of the table");
}
