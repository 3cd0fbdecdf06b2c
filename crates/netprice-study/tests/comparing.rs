//! A comparison in steps that reuses earlier offers is the comparison at once.

use std::rc::Rc;

use netprice_study::compare::{Comparing, Priced, Quoting};
use netprice_study::{Catalog, Resumable, Study, compare};
use rust_decimal::Decimal;

const STUDY: &str = r#"{
    "currency": "CNY",
    "workload": { "lines": [
        { "id": "machines", "ask": { "machines":
            { "count": "3", "vcpus": "4", "memory_gib": "16", "hours": "730" } } },
        { "id": "storage", "ask": { "object_storage": { "gb": "1000" } } },
        { "id": "egress", "ask": { "traffic": { "gb": "20000" } } }
    ] },
    "offers": [
        { "price_book": "alibaba-cn-hangzhou" },
        { "price_book": "aws-us-east-1" },
        { "price_book": "unheard-of" },
        { "price_book": "gcp-us-central1" },
        { "price_book": "aws-us-east-1" }
    ]
}"#;

/// Studies of which each differs from the one before in one thing.
fn studies() -> Vec<Study> {
    let changes = [
        ("", ""),
        (
            r#""aws-us-east-1" }"#,
            r#""aws-us-east-1", "terms": [{ "id": "deal", "change": { "pay": "4.5折" } }] }"#,
        ),
        (r#""gb": "20000""#, r#""gb": "1""#),
        (r#""hours": "730""#, r#""hours": "745""#),
        (r#""CNY","#, r#""USD","#),
        (r#""CNY","#, r#""CNY", "tax_basis": "before_tax","#),
        (r#""CNY","#, r#""CNY", "day": "2026-11-28","#),
        (
            r#""CNY","#,
            r#""CNY", "overrides": [{ "price_book": "aws-us-east-1", "sku": "m6a.xlarge",
                "unit_price": "0.01", "as_of": "2026-11-01" }],"#,
        ),
    ];
    let read = |(from, to): (&str, &str)| Study::from_json(&STUDY.replacen(from, to, 1)).unwrap();
    changes.into_iter().map(read).collect()
}

#[test]
fn offers_of_an_earlier_study_are_reused_only_if_nothing_changed() {
    let catalog = Catalog::published().unwrap();
    let studies = studies();
    let mut earlier: Option<(&Study, Priced)> = None;
    for study in studies.iter().chain(studies.iter().rev()) {
        let mut comparing = Comparing::new(study, &catalog);
        if let Some((then, priced)) = &earlier {
            comparing = comparing.reusing(then, priced);
        }
        let compared = comparing.finish();
        let outcomes = compared.offers.iter();
        let priced = outcomes.filter_map(|(name, one)| Some((name.clone(), one.clone().ok()?)));
        let priced: Priced = priced.collect();
        if let Some((then, before)) = &earlier {
            let is_kept = |name: &str| match (before.get(name), priced.get(name)) {
                (Some(before), Some(now)) => Rc::ptr_eq(before, now),
                _ => false,
            };
            // A change of the first AWS offer leaves the offer of Google Cloud as it is.
            let is_other_offer = Study {
                offers: then.offers.clone(),
                ..study.clone()
            } == **then;
            assert_eq!(is_kept("gcp-us-central1"), is_other_offer);
            assert_eq!(is_kept("aws-us-east-1"), *then == study);
        }
        earlier = Some((study, priced));
        assert_eq!(compared.whole(study, &catalog), compare(study, &catalog));
    }
}

#[test]
fn each_step_prices_one_offer() {
    let catalog = Catalog::published().unwrap();
    let study = Study::from_json(STUDY).unwrap();
    let mut comparing = Comparing::new(&study, &catalog);
    let mut shares = Vec::new();
    let compared = loop {
        shares.push(comparing.share());
        match comparing.step() {
            std::ops::ControlFlow::Continue(left) => comparing = left,
            std::ops::ControlFlow::Break(compared) => break compared,
        }
    };
    let fifths = (0..=5).map(|fifths| Decimal::new(fifths * 2, 1));
    assert!(shares.into_iter().eq(fifths));
    // Two offers of one name: the first is ranked, the second is a problem.
    assert_eq!(compared.comparison.ranked.len(), 3);
    assert_eq!(compared.problems[0].path.to_string(), "offers[4].id");
    assert!(compared.offers["unheard-of"].is_err());
}

#[test]
fn a_program_without_the_rarer_steps_prices_the_same_or_says_that_they_are_missing() {
    let catalog = Catalog::published().unwrap();
    for study in studies() {
        let study = Study {
            overrides: Vec::new(),
            ..study
        };
        let partly = Comparing::overridden(&study, &catalog, Quoting::of_discount());
        assert_eq!(
            partly.finish().whole(&study, &catalog),
            compare(&study, &catalog)
        );
    }
    let beyond = [
        (
            r#""aws-us-east-1" }"#,
            r#""aws-us-east-1", "billing": { "minimum": "1 USD" } }"#,
        ),
        (
            r#""aws-us-east-1" }"#,
            r#""aws-us-east-1", "terms": [{ "id": "up", "change": { "markup": { "percent": "5" } } }] }"#,
        ),
        (
            r#""ask": { "object_storage": { "gb": "1000" } }"#,
            r#""ask": { "block_storage": { "gb": "1000" } }"#,
        ),
        (
            r#""id": "egress","#,
            r#""id": "egress", "prices": { "aws-us-east-1": { "price": "1", "currency": "USD" } },"#,
        ),
    ];
    for (from, to) in beyond {
        let study = Study::from_json(&STUDY.replacen(from, to, 1)).unwrap();
        let partly = Comparing::overridden(&study, &catalog, Quoting::of_discount()).finish();
        let first = partly
            .offers
            .iter()
            .find(|(name, _)| name.as_str() == "aws-us-east-1");
        let problem = match &first.unwrap().1 {
            Ok(answer) => answer.problems[0].to_string(),
            Err(problems) => problems.iter().next().unwrap().to_string(),
        };
        assert!(problem.contains("is not loaded"), "{problem}");
        let ranked = &partly.comparison.ranked;
        assert!(
            ranked
                .iter()
                .all(|one| one.offer.as_str() != "aws-us-east-1")
        );
        let whole = Comparing::overridden(&study, &catalog, Quoting::whole()).finish();
        let mut ranked = whole.comparison.ranked.iter();
        assert!(ranked.any(|one| one.offer.as_str() == "aws-us-east-1"));
    }
}
