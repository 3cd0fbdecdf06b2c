//! What is wanted of any provider, before a SKU is chosen.

use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_LONGEST_MONTH;
use netprice::value::id::LineId;
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Quantity};
use serde::{Deserialize, Serialize};

use crate::problem::{Located, StudyProblem};

/// A small workload for a month, in no provider's terms.
///
/// GB is what the provider's list calls GB; a list in GiB is reached by the exact conversion
/// 1 GiB = 1.073741824 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// How many machines run.
    pub machines: NonNegative,
    /// Virtual processors that each must have at least.
    pub vcpus: NonNegative,
    /// Memory in GiB that each must have at least.
    pub memory_gib: NonNegative,
    /// Hours that each runs in the month, at most 744.
    pub hours: NonNegative,
    /// GB kept in object storage over the month.
    pub stored_gb: NonNegative,
    /// GB sent to the internet in the month.
    pub egress_gb: NonNegative,
}

/// A number of the workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadField {
    /// How many machines.
    Machines,
    /// Virtual processors of each.
    Vcpus,
    /// Memory of each.
    MemoryGib,
    /// Hours of each in the month.
    Hours,
    /// GB stored.
    StoredGb,
    /// GB sent to the internet.
    EgressGb,
}

impl WorkloadField {
    /// All of them, in the order of the document.
    pub const ALL: [Self; 6] = [
        Self::Machines,
        Self::Vcpus,
        Self::MemoryGib,
        Self::Hours,
        Self::StoredGb,
        Self::EgressGb,
    ];

    /// The name of the field in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Machines => "machines",
            Self::Vcpus => "vcpus",
            Self::MemoryGib => "memory_gib",
            Self::Hours => "hours",
            Self::StoredGb => "stored_gb",
            Self::EgressGb => "egress_gb",
        }
    }

    /// Whether a cost varies with it without steps: hours, storage and traffic, but not the number of
    /// machines nor their size.
    #[must_use]
    pub fn is_continuous(self) -> bool {
        matches!(self, Self::Hours | Self::StoredGb | Self::EgressGb)
    }
}

/// A usage line that is made of the workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkloadLine {
    Machines,
    Storage,
    Egress,
}

impl WorkloadLine {
    pub(crate) const ALL: [Self; 3] = [Self::Machines, Self::Storage, Self::Egress];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Machines => "machines",
            Self::Storage => "storage",
            Self::Egress => "egress",
        }
    }

    pub(crate) fn id(self) -> Result<LineId, ValueProblem> {
        self.name().parse()
    }

    /// The number of the workload that its quantity is.
    pub(crate) fn field(self) -> WorkloadField {
        match self {
            Self::Machines => WorkloadField::Hours,
            Self::Storage => WorkloadField::StoredGb,
            Self::Egress => WorkloadField::EgressGb,
        }
    }

    pub(crate) fn of(id: &LineId) -> Option<Self> {
        Self::ALL.into_iter().find(|line| *id == line.name())
    }
}

impl Workload {
    /// Everything that is wrong with it, with paths from `workload`.
    ///
    /// Machines must be whole, and a month has at most 744 hours.
    #[must_use]
    pub fn problems(&self) -> Vec<Located> {
        let mut problems = Vec::new();
        if !self.machines.get().fract().is_zero() {
            let value = self.machines.to_string();
            problems.push((WorkloadField::Machines, ValueProblem::NotWhole { value }));
        }
        if self.hours.get() > HOURS_OF_LONGEST_MONTH {
            let limit = HOURS_OF_LONGEST_MONTH.to_string();
            let value = self.hours.to_string();
            let problem = ValueProblem::AboveLimit { value, limit };
            problems.push((WorkloadField::Hours, problem));
        }
        let problems = problems.into_iter();
        let located = problems.map(|(field, problem)| {
            let located = StudyProblem::from(problem).at(field.name());
            located.under("workload")
        });
        located.collect()
    }

    /// A number of it.
    #[must_use]
    pub fn get(&self, field: WorkloadField) -> NonNegative {
        match field {
            WorkloadField::Machines => self.machines,
            WorkloadField::Vcpus => self.vcpus,
            WorkloadField::MemoryGib => self.memory_gib,
            WorkloadField::Hours => self.hours,
            WorkloadField::StoredGb => self.stored_gb,
            WorkloadField::EgressGb => self.egress_gb,
        }
    }

    /// The workload with another value of a number.
    #[must_use]
    pub fn with(mut self, field: WorkloadField, value: NonNegative) -> Self {
        let slot = match field {
            WorkloadField::Machines => &mut self.machines,
            WorkloadField::Vcpus => &mut self.vcpus,
            WorkloadField::MemoryGib => &mut self.memory_gib,
            WorkloadField::Hours => &mut self.hours,
            WorkloadField::StoredGb => &mut self.stored_gb,
            WorkloadField::EgressGb => &mut self.egress_gb,
        };
        *slot = value;
        self
    }

    /// The quantity of a usage line that is made of it; for machines, machines × hours.
    pub(crate) fn quantity(&self, line: WorkloadLine) -> Result<Quantity, ValueProblem> {
        match line {
            WorkloadLine::Machines => {
                let hours = decimal::times(self.machines.get(), self.hours.get())?;
                Quantity::new(hours, "Hours".parse()?)
            }
            WorkloadLine::Storage => Quantity::new(self.stored_gb.get(), "GB-Months".parse()?),
            WorkloadLine::Egress => Quantity::new(self.egress_gb.get(), "GB".parse()?),
        }
    }
}
