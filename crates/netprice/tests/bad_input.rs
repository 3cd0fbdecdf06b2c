//! Every kind of bad input, and the message that it gets: the field, the value, the expectation.

use netprice::bandwidth::fee::{Excess, FixedDay, Guarantee};
use netprice::bandwidth::peak::{Method, peak};
use netprice::bandwidth::samples::{Row, Samples, Zone};
use netprice::commit::best::{Curve, Offer, best};
use netprice::commit::cover;
use netprice::commit::offer::Commitments;
use netprice::convert::{ExchangeRates, convert};
use netprice::decimal::Amount;
use netprice::error::Problem;
use netprice::money::{Currency, Money};
use netprice::price::{HoursOfDay, PriceModel, Tier};
use netprice::price_book::{PriceBook, Sku};
use netprice::published::{AsOf, Published};
use netprice::quantity::{Quantity, Unit};
use netprice::quote::quote;
use netprice::rate::PayRate;
use netprice::tax::Footing;
use netprice::terms::Terms;
use netprice::usage::{Usage, UsageLine};

fn refused<T: std::str::FromStr<Err = Problem> + std::fmt::Debug>(text: &str) -> String {
    text.parse::<T>().unwrap_err().to_string()
}

#[test]
fn numbers() {
    let messages: Vec<String> = [
        "",
        " ",
        "-1",
        "1e5",
        "1,000",
        "１２",
        "+1",
        ".5",
        "5.",
        "1 ",
        "NaN",
        "12345678901234567890123456789",
        "0.12345678901234567890123456789",
    ]
    .into_iter()
    .map(refused::<Amount>)
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    '' is empty; expected a value
    '' is empty; expected a value
    '-1' is negative; expected zero or more
    '1e5' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '1,000' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '１２' has digits of another width or script; expected the digits 0 to 9
    '+1' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '.5' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '5.' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '1 ' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    'NaN' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    '12345678901234567890123456789' has more digits than can be kept exactly; expected at most 28 digits
    '0.12345678901234567890123456789' has more digits than can be kept exactly; expected at most 28 digits
    ");
}

#[test]
fn pay_rates() {
    let messages: Vec<String> = [
        "",
        "45",
        "45%",
        "0.45",
        "10折",
        "100折",
        "4.5.折",
        "折",
        "pay 45",
        "45 off",
        "pay 101%",
        "101% off",
        "pay -1%",
        "４.５折",
        "45.5折",
        "pay 1e1%",
        "half",
        "pay 33.33333333333%",
    ]
    .into_iter()
    .map(refused::<PayRate>)
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    '' is empty; expected a value
    '45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    '45%' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折
    '0.45' alone could mean paying 0.45% or saving 0.45%; expected 'pay 0.45%', '0.45% off' or 折
    '10折' could mean paying 100% or 10%; expected 'pay 100%' or 1折
    '100折' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '4.5.折' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '折' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 45' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '45 off' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 101%' is outside the range of a pay rate; expected to pay from 0% to 100% of list
    '101% off' is outside the range of a pay rate; expected to pay from 0% to 100% of list
    'pay -1%' is outside the range of a pay rate; expected to pay from 0% to 100% of list
    '４.５' has digits of another width or script; expected the digits 0 to 9
    '45.5折' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    '1e1' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    'half' is not a pay rate; expected 4.5折, 45折, 'pay 45%' or '55% off'
    'pay 33.33333333333%' has more decimals than a share keeps; expected at most 12, or 10 in percent
    ");
}

#[test]
fn the_notations_of_one_pay_rate_are_equal() {
    let expected: PayRate = "pay 45%".parse().unwrap();
    for text in [
        "4.5折",
        "45折",
        "四五折",
        "四点五折",
        "55% off",
        "PAY 45 %",
        "付 45%",
        "省55%",
        "4.50折",
    ] {
        assert_eq!(text.parse::<PayRate>(), Ok(expected), "{text}");
    }
    let half: PayRate = "pay 50%".parse().unwrap();
    for text in ["5折", "五折", "半价", "对折", "50折", "50% off"] {
        assert_eq!(text.parse::<PayRate>(), Ok(half), "{text}");
    }
}

