//! Matches a workload to the SKUs of a price book, and records the reasons.

use std::collections::BTreeMap;

use netprice::book::price_book::{Pooling, PriceBook};
use netprice::problem::{Known, Problem};
use netprice::rating::context::BookTerms;
use netprice::rating::meter::Segment;
use netprice::rating::rate::{TierSelectors, price_segment};
use netprice::usage::{TimeBlock, UnmatchedLine};
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::{LineId, SkuId};
use netprice::value::problem::ValueProblem;
use netprice::{Money, NonNegative, Quantity, Usage, UsageLine};
use netprice_catalog::book::{Book, CpuShare, Machine, Processor};
use netprice_catalog::goods::{Destination, Good, Purchase, StorageClass};
use netprice_catalog::services::{INTERNET_EGRESS, OBJECT_STORAGE};
use serde::{Deserialize, Serialize};

use crate::problem::StudyProblem;
use crate::workload::{Workload, WorkloadLine};

/// A price book, and the size of its machines.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// The price book.
    pub prices: &'a PriceBook,
    /// The machines among its SKUs.
    pub machines: &'a BTreeMap<SkuId, Machine>,
    /// The goods that its other SKUs are, as far as known.
    pub goods: &'a BTreeMap<SkuId, Good>,
}

impl<'a> From<&'a Book> for Shelf<'a> {
    fn from(book: &'a Book) -> Self {
        Self {
            prices: &book.prices,
            machines: &book.machines,
            goods: &book.goods,
        }
    }
}

/// A workload as usage of one price book's SKUs, with the reasons for the choice of SKUs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The usage.
    pub usage: Usage,
    /// One match for each usage line, matched or unmatched.
    pub matches: Vec<SkuMatch>,
}

/// The reason for the choice of a usage line's SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkuMatch {
    /// The named machine, or else the one with the lowest list cost among those that are large enough.
    Machine {
        /// The line.
        line: LineId,
        /// The machine.
        sku: SkuId,
        /// Virtual processors of the machine.
        vcpus: NonNegative,
        /// Memory of the machine, in GiB.
        memory_gib: NonNegative,
        /// The number of machines that are large enough, including this one.
        large_enough: usize,
        /// The second cheapest of them; `None` if the machine was named or is the only one.
        runner_up: Option<SkuId>,
        /// Whether the offer named the machine.
        is_named: bool,
    },
    /// No machine in the price book is large enough.
    NoMachine {
        /// The line.
        line: LineId,
        /// The number of x86 machines with a full CPU share in the price book.
        considered: usize,
    },
    /// The SKU of a service with the lowest list cost for the quantity.
    Service {
        /// The line.
        line: LineId,
        /// The SKU.
        sku: SkuId,
        /// The number of SKUs of the service in the price book, including this one.
        considered: usize,
        /// The second cheapest of them, if several have a price.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        runner_up: Option<SkuId>,
    },
    /// The price book has no SKU of the service.
    Nothing {
        /// The line.
        line: LineId,
    },
}

impl SkuMatch {
    /// The usage line.
    #[must_use]
    pub fn line(&self) -> &LineId {
        match self {
            Self::Machine { line, .. }
            | Self::NoMachine { line, .. }
            | Self::Service { line, .. }
            | Self::Nothing { line } => line,
        }
    }

    /// The chosen SKU; `None` if there is none.
    #[must_use]
    pub fn sku(&self) -> Option<&SkuId> {
        match self {
            Self::Machine { sku, .. } | Self::Service { sku, .. } => Some(sku),
            Self::NoMachine { .. } | Self::Nothing { .. } => None,
        }
    }
}

/// Converts a workload to usage of a price book's SKUs.
///
/// - **Machines**: on-demand Linux machines with x86 processors and a full CPU share that have at least
///   the requested virtual processors and memory. The one with the lowest list cost for the hours is
///   chosen, the first by name on a tie. A named machine is used instead.
/// - **Storage, traffic**: the SKU of standard object storage, or of traffic to the internet, with the
///   lowest list cost for the quantity, the first by name on a tie. A SKU without a known price is chosen only if none has one.
///
/// A quantity of zero produces no line. A quantity without a SKU produces an unmatched line, so the
/// quote is incomplete rather than too low.
///
/// # Errors
/// [`StudyProblem::NotLargeEnough`] for a named machine that does not meet these conditions, and
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn match_workload(
    workload: &Workload,
    shelf: Shelf<'_>,
    named: Option<&SkuId>,
) -> Result<Matched, StudyProblem> {
    let mut matched = Matched {
        usage: Usage {
            time_blocks: time_blocks(workload)?,
            ..Usage::default()
        },
        matches: Vec::new(),
    };
    for line in WorkloadLine::ALL {
        let quantity = workload.quantity(line)?;
        if quantity.value().is_zero() {
            matched.usage.unused.push(line.id()?);
            continue;
        }
        let found = match line {
            WorkloadLine::Machines => match_machine(workload, shelf, &quantity, named)?,
            WorkloadLine::Storage => {
                let good = (OBJECT_STORAGE, Good::ObjectStorage(StorageClass::Standard));
                match_service(&good, line, shelf, &quantity)?
            }
            WorkloadLine::Egress => {
                let good = (INTERNET_EGRESS, Good::Traffic(Destination::Internet));
                match_service(&good, line, shelf, &quantity)?
            }
        };
        matched.add(quantity, found, &each_apart(workload, line, shelf)?)?;
    }
    Ok(matched)
}

