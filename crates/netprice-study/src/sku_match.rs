//! Matches a workload to the SKUs of a price book, and records the reasons.

mod answering;
mod by_name;
mod by_price;
mod by_size;
mod cards;
mod cheaper;
mod composed;
mod criteria;
mod goods;
mod machines;
mod parts;
mod record;
mod repeated;
mod scan;
mod taken;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use netprice::book::exchange::ExchangeRates;
use netprice::book::price_book::PriceBook;
use netprice::usage::{TimeBlock, UnmatchedLine};
use netprice::value::day::Day;
use netprice::value::decimal;
use netprice::value::hours::HOURS_OF_MONTH;
use netprice::value::id::{LineId, OfferId, SkuId};
use netprice::value::ordered::set_of;
use netprice::value::path::{Path, Segment};
use netprice::value::problem::ValueProblem;
use netprice::{NonNegative, Quantity, Sku, Usage, UsageLine};
use netprice_catalog::Catalog;
use netprice_catalog::book::Machine;
use netprice_catalog::goods::Good;
use netprice_catalog::index::Index;

pub(crate) use self::answering::Answering;
pub use self::machines::machines_for;
pub(crate) use self::parts::quantity_of_one;
use self::parts::{Naming, Part, Want};
pub use self::record::{
    Cheaper, Choice, ComposedPart, Condition, Found, GivenBy, Missing, Size, SkuMatch,
};
use self::taken::TakenNames;
use crate::problem::{Located, StudyProblem};
use crate::workload::ask::Ask;
use crate::workload::{Named, Workload, WorkloadLine};

/// What an offer sells: its prices, what the SKUs are, and prices that belong to no price book.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// The prices.
    pub prices: &'a PriceBook,
    /// The machines among the SKUs.
    pub machines: &'a BTreeMap<SkuId, Machine>,
    /// The goods that the other SKUs are.
    pub goods: &'a BTreeMap<SkuId, Good>,
    /// The SKUs by criteria.
    pub index: &'a Index,
    /// The catalogue of the prices of tokens and of the names of accelerators; `None` if there is none.
    pub catalog: Option<&'a Catalog>,
    /// The day of these prices.
    pub day: Option<Day>,
    /// The exchange rates for prices by hand in another currency; `None` if there are none.
    pub rates: Option<&'a ExchangeRates>,
}

/// A workload as usage of one price book's SKUs, with the reasons for the choice of SKUs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The usage.
    pub usage: Usage,
    /// What answers each part of each line, and why; a part of zero has none.
    pub matches: Vec<SkuMatch>,
    /// SKUs that the price book lacks: prices by hand and of tokens.
    pub own: BTreeMap<SkuId, Sku>,
    /// The problems of single lines, which are missing.
    pub problems: Vec<Located>,
}

/// Converts a workload to usage of what an offer sells.
///
/// Each line has parts: a machine and its licence, storage and its requests. Of the SKUs that meet all
/// criteria of a part, and of what can be composed of SKUs by size, the one with the lowest list cost for
/// the quantity is chosen, the first by name on a tie. A SKU without a known price is chosen only if none
/// has one. A price by hand replaces the choice for the first part of a line that is not zero, or, with a
/// quantity of its own, for the whole line. A SKU that the line names for the offer replaces it for the part
/// that it fits; a wrong name is a problem, and the first part is missing.
///
/// A quantity of zero produces no usage. A part that nothing answers produces an unmatched line, so the
/// quote is incomplete rather than too low, and so does a line with a problem: [`Matched::problems`] has
/// those that depend on the offer, and [`Workload::problems`] has the others.
///
/// Lines of equal asks are matched once: the choice depends on nothing else of a line.
#[must_use]
pub fn match_workload(workload: &Workload, shelf: Shelf<'_>, offer: &OfferId) -> Matched {
    match_by(workload, shelf, offer, Answering::all())
}

