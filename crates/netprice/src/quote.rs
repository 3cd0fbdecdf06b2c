//! Step 3: the charges, their totals, and what is missing from them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::contract;
use crate::error::{PricingError, PricingErrors, Problem, R};
use crate::id::{LineId, Provider, Region, Service, SkuId};
use crate::list;
use crate::money::{Currency, Money};
use crate::price_book::{PriceBook, PriceModel, Sku};
use crate::quantity::Quantity;
use crate::step::{Reason, Step};
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
    /// A charge for each line of usage that has a price, in the order of the usage.
    pub charges: Vec<Charge>,
    /// The lines of usage that have none.
    pub unpriced: Vec<Unpriced>,
    /// The sum of the charges, marked if it is not the whole.
    pub total: Total,
}

/// What one line of usage costs, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// The line of usage.
    pub line: LineId,
    /// What was used.
    pub sku: SkuId,
    /// The family it belongs to.
    pub service: Service,
    /// The amounts.
    pub costs: Costs,
    /// How the amounts came about.
    pub steps: Vec<Step>,
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
/// Each usage line becomes a charge: its quantity is converted to the unit of the SKU, priced at
/// list ([`list::slices`]), then changed by each term in turn ([`contract::steps`]). Until
/// commitments are priced, effective cost equals contracted cost. A line whose SKU is listed
/// without a price, and an unmatched line, go to [`Quote::unpriced`] and make the total
/// incomplete.
///
/// # Errors
/// All problems at once: those of [`PriceBook::problems`], and for each line
/// [`Problem::UnknownSku`], [`Problem::UnitMismatch`], [`Problem::DuplicateLine`] and
/// [`Problem::TooLarge`], with fields named from `price_book` and `usage`.
///
/// See the [crate] page for an example.
pub fn quote(book: &PriceBook, usage: &Usage, terms: &Terms) -> Result<Quote, PricingErrors> {
    let mut problems: Vec<PricingError> = book
        .problems()
        .into_iter()
        .map(|error| error.problem.at(format!("price_book.{}", error.field)))
        .collect();
    problems.extend(duplicate_lines(usage));

    let mut charges = Vec::new();
    let mut unpriced = Vec::new();
    for (index, line) in usage.lines.iter().enumerate() {
        let field = format!("usage.lines[{index}]");
        match price_line(book, line, terms, &field) {
            Ok(Priced::Charge(charge)) => charges.push(charge),
            Ok(Priced::Missing(missing)) => unpriced.push(missing),
            Err(error) => problems.push(error),
        }
    }
    unpriced.extend(usage.unmatched.iter().map(|line| Unpriced {
        line: line.id.clone(),
        sku: None,
        quantity: line.quantity.clone(),
    }));
    if !problems.is_empty() {
        return Err(PricingErrors(problems));
    }

    let costs = Costs::sum(book.currency, charges.iter().map(|charge| charge.costs))
        .map_err(|problem| problem.at("total"))?;
    Ok(Quote {
        provider: book.provider.clone(),
        region: book.region.clone(),
        currency: book.currency,
        total: Total::of(costs, unpriced.is_empty()),
        charges,
        unpriced,
    })
}

enum Priced {
    Charge(Charge),
    Missing(Unpriced),
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

fn price_line(
    book: &PriceBook,
    line: &UsageLine,
    terms: &Terms,
    field: &str,
) -> Result<Priced, PricingError> {
    let Some(sku) = book.skus.get(&line.sku) else {
        let known = book.skus.keys().cloned().collect();
        let value = line.sku.clone();
        return Err(Problem::UnknownSku { value, known }.at(format!("{field}.sku")));
    };
    let at_quantity = |problem: Problem| problem.at(format!("{field}.quantity"));
    let pricing_quantity = line.quantity.in_unit(&sku.unit).map_err(at_quantity)?;
    let Some(price) = &sku.price else {
        return Ok(Priced::Missing(Unpriced {
            line: line.id.clone(),
            sku: Some(line.sku.clone()),
            quantity: line.quantity.clone(),
        }));
    };
    charge(book.currency, line, sku, price, pricing_quantity, terms)
        .map(Priced::Charge)
        .map_err(at_quantity)
}

fn charge(
    currency: Currency,
    line: &UsageLine,
    sku: &Sku,
    price: &PriceModel,
    pricing_quantity: Quantity,
    terms: &Terms,
) -> R<Charge> {
    let slices = list::slices(price, &pricing_quantity, currency)?;
    let list = Money::sum(currency, slices.iter().map(|slice| slice.cost))?;
    let mut steps = vec![Step {
        reason: Reason::ListPrice {
            used: line.quantity.clone(),
            pricing_quantity,
            slices,
            published: sku.published.clone(),
        },
        from: Money::zero(currency),
        to: list,
    }];
    steps.extend(contract::steps(terms, list)?);
    let contracted = steps.last().map_or(list, |step| step.to);
    Ok(Charge {
        line: line.id.clone(),
        sku: line.sku.clone(),
        service: sku.service.clone(),
        costs: Costs {
            list,
            contracted,
            effective: contracted,
        },
        steps,
    })
}