impl Matched {
    fn add(
        &mut self,
        quantity: Quantity,
        found: SkuMatch,
        apart: &Apart<'_>,
    ) -> Result<(), ValueProblem> {
        let id = found.line().clone();
        match found.sku() {
            Some(sku) => {
                let of_each = apart.of(sku);
                let quantity = of_each.map_or(quantity, |(each, _)| each.clone());
                let mut line = UsageLine::new(id, sku.clone(), quantity)?;
                line.machines = of_each.map(|(_, machines)| machines);
                // Every line belongs to the first time block: `running`, unless the hours are zero.
                let first = self.usage.time_blocks.first();
                line.during = first.map(|first| first.id.clone());
                self.usage.lines.push(line);
            }
            None => self.usage.unmatched.push(UnmatchedLine { id, quantity }),
        }
        self.matches.push(found);
        Ok(())
    }
}

/// The hours of each machine and their number, for SKUs that count the hours of machines apart.
struct Apart<'a> {
    prices: &'a PriceBook,
    of_each: Option<(Quantity, NonNegative)>,
}

impl Apart<'_> {
    /// The hours of each machine and their number, if the SKU counts them apart.
    fn of(&self, sku: &SkuId) -> Option<(&Quantity, NonNegative)> {
        let sku = self.prices.skus.get(sku)?;
        let (each, machines) = self.of_each.as_ref()?;
        match sku.pooling {
            Pooling::Apart => Some((each, *machines)),
            Pooling::Together => None,
        }
    }
}

fn each_apart<'a>(
    workload: &Workload,
    line: WorkloadLine,
    shelf: Shelf<'a>,
) -> Result<Apart<'a>, ValueProblem> {
    let of_each = match line {
        WorkloadLine::Machines => {
            let hours = Quantity::new(workload.hours.get(), "Hours".parse()?)?;
            Some((hours, workload.machines))
        }
        WorkloadLine::Storage | WorkloadLine::Egress => None,
    };
    Ok(Apart {
        prices: shelf.prices,
        of_each,
    })
}

fn match_machine(
    workload: &Workload,
    shelf: Shelf<'_>,
    hours: &Quantity,
    named: Option<&SkuId>,
) -> Result<SkuMatch, StudyProblem> {
    let line = WorkloadLine::Machines.id()?;
    let fitting = large_enough(workload, shelf, hours)?;
    let taken = match named {
        None => fitting.first(),
        Some(named) => {
            let taken = fitting.iter().find(|one| one.sku == named);
            Some(taken.ok_or_else(|| StudyProblem::NotLargeEnough {
                value: named.clone(),
                known: Known::first(fitting.iter().map(|one| one.sku)),
            })?)
        }
    };
    let second = fitting.get(1).filter(|_| named.is_none());
    Ok(match taken {
        Some(taken) => SkuMatch::Machine {
            line,
            sku: taken.sku.clone(),
            vcpus: taken.machine.vcpus,
            memory_gib: taken.machine.memory_gib,
            large_enough: fitting.len(),
            runner_up: second.map(|second| second.sku.clone()),
            is_named: named.is_some(),
        },
        None => SkuMatch::NoMachine {
            line,
            considered: machines_of_kind(shelf).count(),
        },
    })
}

/// Returns the machines of a price book that can run a workload, the cheapest first.
///
/// # Errors
/// [`ValueProblem::TooLarge`] beyond 28 digits.
pub fn machines_for(workload: &Workload, shelf: Shelf<'_>) -> Result<Vec<SkuId>, StudyProblem> {
    let hours = workload.quantity(WorkloadLine::Machines)?;
    let fitting = large_enough(workload, shelf, &hours)?.into_iter();
    Ok(fitting.map(|one| one.sku.clone()).collect())
}

fn machines_of_kind(shelf: Shelf<'_>) -> impl Iterator<Item = (&SkuId, &Machine)> {
    let machines = shelf.machines.iter();
    machines.filter(|(_, machine)| {
        let is_full = machine.processor == Processor::X86 && machine.cpu_share == CpuShare::Full;
        is_full && machine.purchase == Purchase::OnDemand
    })
}

/// A machine that is large enough, and the list cost of the hours.
struct Fitting<'a> {
    cost: Money,
    sku: &'a SkuId,
    machine: &'a Machine,
}

