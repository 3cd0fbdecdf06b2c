//! Ways of billing a month of traffic, by hand.

use netprice::bandwidth::peak::{Across, Direction, Group, Method, Missing, Within};
use netprice::bandwidth::plan::{Measure, Plan, Unit};
use netprice::bandwidth::samples::{Fill, Sample, Samples};
use netprice::bandwidth::side_by_side::{Named, crossover, overtaken, shaved, side_by_side};
use netprice::convert::ExchangeRates;
use netprice::error::Problem;
use netprice::money::Currency;
use netprice::price::PriceModel;

fn cny() -> Currency {
    "CNY".parse().unwrap()
}

fn usd() -> Currency {
    "USD".parse().unwrap()
}

fn rates() -> ExchangeRates {
    serde_json::from_str(
        r#"{ "base": "USD", "source": "by hand", "as_of": "2026-11-22", "rates": { "CNY": "7" } }"#,
    )
    .unwrap()
}

/// A month of 30 days at a rate in Mbps, with other rates from some samples on.
fn month(mbps: u64, others: &[(usize, u64)]) -> Samples {
    let at = |mbps: u64| {
        Some(Sample {
            inbound: 0,
            outbound: mbps * 1_000_000,
        })
    };
    let mut values = vec![at(mbps); 30 * 288];
    for (place, mbps) in others {
        values[*place] = at(*mbps);
    }
    Samples {
        first_minute: 0,
        interval: 5,
        values,
    }
}

fn plan(measure: Measure, unit: Unit, price: &str) -> Plan {
    let price: PriceModel = serde_json::from_str(price).unwrap();
    let plan = Plan {
        measure,
        unit,
        price,
    };
    assert_eq!(plan.problems(), []);
    plan
}

fn ninety_five() -> Measure {
    Measure::Peak(Method {
        direction: Direction::Out,
        missing: Missing::Refuse,
        group: Group::All,
        within: Within::DiscardTop {
            percent: "5".parse().unwrap(),
        },
        across: Across::Max,
        rounding: None,
    })
}

const OUT: Direction = Direction::Out;

#[test]
fn each_measure_of_one_month() {
    // 2 Mbps all month, five minutes of 9.
    let samples = month(2, &[(100, 9)]);
    let cost = |plan: &Plan| plan.bill(&samples, cny()).unwrap().cost.to_string();
    // 2 × 2,592,000 s ÷ 8,000 = 648 GB, and 7 × 300 ÷ 8,000 = 0.2625 more.
    let gb = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.8" }"#);
    assert_eq!(cost(&gb), "518.61 CNY");
    // 648.2625 × 10⁹ ÷ 2³⁰ = 603.741500526667.
    let gib = plan(Measure::Volume(OUT), Unit::Gib, r#"{ "flat": "1" }"#);
    assert_eq!(cost(&gib), "603.741500526667 CNY");
    // A link of 9: five at 20, four at 50.
    let steps = r#"{ "graduated": [{ "from": "0", "up_to": "5", "unit_price": "20" },
        { "from": "5", "unit_price": "50" }] }"#;
    let fixed = plan(Measure::Fixed(OUT), Unit::MbpsMonth, steps);
    assert_eq!(cost(&fixed), "300 CNY");
    // 9 Mbps for 720 hours at 0.1, for 30 days at 2.
    let hourly = plan(Measure::Fixed(OUT), Unit::MbpsHour, r#"{ "flat": "0.1" }"#);
    assert_eq!(cost(&hourly), "648 CNY");
    let daily = plan(Measure::Fixed(OUT), Unit::MbpsDay, r#"{ "flat": "2" }"#);
    assert_eq!(cost(&daily), "540 CNY");
    // 29 days of 2 Mbps and one of 9, which reaches the lower price.
    let by_day = r#"{ "all_units": { "tiers": [{ "from": "0", "up_to": "5", "unit_price": "0.6" },
        { "from": "5", "unit_price": "0.5" }] } }"#;
    let peaks = plan(Measure::DailyPeak(OUT), Unit::MbpsDay, by_day);
    assert_eq!(cost(&peaks), "39.3 CNY");
    let percentile = plan(ninety_five(), Unit::MbpsMonth, r#"{ "flat": "100" }"#);
    assert_eq!(cost(&percentile), "200 CNY");
    // 5% of 8,640 are 432, and the five minutes are the first of them.
    let discarded = percentile.meter(&samples).unwrap().discarded;
    assert_eq!((discarded.len(), discarded.contains(&100)), (432, true));
}

