//! Prices of machines, read off their sources by hand.

use netprice::book::price::PriceModel;
use netprice::book::price_book::Pooling;
use netprice::rating::context::BookTerms;
use netprice::rating::rate::plain_slices;
use netprice::value::ratio::Ratio;
use netprice::{Citation, NonNegative, Quantity};
use netprice_catalog::Catalog;
use netprice_catalog::commitments::{CommitmentKind, Payment, Price, PublishedCommitment};
use netprice_catalog::goods::Purchase;
use rust_decimal::Decimal;

fn number(text: &str) -> NonNegative {
    text.parse().unwrap()
}

/// The flat price of a SKU, and its citation.
fn price(catalog: &Catalog, book: &str, sku: &str) -> (NonNegative, Citation) {
    let book = catalog.whole_book(book).unwrap().unwrap();
    let sold = &book.prices.skus[sku];
    let Some(PriceModel::Flat(price)) = &sold.price else {
        panic!("{sku} has no flat price");
    };
    (*price, sold.published.clone().unwrap())
}

fn commitment<'a>(
    catalog: &'a Catalog,
    book: &str,
    sku: &str,
    (kind, months): (CommitmentKind, u32),
) -> &'a PublishedCommitment {
    let mut all = catalog.commitments(book).unwrap().iter();
    let found = all.find(|one| {
        let is_for = one.sku.as_ref().is_some_and(|own| own == sku);
        is_for && one.kind == kind && one.months == months
    });
    found.unwrap()
}

/// Each price with the day and a part of the name of its source, two or more of each large provider.
#[test]
fn prices_are_those_of_their_sources() {
    let rows = [
        // AWS price list, in karpenter-provider-aws@6fc13b5236fd, zz_generated.pricing_aws.go.
        (
            "aws-us-east-1",
            "c7i.large",
            "0.08925",
            "2026-07-20",
            "karpenter-provider-aws",
        ),
        (
            "aws-us-east-1",
            "r7i.4xlarge",
            "1.0584",
            "2026-07-20",
            "karpenter-provider-aws",
        ),
        // The same, zz_generated.pricing_aws_us_gov.go.
        (
            "aws-us-gov-west-1",
            "m5.large",
            "0.121",
            "2026-07-20",
            "pricing_aws_us_gov.go",
        ),
        // apache/libcloud, pricing.json.
        (
            "aws-eu-west-1",
            "m5.xlarge",
            "0.214",
            "2022-05-22",
            "apache/libcloud",
        ),
        // The AWS China price list.
        (
            "aws-china-cn-north-1",
            "m5.large",
            "1.013",
            "2024-11-06",
            "pricing_aws_cn.go",
        ),
        (
            "aws-china-cn-north-1",
            "c6g.xlarge",
            "1.172",
            "2024-11-06",
            "pricing_aws_cn.go",
        ),
        // Azure Retail Prices, in karpenter-provider-azure@2b431da153a6.
        (
            "azure-eastus",
            "Standard_D4s_v6",
            "0.202",
            "2026-06-18",
            "karpenter-provider-azure",
        ),
        (
            "azure-southeastasia",
            "Standard_E16s_v5",
            "1.216",
            "2026-06-18",
            "karpenter-provider-azure",
        ),
        // The Cloud Billing Catalog, in google-cloud-pricing-cost-calculator@fd66b26ff84f.
        (
            "gcp-us-central1",
            "n4-highcpu-2",
            "0.07654",
            "2026-07-30",
            "google-cloud-pricing-cost",
        ),
        (
            "gcp-us-central1",
            "n4-highcpu-2 spot",
            "0.037792",
            "2026-07-30",
            "google-cloud-pricing-cost",
        ),
        (
            "gcp-us-central1",
            "n1-standard-4 month",
            "97.089489",
            "2026-07-30",
            "google-cloud-pricing-cost",
        ),
        // karpenter-provider-alibabacloud@5d2e077, and the spot prices of priceserver@60cef47f24c2.
        (
            "alibaba-cn-beijing",
            "ecs.g7.large",
            "0.52325",
            "2024-12-31",
            "alibabacloud@5d2e077",
        ),
        (
            "alibaba-cn-hangzhou",
            "ecs.g7.xlarge spot",
            "0.199",
            "2024-06-12",
            "priceserver@60cef47f24c2",
        ),
        // chen56/qcloud-price, exported from buy.cloud.tencent.com.
        (
            "tencent-ap-guangzhou",
            "S5.MEDIUM4",
            "0.28",
            "2022-05-20",
            "qcloud-price",
        ),
        (
            "tencent-ap-hongkong",
            "S5.MEDIUM4",
            "0.46",
            "2022-05-20",
            "qcloud-price",
        ),
        // The list of 2026-05-27 that Volcengine's price page exports.
        (
            "volcengine-cn-beijing",
            "ecs.g3i.xlarge",
            "1.0384",
            "2026-05-27",
            "volcengine-pricing-quote",
        ),
        (
            "huawei-ap-southeast-4",
            "c7n.xlarge.4",
            "0.228",
            "2026-03-26",
            "huawei-cloud-pricing-tool",
        ),
        (
            "jd-cn-north-1",
            "g.n2.xlarge",
            "1.682",
            "2019-01-01/2022-12-31",
            "zhangpengyan/cn",
        ),
        // UCloudDoc-Team/uhost, price.md: 476 a month, × 1.5 ÷ 720.
        (
            "ucloud-cn-bj2",
            "standard 4C16G",
            "0.9917",
            "2026-01-29",
            "UCloudDoc-Team/uhost",
        ),
        // mixxor/eu-cloud-prices@ec4a406ad3ba, normalized.json.
        (
            "hetzner-eu",
            "cax21",
            "0.0209",
            "2026-08-17",
            "eu-cloud-prices",
        ),
        (
            "hetzner-eu",
            "cax21 month",
            "13.08",
            "2026-08-17",
            "eu-cloud-prices",
        ),
        ("ovh-eu", "b3-8", "0.0512", "2026-08-14", "eu-cloud-prices"),
        (
            "scaleway-fr-par-1",
            "PRO2-S",
            "0.22338",
            "2026-08-14",
            "eu-cloud-prices",
        ),
        (
            "atlanticcloud-eu",
            "custom-vps-4c12g60g month",
            "11.8",
            "2026-07-06",
            "eu-cloud-prices",
        ),
        // gpu-rental-prices@ae6435ad77c0, data/snapshots/2026-08-22.json.
        (
            "lambda-global",
            "a10",
            "1.29",
            "2026-08-22",
            "gpu-rental-prices",
        ),
        (
            "vultr-global",
            "a100",
            "2.397",
            "2026-08-22",
            "gpu-rental-prices",
        ),
        // Sold in eights at 6.155 for each: 8 × 6.155 = 49.24.
        (
            "coreweave-global",
            "8x h100",
            "49.24",
            "2026-08-22",
            "gpu-rental-prices",
        ),
        (
            "stackit-eu-de",
            "g2i.2",
            "0.10229252",
            "2026-05-20",
            "eu-cloud-prices",
        ),
    ];
    let catalog = Catalog::published().unwrap();
    for (book, sku, expected, day, source) in rows {
        let (price, published) = price(&catalog, book, sku);
        assert_eq!(price, number(expected), "{book} {sku}");
        assert_eq!(published.as_of.to_string(), day, "{book} {sku}");
        assert!(
            published.source.contains(source),
            "{sku}: {}",
            published.source
        );
    }
}