#[test]
fn money_quantities_units_names_and_dates() {
    let messages = [
        refused::<Money>("12.34"),
        refused::<Money>("12.34 RMB"),
        refused::<Currency>("usd"),
        refused::<Quantity>("730"),
        refused::<Quantity>("-1 GB"),
        refused::<Quantity>("1e5 GB"),
        refused::<Unit>("GB "),
        refused::<Unit>("1000"),
        refused::<Unit>("千兆"),
        refused::<netprice::id::SkuId>(""),
        refused::<netprice::id::SkuId>(" vm"),
        refused::<AsOf>("2026-02-30"),
        refused::<AsOf>("2026"),
        refused::<AsOf>("2026-02-01/2026-01-01"),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r"
    '12.34' is not an amount of money; expected a number and a currency, such as 12.34 USD
    'RMB' is not a known currency; expected an ISO 4217 code such as CNY or USD
    'usd' is not a known currency; expected an ISO 4217 code such as CNY or USD
    '730' is not a quantity; expected a number and a unit, such as 730 Hours
    '-1' is negative; expected zero or more
    '1e5' is not a plain decimal number; expected digits with at most one point, such as 1234.5
    'GB ' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '1000' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '千兆' is not a unit; expected FOCUS notation, such as Hours, GB or GB-Months
    '' is not a name; expected 1 to 120 visible characters without spaces at the ends
    ' vm' is not a name; expected 1 to 120 visible characters without spaces at the ends
    '2026-02-30' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    '2026' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    '2026-02-01/2026-01-01' is not a date; expected YYYY-MM-DD, or two such dates with a / between
    ");
}

fn book(sku: &str, price: PriceModel) -> PriceBook {
    let mut book = PriceBook::new(
        "acme".parse().unwrap(),
        "north".parse().unwrap(),
        "USD".parse().unwrap(),
    );
    let sku_data = Sku::new(
        "network".parse().unwrap(),
        "GB".parse().unwrap(),
        Some(price),
        Published::new("a page", "2026-01-31".parse().unwrap()),
    );
    book.skus.insert(sku.parse().unwrap(), sku_data);
    book
}

fn line(id: &str, sku: &str, quantity: &str) -> UsageLine {
    UsageLine::new(
        id.parse().unwrap(),
        sku.parse().unwrap(),
        quantity.parse().unwrap(),
    )
}

#[test]
fn a_quote_reports_all_its_problems_together() {
    let book = book(
        "egress",
        PriceModel::Flat("90000000000000000".parse().unwrap()),
    );
    let usage = Usage::of(vec![
        line("a", "egres", "1 GB"),
        line("b", "egress", "1 Hours"),
        line("b", "egress", "1 GB"),
        line("c", "egress", "9000000000000000000 GB"),
    ]);
    let errors = quote(&book, &usage, &Terms::default()).unwrap_err();
    insta::assert_snapshot!(errors, @r"
    usage.lines[2].id: 'b' names two usage lines; expected a name used once
    usage.lines[0].sku: 'egres' is not in the price book; expected one of egress
    usage.lines[1].quantity: '1 Hours' does not convert to the unit of the price; expected GB
    usage.lines[3].quantity: 90000000000000000 × 9000000000000000001 is too large to be kept exactly; expected a result of at most 28 digits, decimals included
    ");
}

#[test]
fn a_tier_table_reports_all_its_problems_together() {
    let tier = |from: &str, up_to: Option<&str>| Tier {
        from: from.parse().unwrap(),
        up_to: up_to.map(|bound| bound.parse().unwrap()),
        unit_price: "1".parse().unwrap(),
        ..Tier::default()
    };
    let tiers = vec![
        tier("5", Some("10")),
        tier("12", Some("11")),
        tier("10", None),
        tier("20", Some("30")),
    ];
    let errors = quote(
        &book("egress", PriceModel::Graduated(tiers)),
        &Usage::default(),
        &Terms::default(),
    );
    insta::assert_snapshot!(errors.unwrap_err(), @r"
    price_book.skus.egress.price.graduated[0].from: the first tier starts at '5'; expected 0
    price_book.skus.egress.price.graduated[1].from: the tier starts at '12' and leaves a gap; expected 10, where the tier before ends
    price_book.skus.egress.price.graduated[1].up_to: the tier ends at '11'; expected more than 12, where it starts
    price_book.skus.egress.price.graduated[2].from: the tier starts at '10' and overlaps the one before; expected 11, where that one ends
    price_book.skus.egress.price.graduated[2].up_to: the tier has no end; expected one, since only the last tier is open
    price_book.skus.egress.price.graduated[3].up_to: the last tier ends at '30'; expected no end, so that all usage has a price
    ");
}

#[test]
fn exchange_rates() {
    let mut rates = ExchangeRates {
        source: "a bank".into(),
        as_of: "2026-10-30".parse().unwrap(),
        base: "EUR".parse().unwrap(),
        rates: [("USD".parse().unwrap(), "1.1172".parse().unwrap())].into(),
    };
    let book = book("egress", PriceModel::Flat("1".parse().unwrap()));
    let quote = quote(&book, &Usage::default(), &Terms::default()).unwrap();
    let cny = "CNY".parse().unwrap();
    let missing = convert(&quote, cny, &rates, Footing::AsListed).unwrap_err();
    rates.rates.insert(cny, "0".parse().unwrap());
    let zero = convert(&quote, cny, &rates, Footing::AsListed).unwrap_err();
    insta::assert_snapshot!(format!("{missing}\n{zero}"), @r"
    exchange_rates.CNY: 'CNY' has no exchange rate; expected one of EUR, USD
    exchange_rates.CNY: 'CNY' has an exchange rate of 0; expected more than zero
    ");
}

#[test]
fn json_numbers_are_refused_since_their_decimals_may_be_lost() {
    let error = serde_json::from_str::<Amount>("0.1").unwrap_err();
    insta::assert_snapshot!(error, @r#"invalid type: floating point `0.1`, expected a decimal number as text, such as "0.09" at line 1 column 3"#);
}

#[test]
fn everything_wrong_with_a_price_is_said_at_its_field() {
    let problems = |price: &str| {
        let price: PriceModel = serde_json::from_str(price).unwrap();
        let said = price.problems("price");
        said.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let windows = r#"{ "by_time_of_day": [
        { "hours": "00:00/08:00", "price": { "flat": "1" } },
        { "hours": "07:00/24:00", "price": { "graduated": [] } } ] }"#;
    assert_eq!(
        problems(windows),
        [
            "price.by_time_of_day[1].hours: '07:00/24:00' overlaps 00:00/08:00; \
             expected each hour in one window",
            "price.by_time_of_day[1].price.graduated: there are no tiers; expected at least one",
        ]
    );
    assert_eq!(problems(r#"{ "by_time_of_day": [] }"#).len(), 1);
    let fee = r#"{ "graduated": [
        { "from": "0", "up_to": "5", "unit_price": "1", "fee_at_zero": true },
        { "from": "5", "unit_price": "1", "fee_at_zero": FEE, "per": "0" } ] }"#;
    let inside = problems(&fee.replace("FEE", "true"));
    assert_eq!(inside.len(), 2, "{inside:?}");
    assert!(
        inside[0].starts_with("price.graduated[1].per:"),
        "{inside:?}"
    );
    assert!(
        inside[1].starts_with("price.graduated[1].fee_at_zero:"),
        "{inside:?}"
    );
    // The first tier may owe its fee at zero.
    assert_eq!(problems(&fee.replace("FEE", "false")).len(), 1);
    assert!("08:00/08:00".parse::<HoursOfDay>().is_err());
}

#[test]
fn later_prices_are_in_the_order_of_their_days() {
    let book = |second: &str| {
        let text = format!(
            r#"{{ "provider": "acme", "region": "north", "currency": "USD", "skus": {{ "vm": {{
                "service": "compute", "unit": "Hours", "price": {{ "flat": "1" }},
                "published": {{ "source": "a page", "as_of": "2026-01-31" }},
                "later": [
                    {{ "from": "2026-03-01", "price": {{ "flat": "2" }},
                       "published": {{ "source": "a page", "as_of": "2026-01-31" }} }},
                    {{ "from": "{second}", "price": {{ "flat": "3" }},
                       "published": {{ "source": "a page", "as_of": "2026-01-31" }} }} ] }} }} }}"#
        );
        serde_json::from_str::<PriceBook>(&text).unwrap().problems()
    };
    assert!(book("2026-04-01").is_empty());
    for wrong in ["2026-03-01", "2026-02-01"] {
        let problems = book(wrong);
        assert_eq!(problems.len(), 1, "{wrong}");
        assert_eq!(problems[0].field, "skus.vm.later[1].from");
    }
}

