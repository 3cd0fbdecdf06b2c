//! Laws of bandwidth: peaks rise with their samples and match their definitions.

use netprice::bandwidth::compare::shaved;
use netprice::bandwidth::guarantee::{Excess, Guarantee};
use netprice::bandwidth::method::{Across, Group, Method, Missing, Within, peak};
use netprice::bandwidth::samples::{Direction, Sample, Samples, mbps};
use netprice::bandwidth::tariff::{Metering, Tariff, TariffUnit};
use netprice::value::figure::Figure;
use netprice::value::money::RoundingMode;
use netprice::{NonNegative, PriceModel, Tier};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::inputs::config;
use crate::rational::{Exact, exact, round, whole};

fn percents() -> impl Strategy<Value = NonNegative> {
    (0_i64..=1_000).prop_map(|tenths| NonNegative::new(Decimal::new(tenths, 1)).unwrap())
}

fn withins() -> impl Strategy<Value = Within> {
    prop_oneof![
        percents().prop_map(|percent| Within::DiscardTop { percent }),
        percents().prop_map(|percent| Within::NearestRank { percent }),
        percents().prop_map(|percent| Within::Interpolated { percent }),
        (0_usize..8).prop_map(Within::Highest),
        Just(Within::Mean),
    ]
}

fn methods() -> impl Strategy<Value = Method> {
    let directions = prop_oneof![
        Just(Direction::Out),
        Just(Direction::In),
        Just(Direction::Larger),
        Just(Direction::Sum)
    ];
    let groups = prop_oneof![Just(Group::All), Just(Group::Day)];
    let acrosses = prop_oneof![
        Just(Across::Max),
        Just(Across::Mean),
        Just(Across::Sum),
        (0_usize..6).prop_map(Across::MeanOfTop),
        (0_usize..6).prop_map(Across::Highest)
    ];
    (directions, groups, withins(), acrosses).prop_map(|(direction, group, within, across)| {
        Method {
            direction,
            missing: Missing::Zero,
            interval: None,
            group,
            within,
            across,
            rounding: None,
        }
    })
}

/// A tariff of any metering, at a price that does not fall with the quantity as a whole.
fn tariffs() -> impl Strategy<Value = Tariff> {
    let per_unit = prop_oneof![
        (
            Just(Metering::Volume(Direction::Larger)),
            prop_oneof![Just(TariffUnit::Gb), Just(TariffUnit::Gib)].boxed()
        ),
        (
            Just(Metering::Fixed(Direction::Out)),
            prop_oneof![
                Just(TariffUnit::MbpsMonth),
                Just(TariffUnit::MbpsDay),
                Just(TariffUnit::MbpsHour)
            ]
            .boxed()
        ),
        (
            Just(Metering::DailyPeak(Direction::In)),
            Just(TariffUnit::MbpsDay).boxed()
        ),
        (
            methods().prop_map(Metering::Peak),
            Just(TariffUnit::MbpsMonth).boxed()
        ),
    ];
    let price = |(first, more): (i64, i64)| {
        let tier = |from: i64, up_to: Option<i64>, unit_price: i64| Tier {
            from: NonNegative::new(Decimal::from(from)).unwrap(),
            up_to: up_to.map(|up_to| NonNegative::new(Decimal::from(up_to)).unwrap()),
            unit_price: NonNegative::new(Decimal::new(unit_price, 2)).unwrap(),
            ..Tier::default()
        };
        PriceModel::Graduated(vec![tier(0, Some(5), first), tier(5, None, more)])
    };
    let prices = (0_i64..500, 0_i64..500).prop_map(price);
    (per_unit, prices).prop_map(|((metering, unit), price)| Tariff {
        free: false,
        metering,
        unit,
        currency: "USD".parse().unwrap(),
        price,
    })
}

