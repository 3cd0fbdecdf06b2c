//! Tariffs of one carrier beside those of several, and tariffs that are sold from a minimum.

use netprice_catalog::Catalog;
use netprice_study::{Study, StudyProblem, traffic};

fn study(mbps: &str, more: &str) -> Study {
    let text = format!(
        r#"
        currency = "CNY"
        [traffic]
        area = "cn-mainland"
        {more}
        samples.steady = {{ mbps = {mbps}, hours = 720 }}
        "#
    );
    Study::from_toml(&text).unwrap()
}

/// Traffic over one carrier (单线) is another good than over several: it is asked for by name.
#[test]
fn the_tariffs_of_an_area_go_through_several_carriers_unless_one_is_asked_for() {
    let catalog = Catalog::published().unwrap();
    let lines = |more: &str| {
        let answer = traffic(&study("100", more), &catalog).unwrap();
        let ids = answer.tariffs.keys().map(ToString::to_string);
        ids.filter(|id| id.starts_with("jd-eip-"))
            .collect::<Vec<_>>()
    };
    assert!(
        lines("").iter().all(|id| id.contains("-bgp-")),
        "{:?}",
        lines("")
    );
    let one = lines(r#"carriers = "one""#);
    assert!(
        !one.is_empty() && one.iter().all(|id| id.contains("-line-")),
        "{one:?}"
    );
}

/// Huawei sells its 95th percentile from 300 Mbps on (support.huaweicloud.com, price-eip).
#[test]
fn a_tariff_is_not_ranked_below_the_traffic_that_it_is_sold_for() {
    let catalog = Catalog::published().unwrap();
    let id = "huawei-eip-95-cn-mainland";
    let answer = traffic(&study("102", ""), &catalog).unwrap();
    let problems = answer.tariffs[id].as_ref().unwrap_err();
    assert!(matches!(
        problems.iter().next().unwrap().problem,
        StudyProblem::SoldFrom { .. }
    ));
    assert!(answer.ranked.iter().all(|ranked| ranked != id));
    let answer = traffic(&study("300", ""), &catalog).unwrap();
    assert!(answer.ranked.iter().any(|ranked| ranked == id));
}