/// Of the AWS price list: Beijing, CNY, an hour. Of the list of Alibaba: Beijing, CNY, an hour.
#[test]
fn aws_costs_about_twice_as_much_as_alibaba_in_beijing() {
    let catalog = Catalog::published().unwrap();
    let (aws, _) = price(&catalog, "aws-china-cn-north-1", "m5.large");
    let (alibaba, _) = price(&catalog, "alibaba-cn-beijing", "ecs.g7.large");
    // 1.013 ÷ 0.52325 = 1.9359…
    let ratio = aws.get() / alibaba.get();
    assert_eq!(ratio.round_sf(4).unwrap().to_string(), "1.936");
}

/// The list month is 153 CNY; a month, one, three and five years pay 0.87, 0.69, 0.41 and 0.27 of it.
#[test]
fn tencents_subscriptions_become_cheaper_with_their_length() {
    let catalog = Catalog::published().unwrap();
    for (months, share) in [(1_u32, "0.87"), (12, "0.69"), (36, "0.41"), (60, "0.27")] {
        let term = (CommitmentKind::Subscription, months);
        let sold = commitment(&catalog, "tencent-ap-guangzhou", "S5.MEDIUM4", term);
        let Price::Term(price) = sold.price else {
            panic!("{months} months are not sold as a whole");
        };
        let list = sold.list_month.unwrap();
        assert_eq!(list, number("153"));
        let share: Decimal = share.parse().unwrap();
        // 153 × months × share, such as 153 × 12 × 0.69 = 1,266.84.
        assert_eq!(price.get(), list.get() * Decimal::from(months) * share);
    }
}

/// Of the same list: 3.60 an hour up to 96 hours, 1.80 up to 360 and 1.22 above.
#[test]
fn tencents_falling_prices_are_tiers_of_each_machine() {
    let catalog = Catalog::published().unwrap();
    let book = catalog.book("tencent-ap-guangzhou").unwrap().unwrap();
    let sold = &book.prices.skus["C2.2XLARGE16"];
    assert_eq!(sold.pooling, Pooling::Apart);
    let Some(PriceModel::Graduated(tiers)) = &sold.price else {
        panic!("it has no tiers");
    };
    let shown: Vec<String> = tiers
        .iter()
        .map(|tier| {
            format!(
                "{} {:?} {}",
                tier.from,
                tier.up_to.map(|to| to.to_string()),
                tier.unit_price
            )
        })
        .collect();
    let expected = [
        "0 Some(\"96\") 3.6",
        "96 Some(\"360\") 1.8",
        "360 None 1.22",
    ];
    assert_eq!(shown, expected);
}

