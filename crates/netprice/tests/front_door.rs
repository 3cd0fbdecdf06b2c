//! The public entry points: conversions into values, their display, and the serialisation of
//! quotes.

use std::collections::BTreeMap;

use netprice::bill::line::{BillItem, BillLineKind};
use netprice::book::tax::TaxInclusion;
use netprice::value::day::{AsOf, Date, Day};
use netprice::value::decimal::Number;
use netprice::value::id::{LineId, Provider, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::{
    Agreement, Charge, Citation, Commitment, Currency, Fee, Money, NonNegative, PriceBook,
    PriceChange, PriceModel, Problem, Problems, Quantity, Quote, Scope, Sku, Tax, Term, Usage,
    UsageLine, Voucher, quote,
};
use rust_decimal::Decimal;

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn usd() -> Currency {
    "USD".parse().unwrap()
}

#[test]
fn money_has_an_order_within_a_currency_and_none_across() {
    assert!(money("9 USD") < money("10 USD"));
    assert!(money("-1 USD") < money("0 USD"));
    assert!(money("1.50 USD") >= money("1.5 USD"));
    assert_eq!(money("9 USD").partial_cmp(&money("10 CNY")), None);
    assert_eq!(money("0 USD").partial_cmp(&money("0 CNY")), None);
    assert!(money("9 USD") != money("9 CNY"));
    assert_eq!(money("9 USD").max(money("10 USD")), Ok(money("10 USD")));
    assert!(money("9 USD").min(money("10 CNY")).is_err());
}

#[test]
fn money_sums_exactly_and_only_in_one_currency() {
    let sum = |parts: &[&str]| Money::sum(usd(), parts.iter().map(|part| money(part)));
    assert_eq!(sum(&[]), Ok(money("0 USD")));
    assert_eq!(sum(&["0.1 USD", "0.2 USD", "-0.3 USD"]), Ok(money("0 USD")));
    assert_eq!(
        sum(&["1 USD", "1 CNY"]),
        Err(ValueProblem::CurrencyMismatch {
            value: "CNY".into(),
            expected: "USD".into()
        })
    );
    let most = money(&format!("{} USD", "9".repeat(28)));
    assert_eq!(Money::sum(usd(), [most]), Ok(most));
    let twice = Money::sum(usd(), [most, most]);
    assert!(matches!(twice, Err(ValueProblem::TooLarge { .. })));
}

#[test]
fn whole_numbers_and_decimals_are_numbers_of_zero_or_more() -> Result<(), Problems> {
    assert_eq!(NonNegative::from(7_u32), "7".parse()?);
    assert_eq!(NonNegative::from(u64::MAX).get(), Decimal::from(u64::MAX));
    assert_eq!(NonNegative::try_from(7_i32), Ok(NonNegative::from(7_u32)));
    assert_eq!(NonNegative::try_from(0_i32), Ok(NonNegative::ZERO));
    let negative = |value: &str| {
        Err(ValueProblem::Negative {
            value: value.into(),
        })
    };
    assert_eq!(NonNegative::try_from(-1_i32), negative("-1"));
    assert_eq!(
        NonNegative::try_from(Decimal::new(25, 1)),
        Ok("2.5".parse()?)
    );
    assert_eq!(
        NonNegative::try_from(Decimal::new(-25, 1)),
        negative("-2.5")
    );
    // Minus zero is zero.
    assert!(NonNegative::try_from(-Decimal::ZERO).is_ok_and(|none| none.is_zero()));
    assert_eq!(
        Decimal::from(NonNegative::from(7_u32)),
        Decimal::from(7_u32)
    );
    assert_eq!(Number::from(Decimal::new(-5, 1)).to_string(), "-0.5");
    Ok(())
}

#[test]
fn constructors_take_texts_numbers_and_values_alike() -> Result<(), Problems> {
    let usage = Usage::default();
    let of_number = usage.clone().with_block("month", 730)?;
    assert_eq!(usage.clone().with_block("month", "730")?, of_number);
    assert_eq!(usage.clone().with_block("month", 730_u64)?, of_number);
    assert_eq!(usage.with_block("month", Decimal::from(730))?, of_number);
    let negative = Usage::default().with_block("month", -1).unwrap_err();
    assert_eq!(negative, ValueProblem::Negative { value: "-1".into() });
    let (line, sku): (LineId, SkuId) = ("servers".parse()?, "vm".parse()?);
    let quantity: Quantity = "730 Hours".parse()?;
    assert_eq!(
        UsageLine::new(line, sku, quantity)?,
        UsageLine::new("servers", String::from("vm"), "730 Hours")?
    );
    assert_eq!(Fee::hourly(money("5 USD"))?, Fee::hourly("5 USD")?);
    assert!(Fee::hourly("5").is_err());
    assert_eq!(
        PriceBook::new("acme", "north", usd())?,
        PriceBook::new(String::from("acme"), "north", "USD")?
    );
    Ok(())
}

#[test]
fn days_are_dates() -> Result<(), Problems> {
    let date = Date::constant(2024, 2, 29);
    let day = Day::try_from(date)?;
    assert_eq!(day, "2024-02-29".parse()?);
    assert_eq!((Date::from(day), day.date()), (date, date));
    assert_eq!(AsOf::from(day), "2024-02-29".parse()?);
    assert!(day < Day::try_from(Date::constant(2024, 3, 1))?);
    assert!(Day::try_from(Date::constant(-1, 1, 1)).is_err());
    Ok(())
}

#[test]
fn names_are_texts_and_maps_are_looked_up_by_text() -> Result<(), Problems> {
    let id = SkuId::try_from(String::from("vm"))?;
    assert_eq!(id, "vm");
    assert_eq!((id.as_str(), id.as_ref()), ("vm", "vm"));
    let prices = BTreeMap::from([(id, 1)]);
    assert_eq!(prices.get("vm"), Some(&1));
    assert_eq!(prices.get("gpu"), None);
    let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "1")?;
    assert_eq!(book.skus["vm"].service, "compute");
    for wrong in ["", " vm", "v\u{200b}m"] {
        let value = wrong.to_owned();
        assert_eq!(
            Provider::try_from(wrong.to_owned()),
            Err(ValueProblem::NotAName { value })
        );
    }
    Ok(())
}

