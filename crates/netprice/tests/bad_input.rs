//! Invalid prices, usage, agreements and traffic, and their messages: the path, the value, the
//! expectation.

use netprice::bandwidth::guarantee::{Excess, FixedDay, Guarantee};
use netprice::bandwidth::method::{Method, peak};
use netprice::bandwidth::samples::{SampleRow, Samples, Zone};
use netprice::book::exchange::ExchangeRates;
use netprice::book::tax::TaxBasis;
use netprice::comparison::convert::convert;
use netprice::market::tender::{Seller, play};
use netprice::sizing::demand::{CapacityOption, Curve, best_ladder};
use netprice::value::hours::HoursOfDay;
use netprice::{Agreement, PriceBook, PriceModel, Problems, Sku, Tier, Usage, quote};

fn book(price: PriceModel) -> PriceBook {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let egress = Sku::new("network", "GB", price).unwrap();
    book.with("egress", egress).unwrap()
}

fn said(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_quote_reports_all_its_problems_together() {
    let book = book(PriceModel::Flat("90000000000000000".parse().unwrap()));
    let mut usage = Usage::default();
    for (id, sku, quantity) in [
        ("a", "egres", "1 GB"),
        ("b", "egress", "1 Hours"),
        ("b", "egress", "1 GB"),
        ("c", "egress", "9000000000000000000 GB"),
    ] {
        usage = usage.with(id, sku, quantity).unwrap();
    }
    let problems = quote(&book, &usage, &Agreement::default()).unwrap_err();
    insta::assert_snapshot!(problems, @r"
    usage.lines[2].id: 'b' is the name of two usage lines; expected a unique name
    usage.lines[0].sku: 'egres' is not in the price book; expected one of egress
    usage.lines[1].quantity: '1 Hours' does not convert to the unit of the price; expected GB
    usage.lines[3].quantity: 810000000000000000090000000000000000 is too large to be kept exactly; expected a result of at most 28 digits, decimals included
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
    let book = book(PriceModel::Graduated(tiers));
    let problems = quote(&book, &Usage::default(), &Agreement::default()).unwrap_err();
    insta::assert_snapshot!(problems, @r"
    price_book.skus.egress.price.graduated[0].from: the first tier starts at '5'; expected 0
    price_book.skus.egress.price.graduated[1].from: the tier starts at '12' and leaves a gap; expected 10, where the tier before ends
    price_book.skus.egress.price.graduated[1].up_to: the tier ends at '11'; expected more than 12, where it starts
    price_book.skus.egress.price.graduated[2].from: the tier starts at '10' and overlaps the one before; expected 11, where that one ends
    price_book.skus.egress.price.graduated[2].up_to: the tier has no end; expected one, since only the last tier is open
    ");
}

#[test]
fn exchange_rates() {
    let mut rates = ExchangeRates {
        later: Vec::new(),
        source: "a bank".into(),
        as_of: "2026-10-30".parse().unwrap(),
        base: "EUR".parse().unwrap(),
        rates: [("USD".parse().unwrap(), "1.1172".parse().unwrap())].into(),
    };
    let book = book(PriceModel::Flat("1".parse().unwrap()));
    let quote = quote(&book, &Usage::default(), &Agreement::default()).unwrap();
    let cny = "CNY".parse().unwrap();
    let missing = convert(quote.clone(), cny, &rates, TaxBasis::AsListed).unwrap_err();
    rates.rates.insert(cny, "0".parse().unwrap());
    let zero = convert(quote, cny, &rates, TaxBasis::AsListed).unwrap_err();
    insta::assert_snapshot!(format!("{missing}\n{zero}"), @r"
    exchange_rates.rates.CNY: 'CNY' has no exchange rate; expected one of EUR, USD
    exchange_rates.rates.CNY: 'CNY' has an exchange rate of 0; expected more than zero
    ");
}

#[test]
fn everything_wrong_with_a_price_is_said_at_its_field() {
    let problems = |price: &str| {
        let price: PriceModel = serde_json::from_str(price).unwrap();
        let problems = price.problems().into_iter();
        let said = problems.map(|located| located.under("price").to_string());
        said.collect::<Vec<_>>()
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
                "later": [
                    {{ "from": "2026-03-01", "price": {{ "flat": "2" }} }},
                    {{ "from": "{second}", "price": {{ "flat": "3" }} }} ] }} }} }}"#
        );
        serde_json::from_str::<PriceBook>(&text).unwrap().problems()
    };
    assert!(book("2026-04-01").is_empty());
    for wrong in ["2026-03-01", "2026-02-01"] {
        let problems = book(wrong);
        assert_eq!(problems.len(), 1, "{wrong}");
        assert_eq!(problems[0].path.to_string(), "skus.vm.later[1].from");
    }
}

