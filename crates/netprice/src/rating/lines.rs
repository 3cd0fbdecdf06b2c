//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

use std::collections::BTreeMap;

use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, PriceBook, Sku};
use crate::problem::{Located, Problem};
use crate::rating::charge::{Charge, Costs, LeftOver, Unpriced, UsageCharge};
use crate::rating::context::BookTerms;
use crate::rating::draft::{Draft, Exact};
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::{Measured, Segment, meter};
use crate::rating::rate::{TierSelectors, rate_segment};
use crate::rating::step::{Reason, Step};
use crate::usage::{Usage, UsageLine};
use crate::value::decimal::NonNegative;
use crate::value::hours::HoursOfDay;
use crate::value::id::SkuId;
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

/// Usage lines at list price, lines without a price, and problems.
pub(crate) struct AtList {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) unpriced: Vec<Unpriced>,
    pub(crate) problems: Vec<Located>,
}

/// Prices all usage lines at list.
///
/// The running time is O(lines × log SKUs).
pub(crate) fn at_list(book: &PriceBook, usage: &Usage, is_usable: bool) -> AtList {
    let mut listed = AtList {
        drafts: Vec::new(),
        unpriced: Vec::new(),
        problems: Vec::new(),
    };
    let mut lines = Vec::new();
    for (index, line) in usage.lines.iter().enumerate() {
        match priced_line(book, usage, line, index) {
            Ok(Some(line)) => lines.push(line),
            Ok(None) => listed.unpriced.push(Unpriced {
                line: line.id.clone(),
                sku: Some(line.sku.clone()),
                quantity: line.quantity.clone(),
            }),
            Err(located) => listed.problems.push(located),
        }
    }
    let unmatched = usage.unmatched.iter().map(|line| Unpriced {
        line: line.id.clone(),
        sku: None,
        quantity: line.quantity.clone(),
    });
    listed.unpriced.extend(unmatched);
    // Invalid prices cannot be applied to the usage.
    if is_usable {
        for draft in drafts(&lines, usage, &BookTerms::of(book)) {
            match draft {
                Ok(draft) => listed.drafts.push(draft),
                Err(located) => listed.problems.push(located),
            }
        }
    }
    listed
}

/// The key of lines that are accumulated together: the SKU, and the time window if its price has
/// windows.
type Pool<'a> = (&'a SkuId, Option<HoursOfDay>);

/// A metered usage line with its SKU and its price.
struct PricedLine<'a> {
    index: usize,
    line: &'a UsageLine,
    sku: &'a Sku,
    price: &'a PriceModel,
    measured: Measured,
    tier_by: Option<Ratio>,
}

impl PricedLine<'_> {
    /// The pool in which the line is accumulated; `None` if the line starts at zero.
    fn pool(&self) -> Option<Pool<'_>> {
        let window = match self.price {
            PriceModel::ByTimeOfDay(windows) => {
                let hours = self.line.hours;
                let holds = |window: HoursOfDay| hours.is_some_and(|hours| window.contains(hours));
                let mut windows = windows.iter().map(|window| window.hours);
                windows.find(|window| holds(*window))
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::AllUnits(_) => None,
        };
        match self.sku.pooling {
            Pooling::Together => Some((&self.line.sku, window)),
            Pooling::Apart => None,
        }
    }

    /// The quantity of all its machines, before the rules of the SKU.
    fn used(&self) -> Result<Quantity, ValueProblem> {
        let one = &self.measured.quantity;
        match self.line.machines {
            None => Ok(one.clone()),
            Some(machines) => {
                let all = one.exact().times(machines.get().into())?;
                Quantity::new(all, one.unit().clone())
            }
        }
    }

    fn at(&self, problem: impl Into<Problem>) -> Located {
        problem.into().at(line_path(self.index).field("quantity"))
    }
}

fn line_path(index: usize) -> Path {
    Path::from("usage").field("lines").index(index)
}