#[test]
fn numbers_show_as_many_decimals_and_columns_as_asked() -> Result<(), Problems> {
    let cost = money("63.075 USD");
    assert_eq!(format!("{cost}"), "63.075 USD");
    assert_eq!(format!("{cost:.2}"), "63.08 USD");
    assert_eq!(format!("{cost:.0}"), "63 USD");
    assert_eq!(format!("{cost:.5}"), "63.07500 USD");
    assert_eq!(format!("{cost:>20}"), "          63.075 USD");
    assert_eq!(format!("{cost:20}|"), "63.075 USD          |");
    assert_eq!(format!("{cost:*^14.2}"), "**63.08 USD***");
    // A text wider than the column is not truncated.
    assert_eq!(format!("{cost:3}"), "63.075 USD");
    // Half up rounds away from zero, and zero has no sign.
    assert_eq!(format!("{:.2}", money("-0.125 USD")), "-0.13 USD");
    assert_eq!(format!("{:.2}", money("-0.001 USD")), "0.00 USD");
    // A precision beyond the largest scale prints all decimals.
    assert_eq!(format!("{cost:.100}"), "63.075 USD");
    let amount: NonNegative = "0.0949".parse()?;
    assert_eq!(format!("{amount:.2}|{amount:>8}"), "0.09|  0.0949");
    let number: Number = "-1.005".parse()?;
    assert_eq!(format!("{number:.2}|{number:<8}|"), "-1.01|-1.005  |");
    let used: Quantity = "2.5 GB-Months".parse()?;
    assert_eq!(
        format!("{used:.2}|{used:>15}"),
        "2.50 GB-Months|  2.5 GB-Months"
    );
    let id: SkuId = "vm".parse()?;
    assert_eq!(
        format!("{id:>4}|{:<5}|{:^5}", usd(), id),
        "  vm|USD  | vm  "
    );
    Ok(())
}

