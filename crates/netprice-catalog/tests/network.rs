//! The published prices of traffic and bandwidth, and tables of traffic as text.

use netprice::bandwidth::samples::{Samples, Zone};
use netprice::bandwidth::shapes::{Shape, month};
use netprice::bandwidth::side_by_side::{crossover, side_by_side};
use netprice_catalog::catalog::Catalog;
use netprice_catalog::network::{Kind, Network};
use netprice_catalog::traffic::read_samples;

fn catalog() -> Catalog {
    Catalog::published().unwrap()
}

#[test]
fn every_plan_method_note_and_name_is_there_in_both_languages() {
    let (catalog, network) = (catalog(), Network::published().unwrap());
    let network = &network;
    assert_eq!((network.plans.len(), network.methods.len()), (159, 17));
    for plan in &network.plans {
        let names = [
            (Kind::Plan, &plan.id),
            (Kind::Provider, &plan.provider),
            (Kind::Area, &plan.area),
            (Kind::Service, &plan.service),
        ];
        for (kind, id) in names {
            assert!(network.name(kind, id).is_some(), "{id}");
        }
        if let Some(note) = &plan.published.note {
            assert!(catalog.chinese.contains_key(note), "{note}");
        }
    }
    for method in &network.methods {
        assert!(
            network.name(Kind::Method, &method.id).is_some(),
            "{}",
            method.id
        );
        if let Some(note) = &method.note {
            assert!(catalog.chinese.contains_key(note), "{note}");
        }
    }
    let providers = [
        "alibaba",
        "tencent",
        "huawei",
        "volcengine",
        "baidu",
        "jd",
        "ucloud",
        "aws",
        "aws-china",
        "azure",
        "gcp",
    ];
    for provider in providers {
        assert!(
            network.plans.iter().any(|plan| plan.provider == provider),
            "{provider}"
        );
    }
}

#[test]
fn a_month_is_billed_under_every_plan_of_an_area() {
    let network = Network::published().unwrap();
    let samples = Samples::steady(10, 720);
    let cost = |id: &str| {
        let plan = network.plan(id).unwrap();
        plan.plan
            .bill(&samples, plan.currency)
            .unwrap()
            .cost
            .to_string()
    };
    // 10 Mbps over 30 days are 3,240 GB. Alibaba: 3,240 × 0.8, or 125 + 5 × 80.
    assert_eq!(cost("alibaba-eip-traffic-cn-mainland"), "2592 CNY");
    assert_eq!(cost("alibaba-eip-month-cn-mainland"), "525 CNY");
    // AWS: 3,240 × 0.09.
    assert_eq!(cost("aws-egress-us"), "291.6 USD");
    let samples = month(Shape::Diurnal, 30, 100, 7);
    for area in network.areas() {
        let plans = network.of_area(area);
        let to = "CNY".parse().unwrap();
        let found = side_by_side(&samples, &plans, to, &catalog().exchange_rates).unwrap();
        assert_eq!(found.refused, [], "{area}");
        assert_eq!(found.ranked.len(), plans.len(), "{area}");
    }
}

#[test]
fn the_rule_of_thumb_of_a_tenth_is_that_of_small_links() {
    let network = Network::published().unwrap();
    let plan = |id: &str| &network.plan(id).unwrap().plan;
    let by_volume = plan("alibaba-eip-traffic-cn-mainland");
    let by_mbps = plan("alibaba-eip-month-cn-mainland");
    let cny = "CNY".parse().unwrap();
    let at = |mbps| {
        let found = crossover(by_volume, by_mbps, mbps, 720, cny)
            .unwrap()
            .unwrap();
        found.utilisation.to_string()
    };
    // 125 ÷ 0.8 ÷ 1,620, and 7,725 ÷ 0.8 ÷ 32,400.
    assert_eq!(
        (at(5), at(100)),
        ("0.096450617284".into(), "0.298032407407".into())
    );
}

