//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

mod counts;
mod priced_line;

use std::sync::Arc;

use self::counts::Counts;
use self::priced_line::{PricedLine, line_path};
use crate::agreement::Agreement;
use crate::agreement::terms::agree_prices;
use crate::book::price_book::{Pooling, PriceBook};
use crate::problem::{Known, Located, Problem};
use crate::rating::charge::{Costs, LeftOver, MissingPrice, Unpriced, UsageCharge};
use crate::rating::context::BookTerms;
use crate::rating::draft::Draft;
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::{Measured, Segment, meter};
use crate::rating::rate::{TierSelectors, rate_segment};
use crate::rating::span::{self, Changes};
use crate::rating::step::{Reason, Slice, Step};
use crate::usage::{Usage, UsageLine};
use crate::value::decimal::NonNegative;
use crate::value::money::Money;
use crate::value::path::Path;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::{Kept, Ratio};

/// Usage lines at list price, lines without a price, and problems.
#[derive(Default)]
pub(crate) struct AtList {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) unpriced: Vec<Unpriced>,
    pub(crate) problems: Vec<Located>,
}

/// Prices all usage lines at list.
///
/// The running time grows with n log n for n lines, and with the number of dated terms and commitments for
/// lines of several days.
pub(crate) fn at_list(
    book: &PriceBook,
    usage: &Usage,
    agreement: &Agreement,
    is_usable: bool,
) -> AtList {
    let changes = Changes::of(agreement);
    let mut listed = AtList::default();
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
            has_agreed_prices: agree_prices(&agreement.terms.0),
        };
        pricing.price_all(&lines, &mut listed);
    }
    listed
}

/// Prepares the parts of a usage line for pricing, apart from those whose price is unknown.
fn priced_parts<'a>(
    book: &'a PriceBook,
    usage: &Usage,
    changes: &Changes<'_>,
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
        let counts = Counts::of(lines, self.usage.day, self.usage.before);
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
        let (segment, above) = line.listed(segment, selectors)?;
        let is_outside = above.as_ref().is_some_and(|_| segment.start == segment.end);
        if is_outside {
            return Ok((None, above));
        }
        let used = line.used_below(above.as_ref())?;
        let terms = self.terms_of(line)?;
        let (slices, exact) = rate_segment(line.price, &segment, selectors, &terms, ledger)?;
        let mut draft = Draft::at_list(self.charge(line, &segment, used, slices)?, exact)?;
        if self.has_agreed_prices {
            draft.rated = Some(Box::new((segment, selectors, terms.part)));
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
                Pooling::Together | Pooling::ByOwner => None,
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
