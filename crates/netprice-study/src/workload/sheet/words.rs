//! The words of cells: the kinds of rows, and other words for values.

/// The kinds of a row, with their names in Chinese.
pub(super) const KINDS: &[(&str, &[&str])] = &[
    (
        "machines",
        &[
            "machine",
            "vm",
            "server",
            "servers",
            "机器",
            "機器",
            "云服务器",
            "雲端主機",
        ],
    ),
    (
        "block_storage",
        &["block", "disk", "云盘", "雲端硬碟", "块存储", "區塊儲存"],
    ),
    (
        "object_storage",
        &["objects", "object", "对象存储", "物件儲存"],
    ),
    ("traffic", &["egress", "流量"]),
    ("database", &["db", "数据库", "資料庫"]),
    ("cache", &["缓存", "快取"]),
    ("load_balancer", &["lb", "balancer", "负载均衡", "負載平衡"]),
    ("nat", &["nat网关", "nat閘道"]),
    ("public_ip", &["ip", "eip", "公网ip", "公網ip"]),
    ("kubernetes", &["k8s"]),
    ("tokens", &["token", "词元", "詞元"]),
    ("sku", &["产品", "產品"]),
    ("own", &["other", "其他", "自定义", "自訂"]),
];

/// The values of the document, with other words for them: in lower case, with `_` for spaces and hyphens.
const VALUES: &[(&str, &[&str])] = &[
    ("x86", &["x86_64", "x64", "amd64", "intel", "amd"]),
    ("arm", &["arm64", "aarch64"]),
    ("any", &["either", "任意"]),
    (
        "one",
        &[
            "single",
            "1",
            "single_az",
            "单",
            "單",
            "单可用区",
            "單可用區",
        ],
    ),
    (
        "several",
        &[
            "multi",
            "multiple",
            "multi_az",
            "multi_zone",
            "多",
            "多可用区",
            "多可用區",
        ],
    ),
    (
        "on_demand",
        &[
            "ondemand",
            "payg",
            "pay_as_you_go",
            "按量",
            "按量付费",
            "按量付費",
        ],
    ),
    ("spot", &["preemptible", "竞价", "抢占式", "競價"]),
    ("month", &["monthly", "包月"]),
    ("postgres", &["postgresql"]),
    ("sqlserver", &["sql_server", "mssql"]),
];

/// The kind that a cell names; `None` for an unknown word.
pub(super) fn kind_of(text: &str) -> Option<&'static str> {
    let given = text.to_lowercase().replace([' ', '-'], "_");
    let mut kinds = KINDS.iter();
    let found = kinds.find(|(name, others)| *name == given || others.contains(&given.as_str()));
    found.map(|(name, _)| *name)
}

/// The words that name a total of other rows, alone or as the last word: `shop Total`.
const TOTALS: &[&str] = &["total", "totals", "subtotal", "subtotals", "汇总", "彙總"];

/// The endings of such names: `机器小计`.
const ENDINGS: &[&str] = &[
    "合计", "小计", "总计", "共计", "合計", "小計", "總計", "共計",
];

/// Whether a cell names a total of other rows: `Total`, `Sub-total:`, `shop Total`, `合 计（元）`.
pub(super) fn is_total(text: &str) -> bool {
    let name = text
        .split(['(', '（', ':', '：'])
        .next()
        .unwrap_or_default();
    let name = name.trim().to_lowercase();
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let joined: String = name.split([' ', '\u{3000}', '-', '_']).collect();
    let is_word = |word: &str| TOTALS.contains(&word);
    let has_ending = ENDINGS.iter().any(|ending| joined.ends_with(ending));
    is_word(last) || is_word(&joined) || has_ending || joined == "sum"
}

/// A value in the words of the document: `X64` is `x86`, and `deep archive` is `deep_archive`.
pub(super) fn usual(text: &str) -> String {
    let given = text.to_lowercase().replace([' ', '-'], "_");
    let mut values = VALUES.iter();
    let found = values.find(|(_, others)| others.contains(&given.as_str()));
    found.map_or(given, |(name, _)| (*name).to_owned())
}

/// Whether a word is yes; an empty cell is no, and `None` is neither.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" | "no" | "n" | "false" | "off" | "0" | "否" => Some(false),
        "yes" | "y" | "true" | "on" | "1" | "是" => Some(true),
        _ => None,
    }
}