#[test]
fn traffic_priced_by_the_hour_of_the_day() {
    // 1 Mbps for two days, from the first midnight on: a third of 21.6 GB by night.
    let mut samples = month(1, &[]);
    samples.values.truncate(2 * 288);
    let by_hour = r#"{ "by_time_of_day": [
        { "hours": "00:00/08:00", "price": { "flat": "0.25" } },
        { "hours": "08:00/24:00", "price": { "flat": "0.5" } }] }"#;
    let timed = plan(Measure::Volume(OUT), Unit::Gb, by_hour);
    let billed = timed.bill(&samples, cny()).unwrap();
    // 7.2 × 0.25 + 14.4 × 0.5.
    assert_eq!(billed.cost.to_string(), "9 CNY");
    let half = r#"{ "by_time_of_day": [{ "hours": "00:00/08:00", "price": { "flat": "0.25" } }] }"#;
    let half = plan(Measure::Volume(OUT), Unit::Gb, half);
    let outside = Problem::OutsideHours {
        value: "08:00".into(),
    };
    assert_eq!(half.bill(&samples, cny()), Err(outside));
}

#[test]
fn the_fourth_peak_is_of_days_and_zero_before_the_fourth() {
    let fourth = |days: usize| {
        let mut samples = month(1, &[(0, 9), (288, 8), (289, 8), (576, 7), (864, 6)]);
        samples.values.truncate(days * 288);
        let method = Method {
            group: Group::Day,
            within: Within::Highest(1),
            across: Across::Highest(4),
            ..match ninety_five() {
                Measure::Peak(method) => method,
                Measure::Volume(_) | Measure::Fixed(_) | Measure::DailyPeak(_) => unreachable!(),
            }
        };
        let peak = netprice::bandwidth::peak::peak(&samples, &method).unwrap();
        peak.mbps.to_string()
    };
    assert_eq!(
        (fourth(3), fourth(4), fourth(30)),
        ("0".into(), "6".into(), "6".into())
    );
}

#[test]
fn plans_are_ranked_in_one_currency_and_one_that_cannot_bill_is_named() {
    let mut samples = month(2, &[]);
    samples.values[5] = None;
    let by_volume = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.1" }"#);
    let dearer = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.75" }"#);
    let percentile = plan(ninety_five(), Unit::MbpsMonth, r#"{ "flat": "1" }"#);
    let named = |id, plan, currency| Named { id, plan, currency };
    let plans = [
        named("in yuan", &dearer, cny()),
        named("refuses", &percentile, cny()),
        named("in dollars", &by_volume, usd()),
    ];
    let found = side_by_side(&samples, &plans, cny(), &rates()).unwrap();
    // 647.925 GB: 64.7925 USD are 453.5475 CNY; 485.94375 in yuan.
    let costs = found
        .ranked
        .iter()
        .map(|one| (one.id.as_str(), one.cost.to_string()));
    assert_eq!(
        costs.collect::<Vec<_>>(),
        [
            ("in dollars", "453.5475 CNY".to_owned()),
            ("in yuan", "485.94375 CNY".to_owned())
        ]
    );
    let missing = Problem::MissingSample { value: 6, of: 8640 };
    assert_eq!(found.refused, [("refuses".to_owned(), missing)]);
}

#[test]
fn growth_until_another_plan_wins() {
    // 648 GB at 0.8 are 518.4; a link of 2 Mbps is 600 and of 3 is 900: cheaper from 116% on it
    // is not, since 2.32 Mbps need 3; at 174% 902.016 meet 4 Mbps and 1,200.
    let samples = month(2, &[]);
    let gb = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.8" }"#);
    let percentile = plan(
        ninety_five(),
        Unit::MbpsMonth,
        r#"{ "graduated": [
        { "from": "0", "unit_price": "200", "flat_fee": "150" }] }"#,
    );
    let named = |id, plan| Named {
        id,
        plan,
        currency: cny(),
    };
    let plans = [named("by volume", &gb), named("95th", &percentile)];
    let found = side_by_side(&samples, &plans, cny(), &rates()).unwrap();
    assert_eq!(found.ranked[0].id, "by volume");
    // 518.4 g against 150 + 400 g: equal at g = 1.2669, so at 127%.
    let next = overtaken(&found.ranked, &plans, cny(), &rates())
        .unwrap()
        .unwrap();
    assert_eq!((next.percent, next.by.as_str()), (127, "95th"));
    // Twice as much a GB never overtakes.
    let double = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "1.6" }"#);
    let plans = [named("by volume", &gb), named("double", &double)];
    let found = side_by_side(&samples, &plans, cny(), &rates()).unwrap();
    assert_eq!(overtaken(&found.ranked, &plans, cny(), &rates()), Ok(None));
}