#[test]
fn everything_wrong_with_commitments_is_said_together() {
    let book: PriceBook = serde_json::from_str(
        r#"{ "provider": "acme", "region": "north", "currency": "USD", "skus": { "vm": {
            "service": "compute", "unit": "Hours", "price": { "flat": "1" },
            "published": { "source": "a page", "as_of": "2026-01-31" } } } }"#,
    )
    .unwrap();
    let told = |usage: &str, held: &str| -> Vec<String> {
        let usage: Usage = serde_json::from_str(usage).unwrap();
        let held: Commitments = serde_json::from_str(held).unwrap();
        let quote = quote(&book, &usage, &Terms::default()).unwrap();
        let errors = cover(quote, &book, &usage, &held).unwrap_err();
        errors.0.iter().map(ToString::to_string).collect()
    };
    let line = r#""lines": [{ "id": "line", "sku": "vm", "quantity": "10 Hours" }]"#;
    let wrong = r#"{ "held": [
        { "id": "a", "capacity": "0", "over": "period", "fee": { "period": "1 CNY" },
          "scope": { "skus": ["vm"] }, "exclusive": true },
        { "id": "a", "capacity": "1", "draws": { "rates": { "gpu": "0.5 CNY" } },
          "fee": { "upfront": "1 USD", "term_hours": "0" } },
        { "id": "c", "capacity": "1", "draws": { "factors": {} }, "fee": { "upfront": "1 USD" } },
        { "id": "d", "capacity": "1", "fee": {}, "draws": { "factors": { "vm": "0" } },
          "exclusive": true, "until": "2026-12-31" } ] }"#;
    assert_eq!(
        told(&format!("{{ {line} }}"), wrong),
        [
            "commitments.held[0].capacity: '0' is zero; expected more than zero",
            "commitments.held[0].fee.period: 'CNY' is another currency; expected USD",
            "commitments.held[1].id: 'a' names two commitments; expected a name used once",
            "commitments.held[1].draws: 'gpu' is not in the price book; expected one of vm",
            "commitments.held[1].draws.rates.gpu: 'CNY' is another currency; expected USD",
            "commitments.held[1].fee.term_hours: '0' is zero; expected more than zero",
            "commitments.held[2].draws: '' names nothing that is covered; expected at least one SKU",
            "commitments.held[2].fee.term_hours: '' is empty; expected a value",
            "commitments.held[3].draws.vm: '0' is zero; expected more than zero",
            "commitments.held[3].fee: '' is empty; expected a value",
            "commitments.held[3].exclusive: 'd' and a are both exclusive for vm; \
             expected one exclusive pack for each SKU",
            "usage.stretches: '' has no stretches of hours, and a commitment counts by the hour; \
             expected at least one, with its hours",
            "commitments.held[3].until: '' is no day, and prices or terms have dates; \
             expected YYYY-MM-DD",
        ]
    );
    let plan = r#"{ "held": [{ "id": "a", "capacity": "1", "fee": { "hourly": "1 USD" } }] }"#;
    let stretches = r#""stretches": [{ "id": "peak", "hours": "10" }, { "id": "peak", "hours": "0" },
        { "id": "valley", "hours": "1" }]"#;
    assert_eq!(
        told(&format!("{{ {stretches}, {line} }}"), plan),
        [
            "usage.stretches[1].id: 'peak' names two stretches of hours; expected a name used once",
            "usage.stretches[1].hours: '0' is zero; expected more than zero",
            "usage.lines[0].during: '' is no stretch of hours, and a commitment counts by the hour; \
             expected one of peak, peak, valley",
        ]
    );
    let named = r#"{ "held": [{ "id": "line", "capacity": "1", "over": "period",
        "fee": { "period": "-1 USD" } }] }"#;
    assert_eq!(
        told(&format!("{{ {line} }}"), named),
        [
            "commitments.held[0].fee.period: '-1 USD' is negative; expected zero or more",
            "commitments.held[0].id: 'line' is the name of a usage line too; expected another name",
        ]
    );
    let gb = r#""lines": [{ "id": "line", "sku": "vm", "quantity": "10 Hours" },
        { "id": "gb", "sku": "gb", "quantity": "10 GB" }]"#;
    let both: PriceBook = serde_json::from_str(
        r#"{ "provider": "acme", "region": "north", "currency": "USD", "skus": {
            "vm": { "service": "compute", "unit": "Hours", "price": { "flat": "1" },
                "published": { "source": "a page", "as_of": "2026-01-31" } },
            "gb": { "service": "network", "unit": "GB", "price": { "flat": "1" },
                "published": { "source": "a page", "as_of": "2026-01-31" } } } }"#,
    )
    .unwrap();
    let usage: Usage = serde_json::from_str(&format!("{{ {gb} }}")).unwrap();
    let held: Commitments = serde_json::from_str(
        r#"{ "held": [{ "id": "p", "capacity": "5", "over": "period", "fee": { "period": "1 USD" } }] }"#,
    )
    .unwrap();
    let quote = quote(&both, &usage, &Terms::default()).unwrap();
    let errors = cover(quote, &both, &usage, &held).unwrap_err();
    assert_eq!(errors.0.len(), 1);
    assert_eq!(errors.0[0].field, "commitments.held[0].scope");
    let unknown = line.replace("10 Hours\"", "10 Hours\", \"during\": \"night\"");
    let one = r#""stretches": [{ "id": "day", "hours": "10" }]"#;
    assert_eq!(
        told(&format!("{{ {one}, {unknown} }}"), plan),
        [
            "usage.lines[0].during: 'night' is no stretch of hours of this usage; expected one of day"
        ]
    );
}

