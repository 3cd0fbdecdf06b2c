//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

use std::collections::BTreeMap;

use crate::agreement::terms::Terms;
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, PriceBook, Sku};
use crate::problem::{Located, Problem};
use crate::rating::charge::Unpriced;
use crate::rating::context::BookTerms;
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::{Measured, Segment, meter};
use crate::rating::negotiate::{Draft, Exact};
use crate::rating::rate::{TierSelectors, rate_segment};
use crate::rating::span::{self, TermDates};
use crate::rating::step::{Reason, Step};
use crate::usage::{Usage, UsageLine};
use crate::value::day::Day;
use crate::value::hours::HoursOfDay;
use crate::value::id::SkuId;
use crate::value::money::Money;
use crate::value::path::Path;
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
pub(crate) fn at_list(book: &PriceBook, usage: &Usage, terms: &Terms, is_usable: bool) -> AtList {
    let changes = TermDates::of(terms);
    let mut listed = AtList {
        drafts: Vec::new(),
        unpriced: Vec::new(),
        problems: Vec::new(),
    };
    let mut lines = Vec::new();
    for (index, line) in usage.lines.iter().enumerate() {
        match priced_parts(book, usage, &changes, line, index) {
            Ok((priced, unpriced)) => {
                lines.extend(priced);
                listed.unpriced.extend(unpriced);
            }
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

/// A metered usage line, or a part of it in which no price and no term changes, with its SKU and its
/// price.
struct PricedLine<'a> {
    index: usize,
    line: &'a UsageLine,
    /// The first day of the part; `None` if the line has the day of the whole usage.
    day: Option<Day>,
    /// Whether it is the whole line.
    is_whole: bool,
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

    fn at(&self, problem: impl Into<Problem>) -> Located {
        problem.into().at(line_path(self.index).field("quantity"))
    }
}

fn line_path(index: usize) -> Path {
    Path::from("usage").field("lines").index(index)
}

/// Prepares the parts of a usage line for pricing, apart from those whose price is unknown.
fn priced_parts<'a>(
    book: &'a PriceBook,
    usage: &Usage,
    changes: &TermDates<'_>,
    line: &'a UsageLine,
    index: usize,
) -> Result<(Vec<PricedLine<'a>>, Vec<Unpriced>), Located> {
    let in_line = |located: Located| located.under(line_path(index));
    let Some(sku) = book.skus.get(&line.sku) else {
        let known = book.skus.keys().cloned().collect();
        let value = line.sku.clone();
        return Err(in_line(Problem::UnknownSku { value, known }.at("sku")));
    };
    let first = line.day.or(usage.day);
    if !sku.later.is_empty() && first.is_none() {
        return Err(Problem::NoDay.at(Path::from("usage").field("day")));
    }
    let whole = meter(line, sku).map_err(in_line)?;
    let tier_by = line.tier_by.as_ref();
    let tier_by = tier_by.map(|by| by.in_unit_by(&sku.unit, &sku.equivalents));
    let tier_by = tier_by.transpose();
    let tier_by = tier_by.map_err(|problem| in_line(problem.at("tier_by")))?;
    let tier_by = tier_by.map(|by| by.exact());
    let dates = changes.of_line(book, line, sku);
    let parts = span::parts(line, first, dates).map_err(in_line)?;
    let is_whole = parts.len() == 1;
    let (mut priced, mut unpriced) = (Vec::new(), Vec::new());
    for part in parts {
        let day = part.day.filter(|_| line.day.is_some() || !is_whole);
        let part_of = |quantity: &Quantity| {
            let value = quantity.exact().times(part.share);
            let part = value.and_then(|value| Quantity::new(value, quantity.unit().clone()));
            part.map_err(|problem| in_line(problem.at("quantity")))
        };
        let Some(price) = sku.price_on(part.day).0 else {
            unpriced.push(Unpriced {
                line: line.id.clone(),
                sku: Some(line.sku.clone()),
                quantity: part_of(&line.quantity)?,
            });
            continue;
        };
        priced.push(PricedLine {
            index,
            line,
            day,
            is_whole,
            sku,
            price,
            measured: Measured {
                quantity: part_of(&whole.quantity)?,
                factors: whole.factors.clone(),
            },
            tier_by,
        });
    }
    Ok((priced, unpriced))
}

fn drafts(
    lines: &[PricedLine<'_>],
    usage: &Usage,
    terms: &BookTerms,
) -> Vec<Result<Draft, Located>> {
    let mut counts: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    let mut ends: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    // The count of a SKU goes on from day to day; on one day it follows the listed order.
    let mut by_day: Vec<(usize, &PricedLine<'_>)> = lines.iter().enumerate().collect();
    by_day.sort_by_key(|(_, line)| line.day.or(usage.day));
    let mut segments = Vec::with_capacity(lines.len());
    for (index, line) in by_day {
        segments.push((index, lay(line, &mut counts, &mut ends)));
    }
    segments.sort_by_key(|(index, _)| *index);
    let mut ledger = ListLedger::after(Ledger::empty(), terms.rounding);
    let priced = |(line, (_, segment)): (&PricedLine<'_>, (usize, Result<Segment, Problem>))| {
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

/// Determines the segment of a line, which starts at the count of the earlier lines in its pool.
fn lay<'a>(
    line: &'a PricedLine<'_>,
    counts: &mut BTreeMap<Pool<'a>, Ratio>,
    ends: &mut BTreeMap<Pool<'a>, Ratio>,
) -> Result<Segment, Problem> {
    let quantity = &line.measured.quantity;
    let pool = line.pool();
    let before = pool.and_then(|pool| counts.get(&pool).copied());
    let segment = Segment::of(line.sku, before, quantity)?;
    if let Some(pool) = pool {
        let count = before.unwrap_or(Ratio::ZERO).plus(quantity.exact())?;
        counts.insert(pool, count);
        ends.insert(pool, segment.end.exact());
    }
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
    let (_, published) = line.sku.price_on(line.day.or(usage.day));
    let (used, factors) = if line.is_whole {
        (line.line.quantity.clone(), line.measured.factors.clone())
    } else {
        (line.measured.quantity.clone(), Vec::new())
    };
    let step = Step {
        reason: Reason::ListPrice {
            used,
            factors,
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
        line: line.line.id.clone(),
        day: line.day,
        sku: line.line.sku.clone(),
        service: line.sku.service.clone(),
        purchase_option: line.sku.purchase_option.clone(),
        used: line.measured.quantity.clone(),
        segment,
        selectors,
        list,
        now: list,
        exact: Exact {
            list: exact,
            now: exact,
        },
        steps: vec![step],
    })
}