#[test]
fn where_a_volume_and_a_bandwidth_cost_the_same() {
    let gb = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.8" }"#);
    // Alibaba: 23, 46, 71, 96, 125 and 80 a Mbps above five.
    let steps = r#"{ "graduated": [{ "from": "0", "up_to": "2", "unit_price": "23" },
        { "from": "2", "up_to": "4", "unit_price": "25" }, { "from": "4", "up_to": "5", "unit_price": "29" },
        { "from": "5", "unit_price": "80" }] }"#;
    let fixed = plan(Measure::Fixed(OUT), Unit::MbpsMonth, steps);
    let at = |mbps| {
        crossover(&gb, &fixed, mbps, 720, cny())
            .unwrap()
            .map(|found| {
                (
                    found.cost.to_string(),
                    found.volume.to_string(),
                    found.utilisation.to_string(),
                )
            })
    };
    // 125 ÷ 0.8 = 156.25 of 1,620 GB: the rule of thumb of a tenth, for small links.
    assert_eq!(
        at(5),
        Some(("125 CNY".into(), "156.25".into(), "0.096450617284".into()))
    );
    // 125 + 95 × 80 = 7,725, which is 9,656.25 of 32,400 GB: three tenths for large ones.
    assert_eq!(
        at(100),
        Some(("7725 CNY".into(), "9656.25".into(), "0.298032407407".into()))
    );
    // At 0.05 a GB a full link is cheaper by volume.
    let cheap = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.05" }"#);
    assert_eq!(crossover(&cheap, &fixed, 5, 720, cny()), Ok(None));
    let twice = crossover(&fixed, &fixed, 5, 720, cny());
    assert_eq!(twice, Err(Problem::UnitOfMeasure));
}

#[test]
fn cutting_the_top_saves_only_what_the_top_is_billed_for() {
    let samples = month(2, &[(100, 9), (200, 9), (300, 5)]);
    let fixed = plan(Measure::Fixed(OUT), Unit::MbpsMonth, r#"{ "flat": "10" }"#);
    let cost = |count| {
        fixed
            .bill(&shaved(&samples, count), cny())
            .unwrap()
            .cost
            .to_string()
    };
    assert_eq!(
        [cost(0), cost(1), cost(2), cost(3), cost(9_000)],
        ["90 CNY", "90 CNY", "50 CNY", "20 CNY", "20 CNY"]
    );
}

#[test]
fn a_plan_priced_by_another_unit_is_refused() {
    let wrong = |measure, unit| {
        let plan = Plan {
            measure,
            unit,
            price: PriceModel::Flat("1".parse().unwrap()),
        };
        plan.problems()
            .iter()
            .map(|error| error.field.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(wrong(Measure::Volume(OUT), Unit::MbpsMonth), ["unit"]);
    assert_eq!(wrong(Measure::Fixed(OUT), Unit::Gb), ["unit"]);
    assert_eq!(wrong(Measure::DailyPeak(OUT), Unit::MbpsMonth), ["unit"]);
    assert_eq!(wrong(ninety_five(), Unit::MbpsHour), ["unit"]);
    let nothing = Samples {
        first_minute: 0,
        interval: 5,
        values: Vec::new(),
    };
    let gb = plan(Measure::Volume(OUT), Unit::Gb, r#"{ "flat": "0.8" }"#);
    assert_eq!(gb.bill(&nothing, cny()), Err(Problem::Empty));
}

#[test]
fn missing_samples_are_taken_for_nothing_or_for_the_last() {
    let mut samples = month(0, &[(1, 3), (4, 5)]);
    samples.values.truncate(6);
    for place in [0, 2, 3] {
        samples.values[place] = None;
    }
    let filled = |fill| {
        let (filled, missing) = samples.filled(fill);
        let rates = filled.values.iter().flatten();
        (
            rates
                .map(|sample| sample.outbound / 1_000_000)
                .collect::<Vec<u64>>(),
            missing,
        )
    };
    assert_eq!(filled(Fill::Zero), (vec![0, 3, 0, 0, 5, 0], 3));
    assert_eq!(filled(Fill::Last), (vec![3, 3, 3, 3, 5, 0], 3));
}

#[test]
fn a_set_bandwidth_is_whole_mbps() {
    let at = |outbound| {
        Some(Sample {
            inbound: 0,
            outbound,
        })
    };
    let samples = Samples {
        first_minute: 0,
        interval: 5,
        values: vec![at(262_500_000)],
    };
    let fixed = plan(Measure::Fixed(OUT), Unit::MbpsMonth, r#"{ "flat": "10" }"#);
    assert_eq!(
        fixed.bill(&samples, cny()).unwrap().cost.to_string(),
        "2630 CNY"
    );
}
