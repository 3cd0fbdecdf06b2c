//! The numbers of the workload that the page asks for: three lines of a study. Pure.

use netprice::NonNegative;
use netprice::value::path::Path;
use netprice_study::Workload;
use netprice_study::workload::ask::{Ask, Machines, ObjectStorage, Traffic};
use netprice_study::workload::{Measure, WorkloadField, WorkloadLine};

/// A number of the workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkloadNumber {
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

impl WorkloadNumber {
    /// All numbers, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Machines,
        Self::Vcpus,
        Self::MemoryGib,
        Self::Hours,
        Self::StoredGb,
        Self::EgressGb,
    ];

    /// The name of the field.
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

    /// The line of the study, by its position and its id, and the number of its ask.
    fn place(self) -> (usize, &'static str, Measure) {
        match self {
            Self::Machines => (0, "machines", Measure::Count),
            Self::Vcpus => (0, "machines", Measure::Vcpus),
            Self::MemoryGib => (0, "machines", Measure::MemoryGib),
            Self::Hours => (0, "machines", Measure::Hours),
            Self::StoredGb => (1, "storage", Measure::Gb),
            Self::EgressGb => (2, "egress", Measure::Gb),
        }
    }

    /// The number of the study.
    #[must_use]
    pub fn field(self) -> Option<WorkloadField> {
        let (_, line, measure) = self.place();
        let line = line.parse().ok()?;
        Some(WorkloadField { line, measure })
    }

    /// The number of the form that a number of the study is; `None` for one that the page does not ask for.
    #[must_use]
    pub fn of(field: &WorkloadField) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| {
            let (_, line, measure) = one.place();
            (field.line.as_str(), field.measure) == (line, measure)
        })
    }

    /// The path of the number in the study.
    #[must_use]
    pub fn path(self) -> Path {
        let (index, _, measure) = self.place();
        let ask = match index {
            0 => "machines",
            1 => "object_storage",
            _ => "traffic",
        };
        let ask_of = Workload::path(index).field("ask").field(ask);
        ask_of.field(measure.name())
    }
}

/// The workload of six numbers, in the order of [`WorkloadNumber::ALL`].
pub(crate) fn workload(numbers: [NonNegative; 6]) -> Option<Workload> {
    let [count, vcpus, memory_gib, hours, stored_gb, egress_gb] = numbers;
    let machines = Machines {
        count,
        vcpus,
        memory_gib,
        hours: netprice_study::workload::ask::Hours::Flat(hours),
        ..Machines::default()
    };
    let storage = ObjectStorage {
        gb: stored_gb,
        ..ObjectStorage::default()
    };
    let traffic = Traffic {
        gb: egress_gb,
        ..Traffic::default()
    };
    let line = |id: &str, ask| Some(WorkloadLine::new(id.parse().ok()?, ask));
    Some(Workload {
        lines: vec![
            line("machines", Ask::Machines(machines))?,
            line("storage", Ask::ObjectStorage(storage))?,
            line("egress", Ask::Traffic(traffic))?,
        ],
        unread: Vec::new(),
    })
}
