//! Which SKU of a price book answers a need, and why that one.

use netprice::decimal::{self, Amount};
use netprice::error::{Problem, R};
use netprice::id::{LineId, SkuId};
use netprice::list::{self, Chosen, Listing};
use netprice::measure::Segment;
use netprice::money::Money;
use netprice::quantity::Quantity;
use netprice::usage::{Stretch, UnmatchedLine, Usage, UsageLine};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalog::{Book, CpuShare, Machine, Processor};
use crate::need::Need;

/// The service that answers the need for storage.
const OBJECT_STORAGE: &str = "object-storage";
/// The service that answers the need for traffic to the internet.
const INTERNET_EGRESS: &str = "internet-egress";

/// Usage in the terms of one price book, and why it is that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The usage.
    pub usage: Usage,
    /// One choice for each line of it.
    pub choices: Vec<Choice>,
}

/// Why a line of usage is of the SKU that it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The machine that was named, or else the one with the lowest list cost of those that are large
    /// enough.
    Machine {
        /// The line.
        line: LineId,
        /// The machine.
        sku: SkuId,
        /// Its virtual processors.
        vcpus: String,
        /// Its memory in GiB.
        memory_gib: String,
        /// How many were large enough, this one included.
        large_enough: usize,
        /// The next cheapest of them; none where the machine was named.
        runner_up: Option<SkuId>,
        /// Whether it was named.
        is_named: bool,
    },
    /// No machine in the price book is large enough.
    NoMachine {
        /// The line.
        line: LineId,
        /// How many machines the price book has of the kind looked for.
        considered: usize,
    },
    /// The only SKU that the price book has for this.
    Only {
        /// The line.
        line: LineId,
        /// The SKU.
        sku: SkuId,
    },
    /// The price book has nothing for this.
    Nothing {
        /// The line.
        line: LineId,
    },
}

/// Turns a need into usage of a price book's SKUs.
///
/// - **Machines**: on demand, Linux, x86, with the whole of their processors all the time, at
///   least the asked virtual processors and memory, never less; of those the lowest list cost
///   for the hours, and of equals the first by name. A machine that is named is taken instead.
/// - **Storage, traffic**: the book's SKU of that service.
///
/// A need of zero makes no line. A need that nothing answers makes an unmatched line, so that
/// the quote is incomplete rather than too low.
///
/// # Errors
/// [`Problem::NotLargeEnough`] for a named machine that is not one of them, and
/// [`Problem::TooLarge`] beyond 28 digits.
pub fn choose(need: &Need, book: &Book, named: Option<&SkuId>) -> R<Selection> {
    let mut chosen = Selection {
        usage: Usage {
            stretches: hours_of(need)?,
            ..Usage::default()
        },
        choices: Vec::new(),
    };
    let hours = need.machine_hours()?;
    if !hours.value().is_zero() {
        let choice = choose_machine(need, book, &hours, named)?;
        add(&mut chosen, hours, choice);
    }
    let services = [
        ("storage", OBJECT_STORAGE, need.stored()?),
        ("egress", INTERNET_EGRESS, need.egress()?),
    ];
    for (line, service, quantity) in services {
        if !quantity.value().is_zero() {
            let choice = only_of(service, line.parse()?, book);
            add(&mut chosen, quantity, choice);
        }
    }
    Ok(chosen)
}

fn add(chosen: &mut Selection, quantity: Quantity, choice: Choice) {
    match &choice {
        Choice::Machine { line, sku, .. } | Choice::Only { line, sku } => {
            let mut line = UsageLine::new(line.clone(), sku.clone(), quantity);
            // What has no hours of its own counts as running, if anything runs.
            line.during = chosen.usage.stretches.first().map(|first| first.id.clone());
            chosen.usage.lines.push(line);
        }
        Choice::NoMachine { line, .. } | Choice::Nothing { line } => {
            chosen.usage.unmatched.push(UnmatchedLine {
                id: line.clone(),
                quantity,
            });
        }
    }
    chosen.choices.push(choice);
}

