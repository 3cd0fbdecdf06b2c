//! Examples of the conversion of rates to volumes.

use netprice::NonNegative;
use netprice::bandwidth::volume::gigabytes;
use netprice::value::decimal::Number;
use netprice::value::money::Rounding;
use netprice::value::ratio::Ratio;

use crate::{Case, case, noted, truncate};

const HUAWEI_CDN: &str = "https://support.huaweicloud.com/price-cdn/cdn_01_0158.html";

/// The volume of a rate over a time.
struct Volume {
    case: Case,
    mbps: &'static str,
    seconds: u64,
    mb_of_gb: u64,
    rounding: Option<Rounding>,
    gigabytes: &'static str,
}

const VOLUMES: &[Volume] = &[
    Volume {
        case: case("huawei-mbps-day-gb, exactly", HUAWEI_CDN),
        mbps: "1",
        seconds: 86_400,
        mb_of_gb: 1_024,
        rounding: None,
        gigabytes: "10.546875",
    },
    Volume {
        case: noted(
            "huawei-mbps-day-gb, as printed",
            HUAWEI_CDN,
            "Cut off, and not rounded to 10.55.",
        ),
        mbps: "1",
        seconds: 86_400,
        mb_of_gb: 1_024,
        rounding: Some(truncate(2)),
        gigabytes: "10.54",
    },
];

#[test]
fn a_rate_over_a_time_is_a_volume() {
    for row in VOLUMES {
        let case = &row.case;
        let mbps: NonNegative = case.read(row.mbps);
        let volume = gigabytes(mbps.get().into(), row.seconds, row.mb_of_gb);
        let volume = case.done("gigabytes", volume.and_then(Ratio::decimal));
        let volume = row
            .rounding
            .map_or(volume, |rounding| rounding.apply(volume));
        case.is("gigabytes", Number(volume), row.gigabytes);
    }
}
