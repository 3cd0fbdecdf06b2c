//! Published commitments, held, against what they come to by hand.

use netprice::value::id::SkuId;
use netprice_catalog::Catalog;
use netprice_catalog::commitments::{CommitmentKind, PublishedCommitment};

fn found(catalog: &Catalog, book: &str, sku: Option<&str>, months: u32) -> PublishedCommitment {
    let is_it = |one: &&PublishedCommitment| {
        let same_sku = one.sku.as_ref().map(SkuId::as_str) == sku;
        same_sku && one.months == months && one.kind != CommitmentKind::SavingsPlan
    };
    catalog
        .commitments(book)
        .unwrap()
        .iter()
        .find(is_it)
        .unwrap()
        .clone()
}

#[test]
fn a_subscription_is_paid_at_the_start_and_spread_over_its_hours() {
    let catalog = Catalog::published().unwrap();
    let year = found(&catalog, "tencent-ap-guangzhou", Some("SA3.LARGE16"), 12);
    let held = year
        .held("year", "3".parse().unwrap(), "0.7".parse().unwrap())
        .unwrap();
    // 3 × 3,609.5; twelve months of 730 hours.
    assert_eq!(held.fee.upfront.unwrap().to_string(), "10828.5 CNY");
    assert_eq!(held.fee.term_hours.unwrap().to_string(), "8760");
    assert_eq!(held.capacity.to_string(), "3");
}

#[test]
fn a_committed_use_discount_is_paid_by_the_hour() {
    let catalog = Catalog::published().unwrap();
    let three = found(&catalog, "gcp-us-central1", Some("e2-standard-4"), 36);
    let held = three
        .held("cud", "1".parse().unwrap(), "0.134".parse().unwrap())
        .unwrap();
    // 44.02649564 ÷ 730 an hour.
    assert_eq!(held.fee.hourly.unwrap().to_string(), "0.060310268 USD");
    assert_eq!(held.fee.upfront, None);
}

#[test]
fn a_share_of_on_demand_covers_what_the_machines_would_cost() {
    let catalog = Catalog::published().unwrap();
    let year = found(&catalog, "azure-eastus", None, 12);
    let held = year
        .held("average", "2".parse().unwrap(), "0.172".parse().unwrap())
        .unwrap();
    // Two machines are worth 0.344 an hour, of which 70% are paid.
    assert_eq!(held.capacity.to_string(), "0.344");
    assert_eq!(held.fee.hourly.unwrap().to_string(), "0.2408 USD");
    assert_eq!(held.scope.services.len(), 1);
}

#[test]
fn a_pack_covers_its_quantity_over_the_month() {
    let catalog = Catalog::published().unwrap();
    let pack = found(&catalog, "alibaba-cn-hangzhou", Some("OSS Standard LRS"), 1);
    let held = pack
        .held("pack", "2".parse().unwrap(), "0".parse().unwrap())
        .unwrap();
    assert_eq!(held.capacity.to_string(), "1000");
    assert_eq!(held.fee.period.unwrap().to_string(), "108 CNY");
}
