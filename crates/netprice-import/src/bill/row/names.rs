//! What names say: units, blocks of them, and types of machines.

use netprice::value::decimal::times;
use rust_decimal::Decimal;

use crate::number::{self, Comma};

/// The name that FOCUS has for a unit; the given one if it is not known.
pub(crate) fn unit_name(unit: &str) -> String {
    let plain: String = unit
        .to_lowercase()
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    let name = match plain.as_str() {
        "hrs" | "hour" | "hours" | "小时" => "Hours",
        "gbmo" | "gbmonth" | "gbmonths" | "gigabytemonth" => "GB-Months",
        "gibibytemonth" | "gibmonth" | "gibymo" => "GiB-Months",
        "gibibytehour" | "gibyh" => "GiB-Hours",
        "gbhours" | "gb小时hours" | "gb小时" | "gbhour" => "GB-Hours",
        "gb" | "gigabyte" | "gigabytes" => "GB",
        "gib" | "gibibyte" | "gibiby" => "GiB",
        "request" | "requests" | "次" => "Requests",
        "count" => "Units",
        _ => unit,
    };
    name.to_owned()
}

/// The size of a block and its unit: `100 Hours`, `10K`, `1 GB/Month`.
pub(crate) fn block(unit: &str) -> (Decimal, String) {
    let (digits, rest) = number::split(unit);
    let size = number::parse(digits, Some(Comma::Thousands))
        .filter(|size| !size.is_zero())
        .unwrap_or(Decimal::ONE);
    let (factor, rest) = match rest.strip_prefix(['K', 'k']) {
        Some(after) if after.is_empty() || after.starts_with(' ') => (1_000, after.trim()),
        _ => match rest.strip_prefix('M') {
            Some(after) if after.is_empty() || after.starts_with(' ') => (1_000_000, after.trim()),
            _ => (1, rest),
        },
    };
    let size = times(size, Decimal::from(factor)).unwrap_or(size);
    let name = if rest.is_empty() { "Units" } else { rest };
    (size, name.to_owned())
}

/// The type of a machine in a name: `BoxUsage:m5.large`, `$0.096 per On Demand Linux m5.large Instance Hour`, `ecs.g7.large`.
pub(crate) fn instance_in(text: &str) -> Option<String> {
    const SIZES: [&str; 10] = [
        "nano", "micro", "small", "medium", "large", "xlarge", "metal", "standard", "highmem",
        "highcpu",
    ];
    let separators = |sign: char| sign.is_whitespace() || ":,;|()".contains(sign);
    let is_type = |word: &&str| {
        let dotted = word.split('.').count();
        let is_google = word.split('-').count() >= 3
            && SIZES
                .iter()
                .any(|size| word.split('-').any(|part| part == *size));
        let last = word.split('.').find(|part| {
            SIZES
                .iter()
                .any(|size| part.trim_start_matches(|sign: char| sign.is_ascii_digit()) == *size)
        });
        let starts = word
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic());
        starts && word.is_ascii() && (is_google || (dotted >= 2 && last.is_some()))
    };
    let words = text.split(separators);
    // A database or a cache is no machine of its own.
    words
        .map(|word| word.trim_matches(['"', '.']))
        .find(is_type)
        .map(str::to_owned)
}

/// The type of a machine in the details of a price: `{"ServiceType":"Standard_D4as_v5"}`.
pub(super) fn of_details(text: &str) -> Option<String> {
    let details: serde_json::Value = serde_json::from_str(text).ok()?;
    let names = [
        "ServiceType",
        "InstanceType",
        "instanceType",
        "x_InstanceType",
        "instance_type",
    ];
    let found = names.iter().find_map(|name| details.get(name)?.as_str());
    found.map(str::to_owned)
}
