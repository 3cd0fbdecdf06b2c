//! Examples of proration: shares, prorated prices, changes of plan, months.

use netprice::bill::prorate::{CountedDays, Fraction, MonthLength, Share, change_plan};
use netprice::value::decimal::Number;
use netprice::value::money::{Money, Rounding};

use crate::{Case, case, half_up, noted, truncate};

const FLEXPRICE: &str = "flexprice/flexprice-docs@d7a863761169ba61dfc7899c3f317636f23ae87f: \
     docs/subscriptions/understanding-proration.mdx";
const HUAWEI_BMS: &str =
    "https://huaweicloud.com/guide/productsdesc-bms_6c01eab09b9a5aa655ae89d800cec7f8support1";
const HUAWEI_CODEARTS: &str =
    "https://support.huaweicloud.com/price-codeartsagent/codeartsagent_billing_0027.md";
const HUAWEI_DISKS: &str = "https://support.huaweicloud.com/topic/510421-4-H";
const R2_PRICING: &str = "cloudflare/cloudflare-docs@07ec87d4f0b2bb3dd731f801af428f16d6c1b71d: \
     src/content/docs/r2/pricing.mdx";
const SMALLEST_BUSINESS: &str = "https://smallestbusiness.com/compare/cloudfront-egress-cost/";

/// A share of fractions such as `28/31`.
fn share(case: &Case, fractions: &[&str], rounding: Option<Rounding>) -> Share {
    let fraction = |fraction: &&str| {
        let parts = fraction.split_once('/').ok_or("expected a fraction");
        let (used, of) = case.done(fraction, parts);
        Fraction {
            used: case.read(used),
            of: case.read(of),
        }
    };
    Share {
        parts: fractions.iter().map(fraction).collect(),
        rounding,
    }
}

/// A share as a number.
struct Ratio {
    case: Case,
    share: &'static [&'static str],
    rounding: Option<Rounding>,
    ratio: &'static str,
}

const RATIOS: &[Ratio] = &[
    Ratio {
        case: case(
            "baidu-p95-factor-26-31",
            "https://cloud.baidu.com/doc/CDN/s/mjwvyfk2j-en",
        ),
        share: &["26/31"],
        rounding: Some(half_up(8)),
        ratio: "0.83870968",
    },
    Ratio {
        case: noted(
            "cf-r2-gb-month-average",
            R2_PRICING,
            "1 GB for 5 days and 3 GB for 25, over 30. The source contradicts itself; this is the \
             recomputed value. Source prints 2.66 for 80/30 = 2.666...: truncation, and by the \
             page's own rule it would then be billed as 3.",
        ),
        share: &["5/30", "75/30"],
        rounding: Some(half_up(2)),
        ratio: "2.67",
    },
    Ratio {
        case: noted(
            "cf-r2-gb-month-average, cut off",
            R2_PRICING,
            "As the source prints it, cut off. The source contradicts itself; this is the \
             recomputed value. Source prints 2.66 for 80/30 = 2.666...: truncation, and by the \
             page's own rule it would then be billed as 3.",
        ),
        share: &["5/30", "75/30"],
        rounding: Some(truncate(2)),
        ratio: "2.66",
    },
];

#[test]
fn a_share_is_a_ratio() {
    for row in RATIOS {
        let ratio = share(&row.case, row.share, row.rounding).ratio();
        let ratio = row.case.done(
            "ratio",
            ratio.and_then(netprice::value::ratio::Ratio::decimal),
        );
        row.case.is("ratio", Number(ratio), row.ratio);
    }
}

/// The share of a price.
struct Prorated {
    case: Case,
    price: &'static str,
    share: &'static [&'static str],
    share_rounding: Option<Rounding>,
    rounding: Option<Rounding>,
    cost: &'static str,
}

