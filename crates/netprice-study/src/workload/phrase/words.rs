//! The words of a line, in English and Chinese.

use netprice_catalog::goods::{
    CacheEngine, DatabaseEngine, Destination, Medium, OperatingSystem, Purchase, StorageClass,
};

use crate::workload::ask::{AskedProcessor, Measure};

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Between a number of things and one of them.
    Times,
    /// Means nothing beside other words.
    Filler,
    /// The slash of `4/16`.
    Slash,
    /// The unit of the number before it.
    Unit(Unit),
    /// What is asked for.
    Kind(Kind),
    Engine(DatabaseEngine),
    Cache(CacheEngine),
    Medium(Medium),
    Class(StorageClass),
    To(Destination),
    Processor(AskedProcessor),
    Os(OperatingSystem),
    Purchase(Purchase),
    Burstable,
    SeveralZones,
    Batch,
}

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A number of the ask as it is.
    Of(Measure),
    /// Thousands of Mbps.
    Gbps,
    /// A size: its unit in GB or GiB, and whether that is GiB.
    Size {
        units: u32,
        is_binary: bool,
    },
    HoursADay,
    Days,
}

/// What is asked for, where a word says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Disk,
    Objects,
    Retrieved,
    LoadBalancer,
    Nat,
    PublicIp,
    Kubernetes,
    Gpu,
    Tokens,
    Sku,
    At,
}

const fn size(units: u32, is_binary: bool) -> Word {
    Word::Unit(Unit::Size { units, is_binary })
}

const fn of(measure: Measure) -> Word {
    Word::Unit(Unit::Of(measure))
}

