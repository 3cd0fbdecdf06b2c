//! The quote: the cost of usage under an agreement, with its bill and every calculation step.

mod besides;
mod later;

use std::fmt;

use serde::{Deserialize, Serialize};

use self::besides::{Besides, Nothing, Whole};
use self::later::{finished, negotiated_later};
use crate::agreement::Agreement;
use crate::agreement::billing::{TaxRate, TaxRates};
use crate::agreement::terms::Stage;
#[cfg(doc)]
use crate::bill::amount_due::bill;
use crate::bill::amount_due::bill_by;
use crate::bill::invoice::Bill;
use crate::book::price_book::PriceBook;
use crate::book::tax::Tax;
use crate::problem::{Located, Problem, Problems, under};
use crate::rating::charge::{Charge, Costs, Total, Unpriced, UsageCharge};
#[cfg(doc)]
use crate::rating::commit::apply_commitments;
use crate::rating::commit::{CommitmentResult, Committed};
use crate::rating::context::Context;
use crate::rating::lines::at_list;
use crate::rating::negotiate::{self, TermChange};
use crate::rating::step::Step;
use crate::usage::Usage;
use crate::value::day::Day;
use crate::value::id::{CommitmentId, Provider, Region, TermId};
use crate::value::limits::{TIME_BLOCKS, USAGE_LINES, at_most};
use crate::value::money::{Currency, Money};
use crate::value::numbered::Numbered;
use crate::value::path::Path;
#[cfg(doc)]
use crate::value::problem::ValueProblem;

/// The cost of usage under an agreement, at one provider and region, in one currency.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The provider of the price book.
    pub provider: Provider,
    /// The region of the price book.
    pub region: Region,
    /// The currency of every amount in the quote.
    pub currency: Currency,
    /// The day of the usage, if it has one.
    pub day: Option<Day>,
    /// The tax of the agreement, else of the price book; `None` if neither states one.
    pub tax: Option<Tax>,
    /// The taxes of charges in a scope, in place of `tax`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tax_rates: Vec<TaxRate>,
    /// The charges for the usage lines that have a price, in the order of the usage (a partly
    /// covered line, or one whose price changes within it, has several), then the charges for unused
    /// commitment and the fees that are billed as they are paid, then the fees that are a share of
    /// other charges, then corrections.
    pub charges: Vec<Charge>,
    /// The result of each commitment, in the order in which the commitments were applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentResult>,
    /// The commitments that have expired by the usage date and so cover nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expired: Vec<CommitmentId>,
    /// The usage lines that have no price.
    pub unpriced: Vec<Unpriced>,
    /// The terms, fees, line minimums and vouchers whose scope matches no charge, and the tax rates
    /// that no charge has; empty while a price is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_charge: Vec<TermId>,
    /// The sum of the charges, marked as incomplete if a price is missing.
    pub total: Total,
    /// The bill with the amount due; `None` while a price is missing.
    pub bill: Option<Bill>,
}

impl Quote {
    /// The total costs.
    ///
    /// # Errors
    /// [`Problem::MissingPrices`] if a usage line has no price: the known part is in
    /// [`Quote::total`].
    pub fn costs(&self) -> Result<Costs, Problem> {
        self.total.complete().ok_or_else(|| self.missing_prices())
    }

    /// The total list cost.
    ///
    /// # Errors
    /// As [`Quote::costs`].
    pub fn list(&self) -> Result<Money, Problem> {
        Ok(self.costs()?.list)
    }

    /// The total contracted cost.
    ///
    /// # Errors
    /// As [`Quote::costs`].
    pub fn contracted(&self) -> Result<Money, Problem> {
        Ok(self.costs()?.contracted)
    }

    /// The total effective cost.
    ///
    /// # Errors
    /// As [`Quote::costs`].
    pub fn effective(&self) -> Result<Money, Problem> {
        Ok(self.costs()?.effective)
    }

    /// The bill.
    ///
    /// # Errors
    /// As [`Quote::costs`].
    pub fn bill(&self) -> Result<&Bill, Problem> {
        self.bill.as_ref().ok_or_else(|| self.missing_prices())
    }

    /// Every step of every charge, in the order of the charges.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.charges.iter().flat_map(Charge::steps)
    }

    /// The charges for usage, without those for unused commitment.
    pub fn usage_charges(&self) -> impl Iterator<Item = &UsageCharge> {
        self.charges.iter().filter_map(Charge::usage)
    }

    /// The tax on a charge: that of the first rate whose scope it is in, else the general one.
    #[must_use]
    pub fn tax_of(&self, charge: &Charge) -> Option<Tax> {
        let rates = TaxRates::of(&self.tax_rates);
        self.tax_by(&rates, charge)
    }

    /// The tax on one of many charges.
    pub(crate) fn tax_by(&self, rates: &TaxRates<'_>, charge: &Charge) -> Option<Tax> {
        let key = charge.key_at(&self.provider, &self.region);
        rates.on(&key).map_or(self.tax, |rate| Some(rate.tax))
    }

    fn missing_prices(&self) -> Problem {
        let lines = self.unpriced.iter().map(|unpriced| unpriced.line.clone());
        let value = lines.collect();
        Problem::MissingPrices { value }
    }
}