/// Converts a workload like [`match_workload`], as far as the program can answer its lines.
pub(crate) fn match_by(
    workload: &Workload,
    shelf: Shelf<'_>,
    offer: &OfferId,
    answering: Answering,
) -> Matched {
    let wrong = wrong_lines(workload);
    let blocks = time_blocks(workload, &wrong);
    let mut matching = Matching {
        shelf,
        offer,
        answering,
        matched: Matched {
            usage: Usage {
                time_blocks: blocks.unwrap_or_default(),
                ..Usage::default()
            },
            matches: Vec::new(),
            own: BTreeMap::new(),
            problems: Vec::new(),
        },
        taken: TakenNames::default(),
    };
    matching.lines(workload, &wrong);
    matching.leave_out_unread(workload);
    matching.matched
}

/// The quantity of a line whose quantity is not known.
const ONE_LINE: &str = "1 Lines";

/// The indexes of the lines that have a problem of their own.
fn wrong_lines(workload: &Workload) -> BTreeSet<usize> {
    let problems = workload.problems();
    let index = |located: &Located| match located.path.segments() {
        [_, Segment::Name(list), Segment::Index(index), ..] if list == "lines" => Some(*index),
        _ => None,
    };
    set_of(problems.iter().filter_map(index))
}

/// A workload while it is matched.
struct Matching<'a> {
    shelf: Shelf<'a>,
    offer: &'a OfferId,
    answering: Answering,
    matched: Matched,
    taken: TakenNames,
}