#[test]
fn everything_wrong_with_commitments_is_said_together() {
    let book = PriceBook::new("acme", "north", "USD").unwrap();
    let book = book.with_flat("vm", "compute", "Hours", "1").unwrap();
    let under = |book: &PriceBook, usage: &str, held: &str| {
        let usage: Usage = serde_json::from_str(usage).unwrap();
        let agreement = Agreement {
            commitments: serde_json::from_str(held).unwrap(),
            ..Agreement::default()
        };
        // Without commitments, only the time blocks of the usage can be wrong.
        let plain = quote(book, &usage, &Agreement::default()).err();
        let mut plain = plain.into_iter().flatten();
        assert!(plain.all(|located| located.path.within("usage").is_some()));
        quote(book, &usage, &agreement).unwrap_err()
    };
    let told = |usage: &str, held: &str| said(&under(&book, usage, held));
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
            "commitments.held[1].id: 'a' is the name of two commitments; expected a unique name",
            "commitments.held[1].draws: 'gpu' is not in the price book; expected one of vm",
            "commitments.held[1].draws.rates.gpu: 'CNY' is another currency; expected USD",
            "commitments.held[1].fee.term_hours: '0' is zero; expected more than zero",
            "commitments.held[2].draws: the commitment names no SKU; expected at least one SKU",
            "commitments.held[2].fee.term_hours: no value is given; expected one",
            "commitments.held[3].draws.vm: '0' is zero; expected more than zero",
            "commitments.held[3].fee: no value is given; expected one",
            "commitments.held[3].exclusive: 'd' and a are both exclusive for vm; \
             expected one exclusive pack for each SKU",
            "usage.time_blocks: the usage has no time blocks, and a commitment counts by the hour; \
             expected at least one, with its hours",
            "commitments.held[3].until: the usage has no day, and prices or terms have dates; \
             expected YYYY-MM-DD",
        ]
    );
    let plan = r#"{ "held": [{ "id": "a", "capacity": "1", "fee": { "hourly": "1 USD" } }] }"#;
    let blocks = r#""time_blocks": [{ "id": "peak", "hours": "10" }, { "id": "peak", "hours": "0" },
        { "id": "valley", "hours": "1" }]"#;
    assert_eq!(
        told(&format!("{{ {blocks}, {line} }}"), plan),
        [
            "usage.time_blocks[1].id: 'peak' is the name of two time blocks; expected a unique name",
            "usage.time_blocks[1].hours: '0' is zero; expected more than zero",
            "usage.lines[0].during: the usage line names no time block, and a commitment counts by the hour; \
             expected one of peak, peak, valley",
        ]
    );
    let named = r#"{ "held": [{ "id": "line", "capacity": "1", "over": "period",
        "fee": { "period": "-1 USD" } }] }"#;
    assert_eq!(
        told(&format!("{{ {line} }}"), named),
        [
            "commitments.held[0].fee.period: '-1 USD' is negative; expected zero or more",
            "commitments.held[0].id: 'line' is also the name of a usage line; expected another name",
        ]
    );
    let gb = r#""lines": [{ "id": "line", "sku": "vm", "quantity": "10 Hours" },
        { "id": "gb", "sku": "gb", "quantity": "10 GB" }]"#;
    let both = book.clone().with_flat("gb", "network", "GB", "1").unwrap();
    let pack = r#"{ "held": [{ "id": "p", "capacity": "5", "over": "period", "fee": { "period": "1 USD" } }] }"#;
    let problems = under(&both, &format!("{{ {gb} }}"), pack);
    assert_eq!(problems.iter().count(), 1);
    assert_eq!(
        problems.first().path.to_string(),
        "commitments.held[0].scope"
    );
    let unknown = line.replace("10 Hours\"", "10 Hours\", \"during\": \"night\"");
    let one = r#""time_blocks": [{ "id": "day", "hours": "10" }]"#;
    assert_eq!(
        told(&format!("{{ {one}, {unknown} }}"), plan),
        ["usage.lines[0].during: 'night' is not a time block of this usage; expected one of day"]
    );
}

#[test]
fn a_curve_with_gaps_and_offers_in_other_currencies_are_told() {
    let hours = |numbers: &[u32]| {
        let demand = |number: &u32| (*number, "1".parse().unwrap());
        Curve::hourly(&numbers.iter().map(demand).collect::<Vec<_>>())
    };
    assert_eq!(
        said(&hours(&[0, 1, 3, 4, 4]).unwrap_err()),
        [
            "curve[2]: the next hour of the curve is '3'; expected 2, so that every hour is known",
            "curve[4]: the next hour of the curve is '4'; expected 5, so that every hour is known",
        ]
    );
    assert!(hours(&[]).is_err());
    let offer = |id: &str, fee: &str, used: &str| CapacityOption {
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
    let problems = best_ladder(&curve, "1 USD".parse().unwrap(), &offers).unwrap_err();
    let paths = problems.iter().map(|located| located.path.to_string());
    assert_eq!(paths.collect::<Vec<_>>(), ["offers[0]", "offers[2]"]);
}

fn table<'a>(rows: &[(&'a str, &'a str, &'a str)]) -> Vec<SampleRow<'a>> {
    let row = |(time, inbound, outbound): &(&'a str, &'a str, &'a str)| SampleRow {
        time,
        inbound,
        outbound,
    };
    rows.iter().map(row).collect()
}