#[test]
fn a_curve_with_gaps_and_offers_in_other_currencies_are_told() {
    let hours = |numbers: &[u32]| {
        let demand = |number: &u32| (*number, "1".parse().unwrap());
        Curve::hourly(&numbers.iter().map(demand).collect::<Vec<_>>())
    };
    let errors = hours(&[0, 1, 3, 4, 4]).unwrap_err();
    let said: Vec<String> = errors.0.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "curve[2]: the curve goes on at '3'; expected 2, so that every hour is known",
            "curve[4]: the curve goes on at '4'; expected 5, so that every hour is known",
        ]
    );
    assert!(hours(&[]).is_err());
    let offer = |id: &str, fee: &str, used: &str| Offer {
        id: id.parse().unwrap(),
        fee: fee.parse().unwrap(),
        use_price: used.parse().unwrap(),
    };
    let offers = [
        offer("a", "1 CNY", "0 USD"),
        offer("b", "1 USD", "0 USD"),
        offer("c", "1 USD", "0 EUR"),
    ];
    let curve = hours(&[7, 8]).unwrap();
    let errors = best(&curve, "1 USD".parse().unwrap(), &offers).unwrap_err();
    let fields: Vec<&str> = errors.0.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["offers[0]", "offers[2]"]);
}

fn table<'a>(rows: &[(&'a str, &'a str, &'a str)]) -> Vec<Row<'a>> {
    let row = |(time, inbound, outbound): &(&'a str, &'a str, &'a str)| Row {
        time,
        inbound,
        outbound,
    };
    rows.iter().map(row).collect()
}

