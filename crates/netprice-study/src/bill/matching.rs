//! Matches the lines of a bill with what a workload can ask for, some at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use netprice::value::decimal;
use netprice::value::id::LineId;
use netprice::value::limits::NAME_CHARACTERS;
use netprice::value::path::Path;
use netprice::value::problem::ValueProblem;
use netprice::{Currency, Money};
use netprice_catalog::{Catalog, CatalogError};
use netprice_import::bill::{BillCategory, BillLine, ImportedBill};
use rust_decimal::Decimal;

use crate::bill::recognise::{Shelves, ask, provider_of};
use crate::bill::{BillWorkload, MachineType, Paid};
use crate::problem::StudyProblem;
use crate::resumable::Resumable;
use crate::workload::ask::Ask;
use crate::workload::{Labels, UnreadLine, WorkloadLine};

/// The lines of a part.
const PART: usize = 2_000;
/// The characters of a name that are left for its number.
const ROOM_OF_NUMBER: usize = 8;

/// A job that turns a bill into a workload part by part, by the rules of [`workload_of`](crate::bill::workload_of).
///
/// ```
/// use std::rc::Rc;
/// use netprice_study::{Catalog, Resumable};
/// use netprice_study::bill::{BillMatching, read, workload_of};
/// let text = "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n\
///     BoxUsage:t3.medium,1460,USD,60.736,Hrs\n";
/// let (bill, catalog) = (read(text).unwrap(), Catalog::published()?);
/// let matching = BillMatching::new(Rc::new(bill.clone()), catalog.clone());
/// assert_eq!(matching.finish()?, workload_of(&bill, &catalog)?);
/// # Ok::<(), netprice_catalog::CatalogError>(())
/// ```
pub struct BillMatching {
    bill: Rc<ImportedBill>,
    catalog: Catalog,
    next: usize,
    names: Names,
    shelves: Shelves,
    found: BillWorkload,
}

impl BillMatching {
    /// Prepares to match a bill.
    #[must_use]
    pub fn new(bill: Rc<ImportedBill>, catalog: Catalog) -> Self {
        Self {
            bill,
            catalog,
            next: 0,
            names: Names::default(),
            shelves: Shelves::default(),
            found: BillWorkload::default(),
        }
    }

    /// Matches some lines; whether there were any.
    fn part(&mut self) -> Result<bool, CatalogError> {
        let bill = Rc::clone(&self.bill);
        let lines = bill.lines.iter().skip(self.next).take(PART);
        let before = self.next;
        for line in lines {
            self.next = self.next.saturating_add(1);
            self.take(line)?;
        }
        Ok(self.next > before)
    }

    fn take(&mut self, line: &BillLine) -> Result<(), CatalogError> {
        let found = &mut self.found;
        let Some(id) = self.names.of(line) else {
            return Ok(());
        };
        let paid = match paid(line) {
            Ok(paid) => paid,
            Err(problem) => {
                let path = Path::from("lines").key(&id).field("currency");
                found.problems.push(StudyProblem::from(problem).at(path));
                return Ok(());
            }
        };
        if line.key.category != BillCategory::Usage {
            found.others.push((id, line.key.category, paid));
            return Ok(());
        }
        match ask(line, &self.catalog, &mut self.shelves)? {
            Some(ask) => {
                if let (Ask::Machines(_), Ok(sku)) = (&ask, line.key.instance.parse()) {
                    let provider = provider_of(line).to_owned();
                    found
                        .types
                        .insert(id.clone(), MachineType { provider, sku });
                }
                let line = WorkloadLine::new(id.clone(), ask);
                found.workload.lines.push(line);
            }
            None => {
                found.not_matched.push(id.clone());
                let (id, labels) = (id.clone(), Labels::new());
                found.workload.unread.push(UnreadLine { id, labels });
            }
        }
        found.paid.insert(id, paid);
        Ok(())
    }

    /// Asks the catalogue for the price books of all lines, so that those that are not loaded are loaded together.
    fn ask_for_tables(&mut self) {
        let mut books = BTreeSet::new();
        for line in &self.bill.lines {
            books.extend(self.shelves.books_of(line, &self.catalog).iter().cloned());
        }
        for id in books {
            // What is not loaded is asked for; the book is read when all of it is there.
            let _ = self.catalog.whole_book(&id);
        }
    }
}

impl Resumable for BillMatching {
    type Answer = Result<BillWorkload, CatalogError>;

    fn share(&self) -> Decimal {
        let (done, all) = (
            Decimal::from(self.next),
            Decimal::from(self.bill.lines.len()),
        );
        decimal::over(done, all).unwrap_or_default()
    }

    fn step(mut self) -> ControlFlow<Self::Answer, Self> {
        match self.part() {
            Ok(true) => ControlFlow::Continue(self),
            Ok(false) => ControlFlow::Break(Ok(self.found)),
            Err(error) => {
                if let CatalogError::NotLoaded { .. } = &error {
                    self.ask_for_tables();
                }
                ControlFlow::Break(Err(error))
            }
        }
    }
}

/// What was paid.
///
/// # Errors
/// [`ValueProblem::UnknownCurrency`].
fn paid(line: &BillLine) -> Result<Paid, ValueProblem> {
    let currency: Currency = line.key.currency.parse()?;
    let money = |amount: Decimal| Money::new(amount, currency);
    Ok(Paid {
        billed: money(line.billed),
        effective: money(line.effective),
        list: money(line.list),
    })
}

/// The names of lines, each once.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    /// The last number of each name that several lines have.
    last: BTreeMap<String, u32>,
}

impl Names {
    /// The name of a line: its service, its machine or SKU, and its region; with a number where another has it.
    fn of(&mut self, line: &BillLine) -> Option<LineId> {
        let key = &line.key;
        let what = [&key.instance, &key.item, &key.sku];
        let what = what.into_iter().find(|text| !text.is_empty());
        let parts = [Some(&key.service), what, Some(&key.region)];
        let text: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let room = NAME_CHARACTERS.saturating_sub(ROOM_OF_NUMBER);
        let name: String = text.join(" ").chars().take(room).collect();
        let plain = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
        let plain: String = name.chars().map(plain).collect();
        // What no name may have, such as a mark without width, is left out with all other signs.
        let names = [name.trim(), plain.trim(), "line"];
        names
            .into_iter()
            .find_map(|name| self.numbered(name).parse().ok())
    }

    fn numbered(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let last = self.last.entry(name.to_owned()).or_insert(1);
        loop {
            *last = last.saturating_add(1);
            let numbered = format!("{name} #{last}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
