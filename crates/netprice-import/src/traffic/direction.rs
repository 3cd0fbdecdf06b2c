//! The direction of traffic that a name states.

/// A direction of traffic, seen from the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From the internet to the server.
    In,
    /// From the server to the internet.
    Out,
}

/// What a name says of a series beside its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Traffic, or a mean of it.
    Mean,
    /// The highest or the lowest of an interval.
    Extreme,
    /// Both directions together.
    Total,
    /// No traffic: packets, errors, identifiers, utilisation.
    Other,
}

/// The direction in a name: `Inbound`, `eth0 rx`, `NetworkOut`, `上行带宽`.
///
/// The uplink of a server (上行, upload) is outbound.
pub(crate) fn way_of(name: &str) -> Option<Way> {
    const IN: [&str; 24] = [
        "ein",
        "entrant",
        "entrante",
        "in",
        "inbound",
        "rx",
        "rcv",
        "rcvd",
        "recv",
        "received",
        "receive",
        "receives",
        "ingress",
        "incoming",
        "input",
        "download",
        "down",
        "downstream",
        "downlink",
        "intraffic",
        "inoctets",
        "inbytes",
        "eingehend",
        "inrate",
    ];
    const OUT: [&str; 23] = [
        "aus",
        "sortant",
        "saliente",
        "out",
        "outbound",
        "tx",
        "sent",
        "send",
        "sends",
        "transmit",
        "transmitted",
        "egress",
        "outgoing",
        "output",
        "upload",
        "up",
        "upstream",
        "uplink",
        "outtraffic",
        "outoctets",
        "outbytes",
        "ausgehend",
        "outrate",
    ];
    // The link and not the direction: an uplink has traffic in and out.
    const LINKS: [&str; 8] = [
        "up",
        "upstream",
        "uplink",
        "upload",
        "down",
        "downstream",
        "downlink",
        "download",
    ];
    // `in` before a unit is no direction: `Traffic in Mbps`.
    let before_unit = in_before_unit(name);
    let words: Vec<String> = words(name)
        .into_iter()
        .filter(|word| !(before_unit && word == "in"))
        .collect();
    let is_link = |word: &String| LINKS.contains(&word.as_str());
    // `rxkB` of sar is a word.
    let is_of = |all: &[&str], start: &str, links: bool| {
        words.iter().any(|word| {
            (links || !is_link(word)) && (all.contains(&word.as_str()) || word.starts_with(start))
        })
    };
    let has_other = is_of(&IN, "rx", false) || is_of(&OUT, "tx", false);
    let (is_in, is_out) = (is_of(&IN, "rx", !has_other), is_of(&OUT, "tx", !has_other));
    match (is_in, is_out) {
        (true, false) => return Some(Way::In),
        (false, true) => return Some(Way::Out),
        // `in` is a word of many names: `Bytes sent in interval`.
        (true, true) => {
            return Some(Way::Out).filter(|_| {
                words
                    .iter()
                    .all(|word| !IN.contains(&word.as_str()) || word == "in")
            });
        }
        (false, false) => {}
    }
    const CHINESE_IN: [&str; 10] = [
        "输入",
        "流入",
        "入流量",
        "入带宽",
        "入方向",
        "入向",
        "下行",
        "下载",
        "接收",
        "入网",
    ];
    const CHINESE_OUT: [&str; 10] = [
        "输出",
        "流出",
        "出流量",
        "出带宽",
        "出方向",
        "出向",
        "上行",
        "上传",
        "发送",
        "出网",
    ];
    let chinese = simplified(name);
    let has = |all: [&str; 10]| all.iter().any(|part| chinese.contains(part));
    let first =
        chinese.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric() || sign == ' ');
    match (has(CHINESE_IN), has(CHINESE_OUT)) {
        (true, false) => Some(Way::In),
        (false, true) => Some(Way::Out),
        _ if first.starts_with('入') || first.ends_with('入') => Some(Way::In),
        _ if first.starts_with('出') || first.ends_with('出') => Some(Way::Out),
        _ => None,
    }
}

/// Whether the word `in` stands between another word and a unit; at the start it is a direction.
fn in_before_unit(name: &str) -> bool {
    let lower = name.to_lowercase();
    let units = [
        "bps", "kbps", "mbps", "gbps", "kbit", "mbit", "gbit", "bit", "bits", "byte", "bytes",
        "kb", "mb", "gb", "tb", "kib", "mib", "gib",
    ];
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut pairs = words.iter().zip(words.iter().skip(1)).skip(1);
    pairs.any(|(word, next)| {
        word.trim_start_matches(['(', '（']) == "in"
            && units.contains(&next.trim_end_matches([')', '）']))
    })
}

