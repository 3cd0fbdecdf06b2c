//! The traffic view shows the digits that its saved study yields.

use std::rc::Rc;

use netprice::Currency;
use netprice::bandwidth::compare::compare_tariffs;
use netprice::bandwidth::samples::{Sample, Samples};
use netprice::book::exchange::ExchangeRates;
use netprice_catalog::Catalog;
use netprice_catalog::network::PublishedTariff;
use netprice_page::kit::form::{Form, StudyForm};
use netprice_page::traffic::form::{LONGEST_SAMPLES, TrafficField, TrafficForm};
use netprice_page::traffic::imported::Imported;
use netprice_study::traffic::{TrafficAnswer, TrafficBilling, traffic_alone};
use netprice_study::{Resumable, Study, traffic};

const GAP: &str = "time,out\n2026-11-01T00:00,40\n2026-11-01T00:05,40\n2026-11-01T00:25,100\n";

fn cny() -> Currency {
    "CNY".parse().unwrap()
}

fn form(texts: &[(TrafficField, &str)]) -> TrafficForm {
    let texts = texts.iter();
    texts.fold(TrafficForm::default(), |form, (field, text)| {
        form.with(*field, text)
    })
}

/// Forms whose fields can all be read.
fn forms() -> Vec<TrafficForm> {
    let own = [
        (TrafficField::OwnFloor, "10"),
        (TrafficField::OwnPrice, "20"),
        (TrafficField::OwnExcess, "25.5"),
        (TrafficField::OwnCap, "90"),
        (TrafficField::Method, "alibaba-cdn-day-peak-mean"),
    ];
    let event = [
        (TrafficField::Shape, "live_event"),
        (TrafficField::Days, "28"),
        (TrafficField::HighestMbps, "800"),
        (TrafficField::Service, "all"),
        (TrafficField::Area, "us"),
        (TrafficField::Shaved, "0"),
        (TrafficField::DiscountsFrom, "none"),
        (TrafficField::Discounts, "alibaba pay 60%\nucloud pay 75%"),
    ];
    let pasted = [
        (TrafficField::Traffic, GAP),
        (TrafficField::Missing, "last"),
        (TrafficField::Carriers, "one"),
        (TrafficField::OwnPrice, "20"),
        (TrafficField::Shaved, "1"),
    ];
    vec![form(&[]), form(&own), form(&event), form(&pasted)]
}

fn imported() -> Imported {
    let sample = |row: u64| {
        let outbound = row.rem_euclid(97) * 1_234_567;
        (row.rem_euclid(1_000) != 500).then_some(Sample {
            inbound: row,
            outbound,
        })
    };
    Imported {
        name: "link.csv".into(),
        samples: Some(Rc::new(Samples {
            first_minute: 29_800_800,
            interval: 5,
            clock_changes: Vec::new(),
            values: (0..8_640).map(sample).collect(),
        })),
        report: None,
    }
}

/// The answer as the view computes it: the month once, and its bills with the offers of the comparison.
fn shown(
    form: &TrafficForm,
    imported: Option<&Imported>,
    comparison: &Study,
    catalog: &Catalog,
) -> TrafficAnswer {
    let month = form.month(imported).unwrap().unwrap();
    let billing = TrafficBilling::of_month(&form.study(comparison), month, catalog).unwrap();
    billing.finish().unwrap()
}

/// A study as it is saved and read again.
fn saved(ask: impl FnOnce(&mut Study)) -> Study {
    let mut study = Study::new(cny());
    ask(&mut study);
    Study::from_json(&serde_json::to_string(&study).unwrap()).unwrap()
}

#[test]
fn a_saved_study_yields_the_digits_of_the_view() {
    let catalog = Catalog::published().unwrap();
    for form in forms() {
        let study = saved(|study| form.write_to(study));
        let answer = traffic(&study, &catalog).unwrap();
        assert_eq!(answer, shown(&form, None, &Study::new(cny()), &catalog));
        assert!(answer.ranked.len() > 2);
        assert_eq!(
            answer.contracts.len(),
            usize::from(!form.text(TrafficField::OwnPrice).is_empty())
        );
        assert_eq!(saved(|study| form.write_to_with(None, study)), study);
    }
}

