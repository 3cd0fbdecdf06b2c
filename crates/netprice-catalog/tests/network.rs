//! The published prices of traffic and bandwidth.

use netprice::bandwidth::compare::{compare_tariffs, crossover};
use netprice::bandwidth::samples::Samples;
use netprice::bandwidth::shapes::{Shape, month};
use netprice::bandwidth::tariff::Tariff;
use netprice_catalog::Catalog;
use netprice_catalog::network::{Network, NetworkNameKind};

fn tariff<'a>(network: &'a Network, id: &str) -> &'a Tariff {
    &network.tariff(&id.parse().unwrap()).unwrap().tariff
}

#[test]
fn every_tariff_method_note_and_name_is_there_in_both_languages() {
    let catalog = Catalog::published().unwrap();
    let (network, chinese) = (catalog.network().unwrap(), catalog.chinese().unwrap());
    assert_eq!((network.tariffs.len(), network.methods.len()), (159, 17));
    for tariff in &network.tariffs {
        let names = [
            (NetworkNameKind::Tariff, tariff.id.as_str()),
            (NetworkNameKind::Provider, tariff.provider.as_str()),
            (NetworkNameKind::Area, &tariff.area),
            (NetworkNameKind::Service, &tariff.service),
        ];
        for (kind, id) in names {
            assert!(network.name(kind, id).is_some(), "{id}");
        }
        if let Some(note) = &tariff.published.note {
            assert!(chinese.contains_key(&**note), "{note}");
        }
    }
    for method in &network.methods {
        let name = network.name(NetworkNameKind::Method, method.id.as_str());
        assert!(name.is_some(), "{}", method.id);
        if let Some(note) = &method.note {
            assert!(chinese.contains_key(note), "{note}");
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
        let mut tariffs = network.tariffs.iter();
        assert!(tariffs.any(|one| one.provider == provider), "{provider}");
    }
}

#[test]
fn a_month_is_billed_under_every_tariff_of_an_area() {
    let catalog = Catalog::published().unwrap();
    let network = catalog.network().unwrap();
    let samples = Samples::steady(10, 720);
    let cost = |id| tariff(network, id).bill(&samples).unwrap().cost.to_string();
    // 10 Mbps over 30 days are 3,240 GB. Alibaba: 3,240 × 0.8, or 125 + 5 × 80.
    assert_eq!(cost("alibaba-eip-traffic-cn-mainland"), "2592 CNY");
    assert_eq!(cost("alibaba-eip-month-cn-mainland"), "525 CNY");
    // AWS: 3,240 × 0.09.
    assert_eq!(cost("aws-egress-us"), "291.6 USD");
    let samples = month(Shape::Diurnal, 30, 100, 7).unwrap();
    let (to, rates) = ("CNY".parse().unwrap(), catalog.exchange_rates().unwrap());
    for area in network.areas() {
        let of_area = network.tariffs.iter().filter(|one| one.area == area);
        let tariffs: Vec<_> = of_area.map(|one| (&one.id, &one.tariff)).collect();
        let found = compare_tariffs(&samples, tariffs.iter().copied(), to, rates);
        assert!(found.refused.is_empty(), "{area}");
        assert_eq!(found.ranked.len(), tariffs.len(), "{area}");
    }
}

#[test]
fn the_rule_of_thumb_of_a_tenth_is_that_of_small_links() {
    let catalog = Catalog::published().unwrap();
    let network = catalog.network().unwrap();
    let by_volume = tariff(network, "alibaba-eip-traffic-cn-mainland");
    let by_mbps = tariff(network, "alibaba-eip-month-cn-mainland");
    let at = |mbps| {
        let found = crossover(by_volume, by_mbps, mbps, 720).unwrap();
        found.unwrap().utilisation.to_string()
    };
    // 125 ÷ 0.8 ÷ 1,620, and 7,725 ÷ 0.8 ÷ 32,400.
    assert_eq!(
        (at(5), at(100)),
        ("0.096450617284".into(), "0.298032407407".into())
    );
}
