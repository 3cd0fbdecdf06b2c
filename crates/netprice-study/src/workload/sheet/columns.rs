//! The columns of a workload as a table, in English and Chinese.

use std::collections::BTreeMap;

use netprice::problem::Known;
use netprice::value::id::OfferId;
use netprice::value::path::Path;

use crate::problem::{Located, StudyProblem};

/// A column of a workload as a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// A column by its name in the document.
    Known(&'static str),
    /// A label.
    Label(String),
    /// The SKU at an offer.
    Sku(OfferId),
    /// A price by hand at an offer.
    Price(OfferId),
}

/// The name of each column in the document, and its other names: in lower case, without spaces and
/// underscores.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "id",
        &["line", "name", "名称", "名稱", "行", "编号", "編號"],
    ),
    ("kind", &["type", "ask", "类型", "類型", "种类", "種類"]),
    (
        "count",
        &["machines", "number", "qty", "数量", "數量", "台数", "台數"],
    ),
    (
        "vcpus",
        &[
            "vcpu",
            "cpu",
            "cpus",
            "cores",
            "处理器",
            "處理器",
            "核数",
            "核數",
        ],
    ),
    (
        "memory_gib",
        &["memory", "ram", "memorygb", "gib", "内存", "內存", "記憶體"],
    ),
    (
        "hours",
        &["小时", "小時", "小时数", "小時數", "时长", "時長"],
    ),
    (
        "hours_per_day",
        &["每天小时", "每天小時", "每日小时", "每日小時"],
    ),
    ("days", &["天数", "天數"]),
    (
        "gpu",
        &["gpumodel", "accelerator", "显卡", "顯示卡", "加速卡"],
    ),
    ("gpus", &["gpucount", "显卡数", "加速卡数", "加速卡數"]),
    ("processor", &["arch", "architecture", "架构", "架構"]),
    ("burstable", &["突发", "突發", "突发性能"]),
    ("os", &["operatingsystem", "操作系统", "作業系統"]),
    (
        "purchase",
        &["buy", "购买方式", "購買方式", "计费方式", "計費方式"],
    ),
    ("zones", &["zone", "可用区", "可用區"]),
    ("gb", &["size", "storage", "capacity", "容量", "流量"]),
    ("medium", &["disk", "介质", "介質", "硬盘", "硬碟"]),
    ("iops", &[]),
    (
        "class",
        &["storageclass", "存储类型", "儲存類型", "存储类别"],
    ),
    ("writes", &["puts", "写请求", "寫入請求"]),
    ("reads", &["gets", "读请求", "讀取請求"]),
    ("retrieval_gb", &["retrieval", "取回"]),
    ("destination", &["to", "去向", "目的地"]),
    ("mbps", &["bandwidth", "带宽", "頻寬"]),
    ("engine", &["引擎"]),
    ("storage_gb", &["数据库存储", "資料庫儲存"]),
    ("provider", &["厂商", "廠商"]),
    ("model", &["模型"]),
    ("batch", &["批量", "批次"]),
    ("input", &["inputtokens", "输入", "輸入"]),
    ("cached_input", &["cached", "缓存输入", "快取輸入"]),
    ("output", &["outputtokens", "输出", "輸出"]),
    ("sku", &["产品", "產品"]),
    ("quantity", &["用量"]),
    ("price", &["unitprice", "单价", "單價"]),
    ("currency", &["币种", "幣別"]),
];

/// The names of columns that are labels without a prefix.
const LABELS: &[(&str, &[&str])] = &[
    ("group", &["组", "組", "分组", "分組"]),
    ("team", &["团队", "團隊"]),
    ("env", &["environment", "环境", "環境"]),
];

/// The beginnings of names such as `label:team`, with their other names.
const BEGINNINGS: &[(&str, &[&str])] = &[
    ("label", &["标签", "標籤"]),
    ("sku", &["产品", "產品"]),
    ("price", &["unitprice", "单价", "單價", "价格", "價格"]),
];