/// A dollar at 10 yuan instead of the catalogue's rate.
#[test]
fn the_exchange_rates_of_a_study_are_those_of_the_view() {
    let catalog = Catalog::published().unwrap();
    let rates = ExchangeRates {
        later: Vec::new(),
        source: "own".into(),
        as_of: "2026-11-01".parse().unwrap(),
        base: "USD".parse().unwrap(),
        rates: [(cny(), "10".parse().unwrap())].into(),
    };
    let form = form(&[(TrafficField::Area, "us")]);
    let mut study = saved(|study| form.write_to(study));
    study.exchange_rates = Some(rates);
    let answer = traffic(&study, &catalog).unwrap();
    assert_eq!(answer, shown(&form, None, &study, &catalog));
    assert_ne!(answer, shown(&form, None, &Study::new(cny()), &catalog));
}

#[test]
fn the_samples_of_a_long_table_are_saved_but_are_in_no_link() {
    let catalog = Catalog::published().unwrap();
    let form = form(&[
        (TrafficField::Imported, "link.csv"),
        (TrafficField::Missing, "last"),
    ]);
    let imported = imported();
    assert_eq!(saved(|study| form.write_to(study)).traffic, None);
    let study = saved(|study| form.write_to_with(Some(&imported), study));
    let answer = traffic(&study, &catalog).unwrap();
    assert_eq!(answer.missing, 9);
    assert_eq!(
        answer,
        shown(&form, Some(&imported), &Study::new(cny()), &catalog)
    );
    let opened = Imported::of_study(&study).unwrap();
    assert_eq!(opened.samples, imported.samples);
    assert_eq!(*TrafficForm::of_study(&study).imported, *opened.name);
}

#[test]
fn samples_that_are_too_long_for_a_link_are_those_of_a_file() {
    let long = format!("{GAP}{}", "\n".repeat(LONGEST_SAMPLES));
    let form = form(&[(TrafficField::Traffic, &long)]);
    assert_eq!(saved(|study| form.write_to(study)).traffic, None);
    let study = saved(|study| form.write_to_with(None, study));
    assert_eq!(
        TrafficForm::of_study(&study).text(TrafficField::Traffic),
        ""
    );
    let imported = Imported::of_study(&study).unwrap();
    // From 00:00 to 00:25, every five minutes.
    assert_eq!(imported.samples.unwrap().values.len(), 6);
}

#[test]
fn a_form_is_restored_from_its_study() {
    for form in forms() {
        let study = saved(|study| form.write_to(study));
        let restored = TrafficForm::of_study(&study);
        // A study has no chosen method without a contract.
        let method = form.text(TrafficField::Method);
        assert_eq!(restored.with(TrafficField::Method, method), form);
        assert_eq!(Imported::of_study(&study), None);
    }
    assert_eq!(
        TrafficForm::of_study(&Study::new(cny())),
        TrafficForm::default()
    );
}

#[test]
fn a_form_with_a_wrong_field_asks_nothing() {
    for field in [
        TrafficField::Days,
        TrafficField::HighestMbps,
        TrafficField::Shaved,
        TrafficField::OwnFloor,
        TrafficField::OwnPrice,
        TrafficField::OwnExcess,
        TrafficField::OwnCap,
    ] {
        let wrong = form(&[(field, "x")]);
        let study = saved(|study| {
            TrafficForm::default().write_to(study);
            wrong.write_to(study);
        });
        assert_eq!(study.traffic, None, "{field:?}");
    }
}