impl Matching<'_> {
    fn line(&mut self, line: &WorkloadLine, at: &Path) -> Result<(), StudyProblem> {
        let answering = self.answering.0;
        let parts = answering.parts(line)?;
        let (used, unused): (Vec<Part>, Vec<Part>) =
            parts.into_iter().partition(|part| !part.is_zero());
        for part in unused {
            self.matched.usage.unused.push(part.id(line)?);
        }
        if used.is_empty() {
            return Ok(());
        }
        answering.line(self, line, &used, at)
    }

    /// Matches a line whose parts are not zero.
    fn whole(&mut self, line: &WorkloadLine, used: &[Part], at: &Path) -> Result<(), StudyProblem> {
        let Some(first) = used.first() else {
            return Ok(());
        };
        let mut rest = used;
        if let Some(hand) = line.prices.get(self.offer) {
            self.by_hand(line, hand, first, at)?;
            if hand.quantity.is_some() {
                return Ok(());
            }
            rest = used.get(1..).unwrap_or_default();
        } else if let Some(Named::Quantities(quantities)) = line.skus.get(self.offer) {
            return self.by_quantities(line, (quantities, first), at);
        }
        self.rest(line, used, rest, at)
    }

    /// Matches the parts of a line that have no price by hand.
    fn rest(
        &mut self,
        line: &WorkloadLine,
        used: &[Part],
        rest: &[Part],
        at: &Path,
    ) -> Result<(), StudyProblem> {
        match (&line.ask, rest) {
            (Ask::Own(own), [first, ..]) => return self.own(line, own, first, at),
            (Ask::Tokens(_), [_, ..]) => return self.tokens(line, rest, at),
            // The licence comes with the machine.
            (Ask::Machines(ask), []) => return self.licence(line, ask, ask.vcpus),
            (_, []) => return Ok(()),
            _ => {}
        }
        let named = self.named(line, used, at);
        let by_hand = used.len().saturating_sub(rest.len());
        for (index, part) in used.iter().enumerate().skip(by_hand) {
            let of_its_volume = self.of_its_volume(line, part);
            let part = of_its_volume.as_ref().unwrap_or(part);
            match named {
                Naming::Wrong if index == by_hand => self.misnamed(line, part)?,
                Naming::Part(of, sku) if of == index => self.part(line, part, Some(sku))?,
                Naming::Nothing | Naming::Part(..) | Naming::Wrong => {
                    self.part(line, part, None)?;
                }
            }
        }
        Ok(())
    }

    /// Operations of the volume that was chosen for the line, which may be faster than asked; `None` for another part.
    fn of_its_volume(&self, line: &WorkloadLine, part: &Part) -> Option<Part> {
        let Want::Good(Good::BlockIops(_)) = part.want else {
            return None;
        };
        let mut matches = self.matched.matches.iter().rev();
        let volume = matches.find(|one| one.line == line.id)?;
        let Good::BlockStorage(medium) = self.shelf.goods.get(volume.sku()?)? else {
            return None;
        };
        Some(Part {
            want: Want::Good(Good::BlockIops(*medium)),
            ..part.clone()
        })
    }

    /// Adds a line with a problem as missing.
    fn leave_out(&mut self, line: &WorkloadLine, index: usize) {
        let first = self.answering.0.parts(line).ok();
        let first = first.and_then(|parts| parts.into_iter().next());
        let quantity = match first {
            Some(part) => Ok(part.quantity),
            None => ONE_LINE.parse(),
        };
        let id = self.taken.free_id(&self.matched.usage, &line.id, index);
        if let (Ok(id), Ok(quantity)) = (id, quantity) {
            self.miss(line, id, quantity, Missing::default());
        }
    }

    /// Adds the lines that could not be read as missing.
    fn leave_out_unread(&mut self, workload: &Workload) {
        let Matched { usage, matches, .. } = &mut self.matched;
        for (index, unread) in workload.unread.iter().enumerate() {
            let index = workload.lines.len().saturating_add(index);
            let id = self.taken.free_id(usage, &unread.id, index);
            let (Ok(id), Ok(quantity)) = (id, ONE_LINE.parse()) else {
                continue;
            };
            usage.unmatched.push(UnmatchedLine {
                id: id.clone(),
                quantity,
            });
            matches.push(SkuMatch {
                line: id,
                of: unread.id.clone(),
                is_of_machines: false,
                labels: unread.labels.clone(),
                found: Found::Missing(Missing::default()),
            });
        }
    }

    /// Adds usage of a SKU.
    fn used(
        &mut self,
        line: &WorkloadLine,
        id: LineId,
        (sku, part): (&SkuId, &Part),
        found: Found,
    ) -> Result<(), ValueProblem> {
        self.usage_line(id.clone(), sku, part)?;
        self.record(line, id, found);
        Ok(())
    }

    fn usage_line(&mut self, id: LineId, sku: &SkuId, part: &Part) -> Result<(), ValueProblem> {
        let (machines, quantity) = part.counted(self.shelf.prices.skus.get(sku));
        let mut used = UsageLine::new(id, sku.clone(), quantity.clone())?;
        used.machines = machines;
        // Every line belongs to the first time block: `running`, unless the hours are zero.
        let first = self.matched.usage.time_blocks.first();
        used.during = first.map(|first| first.id.clone());
        self.matched.usage.lines.push(used);
        Ok(())
    }

    fn miss(&mut self, line: &WorkloadLine, id: LineId, quantity: Quantity, missing: Missing) {
        let unmatched = UnmatchedLine {
            id: id.clone(),
            quantity,
        };
        self.matched.usage.unmatched.push(unmatched);
        self.record(line, id, Found::Missing(missing));
    }

    fn record(&mut self, line: &WorkloadLine, id: LineId, found: Found) {
        let is_machines = matches!(line.ask, Ask::Machines(_));
        self.matched.matches.push(SkuMatch {
            is_of_machines: is_machines && id == line.id,
            line: id,
            of: line.id.clone(),
            labels: line.labels.clone(),
            found,
        });
    }
}

/// Returns the time blocks `running` and `idle`: the longest hours of the machines, and the rest of a
/// month of at least 730 hours. Commitment fees are owed in both, and usage is even over `running`.
fn time_blocks(
    workload: &Workload,
    wrong: &BTreeSet<usize>,
) -> Result<Vec<TimeBlock>, ValueProblem> {
    let mut longest = None;
    for (index, line) in workload.lines.iter().enumerate() {
        if let Ask::Machines(machines) = &line.ask
            && !wrong.contains(&index)
        {
            longest = longest.max(Some(machines.hours.get()?));
        }
    }
    let running = match longest {
        Some(hours) => hours,
        None => NonNegative::new(HOURS_OF_MONTH)?,
    };
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

/// The price book with the SKUs that it lacks.
#[must_use]
pub fn with_own<'a>(book: &'a PriceBook, own: &BTreeMap<SkuId, Sku>) -> Cow<'a, PriceBook> {
    if own.is_empty() {
        return Cow::Borrowed(book);
    }
    let mut book = book.clone();
    let own = own.iter().map(|(id, sku)| (id.clone(), sku.clone()));
    book.skus.extend(own);
    Cow::Owned(book)
}
