//! One row of a workload as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use netprice::problem::Known;
use netprice::value::id::LineId;
use netprice::value::path::{Path, Segment};
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Quantity};
use netprice_catalog::goods::Gpu;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::columns::Column;
use crate::problem::{Located, StudyProblem};
use crate::workload::ask::{
    Ask, BlockStorage, Cache, Database, Gateway, Hours, Machines, NamedSku, ObjectStorage, Own,
    Running, Schedule, Tokens, Traffic, one,
};
use crate::workload::{Labels, WorkloadLine};

/// The kinds of a row, with their names in Chinese.
const KINDS: &[(&str, &[&str])] = &[
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
    ("tokens", &["词元", "詞元"]),
    ("sku", &["产品", "產品"]),
    ("own", &["other", "其他", "自定义", "自訂"]),
];

/// A row, and the list to which its problems are added.
pub(super) struct Row<'a> {
    record: &'a csv::StringRecord,
    columns: &'a BTreeMap<Column, usize>,
    line: u64,
    problems: &'a mut Vec<Located>,
    /// The columns that were read.
    read: BTreeSet<&'static str>,
}

/// What is known of a row with a problem.
pub(super) struct Unread {
    /// The id; `None` if it is wrong, too.
    pub(super) id: Option<LineId>,
    /// The labels.
    pub(super) labels: Labels,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        record: &'a csv::StringRecord,
        columns: &'a BTreeMap<Column, usize>,
        line: u64,
        problems: &'a mut Vec<Located>,
    ) -> Self {
        Self {
            record,
            columns,
            line,
            problems,
            read: BTreeSet::new(),
        }
    }

    /// The line of the row.
    ///
    /// # Errors
    /// What is known of the line, after its problems were noted.
    pub(super) fn line(&mut self) -> Result<WorkloadLine, Unread> {
        let before = self.problems.len();
        let kind = self.kind();
        let id = match self.text("id") {
            "" => format!("{} {}", kind.unwrap_or("line"), self.line),
            id => id.to_owned(),
        };
        let id = self.noted("id", id.parse());
        let ask = kind.and_then(|kind| self.ask(kind));
        self.unread();
        let labels = self.labels();
        let (Some(id), Some(ask)) = (id.clone(), ask) else {
            return Err(Unread { id, labels });
        };
        let line = WorkloadLine {
            labels,
            ..WorkloadLine::new(id, ask)
        };
        let of_line = line.problems().into_iter().map(|located| {
            let path = match located.path.segments().last() {
                Some(Segment::Name(column)) => Path::line(self.line).field(column.clone()),
                Some(Segment::Index(_) | Segment::Line(_)) | None => Path::line(self.line),
            };
            Located { path, ..located }
        });
        let of_line: Vec<Located> = of_line.collect();
        self.problems.extend(of_line);
        if self.problems.len() == before {
            Ok(line)
        } else {
            let (id, labels) = (Some(line.id), line.labels);
            Err(Unread { id, labels })
        }
    }

    fn kind(&mut self) -> Option<&'static str> {
        let given = self.text("kind").to_lowercase().replace([' ', '-'], "_");
        if given.is_empty() {
            if self.columns.contains_key(&Column::Known("kind")) {
                self.failed("kind", ValueProblem::Empty.into());
                return None;
            }
            return Some("machines");
        }
        let is_it = |(name, others): &&(&'static str, &[&str])| {
            *name == given || others.contains(&given.as_str())
        };
        let found = KINDS.iter().find(is_it).map(|(name, _)| *name);
        if found.is_none() {
            let names: Vec<String> = KINDS.iter().map(|(name, _)| (*name).to_owned()).collect();
            let problem = StudyProblem::NotPublished {
                known: Known::near(&given, &names),
                value: given,
            };
            self.failed("kind", problem);
        }
        found
    }

    fn ask(&mut self, kind: &str) -> Option<Ask> {
        Some(match kind {
            "machines" => Ask::Machines(self.machines()?),
            "block_storage" => Ask::BlockStorage(BlockStorage {
                gb: self.needed("gb")?,
                medium: self.named("medium")?,
                iops: self.or_zero("iops"),
            }),
            "object_storage" => Ask::ObjectStorage(ObjectStorage {
                gb: self.needed("gb")?,
                class: self.named("class")?,
                writes: self.or_zero("writes"),
                reads: self.or_zero("reads"),
                retrieval_gb: self.or_zero("retrieval_gb"),
            }),
            "traffic" => Ask::Traffic(Traffic {
                destination: self.named("destination")?,
                gb: if self.text("mbps").is_empty() {
                    self.needed("gb")?
                } else {
                    self.or_zero("gb")
                },
                mbps: self.or_zero("mbps"),
            }),
            "database" => self.database()?,
            "cache" => Ask::Cache(Cache {
                engine: self.needed_name("engine")?,
                count: self.or_one(),
                memory_gib: self.needed("memory_gib")?,
                hours: self.hours(),
            }),
            "load_balancer" => Ask::LoadBalancer(self.gateway()),
            "nat" => Ask::Nat(self.gateway()),
            "public_ip" => Ask::PublicIp(self.running()),
            "kubernetes" => Ask::Kubernetes(self.running()),
            "tokens" => Ask::Tokens(Tokens {
                provider: self.parsed("provider")?,
                model: self.needed_text("model")?,
                batch: self.is_yes("batch"),
                input: self.or_zero("input"),
                cached_input: self.or_zero("cached_input"),
                output: self.or_zero("output"),
            }),
            "sku" => {
                let (sku, quantity) = (self.parsed("sku"), self.parsed::<Quantity>("quantity"));
                Ask::Sku(NamedSku {
                    sku: sku?,
                    quantity: quantity?,
                })
            }
            _ => {
                let quantity = self.parsed("quantity");
                let (price, currency) = (self.needed("price"), self.parsed("currency"));
                Ask::Own(Own {
                    quantity: quantity?,
                    price: price?,
                    currency: currency?,
                })
            }
        })
    }

    fn machines(&mut self) -> Option<Machines> {
        let (count, vcpus) = (self.needed("count"), self.needed("vcpus"));
        let memory_gib = self.needed("memory_gib");
        let gpu = match self.text("gpu").to_owned() {
            model if model.is_empty() => None,
            model => Some(Gpu {
                model,
                count: self.number("gpus").unwrap_or_else(one),
            }),
        };
        let burstable = self.is_yes("burstable");
        let (processor, os) = (self.named("processor"), self.named("os"));
        let (zones, purchase) = (self.named("zones"), self.named("purchase"));
        Some(Machines {
            count: count?,
            vcpus: vcpus?,
            memory_gib: memory_gib?,
            gpu,
            processor: processor?,
            burstable,
            os: os?,
            zones: zones?,
            purchase: purchase?,
            hours: self.hours(),
        })
    }

    fn is_yes(&mut self, column: &'static str) -> bool {
        match self.text(column).to_lowercase().as_str() {
            "" | "no" | "false" | "0" | "否" => false,
            "yes" | "true" | "1" | "是" => true,
            other => {
                let message = format!("'{other}' is not true or false");
                self.failed(column, StudyProblem::Unreadable { message });
                false
            }
        }
    }

    fn database(&mut self) -> Option<Ask> {
        let engine = self.needed_name("engine");
        let (vcpus, memory_gib) = (self.needed("vcpus"), self.needed("memory_gib"));
        let (medium, zones) = (self.named("medium"), self.named("zones"));
        Some(Ask::Database(Database {
            engine: engine?,
            count: self.or_one(),
            vcpus: vcpus?,
            memory_gib: memory_gib?,
            storage_gb: self.or_zero("storage_gb"),
            burstable: self.is_yes("burstable"),
            medium: medium?,
            zones: zones?,
            hours: self.hours(),
        }))
    }

    fn gateway(&mut self) -> Gateway {
        Gateway {
            count: self.or_one(),
            gb: self.or_zero("gb"),
            hours: self.hours(),
        }
    }

    fn running(&mut self) -> Running {
        Running {
            count: self.or_one(),
            hours: self.hours(),
        }
    }

    fn hours(&mut self) -> Hours {
        let (per_day, days) = (self.number("hours_per_day"), self.number("days"));
        match (per_day, days, self.number("hours")) {
            (None, None, None) => Hours::default(),
            (None, None, Some(hours)) => Hours::Flat(hours),
            (per_day, days, _) => Hours::Schedule(Schedule {
                per_day: per_day.unwrap_or(whole(24)),
                days: days.unwrap_or(whole(30)),
            }),
        }
    }

    fn labels(&self) -> Labels {
        let cells = self.columns.iter().filter_map(|(column, place)| {
            let Column::Label(name) = column else {
                return None;
            };
            let cell = self.record.get(*place).filter(|cell| !cell.is_empty())?;
            Some((name.clone(), cell.to_owned()))
        });
        cells.collect()
    }

    /// Notes the cells that are filled, but that the kind of the row has no use for.
    fn unread(&mut self) {
        let filled = self.columns.iter().filter_map(|(column, place)| {
            let Column::Known(name) = column else {
                return None;
            };
            let cell = self.record.get(*place).filter(|cell| !cell.is_empty())?;
            (!self.read.contains(name)).then(|| (*name, cell.to_owned()))
        });
        let unread: Vec<(&'static str, String)> = filled.collect();
        for (name, value) in unread {
            self.failed(name, StudyProblem::CellWithoutUse { value });
        }
    }

    fn text(&mut self, column: &'static str) -> &'a str {
        self.read.insert(column);
        let place = self.columns.get(&Column::Known(column));
        let cell = place.and_then(|place| self.record.get(*place));
        cell.unwrap_or_default()
    }

    fn failed(&mut self, column: &'static str, problem: StudyProblem) {
        let path = Path::line(self.line).field(column);
        self.problems.push(problem.at(path));
    }

    fn noted<T>(&mut self, column: &'static str, value: Result<T, ValueProblem>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(problem) => {
                self.failed(column, problem.into());
                None
            }
        }
    }

    /// A number; `None` for an empty cell, and for a wrong one after noting its problem.
    fn number(&mut self, column: &'static str) -> Option<NonNegative> {
        let text = without_thousands(self.text(column));
        if text.is_empty() {
            return None;
        }
        self.noted(column, text.parse())
    }

    fn or_zero(&mut self, column: &'static str) -> NonNegative {
        self.number(column).unwrap_or_default()
    }

    fn or_one(&mut self) -> NonNegative {
        self.number("count").unwrap_or_else(one)
    }

    fn needed(&mut self, column: &'static str) -> Option<NonNegative> {
        if self.text(column).is_empty() {
            self.failed(column, ValueProblem::Empty.into());
        }
        self.number(column)
    }

    fn needed_text(&mut self, column: &'static str) -> Option<String> {
        match self.text(column) {
            "" => {
                self.failed(column, ValueProblem::Empty.into());
                None
            }
            text => Some(text.to_owned()),
        }
    }

    fn parsed<T: FromStr<Err = ValueProblem>>(&mut self, column: &'static str) -> Option<T> {
        let text = self.needed_text(column)?;
        self.noted(column, text.parse())
    }

    /// A name of a list, such as a class; the usual one for an empty cell.
    fn named<T: DeserializeOwned + Default>(&mut self, column: &'static str) -> Option<T> {
        match self.text(column) {
            "" => Some(T::default()),
            _ => self.needed_name(column),
        }
    }

    fn needed_name<T: DeserializeOwned>(&mut self, column: &'static str) -> Option<T> {
        let text = self.needed_text(column)?.to_lowercase();
        let name = text.replace([' ', '-'], "_");
        match serde_json::from_value(Value::String(name)) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = error.to_string();
                self.failed(column, StudyProblem::Unreadable { message });
                None
            }
        }
    }
}

/// The hours of a day, and the days of a month, where a schedule leaves them out.
fn whole(number: u32) -> NonNegative {
    NonNegative::new(number.into()).unwrap_or_default()
}

/// A number without the commas between its thousands: `20,480` is 20480, and `1,5` stays as it is.
fn without_thousands(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if is_grouped {
        text.replace(',', "")
    } else {
        text.to_owned()
    }
}
