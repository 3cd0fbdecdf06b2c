//! The data files, which are compiled in.

/// The price files by the name of their price book.
pub(crate) const PRICES: [(&str, &str); 6] = [
    (
        "alibaba-cn-hangzhou",
        include_str!("../data/alibaba-cn-hangzhou.csv"),
    ),
    (
        "aws-china-cn-north-1",
        include_str!("../data/aws-china-cn-north-1.csv"),
    ),
    ("aws-us-east-1", include_str!("../data/aws-us-east-1.csv")),
    ("azure-eastus", include_str!("../data/azure-eastus.csv")),
    (
        "gcp-us-central1",
        include_str!("../data/gcp-us-central1.csv"),
    ),
    (
        "tencent-ap-guangzhou",
        include_str!("../data/tencent-ap-guangzhou.csv"),
    ),
];

pub(crate) const BOOKS: &str = include_str!("../data/books.csv");
pub(crate) const SOURCES: &str = include_str!("../data/sources.csv");
pub(crate) const CHINESE: &str = include_str!("../data/chinese.csv");
pub(crate) const COMMITMENTS: &str = include_str!("../data/commitments.csv");
pub(crate) const STAGES: &str = include_str!("../data/stages.csv");
pub(crate) const EXCHANGE_RATES: &str = include_str!("../data/exchange_rates.csv");
pub(crate) const NETWORK_PLANS: &str = include_str!("../data/network_plans.csv");
pub(crate) const NETWORK_PRICES: &str = include_str!("../data/network_prices.csv");
pub(crate) const NETWORK_METHODS: &str = include_str!("../data/network_methods.csv");
pub(crate) const NETWORK_NAMES: &str = include_str!("../data/network_names.csv");
pub(crate) const GPU_PRICES: &str = include_str!("../data/gpu_prices.csv");
pub(crate) const GPU_SERIES: &str = include_str!("../data/gpu_series.csv");
pub(crate) const GPU_SERIES_INDEX: &str = include_str!("../data/gpu_series_index.csv");
pub(crate) const GPU_NAMES: &str = include_str!("../data/gpu_names.csv");
pub(crate) const TOKEN_PRICES: &str = include_str!("../data/token_prices.csv");
pub(crate) const OWNING: &str = include_str!("../data/owning.csv");
