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
        // Ten prices, some of them of several regions.
        ("gcp_catalog_skus.json", GoogleCatalog, 30),
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

/// Each price of a query as its SKU, unit, price and how it is bought.
fn shown(name: &str) -> Vec<String> {
    let of = |price: &ListPrice| {
        let (sku, unit, region) = (&price.sku, &price.unit, &price.region);
        let amount = price.price.normalize();
        format!(
            "{sku} in {region}: {amount} {} a {unit}, {:?}",
            price.currency, price.kind
        )
    };
    list(name).prices.iter().map(of).collect()
}

/// The amounts of a query are for all that its request states: 494.94 for 730 hours are 0.678 an hour, and 72 for 40 GB and six
/// months are 0.3 a GB and month.
#[test]
fn answers_of_price_queries_are_prices_of_what_their_requests_state() {
    let right: [(&str, &[&str]); 5] = [
        (
            "huawei",
            &[
                "m6.3xlarge.8.linux in la-north-2: 494.94 USD a 730 Hours, OnDemand",
                "sfs.turbo.standard in la-north-2: 45.42206 USD a 365000 GB-Hours, OnDemand",
                "modelarts.vm.cpu.2u in cn-north-4: 3.5 CNY a Hours, OnDemand",
                "modelarts.vm.cpu.8u in cn-north-4: 7.41 CNY a Hours, OnDemand",
                "s6.small.1.linux month in cn-east-2: 32.2 CNY a Months, OnDemand",
            ],
        ),
        (
            "baidu",
            &[
                "bcc.lgn1.c12m40.1p40 month in cn-bj: 1000 CNY a Months, OnDemand",
                "cloud_hp1 in cn-bj: 100 CNY a 1000 GB-Months, OnDemand",
            ],
        ),
        (
            "tianyi",
            &[
                "s8r.large.2 in 81f7728662dd11ec810800155d307d5b: 960.06 CNY a 6 Months, Reserved",
                "SATA in 81f7728662dd11ec810800155d307d5b: 72 CNY a 240 GB-Months, OnDemand",
                "SATA in 81f7728662dd11ec810800155d307d5b: 72 CNY a 240 GB-Months, OnDemand",
                "SAS in 81f7728662dd11ec810800155d307d5b: 96 CNY a 240 GB-Months, OnDemand",
                "SATA in 81f7728662dd11ec810800155d307d5b: 72 CNY a 240 GB-Months, OnDemand",
            ],
        ),
        // Prices of zero are not set; the answers state no currency.
        (
            "tencent",
            &[
                "S5.16XLARGE256 in ap-shanghai: 3.33  a Hours, OnDemand",
                "traffic in ap-shanghai: 0.52  a GB, OnDemand",
                "S5.16XLARGE256 month in ap-shanghai: 1804.9  a Months, OnDemand",
                "traffic in ap-shanghai: 0.52  a GB, OnDemand",
                "S2.SMALL1 month in ap-guangzhou: 59  a Months, OnDemand",
                "CLOUD_PREMIUM in : 0.042  a 100 GB-Hours, OnDemand",
                "CLOUD_BASIC in : 90  a 300 GB-Months, OnDemand",
            ],
        ),
        (
            "alibaba",
            &[
                "ecs.g6.large in cn-hangzhou: 3712.8 CNY a Years, Reserved",
                "ecs.c5.large in cn-hongkong: 0.086 USD a Hours, OnDemand",
                "ecs.g5.xlarge in cn-hangzhou: 1.77 CNY a Hours, OnDemand",
                "PackageCode in cn-hangzhou: 800 CNY a Years, Reserved",
            ],
        ),
    ];
    for (name, right) in right {
        assert_eq!(shown(&format!("query_{name}.json")), right);
    }
}

/// A query whose answer cannot be turned into a price is refused with its reason, and the others are read.
#[test]
fn queries_that_state_too_little_are_refused() {
    let pairs = r#"[
        { "request": { "product_infos": [] },
          "answer": { "currency": "CNY", "product_rating_results": [{ "id": "1", "amount": 3.5 }] } },
        { "request": { "product_infos": [{ "id": "1", "resource_spec": "a", "region": "r", "usage_value": 2, "usage_measure_id": 4 }] },
          "answer": { "currency": "", "product_rating_results": [{ "id": "1", "amount": 350, "measure_id": 3 }] } },
        { "request": { "regionID": "x" },
          "answer": { "message": "region info empty", "returnObj": null, "statusCode": 900 } }
    ]"#;
    let list = read(pairs.as_bytes()).unwrap();
    // 350 hundredths for two hours.
    let [price] = list.prices.as_slice() else {
        panic!("{list:?}");
    };
    assert_eq!(
        (price.price.normalize().to_string(), &*price.unit),
        ("3.5".to_owned(), "2 Hours")
    );
    let refused: Vec<String> = list
        .report
        .refused
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(refused.len(), 2);
    assert!(
        refused[0].starts_with("pairs[0]: ") && refused[0].contains("product_infos"),
        "{refused:?}"
    );
    assert!(refused[1].contains("one cloud in a file"), "{refused:?}");
    // By the minute or the hour: the documentation of Baidu does not say.
    let postpaid = r#"{ "request": { "paymentTiming": "Postpaid" }, "answer": { "price": [{ "specPrices": [] }] } }"#;
    assert_eq!(read(postpaid.as_bytes()).unwrap().report.refused_rows, 1);
}

/// Where semicolons part the cells, a comma is before the decimals; Windows is another product than the machine.
#[test]
fn a_german_price_sheet_has_decimal_commas() {
    let sheet = "Meter ID;Meter name;Meter category;Meter sub-category;Meter region;Unit of measure;Part number;Unit price;Currency code;Price type\n\
        a;D4as v5;Virtual Machines;Dasv5 Series;US East;100 Hours;p;17,20;EUR;Consumption\n\
        b;D4as v5;Virtual Machines;Dasv5 Series Windows;US East;100 Hours;p;1.035,60;EUR;Consumption\n";
    let list = read(sheet.as_bytes()).unwrap();
    let prices: Vec<String> = list
        .prices
        .iter()
        .map(|price| price.price.to_string())
        .collect();
    assert_eq!(prices, ["17.20", "1035.60"]);
    assert_ne!(list.prices[0].instance, list.prices[1].instance);
}