fn samples_told(rows: &[(&str, &str, &str)]) -> Vec<String> {
    let errors = Samples::read(&table(rows), 5, Zone(480)).unwrap_err();
    errors.0.iter().map(ToString::to_string).collect()
}

#[test]
fn every_wrong_row_of_a_table_of_traffic_is_told() {
    assert_eq!(
        samples_told(&[
            ("2026-11-01T00:00", "1", "1"),
            ("2026-11-01T00:05", "-1", "1e3"),
            ("2026-11-01T00:10", "1", "1"),
            ("2026-11-01T00:10", "1", "1"),
            ("2026-11-01T00:05", "1", "1"),
            ("2026-11-01T00:12", "1", "1"),
            ("2026-11-31T00:00", "1", ""),
            ("yesterday", "1", "0.0000001"),
        ]),
        [
            "rows[1].in: '-1' is negative; expected zero or more",
            "rows[1].out: '1e3' is not a plain decimal number; expected digits with at most one \
             point, such as 1234.5",
            "rows[3].time: '2026-11-01T00:10' was there already; expected each time once",
            "rows[4].time: '2026-11-01T00:05' is before the row before; expected rising times",
            "rows[5].time: '2026-11-01T00:12' is off the interval; expected whole steps of 5 \
             minutes from the first",
            "rows[6].time: '2026-11-31T00:00' is not a time; expected YYYY-MM-DDTHH:MM, with Z or \
             a zone such as +08:00 if it has one",
            "rows[6].out: '' is empty; expected a value",
            "rows[7].time: 'yesterday' is not a time; expected YYYY-MM-DDTHH:MM, with Z or a zone \
             such as +08:00 if it has one",
            "rows[7].out: '0.0000001' Mbps are no whole bits a second; expected at most 6 decimals",
        ]
    );
    assert_eq!(samples_told(&[]), ["rows: '' is empty; expected a value"]);
    let far = [
        ("1970-01-01T00:00", "1", "1"),
        ("2026-01-01T00:00", "1", "1"),
    ];
    assert!(
        samples_told(&far)[0].starts_with("rows: "),
        "too long a gap"
    );
    let interval = Samples::read(&table(&[("2026-11-01T00:00", "1", "1")]), 0, Zone(0));
    assert_eq!(interval.unwrap_err().0[0].field, "interval");
    for wrong in [
        "2026-11-01T00:00:30",
        "2026-11-01T00:00+8",
        "2026-11-01T00:00+15:00",
        "",
        "Z",
    ] {
        assert!(
            samples_told(&[(wrong, "1", "1")])[0].contains("is not a time"),
            "{wrong}"
        );
    }
}

