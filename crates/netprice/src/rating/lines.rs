//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

mod counts;

use std::sync::Arc;

use self::counts::Counts;
use crate::agreement::terms::{Terms, agree_prices};
use crate::book::price::PriceModel;
use crate::book::price_book::{Pooling, PriceBook, Sku};
use crate::problem::{Known, Located, Problem};
use crate::rating::charge::{Costs, LeftOver, MissingPrice, Unpriced, UsageCharge};
use crate::rating::context::BookTerms;
use crate::rating::draft::Draft;
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::{Measured, Segment, meter};
use crate::rating::rate::{TierSelectors, in_force, rate_segment, reached_tier};
use crate::rating::span::{self, TermDates};
use crate::rating::step::{Reason, Slice, Step};
use crate::usage::{Usage, UsageLine};
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::hours::HoursOfDay;
use crate::value::id::SkuId;
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// Usage lines at list price, lines without a price, and problems.
pub(crate) struct AtList {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) unpriced: Vec<Unpriced>,
    pub(crate) problems: Vec<Located>,
}

/// Prices all usage lines at list.
///
/// The running time grows with n log n for n lines, and with the number of dated terms for lines of
/// several days.
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
        let pricing = Pricing {
            usage,
            terms: BookTerms::of(book),
            has_agreed_prices: agree_prices(&terms.0),
        };
        pricing.price_all(&lines, &mut listed);
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
    /// The name of the SKU as the price book has it, which all lines of the SKU share.
    name: &'a SkuId,
    /// The first day of the part; `None` if the line has the day of the whole usage.
    day: Option<Day>,
    /// Whether it is the whole line.
    is_whole: bool,
    sku: &'a Sku,
    price: &'a PriceModel,
    /// The currency of the price and the rate of its conversion, if it is converted.
    listed_in: Option<Box<(Currency, Ratio)>>,
    measured: Measured,
    tier_by: Option<Kept>,
}

impl<'a> PricedLine<'a> {
    /// The pool in which the line is accumulated.
    fn pool(&self) -> Pool<'a> {
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
        (self.name, window, apart)
    }

    /// The quantity that its pool counts, and the number of machines that each have this count: one,
    /// unless machines are counted apart.
    fn counted(&self) -> Result<(Quantity, NonNegative), ValueProblem> {
        match self.sku.pooling {
            Pooling::Together => Ok((self.used()?, NonNegative::ONE)),
            Pooling::Apart => {
                let machines = self.line.machines.unwrap_or(NonNegative::ONE);
                Ok((self.measured.quantity.clone(), machines))
            }
        }
    }

    /// The segment of the line, which starts at the count of the earlier lines in its pool, or at zero
    /// for each machine of a line that is counted apart.
    fn lay(&self, start: Option<&Kept>) -> Result<Segment, Problem> {
        let (quantity, machines) = self.counted()?;
        let start = start.map(Kept::get);
        let mut segment = Segment::of(self.sku, start, &quantity)?;
        segment.machines = machines.get().into();
        Ok(segment)
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
    let Some((name, sku)) = book.skus.get_key_value(&line.sku) else {
        let known = Known::near(line.sku.as_str(), book.skus.keys());
        let value = line.sku.clone();
        return Err(in_line(Problem::UnknownSku { value, known }.at("sku")));
    };
    let missing = |quantity: Quantity, reason: MissingPrice| Unpriced {
        line: line.id.clone(),
        sku: Some(name.clone()),
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
    let tier_by = tier_by.map(|by| Kept::from(by.exact()));
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
        let terms = BookTerms::of(book).on(book, part.day);
        let terms = terms.map_err(|located| in_line(located.problem.at("day")))?;
        priced.push(PricedLine {
            index,
            line,
            name,
            day,
            is_whole,
            sku,
            price,
            listed_in: terms.listed_in.map(Box::new),
            measured: Measured {
                quantity: part_of(&whole.quantity)?,
                factors: whole.factors.clone(),
            },
            tier_by: tier_by.clone(),
        });
    }
    Ok((priced, unpriced))
}

