//! Tariffs for a month of traffic, calculated by hand.

use netprice::bandwidth::compare::{TariffComparison, compare_tariffs, crossover, shaved};
use netprice::bandwidth::growth::{GrowingCost, Overtaken, overtaken};
use netprice::bandwidth::method::{Across, Group, Method, Missing, Within};
use netprice::bandwidth::samples::{Direction, Fill, MEGABIT, Sample, Samples};
use netprice::bandwidth::tariff::{Metering, Tariff, TariffUnit};
use netprice::book::exchange::ExchangeRates;
use netprice::value::id::TariffId;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, PriceModel, Problem};

fn cny() -> Currency {
    "CNY".parse().unwrap()
}

fn usd() -> Currency {
    "USD".parse().unwrap()
}

fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn rates() -> ExchangeRates {
    serde_json::from_str(
        r#"{ "base": "USD", "source": "by hand", "as_of": "2026-11-22", "rates": { "CNY": "7" } }"#,
    )
    .unwrap()
}

/// A month of 30 days at a rate in Mbps, with other rates at single samples.
fn month(mbps: u64, others: &[(usize, u64)]) -> Samples {
    let at = |mbps: u64| {
        Some(Sample {
            inbound: 0,
            outbound: mbps * MEGABIT,
        })
    };
    let mut values = vec![at(mbps); 30 * 288];
    for (place, mbps) in others {
        values[*place] = at(*mbps);
    }
    Samples {
        first_minute: 0,
        interval: 5,
        clock_changes: Vec::new(),
        values,
    }
}

fn tariff(metering: Metering, unit: TariffUnit, price: &str) -> Tariff {
    let price: PriceModel = serde_json::from_str(price).unwrap();
    let tariff = Tariff {
        free: false,
        metering,
        unit,
        currency: cny(),
        price,
    };
    assert_eq!(tariff.problems(), []);
    tariff
}

fn ninety_five() -> Metering {
    Metering::Peak(Method {
        direction: Direction::Out,
        missing: Missing::Refuse,
        interval: None,
        group: Group::All,
        within: Within::DiscardTop {
            percent: "5".parse().unwrap(),
        },
        across: Across::Max,
        rounding: None,
    })
}

type Named = Vec<(TariffId, Tariff)>;

fn named<const N: usize>(tariffs: [(&str, Tariff); N]) -> Named {
    let tariffs = tariffs.into_iter();
    tariffs
        .map(|(id, tariff)| (id.parse().unwrap(), tariff))
        .collect()
}

fn compared(samples: &Samples, tariffs: &Named) -> TariffComparison {
    let tariffs = tariffs.iter().map(|(id, tariff)| (id, tariff));
    compare_tariffs(samples, tariffs, cny(), &rates())
}

fn overtaking(found: &TariffComparison, tariffs: &Named) -> Option<Overtaken> {
    let rates = rates();
    let growing = |id: &TariffId| -> GrowingCost<'_> {
        let (id, tariff) = tariffs.iter().find(|(name, _)| name == id).unwrap();
        let metered = &found.bills[id].bill.metered;
        GrowingCost::of(id, tariff, metered, cny(), &rates)
    };
    let ranked: Vec<_> = found.ranked.iter().map(growing).collect();
    overtaken(&ranked).unwrap()
}

const OUT: Direction = Direction::Out;