/// Up to three days of eight samples, with many ties and some missing.
fn traffic() -> impl Strategy<Value = Samples> {
    let sample = proptest::option::weighted(0.9, (0_u64..20, 0_u64..20));
    proptest::collection::vec(sample, 1..25).prop_map(|values| Samples {
        first_minute: 0,
        interval: 180,
        clock_changes: Vec::new(),
        values: values
            .into_iter()
            .map(|sample| {
                sample.map(|(inbound, outbound)| Sample {
                    inbound: inbound * 500_001_000_000,
                    outbound: outbound * 500_001_000_000,
                })
            })
            .collect(),
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn more_traffic_never_costs_less_under_any_tariff(
        samples in traffic(), tariff in tariffs(), place in 0_usize..25, more in 0_u64..10_000_000_000_000,
        percent in 100_u32..300,
    ) {
        let mut whole = samples;
        for sample in &mut whole.values {
            *sample = Some(sample.unwrap_or_default());
        }
        let before = tariff.bill(&whole).unwrap();
        let mut raised = whole.clone();
        let place = place % raised.values.len();
        let sample = raised.values[place].unwrap();
        raised.values[place] = Some(Sample {
            inbound: sample.inbound + more,
            outbound: sample.outbound + more,
        });
        // A mean is rounded at 12 decimals, and so is each slice.
        let slack = Decimal::new(1, 8);
        let after = tariff.bill(&raised).unwrap();
        prop_assert!(after.cost.amount() + slack >= before.cost.amount());
        let grown = tariff.price(&before.metered, percent).unwrap();
        prop_assert!(grown.cost.amount() + slack >= before.cost.amount());
        // Capping the highest samples never costs more.
        let cut = tariff.bill(&shaved(&raised, place)).unwrap();
        prop_assert!(cut.cost.amount() <= after.cost.amount() + slack);
        let slices = before.slices.iter().flatten();
        let sum: Decimal = slices.map(|slice| slice.cost.amount()).sum();
        prop_assert_eq!((sum * before.metered.times.get()).normalize(), before.cost.amount().normalize());
    }

    #[test]
    fn a_higher_sample_never_lowers_a_peak(
        samples in traffic(), method in methods(), place in 0_usize..25, more in 0_u64..10_000_000_000_000,
    ) {
        let before = peak(&samples, &method).unwrap().mbps;
        let mut raised = samples.clone();
        let place = place % raised.values.len();
        let sample = raised.values[place].unwrap_or_default();
        raised.values[place] = Some(Sample {
            inbound: sample.inbound + more,
            outbound: sample.outbound + more,
        });
        let after = peak(&raised, &method).unwrap().mbps;
        // A mean is rounded at 12 decimals.
        prop_assert!(after.get() + Decimal::new(1, 11) >= before.get(), "{} {}", before, after);
    }

    #[test]
    fn a_percentile_is_its_sorted_definition(samples in traffic(), percent in percents()) {
        let mut sorted: Vec<u64> = samples.values.iter().map(|s| s.unwrap_or_default().outbound).collect();
        sorted.sort_unstable();
        let count = sorted.len();
        let tenths = usize::try_from(percent.get() * Decimal::TEN).unwrap();
        let of = |within: Within| {
            let method = Method {
                direction: Direction::Out, missing: Missing::Zero, group: Group::All, within,
                across: Across::Max, interval: None, rounding: None,
            };
            peak(&samples, &method).unwrap()
        };
        let discarded = (count * tenths / 1_000).min(count - 1);
        let found = of(Within::DiscardTop { percent });
        prop_assert_eq!(found.mbps.get(), mbps(sorted[count - 1 - discarded]));
        // The discarded samples are the highest; none is lower than the billed one.
        let places = &found.groups[0].discarded;
        prop_assert_eq!(places.len(), discarded);
        for place in places {
            let value = samples.values[*place].unwrap_or_default().outbound;
            prop_assert!(mbps(value) >= found.mbps.get());
        }
        let rank = (count * tenths).div_ceil(1_000).clamp(1, count);
        prop_assert_eq!(of(Within::NearestRank { percent }).mbps.get(), mbps(sorted[rank - 1]));
        let at = Decimal::from(count - 1) * percent.get() / Decimal::ONE_HUNDRED;
        let low = usize::try_from(at.floor()).unwrap();
        let (a, b) = (mbps(sorted[low]), mbps(sorted[(low + 1).min(count - 1)]));
        let line = a + (b - a) * at.fract();
        let found = of(Within::Interpolated { percent }).mbps.get();
        prop_assert!((found - line).abs() < Decimal::new(1, 9), "{} {}", found, line);
    }

    #[test]
    fn days_and_month_agree_where_there_is_one_day(
        values in proptest::collection::vec(0_u64..50, 1..8), within in withins(),
    ) {
        let values = values.into_iter().map(|n| Some(Sample { inbound: 0, outbound: n * 1_000_000_000 }));
        let samples = Samples { first_minute: 0, interval: 180, clock_changes: Vec::new(), values: values.collect() };
        let of = |group, across| {
            let method = Method {
                direction: Direction::Out, missing: Missing::Refuse, group, within, across,
                interval: None, rounding: None,
            };
            peak(&samples, &method).unwrap().mbps
        };
        let month = of(Group::All, Across::Max);
        for across in [Across::Max, Across::Mean, Across::Sum, Across::MeanOfTop(5)] {
            prop_assert_eq!(&of(Group::Day, across), &month);
        }
    }

    #[test]
    fn a_floor_is_never_undercut_and_apart_never_costs_less(
        floor in 0_u32..1_000, peak in 0_u32..1_000, valid in 0_u32..31, more in 0_u32..31,
    ) {
        let amount = |number: u32| NonNegative::new(Decimal::from(number)).unwrap();
        let existing_days = (valid + more).min(31);
        let guarantee = |excess| Guarantee {
            floor: amount(floor), excess, cap: None,
            valid_days: valid.min(existing_days), existing_days, month_days: 31,
        };
        let peak = Figure::of(peak.into()).unwrap();
        let of = |excess| guarantee(excess).billed(&peak).unwrap();
        let (greater, apart) = (of(Excess::Greater), of(Excess::Apart));
        prop_assert_eq!(&greater.floor, &apart.floor);
        prop_assert!(apart.sum().unwrap() >= greater.sum().unwrap());
    }

    #[test]
    fn means_and_volumes_meet_the_price_exactly(
        days in proptest::collection::vec(0_u32..10_000, 1..32), cents in 1_u32..100_000,
    ) {
        let of_day = |n: &u32| Some(Sample { inbound: 0, outbound: u64::from(*n) * 1_000_000_000_000 });
        let samples = Samples {
            first_minute: 0, interval: 1_440, clock_changes: Vec::new(), values: days.iter().map(of_day).collect(),
        };
        let cost = |metering: &str, unit| {
            let tariff = Tariff {
                metering: serde_json::from_str(metering).unwrap(),
                unit, currency: "CNY".parse().unwrap(), free: false,
                price: PriceModel::Flat(NonNegative::new(Decimal::new(cents.into(), 2)).unwrap()),
            };
            tariff.bill(&samples).unwrap().cost.amount()
        };
        let sum: u64 = days.iter().map(|n| u64::from(*n)).sum();
        let price = exact(cents.into(), 100);
        let rounded = |cost| round(&cost, 12, RoundingMode::HalfEven);
        let of = |cost: Decimal| {
            Exact::new(cost.mantissa().into(), 10_i128.pow(cost.scale()).into())
        };
        let mean = r#"{ "peak": { "group": "day", "within": { "highest": 1 }, "across": "mean" } }"#;
        let mean = cost(mean, TariffUnit::MbpsMonth);
        let by_days = whole(sum) / whole(u64::try_from(days.len()).unwrap());
        prop_assert_eq!(of(mean), rounded(by_days * &price));
        // A day of 1 Mbps is 86,400 s × 10⁶ bits ÷ 8 bytes.
        let bytes = whole(sum) * whole(86_400 * 125_000);
        let volume = cost(r#"{ "volume": "out" }"#, TariffUnit::Gib);
        prop_assert_eq!(of(volume), rounded(bytes / whole(1 << 30) * price));
    }
}