/// What is the same for the pricing of all lines.
struct Pricing<'a> {
    usage: &'a Usage,
    terms: BookTerms,
    /// Whether drafts keep the inputs of their prices, for terms that replace them.
    has_agreed_prices: bool,
}

impl Pricing<'_> {
    /// Prices lines, and finds the part of them that lies above the last tier of a list that ends.
    fn price_all(&self, lines: &[PricedLine<'_>], listed: &mut AtList) {
        let counts = Counts::of(lines, self.usage.day);
        let owing = counts.owing(lines);
        let mut ledger = ListLedger::after(Ledger::empty(), self.terms.rounding);
        listed.drafts.reserve_exact(lines.len());
        for ((line, start), owes_fee) in lines.iter().zip(&counts.starts).zip(owing) {
            let segment = start.clone().map_err(Problem::from);
            let segment = segment.and_then(|start| line.lay(start.as_ref()));
            let priced = segment.and_then(|segment| {
                let selectors = TierSelectors {
                    owes_fee,
                    ..counts.selectors(line, &segment)
                };
                self.price(line, (segment, selectors), &mut ledger)
            });
            match priced {
                Ok((draft, above)) => {
                    listed.drafts.extend(draft);
                    listed.unpriced.extend(above.map(|quantity| Unpriced {
                        line: line.line.id.clone(),
                        sku: Some(line.name.clone()),
                        quantity,
                        reason: MissingPrice::AboveLastTier,
                    }));
                }
                Err(problem) => listed.problems.push(line.at(problem)),
            }
        }
    }

    /// The terms of the price book with the conversion of the line's price and the part of its fees.
    fn terms_of(&self, line: &PricedLine<'_>) -> Result<BookTerms, ValueProblem> {
        Ok(BookTerms {
            listed_in: line.listed_in.as_deref().copied(),
            part: if line.sku.fees_by_part {
                self.usage.part_ratio()?
            } else {
                Ratio::ONE
            },
            ..self.terms
        })
    }

    /// The draft of a line, given its segment and what selects its price, and the quantity above the last
    /// tier.
    fn price(
        &self,
        line: &PricedLine<'_>,
        (segment, selectors): (Segment, TierSelectors),
        ledger: &mut ListLedger,
    ) -> Result<(Option<Draft>, Option<Quantity>), Problem> {
        let Listed { segment, above } = line.listed(segment, selectors)?;
        let is_outside = above.as_ref().is_some_and(|_| segment.start == segment.end);
        if is_outside {
            return Ok((None, above));
        }
        let used = line.used_below(above.as_ref())?;
        let terms = self.terms_of(line)?;
        let (slices, exact) = rate_segment(line.price, &segment, selectors, &terms, ledger)?;
        let mut draft = Draft::at_list(self.charge(line, &segment, used, slices)?, exact)?;
        if self.has_agreed_prices {
            draft.rated = Some(Box::new((segment, selectors)));
        }
        Ok((Some(draft), above))
    }

    fn charge(
        &self,
        line: &PricedLine<'_>,
        segment: &Segment,
        used: Quantity,
        slices: Vec<Slice>,
    ) -> Result<UsageCharge, Problem> {
        let list = Money::sum(self.terms.currency, slices.iter().map(|slice| slice.cost))?;
        let (_, published) = line.sku.price_on(line.day.or(self.usage.day));
        let (given, factors) = if line.is_whole {
            (line.line.quantity.clone(), line.measured.factors.clone())
        } else {
            (line.measured.quantity.clone(), Vec::new())
        };
        let reason = Reason::ListPrice {
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
        };
        Ok(UsageCharge {
            line: line.line.id.clone(),
            day: line.day,
            owner: line.line.owner.clone(),
            covered_by: None,
            sku: line.name.clone(),
            service: line.sku.service.clone(),
            purchase_option: line.sku.purchase_option.clone(),
            quantity: used,
            costs: Costs::all(list),
            steps: vec![Step {
                reason: Arc::new(reason),
                from: Money::zero(self.terms.currency),
                to: list,
            }],
            left_over: LeftOver::default(),
            list_left_over: LeftOver::default(),
        })
    }
}

/// The part of a line that a list prices, and the quantity above its last tier.
struct Listed {
    segment: Segment,
    above: Option<Quantity>,
}