/// Prepares a usage line for pricing; `None` if the price of its SKU is unknown.
fn priced_line<'a>(
    book: &'a PriceBook,
    usage: &Usage,
    line: &'a UsageLine,
    index: usize,
) -> Result<Option<PricedLine<'a>>, Located> {
    let in_line = |located: Located| located.under(line_path(index));
    let Some(sku) = book.skus.get(&line.sku) else {
        let known = book.skus.keys().cloned().collect();
        let value = line.sku.clone();
        return Err(in_line(Problem::UnknownSku { value, known }.at("sku")));
    };
    if !sku.later.is_empty() && usage.day.is_none() {
        return Err(Problem::NoDay.at(Path::from("usage").field("day")));
    }
    let measured = meter(line, sku).map_err(in_line)?;
    let tier_by = line.tier_by.as_ref();
    let tier_by = tier_by.map(|by| by.in_unit_by(&sku.unit, &sku.equivalents));
    let tier_by = tier_by.transpose();
    let tier_by = tier_by.map_err(|problem| in_line(problem.at("tier_by")))?;
    let (price, _) = sku.price_on(usage.day);
    Ok(price.map(|price| PricedLine {
        index,
        line,
        sku,
        price,
        measured,
        tier_by: tier_by.map(|by| by.exact()),
    }))
}

fn drafts(
    lines: &[PricedLine<'_>],
    usage: &Usage,
    terms: &BookTerms,
) -> Vec<Result<Draft, Located>> {
    let mut counts: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    let mut ends: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    let mut segments: Vec<Result<Segment, Problem>> = Vec::with_capacity(lines.len());
    for line in lines {
        segments.push(lay(line, &mut counts, &mut ends));
    }
    let mut ledger = ListLedger::after(Ledger::empty(), terms.rounding);
    let priced = |(line, segment): (&PricedLine<'_>, Result<Segment, Problem>)| {
        let segment = segment.map_err(|problem| line.at(problem))?;
        let pooled = line.pool().and_then(|pool| ends.get(&pool).copied());
        let reached = line.tier_by.or(pooled).unwrap_or(segment.end.exact());
        let hours = line.line.hours;
        let selectors = TierSelectors { reached, hours };
        let drafted = draft(line, segment, selectors, usage, terms, &mut ledger);
        drafted.map_err(|problem| line.at(problem))
    };
    lines.iter().zip(segments).map(priced).collect()
}

/// Determines the segment of a line, which starts at the count of the earlier lines in its pool, or
/// at zero for each machine of a line that is counted apart.
fn lay<'a>(
    line: &'a PricedLine<'_>,
    counts: &mut BTreeMap<Pool<'a>, Ratio>,
    ends: &mut BTreeMap<Pool<'a>, Ratio>,
) -> Result<Segment, Problem> {
    let Some(pool) = line.pool() else {
        let mut segment = Segment::of(line.sku, None, &line.measured.quantity)?;
        if let Some(machines) = line.line.machines {
            segment.machines = machines.get().into();
        }
        return Ok(segment);
    };
    let quantity = line.used()?;
    let before = counts.get(&pool).copied();
    let segment = Segment::of(line.sku, before, &quantity)?;
    let count = before.unwrap_or(Ratio::ZERO).plus(quantity.exact())?;
    counts.insert(pool, count);
    ends.insert(pool, segment.end.exact());
    Ok(segment)
}

fn draft(
    line: &PricedLine<'_>,
    segment: Segment,
    selectors: TierSelectors,
    usage: &Usage,
    terms: &BookTerms,
    ledger: &mut ListLedger,
) -> Result<Draft, Problem> {
    let (slices, exact) = rate_segment(line.price, &segment, selectors, terms, ledger)?;
    let list = Money::sum(terms.currency, slices.iter().map(|slice| slice.cost))?;
    let (_, published) = line.sku.price_on(usage.day);
    let step = Step {
        reason: Reason::ListPrice {
            used: line.line.quantity.clone(),
            counted_apart: match line.sku.pooling {
                Pooling::Apart => Some(line.line.machines.unwrap_or(NonNegative::ONE)),
                Pooling::Together => None,
            },
            factors: line.measured.factors.clone(),
            rules: segment.rules.clone(),
            pricing_quantity: segment.quantity()?,
            slices,
            published: published.cloned(),
            part: None,
        },
        from: Money::zero(terms.currency),
        to: list,
    };
    Ok(Draft {
        charge: Charge::Usage(UsageCharge {
            line: line.line.id.clone(),
            covered_by: None,
            sku: line.line.sku.clone(),
            service: line.sku.service.clone(),
            purchase_option: line.sku.purchase_option.clone(),
            quantity: line.used()?,
            costs: Costs {
                list,
                contracted: list,
                effective: list,
            },
            steps: vec![step],
            left_over: LeftOver::default(),
        }),
        rated: Some((segment, selectors)),
        exact: Exact {
            list: exact,
            now: exact,
        },
    })
}
