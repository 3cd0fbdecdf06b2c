//! List prices of usage lines: lines are metered, accumulated per SKU and priced.

mod counts;
mod prepared;
mod priced_line;

use std::borrow::Cow;
use std::sync::Arc;

use self::counts::Counts;
use self::prepared::{Preparing, Skus};
use self::priced_line::PricedLine;
use crate::agreement::Agreement;
use crate::agreement::terms::agree_prices;
use crate::book::price_book::{Pooling, PriceBook};
use crate::problem::{Located, Problem};
use crate::rating::charge::{Costs, LeftOver, MissingPrice, Unpriced, UsageCharge};
use crate::rating::context::BookTerms;
use crate::rating::draft::Draft;
use crate::rating::ledger::{Ledger, ListLedger};
use crate::rating::meter::Segment;
use crate::rating::rate::{TierSelectors, rate_segment};
use crate::rating::span::Changes;
use crate::rating::step::{Reason, Slice, Step};
use crate::usage::Usage;
use crate::value::decimal::NonNegative;
use crate::value::money::Money;
use crate::value::problem::ValueProblem;
use crate::value::quantity::Quantity;
use crate::value::ratio::Ratio;

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
    let mut listed = AtList::default();
    let mut preparing = Preparing {
        book,
        usage,
        changes: Changes::of(agreement),
        is_usable,
        skus: Skus::of(book),
        lines: Vec::with_capacity(usage.lines.len()),
        unpriced: Vec::new(),
    };
    for (index, line) in usage.lines.iter().enumerate() {
        listed.problems.extend(preparing.line(index, line).err());
    }
    let Preparing {
        lines, unpriced, ..
    } = preparing;
    listed.unpriced = unpriced;
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
        for ((line, place), owes_fee) in lines.iter().zip(&counts.places).zip(owing) {
            let start = place.start.as_ref();
            let segment = start.map_err(|problem| Problem::from(ValueProblem::clone(problem)));
            let segment = segment.and_then(|start| line.lay(start.as_ref()));
            let priced = segment.and_then(|segment| {
                let selectors = TierSelectors {
                    owes_fee,
                    ..counts.selectors(line, place, &segment)
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

    /// The terms of the price book with the conversion of the line's price and the part of its fees, where
    /// the line has any of them.
    fn terms_of(&self, line: &PricedLine<'_>) -> Result<Cow<'_, BookTerms>, ValueProblem> {
        if line.listed_in.is_none() && !line.sku.fees_by_part {
            return Ok(Cow::Borrowed(&self.terms));
        }
        Ok(Cow::Owned(BookTerms {
            listed_in: line.listed_in.as_deref().copied(),
            part: if line.sku.fees_by_part {
                self.usage.part_ratio()?
            } else {
                Ratio::ONE
            },
            ..self.terms
        }))
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
        let mut draft = Draft::at_list(
            self.charge(line, &segment, used, slices)?,
            exact,
            line.number,
        )?;
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
            published: line.published.cloned(),
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
