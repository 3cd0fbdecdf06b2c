//! Step 4: the charges, their totals, and what is missing from them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::commit::Held;
use crate::contract::{self, Draft, Setting};
use crate::decimal;
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::id::{CommitmentId, LineId, Provider, PurchaseOption, Region, Service, SkuId};
use crate::list::{self, Chosen, Listing};
use crate::measure::{Measured, Segment, measure};
use crate::money::{Currency, Money};
use crate::price::{HoursOfDay, PriceModel};
use crate::price_book::{Pooling, PriceBook, Sku};
use crate::quantity::Quantity;
use crate::step::{Reason, Slice, Step};
use crate::tax::Tax;
use crate::terms::Terms;
use crate::usage::{Usage, UsageLine};

/// What usage costs under a contract, at one provider, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Whose prices these are.
    pub provider: Provider,
    /// Where they hold.
    pub region: Region,
    /// The one currency of all amounts.
    pub currency: Currency,
    /// The tax on its prices, as far as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// A charge for each line of usage that has a price, in the order of the usage; a line that is
    /// partly covered has several. Then what commitments had left over.
    pub charges: Vec<Charge>,
    /// What became of each commitment, in the order in which they were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Held>,
    /// The commitments that hold no more on the day of the usage, and cover nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expired: Vec<CommitmentId>,
    /// The lines of usage that have none.
    pub unpriced: Vec<Unpriced>,
    /// The sum of the charges, marked if it is not the whole.
    pub total: Total,
}

/// What one line of usage costs, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// The line of usage; for what a commitment had left over, the commitment.
    pub line: LineId,
    /// What it is for.
    #[serde(skip_serializing_if = "ChargeKind::is_usage")]
    pub kind: ChargeKind,
    /// What was used.
    pub sku: SkuId,
    /// The family it belongs to.
    pub service: Service,
    /// How it is bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_option: Option<PurchaseOption>,
    /// How much was used, in the unit of the SKU, before the rules of its count.
    pub quantity: Quantity,
    /// The amounts.
    pub costs: Costs,
    /// How the amounts came about.
    pub steps: Vec<Step>,
}

impl Charge {
    /// The slices of its list price, tier by tier.
    #[must_use]
    pub fn list_slices(&self) -> &[Slice] {
        let listed = |step: &'_ Step| matches!(step.reason, Reason::ListPrice { .. });
        match self.steps.iter().find(|step| listed(step)) {
            Some(Step {
                reason: Reason::ListPrice { slices, .. },
                ..
            }) => slices,
            Some(_) | None => &[],
        }
    }
}

/// What a charge is for.
///
/// Source: FOCUS specification, `CommitmentDiscountStatus` (used and unused).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// Usage that no commitment covers.
    #[default]
    Usage,
    /// Usage that a commitment covers: its effective cost is its share of the fee.
    Covered(CommitmentId),
    /// What a commitment had left over: its effective cost is the rest of the fee.
    Unused(CommitmentId),
}

impl ChargeKind {
    fn is_usage(&self) -> bool {
        *self == Self::Usage
    }
}

/// A line of usage without a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unpriced {
    /// The line of usage.
    pub line: LineId,
    /// The SKU that is listed without a price; `None` if no SKU is known either.
    pub sku: Option<SkuId>,
    /// How much is used.
    pub quantity: Quantity,
}

/// The costs of a charge or a total, with the meanings of FOCUS.
///
/// Source: FOCUS specification, columns `ListCost`, `ContractedCost`, `EffectiveCost`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Costs {
    /// Published unit price × pricing quantity, before any discount.
    pub list: Money,
    /// After negotiated discounts, before commitment discounts.
    pub contracted: Money,
    /// After all discounts, with fees paid ahead spread over what they cover.
    pub effective: Money,
}

impl Costs {
    /// Nothing, in a currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            list: zero,
            contracted: zero,
            effective: zero,
        }
    }

    /// Each cost added to its like, exactly.
    ///
    /// # Errors
    /// [`Problem::CurrencyMismatch`], and [`Problem::TooLarge`] beyond 28 digits.
    pub fn plus(self, other: Self) -> R<Self> {
        Ok(Self {
            list: self.list.plus(other.list)?,
            contracted: self.contracted.plus(other.contracted)?,
            effective: self.effective.plus(other.effective)?,
        })
    }

    /// What the contract saves: list − effective.
    ///
    /// # Errors
    /// [`Problem::TooLarge`] beyond 28 digits.
    pub fn saving(self) -> R<Money> {
        self.list.minus(self.effective)
    }

    /// The sum of any number of costs, like by like.
    ///
    /// # Errors
    /// [`Problem::CurrencyMismatch`], and [`Problem::TooLarge`] beyond 28 digits.
    pub fn sum(currency: Currency, parts: impl IntoIterator<Item = Self>) -> R<Self> {
        parts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }
}

/// A sum of charges that says whether it is the whole.
///
/// A missing price is not zero: whoever reads an amount here has to say which case it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// All usage has a price.
    Complete(Costs),
    /// Some usage has none, so that the whole is more than what is known.
    Incomplete {
        /// The sum of the charges that have a price.
        known: Costs,
    },
}