#[test]
fn each_measure_of_one_month() {
    // The rate is 2 Mbps all month, with five minutes of 9.
    let samples = month(2, &[(100, 9)]);
    let cost = |tariff: &Tariff| tariff.bill(&samples).unwrap().cost.to_string();
    // 2 × 2,592,000 s ÷ 8,000 = 648 GB, and 7 × 300 ÷ 8,000 = 0.2625 more.
    let gb = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "0.8" }"#,
    );
    assert_eq!(cost(&gb), "518.61 CNY");
    // 648.2625 × 10⁹ ÷ 2³⁰ = 603.741500526667.
    let gib = tariff(Metering::Volume(OUT), TariffUnit::Gib, r#"{ "flat": "1" }"#);
    assert_eq!(cost(&gib), "603.741500526667 CNY");
    // A link of 9 Mbps has five at 20 and four at 50.
    let steps = r#"{ "graduated": [{ "from": "0", "up_to": "5", "unit_price": "20" },
        { "from": "5", "unit_price": "50" }] }"#;
    let fixed = tariff(Metering::Fixed(OUT), TariffUnit::MbpsMonth, steps);
    assert_eq!(cost(&fixed), "300 CNY");
    // 9 Mbps for 720 hours at 0.1, for 30 days at 2.
    let hourly = tariff(
        Metering::Fixed(OUT),
        TariffUnit::MbpsHour,
        r#"{ "flat": "0.1" }"#,
    );
    assert_eq!(cost(&hourly), "648 CNY");
    let daily = tariff(
        Metering::Fixed(OUT),
        TariffUnit::MbpsDay,
        r#"{ "flat": "2" }"#,
    );
    assert_eq!(cost(&daily), "540 CNY");
    // 29 days of 2 Mbps and one of 9, which reaches the lower price.
    let by_day = r#"{ "all_units": { "tiers": [{ "from": "0", "up_to": "5", "unit_price": "0.6" },
        { "from": "5", "unit_price": "0.5" }] } }"#;
    let peaks = tariff(Metering::DailyPeak(OUT), TariffUnit::MbpsDay, by_day);
    assert_eq!(cost(&peaks), "39.3 CNY");
    let percentile = tariff(ninety_five(), TariffUnit::MbpsMonth, r#"{ "flat": "100" }"#);
    assert_eq!(cost(&percentile), "200 CNY");
    // 5% of 8,640 samples are 432, and the five minutes are the first of them.
    let discarded = percentile.meter(&samples).unwrap().discarded;
    assert_eq!((discarded.len(), discarded.contains(&100)), (432, true));
}

#[test]
fn traffic_priced_by_the_hour_of_the_day() {
    // 1 Mbps for two days from midnight on is 21.6 GB, a third of it by night.
    let mut samples = month(1, &[]);
    samples.values.truncate(2 * 288);
    let by_hour = r#"{ "by_time_of_day": [
        { "hours": "00:00/08:00", "price": { "flat": "0.25" } },
        { "hours": "08:00/24:00", "price": { "flat": "0.5" } }] }"#;
    let timed = tariff(Metering::Volume(OUT), TariffUnit::Gb, by_hour);
    let billed = timed.bill(&samples).unwrap();
    // 7.2 × 0.25 + 14.4 × 0.5.
    assert_eq!(billed.cost.to_string(), "9 CNY");
    let half = r#"{ "by_time_of_day": [{ "hours": "00:00/08:00", "price": { "flat": "0.25" } }] }"#;
    let half = tariff(Metering::Volume(OUT), TariffUnit::Gb, half);
    let outside = Problem::OutsideHours {
        value: "08:00".into(),
    };
    assert_eq!(half.bill(&samples), Err(outside));
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
                Metering::Peak(method) => method,
                Metering::Volume(_) | Metering::Fixed(_) | Metering::DailyPeak(_) => unreachable!(),
            }
        };
        let peak = netprice::bandwidth::method::peak(&samples, &method).unwrap();
        peak.mbps.to_string()
    };
    assert_eq!(
        (fourth(3), fourth(4), fourth(30)),
        ("0".into(), "6".into(), "6".into())
    );
}

