//! Lines of a workload in words that are read back as the same.

use netprice::NonNegative;
use netprice::value::decimal;
use netprice_catalog::goods::{
    CacheEngine, DatabaseEngine, Destination, Gpu, Medium, OperatingSystem, Purchase, StorageClass,
    Zones,
};
use rust_decimal::Decimal;

use super::tokens::{Token, tokens};
use crate::workload::WorkloadLine;
use crate::workload::ask::{Ask, AskedProcessor, Gateway, Hours, Machines};

/// The language of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// English.
    English,
    /// Chinese.
    Chinese,
}

/// A line in words, which [`read`](super::read) reads back to the same ask, with its name if the name has no meaning of
/// its own.
///
/// 730 hours, one of a kind, and what an ask has if it says nothing are left out; 1,000 GB and more are in TB where
/// that needs one decimal at most.
///
/// ```
/// use netprice_study::workload::WorkloadLine;
/// use netprice_study::workload::phrase::{Wording, read, write};
/// let ask = read("20 TB ssd").unwrap().ask;
/// let line = WorkloadLine::new("data".parse().unwrap(), ask);
/// assert_eq!(write(&line, Wording::English), "20 TB ssd data");
/// assert_eq!(write(&line, Wording::Chinese), "20 TB SSD 云盘 data");
/// ```
#[must_use]
pub fn write(line: &WorkloadLine, wording: Wording) -> String {
    let mut words = Words {
        wording,
        words: Vec::new(),
    };
    words.ask(&line.ask);
    let name = line.id.as_str();
    let is_numbered = name
        .strip_prefix("line ")
        .is_some_and(|rest| rest.bytes().all(|one| one.is_ascii_digit()));
    let is_plain = tokens(name).is_ok_and(|tokens| {
        tokens
            .iter()
            .all(|one| matches!(one.token, Token::Other(_)))
    });
    if is_plain && !is_numbered && !name.contains([':', '：']) {
        words.words.push(name.to_owned());
    }
    words.words.join(" ")
}

/// The words of a line while it is written.
struct Words {
    wording: Wording,
    words: Vec<String>,
}

impl Words {
    fn say(&mut self, [english, chinese]: [&str; 2]) {
        let said = match self.wording {
            Wording::English => english,
            Wording::Chinese => chinese,
        };
        if !said.is_empty() {
            self.words.push(said.to_owned());
        }
    }

    fn number(&mut self, number: NonNegative, unit: [&str; 2]) {
        self.words.push(number.to_string());
        self.say(unit);
    }

    /// A number that is left out if it is zero.
    fn more(&mut self, number: NonNegative, unit: [&str; 2]) {
        if !number.is_zero() {
            self.number(number, unit);
        }
    }

    fn gb(&mut self, gb: NonNegative) {
        let tb = decimal::over(gb.get(), Decimal::ONE_THOUSAND);
        let in_tb = tb.ok().and_then(|tb| NonNegative::new(tb).ok());
        match in_tb.filter(|tb| tb.get() >= Decimal::ONE && tb.get().normalize().scale() <= 1) {
            Some(tb) => self.number(tb, ["TB", "TB"]),
            None => self.number(gb, ["GB", "GB"]),
        }
    }

    /// The number of what stands after it, such as `3 load balancers`; nothing for one.
    fn count(&mut self, count: NonNegative, [one, more]: [&str; 2], chinese: &str) {
        if count == NonNegative::ONE {
            self.say([one, chinese]);
        } else {
            self.number(count, [more, chinese]);
        }
    }

    fn ask(&mut self, ask: &Ask) {
        match ask {
            Ask::Machines(ask) => self.machines(ask),
            Ask::BlockStorage(ask) => {
                self.gb(ask.gb);
                self.medium(ask.medium);
                self.say(["", "云盘"]);
                self.more(ask.iops, ["IOPS", "IOPS"]);
            }
            Ask::ObjectStorage(ask) => {
                self.gb(ask.gb);
                self.say(["objects", "对象存储"]);
                self.say(match ask.class {
                    StorageClass::Standard => ["", ""],
                    StorageClass::Infrequent => ["infrequent", "低频"],
                    StorageClass::Cold => ["cold", "冷"],
                    StorageClass::Archive => ["archive", "归档"],
                    StorageClass::DeepArchive => ["deep archive", "深度归档"],
                });
                self.more(ask.writes, ["writes", "次写入"]);
                self.more(ask.reads, ["reads", "次读取"]);
                self.more(ask.retrieval_gb, ["GB retrieved", "GB 取回"]);
            }
            Ask::Traffic(ask) => {
                if !ask.gb.is_zero() || ask.mbps.is_zero() {
                    self.gb(ask.gb);
                }
                self.more(ask.mbps, ["Mbps", "Mbps"]);
                self.say(match ask.destination {
                    Destination::Internet => ["out", "公网流出"],
                    Destination::Region => ["to regions", "跨地域"],
                    Destination::Zone => ["to zones", "跨可用区"],
                    Destination::Cdn => ["cdn", "CDN"],
                });
            }
            Ask::Database(ask) => {
                self.times(ask.count);
                self.say(engine(ask.engine));
                self.number(ask.vcpus, ["vCPU", "核"]);
                self.number(ask.memory_gib, ["GiB", "GiB"]);
                if !ask.storage_gb.is_zero() {
                    self.gb(ask.storage_gb);
                }
                if ask.medium != Medium::default() {
                    self.medium(ask.medium);
                }
                self.flag(ask.burstable, ["burstable", "突发性能"]);
                self.zones(ask.zones);
                self.hours(ask.hours);
            }
            Ask::Cache(ask) => {
                self.times(ask.count);
                self.say(match ask.engine {
                    CacheEngine::Redis => ["redis", "Redis"],
                    CacheEngine::Valkey => ["valkey", "Valkey"],
                    CacheEngine::Memcached => ["memcached", "Memcached"],
                });
                self.number(ask.memory_gib, ["GiB", "GiB"]);
                self.hours(ask.hours);
            }
            Ask::LoadBalancer(ask) => {
                self.count(ask.count, ["load balancer", "load balancers"], "负载均衡");
                self.through(ask);
            }
            Ask::Nat(ask) => {
                self.count(ask.count, ["nat gateway", "nat gateways"], "NAT 网关");
                self.through(ask);
            }
            Ask::PublicIp(ask) => {
                self.count(ask.count, ["public ip", "public ips"], "公网 IP");
                self.hours(ask.hours);
            }
            Ask::Kubernetes(ask) => {
                self.count(
                    ask.count,
                    ["kubernetes", "kubernetes clusters"],
                    "Kubernetes",
                );
                self.hours(ask.hours);
            }
            Ask::Tokens(ask) => {
                self.say(["tokens", "token"]);
                self.words
                    .push(format!("\"{}\" \"{}\"", ask.provider, ask.model));
                self.more(ask.input, ["M input", "百万输入"]);
                self.more(ask.cached_input, ["M cached", "百万缓存输入"]);
                self.more(ask.output, ["M output", "百万输出"]);
                self.flag(ask.batch, ["batch", "批量"]);
            }
            Ask::Sku(ask) => self
                .words
                .push(format!("sku \"{}\" \"{}\"", ask.sku, ask.quantity)),
            Ask::Own(ask) => {
                let price = format!("{} {}", ask.price, ask.currency);
                self.words.push(format!("\"{}\"", ask.quantity));
                self.say(["at", "单价"]);
                self.words.push(format!("\"{price}\""));
            }
        }
    }