fn choose_machine(need: &Need, book: &Book, hours: &Quantity, named: Option<&SkuId>) -> R<Choice> {
    let line: LineId = "machines".parse()?;
    let large_enough = large_enough(need, book, hours)?;
    let taken = match named {
        None => large_enough.first(),
        Some(named) => {
            let mut each = large_enough.iter();
            let taken = each.find(|(_, sku, _)| *sku == named);
            Some(taken.ok_or_else(|| {
                Problem::NotLargeEnough {
                    value: named.clone(),
                    known: large_enough
                        .iter()
                        .map(|(_, sku, _)| (*sku).clone())
                        .collect(),
                }
            })?)
        }
    };
    let second = large_enough.get(1).filter(|_| named.is_none());
    Ok(match taken {
        Some((_, sku, machine)) => Choice::Machine {
            line,
            sku: (*sku).clone(),
            vcpus: machine.vcpus.to_string(),
            memory_gib: machine.memory_gib.to_string(),
            large_enough: large_enough.len(),
            runner_up: second.map(|(_, sku, _)| (*sku).clone()),
            is_named: named.is_some(),
        },
        None => Choice::NoMachine {
            line,
            considered: machines_of_kind(book).count(),
        },
    })
}

/// The machines of a price book that a need can be met with, the cheapest first.
///
/// # Errors
/// [`Problem::TooLarge`] beyond 28 digits.
pub fn machines_for(need: &Need, book: &Book) -> R<Vec<SkuId>> {
    let fitting = large_enough(need, book, &need.machine_hours()?)?;
    Ok(fitting.into_iter().map(|(_, sku, _)| sku.clone()).collect())
}

fn machines_of_kind(book: &Book) -> impl Iterator<Item = (&SkuId, &Machine)> {
    book.machines
        .iter()
        .filter(|(_, m)| m.processor == Processor::X86 && m.cpu_share == CpuShare::Full)
}

/// The machines that are large enough, with what the hours cost at list, the cheapest first.
fn large_enough<'a>(
    need: &Need,
    book: &'a Book,
    hours: &Quantity,
) -> R<Vec<(Money, &'a SkuId, &'a Machine)>> {
    let mut fitting = Vec::new();
    for (sku, machine) in machines_of_kind(book) {
        let fits = machine.vcpus >= need.vcpus && machine.memory_gib >= need.memory_gib;
        if let (true, Some(cost)) = (fits, list_cost(book, sku, hours)?) {
            fitting.push((cost, sku, machine));
        }
    }
    fitting.sort_by(|(a, a_sku, _), (b, b_sku, _)| {
        a.amount().cmp(&b.amount()).then_with(|| a_sku.cmp(b_sku))
    });
    Ok(fitting)
}

/// The list cost of a quantity; `None` where the price is missing.
fn list_cost(book: &Book, sku: &SkuId, quantity: &Quantity) -> R<Option<Money>> {
    let currency = book.prices.currency;
    let Some((sku, price)) = book
        .prices
        .skus
        .get(sku)
        .and_then(|sku| Some((sku, sku.price.as_ref()?)))
    else {
        return Ok(None);
    };
    let segment = Segment::of(sku, None, quantity)?;
    let slices = list::slices(
        price,
        &segment,
        Chosen::default(),
        &Listing::of(&book.prices),
    )?;
    Money::sum(currency, slices.iter().map(|slice| slice.cost)).map(Some)
}

fn only_of(service: &str, line: LineId, book: &Book) -> Choice {
    let mut skus = book.prices.skus.iter();
    match skus.find(|(_, sku)| sku.service.as_str() == service) {
        Some((sku, _)) => Choice::Only {
            line,
            sku: sku.clone(),
        },
        None => Choice::Nothing { line },
    }
}

/// Hours of a month, as the price lists of machines count them.
const MONTH: i64 = 730;

/// The hours in which the machines run, and the rest of the month, in which they do not: what is
/// bought ahead is paid for in both.
fn hours_of(need: &Need) -> R<Vec<Stretch>> {
    let idle = Decimal::from(MONTH).max(need.hours.get());
    let idle = decimal::minus(idle, need.hours.get())?;
    let running = ("running", need.hours);
    let stretches = [running, ("idle", Amount::new(idle)?)].into_iter();
    let stretches = stretches.filter(|(_, hours)| !hours.is_zero());
    stretches
        .map(|(id, hours)| {
            Ok(Stretch {
                id: id.parse()?,
                hours,
            })
        })
        .collect()
}