#[test]
fn tariffs_are_ranked_in_one_currency_and_one_that_cannot_bill_is_named() {
    let mut samples = month(2, &[]);
    samples.values[5] = None;
    let by_volume = |price: &str, currency| Tariff {
        currency,
        ..tariff(Metering::Volume(OUT), TariffUnit::Gb, price)
    };
    let tariffs = [
        ("in yuan", by_volume(r#"{ "flat": "0.75" }"#, cny())),
        (
            "refuses",
            tariff(ninety_five(), TariffUnit::MbpsMonth, r#"{ "flat": "1" }"#),
        ),
        ("in dollars", by_volume(r#"{ "flat": "0.1" }"#, usd())),
        ("in euros", by_volume(r#"{ "flat": "0.1" }"#, eur())),
    ];
    let found = compared(&samples, &named(tariffs));
    // 647.925 GB: 64.7925 USD are 453.5475 CNY; 485.94375 in yuan.
    let costs = found.ranked.iter();
    let costs = costs.map(|id| (id.as_str(), found.bills[id].cost.to_string()));
    assert_eq!(
        costs.collect::<Vec<_>>(),
        [
            ("in dollars", "453.5475 CNY".to_owned()),
            ("in yuan", "485.94375 CNY".to_owned())
        ]
    );
    assert_eq!(found.bills.len(), 2);
    let missing = Problem::MissingSample { value: 6, of: 8640 };
    let no_rate = Problem::NoExchangeRate {
        value: eur(),
        known: vec![usd(), cny()].into(),
    };
    let refused = [("in euros", no_rate), ("refuses", missing)];
    assert_eq!(
        found.refused,
        refused
            .map(|(id, problem)| (id.parse().unwrap(), problem))
            .into()
    );
}

#[test]
fn growth_until_another_tariff_wins() {
    // 648 GB at 0.8 are 518.4; a link of 2 Mbps is 600 and of 3 is 900: cheaper from 116% on it
    // is not, since 2.32 Mbps need 3; at 174% 902.016 meet 4 Mbps and 1,200.
    let samples = month(2, &[]);
    let gb = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "0.8" }"#,
    );
    let percentile = tariff(
        ninety_five(),
        TariffUnit::MbpsMonth,
        r#"{ "graduated": [
        { "from": "0", "unit_price": "200", "flat_fee": "150" }] }"#,
    );
    let tariffs = named([("by volume", gb.clone()), ("95th", percentile)]);
    let found = compared(&samples, &tariffs);
    assert_eq!(found.ranked[0], "by volume");
    // 518.4 g against 150 + 400 g: equal at g = 1.2669, so at 127%.
    let next = overtaking(&found, &tariffs).unwrap();
    assert_eq!((next.percent, next.by.as_str()), (127, "95th"));
    // A tariff with twice the price per GB never becomes cheapest.
    let double = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "1.6" }"#,
    );
    let tariffs = named([("by volume", gb), ("double", double)]);
    let found = compared(&samples, &tariffs);
    assert_eq!(overtaking(&found, &tariffs), None);
}

#[test]
fn where_a_volume_and_a_bandwidth_cost_the_same() {
    let gb = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "0.8" }"#,
    );
    // Alibaba: 23, 46, 71, 96, 125 and 80 a Mbps above five.
    let steps = r#"{ "graduated": [{ "from": "0", "up_to": "2", "unit_price": "23" },
        { "from": "2", "up_to": "4", "unit_price": "25" }, { "from": "4", "up_to": "5", "unit_price": "29" },
        { "from": "5", "unit_price": "80" }] }"#;
    let fixed = tariff(Metering::Fixed(OUT), TariffUnit::MbpsMonth, steps);
    let at = |mbps| {
        crossover(&gb, &fixed, mbps, 720).unwrap().map(|found| {
            (
                found.cost.to_string(),
                found.volume.to_string(),
                found.utilisation.to_string(),
            )
        })
    };
    // 125 ÷ 0.8 = 156.25 of 1,620 GB confirms the rule of thumb of a tenth for small links.
    assert_eq!(
        at(5),
        Some(("125 CNY".into(), "156.25".into(), "0.096450617284".into()))
    );
    // 125 + 95 × 80 = 7,725, which is 9,656.25 of 32,400 GB: three tenths for large ones.
    assert_eq!(
        at(100),
        Some(("7725 CNY".into(), "9656.25".into(), "0.298032407407".into()))
    );
    // At 0.05 a GB even a full link is cheaper by volume.
    let cheap = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "0.05" }"#,
    );
    assert_eq!(crossover(&cheap, &fixed, 5, 720), Ok(None));
    let twice = crossover(&fixed, &fixed, 5, 720);
    assert_eq!(twice, Err(Problem::UnitOfMeasure));
    let in_dollars = Tariff {
        currency: usd(),
        ..fixed
    };
    let mixed = ValueProblem::CurrencyMismatch {
        value: "USD".into(),
        expected: "CNY".into(),
    };
    assert_eq!(crossover(&gb, &in_dollars, 5, 720), Err(mixed.into()));
}

