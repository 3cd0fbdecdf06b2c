//! The price books that the page shows before others are chosen.

/// The price books of an untouched page, in their order.
pub const FIRST_BOOKS: [&str; 6] = [
    "alibaba-cn-hangzhou",
    "tencent-ap-guangzhou",
    "aws-china-cn-north-1",
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
];
