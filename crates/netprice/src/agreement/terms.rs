//! What a customer agreed: an ordered list of changes to the list price.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::agreement::scope::Scope;
use crate::book::price::{BoundOwner, PriceModel, span_problems};
use crate::problem::{Located, Problem};
use crate::value::IntoValue;
use crate::value::day::Day;
use crate::value::decimal::NonNegative;
use crate::value::discount::Discount;
use crate::value::id::TermId;
use crate::value::money::{Currency, Money};
use crate::value::path::Path;
use crate::value::problem::ValueProblem;

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
    /// A discount on all charges of every day.
    ///
    /// # Errors
    /// What is wrong with the name or the discount.
    ///
    /// ```
    /// use netprice::{Scope, Term};
    /// let term = Term::pay("compute deal", "20% off")?.within(Scope::of_services(["compute"])?);
    /// assert_eq!(term.scope.services[0].as_str(), "compute");
    /// assert!(Term::pay("compute deal", "20").is_err()); // pay 20% or save 20%?
    /// # Ok::<(), netprice::Problems>(())
    /// ```
    pub fn pay(
        id: impl IntoValue<TermId>,
        discount: impl IntoValue<Discount>,
    ) -> Result<Self, ValueProblem> {
        let change = PriceChange::Pay(discount.into_value()?);
        Ok(Self::new(id.into_value()?, change))
    }

    /// An amount off the total of all charges of every day.
    ///
    /// # Errors
    /// What is wrong with the name or the amount.
    pub fn amount_off(
        id: impl IntoValue<TermId>,
        amount: impl IntoValue<Money>,
    ) -> Result<Self, ValueProblem> {
        let change = PriceChange::AmountOff(amount.into_value()?);
        Ok(Self::new(id.into_value()?, change))
    }

    /// The same term on the charges of a scope only.
    #[must_use]
    pub fn within(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// A change on all charges of every day.
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

/// What a clause does to the price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PriceChange {
    /// A share of the price is paid: after 80%, another 90% leaves 72%.
    ///
    /// At 85折, 1,000 are 850; at pay 100% they stay 1,000.
    /// Source: Alibaba Cloud, MongoDB configuration change fees.
    Pay(Discount),
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
    /// The quantity is priced by these prices instead. With a frozen list and then a discount,
    /// the discount is fixed; a discount alone floats with the list.
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
    NotBelow(Discount),
    /// Never above this share of today's list: at 100%, an agreed 120 where today's list is 100
    /// costs 100, and an agreed 100 stays.
    ///
    /// The example is by hand.
    NotAbove(Discount),
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

    fn problems(&self) -> Vec<Located> {
        let at = match self {
            Self::Graduated(_) => Path::from("graduated"),
            Self::AllUnits { .. } => Path::from("all_units").field("tiers"),
        };
        let tiers = self.tiers().iter();
        let spans: Vec<_> = tiers.map(|tier| (tier.from, tier.up_to)).collect();
        let problems = span_problems(&spans).into_iter();
        problems.map(|located| located.under(at.clone())).collect()
    }
}

/// A span of spend or quantity and its discount; spend counts in the currency of the price book,
/// quantity in the unit of the SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTier {
    /// Where it starts; the first starts at 0.
    pub from: NonNegative,
    /// Where it ends; only the last has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<NonNegative>,
    /// The share that is paid.
    pub pay: Discount,
}

impl Terms {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name and the scope of each term, those within others included.
    pub(crate) fn scopes<'a>(&'a self, scopes: &mut Vec<(&'a TermId, &'a Scope)>) {
        list_scopes(&self.0, scopes);
    }

    /// Everything that is wrong with the names, prices, tables and amounts within on prices in a
    /// currency, with paths from `terms`.
    #[must_use]
    pub fn problems(&self, currency: Currency) -> Vec<Located> {
        let mut names = BTreeSet::new();
        let problems = list_problems(&self.0, &mut names, currency);
        problems.map(|located| located.under("terms")).collect()
    }
}

fn list_scopes<'a>(terms: &'a [Term], scopes: &mut Vec<(&'a TermId, &'a Scope)>) {
    for term in terms {
        scopes.push((&term.id, &term.scope));
        match &term.change {
            PriceChange::Additive(inner)
            | PriceChange::BestOf(inner)
            | PriceChange::FirstOf(inner) => list_scopes(inner, scopes),
            PriceChange::Pay(_)
            | PriceChange::UnitOff(_)
            | PriceChange::AmountOff(_)
            | PriceChange::Fixed(_)
            | PriceChange::BySpend(_)
            | PriceChange::ByQuantity(_)
            | PriceChange::NotBelow(_)
            | PriceChange::NotAbove(_)
            | PriceChange::AtLeast(_)
            | PriceChange::AtMost(_) => {}
        }
    }
}

/// What is wrong with a list of terms, given the names of those before it.
fn list_problems<'a>(
    terms: &'a [Term],
    names: &mut BTreeSet<&'a TermId>,
    currency: Currency,
) -> std::vec::IntoIter<Located> {
    let mut problems = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let at = || Path::default().index(index);
        if !names.insert(&term.id) {
            let value = term.id.clone();
            problems.push(Problem::DuplicateTerm { value }.at(at().field("id")));
        }
        let of_change = change_problems(&term.change, names, currency).into_iter();
        problems.extend(of_change.map(|located| located.under(at().field("change"))));
    }
    problems.into_iter()
}

fn change_problems<'a>(
    change: &'a PriceChange,
    names: &mut BTreeSet<&'a TermId>,
    currency: Currency,
) -> Vec<Located> {
    let (field, problems) = match change {
        PriceChange::Fixed(price) => ("fixed", price.problems()),
        PriceChange::BySpend(table) => ("by_spend", table.problems()),
        PriceChange::ByQuantity(table) => ("by_quantity", table.problems()),
        PriceChange::Additive(terms) => {
            ("additive", list_problems(terms, names, currency).collect())
        }
        PriceChange::BestOf(terms) => ("best_of", list_problems(terms, names, currency).collect()),
        PriceChange::FirstOf(terms) => {
            ("first_of", list_problems(terms, names, currency).collect())
        }
        PriceChange::UnitOff(amount)
        | PriceChange::AmountOff(amount)
        | PriceChange::AtLeast(amount)
        | PriceChange::AtMost(amount)
            if amount.currency() != currency =>
        {
            let problem = ValueProblem::currency_mismatch(amount.currency(), currency);
            return vec![problem.at(Path::default())];
        }
        PriceChange::Pay(_)
        | PriceChange::UnitOff(_)
        | PriceChange::AmountOff(_)
        | PriceChange::NotBelow(_)
        | PriceChange::NotAbove(_)
        | PriceChange::AtLeast(_)
        | PriceChange::AtMost(_) => return Vec::new(),
    };
    let problems = problems.into_iter();
    problems.map(|located| located.under(field)).collect()
}
