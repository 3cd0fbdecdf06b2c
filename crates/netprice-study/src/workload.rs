//! Workloads: provider-neutral requirements, before SKUs are chosen.

use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_LONGEST_MONTH;
use netprice::value::id::LineId;
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Quantity};
use serde::{Deserialize, Serialize};

use crate::problem::{Located, StudyProblem};

/// The provider-neutral requirements of a month.
///
/// GB means what the provider's price list calls GB; for a list in GiB, quantities are converted exactly
/// by 1 GiB = 1.073741824 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// The number of machines; must be whole.
    pub machines: NonNegative,
    /// The least number of virtual processors of each machine.
    pub vcpus: NonNegative,
    /// The least memory of each machine, in GiB.
    pub memory_gib: NonNegative,
    /// The hours that each machine runs in the month, at most 744.
    pub hours: NonNegative,
    /// The object storage over the month, in GB.
    pub stored_gb: NonNegative,
    /// The traffic to the internet in the month, in GB.
    pub egress_gb: NonNegative,
}

/// A numeric field of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadField {
    /// The number of machines.
    Machines,
    /// Virtual processors of each machine.
    Vcpus,
    /// Memory of each machine, in GiB.
    MemoryGib,
    /// Hours of each machine in the month.
    Hours,
    /// Object storage in GB.
    StoredGb,
    /// Traffic to the internet in GB.
    EgressGb,
}

impl WorkloadField {
    /// All fields, in the order of the document.
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

    /// Whether the field can be varied continuously: true for hours, storage and traffic, false for the
    /// number of machines and their size.
    #[must_use]
    pub fn is_continuous(self) -> bool {
        matches!(self, Self::Hours | Self::StoredGb | Self::EgressGb)
    }
}

/// A usage line that a workload produces.
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

    /// The field of the workload that its quantity is proportional to.
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
    /// Returns all problems of the workload, with paths from `workload`.
    ///
    /// The number of machines must be whole, and the hours at most 744.
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

    /// The value of a field.
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

    /// Returns the workload with another value of a field.
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

    /// The quantity of a usage line; for machines, machines × hours.
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
