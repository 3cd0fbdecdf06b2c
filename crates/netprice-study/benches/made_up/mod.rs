//! The offers and the lines of the benches of workloads, here and in `netprice-cli`.

/// The price books of the offers.
pub const OFFERS: [&str; 10] = [
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
    "aws-eu-central-1",
    "azure-westeurope",
    "gcp-europe-west4",
    "alibaba-cn-hangzhou",
    "tencent-ap-guangzhou",
    "aws-ap-northeast-1",
    "azure-japaneast",
];

/// The kind of a line, and its fields: of ten lines seven are machines of changing sizes, and the others storage,
/// traffic, a database and load balancers.
pub fn line(index: usize) -> (&'static str, Vec<(&'static str, String)>) {
    let field = |name, value: usize| (name, value.to_string());
    match index % 10 {
        0 => ("object_storage", vec![field("gb", 1_000 + index)]),
        1 => ("traffic", vec![field("gb", 20_000 + index)]),
        2 if index % 20 == 2 => ("block_storage", vec![field("gb", 500 + index)]),
        2 => {
            let sizes = [("vcpus", 4), ("memory_gib", 16), ("storage_gb", 100)];
            let engine = [("engine", "mysql".to_owned())];
            let sizes = sizes.map(|(name, value)| field(name, value));
            ("database", engine.into_iter().chain(sizes).collect())
        }
        3 => ("load_balancer", vec![field("count", 2)]),
        _ => {
            let vcpus = 1 << (index % 5 + 1);
            let fields = vec![
                field("count", index % 7 + 1),
                field("vcpus", vcpus),
                field("memory_gib", vcpus * (1 << (index % 3 + 1))),
            ];
            ("machines", fields)
        }
    }
}