/// The columns of a header line. Several may state the same field.
pub(super) struct Columns {
    /// The names of the header line.
    pub(super) names: Vec<String>,
    /// The places of each column.
    pub(super) places: BTreeMap<Column, Vec<usize>>,
}

impl Columns {
    /// Reads a header line; unknown names and names that come twice are problems.
    pub(super) fn new(header: &csv::StringRecord, problems: &mut Vec<Located>) -> Self {
        let names: Vec<String> = header.iter().map(str::to_owned).collect();
        let mut places: BTreeMap<Column, Vec<usize>> = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            let mut failed = |problem: StudyProblem| problems.push(problem.at(Path::line(1)));
            let value = name.clone();
            if name.is_empty() {
                continue;
            }
            let is_earlier = |other: &String| plain(other) == plain(name);
            if names.iter().take(place).any(is_earlier) {
                let value = value.clone();
                failed(StudyProblem::DuplicateColumn { value });
                if column(name).is_none() {
                    continue;
                }
            }
            match column(name) {
                Some(column) => places.entry(column).or_default().push(place),
                None => {
                    let known: Vec<String> = known().map(str::to_owned).collect();
                    let known = Known::near(&name.to_lowercase(), &known);
                    failed(StudyProblem::UnknownColumn { value, known });
                }
            }
        }
        Self { names, places }
    }

    /// Whether a field has a column.
    pub(super) fn has(&self, column: &'static str) -> bool {
        self.places.contains_key(&Column::Known(column))
    }
}

/// The names of all columns, in the order of the documentation.
fn known() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().chain(LABELS).map(|(name, _)| *name)
}

/// A name in lower case, without spaces, underscores and hyphens.
fn plain(text: &str) -> String {
    text.to_lowercase().replace([' ', '_', '-'], "")
}

/// The column of a name in a header line; `None` for an unknown one.
fn column(name: &str) -> Option<Column> {
    if let Some((beginning, rest)) = name.split_once([':', '：']) {
        let rest = rest.trim();
        return match named(BEGINNINGS, beginning)? {
            "sku" => rest.parse().ok().map(Column::Sku),
            "price" => rest.parse().ok().map(Column::Price),
            _ => (!rest.is_empty()).then(|| Column::Label(rest.to_owned())),
        };
    }
    let label = || named(LABELS, name).map(|name| Column::Label(name.to_owned()));
    named(COLUMNS, name).map(Column::Known).or_else(label)
}

/// The name in the document of a name in a header line.
fn named(names: &[(&'static str, &[&str])], given: &str) -> Option<&'static str> {
    let given = plain(given);
    let mut names = names.iter();
    let found =
        names.find(|(name, others)| plain(name) == given || others.contains(&given.as_str()));
    found.map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, COLUMNS, LABELS};
    use crate::workload::sheet::words::KINDS;

    /// The row of a table of the README that documents a name.
    fn row(start: &str) -> Option<&'static str> {
        let text = include_str!("../../../README.md");
        text.lines().find(|line| line.starts_with(start))
    }

    #[test]
    fn the_readme_has_a_row_for_every_column_and_kind_with_its_other_names() {
        let columns = COLUMNS.iter().chain(LABELS);
        let columns = columns.map(|(name, others)| (format!("| `{name}` |"), *others));
        let beginnings = BEGINNINGS.iter();
        let beginnings = beginnings.map(|(name, others)| (format!("| `{name}:"), *others));
        for (start, others) in columns.chain(beginnings) {
            let row = row(&start).unwrap_or_default();
            let has = |other: &&str| row.contains(*other);
            assert!(!row.is_empty() && others.iter().all(has), "{start} {row}");
        }
        for (name, others) in KINDS {
            let start = format!("| `{name}` | {} |", others.join(", "));
            assert!(row(&start).is_some(), "{start}");
        }
    }
}
