//! The price lists in `tests/prices`.

use std::fs::File;
use std::path::PathBuf;

use netprice_import::price_list::{ImportedPrices, ListPrice, PriceKind, PriceListFormat, read};

fn list(name: &str) -> ImportedPrices {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/prices")
        .join(name);
    read(File::open(file).unwrap()).unwrap_or_else(|problems| panic!("{name}: {problems}"))
}

#[test]
fn every_format_is_recognised_and_no_row_is_refused() {
    use PriceListFormat::{
        AlibabaHourly, AwsCsv, AwsJson, AzureRetail, AzureSheet, GoogleCatalog, GoogleTable,
        OpenCost, Oracle,
    };
    for (name, format, taken) in [
        ("aws_offer_ec2_us-east-1.json", AwsJson, 12),
        ("aws_offer_ec2_cn-north-1.json", AwsJson, 1),
        ("aws_offer_ec2_us-east-1.csv", AwsCsv, 12),
        ("azure_retail_prices.json", AzureRetail, 11),
        ("azure_ea_price_sheet_legacy_title.csv", AzureSheet, 6),
        ("azure_ea_price_sheet_2023-05-01.csv", AzureSheet, 4),
        ("azure_mca_price_sheet_2023-05-01.csv", AzureSheet, 6),
        ("gcp_catalog_skus.json", GoogleCatalog, 10),
        ("gcp_pricing_table_console.csv", GoogleTable, 6),
        ("oci_price_list.json", Oracle, 10),
        ("opencost_pricing.csv", OpenCost, 5),
        ("alibaba_ecs_region_type_hourly.json", AlibabaHourly, 6),
    ] {
        let found = list(name);
        assert_eq!(
            (
                found.report.format,
                found.report.taken,
                found.report.refused_rows
            ),
            (format, taken, 0),
            "{name}"
        );
    }
}

/// The first price that this holds of, as its unit, price and currency.
fn found(name: &str, of: fn(&ListPrice) -> bool) -> String {
    let list = list(name);
    let price = list
        .prices
        .iter()
        .find(|price| of(price))
        .unwrap_or_else(|| panic!("{name}"));
    format!(
        "{} {} {} {:?}",
        price.price.normalize(),
        price.currency,
        price.unit,
        price.kind
    )
}

/// Ten prices by hand: the published ones of m5.large, gp3, D4as v5 and E2, and their traps.
#[test]
fn prices_are_those_of_the_lists() {
    let m5 =
        |price: &ListPrice| &*price.instance == "m5.large" && price.kind == PriceKind::OnDemand;
    for name in [
        "aws_offer_ec2_us-east-1.json",
        "aws_offer_ec2_us-east-1.csv",
    ] {
        assert_eq!(found(name, m5), "0.096 USD Hours OnDemand");
        assert_eq!(
            found(name, |price| price.item.contains("VolumeUsage.gp3")),
            "0.08 USD GB-Months OnDemand"
        );
        // Windows, dedicated and unused machines of the same type are none of the catalogue's.
        let list = list(name);
        assert_eq!(list.prices.iter().filter(|price| m5(price)).count(), 1);
    }
    assert_eq!(
        found("aws_offer_ec2_cn-north-1.json", m5),
        "0.973 CNY Hours OnDemand"
    );
    let d4 = |price: &ListPrice| {
        &*price.instance == "Standard_D4as_v5" && price.kind == PriceKind::OnDemand
    };
    assert_eq!(
        found("azure_retail_prices.json", d4),
        "0.172 USD Hours OnDemand"
    );
    // Reserved for a year: the price of the term, though its unit says an hour.
    assert_eq!(
        found("azure_retail_prices.json", |price| price.kind
            == PriceKind::Reserved),
        "887 USD Hours Reserved"
    );
    assert_eq!(
        found("azure_ea_price_sheet_2023-05-01.csv", d4),
        "15.48 USD 100 Hours OnDemand"
    );
    assert_eq!(
        found("azure_ea_price_sheet_legacy_title.csv", |price| price.kind
            == PriceKind::DevTest),
        "9.8 USD 100 Hours DevTest"
    );
    assert_eq!(
        found("azure_mca_price_sheet_2023-05-01.csv", d4),
        "0.172 USD Hours OnDemand"
    );
    let core = |price: &ListPrice| &*price.sku == "CF4E-A0C7-E3BF";
    assert_eq!(
        found("gcp_catalog_skus.json", core),
        "0.02181159 USD Hours OnDemand"
    );
    // The contract has 10% off.
    assert_eq!(
        found("gcp_pricing_table_console.csv", core),
        "0.019630431 USD Hours OnDemand"
    );
}

/// A hundred hours at 15.48, and nothing of a reservation.
#[test]
fn a_list_becomes_a_price_book() {
    let listed = list("azure_ea_price_sheet_2023-05-01.csv")
        .book(None, None)
        .unwrap();
    let usage = netprice::Usage::default()
        .with("web", "Standard_D4as_v5", "730 Hours")
        .unwrap();
    let quote = netprice::quote(&listed.book, &usage, &netprice::Agreement::default()).unwrap();
    // 7.3 × 15.48.
    assert_eq!(quote.effective().unwrap().to_string(), "113.004 USD");
    assert_eq!(listed.other_kinds, 2);
    // Oracle's first 10,240 GB are free, and the rest cost 0.0085.
    let oracle = list("oci_price_list.json").book(None, None).unwrap().book;
    let tiers = serde_json::to_value(
        oracle
            .skus
            .values()
            .find(|sku| sku.service.as_str().starts_with("Networking"))
            .unwrap(),
    )
    .unwrap();
    assert_eq!(tiers["price"]["graduated"][1]["unit_price"], "0.0085");
    let regions = list("alibaba_ecs_region_type_hourly.json");
    assert_eq!(
        regions
            .book(None, Some("CNY"))
            .unwrap_err()
            .first()
            .problem
            .code(),
        "no_such_column"
    );
    assert_eq!(
        regions
            .book(Some("cn-hangzhou"), None)
            .unwrap_err()
            .first()
            .problem
            .code(),
        "unknown_currency"
    );
}

#[test]
fn what_is_no_price_list_is_told() {
    for text in ["", "a,b\n1,2\n", "{\"a\": 1}", "[]"] {
        assert_eq!(
            read(text.as_bytes()).unwrap_err().first().problem.code(),
            "unknown_format",
            "{text}"
        );
    }
    assert_eq!(
        read("{\"offerCode\": ".as_bytes())
            .unwrap_err()
            .first()
            .problem
            .code(),
        "unreadable"
    );
    let wrong = "Meter ID,Unit of measure,Unit price,Currency code\nm,1 Hour,x,USD\nm,1 Hour,,USD\nm,1 Hour,0.1,USD\n";
    let found = read(wrong.as_bytes()).unwrap();
    let refused: Vec<String> = found
        .report
        .refused
        .iter()
        .map(|one| format!("{}: {}", one.path, one.problem.code()))
        .collect();
    assert_eq!(
        refused,
        ["rows[1].price: not_a_decimal", "rows[2].price: empty"]
    );
}