/// Prints one line per charge, then the unpriced lines, then the total.
///
/// ```
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let quote = quote(&book, &usage, &Agreement::default())?;
/// assert_eq!(format!("{quote:.2}"), "servers: 10 Hours of vm, 2.00 USD\ntotal: 2.00 USD");
/// # Ok::<(), netprice::Problems>(())
/// ```
impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for charge in &self.charges {
            fmt::Display::fmt(charge, f)?;
            writeln!(f)?;
        }
        for missing in &self.unpriced {
            let (line, quantity) = (&missing.line, &missing.quantity);
            writeln!(f, "{line}: {quantity}, {}", missing.reason)?;
        }
        match self.total {
            Total::Complete(costs) => {
                f.write_str("total: ")?;
                fmt::Display::fmt(&costs.effective, f)
            }
            Total::Incomplete { known } => {
                f.write_str("incomplete, more than ")?;
                fmt::Display::fmt(&known.effective, f)
            }
        }
    }
}

/// Prices usage from a price book under an agreement.
///
/// Each usage line is metered in the unit of its SKU ([`meter`](crate::rating::meter::meter)), and
/// the lines of a SKU are placed one after another on its cumulative count
/// ([`Segment`](crate::rating::meter::Segment)). Each segment is priced at list
/// ([`price_segment`](crate::rating::rate::price_segment)); then the terms ([`negotiate::apply`])
/// and the commitments ([`apply_commitments`]) are applied, and the bill is computed ([`bill`]). A
/// line whose SKU is listed without a price, and an unmatched line, go to [`Quote::unpriced`] and
/// make the total incomplete.
///
/// # Errors
/// All problems at once: those of [`PriceBook::problems`], of the terms, and for each line
/// [`Problem::UnknownSku`], [`ValueProblem::UnitMismatch`], [`Problem::DuplicateLine`],
/// [`ValueProblem::TooLarge`] and the other errors of the functions above. Their paths begin with
/// `price_book`, `usage`, `terms`, `commitments`, `tax` or `billing`.
///
/// See the [crate] page for an example.
pub fn quote(book: &PriceBook, usage: &Usage, agreement: &Agreement) -> Result<Quote, Problems> {
    let whole = Whole::of(book, usage, agreement);
    quote_with(book, usage, agreement, book.problems(), &whole)
}

/// Prices usage like [`quote`] from a price book that is known to have no [`PriceBook::problems`], which is
/// not checked again: of thousands of SKUs, only those in use are looked at.
///
/// # Errors
/// As [`quote`], without the problems of the price book.
///
/// ```
/// use netprice::quote::quote_checked;
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// assert!(book.problems().is_empty());
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let agreement = Agreement::default();
/// assert_eq!(quote_checked(&book, &usage, &agreement)?, quote(&book, &usage, &agreement)?);
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn quote_checked(
    book: &PriceBook,
    usage: &Usage,
    agreement: &Agreement,
) -> Result<Quote, Problems> {
    let whole = Whole::of(book, usage, agreement);
    quote_with(book, usage, agreement, Vec::new(), &whole)
}

/// Prices usage like [`quote_checked`] under an agreement of at most a discount on everything
/// ([`Agreement::is_of_discount`]); `None` for another agreement.
///
/// A program that calls nothing else needs no code for other terms, commitments, fees and the rules of bills.
///
/// # Errors
/// As [`quote_checked`].
///
/// ```
/// use netprice::quote::quote_of_discount;
/// use netprice::{Agreement, PriceBook, Usage, quote};
/// let book = PriceBook::new("acme", "north", "USD")?.with_flat("vm", "compute", "Hours", "0.2")?;
/// let usage = Usage::default().with("servers", "vm", "10 Hours")?;
/// let agreement = Agreement::default().with_discount("frame contract", "4.5折")?;
/// let of_discount = quote_of_discount(&book, &usage, &agreement).unwrap()?;
/// assert_eq!(of_discount, quote(&book, &usage, &agreement)?);
/// let agreement = agreement.with_minimum("100 USD")?;
/// assert!(quote_of_discount(&book, &usage, &agreement).is_none());
/// # Ok::<(), netprice::Problems>(())
/// ```
pub fn quote_of_discount(
    book: &PriceBook,
    usage: &Usage,
    agreement: &Agreement,
) -> Option<Result<Quote, Problems>> {
    let nothing = Nothing { usage, agreement };
    let quote = || quote_with(book, usage, agreement, Vec::new(), &nothing);
    agreement.is_of_discount().then(quote)
}