/// What a series is, by its name.
pub(crate) fn part_of(name: &str) -> Part {
    const EXTREME: [&str; 10] = [
        "max", "maximum", "min", "minimum", "peak", "highest", "lowest", "stddev", "current",
        "last",
    ];
    const TOTAL: [&str; 6] = ["total", "sum", "gesamt", "delta", "both", "tot"];
    const OTHER: [&str; 50] = [
        "dropped",
        "discarded",
        "unicast",
        "broadcast",
        "multicast",
        "collisions",
        "queue",
        "latency",
        "power",
        "load",
        "pct",
        "commit",
        "limit",
        "capacity",
        "err",
        "ucast",
        "nucast",
        "packets",
        "packet",
        "pkt",
        "pkts",
        "pck",
        "rxpck",
        "txpck",
        "pps",
        "errors",
        "errs",
        "error",
        "discards",
        "drops",
        "drop",
        "util",
        "utilization",
        "utilisation",
        "ifutil",
        "percent",
        "percentile",
        "coverage",
        "downtime",
        "mcst",
        "rxmcst",
        "rxcmp",
        "txcmp",
        "frames",
        "id",
        "index",
        "timecode",
        "abdeckung",
        "ausfallzeit",
        "connections",
    ];
    let words = words(name);
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    let chinese = simplified(name);
    let said = |all: &[&str]| all.iter().any(|part| chinese.contains(part));
    if has(&OTHER) || name.contains('%') || said(&["包", "利用率", "连接", "错误"]) {
        Part::Other
    } else if has(&EXTREME)
        || is_percentile(name)
        || said(&["最大", "最小", "峰值", "最高", "最低", "95值", "95峰"])
    {
        Part::Extreme
    } else if has(&TOTAL) && way_of(name).is_none() || said(&["合计", "总流量", "总带宽"]) {
        Part::Total
    } else {
        Part::Mean
    }
}

/// Whether a name is of a percentile: `p95`, `95th`.
fn is_percentile(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| ["p95", "p99", "p90", "95th", "99th", "90th"].contains(&word))
}

/// The words of a name in small letters: parted at signs and where a small letter meets a capital.
pub(crate) fn words(name: &str) -> Vec<String> {
    let signs: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, sign) in signs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| signs.get(index));
        let after = signs.get(index.saturating_add(1));
        let after_small = before.is_some_and(|sign| sign.is_lowercase());
        let ends_capitals = before.is_some_and(|sign| sign.is_uppercase())
            && after.is_some_and(|sign| sign.is_lowercase());
        if !sign.is_alphabetic() {
            words.push(String::new());
            continue;
        }
        if sign.is_uppercase() && (after_small || ends_capitals) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(sign.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A name with the characters of Traditional Chinese that it may have in Simplified Chinese.
fn simplified(name: &str) -> String {
    name.replace('發', "发")
        .replace('帶', "带")
        .replace('寬', "宽")
        .replace('載', "载")
        .replace('傳', "传")
        .replace('網', "网")
        .replace('總', "总")
        .replace('輸', "输")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_words_of_names() {
        for (name, way) in [
            ("Inbound", Some(Way::In)),
            ("traffic_out", Some(Way::Out)),
            ("NetworkIn", Some(Way::In)),
            ("ifHCOutOctets", Some(Way::Out)),
            ("InternetOutRate", Some(Way::Out)),
            ("WanOuttraffic", Some(Way::Out)),
            ("net_tx.rate", Some(Way::Out)),
            ("Bytes Received/sec", Some(Way::In)),
            ("rxkB/s", Some(Way::In)),
            ("上行", Some(Way::Out)),
            ("下行带宽(Mbps)", Some(Way::In)),
            ("流出(bps)", Some(Way::Out)),
            ("公网出带宽", Some(Way::Out)),
            ("端口1 出", Some(Way::Out)),
            ("node_network_transmit_bytes_total", Some(Way::Out)),
            ("interface", None),
            ("eth0", None),
            ("value", None),
        ] {
            assert_eq!(way_of(name), way, "{name}");
        }
    }

    #[test]
    fn totals_extremes_and_packets_are_no_traffic_of_one_direction() {
        assert_eq!(part_of("delta"), Part::Total);
        assert_eq!(part_of("in_delta"), Part::Mean);
        assert_eq!(part_of("Traffic Total (speed)"), Part::Total);
        assert_eq!(part_of("out max"), Part::Extreme);
        assert_eq!(part_of("rxpck/s"), Part::Other);
        assert_eq!(part_of("%ifutil"), Part::Other);
    }
}
