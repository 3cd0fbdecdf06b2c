//! One row of a workload as a table.

mod at_offers;

use std::collections::BTreeSet;
use std::str::FromStr;

use netprice::problem::Known;
use netprice::value::id::LineId;
use netprice::value::path::{Path, Segment};
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Quantity};
use netprice_catalog::goods::Gpu;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::columns::{Column, Columns};
use super::words::{KINDS, is_total, kind_of, usual, yes_or_no};
use crate::problem::{Located, StudyProblem};
use crate::typed;
use crate::workload::ask::{
    Ask, BlockStorage, Cache, Database, Gateway, Hours, Machines, NamedSku, ObjectStorage, Own,
    Running, Schedule, Tokens, Traffic, one,
};
use crate::workload::{Labels, WorkloadLine};

/// A row, and the list to which its problems are added.
pub(super) struct Row<'a> {
    record: &'a csv::StringRecord,
    columns: &'a Columns,
    line: u64,
    problems: &'a mut Vec<Located>,
    /// The required columns that the table lacks.
    missing: &'a mut Vec<&'static str>,
    /// Whether the row requires one of them.
    is_lacking: bool,
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
        columns: &'a Columns,
        line: u64,
        (problems, missing): (&'a mut Vec<Located>, &'a mut Vec<&'static str>),
    ) -> Self {
        Self {
            record,
            columns,
            line,
            problems,
            missing,
            is_lacking: false,
            read: BTreeSet::new(),
        }
    }

    /// The line of the row.
    ///
    /// # Errors
    /// What is known of the line, after its problems were noted.
    pub(super) fn line(&mut self) -> Result<WorkloadLine, Unread> {
        let before = self.problems.len();
        self.check_cells();
        let kind = self.kind();
        let id = match self.text("id") {
            "" => format!("{} {}", kind.unwrap_or("line"), self.line),
            id => id.to_owned(),
        };
        let id = self.noted("id", id.parse());
        let ask = kind.and_then(|kind| self.ask(kind));
        let (skus, prices) = (self.skus(), self.prices());
        self.unread();
        let labels = self.labels();
        let (Some(id), Some(ask)) = (id.clone(), ask) else {
            return Err(Unread { id, labels });
        };
        let line = WorkloadLine {
            id,
            labels,
            ask,
            skus,
            prices,
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
        if self.problems.len() == before && !self.is_lacking {
            Ok(line)
        } else {
            let (id, labels) = (Some(line.id), line.labels);
            Err(Unread { id, labels })
        }
    }

    /// The text by which the row says that it is a total of others; `None` for one that is a line, such as one
    /// that states its kind.
    pub(super) fn total(&self) -> Option<&'a str> {
        let cells = |column: &'static str| {
            let places = self.columns.places.get(&Column::Known(column));
            places.map_or_else(Vec::new, |places| self.filled(places))
        };
        if cells("kind")
            .iter()
            .any(|(_, cell)| kind_of(cell).is_some())
        {
            return None;
        }
        let first = self.record.iter().find(|cell| !cell.is_empty());
        let named = cells("id").into_iter().chain(cells("kind"));
        let named = named.map(|(_, cell)| cell);
        first.into_iter().chain(named).find(|cell| is_total(cell))
    }

    fn kind(&mut self) -> Option<&'static str> {
        let given = self.text("kind");
        if given.is_empty() {
            if self.columns.has("kind") {
                self.failed("kind", ValueProblem::Empty.into());
                return None;
            }
            return Some("machines");
        }
        let found = kind_of(given);
        if found.is_none() {
            let names: Vec<String> = KINDS.iter().map(|(name, _)| (*name).to_owned()).collect();
            let problem = StudyProblem::NotPublished {
                known: Known::near(&given.to_lowercase(), &names),
                value: given.to_owned(),
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
        let text = self.text(column);
        let is_yes = yes_or_no(text);
        if is_yes.is_none() {
            let message = format!("'{text}' is not true or false");
            self.failed(column, StudyProblem::Unreadable { message });
        }
        is_yes.unwrap_or_default()
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
        for column in ["hours_per_day", "days"] {
            let (value, other) = (self.text("hours"), self.text(column));
            if !value.is_empty() && !other.is_empty() {
                let (value, other) = (value.to_owned(), other.to_owned());
                let column = column.to_owned();
                let contrary = StudyProblem::ContraryCell {
                    value,
                    other,
                    column,
                };
                self.failed("hours", contrary);
                break;
            }
        }
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

    /// The places of a column whose cell is filled, with the text of the cell.
    fn filled(&self, places: &[usize]) -> Vec<(usize, &'a str)> {
        let cells = places.iter();
        let cells = cells.filter_map(|place| Some((*place, self.record.get(*place)?)));
        cells.filter(|(_, cell)| !cell.is_empty()).collect()
    }

    fn labels(&self) -> Labels {
        let cells = self.columns.places.iter().filter_map(|(column, places)| {
            let Column::Label(name) = column else {
                return None;
            };
            let (_, cell) = self.filled(places).into_iter().next()?;
            Some((name.clone(), cell.to_owned()))
        });
        cells.collect()
    }

    /// Notes the cells that would be dropped: those in no column, and those that differ from another cell
    /// of their field.
    fn check_cells(&mut self) {
        let names = &self.columns.names;
        let is_nameless = |place: usize| names.get(place).is_none_or(String::is_empty);
        let cells = self.record.iter().enumerate();
        let mut nameless = cells.filter(|(place, cell)| is_nameless(*place) && !cell.is_empty());
        let line = Path::line(self.line);
        if let Some((_, cell)) = nameless.next() {
            let value = cell.to_owned();
            let problem = StudyProblem::CellWithoutColumn { value };
            self.problems.push(problem.at(line.clone()));
        }
        for places in self.columns.places.values() {
            let mut filled = self.filled(places).into_iter();
            let Some((first, other)) = filled.next() else {
                continue;
            };
            for (place, value) in filled.filter(|(_, value)| *value != other) {
                let name = |place: usize| names.get(place).cloned().unwrap_or_default();
                let contrary = StudyProblem::ContraryCell {
                    value: value.to_owned(),
                    other: other.to_owned(),
                    column: name(first),
                };
                self.problems
                    .push(contrary.at(line.clone().field(name(place))));
            }
        }
    }

    /// Notes the cells that are filled, but that the kind of the row has no use for.
    fn unread(&mut self) {
        let filled = self.columns.places.iter().filter_map(|(column, places)| {
            let Column::Known(name) = column else {
                return None;
            };
            let (_, cell) = self.filled(places).into_iter().next()?;
            (!self.read.contains(name)).then(|| (*name, cell.to_owned()))
        });
        let unread: Vec<(&'static str, String)> = filled.collect();
        for (name, value) in unread {
            self.failed(name, StudyProblem::CellWithoutUse { value });
        }
    }

    fn text(&mut self, column: &'static str) -> &'a str {
        self.read.insert(column);
        let places = self.columns.places.get(&Column::Known(column));
        let cell = places.and_then(|places| self.filled(places).into_iter().next());
        cell.map(|(_, cell)| cell).unwrap_or_default()
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
        let text = typed::number(self.text(column));
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
        self.required(column)?;
        self.number(column)
    }

    fn needed_text(&mut self, column: &'static str) -> Option<String> {
        self.required(column).map(str::to_owned)
    }

    /// The text of a required cell; `None` after noting that it is empty or has no column.
    fn required(&mut self, column: &'static str) -> Option<&'a str> {
        let text = self.text(column);
        if !text.is_empty() {
            return Some(text);
        }
        if self.columns.has(column) {
            self.failed(column, ValueProblem::Empty.into());
        } else {
            self.is_lacking = true;
            if !self.missing.contains(&column) {
                self.missing.push(column);
            }
        }
        None
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
        let text = self.needed_text(column)?;
        match serde_json::from_value(Value::String(usual(&text))) {
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