impl Total {
    pub(crate) fn of(costs: Costs, complete: bool) -> Self {
        match complete {
            true => Self::Complete(costs),
            false => Self::Incomplete { known: costs },
        }
    }
}

/// Prices usage from a price book under the terms of a contract.
///
/// Each usage line is measured in the unit of its SKU ([`measure`]), the lines of a SKU are laid
/// end to end on its count ([`Segment`]), each segment is priced at list ([`list::slices`]), and the
/// terms change what is left ([`contract::apply`]). Effective cost equals contracted cost until
/// commitments cover it ([`crate::commit::cover`]). A line whose SKU is listed without a price, and an unmatched line, go to
/// [`Quote::unpriced`] and make the total incomplete.
///
/// # Errors
/// All problems at once: those of [`PriceBook::problems`] and [`Terms::problems`], and for each line
/// [`Problem::UnknownSku`], [`Problem::UnitMismatch`], [`Problem::DuplicateLine`],
/// [`Problem::TooLarge`] and the others of the functions above, with fields named from
/// `price_book`, `usage` and `terms`.
///
/// See the [crate] page for an example.
pub fn quote(book: &PriceBook, usage: &Usage, terms: &Terms) -> Result<Quote, PricingErrors> {
    let in_book = |error: PricingError| error.problem.at(format!("price_book.{}", error.field));
    let mut problems: Vec<PricingError> = book.problems().into_iter().map(in_book).collect();
    problems.extend(terms.problems());
    problems.extend(duplicate_lines(usage));

    let (mut lines, mut unpriced) = (Vec::new(), Vec::new());
    for (index, line) in usage.lines.iter().enumerate() {
        match priced_line(book, usage, line, index) {
            Ok(Some(line)) => lines.push(line),
            Ok(None) => unpriced.push(Unpriced {
                line: line.id.clone(),
                sku: Some(line.sku.clone()),
                quantity: line.quantity.clone(),
            }),
            Err(error) => problems.push(error),
        }
    }
    unpriced.extend(usage.unmatched.iter().map(|line| Unpriced {
        line: line.id.clone(),
        sku: None,
        quantity: line.quantity.clone(),
    }));
    // Prices with problems of their own cannot be tried on the usage.
    let is_usable = book.problems().is_empty();
    let listing = Listing::of(book);
    let mut drafts = Vec::new();
    for draft in at_list(if is_usable { &lines } else { &[] }, usage, &listing) {
        match draft {
            Ok(draft) => drafts.push(draft),
            Err(error) => problems.push(error),
        }
    }
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }

    let setting = Setting {
        provider: &book.provider,
        region: &book.region,
        listing: &listing,
        day: usage.day,
    };
    contract::apply(terms, &mut drafts, setting)?;
    let charges: Vec<Charge> = drafts.into_iter().map(charge).collect();
    let costs = Costs::sum(book.currency, charges.iter().map(|charge| charge.costs))
        .map_err(|problem| problem.at("total"))?;
    Ok(Quote {
        provider: book.provider.clone(),
        region: book.region.clone(),
        currency: book.currency,
        tax: book.tax,
        total: Total::of(costs, unpriced.is_empty()),
        charges,
        commitments: Vec::new(),
        expired: Vec::new(),
        unpriced,
    })
}

fn duplicate_lines(usage: &Usage) -> Vec<PricingError> {
    let mut seen = BTreeSet::new();
    let named = |list: &'static str, index: usize| format!("usage.{list}[{index}].id");
    let lines = usage.lines.iter().enumerate();
    let unmatched = usage.unmatched.iter().enumerate();
    lines
        .map(|(index, line)| (named("lines", index), &line.id))
        .chain(unmatched.map(|(index, line)| (named("unmatched", index), &line.id)))
        .filter(|(_, id)| !seen.insert(*id))
        .map(|(field, id)| Problem::DuplicateLine { value: id.clone() }.at(field))
        .collect()
}

/// The lines that are counted together: of one SKU, in one window of the day if it has such.
type Pool<'a> = (&'a SkuId, Option<HoursOfDay>);

/// A usage line with its SKU and its price, measured.
struct PricedLine<'a> {
    index: usize,
    line: &'a UsageLine,
    sku: &'a Sku,
    price: &'a PriceModel,
    measured: Measured,
    tier_by: Option<Decimal>,
}

impl PricedLine<'_> {
    /// Which lines are counted together with it; `None` for one that is counted apart.
    fn pool(&self) -> Option<Pool<'_>> {
        let window = match self.price {
            PriceModel::ByTimeOfDay(windows) => {
                let hours = self.line.hours;
                let holds = |window: HoursOfDay| hours.is_some_and(|hours| window.contains(hours));
                windows
                    .iter()
                    .map(|window| window.hours)
                    .find(|window| holds(*window))
            }
            PriceModel::Flat(_) | PriceModel::Graduated(_) | PriceModel::AllUnits(_) => None,
        };
        match self.sku.pooling {
            Pooling::Together => Some((&self.line.sku, window)),
            Pooling::Apart => None,
        }
    }

    fn at(&self, problem: Problem) -> PricingError {
        problem.at(format!("usage.lines[{}].quantity", self.index))
    }
}