const PRORATED: &[Prorated] = &[
    Prorated {
        case: noted(
            "baidu-bcc-upgrade-84",
            "https://cloud.baidu.com/doc/Finance/s/Fjwvyt534-en",
            "The difference of 138 and 45.",
        ),
        price: "93 CNY",
        share: &["28/31"],
        share_rounding: None,
        rounding: None,
        cost: "84 CNY",
    },
    Prorated {
        case: noted(
            "flexprice-proration-monthly, rounded once",
            FLEXPRICE,
            "Rounded once, after the subtraction. One of its figures is worked out from the \
             others.",
        ),
        price: "50 USD",
        share: &["20/30"],
        share_rounding: None,
        rounding: Some(half_up(2)),
        cost: "33.33 USD",
    },
    Prorated {
        case: noted(
            "flexprice-proration-yearly, rounded once",
            FLEXPRICE,
            "Rounded once, after the subtraction. One of its figures is worked out from the \
             others.",
        ),
        price: "600 USD",
        share: &["265/365"],
        share_rounding: None,
        rounding: Some(half_up(2)),
        cost: "435.62 USD",
    },
    Prorated {
        case: noted("huawei-disk-30", HUAWEI_DISKS, "60 GB at 1 a GB and month."),
        price: "60 CNY",
        share: &["15/30"],
        share_rounding: None,
        rounding: None,
        cost: "30 CNY",
    },
    Prorated {
        case: noted(
            "huawei-immediate-change-47.07",
            HUAWEI_CODEARTS,
            "The ratio is rounded to 8 decimals, and the fee is cut off at 2.",
        ),
        price: "39 CNY",
        share: &["6.41666667/31", "1/1"],
        share_rounding: Some(half_up(8)),
        rounding: Some(truncate(2)),
        cost: "47.07 CNY",
    },
    Prorated {
        case: noted(
            "huawei-immediate-change-47.07, unrounded",
            HUAWEI_CODEARTS,
            "Before it is cut off.",
        ),
        price: "39 CNY",
        share: &["6.41666667/31", "1/1"],
        share_rounding: Some(half_up(8)),
        rounding: None,
        cost: "47.07258075 CNY",
    },
    Prorated {
        case: noted(
            "huawei-plan-change-5161.29",
            "https://support.huaweicloud.com/topic/1167971-4-A",
            "The source contradicts itself; this is the recomputed value. Page prints 5161.29 for \
             (35000-20000)*16/31; 5161.29 is 10000*16/31.",
        ),
        price: "15000 CNY",
        share: &["16/31"],
        share_rounding: None,
        rounding: Some(half_up(2)),
        cost: "7741.94 CNY",
    },
    Prorated {
        case: noted(
            "huawei-storage-type-32",
            HUAWEI_DISKS,
            "The difference of 534 and 470.",
        ),
        price: "64 CNY",
        share: &["15/30"],
        share_rounding: None,
        rounding: None,
        cost: "32 CNY",
    },
    Prorated {
        case: noted(
            "huawei-upgrade-1151.67",
            HUAWEI_BMS,
            "A fraction of each calendar month; the ratio is rounded to 4 decimals. One of its \
             figures is worked out from the others.",
        ),
        price: "1750 CNY",
        share: &["12/30", "8/31"],
        share_rounding: Some(half_up(4)),
        rounding: Some(truncate(2)),
        cost: "1151.67 CNY",
    },
    Prorated {
        case: noted(
            "huawei-upgrade-1151.67, exact ratio",
            HUAWEI_BMS,
            "With the exact ratio. One of its figures is worked out from the others.",
        ),
        price: "1750 CNY",
        share: &["12/30", "8/31"],
        share_rounding: None,
        rounding: Some(half_up(2)),
        cost: "1151.61 CNY",
    },
    Prorated {
        case: noted(
            "cf-free1tb-year-rounding, 5tb",
            SMALLEST_BUSINESS,
            "Twelve months, rounded once; from the rounded month it would be 4176. One of its \
             figures is worked out from the others.",
        ),
        price: "348.16 USD",
        share: &["12/1"],
        share_rounding: None,
        rounding: Some(half_up(0)),
        cost: "4178 USD",
    },
    Prorated {
        case: noted(
            "cf-free1tb-year-rounding, 50tb",
            SMALLEST_BUSINESS,
            "Twelve months, rounded once; from the rounded month it would be 48720. One of its \
             figures is worked out from the others.",
        ),
        price: "4060.16 USD",
        share: &["12/1"],
        share_rounding: None,
        rounding: Some(half_up(0)),
        cost: "48722 USD",
    },
    Prorated {
        case: noted(
            "aws-ri-365-amortised, an hour",
            "https://docs.amazonaws.cn/en_us/cur/latest/userguide/amortized-reservation.html",
            "Worked out from the published figures.",
        ),
        price: "365 USD",
        share: &["1/8760"],
        share_rounding: None,
        rounding: Some(half_up(4)),
        cost: "0.0417 USD",
    },
];

