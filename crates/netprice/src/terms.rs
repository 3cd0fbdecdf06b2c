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
///
/// The order matters: of 100, 10 off and then half is 45, half and then 10 off is 40.
/// Source: nopCommerce, issue 22 (the two formulas).
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
    /// The first day that it holds; on the day before it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day that it holds; from and until the same day, it holds for one day.
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
///
/// Of goods at 330 and shipping at 20, 10% off the goods leaves 297 + 20 = 317. A scope that names
/// nothing holds for every charge; one that lists purchase options, for no charge without one.
/// Source: Shopify, examples of combined discounts.
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
    ///
    /// At 85折, 1,000 are 850; at pay 100% they stay 1,000.
    /// Source: Alibaba Cloud, MongoDB configuration change fees.
    Pay(PayRate),
    /// An amount is taken off each unit, down to nothing: 10 GB at 0.09 less 0.01 each are 0.8,
    /// and less 0.1 each are 0.
    ///
    /// Units are those that meet the price, after the quantity rules. The example is by hand.
    UnitOff(Money),
    /// An amount is taken off the total of the scope, down to nothing, and shared among its
    /// charges by what they cost.
    ///
    /// Of 100, 50 and 200 at 10% off, 315, an amount of 20 leaves 295; taken off before the 10%,
    /// 330 × 0.9 = 297. Source: Shopify, examples of combined discounts (the percentage first).
    AmountOff(Money),
    /// The quantity is priced by these prices instead. With a frozen list and then a pay rate, a
    /// discount is fixed; a pay rate alone floats with the list.
    ///
    /// Listed at 2 and agreed at 1, 245 tokens cost 245 and not 490. It starts anew from the
    /// quantity: what terms before it took off is gone.
    /// Source: FOCUS specification, virtual currency pricing example.
    Fixed(PriceModel),
    /// A share of what is spent in the scope is paid, by how much is spent.
    ///
    /// What is spent is what the terms before leave of all its charges; what is paid is shared
    /// among them by what they cost. See [`RateTable`] for examples and sources.
    BySpend(RateTable),
    /// A share of the price is paid, by how much is used of the SKU.
    ///
    /// The share is paid units ÷ used units, half-even to 12 decimals; all, where none are used.
    /// Where the quarters of a month of 730 hours pay 100%, 80%, 60% and 40%, 730 hours pay 70% of
    /// their price, 547.5 hours 80% and 182.5 hours all of it.
    /// Source: Google Cloud, sustained use discounts (N1).
    ByQuantity(RateTable),
    /// Never below this share of list: with 3折, a deal at 2折 of 100 costs 30, one at 3折 stays.
    ///
    /// Source of the figures: Jiemian on the GPU scramble, early 2024 (below 3折 is a loss).
    NotBelow(PayRate),
    /// Never above this share of today's list: at 100%, an agreed 120 where today's list is 100
    /// costs 100, and an agreed 100 stays.
    ///
    /// The example is by hand.
    NotAbove(PayRate),
    /// Each charge costs at least this much: with 150, charges of 100 and of 0 cost 150, and one of
    /// 150 stays.
    ///
    /// Source: OpenMeter, tests of volume tiers with a minimum spend.
    AtLeast(Money),
    /// Each charge costs at most this much: with 125, one of 150 costs 125, and one of 125 stays.
    ///
    /// Source: OpenMeter, tests of volume tiers with a maximum spend.
    AtMost(Money),
    /// Each starts from the same amount and all are taken off, down to nothing: 20% and 10% off is
    /// 30% off, so 100 cost 70 and not 72; 60% and 50% off leave 0.
    ///
    /// The example is by hand. Source of the rule: SAP Business One, `DiscountGroupRelationsEnum`
    /// ("sum of all discounts, up to 100 percent").
    Additive(Vec<Term>),
    /// The one that leaves least to pay in total; of equals the first: of 10% and 20% off 100, the
    /// second, so 80.
    ///
    /// One that does not hold on the day leaves the price as it is. The example is by hand.
    /// Source of the rule: Azure billing benefits, `DiscountCombinationRule` (best of).
    BestOf(Vec<Term>),
    /// The first that holds and has a charge in its scope; the others do not apply: of 10% and 20%
    /// off 100, the first, so 90.
    ///
    /// Where the first ended the day before, it is the second, so 80. The example is by hand.
    /// Source of the rule: CloudBlue, "Discount applicability priority" (only the highest applies).
    FirstOf(Vec<Term>),
}

/// Pay rates by how much is spent or used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RateTable {
    /// Each slice pays its own tier's rate: with 10% to 10,000, 7% to 80,000 and 5% above it, of
    /// 85,000 are paid 1,000 + 4,900 + 250 = 6,150, and of 10,000, on the bound, 1,000.
    ///
    /// Source: AWS Support plans, Business (a percentage of usage charges).
    Graduated(Vec<RateTier>),
    /// The tier that is reached sets the rate of everything: with 100% up to 50 and 80% above, of
    /// 100 are paid 80, where slices would pay 50 + 40 = 90; of 50 are paid 50, of 51 only 40.8.
    ///
    /// Source of the rule: Oracle Banking, tier based amounts, "variable"; the figures are by hand.
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

/// A span of spend or quantity and its pay rate; spend counts in the currency of the price book,
/// quantity in the unit of the SKU.
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