fn samples_told(rows: &[(&str, &str, &str)]) -> Vec<String> {
    said(&Samples::read(&table(rows), 5, Zone(480)).unwrap_err())
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
            ("yesterday", "1", "0.0000000000001"),
        ]),
        [
            "rows[1].in: '-1' is negative; expected zero or more",
            "rows[1].out: '1e3' is not a number; expected a number such as 1234.5",
            "rows[3].time: '2026-11-01T00:10' occurs twice; expected each time once",
            "rows[4].time: '2026-11-01T00:05' is earlier than the previous row; expected ascending times",
            "rows[5].time: '2026-11-01T00:12' is not on the sampling interval; expected whole steps of 5 \
             minutes from the first",
            "rows[6].time: '2026-11-31T00:00' is not a time; expected YYYY-MM-DDTHH:MM, with Z or \
             a zone such as +08:00 if it has one",
            "rows[6].out: no value is given; expected one",
            "rows[7].time: 'yesterday' is not a time; expected YYYY-MM-DDTHH:MM, with Z or a zone \
             such as +08:00 if it has one",
            "rows[7].out: '0.0000000000001' Mbps has too many decimals; expected at most 12",
        ]
    );
    assert_eq!(samples_told(&[]), ["rows: no value is given; expected one"]);
    let far = [
        ("1970-01-01T00:00", "1", "1"),
        ("2026-01-01T00:00", "1", "1"),
    ];
    assert!(
        samples_told(&far)[0].starts_with("rows: "),
        "too long a gap"
    );
    let interval = Samples::read(&table(&[("2026-11-01T00:00", "1", "1")]), 0, Zone(0));
    assert_eq!(interval.unwrap_err().first().path.to_string(), "interval");
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
    let problems = Samples::read(&table(&rows), 60, Zone(60)).unwrap_err();
    assert_eq!(problems.iter().count(), 1);
    assert_eq!(problems.first().path.to_string(), "rows[3].time");
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
        "sample '2' of 3 is missing; expected all samples, or a rule for missing ones"
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
            cap: Some("100".parse().unwrap()),
            valid_days,
            existing_days,
            month_days,
        }
        .billed(&"180".parse().unwrap())
    };
    // The cap holds the peak at 100, which is the floor.
    assert_eq!(of(30, 30, 30).unwrap().sum(), Ok(100.into()));
    assert!(of(30, 32, 31).is_err());
    assert!(of(13, 12, 30).is_err());
    assert!(of(0, 0, 0).is_err());
    let crossed = Guarantee {
        floor: "100".parse().unwrap(),
        excess: Excess::Greater,
        cap: Some("50".parse().unwrap()),
        valid_days: 30,
        existing_days: 30,
        month_days: 30,
    };
    assert_eq!(
        crossed
            .billed(&"80".parse().unwrap())
            .unwrap_err()
            .to_string(),
        "'100' is too large; expected at most 50"
    );
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

#[test]
fn amounts_in_another_currency_are_said_together_each_at_its_field() {
    let book = PriceBook::new("acme", "north", "USD")
        .and_then(|book| book.with_flat("vm", "compute", "Hours", "1"))
        .unwrap();
    let usage = Usage::default().with("servers", "vm", "30 Hours").unwrap();
    let agreement: Agreement = serde_json::from_str(
        r#"{
            "terms": [{ "id": "welcome", "change": { "amount_off": "15 CNY" } }],
            "billing": {
                "minimum": "10 CNY",
                "maximum": "20 EUR",
                "line_minimums": [{ "id": "least", "amount": "1 JPY" }],
                "vouchers": [{ "id": "gift", "amount": "5 USD", "at_least": "10000 CNY" }]
            }
        }"#,
    )
    .unwrap();
    let problems = quote(&book, &usage, &agreement).unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "terms[0].change.amount_off: 'CNY' is another currency; expected USD",
            "billing.minimum: 'CNY' is another currency; expected USD",
            "billing.maximum: 'EUR' is another currency; expected USD",
            "billing.line_minimums[0].amount: 'JPY' is another currency; expected USD",
            "billing.vouchers[0].at_least: 'CNY' is another currency; expected USD",
        ]
    );
}

