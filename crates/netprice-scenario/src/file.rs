//! The shape of a scenario file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use netprice::decimal::Amount;
use netprice::id::{BookId, CommitmentId, LineId, OfferId, SkuId};
use netprice::money::Money;
use netprice::price_book::PriceBook;
use netprice::quantity::Quantity;
use netprice_catalog::plan::read as read_document;
use serde::Deserialize;

use crate::calculate::Calculation;

/// A scenario file.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What its cases are about.
    pub topic: String,
    /// Price books that its plans can name besides their own and the catalog's.
    pub price_books: BTreeMap<BookId, PriceBook>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One case: a plan and what it must come to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name, used once in the file.
    pub name: String,
    /// Where the expected figures are from.
    pub source: String,
    /// What a reader should know, such as where the source contradicts itself.
    #[serde(default)]
    pub note: Option<String>,
    /// Why the case is not run, if it is left out.
    #[serde(default)]
    pub left_out: Option<String>,
    /// The plan, still as written, since a case may be about a plan that cannot be read.
    #[serde(default)]
    pub plan: Option<toml::Table>,
    /// A calculation instead of a plan.
    #[serde(default)]
    pub calculate: Option<Calculation>,
    /// What it must come to.
    pub expect: Expected,
}

/// What a plan must come to. Only what is named is compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The offers, by name.
    #[serde(default)]
    pub offers: BTreeMap<OfferId, ExpectedOffer>,
    /// The complete offers, cheapest first: all of them.
    #[serde(default)]
    pub ranking: Option<Vec<OfferId>>,
    /// The offers that cannot be ranked: all of them.
    #[serde(default)]
    pub incomplete: Option<Vec<OfferId>>,
    /// The results of a calculation, in its order.
    #[serde(default)]
    pub results: Option<Vec<String>>,
    /// The errors that the plan gives instead, in their order: each with field and message.
    #[serde(default)]
    pub errors: Option<Vec<String>>,
}

/// What an offer must come to; for an incomplete one, its known part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedOffer {
    /// Its list cost.
    #[serde(default)]
    pub list: Option<Money>,
    /// Its contracted cost.
    #[serde(default)]
    pub contracted: Option<Money>,
    /// Its effective cost.
    #[serde(default)]
    pub effective: Option<Money>,
    /// What it is billed, in the currency of its price book.
    #[serde(default)]
    pub billed: Option<Money>,
    /// The lines of its bill that are no charges, in their order: minimums, vouchers, tax, rounding.
    #[serde(default)]
    pub adjustments: Option<Vec<Money>>,
    /// The usage lines without a price: all of them.
    #[serde(default)]
    pub unpriced: Option<Vec<LineId>>,
    /// Its charges, by usage line, in the currency of its price book; for what a commitment had
    /// left over, by the name of the commitment.
    #[serde(default)]
    pub lines: BTreeMap<LineId, ExpectedLine>,
    /// Its commitments, by name.
    #[serde(default)]
    pub commitments: BTreeMap<CommitmentId, ExpectedHeld>,
    /// The share of its list cost that it saves in all.
    #[serde(default)]
    pub savings_rate: Option<ExpectedShare>,
    /// The share of its list cost that commitments cover.
    #[serde(default)]
    pub coverage: Option<ExpectedShare>,
}

/// What a commitment must come to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedHeld {
    /// How much of it is drawn.
    #[serde(default)]
    pub drawn: Option<Amount>,
    /// What is owed for it.
    #[serde(default)]
    pub fee: Option<Money>,
    /// What of the fee is for what is lost.
    #[serde(default)]
    pub unused: Option<Money>,
    /// What of the fee is for what is there in the next period.
    #[serde(default)]
    pub kept: Option<Money>,
    /// What of the fee other commitments' fees meet.
    #[serde(default)]
    pub counted: Option<Money>,
    /// The share of it that is drawn.
    #[serde(default)]
    pub utilisation: Option<ExpectedShare>,
}