/// All words in lower case, with what they mean.
pub(super) const WORDS: &[(&[&str], Word)] = &[
    (
        &[
            "×", "x", "*", "台", "个", "個", "套", "张", "張", "块", "塊", "卡",
        ],
        Word::Times,
    ),
    (
        &[
            "of",
            "and",
            "with",
            "each",
            "memory",
            "ram",
            "a month",
            "machine",
            "machines",
            "vm",
            "vms",
            "server",
            "servers",
            ",",
            "，",
            "、",
            "+",
            "内存",
            "記憶體",
            "每台",
            "每月",
            "云服务器",
            "雲端主機",
            "机器",
            "機器",
            "linux",
            "x86",
            "all month",
            "整月",
            "the internet",
            "internet",
            "per month",
            "处理器",
            "處理器",
            "database",
            "数据库",
            "資料庫",
            "cache",
            "缓存",
            "快取",
        ],
        Word::Filler,
    ),
    (&["/"], Word::Slash),
    (
        &[
            "vcpu", "vcpus", "cpu", "cpus", "core", "cores", "c", "核", "v",
        ],
        of(Measure::Vcpus),
    ),
    (&["g", "gb"], size(1, false)),
    (&["gib"], size(1, true)),
    (&["t", "tb"], size(1_000, false)),
    (&["tib"], size(1_024, true)),
    (&["p", "pb"], size(1_000_000, false)),
    (&["pib"], size(1_048_576, true)),
    (&["mbps", "mbit/s", "兆"], of(Measure::Mbps)),
    (&["gbps", "gbit/s"], Word::Unit(Unit::Gbps)),
    (&["h", "hour", "hours", "小时", "小時"], of(Measure::Hours)),
    (
        &[
            "h a day",
            "h/day",
            "h/d",
            "hours a day",
            "hours/day",
            "h per day",
            "hours per day",
            "小时每天",
            "小时/天",
            "小時每天",
            "小時/天",
        ],
        Word::Unit(Unit::HoursADay),
    ),
    (
        &["days", "day", "days a month", "天"],
        Word::Unit(Unit::Days),
    ),
    (&["iops"], of(Measure::Iops)),
    (&["writes", "次写", "次写入", "次寫入"], of(Measure::Writes)),
    (&["reads", "次读", "次读取", "次讀取"], of(Measure::Reads)),
    (&["m input", "百万输入", "百萬輸入"], of(Measure::Input)),
    (
        &["m cached", "百万缓存输入", "百萬快取輸入"],
        of(Measure::CachedInput),
    ),
    (&["m output", "百万输出", "百萬輸出"], of(Measure::Output)),
    (
        &[
            "disk",
            "disks",
            "volume",
            "volumes",
            "block storage",
            "云盘",
            "雲端硬碟",
            "块存储",
            "區塊儲存",
        ],
        Word::Kind(Kind::Disk),
    ),
    (
        &[
            "object",
            "objects",
            "object storage",
            "对象存储",
            "物件儲存",
            "对象",
            "物件",
        ],
        Word::Kind(Kind::Objects),
    ),
    (&["retrieved", "取回"], Word::Kind(Kind::Retrieved)),
    (
        &[
            "load balancer",
            "load balancers",
            "lb",
            "lbs",
            "负载均衡",
            "負載平衡",
        ],
        Word::Kind(Kind::LoadBalancer),
    ),
    (
        &[
            "nat",
            "nats",
            "nat gateway",
            "nat gateways",
            "nat网关",
            "nat 网关",
            "nat閘道",
            "nat 閘道",
        ],
        Word::Kind(Kind::Nat),
    ),
    (
        &[
            "public ip",
            "public ips",
            "ip",
            "ips",
            "eip",
            "公网ip",
            "公网 ip",
            "公網ip",
            "公網 ip",
        ],
        Word::Kind(Kind::PublicIp),
    ),
    (
        &["kubernetes", "k8s", "kubernetes clusters", "k8s clusters"],
        Word::Kind(Kind::Kubernetes),
    ),
    (&["gpu", "gpus"], Word::Kind(Kind::Gpu)),
    (
        &["tokens", "token", "词元", "詞元"],
        Word::Kind(Kind::Tokens),
    ),
    (&["sku"], Word::Kind(Kind::Sku)),
    (&["at", "单价", "單價"], Word::Kind(Kind::At)),
    (&["mysql"], Word::Engine(DatabaseEngine::Mysql)),
    (
        &["postgres", "postgresql"],
        Word::Engine(DatabaseEngine::Postgres),
    ),
    (&["mariadb"], Word::Engine(DatabaseEngine::Mariadb)),
    (
        &["sqlserver", "sql server", "mssql"],
        Word::Engine(DatabaseEngine::Sqlserver),
    ),
    (&["oracle"], Word::Engine(DatabaseEngine::Oracle)),
    (&["opensearch"], Word::Engine(DatabaseEngine::Opensearch)),
    (&["redis"], Word::Cache(CacheEngine::Redis)),
    (&["valkey"], Word::Cache(CacheEngine::Valkey)),
    (&["memcached"], Word::Cache(CacheEngine::Memcached)),
    (&["ssd"], Word::Medium(Medium::Ssd)),
    (
        &[
            "fast ssd",
            "高性能 ssd",
            "高性能ssd",
            "高效能 ssd",
            "高效能ssd",
        ],
        Word::Medium(Medium::FastSsd),
    ),
    (&["hdd"], Word::Medium(Medium::Hdd)),
    (
        &["standard", "标准", "標準"],
        Word::Class(StorageClass::Standard),
    ),
    (
        &["infrequent", "低频", "低頻"],
        Word::Class(StorageClass::Infrequent),
    ),
    (&["cold", "冷"], Word::Class(StorageClass::Cold)),
    (
        &["archive", "归档", "歸檔", "封存"],
        Word::Class(StorageClass::Archive),
    ),
    (
        &["deep archive", "深度归档", "深度歸檔", "深度封存"],
        Word::Class(StorageClass::DeepArchive),
    ),
    (
        &[
            "out",
            "traffic out",
            "egress",
            "traffic",
            "to the internet",
            "to internet",
            "out to the internet",
            "公网流出",
            "公网流量",
            "公網流出",
            "公網流量",
            "流出",
            "出网",
            "流量",
            "公网",
            "公網",
        ],
        Word::To(Destination::Internet),
    ),
    (
        &[
            "to regions",
            "to another region",
            "to other regions",
            "跨地域",
            "跨区域",
            "跨區域",
        ],
        Word::To(Destination::Region),
    ),
    (
        &[
            "to zones",
            "to another zone",
            "to other zones",
            "跨可用区",
            "跨可用區",
        ],
        Word::To(Destination::Zone),
    ),
    (
        &["cdn", "over cdn", "through cdn"],
        Word::To(Destination::Cdn),
    ),
    (&["arm", "arm64"], Word::Processor(AskedProcessor::Arm)),
    (
        &["any processor", "任意架构", "任意架構"],
        Word::Processor(AskedProcessor::Any),
    ),
    (&["windows"], Word::Os(OperatingSystem::Windows)),
    (&["rhel", "red hat"], Word::Os(OperatingSystem::Rhel)),
    (&["sles", "suse"], Word::Os(OperatingSystem::Sles)),
    (
        &["on demand", "on-demand", "按量"],
        Word::Purchase(Purchase::OnDemand),
    ),
    (
        &["spot", "竞价", "競價", "抢占式"],
        Word::Purchase(Purchase::Spot),
    ),
    (
        &["by the month", "monthly", "包月"],
        Word::Purchase(Purchase::Month),
    ),
    (&["burstable", "突发性能", "突發效能"], Word::Burstable),
    (
        &[
            "two zones",
            "in two zones",
            "zones",
            "multi-az",
            "multi az",
            "双可用区",
            "多可用区",
            "雙可用區",
            "多可用區",
        ],
        Word::SeveralZones,
    ),
    (&["batch", "批量"], Word::Batch),
];

/// The models of accelerators that a line can name without quotes, in the letters of the catalogue.
pub(super) const MODELS: &[&str] = &[
    "A10",
    "A100",
    "A10G",
    "A16",
    "A30",
    "A40",
    "A800",
    "B200",
    "B300",
    "GB200",
    "GB300",
    "GH200",
    "H100",
    "H20",
    "H200",
    "H800",
    "L20",
    "L4",
    "L40",
    "L40S",
    "MI300X",
    "MI325X",
    "MI355X",
    "P100",
    "P4",
    "P40",
    "RTX 3090",
    "RTX 4090",
    "RTX 5090",
    "RTX 6000 Ada",
    "RTX A4000",
    "RTX A5000",
    "RTX A6000",
    "RTX PRO 6000",
    "T4",
    "T4G",
    "V100",
];

/// What tells a model of accelerators from its like, after its name.
pub(super) const MODEL_ENDINGS: &[&str] = &["SXM", "SXM4", "SXM5", "PCIe", "NVL"];
