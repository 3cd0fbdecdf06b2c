//! Workloads: lists of provider-neutral requirements, before SKUs are chosen.
#![doc = include_str!("../README.md")]

pub mod ask;
mod measures;
pub mod phrase;
mod places;
pub mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use netprice::problem::Problem;
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_LONGEST_MONTH;
use netprice::value::id::{LineId, OfferId, SkuId};
use netprice::value::limits::LINE_ENTRIES;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::value::text::unique_keys;
use netprice::{Currency, NonNegative, Quantity};
use netprice_catalog::goods::{Destination, Zones};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

pub use self::ask::Measure;
use self::ask::{Ask, Hours};
pub use self::measures::WorkloadField;
pub use self::places::Places;
use crate::problem::{Located, StudyProblem};

/// The provider-neutral requirements of a month, line by line.
///
/// GB means what the provider's price list calls GB; for a list in GiB, quantities are converted exactly
/// by 1 GiB = 1.073741824 GB.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// The lines.
    pub lines: Vec<WorkloadLine>,
    /// The lines of which only the name is known, such as rows of a table with a problem. They are missing
    /// at every offer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadLine>,
}

/// A line that could not be read: it is missing at every offer, so that no total leaves it out in silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnreadLine {
    /// Unique within the workload.
    pub id: LineId,
    /// The labels.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub labels: Labels,
}

/// The labels of a line by name, such as `team` is `shop`.
pub type Labels = BTreeMap<String, String>;

/// A line of a workload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkloadLine {
    /// Unique within the workload.
    pub id: LineId,
    /// The labels, which its charges have, too.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub labels: Labels,
    /// What it asks for.
    pub ask: Ask,
    /// The SKUs that answer it, by offer; where an offer has none, one is chosen.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub skus: BTreeMap<OfferId, Named>,
    /// A price by hand, by offer, in place of those of the price book.
    #[serde(
        deserialize_with = "unique_keys",
        default,
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub prices: BTreeMap<OfferId, HandPrice>,
}

/// The SKUs by which a line is answered at an offer.
///
/// SKUs without quantities each take the part of the line that they are for, and the other parts are
/// chosen. SKUs with quantities are the whole line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a SKU as text, or a list of SKUs with quantities"
)]
pub enum Named {
    /// A SKU for the part of the line that it fits.
    Sku(SkuId),
    /// SKUs, each with its quantity: the whole line.
    Quantities(Vec<NamedQuantity>),
}

/// A quantity of a SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedQuantity {
    /// The SKU.
    pub sku: SkuId,
    /// The quantity, in the unit of the SKU or one that converts to it.
    pub quantity: Quantity,
}

/// A price by hand, before the terms of the offer.
///
/// It is the price of the first part of the line that is not zero, and the other parts are matched as usual: 0.1 for a
/// database is 0.1 an hour of its servers, and its storage has the price of the price book. With a quantity of
/// its own it is a price for the whole line: 100 for `1 Months` of a database is 100, storage included.
///
/// A price in another currency than that of the price book is converted exactly; where no decimal holds the
/// result, the SKU has the price of several units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandPrice {
    /// The price of a unit of the line's first part: an hour of a machine, a GB-month of storage, a
    /// million tokens.
    pub price: NonNegative,
    /// The currency of the price.
    pub currency: Currency,
    /// Another quantity, which is the whole line at this price for each of its units, such as `1 Months`
    /// for the amount of a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

impl WorkloadLine {
    /// A line without labels that leaves the choice of SKUs to the offers.
    #[must_use]
    pub fn new(id: LineId, ask: Ask) -> Self {
        Self {
            id,
            ask,
            labels: Labels::new(),
            skus: BTreeMap::new(),
            prices: BTreeMap::new(),
        }
    }

    /// What is counted of the line, with its limit.
    pub(crate) fn counts(&self, at: &Path) -> Vec<(Path, usize, usize)> {
        let named = self.skus.iter().filter_map(|(offer, named)| match named {
            Named::Quantities(all) => Some((at.clone().field("skus").key(offer), all.len())),
            Named::Sku(_) => None,
        });
        let own = [
            (at.clone().field("labels"), self.labels.len()),
            (at.clone().field("skus"), self.skus.len()),
            (at.clone().field("prices"), self.prices.len()),
        ];
        let all = own.into_iter().chain(named);
        all.map(|(at, count)| (at, count, LINE_ENTRIES)).collect()
    }