/// Machines at 1 USD an hour with a partly unused savings plan, a discount, a voucher and tax.
fn rich() -> Result<Quote, Problems> {
    let book = PriceBook::new("acme", "north", "USD")?;
    let price = PriceModel::Flat(NonNegative::ONE);
    let vm = Sku::new("compute", "Hours", price)?;
    let published = Citation::new("a page", "2026-01-31".parse()?);
    let book = book.with("vm", vm.published_in(published))?;
    let usage = Usage::default().with_block("day", 12)?;
    let mut usage = usage.with_block("night", 12)?;
    for (line, hours, block) in [("busy", "30 Hours", "day"), ("calm", "6 Hours", "night")] {
        let mut line = UsageLine::new(line, "vm", hours)?;
        line.during = Some(block.parse()?);
        usage.lines.push(line);
    }
    // The plan covers 2 machines an hour for 1.2 USD: 24 machine hours in each half of the day.
    let fee = Fee::hourly("1.2 USD")?;
    let agreement = Agreement::default().with_discount("frame contract", "9折")?;
    let mut agreement = agreement.with_commitment(Commitment::new("ri", 2, fee)?);
    agreement.tax = Some(Tax {
        percent: "6".parse()?,
        listed: TaxInclusion::BeforeTax,
    });
    agreement.billing.vouchers.push(Voucher {
        id: "welcome".parse()?,
        amount: "5 USD".parse()?,
        at_least: None,
        scope: Scope::default(),
        until: None,
    });
    quote(&book, &usage, &agreement)
}

