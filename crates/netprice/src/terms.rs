//! What a customer agreed: an ordered list of changes to the list price.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::decimal::Amount;
use crate::error::{PricingError, Problem};
use crate::id::{LineId, Provider, PurchaseOption, Region, Service, SkuId, TermId};
use crate::money::Money;
use crate::price::{BoundOwner, PriceModel, span_problems};
use crate::published::Day;
use crate::quote::{Charge, Quote};
use crate::rate::PayRate;

/// The terms of a contract, applied in the order in which they are listed.
///
/// Each term starts from what the one before left: 20% off and then 10% off is 28% off. No terms
/// mean the list price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Vec<Term>);

/// One clause of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name.
    pub id: TermId,
    /// The charges that it changes; all, if it names nothing.
    #[serde(default, skip_serializing_if = "Scope::is_everything")]
    pub scope: Scope,
    /// The first day that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// What it does to the price.
    pub change: PriceChange,
}

impl Term {
    /// A clause on all charges of every day.
    #[must_use]
    pub fn new(id: TermId, change: PriceChange) -> Self {
        Self {
            id,
            scope: Scope::default(),
            from: None,
            until: None,
            change,
        }
    }

    /// Whether it needs a day to say if it holds.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Whether it holds on a day; one without dates always does.
    #[must_use]
    pub fn holds_on(&self, day: Option<Day>) -> bool {
        let began = self
            .from
            .is_none_or(|from| day.is_some_and(|day| from <= day));
        let ended = self
            .until
            .is_some_and(|until| day.is_some_and(|day| until < day));
        began && !ended
    }
}

/// The charges that a term changes: those that match every list that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Only of these providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<Provider>,
    /// Only in these regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// Only of these services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// Only of these SKUs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<SkuId>,
    /// Only bought in these ways.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purchase_options: Vec<PurchaseOption>,
    /// Only these usage lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineId>,
}

impl Scope {
    /// Whether it names nothing, and so holds for every charge.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a charge of a quote is in it.
    #[must_use]
    pub fn holds(&self, quote: &Quote, charge: &Charge) -> bool {
        self.matches(&Named {
            provider: &quote.provider,
            region: &quote.region,
            service: &charge.service,
            sku: &charge.sku,
            purchase_option: charge.purchase_option.as_ref(),
            line: &charge.line,
        })
    }

    /// Whether something of these names is in it.
    pub(crate) fn matches(&self, named: &Named<'_>) -> bool {
        fn any<T: PartialEq>(names: &[T], name: Option<&T>) -> bool {
            names.is_empty() || name.is_some_and(|name| names.contains(name))
        }
        any(&self.providers, Some(named.provider))
            && any(&self.regions, Some(named.region))
            && any(&self.services, Some(named.service))
            && any(&self.skus, Some(named.sku))
            && any(&self.purchase_options, named.purchase_option)
            && any(&self.lines, Some(named.line))
    }
}

/// The names by which a charge is in a scope or not.
pub(crate) struct Named<'a> {
    pub(crate) provider: &'a Provider,
    pub(crate) region: &'a Region,
    pub(crate) service: &'a Service,
    pub(crate) sku: &'a SkuId,
    pub(crate) purchase_option: Option<&'a PurchaseOption>,
    pub(crate) line: &'a LineId,
}

/// What a clause does to the price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceChange {
    /// A share of the price is paid: after 80%, another 90% leaves 72%.
    Pay(PayRate),
    /// An amount is taken off each unit, down to nothing: 10 GB at 0.09 less 0.01 are 0.8.
    UnitOff(Money),
    /// An amount is taken off the total of the scope, down to nothing, and shared among its
    /// charges by what they cost.
    AmountOff(Money),
    /// The quantity is priced by these prices instead. With a frozen list and then a pay rate, a
    /// discount is fixed; a pay rate alone floats with the list.
    Fixed(PriceModel),
    /// A share of what is spent in the scope is paid, by how much is spent.
    BySpend(RateTable),
    /// A share of the price is paid, by how much is used of the SKU.
    ByQuantity(RateTable),
    /// Never below this share of list.
    NotBelow(PayRate),
    /// Never above this share of today's list.
    NotAbove(PayRate),
    /// Each charge costs at least this much.
    AtLeast(Money),
    /// Each charge costs at most this much.
    AtMost(Money),
    /// Each starts from the same amount and all are taken off: 20% and 10% off is 30% off.
    Additive(Vec<Term>),
    /// The one that leaves least to pay in total; of equals the first.
    BestOf(Vec<Term>),
    /// The first that holds and has a charge in its scope; the others do not apply.
    FirstOf(Vec<Term>),
}

/// Pay rates by how much is spent or used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RateTable {
    /// Each slice pays its own tier's rate.
    Graduated(Vec<RateTier>),
    /// The tier that is reached sets the rate of everything.
    AllUnits {
        /// The tiers.
        tiers: Vec<RateTier>,
        /// Which tier an amount on a bound reaches.
        #[serde(default)]
        bound: BoundOwner,
    },
}

impl RateTable {
    /// Its tiers.
    #[must_use]
    pub fn tiers(&self) -> &[RateTier] {
        match self {
            Self::Graduated(tiers) | Self::AllUnits { tiers, .. } => tiers,
        }
    }
}

/// A span of spend or quantity and its pay rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTier {
    /// Where it starts; the first starts at 0.
    pub from: Amount,
    /// Where it ends; only the last has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Amount>,
    /// The share that is paid.
    pub pay: PayRate,
}

impl Terms {
    /// Everything that is wrong with the names, prices and tables within, with fields from `terms`.
    #[must_use]
    pub fn problems(&self) -> Vec<PricingError> {
        let mut names = BTreeSet::new();
        list_problems(&self.0, "terms", &mut names)
    }
}

/// What is wrong with a list of terms, given the names of those before it.
fn list_problems<'a>(
    terms: &'a [Term],
    field: &str,
    names: &mut BTreeSet<&'a TermId>,
) -> Vec<PricingError> {
    let mut problems = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        if !names.insert(&term.id) {
            let value = term.id.clone();
            problems.push(Problem::DuplicateTerm { value }.at(format!("{field}[{index}].id")));
        }
        let at_change = format!("{field}[{index}].change");
        problems.extend(change_problems(&term.change, &at_change, names));
    }
    problems
}

fn change_problems<'a>(
    change: &'a PriceChange,
    field: &str,
    names: &mut BTreeSet<&'a TermId>,
) -> Vec<PricingError> {
    match change {
        PriceChange::Fixed(price) => price.problems(&format!("{field}.fixed")),
        PriceChange::BySpend(table) => table_problems(table, &format!("{field}.by_spend")),
        PriceChange::ByQuantity(table) => table_problems(table, &format!("{field}.by_quantity")),
        PriceChange::Additive(terms) => list_problems(terms, &format!("{field}.additive"), names),
        PriceChange::BestOf(terms) => list_problems(terms, &format!("{field}.best_of"), names),
        PriceChange::FirstOf(terms) => list_problems(terms, &format!("{field}.first_of"), names),
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::AmountOff(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => Vec::new(),
    }
}

fn table_problems(table: &RateTable, field: &str) -> Vec<PricingError> {
    let field = match table {
        RateTable::Graduated(_) => format!("{field}.graduated"),
        RateTable::AllUnits { .. } => format!("{field}.all_units.tiers"),
    };
    let spans: Vec<_> = table
        .tiers()
        .iter()
        .map(|tier| (tier.from, tier.up_to))
        .collect();
    span_problems(&spans, &field)
}