    /// All problems of the line, with paths from `ask`.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut problems = Vec::new();
        let mut wrong = |field: Path, problem: ValueProblem| {
            let located = StudyProblem::from(problem).at(field);
            problems.push(located.under(Path::from("ask").field(self.ask.name())));
        };
        for (measure, value) in self.ask.measures() {
            let limit = measure.limit();
            if measure != Measure::Hours && value.get() > limit {
                let (value, limit) = (value.to_string(), limit.to_string());
                wrong(
                    measure.name().into(),
                    ValueProblem::AboveLimit { value, limit },
                );
            }
        }
        if let Some((count, hours)) = self.ask.running() {
            if !count.get().fract().is_zero() {
                let value = count.to_string();
                wrong(
                    Measure::Count.name().into(),
                    ValueProblem::NotWhole { value },
                );
            }
            check_hours(hours, &mut wrong);
        }
        if let Ask::Machines(machines) = &self.ask {
            let wrong_gpus = machines.gpu.as_ref().and_then(|gpu| wrong_gpus(gpu.count));
            if let Some(problem) = wrong_gpus {
                let at = Path::from("gpu").field("count");
                wrong(at, problem);
            }
            let is_one = machines.count == NonNegative::ONE;
            if machines.zones == Zones::Several && is_one {
                let (value, limit) = (machines.count.to_string(), Decimal::TWO.to_string());
                wrong("count".into(), ValueProblem::BelowLimit { value, limit });
            }
        }
        problems
    }
}

/// Machines are asked for with whole accelerators; shares of one are sizes that are sold.
fn wrong_gpus(count: NonNegative) -> Option<ValueProblem> {
    let (value, limit) = (count.to_string(), Decimal::ONE.to_string());
    if !count.get().fract().is_zero() {
        return Some(ValueProblem::NotWhole { value });
    }
    let is_none = count.is_zero();
    is_none.then_some(ValueProblem::BelowLimit { value, limit })
}

fn check_hours(hours: Hours, wrong: &mut impl FnMut(Path, ValueProblem)) {
    let mut most = |value: NonNegative, limit: Decimal| {
        if value.get() > limit {
            let (value, limit) = (value.to_string(), limit.to_string());
            wrong("hours".into(), ValueProblem::AboveLimit { value, limit });
        }
    };
    match hours {
        Hours::Flat(hours) => most(hours, HOURS_OF_LONGEST_MONTH),
        Hours::Schedule(schedule) => {
            most(schedule.per_day, Decimal::from(24_u32));
            most(schedule.days, Decimal::from(31_u32));
        }
    }
}

impl Ask {
    /// The number of what runs and its hours; `None` for an ask that counts nothing.
    fn running(&self) -> Option<(NonNegative, Hours)> {
        match self {
            Self::Machines(ask) => Some((ask.count, ask.hours)),
            Self::Database(ask) => Some((ask.count, ask.hours)),
            Self::Cache(ask) => Some((ask.count, ask.hours)),
            Self::LoadBalancer(ask) | Self::Nat(ask) => Some((ask.count, ask.hours)),
            Self::PublicIp(ask) | Self::Kubernetes(ask) => Some((ask.count, ask.hours)),
            Self::BlockStorage(_)
            | Self::ObjectStorage(_)
            | Self::Traffic(_)
            | Self::Tokens(_)
            | Self::Sku(_)
            | Self::Own(_) => None,
        }
    }

    /// The hours of what runs; `None` for an ask without.
    #[must_use]
    pub fn hours(&self) -> Option<Hours> {
        self.running().map(|(_, hours)| hours)
    }
}