#[test]
fn a_quote_its_charges_and_its_bill_are_shown_in_decimals_and_columns() -> Result<(), Problems> {
    let quote = rich()?;
    insta::assert_snapshot!(quote, @r"
    busy: 24 Hours of vm, covered by ri, 14.4 USD
    busy: 6 Hours of vm, 5.4 USD
    calm: 6 Hours of vm, covered by ri, 3.6 USD
    ri (night): 18 of 24 unused, 10.8 USD
    total: 34.2 USD
    ");
    insta::assert_snapshot!(format!("{quote:>12.2}"), @r"
    busy: 24 Hours of vm, covered by ri,    14.40 USD
    busy: 6 Hours of vm,     5.40 USD
    calm: 6 Hours of vm, covered by ri,     3.60 USD
    ri (night): 18 of 24 unused,    10.80 USD
    total:    34.20 USD
    ");
    insta::assert_snapshot!(quote.bill()?, @r"
    busy: 19.8 USD
    calm: 3.6 USD
    ri, unused (night): 10.8 USD
    voucher welcome: -5 USD
    6% tax: 1.752 USD
    amount due: 30.952 USD
    ");
    insta::assert_snapshot!(format!("{:>12.2}", quote.bill()?), @r"
    busy:    19.80 USD
    calm:     3.60 USD
    ri, unused (night):    10.80 USD
    voucher welcome:    -5.00 USD
    6% tax:     1.75 USD
    amount due:    30.95 USD
    ");
    let unused = quote.charges.last().unwrap();
    assert_eq!(
        format!("{unused:.2}|{unused:>10}"),
        "ri (night): 18 of 24 unused, 10.80 USD|ri (night): 18 of 24 unused,   10.8 USD"
    );
    Ok(())
}

#[test]
fn a_quote_reads_back_from_what_it_writes() -> Result<(), Box<dyn std::error::Error>> {
    let quote = rich()?;
    let mut charges = quote.charges.iter();
    assert!(charges.any(|charge| matches!(charge, Charge::UnusedCommitment(_))));
    let mut charges = quote.usage_charges();
    assert!(charges.any(|charge| charge.covered_by.is_some()));
    let mut lines = quote.bill()?.lines.iter();
    assert!(lines.any(|line| matches!(line.kind, BillLineKind::Voucher(_))));
    let read: Quote = serde_json::from_str(&serde_json::to_string(&quote)?)?;
    assert_eq!(read, quote);
    Ok(())
}

#[test]
fn an_incomplete_quote_has_no_total_and_names_its_lines() -> Result<(), Problems> {
    let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "1")?;
    let book = book.with("gpu", Sku::new("compute", "Hours", None)?)?;
    let usage = Usage::default().with("servers", "vm", "10 Hours")?;
    let mut usage = usage.with("training", "gpu", "3 Hours")?;
    let unmatched = r#"[{ "id": "backups", "quantity": "7 GB" }]"#;
    usage.unmatched = serde_json::from_str(unmatched).unwrap();
    let quote = quote(&book, &usage, &Agreement::default())?;
    let missing = Problem::MissingPrices {
        value: vec!["training".parse()?, "backups".parse()?],
    };
    assert_eq!(quote.effective(), Err(missing.clone()));
    assert_eq!(quote.contracted(), Err(missing.clone()));
    assert_eq!(quote.list(), Err(missing.clone()));
    assert_eq!(quote.costs(), Err(missing.clone()));
    assert_eq!(quote.bill(), Err(missing));
    assert_eq!(quote.bill, None);
    // The known costs are a part of the total.
    assert_eq!(quote.total.complete(), None);
    assert_eq!(quote.total.known().effective, money("10 USD"));
    insta::assert_snapshot!(format!("{quote:.2}"), @r"
    servers: 10 Hours of vm, 10.00 USD
    training: 3 Hours, no price
    backups: 7 GB, no SKU of the price book matches this
    incomplete, more than 10.00 USD
    ");
    Ok(())
}

#[test]
fn unused_commitment_and_usage_are_never_one_item_of_the_bill() -> Result<(), Problems> {
    let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "1")?;
    let usage = Usage::default().with_block("day", 10)?;
    let mut usage = usage.with_block("night", 10)?;
    for (line, during) in [("ri (night)", "day"), ("ri, unused (night)", "night")] {
        let mut line = UsageLine::new(line, "vm", "5 Hours")?;
        line.during = Some(during.parse()?);
        usage.lines.push(line);
    }
    let reservation = Commitment::new("ri", 2, Fee::hourly("1 USD")?)?;
    let agreement = Agreement::default().with_commitment(reservation);
    let quote = quote(&book, &usage, &agreement)?;
    let lines = quote.bill()?.lines.iter();
    let lines: Vec<_> = lines
        .map(|line| (line.kind.clone(), line.amount.to_string()))
        .collect();
    let used = |line: &str| BillItem::Usage(line.parse().unwrap());
    let unused = |block: &str| BillItem::UnusedCommitment {
        commitment: "ri".parse().unwrap(),
        time_block: Some(block.parse().unwrap()),
    };
    // The fee is 10 USD for the 20 machine hours of each half; 5 of them are used.
    assert_eq!(
        lines,
        [
            (used("ri (night)"), "2.5 USD"),
            (used("ri, unused (night)"), "2.5 USD"),
            (unused("day"), "7.5 USD"),
            (unused("night"), "7.5 USD"),
        ]
        .map(|(item, amount)| (BillLineKind::Charge(item), amount.to_owned()))
    );
    assert_eq!(quote.bill()?.amount_due, money("20 USD"));
    Ok(())
}

#[test]
fn terms_and_commitments_keep_the_order_in_which_they_are_added() -> Result<(), Problems> {
    let both = Agreement::default().with_discount("first", "5折")?;
    let second = Term::new("second".parse()?, PriceChange::Pay("5折".parse()?));
    let both = both.with_term(second);
    let names: Vec<&str> = both.terms.0.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(names, ["first", "second"]);
    let plan = |id: &str| Commitment::savings_plan(id, "5 USD", [("vm", "0.4 USD")]);
    let held = both.with_commitment(plan("a")?).with_commitment(plan("b")?);
    let names: Vec<&str> = held
        .commitments
        .held
        .iter()
        .map(|held| held.id.as_str())
        .collect();
    assert_eq!(names, ["a", "b"]);
    Ok(())
}