#[test]
fn a_price_is_prorated() {
    for row in PRORATED {
        let case = &row.case;
        let cost = share(case, row.share, row.share_rounding).of(case.read(row.price));
        let cost = case.done("cost", cost).round_if(row.rounding);
        case.is("cost", cost, row.cost);
    }
}

/// The credit, the charge and the net amount of a change of plan.
struct Changed {
    case: Case,
    old: &'static str,
    new: &'static str,
    share: &'static [&'static str],
    rounding: Option<Rounding>,
    credit: &'static str,
    charge: &'static str,
    net: &'static str,
}

const CHANGES: &[Changed] = &[
    Changed {
        case: noted(
            "flexprice-proration-monthly",
            FLEXPRICE,
            "One of its figures is worked out from the others.",
        ),
        old: "50 USD",
        new: "100 USD",
        share: &["20/30"],
        rounding: Some(half_up(2)),
        credit: "33.33 USD",
        charge: "66.67 USD",
        net: "33.34 USD",
    },
    Changed {
        case: noted(
            "flexprice-proration-yearly",
            FLEXPRICE,
            "One of its figures is worked out from the others.",
        ),
        old: "600 USD",
        new: "1200 USD",
        share: &["265/365"],
        rounding: Some(half_up(2)),
        credit: "435.62 USD",
        charge: "871.23 USD",
        net: "435.61 USD",
    },
    Changed {
        case: noted(
            "proration-gist-17",
            "https://gist.github.com/biancadanforth/a9f2cb578054646bda80ff129e49ba21",
            "The source calls the used share of the old price, 1, a credit and comes to 17. The \
             credit of the unused share is 9, and so is the net: that is what is checked.",
        ),
        old: "10 USD",
        new: "20 USD",
        share: &["27/30"],
        rounding: None,
        credit: "9 USD",
        charge: "18 USD",
        net: "9 USD",
    },
];

#[test]
fn a_change_of_plan_credits_the_old_and_charges_the_new() {
    for row in CHANGES {
        let case = &row.case;
        let (old, new): (Money, Money) = (case.read(row.old), case.read(row.new));
        let change = change_plan(old, new, &share(case, row.share, None), row.rounding);
        let change = case.done("change", change);
        case.is("credit", change.credit, row.credit);
        case.is("charge", change.charge, row.charge);
        case.is("net", change.net, row.net);
    }
}

/// The months from one day to another, as fractions such as `12/30`.
struct Months {
    case: Case,
    from: &'static str,
    to: &'static str,
    length: MonthLength,
    counted: CountedDays,
    parts: &'static [&'static str],
}

const MONTHS: &[Months] = &[
    Months {
        case: case(
            "calendar months from 19 April to 8 May, both days counted",
            "by hand: 12 of the 30 days of April and 8 of the 31 of May",
        ),
        from: "2026-04-19",
        to: "2026-05-08",
        length: MonthLength::Calendar,
        counted: CountedDays::Both,
        parts: &["12/30", "8/31"],
    },
    Months {
        case: case(
            "a leap February, the last day not counted",
            "by hand: 15 to 29 February 2024 are 14 of 29 days",
        ),
        from: "2024-02-15",
        to: "2024-02-29",
        length: MonthLength::Calendar,
        counted: CountedDays::FirstOnly,
        parts: &["14/29"],
    },
    Months {
        case: case(
            "months of 30 days",
            "by hand: 1 January to 1 March 2026 are 59 days",
        ),
        from: "2026-01-01",
        to: "2026-03-01",
        length: MonthLength::Days30,
        counted: CountedDays::FirstOnly,
        parts: &["59/30"],
    },
    Months {
        case: case(
            "months of 365/12 days",
            "by hand: 73 days × 12 ÷ 365 are 2.4 months",
        ),
        from: "2026-01-01",
        to: "2026-03-14",
        length: MonthLength::YearTwelfth,
        counted: CountedDays::Both,
        parts: &["876/365"],
    },
];

#[test]
fn a_span_of_days_is_counted_in_months() {
    for row in MONTHS {
        let case = &row.case;
        let (from, to) = (case.read(row.from), case.read(row.to));
        let share = Share::between(from, to, row.length, row.counted);
        let parts = case.done("months", share).parts.into_iter();
        let parts = parts.map(|part| format!("{}/{}", part.used, part.of));
        case.are("months", parts, row.parts);
    }
}