#[test]
fn samples_that_the_fields_cannot_hold_are_imported() {
    for (samples, count) in [
        (r#"{ "values": ["1", "2"] }"#, Some(2)),
        (r#"{ "table": { "text": "2026-11-01T00:00,1" } }"#, Some(1)),
        (
            r#"{ "made_up": { "shape": "flat", "days": 2, "highest_mbps": 5, "seed": 1 } }"#,
            Some(576),
        ),
        (
            r#"{ "made_up": { "shape": "flat", "days": 0, "highest_mbps": 5, "seed": 20261122 } }"#,
            None,
        ),
        (
            r#"{ "made_up": { "shape": "flat", "days": 31, "highest_mbps": 5, "seed": 20261122 } }"#,
            None,
        ),
    ] {
        let json = format!(r#"{{ "currency": "CNY", "traffic": {{ "samples": {samples} }} }}"#);
        let imported = Imported::of_study(&Study::from_json(&json).unwrap());
        let found = imported.map(|imported| imported.samples.unwrap().values.len());
        assert_eq!(found, count, "{samples}");
    }
}

#[test]
fn problems_of_typed_samples_have_paths_in_their_text() {
    let wrong = form(&[(TrafficField::Traffic, "time,out\n2026-11-01T00:00,x\n")]);
    let problems = wrong.month(None).unwrap_err();
    assert!(
        problems.to_string().starts_with("line 2, out: 'x'"),
        "{problems}"
    );
}

/// A tariff at a time, ranked at the end, is all tariffs at once.
#[test]
fn traffic_billed_a_tariff_at_a_time_is_traffic_billed_at_once() {
    let catalog = Catalog::published().unwrap();
    let network = catalog.network().unwrap();
    let form = form(&[(TrafficField::Service, "all")]);
    let month = form.month(None).unwrap().unwrap();
    let usd = "USD".parse().unwrap();
    let study = form.study(&Study::new(usd));
    let found = TrafficBilling::of_month(&study, month.clone(), &catalog);
    let found = found.unwrap().finish().unwrap();
    let is_billed = |one: &&PublishedTariff| found.ranked.contains(&one.id);
    let tariffs = network.tariffs.iter().filter(is_billed);
    let tariffs = tariffs.map(|one| (&one.id, &one.tariff));
    let rates = catalog.exchange_rates().unwrap();
    let at_once = compare_tariffs(&month.samples, tariffs, usd, rates);
    assert!(found.ranked.len() > 20);
    assert_eq!(found.ranked, at_once.ranked);
    for (id, bill) in &at_once.bills {
        let answer = found.tariffs[id].as_ref().unwrap();
        assert_eq!(answer.billed, *bill);
        assert!(answer.shaved.is_some());
    }
    assert_eq!(found.methods.len(), network.methods.len());
}

/// The discount of the comparison is in the answer, and in the study that is saved without the offers.
#[test]
fn the_discounts_of_the_comparison_are_those_of_the_view() {
    let catalog = Catalog::published().unwrap();
    let form = form(&[(TrafficField::Discounts, "tencent 65折\nhuawei x")]);
    let comparison = r#"{ "currency": "CNY", "offers": [{
        "price_book": "alibaba-cn-hangzhou",
        "terms": [{ "id": "contract", "change": { "pay": "6折" } }]
    }] }"#;
    let comparison = Study::from_json(comparison).unwrap();
    let answer = shown(&form, None, &comparison, &catalog);
    let pay = |id: &str| {
        let discount = answer.tariffs[id].as_ref().unwrap().discount.as_ref();
        discount.map(|discount| discount.pay.in_tenths())
    };
    assert_eq!(pay("alibaba-eip-month-cn-mainland").as_deref(), Some("6"));
    assert_eq!(pay("tencent-cvm-month-cn-mainland").as_deref(), Some("6.5"));
    // A discount that cannot be read is left out, and keeps the study from being saved.
    assert_eq!(pay("huawei-eip-hour-cn-mainland"), None);
    assert_eq!(saved(|study| form.write_to(study)).traffic, None);
    let form = form.with(TrafficField::Discounts, "tencent 65折");
    let whole = Study {
        offers: comparison.offers.clone(),
        ..saved(|study| form.write_to(study))
    };
    let alone = traffic_alone(&whole, &catalog);
    assert_eq!(alone.offers, []);
    let costs = |study: &Study| {
        let answer = traffic(study, &catalog).unwrap();
        let ranked = answer.ranked.iter();
        ranked
            .map(|id| (id.clone(), answer.cost_of(id)))
            .collect::<Vec<_>>()
    };
    assert_eq!(costs(&alone), costs(&whole));
}