#[test]
fn tables_of_traffic_are_read_however_they_are_laid_out() {
    let plain = read_samples(
        "time,in,out\n2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4\n",
        Zone(480),
    );
    let plain = plain.unwrap();
    let same = [
        "2026-11-01T00:00,1,2\n2026-11-01T00:05,3,4",
        "\u{feff}Out_Mbps;note;Time;IN\n2;x;2026-11-01 00:00;1\n\n4;y;2026-11-01 00:05;3\n",
        "timestamp\tinbound_bps\toutbound_kbps\n2026-10-31T16:00Z\t1000000\t2000\n2026-11-01T00:05+08:00\t3000000\t4000\n",
        "time,in (kbps),out Mb/s\n2026-11-01T00:00,1000,2\n2026-11-01T00:05,3000,4\n",
        "时间,流入,流出\r\n2026-11-01T00:00,1,2\r\n2026-11-01T00:05,3,4\r\n",
    ];
    for text in same {
        assert_eq!(read_samples(text, Zone(480)).unwrap(), plain, "{text}");
    }
    // Every ten minutes; one is missing.
    let text = "time,out\n2026-11-01T00:00Z,1\n2026-11-01T00:10Z,1\n2026-11-01T00:20Z,1\n2026-11-01T00:40Z,1\n";
    let read = read_samples(text, Zone(0)).unwrap();
    assert_eq!(
        (read.interval, read.values.len(), read.values[3]),
        (10, 5, None)
    );
}

#[test]
fn every_wrong_line_of_a_table_is_told() {
    let told = |text: &str| -> Vec<String> {
        let errors = read_samples(text, Zone(0)).unwrap_err();
        errors.0.iter().map(ToString::to_string).collect()
    };
    let text = "time,in,out\n2026-11-01T00:00Z,1,1\n2026-11-01T00:05Z,x,-1\n\n2026-11-01T00:05Z,1,1\n\
        2026-11-01T00:05Z,1,1\nyesterday,1,1\n2026-11-01T00:10Z,1\n2026-11-01T00:17Z,1,1\n\
        2026-11-01T00:20Z,0.0000001,1\n2026-11-01T00:00Z,1,1\n2026-11-01T00:25Z,1,1\n2026-11-01T00:30Z,1,1\n";
    let fields: Vec<String> = told(text)
        .iter()
        .map(|error| error.split(':').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        fields,
        [
            "line 3, in",
            "line 3, out",
            "line 6, time",
            "line 7, time",
            "line 8, out",
            "line 9, time",
            "line 10, in",
            "line 11, time"
        ]
    );
    assert_eq!(told("")[0].split(':').next(), Some("rows"));
    assert_eq!(told("time,out\n")[0].split(':').next(), Some("rows"));
    assert!(told("time,bytes\n2026-11-01T00:00Z,1\n")[0].contains("names no column 'in' or 'out'"));
    // Bytes, and bits taken for Mbps.
    let bytes = told("time,in_bytes,out_bytes\n2026-11-01T00:00Z,1,1\n");
    assert_eq!(
        bytes,
        ["line 1: the unit of 'in_bytes' is not known; expected bps, kbps, Mbps or Gbps"]
    );
    let bits = told("2026-11-01T00:00Z,1,100000000\n");
    assert_eq!(
        bits,
        ["line 1, out: '100000000 Mbps' is too large; expected at most 1000000 Mbps"]
    );
    // A clock that is put forward on one day: an hour is missing; put back: an hour comes twice.
    let forward =
        "time,out\n2026-03-29T01:00+01:00,1\n2026-03-29T03:00+02:00,1\n2026-03-29T04:00+02:00,1\n";
    let read = read_samples(forward, Zone(60)).unwrap();
    assert_eq!((read.interval, read.values.len()), (60, 3));
    let local = "time,out\n2026-10-25T01:00,1\n2026-10-25T02:00,1\n2026-10-25T02:00,1\n2026-10-25T03:00,1\n";
    assert!(told(local)[0].starts_with("line 4, time"));
    assert!(
        told("time,out\n2026-11-31T00:00Z,1\n2026-12-01T00:00Z,1\n")[0].starts_with("line 2, time")
    );
}
