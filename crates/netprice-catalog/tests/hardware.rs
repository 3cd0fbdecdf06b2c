//! The published prices of hardware, and their statistics against an independent implementation: see
//! `reference/statistics.py`.

use netprice::finance::rate_of_return;
use netprice::market::series::PriceSeries;
use netprice::market::volatility::{Divisor, Year};
use netprice::value::decimal::{NonNegative, parse, print};
use netprice::value::money::Money;
use netprice_catalog::Catalog;
use netprice_catalog::hardware::HardwareNameKind;
use rust_decimal::Decimal;
use serde_json::Value;

fn catalog() -> Catalog {
    Catalog::published().unwrap()
}

/// Within what both can give: 12 decimals here, some 15 digits there.
fn close(name: &str, found: Decimal, expected: &Value) {
    let expected = Decimal::try_from(expected.as_f64().unwrap()).unwrap();
    let off = (found - expected).abs();
    let allowed = Decimal::new(1, 10);
    assert!(
        off <= allowed,
        "{name}: {} against {expected}",
        print(found)
    );
}

#[test]
fn statistics_agree_with_numpy_and_scipy() {
    let reference = include_str!("reference/statistics.json");
    let reference: Value = serde_json::from_str(reference).unwrap();
    let catalog = catalog();
    let hardware = catalog.hardware().unwrap();
    for id in ["aws-h100-list", "gcp-h100-spot", "neocloud-h100-median"] {
        let series: &PriceSeries = &hardware.series_of(&id.parse().unwrap()).unwrap().prices;
        let expected = &reference[id];
        let count = series.moves().unwrap().len();
        assert_eq!(
            Some(count),
            expected["moves"].as_u64().map(|n| n.try_into().unwrap())
        );
        let year = |periods: i64| Year::Periods(NonNegative::new(periods.into()).unwrap());
        let of = |divisor, year| series.volatility(divisor, year).unwrap().get();
        close(id, of(Divisor::Sample, year(12)), &expected["sample_12"]);
        close(
            id,
            of(Divisor::Population, year(252)),
            &expected["population_252"],
        );
        close(
            id,
            of(Divisor::Sample, Year::OwnSpacing),
            &expected["sample_own_spacing"],
        );
        let weight = "0.97".parse().unwrap();
        let weighted = series.weighted_volatility(weight, year(12)).unwrap();
        close(id, weighted.get(), &expected["weighted_97"]);
        close(
            id,
            series.largest_fall().unwrap(),
            &expected["largest_fall"],
        );
        let rolling = series.rolling_volatility(6, year(12)).unwrap();
        let windows = expected["rolling_6_count"].as_u64().unwrap();
        assert_eq!(u64::try_from(rolling.len()).unwrap(), windows);
        close(
            id,
            rolling.last().unwrap().1.get(),
            &expected["rolling_6_last"],
        );
    }
    let flow = |amount: i64| Money::new(Decimal::from(amount), "USD".parse().unwrap());
    let mut flows = vec![flow(-1000), flow(-50)];
    flows.extend([flow(180); 11]);
    close(
        "rate",
        rate_of_return(&flows).unwrap(),
        &reference["rate_of_return"],
    );
}

#[test]
fn hardware_is_named_in_both_languages_and_has_every_gpu() {
    let catalog = catalog();
    let (hardware, chinese) = (catalog.hardware().unwrap(), catalog.chinese().unwrap());
    let counts = [
        hardware.hours.len(),
        hardware.series.len(),
        hardware.figures.len(),
    ];
    assert_eq!(counts, [96, 14, 108]);
    for series in &hardware.series {
        assert!(
            hardware
                .name(HardwareNameKind::Series, series.id.as_str())
                .is_some(),
            "{}",
            series.id
        );
        assert!(
            hardware
                .name(HardwareNameKind::Provider, series.provider.as_str())
                .is_some()
        );
    }
    let notes = hardware
        .hours
        .iter()
        .map(|hour| hour.published.note.as_deref());
    let notes = notes.chain(hardware.series.iter().map(|one| one.note.as_deref()));
    for note in notes.flatten() {
        assert!(chinese.contains_key(note), "{note}");
    }
    // H800 and H20 have no published price of an hour: their cards and servers do.
    let gpus = [
        "H100",
        "H200",
        "A100",
        "A800",
        "A10",
        "V100",
        "L40S",
        "4090",
        "MI300X",
        "Trainium",
        "Inferentia",
        "TPU",
    ];
    for gpu in gpus {
        assert!(
            hardware.hours.iter().any(|hour| hour.gpu.contains(gpu)),
            "{gpu}"
        );
    }
    let card = &hardware
        .series_of(&"cn-a800-card".parse().unwrap())
        .unwrap()
        .prices;
    assert_eq!(card.moves().unwrap()[0].factor, "2.125".parse().unwrap());
    assert_eq!(
        parse("2.125").unwrap(),
        card.moves().unwrap()[0].factor.get()
    );
}