impl Workload {
    /// Returns all problems of the workload, with paths from `workload`.
    ///
    /// Numbers of machines and the like must be whole and at most 10⁹, other numbers at most 10¹², accelerators whole
    /// and at least 1, hours at most 744, and ids unique.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut seen = BTreeSet::new();
        let mut problems = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            if !seen.insert(&line.id) {
                let value = line.id.clone();
                let twice = StudyProblem::from(Problem::DuplicateLine { value });
                problems.push(twice.at(Self::path(index).field("id")));
            }
            let of_line = line.problems().into_iter();
            problems.extend(of_line.map(|located| located.under(Self::path(index))));
        }
        for (index, line) in self.unread.iter().enumerate() {
            if !seen.insert(&line.id) {
                let value = line.id.clone();
                let twice = StudyProblem::from(Problem::DuplicateLine { value });
                let at = Path::from("workload").field("unread").index(index);
                problems.push(twice.at(at.field("id")));
            }
        }
        problems
    }

    /// Whether it has no line, read or unread.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.unread.is_empty()
    }

    /// The traffic to the internet that its lines ask for, in GB of a month, that of their rates included; `None`
    /// for none, and beyond 28 digits.
    ///
    /// ```
    /// use netprice_study::Study;
    /// let study = Study::from_json(r#"{ "currency": "USD", "workload": { "lines": [
    ///     { "id": "out", "ask": { "traffic": { "gb": "1000", "mbps": "2" } } },
    ///     { "id": "between", "ask": { "traffic": { "gb": "5", "destination": "zone" } } }
    /// ] } }"#)?;
    /// // 2 Mbps carry 2 × 328.5 GB in 730 hours.
    /// assert_eq!(study.workload.unwrap().internet_gb().unwrap().to_string(), "1657");
    /// # Ok::<(), netprice_study::Problems>(())
    /// ```
    #[must_use]
    pub fn internet_gb(&self) -> Option<NonNegative> {
        let mut sum = Decimal::ZERO;
        for line in &self.lines {
            if let Ask::Traffic(ask) = &line.ask
                && ask.destination == Destination::Internet
            {
                sum = decimal::plus(sum, ask.volume_gb().ok()?.get()).ok()?;
            }
        }
        NonNegative::new(sum).ok().filter(|sum| !sum.is_zero())
    }

    /// The accelerators that its machines have together; `None` for none, and for a number that is not whole or
    /// above `u32`.
    ///
    /// ```
    /// use netprice_study::Study;
    /// let study = Study::from_json(r#"{ "currency": "USD", "workload": { "lines": [
    ///     { "id": "train", "ask": { "machines": { "count": "2", "gpu": { "model": "A100", "count": "8" } } } },
    ///     { "id": "web", "ask": { "machines": { "count": "3", "vcpus": "4" } } }
    /// ] } }"#)?;
    /// assert_eq!(study.workload.unwrap().gpus(), Some(16));
    /// # Ok::<(), netprice_study::Problems>(())
    /// ```
    #[must_use]
    pub fn gpus(&self) -> Option<u32> {
        let mut sum = Decimal::ZERO;
        for line in &self.lines {
            if let Ask::Machines(ask) = &line.ask
                && let Some(gpu) = &ask.gpu
            {
                let all = decimal::times(ask.count.get(), gpu.count.get()).ok()?;
                sum = decimal::plus(sum, all).ok()?;
            }
        }
        let whole = Some(sum).filter(|sum| sum.fract().is_zero())?;
        whole.to_u32().filter(|gpus| *gpus > 0)
    }

    /// The ids of all lines, and of the unread ones after them.
    pub fn ids(&self) -> impl Iterator<Item = &LineId> {
        let lines = self.lines.iter().map(|line| &line.id);
        lines.chain(self.unread.iter().map(|line| &line.id))
    }

    /// The path of a line.
    #[must_use]
    pub fn path(index: usize) -> Path {
        Path::from("workload").field("lines").index(index)
    }

    /// The line of an id.
    #[must_use]
    pub fn line(&self, id: &LineId) -> Option<&WorkloadLine> {
        self.lines.iter().find(|line| line.id == *id)
    }

    /// The numbers of all lines, in the order of the document.
    #[must_use]
    pub fn fields(&self) -> Vec<WorkloadField> {
        let of_line = |line: &WorkloadLine| {
            let measures = line.ask.measures().into_iter();
            let id = line.id.clone();
            measures.map(move |(measure, _)| WorkloadField {
                line: id.clone(),
                measure,
            })
        };
        self.lines.iter().flat_map(of_line).collect()
    }

    /// The value of a number; `None` for a line or a number that the workload does not have.
    #[must_use]
    pub fn get(&self, field: &WorkloadField) -> Option<NonNegative> {
        let measures = self.line(&field.line)?.ask.measures();
        let found = measures.iter().find(|(one, _)| *one == field.measure);
        found.map(|(_, value)| *value)
    }

    /// Returns the workload with another value of a number.
    #[must_use]
    pub fn with(mut self, field: &WorkloadField, value: NonNegative) -> Self {
        let mut lines = self.lines.iter_mut();
        if let Some(line) = lines.find(|line| line.id == field.line) {
            line.ask.set(field.measure, value);
        }
        self
    }
}