#[test]
fn the_hour_that_a_clock_repeats_is_told_without_a_zone_and_read_with_one() {
    // Central Europe, 2026-10-25: 02:00 to 03:00 comes twice.
    let hours = ["00", "01", "02", "02", "03"];
    let local: Vec<String> = hours
        .iter()
        .map(|hour| format!("2026-10-25T{hour}:00"))
        .collect();
    let rows: Vec<_> = local.iter().map(|time| (time.as_str(), "1", "1")).collect();
    let errors = Samples::read(&table(&rows), 60, Zone(60)).unwrap_err();
    assert_eq!(errors.0.len(), 1);
    assert_eq!(errors.0[0].field, "rows[3].time");
    let zones = ["+02:00", "+02:00", "+02:00", "+01:00", "+01:00"];
    let zoned = local
        .iter()
        .zip(zones)
        .map(|(time, zone)| format!("{time}{zone}"));
    let zoned: Vec<String> = zoned.collect();
    let rows: Vec<_> = zoned.iter().map(|time| (time.as_str(), "1", "1")).collect();
    let samples = Samples::read(&table(&rows), 60, Zone(60)).unwrap();
    assert_eq!(samples.values.len(), 5);
}

#[test]
fn what_is_missing_is_named_or_ruled() {
    let rows = [
        ("2026-11-01T00:00", "1", "10"),
        ("2026-11-01T00:10", "1", "20"),
    ];
    let samples = Samples::read(&table(&rows), 5, Zone(0)).unwrap();
    let of = |missing: &str| {
        let text = format!(r#"{{ "missing": "{missing}", "within": "mean" }}"#);
        let method: Method = serde_json::from_str(&text).unwrap();
        peak(&samples, &method).map(|peak| peak.mbps.to_string())
    };
    assert_eq!(of("zero").as_deref(), Ok("10"));
    assert_eq!(of("drop").as_deref(), Ok("15"));
    let refused = of("refuse").unwrap_err().to_string();
    assert_eq!(
        refused,
        "sample '2' of 3 is missing; expected all, or a rule for those that are not there"
    );
    let above: Method =
        serde_json::from_str(r#"{ "within": { "discard_top": { "percent": "101" } } }"#).unwrap();
    let whole = Samples {
        values: vec![Some(Default::default())],
        ..samples
    };
    assert!(peak(&whole, &above).is_err());
}

#[test]
fn a_million_rows_are_read_whole() {
    let mut times = Vec::with_capacity(1_000_000);
    for minute in 0..1_000_000_u32 {
        let (day, minute) = (minute / 1_440, minute % 1_440);
        let (year, day) = (2_026 + day / 336, day % 336);
        times.push(format!(
            "{year}-{:02}-{:02}T{:02}:{:02}",
            day / 28 + 1,
            day % 28 + 1,
            minute / 60,
            minute % 60
        ));
    }
    let rows: Vec<_> = times.iter().map(|time| (time.as_str(), "1", "2")).collect();
    let samples = Samples::read(&table(&rows), 1, Zone(0)).unwrap();
    assert_eq!(samples.values.iter().flatten().count(), 1_000_000);
}

#[test]
fn days_that_cannot_be_are_told() {
    let of = |valid_days, existing_days, month_days| {
        Guarantee {
            floor: "100".parse().unwrap(),
            excess: Excess::Greater,
            cap: Some("50".parse().unwrap()),
            valid_days,
            existing_days,
            month_days,
        }
        .billed("80".parse().unwrap())
    };
    // The cap holds the peak at 50, so the floor of 100 is billed.
    assert_eq!(
        of(30, 30, 30).unwrap().sum(),
        Ok("100".parse::<Amount>().unwrap().get())
    );
    assert!(of(30, 32, 31).is_err());
    assert!(of(13, 12, 30).is_err());
    assert!(of(0, 0, 0).is_err());
    let day = |settings: &[&str], hours: &str| {
        let settings = settings.iter().map(|mbps| mbps.parse().unwrap()).collect();
        FixedDay {
            settings,
            hours: hours.parse().unwrap(),
        }
        .billed()
    };
    assert!(day(&[], "1").is_err());
    assert!(day(&["1"], "24.1").is_err());
    assert!(day(&["1"], "24").is_ok());
}