/// Returns the priced machines that are large enough, the cheapest first.
fn large_enough<'a>(
    workload: &Workload,
    shelf: Shelf<'a>,
    hours: &Quantity,
) -> Result<Vec<Fitting<'a>>, StudyProblem> {
    let apart = each_apart(workload, WorkloadLine::Machines, shelf)?;
    let mut fitting = Vec::new();
    for (sku, machine) in machines_of_kind(shelf) {
        let fits = machine.vcpus >= workload.vcpus && machine.memory_gib >= workload.memory_gib;
        if !fits {
            continue;
        }
        if let Some(cost) = list_cost(shelf.prices, sku, hours, apart.of(sku))? {
            fitting.push(Fitting { cost, sku, machine });
        }
    }
    fitting.sort_by(|a, b| {
        let by_cost = a.cost.amount().cmp(&b.cost.amount());
        by_cost.then_with(|| a.sku.cmp(b.sku))
    });
    Ok(fitting)
}

/// Calculates the list cost of a quantity, or of one that several machines each have; `None` if the price
/// is missing.
fn list_cost(
    book: &PriceBook,
    sku: &SkuId,
    quantity: &Quantity,
    apart: Option<(&Quantity, NonNegative)>,
) -> Result<Option<Money>, StudyProblem> {
    let sku = book.skus.get(sku);
    let Some((sku, price)) = sku.and_then(|sku| Some((sku, sku.price_on(None).0?))) else {
        return Ok(None);
    };
    let quantity = apart.map_or(quantity, |(each, _)| each);
    let quantity = quantity.in_unit_by(&sku.unit, &sku.equivalents)?;
    let mut segment = Segment::of(sku, None, &quantity)?;
    if let Some((_, machines)) = apart {
        segment.machines = machines.get().into();
    }
    let selectors = TierSelectors {
        reached: segment.end.exact(),
        ..TierSelectors::default()
    };
    let slices = match price_segment(price, &segment, selectors, &BookTerms::of(book)) {
        Err(Problem::AboveLastTier { .. }) => return Ok(None),
        slices => slices?,
    };
    let cost = Money::sum(book.currency, slices.iter().map(|slice| slice.cost))?;
    Ok(Some(cost))
}

/// The SKUs of a service that are a good; all of the service where nothing is known of them.
fn offered<'a>((service, good): &(&str, Good), shelf: Shelf<'a>) -> Vec<&'a SkuId> {
    let skus = shelf.prices.skus.iter();
    let skus = skus.filter(|(_, sku)| sku.service == *service);
    let names: Vec<&SkuId> = skus.map(|(id, _)| id).collect();
    if !names.iter().any(|name| shelf.goods.contains_key(*name)) {
        return names;
    }
    let is_good = |name: &&SkuId| shelf.goods.get(*name) == Some(good);
    names.into_iter().filter(is_good).collect()
}

fn match_service(
    good: &(&str, Good),
    line: WorkloadLine,
    shelf: Shelf<'_>,
    quantity: &Quantity,
) -> Result<SkuMatch, StudyProblem> {
    let line = line.id()?;
    let names = offered(good, shelf);
    let found = |sku: &SkuId, runner_up: Option<&SkuId>| SkuMatch::Service {
        line: line.clone(),
        sku: sku.clone(),
        considered: names.len(),
        runner_up: runner_up.cloned(),
    };
    match names.as_slice() {
        [] => Ok(SkuMatch::Nothing { line }),
        [only] => Ok(found(only, None)),
        [first, ..] => {
            let mut priced: Vec<(Money, &SkuId)> = Vec::new();
            for sku in &names {
                let cost = list_cost(shelf.prices, sku, quantity, None)?;
                priced.extend(cost.map(|cost| (cost, *sku)));
            }
            priced.sort_by(|(a, a_sku), (b, b_sku)| {
                let by_cost = a.amount().cmp(&b.amount());
                by_cost.then_with(|| a_sku.cmp(b_sku))
            });
            let mut cheapest = priced.into_iter().map(|(_, sku)| sku);
            let taken = cheapest.next().unwrap_or(first);
            Ok(found(taken, cheapest.next()))
        }
    }
}

/// Returns the time blocks `running` and `idle`: the hours of the machines, and the rest of a month of
/// at least 730 hours. Commitment fees are owed in both.
fn time_blocks(workload: &Workload) -> Result<Vec<TimeBlock>, ValueProblem> {
    let running = workload.hours;
    let idle = decimal::minus(HOURS_OF_MONTH.max(running.get()), running.get())?;
    let blocks = [("running", running), ("idle", NonNegative::new(idle)?)];
    let blocks = blocks.into_iter().filter(|(_, hours)| !hours.is_zero());
    let blocks = blocks.map(|(id, hours)| {
        Ok(TimeBlock {
            id: id.parse()?,
            hours,
        })
    });
    blocks.collect()
}
