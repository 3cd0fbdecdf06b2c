//! The market that the page shows before another is chosen.

use netprice::Currency;

use crate::language::Language;

/// The price books of the first market of a reader in Chinese, in their order.
const IN_CHINA: [&str; 4] = [
    "alibaba-cn-hangzhou",
    "tencent-ap-guangzhou",
    "volcengine-cn-beijing",
    "aws-china-cn-north-1",
];

/// The price books of the first market of a reader in English.
const IN_AMERICA: [&str; 4] = [
    "aws-us-east-1",
    "azure-eastus",
    "gcp-us-central1",
    "oci-us-ashburn-1",
];

/// The currency and the price books of an untouched page: those of one market, which is that of the reader's language.
#[must_use]
pub fn first_books(language: Language) -> (Currency, &'static [&'static str]) {
    match language {
        Language::English => (Currency::USD, &IN_AMERICA),
        Language::Simplified | Language::Traditional => (Currency::CNY, &IN_CHINA),
    }
}
