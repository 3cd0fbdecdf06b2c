//! The criteria of machines.

use netprice_catalog::book::{CpuShare, Machine, Processor};
use netprice_catalog::goods::{Criterion, Gpu, OperatingSystem, Purchase};
use netprice_catalog::index::{Index, Kinds, SizedMachine, millionths};

use super::Matching;
use super::cards::Cards;
use super::record::Size;
use crate::problem::StudyProblem;
use crate::workload::ask::{AskedProcessor, Machines};

/// The criteria of a machine, in numbers that compare quickly.
#[derive(Clone)]
pub(super) struct Criteria<'a> {
    pub(super) vcpus: u64,
    pub(super) memory_gib: u64,
    pub(super) ask: &'a Machines,
    pub(super) processor: AskedProcessor,
    pub(super) burstable: bool,
    pub(super) purchase: Purchase,
    /// What tells the accelerators that are asked for; `None` if none are.
    pub(super) cards: Option<Cards<'a>>,
}

impl<'a> Matching<'a> {
    /// The criteria of an ask.
    pub(super) fn criteria(&self, ask: &'a Machines) -> Result<Criteria<'a>, StudyProblem> {
        let cards = self.answering.0.cards(self.shelf, ask)?;
        Ok(Criteria::of(ask, cards))
    }
}

impl<'a> Criteria<'a> {
    /// The criteria of an ask. Windows Server runs on x86 where either instruction set will do.
    pub(super) fn of(ask: &'a Machines, cards: Option<Cards<'a>>) -> Self {
        let processor = match (ask.processor, ask.os) {
            (AskedProcessor::Any, OperatingSystem::Windows) => AskedProcessor::X86,
            (processor, _) => processor,
        };
        Self {
            vcpus: millionths(ask.vcpus.get(), true),
            memory_gib: millionths(ask.memory_gib.get(), true),
            ask,
            processor,
            burstable: ask.burstable,
            purchase: ask.purchase,
            cards,
        }
    }

    /// The criteria of another ask for the same accelerators.
    pub(super) fn with<'b>(&self, ask: &'b Machines) -> Criteria<'b>
    where
        'a: 'b,
    {
        Criteria::of(ask, self.cards.clone())
    }

    /// The positions of the machines of an index that fit, in its order.
    pub(super) fn fitting<'s>(&'s self, index: &'s Index) -> impl Iterator<Item = usize> + 's {
        let items = index.machines(self.purchase);
        let is_sold = |processor| self.is_processor(processor);
        let kinds = Kinds::of(is_sold, self.burstable, self.cards.is_some());
        let sizes = index.sizes(self.purchase);
        let of_size = sizes.positions((self.vcpus, self.memory_gib), kinds);
        // Size and kind decide where no accelerators are asked for.
        let asks_for_gpus = self.cards.is_some() || self.ask.gpu.is_some();
        of_size.filter(move |position| {
            let item = items.get(*position).filter(|_| asks_for_gpus);
            item.is_none_or(|item| self.fits(&item.what))
        })
    }

    pub(super) fn fits(&self, sized: &SizedMachine) -> bool {
        sized.vcpus >= self.vcpus
            && sized.memory_gib >= self.memory_gib
            && self.is_kind(&sized.machine)
            && self.has_gpus(sized.machine.gpu.as_ref())
    }

    fn is_kind(&self, machine: &Machine) -> bool {
        self.is_processor(machine.processor)
            && (self.burstable || machine.cpu_share == CpuShare::Full)
            && self.is_model(machine.gpu.as_ref())
    }

    fn is_processor(&self, processor: Processor) -> bool {
        match self.processor {
            AskedProcessor::X86 => processor == Processor::X86,
            AskedProcessor::Arm => processor == Processor::Arm,
            AskedProcessor::Any => true,
        }
    }

    fn is_model(&self, gpu: Option<&Gpu>) -> bool {
        match (&self.cards, gpu) {
            (None, None) => true,
            (Some(is_asked), Some(gpu)) => is_asked(gpu),
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    fn has_gpus(&self, gpu: Option<&Gpu>) -> bool {
        let Some(asked) = &self.ask.gpu else {
            return true;
        };
        asked.count <= gpu.map(|gpu| gpu.count).unwrap_or_default()
    }

    /// The first criterion that a machine does not meet.
    pub(super) fn unmet_by(&self, machine: &Machine) -> Option<Criterion> {
        let share = self.burstable || machine.cpu_share == CpuShare::Full;
        let gpu = machine.gpu.as_ref();
        let criteria = [
            (machine.purchase == self.purchase, Criterion::Purchase),
            (self.is_model(gpu), Criterion::GpuModel),
            (self.is_processor(machine.processor), Criterion::Processor),
            (share, Criterion::CpuShare),
            (self.has_gpus(gpu), Criterion::Gpus),
            (machine.vcpus >= self.ask.vcpus, Criterion::Vcpus),
            (
                machine.memory_gib >= self.ask.memory_gib,
                Criterion::MemoryGib,
            ),
        ];
        let mut unmet = criteria.into_iter().filter(|(is_met, _)| !is_met);
        unmet.next().map(|(_, criterion)| criterion)
    }
}

pub(super) fn asked_size(ask: &Machines) -> Size {
    let gpus = ask.gpu.as_ref().map(|gpu| gpu.count);
    Size {
        vcpus: ask.vcpus,
        memory_gib: ask.memory_gib,
        gpus: gpus.unwrap_or_default(),
    }
}