/// A usage line ready to be priced; `None` if the price of its SKU is not known.
fn priced_line<'a>(
    book: &'a PriceBook,
    usage: &Usage,
    line: &'a UsageLine,
    index: usize,
) -> Result<Option<PricedLine<'a>>, PricingError> {
    let field = format!("usage.lines[{index}]");
    let Some(sku) = book.skus.get(&line.sku) else {
        let known = book.skus.keys().cloned().collect();
        let value = line.sku.clone();
        return Err(Problem::UnknownSku { value, known }.at(format!("{field}.sku")));
    };
    if !sku.later.is_empty() && usage.day.is_none() {
        return Err(Problem::NoDay.at("usage.day"));
    }
    let in_line = |error: PricingError| error.problem.at(format!("{field}.{}", error.field));
    let measured = measure(line, sku).map_err(in_line)?;
    let tier_by = line.tier_by.as_ref();
    let tier_by = tier_by.map(|by| by.in_unit_by(&sku.unit, &sku.equivalents));
    let tier_by = tier_by
        .transpose()
        .map_err(|p| p.at(format!("{field}.tier_by")))?;
    let (price, _) = sku.price_on(usage.day);
    Ok(price.map(|price| PricedLine {
        index,
        line,
        sku,
        price,
        measured,
        tier_by: tier_by.map(|by| by.value()),
    }))
}

/// The lines at list price: laid end to end on the count of their SKU, then priced.
fn at_list(
    lines: &[PricedLine<'_>],
    usage: &Usage,
    listing: &Listing,
) -> Vec<Result<Draft, PricingError>> {
    let mut counts: BTreeMap<Pool<'_>, Decimal> = BTreeMap::new();
    let mut ends: BTreeMap<Pool<'_>, Decimal> = BTreeMap::new();
    let mut segments: Vec<R<Segment>> = Vec::with_capacity(lines.len());
    for line in lines {
        segments.push(lay(line, &mut counts, &mut ends));
    }
    let priced = |(line, segment): (&PricedLine<'_>, R<Segment>)| {
        let segment = segment.map_err(|problem| line.at(problem))?;
        let pooled = line.pool().and_then(|pool| ends.get(&pool).copied());
        let reached = line.tier_by.or(pooled).unwrap_or(segment.end.value());
        let hours = line.line.hours;
        let chosen = Chosen { reached, hours };
        draft(line, segment, chosen, usage, listing).map_err(|problem| line.at(problem))
    };
    lines.iter().zip(segments).map(priced).collect()
}

/// Lays a line on the count of its pool, after the lines before it.
fn lay<'a>(
    line: &'a PricedLine<'_>,
    counts: &mut BTreeMap<Pool<'a>, Decimal>,
    ends: &mut BTreeMap<Pool<'a>, Decimal>,
) -> R<Segment> {
    let quantity = &line.measured.quantity;
    let pool = line.pool();
    let before = pool.and_then(|pool| counts.get(&pool).copied());
    let segment = Segment::of(line.sku, before, quantity)?;
    if let Some(pool) = pool {
        counts.insert(
            pool,
            decimal::plus(before.unwrap_or_default(), quantity.value())?,
        );
        ends.insert(pool, segment.end.value());
    }
    Ok(segment)
}

fn draft(
    line: &PricedLine<'_>,
    segment: Segment,
    chosen: Chosen,
    usage: &Usage,
    listing: &Listing,
) -> R<Draft> {
    let currency = listing.currency;
    let slices = list::slices(line.price, &segment, chosen, listing)?;
    let list = Money::sum(currency, slices.iter().map(|slice| slice.cost))?;
    let (_, published) = line.sku.price_on(usage.day);
    let step = Step {
        reason: Reason::ListPrice {
            used: line.line.quantity.clone(),
            factors: line.measured.factors.clone(),
            rules: segment.rules.clone(),
            pricing_quantity: segment.quantity()?,
            slices,
            published: published.clone(),
            part: None,
        },
        from: Money::zero(currency),
        to: list,
    };
    Ok(Draft {
        line: line.line.id.clone(),
        sku: line.line.sku.clone(),
        service: line.sku.service.clone(),
        purchase_option: line.sku.purchase_option.clone(),
        used: line.measured.quantity.clone(),
        segment,
        chosen,
        list,
        now: list,
        steps: vec![step],
    })
}

fn charge(draft: Draft) -> Charge {
    Charge {
        line: draft.line,
        kind: ChargeKind::Usage,
        sku: draft.sku,
        service: draft.service,
        purchase_option: draft.purchase_option,
        quantity: draft.used,
        costs: Costs {
            list: draft.list,
            contracted: draft.now,
            effective: draft.now,
        },
        steps: draft.steps,
    }
}
