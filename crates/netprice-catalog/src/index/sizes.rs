//! The sizes and kinds of the machines of a list, in little memory.

use netprice::value::ordered::set_of;

use crate::goods::{CpuShare, Machine, Processor};

/// The sizes and kinds of machines, in the order of their list.
///
/// A search looks at all machines, and a machine with its names and price takes twenty times as much memory.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    /// All numbers of processors in millionths, ascending.
    vcpus: Vec<u64>,
    /// All sizes of memory in millionths of a GiB, ascending.
    memory_gib: Vec<u64>,
    machines: Vec<Ranks>,
}

/// The positions of the sizes of a machine among all sizes, and its kind.
#[derive(Clone, Copy, Debug)]
struct Ranks {
    vcpus: u32,
    memory_gib: u32,
    kind: u8,
}

/// Kinds of machines: by the processor, the share of it, and whether they have accelerators.
#[derive(Clone, Copy, Debug)]
pub struct Kinds(u8);

impl Kinds {
    /// The kinds of machines of some processors, with burstable and shared ones or without, that have
    /// accelerators or have none.
    ///
    /// ```
    /// use netprice_catalog::book::Processor;
    /// use netprice_catalog::index::Kinds;
    /// let arm = Kinds::of(|processor| processor == Processor::Arm, false, false);
    /// let both = Kinds::of(|_| true, false, false);
    /// assert_ne!(format!("{arm:?}"), format!("{both:?}"));
    /// ```
    #[must_use]
    pub fn of(is_sold: impl Fn(Processor) -> bool, burstable: bool, has_gpu: bool) -> Self {
        let processors = [Processor::X86, Processor::Arm].into_iter();
        let processors = processors.filter(|processor| is_sold(*processor));
        Self(processors.fold(0, |kinds, processor| {
            let full = kind(processor, true, has_gpu);
            let rest = kind(processor, false, has_gpu);
            kinds | full | if burstable { rest } else { 0 }
        }))
    }
}

/// The kind of a machine, a single bit.
fn kind(processor: Processor, is_full: bool, has_gpu: bool) -> u8 {
    let kind: u8 = match (processor, is_full) {
        (Processor::X86, true) => 1,
        (Processor::X86, false) => 2,
        (Processor::Arm, true) => 4,
        (Processor::Arm, false) => 8,
    };
    if has_gpu { kind.wrapping_shl(4) } else { kind }
}

impl Sizes {
    /// The sizes of no machines.
    pub(super) const NOTHING: Self = Self {
        vcpus: Vec::new(),
        memory_gib: Vec::new(),
        machines: Vec::new(),
    };

    /// The sizes of machines with their processors and memory in millionths.
    pub(super) fn of<'a>(machines: impl Iterator<Item = (u64, u64, &'a Machine)> + Clone) -> Self {
        let vcpus = set_of(machines.clone().map(|(vcpus, ..)| vcpus));
        let memory_gib = set_of(machines.clone().map(|(_, memory_gib, _)| memory_gib));
        let mut sizes = Self {
            vcpus: vcpus.into_iter().collect(),
            memory_gib: memory_gib.into_iter().collect(),
            machines: Vec::new(),
        };
        let ranks = machines.map(|(vcpus, memory_gib, machine)| Ranks {
            vcpus: rank(&sizes.vcpus, vcpus),
            memory_gib: rank(&sizes.memory_gib, memory_gib),
            kind: kind(
                machine.processor,
                machine.cpu_share == CpuShare::Full,
                machine.gpu.is_some(),
            ),
        });
        sizes.machines = ranks.collect();
        sizes
    }

    /// The positions of the machines of some kinds that are nowhere smaller than a size in millionths, in the
    /// order of the list.
    pub fn positions(
        &self,
        (vcpus, memory_gib): (u64, u64),
        kinds: Kinds,
    ) -> impl Iterator<Item = usize> + '_ {
        let vcpus = rank(&self.vcpus, vcpus);
        let memory_gib = rank(&self.memory_gib, memory_gib);
        let fits = move |one: &Ranks| {
            one.vcpus >= vcpus && one.memory_gib >= memory_gib && kinds.0 & one.kind != 0
        };
        let machines = self.machines.iter().enumerate();
        machines.filter_map(move |(position, one)| fits(one).then_some(position))
    }
}

/// The position of the first size that is not below a size.
fn rank(sizes: &[u64], size: u64) -> u32 {
    let rank = sizes.partition_point(|known| *known < size);
    u32::try_from(rank).unwrap_or(u32::MAX)
}
