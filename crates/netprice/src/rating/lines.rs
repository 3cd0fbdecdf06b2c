//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

use std::collections::BTreeMap;

use crate::agreement::terms::Terms;
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, PriceBook, Sku};
use crate::problem::{Known, Located, Problem};
use crate::rating::charge::{Charge, Costs, LeftOver, MissingPrice, Unpriced, UsageCharge};
use crate::rating::context::BookTerms;
use crate::rating::draft::{Draft, Exact};
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::{Measured, Segment, meter};
use crate::rating::rate::{Fees, TierSelectors, in_force, rate_segment, reached_tier};
use crate::rating::span::{self, TermDates};
use crate::rating::step::{Reason, Step};
use crate::usage::{Usage, UsageLine};
use crate::value::day::Day;
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
pub(crate) fn at_list(book: &PriceBook, usage: &Usage, terms: &Terms, is_usable: bool) -> AtList {
    let changes = TermDates::of(terms);
    let mut listed = AtList {
        drafts: Vec::new(),
        unpriced: Vec::new(),
        problems: Vec::new(),
    };
    let mut lines = Vec::new();
    for (index, line) in usage.lines.iter().enumerate() {
        match priced_parts(book, usage, &changes, line, (index, is_usable)) {
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
        reason: MissingPrice::NoSku,
    });
    listed.unpriced.extend(unmatched);
    // Invalid prices cannot be applied to the usage.
    if is_usable {
        price_all(&lines, usage, &BookTerms::of(book), &mut listed);
    }
    listed
}