fn quote_with(
    book: &PriceBook,
    usage: &Usage,
    agreement: &Agreement,
    of_book: Vec<Located>,
    besides: &dyn Besides,
) -> Result<Quote, Problems> {
    let is_usable = of_book.is_empty();
    let mut problems: Vec<Located> = under(of_book, "price_book").collect();
    problems.extend(besides.of_terms());
    problems.extend(usage_problems(usage));
    let listed = at_list(book, usage, agreement, is_usable);
    problems.extend(listed.problems);
    if !problems.is_empty() {
        // Without other problems, these are reported together with those that only charges reveal.
        problems.extend(besides.of_rest());
    }
    Problems::none_of(problems)?;
    let context = Context::of(book, usage)?;
    let mut drafts = listed.drafts;
    let (before, (change, rules)) = ([Stage::BeforeCommitments], besides.rules());
    negotiate::apply((&agreement.terms, change), &before, &mut drafts, context)?;
    let committed = besides.committed(finished(drafts)?)?;
    let committed = Committed {
        charges: besides.negotiated(committed.charges, context)?,
        ..committed
    };
    let committed = besides.completed(committed, &context)?;
    let charges = committed.charges;
    let costs = Costs::sum(book.currency, charges.iter().map(Charge::costs));
    let costs = costs.map_err(|problem| problem.at("total"))?;
    let total = Total::of(costs, listed.unpriced.is_empty());
    let tax = agreement.tax.or(book.tax);
    let billing = (&agreement.billing, rules);
    let bill = match total {
        Total::Complete(_) => Some(bill_by(&charges, &context, tax, billing)?),
        Total::Incomplete { .. } => None,
    };
    Ok(Quote {
        provider: book.provider.clone(),
        region: book.region.clone(),
        currency: book.currency,
        day: usage.day,
        tax,
        commitments: committed.results,
        expired: committed.expired,
        without_charge: match total {
            Total::Complete(_) => besides.without_charge(&charges, &context),
            Total::Incomplete { .. } => Vec::new(),
        },
        charges,
        unpriced: listed.unpriced,
        tax_rates: agreement.billing.tax_rates.clone(),
        total,
        bill,
    })
}

/// The charges of usage under the terms alone, from a price book and an agreement that are known to have no problems.
pub(crate) fn row_charges(
    book: &PriceBook,
    usage: &Usage,
    agreement: &Agreement,
) -> Result<(Vec<Charge>, Vec<Unpriced>), Problems> {
    let listed = at_list(book, usage, agreement, true);
    Problems::none_of(listed.problems)?;
    let context = Context::of(book, usage)?;
    let mut drafts = listed.drafts;
    let change: TermChange = negotiate::change;
    let before = [Stage::BeforeCommitments];
    negotiate::apply((&agreement.terms, change), &before, &mut drafts, context)?;
    let charges = negotiated_later((agreement, change), finished(drafts)?, context)?;
    Ok((charges, listed.unpriced))
}

/// Names that are given twice, and more lines or time blocks than the limits allow.
fn usage_problems(usage: &Usage) -> Vec<Located> {
    let counts = [
        ("lines", usage.lines.len(), USAGE_LINES),
        ("unmatched", usage.unmatched.len(), USAGE_LINES),
        ("time_blocks", usage.time_blocks.len(), TIME_BLOCKS),
    ];
    let above = counts.into_iter().filter_map(|(field, count, limit)| {
        let problem = at_most(count, limit).err()?;
        Some(problem.at(Path::from("usage").field(field)))
    });
    above.chain(duplicate_lines(usage)).collect()
}

fn duplicate_lines(usage: &Usage) -> Vec<Located> {
    let mut seen = Numbered::with_room(usage.lines.len());
    let lines = usage.lines.iter().map(|line| &line.id).enumerate();
    let unmatched = usage.unmatched.iter().map(|line| &line.id).enumerate();
    let lines = lines.map(|(index, id)| ("lines", index, id));
    let unmatched = unmatched.map(|(index, id)| ("unmatched", index, id));
    let mut problems = Vec::new();
    for (list, index, id) in lines.chain(unmatched) {
        if seen.known(id.as_str(), index).is_some() {
            let path = Path::from("usage").field(list).index(index).field("id");
            problems.push(Problem::DuplicateLine { value: id.clone() }.at(path));
        }
    }
    problems
}