/// 25.14412 USD a month of 730 hours for three years (Cloud Billing Catalog); 0.056393 USD an hour, all
/// upfront, for one year (ec2instances.info of 2023).
#[test]
fn every_machine_has_its_own_commitments() {
    let catalog = Catalog::published().unwrap();
    let three = (CommitmentKind::CommittedUse, 36);
    let three = commitment(&catalog, "gcp-us-central1", "n4-highcpu-2", three);
    // 25.14412 ÷ 730
    assert_eq!(three.price, Price::Hour(number("0.03444400")));
    assert_eq!(three.payment, Payment::None);
    let year = (CommitmentKind::Reserved, 12);
    let year = commitment(&catalog, "aws-us-east-1", "m5.large", year);
    assert_eq!(year.price, Price::Hour(number("0.056393")));
    assert_eq!(year.payment, Payment::All);
    assert!(!year.is_estimate);
}

/// The averages of a third party are estimates, and AWS's own reservations take their place.
#[test]
fn an_estimate_gives_way_to_a_price() {
    let catalog = Catalog::published().unwrap();
    let all = catalog.commitments("aws-us-east-1").unwrap();
    let year = commitment(
        &catalog,
        "aws-us-east-1",
        "m5.large",
        (CommitmentKind::Reserved, 12),
    );
    let estimates: Vec<_> = all.iter().filter(|one| one.is_estimate).collect();
    let keys: Vec<String> = estimates.iter().map(|one| one.key()).collect();
    let expected = [
        "estimate reserved 12 none",
        "estimate reserved 12 all",
        "estimate reserved 36 none",
        "estimate reserved 36 all",
    ];
    assert_eq!(keys, expected);
    let replaced = estimates.iter().filter(|one| one.gives_way_to(year));
    let replaced: Vec<String> = replaced.map(|one| one.key()).collect();
    assert_eq!(replaced, ["estimate reserved 12 all"]);
}

/// Prices of Windows and of Dedicated tenancy that stood among the prices of Linux, and a memory that was
/// read wrongly.
#[test]
fn struck_prices_are_gone() {
    let catalog = Catalog::published().unwrap();
    let skus = |book: &str| &catalog.book(book).unwrap().unwrap().prices.skus;
    // Windows: Linux and 0.046 per vCPU.
    assert!(!skus("azure-eastus").contains_key("Standard_D2as_v5"));
    assert!(!skus("azure-southeastasia").contains_key("Standard_D8as_v5"));
    assert!(!skus("azure-westeurope").contains_key("Standard_B2s_v2"));
    let (a100, _) = price(&catalog, "azure-eastus", "Standard_NC96ads_A100_v4");
    assert_eq!(a100, number("14.692"));
    // Dedicated tenancy: 6% to 10% more.
    let (t3, _) = price(&catalog, "aws-ap-southeast-1", "t3.large");
    assert_eq!(t3, number("0.1056"));
    let (m5, _) = price(&catalog, "aws-ap-southeast-1", "m5.large");
    assert_eq!(m5, number("0.12"));
    // Standard_D2pls_v6 has 4 GiB, and not 8.
    let azure = catalog.book("azure-eastus").unwrap().unwrap();
    assert_eq!(azure.machines["Standard_D2pls_v6"].memory_gib, number("4"));
}

/// 7 machines × 613.37 hours are 4293.59 hours. Where a price is said to decide alone, their product is what the
/// price model charges; tiers by the hours of one machine (Google's month) are no such price.
#[test]
fn a_price_that_decides_alone_is_what_the_price_model_charges() {
    let catalog = Catalog::published().unwrap();
    let mut flat = 0;
    for id in ["aws-us-east-1", "gcp-us-central1", "alibaba-cn-hangzhou"] {
        let book = catalog.whole_book(id).unwrap().unwrap();
        let index = catalog.whole_index(id).unwrap().unwrap();
        let terms = BookTerms::of(&book.prices);
        for item in index.machines(Purchase::OnDemand) {
            let sku = &book.prices.skus[&item.sku];
            let is_flat = matches!(sku.price, Some(PriceModel::Flat(_)));
            assert!(is_flat || item.flat_by.is_none(), "{}", item.sku);
            let (Some(least), Some(unit)) = (item.least, &item.flat_by) else {
                continue;
            };
            let hours = Quantity::new("4293.59".parse::<Ratio>().unwrap(), unit.clone()).unwrap();
            let model = sku.price_on(None).0.unwrap();
            let slices = plain_slices(model, &hours, &terms).unwrap();
            let product = hours.exact().times(least).unwrap().shown().unwrap();
            assert_eq!(slices[0].cost.amount(), product, "{}", item.sku);
            assert_eq!(slices[0].cost.amount().to_string(), product.to_string());
            flat += 1;
        }
    }
    assert!(flat > 1_000, "{flat}");
}
