//! The words of the sheet: the workload, the contracts, what each line costs at each offer.

use netprice_study::sku_match::Size;

use crate::language::Words;
use crate::language::traditional::verbatim;

/// A text of the sheet.
#[derive(Clone, Copy, Debug)]
pub enum SheetText<'a> {
    /// The sheet as a whole.
    Sheet,
    /// The heading of the workload, and the number of its lines.
    Workload(usize),
    /// The input of a line, by its number.
    LineAt(usize),
    /// The input that adds a line.
    AddLine,
    /// Examples of what it takes.
    AddExample,
    /// The button that opens the form of a line.
    EditLine(&'a str),
    /// The button that removes a line.
    RemoveLine(&'a str),
    /// The button that removes an offer.
    RemoveOffer(&'a str),
    /// How much more an offer costs than the cheapest.
    Above(&'a str),
    /// The cheapest offer.
    Cheapest,
    /// An offer that cannot be priced.
    NotPriced,
    /// A line that is not sold or has no known price.
    NoPrice,
    /// The size of a machine that is much larger than asked.
    Larger(Size),
    /// The cost of a line at an offer, for screen readers.
    CellOf {
        /// The line.
        line: &'a str,
        /// The provider.
        name: &'a str,
        /// The cost.
        cost: &'a str,
    },
    /// The button with the number of clauses of a contract.
    Clauses(usize),
    /// The contract is priced as it was before a text that cannot be read.
    PricedAsBefore,
    /// The button of one meaning of a bare number.
    Pays(&'a str),
    /// The button of the other.
    Saves(&'a str),
    /// The part of the costs that each offer shows on a phone.
    ShowLines(&'a str),
    /// Too many lines were pasted.
    TooManyLines {
        /// The lines that were pasted.
        pasted: usize,
        /// The most lines of the sheet.
        most: usize,
    },
    /// What is asked for, by its name in the document.
    Kind(&'a str),
    /// Usage that an offer lists itself.
    OwnUsage,
    /// The market pill.
    Market,
    /// Offers that are of no market of the list.
    OwnChoice,
    /// The pill with the number of offers.
    OffersOf {
        /// The compared offers.
        used: usize,
        /// All offers.
        all: usize,
    },
    /// The picture of the costs.
    Picture,
    /// The outline of a bar.
    ListOutline,
    /// The days of the prices.
    PricesOf {
        /// The first day.
        first: &'a str,
        /// The last day.
        last: &'a str,
    },
    /// The largest part of the cost of the cheapest offer.
    MostOfIt {
        /// The service.
        service: &'a str,
        /// Its share in percent.
        percent: u32,
    },
}

impl Words for SheetText<'_> {
    fn english(&self) -> String {
        match *self {
            Self::Sheet => "Cost of each line at each offer".into(),
            Self::Workload(1) => "Your monthly workload: 1 line".into(),
            Self::Workload(lines) => format!("Your monthly workload: {lines} lines"),
            Self::LineAt(number) => format!("Line {number} of the workload"),
            Self::AddLine => "Add a line".into(),
            Self::AddExample => {
                "Add a line: 20 × 4 vCPU 16 GiB · 2 TB ssd · 100 TB out · mysql 8 vCPU 32 GiB 500 GB · 8 H100 · or paste a table"
                    .into()
            }
            Self::EditLine(line) => format!("Edit {line}"),
            Self::RemoveLine(line) => format!("Remove {line}"),
            Self::RemoveOffer(name) => format!("Remove {name}"),
            Self::Above(difference) => format!("+ {difference}"),
            Self::Cheapest => "costs least".into(),
            Self::NotPriced => "not priced".into(),
            Self::NoPrice => "no price known".into(),
            Self::Larger(size) => format!("has {size}"),
            Self::CellOf { line, name, cost } => format!("{line} at {name}: {cost}"),
            Self::Clauses(0) => "more terms".into(),
            Self::Clauses(1) => "1 more term".into(),
            Self::Clauses(count) => format!("{count} more terms"),
            Self::PricedAsBefore => "priced as before".into(),
            Self::Pays(percent) => format!("pay {percent}%"),
            Self::Saves(percent) => format!("{percent}% off"),
            Self::ShowLines(name) => format!("Show the lines at {name}"),
            Self::TooManyLines { pasted, most } => format!(
                "{pasted} lines were pasted; the sheet holds at most {most}. Use the command-line program netprice for longer tables."
            ),
            Self::Kind(kind) => match kind {
                "machines" => "Machines",
                "block_storage" => "Disks",
                "object_storage" => "Object storage",
                "traffic" => "Traffic",
                "database" => "Database",
                "cache" => "Cache",
                "load_balancer" => "Load balancer",
                "nat" => "NAT gateway",
                "public_ip" => "Public IPv4 address",
                "kubernetes" => "Kubernetes",
                "tokens" => "Tokens",
                "sku" => "SKUs by name",
                _ => "Items at your own price",
            }
            .into(),
            Self::OwnUsage => "Usage of the offer itself".into(),
            Self::Market => "Market".into(),
            Self::OwnChoice => "Your choice of offers".into(),
            Self::OffersOf { used: 1, all } => format!("1 of {all} offers"),
            Self::OffersOf { used, all } => format!("{used} of {all} offers"),
            Self::Picture => "Monthly effective cost by service; the outline is the list cost".into(),
            Self::ListOutline => "list cost".into(),
            Self::PricesOf { first, last } if first == last => format!("The prices are from {first}."),
            Self::PricesOf { first, last } => format!("The prices are from {first} to {last}."),
            Self::MostOfIt { service, percent } => {
                format!("Largest part of the lowest cost: {service}, {percent}%.")
            },
        }
    }

    fn chinese(&self) -> String {
        match *self {
            Self::Sheet => "各行用量在各报价下的费用".into(),
            Self::Workload(lines) => format!("每月用量，共 {lines} 行"),
            Self::LineAt(number) => format!("用量第 {number} 行"),
            Self::AddLine => "添加一行".into(),
            Self::AddExample => {
                "添加一行：20 台 4核 16G · 2 TB SSD · 100 TB 公网流出 · MySQL 8核 32G 500 GB · 8 张 H100 · 或粘贴表格".into()
            }
            Self::EditLine(line) => format!("编辑{}", verbatim(line)),
            Self::RemoveLine(line) => format!("删除{}", verbatim(line)),
            Self::RemoveOffer(name) => format!("移除{name}"),
            Self::Above(difference) => format!("高 {difference}"),
            Self::Cheapest => "最低".into(),
            Self::NotPriced => "未计价".into(),
            Self::NoPrice => "没有价格".into(),
            Self::Larger(size) => format!("实有 {}", size_in_chinese(size)),
            Self::CellOf { line, name, cost } => {
                format!("{name}，{}：{cost}", verbatim(line))
            }
            Self::Clauses(0) => "更多条款".into(),
            Self::Clauses(count) => format!("另有 {count} 项条款"),
            Self::PricedAsBefore => "暂按之前的合同计价".into(),
            Self::Pays(percent) => format!("付 {percent}%"),
            Self::Saves(percent) => format!("省 {percent}%"),
            Self::ShowLines(name) => format!("查看{name}的各行费用"),
            Self::TooManyLines { pasted, most } => {
                format!("粘贴了 {pasted} 行；本表最多 {most} 行。更长的表请用命令行工具 netprice 比较。")
            }
            Self::Kind(kind) => match kind {
                "machines" => "云服务器",
                "block_storage" => "云盘",
                "object_storage" => "对象存储",
                "traffic" => "流量",
                "database" => "数据库",
                "cache" => "缓存",
                "load_balancer" => "负载均衡",
                "nat" => "NAT 网关",
                "public_ip" => "公网 IPv4 地址",
                "kubernetes" => "Kubernetes",
                "tokens" => "token",
                "sku" => "指定 SKU",
                _ => "自填价格项",
            }
            .into(),
            Self::OwnUsage => "报价自带的用量".into(),
            Self::Market => "市场".into(),
            Self::OwnChoice => "自选报价".into(),
            Self::OffersOf { used, all } => format!("{all} 个报价中的 {used} 个"),
            Self::Picture => "各项服务的每月实际成本，外框为目录价".into(),
            Self::ListOutline => "目录价".into(),
            Self::PricesOf { first, last } if first == last => format!("价格日期：{first}。"),
            Self::PricesOf { first, last } => format!("价格日期：{first}至{last}。"),
            Self::MostOfIt { service, percent } => {
                format!("最低费用中{service}占比最大：{percent}%。")
            },
        }
    }
}

/// The sizes that are stated, as `Size` says them in English.
pub(super) fn size_in_chinese(size: Size) -> String {
    let sizes = [
        (size.vcpus, "vCPU"),
        (size.memory_gib, "GiB"),
        (size.gpus, "张加速卡"),
    ];
    let stated = sizes.into_iter().filter(|(size, _)| !size.is_zero());
    let stated = stated.map(|(size, unit)| format!("{size} {unit}"));
    stated.collect::<Vec<String>>().join("、")
}