#[test]
fn cutting_the_top_saves_only_what_the_top_is_billed_for() {
    let samples = month(2, &[(100, 9), (200, 9), (300, 5)]);
    let fixed = tariff(
        Metering::Fixed(OUT),
        TariffUnit::MbpsMonth,
        r#"{ "flat": "10" }"#,
    );
    let cost = |count| {
        fixed
            .bill(&shaved(&samples, count))
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
fn a_tariff_priced_by_another_unit_is_refused() {
    let wrong = |metering, unit| {
        let tariff = Tariff {
            free: false,
            metering,
            unit,
            currency: cny(),
            price: PriceModel::Flat("1".parse().unwrap()),
        };
        let problems = tariff.problems().into_iter();
        let paths = problems.map(|located| located.path.to_string());
        paths.collect::<Vec<_>>()
    };
    assert_eq!(
        wrong(Metering::Volume(OUT), TariffUnit::MbpsMonth),
        ["unit"]
    );
    assert_eq!(wrong(Metering::Fixed(OUT), TariffUnit::Gb), ["unit"]);
    assert_eq!(
        wrong(Metering::DailyPeak(OUT), TariffUnit::MbpsMonth),
        ["unit"]
    );
    assert_eq!(wrong(ninety_five(), TariffUnit::MbpsHour), ["unit"]);
    let nothing = Samples {
        first_minute: 0,
        interval: 5,
        clock_changes: Vec::new(),
        values: Vec::new(),
    };
    let gb = tariff(
        Metering::Volume(OUT),
        TariffUnit::Gb,
        r#"{ "flat": "0.8" }"#,
    );
    assert_eq!(gb.bill(&nothing), Err(ValueProblem::Empty.into()));
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
                .map(|sample| sample.outbound / MEGABIT)
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
        clock_changes: Vec::new(),
        values: vec![at(262_500_000_000_000)],
    };
    let fixed = tariff(
        Metering::Fixed(OUT),
        TariffUnit::MbpsMonth,
        r#"{ "flat": "10" }"#,
    );
    assert_eq!(fixed.bill(&samples).unwrap().cost.to_string(), "2630 CNY");
}

/// The growth found by halving spans is that of a scan of every step, for rising prices and for prices of all units,
/// which fall at a bound.
#[test]
fn the_growth_is_that_of_a_scan() {
    let flat = |price: u32| {
        let price = format!(r#"{{ "flat": "{price}" }}"#);
        tariff(Metering::Fixed(OUT), TariffUnit::MbpsMonth, &price)
    };
    let graduated = |low: u32, high: u32| {
        let price = format!(
            r#"{{ "graduated": [{{ "from": "0", "up_to": "7", "unit_price": "{low}" }}, {{ "from": "7", "unit_price": "{high}" }}] }}"#
        );
        tariff(Metering::Fixed(OUT), TariffUnit::MbpsMonth, &price)
    };
    let all_units = |low: u32, high: u32| {
        let price = format!(
            r#"{{ "all_units": {{ "tiers": [{{ "from": "0", "up_to": "9", "unit_price": "{low}" }}, {{ "from": "9", "unit_price": "{high}" }}] }} }}"#
        );
        tariff(Metering::Fixed(OUT), TariffUnit::MbpsMonth, &price)
    };
    let prices = [
        flat(20),
        flat(23),
        graduated(15, 40),
        graduated(30, 5),
        all_units(25, 14),
        all_units(18, 22),
    ];
    let samples = month(3, &[]);
    let mut found_some = 0;
    for first in &prices {
        for second in &prices {
            for third in &prices {
                let tariffs = named([
                    ("a", first.clone()),
                    ("b", second.clone()),
                    ("c", third.clone()),
                ]);
                let found = compared(&samples, &tariffs);
                let overtaken = overtaking(&found, &tariffs);
                found_some += usize::from(overtaken.is_some());
                assert_eq!(overtaken, scanned(&found, &tariffs), "{tariffs:?}");
            }
        }
    }
    assert!(found_some > 20, "{found_some}");
}

/// The first of all steps at which another tariff is cheaper than the first, and the cheapest there.
fn scanned(found: &TariffComparison, tariffs: &Named) -> Option<Overtaken> {
    let cost = |id: &TariffId, percent: u32| {
        let (_, tariff) = tariffs.iter().find(|(name, _)| name == id).unwrap();
        let metered = &found.bills[id].bill.metered;
        tariff.price(metered, percent).unwrap().cost.amount()
    };
    let (first, others) = found.ranked.split_first().unwrap();
    let mut steps = (101..=200).chain((205..=1_000).step_by(5));
    steps.find_map(|percent| {
        let below = others
            .iter()
            .filter(|id| cost(id, percent) < cost(first, percent));
        let by = below.min_by_key(|id| cost(id, percent))?.clone();
        Some(Overtaken { percent, by })
    })
}