#[test]
fn a_step_that_would_take_a_tender_too_many_bids_is_refused() {
    let seller = |name: &str, step: &str| Seller {
        name: name.parse().unwrap(),
        floor: "1折".parse().unwrap(),
        step: step.parse().unwrap(),
        stock: "1".parse().unwrap(),
        cost: "3折".parse().unwrap(),
    };
    // From 90% to 10% are 80,000 steps of 0.001%, and 8,000 of 0.01%.
    let tiny = [seller("a", "0.0001折"), seller("b", "0.001折")];
    let problems = play(&tiny, "9折".parse().unwrap()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "sellers[0].step: 'pay 0.001%' is too small a step; expected at most 10000 steps from the \
         opening price to the floor"
    );
    assert!(play(&tiny[1..], "9折".parse().unwrap()).is_ok());
}

/// A scope may name what is sold and not used; what is not sold at all is refused.
#[test]
fn terms_minimums_and_vouchers_without_a_charge_are_named() {
    let book = PriceBook::new("acme", "north", "USD")
        .and_then(|book| book.with_flat("vm", "compute", "Hours", "1"))
        .and_then(|book| book.with_flat("disk", "storage", "GB", "1"))
        .unwrap();
    let usage = Usage::default().with("servers", "vm", "30 Hours").unwrap();
    let agreement: Agreement = serde_json::from_str(
        r#"{
            "terms": [
                { "id": "unused", "scope": { "services": ["storage"] }, "change": { "pay": "5折" } },
                { "id": "both", "change": { "best_of": [
                    { "id": "good", "scope": { "skus": ["vm"] }, "change": { "pay": "9折" } },
                    { "id": "other", "scope": { "skus": ["disk"] }, "change": { "pay": "5折" } }
                ] } }
            ],
            "billing": {
                "line_minimums": [{ "id": "least", "scope": { "skus": ["disk"] }, "amount": "50 USD" }],
                "vouchers": [{ "id": "gift", "scope": { "services": ["storage"] }, "amount": "5 USD" }]
            }
        }"#,
    )
    .unwrap();
    let quote = quote(&book, &usage, &agreement).unwrap();
    assert_eq!(quote.effective().unwrap().to_string(), "27 USD"); // 30 × 90%
    let named: Vec<&str> = quote
        .without_charge
        .iter()
        .map(netprice::value::id::TermId::as_str)
        .collect();
    assert_eq!(named, ["unused", "other", "least", "gift"]);
}

#[test]
fn what_only_charges_show_of_a_commitment_is_said_beside_a_wrong_bill() {
    let book = PriceBook::new("acme", "north", "USD")
        .and_then(|book| book.with_flat("vm", "compute", "Hours", "1"))
        .unwrap();
    let usage = Usage::default().with("servers", "vm", "30 Hours").unwrap();
    let agreement: Agreement = serde_json::from_str(
        r#"{
            "commitments": { "held": [{ "id": "plan", "capacity": "1", "fee": { "hourly": "1 USD" } }] },
            "billing": { "minimum": "10 CNY" }
        }"#,
    )
    .unwrap();
    let problems = quote(&book, &usage, &agreement).unwrap_err();
    let paths: Vec<String> = problems.iter().map(|one| one.path.to_string()).collect();
    assert_eq!(paths, ["usage.time_blocks", "billing.minimum"]);
}

#[test]
fn a_stage_whose_charges_a_term_cannot_change_is_refused() {
    let book = book(PriceModel::Flat("1".parse().unwrap()));
    let usage = Usage::default().with("out", "egress", "1 GB").unwrap();
    let agreement: Agreement = serde_json::from_str(
        r#"{
            "terms": [
                { "id": "fixed", "stage": "uncovered", "change": { "fixed": { "flat": "1" } } },
                { "id": "unit", "stage": "after_commitments", "change": { "unit_off": "1 USD" } },
                { "id": "group", "change": { "best_of": [
                    { "id": "inner", "stage": "uncovered", "change": { "pay": "9折" } }
                ] } }
            ],
            "fees": [
                { "id": "unit", "rate": { "graduated": [] }, "at_least": "-1 USD" }
            ]
        }"#,
    )
    .unwrap();
    let problems = quote(&book, &usage, &agreement).unwrap_err();
    let problems = said(&problems);
    let begins = [
        "terms[0].stage: 'uncovered' is a stage that the change cannot apply to; expected one of before_commitments",
        "terms[1].stage: 'after_commitments' is a stage that the change cannot apply to",
        "terms[2].change.best_of[0].stage: 'uncovered' is the stage of a term in a group",
        "fees[0].id: 'unit' is the name of two terms",
        "fees[0].rate.graduated: there are no tiers",
        "fees[0].at_least: '-1 USD' is",
    ];
    assert_eq!(problems.len(), begins.len(), "{problems:#?}");
    for (problem, begin) in problems.iter().zip(begins) {
        assert!(problem.starts_with(begin), "{problem} / {begin}");
    }
}