    fn machines(&mut self, ask: &Machines) {
        match self.wording {
            Wording::English => self.words.push(format!("{} ×", ask.count)),
            Wording::Chinese => self.words.push(format!("{} 台", ask.count)),
        }
        self.more(ask.vcpus, ["vCPU", "核"]);
        self.more(ask.memory_gib, ["GiB", "GiB"]);
        if let Some(gpu) = &ask.gpu {
            self.gpu(gpu);
        }
        self.say(match ask.processor {
            AskedProcessor::X86 => ["", ""],
            AskedProcessor::Arm => ["arm", "Arm"],
            AskedProcessor::Any => ["any processor", "任意架构"],
        });
        self.flag(ask.burstable, ["burstable", "突发性能"]);
        self.say(match ask.os {
            OperatingSystem::Linux => ["", ""],
            OperatingSystem::Windows => ["windows", "Windows"],
            OperatingSystem::Rhel => ["rhel", "RHEL"],
            OperatingSystem::Sles => ["sles", "SLES"],
        });
        self.zones(ask.zones);
        self.say(match ask.purchase {
            Purchase::OnDemand => ["", ""],
            Purchase::Spot => ["spot", "竞价"],
            Purchase::Month => ["by the month", "包月"],
        });
        self.hours(ask.hours);
    }

    fn gpu(&mut self, gpu: &Gpu) {
        if is_read_without_quotes(&gpu.model) {
            self.number(gpu.count, [&gpu.model, &gpu.model]);
        } else {
            self.words
                .push(format!("{} \"{}\" GPU", gpu.count, gpu.model));
        }
    }

    fn times(&mut self, count: NonNegative) {
        if count != NonNegative::ONE {
            self.words.push(format!("{count} ×"));
        }
    }

    fn through(&mut self, gateway: &Gateway) {
        if !gateway.gb.is_zero() {
            self.gb(gateway.gb);
        }
        self.hours(gateway.hours);
    }

    fn flag(&mut self, is_on: bool, word: [&str; 2]) {
        if is_on {
            self.say(word);
        }
    }

    fn zones(&mut self, zones: Zones) {
        self.flag(zones == Zones::Several, ["two zones", "双可用区"]);
    }

    fn medium(&mut self, medium: Medium) {
        self.say(match medium {
            Medium::Ssd => ["ssd", "SSD"],
            Medium::FastSsd => ["fast ssd", "高性能 SSD"],
            Medium::Hdd => ["hdd", "HDD"],
        });
    }

    fn hours(&mut self, hours: Hours) {
        match hours {
            _ if hours == Hours::default() => {}
            Hours::Flat(hours) => self.number(hours, ["h", "小时"]),
            Hours::Schedule(schedule) => {
                self.number(schedule.per_day, ["h a day", "小时/天"]);
                self.number(schedule.days, ["days", "天"]);
            }
        }
    }
}

fn engine(engine: DatabaseEngine) -> [&'static str; 2] {
    match engine {
        DatabaseEngine::Mysql => ["mysql", "MySQL"],
        DatabaseEngine::Postgres => ["postgres", "PostgreSQL"],
        DatabaseEngine::Mariadb => ["mariadb", "MariaDB"],
        DatabaseEngine::Sqlserver => ["sql server", "SQL Server"],
        DatabaseEngine::Oracle => ["oracle", "Oracle"],
        DatabaseEngine::Opensearch => ["opensearch", "OpenSearch"],
    }
}

/// Whether a model is read as itself.
fn is_read_without_quotes(model: &str) -> bool {
    let words = tokens(model).unwrap_or_default();
    matches!(words.as_slice(), [one] if one.token == Token::Model(model.to_owned()))
}