/// The key of what is accumulated together: the SKU, the time window if its price has windows, and
/// the index of the line if lines are counted apart (its parts are still one count).
type Pool<'a> = (&'a SkuId, Option<HoursOfDay>, Option<usize>);

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
    /// The pool in which the line is accumulated.
    fn pool(&self) -> Pool<'_> {
        let window = match self.price {
            PriceModel::ByTimeOfDay(windows) => {
                let hours = self.line.hours;
                let holds = |window: HoursOfDay| hours.is_some_and(|hours| window.contains(hours));
                let mut windows = windows.iter().map(|window| window.hours);
                windows.find(|window| holds(*window))
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::AllUnits(_) => None,
        };
        let apart = match self.sku.pooling {
            Pooling::Together => None,
            Pooling::Apart => Some(self.index),
        };
        (&self.line.sku, window, apart)
    }

    /// Cuts a segment at the end of the list; of all-units tiers none of it is below the end.
    fn listed(&self, segment: Segment, chosen: TierSelectors) -> Result<Listed, Problem> {
        let (_, price) = in_force(self.price, chosen.hours);
        let listed = match price {
            PriceModel::AllUnits(tiers) => {
                let is_listed = reached_tier(tiers, chosen.reached).is_some();
                (!is_listed).then(|| segment.start.clone())
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::ByTimeOfDay(_) => {
                let end = price.ends_at().map(NonNegative::get);
                let end = end.map(Ratio::from);
                let end = end.filter(|end| segment.end.exact() > *end);
                let end = end.map(|end| end.max(segment.start.exact()));
                let end = end.map(|end| Quantity::new(end, segment.end.unit().clone()));
                end.transpose()?
            }
        };
        let Some(end) = listed else {
            return Ok(Listed {
                segment,
                above: None,
            });
        };
        let above = segment.end.exact().minus(end.exact())?;
        let above = above.times(segment.machines)?;
        let above = Quantity::new(above, end.unit().clone())?;
        Ok(Listed {
            segment: Segment { end, ..segment },
            above: Some(above).filter(|above| !above.exact().is_zero()),
        })
    }

    /// The quantity used, less what has no price.
    fn used_below(&self, above: Option<&Quantity>) -> Result<Quantity, Problem> {
        let used = self.used()?;
        let Some(above) = above else {
            return Ok(used);
        };
        let left = used.exact().minus(above.exact())?;
        Ok(Quantity::new(left.max(Ratio::ZERO), used.unit().clone())?)
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

/// Prepares the parts of a usage line for pricing, apart from those whose price is unknown.
fn priced_parts<'a>(
    book: &'a PriceBook,
    usage: &Usage,
    changes: &TermDates<'_>,
    line: &'a UsageLine,
    (index, is_usable): (usize, bool),
) -> Result<(Vec<PricedLine<'a>>, Vec<Unpriced>), Located> {
    let in_line = |located: Located| located.under(line_path(index));
    let Some(sku) = book.skus.get(&line.sku) else {
        let known = Known::near(line.sku.as_str(), book.skus.keys());
        let value = line.sku.clone();
        return Err(in_line(Problem::UnknownSku { value, known }.at("sku")));
    };
    let missing = |quantity: Quantity, reason: MissingPrice| Unpriced {
        line: line.id.clone(),
        sku: Some(line.sku.clone()),
        quantity,
        reason,
    };
    if !is_usable && !sku.problems().is_empty() {
        // What is wrong with the SKU is told in the price book, and not again at each line.
        let unpriced = missing(line.quantity.clone(), MissingPrice::NotListed);
        return Ok((Vec::new(), vec![unpriced]));
    }
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
            let reason = if sku.is_zero_on(part.day) {
                MissingPrice::Zero
            } else {
                MissingPrice::NotListed
            };
            unpriced.push(missing(part_of(&line.quantity)?, reason));
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

/// Prices lines, and finds the part of them that lies above the last tier of a list that ends.
fn price_all(lines: &[PricedLine<'_>], usage: &Usage, terms: &BookTerms, listed: &mut AtList) {
    let mut counts: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    let mut ends: BTreeMap<Pool<'_>, Ratio> = BTreeMap::new();
    // The count of a SKU goes on from day to day; on one day it follows the listed order.
    let mut by_day: Vec<(usize, &PricedLine<'_>)> = lines.iter().enumerate().collect();
    by_day.sort_by_key(|(_, line)| line.day.or(usage.day));
    let mut laid = Vec::with_capacity(lines.len());
    for (index, line) in by_day {
        laid.push((index, lay(line, &mut counts, &mut ends)));
    }
    let numbers: BTreeMap<Pool<'_>, usize> = ends.keys().copied().zip(0..).collect();
    let mut fees = Fees::default();
    let mut segments = Vec::with_capacity(lines.len());
    for (index, segment) in laid {
        let Some(line) = lines.get(index) else {
            continue;
        };
        let select = |segment: Segment| {
            let pool = line.pool();
            let pooled = ends.get(&pool).copied();
            let mut selectors = TierSelectors {
                reached: line.tier_by.or(pooled).unwrap_or(segment.end.exact()),
                hours: line.line.hours,
                count: numbers.get(&pool).copied().unwrap_or_default(),
                owes_fee: None,
            };
            selectors.owes_fee = fees.owed(line.price, &segment, selectors);
            (segment, selectors)
        };
        segments.push((index, segment.map(select)));
    }
    segments.sort_by_key(|(index, _)| *index);
    let mut ledger = ListLedger::after(Ledger::empty(), terms.rounding);
    let mut price = |line: &PricedLine<'_>,
                     laid: Result<(Segment, TierSelectors), Problem>|
     -> Result<_, Problem> {
        let (segment, selectors) = laid?;
        let Listed { segment, above } = line.listed(segment, selectors)?;
        let is_outside = above.as_ref().is_some_and(|_| segment.start == segment.end);
        let used = line.used_below(above.as_ref())?;
        let draft = if is_outside {
            None
        } else {
            let part = (segment, used);
            Some(draft(line, part, selectors, usage, terms, &mut ledger)?)
        };
        Ok((draft, above))
    };
    for (line, (_, segment)) in lines.iter().zip(segments) {
        match price(line, segment) {
            Ok((draft, above)) => {
                listed.drafts.extend(draft);
                listed.unpriced.extend(above.map(|quantity| Unpriced {
                    line: line.line.id.clone(),
                    sku: Some(line.line.sku.clone()),
                    quantity,
                    reason: MissingPrice::AboveLastTier,
                }));
            }
            Err(problem) => listed.problems.push(line.at(problem)),
        }
    }
}

/// The part of a line that a list prices, and the quantity above its last tier.
struct Listed {
    segment: Segment,
    above: Option<Quantity>,
}

/// Determines the segment of a line, which starts at the count of the earlier lines in its pool, or
/// at zero for each machine of a line that is counted apart.
fn lay<'a>(
    line: &'a PricedLine<'_>,
    counts: &mut BTreeMap<Pool<'a>, Ratio>,
    ends: &mut BTreeMap<Pool<'a>, Ratio>,
) -> Result<Segment, Problem> {
    let pool = line.pool();
    let (quantity, machines) = match line.sku.pooling {
        Pooling::Together => (line.used()?, NonNegative::ONE),
        Pooling::Apart => {
            let machines = line.line.machines.unwrap_or(NonNegative::ONE);
            (line.measured.quantity.clone(), machines)
        }
    };
    let before = counts.get(&pool).copied();
    let mut segment = Segment::of(line.sku, before, &quantity)?;
    segment.machines = machines.get().into();
    let count = before.unwrap_or(Ratio::ZERO).plus(quantity.exact())?;
    counts.insert(pool, count);
    ends.insert(pool, segment.end.exact());
    Ok(segment)
}

fn draft(
    line: &PricedLine<'_>,
    (segment, used): (Segment, Quantity),
    selectors: TierSelectors,
    usage: &Usage,
    terms: &BookTerms,
    ledger: &mut ListLedger,
) -> Result<Draft, Problem> {
    let (slices, exact) = rate_segment(line.price, &segment, selectors, terms, ledger)?;
    let list = Money::sum(terms.currency, slices.iter().map(|slice| slice.cost))?;
    let (_, published) = line.sku.price_on(line.day.or(usage.day));
    let (given, factors) = if line.is_whole {
        (line.line.quantity.clone(), line.measured.factors.clone())
    } else {
        (line.measured.quantity.clone(), Vec::new())
    };
    let step = Step {
        reason: Reason::ListPrice {
            used: given,
            counted_apart: match line.sku.pooling {
                Pooling::Apart => Some(line.line.machines.unwrap_or(NonNegative::ONE)),
                Pooling::Together => None,
            },
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
        charge: Charge::Usage(UsageCharge {
            line: line.line.id.clone(),
            day: line.day,
            covered_by: None,
            sku: line.line.sku.clone(),
            service: line.sku.service.clone(),
            purchase_option: line.sku.purchase_option.clone(),
            quantity: used,
            costs: Costs {
                list,
                contracted: list,
                effective: list,
                billed: list,
            },
            steps: vec![step],
            left_over: LeftOver::default(),
            list_left_over: LeftOver::of(exact.minus(list.amount().into())?),
        }),
        rated: Some((segment, selectors)),
        is_billed: true,
        exact: Exact {
            list: exact,
            now: exact,
        },
    })
}