/// A share, as exactly as its source gives it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedShare {
    /// The share, such as `0.2`.
    pub share: String,
    /// How many decimals the source gives, rounded half-up; all if absent.
    #[serde(default)]
    pub places: Option<u32>,
}

/// What a charge must come to, in the currency of its price book.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedLine {
    /// Its SKU.
    #[serde(default)]
    pub sku: Option<SkuId>,
    /// Its list cost.
    #[serde(default)]
    pub list: Option<Money>,
    /// Its effective cost, of all its parts.
    #[serde(default)]
    pub effective: Option<Money>,
    /// How much of it commitments cover; 0 of what they do not.
    #[serde(default)]
    pub covered: Option<Amount>,
    /// What the part costs that commitments cover.
    #[serde(default)]
    pub covered_cost: Option<Money>,
    /// What the part costs that they do not.
    #[serde(default)]
    pub on_demand: Option<Money>,
    /// The quantity within each tier that it reaches: all of them.
    #[serde(default)]
    pub tier_quantities: Option<Vec<Quantity>>,
    /// The cost within each tier that it reaches: all of them.
    #[serde(default)]
    pub tier_costs: Option<Vec<Money>>,
}

/// A scenario file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError(pub String);

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScenarioError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    topic: String,
    #[serde(default)]
    price_books: BTreeMap<BookId, PriceBook>,
    cases: Vec<Case>,
}

/// Reads a scenario file.
///
/// # Errors
/// [`ScenarioError`] for text that is not TOML, for a field that is misspelt, missing or of
/// another kind, for a name used twice, and for a case that expects nothing: each with its place.
///
/// ```
/// let error = netprice_scenario::read("topick = 'x'\ncases = []").unwrap_err();
/// assert!(error.to_string().contains("unknown field `topick`"));
/// ```
pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
    let toml = toml::Deserializer::parse(text).map_err(|error| ScenarioError(error.to_string()))?;
    let Document {
        topic,
        price_books,
        cases,
    } = read_document(toml).map_err(|errors| ScenarioError(errors.to_string()))?;
    let mut names = BTreeSet::new();
    for case in &cases {
        if !names.insert(&case.name) {
            let message = format!("'{}' names two cases; expected a name used once", case.name);
            return Err(ScenarioError(message));
        }
        if case.plan.is_some() == case.calculate.is_some() {
            let message = format!(
                "'{}' has neither or both; expected a plan or a calculation",
                case.name
            );
            return Err(ScenarioError(message));
        }
        if !case.expect.says_anything() {
            let message = format!(
                "'{}' expects nothing; expected figures or errors",
                case.name
            );
            return Err(ScenarioError(message));
        }
    }
    if cases.is_empty() {
        return Err(ScenarioError("there are no cases; expected one".to_owned()));
    }
    Ok(Scenario {
        topic,
        price_books,
        cases,
    })
}

impl Expected {
    fn says_anything(&self) -> bool {
        let by_offer = self.offers.values().any(ExpectedOffer::says_anything);
        let errors = self
            .errors
            .as_ref()
            .is_some_and(|errors| !errors.is_empty());
        let by_offer = by_offer || self.results.is_some();
        by_offer || self.ranking.is_some() || self.incomplete.is_some() || errors
    }
}

impl ExpectedOffer {
    fn says_anything(&self) -> bool {
        let costs = [self.list, self.contracted, self.effective, self.billed];
        let bill = self.adjustments.is_some();
        let by_line = self.lines.values().any(ExpectedLine::says_anything);
        let by_commitment = !self.commitments.is_empty();
        let shares = [&self.savings_rate, &self.coverage];
        let committed = by_commitment || shares.into_iter().any(Option::is_some);
        let lists = bill || self.unpriced.is_some() || by_line;
        costs.iter().any(Option::is_some) || lists || committed
    }
}

impl ExpectedLine {
    fn says_anything(&self) -> bool {
        self.sku.is_some()
            || self.list.is_some()
            || self.effective.is_some()
            || self.covered.is_some()
            || self.covered_cost.is_some()
            || self.on_demand.is_some()
            || self.tier_quantities.is_some()
            || self.tier_costs.is_some()
    }
}
